"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import math

import numpy as np


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


def sinc_slope(n, x):
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


def bessel_i(n, x):
    """The modified Bessel function of order n: ``exp(x * cos(t)) * cos(n * t)``, averaged over a circle."""
    t = 2.0 * np.pi * np.arange(k := 64 + 2 * int(np.ceil(np.max(np.abs(x), initial=0.0)))) / k
    return np.mean(np.exp(np.multiply.outer(x, np.cos(t))) * np.cos(n * t), axis=-1)


# np.angle: np.angle(x + 1j * y)
# x: float64[x.0], y: float64[y.0]


def np_angle__forward(x, y):
    """Forward sweep: ``np_angle_(x, y)``, and the tape for the adjoint sweep."""
    w3 = 1.0j * y  # L2
    w4 = x + w3  # L2
    w5 = np.angle(w4)  # L2
    return w5, (w4,)


def np_angle__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return np.angle(x + 1j * y)
        w6 = 1.0j * out_bar / w4  # w5 = np.angle(w4)
        return (-w6).real.copy(), (-(1.0j * w6)).real.copy()


def np_angle__tangent(x, y, x_dot, y_dot):
    """``np_angle_(x, y)`` and its tangent."""
    w3 = 1.0j * y  # L2
    w4 = x + w3  # L2
    w5 = np.angle(w4)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = 1.0j * (x_dot + 1.0j * y_dot) / w4
        return w5, (-w6).real


# np.exp: np.exp(x)
# x: float64[x.0]


def np_exp__forward(x):
    """Forward sweep: ``np_exp_(x)``, and the tape for the adjoint sweep."""
    w2 = np.exp(x)  # L2
    return w2, (w2.copy(),)


def np_exp__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * w2


def np_exp__tangent(x, x_dot):
    """``np_exp_(x)`` and its tangent."""
    w2 = np.exp(x)  # L2
    return w2, x_dot * w2


# np.expm1: np.expm1(x)
# x: float64[x.0]


def np_expm1__forward(x):
    """Forward sweep: ``np_expm1_(x)``, and the tape for the adjoint sweep."""
    w2 = np.expm1(x)  # L2
    return w2, (w2.copy(),)


def np_expm1__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (w2 + 1.0)


def np_expm1__tangent(x, x_dot):
    """``np_expm1_(x)`` and its tangent."""
    w2 = np.expm1(x)  # L2
    return w2, x_dot * (w2 + 1.0)


# np.log: np.log(x)
# x: float64[x.0]


def np_log__forward(x):
    """Forward sweep: ``np_log_(x)``, and the tape for the adjoint sweep."""
    w2 = np.log(x)  # L2
    return w2, ()


def np_log__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / x


def np_log__tangent(x, x_dot):
    """``np_log_(x)`` and its tangent."""
    w2 = np.log(x)  # L2
    return w2, x_dot / x


# np.log1p: np.log1p(x)
# x: float64[x.0]


def np_log1p__forward(x):
    """Forward sweep: ``np_log1p_(x)``, and the tape for the adjoint sweep."""
    w2 = np.log1p(x)  # L2
    return w2, ()


def np_log1p__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / (1.0 + x)


def np_log1p__tangent(x, x_dot):
    """``np_log1p_(x)`` and its tangent."""
    w2 = np.log1p(x)  # L2
    return w2, x_dot / (1.0 + x)


# np.log2: np.log2(x)
# x: float64[x.0]


def np_log2__forward(x):
    """Forward sweep: ``np_log2_(x)``, and the tape for the adjoint sweep."""
    w2 = np.log2(x)  # L2
    return w2, ()


def np_log2__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / (0.6931471805599453 * x)


def np_log2__tangent(x, x_dot):
    """``np_log2_(x)`` and its tangent."""
    w2 = np.log2(x)  # L2
    return w2, x_dot / (0.6931471805599453 * x)


# np.log10: np.log10(x)
# x: float64[x.0]


def np_log10__forward(x):
    """Forward sweep: ``np_log10_(x)``, and the tape for the adjoint sweep."""
    w2 = np.log10(x)  # L2
    return w2, ()


def np_log10__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / (2.302585092994046 * x)


def np_log10__tangent(x, x_dot):
    """``np_log10_(x)`` and its tangent."""
    w2 = np.log10(x)  # L2
    return w2, x_dot / (2.302585092994046 * x)


