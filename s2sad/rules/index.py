"""What an index does: picks an item, makes a view, or gathers a copy; and the axes that result.

``A[i, 1:-1]`` of a ``float64[A.0, A.1]`` is a view ``float64[A.1-2?]``; ``x[3]`` is a
NumPy scalar; ``x[ids]`` and ``x[x > 0]`` are copies.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.rules.typing import NoType
from s2sad.types import ONE, Array, Dim, List, Scalar, Type, broadcast

IndexKind = Literal["item", "view", "gather", "mask"]


def entries(index: Arg) -> tuple[Arg, ...]:
    """The index as a tuple, one entry or more."""
    return index.items if isinstance(index, Pack) and index.kind == "tuple" else (index,)


def _is_int(entry: Arg) -> bool:
    t = type_of(entry)
    return isinstance(t, Scalar) and t.dtype.startswith(("int", "uint"))


def index_kind(index: Arg) -> IndexKind:
    """How the indexed memory is reached; a full tuple of integers is told by the result's rank."""
    kinds = [type_of(e) for e in entries(index)]
    if any(isinstance(t, Array) and t.dtype == "bool" for t in kinds):
        return "mask"
    if any(isinstance(t, Array) for t in kinds) or any(
        isinstance(e, Pack) and e.kind == "list" for e in entries(index)
    ):
        return "gather"
    return "item" if all(_is_int(e) for e in entries(index)) else "view"


def indexed(base: Type, index: Arg, where: str) -> Type:
    """The type of ``base[index]``."""
    if isinstance(base, List):
        if not _is_int(index):
            raise NoType("an index of a list that is no integer")
        return base.loaded(where)
    if not isinstance(base, Array) or base.axes is None:
        raise NoType(f"indexing {base}")
    todo = list(entries(index))
    consumed = sum(_consumes(e) for e in todo)
    if consumed > len(base.axes):
        raise NoType(f"{consumed} indices for an array of rank {len(base.axes)}")
    if Const(...) not in todo:
        todo.append(Const(...))
    elif todo.count(Const(...)) > 1:
        raise NoType("an index with two ellipses")
    remaining = list(base.axes)
    out: list[Dim] = []
    advanced: list[tuple[Dim, ...]] = []
    places: list[int] = []  # where arrays and integers stand: together they are NumPy's advanced index
    for position, entry in enumerate(todo):
        if entry == Const(None):
            out.append(ONE)
        elif entry == Const(...):
            keep = len(base.axes) - consumed
            out += remaining[:keep]
            del remaining[:keep]
        elif isinstance(entry, Pack) and entry.kind == "slice":
            out.append(_sliced(remaining.pop(0), entry, f"{where}.{position}"))
        elif _is_int(entry):
            remaining.pop(0)
            places.append(len(out))
        else:
            t = type_of(entry)
            if not isinstance(t, Array) or t.axes is None:
                raise NoType(f"an index of type {t}")
            places.append(len(out))
            if t.dtype == "bool":
                del remaining[: len(t.axes)]
                advanced.append((Dim(f"{where}.m{position}", "?"),))
            else:
                remaining.pop(0)
                advanced.append(t.axes)
    if advanced:
        shape = broadcast(list(advanced), where)
        assert shape is not None
        at = places[0] if all(p == places[0] for p in places) else 0
        out[at:at] = shape
    whole = Const(...) in entries(index)
    return Array(base.dtype, tuple(out)) if out or whole else Scalar("np", base.dtype)


def _consumes(entry: Arg) -> int:
    if entry in (Const(None), Const(...)):
        return 0
    t = type_of(entry)
    return len(t.axes or ()) if isinstance(t, Array) and t.dtype == "bool" else 1


def _sliced(dim: Dim, entry: Pack, name: str) -> Dim:
    start, stop, step = entry.items
    if step in (Const(None), Const(1), Const(-1)) and start == stop == Const(None):
        return dim
    fresh = Dim(name, "?")
    if dim.name.isdecimal() and not dim.offset:
        bounds = [None if b == Const(None) else _literal(b) for b in entry.items]
        if all(n is not None or b == Const(None) for n, b in zip(bounds, entry.items, strict=True)) and bounds[2] != 0:
            count = len(range(int(dim.name))[slice(*bounds)])
            return ONE if count == 1 else Dim(str(count), "n")
    if step not in (Const(None), Const(1)):
        return fresh
    low = 0 if start == Const(None) else _literal(start)
    high = 0 if stop == Const(None) else _literal(stop)
    if low is None or high is None or low < 0 or high > 0 or (high == 0 and stop != Const(None)):
        return fresh
    return dim.shorter(low - high) or fresh


def _literal(arg: Arg) -> int | None:
    return arg.value if isinstance(arg, Const) and type(arg.value) is int else None


WHOLE = Pack("slice", (Const(None), Const(None), Const(None)))
_BACKWARDS = Pack("slice", (Const(None), Const(None), Const(-1)))


def unindex(index: Arg, base: Type) -> Arg | None:
    """The index that makes ``x`` of ``x[index]``, where that has all items of x: ``[:, 0]`` for ``[:, None]``."""
    if not isinstance(base, Array) or isinstance(base, List) or not base.axes:
        return None  # an array of rank 0 has items and no axes
    todo, rest, back = entries(index), list(base.axes), list[Arg]()
    for at, entry in enumerate(todo):
        if entry == Const(None):
            back.append(Const(0))
        elif entry == Const(...):
            back.append(entry)
            rest = rest[len(rest) - sum(map(_consumes, todo[at + 1 :])) :]
        elif not rest:
            return None
        elif entry in (WHOLE, _BACKWARDS):
            back.append(entry)
            del rest[0]
        elif entry in (Const(0), Const(-1)) and rest.pop(0).known == "1":
            back.append(Const(None))
        else:
            return None
    if not rest and all(entry == Const(None) for entry in back):
        return None  # the item of an array that has but one
    return as_index(back)


def as_index(todo: Sequence[Arg]) -> Arg:
    """The index of such entries, without what goes without saying: ``[:, 0]`` for ``[:, 0, :]``."""
    while len(todo) > 1 and todo[-1] == WHOLE and Const(...) not in todo:
        todo = todo[:-1]
    return todo[0] if len(todo) == 1 else Pack("tuple", tuple(todo))


def whole(index: Arg) -> bool:
    """Whether the index is ``...`` or ``:``, so that all of the array is meant."""
    return index in (Const(...), WHOLE)


def literal_index(index: Arg) -> bool:
    """Whether no w occurs in the index."""
    return not any(isinstance(e, Var) or (isinstance(e, Pack) and not literal_index(e)) for e in entries(index))
