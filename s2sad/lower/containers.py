"""What lists and dicts can do whose items are known: stores, deletions, operators, methods.

What changes one gives its place other contents (`s2sad.lower.heap`); the items themselves stay the w's that they are::

    a = [x, y]                &L1 = (w1, w2)
    del a[0]                  &L1 = (w2,)
    a.insert(0, a[0] * x)     &L1 = (w3, w2)
    a *= 2                    &L1 = (w3, w2, w3, w2)
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import list_parts, runtime_dicts, runtime_lists
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.heap import contents, current, fresh, kept, write
from s2sad.types import Scalar, is_number

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

NONE = Const(None)


def indexable(frame: Frame, node: ast.AST, base: Pack, index: Arg) -> Arg:
    """A list or tuple, which exists at run time where only the run knows which of its items are meant."""
    sliced = isinstance(index, Pack) and index.kind == "slice" and base.kind == "list"
    bounds = index.items if isinstance(index, Pack) and sliced else (index,)
    if base.kind not in ("list", "tuple") or not any(isinstance(i, Var) and isinstance(i.type, Scalar) for i in bounds):
        return base
    there = [i for i in base.items if i != NONE]
    if not (base.items or base.at) or not runtime_lists.can_hold(there):
        return base
    if sliced and any(runtime_lists.is_list(i) or (isinstance(i, Pack) and i.kind == "list") for i in base.items):
        return base  # a gradient inside by a list of lists that is only sliced would give arrays for its items
    # Nobody knows what will be put beside None: where the index can be known, it may be anything.
    frame.ask_for(index, by_value=sliced or len(there) < len(base.items))
    if base.at:
        frame.at_run_time(base.at)
    return runtime_lists.make(frame, node, frame.where(node, ".items"), Pack("list", base.items, at=base.at))


def store_item(frame: Frame, node: ast.AST, base: Pack, index: Arg, value: Arg) -> None:
    """``base[index] = value``."""
    base = contents(frame, node, base)
    if base.at:
        indexable(frame, node, base, index)
    base = runtime_dicts.with_key(frame, node, base, index)
    key = frame.known(index, node)
    items, keys = list(base.items), base.keys
    if keys is not None:
        if key in keys:
            items[keys.index(key)] = value
        else:
            items, keys = [*items, value], (*keys, key)
    elif isinstance(key, slice):
        replaced = value.items if isinstance(value, Pack) and value.kind in ("list", "tuple") else None
        if replaced is None:
            _unknown(frame, node, "a slice store of what is no list")
        try:
            items[key] = replaced or ()
        except ValueError:
            places = len(items[key])
            _unknown(frame, node, f"a store of {len(replaced or ())} items to {places} places")
    else:
        try:
            items[key] = value
        except (IndexError, TypeError):
            _unknown(frame, node, f"a store to item {key!r} of a list of {len(items)}")
    write(frame, node, base, items, keys)


def missing(frame: Frame, node: ast.AST, base: Pack, index: Arg) -> Arg:
    """``base[index]`` of a ``defaultdict`` that does not have the key: from now on it does."""
    value = kept(frame, node, runtime_dicts.default_of(frame, node, base))
    store_item(frame, node, base, index, value)
    return value


def delete_item(frame: Frame, node: ast.AST, base: Pack, index: Arg) -> None:
    """``del base[index]``."""
    _taken(frame, node, contents(frame, node, base), index)


def _taken(frame: Frame, node: ast.AST, base: Pack, index: Arg) -> Arg:
    base = runtime_dicts.with_key(frame, node, base, index)
    key = frame.known(index, node)
    items = list(base.items)
    try:
        at = key if base.keys is None else base.keys.index(key)
        value = items[at]
        del items[at]
    except (IndexError, ValueError, TypeError):
        _unknown(frame, node, f"no item {key!r} in a {base.kind}")
    keys = None if base.keys is None else tuple(k for k in base.keys if k != key)
    write(frame, node, base, items, keys)
    return bare_list(value)


def bare_list(value: Arg | list[Arg]) -> Arg:
    """What was cut out by a slice is a list of its own."""
    return fresh("list", value) if isinstance(value, list) else value


def _unknown(frame: Frame, node: ast.AST, what: str) -> NoReturn:
    frame.refuse(node, "S2S304", what, "the primal would raise here.", "check the index.")


# ---------------------------------------------------------------- operators


def operated(frame: Frame, node: ast.AST, op: str | None, left: Arg, right: Arg) -> Arg | None:
    """``left op right`` of lists, tuples and dicts whose items are known; None where it is another operation."""
    if isinstance(left, Pack) and isinstance(right, Pack) and left.kind == right.kind:
        if op == "add" and left.kind in ("tuple", "list"):
            return _sequence(left.kind, left.items + right.items)
        if op == "bitor" and left.kind == "dict" and (left.of, right.of) == (None, None):
            both = dict(zip(left.keys or (), left.items, strict=True))
            both.update(zip(right.keys or (), right.items, strict=True))
            return fresh("dict", both.values(), tuple(both))
    if op == "mul":
        for base, count in ((left, right), (right, left)):
            if isinstance(base, Pack) and base.kind in ("tuple", "list") and _counts(count):
                items = tuple([kept(frame, node, i) for i in base.items])  # each time the same things
                if base.kind == "list" and not isinstance(count, Const):
                    return list_parts.repeated(frame, node, Pack("list", items), count)
                return _sequence(base.kind, items * frame.known(count, node))
    return None


def _counts(count: Arg) -> bool:
    t = type_of(count)
    return isinstance(t, Scalar) and t.kind == "py" and t.dtype in ("int64", "bool")


def _sequence(kind: str, items: tuple[Arg, ...]) -> Pack:
    return fresh("list", items) if kind == "list" else Pack(kind, items)


def operated_in_place(frame: Frame, node: ast.AST, op: str | None, old: Arg, value: Arg) -> Arg | None:
    """``old op= value`` of lists and dicts, which they change by; None where it makes something new."""
    if not isinstance(old, Pack):
        return None
    if op == "add" and old.kind == "list":
        extend(frame, node, old, [value], {})
    elif (op == "bitor" and old.kind == "dict") or (op == "mul" and old.kind == "list"):
        now, value = contents(frame, node, old), current(frame.env, value)
        made = operated(frame, node, op, now, value)
        if not isinstance(made, Pack):
            return None
        write(frame, node, now, made.items, made.keys)
    else:
        return None
    return current(frame.env, old)


# ---------------------------------------------------------------- methods

Kwargs = dict[str, Arg]
Method = Callable[["Frame", ast.AST, Pack, list[Arg], Kwargs], Arg]


def _append(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    (value,) = args
    write(frame, node, base, (*base.items, value))
    return NONE


def extend(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``base.extend(args[0])``, and ``base += args[0]``."""
    base = contents(frame, node, base)
    from s2sad.lower.iterables import iteration

    more = iteration(frame, node, args[0]).items()
    if more is None:
        frame.refuse(
            node,
            "S2S205",
            "a list of a length that only the run knows",
            "its items are named one by one.",
            "use an array.",
        )
    write(frame, node, base, (*base.items, *more))
    return NONE


