"""Which w's are alive where another is assigned: these two can share no name.

::

    w3 = f(x)       alive: x
    w4 = g(w3)      alive: x, w3        w4 may be called w3, not x
    return w4 + x   alive: x, w4
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from s2sad.analyse.undefined import undefined
from s2sad.dataclass import dataclass
from s2sad.ir import (
    UNDEF,
    Arg,
    Block,
    Eqn,
    Function,
    If,
    Loop,
    Stmt,
    Var,
    blocks,
    bound,
    defined,
    is_try,
    leaves,
    protected,
    statements,
    uses,
)


@dataclass
class Live:
    """W's that are read later, and holes: w's that have no value on the path that leads here."""

    ws: set[Var] = field(default_factory=set)
    holes: set[Var] = field(default_factory=set)

    def copy(self) -> Live:
        """The same, to be written to."""
        return Live(self.ws.copy(), self.holes.copy())

    def join(self, other: Live) -> None:
        """What is alive there is alive here too."""
        self.ws |= other.ws
        self.holes |= other.holes

    def become(self, other: Live) -> None:
        """Only what is alive there is."""
        self.ws, self.holes = other.ws, other.holes


class Liveness:
    """Backward liveness over the structure, for the w's that want to share names.

    A w that is undefined on some path leaves a hole there, from the start of the function on: its name has to have
    no value, so that reading it raises.
    """

    def __init__(self, related: set[Var], conflicts: dict[Var, set[Var]], inlined: set[Var]) -> None:
        self.related = related
        self.conflicts = conflicts
        self.inlined = inlined
        self.reading: dict[Var, Sequence[Var]] = {v: (v,) for v in related}  # what is read where a w is named
        self.undefined: set[Var] = set()
        self.holes: dict[Var, set[Var]] = {}  # of w's that have a value, what has none where they are assigned
        self.inside: dict[int, set[Var]] = {}  # by statement: what its blocks read of w's made outside

    def function(self, f: Function) -> None:
        live = Live()
        self.undefined = undefined(f.body)
        for s in statements(f) if self.inlined else ():
            if isinstance(s, Eqn) and s.outs and s.outs[0] in self.inlined:
                self.reading[s.outs[0]] = self._uses(uses(s))  # it is evaluated where it is printed
        self._read(f.body.yields, live.ws)
        self._block(f.body, live)
        for p in f.params:
            self._define([p.var], live)

    def _uses(self, vs: Iterable[Var]) -> list[Var]:
        """What is read where w's are named."""
        return [u for v in vs for u in self.reading.get(v, ())]

    def _read(self, args: Iterable[Arg], live: set[Var]) -> None:
        live.update(self._uses([v for a in args for v in leaves(a)]))

    def _define(self, vs: Iterable[Var], live: Live) -> None:
        """W's that are assigned here: they conflict with all that is alive here, and one another."""
        mine = [v for v in vs if v in self.related]
        for v in mine:
            others = self.conflicts.setdefault(v, set())
            others |= live.ws
            others.update(mine)
            others.discard(v)
            if v not in self.undefined:
                self.holes.setdefault(v, set()).update(live.holes)
        live.ws.difference_update(mine)

    def _block(self, block: Block, live: Live) -> None:
        for s in reversed(block.stmts):
            self._stmt(s, live)

    def _stmt(self, s: Stmt, live: Live) -> None:
        if isinstance(s, Eqn):
            if s.outs and s.outs[0] in self.inlined:
                return
            self._define(s.outs, live)
            live.ws.update(self._uses(uses(s)))
        elif isinstance(s, If):
            wanted = live.ws.intersection(s.outs)
            self._define(s.outs, live)
            sides = Live()
            for block in (s.orelse, s.then):
                inner = live.copy()
                inner.holes.update(v for v, y in zip(s.outs, block.yields, strict=True) if y is UNDEF and v in wanted)
                self._read(block.yields, inner.ws)
                if is_try(s) and block is s.then:
                    tried, afterwards = protected(block)
                    self._block(Block(afterwards), inner)
                    inner.join(sides)  # where an exception may come, what its handler reads is alive as well
                    block = Block(tried)
                self._block(block, inner)
                sides.join(inner)
            live.become(sides)
            live.ws.update(self._uses(uses(s)))
        else:
            self._loop(s, live)

    def _loop(self, s: Loop, live: Live) -> None:
        wanted = live.ws.intersection(s.outs)
        self._define(defined(s), live)
        # What the next iteration reads of what was made before the loop is alive all through it.
        live.ws |= self._read_inside(s)
        inner = live.copy()
        self._read(s.body.yields, inner.ws)
        self._block(s.body, inner)
        if s.test is not None:
            self._read(s.test.yields, inner.ws)
            self._block(s.test, inner)
        around = live.copy()
        around.join(inner)
        self._define(bound(s), around)
        for i, p in enumerate(s.params):
            if s.body.yields[i + (1 if s.until else 0)] is s.index and p not in inner.ws and s.index is not None:
                # The index is what is carried, and nothing reads what it was: one name serves both.
                self.conflicts.get(p, set()).discard(s.index)
                self.conflicts.get(s.index, set()).discard(p)
        for out, p, init in zip(s.outs, s.params, s.inits, strict=True):
            if init is UNDEF and (out in wanted or p in inner.ws):
                live.holes.add(p)
        live.holes |= inner.holes
        live.ws.update(self._uses(uses(s)))

    def _read_inside(self, s: Stmt) -> set[Var]:
        """The w's that a statement's blocks read of those made outside of them."""
        if id(s) in self.inside:
            return self.inside[id(s)]
        found: set[Var] = set()
        own = set(bound(s))
        for block in blocks(s):
            self._read(block.yields, found)
            for t in block.stmts:
                found.update(self._uses(uses(t)))
                if not isinstance(t, Eqn):
                    found |= self._read_inside(t)
                own.update(defined(t))
        self.inside[id(s)] = found - own
        return self.inside[id(s)]
