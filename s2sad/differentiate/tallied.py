"""Which w's have a tally: item by item, how many of their uses choices take.

What only branches of ``np.where`` use is found, and cut off, as `s2sad.differentiate.masks` says, where the condition
is known at the statement.  Elsewhere the condition is carried there, as the adjoint is::

    w2 = np.sqrt(x)                    w2_tally[i] += np.where(x[i] > 0.2, 1.0, 0.0)
    for i in range(n):          ->     w2_bar[i] += …
        … np.where(x[i] > 0.2, w2[i], 0.0)
                                       x_bar = np.where(w2_tally != 0.0, w2_bar / (2.0 * w2), 0.0)

A tally is what the adjoint would be if every partial were one: so it is not zero where anything is used, whatever the
adjoint is there, and zero where nothing is.  It goes through what works item by item and through what moves items
(``moves`` of a row); what goes through anything else is taken to be used.  A w has one where it is made of what has a
singular partial and no known condition, and a choice by a condition is made of it.  What ``np.maximum`` and its like
leave out is cut off by known conditions alone: they are everywhere, and tallies for each would bury the adjoints.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.call_graph import reached
from s2sad.analyse.effects import operations
from s2sad.dataclass import dataclass
from s2sad.ir import (
    Eqn,
    Function,
    If,
    Loop,
    Program,
    Var,
    blocks,
    custom_of,
    leaves,
    operands,
    statements,
    type_of,
    uses,
)
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.complexes import is_complex
from s2sad.rules.singular import has_singular_partials, unsafe
from s2sad.types import Array, List, Record, Scalar, Tape, is_inexact


@dataclass(frozen=True)
class Tallied:
    """The w's that have a tally, and the statements whose contributions are cut off by that of their result."""

    names: tuple[Var, ...] = ()
    cut: frozenset[int] = frozenset()


def tallied(
    f: Function,
    program: Program,
    active: Collection[Var],
    a: Aliases,
    masked: Collection[Var],
    apart: Collection[Var],
    counted: Collection[Var],
    asked: Collection[Var],
) -> Tallied:
    """The tallies of a function; ``masked`` is cut off by known conditions, the shadows of ``apart`` are others'.

    The caller hands in the tallies of the results ``counted``, and asks for those of the parameters ``asked``.
    """
    if not asked and not any(map(_has_roots, (f, *_within(f, program)))):
        return Tallied()
    risky = unsafe(f, lambda s: _of_others(s, program))

    def node(v: Var) -> Var:
        return a.find(v) if a.buffer(v) else v

    cut = {id(s): s for s in statements(f) if isinstance(s, Eqn) and _cuts(s, risky, masked)}
    starts = {node(v) for s in cut.values() for v in (s.outs or leaves(s.args[0])) if v in active} | {*asked}
    ends = {node(v) for s in statements(f) if isinstance(s, Eqn) for v in _chosen(s) if v in active} | {*counted}
    for s in statements(f):
        if isinstance(s, Eqn) and counts_through(s):
            inner = _called(s, program)
            starts.update(v for v in s.outs if v in active and v not in masked and any(map(_has_roots, inner)))
            ends.update(v for v in uses(s) if v in active and not a.buffer(v) and any(map(_has_choices, inner)))
    if not starts or not ends:
        return Tallied()
    read = _read(f)
    ends |= {node(v) for v in active if v not in read}  # no adjoint comes there: none of it is used
    barred = {node(v) for v in apart} | set(map(node, _barred(f)))
    edges = [(node(x), node(y)) for x, y in _edges(f)]
    packs = [s for s in statements(f) if isinstance(s, Eqn) and s.op == "pack"]
    while True:
        found = _between(edges, starts - barred, ends - barred, barred)
        lost = {v for s in packs if s.outs[0] not in found for v in uses(s) if isinstance(v.type, Tape) and v in found}
        if not lost:
            break
        barred |= lost  # what is popped from a tape on a record without a tally, nobody counts
    if found.isdisjoint(starts):
        return Tallied()
    names = [v for v in active if node(v) in found and isinstance(v.type, (Scalar, Array, Tape, Record))]
    return Tallied(tuple(sorted(names, key=lambda v: v.id)), frozenset(cut))


def _between(
    edges: Iterable[tuple[Var, Var]], starts: Collection[Var], ends: Collection[Var], barred: Collection[Var]
) -> set[Var]:
    """What lies on ways from starts to ends, past what is barred."""
    onward: dict[Var, list[Var]] = {}
    back: dict[Var, list[Var]] = {}
    for x, y in edges:
        if x not in barred and y not in barred:
            onward.setdefault(x, []).append(y)
            back.setdefault(y, []).append(x)
    return _reached(starts, onward.get) & _reached(ends, back.get)


def passes(s: Eqn) -> bool:
    """Whether a tally goes through a statement."""
    rule = REGISTRY.by_name[s.op]
    return rule.moves or _by_item(rule)


def _by_item(rule: Rule) -> bool:
    return rule.kind == "elementwise" and rule.vjp is None and bool(rule.derivatives or rule.cases)


