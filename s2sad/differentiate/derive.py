"""Derivatives of whole programs: which functions are made, and how they call one another.

For ``f`` that calls ``g``, differentiated by ``x``::

    f_value_and_grad(x)           forward and adjoint sweep in one body, the seed folded in
    f_forward(x) -> value, tape   the same statements, cut at the seam:
    f_adjoint(x, tape, out_bar)   the tape is what is alive across the cut
    f_tangent(x, x_dot)           value and tangent
    g_forward, g_adjoint …        for the arguments of g that are active in f

A buffer that is handed to ``g`` is handed to ``g_adjoint`` as its shadow; for other
arguments ``g_adjoint`` returns adjoints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NoReturn

from s2sad.analyse.activity import Activities, Activity, Mask, call_leaves
from s2sad.analyse.aliases import Aliases, aliases, order, param_leaves, recursive, result_leaves, written_params
from s2sad.analyse.strides import overlapping_stores
from s2sad.build import Builder, bar
from s2sad.differentiate.apart import kept_apart
from s2sad.differentiate.forward import Forward
from s2sad.differentiate.mirror import mirrored
from s2sad.differentiate.reverse import Reverse, Sweeps, carried_type, prepared
from s2sad.differentiate.tape import plan
from s2sad.differentiate.undefined import defined
from s2sad.errors import InternalError, Problem, UnsupportedError, character_column
from s2sad.ir import (
    Arg,
    Attrs,
    Block,
    Const,
    Eqn,
    Function,
    Pack,
    Param,
    Program,
    Stmt,
    Var,
    bound,
    leaves,
    map_blocks,
    map_operands,
    substitute,
    type_of,
    unused,
    walk,
)
from s2sad.ir import (
    defined as bindings,
)
from s2sad.optimise.copies import drop_copies
from s2sad.optimise.cse import merge_repeated
from s2sad.optimise.dce import eliminate_dead, sweep
from s2sad.optimise.inline import inline_mixed
from s2sad.optimise.literals import literals_first
from s2sad.optimise.loops import count_only
from s2sad.optimise.simplify import simplify
from s2sad.optimise.sink import sink_carried
from s2sad.optimise.stores import assign_first, assign_whole_first, drop_stores, update_in_place
from s2sad.types import Array, Record, Scalar, Struct, Tape, Type, is_inexact, rank
from s2sad.verify import checked

_WHY = {
    "S2S401": (
        "a write to an array that other names may or may not share",
        "which memory it is, only the run knows: the name is bound to one array on one path and to another elsewhere.",
        "copy the array before it is written: a = a.copy().",
    ),
    "S2S402": (
        "a call that gets one array twice and may write it",
        "the callee would see one argument change through the other.",
        "pass a copy of one of them.",
    ),
    "S2S405": (
        "a strided store of a view of the same array",
        "NumPy copies one item after the other here, so what is stored may be read again.",
        "store a copy: a[i] = a[j].copy().",
    ),
    "S2S304": (
        "a complex number that varies with what is differentiated",
        "derivatives flow through real numbers: the rules would take the wrong part of a complex one.",
        "compute its real and its imaginary part as two numbers.",
    ),
    "S2S306": (
        "a derivative of a derivative through a recursive call",
        "the record of a recursive function holds records of itself, which have no derivative yet.",
        "write the recursion as a loop, or take the inner derivative in forward mode.",
    ),
}


# What is done to a derivative once its tape is planned, in this order.
SIMPLIFICATIONS: tuple[Callable[[Function, Program], Function], ...] = (
    count_only,
    literals_first,
    merge_repeated,
    assign_whole_first,
    drop_copies,
    assign_first,
    drop_stores,
    update_in_place,
    sink_carried,
)


# What the caller of a function writes: which leaves of its parameters, and whether a result.
Written = tuple[frozenset[int], bool]


@dataclass(frozen=True)
class Pair:
    """The two sweeps of a callee, and what its adjoint sweep takes and gives."""

    forward: str
    adjoint: str
    results: Mask
    given: Mask  # leaves whose shadow is handed in
    grads: tuple[int, ...]  # leaves whose adjoint is returned


@dataclass(frozen=True)
class Joint:
    """Forward and adjoint sweep with the tape planned."""

    params: tuple[Param, ...]
    forward: Block
    adjoint: tuple[Stmt, ...]
    grads: tuple[Arg, ...]
    mirrored: bool = False  # whether the forward sweep makes shadows, which serve one adjoint sweep only


@dataclass
class Deriver:
    """Makes the derivatives of one program; the functions that it makes are in ``made``."""

    program: Program
    optimise: bool = True
    final: bool = True  # whether the text is next, and not another derivative
    reserved: frozenset[str] = frozenset()  # names that the derivatives of callees must not take
    made: dict[str, Function] = field(default_factory=dict)
    pairs: dict[tuple[str, Mask, Mask, tuple[bool, Mask]], Pair] = field(default_factory=dict)
    tangents: dict[tuple[str, Mask, Written], tuple[str, Mask]] = field(default_factory=dict)
    once: set[str] = field(default_factory=set)  # adjoint sweeps whose tape holds shadows: each tape serves once

    def __post_init__(self) -> None:
        self.program = inline_mixed(self.program)
        self.supply = self.program.supply
        self.activities = Activities(self.program)

    # ------------------------------------------------------------ entries

    def protected(self, name: str) -> Function:
        """The entry, with copies of the arguments that it writes: the caller's stay as they are."""
        if f"{name}'" in self.program.functions:
            return self.program.functions[f"{name}'"]
        f = self.program.functions[name]
        written = written_params(f, self.program)
        if not written:
            return f
        fresh = {v: Var(next(self.supply), v.type) for i, v in enumerate(param_leaves(f)) if i in written}
        copies = tuple(Eqn((new,), "copy", (old,), _layout(old)) for old, new in fresh.items())
        lead = tuple(s for s in f.body.stmts if isinstance(s, Eqn) and s.op == "field")
        rest = f.body.stmts[len(lead) :]
        body = _renamed(Block(rest, f.body.yields), fresh)
        out = replace(f, body=Block(lead + copies + body.stmts, body.yields))
        # The analyses know functions by name; a protected entry is another function.
        out = replace(out, name=f"{f.name}'")
        self.program.functions[out.name] = out
        return out

    def value_and_grad(self, name: str, mask: Mask, value: bool = True, suffix: str = "_value_and_grad") -> Function:
        """Forward and adjoint sweep in one body, for a scalar result with the seed 1."""
        f = self.protected(name)
        joint = self._joint(f, mask, {v: Const(1.0) for v in result_leaves(f) if is_inexact(v.type)}, {}, entry=True)
        grads = self._by_param(f, mask, joint.grads)
        yields = ((joint.forward.yields[0],) if value else ()) + (grads,)
        seam = (Eqn((), "seam", ()),) if value else ()
        made = Function(
            f"{name}{suffix}", joint.params, Block((*joint.forward.stmts, *seam, *joint.adjoint), yields), f.notes
        )
        return self._keep(made)

    def split(self, name: str, mask: Mask) -> tuple[Function, Function]:
        """``f_forward(params) -> (value, tape)`` and ``f_adjoint(params, tape, out_bar)``."""
        f = self.protected(name)
        seeds, seed_param, fields = self._seeds(f, mask)
        joint = self._joint(f, mask, seeds, {}, entry=True, escaping=result_leaves(f))
        if joint.mirrored or self._calls_once(joint):
            return self._run_again(name, f, mask, joint, seed_param, fields)
        cross = _crossing(
            joint.forward,
            (*fields, *joint.adjoint),
            joint.grads,
            {v for p in joint.params for v in (p.var, *leaves(p.tree))},
        )
        sweep_forward, twins = defined(joint.forward, self.supply, cross)
        kept = [twins.get(v, v) for v in cross]
        sweep_forward, packed = self._kept_apart(f, sweep_forward, kept, _flat(sweep_forward.yields), False)
        lead = tuple(s for s in sweep_forward.stmts if isinstance(s, Eqn) and s.op == "field")
        tape_type = Record(f"{name}_forward")
        out = Var(next(self.supply), tape_type, "tape")
        forward = Function(
            f"{name}_forward",
            joint.params,
            Block(
                (*sweep_forward.stmts, Eqn((out,), "pack", tuple(packed.get(v, v) for v in kept))),
                (sweep_forward.yields[0], out),
            ),
            f.notes,
        )
        tape, unpacked, renamed = self._unpacked(tape_type, cross)
        body = _renamed(Block((*fields, *joint.adjoint), (self._by_param(f, mask, joint.grads),)), renamed)
        # Parameters that are structures are taken apart anew on this side of the cut.
        adjoint = Function(
            f"{name}_adjoint",
            with_more(joint.params, (Param("tape", tape, tape), *seed_param)),
            Block((*lead, *unpacked, *body.stmts), body.yields),
            (*f.notes, ("sweeps", (forward.name, f"{name}_adjoint"))),
        )
        return self._keep(forward), self._keep(adjoint)

    def _run_again(
        self, name: str, f: Function, mask: Mask, joint: Joint, seeds: tuple[Param, ...], fields: tuple[Stmt, ...]
    ) -> tuple[Function, Function]:
        """The split of a function whose forward sweep makes shadows: the adjoint sweep runs it anew at each call."""
        tape_type = Record(f"{name}_forward")
        out, tape = Var(next(self.supply), tape_type, "tape"), Var(next(self.supply), tape_type, "tape")
        body, _ = defined(f.body, self.supply)
        forward = Function(
            f"{name}_forward",
            joint.params,
            Block((*body.stmts, Eqn((out,), "pack", ())), (body.yields[0], out)),
            f.notes,
        )
        adjoint = Function(
            f"{name}_adjoint",
            with_more(joint.params, (Param("tape", tape, tape), *seeds)),
            Block((*fields, *joint.forward.stmts, *joint.adjoint), (self._by_param(f, mask, joint.grads),)),
            f.notes,
        )
        return self._keep(forward), self._keep(adjoint)

    def _calls_once(self, joint: Joint) -> bool:
        """Whether an adjoint sweep calls, at any depth, one whose tape serves once."""
        todo, seen = list(joint.adjoint), set[str]()
        while todo:
            for s in walk(Block((todo.pop(),))):
                if isinstance(s, Eqn) and s.op == "call" and s.attr("function") not in seen:
                    seen.add(s.attr("function"))
                    if s.attr("function") in self.made:
                        todo += self.made[s.attr("function")].body.stmts
        return not seen.isdisjoint(self.once)

    def tangent(self, name: str, mask: Mask, entry: bool = True, suffix: str = "_tangent") -> tuple[Function, Mask]:
        """``f_tangent(params, dots) -> (value, out_dot)``."""
        f = self.protected(name) if entry else self.program.functions[name]
        made, results = self._tangent(f, mask, f"{name}{suffix}", entry)
        return made, results

    # ------------------------------------------------------------ reverse mode

    def _joint(
        self,
        f: Function,
        mask: Mask,
        seeds: Mapping[Var, Arg],
        shadows: Mapping[Var, Var],
        entry: bool,
        escaping: Sequence[Var] = (),
    ) -> Joint:
        """Both sweeps with the tape planned; ``escaping`` is what others hold and may write before the adjoint runs."""
        written = frozenset() if entry else frozenset(i for i, v in enumerate(param_leaves(f)) if v in shadows)
        f = prepared(f, lambda: next(self.supply))
        a = aliases(f, self.program, written)
        self._check_overlaps(f, a)
        activity = Activities(self.program).of(f, mask, a) if not entry else self.activities.of(f, mask, a)
        self._check_real(f, activity)
        primal = f
        places = order(f, a, self.program)
        f, paired = mirrored(f, activity, a, places, self.supply, shadows, lambda s, code: self.refuse(primal, s, code))
        if paired:
            places = order(f, a, self.program)
        if written:
            # The caller may write the memory of its buffers after the call.
            for i in written:
                places.writes.setdefault(a.find(param_leaves(f)[i]), []).append(1 << 60)
        reverse = Reverse(self, f, activity, a, places, {**shadows, **paired})
        reverse.escaping = {a.find(v) for v in escaping if isinstance(v.type, Array)}
        sweeps = reverse.run(seeds)
        grads = self._conformed(f, mask, sweeps, set(shadows))
        extra = [v for x in (*seeds.values(), *shadows.values()) for v in leaves(x)]
        joint = self._planned(f, sweeps, grads, a, places, tuple(Param(repr(v), v, v) for v in extra))
        return replace(joint, mirrored=bool(paired))

    def _conformed(self, f: Function, mask: Mask, sweeps: Sweeps, given: set[Var]) -> list[Arg]:
        """The adjoints of the active leaves with the shape, dtype and kind of the argument."""
        b = Builder(self.supply, sweeps.adjoint)
        out: list[Arg] = []
        for leaf, on in zip(param_leaves(f), mask, strict=True):
            if not on or leaf in given:
                continue
            g = sweeps.grads.get(leaf)
            b.of = Eqn((leaf,), "field", ())
            out.append(conform(b, g, leaf))
        return out

    def _planned(
        self, f: Function, sweeps: Sweeps, grads: list[Arg], a: Aliases, places: Any, extra: tuple[Param, ...]
    ) -> Joint:
        adjoint = Block(tuple(sweeps.adjoint), tuple(grads))
        if self.optimise:
            adjoint = simplify(adjoint, self.supply)
        adjoint = sweep(adjoint)
        wanted = {v for s in _all(adjoint) for v in _named(s)}
        wanted.update(v for y in adjoint.yields for v in leaves(y))
        forward = _without(sweeps.forward, sweeps.snapshots - wanted)
        forward, adjoint = plan(forward, adjoint, self.supply, a, places, {})
        forward, _ = defined(forward, self.supply)
        body = Block((*forward.stmts, Eqn((), "seam", ()), *adjoint.stmts), (*forward.yields, *adjoint.yields))
        joint = Function(f"{f.name}*", f.params + extra, body, f.notes)
        joint = self._optimised(joint)
        at = next(i for i, s in enumerate(joint.body.stmts) if isinstance(s, Eqn) and s.op == "seam")
        n = len(forward.yields)
        return Joint(
            f.params,
            Block(joint.body.stmts[:at], joint.body.yields[:n]),
            joint.body.stmts[at + 1 :],
            joint.body.yields[n:],
        )

    def _optimised(self, f: Function) -> Function:
        f = checked(eliminate_dead(checked(f, "differentiate")), "eliminate_dead")
        if not self.optimise:
            return f
        program = self._with_made()
        # A copy keeps a value apart from a buffer; only when nothing is derived any more may it go.
        for simplification in SIMPLIFICATIONS if self.final else SIMPLIFICATIONS[:3]:
            f = checked(simplification(f, program), simplification.__name__)
        return checked(eliminate_dead(f), "eliminate_dead")

    def _with_made(self) -> Program:
        return Program({**self.program.functions, **self.made}, self.supply)

    def _seeds(self, f: Function, mask: Mask) -> tuple[dict[Var, Arg], tuple[Param, ...], tuple[Stmt, ...]]:
        """The seed parameter ``out_bar``: one w, or a structure like the result's."""
        activity = self.activities.of(f, mask)
        result = f.body.yields[0]
        if isinstance(result, Var):
            if result not in activity.active:
                return (
                    {},
                    (Param("out_bar", (v := Var(next(self.supply), carried_type(result.type), "out_bar")), v),),
                    (),
                )
            v = Var(next(self.supply), seed_type(result.type), "out_bar")
            return {result: v}, (Param("out_bar", v, v),), ()
        t = type_of(result)
        var = Var(next(self.supply), t, "out_bar")
        fields: list[Stmt] = []
        seeds: dict[Var, Arg] = {}

        def take(y: Arg, base: Var) -> None:
            for i, item in enumerate(y.items if isinstance(y, Pack) else ()):
                key = y.keys[i] if isinstance(y, Pack) and y.keys is not None else i
                if isinstance(item, Const) or (isinstance(item, Var) and item not in activity.active):
                    continue
                part = Var(next(self.supply), type_of(item))
                fields.append(Eqn((part,), "field", (base, Const(key))))
                if isinstance(item, Var):
                    seeds[item] = part if item not in seeds else self._sum(fields, seeds[item], part)
                else:
                    take(item, part)

        take(result, var)
        return seeds, (Param("out_bar", var, var),), tuple(fields)

    def _sum(self, stmts: list[Stmt], x: Arg, y: Arg) -> Arg:
        return Builder(self.supply, stmts).keep("add", (x, y))

    def _distinct(self, block: Block) -> Block:
        """The block with a w of its own for each result: a call has one for each."""
        b = Builder(self.supply, list(block.stmts))
        seen: set[Arg] = set()
        yields: list[Arg] = []
        for y in block.yields:
            if not isinstance(y, Var) or y in seen:
                y = b.keep("copy" if isinstance(type_of(y), Array) else "pos", (y,))
            seen.add(y)
            yields.append(y)
        return Block(tuple(b.stmts), tuple(yields))

    def _kept_apart(
        self, f: Function, forward: Block, cross: Sequence[Var], held: Sequence[Var], identical: bool
    ) -> tuple[Block, dict[Var, Var]]:
        whole = Function(f"{f.name}*", f.params, forward)
        return kept_apart(whole, self._with_made(), cross, held, self.supply, identical)

    def _unpacked(self, t: Record, cross: Sequence[Var]) -> tuple[Var, list[Stmt], dict[Var, Var]]:
        """The items of a tape, under new w's; lists are copied, so that a tape can be used again."""
        tape = Var(next(self.supply), t, "tape")
        fields: list[Stmt] = []
        copies: list[Stmt] = []
        renamed: dict[Var, Var] = {}
        for i, v in enumerate(cross):
            out = item = Var(next(self.supply), v.type, repr(v))
            if isinstance(v.type, Tape):
                out = Var(next(self.supply), v.type, repr(v))
                copies.append(Eqn((out,), "tape_copy", (item,)))
            fields.append(Eqn((item,), "field", (tape, Const(i))))
            renamed[v] = out
        return tape, [*fields, *copies], renamed

    def _by_param(self, f: Function, mask: Mask, grads: Sequence[Arg]) -> Arg:
        """The gradients per parameter that has any, in the parameter's structure."""
        on = iter(mask)
        rest = iter(grads)

        def tree(x: Arg) -> Arg:
            if isinstance(x, Pack):
                return x.like(map(tree, x.items))
            if isinstance(x, Const):
                return Const(None)
            return next(rest) if next(on) else Const(None)

        trees = [tree(p.tree) for p in f.params]
        some = [t for t in trees if any(True for _ in leaves(t)) or _has_number(t)]
        return some[0] if len(some) == 1 else Pack("tuple", tuple(some))

    def reverse_call(self, adj: Reverse, s: Eqn) -> None:
        """A call in reverse mode: the callee's forward sweep, and its adjoint sweep."""
        callee = self.program.functions[s.attr("function")]
        actual = [v for x in s.args for v in call_leaves(x)]
        mask = tuple(adj.wants(v) for v in actual)
        buffers = tuple(isinstance(v, Var) and adj.buffer(v) for v in actual)
        if not any(adj.wants(v) for v in s.outs) and not any(m and b for m, b in zip(mask, buffers, strict=True)):
            return
        if any(isinstance(type_of(v), Record) for v in (*actual, *s.outs)):
            self.refuse(adj.f, s, "S2S306")
        self._check_twice(adj, s, actual, buffers)
        exposed = tuple(isinstance(v, Var) and adj.escapes(v) for v in actual)
        given = any(adj.aliases.buffer(v) or adj.escapes(v) for v in s.outs)
        pair = self.pair(callee.name, mask, buffers, (given, exposed))
        record = Var(next(self.supply), Record(pair.forward))
        adj.homes[record] = adj.homes_of_stmt[id(s)]
        adj.replaced[id(s)] = replace(s, outs=(*s.outs, record), attrs=(("function", pair.forward),), of=None)
        bars = []
        for v, on in zip(s.outs, pair.results, strict=True):
            g = adj._take(v) if on else None
            if on:
                bars.append(adj.b.full(g, v))
        shadows = [adj.shadow(v) for v, given in zip(actual, pair.given, strict=True) if given]
        outs = tuple(Var(next(self.supply), carried_type(type_of(actual[i])), adj.name(actual[i])) for i in pair.grads)
        adj.b.stmts.append(Eqn(outs, "call", (record, *bars, *shadows), (("function", pair.adjoint),), s.loc, s))
        for i, g in zip(pair.grads, outs, strict=True):
            adj.add(actual[i], g)

    def _check_twice(self, adj: Reverse, s: Eqn, actual: Sequence[Arg], buffers: Sequence[bool]) -> None:
        roots = [adj.aliases.find(v) for v, b in zip(actual, buffers, strict=True) if b and isinstance(v, Var)]
        if len(set(roots)) < len(roots):
            self.refuse(adj.f, s, "S2S402")

    def pair(self, name: str, mask: Mask, buffers: Mask, exposed: tuple[bool, Mask]) -> Pair:
        """The two sweeps of a callee for given active leaves and buffers of its caller.

        ``exposed`` says whether an array that the callee returns may be written before its adjoint runs,
        and which of those that it is given.
        """
        key = (name, mask, buffers, exposed)
        if key in self.pairs:
            return self.pairs[key]
        f = self.program.functions[name]
        given = tuple(m and b for m, b in zip(mask, buffers, strict=True))
        grads = tuple(i for i, (m, g) in enumerate(zip(mask, given, strict=True)) if m and not g)
        forward, adjoint = self._fresh(f"{name}_forward"), self._fresh(f"{name}_adjoint")
        results = self.activities.results(f, mask)
        pair = Pair(forward, adjoint, results, given, grads)
        self.pairs[key] = pair
        shadows = {v: Var(next(self.supply), v.type, bar(v)) for v, g in zip(param_leaves(f), given, strict=True) if g}
        outs = result_leaves(f)
        seeds: dict[Var, Arg] = {}
        seed_params = []
        for i, (v, on) in enumerate(zip(outs, results, strict=True)):
            if on:
                seed = Var(next(self.supply), carried_type(v.type), "out_bar" if len(outs) == 1 else f"out_bar_{i + 1}")
                seeds[v] = seed
                seed_params.append(Param(repr(seed), seed, seed))
        held = [v for v, on in zip(param_leaves(f), exposed[1], strict=True) if on]
        joint = self._joint(f, mask, seeds, shadows, entry=False, escaping=[*held, *(outs if exposed[0] else ())])
        if joint.mirrored:
            self.once.add(adjoint)
        inside = {v for p in joint.params for v in (p.var, *leaves(p.tree))}
        cross = _crossing(joint.forward, joint.adjoint, joint.grads, set())
        cross += [v for v in _free(joint.adjoint, joint.grads) if v in inside and v not in cross]
        sweep_forward, twins = defined(joint.forward, self.supply, cross)
        kept = [twins.get(v, v) for v in cross]
        held += _flat(sweep_forward.yields) if exposed[0] else ()
        sweep_forward, packed = self._kept_apart(f, sweep_forward, kept, held, True)
        out = Var(next(self.supply), Record(forward), "tape")
        tape, unpacked, renamed = self._unpacked(Record(forward), cross)
        self._keep(
            Function(
                forward,
                joint.params,
                Block(
                    (*sweep_forward.stmts, Eqn((out,), "pack", tuple(packed.get(v, v) for v in kept))),
                    (*_flat(sweep_forward.yields), out),
                ),
                f.notes,
            )
        )
        body = self._distinct(_renamed(Block(joint.adjoint, joint.grads), renamed))
        shadow_params = tuple(Param(repr(v), v, v) for v in shadows.values())
        self._keep(
            Function(
                adjoint,
                with_more((Param("tape", tape, tape),), (*seed_params, *shadow_params)),
                Block((*unpacked, *body.stmts), body.yields),
                (
                    *(note for note in f.notes if note[0] != "hidden"),  # what was captured is in the tape
                    ("sweeps", (forward, adjoint)),
                ),
            )
        )
        return pair

    # ------------------------------------------------------------ forward mode

    def forward_call(self, tan: Forward, s: Eqn) -> None:
        """A call in forward mode: the callee with tangents."""
        callee = self.program.functions[s.attr("function")]
        mask = self.activities.call_mask(s, tan.activity)
        if not any(mask):
            tan.b.stmts.append(s)
            self._still(tan, s, s.outs)
            return
        if any(isinstance(v.type, Record) for v in s.outs) and recursive(callee, self.program):
            self.refuse(tan.f, s, "S2S306")
        actual = [v for x in s.args for v in call_leaves(x)]
        written = frozenset(i for i, v in enumerate(actual) if mask[i] and isinstance(v, Var) and tan.aliases.buffer(v))
        name, results = self._callee_tangent(callee.name, mask, (written, any(map(tan.aliases.buffer, s.outs))))
        dots = [
            tan.dots[v] if isinstance(v, Var) and isinstance(v.type, (Tape, Record)) else tan.full(v)
            for v, on in zip(actual, mask, strict=True)
            if on
        ]
        outs = tuple(
            Var(next(self.supply), carried_type(v.type), f"{v!r}_dot")
            for v, on in zip(s.outs, results, strict=True)
            if on
        )
        tan.b.stmts.append(replace(s, outs=(*s.outs, *outs), args=(*s.args, *dots), attrs=(("function", name),)))
        tan.note(dict(zip((v for v, on in zip(s.outs, results, strict=True) if on), outs, strict=True)))
        self._still(tan, s, [v for v, on in zip(s.outs, results, strict=True) if not on])

    def _still(self, tan: Forward, s: Eqn, outs: Sequence[Var]) -> None:
        """Tangents of results that do not vary yet: what varies is written to them later."""
        for v in outs:
            if tan.active(v) and isinstance(v.type, Array):
                if v in tan.aliases.joined:
                    self.refuse(tan.f, s, "S2S401")
                zeros = tan.b.zeros(v, f"{v!r}_dot")
                assert isinstance(zeros, Var)
                tan.note({v: zeros})

    def _check_overlaps(self, f: Function, a: Aliases) -> None:
        """Refuse stores whose source NumPy may overwrite before it has read it."""
        for s in overlapping_stores(f, a):
            self.refuse(f, s, "S2S405")

    def _check_real(self, f: Function, activity: Activity) -> None:
        """Refuse complex numbers where derivatives flow."""
        for s in walk(f.body):
            for v in bindings(s):
                if v in activity and isinstance(v.type, (Scalar, Array)) and v.type.dtype.startswith("complex"):
                    self.refuse(f, s, "S2S304")

    def _callee_tangent(self, name: str, mask: Mask, written: Written) -> tuple[str, Mask]:
        key = (name, mask, written)
        if key not in self.tangents:
            f = self.program.functions[name]
            fresh = self._fresh(f"{name}_tangent")
            self.tangents[key] = (fresh, self.activities.results(f, mask))
            _, results = self._tangent(f, mask, fresh, False, written)
            self.tangents[key] = (fresh, results)
        return self.tangents[key]

    def _tangent(
        self, f: Function, mask: Mask, name: str, entry: bool, written: Written = (frozenset(), False)
    ) -> tuple[Function, Mask]:
        a = aliases(f, self.program, *written)
        self._check_overlaps(f, a)
        known = self.activities if written == (frozenset(), False) else Activities(self.program)
        activity = known.of(f, mask, a)
        self._check_real(f, activity)
        forward = Forward(self, f, activity, a)
        on = iter(mask)
        dots: dict[Var, Arg] = {}
        params: list[Param] = []
        lead: list[Stmt] = []
        for p in f.params:
            flags = [next(on) for _ in leaves(p.tree)]
            if not any(flags):
                continue
            if entry:
                var = Var(next(self.supply), _dot_type(p.var.type), f"{p.name}_dot")
                params.append(Param(f"{p.name}_dot", var, var))
                self._dot_fields(p.tree, var, iter(flags), dots, lead)
            else:
                for leaf, flag in zip(leaves(p.tree), flags, strict=True):
                    if flag:
                        var = Var(next(self.supply), _dot_type(leaf.type), f"{leaf!r}_dot")
                        params.append(Param(repr(var), var, var))
                        dots[leaf] = var
        stmts, tangents = forward.run(dots)
        results = tuple(activity.mask(v) for v in result_leaves(f))
        if entry:
            yields: tuple[Arg, ...] = (*f.body.yields, *tangents)
        else:
            extra = tuple(forward.tree(v) for v, r in zip(result_leaves(f), results, strict=True) if r)
            yields = (*(result_leaves(f)), *extra)
        made = Function(name, with_more(f.params, params), Block((*lead, *stmts), yields), f.notes)
        if self.optimise:
            made = replace(made, body=simplify(made.body, self.supply))
        made = self._optimised(made)
        self.made[made.name] = made
        return made, results

    def _dot_fields(self, tree: Arg, var: Var, flags: Any, dots: dict[Var, Arg], lead: list[Stmt]) -> None:
        if isinstance(tree, Var):
            if next(flags):
                dots[tree] = var
            return
        assert isinstance(tree, Pack)
        for i, item in enumerate(tree.items):
            n = sum(1 for _ in leaves(item))
            taken = [next(flags) for _ in range(n)]
            if any(taken):
                key = tree.keys[i] if tree.keys is not None else i
                part = Var(next(self.supply), _dot_type(type_of(item)))
                lead.append(Eqn((part,), "field", (var, Const(key))))
                self._dot_fields(item, part, iter(taken), dots, lead)

    # ------------------------------------------------------------ bookkeeping

    def _fresh(self, name: str) -> str:
        taken = {
            *self.reserved,
            *self.made,
            *self.program.functions,
            *(n for p in self.pairs.values() for n in (p.forward, p.adjoint)),
            *(n for n, _ in self.tangents.values()),
        }
        return unused(name, taken)

    def _keep(self, f: Function) -> Function:
        f = eliminate_dead(f)
        self.made[f.name] = f
        return f

    def reachable(self, *entries: str) -> Program:
        """The program of some functions and of what they call."""
        known = {**self.program.functions, **self.made}
        out: dict[str, Function] = {}
        todo = list(reversed(entries))
        while todo:
            name = todo.pop()
            if name in out:
                continue
            f = known[name]
            if name not in self.made and name not in entries:
                # A call gets the leaves of the callee's result.
                f = eliminate_dead(replace(f, body=Block(f.body.stmts, tuple(result_leaves(f)))))
            out[name] = f
            callees = [s.attr("function") for s in walk(known[name].body) if isinstance(s, Eqn) and s.op == "call"]
            todo += [c for c in reversed(dict.fromkeys(callees)) if c not in out]
        return Program(out, self.supply)

    def refuse_records(self) -> None:
        """Refuse the derivative of a derivative if a recursive function's record holds shadows."""
        for f in self.program.functions.values():
            for s in walk(f.body):
                if self.once and isinstance(s, Eqn) and s.op == "call" and recursive(f, self.program):
                    self.refuse(f, s, "S2S306")

    def refuse(self, f: Function, s: Stmt | None, code: str) -> NoReturn:
        """A located refusal of something that only differentiation finds."""
        source = f.note("source")
        if source is None or s is None:
            raise InternalError(f"{code} at an unknown place in {f.name}")
        what, why, fix = _WHY[code]
        lineno = source.first_line + s.loc.line - 1
        line = source.lines[lineno - 1] if 0 < lineno <= len(source.lines) else ""
        col = character_column(line, s.loc.col)
        raise UnsupportedError(
            Problem(code, source.filename, lineno, col, source.qualname, what, why, fix, line.rstrip("\n"))
        )


