"""Lists and tuples beside arrays: NumPy makes arrays of them before it computes.

::

    a + [1.0, c]            w3 = np.array([1.0, c]); w4 = a + w3
    a[0] = x, 2.0 * x       w4 = np.array((x, w3)); a[0] = w4
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Pack, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.rows import ROW
from s2sad.lower.runtime_lists import is_list
from s2sad.types import Array, Scalar, is_inexact


def is_sequence(x: Arg) -> bool:
    """Whether NumPy makes an array of it."""
    return is_list(x) or (isinstance(x, Pack) and x.kind in ("tuple", "list", "flat", ROW))


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