def _insert(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    if isinstance(args[0], Var) and base.at and runtime_lists.can_hold(base.items):
        frame.ask_for(args[0], by_value=False)
        frame.at_run_time(base.at)
    items = list(base.items)
    items.insert(frame.known(args[0], node), args[1])
    write(frame, node, base, items)
    return NONE


def _pop(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    if base.keys is not None:
        base = runtime_dicts.with_key(frame, node, base, args[0])
    if base.keys is not None and len(args) == 2 and frame.known(args[0], node) not in base.keys:
        return args[1]
    return _taken(frame, node, base, args[0] if args else Const(-1))


def _clear(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    write(frame, node, base, (), None if base.keys is None else ())
    return NONE


def _reverse(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    write(frame, node, base, base.items[::-1])
    return NONE


def _place_of(frame: Frame, node: ast.AST, base: Pack, value: Arg, what: str) -> int | None:
    """Where an item stands that is equal to a value; both have to be known, but a number is equal to no text."""
    for i, item in enumerate(base.items):
        if any(isinstance(type_of(x), Scalar) and not is_number(type_of(y)) for x, y in ((item, value), (value, item))):
            continue
        if not isinstance(item, Const) or not isinstance(value, Const):
            frame.refuse(
                node,
                "S2S202",
                f"{what} of computed values",
                "which of them are equal is decided at run time.",
                "compare them with if.",
            )
        if item.value is value.value or bool(item.value == value.value):
            return i
    return None


def _index(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    at = _place_of(frame, node, base, args[0], "list.index")
    if at is None:
        _unknown(frame, node, "an index of what is not in the list")
    return Const(at)


def _remove(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    at = _place_of(frame, node, base, args[0], "list.remove")
    if at is None:
        _unknown(frame, node, "a removal of what is not in the list")
    write(frame, node, base, (*base.items[:at], *base.items[at + 1 :]))
    return NONE


def _count(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    one_by_one = (_place_of(frame, node, Pack("list", (i,)), args[0], "list.count") for i in base.items)
    return Const(sum(at is not None for at in one_by_one))


def _sort(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    from s2sad.lower.sorting import sorted_items

    write(frame, node, base, sorted_items(frame, node, base, kwargs))
    return NONE


def _copy(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    return replace(fresh(base.kind, base.items, base.keys), of=base.of)


def _get(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    table = runtime_dicts.with_key(frame, node, base, args[0])
    if runtime_dicts.is_dict(table):
        return runtime_dicts.call_method(frame, node, table, "get", args, kwargs)
    key = frame.known(args[0], node)
    keys = base.keys or ()
    return base.items[keys.index(key)] if key in keys else args[1] if len(args) > 1 else NONE


def _setdefault(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    base = runtime_dicts.with_key(frame, node, base, args[0])
    if frame.known(args[0], node) not in (base.keys or ()):
        value = kept(frame, node, args[1] if len(args) > 1 else NONE)
        store_item(frame, node, base, args[0], value)
        return value
    return _get(frame, node, base, args[:1], {})


def _popitem(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    if not base.keys:
        _unknown(frame, node, "popitem of an empty dict")
    key = Const(base.keys[-1])
    return Pack("tuple", (key, _taken(frame, node, base, key)))


def _update(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: Kwargs) -> Arg:
    contents = dict(zip(base.keys or (), base.items, strict=True))
    for more in args:
        from s2sad.lower.builtin_calls import pairs_of

        if runtime_dicts.is_dict(more) and base.at and (frame.context, base.at) not in frame.session.runtime:
            frame.at_run_time(base.at)
        contents.update(pairs_of(frame, node, more))
    contents.update(kwargs)
    write(frame, node, base, contents.values(), tuple(contents))
    return NONE


# By kind and name: the method, and how few and how many arguments it takes.
METHODS: dict[tuple[str, str], tuple[Method, int, int]] = {
    ("list", "append"): (_append, 1, 1),
    ("list", "extend"): (extend, 1, 1),
    ("list", "insert"): (_insert, 2, 2),
    ("list", "pop"): (_pop, 0, 1),
    ("list", "clear"): (_clear, 0, 0),
    ("list", "reverse"): (_reverse, 0, 0),
    ("list", "copy"): (_copy, 0, 0),
    ("list", "index"): (_index, 1, 1),
    ("list", "remove"): (_remove, 1, 1),
    ("list", "count"): (_count, 1, 1),
    ("list", "sort"): (_sort, 0, 0),
    ("dict", "get"): (_get, 1, 2),
    ("dict", "setdefault"): (_setdefault, 1, 2),
    ("dict", "pop"): (_pop, 1, 2),
    ("dict", "popitem"): (_popitem, 0, 0),
    ("dict", "update"): (_update, 0, 1),
    ("dict", "clear"): (_clear, 0, 0),
    ("dict", "copy"): (_copy, 0, 0),
}


_BY_KEY = {"insert", "pop", "get", "setdefault"}  # the first argument says which item is meant


def call_method(frame: Frame, node: ast.AST, base: Pack, name: str, args: list[Arg], kwargs: Kwargs) -> Arg:
    """A method of a list or dict."""
    method, least, most = METHODS[base.kind, name]
    if not least <= len(args) <= most or (kwargs and name not in ("update", "sort")):
        frame.refuse(
            node,
            "S2S211",
            f"a call of {base.kind}.{name} with these arguments",
            "the primal would raise.",
            "check the call.",
        )
    if args and args[0] is BOTTOM and name in _BY_KEY:
        return BOTTOM
    return method(frame, node, contents(frame, node, base), [current(frame.env, a) for a in args], kwargs)
