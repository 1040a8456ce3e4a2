"""Copies of structures: ``copy.copy``, ``copy.deepcopy``, and what dataclasses and named tuples make of themselves.

A copy has the same items at a place of its own.  A deep one copies the items too; what the original holds twice, the
copy holds twice::

    a = [x, p]                  a -> &L1     &L1 = (w1, p)     &P = Point(w2)
    b = copy.copy(a)            b -> &L2     &L2 = (w1, p)
    c = copy.deepcopy(a)        c -> &L3     &L3 = (w1, q)     &Q = Point(w2)
"""

from __future__ import annotations

import ast
import copy
import dataclasses
import types
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.heap import can_change, fresh, kept
from s2sad.lower.held import pools
from s2sad.lower.known_items import Kwargs, needed_items, no_keywords
from s2sad.lower.list_operations import picked
from s2sad.lower.meanings import meaning
from s2sad.lower.objects import AS_DICT, MAKE, is_record_class
from s2sad.lower.runtime_lists import columns, is_list, item_of
from s2sad.rules.index import WHOLE
from s2sad.types import Array, List, Scalar

_OWN_WAYS = (
    "__copy__",
    "__deepcopy__",
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__setstate__",
    "__getnewargs__",
)
_NUMBERS = (str, bytes, bool, int, float, complex, type(None), range, np.generic)
_OTHERS = (type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType, np.ufunc, np.dtype)


@meaning(copy.copy)
def _copy(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "copy.copy", args, 1)
    (x,) = args
    if isinstance(x, Pack) and x.kind in _COPIED:
        _check_class(frame, node, x)
        return _new(x, x.items)
    if is_list(x):
        return picked(frame, node, x, WHOLE)
    return _atom(frame, node, x)


@meaning(copy.deepcopy)
def _deepcopy(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "copy.deepcopy", args, 1)
    return _deep(frame, node, args[0], {})


_COPIED = ("tuple", "list", "dict", "object")
_ONE = ("function", "bound", "partial", "choice")  # functions are not copied


def _deep(frame: Frame, node: ast.AST, x: Arg, made: dict[object, Arg]) -> Arg:
    """A copy of everything; ``made`` has the copies of what was met before."""
    key: object = (x.at or None) if isinstance(x, Pack) else x if _is_array(x) else None
    if key is not None and key in made:
        return made[key]
    if isinstance(x, Pack) and x.kind in _COPIED:
        _check_class(frame, node, x)
        found = kept(frame, node, _new(x, [_deep(frame, node, i, made) for i in x.items]))
    else:
        found = _atom(frame, node, x)
    if key is not None:
        made[key] = found
    return found


def _is_array(x: Arg) -> bool:
    return isinstance(x, Var) and isinstance(x.type, Array)


def _new(x: Pack, items: Any) -> Pack:
    """The same structure with other items, at a place of its own."""
    made = Pack(x.kind, tuple(items), x.keys, x.of)
    return dataclasses.replace(made, at="") if can_change(x) else made


def _atom(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    """What has no items that are known one by one: arrays are copied, numbers are what they are."""
    t = type_of(x)
    if isinstance(x, Const) and isinstance(x.value, (*_NUMBERS, *_OTHERS)):
        return x
    if isinstance(x, Pack) and x.kind in _ONE:
        return x
    if is_list(x) and not pools(x) and all(isinstance(item_of(c), Scalar) for c in columns(x)):
        return picked(frame, node, x, WHOLE)
    if isinstance(x, Var) and isinstance(t, Array) and not isinstance(t, List):
        return emit(frame, node, "copy", (x,), {"order": "K"})
    if isinstance(x, Var) and not isinstance(t, List):
        return x
    frame.refuse(
        node,
        "S2S301",
        f"a copy of {t}",
        "lists, dicts, tuples, arrays and objects of plain classes are copied, where it is known what they hold.",
        "make a new one of its items: [list(row) for row in table].",
    )


def _check_class(frame: Frame, node: ast.AST, x: Pack) -> None:
    own = [n for n in _OWN_WAYS if getattr(x.of, n, None) is not getattr(object, n, None)] if x.kind == "object" else []
    if own:
        frame.refuse(
            node,
            "S2S301",
            f"a copy of an object of {getattr(x.of, '__name__', x.of)}",
            f"its class decides by {own[0]} what a copy is.",
            "make the new object with its constructor.",
        )


# ---------------------------------------------------------------- dataclasses and named tuples


def _as(kind: str, of_what: str) -> Any:
    """``dataclasses.asdict`` or ``astuple``: all the way down, and what is no structure as a deep copy."""

    def converted(frame: Frame, node: ast.AST, x: Arg) -> Arg:
        if isinstance(x, Pack) and x.kind == "object" and dataclasses.is_dataclass(x.of):
            fields = [str(f.name) for f in dataclasses.fields(x.of)]
            held = dict(zip(x.keys or (), x.items, strict=True))
            items = [converted(frame, node, held[name]) for name in fields]
            return fresh("dict", items, tuple(fields)) if kind == "dict" else Pack("tuple", tuple(items))
        if isinstance(x, Pack) and x.kind in ("tuple", "list", "dict"):
            return _new(x, [converted(frame, node, i) for i in x.items])
        return _deep(frame, node, x, {})

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, of_what, args, 1)
        (x,) = args
        if not isinstance(x, Pack) or x.kind != "object" or not dataclasses.is_dataclass(x.of):
            frame.refuse(
                node, "S2S301", f"{of_what} of {type_of(x)}", "the primal raises TypeError.", "check the call."
            )
        return converted(frame, node, x)

    return lower


meaning(dataclasses.asdict)(_as("dict", "asdict"))
meaning(dataclasses.astuple)(_as("tuple", "astuple"))


@meaning(AS_DICT)
def _asdict_of_tuple(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``p._asdict()`` of a named tuple: its items under its names."""
    no_keywords(frame, node, kwargs, "_asdict", args, 1)
    (x,) = args
    assert isinstance(x, Pack)
    names: Any = x.of
    return fresh("dict", x.items, tuple(names._fields))


@meaning(MAKE)
def _make(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``Point._make(items)``."""
    no_keywords(frame, node, kwargs, "_make", args, 2)
    cls: Any = frame.known(args[0], node)
    items = needed_items(frame, node, args[1], "_make")
    if not is_record_class(cls) or len(items) != len(cls._fields):
        what = f"{cls.__name__}._make of {len(items)} items"
        frame.refuse(node, "S2S211", what, "the primal raises, or the class makes it otherwise.", "check the call.")
    return Pack("tuple", tuple(items), None, cls)
