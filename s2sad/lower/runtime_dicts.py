"""Dicts whose keys only the run knows: they exist when the module runs.

A dict starts as its values alone, under keys that are known (`s2sad.lower.heap`).  Where a key is computed, the next
reading makes it three lists at run time: its values, its keys in their order, and a dict that says where the value of
a key stands (`s2sad.rules.dicts`)::

    d = {}                      held, keys, places = [], [], {}
    for k in range(n):          for k in range(n):
        d[k % 3] = x * k            at = places.setdefault(k % 3, len(held)); …
    return d[0]                 return held[places[0]]

So values are of one kind, as the items of a list are, and so are keys.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import list_operations, runtime_lists
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.written import lowered
from s2sad.rules.index import WHOLE
from s2sad.types import Scalar

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

TABLE = "table"
NEW = ""  # the place of what has no name yet (`s2sad.lower.heap`)
NONE = Const(None)
_ZEROS = (int, float, complex, bool, str)


def is_dict(value: Arg) -> bool:
    """Whether a value is a dict that exists at run time."""
    return isinstance(value, Pack) and value.kind == TABLE


def make(frame: Frame, node: ast.AST, place: str, value: Pack) -> Pack:
    """The dict at a place, with its first items."""
    keys = tuple(map(_constant, value.keys or ()))
    frame.b.loc = frame.loc(node)
    places = frame.b.keep("dict_new", (Pack("tuple", keys),))
    runtime_lists.note(frame, places, f"{place}.places")
    runtime_lists.put(frame, node, frame.lists[places], Const(0))
    order = runtime_lists.make(frame, node, f"{place}.keys", Pack("list", keys))
    held = runtime_lists.make(frame, node, f"{place}.held", Pack("list", value.items))
    return Pack(TABLE, (places, order, held), None, value.of, value.at)


def _constant(key: object) -> Arg:
    return Pack("tuple", tuple(map(_constant, key))) if isinstance(key, tuple) else Const(key)


def is_known(key: Arg) -> bool:
    """Whether a key is known when the text is made."""
    return isinstance(key, Const) or (isinstance(key, Pack) and all(map(is_known, key.items)))


def with_key(frame: Frame, node: ast.AST, base: Pack, key: Arg) -> Pack:
    """A dict that has to exist at run time if the key is not known."""
    if base.kind != "dict" or is_known(key) or not _can_be_key(key):
        return base
    frame.ask_for(key, by_value=False)
    if base.at and (frame.context, base.at) not in frame.session.runtime:
        frame.at_run_time(base.at)
    return make(frame, node, frame.fresh_prefix(frame.where(node, ".dict")), base) if base.items else base


def _can_be_key(key: Arg) -> bool:
    if isinstance(key, Pack):
        return key.kind == "tuple" and key.of is None and all(map(_can_be_key, key.items))
    return isinstance(type_of(key), Scalar)


def _key(frame: Frame, node: ast.AST, key: Arg) -> Arg:
    from s2sad.lower.emitting import force

    key = force(frame, key, node)
    if not _can_be_key(key):
        frame.refuse(
            node,
            "S2S205",
            f"a dict whose keys only the run knows, and {type_of(key)} as a key",
            "keys are followed that are numbers, or tuples of these.",
            "number the keys.",
        )
    return key


def _parts(base: Arg) -> tuple[Var, Arg, Arg]:
    assert isinstance(base, Pack)
    places, order, held = base.items
    assert isinstance(places, Var)
    return places, order, held


def _asked(frame: Frame, node: ast.AST, op: str, *args: Arg) -> Var:
    frame.b.loc = frame.loc(node)
    return frame.b.keep(op, args)


# ---------------------------------------------------------------- items


def item(frame: Frame, node: ast.AST, base: Arg, key: Arg) -> Arg:
    """``base[key]``; of a ``defaultdict``, the new value of a key that it does not have."""
    assert isinstance(base, Pack)
    if base.of is not None:
        there = has(frame, node, base, key)
        frame.branch(there, lambda: None, lambda: store(frame, node, base, key, default_of(frame, node, base)), node)
    places, _, held = _parts(base)
    at = _asked(frame, node, "dict_find", places, _key(frame, node, key))
    return list_operations.item(frame, node, held, at)


def default_of(frame: Frame, node: ast.AST, base: Pack) -> Arg:
    """What a ``defaultdict`` makes for a key that it does not have."""
    from s2sad.lower.calls import call_value

    factory = base.of
    assert isinstance(factory, (Const, Pack))
    if isinstance(factory, Const) and factory.value in _ZEROS:
        return Const(factory.value())
    return call_value(frame, node, factory, [], {}) if isinstance(factory, Pack) or callable(factory.value) else factory


def factory_of(frame: Frame, node: ast.AST, function: Arg) -> Arg:
    """What is kept of a factory: of one that always makes the same number, the number."""
    from s2sad.lower.calls import call_value

    if isinstance(function, Const):
        return function
    with frame.scope():
        found = call_value(frame, node, function, [], {})
    return found if isinstance(found, Const) and not callable(found.value) else function


def has(frame: Frame, node: ast.AST, base: Arg, key: Arg) -> Arg:
    """``key in base``."""
    return _asked(frame, node, "dict_has", _key(frame, node, key), _parts(base)[0])


_STORE = """
if at == n:
    keys.append(key)
    held.append(value)
else:
    held[at] = value
