"""The motions of a program's functions (`s2sad.analyse.motion`), and which of their w's need a mark for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import field

from s2sad.analyse.activity import Activities, Activity, Mask
from s2sad.analyse.aliases import Aliases, aliases, param_leaves, result_leaves
from s2sad.analyse.call_graph import reachable
from s2sad.analyse.effects import operations
from s2sad.analyse.motion import UNKNOWN, Facts, Motion, given, motion
from s2sad.analyse.undefined import merges
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Eqn, Function, Program, Stmt, Var, custom_of, statements
from s2sad.nest import Nest
from s2sad.rules import REGISTRY


@dataclass
class Motions:
    """The motions of a program's functions, each found once for what is known of its inputs."""

    program: Program
    activities: Activities
    known: dict[tuple[str, Mask, Facts], Motion] = field(default_factory=dict)
    nest: Nest = field(default_factory=Nest)

    def of(self, f: Function, activity: Activity, a: Aliases, facts: Facts) -> Motion:
        """Where the w's of a function may stay, its inputs being so."""
        return motion(f, activity, a, facts, self.called)

    def singular(self, f: Function) -> bool:
        """Whether a function, or one that it calls, has partials that may be infinite where the value is not."""
        called = (self.program.functions.get(name) for name in reachable(f, self.program))
        return any(REGISTRY.by_name[op].poles for g in (f, *called) if g is not None for op in operations(g))

    def marked(self, f: Function, found: Motion, results: Iterable[Var]) -> set[Var]:
        """The w's that need a mark: results, what is not even and meets an infinite partial, what these are made of."""
        eqns = [s for s in statements(f) if isinstance(s, Eqn)]
        by = {v: s for s in eqns for v in s.outs}
        made = dict(merges(f.body))
        asked: dict[int, set[Var]] = {}  # of calls: the results that need one
        marked: set[Var] = set()
        todo: list[Arg] = list(results)
        for s in eqns:
            if s.op == "call":
                todo += self.asked_of(s, found, ())
            elif REGISTRY.by_name[s.op].poles:
                todo += [x for n, x, _ in found.moving(s) if found.meets(s, n, x) and not found.even(x)]
        while todo:
            v = todo.pop()
            if not isinstance(v, Var) or v in marked or not found.told(v):
                continue
            marked.add(v)
            maker = by.get(v)
            if v in made:
                todo += made[v]
            elif maker is None:
                continue
            elif maker.op == "call":
                asked.setdefault(id(maker), set()).add(v)
                todo += self.asked_of(maker, found, asked[id(maker)])
            elif REGISTRY.by_name[maker.op].kind == "elementwise":
                todo += [x for _, x, _ in found.moving(maker)]
            else:
                todo += found.varying(maker)
        return marked

    def _meets(self, s: Stmt, found: Motion) -> bool:
        """Whether anything that stays meets an infinite partial in a statement, or in what it calls."""
        if not isinstance(s, Eqn):
            return False
        if s.op == "call":
            made = self.called(s, found)
            return made is not None and made[1].minds
        by = REGISTRY.by_name[s.op].poles
        return bool(by) and any(found.meets(s, n, x) for n, x, _ in found.moving(s))

    def asked_of(self, s: Eqn, found: Motion, outs: Collection[Var]) -> list[Arg]:
        """The arguments of a call that need a mark, where some of its results do."""
        made = self.called(s, found)
        if made is None:
            return []
        callee, inside = made
        results = [y for v, y in zip(s.outs, result_leaves(callee), strict=True) if v in outs]
        asked = set[Var]().union(*(inside.asked.get(y, ()) for y in (None, *results)))
        return [x for x, y in zip(given(s), param_leaves(callee), strict=True) if y in asked]

    def called(self, s: Eqn, caller: Motion) -> tuple[Function, Motion] | None:
        """The function that a statement calls, and its motion there; None where nothing is known of it."""
        callee = self.program.functions[s.attr("function")]
        mask = self.activities.call_mask(s, caller.activity)
        if custom_of(s) is not None or not any(mask):
            return None
        facts = tuple(
            [(caller.even(x), caller.stays(x)) if on is True else UNKNOWN for x, on in zip(given(s), mask, strict=True)]
        )
        key = (callee.name, mask, facts)
        if key not in self.known:
            if key in self.nest.under_way:
                return None
            self.nest.do(key, lambda: self.known.update({key: self._anew(callee, mask, facts)}))
        return callee, self.known[key]

    def _anew(self, f: Function, mask: Mask, facts: Facts) -> Motion:
        a = aliases(f, self.program)
        found = self.of(f, self.activities.of(f, mask, a), a, facts)
        if any(found.places.values()):
            found.minds = any(self._meets(s, found) for s in statements(f))
            mine = {v for v in param_leaves(f) if found.told(v)}
            told = [y for y in result_leaves(f) if found.told(y)]
            found.asked = {y: self.marked(f, found, (y,) if y else ()) & mine for y in (None, *told)}
        return found
