"""Forward mode: beside each statement, the statement for its tangent.

::

    w3 = np.sin(w1)            w3 = np.sin(w1);  w3_dot = w1_dot * np.cos(w1)
    a[i] = w3                  a_dot[i] = w3_dot;  a[i] = w3
    t1.append(w3)              t1_dot.append(w3_dot);  t1.append(w3)

A buffer has a tangent buffer, and views and aliases of it are mirrored; what reverse mode
makes (tapes, shadows, scatter-adds) is treated by the same rows, so gradients have tangents.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases
from s2sad.analyse.motion import Facts, Motion
from s2sad.analyse.nonzero import proven_by
from s2sad.analyse.order import Order, order, settled
from s2sad.analyse.owned import makes
from s2sad.analyse.undefined import hollow
from s2sad.differentiate.marks import Marks
from s2sad.differentiate.refusals import refuse
from s2sad.differentiate.sweep import Sweep, carried_type
from s2sad.ir import UNDEF, UNREAD, Arg, Block, Const, Eqn, Function, If, Loop, Pack, Stmt, Var, is_try, leaves, type_of
from s2sad.precision import SINGLE
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.complexes import is_complex
from s2sad.rules.expand import derivatives
from s2sad.types import Array, List, Record, Scalar, Tape, is_inexact, same_shape

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


class Forward(Sweep):
    """Makes the tangent sweep of one function; rules see it as ``tan``."""

    def __init__(
        self, deriver: Deriver, f: Function, activity: Activity, a: Aliases, facts: Facts, marked: Collection[Var]
    ) -> None:
        super().__init__(deriver, f, activity, a)
        self.dots: dict[Var, Arg] = {}
        self.buffers: set[object] = set()  # tangents that are written in place
        self.merged: set[object] = set()  # tangents that branches and loops give: of full shape already
        self.hollow = hollow(f.body, activity)  # arrays whose zeros are made where the arrays are
        asked = marked or deriver.motions.singular(f)
        found = deriver.motions.of(f, activity, a, facts) if asked else Motion(activity, a)
        self.marks = Marks(self, deriver.motions, found, marked)

    @cached_property
    def order(self) -> Order:
        """Which writes come after a statement; few functions ask."""
        return order(self.f, self.aliases, self.deriver.program)

    # ------------------------------------------------------------ what rules ask for

    def active(self, arg: Arg) -> bool:
        """Whether an operand has a tangent."""
        return isinstance(arg, Var) and arg in self.activity.active

    def get(self, arg: Arg) -> Arg | None:
        """The tangent of an operand; None for zero."""
        if isinstance(arg, Pack):
            if not any(self.get(i) is not None for i in arg.items):
                return None
            return arg.like(self.full(i) for i in arg.items)
        return self.dots.get(arg) if isinstance(arg, Var) and self.active(arg) else None

    def full(self, arg: Arg) -> Arg:
        """The tangent of an operand at its full shape."""
        if isinstance(arg, Pack):
            return arg.like(map(self.full, arg.items))
        dot = self.get(arg)
        if not isinstance(arg, Var):
            return Const(0.0)
        if dot is not None and self.aliases.buffer(arg):
            return dot  # it mirrors the memory of the primal: of full shape, and to be written
        return self.b.full(dot, arg)

    def shadow(self, arg: Arg) -> Var:
        """The tangent buffer or tape."""
        assert isinstance(arg, Var)
        dot = self.dots[arg]
        assert isinstance(dot, Var)
        return dot

    def hint(self, eqn: Eqn) -> str:
        """The name of the tangent of a statement's result."""
        return f"{eqn.outs[0]!r}_dot"

    # ------------------------------------------------------------ statements

    def run(self, dots: Mapping[Var, Arg]) -> tuple[list[Stmt], list[Arg]]:
        """The statements with tangents, and the tangents of what the function yields."""
        self.dots.update(dots)
        self.buffers.update(d for v, d in dots.items() if self.aliases.buffer(v))
        self._block(self.f.body)
        tangents = [self.tree(y) for y in self.f.body.yields]
        return self.b.stmts, tangents

    def tree(self, y: Arg) -> Arg:
        """The tangent of a result, in its structure."""
        if isinstance(y, Pack):
            return y.like(map(self.tree, y.items))
        if isinstance(y, Var) and self.active(y):
            return self.b.full(self.dots.get(y), y) if not isinstance(y.type, (Tape, Record)) else self.dots[y]
        if isinstance(y, Var) and isinstance(y.type, Array) and is_inexact(y.type):
            return self.b.zeros(y)
        inert = (isinstance(y, Var) and isinstance(y.type, (Tape, Record))) or (
            isinstance(y, Const) and y.value is None
        )
        return Const(None) if inert else Const(0j if is_complex(type_of(y)) else 0.0)

    def _block(self, block: Block) -> None:
        outer, self.b.nonzero = self.b.nonzero, set(self.b.nonzero)
        for s in block.stmts:
            self.b.of, self.b.loc = s, s.loc
            if isinstance(s, Eqn):
                self._eqn(s)
                self.marks.eqn(s)
            elif isinstance(s, If):
                self._if(s)
            else:
                self._loop(s)
        self.b.nonzero = outer

    def _eqn(self, s: Eqn) -> None:
        rule = REGISTRY.by_name[s.op]
        if s.op == "call":
            self.deriver.forward_call(self, s)
            return
        if not s.outs:
            if any(self.active(v) for i in rule.writes for v in leaves(s.args[i])) and rule.jvp is not None:
                rule.jvp(self, s)
            self.b.stmts.append(s)
            return
        out = s.outs[0]
        self.b.stmts.append(s)
        if len(s.outs) > 1:
            dots = rule.jvp(self, s) if any(map(self.active, s.outs)) and rule.jvp is not None else []
            for out, dot in zip(s.outs, dots, strict=False):
                if self.active(out):
                    self._note(s, out, dot)
            return
        if not self.active(out):
            return
        hint = f"{out!r}_dot"
        if s.op == "field":
            record = self.dots.get(s.args[0]) if isinstance(s.args[0], Var) else None
            if record is not None:
                made = self.b.var(carried_type(out.type), hint)
                self.b.stmts.append(Eqn((made,), "field", (record, s.args[1]), (), s.loc, s))
                self.dots[out] = made
            return
        if isinstance(out.type, Tape):
            made = self.b.var(carried_type(out.type), hint)
            dot = self.get(s.args[0]) if s.args else None
            self.b.stmts.append(Eqn((made,), s.op, () if not s.args else (dot,) if dot else (), s.attrs, s.loc, s))
            self.dots[out] = made
            return
        if s.op == "pack":
            made = self.b.var(out.type, hint)
            items = tuple(self.tree(x) for x in s.args)
            self.b.stmts.append(Eqn((made,), "pack", items, s.attrs, s.loc, s))
            self.dots[out] = made
            return
        self._note(s, out, self._tangent(rule, s, out))

    def _note(self, s: Eqn, out: Var, dot: Arg | None) -> None:
        """The tangent of a result: of a buffer it is an array of its own."""
        if self.aliases.buffer(out):
            if self.aliases.sharing(s) == "maybe" and not settled(out, self.aliases, self.order):
                refuse(self.f, s, "S2S401")
            if self.aliases.sharing(s) in ("fresh", "none"):
                dot = self._own(dot, out)
        elif dot is not None and dot in self.buffers:
            # The tangent of `y + 1.0` is that of y as it is now; the buffer goes on changing.
            dot = self.b.keep("copy", (dot,))
        if dot is not None:
            self.dots[out] = self.b.named(dot, f"{out!r}_dot")
            if self.aliases.buffer(out):
                self.buffers.add(self.dots[out])

    def _own(self, dot: Arg | None, out: Var) -> Arg:
        """A tangent buffer: an array of its own, of full shape."""
        if isinstance(out.type, List) and dot is not None:
            return dot
        if dot is None or isinstance(dot, Const):
            filled = self.b.zeros(out)
            if isinstance(dot, Const) and dot.value != 0.0:
                assert isinstance(filled, Var)
                self.b.effect("store", filled, Const(...), dot)
            return filled
        whole = self.b.full(dot, out)
        if not isinstance(type_of(whole), Array):
            return self.b.boxed(whole)
        made = self.b.made.get(whole) if isinstance(whole, Var) else None
        if (
            made is not None
            and made is self.b.stmts[-1]
            and makes(made, self.aliases)
            and same_shape(type_of(whole), out.type)
        ):
            return whole
        return self.b.keep("copy", (whole,))

    def _view_or_term(self, s: Eqn) -> Callable[..., Arg]:
        """How the tangent of a statement is made that does to the tangent what it does to its operand."""
        view = self.aliases.buffer(s.outs[0]) and self.aliases.sharing(s) in ("view", "maybe")
        return self.b.unfolded if view else self.b.op

    def _tangent(self, rule: Rule, s: Eqn, out: Var) -> Arg | None:
        if rule.jvp is not None:
            made: Arg | None = rule.jvp(self, s)
            return made
        if rule.kind == "constant":
            return None
        total: Arg | None = None
        statics = dict(s.attrs)
        self.b.nonzero |= proven_by(s, self.aliases.maker)
        for i, (name, x) in enumerate(zip(rule.operands, s.args, strict=True)):
            if name in rule.shape_only or self.get(x) is None:
                continue
            if rule.kind in ("elementwise", "tangent"):
                if name not in derivatives(rule, s.args):
                    continue
                dot = self.get(x) if rule.kind == "elementwise" else self.full(x)
                assert dot is not None
                dot = self._widened(x, dot, s.args, out)
                term = self.expression(rule, name, s.args, out, dot, statics)
                term = self.marks.there(s, name, x, term)
            else:
                args = (*s.args[:i], self.full(x), *s.args[i + 1 :])
                term = self._view_or_term(s)(rule.name, *args, **statics)
                last = self.b.stmts[-1]
                if isinstance(term, Var) and isinstance(last, Eqn) and last.outs == (term,) and not rule.lazy:
                    term = self.b.shaped(term, out)  # the same operation, of what has the operand's shape
            total = term if total is None else self.b.op("add", total, term)
        return None if total is None or total in (Const(0.0), Const(0)) else self.b.cast(total, out)

    def _widened(self, x: Arg, dot: Arg, args: Sequence[Arg], out: Var) -> Arg:
        """The tangent of a Python float, which may be Python's or NumPy's, as NumPy's: times what is in single
        precision it is in double then, as the result is where a function computes in double whatever it gets.
        """
        single = any(getattr(type_of(a), "dtype", "") in SINGLE for a in args)
        if not single or getattr(out.type, "dtype", "") != "float64" or not isinstance(type_of(x), Scalar):
            return dot
        return self.b.of_numpy(dot) if type_of(dot) == Scalar("any", "float64") else dot

    def _merges(self, v: Var) -> bool:
        """Whether branches yield a tangent for a w, and loops carry one."""
        return self.active(v) or v in self.hollow

    def _merged(self, v: Var, of: Var) -> Var:
        """The tangent that a branch yields or a loop carries for a w."""
        t = carried_type(v.type)
        if isinstance(t, Array) and not is_inexact(t):
            t = replace(t, dtype="float64")
        made = self.b.var(t, f"{of!r}_dot")
        self.merged.add(made)
        return made

    def _if(self, s: If) -> None:
        outs = [i for i, o in enumerate(s.outs) if self._merges(o)]
        marked = self.marks.among(s.outs)
        arms: list[Block] = []
        marks: list[tuple[Arg, ...]] = []
        for block in (s.then, s.orelse):
            stmts: list[Stmt] = []
            with self.b.within(stmts):
                of, loc = self.b.of, self.b.loc
                self._block(block)
                if is_try(s) and block is s.then:
                    stmts[:] = tangents_last(block, stmts)
                self.b.of, self.b.loc = of, loc
                extra = tuple(self._yielded(block.yields[i], s.outs[i]) for i in outs)
                marks.append(self.marks.yielded([block.yields[i] for i in marked]))
            arms.append(Block(tuple(stmts), block.yields + extra))
        made = tuple(self._merged(s.outs[i], s.outs[i]) for i in outs)
        told, *given = self.marks.of_branch(s, [s.outs[i] for i in marked], *marks)
        arms = [replace(block, yields=block.yields + more) for block, more in zip(arms, given, strict=True)]
        self.b.stmts.append(replace(s, outs=s.outs + made + told, then=arms[0], orelse=arms[1]))
        self.note({s.outs[i]: v for i, v in zip(outs, made, strict=True)})

    def _yielded(self, y: Arg, like: Var) -> Arg:
        if y is UNDEF or y is UNREAD or (y == Const(None) and isinstance(like.type, Array)):
            return y  # of what is not there, there is no tangent
        if isinstance(y, Var) and isinstance(y.type, Array):
            # What may be undefined is merged, so nothing is computed of it here.
            if y in self.hollow:  # a branch or a loop has its zeros
                return self.dots[y]
            whole = self.dots.get(y) in self.merged or self.aliases.buffer(y)
            return self.dots[y] if whole and y in self.dots else self.full(y)  # of truth values there is none
        if isinstance(y, Var) and isinstance(y.type, Record) and not self.active(y):
            return self.b.op("zeros_of", y)  # of a record that does not vary, where another arm gives one that does
        return self.get(y) or Const(0.0)

    def _loop(self, s: Loop) -> None:
        shift = 1 if s.until else 0
        on = [i for i, p in enumerate(s.params) if self._merges(p)]
        marked = self.marks.among(s.params)
        inits = tuple(self._yielded(s.inits[i], s.params[i]) for i in on)
        inits += self.marks.yielded([s.inits[i] for i in marked])
        params = tuple(self._merged(s.params[i], s.params[i]) for i in on)
        self.note({s.params[i]: v for i, v in zip(on, params, strict=True)})
        params += self.marks.new([s.params[i] for i in marked])
        of, loc = self.b.of, self.b.loc
        test = s.test
        if test is not None:
            # A condition has no tangent; what only it computes is left as it is.
            test = s.test
        stmts: list[Stmt] = []
        with self.b.within(stmts):
            self._block(s.body)
            self.b.of, self.b.loc = of, loc
            extra = tuple(self._yielded(s.body.yields[i + shift], s.params[i]) for i in on)
            extra += self.marks.yielded([s.body.yields[i + shift] for i in marked])
        outs = tuple(self._merged(s.params[i], s.outs[i]) for i in on)
        marks = self.marks.new([s.outs[i] for i in marked])
        self.b.stmts.append(
            replace(
                s,
                outs=s.outs + outs + marks,
                params=s.params + params,
                inits=s.inits + inits,
                body=Block(tuple(stmts), s.body.yields + extra),
                test=test,
            )
        )
        self.note({s.outs[i]: v for i, v in zip(on, outs, strict=True)})

    def note(self, made: Mapping[Var, Var]) -> None:
        """Tangents by their w's; those of buffers are written in place."""
        self.dots.update(made)
        self.buffers.update(dot for v, dot in made.items() if self.aliases.buffer(v))


def tangents_last(primal: Block, made: Sequence[Stmt]) -> list[Stmt]:
    """The first arm of a ``try`` with tangents after what it stands around: an exception of theirs is not the primal's.

    Loops, branches and calls have their tangents inside, and what they or writes to memory need comes before them.
    """
    own = set(map(id, primal.stmts))
    end = next((i for i, s in enumerate(made) if isinstance(s, Eqn) and s.op == "completed"), -1)
    apart = [not isinstance(s, Eqn) or s.op == "call" or bool(REGISTRY.by_name[s.op].writes) for s in made[:end]]
    start = max((i + 1 for i, a in enumerate(apart) if a), default=0)
    moved = [s for s in made[start : max(end, 0)] if id(s) not in own]
    stay = [s for s in made[start : max(end, 0)] if id(s) in own]
    return [*made[:start], *stay, *made[end : end + 1], *moved, *made[end + 1 :]] if end >= 0 else list(made)
