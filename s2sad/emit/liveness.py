"""Which w's are alive where another is assigned: these two can share no name.

::

    w3 = f(x)       alive: x
    w4 = g(w3)      alive: x, w3        w4 may be called w3, not x
    return w4 + x   alive: x, w4

Sets of w's are bits of an integer here: every statement joins and compares sets that are as large as the function.
"""

from __future__ import annotations

from collections.abc import Iterable

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
    """W's that are read later, and holes: w's that have no value on the path that leads here. Sets of bits."""

    ws: int = 0
    holes: int = 0

    def copy(self) -> Live:
        """The same, to be written to."""
        return Live(self.ws, self.holes)

    def join(self, other: Live) -> None:
        """What is alive there is alive here too."""
        self.ws |= other.ws
        self.holes |= other.holes

    def become(self, other: Live) -> None:
        """Only what is alive there is."""
        self.ws, self.holes = other.ws, other.holes


class Liveness:
    """Backward liveness over the structure, for the w's that want to share names: each is a bit.

    A w that is undefined on some path leaves a hole there, from the start of the function on: its name has to have
    no value, so that reading it raises.
    """

    def __init__(self, related: set[Var], inlined: set[Var]) -> None:
        self.bits: dict[Var, int] = {v: 1 << i for i, v in enumerate(related)}
        self.conflicts: dict[Var, int] = {}
        self.inlined = inlined
        self.reading: dict[Var, int] = self.bits.copy()  # what is read where a w is named
        self.undefined: set[Var] = set()
        self.holes: dict[Var, int] = {}  # of w's that have a value, what has none where they are assigned
        self.inside: dict[int, int] = {}  # by statement: what its blocks read of w's made outside

    def function(self, f: Function) -> None:
        live = Live()
        self.undefined = undefined(f.body)
        for s in statements(f) if self.inlined else ():
            if isinstance(s, Eqn) and s.outs and s.outs[0] in self.inlined:
                self.reading[s.outs[0]] = self._uses(uses(s))  # it is evaluated where it is printed
        live.ws |= self._read(f.body.yields)
        self._block(f.body, live)
        for p in f.params:
            self._define([p.var], live)

    def _uses(self, vs: Iterable[Var]) -> int:
        """What is read where w's are named."""
        found, reading = 0, self.reading
        for v in vs:
            found |= reading.get(v, 0)
        return found

    def _read(self, args: Iterable[Arg]) -> int:
        return self._uses([v for a in args for v in leaves(a)])

    def _all(self, vs: Iterable[Var]) -> int:
        """W's as a set."""
        found, bits = 0, self.bits
        for v in vs:
            found |= bits.get(v, 0)
        return found

    def _define(self, vs: Iterable[Var], live: Live) -> None:
        """W's that are assigned here: they conflict with all that is alive here, and one another."""
        mine = [v for v in vs if v in self.bits]
        together = self._all(mine)
        for v in mine:
            self.conflicts[v] = (self.conflicts.get(v, 0) | live.ws | together) & ~self.bits[v]
            if v not in self.undefined:
                self.holes[v] = self.holes.get(v, 0) | live.holes
        live.ws &= ~together

    def _block(self, block: Block, live: Live) -> None:
        for s in reversed(block.stmts):
            self._stmt(s, live)

    def _stmt(self, s: Stmt, live: Live) -> None:
        if isinstance(s, Eqn):
            if s.outs and s.outs[0] in self.inlined:
                return
            self._define(s.outs, live)
            live.ws |= self._uses(uses(s))
        elif isinstance(s, If):
            wanted = live.ws
            self._define(s.outs, live)
            sides = Live()
            for block in (s.orelse, s.then):
                inner = live.copy()
                inner.holes |= wanted & self._all(v for v, y in zip(s.outs, block.yields, strict=True) if y is UNDEF)
                inner.ws |= self._read(block.yields)
                if is_try(s) and block is s.then:
                    tried, afterwards = protected(block)
                    self._block(Block(afterwards), inner)
                    last = tried[-2:] if tried[-2:-1] and isinstance(tried[-2], Eqn) else tried[-1:]
                    self._block(Block(last), inner)  # what it assigns is assigned when nothing raises any more
                    tried = tried[: -len(last) or None]
                    inner.join(sides)  # where an exception may come, what its handler reads is alive as well
                    block = Block(tried)
                self._block(block, inner)
                sides.join(inner)
            live.become(sides)
            live.ws |= self._uses(uses(s))
        else:
            self._loop(s, live)

    def _loop(self, s: Loop, live: Live) -> None:
        wanted = live.ws
        self._define(defined(s), live)
        # What the next iteration reads of what was made before the loop is alive all through it.
        live.ws |= self._read_inside(s)
        inner = live.copy()
        inner.ws |= self._read(s.body.yields)
        self._block(s.body, inner)
        if s.test is not None:
            inner.ws |= self._read(s.test.yields)
            self._block(s.test, inner)
        around = live.copy()
        around.join(inner)
        self._define(bound(s), around)
        index = self.bits.get(s.index, 0) if s.index is not None else 0
        for i, p in enumerate(s.params):
            own = self.bits.get(p, 0)
            if index and own and s.body.yields[i + (1 if s.until else 0)] is s.index and not own & inner.ws:
                # The index is what is carried, and nothing reads what it was: one name serves both.
                assert s.index is not None
                self.conflicts[p] &= ~index
                self.conflicts[s.index] &= ~own
        for out, p, init in zip(s.outs, s.params, s.inits, strict=True):
            if init is UNDEF and (self.bits.get(out, 0) & wanted or self.bits.get(p, 0) & inner.ws):
                live.holes |= self.bits.get(p, 0)
        live.holes |= inner.holes
        live.ws |= self._uses(uses(s))

    def _read_inside(self, s: Stmt) -> int:
        """The w's that a statement's blocks read of those made outside of them."""
        if id(s) in self.inside:
            return self.inside[id(s)]
        found, own = 0, self._all(bound(s))
        for block in blocks(s):
            found |= self._read(block.yields)
            for t in block.stmts:
                found |= self._uses(uses(t))
                if not isinstance(t, Eqn):
                    found |= self._read_inside(t)
                own |= self._all(defined(t))
        self.inside[id(s)] = found & ~own
        return self.inside[id(s)]
