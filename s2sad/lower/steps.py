"""Iterators that join, leave out or combine the items of others: one step after the other, when they are asked for.

::

    for v in chain(xs, [y]): B              v = xs[0]; B;  …;  v = y; B
    for v in accumulate([x, y], f): B       v = x; B;  v = f(x, y); B

What they are made of is read at each step, as it is then, as Python does.  Where the run decides which items there are,
a loop over them is written as other loops: `s2sad.lower.written_loops`.
"""

from __future__ import annotations

import ast
import builtins
import itertools
from collections.abc import Callable
from typing import Protocol

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.calls import call_value
from s2sad.lower.emitting import emit, force
from s2sad.lower.frame import Frame
from s2sad.lower.heap import contents, current, fresh
from s2sad.lower.iterables import STRUCTURES, Iteration, iteration, without_index
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.meanings import Lower, meaning
from s2sad.lower.operations import binary
from s2sad.lower.reducing import truth_of
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.written_loops import ACCUMULATED, ACCUMULATED_BY, CHAINED, FILTERED, PAIRED, TAKEN, Written
from s2sad.types import Array, rank

NONE = Const(None)


class _Open(Exception):
    """Only the run knows which item is next, or whether there is one."""


class _Steps(Protocol):
    """An iterator at work."""

    def step(self) -> Arg | None:
        """The next item; None at its end."""

    def rest(self) -> Pack:
        """What gives the items that are left."""


class _Walk:
    """The items of anything that can be looped over."""

    def __init__(self, frame: Frame, node: ast.AST, seq: Arg) -> None:
        seq = current(frame.env, seq)
        self.frame, self.node = frame, node
        self.source, self.start = seq, 0
        if isinstance(seq, Pack) and seq.kind == "iterator":
            self.source, at = contents(frame, node, seq).items
            self.start = at.value if isinstance(at, Const) else 0
        self.over = iteration(frame, node, seq)
        self.given = 0

    def step(self) -> Arg | None:
        over, k = self.over, self.given
        ended = over.ended
        if ended is None:
            length = Const(None) if over.endless or over.written is not None else over.length()
            if not isinstance(length, Const) or length == NONE:
                raise _Open
            ended = length.value.__le__
        if ended(k) or (over.more is not None and not _decided(over.more(k))):
            return None
        self.given += 1
        return force(self.frame, over.at(Const(k)), self.node)

    def rest(self) -> Pack:
        if self.over.rest is not None:
            return self.over.rest()
        return fresh("iterator", (self.source, Const(self.start + self.given)))


def _decided(cond: Arg) -> bool:
    if not isinstance(cond, Const):
        raise _Open
    return bool(cond.value)


class _Chained:
    """The items of each part; the iterator over a part is made when its turn comes."""

    def __init__(self, frame: Frame, node: ast.AST, parts: _Steps) -> None:
        self.frame, self.node, self.parts = frame, node, parts
        self.part: _Walk | None = None

    def step(self) -> Arg | None:
        while True:
            if self.part is None:
                seq = self.parts.step()
                if seq is None:
                    return None
                self.part = _Walk(self.frame, self.node, seq)
            found = self.part.step()
            if found is not None:
                return found
            self.part = None

    def rest(self) -> Pack:
        parts = Pack("from_iterable", (self.parts.rest(),))
        return parts if self.part is None else Pack("chained", (self.part.rest(), parts))


class _Filtered:
    """The items for which a function is true."""

    def __init__(self, frame: Frame, node: ast.AST, function: Arg, source: Arg) -> None:
        self.frame, self.node, self.function = frame, node, function
        self.source = _Walk(frame, node, source)

    def step(self) -> Arg | None:
        while (x := self.source.step()) is not None:
            holds = x if self.function == NONE else call_value(self.frame, self.node, self.function, [x], {})
            if _decided(truth_of(self.frame, self.node, holds)):
                return x
        return None

    def rest(self) -> Pack:
        return Pack("filtered", (self.function, self.source.rest()))


class _Taken(_Filtered):
    """The items up to the first for which it is not."""

    ended = False

    def step(self) -> Arg | None:
        x = None if self.ended else self.source.step()
        if x is not None and _decided(
            truth_of(self.frame, self.node, call_value(self.frame, self.node, self.function, [x], {}))
        ):
            return x
        self.ended = True
        return None

    def rest(self) -> Pack:
        return Pack("tuple", ()) if self.ended else Pack("taken", (self.function, self.source.rest()))


class _Paired:
    """Each item with the one after it."""

    def __init__(self, frame: Frame, node: ast.AST, source: Arg) -> None:
        self.source = _Walk(frame, node, source)
        self.before: Arg | None = None

    def step(self) -> Arg | None:
        before = self.source.step() if self.before is None else self.before
        if before is None:
            return None
        self.before = self.source.step()
        return None if self.before is None else Pack("tuple", (before, self.before))

    def rest(self) -> Pack:
        before = () if self.before is None else (self.before,)
        return Pack("paired", (Pack("chained", (Pack("tuple", before), self.source.rest())),))


class _Accumulated:
    """The sums so far, or what a function makes of the last one and an item."""

    def __init__(self, frame: Frame, node: ast.AST, source: Arg, function: Arg, total: Arg | None) -> None:
        self.frame, self.node, self.function, self.total = frame, node, function, total
        self.source = _Walk(frame, node, source)

    def step(self) -> Arg | None:
        x = self.source.step()
        if x is None or self.total is None:
            self.total = x
        elif self.function == NONE:
            self.total = binary(self.frame, self.node, "add", self.total, x)
        else:
            self.total = call_value(self.frame, self.node, self.function, [self.total, x], {})
        return self.total

    def rest(self) -> Pack:
        so_far = () if self.total is None else (self.total,)
        return Pack("accumulated", (self.source.rest(), self.function, *so_far))


