"""``a.flat``: the items of an array one after the other, row by row, whatever its shape and wherever it lies.

::

    a.flat[k]                   a[k // n, k % n]
    a.flat[::n + 1] += x        a[np.unravel_index(np.arange(a.size)[::n + 1], a.shape)] += x
    for v in a.flat:            for k in range(a.size): v = a[k // n, k % n]

What is read of a slice is a copy, as it is of a list of places.
"""

from __future__ import annotations

import ast

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.iterables import STRUCTURES, Iteration
from s2sad.lower.written import lowered
from s2sad.types import Array, Scalar

FLAT = "flat"
_CHECKED = """
if not -size <= k < size:
    raise IndexError("index is out of bounds of a flat array")
if k < 0:
    k = k + size
"""
_SOME = "where = unravel(arange(size)[index], shape)"


def placed(frame: Frame, node: ast.AST, base: Arg, index: Arg) -> tuple[Arg, Arg]:
    """The array and the index in it that ``a.flat`` and an index of that mean; of any other base itself."""
    if not isinstance(base, Pack) or base.kind != FLAT or index is BOTTOM:
        return base, index
    (array,) = base.items
    if _rank(array) == 1 and isinstance(type_of(index), Array):
        return array, index  # places of its one axis
    size = emit(frame, node, "size", (array,))
    if isinstance(type_of(index), Scalar):
        k = lowered(frame, node, _CHECKED, {"k": index, "size": size}, {"IndexError": IndexError}, result="k")
        return array, _place(frame, node, array, k or Const(0))
    shape = Pack("tuple", tuple(emit(frame, node, "dim", (array,), {"axis": k}) for k in range(_rank(array))))
    calls = {"arange": np.arange, "unravel": np.unravel_index}
    where = lowered(frame, node, _SOME, {"size": size, "index": index, "shape": shape}, calls, result="where")
    return array, where or BOTTOM


def _rank(array: Arg) -> int:
    t = type_of(array)
    assert isinstance(t, Array)
    assert t.axes is not None
    return len(t.axes)


def _place(frame: Frame, node: ast.AST, array: Arg, k: Arg) -> Arg:
    """Where the item is that is the k-th."""
    found: list[Arg] = []
    for axis in range(_rank(array) - 1, 0, -1):
        n = emit(frame, node, "dim", (array,), {"axis": axis})
        found.insert(0, emit(frame, node, "mod", (k, n)))
        k = emit(frame, node, "floordiv", (k, n))
    return Pack("tuple", (k, *found)) if found else k


def _items(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    (array,) = seq.items
    size = emit(frame, node, "size", (array,))
    assert isinstance(array, Var)
    return Iteration(lambda: size, lambda k: emit(frame, node, "getitem", (array, _place(frame, node, array, k))))


STRUCTURES[FLAT] = _items
