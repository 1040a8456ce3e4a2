"""Calls that pick or order the items of sequences: ``max`` and ``min`` by a key, what ``itertools`` combines.

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
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.iterators import made
from s2sad.lower.known_items import Kwargs, by_name, known_items, needed_items, no_keywords
from s2sad.lower.meanings import BUILTINS, Lower, meaning
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
        given = by_name("iterable r", args, kwargs)
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
