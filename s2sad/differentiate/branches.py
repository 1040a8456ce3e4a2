"""The branches of a choice, and what any of several takes: what `s2sad.differentiate.masks` finds masks made of.

``np.where(c, r, 0.0)`` has ``r`` for a branch where ``c`` holds, ``r[c]`` too, and ``r[c] = 0.0`` leaves the one where
``c`` does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from s2sad.analyse.recorded import Again, operand_key
from s2sad.ir import Eqn, Stmt, Var, leaves, type_of
from s2sad.rules.index import IndexKind, index_kind
from s2sad.types import List, same_shape


@dataclass(frozen=True)
class Taken:
    """Where a statement takes an operand: its row has a formula for that."""

    eqn: Eqn = field(compare=False)
    formula: str
    at: object  # which statement it is, or what tells which items these are


@dataclass(frozen=True)
class Branch:
    """The condition of a choice, whether it is the branch for True, and whether the shape may be another."""

    cond: Var | Again | Taken
    taken: bool
    apart: bool = False
    outer: tuple[Branch, ...] = ()  # what only these branches use is the choice
    out: Var | None = field(default=None, compare=False)  # what it makes


Mask = tuple[Branch, ...]  # what only these branches use
Arms = tuple[tuple[Var, bool], ...]  # conditions of ``if``, and whether they hold
MOST = 8  # branches that use one w


def picks(s: Stmt | None) -> bool:
    """Whether a statement takes copies of items that an index of arrays names."""
    return isinstance(s, Eqn) and reads_items(s, "gather", "mask")


def reads_items(s: Eqn, *kinds: IndexKind) -> bool:
    """Whether a statement reads items of an array by an index of some kinds."""
    return s.op == "getitem" and not isinstance(type_of(s.args[0]), List) and index_kind(s.args[1]) in kinds


def picked_by(s: Eqn) -> Var | None:
    """The index, if it is an array of truth values of the shape of what is indexed."""
    index = s.args[1]
    truths = isinstance(index, Var) and index_kind(index) == "mask" and same_shape(index.type, type_of(s.args[0]))
    return index if truths else None  # type: ignore[return-value]


def items_of(s: Eqn) -> Var | Taken:
    """Which items an index of arrays names, or a store writes."""
    x, index = s.args[:2]
    picked = picked_by(s)
    return Taken(s, "items_at(x, index)", (operand_key(x), operand_key(index))) if picked is None else picked


def both_take(x: Branch, y: Branch) -> Branch:
    """What both of two branches take."""
    return replace(x, outer=tuple(both_take(o, y) for o in x.outer) or (y,))


def without(store: Eqn) -> Branch:
    """What a store leaves."""
    return Branch(items_of(store), False, out=leaves(store.args[0])[0])


def meet(mask: Mask, other: Mask) -> Mask:
    """What two masks take both; an empty one takes everything."""
    return tuple(both_take(x, y) for x in mask for y in other) if mask and other else mask or other


def common(paths: Sequence[Arms]) -> Arms:
    """What several paths have in common, from the outermost on."""
    return tuple(step[0] for step in takewhile(lambda step: len(set(step)) == 1, zip(*paths, strict=False)))


def any_of(mask: Iterable[Branch]) -> Mask | None:
    """What is taken by any of some branches, or more than that; None where that is everything."""
    branches = dict.fromkeys(mask)
    while both := next((x for x in branches if replace(x, taken=not x.taken) in branches), None):
        del branches[replace(both, taken=not both.taken)], branches[both]
        if not both.outer:
            return None
        branches.update(dict.fromkeys(replace(x, apart=x.apart or both.apart) for x in both.outer))
    for x in [x for x in branches if replace(x, taken=not x.taken, outer=()) in branches]:
        del branches[x]  # of ``not c or (c and d)`` the latter is ``d``
        branches.update(dict.fromkeys(replace(y, apart=y.apart or x.apart) for y in x.outer))
    found = tuple(x for x in branches if not x.outer or replace(x, outer=()) not in branches)
    if len(found) > MOST and any(x.outer for x in found):
        return any_of(replace(x, outer=()) for x in found)
    return found if 0 < len(found) <= MOST else None


def count(mask: Mask) -> int:
    """How many conditions a mask asks."""
    return sum(1 + count(x.outer) for x in mask)


def plain(mask: Mask) -> bool:
    """Whether it is one branch, of a condition of the same shape."""
    return len(mask) == 1 and not mask[0].apart and not mask[0].outer
