"""Folding of derivative terms, as they are made.

What is folded on *derivative terms*, and what that ignores:

=====================  ==============================================================
``g * 1``  ``g / 1``   -> ``g``; the result is not a fresh array (nothing writes it)
``g + 0``  ``g - 0``   -> ``g``; ``-0.0 + 0.0`` is ``0.0``: a derivative's zero has no sign
``g * 0``              -> ``0``; an infinite or nan ``g`` would have made nan: an
                       adjoint of a constant is zero whatever the constant is
``0 / y``              -> ``0``; likewise, where y is 0 or nan
``x ** 1``  ``x ** 0`` -> ``x``, ``1``; as Python has it, also for nan
``--g``                -> ``g``
``a + -b``             -> ``a - b``; ``a * -b`` -> ``-(a * b)``
``a + a``              -> ``2.0 * a``, which is exact
``2.0 * (3.0 * a)``    -> ``6.0 * a``, and numbers before arrays: ``s * (2.0 * a)`` -> ``2.0 * s * a``; may
                       round otherwise in the last place
``a - a``              -> ``0``; where a is infinite or nan, so is the value
``sum(2.0 * a)``       -> ``2.0 * sum(a)``; likewise ``np.expand_dims``
``sum(c * e)``         -> ``c * s`` where the primal has ``s = sum(e)`` and c is one number along the axis, and
                       then ``sum(g / s * e)`` -> ``g``; may round otherwise in the last places, and is ``g``
                       where s is 0 or infinite
literals               -> ``+ - * /`` of literals, which IEEE 754 rounds alike everywhere
=====================  ==============================================================

The user's own statements are never folded so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s2sad.fold_axes import fold_expand_dims, fold_getitem, fold_sum
from s2sad.ir import Arg, Const, Var, type_of
from s2sad.rules.complexes import is_complex
from s2sad.terms import literal, made_by, negated, same_term, scaled, undisturbed
from s2sad.types import Array, Scalar, Type, is_inexact, rank

if TYPE_CHECKING:
    from s2sad.build import Builder


def _zero(x: Arg) -> bool:
    return isinstance(x, Const) and literal(x) and x.value == 0


def _one(x: Arg) -> bool:
    return isinstance(x, Const) and literal(x) and x.value == 1


def is_numpy(arg: Arg) -> bool:
    """Whether an operand is NumPy's, which raises nothing where it divides by zero."""
    t = type_of(arg)
    return (isinstance(t, Array) and not _open(arg)) or (isinstance(t, Scalar) and t.kind == "np")


def _open(arg: Arg) -> bool:
    """Whether an operand may be an array or a number of Python's: only the run knows its rank."""
    t = type_of(arg)
    return isinstance(t, Array) and t.axes is None


def _wide(arg: Arg) -> bool:
    """Whether what works on floats of Python's alone does not work on an operand."""
    return _open(arg) or is_complex(type_of(arg))


def fold_term(b: Builder, name: str, args: tuple[Arg, ...], attrs: dict[str, object]) -> Arg | None:
    """The identity that applies, else None."""
    fold = _FOLDS.get(name)
    return None if fold is None else fold(b, *args, **attrs)