# np.sqrt: np.sqrt(x)
# x: float64[x.0]


def np_sqrt__forward(x):
    """Forward sweep: ``np_sqrt_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sqrt(x)  # L2
    return w2, (w2.copy(),)


def np_sqrt__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        return 0.5 * out_bar / w2


def np_sqrt__tangent(x, x_dot):
    """``np_sqrt_(x)`` and its tangent."""
    w2 = np.sqrt(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, 0.5 * x_dot / w2


# np.sin: np.sin(x)
# x: float64[x.0]


def np_sin__forward(x):
    """Forward sweep: ``np_sin_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sin(x)  # L2
    return w2, ()


def np_sin__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.cos(x)


def np_sin__tangent(x, x_dot):
    """``np_sin_(x)`` and its tangent."""
    w2 = np.sin(x)  # L2
    return w2, x_dot * np.cos(x)


# np.cos: np.cos(x)
# x: float64[x.0]


def np_cos__forward(x):
    """Forward sweep: ``np_cos_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cos(x)  # L2
    return w2, ()


def np_cos__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return -(out_bar * np.sin(x))


def np_cos__tangent(x, x_dot):
    """``np_cos_(x)`` and its tangent."""
    w2 = np.cos(x)  # L2
    return w2, -(x_dot * np.sin(x))


# np.tan: np.tan(x)
# x: float64[x.0]


def np_tan__forward(x):
    """Forward sweep: ``np_tan_(x)``, and the tape for the adjoint sweep."""
    w2 = np.tan(x)  # L2
    return w2, (w2.copy(),)


def np_tan__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (1.0 + w2 * w2)


def np_tan__tangent(x, x_dot):
    """``np_tan_(x)`` and its tangent."""
    w2 = np.tan(x)  # L2
    return w2, x_dot * (1.0 + w2 * w2)


# np.sinh: np.sinh(x)
# x: float64[x.0]


def np_sinh__forward(x):
    """Forward sweep: ``np_sinh_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sinh(x)  # L2
    return w2, ()


def np_sinh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.cosh(x)


def np_sinh__tangent(x, x_dot):
    """``np_sinh_(x)`` and its tangent."""
    w2 = np.sinh(x)  # L2
    return w2, x_dot * np.cosh(x)


# np.cosh: np.cosh(x)
# x: float64[x.0]


