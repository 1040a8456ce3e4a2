"""Whose memory it is: made by a statement, made by a block, or from outside.

::

    w2 = zeros(4)                    w2 begins memory, w3 is a part of w2's
    w3 = getitem(w2, slice)
    w6 = if w1:                      the block makes w4 and w2 does not reach it: w4 is its own;
      w4 = zeros(4)                  but for the yield: where that is merged with w2, and the block uses w2,
      store(w4, 0, w5)               w4 may be w2 on some path, and what is stored to it is read outside
      yield w4

Each pass that drops a write, or a copy that keeps a write apart, asks here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping

from s2sad.analyse.aliases import Aliases
from s2sad.ir import Block, Eqn, Stmt, Var, blocks, bound, defined, leaves, uses, walk
from s2sad.rules.memory import shares

_FROM_OUTSIDE = frozenset({"field", "call"})  # a part of what the function is given, or what a callee has on its record


def makes(s: Stmt | None, a: Aliases) -> bool:
    """Whether a statement makes the memory of its result.

    A call does not where its callee may give what it gets, and what is read of a record was there before.
    """
    if not isinstance(s, Eqn) or s.op == "field":
        return False
    return shares(s) == "fresh" and (s.op != "call" or a.joined.isdisjoint(s.outs))


def begins(v: Var, maker: Mapping[Var, Stmt]) -> bool:
    """Whether the memory of a w begins with it: what a statement makes, or what comes from outside of the function,
    or under one name of several; a view does not.
    """
    s = maker.get(v)
    return not isinstance(s, Eqn) or s.op == "field" or shares(s) == "fresh"


def own(block: Block, a: Aliases) -> set[Var]:
    """The classes of arrays that derivative statements of a block make, and that nothing outside of it can be.

    What the block yields can: whoever asks looks at that.  What a list or a tape holds is reached through these.
    """
    derived = (s for s in block.stmts if isinstance(s, Eqn) and s.of is not None and s.op not in _FROM_OUTSIDE)
    made = {v for s in derived if makes(s, a) for v in s.outs}
    if not made:
        return set()
    held = map(a.find, a.contents.values())
    return {a.find(v) for v in made}.difference(held, _from_outside(block, a))


def _from_outside(block: Block, a: Aliases) -> set[Var]:
    """The classes of what a block uses and has not made: an array of its own may be the same one on some path."""
    stmts = list(walk(block))
    makers = [s for s in stmts if not isinstance(s, Eqn) or s.op not in _FROM_OUTSIDE]
    made = {v for s in makers for v in (*bound(s), *defined(s))}
    yielded = (v for s in stmts for b in blocks(s) for y in b.yields for v in leaves(y))
    used = (v for s in stmts for v in uses(s))
    return {a.find(v) for v in (*used, *yielded) if v not in made}
