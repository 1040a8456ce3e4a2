"""Lists that grow or shrink while a loop runs over them: Python looks at the length anew before each item.

The length that a loop runs over is asked for once, before it (``list_len`` with ``over``)::

    w3 = list_len(w2, over=True)          for v in values:
    for w4 in range(0, w3, 1):                values.append(v)      <- found here
      append(w2, w5)
"""

from __future__ import annotations

from collections.abc import Iterator

from s2sad.analyse.aliases import Aliases, written_by
from s2sad.ir import Arg, Block, Eqn, Function, Loop, Program, Stmt, Var, leaves, statements, walk
from s2sad.types import List

GROWS = frozenset({"append", "extend", "list_insert", "list_pop", "list_take", "list_cut"})


def grown_while_iterated(f: Function, a: Aliases, program: Program) -> Iterator[Stmt]:
    """The statements that may change the length of a list that a loop around them runs over."""
    for s in statements(f):
        if isinstance(s, Loop) and s.bounds is not None:
            over = {a.find(v) for v in _lists(s.bounds, a)}
            if over:
                yield from (t for t in walk(Block(s.body.stmts)) if isinstance(t, Eqn) and _grows(t, over, a, program))


def _lists(bounds: tuple[Arg, ...], a: Aliases) -> Iterator[Var]:
    """The lists whose length, asked for to loop over them, some numbers are made of."""
    todo, seen = [v for b in bounds for v in leaves(b)], set[Var]()
    while todo:
        v = todo.pop()
        s = a.maker.get(v)
        if v in seen or not isinstance(s, Eqn) or s.op == "call":
            continue
        seen.add(v)
        if s.op == "list_len":
            yield from (x for x in leaves(s.args[0]) if ("over", True) in s.attrs)
        else:
            todo += [x for arg in s.args for x in leaves(arg) if not isinstance(x.type, List)]


def _grows(s: Eqn, over: set[Var], a: Aliases, program: Program) -> bool:
    if s.op == "call":
        return any(a.find(v) in over for w in written_by(s, program) for v in leaves(w))
    return s.op in GROWS and isinstance(s.args[0], Var) and a.find(s.args[0]) in over


def grown_by(call: Eqn, program: Program) -> list[Var]:
    """The lists that a call may make longer or shorter."""
    changed = [v for w in written_by(call, program) for v in leaves(w) if isinstance(v.type, List)]
    return changed if changed and _has_growth(call, program) else []


def _has_growth(call: Eqn, program: Program) -> bool:
    todo, seen = [call.attr("function")], set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for s in statements(program.functions[name]):
            if isinstance(s, Eqn) and s.op in GROWS:
                return True
            if isinstance(s, Eqn) and s.op == "call":
                todo.append(s.attr("function"))
    return False
