"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import math

import numpy as np


def divide(x, y):
    """Divide as IEEE 754 does: by zero gives an infinity or nan, and raises nothing."""
    if y:
        return x / y
    if x == 0 or x != x:
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


def log_positive(x):
    """``log(x)``, and 0 at 0: what ``x ** y`` grows by along y. Nan where x is negative: few y have a power there."""
    if np.ndim(x) == 0:
        return math.log(x) if x > 0 else math.nan if x < 0 else 0.0
    return np.where(x < 0, np.nan, np.log(np.where(x > 0, x, 1.0)))


def power_dx(x, y):
    """The derivative of ``x ** y`` by x, ``y * x ** (y - 1)``, which is 0 where y is 0."""
    if np.ndim(x) == 0 and np.ndim(y) == 0:
        z = 0.0 * x if not y else y * (math.inf if y < 1 and not x else x ** (y - 1))
        if isinstance(z, complex):
            raise ValueError("a negative number to a fractional power is complex: it has no derivative")
        return z
    zero = np.equal(y, 0)
    return np.where(zero, 0.0, y * np.power(x, np.where(zero, 1.0, np.subtract(y, 1))))


def polygamma(n, x):
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


# math.exp: math.exp(x)
# x: float


def math_exp__forward(x):
    """Forward sweep: ``math_exp_(x)``, and the tape for the adjoint sweep."""
    w2 = math.exp(x)  # L2
    return w2, (w2,)


def math_exp__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * w2


def math_exp__tangent(x, x_dot):
    """``math_exp_(x)`` and its tangent."""
    w2 = math.exp(x)  # L2
    return w2, x_dot * w2


# math.expm1: math.expm1(x)
# x: float


def math_expm1__forward(x):
    """Forward sweep: ``math_expm1_(x)``, and the tape for the adjoint sweep."""
    w2 = math.expm1(x)  # L2
    return w2, (w2,)


def math_expm1__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (w2 + 1.0)


def math_expm1__tangent(x, x_dot):
    """``math_expm1_(x)`` and its tangent."""
    w2 = math.expm1(x)  # L2
    return w2, x_dot * (w2 + 1.0)


# math.log: math.log(x)
# x: float


def math_log__forward(x):
    """Forward sweep: ``math_log_(x)``, and the tape for the adjoint sweep."""
    w2 = math.log(x)  # L2
    return w2, ()


def math_log__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / x


def math_log__tangent(x, x_dot):
    """``math_log_(x)`` and its tangent."""
    w2 = math.log(x)  # L2
    return w2, x_dot / x


# math.log1p: math.log1p(x)
# x: float


def math_log1p__forward(x):
    """Forward sweep: ``math_log1p_(x)``, and the tape for the adjoint sweep."""
    w2 = math.log1p(x)  # L2
    return w2, ()


def math_log1p__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, 1.0 + x)


def math_log1p__tangent(x, x_dot):
    """``math_log1p_(x)`` and its tangent."""
    w2 = math.log1p(x)  # L2
    return w2, divide(x_dot, 1.0 + x)


# math.log2: math.log2(x)
# x: float


def math_log2__forward(x):
    """Forward sweep: ``math_log2_(x)``, and the tape for the adjoint sweep."""
    w2 = math.log2(x)  # L2
    return w2, ()


def math_log2__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, 0.6931471805599453 * x)


def math_log2__tangent(x, x_dot):
    """``math_log2_(x)`` and its tangent."""
    w2 = math.log2(x)  # L2
    return w2, divide(x_dot, 0.6931471805599453 * x)


# math.log10: math.log10(x)
# x: float


def math_log10__forward(x):
    """Forward sweep: ``math_log10_(x)``, and the tape for the adjoint sweep."""
    w2 = math.log10(x)  # L2
    return w2, ()


def math_log10__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, 2.302585092994046 * x)


def math_log10__tangent(x, x_dot):
    """``math_log10_(x)`` and its tangent."""
    w2 = math.log10(x)  # L2
    return w2, divide(x_dot, 2.302585092994046 * x)


# math.sqrt: math.sqrt(x)
# x: float


def math_sqrt__forward(x):
    """Forward sweep: ``math_sqrt_(x)``, and the tape for the adjoint sweep."""
    w2 = math.sqrt(x)  # L2
    return w2, (w2,)


