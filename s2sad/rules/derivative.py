"""Operations that only derivatives use: what the primal does not do must not raise.

``1.0 / x`` raises for ``x = 0.0`` between Python floats, where NumPy gives ``inf``.  The
derivative of a primal that does not raise must not raise either, so ``/`` and ``**`` in a
row become `divide` and `power` unless an operand is NumPy's or known not to be zero.
Between Python floats ``(-1.0) ** 0.5`` is complex: it has a value, and no real derivative.
Each helper is written into the modules that use it, and has rows like any function.
"""

from __future__ import annotations

import math

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.elementwise import constant, elementwise
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import elementwise as typing
from s2sad.rules.typing import type_of_first
from s2sad.types import Array, Scalar, Type, join, rank


def divide(x, y):  # type: ignore[no-untyped-def]
    """Divide as IEEE 754 does: by zero gives an infinity or nan, and raises nothing."""
    if y:
        return x / y
    if x == 0 or x != x:
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


def power(x, y):  # type: ignore[no-untyped-def]
    """``x ** y`` where it is real; zero to a negative power is infinite, and raises nothing."""
    z = math.inf if y < 0 and not x else x**y
    if isinstance(z, complex):
        raise ValueError("a negative number to a fractional power is complex: it has no derivative")
    return z


def power_dx(x, y):  # type: ignore[no-untyped-def]
    """The derivative of ``x ** y`` by x, ``y * x ** (y - 1)``, which is 0 where y is 0."""
    if np.ndim(x) == 0 and np.ndim(y) == 0:
        z = 0.0 * x if not y else y * (math.inf if y < 1 and not x else x ** (y - 1))
        if isinstance(z, complex):
            raise ValueError("a negative number to a fractional power is complex: it has no derivative")
        return z
    zero = np.equal(y, 0)
    return np.where(zero, 0.0, y * np.power(x, np.where(zero, 1.0, np.subtract(y, 1))))


def log_positive(x):  # type: ignore[no-untyped-def]
    """``log(x)``, and 0 at 0: what ``x ** y`` grows by along y. Nan where x is negative: few y have a power there."""
    if np.ndim(x) == 0:
        return math.log(x) if x > 0 else math.nan if x < 0 else 0.0
    return np.where(x < 0, np.nan, np.log(np.where(x > 0, x, 1.0)))


def positive(x, v):  # type: ignore[no-untyped-def]
    """``v`` where x is positive, else 0."""
    if np.ndim(x) == 0:
        return v if x > 0 else 0.0 * v
    return np.where(x > 0, v, 0.0)


def number_like(x, y):  # type: ignore[no-untyped-def]
    """``x`` as a number of the class of ``y``, Python's or NumPy's, of single or double precision."""
    return x if isinstance(y, int) else type(y)(x)


NAMESPACE.update({f.__name__: f for f in (divide, power, power_dx, log_positive, positive, number_like)})
NAMESPACE["select"] = lambda c, x, y: np.where(c, x, y) if any(np.ndim(v) for v in (c, x, y)) else (x if c else y)


def _chosen(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Of numbers, either operand as it is: Python's or NumPy's, or an array without axes."""
    x, y = type_of(args[1]), type_of(args[2])
    if all(rank(type_of(a)) == 0 for a in args):
        both = join(x, y, where)
        assert isinstance(both, (Scalar, Array))
        return (both if isinstance(both, Scalar) else Array(both.dtype, ()),)
    return typing(rule, args, attrs, where)


def _quotient(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Of a number of NumPy's and zero it is a number of Python's."""
    (t,) = typing(rule, args, attrs, where)
    y = type_of(args[1])
    if isinstance(t, Scalar) and isinstance(y, Scalar) and y.kind != "np":
        return (Scalar("any" if t.kind == "np" else t.kind, t.dtype, t.dim),)
    return (t,)


def _opened(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    x, y = type_of(args[0]), type_of(args[1])
    assert isinstance(x, Scalar)
    assert isinstance(y, Scalar)
    return (Scalar(y.kind, y.dtype if y.kind != "any" else x.dtype),)


# fmt: off
declare("divide(x, y)", "elementwise", _quotient, x="g / y", y="-(g * out / y)", helper="divide")
elementwise("power(x, y)",     x="g * (y * x ** (y - 1)) if literal(y) else g * power_dx(x, y)",
                               y="g * (out * log_positive(x))", helper="power",
            singular="partials", poles=(("x", (0.0,)),))
elementwise("power_dx(x, y)",  x="g * (y * power_dx(x, y - 1))",
                               y="g * (x ** (y - 1) + out * log_positive(x))", helper="power_dx",
            singular="partials", poles=(("x", (0.0,)),))
elementwise("log_positive(x)", x="positive(x, g / x)",       helper="log_positive")
elementwise("positive(x, v)",  v="positive(x, g)",           helper="positive")
declare("select(c, x, y)", "elementwise", _chosen, x="select(c, g, 0.0)",        y="select(c, 0.0, g)", chooses="c")
declare("number_like(x, y)", "elementwise", _opened, x="g",  helper="number_like")
constant("bool(x)", function=bool)
declare("held: x",              "constant", type_of_first)
declare("held_array: x.copy()", "constant", type_of_first)
constant("at_least: max(n, least)", function=None)
# fmt: on
