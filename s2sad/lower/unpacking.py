"""Unpacking: ``a, b = e`` and ``a, *b = e``, where ``e`` is a structure or an array.

An array of a length that only the run knows is asked for as many items as there are targets; what a star takes of it is
a list that exists when the module runs::

    first, *rest, last = x            _, _, *_ = x                      raises if there are too few
                                      first, last = x[0], x[-1]
                                      rest = [v for v in x[1:-1]]
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.comprehensions import listed
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.frame import Frame
from s2sad.lower.heap import fresh
from s2sad.lower.indexing import item
from s2sad.lower.iterables import iteration
from s2sad.lower.list_operations import collected
from s2sad.lower.optional import present
from s2sad.lower.reductions import is_open
from s2sad.lower.runtime_lists import columns, is_list, is_unknown
from s2sad.lower.writes import effect
from s2sad.types import Array

Target = ast.Tuple | ast.List


def unpacked(frame: Frame, target: Target, value: Arg) -> list[Arg]:
    """What each target gets."""
    value = present(frame, target, value)
    if value is BOTTOM:
        return [BOTTOM] * len(target.elts)
    if isinstance(value, Pack) and not is_list(value) and is_open(frame, target, value):
        value = collected(frame, target, value)
    at = next((i for i, t in enumerate(target.elts) if isinstance(t, ast.Starred)), None)
    if any(is_unknown(frame, c) for c in (columns(value) if is_list(value) else ())):
        return [BOTTOM] * len(target.elts)
    if at is not None and _length(value) is None:
        return _starred(frame, target, value, at)
    items = _items_of(frame, target, value, len(target.elts) if at is None else None)
    if at is None and len(items) == len(target.elts):
        return items
    if at is not None and len(items) >= len(target.elts) - 1:
        after = len(items) - (len(target.elts) - 1 - at)
        return [*items[:at], fresh("list", items[at:after]), *items[after:]]
    frame.refuse(
        target,
        "S2S205",
        f"unpacking {len(items)} items to {len(target.elts)} targets",
        "the primal would raise here.",
        "give each item a target.",
    )


def _length(value: Arg) -> int | str | None:
    """The number of items of an array, None where only the run knows it; "" of what is no array."""
    if is_list(value):
        return None
    if not isinstance(value, Var) or not isinstance(value.type, Array) or not value.type.axes:
        return ""
    length = value.type.axes[0]
    return int(length.name) if length.name.isdecimal() and not length.offset else None


def _starred(frame: Frame, target: Target, value: Arg, at: int) -> list[Arg]:
    """The items before the star, a list, the items after it; of an array whose length the run knows."""
    after = len(target.elts) - 1 - at
    effect(frame, target, "unpack", (_asked(value),), {"count": at + after, "more": True})
    before = [item(frame, target, value, Const(i)) for i in range(at)]
    rest = item(frame, target, value, _slice(at, after))
    rest = rest if is_list(rest) else listed(frame, target.elts[at], rest)
    return [*before, rest, *(item(frame, target, value, Const(i)) for i in range(-after, 0))]


def _asked(value: Arg) -> Arg:
    """What is asked for the number of items: an array, or a list of one number of each."""
    return columns(value)[0] if is_list(value) else value


def _slice(start: int, after: int) -> Pack:
    return Pack("slice", (Const(start), Const(-after) if after else Const(None), Const(None)))


def _items_of(frame: Frame, target: Target, value: Arg, count: int | None) -> list[Arg]:
    """The items to unpack; an array is asked for exactly as many as there are targets."""
    known = _length(value)
    if isinstance(known, int) or (known is None and count is not None):
        if known is None:
            effect(frame, target, "unpack", (_asked(value),), {"count": count})
        return [item(frame, target, value, Const(i)) for i in range(known or count or 0)]
    items = iteration(frame, target, value).items()
    if items is None:
        frame.refuse(
            target,
            "S2S205",
            f"unpacking {type_of(value)}",
            "the number of items has to be known.",
            "unpack a tuple, or index the items.",
        )
    return items