# ---------------------------------------------------------------- as something to loop over


def _stepped(frame: Frame, node: ast.AST, begin: Callable[[], _Steps], otherwise: Callable[[], Iteration]) -> Iteration:
    """An iterator of which each item is known when its turn comes, or ``otherwise``."""
    if _is_open(frame, begin):
        return otherwise()
    steps = begin()
    taken, found = -1, list[Arg]()

    def more(k: int) -> Arg:
        nonlocal taken
        while taken < k:  # what is left out is computed, too
            try:
                item = steps.step()
            except _Open:
                frame.refuse(
                    node,
                    "S2S206",
                    "an iterator over what a loop changes meanwhile",
                    "which items are left is decided by the run then.",
                    "loop over a list of its items: list(...).",
                )
            if item is None:
                return Const(False)
            found[:], taken = [item], taken + 1
        return Const(True)

    return Iteration(lambda: _no_length(frame, node), lambda k: found[0], lambda k: False, more, rest=steps.rest)


def _no_length(frame: Frame, node: ast.AST) -> Arg:
    frame.refuse(node, "S2S304", "the length of an iterator", "the primal raises TypeError.", "make a list of it.")


def _is_open(frame: Frame, begin: Callable[[], _Steps]) -> bool:
    """Whether the run decides which items there are; nothing is lowered."""
    env, stmts, count, around = dict(frame.env), frame.b.stmts, len(frame.b.stmts), set(frame.iterated)
    try:
        steps = begin()
        while steps.step() is not None:
            pass
        return False
    except _Open:
        return True
    finally:
        frame.env, frame.iterated = env, around
        del stmts[count:]


def _chained(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``chain(xs, ys)``."""
    parts = Pack("tuple", seq.items)

    def written() -> Iteration:
        return without_index(frame, node, Written(CHAINED, {"sources": parts}))

    return _stepped(frame, node, lambda: _Chained(frame, node, _Walk(frame, node, parts)), written)


def _from_iterable(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    (parts,) = seq.items

    def written() -> Iteration:
        return without_index(frame, node, Written(CHAINED, {"sources": parts}))

    return _stepped(frame, node, lambda: _Chained(frame, node, _Walk(frame, node, parts)), written)


def _filtered(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``filter(f, xs)``."""
    function, source = seq.items

    def written() -> Iteration:
        holds = Const(bool) if function == NONE else function
        return without_index(frame, node, Written(FILTERED, {"source": source, "function": holds}))

    return _stepped(frame, node, lambda: _Filtered(frame, node, function, source), written)


def _taken(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``takewhile(f, xs)``."""
    function, source = seq.items

    def written() -> Iteration:
        return without_index(frame, node, Written(TAKEN, {"source": source, "function": function}))

    return _stepped(frame, node, lambda: _Taken(frame, node, function, source), written)


def _paired(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``pairwise(xs)``: of an array, rows are views, and are found by their index; items were read a turn before."""
    (source,) = seq.items

    def written() -> Iteration:
        t = type_of(source)
        if isinstance(source, Var) and isinstance(t, Array) and not is_list(source) and (rank(t) or 0) > 1:
            rows = iteration(frame, node, source)
            length = emit(frame, node, "range_len", (Const(1), rows.length(), Const(1)))
            at = lambda k: Pack("tuple", (rows.at(k), rows.at(emit(frame, node, "add", (k, Const(1))))))  # noqa: E731
            return Iteration(lambda: length, at)
        return without_index(frame, node, Written(PAIRED, {"source": source}))

    return _stepped(frame, node, lambda: _Paired(frame, node, source), written)


def _accumulated(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``accumulate(xs, f)``; the last total, where some are given already."""
    source, function, *total = seq.items

    def written() -> Iteration:
        if total:
            _no_length(frame, node)
        operands = {"source": source} if function == NONE else {"source": source, "function": function}
        return without_index(frame, node, Written(ACCUMULATED if function == NONE else ACCUMULATED_BY, operands))

    start = total[0] if total else None
    return _stepped(frame, node, lambda: _Accumulated(frame, node, source, function, start), written)


STRUCTURES.update(
    {
        "chained": _chained,
        "from_iterable": _from_iterable,
        "filtered": _filtered,
        "taken": _taken,
        "paired": _paired,
        "accumulated": _accumulated,
    }
)


# ---------------------------------------------------------------- calls that make them


def _making(name: str, kind: str, *counts: int) -> Lower:
    """A call with so many arguments, or any number of them."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, name, args, *(counts or (len(args),)))
        return Pack(kind, tuple(args))

    return lower


meaning(builtins.filter)(_making("filter", "filtered", 2))
meaning(itertools.takewhile)(_making("takewhile", "taken", 2))
meaning(itertools.pairwise)(_making("pairwise", "paired", 1))
meaning(itertools.chain)(_making("chain", "chained"))
meaning(itertools.chain.from_iterable)(_making("chain.from_iterable", "from_iterable", 1))


@meaning(itertools.accumulate)
def _make_accumulated(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``itertools.accumulate(xs, f, initial=x)``: one call after the other."""
    function = kwargs.pop("func", args[1] if len(args) == 2 else NONE)
    initial = kwargs.pop("initial", NONE)
    no_keywords(frame, node, kwargs, "accumulate", args, 1, 2)
    source = args[0] if initial == NONE else Pack("chained", (Pack("tuple", (initial,)), args[0]))
    return Pack("accumulated", (source, function))
