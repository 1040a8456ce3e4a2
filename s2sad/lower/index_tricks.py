"""Arrays that are written as indices: ``np.r_[0.0, x]``, ``np.c_[x, y]``, ``np.mgrid[0:2, 0:1:5j]``.

::

    np.r_[0.0, x, 1:3]        np.concatenate((np.array([0.0]), x, np.arange(1, 3)))
    np.c_[x, y]               np.concatenate((x[:, None], y[:, None]), axis=-1)
    np.ogrid[0:2, 0:3]        (np.arange(2)[:, None], np.arange(3)[None, :])
"""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.array_forms import as_array, known_axis, known_rank, weak_type
from s2sad.lower.coercion import counted
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.indexing import INDEXED
from s2sad.lower.known_items import Kwargs, by_name, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.operations import binary
from s2sad.types import Array, Scalar, axes

NONE = Const(None)
ALL = Pack("slice", (NONE, NONE, NONE))
WHY = "its parts are numbers that are known, or a slice from one to another."


def _is_slice(x: Arg) -> bool:
    return isinstance(x, Pack) and x.kind == "slice"


def _entries(index: Arg) -> tuple[Arg, ...]:
    return index.items if isinstance(index, Pack) and index.kind == "tuple" else (index,)


def _bounds(frame: Frame, node: ast.AST, entry: Arg) -> tuple[Arg, Arg, Arg]:
    """Where a slice starts and stops, and its step."""
    if not isinstance(entry, Pack) or not _is_slice(entry) or entry.items[1] == NONE:
        frame.refuse(node, "S2S304", f"{type_of(entry)} as a part of a grid", WHY, "write 0:n, or 0:1:5j.")
    start, stop, step = entry.items
    return (Const(0) if start == NONE else start), stop, (Const(1) if step == NONE else step)


def _count(step: Arg) -> int | None:
    """How many numbers a slice has, where its step is imaginary."""
    value = step.value if isinstance(step, Const) else None
    return int(abs(value)) if isinstance(value, complex) else None


def _counted(frame: Frame, node: ast.AST, entry: Arg) -> Arg:
    """The numbers of a slice."""
    start, stop, step = _bounds(frame, node, entry)
    n = _count(step)
    if n is not None:
        return emit(frame, node, "np.linspace", (start, stop, Const(n)))
    return counted(frame, node, (start, stop, step))


def _joined(least: int, axis: int, last: bool) -> None:
    """``np.r_`` and ``np.c_``: what is joined, with so many axes at least; new ones stand behind, or before."""

    def lower(frame: Frame, node: ast.AST, index: Arg) -> Arg:
        if index is BOTTOM or any(x is BOTTOM for x in _entries(index)):
            return BOTTOM
        numbers = [x for x in _entries(index) if not _is_slice(x)]
        parts = [(_counted(frame, node, x) if _is_slice(x) else x) for x in _entries(index)]
        if any(not isinstance(type_of(x), (Array, Scalar)) for x in parts):
            frame.refuse(node, "S2S304", "a text in np.r_ or np.c_", "it says an axis.", "use np.concatenate.")
        plain = [isinstance(type_of(x), Scalar) and x in numbers for x in parts]
        dtype = np.result_type(*[weak_type(x) if p else np.dtype(_dtype(x)) for x, p in zip(parts, plain, strict=True)])
        made: list[Arg] = []
        for x in parts:
            x = x if isinstance(type_of(x), Array) else emit(frame, node, "np.array", (Pack("list", (x,)),))
            if _dtype(x) != dtype.name:
                x = emit(frame, node, "astype", (x,), {"dtype": dtype.name})
            r = known_rank(frame, node, x, "np.r_")
            if r < least:
                new: list[Arg] = [NONE] * (least - r)
                place: tuple[Arg, ...] = (*[ALL] * r, *new) if last else (*new, *[ALL] * r)
                x = emit(frame, node, "getitem", (x, Pack("tuple", place)))
            made.append(x)
        return emit(frame, node, "np.concatenate", (Pack("tuple", tuple(made)),), {} if not axis else {"axis": axis})

    INDEXED[id(np.c_ if last else np.r_)] = lower


def _dtype(x: Arg) -> str:
    return str(getattr(type_of(x), "dtype", ""))


_joined(1, 0, last=False)
_joined(2, -1, last=True)


def _grid(sparse: bool) -> None:
    def lower(frame: Frame, node: ast.AST, index: Arg) -> Arg:
        if index is BOTTOM or any(x is BOTTOM for x in _entries(index)):
            return BOTTOM
        if not isinstance(index, Pack) or index.kind != "tuple":
            return _places(frame, node, index, None)
        bounds = [_bounds(frame, node, x) for x in index.items]
        kinds = [0.0 if _count(step) is not None else weak_type(step) for _, _, step in bounds]
        dtype = np.result_type(0, *kinds, *[weak_type(x) for pair in bounds for x in pair[:2]])
        vectors = [_places(frame, node, x, dtype) for x in index.items]
        if not sparse:
            return emit(frame, node, "np.stack", (_meshed(frame, node, vectors),)) if len(vectors) > 1 else vectors[0]
        made = []
        for i, v in enumerate(vectors):
            place = [NONE] * len(vectors)
            made.append(emit(frame, node, "getitem", (v, Pack("tuple", (*place[:i], ALL, *place[i + 1 :])))))
        return Pack("tuple", tuple(made))

    INDEXED[id(np.ogrid if sparse else np.mgrid)] = lower


