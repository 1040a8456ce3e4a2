"""Lists of run-time length as arguments and results of calls: caller and callee see one list.

::

    def fill(xs, n):                      xs is changed: from the next reading on, what is handed to it exists
        for k in range(n):                when the module runs, and the caller's list holds what fill put into it
            xs.append(k * 0.5)
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from s2sad.ir import Arg, Pack, Var
from s2sad.lower.heap import current
from s2sad.lower.runtime_lists import at_run_time, item_type, joined, note, widen
from s2sad.lower.slots import demand, is_own
from s2sad.types import List

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

    Key = tuple[object, ...]


def make_needed(frame: Frame, node: ast.AST, code: object, value: Arg, path: tuple[object, ...]) -> None:
    """Have the lists that a callee changes exist at run time: both sides see the one list."""
    value = current(frame.env, value)
    if not isinstance(value, Pack):
        return
    if value.kind in ("list", "dict") and (code, path) in frame.session.needs_list:
        at_run_time(frame, node, value, "a change of it by a function that it is handed to")
    for i, item in enumerate(value.items):
        make_needed(frame, node, code, item, (*path, i))


def parameter_key(context: Key, path: Key) -> Key:
    """Where the type of the items of a list is assumed that a function is handed."""
    return (context, "parameter", path, "item")


def handed(frame: Frame, node: ast.AST, callee: Key, value: Arg, path: Key) -> None:
    """After a call: what the callee puts into a list that it is handed is in the caller's list."""
    if isinstance(value, Pack):
        for i, item in enumerate(value.items):
            handed(frame, node, callee, item, (*path, i))
    elif isinstance(value, Var) and isinstance(value.type, List):
        key, session = parameter_key(callee, path), frame.session
        if key in session.item_forms and frame.lists[value] not in session.item_forms:
            if is_own(frame.lists[value]):
                demand(frame, frame.lists[value], session.item_forms[key].items[0])
            session.item_forms[frame.lists[value]] = session.item_forms[key]
            session.changed = True
        elif session.assumed.get(key) is not None:
            widen(frame, value, item_type(frame, key))


def received(frame: Frame, node: ast.AST, place: str, t: List) -> Var:
    """A list that a call returns."""
    return note(frame, frame.b.var(joined(frame, node, place, [], t)), place)
