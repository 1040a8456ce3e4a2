"""Rows of ``scipy.fft``; they are read when the user's program has loaded it.

Its transforms are those of NumPy, made by other code: values are SciPy's, derivatives are transforms by NumPy.
"""

from __future__ import annotations

import scipy.fft

from s2sad.rules.fourier import transforms
from s2sad.rules.registry import REGISTRY

MODULES = ("scipy.fft",)

transforms(scipy.fft, "scipy_", MODULES)

REGISTRY.seal(MODULES)
