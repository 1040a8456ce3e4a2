"""An independent reference for derivatives: dual numbers, central differences, the dot-product test.

A file of programs is executed a second time with stand-ins for ``numpy`` and ``math``
(`twin`): arrays become object arrays that hold duals, so views, aliases, stores and
broadcasting are NumPy's own, and nothing of s2sad takes part.  Duals nest, which gives
second derivatives.
"""

from __future__ import annotations

import ast
import builtins
import copy
import functools
import math
import sys
import types

import numpy as np
from scipy import special

import s2sad


class Dual:
    """``value + dot * ε`` with ε² = 0; both may be duals again."""

    __slots__ = ("dot", "value")

    def __init__(self, value, dot=0.0):
        self.value = value
        self.dot = dot

    def __repr__(self):
        return f"Dual({self.value!r}, {self.dot!r})"

    def __add__(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        return Dual(self.value + val(other), self.dot + dot(other))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        return Dual(self.value - val(other), self.dot - dot(other))

    def __rsub__(self, other):
        return Dual(val(other) - self.value, dot(other) - self.dot)

    def __mul__(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        if not isinstance(other, Dual):
            return Dual(self.value * other, self.dot * other)
        return Dual(self.value * other.value, self.dot * other.value + self.value * other.dot)

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        if not isinstance(other, Dual):
            return Dual(self.value / other, self.dot / other)
        q = self.value / other.value
        return Dual(q, (self.dot - q * other.dot) / other.value)

    def __rtruediv__(self, other):
        return Dual(other) / self

    def __pow__(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        x, y = self.value, val(other)
        out = x**y
        d = 0.0 * self.dot  # where that is infinite, nobody can say
        if not (isinstance(y, (int, float)) and y == 0):
            d = self.dot * (y * x ** (y - 1))
        if isinstance(other, Dual):
            d = d + other.dot * (out * log(x))
        return Dual(out, d)

    def __rpow__(self, other):
        return Dual(other) ** self

    def __floordiv__(self, other):
        return plain(self) // plain(other)

    def __rfloordiv__(self, other):
        return plain(other) // plain(self)

    def __mod__(self, other):
        if isinstance(other, np.ndarray):
            return NotImplemented
        return Dual(self.value % val(other), self.dot - dot(other) * (plain(self) // plain(other)))

    def __rmod__(self, other):
        return Dual(other) % self

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __round__(self, *digits):
        return round(plain(self), *digits)

    def __trunc__(self):
        return math.trunc(plain(self))

    def __neg__(self):
        return Dual(-self.value, -self.dot)

    def __pos__(self):
        return self

    def __abs__(self):
        p = plain(self)
        if np.iscomplexobj(p):
            return sqrt(self.real * self.real + self.imag * self.imag)
        return Dual(abs(self.value), self.dot * (1.0 if p > 0 else -1.0 if p < 0 else 0.0))

    def __lt__(self, other):
        return plain(self) < plain(other)

    def __le__(self, other):
        return plain(self) <= plain(other)

    def __gt__(self, other):
        return plain(self) > plain(other)

    def __ge__(self, other):
        return plain(self) >= plain(other)

    def __eq__(self, other):
        return plain(self) == plain(other)

    def __ne__(self, other):
        return plain(self) != plain(other)

    __hash__ = None
    real = property(lambda self: Dual(self.value.real, self.dot.real))
    imag = property(lambda self: Dual(self.value.imag, self.dot.imag))

    def conjugate(self):
        return Dual(self.value.conjugate(), self.dot.conjugate())

    def item(self):
        """Methods of NumPy's numbers."""
        return self

    copy = mean = sum = conj = item

    def __bool__(self):
        return bool(plain(self))

    def __int__(self):
        return int(plain(self))

    def __format__(self, spec):
        return format(plain(self), spec)


def val(x):
    """The value one level down."""
    return x.value if isinstance(x, Dual) else x


def dot(x):
    """The derivative one level down."""
    return x.dot if isinstance(x, Dual) else 0.0


def plain(x):
    """The number at the bottom."""
    while isinstance(x, Dual):
        x = x.value
    return x


def python(x):
    """The number with Python's own at the bottom, which raise where NumPy's do not."""
    if isinstance(x, Dual):
        return Dual(python(x.value), x.dot)
    if isinstance(x, str):
        return float(x)
    if isinstance(x, np.ndarray):
        return python(x.item())
    return x.item() if isinstance(x, np.generic) else x


# ---------------------------------------------------------------- functions


def unary(function, derivative):
    """A function of one number, by its derivative as a function of (x, out)."""

    def lifted(x):
        if isinstance(x, Dual):
            out = lifted(x.value)
            return Dual(out, x.dot * derivative(x.value, out))
        return function(float(x) if isinstance(x, bool) else x)  # of a truth value NumPy's is of half precision

    return lifted


def quiet(function):
    """The scalar NumPy function, with Python numbers as results."""

    def call(*args):
        with np.errstate(all="ignore"):
            return function(*args)

    return call


inverse = unary(quiet(lambda x: 1.0 / np.float64(x)), lambda x, out: -(out * out))  # infinite where NumPy's is
log = unary(quiet(np.log), lambda x, out: inverse(x))
exp = unary(quiet(np.exp), lambda x, out: out)
sin = unary(quiet(np.sin), lambda x, out: cos(x))
cos = unary(quiet(np.cos), lambda x, out: -sin(x))
sqrt = unary(quiet(np.sqrt), lambda x, out: 0.5 / out)
sinh = unary(quiet(np.sinh), lambda x, out: cosh(x))
cosh = unary(quiet(np.cosh), lambda x, out: sinh(x))
log1p = unary(quiet(np.log1p), lambda x, out: 1.0 / (1.0 + x))
sign = unary(np.sign, lambda x, out: 0.0)


def arctan2(y, x):
    """The angle of (x, y)."""
    if not isinstance(x, Dual) and not isinstance(y, Dual):
        return quiet(np.arctan2)(y, x)
    a, b = val(y), val(x)
    return Dual(arctan2(a, b), (dot(y) * b - a * dot(x)) / (b * b + a * a))


def choose(c, x, y):
    """``x if c else y``, as a function."""
    return x if c else y


def maximum(x, y):
    """The larger one; a tie is shared half and half."""
    return 0.5 * (x + y) if plain(x) == plain(y) else choose(plain(x) > plain(y), x, y)


def minimum(x, y):
    """The smaller one; a tie is shared half and half."""
    return 0.5 * (x + y) if plain(x) == plain(y) else choose(plain(x) < plain(y), x, y)


def clip(x, low, high):
    """Between two bounds the derivative is that of x also where it meets one; with one bound it is `maximum`."""
    if low is None or high is None:
        return minimum(x, high) if low is None else maximum(x, low)
    return low if plain(x) < plain(low) else high if plain(x) > plain(high) else x


def polygamma(n):
    """The n-th derivative of digamma, by SciPy."""
    return unary(lambda x: float(special.polygamma(n, x)), lambda x, out: polygamma(n + 1)(x))


def gamma(x):
    """The gamma function."""
    return unary(math.gamma, lambda x, out: gamma(x) * polygamma(0)(x))(x)


def norm(*xs):
    """The length of a vector; its derivative at zero is taken as zero."""
    return sqrt(sum(x * x for x in xs)) if any(plain(x) for x in xs) else 0.0 * sum(xs)


def remainder(plain_function):
    """A remainder of the division x / y; the quotient is an integer."""

    def call(x, y):
        r = plain_function(plain(x), plain(y))
        return x - y * round((plain(x) - r) / plain(y))

    return call


def sequence(function, picks):
    """A builtin of two numbers for a sequence, or for several."""

    def call(*xs, **options):
        if options:  # a key, a default
            return picks(*xs, **options)
        if len(xs) == 1 and isinstance(xs[0], np.ndarray):
            end = max(map(plain, xs[0])) if function is maximum else min(map(plain, xs[0]))
            ties = [x for x in xs[0] if plain(x) == end]
            return sum(ties[1:], ties[0]) / len(ties)  # an array's ties share alike
        return functools.reduce(function, xs[0] if len(xs) == 1 else xs)

    return call


UNARY = {
    "exp": exp,
    "log": log,
    "log1p": log1p,
    "sin": sin,
    "cos": cos,
    "sqrt": sqrt,
    "sinh": sinh,
    "cosh": cosh,
    "sign": sign,
    "expm1": unary(quiet(np.expm1), lambda x, out: exp(x)),
    "log2": unary(quiet(np.log2), lambda x, out: 1.0 / (x * math.log(2.0))),
    "log10": unary(quiet(np.log10), lambda x, out: 1.0 / (x * math.log(10.0))),
    "tan": unary(quiet(np.tan), lambda x, out: 1.0 / (cos(x) * cos(x))),
    "tanh": unary(quiet(np.tanh), lambda x, out: 1.0 - UNARY["tanh"](x) * UNARY["tanh"](x)),
    "arcsin": unary(quiet(np.arcsin), lambda x, out: 1.0 / sqrt(1.0 - x * x)),
    "arccos": unary(quiet(np.arccos), lambda x, out: -1.0 / sqrt(1.0 - x * x)),
    "arctan": unary(quiet(np.arctan), lambda x, out: 1.0 / (1.0 + x * x)),
    "arcsinh": unary(quiet(np.arcsinh), lambda x, out: 1.0 / sqrt(1.0 + x * x)),
    "arccosh": unary(quiet(np.arccosh), lambda x, out: 1.0 / sqrt(x * x - 1.0)),
    "arctanh": unary(quiet(np.arctanh), lambda x, out: 1.0 / (1.0 - x * x)),
    "absolute": abs,
    "square": lambda x: x * x,
    "negative": lambda x: -x,
    "floor": lambda x: np.floor(plain(x)),
    "ceil": lambda x: np.ceil(plain(x)),
    "isnan": lambda x: bool(np.isnan(plain(x))),
    "isfinite": lambda x: bool(np.isfinite(plain(x))),
    "isinf": lambda x: bool(np.isinf(plain(x))),
    "logical_not": lambda x: not x,
}
BINARY = {
    "maximum": maximum,
    "minimum": minimum,
    "arctan2": arctan2,
    "power": lambda x, y: x**y,
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "divide": lambda x, y: x / y,
    "logical_and": lambda x, y: bool(x) and bool(y),
    "logical_or": lambda x, y: bool(x) or bool(y),
}
BOOLEAN = {"isnan", "isfinite", "isinf", "logical_and", "logical_or", "logical_not"}
MATH = {
    "exp": "exp", "log": "log", "log1p": "log1p", "expm1": "expm1", "sin": "sin", "cos": "cos", "tan": "tan",
    "sqrt": "sqrt", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "asin": "arcsin", "acos": "arccos",
    "atan": "arctan", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "log2": "log2",
    "log10": "log10", "fabs": "absolute", "isnan": "isnan", "isfinite": "isfinite", "isinf": "isinf",
}  # fmt: skip


SCALARS = {
    "erf": unary(math.erf, lambda x, out: 2.0 / math.sqrt(math.pi) * exp(-(x * x))),
    "erfc": unary(math.erfc, lambda x, out: -2.0 / math.sqrt(math.pi) * exp(-(x * x))),
    "gamma": gamma,
    "lgamma": unary(math.lgamma, lambda x, out: polygamma(0)(x)),
    "exp2": lambda x: exp(x * math.log(2.0)),
    "cbrt": lambda x: x ** (1.0 / 3.0),
    "degrees": lambda x: x * (180.0 / math.pi),
    "radians": lambda x: x * (math.pi / 180.0),
    "ldexp": lambda x, i: x * 2.0**i,
    "copysign": lambda x, y: abs(x) * math.copysign(1.0, plain(y)),
    "fmod": remainder(math.fmod),
    "remainder": remainder(math.remainder),
    "isclose": lambda x, y, **options: math.isclose(plain(x), plain(y), **options),
    "trunc": lambda x: math.trunc(plain(x)),
    "fsum": lambda xs: sum(xs),
    "hypot": norm,
    "dist": lambda p, q: norm(*[x - y for x, y in zip(p, q, strict=True)]),
}


def mapped(name, function, arity):
    """A NumPy function item by item, on anything that broadcasts."""
    loop = np.frompyfunc(function, arity, 1)

    def call(*args, out=None, where=None):
        if len(args) > arity:
            args, out = args[:arity], args[arity]
        into = out[0] if isinstance(out, tuple) else out
        if where is not None:
            for i in np.argwhere(where):
                into[tuple(i)] = function(*(a[tuple(i)] if isinstance(a, np.ndarray) else a for a in args))
            return into
        out = loop(*args)
        if into is not None:
            into[...] = out
            return into
        return out.astype(bool) if name in BOOLEAN and isinstance(out, np.ndarray) else out

    if name in ("add", "subtract"):
        call.at = getattr(np, name).at
    return call


def stored(function):
    """The function with ``out``: its result is stored."""

    def call(*args, out=None, **options):
        if out is None:
            return function(*args, **options)
        out[...] = function(*args, **options)
        return out

    return call


def _real(dtype):
    return dtype is None or np.dtype(dtype).kind == "f"


def _filled(value):
    def make(shape, dtype=None):
        out = np.empty(shape, dtype=object if _real(dtype) else dtype)
        out[...] = value if _real(dtype) else int(value)
        return out

    return make


def _filled_like(value):
    def make(x, dtype=None):
        out = np.empty(np.shape(x), dtype=object)
        out[...] = value
        return out

    return make


def _array(x, dtype=None):
    made = np.array(x, dtype=object if dtype is not None and _real(dtype) else dtype)
    return made.astype(object) if made.dtype.kind == "f" else made


def _where(c, x, y):
    return np.frompyfunc(choose, 3, 1)(c, x, y)


def _sum(x, axis=None, keepdims=False):
    nothing = isinstance(x, np.ndarray) and x.dtype == object and not x.size  # a float is what comes of no floats
    more = {"initial": 0.0} if nothing else {}
    return np.sum(np.asarray(x, dtype=object), axis=axis, keepdims=keepdims, **more)


def _mean(x, axis=None, keepdims=False):
    total = np.sum(x, axis=axis, keepdims=keepdims)
    return total / (np.size(x) // max(np.size(total), 1))


def _solve(a, b):
    """Gauss's elimination with the largest pivot."""
    a, b = np.array(a, dtype=object), np.array(b, dtype=object)
    n = len(a)
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(plain(a[r, i])))
        a[[i, p]], b[[i, p]] = a[[p, i]], b[[p, i]]
        for r in range(i + 1, n):
            factor = a[r, i] / a[i, i]
            a[r] = a[r] - factor * a[i]
            b[r] = b[r] - factor * b[i]
    for i in range(n)[::-1]:
        b[i] = (b[i] - sum(a[i, j] * b[j] for j in range(i + 1, n))) / a[i, i]
    return b


def twin_numpy():
    """A module that stands in for NumPy."""
    made = types.ModuleType("numpy")
    made.__getattr__ = lambda name: getattr(np, name)  # everything else is NumPy's own
    for name, function in UNARY.items():
        setattr(made, name, mapped(name, function, 1))
    for name, function in BINARY.items():
        setattr(made, name, mapped(name, function, 2))
    made.abs, made.pow = made.absolute, made.power
    made.zeros, made.ones, made.empty = _filled(0.0), _filled(1.0), _filled(0.0)
    made.zeros_like, made.ones_like = _filled_like(0.0), _filled_like(1.0)
    made.array, made.where, made.mean = _array, _where, stored(_mean)
    made.asarray = lambda x, dtype=None: _array(x) if isinstance(x, list) else x
    made.fromiter = lambda items, dtype, count=-1: _array(list(items)[: count if count >= 0 else None])
    made.linalg = types.SimpleNamespace(solve=_solve, norm=lambda x: norm(*np.ravel(x)))
    made.linspace = lambda a, b, n: np.array([a + (b - a) * i / (n - 1) for i in range(n)], dtype=object)
    made.full = lambda shape, value: np.full(shape, value, dtype=object)
    made.clip = mapped("clip", clip, 3)
    made.cross = lambda x, y: np.roll(x * np.roll(y, -1) - np.roll(x, -1) * y, -1)
    made.trapezoid = lambda y, x: sum((x[1:] - x[:-1]) * (y[1:] + y[:-1])) * 0.5
    made.hypot = mapped("hypot", norm, 2)
    made.float64 = Float64
    made.isscalar = lambda x: isinstance(x, (Dual, float, int))
    made.sum = stored(_sum)
    return made


def raising(real, function):
    """A stand-in that raises where Python's function does."""

    def call(x):
        real(plain(x))
        return python(function(x))

    return call


def twin_math():
    """A module that stands in for ``math``."""
    made = types.ModuleType("math")
    made.__getattr__ = lambda name: getattr(math, name)
    for name, other in MATH.items():
        setattr(made, name, raising(getattr(math, name), UNARY[other]))
    for name, function in SCALARS.items():
        setattr(made, name, function)
    one = made.log
    made.log = lambda x, base=None: one(x) if base is None else one(x) / one(base)
    made.atan2, made.pow = arctan2, BINARY["power"]
    made.floor, made.ceil = (lambda x: math.floor(plain(x))), (lambda x: math.ceil(plain(x)))
    return made


def twin_s2sad():
    """A module that stands in for ``s2sad``: derivatives of functions of what they are given, and of nothing around."""
    made = types.ModuleType("s2sad")
    made.__getattr__ = lambda name: getattr(s2sad, name)

    def along(function, args, dots):
        out = function(*[_with_dot(x, d) for x, d in zip(args, dots, strict=True)])
        return val(out), dot(out)

    def value_and_grad(function):
        def call(x, *rest):
            zeros = [_none(r) for r in rest]
            if not isinstance(x, np.ndarray):
                return along(function, (x, *rest), (1.0, *zeros))
            found = np.empty(x.shape, dtype=object)
            for i in np.ndindex(x.shape):
                direction = np.zeros(x.shape)
                direction[i] = 1.0
                value, found[i] = along(function, (x, *rest), (direction, *zeros))
            return value, found

        return call

    made.value_and_grad = value_and_grad
    made.grad = lambda function: lambda *args: value_and_grad(function)(*args)[1]
    made.jvp = along
    return made


def _none(x):
    return np.zeros(x.shape) if isinstance(x, np.ndarray) else 0.0


def _with_dot(x, d):
    return np.frompyfunc(Dual, 2, 1)(x, d) if isinstance(x, np.ndarray) and x.ndim else Dual(x, d)


class _Floats(type):
    """Duals are floats, as are the numbers that they stand for."""

    dtype = np.dtype(object)  # of arrays that are made of floats

    def __call__(cls, x=0.0):
        return cls.of(x)

    def __instancecheck__(cls, x):
        return isinstance(plain(x), float)


class Float(metaclass=_Floats):
    """Stands in for ``float``: as a function, as a type, and as what an array is made of."""

    of = staticmethod(python)


class Float64(metaclass=_Floats):
    """Stands in for ``np.float64``, which makes other errors of division."""

    @staticmethod
    def of(x):
        """NumPy's number."""
        if isinstance(x, np.ndarray) and not x.ndim:
            x = x[()]
        return Dual(Float64(x.value), x.dot) if isinstance(x, Dual) else np.float64(x)


def twin(path):
    """The namespace of a file that is executed with the stand-ins for ``numpy`` and ``math``."""
    modules = {"numpy": twin_numpy(), "math": twin_math(), "s2sad": twin_s2sad()}

    def load(name, *args):
        return modules[name] if name in modules else builtins.__import__(name, *args)

    own = {**vars(builtins), "__import__": load, "float": Float, "abs": abs}
    own |= {"max": sequence(maximum, max), "min": sequence(minimum, min)}
    own |= {"__percent__": _percent, "__part__": _part}
    namespace = {"__name__": f"{path.stem}_twin", "__file__": str(path), "__builtins__": own}
    made = types.ModuleType(namespace["__name__"])
    made.__dict__.update(namespace)
    sys.modules[made.__name__] = made  # dataclasses look there
    tree = ast.fix_missing_locations(_Rewritten().visit(ast.parse(path.read_text(encoding="utf-8"))))
    exec(compile(tree, str(path), "exec"), made.__dict__)
    return made


class _Rewritten(ast.NodeTransformer):
    """What cannot be stood in for, as calls.

    ``"%.2f" % x`` asks for the number of a dual, which nothing else may have; ``z.real`` of objects is all of them.
    """

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if node.attr not in ("real", "imag"):
            return node
        return ast.copy_location(
            ast.Call(ast.Name("__part__", ast.Load()), [node.value, ast.Constant(node.attr)], []), node
        )

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Mod) or not isinstance(getattr(node.left, "value", None), str):
            return node
        return ast.copy_location(ast.Call(ast.Name("__percent__", ast.Load()), [node.left, node.right], []), node)


def _part(x, which):
    """The real or imaginary part of a number, or of each number of an array; of real ones the real part is a view."""
    if isinstance(x, np.ndarray) and x.dtype == object:
        if which == "real" and not any(isinstance(plain(v), (complex, np.complexfloating)) for v in x.flat):
            return x
        return np.frompyfunc(lambda v: getattr(v, which), 1, 1)(x)
    return getattr(x, which)


def _percent(form, x):
    return form % (tuple(map(plain, x)) if isinstance(x, tuple) else plain(x))


# ---------------------------------------------------------------- structures of numbers


def is_float(x):
    """Whether derivatives are taken with respect to this leaf."""
    return isinstance(x, (float, complex, np.inexact)) or (isinstance(x, np.ndarray) and x.dtype.kind in "fc")


def is_complex(x):
    """Whether this leaf is complex: each of its numbers counts as two, all real parts before all imaginary ones."""
    return np.iscomplexobj(x)


def rebuilt(x, items):
    """A sequence of the class of ``x``; named tuples take their items one by one."""
    return getattr(type(x), "_make", type(x))(items)


def map_leaves(f, x, *others):
    """The structure with ``f`` applied to the float leaves; other leaves stay."""
    if isinstance(x, dict):
        return {k: map_leaves(f, v, *(o[k] for o in others)) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return rebuilt(x, (map_leaves(f, v, *(o[i] for o in others)) for i, v in enumerate(x)))
    return f(x, *others) if is_float(x) else x


def flat(x):
    """All float numbers of a structure, in order, as float64; of complex ones both parts."""
    out = []
    map_leaves(lambda v: out.extend(np.ravel(np.asarray(p, dtype=np.float64)) for p in parts(v)), x)
    return np.concatenate(out) if out else np.zeros(0)


def parts(v):
    """The real numbers of a leaf."""
    return (np.real(v), np.imag(v)) if is_complex(v) else (v,)


def taken(v, numbers):
    """A leaf like ``v`` made of the first numbers of a list, which loses them."""
    n = np.size(v) * len(parts(v))
    part = np.array(numbers[:n], dtype=np.float64)
    del numbers[:n]
    if is_complex(v):
        part = part[: n // 2] + 1j * part[n // 2 :]
    if isinstance(v, np.ndarray):
        return np.reshape(part.astype(v.dtype), v.shape)
    return type(v)(part[0])


def like(x, numbers):
    """The structure of ``x`` with the float numbers replaced, dtypes and kinds kept."""
    numbers = list(numbers)
    return map_leaves(lambda v: taken(v, numbers), copy.deepcopy(x))


def lifted(x, make):
    """The structure with object arrays and scalars of ``make(number, position)``."""
    count = iter(range(1 << 30))

    def one(v):
        if isinstance(v, np.ndarray):
            out = np.empty(v.shape, dtype=object)
            for i in np.ndindex(v.shape):
                out[i] = make(v.dtype.type(v[i]), next(count))
            return out
        return make(v, next(count))

    return map_leaves(one, copy.deepcopy(x))  # the function may write arrays of integers


def numbers(x, part):
    """All numbers of a result, ``part`` of each: results may hold duals, floats, arrays of both."""
    if isinstance(x, dict):
        return [n for v in x.values() for n in numbers(v, part)]
    if isinstance(x, (tuple, list)):
        return [n for v in x for n in numbers(v, part)]
    if isinstance(x, np.ndarray):
        return [part(v) for v in x.ravel()] if x.dtype == object or x.dtype.kind == "f" else []
    return [part(x)] if isinstance(x, (Dual, float, np.floating)) else []


def jvp(function, args, u):
    """(value, tangent) as flat arrays; ``u`` is a flat direction."""
    with np.errstate(all="ignore"):  # what np.where throws away may be infinite
        out = function(*lifted(args, lambda v, i: Dual(v, float(u[i]))))
    return np.array(numbers(out, plain), dtype=float), np.array(numbers(out, lambda x: plain(dot(x))), dtype=float)


def second(function, args, u, v):
    """d²f along u and v, flat."""
    with np.errstate(all="ignore"):
        out = function(*lifted(args, lambda x, i: Dual(Dual(x, float(u[i])), Dual(float(v[i]), 0.0))))
    return np.array(numbers(out, lambda x: plain(dot(dot(x)))), dtype=float)


def unit(n, i):
    """The i-th direction."""
    e = np.zeros(n)
    e[i] = 1.0
    return e


def jacobian(function, args):
    """The dense Jacobian: rows are the result's numbers, columns the float leaves of the arguments."""
    n = flat(args).size
    return np.stack([jvp(function, args, unit(n, i))[1] for i in range(n)], axis=1) if n else np.zeros((0, 0))


def difference(function, args, u, step=1e-3):
    """Central differences at h and h/2, extrapolated (Richardson): an error of order h⁴."""
    x = flat(args)

    def at(h):
        up = flat(function(*like(args, x + h * u)))
        down = flat(function(*like(args, x - h * u)))
        return (up - down) / (2.0 * h)

    return (4.0 * at(step / 2.0) - at(step)) / 3.0


def dot_product_gap(jvp_of, vjp_of, u, v):
    """|⟨v, J u⟩ - ⟨Jᵀ v, u⟩| relative to their size: what both modes have to agree on."""
    left, right = float(np.dot(v, jvp_of(u))), float(np.dot(vjp_of(v), u))
    return abs(left - right) / (1.0 + abs(left) + abs(right))
