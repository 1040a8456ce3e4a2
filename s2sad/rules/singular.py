"""Singular partials: which statements may have them, and raise nothing there."""

from __future__ import annotations

from collections.abc import Callable

from s2sad.ir import Const, Eqn, Function, Var, leaves, statements, type_of, uses
from s2sad.rules.registry import REGISTRY, Rule
from s2sad.types import Scalar

_POWERS = {"pow", "power", "math.pow", "np.power", "np.float_power"}


def may_be_singular(s: Eqn) -> bool:
    """Whether a partial of a statement may be infinite, or its value; of Python's numbers, where that does not raise.

    A call may hold such statements.
    """
    rule = REGISTRY.by_name[s.op]
    if s.op == "call":
        return True
    if not rule.singular and not rule.overflows:
        return False
    last = s.args[-1]
    if isinstance(last, Const) and isinstance(last.value, (int, float)):  # x / 2.0, x ** 2
        return s.op in _POWERS and last.value < 1
    python = all(isinstance(t, Scalar) and t.kind == "py" for t in map(type_of, s.args))
    return rule.singular == "partials" or not python


_WHOLE = frozenset(range(1, 100))


def has_singular_partials(rule: Rule, s: Eqn) -> bool:
    """Whether a partial of a statement may be infinite: not where it divides by a number that stands in the text.

    Nor is it where that is an exponent, 1, 2, 3 and so on.
    """
    last = s.args[1] if rule.singular == "partials" and len(s.args) == 2 else None
    if isinstance(last, Const) and last.value in _WHOLE:
        return False
    by = s.args[rule.operands.index(rule.nonzero)] if rule.nonzero else None
    return bool(rule.singular) and not (isinstance(by, Const) and by.value != 0)


def unsafe(f: Function, calls: Callable[[Eqn], bool] = lambda s: False) -> set[Var]:
    """What may be no number where it is not taken, and its tapes: what has a singular partial, what is made of that.

    ``calls`` says whether a statement calls what has such partials.
    """
    found: set[Var] = set()
    for s in statements(f):
        if not isinstance(s, Eqn) or (rule := REGISTRY.by_name[s.op]).chooses:
            continue
        if has_singular_partials(rule, s) or calls(s) or not found.isdisjoint(uses(s)):
            found.update(s.outs or leaves(s.args[0]))
    return found
