"""Calls that pick, order or join the items of sequences: ``max`` and ``min`` by a key, ``itertools``, ``filter``.

What picks by computed numbers is a branch for each item, as Python compares them one after the other::

    max(balls, key=lambda b: b.x)       best, most = balls[0], w1
                                        if w2 > most: best, most = balls[1], w2
"""

from __future__ import annotations

import ast
import builtins
import itertools
from collections.abc import Callable
from typing import Any

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.calls import call_value
from s2sad.lower.early import early
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.iterators import made
from s2sad.lower.known_items import Kwargs, known_items, needed_items, no_keywords
from s2sad.lower.meanings import BUILTINS, Lower, meaning
from s2sad.lower.operations import binary
from s2sad.lower.reducing import truth_of
from s2sad.lower.reductions import over_items
from s2sad.lower.unindexed import combined, counted_items
from s2sad.rules.registry import identity

NONE = Const(None)


def _by_key(name: str, comparison: str, without: Lower) -> Lower:
    """``max(items, key=f)``: the first of the largest."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        key, default = kwargs.pop("key", NONE), kwargs.pop("default", None)
        no_keywords(frame, node, kwargs, name, (), 0)
        if key == NONE and default is None:
            return without(frame, node, args, {})
        if len(args) == 1 and key != NONE and known_items(frame, node, args[0]) is None:
            return over_items(
                frame, node, args[0], name, {"key": key} | ({} if default is None else {"default": default})
            )
        items = needed_items(frame, node, args[0], name) if len(args) == 1 else args
        if not items and default is not None:
            return default
        if not items:
            frame.refuse(node, "S2S211", f"{name} of an empty sequence", "the primal raises.", "pass default=.")
        if key == NONE:
            return without(frame, node, [Pack("tuple", tuple(items))], {})

        def paired(x: Arg) -> Pack:
            return Pack("tuple", (x, call_value(frame, node, key, [x], {})))

        chosen = paired(items[0])
        for x in items[1:]:
            other = paired(x)
            more = emit(frame, node, comparison, (other.items[1], chosen.items[1]))
            better = frame.choose(more, lambda o=other: o, lambda b=chosen: b, node)  # type: ignore[misc]
            assert isinstance(better, Pack)
            chosen = better
        return chosen.items[0]

    return lower


meaning(builtins.max)(_by_key("max", "gt", BUILTINS[identity(max)]))
meaning(builtins.min)(_by_key("min", "lt", BUILTINS[identity(min)]))


@meaning(builtins.filter)
def _filter(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``filter(f, xs)``: at once, where it is known which items stay."""
    no_keywords(frame, node, kwargs, "filter", args, 2)
    env, stmts, count = dict(frame.env), frame.b.stmts, len(frame.b.stmts)
    found = _staying(frame, node, args[0], known_items(frame, node, args[1]))
    if found is not None:
        return early(frame, node, found, args)
    frame.env = env
    del stmts[count:]
    return Pack("filtered", tuple(args))


def _staying(frame: Frame, node: ast.AST, function: Arg, items: list[Arg] | None) -> list[Arg] | None:
    """The items for which a function is true; None where the run decides that."""
    if items is None:
        return None
    found = []
    for x in items:
        stays = truth_of(frame, node, x if function == NONE else call_value(frame, node, function, [x], {}))
        if not isinstance(stays, Const):
            return None
        found += [x] if stays.value else []
    return found


@meaning(itertools.chain)
def _chain(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "chain", (), 0)
    parts = [counted_items(frame, node, a) for a in args]
    if any(p is None for p in parts):
        return Pack("chained", tuple(args))
    return early(frame, node, [x for p in parts for x in p or ()], args)


@meaning(itertools.chain.from_iterable)
def _flattened(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "chain.from_iterable", args, 1)
    parts = counted_items(frame, node, args[0])
    if parts is None:
        return Pack("from_iterable", tuple(args))
    items = [counted_items(frame, node, p) for p in parts]
    if any(i is None for i in items):
        return Pack("chained", tuple(parts))
    return early(frame, node, [x for i in items for x in i or ()], [*args, *parts])


@meaning(itertools.pairwise)
def _pairwise(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "pairwise", args, 1)
    items = counted_items(frame, node, args[0])
    if items is None:
        return Pack("paired", (args[0],))
    return early(frame, node, [Pack("tuple", pair) for pair in itertools.pairwise(items)], args)


@meaning(itertools.product)
def product(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``itertools.product(xs, ys, repeat=n)``."""
    repeat = frame.known(kwargs.pop("repeat", Const(1)), node)
    no_keywords(frame, node, kwargs, "product", (), 0)
    pools = [counted_items(frame, node, a) for a in args]
    if any(p is None for p in pools) and repeat:
        return combined(frame, node, "product", args, repeat)
    together = itertools.product(*[p or () for p in pools], repeat=repeat)
    return made(Pack("tuple", tuple([Pack("tuple", items) for items in together])))


def _choosing(name: str, choose: Callable[..., Any]) -> Lower:
    """``combinations(xs, r)`` and the like."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        given = dict(zip(("iterable", "r"), args, strict=False)) | kwargs
        if len(args) + len(kwargs) > 2 or "iterable" not in given:
            no_keywords(frame, node, kwargs, name, args, 2)
        items, r = counted_items(frame, node, given["iterable"]), frame.known(given.get("r", NONE), node)
        if items is None and type(r) is int and r > 0:
            return combined(frame, node, name, [given["iterable"]], r)
        if items is None:
            items = needed_items(frame, node, given["iterable"], f"itertools.{name}")
        return made(Pack("tuple", tuple([Pack("tuple", some) for some in choose(items, r)])))

    return lower


for _name in ("combinations", "combinations_with_replacement", "permutations"):
    meaning(getattr(itertools, _name))(_choosing(_name, getattr(itertools, _name)))


@meaning(itertools.accumulate)
def _accumulate(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``itertools.accumulate(xs, f, initial=x)``: one call after the other."""
    function = kwargs.pop("func", args[1] if len(args) == 2 else NONE)
    initial = kwargs.pop("initial", NONE)
    no_keywords(frame, node, kwargs, "accumulate", args, 1, 2)
    items = counted_items(frame, node, args[0])
    if items is None:
        start = [] if initial == NONE else [Pack("tuple", (initial,))]
        return Pack("accumulated", (Pack("chained", (*start, args[0])) if start else args[0], function))
    found = [] if initial == NONE else [initial]
    for x in items:
        if not found:
            found.append(x)
        elif function == NONE:
            found.append(binary(frame, node, "add", found[-1], x))
        else:
            found.append(call_value(frame, node, function, [found[-1], x], {}))
    return early(frame, node, found, [*args, function, initial])
