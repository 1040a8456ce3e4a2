"""Where an adjoint sweep may warn although the primal does not.

``np.sqrt(0.0)`` is quiet, its partial ``0.5 / 0.0`` is not. What only the adjoint computes is not what the user asked
to be warned of, and must not raise under ``np.errstate(all="raise")`` either; from there on the sweep is printed so::

    x_bar = 0.5 / w2                with np.errstate(all="ignore"):  # partials may be infinite
    return w2, x_bar         ->         x_bar = 0.5 / w2
                                        return w2, x_bar

A partial that is singular only where the primal itself warns (that of ``x / y``, of ``np.log``) needs no such care.
"""

from __future__ import annotations

from s2sad.analyse.nonzero import never_zero, positive
from s2sad.ir import Arg, Block, Const, Eqn, Function, Program, Stmt, Var, statements, type_of, walk
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
    return next((i for i in range(start, len(stmts)) if _singular(stmts[i], f, program)), len(stmts))


def _derivative(s: Stmt) -> bool:
    return s.of is not None if isinstance(s, Eqn) else s.adjoint


def _primal(s: Stmt) -> bool:
    return any(isinstance(t, Eqn) and t.of is None and t.loc.line > 0 for t in walk(Block((s,))))


def _makers(f: Function) -> dict[Var, Stmt]:
    found: dict[Var, Stmt] | None = f.facts.get("makers")
    if found is None:
        found = f.facts["makers"] = {v: s for s in statements(f) for v in s.outs}
    return found


def _divisors(f: Function) -> set[Arg]:
    """What the primal divides by on every path: where that is zero it has warned itself."""
    found: set[Arg] | None = f.facts.get("divisors")
    if found is None:
        own = (s for s in f.body.stmts if isinstance(s, Eqn) and s.of is None and s.args)
        found = f.facts["divisors"] = {s.args[-1] for s in own if REGISTRY.by_name[s.op].singular == "value"}
    return found


def _singular(s: Stmt, f: Function, program: Program) -> bool:
    """Whether it warns, or calls a sweep that may: what comes back is infinite here, zero times that warns as well."""
    seen: set[str] = set()
    todo: list[tuple[Stmt, Function]] = [(s, f)]
    while todo:
        at, within = todo.pop()
        for t in walk(Block((at,))):
            if not isinstance(t, Eqn):
                continue
            if _warns(t, within):
                return True
            name = t.attr("function") if t.op == "call" and t.of is not None else None
            if name is not None and name not in seen and name in program.functions:
                seen.add(name)
                callee = program.functions[name]
                todo += [(inner, callee) for inner in callee.body.stmts]
    return False


def _warns(s: Eqn, f: Function) -> bool:
    """Whether it is a term that NumPy may warn of though it does not warn of what is differentiated."""
    if s.of is None or not REGISTRY.by_name[s.op].singular or not any(_numpys(type_of(a)) for a in s.args):
        return False
    last = s.args[-1]
    if isinstance(last, Const) and isinstance(last.value, int | float) and last.value > 0:  # x / 2.0, x ** 2
        return False
    if REGISTRY.by_name[s.op].singular == "value" and (last in _divisors(f) or never_zero(last, _makers(f))):
        return False
    if len(s.args) == 1 and positive(last, _makers(f)):
        return False
    at: object = s
    while isinstance(at, Eqn) and at.of is not None:
        at = at.of
        if isinstance(at, Eqn) and REGISTRY.by_name[at.op].singular != "value" and not _to_a_negative_power(at):
            return True
    return False


def _to_a_negative_power(s: Eqn) -> bool:
    """Whether it is a power that is infinite where its partial is."""
    last = s.args[-1]
    power = REGISTRY.by_name[s.op].singular == "partials" and len(s.args) == 2
    return power and isinstance(last, Const) and isinstance(last.value, int | float) and last.value < 0


def _numpys(t: Type) -> bool:
    """Whether NumPy computes with it, and warns; Python raises, and `divide` and its like do neither."""
    return isinstance(t, Array) or (isinstance(t, Scalar) and t.kind != "py")
