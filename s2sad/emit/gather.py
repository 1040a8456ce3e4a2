"""Tangents that may warn stand together: they move past what the primal computes, up to where it writes or branches.

::

    w2 = np.sqrt(x)                         w2 = np.sqrt(x)
    w2_dot = 0.5 * x_dot / w2               w3 = w2 * x
    w3 = w2 * x                     ->      w2_dot = 0.5 * x_dot / w2
    w3_dot = w2_dot * x + w2 * x_dot        w3_dot = w2_dot * x + w2 * x_dot

So one block in which nothing warns is enough for several of them (`s2sad.emit.quiet`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s2sad.analyse.aliases import Aliases, aliases, written_by
from s2sad.analyse.effects import operations, writes
from s2sad.emit.quiet import calm, derivative, first_singular, interleaved
from s2sad.ir import Block, Eqn, Function, Program, Stmt, blocks, leaves, uses, walk
from s2sad.rewriting import map_blocks, with_body, with_contents

_TAPES = {"push", "pop", "tape", "tape_cut", "tape_copy", "tape_turned"}


def gathered(f: Function, program: Program) -> Function:
    """The function with its tangents together, from the first one on that may warn."""
    quiet = first_singular(f, program)
    if not interleaved(f, quiet) or not operations(f).isdisjoint(_TAPES):
        return f
    stmts = f.body.stmts
    together = _Together(aliases(f, program), program)
    return with_body(f, with_contents(f.body, [*stmts[:quiet], *together.of(stmts[quiet:])], f.body.yields))


@dataclass(frozen=True)
class _Together:
    aliases: Aliases
    program: Program

    def of(self, stmts: tuple[Stmt, ...]) -> list[Stmt]:
        """The statements with tangents together."""
        made: list[Stmt] = []
        waiting: list[Stmt] = []
        for s in stmts:
            if derivative(s) and (waiting or not calm(s)):
                waiting.append(s)
                continue
            if not isinstance(s, Eqn) or s.op == "call" or writes(s) or self._awaits(s, waiting):
                made += waiting
                waiting = []
            made.append(map_blocks(self._inside, s))
        return made + waiting

    def _awaits(self, s: Eqn, waiting: Sequence[Stmt]) -> bool:
        """Whether a statement reads what others make, or write."""
        if not {v for w in waiting for v in w.outs}.isdisjoint(uses(s)):
            return True
        inner = (t for w in waiting for t in (w, *(t for b in blocks(w) for t in walk(b))) if isinstance(t, Eqn))
        written = [v for t in inner for x in written_by(t, self.program) for v in leaves(x)]
        return not {self.aliases.find(v) for v in written}.isdisjoint(self.aliases.find(v) for v in uses(s))

    def _inside(self, block: Block) -> Block:
        return with_contents(block, self.of(block.stmts), block.yields)
