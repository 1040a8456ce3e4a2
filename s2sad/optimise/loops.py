"""Loops over a number of iterations, where the index means nothing.

``for _ in range(n)[:k]`` backwards is ``for _ in range(k)``: nobody looks at the index, so
neither the bounds nor the direction matter, and the bounds need not be kept for it.
"""

from __future__ import annotations

from dataclasses import replace

from s2sad.ir import Block, Const, Eqn, Function, Loop, Program, Stmt, Var, blocks, leaves, uses, walk
from s2sad.rewriting import map_blocks, with_body, with_contents


def count_only(f: Function, program: Program) -> Function:
    """The function whose loops that ignore their index count iterations only."""

    def block(b: Block) -> Block:
        return with_contents(b, [stmt(s) for s in b.stmts], b.yields)

    def stmt(s: Stmt) -> Stmt:
        if isinstance(s, Eqn):
            return s
        s = map_blocks(block, s)
        if isinstance(s, Loop):
            if s.take is not None and s.index is not None and not _reads(s.body, s.index):
                return replace(s, bounds=(Const(0), s.take, Const(1)), take=None, reverse=False)
            if s.take is not None and s.bounds is not None and (s.bounds[0], s.bounds[2]) == (Const(0), Const(1)):
                return replace(s, bounds=(Const(0), s.take, Const(1)), take=None)
        return s

    return with_body(f, block(f.body))


def _reads(body: Block, v: Var) -> bool:
    found = [y for b in (body, *(i for s in walk(body) for i in blocks(s))) for y in b.yields]
    return any(u is v for y in found for u in leaves(y)) or any(u is v for s in walk(body) for u in uses(s))
