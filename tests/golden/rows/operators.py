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


def equal_part(n, sections):
    """The length of each part of a split into parts of one length."""
    if n % sections:
        raise ValueError("array split does not result in an equal division")
    return n // sections


# real: ((x + 1j) ** 3).real
# x: float64[x.0]


def real__forward(x):
    """Forward sweep: ``real_(x)``, and the tape for the adjoint sweep."""
    w2 = x + 1.0j  # L2
    w3 = w2**3  # L2
    w4 = w3.real  # L2
    return w4, (w2,)


def real__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return ((x + 1j) ** 3).real
    w2_bar = 3.0 * out_bar.astype(np.complex128) * w2**2  # w3 = w2**3
    return w2_bar.real.copy()


def real__tangent(x, x_dot):
    """``real_(x)`` and its tangent."""
    w2 = x + 1.0j  # L2
    w3 = w2**3  # L2
    w3_dot = 3.0 * x_dot.astype(np.complex128) * w2**2
    w4 = w3.real  # L2
    return w4, w3_dot.real


# imag: np.sqrt(x + 1j).imag
# x: float64[x.0]


def imag__forward(x):
    """Forward sweep: ``imag_(x)``, and the tape for the adjoint sweep."""
    w2 = x + 1.0j  # L2
    w3 = np.sqrt(w2)  # L2
    w4 = w3.imag  # L2
    return w4, (w3.copy(),)


def imag__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return np.sqrt(x + 1j).imag
        w2_bar = -(0.5 * 1.0j * out_bar / w3)  # w3 = np.sqrt(w2)
        return w2_bar.real.copy()


def imag__tangent(x, x_dot):
    """``imag_(x)`` and its tangent."""
    w2 = x + 1.0j  # L2
    w3 = np.sqrt(w2)  # L2
    w4 = w3.imag  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w4, (0.5 * x_dot.astype(np.complex128) / w3).imag


# add: x + y
# x: float64[x.0], y: float64[y.0]


def add__forward(x, y):
    """Forward sweep: ``add_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x + y  # L2
    return w3, ()


def add__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), out_bar.copy()


def add__tangent(x, y, x_dot, y_dot):
    """``add_(x, y)`` and its tangent."""
    w3 = x + y  # L2
    return w3, x_dot + y_dot


# sub: x - y
# x: float64[x.0], y: float64[y.0]


def sub__forward(x, y):
    """Forward sweep: ``sub_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x - y  # L2
    return w3, ()


def sub__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), -out_bar


def sub__tangent(x, y, x_dot, y_dot):
    """``sub_(x, y)`` and its tangent."""
    w3 = x - y  # L2
    return w3, x_dot - y_dot


# mul: x * y
# x: float64[x.0], y: float64[y.0]


def mul__forward(x, y):
    """Forward sweep: ``mul_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x * y  # L2
    return w3, ()


def mul__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y, out_bar * x


def mul__tangent(x, y, x_dot, y_dot):
    """``mul_(x, y)`` and its tangent."""
    w3 = x * y  # L2
    return w3, x_dot * y + y_dot * x


# truediv: x / y
# x: float64[x.0], y: float64[y.0]


def truediv__forward(x, y):
    """Forward sweep: ``truediv_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x / y  # L2
    return w3, (w3.copy(),)


def truediv__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return out_bar / y, -(out_bar * w3 / y)


def truediv__tangent(x, y, x_dot, y_dot):
    """``truediv_(x, y)`` and its tangent."""
    w3 = x / y  # L2
    return w3, x_dot / y - y_dot * w3 / y


# pow: x ** y
# x: float64[x.0], y: float64[y.0]