def np_cosh__forward(x):
    """Forward sweep: ``np_cosh_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cosh(x)  # L2
    return w2, ()


def np_cosh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.sinh(x)


def np_cosh__tangent(x, x_dot):
    """``np_cosh_(x)`` and its tangent."""
    w2 = np.cosh(x)  # L2
    return w2, x_dot * np.sinh(x)


# np.tanh: np.tanh(x)
# x: float64[x.0]


def np_tanh__forward(x):
    """Forward sweep: ``np_tanh_(x)``, and the tape for the adjoint sweep."""
    w2 = np.tanh(x)  # L2
    return w2, (w2.copy(),)


def np_tanh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (1.0 - w2 * w2)


def np_tanh__tangent(x, x_dot):
    """``np_tanh_(x)`` and its tangent."""
    w2 = np.tanh(x)  # L2
    return w2, x_dot * (1.0 - w2 * w2)


# np.arcsin: np.arcsin(x)
# x: float64[x.0]


def np_arcsin__forward(x):
    """Forward sweep: ``np_arcsin_(x)``, and the tape for the adjoint sweep."""
    w2 = np.arcsin(x)  # L2
    return w2, ()


def np_arcsin__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sqrt(1.0 - x * x)


def np_arcsin__tangent(x, x_dot):
    """``np_arcsin_(x)`` and its tangent."""
    w2 = np.arcsin(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, x_dot / np.sqrt(1.0 - x * x)


# np.arccos: np.arccos(x)
# x: float64[x.0]


def np_arccos__forward(x):
    """Forward sweep: ``np_arccos_(x)``, and the tape for the adjoint sweep."""
    w2 = np.arccos(x)  # L2
    return w2, ()


def np_arccos__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return np.arccos(x)
        w3 = out_bar / np.sqrt(1.0 - x * x)  # w2 = np.arccos(x)
        return -w3


def np_arccos__tangent(x, x_dot):
    """``np_arccos_(x)`` and its tangent."""
    w2 = np.arccos(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w3 = x_dot / np.sqrt(1.0 - x * x)
        return w2, -w3


# np.arctan: np.arctan(x)
# x: float64[x.0]


def np_arctan__forward(x):
    """Forward sweep: ``np_arctan_(x)``, and the tape for the adjoint sweep."""
    w2 = np.arctan(x)  # L2
    return w2, ()


def np_arctan__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / (1.0 + x * x)


def np_arctan__tangent(x, x_dot):
    """``np_arctan_(x)`` and its tangent."""
    w2 = np.arctan(x)  # L2
    return w2, x_dot / (1.0 + x * x)


# np.arcsinh: np.arcsinh(x)
# x: float64[x.0]


def np_arcsinh__forward(x):
    """Forward sweep: ``np_arcsinh_(x)``, and the tape for the adjoint sweep."""
    w2 = np.arcsinh(x)  # L2
    return w2, ()


def np_arcsinh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / np.sqrt(x * x + 1.0)


def np_arcsinh__tangent(x, x_dot):
    """``np_arcsinh_(x)`` and its tangent."""
    w2 = np.arcsinh(x)  # L2
    return w2, x_dot / np.sqrt(x * x + 1.0)


# np.arccosh: np.arccosh(x)
# x: float64[x.0]


def np_arccosh__forward(x):
    """Forward sweep: ``np_arccosh_(x)``, and the tape for the adjoint sweep."""
    w2 = np.arccosh(x)  # L2
    return w2, ()


def np_arccosh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sqrt(x * x - 1.0)


def np_arccosh__tangent(x, x_dot):
    """``np_arccosh_(x)`` and its tangent."""
    w2 = np.arccosh(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, x_dot / np.sqrt(x * x - 1.0)


# np.arctanh: np.arctanh(x)
# x: float64[x.0]


def np_arctanh__forward(x):
    """Forward sweep: ``np_arctanh_(x)``, and the tape for the adjoint sweep."""
    w2 = np.arctanh(x)  # L2
    return w2, ()


def np_arctanh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / (1.0 - x * x)


def np_arctanh__tangent(x, x_dot):
    """``np_arctanh_(x)`` and its tangent."""
    w2 = np.arctanh(x)  # L2
    return w2, x_dot / (1.0 - x * x)


# np.arctan2: np.arctan2(x, y)
# x: float64[x.0], y: float64[y.0]


def np_arctan2__forward(x, y):
    """Forward sweep: ``np_arctan2_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.arctan2(x, y)  # L2
    return w3, ()


def np_arctan2__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.arctan2(x, y)
    w4 = y * y + x * x  # w3 = np.arctan2(x, y)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * y / w4, -(out_bar * x / w4)


def np_arctan2__tangent(x, y, x_dot, y_dot):
    """``np_arctan2_(x, y)`` and its tangent."""
    w3 = np.arctan2(x, y)  # L2
    w4 = y * y + x * x
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = y_dot * x / w4
        return w3, x_dot * y / w4 - w5


# np.power: np.power(x, y)
# x: float64[x.0], y: float64[y.0]


def np_power__forward(x, y):
    """Forward sweep: ``np_power_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.power(x, y)  # L2
    return w3, (w3.copy(),)


def np_power__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * power_dx(x, y), out_bar * (w3 * log_positive(x))


def np_power__tangent(x, y, x_dot, y_dot):
    """``np_power_(x, y)`` and its tangent."""
    w3 = np.power(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = y_dot * (w3 * log_positive(x))
        return w3, x_dot * power_dx(x, y) + w4


# np.add: np.add(x, y)
# x: float64[x.0], y: float64[y.0]


def np_add__forward(x, y):
    """Forward sweep: ``np_add_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.add(x, y)  # L2
    return w3, ()


def np_add__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), out_bar.copy()


def np_add__tangent(x, y, x_dot, y_dot):
    """``np_add_(x, y)`` and its tangent."""
    w3 = np.add(x, y)  # L2
    return w3, x_dot + y_dot


# np.subtract: np.subtract(x, y)
# x: float64[x.0], y: float64[y.0]


