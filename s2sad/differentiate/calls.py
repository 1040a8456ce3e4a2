"""Calls of functions that stand beside the caller: by their own two sweeps, or with tangents.

``g_forward`` returns the result and a record that only ``g_adjoint`` looks into.  A buffer that is handed to ``g`` is
handed to ``g_adjoint`` as its shadow; for other arguments ``g_adjoint`` returns adjoints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.analyse.activity import Mask, call_leaves
from s2sad.analyse.aliases import param_leaves, result_leaves, written_by
from s2sad.analyse.motion import Facts
from s2sad.build import bar, copy_of
from s2sad.dataclass import dataclass
from s2sad.differentiate.boundary import with_more
from s2sad.differentiate.custom import forward_custom, reverse_custom
from s2sad.differentiate.forward import Forward
from s2sad.differentiate.guards import TRUE
from s2sad.differentiate.joint import joint
from s2sad.differentiate.refusals import refuse
from s2sad.differentiate.reverse import Reverse
from s2sad.differentiate.seam import crossing, distinct, flat, free, unpacked
from s2sad.differentiate.sweep import carried_type
from s2sad.differentiate.undefined import defined
from s2sad.ir import (
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    Param,
    Var,
    callees,
    custom_of,
    leaves,
    map_arg,
    statements,
    type_of,
)
from s2sad.optimise.results import with_own_results
from s2sad.rewriting import renamed
from s2sad.types import Array, Record, Scalar, Tape

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver

# What the caller of a function writes: which leaves of its parameters, and whether a result.
Written = tuple[frozenset[int], bool]


@dataclass(frozen=True)
class Inputs:
    """What is known of the inputs of a tangent sweep, and of which results its caller wants marks."""

    written: Written
    facts: Facts
    marked: tuple[int, ...] = ()


@dataclass(frozen=True)
class Pair:
    """The two sweeps of a callee, and what its adjoint sweep takes and gives."""

    forward: str
    adjoint: str
    results: Mask  # of which results the adjoint is handed in
    given: Mask  # leaves whose shadow is handed in
    grads: tuple[int, ...]  # leaves whose adjoint is returned


def reverse_call(d: Deriver, adj: Reverse, s: Eqn) -> None:
    """A call in reverse mode: the callee's forward sweep, and its adjoint sweep."""
    callee = d.program.functions[s.attr("function")]
    actual = [v for x in s.args for v in call_leaves(x)]
    custom = custom_of(s)
    if custom is not None:
        reverse_custom(d, adj, s, custom, actual)
        return
    buffers = tuple(isinstance(v, Var) and adj.buffer(v) for v in actual)
    mask = _heard(d, callee, tuple(adj.activity.mask(v) for v in actual), buffers)
    if not any(adj.wants(v) for v in s.outs) and not any(m and b for m, b in zip(mask, buffers, strict=True)):
        return
    taken = {v: adj.take(v) for v, on in zip(s.outs, d.activities.results(callee, mask), strict=True) if on}
    if all(g is None for g in taken.values()) and not any(m and b for m, b in zip(mask, buffers, strict=True)):
        return  # nothing uses what it gives
    _check_twice(adj, s, actual, buffers)
    # What varies is handed over with a shadow, and counts as written; what does not may be written all the same.
    triples = zip(actual, buffers, mask, strict=True)
    late = dict.fromkeys(v for v, b, m in triples if isinstance(v, Var) and b and not m)
    copies: dict[Var, Var] = {}
    kept = _kept_on_records(d, callee.name) if late else set()
    if on_records := [v for v in late if isinstance(v.type, Array) and v.type.dtype in kept]:
        copies = _copied_before(d, adj, s, on_records)
    exposed = tuple(isinstance(v, Var) and v not in copies and (adj.escapes(v) or v in late) for v in actual)
    given = any(adj.aliases.buffer(v) or adj.escapes(v) for v in s.outs)
    bars: list[Arg] = []
    seeded: list[bool] = []
    for v in s.outs:
        g = taken.get(v)
        seeded.append(v in taken and (g is not None or not isinstance(v.type, Record)))
        if seeded[-1]:
            bars.append(adj.b.full(g, v) if not isinstance(v.type, Record) else g)  # type: ignore[arg-type]
    both = pair(d, callee.name, mask, buffers, (given, exposed), tuple(seeded))
    record = Var(next(d.supply), Record(both.forward))
    adj.regions.home[record] = adj.regions.of[id(s)]
    args = tuple([map_arg(lambda v: copies.get(v, v), x) for x in s.args])
    adj.replaced[id(s)] = (
        *(copy_of(new, v, s) for v, new in copies.items()),
        replace(s, args=args, outs=(*s.outs, record), attrs=(("function", both.forward),), of=None),
    )
    shadows = [adj.shadow(v) for v, given in zip(actual, both.given, strict=True) if given]
    outs = tuple(Var(next(d.supply), carried_type(type_of(actual[i])), adj.name(actual[i])) for i in both.grads)
    adj.b.stmts.append(Eqn(outs, "call", (record, *bars, *shadows), (("function", both.adjoint),), s.loc, s))
    for i, g in zip(both.grads, outs, strict=True):
        there = _there(d, adj, callee, mask, i)
        x = actual[i]
        c = adj.masked(g, x, s) if len(s.outs) == 1 and isinstance(x, Var) else g
        if there == TRUE or x in adj.marks or not isinstance(g.type, Scalar):
            adj.add(x, c, there)
        else:  # none, and not what the callee makes of zero, which may be nan
            adj.add(x, adj.b.op("select", there, c, Const(0.0)))


