"""Lists that grow or shrink while a loop runs over them: Python looks at the length anew before each item.

The length that a loop runs over is asked for once, before it (``list_len`` with ``over``)::

    w3 = list_len(w2, over=True)          for v in values:
    for w4 in range(0, w3, 1):                values.append(v)      <- found here
      append(w2, w5)

A list that is made after the other one had its name is another one, though a name may be one or the other::

    values = [a * b for a, b in zip(values, values[1:])]
"""

from __future__ import annotations

from collections.abc import Iterator

from s2sad.analyse.aliases import Aliases, written_by
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Block, Eqn, Function, Loop, Program, Stmt, Var, blocks, leaves, statements, uses, walk
from s2sad.types import List

GROWS = frozenset({"append", "extend", "list_insert", "list_pop", "list_take", "list_cut"})
MAKES = frozenset({"list_new", "list_repeat", "list_pick", "list_concat"})
_ASKS = frozenset({"list_len", "list_zeros"})  # what is asked of a list that nothing else comes to know by that


def grown_while_iterated(f: Function, a: Aliases, program: Program) -> Iterator[Stmt]:
    """The statements that may change the length of a list that a loop around them runs over."""
    ages: _Ages | None = None
    for s in statements(f):
        if isinstance(s, Loop) and s.bounds is not None:
            over = set(_lists(s.bounds, a))
            if over:
                ages = ages or _ages(f)
                inside = (t for t in walk(Block(s.body.stmts)) if isinstance(t, Eqn))
                yield from (t for t in inside if any(_may_be(g, v, a, ages) for g in grown(t, program) for v in over))


@dataclass(frozen=True)
class _Ages:
    """When each w gets its value and is used first, by the places of statements, and in which loop it gets it."""

    born: dict[Var, int]
    used: dict[Var, int]
    loop: dict[Var, int]

    def is_older(self, v: Var, made: Var) -> bool:
        """Whether a w had its value before anything could reach what a statement makes but by the name of that."""
        born = self.born.get(v, 0)
        same_turn = self.loop.get(v, 0) == self.loop[made]
        return born < self.born[made] or (same_turn and born < self.used.get(made, born))


def _ages(f: Function) -> _Ages:
    ages = _Ages({}, {}, {})
    around: dict[int, int] = {}  # the innermost loop around each statement; 0 is none
    for i, s in enumerate(statements(f), 1):
        outer = around.get(id(s), 0)
        inner = i if isinstance(s, Loop) else outer
        own = () if isinstance(s, Eqn) and s.op in _ASKS else uses(s)
        read = [*own, *(v for b in blocks(s) for y in b.yields for v in leaves(y))]
        ages.used.update((v, i) for v in read if v not in ages.used)
        ages.loop.update(dict.fromkeys(s.outs, outer))
        bound: tuple[Var, ...] = ()
        if isinstance(s, Loop):
            bound = (*s.params, *([s.index] if s.index is not None else ()))
        ages.loop.update(dict.fromkeys(bound, inner))
        ages.born.update(dict.fromkeys((*s.outs, *bound), i))
        around.update((id(t), inner) for b in blocks(s) for t in b.stmts)
    return ages


def _may_be(grown: Var, over: Var, a: Aliases, ages: _Ages) -> bool:
    """Whether what grows may be the list that a loop runs over.

    What a statement makes is none of those that had a name before, nor what another statement makes.
    """
    if a.find(grown) is not a.find(over):
        return False
    if grown is over or not _is_new(grown, a):
        return True
    return not _is_new(over, a) and not ages.is_older(over, grown)


def _is_new(v: Var, a: Aliases) -> bool:
    s = a.maker.get(v)
    return isinstance(s, Eqn) and s.op in MAKES


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


def grown(s: Eqn, program: Program) -> Iterator[Var]:
    """The lists that a statement may make longer or shorter."""
    if s.op == "call":
        yield from (v for w in written_by(s, program) for v in leaves(w))
    elif s.op in GROWS and isinstance(s.args[0], Var):
        yield s.args[0]


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
