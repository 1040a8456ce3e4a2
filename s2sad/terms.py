"""What derivative terms are made of, as long as it still holds: ``-x``, ``2.0 * x``, the same arithmetic twice.

::

    w7 = -w3                negated(b, w7) == w3
    w8 = 2.0 * w3           scaled(b, w8) == (2.0, w3)
    w3[0] = 0.0             now neither: w3 is another number by now
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2sad.ir import Arg, Const, Eqn, Var
from s2sad.types import Array

if TYPE_CHECKING:
    from s2sad.build import Builder

_ARITHMETIC = ("add", "sub", "mul", "truediv", "neg")


def literal(arg: Arg) -> bool:
    """Whether an operand is a literal number."""
    return isinstance(arg, Const) and type(arg.value) in (int, float)


def undisturbed(b: Builder, eqn: Eqn) -> bool:
    """Whether no array can have been written since a statement was made."""
    if not isinstance(eqn.outs[0].type, Array):
        return True
    for s in reversed(b.stmts):
        if s is eqn:
            return True
        if not isinstance(s, Eqn) or not s.outs or s.op == "call":  # a callee may write what it gets
            return False
    return False


def negated(b: Builder, arg: Arg) -> Arg | None:
    """What a negated term negates, as long as it still holds what was negated."""
    if isinstance(arg, Var) and arg in b.made and b.made[arg].op == "neg" and undisturbed(b, b.made[arg]):
        return b.made[arg].args[0]
    if isinstance(arg, Const) and literal(arg) and (arg.value < 0):
        return Const(-arg.value)
    return None


def same_term(b: Builder, x: Arg, y: Arg) -> bool:
    """Whether two terms are one, or arithmetic on the same operands that was done twice."""
    if x == y:
        return True
    p, q = made_by(b, x), made_by(b, y)
    if p is None or q is None or (p.op, p.attrs) != (q.op, q.attrs) or p.op not in _ARITHMETIC:
        return False
    return all(same_term(b, i, j) for i, j in zip(p.args, q.args, strict=True)) and undisturbed(b, p)


def made_by(b: Builder, arg: Arg) -> Eqn | None:
    """The statement that made a term."""
    return b.made.get(arg) if isinstance(arg, Var) else None


def scaled(b: Builder, arg: Arg) -> tuple[Const, Arg] | tuple[None, None]:
    """The literal and the rest of ``2.0 * rest``."""
    made = made_by(b, arg)
    if made is None or made.op != "mul" or not undisturbed(b, made):
        return None, None
    factor, rest = made.args
    return (factor, rest) if isinstance(factor, Const) and literal(factor) else (None, None)