def _places(frame: Frame, node: ast.AST, entry: Arg, dtype: np.dtype[Any] | None) -> Arg:
    """The numbers of a slice of a grid, as NumPy counts them: the k-th is ``k * step + start``."""
    start, stop, step = _bounds(frame, node, entry)
    n = _count(step)
    if dtype is None and n is None:
        return _counted(frame, node, entry)
    if n is None:
        known = [x.value if isinstance(x, Const) else None for x in (start, stop, step)]
        if any(type(v) not in (int, float) for v in known):
            frame.refuse(node, "S2S304", "a grid whose size is computed", WHY, "use np.meshgrid of np.arange.")
        n = max(int(np.ceil((known[1] - known[0]) / known[2])), 0)  # type: ignore[operator]
    elif n != 1:
        step = binary(frame, node, "truediv", binary(frame, node, "sub", stop, start), Const(float(n - 1)))
    else:
        step = Const(1)
    kind = np.dtype(float) if dtype is None else dtype
    counted = emit(frame, node, "np.arange", (Const(n),), _made_as(kind))
    if (start, step) == (Const(0), Const(1)):
        return counted
    return binary(frame, node, "add", binary(frame, node, "mul", counted, step), start)


def _made_as(dtype: np.dtype[Any]) -> dict[str, object]:
    """What makes numbers that are counted in a dtype."""
    return {} if dtype.name == "int64" else {"dtype": dtype.type}


def _meshed(frame: Frame, node: ast.AST, vectors: list[Arg]) -> Arg:
    from s2sad.lower.calls import call_value

    made = call_value(frame, node, Const(np.meshgrid), vectors, {"indexing": Const("ij")})
    return made


_grid(sparse=False)
_grid(sparse=True)


def _index(as_tuple: bool) -> None:
    """``np.s_`` and ``np.index_exp``: the index itself."""

    def lower(frame: Frame, node: ast.AST, index: Arg) -> Arg:
        single = as_tuple and not (isinstance(index, Pack) and index.kind == "tuple")
        return Pack("tuple", (index,)) if single else index

    INDEXED[id(np.index_exp if as_tuple else np.s_)] = lower


_index(as_tuple=False)
_index(as_tuple=True)


@meaning(np.indices)
def _indices(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """For each axis of a shape the places along it: in one array, or one for each axis."""
    said = by_name("dimensions dtype sparse", args, kwargs)
    shape, dtype = said.pop("dimensions", NONE), frame.known(said.pop("dtype", Const(int)), node)
    sparse = frame.known(said.pop("sparse", Const(False)), node)
    no_keywords(frame, node, said, "np.indices", [], 0)
    if isinstance(shape, Pack) and shape.kind == "range":
        shape = Pack("tuple", tuple(map(Const, frame.known(shape, node))))
    if not isinstance(shape, Pack):
        frame.refuse(node, "S2S304", f"np.indices of {type_of(shape)}", "it is no shape.", "pass a tuple.")
    attrs = _made_as(np.dtype(dtype))
    vectors: list[Arg] = [emit(frame, node, "np.arange", (n,), attrs) for n in shape.items]
    if sparse:
        made = []
        for i, v in enumerate(vectors):
            place = [NONE] * len(vectors)
            made.append(emit(frame, node, "getitem", (v, Pack("tuple", (*place[:i], ALL, *place[i + 1 :])))))
        return Pack("tuple", tuple(made))
    if len(vectors) == 1:
        return emit(frame, node, "getitem", (vectors[0], Pack("tuple", (NONE, ALL))))
    return emit(frame, node, "np.stack", (_meshed(frame, node, vectors),))


@meaning(np.unstack)
def _unstack(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The parts along an axis, if their number is known."""
    axis = known_axis(frame, node, kwargs.pop("axis", Const(0)))
    no_keywords(frame, node, kwargs, "np.unstack", args, 1)
    x = as_array(frame, node, args[0])
    r = known_rank(frame, node, x, "np.unstack")
    dim = (axes(type_of(x)) or ())[axis % r]
    if dim.known != "1" and (not dim.name.isdecimal() or dim.offset):
        why = "how many parts there are, only the run knows."
        frame.refuse(node, "S2S304", f"np.unstack of {type_of(x)}", why, "loop over the array, or over np.moveaxis.")
    count = 1 if dim.known == "1" else int(dim.name)
    parts = [emit(frame, node, "getitem", (x, Pack("tuple", (*[ALL] * (axis % r), Const(i))))) for i in range(count)]
    return Pack("tuple", tuple(parts))
