"""Where derivatives may warn although the primal does not.

``np.sqrt(0.0)`` is quiet, its partial ``0.5 / 0.0`` is not. What only the adjoint computes is not what the user asked
to be warned of, and must not raise under ``np.errstate(all="raise")`` either; from there on the sweep is printed so::

    x_bar = 0.5 / w2                with np.errstate(all="ignore"):  # partials may be infinite
    return w2, x_bar         ->         x_bar = 0.5 / w2
                                        return w2, x_bar

Tangents stand among the statements of the primal, which warns as ever: each run of them has a block of its own::

    w2 = np.sqrt(x)                 w2 = np.sqrt(x)
    w2_dot = 0.5 * x_dot / w2       with np.errstate(all="ignore"):  # partials may be infinite
    w3 = w2 * x              ->         w2_dot = 0.5 * x_dot / w2
                                    w3 = w2 * x

A partial that is singular only where the primal itself warns (that of ``x / y``, of ``np.log``) needs no such care.
"""

from __future__ import annotations

from s2sad.analyse.call_graph import calls_of
from s2sad.analyse.nonzero import never_zero, positive
from s2sad.ir import Arg, Block, Const, Eqn, Function, Program, Stmt, Var, statements, type_of, walk
from s2sad.rules import REGISTRY
from s2sad.types import Array, Scalar, Type

QUIET = 'with np.errstate(all="ignore"):'
WHY_QUIET = "partials may be infinite"
_CALM = {"getitem", "store", "copy", "field", "np.zeros_like", "np.reshape", "reshape_like", "T"}


def first_singular(f: Function, program: Program) -> int:
    """The index of the first statement of a function that may warn where the primal does not, or of all if none does.

    What comes from there is infinite, and zero times that warns as well, here and in what is called with it.
    """
    stmts = f.body.stmts
    seams = (i for i, s in enumerate(stmts) if isinstance(s, Eqn) and s.op == "seam")
    start = next(seams, 0)
    if interleaved(f, 0) and _called_with_tangents(f, program):
        return next((i for i, s in enumerate(stmts) if any(map(derivative, walk(Block((s,)))))), len(stmts))
    return next((i for i in range(start, len(stmts)) if _singular(stmts[i], f, program)), len(stmts))


def interleaved(f: Function, start: int) -> bool:
    """Whether what is derived stands among statements of the primal, as of a statement."""
    return not f.note("adjoint") and any(map(primal, f.body.stmts[start:]))


def derivative(s: Stmt) -> bool:
    """Whether a statement is of a derivative, with all that is in it."""
    return s.of is not None if isinstance(s, Eqn) else not primal(s)


def primal(s: Stmt) -> bool:
    """Whether a statement has any part that is of the primal."""
    return any(isinstance(t, Eqn) and t.of is None and t.loc.line > 0 for t in walk(Block((s,))))


def calm(s: Stmt) -> bool:
    """Whether a statement moves numbers and computes none: nothing in it warns."""
    return isinstance(s, Eqn) and s.op in _CALM


def _called_with_tangents(f: Function, program: Program) -> bool:
    """Whether a function is called where tangents may be infinite."""
    callers = [g for g in program.functions.values() if f.name in calls_of(g)]
    return bool(callers) and any(_singular(s, g, program) for g in callers for s in g.body.stmts)


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
            name = t.attr("function") if t.op == "call" else None
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
