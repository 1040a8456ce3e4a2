"""Which w's something with an adjoint is made of: results, memory that is read for them, what a caller has shadows for.

::

    for w5 in range(9) carry (w6 = w1, w7 = w2):
      w8 = sin(w6)                                  w8, w6 and w1 are useful if the loop's first result is
      w9 = mul(w7, w7)                              w9 and w7 make w7 again, which nothing else reads
      yield w8, w9

A w that varies and is not useful has no adjoint: the adjoint sweep would carry zeros through a loop that may have
overflowed, unnoticed by the primal. What decides how often a loop runs, or which arm is taken, makes nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import writes
from s2sad.ir import Arg, Eqn, Function, If, Loop, Stmt, Var, leaves, statements, uses
from s2sad.types import Array, Record, Tape


def useful(f: Function, a: Aliases, roots: Collection[Var]) -> frozenset[Var]:
    """The w's of a function that its results or ``roots`` are made of, through memory, too."""
    reach = _Reach(f, a)
    reach.want(*f.body.yields, *roots)
    reach.spread()
    return frozenset(reach.found)


class _Reach:
    """From what is read back to what makes it; a read of memory leads to all that is written to it."""

    def __init__(self, f: Function, a: Aliases) -> None:
        self.aliases = a
        self.found: set[Var] = set()
        self.todo: list[Var] = []
        self.makers: dict[Var, tuple[Stmt, int]] = {}
        self.writers: dict[Var, list[Eqn]] = {}  # by class of memory: what writes it
        for s in statements(f):
            made = (*enumerate(s.outs), *enumerate(s.params)) if isinstance(s, Loop) else enumerate(s.outs)
            self.makers.update({v: (s, i) for i, v in made})
            if not isinstance(s, Eqn):
                continue
            # A call may write whatever it is handed.
            for v in uses(s) if s.op == "call" else [v for x in writes(s) for v in leaves(x)]:
                if isinstance(v.type, Record):
                    self.want(*s.args)  # who shares what it holds is not known
                elif isinstance(v.type, (Array, Tape)):
                    self.writers.setdefault(a.find(v), []).append(s)

    def want(self, *args: Arg) -> None:
        new = [v for x in args for v in leaves(x) if v not in self.found]
        self.found.update(new)
        self.todo.extend(new)

    def spread(self) -> None:
        while self.todo:
            v = self.todo.pop()
            if isinstance(v.type, (Array, Tape)):
                self._memory(v)
            s, i = self.makers.get(v, (None, 0))
            if isinstance(s, If):
                self.want(s.then.yields[i], s.orelse.yields[i])
            elif isinstance(s, Loop):
                self.want(s.inits[i], s.body.yields[i + (1 if s.until else 0)])
            elif s is not None:
                self.want(*s.args)

    def _memory(self, v: Var) -> None:
        for s in self.writers.pop(self.aliases.find(v), ()):
            self.want(*s.args)
        held = self.aliases.held(v)
        if held is not None:
            self.want(held)
