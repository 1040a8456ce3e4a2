"""``sort`` and ``in`` of sequences of a number of items that only the run knows: the run finds their order.

::

    xs.sort(key=f)          keys = [f(item) for item in xs]
                            w3 = ranked(keys)
                            xs[:] = those at w3
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import list_operations, runtime_lists, slots
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.frame import Frame
from s2sad.lower.held import is_held
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.written import lowered
from s2sad.types import List, Scalar

NONE = Const(None)

_KEYS = """
keys = []
for item in items:
    keys.append(key(item))
"""


def in_order(frame: Frame, node: ast.AST, seq: Arg, kwargs: Kwargs) -> Arg:
    """``sorted(seq, key=f, reverse=r)``: a new list."""
    reverse, key = bool(frame.known(kwargs.pop("reverse", Const(False)), node)), kwargs.pop("key", NONE)
    no_keywords(frame, node, kwargs, "sorted", (), 0)
    items = list_operations.collected(frame, node, seq)
    keys = items if key == NONE else lowered(frame, node, _KEYS, {"items": items, "key": key}, result="keys")
    keys = None if keys is None else slots.filled(frame, node, keys)
    if keys is None or not runtime_lists.is_list(keys):
        return BOTTOM  # the next reading knows that it exists at run time
    columns = runtime_lists.columns(keys)
    if any(runtime_lists.is_unknown(frame, c) for c in columns):
        return BOTTOM
    alone = all(isinstance(c.type, List) and isinstance(c.type.item, Scalar) for c in columns)
    form = runtime_lists.form_of(keys)
    if not alone or is_held(form) or (form is not None and form.kind != "tuple"):  # type: ignore[arg-type]
        frame.refuse(
            node,
            "S2S202",
            "sorted of computed values",
            "their order is decided at run time, and they are no numbers or tuples of numbers.",
            "sort by a number: key=...",
        )
    if form is None:
        order = _found(frame, node, "ranked", (columns[0],), reverse)
    else:
        order = _found(frame, node, "ranked_rows", (Pack("tuple", tuple(columns)),), reverse)
    return list_operations.picked(frame, node, items, order)


def sort(frame: Frame, node: ast.AST, base: Arg, kwargs: Kwargs) -> None:
    """``base.sort(key=f, reverse=r)``."""
    ordered = in_order(frame, node, base, kwargs)
    if ordered is not BOTTOM:
        list_operations.replace_items(frame, node, base, ordered)


def holds(frame: Frame, node: ast.AST, value: Arg, seq: Arg) -> Arg | None:
    """``value in seq``; None of what is not asked so."""
    if isinstance(seq, Var) and isinstance(seq.type, List) and isinstance(type_of(value), Scalar):
        if runtime_lists.is_unknown(frame, seq):
            return BOTTOM
        return _found(frame, node, "list_has", (value, seq)) if isinstance(seq.type.item, Scalar) else None
    return None


def _found(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...], reverse: bool = False) -> Var:
    frame.b.loc = frame.loc(node)
    return frame.b.keep(op, args, (("reverse", True),) if reverse else (), where=frame.axis(node, f".{op}"))