def np_subtract__forward(x, y):
    """Forward sweep: ``np_subtract_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.subtract(x, y)  # L2
    return w3, ()


def np_subtract__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), -out_bar


def np_subtract__tangent(x, y, x_dot, y_dot):
    """``np_subtract_(x, y)`` and its tangent."""
    w3 = np.subtract(x, y)  # L2
    return w3, x_dot - y_dot


# np.multiply: np.multiply(x, y)
# x: float64[x.0], y: float64[y.0]


def np_multiply__forward(x, y):
    """Forward sweep: ``np_multiply_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.multiply(x, y)  # L2
    return w3, ()


def np_multiply__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y, out_bar * x


def np_multiply__tangent(x, y, x_dot, y_dot):
    """``np_multiply_(x, y)`` and its tangent."""
    w3 = np.multiply(x, y)  # L2
    return w3, x_dot * y + y_dot * x


# np.divide: np.divide(x, y)
# x: float64[x.0], y: float64[y.0]


def np_divide__forward(x, y):
    """Forward sweep: ``np_divide_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.divide(x, y)  # L2
    return w3, (w3.copy(),)


def np_divide__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return out_bar / y, -(out_bar * w3 / y)


def np_divide__tangent(x, y, x_dot, y_dot):
    """``np_divide_(x, y)`` and its tangent."""
    w3 = np.divide(x, y)  # L2
    return w3, x_dot / y - y_dot * w3 / y


# np.negative: np.negative(x)
# x: float64[x.0]


def np_negative__forward(x):
    """Forward sweep: ``np_negative_(x)``, and the tape for the adjoint sweep."""
    w2 = np.negative(x)  # L2
    return w2, ()


def np_negative__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return -out_bar


def np_negative__tangent(x, x_dot):
    """``np_negative_(x)`` and its tangent."""
    w2 = np.negative(x)  # L2
    return w2, -x_dot


# np.conjugate: np.conjugate(x)
# x: float64[x.0]


def np_conjugate__forward(x):
    """Forward sweep: ``np_conjugate_(x)``, and the tape for the adjoint sweep."""
    w2 = np.conjugate(x)  # L2
    return w2, ()


def np_conjugate__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def np_conjugate__tangent(x, x_dot):
    """``np_conjugate_(x)`` and its tangent."""
    w2 = np.conjugate(x)  # L2
    return w2, x_dot


# np.square: np.square(x)
# x: float64[x.0]


def np_square__forward(x):
    """Forward sweep: ``np_square_(x)``, and the tape for the adjoint sweep."""
    w2 = np.square(x)  # L2
    return w2, ()


def np_square__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return 2.0 * out_bar * x


def np_square__tangent(x, x_dot):
    """``np_square_(x)`` and its tangent."""
    w2 = np.square(x)  # L2
    return w2, 2.0 * x_dot * x


# np.absolute: np.absolute(x)
# x: float64[x.0]


def np_absolute__forward(x):
    """Forward sweep: ``np_absolute_(x)``, and the tape for the adjoint sweep."""
    w2 = np.absolute(x)  # L2
    return w2, ()


def np_absolute__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.sign(x)


def np_absolute__tangent(x, x_dot):
    """``np_absolute_(x)`` and its tangent."""
    w2 = np.absolute(x)  # L2
    return w2, x_dot * np.sign(x)


# np.sign: np.sign(x)
# x: float64[x.0]


def np_sign__forward(x):
    """Forward sweep: ``np_sign_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sign(x)  # L2
    return w2, ()


def np_sign__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.zeros_like(x)


def np_sign__tangent(x, x_dot):
    """``np_sign_(x)`` and its tangent."""
    w2 = np.sign(x)  # L2
    return w2, np.zeros_like(w2)


# np.maximum: np.maximum(x, y)
# x: float64[x.0], y: float64[y.0]


