"""Which w's are printed inside the statement that uses them, instead of on a line of their own.

Derivative terms that are used once, by a statement of the same block, before memory changes; and what a
branch's condition is made of on its own source line::

    w5 = x > 0                 if x > 0:
    if w5:             ->
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from s2sad.analyse.aliases import Aliases, written_by
from s2sad.ir import Block, Eqn, Function, If, Program, Stmt, Var, blocks, leaves, uses
from s2sad.rules import REGISTRY
from s2sad.rules.memory import shares
from s2sad.types import Array, Tape

NEVER_INLINE = {
    "pop",
    "list_pop",
    "list_take",
    "list_cut",
    "dict_enter",
    "dict_drop",
    "tape",
    "call",
    "field",
    "tape_copy",
    "tape_turned",
}
_LARGEST = 4  # operations in one expression


def inlined(f: Function, program: Program, a: Aliases, counts: Counter[Var]) -> set[Var]:
    """The w's without a line of their own."""
    choice = _Choice(program, a, counts)
    choice.block(f.body, top=True)
    return choice.inlined


class _Choice:
    def __init__(self, program: Program, a: Aliases, counts: Counter[Var]) -> None:
        self.program = program
        self.aliases = a
        self.counts = counts
        self.inlined: set[Var] = set()

    def block(self, block: Block, top: bool = False) -> None:
        """Choose in one block and those inside."""
        pending: dict[Var, tuple[Eqn, int]] = {}
        for i, s in enumerate(block.stmts):
            if not isinstance(s, Eqn):
                for b in blocks(s):
                    self.block(b)
            used = uses(s)
            cost = 1
            if isinstance(s, Eqn) and s.op == "update":
                # Python assigns in place to names and items only.
                pending = {v: m for v, m in pending.items() if v is not s.args[0] or m[0].op == "getitem"}
            for v in used:
                if v in pending:
                    _, size = pending[v]
                    if cost + size <= _LARGEST:
                        self.inlined.add(v)
                        cost += size
                    del pending[v]
            if isinstance(s, Eqn):
                written = {self.aliases.find(v) for w in written_by(s, self.program) for v in leaves(w)}
                if written or s.op == "call":
                    for v in [v for v, (m, _) in pending.items() if self.reads_memory(m, written)]:
                        del pending[v]
                if self.may_inline(s):
                    pending[s.outs[0]] = (s, cost)
            else:
                if isinstance(s, If):
                    self.condition(block, i)
                pending.clear()
        if top:
            results = [v for y in block.yields for v in leaves(y) if v in pending]
            if sum(pending[v][1] for v in results) <= 2 * _LARGEST:
                self.inlined.update(results)
            self.inlined.update(v for v in results if pending[v][0].op == "pack")

    def condition(self, block: Block, at: int) -> None:
        """What a branch's condition is made of, evaluated in the same order as on lines of its own."""
        s = block.stmts[at]
        assert isinstance(s, If)
        order = list(leaves(s.cond))
        for size, t in enumerate(self.own_line(block, at), 1):
            if not isinstance(t, Eqn) or size > _LARGEST or t.op in NEVER_INLINE or t.loc.line != s.loc.line:
                return
            if len(t.outs) != 1 or t.outs[0] not in order or self.counts[t.outs[0]] != 1:
                return
            order = [*order[: order.index(t.outs[0])], *uses(t)]
            self.inlined.add(t.outs[0])

    def own_line(self, block: Block, at: int) -> Iterator[Stmt]:
        """The statements before a place that have a line, the last first."""
        for i in range(at - 1, -1, -1):
            s = block.stmts[i]
            if not (isinstance(s, Eqn) and s.outs and s.outs[0] in self.inlined):
                yield s

    def reads_memory(self, s: Eqn, written: set[Var]) -> bool:
        """Whether a term reads what is written."""
        if not written:
            return True  # a call: whatever it writes
        todo, seen = [s], set()
        while todo:
            at = todo.pop()
            for v in uses(at):
                if isinstance(v.type, Array) and self.aliases.find(v) in written and shares(at) != "view":
                    return True
                maker = self.aliases.maker.get(v)
                if v in self.inlined and isinstance(maker, Eqn) and v not in seen:
                    seen.add(v)
                    todo.append(maker)
        return False

    def may_inline(self, s: Eqn) -> bool:
        """Whether a statement is a derivative term that is used once."""
        if len(s.outs) != 1 or self.counts[s.outs[0]] != 1 or REGISTRY.by_name[s.op].outs:
            return False
        if s.op in NEVER_INLINE:
            return self.only_list(s)
        return s.of is not None or s.op == "pack"

    def only_list(self, s: Eqn) -> bool:
        """Whether a statement takes the one item off a tape that is a list: ``list(tape[0])``."""
        base = s.args[0] if s.op == "field" else None
        return isinstance(s.outs[0].type, Tape) and isinstance(base, Var) and self.counts[base] == 1
