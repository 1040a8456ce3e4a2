"""Functions with several results: one statement that makes them all, a formula for the tangent of each.

::

    w3, w4 = np.linalg.eigh(x)        w3_dot = np.sum(w4 * (x_dot @ w4), axis=-2)
                                      w4_dot = w4 @ (gaps(w3) * (w4.mT @ x_dot @ w4))

The adjoint is the sum of what the formulas are when they are transposed. A result without a formula that is no integer
has no derivative: a program that reads it is refused (`unknown`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from s2sad.ir import Arg, Const, Eqn, Stmt, Var, leaves
from s2sad.rules.complexes import is_complex
from s2sad.rules.expand import evaluate
from s2sad.rules.registry import REGISTRY, Rule, Typing, declare
from s2sad.rules.transpose import transposed


def several(text: str, outs: tuple[str, ...], typing: Typing, **options: Any) -> Rule:
    """A row of a function with several results; ``w_by_x`` is the tangent of the result w along x.

    ``x_from_w``, where it is given, is what the adjoint of w adds to that of x: a shorter way than the transpose.
    """
    if not any("_by_" in name for name in options):
        return declare(text, "constant", typing, outs=outs, **options)
    return declare(text, "linear", typing, outs=outs, vjp=_vjp, jvp=_jvp, **options)


def _vjp(adj: Any, eqn: Eqn, gs: Sequence[Arg | None]) -> None:
    rule = REGISTRY.by_name[eqn.op]
    env: dict[str, Any] = {**rule.statics, **dict(eqn.attrs)}
    env.update({n: lambda x=x: adj.before(x, eqn) for n, x in zip(rule.operands, eqn.args, strict=True)})
    env.update({n: lambda v=v: adj.after(v, eqn) for n, v in zip(rule.outs, eqn.outs, strict=True)})
    for operand, x in zip(rule.operands, eqn.args, strict=True):
        if not adj.wants(x):
            continue
        for name, out, g in zip(rule.outs, eqn.outs, gs, strict=True):
            formula = rule.of_outs[name].get(operand)
            if g is None or formula is None or _zero(formula):
                continue
            assert isinstance(x, Var)
            # The shorter ways hold for real numbers.
            back = None if is_complex(x.type) else rule.from_outs[name].get(operand)
            env["g"] = adj.full(g, out)
            term = transposed(formula, env, x, env["g"], adj.b) if back is None else evaluate(back, env, adj.b)
            adj.add(x, adj.b.shaped(term, x))


def _jvp(tan: Any, eqn: Eqn) -> list[Arg | None]:
    rule = REGISTRY.by_name[eqn.op]
    env: dict[str, Any] = {**rule.statics, **dict(eqn.attrs)}
    env.update(zip(rule.operands, eqn.args, strict=True))
    env.update(zip(rule.outs, eqn.outs, strict=True))
    dots: list[Arg | None] = []
    for name, out in zip(rule.outs, eqn.outs, strict=True):
        total: Arg | None = None
        for operand, x in zip(rule.operands, eqn.args, strict=True):
            formula = rule.of_outs[name].get(operand)
            if tan.get(x) is not None and formula is not None and not _zero(formula):
                term = evaluate(formula, {**env, "d": tan.full(x)}, tan.b)
                total = term if total is None else tan.b.op("add", total, term)
        dots.append(None if total in (None, Const(0.0)) else tan.b.shaped(tan.b.cast(total, out), out))
    return dots


def unknown(eqn: Stmt, active: Callable[[Var], bool]) -> list[Var]:
    """The results that vary with what is differentiated, and have no derivative."""
    if not isinstance(eqn, Eqn) or not any(REGISTRY.by_name[eqn.op].of_outs.values()):
        return []
    rule = REGISTRY.by_name[eqn.op]
    moving = [o for o, x in zip(rule.operands, eqn.args, strict=True) if any(map(active, leaves(x)))]
    return [
        out
        for name, out in zip(rule.outs, eqn.outs, strict=True)
        if active(out) and rule.kind != "constant" and any(o not in rule.of_outs[name] for o in moving)
    ]


def unknown_operands(eqn: Stmt, active: Callable[[Var], bool]) -> list[str]:
    """Operands that vary with what is differentiated, and by which no derivative is known."""
    if not isinstance(eqn, Eqn) or not REGISTRY.by_name[eqn.op].unknown:
        return []
    rule = REGISTRY.by_name[eqn.op]
    given = zip(rule.operands, eqn.args, strict=True)
    return [o for o, x in given if o in rule.unknown and any(map(active, leaves(x))) and any(map(active, eqn.outs))]


def _zero(formula: ast.expr) -> bool:
    return isinstance(formula, ast.Constant)
