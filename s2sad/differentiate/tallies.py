"""Tallies beside adjoints: how many of the uses of each item are taken (`s2sad.differentiate.tallied`).

What a statement does to tallies is what it does to adjoints, with ones for partials: the same formulas of rows and the
same functions make both, one after the other.  What they know nothing of is taken to be used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from s2sad.differentiate.adjoints import Scope, Subject
from s2sad.differentiate.guards import Guards
from s2sad.differentiate.tallied import passes, tallied
from s2sad.ir import Arg, Const, Eqn, Var, leaves, type_of
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.expand import evaluate, parsed
from s2sad.types import List, Record, Tape, is_inexact

ALL = Const(1.0)


class Tallies(Guards):
    """Adjoints with tallies, where no condition is known at a singular statement."""

    def tell(self, masked: Collection[Var], of: Subject) -> None:
        """Find what has a tally."""
        self.given_tallies, self.asked = dict(of.counted), list(of.asked)
        apart = {*self.given, *self.holders}
        program = self.deriver.program
        found = tallied(self.f, program, self.activity.active, self.aliases, masked, apart, of.counted, of.asked)
        self.cutting = found.cut
        for v in found.names:
            self.tallies[v] = Var(next(self.deriver.supply), v.type)
        self.counted.update({t: v for v, t in self.tallies.items()})
        self.regions.home.update({t: self.regions.home[v] for v, t in self.tallies.items()})

    def counts(self, s: Eqn) -> bool:
        """Whether a statement has to do with what has a tally; an item of a parameter is asked for at the end."""
        if s.op == "field" and not isinstance(type_of(s.args[0]), Record):
            return False
        return bool(self.tallies) and any(v in self.tallies for x in (*s.outs, *s.args) for v in leaves(x))

    def counted_too(self, s: Eqn, work: Callable[[Eqn], None]) -> None:
        """The adjoint of a statement, and what it does to tallies."""
        recorded = s.op in ("pack", "field")
        if not passes(s) and not (recorded and self._record(s) in self.tallies):
            work(s)  # what it adds to is used; a call says what is
            for v in s.outs:
                self.tally(v)
            return
        self.told, self.met = True, set()
        work(s)
        self.told, met, self.met = False, self.met, set()
        if (met or recorded) and self._memory_counted(s):
            self.tallying = True
            work(s)
            self.tallying = False
        for v in s.outs:
            self.tally(v)
        for v in sorted(met - self.met, key=lambda v: v.id):
            if v in self.tallies:
                self.all_taken(v)

    def _memory_counted(self, s: Eqn) -> bool:
        """Whether there are tallies of what a statement writes, and of lists and tapes that it reads or makes.

        Without one there is none of an item.
        """
        memory = [v for i in REGISTRY.by_name[s.op].writes for v in leaves(s.args[i])]
        memory += [v for x in (*s.outs, *s.args) for v in leaves(x) if isinstance(v.type, (List, Tape))]
        return all(v in self.tallies for v in memory) or s.op in ("pack", "field")

    def _record(self, s: Eqn) -> Arg:
        """The record that a statement makes, or takes an item of."""
        return s.outs[0] if s.op == "pack" else s.args[0]

    def take(self, v: Var) -> Arg | None:
        """The adjoint of a w whose defining statement is reached; or its tally, which is that of all without one."""
        if self.tallying and v not in self.tallies:
            return ALL
        return super().take(v)

    def tally(self, v: Var) -> Arg:
        """The tally of a w whose adjoint was taken."""
        self.tallying = True
        found = self.take(v)
        self.tallying = False
        return ALL if found is None else found

    def add_both(self, y: Arg, g: Arg, there: Arg, tally: Arg) -> None:
        """Add to an adjoint, and to the tally beside it."""
        self.told = True
        self.add(y, g, there)
        self.told = False
        if isinstance(y, Var) and y in self.tallies:
            self.tallying = True
            self.add(y, tally)
            self.tallying = False

    def asks(self, actual: Sequence[Arg]) -> tuple[bool, ...]:
        """Of which arguments of a call the callee is asked for the tallies."""
        return tuple([v in self.tallies and isinstance(v, Var) and not self.buffer(v) for v in actual])

    def asked_tally(self, v: Var) -> Arg:
        """The tally of a parameter, of its shape."""
        if v not in self.tallies:
            return self.full(ALL, v)
        self.tallying = True
        found = self.take(v)
        self.tallying = False
        return self.full(found, v)

    def carried_on(self, scope: Scope, v: Var) -> Arg:
        """The tally of what a loop carries, as the next turn has it."""
        key = self.tallies[v]
        if not self.is_shadowed(v):
            return self.full(scope.bars.pop(key, None), v)
        made = scope.shadows.pop(key, None)
        return self.full(made if made is None else self.b.copied(made), v)

    def cut(self, c: Arg, v: Var, s: Eqn) -> Arg:
        """A contribution of a statement that may make it of no adjoint: zero where nothing takes what it is of."""
        if self.tallying or id(s) not in self.cutting or v not in self.tallies:
            return c
        key = self.tallies[v]
        found: Arg | None = self.scope.bars.get(key)
        if found is None:
            found = self._beside(v) if self.buffer(v) else self.scope.shadows.get(key)
        if found is None or isinstance(found, Const):
            return c
        return self.b.op("select", self.b.op("ne", found, Const(0.0)), c, Const(0.0))

    def _beside(self, v: Var) -> Arg:
        """The tallies of memory that is written."""
        self.tallying = True
        found = self.shadow(v)
        self.tallying = False
        return found

    def expression(
        self,
        rule: Rule,
        name: str,
        args: Sequence[Arg],
        out: Any,
        g: Arg,
        statics: Mapping[str, object] | None = None,
        like: Var | None = None,
    ) -> Arg:
        """The value of a row's derivative; of tallies, of a partial that is one wherever the operand is taken."""
        cond = args[rule.operands.index(rule.chooses)] if rule.chooses else None
        chosen = cond is not None and (callable(cond) or not is_inexact(type_of(cond)))
        if not self.tallying or rule.kind != "elementwise" or chosen:
            return super().expression(rule, name, args, out, g, statics, like)
        where = dict(rule.takes).get(name)
        if where is None:
            return g
        env = dict(zip(rule.operands, args, strict=True))
        return self.b.op("select", evaluate(parsed(where), env, self.b), g, Const(0.0))