def np_maximum__forward(x, y):
    """Forward sweep: ``np_maximum_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.maximum(x, y)  # L2
    return w3, ()


def np_maximum__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.maximum(x, y)
    w4 = np.where(x == y, 0.5 * out_bar, 0.0)  # w3 = np.maximum(x, y)
    return np.where(x > y, out_bar, w4), np.where(y > x, out_bar, w4)


def np_maximum__tangent(x, y, x_dot, y_dot):
    """``np_maximum_(x, y)`` and its tangent."""
    w3 = np.maximum(x, y)  # L2
    w4 = x == y
    w5 = np.where(x > y, x_dot, np.where(w4, 0.5 * x_dot, 0.0))
    w6 = np.where(y > x, y_dot, np.where(w4, 0.5 * y_dot, 0.0))
    return w3, w5 + w6


# np.minimum: np.minimum(x, y)
# x: float64[x.0], y: float64[y.0]


def np_minimum__forward(x, y):
    """Forward sweep: ``np_minimum_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.minimum(x, y)  # L2
    return w3, ()


def np_minimum__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.minimum(x, y)
    w4 = np.where(x == y, 0.5 * out_bar, 0.0)  # w3 = np.minimum(x, y)
    return np.where(x < y, out_bar, w4), np.where(y < x, out_bar, w4)


def np_minimum__tangent(x, y, x_dot, y_dot):
    """``np_minimum_(x, y)`` and its tangent."""
    w3 = np.minimum(x, y)  # L2
    w4 = x == y
    w5 = np.where(x < y, x_dot, np.where(w4, 0.5 * x_dot, 0.0))
    w6 = np.where(y < x, y_dot, np.where(w4, 0.5 * y_dot, 0.0))
    return w3, w5 + w6


# np.fmax: np.fmax(x, y)
# x: float64[x.0], y: float64[y.0]


def np_fmax__forward(x, y):
    """Forward sweep: ``np_fmax_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.fmax(x, y)  # L2
    return w3, (w3.copy(),)


def np_fmax__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.fmax(x, y)
    w4 = np.where(x == y, 0.5 * out_bar, out_bar)  # w3 = np.fmax(x, y)
    return np.where(w3 == x, w4, 0.0), np.where(w3 == y, w4, 0.0)


def np_fmax__tangent(x, y, x_dot, y_dot):
    """``np_fmax_(x, y)`` and its tangent."""
    w3 = np.fmax(x, y)  # L2
    w4 = x == y
    w5 = np.where(w3 == x, np.where(w4, 0.5 * x_dot, x_dot), 0.0)
    w6 = np.where(w3 == y, np.where(w4, 0.5 * y_dot, y_dot), 0.0)
    return w3, w5 + w6


# np.fmin: np.fmin(x, y)
# x: float64[x.0], y: float64[y.0]


def np_fmin__forward(x, y):
    """Forward sweep: ``np_fmin_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.fmin(x, y)  # L2
    return w3, (w3.copy(),)


def np_fmin__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.fmin(x, y)
    w4 = np.where(x == y, 0.5 * out_bar, out_bar)  # w3 = np.fmin(x, y)
    return np.where(w3 == x, w4, 0.0), np.where(w3 == y, w4, 0.0)


def np_fmin__tangent(x, y, x_dot, y_dot):
    """``np_fmin_(x, y)`` and its tangent."""
    w3 = np.fmin(x, y)  # L2
    w4 = x == y
    w5 = np.where(w3 == x, np.where(w4, 0.5 * x_dot, x_dot), 0.0)
    w6 = np.where(w3 == y, np.where(w4, 0.5 * y_dot, y_dot), 0.0)
    return w3, w5 + w6


# np.clip: np.clip(x, -0.5, 1.0)
# x: float64[x.0]


def np_clip__forward(x):
    """Forward sweep: ``np_clip_(x)``, and the tape for the adjoint sweep."""
    w2 = np.clip(x, -0.5, 1.0)  # L2
    return w2, ()


def np_clip__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(x < -0.5, 0.0, np.where(x > 1.0, 0.0, out_bar))


def np_clip__tangent(x, x_dot):
    """``np_clip_(x)`` and its tangent."""
    w2 = np.clip(x, -0.5, 1.0)  # L2
    return w2, np.where(x < -0.5, 0.0, np.where(x > 1.0, 0.0, x_dot))


# np.positive: np.positive(x)
# x: float64[x.0]


def np_positive__forward(x):
    """Forward sweep: ``np_positive_(x)``, and the tape for the adjoint sweep."""
    w2 = np.positive(x)  # L2
    return w2, ()


def np_positive__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def np_positive__tangent(x, x_dot):
    """``np_positive_(x)`` and its tangent."""
    w2 = np.positive(x)  # L2
    return w2, x_dot


