"""Which numbers cannot be zero, because of what they are, or because a statement would have raised.

::

    w10 = math.log(w9)        w9 is not zero
    w12 = w11 / w8            neither is w8, if these are Python's numbers
    w8 = w6 * w7              nor w6 and w7, then

Where such a statement has been run, a derivative divides without asking again.
"""

from __future__ import annotations

from collections.abc import Mapping

from s2sad.ir import Arg, Block, Const, Eqn, Stmt, Var, type_of
from s2sad.rules import REGISTRY
from s2sad.types import Scalar, is_real


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


def never_zero(x: Arg, maker: Mapping[Var, Stmt]) -> bool:
    """Whether no item can be zero, as it is made: ``1.0 + x * x``, ``np.where(x == 0.0, 1.0, x)``."""
    if isinstance(x, Const):
        return isinstance(x.value, int | float) and x.value != 0
    s = maker.get(x) if isinstance(x, Var) else None
    if not isinstance(s, Eqn) or not is_real(type_of(x)):
        return False
    rule = REGISTRY.by_name[s.op]
    if rule.zero_with:
        return all(never_zero(s.args[rule.operands.index(o)], maker) for o in rule.zero_with)
    if positive(x, maker):
        return True
    condition = maker.get(s.args[0]) if rule.chooses and isinstance(s.args[0], Var) else None
    return isinstance(condition, Eqn) and (condition.op, condition.args, never_zero(s.args[1], maker)) == (
        "eq",
        (s.args[2], Const(0.0)),
        True,
    )


def positive(x: Arg, maker: Mapping[Var, Stmt]) -> bool:
    """Whether it is a positive number and a square, added up."""
    s = maker.get(x) if isinstance(x, Var) else None
    if not isinstance(s, Eqn) or s.op != "add":
        return False
    return any(_positive(a) and _square(b, maker) for a, b in (s.args, s.args[::-1]))


def _positive(x: Arg) -> bool:
    return isinstance(x, Const) and isinstance(x.value, int | float) and x.value > 0


def _square(x: Arg, maker: Mapping[Var, Stmt]) -> bool:
    s = maker.get(x) if isinstance(x, Var) else None
    return isinstance(s, Eqn) and s.op == "mul" and s.args[0] == s.args[1] and is_real(type_of(x))


def _factors(x: Var, maker: Mapping[Var, Stmt]) -> set[Var]:
    found, todo = set(), [x]
    while todo:
        v = todo.pop()
        found.add(v)
        s = maker.get(v)
        if isinstance(s, Eqn) and s.op in ("mul", "neg"):
            todo += [a for a in s.args if isinstance(a, Var)]
    return found
