"""``np.split`` and its like: a list of views, each a slice of the array.

::

    a, b = np.split(x, 2)        w3 = equal_part(x.shape[0], 2);  a = x[:w3];  b = x[w3 : 2 * w3]
    np.split(x, [1, 3])          [x[:1], x[1:3], x[3:]]
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.array_forms import known_axis
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.heap import fresh
from s2sad.lower.known_items import Kwargs, by_name, needed_items, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.types import Array

ALL = Pack("slice", (Const(None), Const(None), Const(None)))


def _given(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs, name: str) -> tuple[Var, Arg, Arg | None]:
    """The array, the sections, the axis."""
    given = by_name("ary indices_or_sections axis", args, kwargs)
    x, sections, axis = (given.pop(k, None) for k in ("ary", "indices_or_sections", "axis"))
    no_keywords(frame, node, given, name, [], 0)
    if not isinstance(x, Var) or not isinstance(x.type, Array) or not x.type.axes or sections is None:
        frame.refuse(node, "S2S304", f"{name} of {type_of(x) if x else None}", "it is no array.", "pass an array.")
    return x, sections, axis


def _pieces(frame: Frame, node: ast.AST, x: Var, sections: Arg, axis: int, equal: bool) -> Arg:
    assert isinstance(x.type, Array)
    assert x.type.axes is not None
    if not -len(x.type.axes) <= axis < len(x.type.axes):
        frame.refuse(node, "S2S304", f"the axis {axis} of {x.type}", "there is none.", "check the axis.")
    axis %= len(x.type.axes)
    if isinstance(sections, Pack):
        bounds: Sequence[Arg] = needed_items(frame, node, sections, "a split at the items")
    else:
        count = frame.known(sections, node)
        if not isinstance(count, int) or count < 1:
            frame.refuse(node, "S2S304", f"a split into {count} parts", "that is no number of parts.", "pass a number.")
        dim = x.type.axes[axis]
        known = 1 if dim.known == "1" else int(dim.name) if dim.name.isdecimal() and not dim.offset else None
        length = Const(known) if known is not None else emit(frame, node, "dim", (x,), {"axis": axis})
        bounds = _bounds(frame, node, length, count, equal)
    ends = [Const(None), *bounds, Const(None)]
    items = []
    for start, stop in pairwise(ends):
        index = Pack("slice", (start, stop, Const(None)))
        items.append(emit(frame, node, "getitem", (x, Pack("tuple", (*[ALL] * axis, index)) if axis else index)))
    return fresh("list", items)


def _bounds(frame: Frame, node: ast.AST, length: Arg, count: int, equal: bool) -> Sequence[Arg]:
    """Where the second part begins, and each one after it."""
    if isinstance(length, Const):
        each, more = divmod(length.value, count)
        if equal and more:
            frame.refuse(
                node, "S2S304", f"a split of {length.value} into {count} parts", "NumPy raises.", "use np.array_split."
            )
        return [Const(i * each + min(i, more)) for i in range(1, count)]
    if equal:
        part = emit(frame, node, "equal_part", (length, Const(count)))
        return [part if i == 1 else emit(frame, node, "mul", (Const(i), part)) for i in range(1, count)]
    part, more_ = (emit(frame, node, op, (length, Const(count))) for op in ("floordiv", "mod"))
    return [
        emit(
            frame,
            node,
            "add",
            (emit(frame, node, "mul", (Const(i), part)), emit(frame, node, "shortest", (Const(i), more_))),
        )
        for i in range(1, count)
    ]


@meaning(np.split)
def _split(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    x, sections, axis = _given(frame, node, args, kwargs, "np.split")
    return _pieces(frame, node, x, sections, 0 if axis is None else known_axis(frame, node, axis), True)


@meaning(np.array_split)
def _array_split(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    x, sections, axis = _given(frame, node, args, kwargs, "np.array_split")
    return _pieces(frame, node, x, sections, 0 if axis is None else known_axis(frame, node, axis), False)


@meaning(np.vsplit)
def _vsplit(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    x, sections, _ = _given(frame, node, args, kwargs, "np.vsplit")
    return _pieces(frame, node, x, sections, 0, True)


@meaning(np.hsplit)
def _hsplit(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    x, sections, _ = _given(frame, node, args, kwargs, "np.hsplit")
    assert isinstance(x.type, Array)
    return _pieces(frame, node, x, sections, min(1, len(x.type.axes or ()) - 1), True)


@meaning(np.dsplit)
def _dsplit(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    x, sections, _ = _given(frame, node, args, kwargs, "np.dsplit")
    return _pieces(frame, node, x, sections, 2, True)
