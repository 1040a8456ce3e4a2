"""What both modes have at hand while they make the sweep of a function, and what rows' derivatives become in it."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases
from s2sad.build import Builder
from s2sad.ir import Arg, Function, Var, type_of
from s2sad.rules import Rule
from s2sad.rules.expand import evaluate
from s2sad.types import Scalar, Type

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


class Sweep:
    """A sweep of one function under construction."""

    def __init__(self, deriver: Deriver, f: Function, activity: Activity, a: Aliases) -> None:
        self.deriver = deriver
        self.f = f
        self.activity = activity
        self.aliases = a
        self.b = Builder(deriver.supply)

    def expression(
        self, rule: Rule, name: str, args: Sequence[Arg], out: Any, g: Arg, statics: Mapping[str, object] | None = None
    ) -> Arg:
        """The value of a row's derivative by one operand; ``g`` is the adjoint of the result, or a tangent."""
        env: dict[str, Any] = {**rule.statics, **(statics or {}), "g": g, "out": out}
        env.update(zip(rule.operands, args, strict=True))
        return evaluate(derivatives(rule, args)[name], env, self.b)


def derivatives(rule: Rule, args: Sequence[Any]) -> Mapping[str, Any]:
    """The row's formulas; rows with cases choose by the operands' types."""
    if rule.cases is None:
        return rule.derivatives
    types = [a.type if isinstance(a, Var) else type_of(a) for a in (x() if callable(x) else x for x in args)]
    return {k: ast.parse(v, mode="eval").body for k, v in rule.cases(*types).items()}


def carried_type(t: Type) -> Type:
    """The type of an adjoint that a loop carries or a branch yields: the kind of a number is open."""
    if isinstance(t, Scalar):
        return Scalar("any", t.dtype)
    return t
