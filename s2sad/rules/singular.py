"""Singular partials: which statements may have them, and raise nothing there."""

from __future__ import annotations

from s2sad.ir import Const, Eqn, type_of
from s2sad.rules.registry import REGISTRY
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
