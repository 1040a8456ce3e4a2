"""Snapshots: what memory held at a statement, where it is written before the adjoint sweep reads it.

::

    w4 = mul(u, u)                w9 = copy(u)
    store(u, i, x)        ->      w4 = mul(u, u)
                                  store(u, i, x)            (the adjoint of w4 = u * u reads w9)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import writes
from s2sad.analyse.order import Order
from s2sad.build import copy_of
from s2sad.dataclass import dataclass
from s2sad.differentiate.regions import Regions
from s2sad.ir import Block, Eqn, If, Loop, Stmt, Var, leaves


@dataclass
class Snapshot:
    """A copy of an array right before or after a statement."""

    of: Var
    made: Var
    place: float
    eqn: Eqn
    after: bool
    region: int


class Snapshots:
    """The snapshots that an adjoint sweep asks for while it is made."""

    def __init__(self, supply: Iterator[int], a: Aliases, order: Order, regions: Regions) -> None:
        self.supply = supply
        self.aliases = a
        self.order = order
        self.regions = regions
        self.taken: list[Snapshot] = []
        self.by_array: dict[tuple[Var, int], list[Snapshot]] = {}  # and region
        self.writes: dict[Var, list[int]] = {}  # the places where each class is written, in order

    def contents(self, x: Var, eqn: Eqn, after: bool) -> Var:
        """A w that holds what an array held at a statement: itself, or a snapshot."""
        if not self.aliases.buffer(x):
            return x
        root = self.aliases.find(x)
        here = {self.aliases.find(v) for w in writes(eqn) for v in leaves(w)}
        if not self.order.written_after(eqn, root) and (after or root not in here):
            return x
        place = self.order.at[id(eqn)] + (0.5 if after else -0.5)
        region = self.regions.of[id(eqn)]
        for s in reversed(self.by_array.get((x, region), ())):
            # The adjoint runs backwards: an earlier place serves a later one, if nothing writes between.
            if not self._written_between(root, place, s.place):
                if place < s.place:
                    s.place, s.eqn, s.after = place, eqn, after
                return s.made
        made = Var(next(self.supply), x.type)
        self.regions.home[made] = region
        self.taken.append(Snapshot(x, made, place, eqn, after, region))
        self.by_array.setdefault((x, region), []).append(self.taken[-1])
        return made

    def _written_between(self, root: Var, a: float, b: float) -> bool:
        if root not in self.writes:
            self.writes[root] = sorted(self.order.writes.get(root, ()))
        places, (low, high) = self.writes[root], sorted((a, b))
        first = bisect_right(places, low)
        return first < len(places) and places[first] < high

    def with_copies(self, block: Block, replaced: Mapping[int, Sequence[Stmt]]) -> Block:
        """The forward sweep that takes them, with the statements that stand for others in it."""
        at: dict[int, list[Snapshot]] = {}
        for s in self.taken:
            at.setdefault(id(s.eqn), []).append(s)

        def inside(block: Block) -> Block:
            stmts: list[Stmt] = []
            for s in block.stmts:
                made = at.get(id(s), ())
                stmts += [_copy(m) for m in made if not m.after]
                if isinstance(s, If):
                    stmts.append(replace(s, then=inside(s.then), orelse=inside(s.orelse)))
                elif isinstance(s, Loop):
                    stmts.append(replace(s, body=inside(s.body)))
                else:
                    stmts += replaced.get(id(s), (s,))
                stmts += [_copy(m) for m in made if m.after]
            return Block(tuple(stmts), block.yields)

        return inside(block)


def _copy(s: Snapshot) -> Eqn:
    return copy_of(s.made, s.of, s.eqn)
