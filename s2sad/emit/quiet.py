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

A partial that is singular only where the primal itself warns (that of ``x / y``, of ``np.log``) needs no such care,
unless the user keeps it quiet. Infinities that Python made, by `divide` and its like, or that are on a tape, do.
"""

from __future__ import annotations

from collections.abc import Iterator

from s2sad.analyse.call_graph import calls_of
from s2sad.analyse.nonzero import never_zero, positive
from s2sad.analyse.undefined import merges
from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Program, Stmt, Var, is_with, statements, type_of, uses, walk
from s2sad.rules import REGISTRY
from s2sad.types import Array, Record, Scalar, Type

QUIET = 'with np.errstate(all="ignore"):'
WHY_QUIET = "partials may be infinite"
_HELPERS = {"divide", "power", "power_dx"}
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
    if _handed_infinities(f, program):
        return next((i for i in range(start, len(stmts)) if any(map(_computes, walk(Block((stmts[i],)))))), len(stmts))
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


def _handed_infinities(f: Function, program: Program) -> bool:
    """Whether a sweep takes partials that may be infinite from the tape of the sweep before it."""
    made = (program.functions.get(p.var.type.function) for p in f.params if isinstance(p.var.type, Record))
    return any(g is not None and _records_infinities(g) for g in made)


def _records_infinities(f: Function) -> bool:
    if "records infinities" not in f.facts:
        f.facts["records infinities"] = any(isinstance(s, Eqn) and _warns(s, f) for s in statements(f))
    found: bool = f.facts["records infinities"]
    return found


def _computes(s: Stmt) -> bool:
    """Whether it is a term that NumPy computes, and no item that is moved."""
    return derivative(s) and isinstance(s, Eqn) and not calm(s) and any(_numpys(type_of(a)) for a in s.args)


def makers(f: Function) -> dict[Var, Stmt]:
    """The statements of a function by what they make."""
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
    types = [type_of(a) for a in s.args]
    if s.of is None or not any(map(_numpys, types)):
        return False
    if any(map(_numpys_for_sure, types)) and not calm(s) and not _infinite(f).isdisjoint(uses(s)):
        return True
    if not REGISTRY.by_name[s.op].singular:
        return False
    last = s.args[-1]
    if isinstance(last, Const) and isinstance(last.value, int | float) and last.value > 0:  # x / 2.0, x ** 2
        return False
    if REGISTRY.by_name[s.op].singular == "value" and never_zero(last, makers(f)):
        return False
    if len(s.args) == 1 and positive(last, makers(f)):
        return False
    if _hushes(f):
        return True
    if REGISTRY.by_name[s.op].singular == "value" and last in _divisors(f):
        return False
    return any(REGISTRY.by_name[t.op].singular != "value" and not _to_a_negative_power(t) for t in _terms_of(s))


def _hushes(f: Function) -> bool:
    """Whether a function has blocks in which nothing warns, the user's own: its derivatives stand outside of them."""
    if "hushes" not in f.facts:
        f.facts["hushes"] = any(isinstance(s, If) and is_with(s) for s in statements(f))
    found: bool = f.facts["hushes"]
    return found


def _terms_of(s: Eqn) -> Iterator[Eqn]:
    """The statements that a term belongs to: of a derivative of a derivative there are several."""
    at: object = s
    while isinstance(at, Eqn) and at.of is not None:
        at = at.of
        if isinstance(at, Eqn):
            yield at


def _infinite(f: Function) -> set[Var]:
    """What may be infinite of Python's numbers: the helpers that divide by zero are quiet, NumPy's products are not."""
    found: set[Var] | None = f.facts.get("infinite")
    if found is None:
        found = f.facts["infinite"] = set()
        eqns = [s for s in statements(f) if isinstance(s, Eqn)]
        todo = [v for s in eqns if s.op in _HELPERS and any(map(_singular_alone, _terms_of(s))) for v in s.outs]
        goes: dict[Var, list[Var]] = {}
        for s in eqns if todo else ():
            for v in uses(s):
                goes.setdefault(v, []).extend(s.outs)
        for v, sources in merges(f.body) if todo else ():
            for x in sources:
                goes.setdefault(x, []).append(v) if isinstance(x, Var) else None
        while todo:
            v = todo.pop()
            if v not in found:
                found.add(v)
                todo += goes.get(v, ())
    return found


def _singular_alone(s: Eqn) -> bool:
    """Whether partials of a statement may be infinite where its value is not."""
    return REGISTRY.by_name[s.op].singular == "partials" and not _to_a_negative_power(s)


def _to_a_negative_power(s: Eqn) -> bool:
    """Whether it is a power that is infinite where its partial is."""
    last = s.args[-1]
    power = REGISTRY.by_name[s.op].singular == "partials" and len(s.args) == 2
    return power and isinstance(last, Const) and isinstance(last.value, int | float) and last.value < 0


def _numpys_for_sure(t: Type) -> bool:
    return _numpys(t) and not (isinstance(t, Scalar) and t.kind == "any")


def _numpys(t: Type) -> bool:
    """Whether NumPy computes with it, and warns; Python raises, and `divide` and its like do neither."""
    return isinstance(t, Array) or (isinstance(t, Scalar) and t.kind != "py")