"""


def store(frame: Frame, node: ast.AST, base: Arg, key: Arg, value: Arg) -> None:
    """``base[key] = value``."""
    places, order, held = _parts(base)
    if any(known == (places, key) for known in frame.looped_keys):
        at = _asked(frame, node, "dict_find", places, key)
        list_operations.store(frame, node, held, at, value)
        return
    for parts in (order, held):
        if any(c in frame.iterated for c in runtime_lists.columns(parts)):
            frame.refuse(
                node,
                "S2S205",
                "a store to a dict while a loop runs over it, which may give it a key",
                "the primal raises RuntimeError then.",
                "loop over a copy of the keys: for k in list(d).",
            )
    key, n = _key(frame, node, key), list_operations.length(frame, node, held)
    at = _asked(frame, node, "dict_enter", places, key, n)  # behind the others if it is new
    lowered(frame, node, _STORE, {"at": at, "n": n, "keys": order, "held": held, "key": key, "value": value})


def delete(frame: Frame, node: ast.AST, base: Arg, key: Arg) -> Arg:
    """``del base[key]``; gives what it was."""
    places, order, held = _parts(base)
    at = _asked(frame, node, "dict_drop", places, _key(frame, node, key))
    list_operations.call_method(frame, node, order, "pop", [at], {})
    return list_operations.call_method(frame, node, held, "pop", [at], {})


# ---------------------------------------------------------------- methods

Method = Callable[["Frame", ast.AST, Pack, list[Arg]], Arg]


def _get(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    key, default = args[0], args[1] if len(args) > 1 else NONE
    plain = Pack(TABLE, base.items, None, None, base.at)
    there = has(frame, node, base, key)
    return frame.choose(there, lambda: item(frame, node, plain, key), lambda: default, node)


def _setdefault(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    key, default = args[0], args[1] if len(args) > 1 else NONE
    there = has(frame, node, base, key)
    frame.branch(there, lambda: None, lambda: store(frame, node, base, key, default), node)
    return item(frame, node, Pack(TABLE, base.items, None, None, base.at), key)


def _pop(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    if len(args) == 1:
        return delete(frame, node, base, args[0])
    there = has(frame, node, base, args[0])
    return frame.choose(there, lambda: delete(frame, node, base, args[0]), lambda: args[1], node)


def _clear(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    places, order, held = _parts(base)
    frame.b.loc = frame.loc(node)
    frame.b.effect("dict_clear", places)
    for parts in (order, held):
        list_operations.call_method(frame, node, parts, "clear", [], {})
    return NONE


def _update(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    from s2sad.lower.builtin_calls import pairs_of

    if is_dict(args[0]):
        _, keys, held = _parts(args[0])
        text = "for key, value in zip(keys, held): target[key] = value"
        lowered(frame, node, text, {"keys": keys, "held": held, "target": base}, {"zip": zip})
    else:
        for key, value in pairs_of(frame, node, args[0]).items():
            store(frame, node, base, _constant(key), value)
    return NONE


def _keys(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    return _parts(base)[1]


def _values(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    return _parts(base)[2]


def _items(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    return Pack("dict_view", (base,), None, "items")


def copied(frame: Frame, node: ast.AST, base: Arg) -> Arg:
    """A dict of its own with the same values under the same keys."""
    assert isinstance(base, Pack)
    places, order, held = _parts(base)
    place = frame.fresh_prefix(frame.where(node, ".dict"))
    own = runtime_lists.note(frame, _asked(frame, node, "dict_copy", places), place)
    runtime_lists.put(frame, node, frame.lists[own], Const(0))
    lists = [list_operations.picked(frame, node, x, WHOLE) for x in (order, held)]
    return Pack(TABLE, (own, *lists), None, base.of, NEW)


def _copy(frame: Frame, node: ast.AST, base: Pack, args: list[Arg]) -> Arg:
    return copied(frame, node, base)


# By name: the method, and how few and how many arguments it takes.
METHODS: dict[str, tuple[Method, int, int]] = {
    "get": (_get, 1, 2),
    "setdefault": (_setdefault, 1, 2),
    "pop": (_pop, 1, 2),
    "update": (_update, 1, 1),
    "clear": (_clear, 0, 0),
    "keys": (_keys, 0, 0),
    "values": (_values, 0, 0),
    "items": (_items, 0, 0),
    "copy": (_copy, 0, 0),
}


def call_method(frame: Frame, node: ast.AST, base: Arg, name: str, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """A method of a dict."""
    assert isinstance(base, Pack)
    method, least, most = METHODS[name]
    if not least <= len(args) <= most or kwargs:
        frame.refuse(node, "S2S211", f"dict.{name} with these arguments", "it is read without.", "check the call.")
    if any(a is BOTTOM for a in args):
        return BOTTOM
    return method(frame, node, base, args)


def keys(value: Arg) -> Arg:
    """The list of a dict's keys."""
    return _parts(value)[1]


def looped(frame: Frame, node: ast.AST, base: Arg, what: str) -> tuple[Arg, Callable[[Arg], Arg]]:
    """The list that a loop over a dict, or over a view of it, runs over, and what it gets of an index."""
    places, order, held = _parts(base)

    def at(k: Arg) -> Arg:
        key = list_operations.item(frame, node, order, k)
        frame.looped_keys.append((places, key))  # it surely is one of the dict, which cannot lose any meanwhile
        return key if what == "keys" else Pack("tuple", (key, list_operations.item(frame, node, held, k)))

    return order, at
