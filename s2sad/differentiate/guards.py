"""Adjoints that are there on some paths only: what tells whether one is, and the branch that hands it on.

::

    w2 = math.sqrt(x)                 w3 = w2 > 1.0
    if w2 > 1.0:                      if w3:
        y = 2.0 * w2         ->           x_bar = 1.0 / w2
    else:                             else:
        y = 3.0                           x_bar = 0.0

Where only one arm uses ``w2``, its adjoint on the other is no zero that was computed: there is none, and zero times the
partial of the square root, infinite at 0, would be nan.  So a w of which this is so, and whose adjoint leads to such a
partial (`s2sad.analyse.presence`), has a *mark*: a boolean that goes through the adjoint sweep as the adjoint does, out
of branches, round loops and back from calls, and is true where something was added.  A statement whose result has a
mark has its adjoint in a branch on it.  Branches on one condition that follow one another are one branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from s2sad.analyse.presence import sometimes
from s2sad.differentiate.adjoints import Adjoints, Scope, Subject
from s2sad.ir import Arg, Block, Const, Eqn, If, Loc, Pack, Stmt, Var, blocks, touched, type_of, walk
from s2sad.rewriting import renamed
from s2sad.rules import REGISTRY
from s2sad.rules.singular import may_be_singular
from s2sad.types import BOOL, Array, Scalar, Tape

TRUE, FALSE = Const(True), Const(False)
_SAME = ("bool", "not")  # a condition as a mark, and its contrary


class Guards(Adjoints):
    """Adjoints with marks."""

    def __init__(self, of: Subject) -> None:
        super().__init__(of)
        found = sometimes(of.function, of.activity, may_be_singular)
        self.marks = {
            v: Var(next(of.deriver.supply), Tape(BOOL) if isinstance(v.type, Tape) else BOOL, f"{v!r}_used")
            for v in sorted(found, key=lambda v: v.id)
            if not self.buffer(v) and v not in self.given
        }
        self.regions.home.update({m: self.regions.home[v] for v, m in self.marks.items()})
        self.marking = set(self.marks.values())
        self.taped: set[Var] = set()  # tapes of marks that are made
        self.by_results: Arg = TRUE  # whether results of a call that is handed memory have adjoints

    def full(self, g: Arg | None, like: Var) -> Arg:
        """An adjoint at the full shape of its w, zeros for none; of a mark, that nothing was added."""
        return (FALSE if g is None else g) if like in self.marking else super().full(g, like)

    def carried(self, v: Var) -> Var:
        """A w for the adjoint of another, or for a mark, where a loop carries it or a branch yields it."""
        return self.b.var(BOOL, repr(v)) if v in self.marking else super().carried(v)

    def add(self, arg: Arg, c: Arg, there: Arg = TRUE) -> None:
        """Add a contribution of the operand's own shape to its adjoint; ``there`` is its own mark."""
        super().add(arg, c)
        if isinstance(arg, Var) and arg in self.marks and c not in (Const(0.0), Const(0)):
            self._mark(arg, there)

    def shadow(self, arg: Arg) -> Var:
        """The shadow of a buffer or tape; made, full of zeros, where the buffer is at home."""
        if isinstance(arg, Var) and arg in self.marks and not isinstance(arg.type, Tape):
            self._mark(arg, TRUE)
        return super().shadow(arg)

    def push_mark(self, tape: Var, v: Var, g: Arg | None) -> None:
        """Beside the adjoint of what was popped: whether it is there."""
        if tape in self.marks:
            self.b.effect("push", self._marks_of(tape), self.marked(v, g))

    def pop_mark(self, tape: Var) -> Arg:
        """Whether the adjoint of what was pushed is there."""
        return self.b.op("pop", self._marks_of(tape)) if tape in self.marks else TRUE

    def share_marks(self, tape: Var, copy: Var) -> None:
        """What is popped from a copy of a tape was pushed on the tape: so are their marks."""
        if copy in self.marks:
            self.marks[tape] = self.marks[copy]
        else:
            self.marks.pop(tape, None)

    def _marks_of(self, tape: Var) -> Var:
        """The tape of marks beside the shadow of a tape."""
        made = self.marks[tape]
        if made not in self.taped:
            self.taped.add(made)
            self.home(tape).stmts.append(Eqn((made,), "tape", (), (), self.b.loc, self.b.of))
        return made

    def _mark(self, v: Var, there: Arg) -> None:
        mark = self.marks[v]
        known = self.get(self.scope, mark)
        if known is None or known == FALSE or there == TRUE:
            self.scope.bars[mark] = there
        elif known != TRUE and known != there:
            self.scope.bars[mark] = self.b.op("or", known, there)

    def marked(self, v: Var, g: Arg | None) -> Arg:
        """Whether the adjoint of a w that was taken is there."""
        if v in self.marks:
            return self.scope.bars.pop(self.marks[v], FALSE)
        return FALSE if g is None else TRUE

    # ------------------------------------------------------------ branches

    def guarded(self, s: Eqn, mark: Arg, work: Callable[[], None]) -> None:
        """The adjoint of a statement, where a mark says that there is one."""
        then, orelse = (Scope("arm", region, self.scope, nonzero=self.scope.nonzero) for region in (-1, -2))
        for v in s.outs:
            for outer, inner in ((self.scope.bars, then.bars), (self.scope.shadows, then.shadows)):
                if v in outer:
                    inner[v] = outer.pop(v)  # type: ignore[assignment]
        outer_scope, self.scope = self.scope, then
        with self.b.within(then.stmts):
            work()
        self.scope = outer_scope
        for v in s.outs:
            then.bars.pop(v, None)
        self.merge(mark, (then, orelse), s.loc, 0, adjoint=False)

    def merge(self, cond: Arg, arms: tuple[Scope, Scope], loc: Loc, tag: int, adjoint: bool = True) -> None:
        """The branch whose arms were made: what they add to the adjoints of w's from outside leaves by its yields."""
        then, orelse = arms
        names = [
            v
            for v in dict.fromkeys([*then.bars, *orelse.bars])
            if self.regions.home[v] not in (then.region, orelse.region)
        ]
        outs: list[Var] = []
        yields: tuple[list[Arg], list[Arg]] = ([], [])
        for v in names:
            before = self.get(self.scope, v)
            given: list[Arg] = []
            for scope in arms:
                g = scope.bars.get(v, before)
                with self.b.within(scope.stmts):
                    g = g if g is not None and not isinstance(v.type, Array) else self.full(g, v)
                    given.append(self.b.boxed(g) if isinstance(v.type, Array) and _number(g) else g)
            if v in self.marking:
                known = self._told(cond, given)
                if known is not None:
                    self.scope.bars[v] = known
                    continue
            out = self.carried(v)
            outs.append(out)
            for g, to in zip(given, yields, strict=True):
                to.append(g)
            self.scope.bars[v] = out
        if then.stmts or orelse.stmts or outs:
            parts = [Block(tuple(x.stmts), tuple(y)) for x, y in zip(arms, yields, strict=True)]
            self._append(If(tuple(outs), cond, parts[0], parts[1], loc, tag, adjoint=adjoint))

    def _told(self, cond: Arg, given: Sequence[Arg]) -> Arg | None:
        """A mark that is what the branch is on, or its contrary, or the same in both arms; a ``with`` has one arm."""
        if given[0] == given[1] or (isinstance(cond, Pack) and given[0] == TRUE):
            return given[0]
        if isinstance(cond, Pack):
            return None
        if given == [TRUE, FALSE]:
            return cond if type_of(cond) == BOOL else self.b.keep("bool", (cond,))
        if given == [FALSE, TRUE]:
            return self.b.keep("not", (cond,))
        return None

    def _append(self, s: If) -> None:
        """Append a branch; to the one before, if that is on the same condition."""
        cond, flip = s.cond, False
        made = self.b.made.get(cond) if isinstance(cond, Var) else None
        if made is not None and made.op in _SAME:
            cond, flip = made.args[0], made.op == "not"
        between: list[Stmt] = []
        for i in range(len(self.b.stmts) - 1, -1, -1):
            last = self.b.stmts[i]
            if isinstance(last, If) and last.cond in (cond, s.cond) and not s.adjoint and self._apart(s, between):
                other = flip and last.cond == cond
                self.b.stmts[i] = _joined(last, replace(s, then=s.orelse, orelse=s.then) if other else s)
                return
            between.append(last)
            if not isinstance(last, Eqn):
                break
        self.b.stmts.append(s)

    def _apart(self, s: If, between: Iterable[Stmt]) -> bool:
        """Whether a branch can as well stand before some statements."""
        made = {v for t in between for v in t.outs if not (isinstance(t, Eqn) and t.op in _SAME)}
        if any(map(_acts, between)):
            return False
        return not made or (made.isdisjoint(touched(s)) and not any(map(_acts, walk(Block((s,))))))


def _acts(s: Stmt) -> bool:
    return isinstance(s, Eqn) and (s.op == "call" or not s.outs or bool(REGISTRY.by_name[s.op].writes))


def _number(g: Arg) -> bool:
    return isinstance(type_of(g), Scalar)


def _joined(a: If, b: If) -> If:
    """Two branches on one condition as one."""
    arms = []
    for x, y in zip(blocks(a), blocks(b), strict=True):
        y = renamed(y, dict(zip(a.outs, x.yields, strict=True)))
        arms.append(Block((*x.stmts, *y.stmts), (*x.yields, *y.yields)))
    return replace(a, outs=(*a.outs, *b.outs), then=arms[0], orelse=arms[1])
