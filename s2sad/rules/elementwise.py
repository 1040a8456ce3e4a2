"""Rows of the functions that work element by element: one formula serves both modes.

Conventions at kinks: ``abs'(0) = 0``; ``maximum`` and ``minimum`` share a tie half and half.
A division or power in a derivative never raises where the primal does not: ``/`` and
``**`` here follow IEEE also between Python floats (`s2sad.rules.derivative`).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.complexes import conjugate, inverse_of_cosh, modulus, power
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType
from s2sad.rules.typing import elementwise as typing
from s2sad.types import Type, is_inexact


def elementwise(text: str, **options: Any) -> None:
    """A row that is differentiable in the operands that have a formula."""
    declare(text, "elementwise", typing, **options)


def constant(text: str, **options: Any) -> None:
    """A row whose result is no float, or is constant between jumps."""
    declare(text, "constant", typing, **options)


def _rounded(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if not is_inexact(type_of(args[0])):
        raise NoType(f"{rule.name} of {type_of(args[0])}, which may be the array itself,")
    return typing(rule, args, attrs, where)


def sinc_slope(n, x):  # type: ignore[no-untyped-def]
    """The n-th derivative of ``np.sinc``: by recurrence, and near zero by its series."""
    z = np.pi * x
    near = np.abs(z) < n + 1.0
    far = np.where(near, n + 1.0, z)
    out = np.sin(far) / far
    for k in range(1, n + 1):
        out = (np.sin(far + 0.5 * np.pi * k) - k * out) / far
    small, series = np.where(near, z, 0.0), 0.0
    for k in range((n + 1) // 2, n + 16):
        factor = (-1.0) ** k / math.factorial(2 * k - n) / (2 * k + 1)
        series = series + factor * small ** (2 * k - n)
    return np.pi**n * np.where(near, series, out)[()]


def bessel_i(n, x):  # type: ignore[no-untyped-def]
    """The modified Bessel function of order n: ``exp(x * cos(t)) * cos(n * t)``, averaged over a circle."""
    t = 2.0 * np.pi * np.arange(k := 64 + 2 * int(np.ceil(np.max(np.abs(x), initial=0.0)))) / k
    return np.mean(np.exp(np.multiply.outer(x, np.cos(t))) * np.cos(n * t), axis=-1)


NAMESPACE.update(sinc_slope=sinc_slope, bessel_i=bessel_i)
_AT_ZERO = (("x", (0.0,)),)
_AT_ONE = (("x", (-1.0, 1.0)),)

# fmt: off
# ---- operators
elementwise("add: x + y",      x="g",                  y="g")
elementwise("sub: x - y",      x="g",                  y="-g")
elementwise("mul: x * y",      x="g * y",              y="g * x", zero_with=("x", "y"))
elementwise("truediv: x / y",  x="g / y",              y="-(g * out / y)", raises=True, nonzero="y", singular="value")
elementwise("pow: x ** y",     cases=power, raises=True, singular="partials", poles=_AT_ZERO,
            kinks=(((0.0, 2.0), (0.0, 0.0)), ((0.0, 0.5), (math.inf, 0.0)), ((0.0, 0.0), (0.0, 0.0))))
elementwise("neg: -x",         x="-g", zero_with=("x",))
elementwise("pos: +x",         x="g")
elementwise("abs(x)",          cases=modulus,        kinks=(((0.0,), (0.0,)),), raises="complex")  # OverflowError

constant("lt: x < y")
constant("le: x <= y")
constant("gt: x > y")
constant("ge: x >= y")
constant("eq: x == y")
constant("ne: x != y")
constant("not: not x")
constant("and: x and y")
constant("or: x or y")
constant("invert: ~x")
constant("imag_of_real: x.imag")  # new zeros
constant("bitand: x & y")
constant("bitor: x | y")
constant("bitxor: x ^ y")
constant("lshift: x << y", raises=True)
constant("rshift: x >> y", raises=True)
constant("floordiv: x // y", raises=True, kinks=(((2.0, 1.0), (0.0, 0.0)),))
elementwise("mod: x % y",      x="g",                  y="-(g * (x // y))", raises=True,
            kinks=(((2.0, 1.0), (1.0, -2.0)),))
constant("int(x)", function=int, raises=True, kinks=(((1.0,), (0.0,)),))
constant("shortest: min(x, y)")
constant("range_len: len(range(start, stop, step))", raises=True)

# ---- np.* of anything, math.* of numbers
for m in ("np", "math"):
    strict = m == "math"  # math raises outside a function's domain
    elementwise(f"{m}.exp(x)",    x="g * out",                 raises=strict, overflows=True)
    elementwise(f"{m}.expm1(x)",  x="g * (out + 1.0)",         raises=strict, overflows=True)
    elementwise(f"{m}.log(x)",    x="g / x",                   raises=strict, singular="value",
                nonzero="x" if strict else "")
    elementwise(f"{m}.log1p(x)",  x="g / (1.0 + x)",           raises=strict, singular="value")
    elementwise(f"{m}.log2(x)",   x="g / (0.6931471805599453 * x)",  raises=strict, singular="value",
                nonzero="x" if strict else "")
    elementwise(f"{m}.log10(x)",  x="g / (2.302585092994046 * x)",   raises=strict, singular="value",
                nonzero="x" if strict else "")
    elementwise(f"{m}.sqrt(x)",   x="g * 0.5 / out",           raises=strict, singular="partials", zero_with=("x",),
                poles=_AT_ZERO, kinks=(((0.0,), (math.inf,)),))
    elementwise(f"{m}.sin(x)",    x=f"g * {m}.cos(x)",         raises=strict)
    elementwise(f"{m}.cos(x)",    x=f"-(g * {m}.sin(x))",      raises=strict)
    elementwise(f"{m}.tan(x)",    x="g * (1.0 + out * out)",   raises=strict)
    elementwise(f"{m}.sinh(x)",   x=f"g * {m}.cosh(x)",        raises=strict, overflows=True)
    elementwise(f"{m}.cosh(x)",   x=f"g * {m}.sinh(x)",        raises=strict, overflows=True)
    elementwise(f"{m}.tanh(x)",   x="g * (1.0 - out * out)",   raises=strict)
    constant(f"{m}.floor(x)", raises=strict, kinks=(((1.0,), (0.0,)),))
    constant(f"{m}.ceil(x)", raises=strict, kinks=(((1.0,), (0.0,)),))
    constant(f"{m}.isnan(x)")
    constant(f"{m}.isfinite(x)")
    constant(f"{m}.isinf(x)")

for m, p in (("np", "arc"), ("math", "a")):
    strict = m == "math"
    elementwise(f"{m}.{p}sin(x)",      x=f"g / {m}.sqrt(1.0 - x * x)",     raises=strict, singular="partials",
                poles=_AT_ONE)
    elementwise(f"{m}.{p}cos(x)",      x=f"-(g / {m}.sqrt(1.0 - x * x))",  raises=strict, singular="partials",
                poles=_AT_ONE)
    elementwise(f"{m}.{p}tan(x)",      x="g / (1.0 + x * x)",              raises=strict)
    elementwise(f"{m}.{p}sinh(x)",     x=f"g / {m}.sqrt(x * x + 1.0)",     raises=strict)
    if strict:
        elementwise("math.acosh(x)",   x="g / math.sqrt(x * x - 1.0)",     raises=True, singular="partials",
                    poles=_AT_ONE)
    else:
        elementwise("np.arccosh(x)",   cases=inverse_of_cosh,              singular="partials",
                    poles=_AT_ONE)
    elementwise(f"{m}.{p}tanh(x)",     x="g / (1.0 - x * x)",              raises=strict, singular="value")
    elementwise(f"{m}.{p}tan2(y, x)",  y="g * x / (x * x + y * y)",        x="-(g * y / (x * x + y * y))",
                singular="partials", poles=(("y", (0.0,)), ("x", (0.0,))))

elementwise("math.pow(x, y)",     x="g * (y * x ** (y - 1)) if literal(y) else g * power_dx(x, y)",
                                  y="g * (out * log_positive(x))", raises=True, singular="partials", poles=_AT_ZERO)
elementwise("np.power(x, y)",     cases=power, singular="partials", poles=_AT_ZERO)
elementwise("np.add(x, y)",       x="g",             y="g",                operator="add")
elementwise("np.subtract(x, y)",  x="g",             y="-g",               operator="sub")
elementwise("np.multiply(x, y)",  x="g * y",         y="g * x",            operator="mul")
elementwise("np.divide(x, y)",    x="g / y",         y="-(g * out / y)",   operator="truediv", singular="value")
elementwise("np.negative(x)",     x="-g")
elementwise("np.conjugate(x)",    cases=conjugate)
elementwise("np.square(x)",       x="2.0 * g * x")
elementwise("np.absolute(x)",     cases=modulus,        kinks=(((0.0,), (0.0,)),))
elementwise("math.fabs(x)",       x="g * sign(x)",      kinks=(((0.0,), (0.0,)),))
elementwise("np.sign(x)",         x="0.0",              kinks=(((0.0,), (0.0,)),))
elementwise("np.maximum(x, y)",   x="select(x > y, g, select(x == y, 0.5 * g, 0.0))",
                                  y="select(y > x, g, select(x == y, 0.5 * g, 0.0))",
                                  takes=(("x", "x >= y"), ("y", "y >= x")),
                                  kinks=(((1.0, 1.0), (0.5, 0.5)),))
elementwise("np.minimum(x, y)",   x="select(x < y, g, select(x == y, 0.5 * g, 0.0))",
                                  y="select(y < x, g, select(x == y, 0.5 * g, 0.0))",
                                  takes=(("x", "x <= y"), ("y", "y <= x")),
                                  kinks=(((1.0, 1.0), (0.5, 0.5)),))
elementwise("np.fmax(x, y)",      x="select(out == x, select(x == y, 0.5 * g, g), 0.0)",
                                  y="select(out == y, select(x == y, 0.5 * g, g), 0.0)",
                                  kinks=(((1.0, 1.0), (0.5, 0.5)),))
elementwise("np.fmin(x, y)",      x="select(out == x, select(x == y, 0.5 * g, g), 0.0)",
                                  y="select(out == y, select(x == y, 0.5 * g, g), 0.0)",
                                  kinks=(((1.0, 1.0), (0.5, 0.5)),))
elementwise("np.clip(x, low, high)", x="select(x < low, 0.0, select(x > high, 0.0, g))",
                                  low="select(x < low, select(low > high, 0.0, g), 0.0)",
                                  high="select(np.maximum(x, low) > high, g, 0.0)",
                                  takes=(("x", "np.logical_and(x >= low, x <= high)"),),
                                  kinks=(((1.0, 1.0, 2.0), (1.0, 0.0, 0.0)), ((2.0, 1.0, 2.0), (1.0, 0.0, 0.0))))
elementwise("np.positive(x)",     x="g")
elementwise("np.fabs(x)",         x="g * sign(x)",      kinks=(((0.0,), (0.0,)),))
elementwise("np.reciprocal(x)",   x="-(g * (out * out))", singular="value")
elementwise("np.exp2(x)",         x=f"g * {math.log(2)!r} * out", overflows=True)
elementwise("np.cbrt(x)",         x="g / (3.0 * (out * out))", singular="partials", poles=_AT_ZERO,
                                  kinks=(((0.0,), (math.inf,)),))
elementwise("np.deg2rad(x)",      x=f"g * {math.pi / 180!r}", also=(np.radians,))
elementwise("np.rad2deg(x)",      x=f"g * {180 / math.pi!r}", also=(np.degrees,))
elementwise("np.hypot(x, y)",     x="g * x / select(out == 0.0, 1.0, out)", y="g * y / select(out == 0.0, 1.0, out)",
                                  kinks=(((0.0, 0.0), (0.0, 0.0)),))
# Where both are -inf so is the result, and their difference would be nan.
elementwise("np.logaddexp(x, y)", x="g * np.exp(x - select(out == -1e999, 0.0, out))",
                                  y="g * np.exp(y - select(out == -1e999, 0.0, out))")
elementwise("np.logaddexp2(x, y)", x="g * np.exp2(x - select(out == -1e999, 0.0, out))",
                                   y="g * np.exp2(y - select(out == -1e999, 0.0, out))")
elementwise("np.float_power(x, y)", cases=power, singular="partials", poles=_AT_ZERO)
elementwise("np.remainder(x, y)", x="g",  y="-(g * (x // y))", operator="mod", singular="value",
                                  kinks=(((2.0, 1.0), (1.0, -2.0)),))
elementwise("np.fmod(x, y)",      x="g",  y="g * ((out - x) / y)", singular="value",
                                  kinks=(((2.0, 1.0), (1.0, -2.0)),))
elementwise("np.copysign(x, y)",  x="g * (sign(x) * np.copysign(1.0, y))",
                                  kinks=(((0.0, 1.0), (0.0, 0.0)), ((1.0, 0.0), (1.0, 0.0))))
elementwise("np.nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)", x="select(np.isfinite(x), g, 0.0)",
            takes=(("x", "np.isfinite(x)"),))
elementwise("np.sinc(x)",         x="g * sinc_slope(1, x)")
elementwise("sinc_slope(n, x)",   x="g * sinc_slope(n + 1, x)", helper="sinc_slope")
elementwise("np.i0(x)",           x="g * bessel_i(1, x)")
elementwise("bessel_i(n, x)",     x="g * 0.5 * (bessel_i(n - 1, x) + bessel_i(n + 1, x))", helper="bessel_i")
elementwise("np.ldexp(x, i)",     x="np.ldexp(g, i)")
elementwise("np.nextafter(x, y)", x="g")
elementwise("np.heaviside(x, y)", x="0.0", y="select(x == 0.0, g, 0.0)", kinks=(((0.0, 0.5), (0.0, 1.0)),))
constant("np.floor_divide(x, y)", operator="floordiv", kinks=(((2.0, 1.0), (0.0, 0.0)),))
declare("np.round(x, decimals=0)", "constant", _rounded, method="round", also=(np.around,), kinks=(((0.5,), (0.0,)),))
constant("np.isclose(x, y, rtol=1e-05, atol=1e-08)")
for name in ("signbit", "isposinf", "isneginf", "isreal", "iscomplex", "spacing"):
    constant(f"np.{name}(x)")
if hasattr(np, "bitwise_count"):  # since NumPy 2.0
    constant("np.bitwise_count(x)")
constant("np.gcd(x, y)")
constant("np.lcm(x, y)")
for name in ("trunc", "rint", "fix"):
    constant(f"np.{name}(x)", kinks=(((0.5,), (0.0,)),))
elementwise("np.where(c, x, y)",  x="select(c, g, 0.0)",  y="select(c, 0.0, g)", chooses="c")
constant("np.logical_and(x, y)")
constant("np.logical_or(x, y)")
constant("np.logical_not(x)")
constant("np.logical_xor(x, y)")
constant("np.invert(x)")
constant("np.bitwise_and(x, y)", operator="bitand")
constant("np.bitwise_or(x, y)", operator="bitor")
constant("np.bitwise_xor(x, y)", operator="bitxor")
for name in ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"):
    constant(f"np.{name}(x, y)")
# fmt: on