# np.fabs: np.fabs(x)
# x: float64[x.0]


def np_fabs__forward(x):
    """Forward sweep: ``np_fabs_(x)``, and the tape for the adjoint sweep."""
    w2 = np.fabs(x)  # L2
    return w2, ()


def np_fabs__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.sign(x)


def np_fabs__tangent(x, x_dot):
    """``np_fabs_(x)`` and its tangent."""
    w2 = np.fabs(x)  # L2
    return w2, x_dot * np.sign(x)


# np.reciprocal: np.reciprocal(x)
# x: float64[x.0]


def np_reciprocal__forward(x):
    """Forward sweep: ``np_reciprocal_(x)``, and the tape for the adjoint sweep."""
    w2 = np.reciprocal(x)  # L2
    return w2, (w2.copy(),)


def np_reciprocal__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return -(out_bar * (w2 * w2))


def np_reciprocal__tangent(x, x_dot):
    """``np_reciprocal_(x)`` and its tangent."""
    w2 = np.reciprocal(x)  # L2
    return w2, -(x_dot * (w2 * w2))


# np.exp2: np.exp2(x)
# x: float64[x.0]


def np_exp2__forward(x):
    """Forward sweep: ``np_exp2_(x)``, and the tape for the adjoint sweep."""
    w2 = np.exp2(x)  # L2
    return w2, (w2.copy(),)


def np_exp2__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return 0.6931471805599453 * out_bar * w2


def np_exp2__tangent(x, x_dot):
    """``np_exp2_(x)`` and its tangent."""
    w2 = np.exp2(x)  # L2
    return w2, 0.6931471805599453 * x_dot * w2


# np.cbrt: np.cbrt(x)
# x: float64[x.0]


def np_cbrt__forward(x):
    """Forward sweep: ``np_cbrt_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cbrt(x)  # L2
    return w2, (w2.copy(),)


def np_cbrt__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / (3.0 * w2 * w2)


def np_cbrt__tangent(x, x_dot):
    """``np_cbrt_(x)`` and its tangent."""
    w2 = np.cbrt(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, x_dot / (3.0 * w2 * w2)


# np.deg2rad: np.deg2rad(x)
# x: float64[x.0]


def np_deg2rad__forward(x):
    """Forward sweep: ``np_deg2rad_(x)``, and the tape for the adjoint sweep."""
    w2 = np.deg2rad(x)  # L2
    return w2, ()


def np_deg2rad__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return 0.017453292519943295 * out_bar


def np_deg2rad__tangent(x, x_dot):
    """``np_deg2rad_(x)`` and its tangent."""
    w2 = np.deg2rad(x)  # L2
    return w2, 0.017453292519943295 * x_dot


# np.rad2deg: np.rad2deg(x)
# x: float64[x.0]


def np_rad2deg__forward(x):
    """Forward sweep: ``np_rad2deg_(x)``, and the tape for the adjoint sweep."""
    w2 = np.rad2deg(x)  # L2
    return w2, ()


def np_rad2deg__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return 57.29577951308232 * out_bar


def np_rad2deg__tangent(x, x_dot):
    """``np_rad2deg_(x)`` and its tangent."""
    w2 = np.rad2deg(x)  # L2
    return w2, 57.29577951308232 * x_dot


# np.hypot: np.hypot(x, y)
# x: float64[x.0], y: float64[y.0]


def np_hypot__forward(x, y):
    """Forward sweep: ``np_hypot_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.hypot(x, y)  # L2
    return w3, (w3.copy(),)


def np_hypot__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.hypot(x, y)
    w4 = np.where(w3 == 0.0, 1.0, w3)  # w3 = np.hypot(x, y)
    return out_bar * x / w4, out_bar * y / w4


def np_hypot__tangent(x, y, x_dot, y_dot):
    """``np_hypot_(x, y)`` and its tangent."""
    w3 = np.hypot(x, y)  # L2
    w4 = np.where(w3 == 0.0, 1.0, w3)
    w5 = y_dot * y / w4
    return w3, x_dot * x / w4 + w5


# np.logaddexp: np.logaddexp(x, y)
# x: float64[x.0], y: float64[y.0]