def math_sqrt__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return divide(0.5 * out_bar, w2)


def math_sqrt__tangent(x, x_dot):
    """``math_sqrt_(x)`` and its tangent."""
    w2 = math.sqrt(x)  # L2
    return w2, divide(0.5 * x_dot, w2)


# math.sin: math.sin(x)
# x: float


def math_sin__forward(x):
    """Forward sweep: ``math_sin_(x)``, and the tape for the adjoint sweep."""
    w2 = math.sin(x)  # L2
    return w2, ()


def math_sin__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * math.cos(x)


def math_sin__tangent(x, x_dot):
    """``math_sin_(x)`` and its tangent."""
    w2 = math.sin(x)  # L2
    return w2, x_dot * math.cos(x)


# math.cos: math.cos(x)
# x: float


def math_cos__forward(x):
    """Forward sweep: ``math_cos_(x)``, and the tape for the adjoint sweep."""
    w2 = math.cos(x)  # L2
    return w2, ()


def math_cos__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return -(out_bar * math.sin(x))


def math_cos__tangent(x, x_dot):
    """``math_cos_(x)`` and its tangent."""
    w2 = math.cos(x)  # L2
    return w2, -(x_dot * math.sin(x))


# math.tan: math.tan(x)
# x: float


def math_tan__forward(x):
    """Forward sweep: ``math_tan_(x)``, and the tape for the adjoint sweep."""
    w2 = math.tan(x)  # L2
    return w2, (w2,)


def math_tan__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (1.0 + w2 * w2)


def math_tan__tangent(x, x_dot):
    """``math_tan_(x)`` and its tangent."""
    w2 = math.tan(x)  # L2
    return w2, x_dot * (1.0 + w2 * w2)


# math.sinh: math.sinh(x)
# x: float


def math_sinh__forward(x):
    """Forward sweep: ``math_sinh_(x)``, and the tape for the adjoint sweep."""
    w2 = math.sinh(x)  # L2
    return w2, ()


def math_sinh__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * math.cosh(x)


def math_sinh__tangent(x, x_dot):
    """``math_sinh_(x)`` and its tangent."""
    w2 = math.sinh(x)  # L2
    return w2, x_dot * math.cosh(x)


# math.cosh: math.cosh(x)
# x: float


def math_cosh__forward(x):
    """Forward sweep: ``math_cosh_(x)``, and the tape for the adjoint sweep."""
    w2 = math.cosh(x)  # L2
    return w2, ()


def math_cosh__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * math.sinh(x)


def math_cosh__tangent(x, x_dot):
    """``math_cosh_(x)`` and its tangent."""
    w2 = math.cosh(x)  # L2
    return w2, x_dot * math.sinh(x)


# math.tanh: math.tanh(x)
# x: float


def math_tanh__forward(x):
    """Forward sweep: ``math_tanh_(x)``, and the tape for the adjoint sweep."""
    w2 = math.tanh(x)  # L2
    return w2, (w2,)


def math_tanh__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (1.0 - w2 * w2)


def math_tanh__tangent(x, x_dot):
    """``math_tanh_(x)`` and its tangent."""
    w2 = math.tanh(x)  # L2
    return w2, x_dot * (1.0 - w2 * w2)


# math.asin: math.asin(x)
# x: float


def math_asin__forward(x):
    """Forward sweep: ``math_asin_(x)``, and the tape for the adjoint sweep."""
    w2 = math.asin(x)  # L2
    return w2, ()


def math_asin__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, math.sqrt(1.0 - x * x))


def math_asin__tangent(x, x_dot):
    """``math_asin_(x)`` and its tangent."""
    w2 = math.asin(x)  # L2
    return w2, divide(x_dot, math.sqrt(1.0 - x * x))


# math.acos: math.acos(x)
# x: float


def math_acos__forward(x):
    """Forward sweep: ``math_acos_(x)``, and the tape for the adjoint sweep."""
    w2 = math.acos(x)  # L2
    return w2, ()


def math_acos__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return math.acos(x)
    w3 = divide(out_bar, math.sqrt(1.0 - x * x))  # w2 = math.acos(x)
    return -w3


def math_acos__tangent(x, x_dot):
    """``math_acos_(x)`` and its tangent."""
    w2 = math.acos(x)  # L2
    w3 = divide(x_dot, math.sqrt(1.0 - x * x))
    return w2, -w3