def _add(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(x):
        return y
    if _zero(y):
        return x
    if isinstance(x, Const) and isinstance(y, Const) and literal(x) and literal(y):
        return Const(x.value + y.value)
    inside = negated(b, y)
    if inside is not None:
        return b.op("sub", x, inside)
    inside = negated(b, x)
    if inside is not None:
        return b.op("sub", y, inside)
    if same_term(b, x, y):
        return b.op("mul", Const(2.0), x)
    return None


def _sub(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(y):
        return x
    if _zero(x):
        return b.op("neg", y)
    if isinstance(x, Const) and isinstance(y, Const) and literal(x) and literal(y):
        return Const(x.value - y.value)
    if is_inexact(type_of(x)) and same_term(b, x, y):
        return Const(0.0)
    inside = negated(b, y)
    return None if inside is None else b.op("add", x, inside)


def _mul(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(x) or _zero(y):
        return Const(0.0)
    for p, q in ((x, y), (y, x)):
        if _one(p) and _counts(type_of(q)):
            t = type_of(q)
            if q in b.less and isinstance(t, Array):
                return b.keep("astype", (q,), (("dtype", t.dtype),))
            return _as_float(q)
    if isinstance(x, Const) and isinstance(y, Const) and literal(x) and literal(y):
        return Const(x.value * y.value)
    for p, q in ((x, y), (y, x)):
        inside = negated(b, p)
        if inside is not None:
            return b.op("neg", b.op("mul", inside, q) if p is x else b.op("mul", q, inside))
    if isinstance(y, Const) and not isinstance(x, Const):
        return b.op("mul", y, x)
    if isinstance(x, Const) and type(x.value) is int and abs(x.value) < 2**53 and is_inexact(type_of(y)):
        return b.op("mul", Const(float(x.value)), y)
    for p, q in ((x, y), (y, x)):
        factor, rest = scaled(b, q)
        if factor is None or rest is None:
            continue
        if isinstance(p, Const) and literal(p):
            return b.op("mul", Const(p.value * factor.value), rest)
        if isinstance(type_of(p), Scalar) and isinstance(type_of(rest), Array):
            return b.op("mul", b.op("mul", factor, p), rest)
    return None


def _counts(t: Type) -> bool:
    """Whether once such a value is the value: of a truth value or a small integer it is a number with a negative."""
    return isinstance(t, (Scalar, Array)) and (is_inexact(t) or t.dtype == "int64")


def _as_float(arg: Arg) -> Arg:
    return Const(float(arg.value)) if isinstance(arg, Const) and type(arg.value) is int else arg


def _neg(b: Builder, x: Arg) -> Arg | None:
    if isinstance(x, Const) and literal(x):
        return Const(-x.value) if not _zero(x) else Const(0.0)
    inside = negated(b, x)
    return inside


def _truediv(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(x):
        return Const(0.0)
    if _one(y):
        return x
    inside = negated(b, x)
    if inside is not None:
        return b.op("neg", b.op("truediv", inside, y))
    if isinstance(x, Const) and isinstance(y, Const) and literal(x) and literal(y) and not _zero(y):
        return Const(x.value / y.value)
    if isinstance(y, Const) and not _zero(y):
        return None
    if is_numpy(x) or is_numpy(y) or y in b.nonzero or _made_nonzero(b, y):
        return None
    if y in b.counts:
        # Of no items the adjoint has none either: any number will do.
        return b.keep("truediv", (x, b.keep("at_least", (y, Const(1)))))
    if _wide(x) or _wide(y):
        return b.keep("np.divide", (x, y))
    return b.keep("divide", (x, y))


def _made_nonzero(b: Builder, y: Arg) -> bool:
    """Whether a term is ``1.0 if x == 0.0 else x``, or the like."""
    made = made_by(b, y)
    if made is None or made.op != "select" or not isinstance(made.args[1], Const) or _zero(made.args[1]):
        return False
    condition = made_by(b, made.args[0])
    return condition is not None and condition.op == "eq" and condition.args == (made.args[2], Const(0.0))


def _pow(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(y):
        return Const(1.0)
    if _one(y):
        return x
    safe = isinstance(y, Const) and literal(y) and y.value >= 0 and y.value % 1 == 0
    if safe or is_numpy(x) or is_numpy(y) or x in b.nonzero:
        return None
    if _wide(x) or _wide(y):
        return b.keep("np.power", (x, y))
    return b.keep("power", (x, y))


def _select(b: Builder, c: Arg, x: Arg, y: Arg) -> Arg | None:
    return x if x == y or c == Const(True) else None


def _T(b: Builder, x: Arg) -> Arg | None:
    """``(a @ b.T).T`` is ``b @ a.T``."""
    made = made_by(b, x)
    if made is None or not b.stmts or b.stmts[-1] is not made:
        return None
    if made.op == "matmul" and all(rank(type_of(a)) == 2 for a in made.args):
        return b.op("matmul", b.op("T", made.args[1]), b.op("T", made.args[0]))
    return None


def _mT(b: Builder, x: Arg) -> Arg | None:
    return b.op("T", x) if rank(type_of(x)) == 2 else None


def _outer(b: Builder, x: Arg, y: Arg) -> Arg | None:
    inside = negated(b, x) if isinstance(x, Var) else None
    return None if inside is None else b.op("neg", b.op("np.outer", inside, y))


def _reshape_like(b: Builder, x: Arg, like: Arg) -> Arg | None:
    t, other = type_of(x), type_of(like)  # the axes did not meet: only those of one name are equal
    if rank(t) == 0 and isinstance(like, Var) and isinstance(other, Array) and other.axes != ():
        return b.filled(like, x)  # arithmetic of arrays of rank 0 makes numbers: Python's have no reshape
    return x if isinstance(t, Array) and isinstance(other, Array) and t.axes == other.axes is not None else None


def _size(b: Builder, x: Arg) -> Arg | None:
    return Const(1) if isinstance(type_of(x), Scalar) else None


def _unbroadcast(b: Builder, x: Arg, like: Arg) -> Arg:
    return b.unbroadcast(x, like, None)


def _sign(b: Builder, x: Arg) -> Arg:
    t = type_of(x)
    if is_complex(t):
        return b.keep("phase", (x,))
    if isinstance(t, Scalar) and t.kind == "py":
        return b.keep("sub", (b.keep("gt", (x, Const(0))), b.keep("lt", (x, Const(0)))))
    return b.keep("np.sign", (x,))


def _float(b: Builder, x: Arg) -> Arg | None:
    t = type_of(x)
    if isinstance(x, Const) and literal(x):
        return Const(float(x.value))
    return x if t == Scalar("py", "float64") else None


def _complex(b: Builder, x: Arg) -> Arg | None:
    return Const(complex(x.value)) if isinstance(x, Const) and isinstance(x.value, int | float | complex) else None


def _conjugate(b: Builder, x: Arg) -> Arg | None:
    """Formulas that hold for complex numbers say where a conjugate is taken; of real ones there is none."""
    made = made_by(b, x)
    if made is not None and made.op == "np.conjugate" and undisturbed(b, made):
        return made.args[0]
    return None if is_complex(type_of(x)) else x


def _turn(b: Builder, x: Arg) -> Arg | None:
    """What a formula adds for complex numbers."""
    return None if is_complex(type_of(x)) else Const(0.0)


_FOLDS: dict[str, Callable[..., Arg | None]] = {
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "neg": _neg,
    "truediv": _truediv,
    "pow": _pow,
    "select": _select,
    "np.sum": fold_sum,
    "np.expand_dims": fold_expand_dims,
    "getitem": fold_getitem,
    "sign": _sign,
    "unbroadcast": _unbroadcast,
    "T": _T,
    "mT": _mT,
    "np.outer": _outer,
    "reshape_like": _reshape_like,
    "size": _size,
    "float": _float,
    "complex": _complex,
    "np.conjugate": _conjugate,
    "turn": _turn,
}
