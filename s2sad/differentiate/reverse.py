"""Reverse mode: the adjoint sweep of a function, region by region, in reverse order.

::

    w3 = mul(w1, w2)          w2_bar = mul(w3_bar, w1);  w1_bar = mul(w3_bar, w2)
    store(a, i, w3)           t = getitem(a_bar, i);  store(a_bar, i, 0.0);  w3_bar = t

A branch's adjoint is a branch on the same condition; a loop's adjoint is a loop that runs
backwards and carries the adjoints of what the loop carried, and of what its body used
from outside.  The statements made here name the forward sweep's w's as if all of them
were still alive; `s2sad.differentiate.tape` sees to that afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Literal

from s2sad.analyse.aliases import param_leaves
from s2sad.analyse.nonzero import proven_in
from s2sad.analyse.owned import begins
from s2sad.analyse.recorded import Again
from s2sad.analyse.useful import useful
from s2sad.build import bar
from s2sad.dataclass import dataclass
from s2sad.differentiate import records
from s2sad.differentiate.adjoints import Scope, Subject
from s2sad.differentiate.branches import Branch, Mask, Taken, plain
from s2sad.differentiate.guards import FALSE, TRUE, Guards
from s2sad.differentiate.prepare import condition
from s2sad.differentiate.refusals import refuse
from s2sad.differentiate.sweep import carried_type
from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, If, Loop, Stmt, Var, leaves, type_of
from s2sad.rewriting import renamed
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.expand import Contents, derivatives, evaluate, parsed
from s2sad.rules.lists import moved
from s2sad.terms import same_term
from s2sad.types import BOOL, INT, Array, List, Record, Scalar, same_shape


@dataclass
class Sweeps:
    """The two sweeps of a function before the tape is planned."""

    forward: Block
    adjoint: list[Stmt]
    grads: dict[Var, Arg]  # parameter leaf -> adjoint
    snapshots: set[Var]  # what was copied in the forward sweep in case the adjoint needs it


class Reverse(Guards):
    """Makes the adjoint sweep of one function."""

    def __init__(self, of: Subject) -> None:
        super().__init__(of)
        self.replaced: dict[int, Sequence[Stmt]] = {}  # what the forward sweep does instead of a call, by the call
        self.same: dict[Var, Arg] = {}  # results of such calls that are something else under another name
        self.written: dict[int, Var] = {}  # the shadow of what a store writes, by the store
        self.useful = useful(of.function, of.aliases, of.shadows)
        self.masks = of.masks.found

    def run(self, seeds: Mapping[Var, Arg]) -> Sweeps:
        """Both sweeps, given the adjoints of the result's leaves."""
        with self.b.within(self.scope.stmts):
            for v, g in seeds.items():
                if v in self.activity.active:
                    self.b.of = Eqn((v,), "field", ())  # the copy of a seed belongs to the derivative, too
                    self.add(v, g)
            self.b.of = None
            self._block(self.f.body)
            grads: dict[Var, Arg] = {}
            for leaf in param_leaves(self.f):
                if leaf in self.activity.active and leaf not in self.given:
                    total = records.gathered(self, leaf) if isinstance(leaf.type, Record) else self.take(leaf)
                    if total is not None:
                        grads[leaf] = total
        forward = self.snapshots.with_copies(self.f.body, self.replaced)
        adjoint = Block(tuple(self.scope.stmts), tuple(grads.values()))
        if self.same:
            forward, adjoint = renamed(forward, self.same), renamed(adjoint, self.same)
        grads = dict(zip(grads, adjoint.yields, strict=True))
        return Sweeps(forward, list(adjoint.stmts), grads, {s.made for s in self.snapshots.taken})

    def take(self, v: Var) -> Arg | None:
        """The adjoint of a w whose defining statement is reached; of a record, with what was taken out of it."""
        whole = super().take(v)
        if v not in self.items:
            return whole
        return records.gathered(self, v) if whole is None else refuse(self.f, self.b.of, "S2S306")

    def _block(self, block: Block) -> None:
        for s in reversed(block.stmts):
            self.b.of, self.b.loc = s, s.loc
            if isinstance(s, Eqn):
                self._marked(s)
            elif isinstance(s, If):
                self._if(s)
            else:
                self._loop(s)

    def _marked(self, s: Eqn) -> None:
        """The adjoint of a statement; where one of its results is used on some paths only, on those."""
        if REGISTRY.by_name[s.op].writes:
            self._eqn(s)
            return
        marks = [self.marked(v, TRUE) for v in s.outs if v in self.marks or self.wants(v)]
        mark: Arg = TRUE if TRUE in marks else next((m for m in marks if m != FALSE), FALSE)
        for m in marks if mark != TRUE else ():
            if m not in (FALSE, mark):
                mark = self.b.op("or", mark, m)
        if s.op == "call" and self._mutable(s):
            self.by_results = mark
            self._eqn(s)
            self.by_results = TRUE
        elif mark in (TRUE, FALSE):
            self._eqn(s)
        else:
            self.guarded(s, mark, lambda: self._eqn(s))

    def _mutable(self, s: Eqn) -> bool:
        """Whether a call is handed memory that is written: it has an adjoint with that of any result, or of memory."""
        return any(self.buffer(v) for x in s.args for v in leaves(x))

    def _eqn(self, s: Eqn) -> None:
        rule = REGISTRY.by_name[s.op]
        if s.op == "call":
            self.deriver.reverse_call(self, s)
            return
        if s.op == "pack":
            records.reverse_pack(self, s)
            return
        if s.op == "field":
            if isinstance(type_of(s.args[0]), Record):
                records.reverse_field(self, s)
            return
        if rule.kind == "constant":
            for v in s.outs:
                self.take(v)
            return
        if s.op == "tape_copy":
            rule.vjp(self, s, None)  # type: ignore[misc]
            return
        if any(v in self.holders for x in (*s.args, *s.outs) for v in leaves(x)):
            if s.op in ("push", "pop") or moved(s) is not None:
                return  # the forward sweep does to the shadows what the primal does
            if rule.writes or rule.vjp is None or any(v in self.holders for v in s.outs):
                refuse(self.f, s, "S2S401")
        if len(s.outs) > 1:
            gs = [self.take(v) if self.wants(v) else None for v in s.outs]
            if any(g is not None for g in gs) and rule.vjp is not None:
                rule.vjp(self, s, gs)
            return
        out = s.outs[0] if s.outs else None
        if out is not None and (
            not self.wants(out) or (self.buffer(out) and self.aliases.sharing(s) in ("view", "maybe"))
        ):
            return  # a view of a buffer: whatever was added to its shadow is in the shadow of its base
        if out is None and not any(self.wants(v) for i in rule.writes for v in leaves(s.args[i])):
            return
        if out is None and all(self._untouched(v) for i in rule.writes for v in leaves(s.args[i])):
            return
        g = None if out is None else self.take(out)
        if rule.vjp is not None:
            if g is not None or out is None or rule.writes:
                rule.vjp(self, s, g)
            if out is None and self.masks:
                self.written[id(s)] = self.shadow(s.args[0])
            return
        if g is None or out is None:
            return
        args = [
            self._lazily(x, s) if n not in rule.shape_only else x for n, x in zip(rule.operands, s.args, strict=True)
        ]
        shown: Any = out
        if self.aliases.buffer(out):
            shown = Contents(out, lambda: self.snapshots.contents(out, s, after=True))
        if (rule.kind in ("linear", "tangent") and not rule.lazy) or (
            rule.lazy and isinstance(type_of(g), Array) and not same_shape(type_of(g), out.type)
        ):
            g = self.full(g, out)
        statics = dict(s.attrs)
        formulas = derivatives(rule, s.args)
        wanted = [(n, x) for n, x in zip(rule.operands, s.args, strict=True) if self.wants(x) and n in formulas]
        square = len(wanted) == 2 and wanted[0][1] is wanted[1][1]
        terms: list[Arg] = []
        for name, target in wanted:
            assert isinstance(target, Var)
            if self._cut_later(rule, s, name, target):
                c = g  # what only this branch uses: the condition is applied where an adjoint leaves it
            else:
                c = self.expression(rule, name, args, shown, g, statics, target)
                if c == Const(0.0) and not square:
                    continue
                c = self.masked(c, target, s)
            if rule.kind == "elementwise":
                c = self.b.unbroadcast(c, target, out)
            elif not rule.lazy:
                c = self.b.shaped(c, target)
            terms.append(c)
            if not square:
                self.add(target, c)
        if square and same_term(self.b, *terms):
            terms = [self.b.op("mul", Const(2.0), terms[1])]
        for c in terms if square else ():
            self.add(wanted[0][1], c)

    def masked(self, c: Arg, target: Var, s: Eqn) -> Arg:
        """A contribution that leaves what one branch of a choice uses alone: zero where the other branch is taken."""
        out = s.outs[0] if s.outs else leaves(s.args[0])[0]
        mask = self.masks.get(out if s.outs else id(s))
        if mask is None or self._mask_of(target) == mask:
            return c
        if plain(mask):
            cond = self._condition(mask[0].cond, s)
            arms = (c, Const(0.0)) if mask[0].taken else (Const(0.0), c)
            return self.b.op("select", cond, *arms)
        return self.b.op("select", self._any(mask, out, s), c, Const(0.0))

    def _any(self, mask: Mask, v: Var, at: Eqn) -> Arg:
        """Where any of some branches takes what a w became part of."""
        return reduce(self.b.either, dict.fromkeys(self._taken(branch, v, at) for branch in mask))

    def _mask_of(self, v: Arg) -> Mask:
        """The mask of a w, which is cut off where it is made: not of memory, which has been read by then."""
        return self.masks.get(v, ()) if isinstance(v, Var) and not self.aliases.buffer(v) else ()

    def _cut_later(self, rule: Rule, s: Eqn, name: str, target: Var) -> bool:
        """Whether the condition of a choice is applied where adjoints leave what only this branch uses."""
        mask = self._mask_of(target)
        if not rule.chooses or not plain(mask):
            return False
        first = next(o for o in rule.operands if o != rule.chooses)
        return (mask[0].cond, mask[0].taken) == (s.args[rule.operands.index(rule.chooses)], name == first)

    def _taken(self, branch: Branch, v: Var, at: Eqn) -> Arg:
        """Where a branch takes what a w became part of, asked at a statement."""
        cond = self._condition(branch.cond, at)
        cond = cond if branch.taken else self.b.opposite(cond)
        if branch.outer:
            assert branch.out is not None
            cond = self.b.both(cond, self._any(branch.outer, branch.out, at))
        if not branch.apart:
            return cond
        spread = cond if isinstance(v.type, Scalar) else self.b.keep("add", (cond, self.b.zeros(v)))
        return self.b.op("ne", self.b.unbroadcast(spread, v, None), Const(0))

    def _condition(self, cond: Var | Again | Taken, at: Eqn, held: bool = False) -> Arg:
        """The condition of a mask, computed again where that has to be, of what memory ``held`` at a statement."""
        if isinstance(cond, Var):
            return self.snapshots.contents(cond, at, after=False) if held else cond
        if isinstance(cond, Taken):
            s = cond.eqn
            operands = zip(REGISTRY.by_name[s.op].operands, s.args, strict=True)
            known = {n: self._lazily(x, s) for n, x in operands}
            if id(s) in self.written:
                known["x"] = self.written[id(s)]  # is at hand, and of the shape of the array
            return evaluate(parsed(cond.formula), known, self.b)
        args = [self._condition(x, at, cond.place > 0) if isinstance(x, (Var, Again)) else x for x in cond.args]
        return self.b.keep(cond.op, args, cond.attrs)

    def _untouched(self, v: Var) -> bool:
        """Whether nothing was added to the shadow of a buffer yet: nobody reads what is written to it here."""
        if isinstance(v.type, List):
            return False  # its shadow is as long as the list is at this point
        maker = self.aliases.maker.get(v)
        while isinstance(maker, Eqn) and maker.op != "field" and self.aliases.sharing(maker) == "view":
            if v in self.given or v in self.aliases.joined or not isinstance(maker.args[0], Var):
                return False
            v = maker.args[0]
            maker = self.aliases.maker.get(v)
        if v in self.given or v in self.aliases.joined or not isinstance(v.type, Array):
            return False
        if not begins(v, self.aliases.maker):
            return False  # it may be part of what something was added to
        scope: Scope | None = self.scope
        while scope is not None and scope.region != self.regions.home[v]:
            if scope.kind == "loop":
                return False  # what was added in the iteration before
            scope = scope.parent
        return scope is not None and v not in scope.shadows

    def _lazily(self, x: Arg, s: Eqn) -> Any:
        if isinstance(x, Var) and self.aliases.buffer(x):
            return Contents(x, lambda: self.snapshots.contents(x, s, after=False))
        return x

    def _if(self, s: If) -> None:
        bars = []
        for i, o in enumerate(s.outs):
            if self._flows(o, o, s):
                g = self.take(o)
                bars.append((i, g, self.marked(o, g)))
        arms = []
        for block in (s.then, s.orelse):
            arms.append(self._within("arm", block))
            self._inside(arms[-1], block, [(block.yields[i], g, m) for i, g, m in bars if g is not None])
        self.merge(condition(s), (arms[0], arms[1]), s.loc, s.tag)

    def _flows(self, o: Var, p: Var, s: Stmt) -> bool:
        """Whether an adjoint of a region's result flows into the region; what mirrors memory needs no flow.

        Of what a loop carries, ``p`` is the parameter: it may be read in the loop, though no one reads what comes out.
        """
        if o not in self.activity.active or o in self.given or self.useful.isdisjoint((o, p)):
            return False
        if self.aliases.buffer(o):
            refuse(self.f, s, "S2S401")
        return True

    def _within(self, kind: Literal["loop", "arm"], block: Block) -> Scope:
        """The scope of the adjoint of a block: that has been run, and so have the blocks around it."""
        proven = self.scope.nonzero | proven_in(block, self.aliases.maker)
        return Scope(kind, id(block), self.scope, nonzero=proven)

    def _inside(self, scope: Scope, block: Block, seeds: Sequence[tuple[Arg, Arg, Arg]]) -> None:
        outer, of, loc = self.scope, self.b.of, self.b.loc
        self.scope, self.b.nonzero = scope, scope.nonzero
        with self.b.within(scope.stmts):
            for y, g, there in seeds:
                self.add(y, g, there)
            self._block(block)
        self.scope, self.b.of, self.b.loc = outer, of, loc
        self.b.nonzero = outer.nonzero

    def _loop(self, s: Loop) -> None:
        shift = 1 if s.until else 0
        carried = [i for i, o in enumerate(s.outs) if self._flows(o, s.params[i], s)]
        taken = {i: self.take(s.outs[i]) for i in carried}
        there = {i: self.marked(s.outs[i], g) for i, g in taken.items()}
        params, inits, seeds = [], [], []
        turns: dict[int, Var] = {}  # where what is carried is there on some turns only: whether it is
        for i in carried:
            o = s.outs[i]
            params.append(self.b.var(carried_type(o.type), bar(s.params[i])))
            inits.append(self.full(taken[i], o))
            if s.params[i] in self.marks:
                turns[i] = self.b.var(BOOL, repr(self.marks[s.params[i]]))
            seeds.append((s.body.yields[i + shift], params[-1], turns.get(i, TRUE)))
        params += turns.values()
        inits += [there[i] for i in turns]
        scope = self._within("loop", s.body)
        self._inside(scope, s.body, seeds)
        yields: list[Arg] = []
        ends: list[Arg] = []
        for i in carried:
            g = self._taken_in(scope, s.params[i])
            if i in turns:
                ends.append(scope.bars.pop(self.marks[s.params[i]], FALSE))
            with self.b.within(scope.stmts):
                if g is not None and self.is_shadowed(s.params[i]):
                    # What is carried on is a value: its memory is this iteration's own.
                    assert isinstance(g, Var)
                    g = self.b.copied(g)
                yields.append(self.full(g, s.params[i]))
        yields += ends
        outer = list(scope.imports.items())
        for v, param in outer:
            g = self.get(self.scope, v)
            params.append(param)
            inits.append(g if g is not None and not isinstance(v.type, Array) else self.full(g, v))
            yields.append(scope.bars[v])
        if not scope.stmts and not params:
            return
        outs = tuple(self.b.var(p.type, p.hint) for p in params)
        index = None if s.index is None else self.b.var(INT, repr(s.index))
        count: Arg | None = s.count
        bounds = s.bounds if s.index is not None else (Const(0), s.count, Const(1))
        assert bounds is not None
        assert bounds[1] is not None
        self.b.stmts.append(
            Loop(
                outs,
                tuple(params),
                tuple(inits),
                Block(tuple(scope.stmts), tuple(yields)),
                index if index is not None else self.b.var(INT),
                (bounds[0], bounds[1], bounds[2]),
                take=count if s.index is not None and s.until else s.take,
                reverse=s.index is not None and not s.reverse,
                loc=s.loc,
                tag=s.tag,
                adjoint=True,
            )
        )
        for v, out in zip([v for v, _ in outer], outs[len(carried) + len(turns) :], strict=True):
            self.scope.bars[v] = out
        starts = dict(zip(turns, outs[len(carried) :], strict=False))
        for i, out in zip(carried, outs, strict=False):
            if s.inits[i] is not UNDEF:
                self.add(s.inits[i], out, starts.get(i, TRUE))

    def _taken_in(self, scope: Scope, v: Var) -> Arg | None:
        if self.is_shadowed(v):
            return scope.shadows.pop(v, None)
        return scope.bars.pop(v, None)