def _kept_on_records(d: Deriver, name: str) -> set[str]:
    """The dtypes of arrays on the records that a callee is handed or makes, being made of sweeps itself.

    What one sweep hands the next in a record, that one puts onto its own tape.
    """
    todo, met = [name], {name}
    found: set[str] = set()
    while todo:
        f = d.program.functions[todo.pop()]
        for s in statements(f):
            if isinstance(s, Eqn) and s.op in ("pack", "push"):
                found.update(v.type.dtype for x in s.args for v in leaves(x) if isinstance(v.type, Array))
        todo += [c for c in callees(f) if c not in met]
        met.update(callees(f))
    return found


def _copied_before(d: Deriver, adj: Reverse, s: Eqn, late: Sequence[Var]) -> dict[Var, Var]:
    """Copies for a call of arrays that are written after it; refused where the call writes or returns them itself."""
    find = adj.aliases.find
    own = {find(v) for v in (*s.outs, *(v for w in written_by(s, d.program) for v in leaves(w)))}
    if any(find(v) in own for v in late):
        refuse(adj.f, s, "S2S306")
    copies = {v: Var(next(d.supply), v.type) for v in late}
    adj.regions.home.update(dict.fromkeys(copies.values(), adj.regions.of[id(s)]))
    return copies


def _heard(d: Deriver, callee: Function, mask: Mask, buffers: Mask) -> Mask:
    """The mask of a call without what no result and no memory is made of: no adjoint comes from there.

    Made all the same, as zeros times the partials of what the callee computes for nothing, it would be nan where one
    of these overflows.
    """

    def heard(i: int) -> bool:
        alone = tuple(k == i for k in range(len(mask)))
        return any(d.activities.results(callee, alone)) or sum(map(bool, d.activities.written(callee, alone))) > 1

    return tuple(False if on is True and not (buffers[i] or heard(i)) else on for i, on in enumerate(mask))


def _there(d: Deriver, adj: Reverse, callee: Function, mask: Mask, i: int) -> Arg:
    """Whether the adjoint that a call gives for an argument is there: that of what it goes to, results or memory."""
    if adj.by_results == TRUE or mask[i] is not True:
        return TRUE
    alone = d.activities.written(callee, tuple(k == i for k in range(len(mask))))
    return TRUE if any(on for k, on in enumerate(alone) if k != i) else adj.by_results


def _check_twice(adj: Reverse, s: Eqn, actual: Sequence[Arg], buffers: Sequence[bool]) -> None:
    roots = [adj.aliases.find(v) for v, b in zip(actual, buffers, strict=True) if b and isinstance(v, Var)]
    if len(set(roots)) < len(roots):
        refuse(adj.f, s, "S2S402")


def pair(d: Deriver, name: str, mask: Mask, buffers: Mask, exposed: tuple[bool, Mask], seeded: Mask) -> Pair:
    """The two sweeps of a callee for given active leaves and buffers of its caller.

    ``exposed`` says whether an array that the callee returns may be written before its adjoint runs,
    and which of those that it is given; ``seeded``, of which results the adjoints are handed in.
    """
    key = (name, mask, buffers, exposed, seeded)
    if key not in d.pairs:
        given = tuple(bool(m and b) for m, b in zip(mask, buffers, strict=True))
        grads = tuple(i for i, (m, g) in enumerate(zip(mask, given, strict=True)) if m and not g)
        d.pairs[key] = Pair(d.fresh(f"{name}_forward"), d.fresh(f"{name}_adjoint"), seeded, given, grads)
    made = d.pairs[key]
    if made.adjoint not in d.made and key not in d.nest.under_way:
        d.nest.do(key, lambda: _make(d, d.program.functions[name], mask, made, exposed))
    return made


