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

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s2sad.analyse.motion import MOVES, Motion, choice
from s2sad.analyse.undefined import merges
from s2sad.ir import Arg, Const, Eqn, If, Var, statements, type_of
from s2sad.rules import REGISTRY
from s2sad.rules.still import HANDED_ON, poles
from s2sad.types import BOOL, Array, Scalar, same_shape

if TYPE_CHECKING:
    from s2sad.differentiate.forward import Forward

TRUE, FALSE = Const(True), Const(False)


class Marks:
    """The marks of a tangent sweep, and what they are for."""

    def __init__(self, tan: Forward, found: Motion) -> None:
        self.tan = tan
        self.motion = found
        self.found: dict[Var, Arg] = {}
        self.wanted = self._wanted()

    def _wanted(self) -> set[Var]:
        """The w's that need a mark: those that meet a partial that may be infinite, and what these are made of."""
        eqns = [s for s in statements(self.tan.f) if isinstance(s, Eqn)]
        singular = [s for s in eqns if REGISTRY.by_name[s.op].poles]
        meeting = [x for s in singular for n, x, _ in self._item_by_item(s) if self._meets(s, n, x)]
        todo = [x for x in meeting if not self.motion.even(x)]
        found: set[Var] = set()
        if not todo:
            return found
        made = dict(merges(self.tan.f.body))
        by = {v: s for s in eqns for v in s.outs}
        while todo:
            v = todo.pop()
            if not isinstance(v, Var) or v in found or v not in self.motion.activity.active:
                continue
            if not self.motion.stays(v) or self.tan.aliases.buffer(v):
                continue
            if v in made:
                todo += made[v]
            elif v in by and self._item_by_item(by[v]):
                todo += [x for _, x, _ in self.motion.moving(by[v])]
            elif v in by and by[v].op in HANDED_ON:
                todo.append(by[v].args[0])
            else:
                continue
            found.add(v)
        return found

    def _item_by_item(self, s: Eqn) -> Sequence[tuple[str, Arg, object]]:
        return self.motion.moving(s) if REGISTRY.by_name[s.op].kind == "elementwise" else ()

    def _meets(self, s: Eqn, name: str, x: Arg) -> bool:
        """Whether what stays may meet an infinite partial: by an operand, of a statement."""
        infinite = poles(s, name)
        at = self.motion.stays(x) if infinite else MOVES
        return None in at or not at.isdisjoint(infinite)

    # ------------------------------------------------------------ tangents

    def there(self, s: Eqn, name: str, x: Arg, term: Arg) -> Arg:
        """The term of a tangent by an operand: none where the operand stays."""
        if not self._meets(s, name, x):
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
        if not s.outs or s.outs[0] not in self.wanted:
            return
        (out,) = s.outs
        if s.op in HANDED_ON:
            known = self.mark(s.args[0])
            whole = isinstance(type_of(known), Scalar) or same_shape(type_of(s.args[0]), out.type)
            self.found[out] = known if whole else TRUE
            return
        total: Arg = FALSE
        for name, x, formula in self.motion.moving(s):
            mark = self.mark(x)
            if choice(formula) and mark != FALSE:
                rule = REGISTRY.by_name[s.op]
                mark = self._both(self.tan.expression(rule, name, s.args, out, Const(1.0), dict(s.attrs)), mark)
            total = self._either(total, mark)
        self.found[out] = total

    def _either(self, a: Arg, b: Arg) -> Arg:
        if a == FALSE or b == FALSE:
            return a if b == FALSE else b
        if TRUE in (a, b):
            return TRUE
        return self.tan.b.op("or", a, b) if type_of(a) == type_of(b) == BOOL else self.tan.b.either(a, b)

    def _both(self, a: Arg, b: Arg) -> Arg:
        return a if b == TRUE else self.tan.b.both(a, b)

    def among(self, vs: Sequence[Var]) -> list[int]:
        """Which of these, that branches give or loops carry, have marks beside them."""
        return [i for i, v in enumerate(vs) if v in self.wanted]

    def yielded(self, ys: Sequence[Arg]) -> tuple[Arg, ...]:
        """The marks beside what a block yields: of an array they tell whether it moves at all."""
        return tuple(map(self._whole, map(self.mark, ys)))

    def _whole(self, mark: Arg) -> Arg:
        if isinstance(mark, Const) or type_of(mark) == BOOL:
            return mark
        return TRUE if isinstance(type_of(mark), Array) else self.tan.b.keep("bool", (mark,))

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
