"""``base[index]``: an item of a structure that is known, or a load.

::

    p[1]        of a tuple (w1, w2)     w2, and no statement
    a[i, 1:]    of an array             w4 = getitem(a, (i, 1:))
    a[[0, 2]]   of an array             w4 = np.array([0, 2]); w5 = getitem(a, w4)
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable
from typing import Any

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import alternatives, containers, list_operations, ranges, runtime_dicts, slices
from s2sad.lower.choices import by_key, picked
from s2sad.lower.coercion import counted
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import emit, usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, fresh
from s2sad.lower.held import contents, is_held
from s2sad.lower.operations import is_object, operated
from s2sad.lower.optional import present
from s2sad.lower.rows import is_row, row
from s2sad.lower.runtime_lists import is_list
from s2sad.types import Array, List

# Objects of which an item is made by its index: ``np.r_[0.0, x]``.
INDEXED: dict[int, Callable[[Frame, ast.AST, Arg], Arg]] = {}


def item(frame: Frame, node: ast.AST, base: Arg, index: Arg) -> Arg:
    """``base[index]``: of a structure when it is known, else a load."""
    if base is BOTTOM:
        return BOTTOM
    base, index = usable(frame, present(frame, node, current(frame.env, base)), node), current(frame.env, index)
    if isinstance(base, Pack) and base.kind == alternatives.EITHER:
        return usable(frame, alternatives.each(frame, node, base, lambda p: item(frame, node, p, index)), node)
    if is_held(base):
        base = contents(frame, node, base)
    if is_row(base):
        (items,) = base.items  # type: ignore[union-attr]
        taken = item(frame, node, items, index)
        return row(taken) if isinstance(index, Pack) and index.kind == "slice" else taken
    if isinstance(base, Pack) and base.kind == "flat":
        from s2sad.lower.flat import placed

        return item(frame, node, *placed(frame, node, base, index))
    if is_object(base):
        return operated(frame, node, "getitem", base, index)
    if isinstance(base, Pack):
        thing = alternatives.picked(frame, node, base, index)
        if thing is not None:
            return thing
        base = containers.indexable(frame, node, base, index)
    if isinstance(base, Pack):
        function = by_key(frame, node, base, index)
        if function is not None:
            return function
        base = runtime_dicts.with_key(frame, node, base, index)
    if is_list(base):
        return list_operations.item(frame, node, base, index)
    if runtime_dicts.is_dict(base):
        return runtime_dicts.item(frame, node, base, index)
    if isinstance(base, Pack) and base.kind == "range":
        fewer = ranges.part(frame, node, base, slices.opened(index))
        if fewer is not None:
            return fewer
    if isinstance(base, Pack) and base.kind in ("tuple", "list", "dict"):
        choice = picked(frame, node, base, index)
        if choice is not None:
            return choice
        key = frame.known(index, node)
        if base.kind == "dict" and base.of is not None and key not in (base.keys or ()):
            return containers.missing(frame, node, base, index)
        try:
            if isinstance(key, slice):
                part = base.items[key]
                return fresh("list", part) if base.kind == "list" else Pack(base.kind, part)
            found: Arg = base.items[key if base.keys is None else base.keys.index(key)]
            return found
        except (IndexError, ValueError, TypeError) as e:
            error = type(e)(str(e).replace("tuple", base.kind)) if base.keys is None else KeyError(key)
            what = f"no item {key!r} in a {base.kind}"
            frame.raises(node, error, "S2S304", what, "the primal would raise here.", "check the key.")
    if isinstance(base, Const) and isinstance(base.value, (tuple, str, enum.EnumType)):
        return _item_of_known(frame, node, base.value, frame.known(index, node))
    if isinstance(base, Var) and isinstance(base.type, Array):
        return emit(frame, node, "getitem", (base, index))
    made = INDEXED.get(id(base.value)) if isinstance(base, Const) else None
    if made is not None:
        return made(frame, node, index)
    from s2sad.lower.objects import captured_method

    method = captured_method(base, "__getitem__")
    if method is not None:
        from s2sad.lower.calls import call_value

        return call_value(frame, node, method, [index], {})
    frame.refuse(
        node,
        "S2S304",
        f"an item of {type_of(base)}",
        "only arrays, tuples, lists and dicts have items here.",
        "index an array.",
    )


def _item_of_known(frame: Frame, node: ast.AST, base: Any, key: Any) -> Arg:
    """An item of a key that is a tuple, of a text, or of an enumeration."""
    try:
        return Const(base[key])
    except (LookupError, TypeError) as e:
        what = f"no item {key!r} in {base!r}"
        frame.raises(node, e, "S2S304", what, "the primal would raise here.", "check the index.")


def as_index(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """An index that was evaluated: a list is made an array when it is used, as it is then."""
    value = slices.opened(alternatives.read(frame, node, current(frame.env, value)))
    if isinstance(value, Pack) and value.kind == "tuple":
        return Pack("tuple", tuple(_gathering(frame, node, i, ("list", "tuple")) for i in value.items))
    return _gathering(frame, node, value, ("list",))


def _gathering(frame: Frame, node: ast.AST, entry: Arg, kinds: tuple[str, ...]) -> Arg:
    """An entry of an index; of several numbers it is an array."""
    if isinstance(entry, Pack) and entry.kind == "range":
        return counted(frame, node, entry.items)
    if isinstance(entry, Var) and isinstance(entry.type, List) and entry.type.dtype.startswith("int"):
        return emit(frame, node, "np.array", (entry,), {"dtype": int})  # of none it is an index still
    many = is_list(entry) or (isinstance(entry, Pack) and entry.kind in kinds)
    return emit(frame, node, "np.array", (entry,)) if many else entry
