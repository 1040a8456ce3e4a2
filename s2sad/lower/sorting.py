"""``sorted`` and ``list.sort`` of a number of items that is known; their order may be one that only the run finds.

::

    sorted(balls, key=lambda b: b.x)      w3 = ranked((w1, w2))
                                          balls[w3[0]], balls[w3[1]]
"""

from __future__ import annotations

import ast
import builtins
import dataclasses
from typing import Any

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import alternatives, runtime_lists
from s2sad.lower.calls import call_value
from s2sad.lower.choices import is_function
from s2sad.lower.containers import indexable
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.heap import fresh, kept
from s2sad.lower.indexing import item
from s2sad.lower.iterables import iteration
from s2sad.lower.known_items import Kwargs, known_items, needed_items, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.objects import made_method
from s2sad.lower.open_sequences import in_order
from s2sad.lower.reductions import is_open
from s2sad.types import Scalar


@meaning(builtins.sorted)
def _sorted(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``sorted``, of a number of items that is known."""
    options: Kwargs = {k: kwargs.pop(k) for k in ("reverse", "key") if k in kwargs}
    no_keywords(frame, node, kwargs, "sorted", args, 1)
    if is_open(frame, node, args[0]) or (isinstance(args[0], Var) and known_items(frame, node, args[0]) is None):
        return in_order(frame, node, args[0], options)
    if isinstance(args[0], Pack) and args[0].kind == "range" and known_items(frame, node, args[0]) is None:
        frame.ask_for(iteration(frame, node, args[0]).length())  # one that can be known is better known
        return in_order(frame, node, args[0], options)
    return fresh("list", sorted_items(frame, node, args[0], options))


def sorted_items(frame: Frame, node: ast.AST, seq: Arg, kwargs: Kwargs) -> list[Arg]:
    """The items in their order, which may be one that only the run knows."""
    reverse = bool(frame.known(kwargs.pop("reverse", Const(False)), node))
    key = kwargs.pop("key", Const(None))
    no_keywords(frame, node, kwargs, "sorted", (), 0)
    if isinstance(seq, Pack) and seq.kind == "set" and key == Const(None):
        seq = Pack("tuple", seq.items)  # in whatever order: they are sorted
    items = [kept(frame, node, x) for x in needed_items(frame, node, seq, "sorted")]
    keys = [ordering_key(x) if key == Const(None) else call_value(frame, node, key, [x], {}) for x in items]
    if len(items) < 2:
        return items
    values = _telling(frame, node, keys)
    if values is None:
        return _in_computed_order(frame, node, items, keys, reverse)
    try:
        order = sorted(range(len(items)), key=values.__getitem__, reverse=reverse)
    except TypeError as e:
        frame.raises(node, e, "S2S304", "sorted of what has no order", "the primal raises.", "sort by numbers: key=.")
    return [items[i] for i in order]


def _telling(frame: Frame, node: ast.AST, keys: list[Arg]) -> list[Any] | None:
    """What is known and tells the keys' order: the keys, or of tuples the first items, where these differ."""
    if all(map(_is_known, keys)):
        return [frame.known(k, node) for k in keys]
    tuples = [k for k in keys if isinstance(k, Pack) and k.kind == "tuple"]
    if len(tuples) < len(keys):
        return None
    for n in range(1, min(len(k.items) for k in tuples) + 1):
        begins = [k.items[:n] for k in tuples]
        if not all(map(_is_known, (i for b in begins for i in b))):
            return None
        values = [tuple(frame.known(i, node) for i in b) for b in begins]
        if all(v != w for i, v in enumerate(values) for w in values[:i]):
            return values
    return None


def _in_computed_order(frame: Frame, node: ast.AST, items: list[Arg], keys: list[Arg], reverse: bool) -> list[Arg]:
    """The items in the order that the run finds: each is what a computed number picks of them."""
    table = Pack("tuple", tuple(items))
    things = all(map(alternatives.is_thing, items)) or all(map(is_function, items))
    if not all(map(_is_comparable, keys)) or not (things or runtime_lists.can_hold(table.items)):
        frame.refuse(
            node,
            "S2S202",
            "sorted of computed values",
            "their order is decided at run time, and they are no numbers, or not all of one kind.",
            "sort by a number: key=..., or compare the values with if.",
        )
    order = emit(frame, node, "ranked", (Pack("tuple", tuple(keys)),), {"reverse": reverse})
    ranks = [emit(frame, node, "getitem", (order, Const(k))) for k in range(len(items))]
    base: Arg = table if things else indexable(frame, node, table, ranks[0])
    return [item(frame, node, base, rank) for rank in ranks]


def _is_comparable(key: Arg) -> bool:
    """Whether a key is a number or a string, or a tuple of these, which Python compares by themselves."""
    if isinstance(key, Pack):
        return key.kind == "tuple" and all(map(_is_comparable, key.items))
    return isinstance(type_of(key), Scalar) or (isinstance(key, Const) and isinstance(key.value, str))


def ordering_key(value: Arg) -> Arg:
    """What an object is compared by, where that is the fields of a dataclass; any other value itself."""
    if not isinstance(value, Pack) or value.kind != "object" or not made_method(value.of, "__lt__"):
        return value
    held = dict(zip(value.keys or (), value.items, strict=True))
    of: Any = value.of
    return Pack("tuple", tuple(held[f.name] for f in dataclasses.fields(of) if f.compare))


def _is_known(arg: Arg) -> bool:
    return isinstance(arg, Const) or (isinstance(arg, Pack) and all(map(_is_known, arg.items)))
