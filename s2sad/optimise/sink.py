"""What a loop carries gets its new value once nothing reads the old one any more, and no name for the time between.

::

    w6_bar_2 = w6_bar * x                  x_bar = x_bar + w6_bar * w4
    x_bar = x_bar + w6_bar * w4     ->     w6_bar = w6_bar * x
    w6_bar = w6_bar_2

Only derivative terms move, and none past a write to memory that it reads.
"""

from __future__ import annotations

from dataclasses import replace

from s2sad.analyse.effects import writes
from s2sad.ir import Block, Eqn, Function, Loop, Program, Stmt, blocks, touched, uses, walk
from s2sad.rewriting import map_blocks, with_body, with_contents
from s2sad.rules import REGISTRY
from s2sad.types import Array


def sink_carried(f: Function, program: Program) -> Function:
    """The function whose loops assign what they carry as late as they must."""

    def inside(block: Block) -> Block:
        return with_contents(block, [stmt(s) for s in block.stmts], block.yields)

    def stmt(s: Stmt) -> Stmt:
        if isinstance(s, Eqn):
            return s
        s = map_blocks(inside, s)
        if not isinstance(s, Loop):
            return s
        body = _sunk(s)
        return s if body is s.body else replace(s, body=body)

    return with_body(f, inside(f.body))


def _sunk(loop: Loop) -> Block:
    stmts = list(loop.body.stmts)
    yields = loop.body.yields[1 if loop.until else 0 :]
    for p, y in zip(loop.params, yields, strict=True):
        at = next((i for i, s in enumerate(stmts) if isinstance(s, Eqn) and y in s.outs), None)
        if at is None:
            continue
        made = stmts[at]
        assert isinstance(made, Eqn)
        last = max((i for i, s in enumerate(stmts) if p in touched(s)), default=-1)
        if last <= at or made.of is None:
            continue
        for end in (len(stmts), last + 1):  # what reads it may be printed inside a later statement
            if _may_move(made, stmts[at + 1 : end], loop, yields):
                stmts[at:end] = [*stmts[at + 1 : end], made]
                break
    return with_contents(loop.body, stmts, loop.body.yields)


def _may_move(s: Eqn, past: list[Stmt], loop: Loop, yields: tuple[object, ...]) -> bool:
    if len(s.outs) != 1 or REGISTRY.by_name[s.op].kind not in ("elementwise", "linear", "constant") or writes(s):
        return False
    if s.op in ("pop", "call", "pack", "tape", "tape_copy", "tape_turned"):
        return False
    inner = [t for p in past for t in (p, *(i for b in blocks(p) for i in walk(b)))]
    arrays = any(isinstance(v.type, Array) for v in (*uses(s), *s.outs))
    if arrays and any(isinstance(t, Eqn) and (writes(t) or t.op == "call") for t in inner):
        return False
    if any(s.outs[0] in touched(p) for p in past):
        return False
    # What else the loop carries may get its new value meanwhile, under the name of the old one.
    renewed = {p for p, y in zip(loop.params, yields, strict=True) if any(y in t.outs for t in past)}
    return not renewed & set(uses(s))
