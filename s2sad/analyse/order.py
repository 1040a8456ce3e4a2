"""Program order: which memory is written after a statement, and while an array is alive.

::

    1  w3 = np.sin(w1)          the class of w2 is written at 2 and 4: after 1, and after 3; where 3 and 4
    2  store(w2, 0, 0.5)        stand in one loop, after 4 as well
    3  w4 = getitem(w2, 1)
    4  store(w2, 1, w4)
"""

from __future__ import annotations

from functools import cached_property

from s2sad.analyse.aliases import Aliases, written_by
from s2sad.dataclass import dataclass
from s2sad.ir import Block, Eqn, Function, If, Loop, Program, Stmt, Var, blocks, leaves, uses, walk
from s2sad.rules import REGISTRY
from s2sad.rules.lists import moved
from s2sad.rules.memory import shares

LATER = 1 << 60  # the place of what happens after the call: what the caller may write, and read
NEXT_TURN = LATER + 1  # of what may happen in the next turn of a loop around, too


@dataclass
class Order:
    """The places of statements, and of the writes to each class."""

    at: dict[int, int]
    loops: dict[int, tuple[tuple[int, int], ...]]
    writes: dict[Var, list[int]]
    body: Block

    def written_after(self, s: Stmt, root: Var) -> bool:
        """Whether memory of a class may be written after a statement has run."""
        places = self.writes.get(root, ())
        here = self.at[id(s)]
        if any(p > here for p in places):
            return True
        return any(first <= p <= last for p in places for first, last in self.loops[id(s)])

    def written_between(self, s: Stmt, place: int, root: Var) -> bool:
        """Whether memory of a class may be written between a statement and a place, in what is run once of both.

        What is run once ends with a turn of a loop around the statement; loops around the place alone are in it.
        """
        first, last = sorted((self.at[id(s)], place))
        around = self.loops[id(s)]
        spans = [(first, last), *(x for x in self.spans if x[0] < place <= x[1] and x not in around)]
        return any(low <= p <= high for p in self.writes.get(root, ()) for low, high in spans)

    @cached_property
    def spans(self) -> frozenset[tuple[int, int]]:
        """Where each loop begins and ends; few functions ask."""
        return frozenset(loop for around in self.loops.values() for loop in around)

    @cached_property
    def readers(self) -> dict[Var, list[Stmt]]:
        """The statements that read each w; few functions ask."""
        found: dict[Var, list[Stmt]] = {}
        for s in walk(self.body):
            for v in uses(s):
                found.setdefault(v, []).append(s)
        return found

    @cached_property
    def made(self) -> dict[Var, int]:
        """The place of the statement that makes a w; few functions ask."""
        return {v: self.at[id(s)] for s in walk(self.body) for v in s.outs}

    @cached_property
    def yielding(self) -> dict[Var, list[tuple[If | Loop | None, Var | None]]]:
        """The branches and loops whose blocks yield a w, None for the function, and what a branch makes of it."""
        found: dict[Var, list[tuple[If | Loop | None, Var | None]]] = {}
        for y in self.body.yields:
            for v in leaves(y):
                found.setdefault(v, []).append((None, None))
        for s in walk(self.body):
            if isinstance(s, Eqn):
                continue
            for b in blocks(s):
                for i, y in enumerate(b.yields):
                    for v in leaves(y):
                        found.setdefault(v, []).append((s, s.outs[i] if isinstance(s, If) else None))
        return found

    def written_while_alive(self, v: Var, maker: Stmt, root: Var) -> bool:
        """Whether memory of a class may be written between the statement that makes a w and the last use of it."""
        here = max([self.at[id(maker)], *(self.at[id(s)] for b in blocks(maker) for s in walk(b))])
        last, places = self._last_use(v, maker), self.writes.get(root, ())
        if any(here < p <= last for p in places):
            return True
        # In the next turn of a loop, what stands before the statement comes after it.
        around = self.loops[id(maker)] if last == NEXT_TURN else ()
        return any(first <= p <= until for first, until in around for p in places)

    def _last_use(self, v: Var, maker: Stmt) -> int:
        """The place of the last statement that may read a w, or a view of it."""
        around = self.loops[id(maker)]
        last = self.at[id(maker)]
        for owner, out in self.yielding.get(v, ()):
            if isinstance(owner, If) and out is not None:
                last = max(last, self._last_use(out, owner))
            else:
                last = max(last, LATER if owner is None else NEXT_TURN)
        for s in self.readers.get(v, ()):
            inner = [until + 1 for first, until in self.loops[id(s)] if (first, until) not in around]
            last = max(last, self.at[id(s)], *inner)
            carried = isinstance(s, Loop) and v in s.inits
            if carried or (isinstance(s, Eqn) and (s.op in ("call", "push", "pack") or moved(s))):
                return NEXT_TURN
            if isinstance(s, Eqn) and shares(s) in ("view", "maybe"):
                last = max([last, *(self._last_use(out, s) for out in s.outs)])
        return last


def settled(v: Var, a: Aliases, order: Order) -> bool:
    """Whether an array that may share a Buffer's memory is a Value all the same.

    A reshaped array may be a view or a copy, and a repeated one cannot be written: where nothing writes that memory
    while they are alive, nobody can tell.
    """
    maker = a.maker.get(v)
    if not isinstance(maker, Eqn) or v in a.joined or id(maker) not in order.at:
        return False
    how = a.sharing(maker)
    if how == "view" and not REGISTRY.by_name[maker.op].repeats:
        source = maker.args[0]
        return isinstance(source, Var) and settled(source, a, order)
    return how in ("maybe", "view") and not order.written_while_alive(v, maker, a.find(v))


def order(f: Function, a: Aliases, program: Program) -> Order:
    """Number the statements, and note the writes to each class."""
    result = Order({}, {}, {}, f.body)
    count = 0

    def visit(block: Block, around: tuple[tuple[int, list[int]], ...]) -> None:
        nonlocal count
        for s in block.stmts:
            count += 1
            result.at[id(s)] = count
            pending.append((s, around))
            if isinstance(s, Eqn):
                for w in written_by(s, program):
                    for v in leaves(w):
                        result.writes.setdefault(a.find(v), []).append(count)
            elif isinstance(s, If):
                visit(s.then, around)
                visit(s.orelse, around)
            else:
                end = [0]
                inner = (*around, (count, end))
                if s.test is not None:
                    visit(s.test, inner)
                visit(s.body, inner)
                end[0] = count

    pending: list[tuple[Stmt, tuple[tuple[int, list[int]], ...]]] = []
    visit(f.body, ())
    for s, around in pending:
        result.loops[id(s)] = tuple((first, end[0]) for first, end in around)
    return result