# math.atan: math.atan(x)
# x: float


def math_atan__forward(x):
    """Forward sweep: ``math_atan_(x)``, and the tape for the adjoint sweep."""
    w2 = math.atan(x)  # L2
    return w2, ()


def math_atan__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, 1.0 + x * x)


def math_atan__tangent(x, x_dot):
    """``math_atan_(x)`` and its tangent."""
    w2 = math.atan(x)  # L2
    return w2, divide(x_dot, 1.0 + x * x)


# math.asinh: math.asinh(x)
# x: float


def math_asinh__forward(x):
    """Forward sweep: ``math_asinh_(x)``, and the tape for the adjoint sweep."""
    w2 = math.asinh(x)  # L2
    return w2, ()


def math_asinh__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, math.sqrt(x * x + 1.0))


def math_asinh__tangent(x, x_dot):
    """``math_asinh_(x)`` and its tangent."""
    w2 = math.asinh(x)  # L2
    return w2, divide(x_dot, math.sqrt(x * x + 1.0))


# math.acosh: math.acosh(x)
# x: float


def math_acosh__forward(x):
    """Forward sweep: ``math_acosh_(x)``, and the tape for the adjoint sweep."""
    w2 = math.acosh(x)  # L2
    return w2, ()


def math_acosh__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, math.sqrt(x * x - 1.0))


def math_acosh__tangent(x, x_dot):
    """``math_acosh_(x)`` and its tangent."""
    w2 = math.acosh(x)  # L2
    return w2, divide(x_dot, math.sqrt(x * x - 1.0))


# math.atanh: math.atanh(x)
# x: float


def math_atanh__forward(x):
    """Forward sweep: ``math_atanh_(x)``, and the tape for the adjoint sweep."""
    w2 = math.atanh(x)  # L2
    return w2, ()


def math_atanh__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return divide(out_bar, 1.0 - x * x)


def math_atanh__tangent(x, x_dot):
    """``math_atanh_(x)`` and its tangent."""
    w2 = math.atanh(x)  # L2
    return w2, divide(x_dot, 1.0 - x * x)


# math.atan2: math.atan2(x, y)
# x: float, y: float


def math_atan2__forward(x, y):
    """Forward sweep: ``math_atan2_(x, y)``, and the tape for the adjoint sweep."""
    w3 = math.atan2(x, y)  # L2
    return w3, ()


def math_atan2__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return math.atan2(x, y)
    w4 = y * y + x * x  # w3 = math.atan2(x, y)
    return divide(out_bar * y, w4), -divide(out_bar * x, w4)


def math_atan2__tangent(x, y, x_dot, y_dot):
    """``math_atan2_(x, y)`` and its tangent."""
    w3 = math.atan2(x, y)  # L2
    w4 = y * y + x * x
    w5 = divide(y_dot * x, w4)
    return w3, divide(x_dot * y, w4) - w5


# math.pow: math.pow(x, y)
# x: float, y: float


def math_pow__forward(x, y):
    """Forward sweep: ``math_pow_(x, y)``, and the tape for the adjoint sweep."""
    w3 = math.pow(x, y)  # L2
    return w3, (w3,)


def math_pow__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return out_bar * power_dx(x, y), out_bar * (w3 * log_positive(x))


def math_pow__tangent(x, y, x_dot, y_dot):
    """``math_pow_(x, y)`` and its tangent."""
    w3 = math.pow(x, y)  # L2
    w4 = y_dot * (w3 * log_positive(x))
    return w3, x_dot * power_dx(x, y) + w4


# math.fabs: math.fabs(x)
# x: float


def math_fabs__forward(x):
    """Forward sweep: ``math_fabs_(x)``, and the tape for the adjoint sweep."""
    w2 = math.fabs(x)  # L2
    return w2, ()


def math_fabs__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * ((x > 0) - (x < 0))


def math_fabs__tangent(x, x_dot):
    """``math_fabs_(x)`` and its tangent."""
    w2 = math.fabs(x)  # L2
    return w2, x_dot * ((x > 0) - (x < 0))


# math.erf: math.erf(x)
# x: float


def math_erf__forward(x):
    """Forward sweep: ``math_erf_(x)``, and the tape for the adjoint sweep."""
    w2 = math.erf(x)  # L2
    return w2, ()