def conform(b: Builder, g: Arg | None, leaf: Var) -> Arg:
    """An adjoint with the shape, dtype and scalar kind of its argument, in memory of its own."""
    t = leaf.type
    if isinstance(t, Array):
        if g is None:
            return b.zeros(leaf)
        if t.axes == () and isinstance(type_of(g), Scalar):
            return b.boxed(g, bar(leaf))
        if isinstance(type_of(g), Scalar):
            return b.named(b.full(g, leaf), bar(leaf))
        g = b.full(g, leaf)
        gt = type_of(g)
        if isinstance(gt, Array) and gt.dtype != t.dtype:
            return b.keep("astype", (g,), (("dtype", t.dtype),))
        return b.keep("copy", (g,), hint=bar(leaf))
    assert isinstance(t, Scalar)
    g = Const(0.0) if g is None else g
    if isinstance(type_of(g), Array) and rank(type_of(g)) != 0:
        g = b.keep("unbroadcast", (g, leaf))  # of a name that was a number first, and a number or an array later
    if t.kind == "np":
        return g if type_of(g) == t else b.keep("astype", (g,), (("dtype", t.dtype),), hint=bar(leaf))
    return b.op("float", g, hint=bar(leaf)) if t.kind == "py" else g


def _layout(v: Var) -> Attrs:
    """A copy that stands for an argument lies in memory as the argument does: sums round as in the primal."""
    return () if rank(v.type) in (0, 1) else (("order", "K"),)


