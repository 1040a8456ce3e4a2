"""Lists at run time with items that may be None: what fills them later, or never.

A list whose length only the run knows has items of one kind (`s2sad.lower.runtime_lists`).  Where None is put into one,
the next reading makes it a list of numbers: each says which value of a *pool* the item is, and -1 that it is None.  The
pool holds all values that were ever put into the list, and only grows::

    P = [None] * (n + 1)          w3 = list_repeat([-1], n + 1);  w4 = list_new()
    P[n] = x                      w5 = list_len(w4);  append(w4, x);  store(w3, n, w5)
    y = P[k + 1]                  w7 = getitem(w3, k + 1);  w8 = lt(w7, 0)
                                  y -> optional(w8, getitem(w4, w7))

So no derivative ever meets None: the numbers have none, and the pool is a list like any other, with a shadow that is as
long.  An item that is read is what may be None as any name may be (`s2sad.lower.optional`).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from s2sad.ir import Arg, Const, Pack
from s2sad.lower import held, list_operations, optional, runtime_lists
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.runtime_lists import SLOT, Key, reform
from s2sad.rules.index import WHOLE

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

NOBODY = Const(-1)  # the number of None


def form_over(form: Pack | None) -> Pack:
    """The structure of items that are None, or have this structure."""
    return Pack(held.HELD, (Const(0),), None, Pack(SLOT, (form or Const(0),)))


def is_slot(value: Arg | None) -> bool:
    """Whether a value says by number what it is, and that it is None; the same of a form."""
    return value is not None and held.is_held(value) and held.form_of_fields(value).kind == SLOT


def may_hold_none(value: Arg) -> bool:
    """Whether a value is a list with such items."""
    return is_slot(runtime_lists.form_of(value))


def is_surely_there(item: Arg) -> bool:
    """Whether an item that a list gets is not None."""
    return item != optional.NONE and not optional.is_optional(item)


def store(frame: Frame, node: ast.AST, base: Arg, index: Arg, item: Arg) -> None:
    """``base[index] = item``; where that raises, the pool has got nothing."""
    (numbers,), (pool,) = runtime_lists.columns(base), held.pools(base)
    at = list_operations.length(frame, node, pool)
    parts = list_operations.parts_of(frame, node, pool, Pack(SLOT, (item,)))
    list_operations.effect(frame, node, "store", numbers, index, at)
    for c, v in zip(runtime_lists.columns(pool), parts, strict=True):
        list_operations.effect(frame, node, "append", c, v)


def are_apart(a: Arg, b: Arg) -> bool:
    """Whether the numbers of items of two lists do not mean the same, one of which may hold None."""
    if not (may_hold_none(a) or may_hold_none(b)):
        return False
    mine, theirs = held.pools(a), held.pools(b)
    return len(mine) != len(theirs) or not all(map(held.same_pool, mine, theirs))


def extend(frame: Frame, node: ast.AST, base: Arg, more: Arg) -> None:
    """``base.extend(more)`` of two lists that are apart: items get numbers of their own."""
    from s2sad.lower.written import lowered

    items = list_operations.picked(frame, node, more, WHOLE)  # as they are now: it may be the list itself
    lowered(frame, node, "for item in items: base.append(item)", {"base": base, "items": items})


def demand(frame: Frame, key: Key, value: Arg) -> None:
    """Have a pool hold values of this form from the next reading on; returns where it does already.

    The pool of a list that was handed in has a key of its own, which tells its caller.
    """
    form = value if isinstance(value, Pack) else None
    if is_own(key):
        reform(frame, key[:-4], form_over(form), "values of a structure")
    else:
        reform(frame, key, Pack(SLOT, (value,)), "values of a structure")


def is_own(key: Key) -> bool:
    """Whether a key of a pool's column tells the list to which it belongs."""
    return len(key) > 4 and key[-4:-1] == ("number", "pool", 0)


def number(frame: Frame, node: ast.AST, pool: Pack, item: Arg) -> Arg:
    """The number of an item that a list gets."""
    if item == optional.NONE:
        return NOBODY
    if is_surely_there(item):
        at = list_operations.length(frame, node, pool)
        list_operations.append(frame, node, pool, Pack(SLOT, (item,)))
        return at
    assert isinstance(item, Pack)
    is_none, value = item.items
    own = frame.slots.get(is_none)
    if own is not None and held.same_pool(held.parts(own)[1], pool):
        return held.parts(own)[0]
    return frame.choose(is_none, lambda: NOBODY, lambda: number(frame, node, pool, value), node)


def read(frame: Frame, node: ast.AST, item: Arg) -> Arg:
    """An item of a list: what may be None."""
    from s2sad.lower.emitting import emit

    at, pool = held.parts(item)
    if at is BOTTOM or any(runtime_lists.is_unknown(frame, c) for c in runtime_lists.columns(pool)):
        return BOTTOM
    is_none = emit(frame, node, "lt", (at, Const(0)))
    found = frame.choose(is_none, lambda: optional.NONE, lambda: loaded(frame, node, item), node)
    frame.slots[is_none] = item
    return optional.made(is_none, optional.parts(found)[1])


def loaded(frame: Frame, node: ast.AST, item: Arg) -> Arg:
    """The value of an item that is not None."""
    at, pool = held.parts(item)
    slot = list_operations.item(frame, node, pool, at, is_there=True)
    return slot.items[0] if isinstance(slot, Pack) else BOTTOM


_FILLED = """
for value in items:
    if value is None:
        raise TypeError("None where a value is needed")
    made.append(value)
"""


def filled(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """A list as one whose items are all there: where one is None, what needs its value raises."""
    from s2sad.lower.written import lowered

    if not may_hold_none(value):
        return value
    made = runtime_lists.make(frame, node, frame.fresh_prefix(frame.where(node, ".filled")), Pack("list", ()))
    operands = {"made": made, "items": value}
    return lowered(frame, node, _FILLED, operands, {"TypeError": TypeError}, result="made") or BOTTOM