def math_erf__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return math.erf(x)
    w3 = math.exp(-(x * x))  # w2 = math.erf(x)
    return 1.1283791670955126 * out_bar * w3


def math_erf__tangent(x, x_dot):
    """``math_erf_(x)`` and its tangent."""
    w2 = math.erf(x)  # L2
    w3 = math.exp(-(x * x))
    return w2, 1.1283791670955126 * x_dot * w3


# math.erfc: math.erfc(x)
# x: float


def math_erfc__forward(x):
    """Forward sweep: ``math_erfc_(x)``, and the tape for the adjoint sweep."""
    w2 = math.erfc(x)  # L2
    return w2, ()


def math_erfc__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return math.erfc(x)
    w3 = math.exp(-(x * x))  # w2 = math.erfc(x)
    return -(1.1283791670955126 * out_bar * w3)


def math_erfc__tangent(x, x_dot):
    """``math_erfc_(x)`` and its tangent."""
    w2 = math.erfc(x)  # L2
    w3 = math.exp(-(x * x))
    return w2, -(1.1283791670955126 * x_dot * w3)


# math.gamma: math.gamma(x)
# x: float


def math_gamma__forward(x):
    """Forward sweep: ``math_gamma_(x)``, and the tape for the adjoint sweep."""
    w2 = math.gamma(x)  # L2
    return w2, (w2,)


def math_gamma__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * w2 * polygamma(0, x)


def math_gamma__tangent(x, x_dot):
    """``math_gamma_(x)`` and its tangent."""
    w2 = math.gamma(x)  # L2
    return w2, x_dot * w2 * polygamma(0, x)


# math.lgamma: math.lgamma(x)
# x: float


def math_lgamma__forward(x):
    """Forward sweep: ``math_lgamma_(x)``, and the tape for the adjoint sweep."""
    w2 = math.lgamma(x)  # L2
    return w2, ()


def math_lgamma__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * polygamma(0, x)


def math_lgamma__tangent(x, x_dot):
    """``math_lgamma_(x)`` and its tangent."""
    w2 = math.lgamma(x)  # L2
    return w2, x_dot * polygamma(0, x)


# math.exp2: math.exp2(x)
# x: float


def math_exp2__forward(x):
    """Forward sweep: ``math_exp2_(x)``, and the tape for the adjoint sweep."""
    w2 = math.exp2(x)  # L2
    return w2, (w2,)


def math_exp2__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return 0.6931471805599453 * out_bar * w2


def math_exp2__tangent(x, x_dot):
    """``math_exp2_(x)`` and its tangent."""
    w2 = math.exp2(x)  # L2
    return w2, 0.6931471805599453 * x_dot * w2


# math.cbrt: math.cbrt(x)
# x: float


def math_cbrt__forward(x):
    """Forward sweep: ``math_cbrt_(x)``, and the tape for the adjoint sweep."""
    w2 = math.cbrt(x)  # L2
    return w2, (w2,)


def math_cbrt__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return divide(out_bar, 3.0 * w2 * w2)


def math_cbrt__tangent(x, x_dot):
    """``math_cbrt_(x)`` and its tangent."""
    w2 = math.cbrt(x)  # L2
    return w2, divide(x_dot, 3.0 * w2 * w2)


# math.fmod: math.fmod(x, y)
# x: float, y: float


def math_fmod__forward(x, y):
    """Forward sweep: ``math_fmod_(x, y)``, and the tape for the adjoint sweep."""
    w3 = math.fmod(x, y)  # L2
    return w3, (w3,)


def math_fmod__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return out_bar, out_bar * ((w3 - x) / y)


def math_fmod__tangent(x, y, x_dot, y_dot):
    """``math_fmod_(x, y)`` and its tangent."""
    w3 = math.fmod(x, y)  # L2
    return w3, x_dot + y_dot * ((w3 - x) / y)


# math.remainder: math.remainder(x, y)
# x: float, y: float


def math_remainder__forward(x, y):
    """Forward sweep: ``math_remainder_(x, y)``, and the tape for the adjoint sweep."""
    w3 = math.remainder(x, y)  # L2
    return w3, (w3,)


def math_remainder__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return out_bar, out_bar * ((w3 - x) / y)


