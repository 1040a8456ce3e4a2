"""The rules: what the operations are, and how they are differentiated, one row each.

Adding a function is one row in one of these files; nothing else names it.
"""

from s2sad.rules import (
    acts,
    clocks,
    complexes,
    convolving,
    derivative,
    dicts,
    drawing,
    elementwise,
    factorisations,
    fourier,
    joining,
    linalg,
    lists,
    making,
    matrices,
    memory,
    norms,
    picking,
    places,
    polynomials,
    products,
    quadrature,
    rearranging,
    reductions,
    running,
    scalars,
    sequences,
    shaping,
    spectra,
    statistics,
    tape,
)
from s2sad.rules.registry import REGISTRY, Registry, Rule
from s2sad.rules.typing import NoType

REGISTRY.seal()
# s2sad imports nothing of SciPy by itself: rows of its functions are read once the user's program has loaded them.
REGISTRY.awaited.update(
    {
        "scipy.special": "s2sad.rules.scipy_special",
        "scipy.linalg": "s2sad.rules.scipy_linalg",
        "scipy.stats": "s2sad.rules.scipy_stats",
        "scipy.fft": "s2sad.rules.scipy_fft",
    }
)

__all__ = [
    "REGISTRY",
    "NoType",
    "Registry",
    "Rule",
    "acts",
    "clocks",
    "complexes",
    "convolving",
    "derivative",
    "dicts",
    "drawing",
    "elementwise",
    "factorisations",
    "fourier",
    "joining",
    "linalg",
    "lists",
    "making",
    "matrices",
    "memory",
    "norms",
    "picking",
    "places",
    "polynomials",
    "products",
    "quadrature",
    "rearranging",
    "reductions",
    "running",
    "scalars",
    "sequences",
    "shaping",
    "spectra",
    "statistics",
    "tape",
]
