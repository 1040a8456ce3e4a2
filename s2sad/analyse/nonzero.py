"""Which numbers cannot be zero, because a statement would have raised.

::

    w10 = math.log(w9)        w9 is not zero
    w12 = w11 / w8            neither is w8, if these are Python's numbers
    w8 = w6 * w7              nor w6 and w7, then

Where such a statement has been run, a derivative divides without asking again.
"""

from __future__ import annotations

from collections.abc import Mapping

from s2sad.ir import Block, Eqn, Stmt, Var, type_of
from s2sad.rules import REGISTRY
from s2sad.types import Scalar


def proven_by(s: Stmt, maker: Mapping[Var, Stmt]) -> set[Var]:
    """What a statement that has been run proves not to be zero."""
    rule = REGISTRY.by_name[s.op] if isinstance(s, Eqn) else None
    if rule is None or not rule.nonzero or not isinstance(s, Eqn):
        return set()
    python = all(isinstance(t, Scalar) and t.kind == "py" for t in map(type_of, s.args))
    x = s.args[rule.operands.index(rule.nonzero)]
    return (
        _factors(x, maker)
        if isinstance(x, Var) and rule.raises and (python or rule.name.startswith("math."))
        else set()
    )


def proven_in(block: Block, maker: Mapping[Var, Stmt]) -> set[Var]:
    """What the statements of a block prove, the blocks inside apart."""
    return {v for s in block.stmts for v in proven_by(s, maker)}


def _factors(x: Var, maker: Mapping[Var, Stmt]) -> set[Var]:
    found, todo = set(), [x]
    while todo:
        v = todo.pop()
        found.add(v)
        s = maker.get(v)
        if isinstance(s, Eqn) and s.op in ("mul", "neg"):
            todo += [a for a in s.args if isinstance(a, Var)]
    return found