def math_remainder__tangent(x, y, x_dot, y_dot):
    """``math_remainder_(x, y)`` and its tangent."""
    w3 = math.remainder(x, y)  # L2
    return w3, x_dot + y_dot * ((w3 - x) / y)


# math.copysign: math.copysign(x, y)
# x: float, y: float


def math_copysign__forward(x, y):
    """Forward sweep: ``math_copysign_(x, y)``, and the tape for the adjoint sweep."""
    w3 = math.copysign(x, y)  # L2
    return w3, ()


def math_copysign__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return math.copysign(x, y)
    w4 = math.copysign(1.0, y)  # w3 = math.copysign(x, y)
    w5 = ((x > 0) - (x < 0)) * w4  # w3 = math.copysign(x, y)
    return out_bar * w5, 0.0


def math_copysign__tangent(x, y, x_dot, y_dot):
    """``math_copysign_(x, y)`` and its tangent."""
    w3 = math.copysign(x, y)  # L2
    w4 = math.copysign(1.0, y)
    w5 = ((x > 0) - (x < 0)) * w4
    return w3, x_dot * w5


# math.degrees: math.degrees(x)
# x: float


def math_degrees__forward(x):
    """Forward sweep: ``math_degrees_(x)``, and the tape for the adjoint sweep."""
    w2 = math.degrees(x)  # L2
    return w2, ()


def math_degrees__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return 57.29577951308232 * out_bar


def math_degrees__tangent(x, x_dot):
    """``math_degrees_(x)`` and its tangent."""
    w2 = math.degrees(x)  # L2
    return w2, 57.29577951308232 * x_dot


# math.radians: math.radians(x)
# x: float


def math_radians__forward(x):
    """Forward sweep: ``math_radians_(x)``, and the tape for the adjoint sweep."""
    w2 = math.radians(x)  # L2
    return w2, ()


def math_radians__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return 0.017453292519943295 * out_bar


def math_radians__tangent(x, x_dot):
    """``math_radians_(x)`` and its tangent."""
    w2 = math.radians(x)  # L2
    return w2, 0.017453292519943295 * x_dot


# math.ldexp: math.ldexp(x, 3)
# x: float


def math_ldexp__forward(x):
    """Forward sweep: ``math_ldexp_(x)``, and the tape for the adjoint sweep."""
    w2 = math.ldexp(x, 3)  # L2
    return w2, ()


def math_ldexp__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return math.ldexp(out_bar, 3)


def math_ldexp__tangent(x, x_dot):
    """``math_ldexp_(x)`` and its tangent."""
    w2 = math.ldexp(x, 3)  # L2
    return w2, math.ldexp(x_dot, 3)


# math.fsum: math.fsum([x, y, 2.0])
# x: float, y: np.float64


def math_fsum__forward(x, y):
    """Forward sweep: ``math_fsum_(x, y)``, and the tape for the adjoint sweep."""
    w3 = math.fsum((x, y, 2.0))  # L2
    return w3, ()


def math_fsum__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar, np.float64(out_bar)


def math_fsum__tangent(x, y, x_dot, y_dot):
    """``math_fsum_(x, y)`` and its tangent."""
    w3 = math.fsum((x, y, 2.0))  # L2
    return w3, x_dot + y_dot


# math.hypot: math.hypot(x, y, 2.0)
# x: float, y: np.float64


def math_hypot__forward(x, y):
    """Forward sweep: ``math_hypot_(x, y)``, and the tape for the adjoint sweep."""
    w3 = math.hypot(x, y, 2.0)  # L2
    return w3, (w3,)


def math_hypot__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return math.hypot(x, y, 2.0)
    w4 = w3 == 0.0  # w3 = math.hypot(x, y, 2.0)
    with np.errstate(all="ignore"):  # partials may be infinite
        return 0.0 if w4 else divide(out_bar * x, w3), np.float64(0.0 if w4 else out_bar * y / w3)


def math_hypot__tangent(x, y, x_dot, y_dot):
    """``math_hypot_(x, y)`` and its tangent."""
    w3 = math.hypot(x, y, 2.0)  # L2
    w4 = w3 == 0.0
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = 0.0 if w4 else y_dot * y / w3
        return w3, (0.0 if w4 else divide(x_dot * x, w3)) + w5
