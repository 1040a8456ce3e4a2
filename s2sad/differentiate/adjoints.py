"""The adjoints of w's while the adjoint sweep is made: what was added up so far, and in which memory.

A Value's adjoint is functional: the first use assigns, later uses add.  A Buffer has a shadow, and so has an array
Value that is indexed or used in an inner loop, because adding into a part of an array is then the natural thing to do::

    w3 = mul(w1, w2)          w1_bar = mul(w3_bar, w2)
    w4 = getitem(a, i)        index_add(a_bar, i, w4_bar)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases
from s2sad.analyse.nonzero import proven_in
from s2sad.analyse.order import Order, settled
from s2sad.analyse.owned import begins, makes
from s2sad.analyse.sums import sums
from s2sad.build import bar
from s2sad.dataclass import dataclass
from s2sad.differentiate.masks import Masks
from s2sad.differentiate.refusals import refuse
from s2sad.differentiate.regions import Regions
from s2sad.differentiate.snapshots import Snapshots
from s2sad.differentiate.sweep import Sweep, carried_type
from s2sad.ir import Arg, Block, Const, Eqn, Function, Loop, Stmt, Var, map_arg, type_of
from s2sad.rules import REGISTRY
from s2sad.rules.index import WHOLE
from s2sad.types import INT, Array, List, Record, Tape

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


@dataclass(frozen=True)
class Subject:
    """What an adjoint sweep is made of: a function, and what is known of it."""

    deriver: Deriver
    function: Function
    activity: Activity
    aliases: Aliases
    order: Order
    shadows: Mapping[Var, Var]  # that the caller hands in, or that the forward sweep made
    holders: Collection[Var]  # tapes and lists whose shadow holds the shadows of what they hold
    masks: Masks  # what choices cut off
    escaping: Collection[Var]  # the classes of arrays that others hold and may write


class Adjoints(Sweep):
    """The adjoints of one function's w's; rules see them as ``adj``."""

    def __init__(self, of: Subject) -> None:
        super().__init__(of.deriver, of.function, of.activity, of.aliases)
        self.order = of.order
        self.regions = Regions(of.function, of.activity)
        self.snapshots = Snapshots(of.deriver.supply, of.aliases, of.order, self.regions)
        self.given = dict(of.shadows)
        self.holders, self.escaping = of.holders, of.escaping
        self.items: dict[Var, dict[int, Arg]] = {}  # adjoints of what was taken out of records
        self.scope = Scope("function", 0, None, nonzero=proven_in(self.f.body, self.aliases.maker))
        self.b.nonzero = self.scope.nonzero
        self.sums = sums(self.f, self.aliases)
        self.b.summed = self._summed

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
        if isinstance(arg.type, Record):
            self._add_record(arg, c)
            return
        c = self.dtype(arg, c)
        if self.is_shadowed(arg):
            self._add_to_shadow(arg, c)
            return
        scope, hint = self.scope, bar(arg)
        current = self.get(scope, arg)
        scope.bars[arg] = self.b.named(c, hint) if current is None else self.b.op("add", current, c, hint=hint)

    def _add_record(self, record: Var, c: Arg) -> None:
        """The adjoint of a record comes whole, from the one who reads it."""
        if self.get(self.scope, record) is not None:
            refuse(self.f, self.b.of, "S2S306")
        self.scope.bars[record] = c

    def add_items(self, base: Arg, parts: Arg) -> None:
        """Add to each item of a list's shadow; ``parts`` is a list, or an array of as many rows."""
        shadow = self.shadow(base)
        if base in self.holders:
            self._add_to_held(shadow, parts)
        else:
            self.b.effect("add_items", shadow, parts, WHOLE)

    def before(self, base: Arg, eqn: Eqn) -> Arg:
        """The contents of an operand right before a statement."""
        return self.snapshots.contents(base, eqn, after=False) if isinstance(base, Var) else base

    def after(self, base: Arg, eqn: Eqn) -> Arg:
        """The contents of a buffer right after a statement."""
        return self.snapshots.contents(base, eqn, after=True) if isinstance(base, Var) else base

    def name(self, arg: Arg) -> str:
        """The name of an operand's adjoint."""
        return bar(arg) if isinstance(arg, Var) else ""

    def index(self, eqn: Eqn, position: int = 1) -> Arg:
        """The index of a load or store as it was then: arrays of indices can be written later."""
        return map_arg(lambda v: self.snapshots.contents(v, eqn, after=False), eqn.args[position])

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
            if how == "maybe":
                refuse(self.f, maker, "S2S401 maybe")
            if how == "view" and REGISTRY.by_name[maker.op].repeats:
                refuse(self.f, maker, "S2S401 repeated")
            if how == "view":
                base = self.shadow(maker.args[0])
                return self.b.keep(REGISTRY.by_name[maker.op].shadow or maker.op, (base, *maker.args[1:]), maker.attrs)
        home = self.home(arg)
        if arg not in home.shadows:
            if isinstance(arg.type, Tape):
                made = self.b.var(carried_type(arg.type), bar(arg))
                home.stmts.append(Eqn((made,), "tape", (), (), self.b.loc, self.b.of))
            else:
                with self.b.within(home.stmts):
                    zeros = self.b.zeros(arg, bar(arg))
                assert isinstance(zeros, Var)
                made = zeros
            home.shadows[arg] = made
        return home.shadows[arg]

    def filled(self, tape: Arg) -> bool:
        """Whether anything was popped from a tape, or handed on with it: nothing flows to what was pushed else."""
        assert isinstance(tape, Var)
        return tape in self.given or tape in self.home(tape).shadows

    def buffer(self, v: Var) -> bool:
        """Whether a w's adjoint lives in a shadow that mirrors its memory."""
        return self.aliases.buffer(v) and not settled(v, self.aliases, self.order)

    def escapes(self, v: Var) -> bool:
        """Whether others hold the memory of a w before the adjoint runs, and may write it."""
        return isinstance(v.type, Array) and self.aliases.find(v) in self.escaping

    def _summed(self, x: Var, at: tuple[int, ...], kept: bool) -> Arg | None:
        """What the primal has as the sum of an array, in the region that is at hand or around it."""
        for v in self.sums.get((x, at, kept), ()):
            scope: Scope | None = self.scope
            while scope is not None and scope.region != self.regions.home[v]:
                scope = scope.parent
            if scope is not None:
                return v
        return None

    # ------------------------------------------------------------ adjoints of w's

    def is_shadowed(self, v: Var) -> bool:
        """Whether the adjoint of a w is memory that is added to."""
        return v in self.regions.partly or v in self.given or self.buffer(v)

    def home(self, v: Var) -> Scope:
        """The adjoint of the region in which a w lives."""
        scope: Scope | None = self.scope
        while scope is not None and scope.region != self.regions.home[v]:
            scope = scope.parent
        assert scope is not None, v
        return scope

    def _add_to_shadow(self, v: Var, c: Arg) -> None:
        fresh = v not in self.given and self._owns_shadow(v) and self.home(v) is self.scope
        if fresh and v not in self.scope.shadows and not isinstance(v.type, Tape):
            # First use assigns; in place from here on, so the array has to be its own.
            whole = self.full(c, v)
            if isinstance(type_of(whole), Array):
                assert isinstance(whole, Var)
                assert isinstance(v.type, Array)
                own = whole is not c and makes(self.b.made[whole], self.aliases)
                if v in self.b.less:
                    new: Arg = self.b.keep("astype", (whole,), (("dtype", v.type.dtype),), hint=bar(v))
                else:
                    new = self.b.named(whole, bar(v)) if own else self.b.copied(whole, hint=bar(v))
                assert isinstance(new, Var)
                self.scope.shadows[v] = new
                return
        if isinstance(v.type, List):
            self.add_items(v, c)
        else:
            self.b.effect("update", self.shadow(v), c, by="add")

    def _add_to_held(self, shadow: Var, c: Arg) -> None:
        """Add to the memory that a shadow holds: what is in it stays the shadows that they are."""
        assert isinstance(shadow.type, List)
        index, stmts = self.b.var(INT), list[Stmt]()
        with self.b.within(stmts):
            held, more = (self.b.keep("getitem", (x, index)) for x in (shadow, c))
            if not isinstance(held.type, List):
                self.b.effect("update", held, more, by="add")
            elif isinstance(held.type.item, Array):
                self._add_to_held(held, more)
            else:
                self.b.effect("add_items", held, more, WHOLE)
        bounds = (Const(0), self.b.keep("list_len", (shadow,)), Const(1))
        self.b.stmts.append(Loop((), (), (), Block(tuple(stmts), ()), index, bounds, tag=next(self.deriver.supply)))

    def _owns_shadow(self, v: Var) -> bool:
        """Whether a shadow is an array of its own, and no view of another shadow."""
        if not self.buffer(v):
            return True
        return v not in self.aliases.joined and begins(v, self.aliases.maker)

    def dtype(self, v: Var, c: Arg) -> Arg:
        """A contribution in the dtype of what it is added to."""
        return self.b.cast(c, v)

    def get(self, scope: Scope, v: Var) -> Arg | None:
        """The adjoint of a functional w so far; in a loop, what the loop carries for it."""
        if v in scope.bars or scope.region == self.regions.home[v]:
            return scope.bars.get(v)
        assert scope.parent is not None
        if scope.kind == "arm":
            return self.get(scope.parent, v)
        param = self.carried(v)
        scope.imports[v] = param
        scope.bars[v] = param
        return param

    def carried(self, v: Var) -> Var:
        """A w for the adjoint of another, where a loop carries it or a branch yields it."""
        return self.b.var(carried_type(v.type), bar(v))

    def take(self, v: Var) -> Arg | None:
        """The adjoint of a w whose defining statement is reached: nothing adds to it any more."""
        if v in self.given:
            return self.given[v]
        if self.is_shadowed(v):
            return self.scope.shadows.pop(v, None)
        return self.scope.bars.pop(v, None)
