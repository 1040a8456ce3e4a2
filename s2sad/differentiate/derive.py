"""Derivatives of whole programs: which functions are made, and how they call one another.

For ``f`` that calls ``g``, differentiated by ``x``::

    f_value_and_grad(x)           forward and adjoint sweep in one body, the seed folded in
    f_forward(x) -> value, tape   the same statements, cut at the seam:
    f_adjoint(x, tape, out_bar)   the tape is what is alive across the cut
    f_tangent(x, x_dot)           value and tangent
    f_linearize(x) -> value, tape the same statements without what depends on tangents
    f_push(x, tape, x_dot)        these
    g_forward, g_adjoint …        for the arguments of g that are active in f


What is made of calls says `s2sad.differentiate.calls`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace

from s2sad.analyse.activity import Activities, Mask
from s2sad.analyse.aliases import aliases, param_leaves, result_leaves, written_params
from s2sad.analyse.motion import GIVEN
from s2sad.analyse.motions import Motions
from s2sad.dataclass import dataclass
from s2sad.differentiate import calls, linear
from s2sad.differentiate.across import inline_across
from s2sad.differentiate.apart import kept_apart
from s2sad.differentiate.boundary import by_param, copied, dot_fields, dot_type, seeds, taken_apart, with_more
from s2sad.differentiate.calls import Inputs, Pair
from s2sad.differentiate.forward import Forward
from s2sad.differentiate.joint import Joint, joint
from s2sad.differentiate.numbers import told_apart
from s2sad.differentiate.refusals import check_growth, check_overlaps, check_real, is_draw, refuse
from s2sad.differentiate.reverse import Reverse
from s2sad.differentiate.seam import TAPE, crossing, distinct, flat, unpacked
from s2sad.differentiate.silent import silent
from s2sad.differentiate.undefined import defined
from s2sad.ir import (
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    Param,
    Program,
    Stmt,
    Var,
    callees,
    leaves,
    statements,
    unused,
    walk,
)
from s2sad.nest import Nest
from s2sad.optimise.dce import eliminate_dead, is_part
from s2sad.optimise.inline import inline_calls, inline_custom, inline_mixed
from s2sad.optimise.passes import simplified
from s2sad.optimise.renumber import renumber
from s2sad.optimise.results import with_own_results
from s2sad.optimise.simplify import simplify
from s2sad.rewriting import renamed
from s2sad.types import Array, List, Record, Type, is_inexact
from s2sad.verify import checked


@dataclass
class Deriver:
    """Makes the derivatives of one program; the functions that it makes are in ``made``."""

    program: Program
    optimise: bool = True
    final: bool = True  # whether the text is next, and not another derivative
    reserved: frozenset[str] = frozenset()  # names that the derivatives of callees must not take
    made: dict[str, Function] = field(default_factory=dict)
    pairs: dict[tuple[str, Mask, Mask, tuple[bool, Mask], Mask], Pair] = field(default_factory=dict)
    tangents: dict[tuple[str, Mask, Inputs], tuple[str, Mask]] = field(default_factory=dict)
    nest: Nest = field(default_factory=Nest)  # the derivatives of callees that are being made
    once: set[str] = field(default_factory=set)  # adjoint sweeps whose tape holds shadows: each tape serves once
    transposed: dict[str, Function] = field(default_factory=dict)  # the user's rules for tangents, in reverse

    def __post_init__(self) -> None:
        self.program = told_apart(inline_across(inline_mixed(self.program)))
        self.supply = self.program.supply
        self.activities = Activities(self.program)
        self.motions = Motions(self.program, self.activities)
        packs = (s for f in self.program.functions.values() for s in statements(f) if isinstance(s, Eqn))
        # Records are known by who made them first, which may be no function of this program any more.
        self.recorded = {t.function for s in packs for v in s.outs if isinstance(t := v.type, Record)}

    # ------------------------------------------------------------ entries

    def protected(self, name: str) -> Function:
        """The entry, with copies of the arguments that it writes: the caller's stay as they are."""
        if f"{name}'" in self.program.functions:
            return self.program.functions[f"{name}'"]
        f = self.program.functions[name]
        written = written_params(f, self.program)
        if not written:
            return f
        out = copied(f, {i: v for i, v in enumerate(param_leaves(f)) if i in written}, self.supply)
        # The analyses know functions by name; a protected entry is another function.
        out = replace(out, name=f"{f.name}'")
        self.program.functions[out.name] = out
        return out

    def value_and_grad(self, name: str, mask: Mask, value: bool = True, suffix: str = "_value_and_grad") -> Function:
        """Forward and adjoint sweep in one body, for a scalar result with the seed 1."""
        f = self.protected(name)
        both = joint(self, f, mask, {v: Const(1.0) for v in result_leaves(f) if is_inexact(v.type)}, {}, entry=True)
        grads = by_param(f, mask, both.grads)
        yields = ((both.forward.yields[0],) if value else ()) + (grads,)
        seam = (Eqn((), "seam", ()),) if value else ()
        made = Function(
            f"{name}{suffix}", both.params, Block((*both.forward.stmts, *seam, *both.adjoint), yields), f.notes
        )
        if not value:
            return self.keep(made)
        self.made[made.name] = made  # it yields what both sweeps do: nothing has died
        return made

    def pullback(self, name: str, mask: Mask, given: Sequence[Type | None], suffix: str = "_vjp") -> Function:
        """Both sweeps in one body, with a parameter for the seed of each leaf of the result that has a type here."""
        f = self.protected(name)
        at = {
            v: Var(next(self.supply), t, "out_bar")
            for v, t in zip(result_leaves(f), given, strict=True)
            if t is not None
        }
        both = joint(self, f, mask, at, {}, entry=True)
        more = tuple(Param(repr(v), v, v) for v in at.values())
        body = Block((*both.forward.stmts, *both.adjoint), (by_param(f, mask, both.grads),))
        return self.keep(Function(f"{name}{suffix}", with_more(both.params, more), body, f.notes))

    def split(self, name: str, mask: Mask) -> tuple[Function, Function]:
        """``f_forward(params) -> (value, tape)`` and ``f_adjoint(params, tape, out_bar)``."""
        f = self.protected(name)
        at, seed_param, fields = seeds(f, self.activities.of(f, mask), self.supply)
        both = joint(self, f, mask, at, {}, entry=True, escaping=result_leaves(f))
        if both.mirrored or self._calls_once(both) or any(map(holds_memory, result_leaves(f))):
            self.refuse_draws()
            return self._run_again(name, f, mask, both, seed_param, fields)
        more = (Param("tape", TAPE, TAPE), *seed_param)
        return self.cut(f, both, (f"{name}_forward", f"{name}_adjoint"), fields, more, by_param(f, mask, both.grads))

    def cut(
        self,
        f: Function,
        both: Joint,
        names: tuple[str, str],
        fields: Sequence[Stmt],
        more: Sequence[Param],
        result: Arg,
        turned: bool = False,
    ) -> tuple[Function, Function]:
        """Two functions of two sweeps: what is alive between them is on the tape, a record.

        ``more`` are further parameters of the second, the tape among them, ``fields`` take them apart.
        """
        cross = crossing(
            both.forward,
            (*fields, *both.adjoint),
            both.grads,
            {v for p in both.params for v in (p.var, *leaves(p.tree))},
        )
        sweep_forward, twins = defined(both.forward, self.supply, cross)
        kept = [twins.get(v, v) for v in cross]
        sweep_forward, packed = self.kept_apart(f, sweep_forward, kept, flat(sweep_forward.yields), False)
        lead = taken_apart(both.params, sweep_forward.stmts)
        tape_type = Record(names[0])
        out = Var(next(self.supply), tape_type, "tape")
        forward = Function(
            names[0],
            both.params,
            Block(
                (*sweep_forward.stmts, Eqn((out,), "pack", tuple(packed.get(v, v) for v in kept))),
                (sweep_forward.yields[0], out),
            ),
            f.notes,
        )
        tape, items, new = unpacked(tape_type, cross, self.supply, turned)
        body = renamed(Block((*fields, *both.adjoint), (result,)), new)
        # Parameters that are structures are taken apart anew on this side of the cut.
        adjoint = Function(
            names[1],
            with_more(both.params, [replace(p, var=tape, tree=tape) if p.var is TAPE else p for p in more]),
            Block((*lead, *items, *body.stmts), body.yields),
            (*f.notes, ("sweeps", names)),
        )
        return self.keep(forward), self.keep(adjoint)

    def linearized(self, name: str, mask: Mask) -> tuple[Function, Function]:
        """``f_linearize(params) -> (value, tape)`` and ``f_push(params, tape, dots) -> out_dot``."""
        return linear.linearized(self, name, mask)

    def refuse_draws(self) -> None:
        """A forward sweep that is run again would draw other numbers."""
        for g in self.program.functions.values():
            for s in statements(g):
                if is_draw(s):
                    refuse(g, s, "S2S307")

    def _run_again(
        self, name: str, f: Function, mask: Mask, both: Joint, seeds: tuple[Param, ...], fields: tuple[Stmt, ...]
    ) -> tuple[Function, Function]:
        """The split of a function whose adjoint sweep runs the forward sweep anew at each call.

        It makes shadows, which serve once; or the result holds arrays that the tape would share with the caller.
        """
        tape_type = Record(f"{name}_forward")
        out, tape = Var(next(self.supply), tape_type, "tape"), Var(next(self.supply), tape_type, "tape")
        body, _ = defined(f.body, self.supply)
        forward = Function(
            f"{name}_forward",
            both.params,
            Block((*body.stmts, Eqn((out,), "pack", ())), (body.yields[0], out)),
            f.notes,
        )
        adjoint = Function(
            f"{name}_adjoint",
            with_more(both.params, (Param("tape", tape, tape), *seeds)),
            Block((*fields, *silent(self, both.forward.stmts), *both.adjoint), (by_param(f, mask, both.grads),)),
            f.notes,
        )
        return self.keep(forward), self.keep(adjoint)

    def _calls_once(self, both: Joint) -> bool:
        """Whether an adjoint sweep calls, at any depth, one whose tape serves once."""
        todo, seen = list(both.adjoint), set[str]()
        while todo:
            for s in walk(Block((todo.pop(),))):
                if isinstance(s, Eqn) and s.op == "call" and s.attr("function") not in seen:
                    seen.add(s.attr("function"))
                    if s.attr("function") in self.made:
                        todo += self.made[s.attr("function")].body.stmts
        return not seen.isdisjoint(self.once)

    def tangent(self, name: str, mask: Mask, spread: bool = False) -> tuple[Function, Mask]:
        """``f_tangent(params, dots) -> (value, out_dot)``; where ``spread``, with one dot a number."""
        return self.tangent_of(self.protected(name), mask, f"{name}_tangent", spread=spread)

    def tangent_of(
        self,
        f: Function,
        mask: Mask,
        name: str,
        inputs: Inputs | None = None,
        spread: bool = False,
    ) -> tuple[Function, Mask]:
        """The tangent sweep under a name, and which result leaves vary; of an entry, which has no ``inputs``, tangents
        are structures.
        """
        entry = inputs is None
        inputs = inputs or Inputs((frozenset(), False), (GIVEN,) * len(param_leaves(f)))
        a = aliases(f, self.program, *inputs.written)
        check_overlaps(f, a)
        check_growth(f, a, self.program)
        known = self.activities if inputs.written == (frozenset(), False) else Activities(self.program)
        activity = known.of(f, mask, a)
        check_real(f, activity)
        marked = [result_leaves(f)[i] for i in inputs.marked]
        forward = Forward(self, f, activity, a, inputs.facts, marked)
        on = iter(mask)
        dots: dict[Var, Arg] = {}
        params: list[Param] = []
        lead: list[Stmt] = []
        for p in f.params:
            flags = [next(on) for _ in leaves(p.tree)]
            if not any(flags):
                continue
            if entry and not spread:
                var = Var(next(self.supply), dot_type(p.var.type), f"{p.name}_dot")
                params.append(Param(f"{p.name}_dot", var, var))
                dot_fields(p.tree, var, iter(flags), dots, lead, self.supply)
            else:
                for leaf, flag in zip(leaves(p.tree), flags, strict=True):
                    if flag:
                        var = Var(next(self.supply), dot_type(leaf.type), f"{leaf!r}_dot")
                        params.append(Param(repr(var), var, var))
                        dots[leaf] = var
        if not entry:
            params += [Param(repr(v), v, v) for v in forward.marks.handed(f)]
        stmts, tangents = forward.run(dots)
        results = tuple(activity.mask(v) for v in result_leaves(f))
        if entry:
            yields: tuple[Arg, ...] = (*f.body.yields, *tangents)
        else:
            extra = tuple(forward.tree(v) for v, r in zip(result_leaves(f), results, strict=True) if r)
            yields = (*(result_leaves(f)), *extra, *forward.marks.yielded(marked))
        body = Block((*lead, *stmts), yields)
        if not entry:
            body = distinct(body, self.supply)
        made = Function(name, with_more(f.params, params), body, f.notes)
        if self.optimise:
            made = replace(made, body=simplify(made.body, self.supply))
        made = self.optimised(made)
        if not entry:
            made = with_own_results(made, body.yields, self.supply)
        self.made[made.name] = made
        return made, results

    # ------------------------------------------------------------ calls

    def reverse_call(self, adj: Reverse, s: Eqn) -> None:
        """A call in reverse mode."""
        calls.reverse_call(self, adj, s)

    def forward_call(self, tan: Forward, s: Eqn) -> None:
        """A call in forward mode."""
        calls.forward_call(self, tan, s)

    # ------------------------------------------------------------ bookkeeping

    def optimised(self, f: Function) -> Function:
        """A derivative without what is dead, and simplified."""
        f = checked(self._living(checked(f, "differentiate")), "eliminate_dead")
        if not self.optimise:
            return f
        return checked(self._living(simplified(f, self.with_made(), self.final)), "eliminate_dead")

    def _living(self, f: Function) -> Function:
        """The function without what is dead; another derivative may ask for every part of its parameters."""
        return eliminate_dead(f, None if self.final else is_part(f))

    def with_made(self) -> Program:
        """The program with the derivatives that were made so far."""
        return Program({**self.program.functions, **self.made}, self.supply)

    def kept_apart(
        self, f: Function, forward: Block, cross: Sequence[Var], held: Sequence[Var], identical: bool
    ) -> tuple[Block, dict[Var, Var]]:
        """The forward sweep, and what goes onto the tape, apart from arrays that others hold."""
        whole = Function(f"{f.name}*", f.params, forward)
        return kept_apart(whole, self.with_made(), cross, held, self.supply, identical)

    def fresh(self, name: str) -> str:
        """A name for a function that is made."""
        taken = {
            *self.reserved,
            *self.made,
            *self.program.functions,
            *self.recorded,
            *(n for p in self.pairs.values() for n in (p.forward, p.adjoint)),
            *(n for n, _ in self.tangents.values()),
        }
        return unused(name, taken)

    def keep(self, f: Function) -> Function:
        """Note a function that was made."""
        f = self._living(f)
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
            if self.final:
                out[name] = f = inline_custom(f, self.with_made())
            todo += [c for c in reversed(dict.fromkeys(callees(f))) if c not in out]
        return Program(out, self.supply)

    def refuse_records(self) -> None:
        """Refuse the derivative of a derivative if the record of a function that is called holds shadows."""
        holding = {key[0] for key, p in self.pairs.items() if p.adjoint in self.once}
        for f in self.program.functions.values() if holding else ():
            for s in statements(f):
                if isinstance(s, Eqn) and s.op == "call" and s.attr("function") in holding:
                    refuse(f, s, "S2S306")


def made_in_reverse(
    program: Program, name: str, make: Callable[[Deriver], Function], optimise: bool, reserved: frozenset[str]
) -> tuple[Function, Deriver]:
    """What ``make`` makes of a function in reverse mode, to be differentiated again, and what has made it."""
    deriver = Deriver(Program(dict(program.functions), program.supply), optimise, final=False, reserved=reserved)
    made = make(deriver)
    if deriver.once:
        # Shadows in the record of a callee would need tangents there: the record goes.
        deriver = Deriver(renumber(inline_calls(program, name, float("inf"))), optimise, final=False, reserved=reserved)
        made = make(deriver)
        deriver.refuse_records()
    return made, deriver


def holds_memory(v: Var) -> bool:
    """Whether a list holds arrays or lists."""
    return isinstance(v.type, List) and isinstance(v.type.item, Array)
