"""Rows of the functions of numbers: builtins, and what ``math`` has that NumPy has not.

Where a function jumps or has a corner, `kinks` gives points and the derivative that is taken there.
"""

from __future__ import annotations

import math

from s2sad.ir import Arg, Attrs, Const, type_of
from s2sad.rules.elementwise import constant, elementwise
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType, probed
from s2sad.types import BOOL, Scalar, Type, join


def polygamma(n, x):  # type: ignore[no-untyped-def]
    """The n-th derivative of digamma: recurrence up to x > 20, then its asymptotic series (DLMF 5.11.2, 5.15.8)."""
    sign, total = -1.0 if n % 2 == 0 else 1.0, 0.0
    if x <= 0 and x == math.floor(x):
        return math.nan
    while x <= 20.0 + n:
        total += sign * math.factorial(n) / x ** (n + 1)
        x = x + 1.0  # not in place: it may be an array
    numbers = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
    head = -sign * math.log(x) if n == 0 else sign * math.factorial(n - 1) / x**n
    head += sign * math.factorial(n) / (2 * x ** (n + 1))
    for k, b in enumerate(numbers, 1):
        head += sign * b * math.factorial(2 * k + n - 1) / (math.factorial(2 * k) * x ** (2 * k + n))
    return total + head


NAMESPACE.update(polygamma=polygamma, max=max, min=min, round=round, any=any, all=all, sum=sum)


def _either(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """One of the operands, as it is."""
    types = [type_of(a) for a in args]
    if not all(isinstance(t, Scalar) and not t.dtype.startswith("complex") for t in types):
        raise NoType(f"{rule.name} of {' and '.join(map(str, types))}")
    both = join(types[0], types[1], where)
    assert both is not None
    return (both,)


def _first_kind(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """``round(x, n)``: a number of the kind of x."""
    t = type_of(args[0])
    if not isinstance(t, Scalar):
        raise NoType(f"{rule.name} of {t}")
    return (Scalar(t.kind, t.dtype),)


def _digits(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if not isinstance(type_of(args[0]), Scalar):
        raise NoType(f"{rule.name} of {type_of(args[0])}")
    if args[1] == Const(None):
        return (Scalar("py", "int64"),)
    return _first_kind(rule, args, attrs, where)


def _truth(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (BOOL,)


# fmt: off
def _whole(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Of floats: Python's integers have the method from 3.12 on."""
    t = type_of(args[0])
    if not isinstance(t, Scalar) or not t.dtype.startswith("float"):
        raise NoType(f"{rule.name} of {t}")
    return (BOOL,)


declare("max(x, y)", "elementwise", _either,
        x="select(x > y, g, select(x == y, 0.5 * g, 0.0))", y="select(y > x, g, select(x == y, 0.5 * g, 0.0))",
        kinks=(((1.0, 1.0), (0.5, 0.5)),))
declare("min(x, y)", "elementwise", _either,
        x="select(x < y, g, select(x == y, 0.5 * g, 0.0))", y="select(y < x, g, select(x == y, 0.5 * g, 0.0))",
        kinks=(((1.0, 1.0), (0.5, 0.5)),))
declare("round(x, n)", "constant", _digits, raises=True, kinks=(((0.5, 0), (0.0, None)),))
declare("isinstance(x, classes)", "constant", _truth)
declare("is_integer: x.is_integer()", "constant", _whole, method="is_integer")
declare("any(x)", "constant", probed, raises=True)
declare("all(x)", "constant", probed, raises=True)

# ---- math
elementwise("math.erf(x)",         x=f"g * {2 / math.sqrt(math.pi)!r} * math.exp(-(x * x))")
elementwise("math.erfc(x)",        x=f"-(g * {2 / math.sqrt(math.pi)!r} * math.exp(-(x * x)))")
elementwise("math.gamma(x)",       x="g * out * polygamma(0, x)", raises=True)
elementwise("math.lgamma(x)",      x="g * polygamma(0, x)",       raises=True)
elementwise("polygamma(n, x)",     x="g * polygamma(n + 1, x)",   helper="polygamma")
elementwise("math.exp2(x)",        x=f"g * {math.log(2)!r} * out", raises=True)
elementwise("math.cbrt(x)",        x="g / (3.0 * (out * out))", singular="partials", poles=(("x", (0.0,)),))
elementwise("math.fmod(x, y)",     x="g",  y="g * ((out - x) / y)", raises=True, nonzero="y",
            kinks=(((2.0, 1.0), (1.0, -2.0)),))
elementwise("math.remainder(x, y)", x="g", y="g * ((out - x) / y)", raises=True, nonzero="y",
            kinks=(((0.5, 1.0), (1.0, 0.0)),))
elementwise("math.copysign(x, y)", x="g * (sign(x) * math.copysign(1.0, y))",
            kinks=(((0.0, 1.0), (0.0, 0.0)), ((1.0, 0.0), (1.0, 0.0))))
elementwise("math.degrees(x)",     x=f"g * {180 / math.pi!r}")
elementwise("math.radians(x)",     x=f"g * {math.pi / 180!r}")
elementwise("math.ldexp(x, i)",    x="math.ldexp(g, i)",          raises=True)
constant("math.trunc(x)", raises=True, kinks=(((1.0,), (0.0,)),))
constant("math.isclose(x, y, rel_tol=1e-09, abs_tol=0.0)", raises=True)
constant("math.comb(n, k)", raises=True)
constant("math.perm(n, k)", raises=True)
constant("math.factorial(n)", raises=True)
constant("math.gcd(n, k)", raises=True)
constant("math.lcm(n, k)", raises=True)
constant("math.isqrt(n)", raises=True)
# fmt: on
