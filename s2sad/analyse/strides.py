"""Stores of a part of an array to another part of it, where NumPy may overwrite what it has yet to read.

``a[1:] = a[:-1]`` is safe: NumPy looks at the overlap and copies first.  ``a[::2] = a[:3]``
is not: of one axis with steps of one sign that differ, it copies item after item, and what
was stored is read again.  (Found by trying: 200,000 random overlaps of one and two axes.)

So each axis of a view is followed to the array that it is a view of: which of its axes it
runs along, and in which step.
"""

from __future__ import annotations

from collections.abc import Mapping

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.owned import begins
from s2sad.ir import Arg, Const, Eqn, Function, Pack, Stmt, Var, statements
from s2sad.rules.index import entries, index_kind, indexed
from s2sad.rules.memory import shares
from s2sad.types import Array, rank

Axis = tuple[Var, int, int] | None  # the array, the axis of it, the step; None where nothing is known


def overlapping_stores(f: Function, a: Aliases) -> list[Eqn]:
    """The stores whose source NumPy may overwrite before it has read it."""
    found = []
    even: dict[Var, bool] = {}
    for s in statements(f):
        if not isinstance(s, Eqn) or s.op != "store" or not isinstance(s.args[2], Var):
            continue
        base, index, value = s.args
        assert isinstance(base, Var)
        assert isinstance(value, Var)
        if not isinstance(value.type, Array) or a.find(base) is not a.find(value) or index_kind(index) != "view":
            continue
        if rank(indexed(base.type, index, "")) != 1 or rank(value.type) != 1:
            continue
        root = a.find(base)
        if root not in even:
            even[root] = _even(f, a, root)
        if even[root] and _unit(index):
            continue
        if not _safe(_indexed(_axes(base, a.maker), index), _axes(value, a.maker)):
            found.append(s)
    return found


def _safe(target: list[Axis], source: list[Axis]) -> bool:
    x, y = target[0] if len(target) == 1 else None, source[0] if len(source) == 1 else None
    return x is not None and y is not None and x[:2] == y[:2] and (x[2] == y[2] or x[2] * y[2] < 0)


def _even(f: Function, a: Aliases, root: Var) -> bool:
    """Whether all arrays of a class have one axis, and all views of them run along it item by item."""
    if any(rank(v.type) != 1 for v in (*a.parent, root) if a.find(v) is root):
        return False
    views = (s for s in statements(f) if isinstance(s, Eqn) and s.outs and a.find(s.outs[0]) is root)
    return all(begins(s.outs[0], a.maker) or (s.op == "getitem" and _unit(s.args[1])) for s in views)


def _unit(index: Arg) -> bool:
    """Whether an index of an array with one axis is a slice in steps of one."""
    if index == Const(...):
        return True
    slices = [e for e in entries(index) if isinstance(e, Pack)]
    return len(slices) == len(entries(index)) == 1 and slices[0].items[2] in (Const(None), Const(1))


def _axes(v: Var, maker: Mapping[Var, Stmt]) -> list[Axis]:
    """Where each axis of an array runs."""
    chain: list[Eqn] = []
    while isinstance(s := maker.get(v), Eqn) and shares(s) == "view" and s.op in ("getitem", "T"):
        base = s.args[0]
        assert isinstance(base, Var)
        chain.append(s)
        v = base
    n = rank(v.type)
    if n is None:
        return []
    out: list[Axis] = [(v, i, 1) if begins(v, maker) else None for i in range(n)]
    for step in reversed(chain):
        out = out[::-1] if step.op == "T" else _indexed(out, step.args[1])
    return out


def _indexed(axes: list[Axis], index: Arg) -> list[Axis]:
    """The axes of a view."""
    todo = list(entries(index))
    if Const(...) not in todo:
        todo.append(Const(...))
    left, out = list(axes), list[Axis]()
    taken = sum(e not in (Const(None), Const(...)) for e in todo)
    for e in todo:
        if e == Const(None):
            out.append(None)
        elif e == Const(...):
            n = len(axes) - taken
            out += left[:n]
            del left[:n]
        elif isinstance(e, Pack):
            at, step = left.pop(0), e.items[2]
            size = 1 if step == Const(None) else step.value if isinstance(step, Const) else None
            out.append(None if at is None or not isinstance(size, int) else (at[0], at[1], at[2] * size))
        else:
            left.pop(0)
    return out
