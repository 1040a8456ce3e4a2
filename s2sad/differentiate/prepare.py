"""What the sweeps need of a function: a tag for each branch and loop, and results that say which way the run took.

::

    while …:  …                         w9 = while …:  …           ; w9 counts the turns that were begun
    try: w3 = …  except: w4 = …         w5, w6 = try: …  yield w3, True   except: …  yield w4, False
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Loop, Pack, Stmt, Var
from s2sad.rewriting import map_blocks
from s2sad.types import BOOL, INT


def condition(s: If) -> Arg:
    """The condition of a branch, for the adjoint: of what depends on exceptions, what tells which arm was taken.

    Where warnings are filtered, what only the adjoint computes warns of nothing.
    """
    if isinstance(s.cond, Pack) and s.cond.kind == "warnings":
        return Pack("errstate", (Const("ignore"),), ("all",))
    if not isinstance(s.cond, Pack) or s.cond.kind not in ("try", "caught"):
        return s.cond
    return next(o for o, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True) if (x, y) == _ARMS)


_ARMS = (Const(True), Const(False))


def _decided(s: If, supply: Callable[[], int]) -> If:
    """A branch that depends on exceptions, with a result that tells which arm was taken."""
    plain = not isinstance(s.cond, Pack) or s.cond.kind not in ("try", "caught")
    if plain or _ARMS in zip(s.then.yields, s.orelse.yields, strict=True):
        return s
    then, orelse = (Block(b.stmts, (*b.yields, told)) for b, told in zip((s.then, s.orelse), _ARMS, strict=True))
    return replace(s, outs=(*s.outs, Var(supply(), BOOL)), then=then, orelse=orelse)


def prepared(f: Function, supply: Callable[[], int]) -> Function:
    """The function with a tag of its own on each branch and loop, with the number of begun iterations of each loop
    whose bounds do not tell, and with what tells which arm was taken where exceptions decide.

    In what reverse mode made, a loop and its adjoint share a tag; to be differentiated
    again they are two loops like any others.
    """

    def stmt(s: Stmt) -> Stmt:
        if isinstance(s, If):
            s = _decided(s, supply)
        elif isinstance(s, Loop) and (s.until or s.bounds is None) and s.count is None:
            s = replace(s, count=Var(supply(), INT))
        return map_blocks(block, s)

    def block(b: Block) -> Block:
        return Block(tuple(map(stmt, b.stmts)), b.yields)

    return replace(f, body=unpaired(block(f.body), supply))


def unpaired(block: Block, supply: Callable[[], int]) -> Block:
    """The block with a tag of its own on each branch and loop: none is the adjoint of another."""

    def stmt(s: Stmt) -> Stmt:
        s = map_blocks(lambda b: unpaired(b, supply), s)
        return s if isinstance(s, Eqn) else replace(s, tag=supply(), adjoint=False)

    return Block(tuple(map(stmt, block.stmts)), block.yields)
