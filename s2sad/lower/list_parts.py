"""Slices that are replaced, and lists many times, where only the run knows how long they are.

::

    xs[a:b] = ys      behind = xs[b:]; del xs[a:]; xs.extend(ys); xs.extend(behind)
    xs * n            made = []; n times: made.extend(xs)

What is in a list many times is one thing: a change of it is seen at each of its places.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.runtime_lists import columns, is_list, make, refuse
from s2sad.rules.index import WHOLE
from s2sad.types import Scalar

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

NONE = Const(None)


_SLICE = """
low = start if start >= 0 else max(len(base) + start, 0)
behind = []
if not to_end:
    behind = base[max(low, stop if stop >= 0 else len(base) + stop) :]
del base[low:]
base.extend(given)
base.extend(behind)
"""


def replace_slice(frame: Frame, node: ast.AST, base: Arg, index: Pack, value: Arg | None) -> None:
    """``base[start:stop] = value``, and without a value ``del base[start:stop]``."""
    from s2sad.lower import list_operations
    from s2sad.lower.written import lowered

    start, stop, step = index.items
    what = "del of its items" if value is None else "a store to a slice"
    if step not in (NONE, Const(1)):
        refuse(frame, node, f"{what} with steps")
    list_operations.check_length(frame, node, base, what)
    low = Const(0) if start == NONE else start
    if value is None and stop == NONE:
        for c in columns(base):
            list_operations.cut(frame, node, c, low)
        return
    given = Pack("tuple", ()) if value is None else list_operations.collected(frame, node, value)
    operands = {"base": base, "start": low, "stop": stop, "to_end": Const(stop == NONE), "given": given}
    lowered(frame, node, _SLICE, operands, {"len": len, "max": max})


def repeated(frame: Frame, node: ast.AST, items: Pack, count: Arg) -> Arg:
    """``[a, b] * n``."""
    from s2sad.lower import list_operations

    place = frame.fresh_prefix(frame.where(node, ".repeat"))
    if not items.items or not list_operations.is_int(count):
        refuse(frame, node, f"{type_of(items)} times {type_of(count)}")
    if all(v == NONE or isinstance(type_of(v), Scalar) for v in items.items):
        return make(frame, node, place, items, count)
    return times(frame, node, make(frame, node, place, items), count)


def ask_for_length(frame: Frame, value: Arg) -> None:
    """Have it known at the next reading how often ``[2] * n`` has its items: as a shape the list makes a rank."""
    todo = list(columns(value))
    while todo:
        s = frame.b.made.get(todo.pop())
        if s is not None and s.op == "list_repeat":
            frame.ask_for(s.args[1], needed=True)
        elif s is not None and s.op == "list_concat":
            todo += [c for part in s.args for c in columns(part)]


_TIMES = """
for _ in range(count):
    made.extend(items)
"""


def times(frame: Frame, node: ast.AST, left: Arg, right: Arg) -> Arg:
    """``items * count``, of items that exist at run time: the same things each time."""
    from s2sad.lower import list_operations
    from s2sad.lower.written import lowered

    items, count = (left, right) if is_list(left) else (right, left)
    if not list_operations.is_int(count):
        refuse(frame, node, f"times {type_of(count)}")
    made = make(frame, node, frame.fresh_prefix(frame.where(node, ".times")), Pack("list", ()))
    operands = {"made": made, "items": items, "count": count}
    return lowered(frame, node, _TIMES, operands, {"range": range}, result="made") or BOTTOM


_MORE = """
if count < 1:
    items.clear()
for _ in range(count - 1):
    items.extend(once)
"""


def times_in_place(frame: Frame, node: ast.AST, items: Arg, count: Arg) -> None:
    """``items *= count``."""
    from s2sad.lower import list_operations
    from s2sad.lower.written import lowered

    if not list_operations.is_int(count):
        refuse(frame, node, f"times {type_of(count)}")
    list_operations.check_length(frame, node, items, "a repetition in place")
    once = list_operations.picked(frame, node, items, WHOLE)
    lowered(frame, node, _MORE, {"items": items, "once": once, "count": count}, {"range": range})
