"""Loops over all combinations: ``np.ndindex``, ``np.ndenumerate``, ``itertools.product`` of ranges.

One loop counts them, the last index changing fastest; the index in each range is found of the count::

    for i, j in np.ndindex(n, m):       for w5 in range(n * m):
        …                                   i, j = w5 // m, w5 % m
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import picking
from s2sad.lower.emitting import emit, force
from s2sad.lower.frame import Frame
from s2sad.lower.indexing import item
from s2sad.lower.iterables import SIMPLE, STRUCTURES, Iteration, iteration
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.members import attribute
from s2sad.lower.operations import binary
from s2sad.types import Array, Scalar

GRID = "grid"
NUMBERED = "numbered"


@meaning(np.ndindex)
def _ndindex(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.ndindex", (), 0)
    lengths: Sequence[Arg] = args
    if len(args) == 1 and isinstance(args[0], Pack):
        lengths = args[0].items
    for n in lengths:
        t = type_of(n)
        if not (isinstance(t, Scalar) and t.dtype.startswith(("int", "uint"))):
            frame.refuse(node, "S2S304", f"an index along {t}", "a shape is integers.", "pass an array's shape.")
    return Pack(GRID, tuple([Pack("range", (Const(0), n, Const(1))) for n in lengths]))


@meaning(np.ndenumerate)
def _ndenumerate(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.ndenumerate", args, 1)
    t = type_of(args[0])
    if not isinstance(t, Array) or t.axes is None:
        frame.refuse(node, "S2S304", f"an ndenumerate of {t}", "its items are those of an array.", "pass an array.")
    return Pack(NUMBERED, (args[0],))


@meaning(itertools.product)
def _product(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``itertools.product(range(n), range(m))``; of other sequences, those whose items are known."""
    if not kwargs and args and all(isinstance(a, Pack) and a.kind == "range" for a in args):
        counts = [iteration(frame, node, a).length() for a in args]
        if not all(isinstance(n, Const) for n in counts):
            return Pack(GRID, tuple(args))
    return picking.product(frame, node, args, kwargs)


def _grid(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    pools = [iteration(frame, node, p) for p in seq.items]
    counts = [_count(frame, node, p) for p in seq.items]

    def length() -> Arg:
        total: Arg = Const(1)
        for n in counts:
            total = n if total == Const(1) else binary(frame, node, "mul", total, n)
        return total

    def at(k: Arg) -> Arg:
        found: list[Arg] = []
        for pool, n in reversed(list(zip(pools[1:], counts[1:], strict=True))):
            found.append(pool.at(binary(frame, node, "mod", k, n)))
            k = binary(frame, node, "floordiv", k, n)
        found += [pools[0].at(k)] if pools else []
        return Pack("tuple", tuple(reversed(found)))

    return Iteration(length, at)


def _count(frame: Frame, node: ast.AST, pool: Arg) -> Arg:
    """How many numbers a range has; the length of an axis is never negative."""
    assert isinstance(pool, Pack)
    start, stop, step = pool.items
    t = type_of(stop)
    if (start, step) == SIMPLE and isinstance(t, Scalar) and t.dim is not None:
        return stop
    known = [i.value for i in pool.items if isinstance(i, Const)]
    return Const(len(range(*known))) if len(known) == 3 else emit(frame, node, "range_len", pool.items)


def _numbered(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    (base,) = seq.items
    assert isinstance(base, Var)
    shape = force(frame, attribute(frame, node, base, "shape"), node)
    assert isinstance(shape, Pack)
    inner = _grid(frame, node, Pack(GRID, tuple([Pack("range", (Const(0), n, Const(1))) for n in shape.items])))

    def at(k: Arg) -> Arg:
        index = inner.at(k)
        return Pack("tuple", (index, item(frame, node, base, index)))

    return Iteration(inner.length, at)


STRUCTURES[GRID] = _grid
STRUCTURES[NUMBERED] = _numbered