def _make(d: Deriver, f: Function, mask: Mask, made: Pair, exposed: tuple[bool, Mask]) -> None:
    """Make the two sweeps of a callee."""
    forward, adjoint, results, given = made.forward, made.adjoint, made.results, made.given
    shadows = {v: Var(next(d.supply), v.type, bar(v)) for v, g in zip(param_leaves(f), given, strict=True) if g}
    outs = result_leaves(f)
    seeds: dict[Var, Arg] = {}
    seed_params = []
    for i, (v, on) in enumerate(zip(outs, results, strict=True)):
        if on:
            seed = Var(next(d.supply), carried_type(v.type), "out_bar" if len(outs) == 1 else f"out_bar_{i + 1}")
            seeds[v] = seed
            seed_params.append(Param(repr(seed), seed, seed))
    held = [v for v, on in zip(param_leaves(f), exposed[1], strict=True) if on]
    sweeps = joint(d, f, mask, seeds, shadows, entry=False, escaping=[*held, *(outs if exposed[0] else ())])
    if sweeps.mirrored:
        d.once.add(adjoint)
    inside = {v for p in sweeps.params for v in (p.var, *leaves(p.tree))}
    cross = crossing(sweeps.forward, sweeps.adjoint, sweeps.grads, set())
    cross += [v for v in free(sweeps.adjoint, sweeps.grads) if v in inside and v not in cross]
    sweep_forward, twins = defined(_with_own_results(f, sweeps.forward, d), d.supply, cross)
    kept = [twins.get(v, v) for v in cross]
    held += flat(sweep_forward.yields) if exposed[0] else ()
    sweep_forward, packed = d.kept_apart(f, sweep_forward, kept, held, True)
    out = Var(next(d.supply), Record(forward), "tape")
    tape, fields, names = unpacked(Record(forward), cross, d.supply)
    d.keep(
        Function(
            forward,
            sweeps.params,
            Block(
                (*sweep_forward.stmts, Eqn((out,), "pack", tuple(packed.get(v, v) for v in kept))),
                (*flat(sweep_forward.yields), out),
            ),
            f.notes,
        )
    )
    body = distinct(renamed(Block(sweeps.adjoint, sweeps.grads), names), d.supply)
    shadow_params = tuple(Param(repr(v), v, v) for v in shadows.values())
    d.keep(
        Function(
            adjoint,
            with_more((Param("tape", tape, tape),), (*seed_params, *shadow_params)),
            Block((*fields, *body.stmts), body.yields),
            (
                *(note for note in f.notes if note[0] != "hidden"),  # what was captured is in the tape
                ("sweeps", (forward, adjoint)),
            ),
        )
    )


def _with_own_results(f: Function, forward: Block, d: Deriver) -> Block:
    """The forward sweep with a result for each of the function's: a derivative may have got one twice by now."""
    return with_own_results(Function(f.name, f.params, forward, f.notes), f.body.yields, d.supply).body


def forward_call(d: Deriver, tan: Forward, s: Eqn) -> None:
    """A call in forward mode: the callee with tangents."""
    callee = d.program.functions[s.attr("function")]
    mask = d.activities.call_mask(s, tan.activity)
    if not any(mask):
        tan.b.stmts.append(s)
        _still(tan, s, s.outs)
        return
    actual = [v for x in s.args for v in call_leaves(x)]
    custom = custom_of(s)
    if custom is not None:
        forward_custom(d, tan, s, custom, actual)
        return
    written = frozenset(i for i, v in enumerate(actual) if mask[i] and isinstance(v, Var) and tan.aliases.buffer(v))
    facts, marked, marks = tan.marks.of_call(s, callee)
    writes = (written, any(map(tan.aliases.buffer, s.outs)))
    name, results = _callee_tangent(d, callee.name, mask, Inputs(writes, facts, marked))
    dots = [
        tan.dots[v] if isinstance(v, Var) and isinstance(v.type, (Tape, Record)) else tan.full(v)
        for v, on in zip(actual, mask, strict=True)
        if on
    ]
    outs = tuple(
        Var(next(d.supply), carried_type(v.type), f"{v!r}_dot") for v, on in zip(s.outs, results, strict=True) if on
    )
    made = tan.marks.new([s.outs[i] for i in marked])
    args = (*s.args, *dots, *marks)
    tan.b.stmts.append(replace(s, outs=(*s.outs, *outs, *made), args=args, attrs=(("function", name),)))
    tan.note(dict(zip((v for v, on in zip(s.outs, results, strict=True) if on), outs, strict=True)))
    _still(tan, s, [v for v, on in zip(s.outs, results, strict=True) if not on])


def _still(tan: Forward, s: Eqn, outs: Sequence[Var]) -> None:
    """Tangents of results that do not vary yet: what varies is written to them later."""
    for v in outs:
        if tan.active(v) and isinstance(v.type, Array):
            if v in tan.aliases.joined:
                refuse(tan.f, s, "S2S401")
            zeros = tan.b.zeros(v, f"{v!r}_dot")
            assert isinstance(zeros, Var)
            tan.note({v: zeros})


def _callee_tangent(d: Deriver, name: str, mask: Mask, at: Inputs) -> tuple[str, Mask]:
    key = (name, mask, at)
    f = d.program.functions[name]
    if key not in d.tangents:
        d.tangents[key] = (d.fresh(f"{name}_tangent"), d.activities.results(f, mask))
    fresh, _ = d.tangents[key]
    if fresh not in d.made and key not in d.nest.under_way:
        d.nest.do(key, lambda: d.tangents.update({key: (fresh, d.tangent_of(f, mask, fresh, at)[1])}))
    return d.tangents[key]