def np_logaddexp__forward(x, y):
    """Forward sweep: ``np_logaddexp_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.logaddexp(x, y)  # L2
    return w3, (w3.copy(),)


def np_logaddexp__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.logaddexp(x, y)
    w4 = np.where(w3 == -np.inf, 0.0, w3)  # w3 = np.logaddexp(x, y)
    return out_bar * np.exp(x - w4), out_bar * np.exp(y - w4)


def np_logaddexp__tangent(x, y, x_dot, y_dot):
    """``np_logaddexp_(x, y)`` and its tangent."""
    w3 = np.logaddexp(x, y)  # L2
    w4 = np.where(w3 == -np.inf, 0.0, w3)
    w5 = y_dot * np.exp(y - w4)
    return w3, x_dot * np.exp(x - w4) + w5


# np.logaddexp2: np.logaddexp2(x, y)
# x: float64[x.0], y: float64[y.0]


def np_logaddexp2__forward(x, y):
    """Forward sweep: ``np_logaddexp2_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.logaddexp2(x, y)  # L2
    return w3, (w3.copy(),)


def np_logaddexp2__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.logaddexp2(x, y)
    w4 = np.where(w3 == -np.inf, 0.0, w3)  # w3 = np.logaddexp2(x, y)
    return out_bar * np.exp2(x - w4), out_bar * np.exp2(y - w4)


def np_logaddexp2__tangent(x, y, x_dot, y_dot):
    """``np_logaddexp2_(x, y)`` and its tangent."""
    w3 = np.logaddexp2(x, y)  # L2
    w4 = np.where(w3 == -np.inf, 0.0, w3)
    w5 = y_dot * np.exp2(y - w4)
    return w3, x_dot * np.exp2(x - w4) + w5


# np.float_power: np.float_power(x, y)
# x: float64[x.0], y: float64[y.0]


def np_float_power__forward(x, y):
    """Forward sweep: ``np_float_power_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.float_power(x, y)  # L2
    return w3, (w3.copy(),)


def np_float_power__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * power_dx(x, y), out_bar * (w3 * log_positive(x))


def np_float_power__tangent(x, y, x_dot, y_dot):
    """``np_float_power_(x, y)`` and its tangent."""
    w3 = np.float_power(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = y_dot * (w3 * log_positive(x))
        return w3, x_dot * power_dx(x, y) + w4


# np.remainder: np.remainder(x, y)
# x: float64[x.0], y: float64[y.0]


def np_remainder__forward(x, y):
    """Forward sweep: ``np_remainder_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.remainder(x, y)  # L2
    return w3, ()


