"""Tangents that are there in some items or on some paths only: no infinite partial is multiplied where there is none.

::

    w2 = np.where(x > 0.0, x, 0.0)         w2_dot = np.where(x > 0.0, x_dot, 0.0)
    w3 = np.sqrt(w2)                ->     w3_dot = np.where(w2_dot, 0.5 * w2_dot / w3, 0.0)

Where something stays although it varies elsewhere (`s2sad.analyse.motion`), and stays where a partial may be infinite,
its tangent is no zero that was computed: there is none.  What is even stays where its tangent is zero.  Of what is not,
a *mark* tells: a boolean beside the tangent, which branches yield and loops carry as they do the tangent::

    if x > 1.0: yield x * x                if x > 1.0: yield x * x, 2.0 * x * x_dot, True
    else: yield 0.0                 ->     else: yield 0.0, 0.0, False
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from s2sad.analyse.aliases import param_leaves
from s2sad.analyse.motion import MOVES, UNKNOWN, Fact, Facts, Motion, choice, given
from s2sad.analyse.motions import Motions
from s2sad.ir import Arg, Const, Eqn, Function, If, Pack, Var, type_of
from s2sad.rules import REGISTRY
from s2sad.rules.still import HANDED_ON, WITH_ZEROS
from s2sad.types import BOOL, Array

if TYPE_CHECKING:
    from s2sad.differentiate.forward import Forward

TRUE, FALSE = Const(True), Const(False)


class Marks:
    """The marks of a tangent sweep, and what they are for."""

    def __init__(self, tan: Forward, motions: Motions, found: Motion, results: Collection[Var]) -> None:
        self.tan = tan
        self.motions = motions
        self.motion = found
        self.found: dict[Var, Arg] = {}
        self.wanted = motions.marked(tan.f, found, results) if found.places else set()

    # ------------------------------------------------------------ tangents

    def there(self, s: Eqn, name: str, x: Arg, term: Arg) -> Arg:
        """The term of a tangent by an operand: none where the operand stays."""
        if not self.motion.meets(s, name, x):
            return term
        moves = self.tan.get(x) if self.motion.even(x) else self.mark(x)
        if not isinstance(moves, Var):
            return term
        return self.tan.b.op("select", moves, term, Const(0.0))

    # ------------------------------------------------------------ marks

    def mark(self, x: Arg) -> Arg:
        """What tells whether an operand moves; that it does where nothing tells."""
        if not isinstance(x, Var) or x not in self.motion.activity.active:
            return FALSE
        return self.found.get(x, TRUE)

    def eqn(self, s: Eqn) -> None:
        """Mark what a statement makes."""
        if s.op in ("call", "field") or not s.outs or s.outs[0] not in self.wanted:
            return  # the marks of what a call gives are handed back, those of a structure's parts are handed in
        (out,) = s.outs
        rule = REGISTRY.by_name[s.op]
        total: Arg = FALSE
        if rule.kind != "elementwise":
            self.found[out] = self._by_item(s) or self._by_whole(s)
            return
        for name, x, formula in self.motion.moving(s):
            mark = self.mark(x)
            if choice(formula) and mark != FALSE:
                mark = self._both(self.tan.expression(rule, name, s.args, out, Const(1.0), dict(s.attrs)), mark)
            total = self._either(total, mark)
        self.found[out] = total

    def _by_whole(self, s: Eqn) -> Arg:
        """The mark of what moves as soon as anything does that it is made of; of nothing known, it moves."""
        varying = self.motion.varying(s)
        total: Arg = FALSE if varying else TRUE
        for v in varying:
            total = self._either(total, self._whole(self.mark(v)))
        return total

    def _by_item(self, s: Eqn) -> Arg | None:
        """The mark of what has items of others: the statement itself, of ones where they move; None if all do alike."""
        rule = REGISTRY.by_name[s.op]
        if s.op not in HANDED_ON or (rule.jvp is not None and s.op != "getitem"):
            return None
        x = s.args[0]
        parts = x.items if isinstance(x, Pack) else (x,)
        marks = [self.mark(v) for v in parts]
        alike = s.op not in WITH_ZEROS and len({*marks}) == 1 and not isinstance(type_of(marks[0]), Array)
        if alike:
            return None
        ones = tuple(map(self._ones, parts, marks))
        args = (x.like(ones) if isinstance(x, Pack) else ones[0], *s.args[1:])
        statics: dict[str, Any] = dict(s.attrs)
        return self.tan.b.shaped(self.tan.b.op(s.op, *args, **statics), s.outs[0])

    def _ones(self, x: Arg, mark: Arg) -> Arg:
        """One where an operand moves, zero where it stays, in its shape."""
        one = Const(float(mark.value)) if isinstance(mark, Const) else mark
        if not isinstance(x, Var) or not isinstance(x.type, Array):
            return one
        return self.tan.b.zeros(x) if mark == FALSE else self.tan.b.spread(one, x)

    def _either(self, a: Arg, b: Arg) -> Arg:
        if a == FALSE or b == FALSE:
            return a if b == FALSE else b
        if TRUE in (a, b):
            return TRUE
        return self.tan.b.op("or", a, b) if type_of(a) == type_of(b) == BOOL else self.tan.b.either(a, b)

    def _both(self, a: Arg, b: Arg) -> Arg:
        return a if b == TRUE else self.tan.b.both(a, b)

    # ------------------------------------------------------------ calls, branches and loops

    def of_call(self, s: Eqn, callee: Function) -> tuple[Facts, tuple[int, ...], list[Arg]]:
        """What is known of the arguments of a call, which of its results need marks, and those of arguments."""
        made = self.motions.called(s, self.motion)
        results = tuple(self.among(s.outs))
        if made is None or not (results or made[1].minds):
            return (UNKNOWN,) * len(param_leaves(callee)), (), []
        asked = self.motions.asked_of(s, self.motion, [v for v in s.outs if v in self.wanted])
        facts: list[Fact] = []
        marks: list[Arg] = []
        for x in given(s):
            at = self.motion.stays(x) if isinstance(x, Var) and self.tan.active(x) else MOVES
            even = self.motion.even(x)
            mark = self._whole(self.mark(x)) if at and not even and x in asked else TRUE
            if not even and mark == TRUE:
                at = MOVES
            elif not even:
                marks.append(mark)
            facts.append((even and self.tan.active(x), at))
        return tuple(facts), results, marks

    def handed(self, f: Function) -> tuple[Var, ...]:
        """The marks that a function is handed."""
        return self.new([v for v in param_leaves(f) if self.motion.told(v) and not self.motion.even(v)])

    def among(self, vs: Sequence[Var]) -> list[int]:
        """Which of these, that branches give or loops carry, have marks beside them."""
        return [i for i, v in enumerate(vs) if v in self.wanted]

    def yielded(self, ys: Sequence[Arg]) -> tuple[Arg, ...]:
        """The marks beside what a block yields: of an array they tell whether it moves at all."""
        return tuple(map(self._whole, map(self.mark, ys)))

    def _whole(self, mark: Arg) -> Arg:
        if isinstance(mark, Const) or type_of(mark) == BOOL:
            return mark
        return self.tan.b.keep("bool", (self.tan.b.any(mark) if isinstance(type_of(mark), Array) else mark,))

    def new(self, vs: Sequence[Var]) -> tuple[Var, ...]:
        """Marks for what a loop carries, or a branch gives."""
        made = tuple(self.tan.b.var(BOOL, f"{v!r}_moves") for v in vs)
        self.found.update(zip(vs, made, strict=True))
        return made

    def of_branch(
        self, s: If, vs: Sequence[Var], then: Sequence[Arg], orelse: Sequence[Arg]
    ) -> tuple[tuple[Var, ...], tuple[Arg, ...], tuple[Arg, ...]]:
        """The marks of what a branch gives, which its arms have to yield where its condition does not tell."""
        rest: list[tuple[Var, Arg, Arg]] = []
        for v, x, y in zip(vs, then, orelse, strict=True):
            if x == y and isinstance(x, Const):
                self.found[v] = x
            elif (x, y) == (TRUE, FALSE) and isinstance(s.cond, Var):
                self.found[v] = s.cond if s.cond.type == BOOL else self.tan.b.keep("bool", (s.cond,))
            else:
                rest.append((v, x, y))
        outs = self.new([v for v, _, _ in rest])
        return outs, tuple([x for _, x, _ in rest]), tuple([y for _, _, y in rest])