def with_more(params: Sequence[Param], more: Sequence[Param]) -> tuple[Param, ...]:
    """The parameters and further ones, whose names give way: ``x_dot`` may be the user's own."""
    out = list(params)
    for p in more:
        out.append(replace(p, name=unused(p.name, {q.name for q in out})))
    return tuple(out)


def seed_type(t: Type) -> Type:
    """The type of the adjoint of a result; of a Python float it is one."""
    return t if isinstance(t, Scalar) and t.kind == "py" else carried_type(t)


def _flat(yields: Sequence[Arg]) -> tuple[Var, ...]:
    return tuple(dict.fromkeys(v for y in yields for v in leaves(y)))


def _dot_type(t: Type) -> Type:
    if isinstance(t, Struct):
        return Struct(t.kind, t.keys, tuple(map(_dot_type, t.items)), t.of)
    return carried_type(t)


def _has_number(t: Arg) -> bool:
    if isinstance(t, Pack):
        return any(map(_has_number, t.items))
    return isinstance(t, Const) and isinstance(t.value, float)


def _renamed(block: Block, names: Mapping[Var, Var]) -> Block:
    arg = partial(substitute, names)

    def inside(b: Block) -> Block:
        return Block(tuple(map_blocks(inside, map_operands(arg, s)) for s in b.stmts), tuple(map(arg, b.yields)))

    return inside(block)


