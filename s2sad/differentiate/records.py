"""Records of forward sweeps, where a derivative is differentiated in reverse: a record of adjoints, item by item.

What a forward sweep made for its adjoint sweep is a value like others then: the adjoint sweep of the one that reads a
record gives the adjoints of its items, and that of the one that made it takes them::

    y, tape = g_forward(x)             y, tape, tape2 = g_forward_forward(x)
    x_bar = g_adjoint(tape, 1.0)  ->   x_bar, tape3 = g_adjoint_forward(tape, 1.0)
                                       tape_bar = g_adjoint_adjoint(tape3, x_bar_bar)
                                       x_bar = g_forward_adjoint(tape2, y_bar, tape_bar)

The adjoint of an item that is a list of what was pushed is the list that the reader pushes the adjoints on; that of a
record of another call is a record.  What does not vary has None in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2sad.differentiate.refusals import refuse
from s2sad.differentiate.sweep import carried_type
from s2sad.ir import Arg, Const, Eqn, Stmt, Var, packed, walk
from s2sad.types import Array, Opaque, Record, Tape, Type

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver
    from s2sad.differentiate.reverse import Reverse


def reverse_pack(adj: Reverse, s: Eqn) -> None:
    """The adjoint of the statement that makes a record: each item takes its own."""
    record = s.outs[0]
    parts = adj.items.pop(record, {})
    g = adj.take(record)
    on = adj.activity.mask(record)
    if g is not None:
        if parts:
            refuse(adj.f, _place(adj, s), "S2S306")
        parts = {i: _field(adj, g, i, x, s) for i, x in enumerate(s.args) if isinstance(x, Var) and on[i]}
    for i, item in parts.items():
        x = s.args[i]
        if not isinstance(x, Var) or not adj.wants(x):
            continue
        if x in adj.holders or x in adj.given:
            refuse(adj.f, _place(adj, s), "S2S306")
        if isinstance(x.type, Tape):
            made = adj.b.var(x.type, adj.name(x))
            adj.b.stmts.append(Eqn((made,), "tape_copy", (item,), (), s.loc, s))
            adj.home(x).shadows[x] = made
        else:
            adj.add(x, item)


def reverse_field(adj: Reverse, s: Eqn) -> None:
    """The adjoint of the statement that takes an item out of a record."""
    (record, key), (out,) = s.args, s.outs
    if not adj.wants(out):
        return
    assert isinstance(record, Var)
    assert isinstance(key, Const)
    g: Arg | None = adj.home(out).shadows.pop(out, None) if isinstance(out.type, Tape) else adj.take(out)
    if g is None:
        return
    items = adj.items.setdefault(record, {})
    if adj.home(record) is not adj.scope or key.value in items:
        refuse(adj.f, _place(adj, s), "S2S306")
    items[key.value] = g if isinstance(out.type, (Tape, Record)) else adj.full(g, out)


def gathered(adj: Reverse, record: Var) -> Arg:
    """The adjoint of a record of which items were taken out; zeros where nothing was added to one."""
    types = _item_types(adj.deriver, record.type)
    items = adj.items.pop(record, {})
    whole: list[Arg] = []
    for i, (on, t) in enumerate(zip(adj.deriver.activities.items(adj.activity.mask(record)), types, strict=True)):
        if not on:
            whole.append(Const(None))
        elif i in items:
            whole.append(items[i])
        elif isinstance(t, (Array, Tape, Record)):
            like = adj.b.var(t)
            adj.b.stmts.append(Eqn((like,), "field", (record, Const(i)), (), adj.b.loc, adj.b.of))
            whole.append(adj.b.zeros(like))
        else:
            whole.append(Const(0.0))
    made = adj.b.var(record.type, adj.name(record))
    adj.b.stmts.append(Eqn((made,), "pack", tuple(whole), (), adj.b.loc, adj.b.of))
    return made


def _field(adj: Reverse, record: Arg, i: int, x: Var, s: Eqn) -> Var:
    made = adj.b.var(carried_type(x.type), adj.name(x))
    adj.b.stmts.append(Eqn((made,), "field", (record, Const(i)), (), s.loc, s))
    return made


def _item_types(d: Deriver, t: Type) -> list[Type]:
    """The types of the items of a record, from the statement that makes it."""
    made = packed(d.program, t)
    columns = zip(*(s.args for s in made), strict=True)
    return [next((x.type for x in column if isinstance(x, Var)), Opaque("None")) for column in columns]


def _place(adj: Reverse, s: Stmt | None) -> Stmt | None:
    """A statement that has a line of the source, for a refusal."""
    found = (t for t in (s, *walk(adj.f.body)) if t is not None and t.loc.line)
    return next(found, s)
