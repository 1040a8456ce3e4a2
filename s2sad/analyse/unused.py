"""Which memory holds what is used in part, on some paths, or never, and leads to a partial that may be infinite.

::

    y[0] = math.sqrt(x)          nothing reads y[0]: the adjoint that the store takes out of the shadow of y
    y[1] = x * x                 is no zero that was computed, there is none; and zero
    return y[1]                  times the partial of the root, infinite at 0, would be nan

As for w's (`s2sad.analyse.presence`), only here it is the run that knows of each item.  In the shadows of such memory
an item that nobody used is told from one whose adjoint is zero (`s2sad.rules.unused`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases, reachable, written_by
from s2sad.ir import Arg, Block, Eqn, Function, If, Loop, Pack, Program, Var, blocks, custom_of, leaves, uses, walk
from s2sad.rules import REGISTRY
from s2sad.rules.lists import moved
from s2sad.rules.singular import may_be_singular
from s2sad.types import Array, Scalar, Tape, is_real

_KINDS = (Scalar, Array, Tape)


def singular_in(program: Program) -> Callable[[Eqn], bool]:
    """Whether a statement may have an infinite partial; a call, whether a statement that it reaches may."""

    def own(f: Function) -> bool:
        if "singular" not in f.facts:
            f.facts["singular"] = any(
                custom_of(s) is not None if s.op == "call" else may_be_singular(s)
                for s in walk(f.body)
                if isinstance(s, Eqn)
            )
        return bool(f.facts["singular"])

    def may_be(s: Eqn) -> bool:
        if s.op != "call":
            return may_be_singular(s)
        f = program.functions.get(s.attr("function"))
        if f is None or custom_of(s) is not None:
            return True
        names = (f.name, *reachable(f, program))
        return any(g not in program.functions or own(program.functions[g]) for g in names)

    return may_be


class Leading:
    """What is made of results of singular partials: adjoints go on to them from there, through memory as well."""

    def __init__(self, f: Function, activity: Activity, a: Aliases, program: Program) -> None:
        self.activity, self.aliases, self.program = activity, a, program
        self.singular = singular_in(program)
        self.found: set[Var] = set()
        self.memory: set[Var] = set()  # classes
        before = -1
        while len(self.found) + len(self.memory) > before:
            before = len(self.found) + len(self.memory)
            self._block(f.body)
            if not self.found and not self.memory:
                return

    def __contains__(self, x: object) -> bool:
        found = leaves(x) if isinstance(x, (Var, Pack)) else ()
        return any(v in self.found or self.aliases.find(v) in self.memory for v in found)

    def _join(self, outs: Iterable[Var], *sources: Arg) -> None:
        if any(x in self for x in sources):
            self.found.update(v for v in outs if v in self.activity.active and isinstance(v.type, _KINDS))

    def _block(self, block: Block) -> None:
        for s in block.stmts:
            if isinstance(s, Eqn):
                self._eqn(s)
                continue
            if isinstance(s, Loop):
                for v, x in zip(s.params, s.inits, strict=True):
                    self._join((v,), x)
            for b in blocks(s):
                self._block(b)
            if isinstance(s, If):
                for v, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                    self._join((v,), x, y)
            else:
                shift = 1 if s.until else 0
                for i, v in enumerate(s.outs):
                    self._join((v, s.params[i]), s.inits[i], s.body.yields[i + shift], s.params[i])

    def _eqn(self, s: Eqn) -> None:
        if self.singular(s):
            self.found.update(v for v in s.outs if v in self.activity.active and isinstance(v.type, _KINDS))
        if s.op == "push":
            self._join(leaves(s.args[0]), s.args[1])
        for v in self.written(s):
            if v in self.activity.active and (self.singular(s) or any(x in self for x in s.args)):
                self.memory.add(self.aliases.find(v))
        if s.outs and (self.memory or not self.found.isdisjoint(uses(s))):
            self._join(s.outs, *s.args)

    def written(self, s: Eqn) -> list[Var]:
        """The arrays and lists that a statement writes."""
        if s.op != "call" and not REGISTRY.by_name[s.op].writes:
            return []
        return [v for x in written_by(s, self.program) for v in leaves(x) if isinstance(v.type, Array)]


def unused(
    f: Function, a: Aliases, leading: Leading, shadowed: Callable[[Var], bool], given: Collection[Var]
) -> set[Var]:
    """The classes of memory whose shadows tell what is not used.

    What is put into such memory leads to a singular partial, or it is made with one.
    """
    found: set[Var] = set()
    if not leading.found and not leading.memory:
        return found
    for s in walk(f.body):
        if not isinstance(s, Eqn) or (s.op == "call" and custom_of(s) is not None):
            continue
        puts = moved(s)
        for v in leading.written(s):
            items = s.args[1:] if puts is None else puts[1]
            if leading.singular(s) or any(x in leading for x in items):
                found.add(a.find(v))
        for v in s.outs:
            if v in leading.found and isinstance(v.type, Array) and a.sharing(s) == "fresh" and shadowed(v):
                found.add(a.find(v))
    known = {a.find(v) for v in given}
    return {v for v in found if v not in known and is_real(v.type)}
