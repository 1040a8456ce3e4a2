"""Where an adjoint sweep may warn although the primal does not.

``np.sqrt(0.0)`` is quiet, its partial ``0.5 / 0.0`` is not. What only the adjoint computes is not what the user asked
to be warned of, and must not raise under ``np.errstate(all="raise")`` either; from there on the sweep is printed so::

    x_bar = 0.5 / w2                with np.errstate(all="ignore"):  # partials may be infinite
    return w2, x_bar         ->         x_bar = 0.5 / w2
                                        return w2, x_bar

A partial that is singular only where the primal itself warns (that of ``x / y``, of ``np.log``) needs no such care.
"""

from __future__ import annotations

from s2sad.ir import Block, Const, Eqn, Function, Program, Stmt, type_of, walk
from s2sad.rules import REGISTRY
from s2sad.types import Array, Scalar, Type

QUIET = 'with np.errstate(all="ignore"):'
WHY_QUIET = "partials may be infinite"


def first_singular(f: Function, program: Program) -> int:
    """The index of the first statement of an adjoint sweep that may warn where the primal does not.

    The number of statements if none does, or there is no such sweep: tangents stand among what they are tangents of.
    """
    stmts = f.body.stmts
    seams = (i for i, s in enumerate(stmts) if isinstance(s, Eqn) and s.op == "seam")
    start = next(seams, 0)
    if not f.note("adjoint"):
        start = next((i for i, s in enumerate(stmts) if _derivative(s)), len(stmts))
        if any(map(_primal, stmts[start:])):
            return len(stmts)
    return next((i for i in range(start, len(stmts)) if _singular(stmts[i], program)), len(stmts))


def _derivative(s: Stmt) -> bool:
    return s.of is not None if isinstance(s, Eqn) else s.adjoint


def _primal(s: Stmt) -> bool:
    return any(isinstance(t, Eqn) and t.of is None and t.loc.line > 0 for t in walk(Block((s,))))


def _singular(s: Stmt, program: Program) -> bool:
    """Whether it warns, or calls a sweep that may: what comes back is infinite here, zero times that warns as well."""
    seen: set[str] = set()
    todo: list[Stmt] = [s]
    while todo:
        for t in walk(Block((todo.pop(),))):
            if not isinstance(t, Eqn):
                continue
            if _warns(t):
                return True
            name = t.attr("function") if t.op == "call" and t.of is not None else None
            if name is not None and name not in seen and name in program.functions:
                seen.add(name)
                todo += program.functions[name].body.stmts
    return False


def _warns(s: Eqn) -> bool:
    """Whether it is a term that NumPy may warn of though it does not warn of what is differentiated."""
    if s.of is None or not REGISTRY.by_name[s.op].singular or not any(_numpys(type_of(a)) for a in s.args):
        return False
    last = s.args[-1]
    if isinstance(last, Const) and isinstance(last.value, int | float) and last.value > 0:  # x / 2.0, x ** 2
        return False
    at: object = s
    while isinstance(at, Eqn) and at.of is not None:
        at = at.of
        if isinstance(at, Eqn) and REGISTRY.by_name[at.op].singular != "value":
            return True
    return False


def _numpys(t: Type) -> bool:
    """Whether NumPy computes with it, and warns; Python raises, and `divide` and its like do neither."""
    return isinstance(t, Array) or (isinstance(t, Scalar) and t.kind != "py")
