"""Drop derivative stores that write what the item holds already.

::

    w9_bar = x_bar[i]                w9_bar = x_bar[i]
    x_bar[i] = w9_bar         ->     x_bar[i - 1] += 0.1 * w9_bar
    x_bar[i - 1] += 0.1 * w9_bar

Such are the adjoints of ``x[i] = x[i] + 0.1 * x[i - 1]``: what the store takes out, the read of the item puts back.
"""

from __future__ import annotations

from s2sad.analyse.effects import operations, writes
from s2sad.ir import Block, Eqn, Function, Program, Stmt, Var
from s2sad.rewriting import map_blocks, with_body, with_contents
from s2sad.types import Scalar

_STORES = {"store", "list_put"}


def drop_self_stores(f: Function, program: Program) -> Function:
    """The function without derivative stores of an item's own number to it."""
    if operations(f).isdisjoint(_STORES):
        return f
    return with_body(f, _block(f.body))


def _block(block: Block) -> Block:
    held: dict[Var, Eqn] = {}  # numbers that are items since memory was last written
    stmts: list[Stmt] = []
    for s in block.stmts:
        s = map_blocks(_block, s)
        if _is_own(s, held):
            continue
        stmts.append(s)
        if not isinstance(s, Eqn) or not s.outs or writes(s) or s.op == "call":
            held.clear()
        elif s.op == "getitem" and isinstance(s.outs[0].type, Scalar):
            held[s.outs[0]] = s
    return with_contents(block, stmts, block.yields)


def _is_own(s: Stmt, held: dict[Var, Eqn]) -> bool:
    """Whether a statement stores a number to where it was read."""
    if not isinstance(s, Eqn) or s.op not in _STORES or s.of is None or not isinstance(s.args[2], Var):
        return False
    read = held.get(s.args[2])
    return read is not None and read.args == s.args[:2]