def _all(block: Block) -> list[Stmt]:
    return list(walk(block))


def _named(s: Stmt) -> list[Var]:
    from s2sad.ir import blocks, uses

    return [*uses(s), *(v for b in blocks(s) for y in b.yields for v in leaves(y))]


def _without(block: Block, unused: set[Var]) -> Block:
    """The block without the snapshots that the adjoint turned out not to need."""

    def inside(b: Block) -> Block:
        kept = (s for s in b.stmts if not (isinstance(s, Eqn) and s.outs and s.outs[0] in unused))
        return Block(tuple(map_blocks(inside, s) for s in kept), b.yields)

    return inside(block)


def _free(stmts: Sequence[Stmt], yields: Sequence[Arg]) -> list[Var]:
    """The w's that statements read and do not define, in order."""
    block = Block(tuple(stmts), tuple(yields))
    inner: set[Var] = set()
    for s in walk(block):
        inner.update(bindings(s))
        inner.update(bound(s))
    found: dict[Var, None] = {}
    for s in walk(block):
        for v in _named(s):
            if v not in inner:
                found[v] = None
    for y in yields:
        for v in leaves(y):
            if v not in inner:
                found[v] = None
    return list(found)


def _crossing(forward: Block, adjoint: Sequence[Stmt], grads: Sequence[Arg], params: set[Var]) -> list[Var]:
    """What is alive across the seam."""
    made: set[Var] = set()
    for s in forward.stmts:
        made.update(bindings(s))
    return [v for v in _free(adjoint, grads) if v in made and v not in params]