def _cuts(s: Eqn, risky: Collection[Var], masked: Collection[Var]) -> bool:
    """Whether a statement may make an adjoint of nothing, and no condition is known to cut it off."""
    rule = REGISTRY.by_name[s.op]
    if s.op == "update":
        rule = REGISTRY.by_name[s.attr("by")]
    if not _by_item(rule) or rule.chooses or any(v in masked for v in s.outs):
        return False
    return has_singular_partials(rule, s) or any(v in risky for v in uses(s))


def _chosen(s: Eqn) -> Iterable[Var]:
    """What a statement takes at some items only."""
    rule = REGISTRY.by_name[s.op]
    if rule.chooses and rule.kind == "elementwise" and not _by_tangents(rule, s):
        return (v for n, x in zip(rule.operands, s.args, strict=True) if n != rule.chooses for v in leaves(x))
    if rule.moves and (rule.picks or any(map(_is_condition, uses(s)))):
        return (v for x in (*s.args, *s.outs) for v in leaves(x))  # some items, as the run says
    return ()


def _read(f: Function) -> set[Var]:
    """What statements compute with, and what leaves blocks."""
    found = {v for y in f.body.yields for v in leaves(y)}
    for s in statements(f):
        if not isinstance(s, Eqn):
            found.update(v for b in blocks(s) for y in b.yields for v in leaves(y))
            found.update(v for x in operands(s) for v in leaves(x))
        elif (rule := REGISTRY.by_name[s.op]).kind != "constant":
            shapes = [i for i, n in enumerate(rule.operands) if n in rule.shape_only]
            found.update(v for i, x in enumerate(s.args) if i not in shapes for v in leaves(x))
    return found


def _by_tangents(rule: Rule, s: Eqn) -> bool:
    """Whether a choice is made by a tangent (`s2sad.differentiate.marks`): what is zero by accident is used."""
    return bool(rule.chooses) and is_inexact(type_of(s.args[rule.operands.index(rule.chooses)]))


def counts_through(s: Eqn) -> bool:
    """Whether a statement calls a function whose adjoint sweep is made, and may be handed tallies."""
    return s.op == "call" and custom_of(s) is None


def _within(f: Function, program: Program) -> list[Function]:
    """What a function calls, at any depth."""
    return [g for g in reached(f, program) if g is not None]


def _of_others(s: Eqn, program: Program) -> bool:
    """Whether a statement gives what another function made, which may have made it by roots."""
    if s.op == "field":
        return isinstance(type_of(s.args[0]), Record)
    return counts_through(s) and any(map(_has_roots, _called(s, program)))


def _called(s: Eqn, program: Program) -> list[Function]:
    """What a call calls, at any depth."""
    callee = program.functions[s.attr("function")]
    return [callee, *_within(callee, program)]


def _has_roots(f: Function) -> bool:
    return any(REGISTRY.by_name[op].singular for op in operations(f))


def _has_choices(f: Function) -> bool:
    if "has choices" not in f.facts:
        f.facts["has choices"] = any(True for s in statements(f) if isinstance(s, Eqn) for _ in _chosen(s))
    found: bool = f.facts["has choices"]
    return found


def _is_condition(v: Var) -> bool:
    return isinstance(v.type, Array) and v.type.dtype == "bool"


def _barred(f: Function) -> Iterator[Var]:
    """What has no tally: what is complex, and lists and tapes that others get."""
    for s in statements(f):
        if isinstance(s, Eqn):
            yield from (v for v in (*s.outs, *uses(s)) if is_complex(v.type))
            if not passes(s) and REGISTRY.by_name[s.op].kind != "constant":
                kinds = (List,) if s.op in ("pack", "field") else (List, Tape)
                yield from (v for v in (*s.outs, *uses(s)) if isinstance(v.type, kinds))
    yield from (v for y in f.body.yields for v in leaves(y) if isinstance(v.type, List))


def _edges(f: Function) -> Iterator[tuple[Var, Var]]:
    """What is made of what, where tallies go through."""
    for s in statements(f):
        if isinstance(s, Eqn):
            if passes(s):
                rule = REGISTRY.by_name[s.op]
                made = [*s.outs, *(v for i in rule.writes for v in leaves(s.args[i]))]
                for n, x in zip(rule.operands, s.args, strict=True):
                    if n not in rule.shape_only and n != rule.chooses:
                        yield from ((v, w) for v in leaves(x) if _varies(v) for w in made if v is not w)
            elif counts_through(s) or s.op in ("pack", "field"):
                yield from ((v, w) for v in uses(s) if _varies(v) for w in s.outs if _varies(w))
            continue
        if isinstance(s, If):
            for v, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                yield from ((u, v) for z in (x, y) for u in leaves(z))
        if isinstance(s, Loop):
            shift = 1 if s.until else 0
            for i, (v, p) in enumerate(zip(s.outs, s.params, strict=True)):
                yield p, v
                yield from ((u, w) for x in (s.inits[i], s.body.yields[i + shift]) for u in leaves(x) for w in (p, v))


def _varies(v: Var) -> bool:
    return is_inexact(v.type) or isinstance(v.type, (Tape, Record))


def _reached(found: Collection[Var], steps: Callable[[Var], list[Var] | None]) -> set[Var]:
    reached_by = set(found)
    todo = list(reached_by)
    while todo:
        for v in steps(todo.pop()) or ():
            if v not in reached_by:
                reached_by.add(v)
                todo.append(v)
    return reached_by
