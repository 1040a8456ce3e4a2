"""Draws from a generator of random numbers that is passed in or has a seed: each is made once, in the forward sweep.

What is drawn is a constant: the derivative is that of the function with these numbers. So nothing that varies may
decide what is drawn; a number with a mean that varies is written ``mean + scale * rng.standard_normal()``.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Pack, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.shaping import length
from s2sad.rules.typing import NoType, observed
from s2sad.types import GENERATOR, ONE, Array, Scalar, Type, axes, broadcast

METHODS = frozenset(
    (
        *("random", "uniform", "integers", "choice", "permutation", "normal", "standard_normal", "lognormal"),
        *("exponential", "standard_exponential", "gamma", "standard_gamma", "beta", "chisquare", "laplace", "logistic"),
        *("rayleigh", "poisson", "binomial", "standard_t", "triangular", "weibull"),
    )
)
_ARRAYS = ("choice", "permutation")  # of these, an array is drawn from


def draw(rng, args, method="", names=()):  # type: ignore[no-untyped-def]
    """A draw; the last arguments have names."""
    first = len(args) - len(names)
    return getattr(rng, method)(*args[:first], **dict(zip(names, args[first:], strict=True)))


NAMESPACE["draw"] = draw


@cache
def _parameters(method: str) -> tuple[str, ...]:
    """The parameters of a method; NumPy loads its random numbers when it is first asked for them, which takes time."""
    return tuple(inspect.signature(getattr(np.random.Generator, method)).parameters)[1:]


def _drawn(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    given, method = args[1], str(dict(attrs)["method"])
    assert isinstance(given, Pack)
    names: Sequence[str] = dict(attrs).get("names", ())  # type: ignore[assignment]
    first, parameters = len(given.items) - len(names), _parameters(method)
    bound = dict(zip((*parameters[:first], *names), given.items, strict=True))
    if "out" in bound or any(v not in parameters for v in bound):
        raise NoType(f"{method} with {', '.join(names)}")
    size = bound.pop("size", Const(None))
    made = {k: _stand_in(a, 3 * (i + 1)) for i, (k, a) in enumerate(bound.items())}
    try:
        once: Any = draw
        found = observed(once(np.random.default_rng(0), [*made.values()], method, tuple(made)), ONE)
        many = (
            observed(once(np.random.default_rng(0), [*made.values(), 2], method, (*made, "size")), ONE)
            if (size != Const(None))
            else found
        )
    except (TypeError, ValueError) as e:
        raise NoType(str(e)) from None
    dtype = getattr(many, "dtype", "float64")
    if size != Const(None):
        items = size.items if isinstance(size, Pack) else (size,)
        return (Array(dtype, tuple(length(a, f"{where}.{i}") for i, a in enumerate(items))),)
    if isinstance(found, Scalar):
        return (found,)
    if method in _ARRAYS:
        (of,) = list(bound.values())[:1]
        shape = axes(type_of(of)) or (length(of, where),)
        return (Array(dtype, shape if method == "permutation" else shape[1:]),)
    return (Array(dtype, broadcast([axes(type_of(a)) for a in bound.values()], where)),)


def _stand_in(arg: Arg, number: int) -> Any:
    t = type_of(arg)
    if isinstance(arg, Const):
        return arg.value
    if isinstance(t, Scalar):
        return number if t.dtype.startswith("int") else 0.5
    if isinstance(t, Array) and t.axes is not None:
        return np.full((2,) * len(t.axes), 0.5).astype(t.dtype)
    raise NoType(f"a draw with {t}")


def _generator(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (GENERATOR,)


# Two generators are two, though their seeds are equal: what is drawn from one the other draws again.
declare("np.random.default_rng(seed)", "constant", _generator, acts=True, raises=True, function=False)
declare("draw(rng, args, method='', names=())", "constant", _drawn, acts=True, raises=True, function=False)