def pow__forward(x, y):
    """Forward sweep: ``pow_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x**y  # L2
    return w3, (w3.copy(),)


def pow__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * power_dx(x, y), out_bar * (w3 * log_positive(x))


def pow__tangent(x, y, x_dot, y_dot):
    """``pow_(x, y)`` and its tangent."""
    w3 = x**y  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = y_dot * (w3 * log_positive(x))
        return w3, x_dot * power_dx(x, y) + w4


# neg: -x
# x: float64[x.0]


def neg__forward(x):
    """Forward sweep: ``neg_(x)``, and the tape for the adjoint sweep."""
    w2 = -x  # L2
    return w2, ()


def neg__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return -out_bar


def neg__tangent(x, x_dot):
    """``neg_(x)`` and its tangent."""
    w2 = -x  # L2
    return w2, -x_dot


# pos: +x
# x: float64[x.0]


def pos__forward(x):
    """Forward sweep: ``pos_(x)``, and the tape for the adjoint sweep."""
    w2 = +x  # L2
    return w2, ()


def pos__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def pos__tangent(x, x_dot):
    """``pos_(x)`` and its tangent."""
    w2 = +x  # L2
    return w2, x_dot


# abs: abs(x)
# x: float64[x.0]


def abs__forward(x):
    """Forward sweep: ``abs_(x)``, and the tape for the adjoint sweep."""
    w2 = abs(x)  # L2
    return w2, ()


def abs__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.sign(x)


def abs__tangent(x, x_dot):
    """``abs_(x)`` and its tangent."""
    w2 = abs(x)  # L2
    return w2, x_dot * np.sign(x)


# mod: x % y
# x: float64[x.0], y: float64[y.0]


def mod__forward(x, y):
    """Forward sweep: ``mod_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x % y  # L2
    return w3, ()


