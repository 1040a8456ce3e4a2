"""Lists, tuples and ranges beside arrays: NumPy makes arrays of them before it computes.

::

    a + [1.0, c]            w3 = np.array([1.0, c]); w4 = a + w3
    a[0] = x, 2.0 * x       w4 = np.array((x, w3)); a[0] = w4
    a * range(n)            w3 = np.arange(n); w4 = a * w3
"""

from __future__ import annotations

import ast

from s2sad.ir import LAZY, Arg, Const, Pack, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.rows import ROW
from s2sad.lower.runtime_lists import is_list
from s2sad.types import Array, Scalar, is_inexact

_ONE_ITEM = dict.fromkeys(LAZY | {"iterator"}, "an iterator") | {
    "dict": "a dict",
    "dict_view": "a view of a dict",
    "set": "a set",
}


def is_sequence(x: Arg) -> bool:
    """Whether NumPy makes an array of it."""
    return is_list(x) or (isinstance(x, Pack) and x.kind in ("tuple", "list", "flat", "range", ROW))


def counted(frame: Frame, node: ast.AST, bounds: tuple[Arg, ...]) -> Arg:
    """The numbers of a range as an array."""
    start, stop, step = bounds
    if step != Const(1):
        return emit(frame, node, "arange_by", bounds)
    if start != Const(0):
        return emit(frame, node, "arange_from", (start, stop))
    return emit(frame, node, "np.arange", (stop,))


def as_numpy_reads(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    """An operand of a function of NumPy, ranges in it counted; what NumPy takes for one item is refused."""
    if not isinstance(x, Pack):
        return x
    if x.kind == "range":
        return counted(frame, node, x.items)
    if x.kind == "flat":
        return emit(frame, node, "flatten", x.items)
    if x.kind in _ONE_ITEM:
        why = "NumPy takes it for one object, and makes an array of that."
        frame.refuse(node, "S2S304", f"{_ONE_ITEM[x.kind]} handed to NumPy", why, "make a list of it: list(...).")
    items = tuple([as_numpy_reads(frame, node, i) for i in x.items])
    return x if all(a is b for a, b in zip(items, x.items, strict=True)) else x.like(items)


def arrayed(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    """What NumPy computes with where it is handed ``x``."""
    return emit(frame, node, "np.array", (x,)) if is_sequence(x) else x


def beside(frame: Frame, node: ast.AST, op: str, left: Arg, right: Arg) -> tuple[Arg, Arg]:
    """The operands of an operator: beside what is NumPy's, a list or a tuple is an array."""
    if is_sequence(right) and _takes_sequences(left, op):
        return left, arrayed(frame, node, right)
    if is_sequence(left) and _takes_sequences(right, op):
        return arrayed(frame, node, left), right
    return left, right


def _takes_sequences(x: Arg, op: str) -> bool:
    """Whether it is an array, or a number of NumPy's; times one a sequence would be repeated, which raises."""
    t = type_of(x)
    if is_list(x):
        return False
    return isinstance(t, Array) or (isinstance(t, Scalar) and t.kind == "np" and is_inexact(t) and op != "mul")


def stored(frame: Frame, node: ast.AST, base: Arg, value: Arg) -> Arg:
    """What is written to an array; items that its integers may not hold are NumPy's to refuse, one by one."""
    t = type_of(base)
    narrow = isinstance(t, Array) and not is_inexact(t) and t.dtype not in ("int64", "bool")
    return value if narrow else arrayed(frame, node, value)
