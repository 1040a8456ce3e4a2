"""What both modes have at hand while they make the sweep of a function, and what rows' derivatives become in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases
from s2sad.analyse.dtypes import may_be_single, may_hold_less
from s2sad.analyse.undefined import holes
from s2sad.build import Builder
from s2sad.ir import Arg, Const, Function, Var
from s2sad.rules import Rule
from s2sad.rules.expand import derivatives, evaluate
from s2sad.rules.lists import shadow_type
from s2sad.rules.transpose import transposed
from s2sad.types import Array, List, Scalar, Tape, Type

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


class Sweep:
    """A sweep of one function under construction."""

    def __init__(self, deriver: Deriver, f: Function, activity: Activity, a: Aliases) -> None:
        self.deriver = deriver
        self.f = f
        self.activity = activity
        self.aliases = a
        single = may_be_single(f, deriver.program)
        less = may_hold_less(f, deriver.program) | single
        self.b = Builder(deriver.supply, less=less, holes=holes(f.body), coarse={*single})

    def expression(
        self,
        rule: Rule,
        name: str,
        args: Sequence[Arg],
        out: Any,
        g: Arg,
        statics: Mapping[str, object] | None = None,
        like: Var | None = None,
    ) -> Arg:
        """The value of a row's derivative by one operand; ``g`` is a tangent, or the adjoint of the result.

        In reverse mode ``like`` is the operand: a row that gives tangents is transposed for it.
        """
        env: dict[str, Any] = {**rule.statics, **(statics or {}), "g": g, "d": g, "out": out}
        env.update(zip(rule.operands, args, strict=True))
        if rule.name == "select" and self.activity.mask(env[rule.chooses]):
            env[rule.chooses] = Const(True)  # a tangent: the term that it cuts off is zero there, its derivative is not
        formulas = derivatives(rule, args)
        if rule.kind == "elementwise":
            env.update({n: self._as_floats(env[n]) for n in rule.operands if n in formulas})
        if like is None or rule.kind != "tangent":
            return evaluate(formulas[name], env, self.b)
        adjoint = rule.adjoints.get(name, formulas.get(f"{name}_bar"))
        if adjoint is not None:
            return evaluate(adjoint, env, self.b)
        return transposed(formulas[name], env, like, g, self.b)

    def _as_floats(self, x: Any) -> Any:
        """An operand of a formula; small integers are floats in it: their products and negatives may be others."""
        if callable(x):
            return lambda: self._as_floats(x())
        small = isinstance(x, Var) and isinstance(x.type, (Scalar, Array)) and x.type.dtype in _SMALL
        return self.b.op("mul", Const(1.0), x) if small else x


_SMALL = frozenset(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32))


def carried_type(t: Type) -> Type:
    """The type of an adjoint that a loop carries, a branch yields or a tape holds: the kind of a number is open."""
    if isinstance(t, Scalar):
        return Scalar("any", t.dtype)
    if isinstance(t, Tape):
        return Tape(carried_type(t.item))
    return shadow_type(t) if isinstance(t, List) else t