def mod__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), -(out_bar * (x // y))


def mod__tangent(x, y, x_dot, y_dot):
    """``mod_(x, y)`` and its tangent."""
    w3 = x % y  # L2
    return w3, x_dot - y_dot * (x // y)


# select: select(c, x, y)
# c: bool[c.0], x: float64[x.0], y: float64[y.0]


def select__forward(c, x, y):
    """Forward sweep: ``select_(c, x, y)``, and the tape for the adjoint sweep."""
    w4 = np.where(c, x, y)  # L2
    return w4, ()


def select__adjoint(c, x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.where(c, out_bar, 0.0), np.where(c, 0.0, out_bar)


def select__tangent(c, x, y, x_dot, y_dot):
    """``select_(c, x, y)`` and its tangent."""
    w4 = np.where(c, x, y)  # L2
    return w4, np.where(c, x_dot, 0.0) + np.where(c, 0.0, y_dot)


# T: x.T
# x: float64[x.0, x.1]


def T__forward(x):
    """Forward sweep: ``T_(x)``, and the tape for the adjoint sweep."""
    w2 = x.T  # L2
    return w2, ()


def T__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.T.copy()


def T__tangent(x, x_dot):
    """``T_(x)`` and its tangent."""
    w2 = x.T  # L2
    return w2, x_dot.T


# copy: x.copy()
# x: float64[x.0, x.1]


def copy__forward(x):
    """Forward sweep: ``copy_(x)``, and the tape for the adjoint sweep."""
    w2 = x.copy()  # L2
    return w2, ()


def copy__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def copy__tangent(x, x_dot):
    """``copy_(x)`` and its tangent."""
    w2 = x.copy()  # L2
    return w2, x_dot.copy()


# flatten: x.flatten()
# x: float64[x.0, x.1]


def flatten__forward(x):
    """Forward sweep: ``flatten_(x)``, and the tape for the adjoint sweep."""
    w2 = x.flatten()  # L2
    return w2, ()


def flatten__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.reshape(x.shape).copy()


def flatten__tangent(x, x_dot):
    """``flatten_(x)`` and its tangent."""
    w2 = x.flatten()  # L2
    return w2, x_dot.flatten()


# astype: x.astype(y.dtype)
# x: float64[x.0, x.1], y: float64[y.0]


def astype__forward(x, y):
    """Forward sweep: ``astype_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x.astype(np.float64)  # L2
    return w3, ()


def astype__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar.copy(), np.zeros_like(y)


def astype__tangent(x, y, x_dot, y_dot):
    """``astype_(x, y)`` and its tangent."""
    w3 = x.astype(np.float64)  # L2
    return w3, x_dot.astype(np.float64)


# float: float(x)
# x: float


def float__forward(x):
    """Forward sweep: ``float_(x)``, and the tape for the adjoint sweep."""
    w2 = float(x)  # L2
    return w2, ()


def float__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar


def float__tangent(x, x_dot):
    """``float_(x)`` and its tangent."""
    w2 = float(x)  # L2
    return w2, float(x_dot)


# complex: abs(complex(x) * 1j + 1.0)
# x: float


def complex__forward(x):
    """Forward sweep: ``complex_(x)``, and the tape for the adjoint sweep."""
    w2 = complex(x)  # L2
    w3 = w2 * 1.0j  # L2
    w4 = w3 + 1.0  # L2
    w5 = abs(w4)  # L2
    return w5, (w4, w5)


def complex__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w4, w5 = tape
    # L2: return abs(complex(x) * 1j + 1.0)
    w6 = 1.0 if w5 == 0.0 else w5  # w5 = abs(w4)
    w2_bar = 1.0j * (out_bar * np.conjugate(w4) / w6)  # w3 = w2 * 1.0j
    return float(w2_bar.real)


def complex__tangent(x, x_dot):
    """``complex_(x)`` and its tangent."""
    w2 = complex(x)  # L2
    w3 = w2 * 1.0j  # L2
    w4 = w3 + 1.0  # L2
    w5 = abs(w4)  # L2
    w6 = 1.0j * complex(x_dot) * np.conjugate(w4)
    return w5, (w6 / (1.0 if w5 == 0.0 else w5)).real


# complex_of: (complex(x, y) ** 2).imag
# x: float, y: float


def complex_of__forward(x, y):
    """Forward sweep: ``complex_of_(x, y)``, and the tape for the adjoint sweep."""
    w3 = complex(x, y)  # L2
    w4 = w3**2  # L2
    w5 = w4.imag  # L2
    return w5, (w3,)


def complex_of__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return (complex(x, y) ** 2).imag
    w6 = 2.0 * 1.0j * out_bar * w3  # w4 = w3**2
    return (-w6).real, (-(1.0j * w6)).real


def complex_of__tangent(x, y, x_dot, y_dot):
    """``complex_of_(x, y)`` and its tangent."""
    w3 = complex(x, y)  # L2
    w4 = w3**2  # L2
    w4_dot = 2.0 * (x_dot + 1.0j * y_dot) * w3
    w5 = w4.imag  # L2
    return w5, w4_dot.imag


# mT: x.mT
# x: float64[x.0, x.1, x.2]


def mT__forward(x):
    """Forward sweep: ``mT_(x)``, and the tape for the adjoint sweep."""
    w2 = x.mT  # L2
    return w2, ()


def mT__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.mT.copy()


def mT__tangent(x, x_dot):
    """``mT_(x)`` and its tangent."""
    w2 = x.mT  # L2
    return w2, x_dot.mT


# matmul: x @ y
# x: float64[x.0], y: float64[y.0]


def matmul__forward(x, y):
    """Forward sweep: ``matmul_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x @ y  # L2
    return w3, ()


def matmul__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y, out_bar * x


def matmul__tangent(x, y, x_dot, y_dot):
    """``matmul_(x, y)`` and its tangent."""
    w3 = x @ y  # L2
    return w3, x_dot @ y + x @ y_dot


# getitem: np.split(x, 3)[0]
# x: float64[x.0]


def getitem__forward(x):
    """Forward sweep: ``getitem_(x)``, and the tape for the adjoint sweep."""
    w2 = x.shape[0]  # L2
    w3 = equal_part(w2, 3)  # L2
    w4 = 2 * w3  # L2
    w5 = x[:w3]  # L2
    _ = x[w3:w4]  # L2
    _ = x[w4:]  # L2
    return w5, (w3,)


def getitem__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    x_bar = np.zeros_like(x)
    # L2: return np.split(x, 3)[0]
    x_bar[:w3] = out_bar  # w5 = x[:w3]
    return x_bar


def getitem__tangent(x, x_dot):
    """``getitem_(x)`` and its tangent."""
    w2 = x.shape[0]  # L2
    w3 = equal_part(w2, 3)  # L2
    w4 = 2 * w3  # L2
    w5 = x[:w3]  # L2
    _ = x[w3:w4]  # L2
    _ = x[w4:]  # L2
    return w5, x_dot[:w3]


# item: np.sum(x, keepdims=True).item()
# x: float64[x.0]


def item__forward(x):
    """Forward sweep: ``item_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sum(x, keepdims=True)  # L2
    w3 = w2.item()  # L2
    return w3, (w2,)


def item__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return np.broadcast_to(np.full_like(w2, out_bar), x.shape).copy()


def item__tangent(x, x_dot):
    """``item_(x)`` and its tangent."""
    w2 = np.sum(x, keepdims=True)  # L2
    w3 = w2.item()  # L2
    return w3, np.sum(x_dot, keepdims=True).item()


# max: max(x, y)
# x: float, y: float


def max__forward(x, y):
    """Forward sweep: ``max_(x, y)``, and the tape for the adjoint sweep."""
    w3 = max(x, y)  # L2
    return w3, ()


def max__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return max(x, y)
    w4 = 0.5 * out_bar if x == y else 0.0  # w3 = max(x, y)
    return out_bar if x > y else w4, out_bar if y > x else w4


def max__tangent(x, y, x_dot, y_dot):
    """``max_(x, y)`` and its tangent."""
    w3 = max(x, y)  # L2
    w4 = x == y
    w5 = x_dot if x > y else 0.5 * x_dot if w4 else 0.0
    w6 = y_dot if y > x else 0.5 * y_dot if w4 else 0.0
    return w3, w5 + w6


# min: min(x, y)
# x: float, y: float


def min__forward(x, y):
    """Forward sweep: ``min_(x, y)``, and the tape for the adjoint sweep."""
    w3 = min(x, y)  # L2
    return w3, ()


def min__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return min(x, y)
    w4 = 0.5 * out_bar if x == y else 0.0  # w3 = min(x, y)
    return out_bar if x < y else w4, out_bar if y < x else w4


def min__tangent(x, y, x_dot, y_dot):
    """``min_(x, y)`` and its tangent."""
    w3 = min(x, y)  # L2
    w4 = x == y
    w5 = x_dot if x < y else 0.5 * x_dot if w4 else 0.0
    w6 = y_dot if y < x else 0.5 * y_dot if w4 else 0.0
    return w3, w5 + w6


# sum: sum((x, y, 2.0))
# x: float, y: np.float64


def sum__forward(x, y):
    """Forward sweep: ``sum_(x, y)``, and the tape for the adjoint sweep."""
    w3 = sum((x, y, 2.0))  # L2
    return w3, ()


def sum__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return float(out_bar), np.float64(out_bar)


def sum__tangent(x, y, x_dot, y_dot):
    """``sum_(x, y)`` and its tangent."""
    w3 = sum((x, y, 2.0))  # L2
    return w3, x_dot + y_dot


# sum_from: sum((x, y), x * y)
# x: float, y: float


def sum_from__forward(x, y):
    """Forward sweep: ``sum_from_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x * y  # L2
    w4 = sum((x, y), w3)  # L2
    return w4, ()


def sum_from__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar + out_bar * y, out_bar + out_bar * x


def sum_from__tangent(x, y, x_dot, y_dot):
    """``sum_from_(x, y)`` and its tangent."""
    w3 = x * y  # L2
    w3_dot = x_dot * y + y_dot * x
    w4 = sum((x, y), w3)  # L2
    return w4, x_dot + y_dot + w3_dot


# largest: max(x)
# x: float64[x.0]


def largest__forward(x):
    """Forward sweep: ``largest_(x)``, and the tape for the adjoint sweep."""
    w2 = max(x)  # L2
    return w2, (w2,)


def largest__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return max(x)
    w3 = x == w2  # w2 = max(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * w3 / np.sum(w3)


def largest__tangent(x, x_dot):
    """``largest_(x)`` and its tangent."""
    w2 = max(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3), axis=0)


# smallest: min(x)
# x: float64[x.0]


def smallest__forward(x):
    """Forward sweep: ``smallest_(x)``, and the tape for the adjoint sweep."""
    w2 = min(x)  # L2
    return w2, (w2,)


def smallest__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return min(x)
    w3 = x == w2  # w2 = min(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * w3 / np.sum(w3)


def smallest__tangent(x, x_dot):
    """``smallest_(x)`` and its tangent."""
    w2 = min(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3), axis=0)
