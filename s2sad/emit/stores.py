"""Statements that write, as text: stores, in-place operators, the tape, ``raise`` and ``print``.

::

    setitem(a, i, w3)           a[i] = w3
    index_add(a_bar, i, w5)     a_bar[i] += w5
    push(t1, w4)                t1.append(w4)
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.emit.expressions import operand, subscript, value
from s2sad.emit.printing import expression
from s2sad.exceptions import spelled
from s2sad.ir import Arg, Const, Eqn, Pack, Var, type_of
from s2sad.rules import REGISTRY
from s2sad.rules.index import WHOLE, entries, index_kind
from s2sad.telling import spelled as spelled_way
from s2sad.telling import way_of
from s2sad.types import Array, List

if TYPE_CHECKING:
    from s2sad.emit.text import Printer


def _target(p: Printer, base: Arg, index: Arg) -> str:
    return expression(subscript(operand(base, p.show), index, p.show))


def _store(p: Printer, s: Eqn) -> str:
    base, index, v = s.args
    return f"{_target(p, base, index)} = {p.text(v)}"


def _index_add(p: Printer, s: Eqn) -> str:
    base, index, v = s.args
    if index_kind(index) == "gather":
        return _add_at(p, s)
    t = type_of(base)
    if isinstance(t, List) and isinstance(t.item, Array):
        at = _target(p, base, index)
        return f"{at} = {at} {_added(p, v).replace('=', '', 1)}"  # another array: the list may not be its only holder
    return f"{_target(p, base, index)} {_added(p, v)}"


def _add_at(p: Printer, s: Eqn) -> str:
    base, index, v = s.args
    at = p.text(index)
    if any(isinstance(e, Pack) and e.kind == "slice" for e in entries(index)):
        at = expression(subscript(ast.parse("np.s_", mode="eval").body, index, p.show))
    return f"np.add.at({p.text(base)}, {at}, {p.text(v)})"


def _negative(number: Const) -> bool:
    return isinstance(number.value, int | float) and number.value < 0


def _added(p: Printer, v: Arg) -> str:
    """``+= v``, or ``-= x`` where v is printed as ``-x``."""
    maker = p.aliases.maker[v] if isinstance(v, Var) and v in p.inlined else None
    if isinstance(maker, Eqn) and maker.op == "neg":
        return f"-= {p.text(maker.args[0])}"
    first = maker.args[0] if isinstance(maker, Eqn) and maker.op in ("mul", "truediv") else None
    if isinstance(maker, Eqn) and isinstance(first, Const) and _negative(first):
        positive = replace(maker, args=(Const(-first.value), maker.args[1]))
        return f"-= {expression(value(positive, p.show))}"
    return f"+= {p.text(v)}"


def _update(p: Printer, s: Eqn) -> str:
    base, v = s.args
    if s.attr("by") == "add":
        return f"{p.text(base)} {_added(p, v)}"
    _, sign, _ = ast.unparse(REGISTRY.by_name[s.attr("by")].call).split()
    return f"{p.text(base)} {sign}= {p.text(v)}"


def _put(p: Printer, s: Eqn) -> str:
    base, index, v, _ = s.args
    return f"{_target(p, base, index)} = {p.text(v)}"


def _push(p: Printer, s: Eqn) -> str:
    return f"{p.text(s.args[0])}.append({p.text(s.args[1])})"


def _add_items(p: Printer, s: Eqn) -> str:
    where = s.args[2]
    if isinstance(where, Pack):
        *bounds, step = map(p.text, where.items)
        bounds += [step] if step != "None" else []
        picked = "" if where == WHOLE else f", slice({', '.join(bounds)})"
    else:
        picked = f", {p.text(where)}"
    return f"add_items({p.text(s.args[0])}, {p.text(s.args[1])}{picked})"


def _throw(p: Printer, s: Eqn) -> str:
    parts = s.args[0]
    assert isinstance(parts, Pack)
    shown = [_raised(p, name, k, x) for (name, k), x in zip(s.attr("exceptions"), parts.items, strict=True)]
    return f"raise {' from '.join(shown)}".rstrip()


def _raised(p: Printer, name: str, keywords: tuple[str, ...], values: Arg) -> str:
    assert isinstance(values, Pack)
    args = [p.text(v) for v in values.items]
    plain = len(args) - len(keywords)
    args[plain:] = [f"{k}={v}" for k, v in zip(keywords, args[plain:], strict=True)]
    return f"{spelled(name)}({', '.join(args)})" if name else ", ".join(args)


def _lock(p: Printer, s: Eqn) -> str:
    return f"{p.text(s.args[0])}.flags.writeable = False"


def _bound(p: Printer, s: Eqn) -> str:
    return f"_ = {p.text(s.args[0])}"


def _tape_cut(p: Printer, s: Eqn) -> str:
    return f"del {p.text(s.args[0])}[{p.text(s.args[1])}:]"


def _print(p: Printer, s: Eqn) -> str:
    by, words = way_of(s)
    keywords = [f"{k}={v!r}" for k, v in words.items()]
    return f"{spelled_way(by)}({', '.join([_arguments(p, s), *keywords] if _arguments(p, s) else keywords)})"


def _unpack(p: Printer, s: Eqn) -> str:
    """Raises what Python raises where there are more or fewer items."""
    targets = ["_"] * s.attr("count") + ["*_"] * ("more" in dict(s.attrs))
    return f"{f'({targets[0]},)' if len(targets) == 1 else ', '.join(targets)} = {p.text(s.args[0])}"


def _arguments(p: Printer, s: Eqn) -> str:
    values = s.args[0]
    assert isinstance(values, Pack)
    return ", ".join(map(p.text, values.items))


WRITERS = {
    "store": _store,
    "index_add": _index_add,
    "add_at": _add_at,
    "update": _update,
    "push": _push,
    "list_put": _put,
    "add_items": _add_items,
    "tape_cut": _tape_cut,
    "lock": _lock,
    "throw": _throw,
    "print": _print,
    "unpack": _unpack,
    "bound": _bound,
}