def np_remainder__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), -(out_bar * (x // y))


def np_remainder__tangent(x, y, x_dot, y_dot):
    """``np_remainder_(x, y)`` and its tangent."""
    w3 = np.remainder(x, y)  # L2
    return w3, x_dot - y_dot * (x // y)


# np.fmod: np.fmod(x, y)
# x: float64[x.0], y: float64[y.0]


def np_fmod__forward(x, y):
    """Forward sweep: ``np_fmod_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.fmod(x, y)  # L2
    return w3, (w3.copy(),)


def np_fmod__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return out_bar.copy(), out_bar * ((w3 - x) / y)


def np_fmod__tangent(x, y, x_dot, y_dot):
    """``np_fmod_(x, y)`` and its tangent."""
    w3 = np.fmod(x, y)  # L2
    return w3, x_dot + y_dot * ((w3 - x) / y)


# np.copysign: np.copysign(x, y)
# x: float64[x.0], y: float64[y.0]


def np_copysign__forward(x, y):
    """Forward sweep: ``np_copysign_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.copysign(x, y)  # L2
    return w3, ()


def np_copysign__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * (np.sign(x) * np.copysign(1.0, y)), np.zeros_like(y)


def np_copysign__tangent(x, y, x_dot, y_dot):
    """``np_copysign_(x, y)`` and its tangent."""
    w3 = np.copysign(x, y)  # L2
    return w3, x_dot * (np.sign(x) * np.copysign(1.0, y))


# np.nan_to_num: np.nan_to_num(x)
# x: float64[x.0]


def np_nan_to_num__forward(x):
    """Forward sweep: ``np_nan_to_num_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nan_to_num(x)  # L2
    return w2, ()


def np_nan_to_num__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(np.isfinite(x), out_bar, 0.0)


def np_nan_to_num__tangent(x, x_dot):
    """``np_nan_to_num_(x)`` and its tangent."""
    w2 = np.nan_to_num(x)  # L2
    return w2, np.where(np.isfinite(x), x_dot, 0.0)


# np.sinc: np.sinc(x)
# x: float64[x.0]


def np_sinc__forward(x):
    """Forward sweep: ``np_sinc_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sinc(x)  # L2
    return w2, ()


def np_sinc__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * sinc_slope(1, x)


def np_sinc__tangent(x, x_dot):
    """``np_sinc_(x)`` and its tangent."""
    w2 = np.sinc(x)  # L2
    return w2, x_dot * sinc_slope(1, x)


# np.i0: np.i0(x)
# x: float64[x.0]


def np_i0__forward(x):
    """Forward sweep: ``np_i0_(x)``, and the tape for the adjoint sweep."""
    w2 = np.i0(x)  # L2
    return w2, ()


def np_i0__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * bessel_i(1, x)


def np_i0__tangent(x, x_dot):
    """``np_i0_(x)`` and its tangent."""
    w2 = np.i0(x)  # L2
    return w2, x_dot * bessel_i(1, x)


# np.ldexp: np.ldexp(x, 3)
# x: float64[x.0]


def np_ldexp__forward(x):
    """Forward sweep: ``np_ldexp_(x)``, and the tape for the adjoint sweep."""
    w2 = np.ldexp(x, 3)  # L2
    return w2, ()


def np_ldexp__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.ldexp(out_bar, 3)


def np_ldexp__tangent(x, x_dot):
    """``np_ldexp_(x)`` and its tangent."""
    w2 = np.ldexp(x, 3)  # L2
    return w2, np.ldexp(x_dot, 3)


# np.nextafter: np.nextafter(x, y)
# x: float64[x.0], y: float64[y.0]


def np_nextafter__forward(x, y):
    """Forward sweep: ``np_nextafter_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.nextafter(x, y)  # L2
    return w3, ()


def np_nextafter__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), np.zeros_like(y)


def np_nextafter__tangent(x, y, x_dot, y_dot):
    """``np_nextafter_(x, y)`` and its tangent."""
    w3 = np.nextafter(x, y)  # L2
    return w3, x_dot


# np.heaviside: np.heaviside(x, y)
# x: float64[x.0], y: float64[y.0]


def np_heaviside__forward(x, y):
    """Forward sweep: ``np_heaviside_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.heaviside(x, y)  # L2
    return w3, ()


def np_heaviside__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.zeros_like(x), np.where(x == 0.0, out_bar, 0.0)


def np_heaviside__tangent(x, y, x_dot, y_dot):
    """``np_heaviside_(x, y)`` and its tangent."""
    w3 = np.heaviside(x, y)  # L2
    return w3, np.where(x == 0.0, y_dot, 0.0)


# np.where: np.select([x > 1.0, x > 0.0], [x * x, y], x)
# x: float64[x.0], y: float64[y.0]


def np_where__forward(x, y):
    """Forward sweep: ``np_where_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x > 1.0  # L2
    w4 = x > 0.0  # L2
    w5 = x * x  # L2
    w6 = np.where(w4, y, x)  # L2
    w7 = np.where(w3, w5, w6)  # L2
    return w7, (w3, w4)


def np_where__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3, w4 = tape
    # L2: return np.select([x > 1.0, x > 0.0], [x * x, y], x)
    w6_bar = np.where(w3, 0.0, out_bar)  # w7 = np.where(w3, w5, w6)
    w8 = np.where(w3, out_bar * x, 0.0)  # w5 = x * x
    return np.where(w4, 0.0, w6_bar) + w8 + w8, np.where(w4, w6_bar, 0.0)


def np_where__tangent(x, y, x_dot, y_dot):
    """``np_where_(x, y)`` and its tangent."""
    w3 = x > 1.0  # L2
    w4 = x > 0.0  # L2
    w5 = x * x  # L2
    w6 = np.where(w4, y, x)  # L2
    w7 = np.where(w3, w5, w6)  # L2
    w8 = np.where(w3, 0.0, np.where(w4, y_dot, 0.0) + np.where(w4, 0.0, x_dot))
    return w7, np.where(w3, 2.0 * x_dot * x, 0.0) + w8
