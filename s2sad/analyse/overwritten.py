"""What happens to an array after a statement has filled it, as long as it is known where its items go.

::

    w2 = np.sin(x) / x          the store leaves what has an adjoint: where ``x == 0``, nobody reads what was
    w3 = x == 0                 computed there
    store(w2, w3, 1.0)

Comparisons may read it in between, ``w3 = ~np.isfinite(w2)``: no adjoint comes from there.  So may updates that work
item by item, ``w2 *= 2.0``: what is not there before is not there after.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from operator import itemgetter

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import operations
from s2sad.ir import Arg, Block, Const, Eqn, Function, Pack, Stmt, Var, leaves, touched
from s2sad.rules import REGISTRY
from s2sad.rules.index import entries
from s2sad.types import Array, Scalar, is_inexact

_MOST = 32  # statements that are looked at


class Overwritten:
    """The stores to memory of a function."""

    def __init__(self, f: Function, a: Aliases) -> None:
        self.aliases = a
        self.any = "store" in operations(f)
        self.touching: dict[int, dict[Var, list[tuple[int, Stmt]]]] = {}  # by block and class

    def after(self, block: Block, at: int) -> tuple[list[Eqn], bool]:
        """The stores that follow on the statement that fills an array, and what reads it; whether that is all."""
        array = fills(block.stmts[at]) if self.any else None
        if array is None or not self.aliases.buffer(array):
            return [], False
        if id(block) not in self.touching:
            self.touching[id(block)] = self._touching(block)
        touching = self.touching[id(block)][self.aliases.find(array)]
        found: list[Eqn] = []
        first = bisect_right(touching, at, key=itemgetter(0))
        for _, s in islice(touching, first, first + _MOST):
            if not isinstance(s, Eqn) or not (self._reads(s, array) if s.outs else self._writes(s, array)):
                return found, False
            if s.op in ("store", "push") or any(is_inexact(v.type) for v in s.outs):
                found.append(s)
        all_of_it = array in touching[0][1].outs and fills(touching[0][1]) is array and len(touching) <= first + _MOST
        return found, all_of_it and not any(self._shares(y, array) for y in block.yields)

    def _touching(self, block: Block) -> dict[Var, list[tuple[int, Stmt]]]:
        """The statements of a block that read or write each class, in order."""
        found: dict[Var, list[tuple[int, Stmt]]] = {}
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
