"""What happens to an array after a statement has filled it, as long as it is known where its items go.

::

    w2 = np.sin(x) / x          the store leaves what has an adjoint: where ``x == 0``, nobody reads what was
    w3 = x == 0                 computed there
    store(w2, w3, 1.0)

Comparisons may read it in between, ``w3 = ~np.isfinite(w2)``: no adjoint comes from there.  So may updates that work
item by item, ``w2 *= 2.0``: what is not there before is not there after.  The stores may stand in the arms of an ``if``
that comes later, or behind the ``if`` or ``with`` in which the array is filled.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from operator import itemgetter

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import operations
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Loop, Pack, Stmt, Var, blocks, leaves, touched, uses
from s2sad.rules import REGISTRY
from s2sad.rules.index import entries
from s2sad.types import Array, Scalar, is_inexact

_MOST = 32  # statements that are looked at


@dataclass(frozen=True)
class InArms:
    """The stores in the arms of a branch that does nothing else to the array."""

    branch: If
    array: Var
    stores: tuple[list[Eqn], list[Eqn]]


class Overwritten:
    """The stores to memory of a function."""

    def __init__(self, f: Function, a: Aliases) -> None:
        self.aliases = a
        self.any = "store" in operations(f)
        self.touching: dict[int, dict[Var, list[tuple[int, Stmt]]]] = {}  # by block and class
        self.around: dict[int, tuple[Block, int]] = {}  # by block of a branch: the block that this stands in, and where
        if self.any:
            self._note_around(f.body)

    def _note_around(self, block: Block) -> None:
        for i, s in enumerate(block.stmts):
            for b in blocks(s):
                self._note_around(b)
                if isinstance(s, If):
                    self.around[id(b)] = block, i

    def after(self, block: Block, at: int) -> tuple[list[Eqn | InArms], bool]:
        """The stores that follow on the statement that fills an array, and what reads it; whether that is all."""
        array = fills(block.stmts[at]) if self.any else None
        found: list[Eqn | InArms] = []
        made = False  # whether it is known where the array comes from
        while array is not None and self.aliases.buffer(array):
            touching = self._touching(block)[self.aliases.find(array)]
            first = bisect_right(touching, at, key=itemgetter(0))
            if not self._followed(touching[first:], array, found):
                return found, False
            made |= touching[0][0] <= at and array in touching[0][1].outs and fills(touching[0][1]) is array
            ends = [i for i, y in enumerate(block.yields) if self._shares(y, array)]
            if made and not ends:
                return found, True
            if id(block) not in self.around or (ends and [block.yields[i] for i in ends] != [array]):
                return found, False
            block, at = self.around[id(block)]
            array = block.stmts[at].outs[ends[0]] if ends else array
        return found, False

    def _followed(self, then: Sequence[tuple[int, Stmt]], array: Var, found: list[Eqn | InArms]) -> bool:
        """Note what happens to an array in a block; whether it is known what that is."""
        for _, s in islice(then, _MOST):
            if isinstance(s, Loop):
                return False
            if isinstance(s, If):
                arms = [self._stores_in(b, array) for b in blocks(s)]
                if arms[0] is None or arms[1] is None or any(self._shares(v, array) for v in s.outs):
                    return False
                found.append(InArms(s, array, (arms[0], arms[1])))
            elif not (self._reads(s, array) if s.outs else self._writes(s, array)):
                return False
            elif s.op in ("store", "push"):
                found.append(s)
            elif any(is_inexact(v.type) for v in s.outs) and self._asks(s, array):
                if any(self._shares(v, array) and v is not array for v in uses(s)):
                    return False  # of a view the items are others
                found.append(s)
        return len(then) <= _MOST

    def _stores_in(self, arm: Block, array: Var) -> list[Eqn] | None:
        """The stores to an array in an arm of a branch; None where that is not all."""
        found: list[Eqn | InArms] = []
        known = self._followed(self._touching(arm).get(self.aliases.find(array), []), array, found)
        stores = [s for s in found if isinstance(s, Eqn) and s.op == "store"]
        return stores if known and len(stores) == len(found) else None

    def _touching(self, block: Block) -> dict[Var, list[tuple[int, Stmt]]]:
        """The statements of a block that read or write each class, in order."""
        if id(block) in self.touching:
            return self.touching[id(block)]
        found = self.touching[id(block)] = {}
        for i, s in enumerate(block.stmts):
            for root in dict.fromkeys(self.aliases.find(v) for v in (*s.outs, *touched(s)) if self.aliases.buffer(v)):
                found.setdefault(root, []).append((i, s))
        return found

    def _writes(self, s: Eqn, array: Var) -> bool:
        """Whether a statement updates all items, stores at places that are known later too, or remembers the array."""
        if s.op == "push":
            return s.args[1] is array
        if s.op not in ("store", "update") or s.args[0] is not array or any(self._shares(x, array) for x in s.args[1:]):
            return False
        return s.op == "update" or not any(map(self.aliases.buffer, leaves(s.args[1])))

    def _reads(self, s: Eqn, array: Var) -> bool:
        """Whether a statement only reads."""
        if s.op == "call" or REGISTRY.by_name[s.op].writes:
            return False
        return all(isinstance(v.type, (Array, Scalar)) and not self._shares(v, array) for v in s.outs)

    def _asks(self, s: Eqn, array: Var) -> bool:
        """Whether a statement reads more of an array than its shape."""
        rule = REGISTRY.by_name[s.op]
        if not rule.shape_only:
            return True
        return any(
            self._shares(x, array) for n, x in zip(rule.operands, s.args, strict=True) if n not in rule.shape_only
        )

    def _shares(self, x: Arg, array: Var) -> bool:
        return any(self.aliases.find(v) == self.aliases.find(array) for v in leaves(x))


def fills(s: Stmt) -> Var | None:
    """The array of which a statement makes all contents, item by item of what it is given."""
    if not isinstance(s, Eqn):
        return None
    if s.op == "update" or (s.op == "store" and _whole(s)):
        return s.args[0] if isinstance(s.args[0], Var) else None
    rule = REGISTRY.by_name[s.op]
    return s.outs[0] if len(s.outs) == 1 and rule.memory == "fresh" and not rule.writes else None


def _whole(s: Eqn) -> bool:
    """Whether a store is one to all items."""
    return all(x == Const(...) or (isinstance(x, Pack) and set(x.items) == {Const(None)}) for x in entries(s.args[1]))
