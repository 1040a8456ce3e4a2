"""Reverse mode: the adjoint sweep of a function, region by region, in reverse order.

A Value's adjoint is functional: the first use assigns, later uses add.  A Buffer has a
shadow, and so has an array Value that is indexed or used in an inner loop, because adding
into a part of an array is then the natural thing to do::

    w3 = mul(w1, w2)          w1_bar = mul(w3_bar, w2)
    w4 = getitem(a, i)        index_add(a_bar, i, w4_bar)
    store(a, i, w3)           t = getitem(a_bar, i); store(a_bar, i, 0.0); w3_bar = t

A branch's adjoint is a branch on the same condition; a loop's adjoint is a loop that runs
backwards and carries the adjoints of what the loop carried, and of what its body used
from outside.  The statements made here name the forward sweep's w's as if all of them
were still alive; `s2sad.differentiate.tape` sees to that afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases, Order, param_leaves, settled
from s2sad.analyse.nonzero import proven_in
from s2sad.build import Builder, bar, same_term
from s2sad.differentiate.masks import masks
from s2sad.differentiate.refusals import refuse
from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, Function, If, Loop, Stmt, Var, leaves, map_arg, type_of
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.expand import evaluate
from s2sad.rules.memory import shares
from s2sad.types import INT, Array, Scalar, Tape, Type, same_shape

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


@dataclass
class Scope:
    """The adjoint of one region under construction."""

    kind: Literal["function", "loop", "arm"]
    region: int
    parent: Scope | None
    stmts: list[Stmt] = field(default_factory=list)
    bars: dict[Var, Arg] = field(default_factory=dict)
    shadows: dict[Var, Var] = field(default_factory=dict)
    imports: dict[Var, Var] = field(default_factory=dict)
    nonzero: set[Var] = field(default_factory=set)


@dataclass
class Sweeps:
    """The two sweeps of a function before the tape is planned."""

    forward: Block
    adjoint: list[Stmt]
    grads: dict[Var, Arg]  # parameter leaf -> adjoint
    snapshots: set[Var]  # what was copied in the forward sweep in case the adjoint needs it


class Reverse:
    """Makes the adjoint sweep of one function; rules see it as ``adj``."""

    def __init__(
        self, deriver: Deriver, f: Function, activity: Activity, a: Aliases, order: Order, buffers: Mapping[Var, Var]
    ) -> None:
        self.deriver = deriver
        self.f = f
        self.activity = activity
        self.aliases = a
        self.order = order
        self.b = Builder(deriver.supply)
        self.homes: dict[Var, int] = {}
        self.given = dict(buffers)  # shadows that the caller hands in, or that the forward sweep made
        self.taken_snapshots: list[tuple[Var, Var, float, tuple[Eqn, bool], int]] = []
        self.replaced: dict[int, Stmt] = {}
        self.shadowed: set[Var] = set()
        self.escaping: set[Var] = set()  # the classes of arrays that others hold and may write
        self.scope = Scope("function", 0, None, nonzero=proven_in(f.body, a.maker))
        self.b.nonzero = self.scope.nonzero
        self.masks = masks(f, a)
        self._find_homes(f.body, 0, ())

    # ------------------------------------------------------------ preparation

    def _find_homes(self, block: Block, region: int, loops: tuple[int, ...]) -> None:
        """Where each w lives; which array Values need a shadow because parts of them are read."""
        self._region_loops = getattr(self, "_region_loops", {})
        self._region_loops[region] = loops
        if region == 0:
            for v in (p.var for p in self.f.params):
                self.homes[v] = 0
        for s in block.stmts:
            for arg in s.args if isinstance(s, Eqn) else ():
                for v in leaves(arg):
                    self._note_use(v, s, loops)
            for v in s.outs:
                self.homes[v] = region
            if isinstance(s, Loop) and s.count is not None:
                self.homes[s.count] = region
            for inner in (s.then, s.orelse) if isinstance(s, If) else ():
                self._find_homes(inner, id(inner), loops)
                for v in (v for y in inner.yields for v in leaves(y)):
                    self._note_use(v, s, loops)
            if isinstance(s, Loop):
                deeper = (*loops, s.tag)
                self._region_loops[id(s.body)] = deeper
                for v in (*s.params, *((s.index,) if s.index is not None else ())):
                    self.homes[v] = id(s.body)
                if s.test is not None:
                    self._find_homes(s.test, id(s.test), deeper)
                self._find_homes(s.body, id(s.body), deeper)
                for v in (v for y in s.body.yields for v in leaves(y)):
                    self._note_use(v, s, deeper)

    def _note_use(self, v: Var, s: Stmt, loops: tuple[int, ...]) -> None:
        if v not in self.activity.active or not isinstance(v.type, Array):
            return
        indexed = isinstance(s, Eqn) and s.op == "getitem" and s.args[0] is v
        if indexed or len(loops) > len(self._region_loops[self.homes[v]]):
            self.shadowed.add(v)

    # ------------------------------------------------------------ what rules ask for

    def wants(self, arg: Arg) -> bool:
        """Whether an adjoint flows to an operand."""
        return isinstance(arg, Var) and arg in self.activity.active

    def full(self, g: Arg | None, like: Var) -> Arg:
        """An adjoint at the full shape of its w; zeros for none."""
        return self.b.full(g, like)

    def add(self, arg: Arg, c: Arg) -> None:
        """Add a contribution of the operand's own shape to its adjoint."""
        if not isinstance(arg, Var) or not self.wants(arg) or c in (Const(0.0), Const(0)):
            return
        c = self.dtype(arg, c)
        if self._is_shadowed(arg):
            self._add_to_shadow(arg, c)
            return
        scope, hint = self.scope, bar(arg)
        current = self._get(scope, arg)
        scope.bars[arg] = self.b.named(c, hint) if current is None else self.b.op("add", current, c, hint=hint)

    def expression(
        self, rule: Rule, name: str, args: Sequence[Arg], out: Any, g: Arg, statics: Mapping[str, object] | None = None
    ) -> Arg:
        """The value of a row's derivative by one operand."""
        env: dict[str, Any] = {**rule.statics, **(statics or {}), "g": g, "out": out}
        env.update(zip(rule.operands, args, strict=True))
        return evaluate(derivatives(rule, args)[name], env, self.b)

    def before(self, base: Arg, eqn: Eqn) -> Arg:
        """The contents of an operand right before a statement."""
        return self._contents(base, eqn, after=False) if isinstance(base, Var) else base

    def after(self, base: Arg, eqn: Eqn) -> Arg:
        """The contents of a buffer right after a statement."""
        return self._contents(base, eqn, after=True) if isinstance(base, Var) else base

    def name(self, arg: Arg) -> str:
        """The name of an operand's adjoint."""
        return bar(arg) if isinstance(arg, Var) else ""

    def index(self, eqn: Eqn) -> Arg:
        """The index of a load or store as it was then: arrays of indices can be written later."""
        return map_arg(lambda v: self._contents(v, eqn, after=False), eqn.args[1])

    def shadow(self, arg: Arg) -> Var:
        """The shadow of a buffer or tape; made, full of zeros, where the buffer is at home."""
        assert isinstance(arg, Var)
        if arg in self.given:
            return self.given[arg]
        maker = self.aliases.maker.get(arg)
        if self.buffer(arg) and arg in self.aliases.joined:
            refuse(self.f, maker, "S2S401")
        if self.buffer(arg) and isinstance(maker, Eqn) and maker.outs and maker.op != "field":
            how = self.aliases.sharing(maker)
            if how == "maybe" or (how == "view" and REGISTRY.by_name[maker.op].repeats):
                refuse(self.f, maker, "S2S401")
            if how == "view":
                base = self.shadow(maker.args[0])
                return self.b.keep(maker.op, (base, *maker.args[1:]), maker.attrs)
        home = self._home(arg)
        if arg not in home.shadows:
            if isinstance(arg.type, Tape):
                made = self.b.var(arg.type, bar(arg))
                home.stmts.append(Eqn((made,), "tape", (), (), self.b.loc, self.b.of))
            else:
                with self.b.within(home.stmts):
                    zeros = self.b.zeros(arg, bar(arg))
                assert isinstance(zeros, Var)
                made = zeros
            home.shadows[arg] = made
        return home.shadows[arg]

    def buffer(self, v: Var) -> bool:
        """Whether a w's adjoint lives in a shadow that mirrors its memory."""
        return self.aliases.buffer(v) and not settled(v, self.aliases, self.order)

    def escapes(self, v: Var) -> bool:
        """Whether others hold the memory of a w before the adjoint runs, and may write it."""
        return isinstance(v.type, Array) and self.aliases.find(v) in self.escaping

    # ------------------------------------------------------------ adjoints of w's

    def _is_shadowed(self, v: Var) -> bool:
        return v in self.shadowed or v in self.given or self.buffer(v)

    def _home(self, v: Var) -> Scope:
        scope: Scope | None = self.scope
        while scope is not None and scope.region != self.homes[v]:
            scope = scope.parent
        assert scope is not None, v
        return scope

    def _add_to_shadow(self, v: Var, c: Arg) -> None:
        fresh = v not in self.given and self._owns_shadow(v) and self._home(v) is self.scope
        if fresh and v not in self.scope.shadows and not isinstance(v.type, Tape):
            # First use assigns; in place from here on, so the array has to be its own.
            whole = self.full(c, v)
            if isinstance(type_of(whole), Array):
                assert isinstance(whole, Var)
                own = whole is not c and shares(self.b.made[whole]) == "fresh"
                new = self.b.named(whole, bar(v)) if own else self.b.keep("copy", (whole,), hint=bar(v))
                assert isinstance(new, Var)
                self.scope.shadows[v] = new
                return
        self.b.effect("update", self.shadow(v), c, by="add")

    def _owns_shadow(self, v: Var) -> bool:
        """Whether a shadow is an array of its own, and no view of another shadow."""
        if not self.buffer(v):
            return True
        maker = self.aliases.maker.get(v)
        made_here = not isinstance(maker, Eqn) or maker.op == "field" or self.aliases.sharing(maker) == "fresh"
        return v not in self.aliases.joined and made_here

    def dtype(self, v: Var, c: Arg) -> Arg:
        """A contribution in the dtype of what it is added to."""
        t, u = v.type, type_of(c)
        if not isinstance(t, (Scalar, Array)) or not isinstance(u, (Scalar, Array)) or isinstance(c, Const):
            return c
        if t.dtype == u.dtype or (isinstance(t, Scalar) and t.kind == "py"):
            return c
        if isinstance(u, Scalar) and u.kind == "py":
            return c
        return self.b.keep("astype", (c,), (("dtype", t.dtype),))

    def _get(self, scope: Scope, v: Var) -> Arg | None:
        """The adjoint of a functional w so far; in a loop, what the loop carries for it."""
        if v in scope.bars or scope.region == self.homes[v]:
            return scope.bars.get(v)
        assert scope.parent is not None
        if scope.kind == "arm":
            return self._get(scope.parent, v)
        param = self.b.var(carried_type(v.type), bar(v))
        scope.imports[v] = param
        scope.bars[v] = param
        return param

    def _take(self, v: Var) -> Arg | None:
        """The adjoint of a w whose defining statement is reached: nothing adds to it any more."""
        if v in self.given:
            return self.given[v]
        if self._is_shadowed(v):
            return self.scope.shadows.pop(v, None)
        return self.scope.bars.pop(v, None)

    def _contents(self, x: Var, eqn: Eqn, after: bool) -> Arg:
        """A w that holds what an array held at a statement: itself, or a snapshot."""
        if not self.aliases.buffer(x):
            return x
        root = self.aliases.find(x)
        here = {self.aliases.find(v) for w in written_args(eqn) for v in leaves(w)}
        if not self.order.written_after(eqn, root) and (after or root not in here):
            return x
        place = self.order.at[id(eqn)] + (0.5 if after else -0.5)
        region = self.homes_of_stmt[id(eqn)]
        for i, (v, made, at, where, home) in enumerate(self.taken_snapshots):
            # The adjoint runs backwards: an earlier place serves a later one, if nothing writes between.
            if v is x and home == region and not any(place < p < at for p in self.order.writes.get(root, ())):
                self.taken_snapshots[i] = (v, made, place, (eqn, after), home)
                del where
                return made
        snapshot = self.b.var(x.type)
        self.homes[snapshot] = region
        self.taken_snapshots.append((x, snapshot, place, (eqn, after), region))
        return snapshot

    # ------------------------------------------------------------ statements

    def run(self, seeds: Mapping[Var, Arg]) -> Sweeps:
        """Both sweeps, given the adjoints of the result's leaves."""
        self.homes_of_stmt: dict[int, int] = {}
        self._place(self.f.body, 0)
        with self.b.within(self.scope.stmts):
            for v, g in seeds.items():
                if v in self.activity.active:
                    self.add(v, g)
            self._block(self.f.body)
            grads: dict[Var, Arg] = {}
            for leaf in param_leaves(self.f):
                if leaf in self.activity.active and leaf not in self.given:
                    total = self._take(leaf)
                    if total is not None:
                        grads[leaf] = total
        self.snapshots: dict[int, list[tuple[Var, Var, bool]]] = {}
        for x, made, _, (eqn, after), _ in self.taken_snapshots:
            self.snapshots.setdefault(id(eqn), []).append((x, made, after))
        return Sweeps(
            self._rebuilt(self.f.body), self.scope.stmts, grads, {made for _, made, *_ in self.taken_snapshots}
        )

    def _place(self, block: Block, region: int) -> None:
        for s in block.stmts:
            self.homes_of_stmt[id(s)] = region
            for inner in (s.then, s.orelse) if isinstance(s, If) else (s.body,) if isinstance(s, Loop) else ():
                self._place(inner, id(inner))

    def _block(self, block: Block) -> None:
        for s in reversed(block.stmts):
            self.b.of, self.b.loc = s, s.loc
            if isinstance(s, Eqn):
                self._eqn(s)
            elif isinstance(s, If):
                self._if(s)
            else:
                self._loop(s)

    def _eqn(self, s: Eqn) -> None:
        rule = REGISTRY.by_name[s.op]
        if s.op == "call":
            self.deriver.reverse_call(self, s)
            return
        if s.op == "field" or rule.kind == "constant":
            for v in s.outs:
                if s.op != "field":
                    self._take(v)
            return
        if any(isinstance(x, Var) and isinstance(x.type, Tape) and x in self.given for x in s.args):
            return  # the tape's shadow holds the shadows of what the tape holds
        out = s.outs[0] if s.outs else None
        if out is not None and (
            not self.wants(out) or (self.buffer(out) and self.aliases.sharing(s) in ("view", "maybe"))
        ):
            return  # a view of a buffer: whatever was added to its shadow is in the shadow of its base
        if out is None and not any(self.wants(v) for i in rule.writes for v in leaves(s.args[i])):
            return
        if out is None and all(self._untouched(v) for i in rule.writes for v in leaves(s.args[i])):
            return
        g = None if out is None else self._take(out)
        if rule.vjp is not None:
            if g is not None or out is None or rule.writes:
                rule.vjp(self, s, g)
            return
        if g is None or out is None:
            return
        args = [
            self._lazily(x, s) if n not in rule.shape_only else x for n, x in zip(rule.operands, s.args, strict=True)
        ]
        shown: Any = (lambda: self._contents(out, s, after=True)) if self.aliases.buffer(out) else out
        if (rule.kind == "linear" and not rule.lazy) or (
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
            if rule.chooses and target in self.masks:
                c = g  # what only this branch uses: the condition is applied where an adjoint leaves it
            else:
                c = self.expression(rule, name, args, shown, g, statics)
                c = self._masked(c, target, out)
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

    def _masked(self, c: Arg, target: Var, out: Var) -> Arg:
        """A contribution that leaves what one branch of a choice uses alone: zero where the other branch is taken."""
        mask = self.masks.get(out)
        if mask is None or self.masks.get(target) == mask:
            return c
        cond, taken = mask
        return self.b.op("select", cond, c, Const(0.0)) if taken else self.b.op("select", cond, Const(0.0), c)

    def _untouched(self, v: Var) -> bool:
        """Whether nothing was added to the shadow of a buffer yet: nobody reads what is written to it here."""
        maker = self.aliases.maker.get(v)
        while isinstance(maker, Eqn) and maker.op != "field" and self.aliases.sharing(maker) == "view":
            if v in self.given or v in self.aliases.joined or not isinstance(maker.args[0], Var):
                return False
            v = maker.args[0]
            maker = self.aliases.maker.get(v)
        if v in self.given or v in self.aliases.joined or not isinstance(v.type, Array):
            return False
        scope: Scope | None = self.scope
        while scope is not None and scope.region != self.homes[v]:
            if scope.kind == "loop":
                return False  # what was added in the iteration before
            scope = scope.parent
        return scope is not None and v not in scope.shadows

    def _lazily(self, x: Arg, s: Eqn) -> Any:
        if isinstance(x, Var) and self.aliases.buffer(x):
            return lambda: self._contents(x, s, after=False)
        return x

    def _if(self, s: If) -> None:
        bars = [(i, self._take(o)) for i, o in enumerate(s.outs) if self._flows(o, s)]
        arms: list[Scope] = []
        for block in (s.then, s.orelse):
            scope = self._within("arm", block)
            self._inside(scope, block, [(block.yields[i], g) for i, g in bars if g is not None])
            arms.append(scope)
        then, orelse = arms
        names = [
            v for v in dict.fromkeys([*then.bars, *orelse.bars]) if self.homes[v] not in (then.region, orelse.region)
        ]
        outs: list[Var] = []
        yields: tuple[list[Arg], list[Arg]] = ([], [])
        for v in names:
            before = self._get(self.scope, v)
            out = self.b.var(carried_type(v.type), bar(v))
            outs.append(out)
            for scope, to in zip(arms, yields, strict=True):
                g = scope.bars.get(v, before)
                with self.b.within(scope.stmts):
                    to.append(g if g is not None and not isinstance(v.type, Array) else self.full(g, v))
            self.scope.bars[v] = out
        if then.stmts or orelse.stmts or outs:
            blocks = [Block(tuple(x.stmts), tuple(y)) for x, y in zip(arms, yields, strict=True)]
            self.b.stmts.append(If(tuple(outs), s.cond, blocks[0], blocks[1], s.loc, s.tag, adjoint=True))

    def _flows(self, o: Var, s: Stmt) -> bool:
        """Whether an adjoint of a region's result flows into the region; what mirrors memory needs no flow."""
        if o not in self.activity.active or o in self.given:
            return False
        if self.aliases.buffer(o):
            refuse(self.f, s, "S2S401")
        return True

    def _within(self, kind: Literal["loop", "arm"], block: Block) -> Scope:
        """The scope of the adjoint of a block: that has been run, and so have the blocks around it."""
        proven = self.scope.nonzero | proven_in(block, self.aliases.maker)
        return Scope(kind, id(block), self.scope, nonzero=proven)

    def _inside(self, scope: Scope, block: Block, seeds: Sequence[tuple[Arg, Arg]]) -> None:
        outer, of, loc = self.scope, self.b.of, self.b.loc
        self.scope, self.b.nonzero = scope, scope.nonzero
        with self.b.within(scope.stmts):
            for y, g in seeds:
                self.add(y, g)
            self._block(block)
        self.scope, self.b.of, self.b.loc = outer, of, loc
        self.b.nonzero = outer.nonzero

    def _loop(self, s: Loop) -> None:
        shift = 1 if s.until else 0
        carried = [i for i, o in enumerate(s.outs) if self._flows(o, s)]
        taken = {i: self._take(s.outs[i]) for i in carried}
        params, inits, seeds = [], [], []
        for i in carried:
            o = s.outs[i]
            params.append(self.b.var(carried_type(o.type), bar(s.params[i])))
            inits.append(self.full(taken[i], o))
            seeds.append((s.body.yields[i + shift], params[-1]))
        scope = self._within("loop", s.body)
        self._inside(scope, s.body, seeds)
        yields: list[Arg] = []
        for i in carried:
            g = self._taken_in(scope, s.params[i])
            with self.b.within(scope.stmts):
                if g is not None and self._is_shadowed(s.params[i]):
                    # What is carried on is a value: its memory is this iteration's own.
                    g = self.b.keep("copy", (g,))
                yields.append(self.full(g, s.params[i]))
        outer = list(scope.imports.items())
        for v, param in outer:
            g = self._get(self.scope, v)
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
        for v, out in zip([v for v, _ in outer], outs[len(carried) :], strict=True):
            self.scope.bars[v] = out
        for i, out in zip(carried, outs, strict=False):
            if s.inits[i] is not UNDEF:
                self.add(s.inits[i], out)

    def _taken_in(self, scope: Scope, v: Var) -> Arg | None:
        if self._is_shadowed(v):
            return scope.shadows.pop(v, None)
        return scope.bars.pop(v, None)

    # ------------------------------------------------------------ the forward sweep

    def _rebuilt(self, block: Block) -> Block:
        """The primal's statements with snapshots, counts and the callees' forward sweeps."""
        stmts: list[Stmt] = []
        for s in block.stmts:
            made = self.snapshots.get(id(s), ())
            stmts += [Eqn((v,), "copy", (x,), (), s.loc, s) for x, v, after in made if not after]
            new = self.replaced.get(id(s), s)
            if isinstance(s, If):
                new = replace(s, then=self._rebuilt(s.then), orelse=self._rebuilt(s.orelse))
            elif isinstance(s, Loop):
                new = replace(s, body=self._rebuilt(s.body))
            stmts.append(new)
            stmts += [Eqn((v,), "copy", (x,), (), s.loc, s) for x, v, after in made if after]
        return Block(tuple(stmts), block.yields)


def carried_type(t: Type) -> Type:
    """The type of an adjoint that a loop carries or a branch yields: the kind of a number is open."""
    if isinstance(t, Scalar):
        return Scalar("any", t.dtype)
    return t


def derivatives(rule: Rule, args: Sequence[Any]) -> Mapping[str, Any]:
    """The row's formulas; rows with cases choose by the operands' types."""
    if rule.cases is None:
        return rule.derivatives
    import ast

    types = [a.type if isinstance(a, Var) else type_of(a) for a in (x() if callable(x) else x for x in args)]
    return {k: ast.parse(v, mode="eval").body for k, v in rule.cases(*types).items()}


def written_args(s: Eqn) -> list[Arg]:
    """The operands that a statement writes itself."""
    return [s.args[i] for i in REGISTRY.by_name[s.op].writes if i < len(s.args)]


def prepared(f: Function, supply: Callable[[], int]) -> Function:
    """The function with a tag of its own on each branch and loop, and with the number of begun
    iterations of each loop whose bounds do not tell.

    In what reverse mode made, a loop and its adjoint share a tag; to be differentiated
    again they are two loops like any others.
    """

    def block(b: Block) -> Block:
        return Block(tuple(map(stmt, b.stmts)), b.yields)

    def stmt(s: Stmt) -> Stmt:
        if isinstance(s, If):
            return replace(s, then=block(s.then), orelse=block(s.orelse), tag=supply(), adjoint=False)
        if isinstance(s, Loop):
            s = replace(s, body=block(s.body), tag=supply(), adjoint=False)
            if (s.until or s.bounds is None) and s.count is None:
                return replace(s, count=Var(supply(), INT))
        return s

    return replace(f, body=block(f.body))
