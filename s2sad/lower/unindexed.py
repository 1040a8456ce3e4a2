"""What can be looped over although no index finds its items: the run decides which there are, or how many come of each.

::

    (e for x in xs if c)                each is asked for when its turn comes: `s2sad.lower.handed_generators`
    (e for x in xs for y in x)

    itertools.combinations(x, 2)        of what only the run can count

Others are in `s2sad.lower.steps`.  A loop over it is written as other loops: `s2sad.lower.written_loops`.
"""

from __future__ import annotations

import ast

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.frame import Frame
from s2sad.lower.iterables import SIMPLE, STRUCTURES, Iteration, iteration, without_index
from s2sad.lower.known_items import known_items
from s2sad.lower.list_operations import collected
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.written_loops import (
    FLATTENED,
    SIFTED,
    Written,
    in_one_another,
)
from s2sad.types import Array, rank


def _sifted(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """The items for which a function gives a tuple and not None; see `s2sad.lower.handed_generators`."""
    step, source = seq.items
    return without_index(frame, node, Written(SIFTED, {"source": source, "step": step}))


def _flattened(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """The items of what a function gives for each item."""
    inner, source = seq.items
    return without_index(frame, node, Written(FLATTENED, {"source": source, "inner": inner}))


# ---------------------------------------------------------------- itertools


def counted_items(frame: Frame, node: ast.AST, seq: Arg) -> list[Arg] | None:
    """The items, if it is known how many there are; what is looped over is left as it is otherwise."""
    env, stmts, count = dict(frame.env), frame.b.stmts, len(frame.b.stmts)
    found = known_items(frame, node, seq)
    if found is None:
        frame.env = env
        del stmts[count:]
    return found


def combined(frame: Frame, node: ast.AST, kind: str, sources: list[Arg], times: int = 1) -> Pack:
    """``product``, ``combinations`` and the like: they read what they run over when they are made."""
    pools = [_as_it_is(frame, node, s) for s in sources]
    return Pack("combined", tuple(pools * times), of=kind)


def _as_it_is(frame: Frame, node: ast.AST, seq: Arg) -> Arg:
    """What nobody changes, with the items of now."""
    from s2sad.lower.calls import call_value

    items = counted_items(frame, node, seq)
    if items is not None:
        return Pack("tuple", tuple(items))
    t = type_of(seq)
    if isinstance(seq, Pack) and seq.kind == "range" and (seq.items[0], seq.items[2]) == SIMPLE:
        return seq
    if isinstance(seq, Var) and isinstance(t, Array) and not is_list(seq):
        return call_value(frame, node, Const(np.copy), [seq], {}) if rank(t) == 1 else seq
    return collected(frame, node, seq)


def _combined(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    kind, pools = str(seq.of), seq.items
    items = [f"item{i}" for i in range(len(pools))]
    if kind == "product":
        heads = [f"for {item} in pool{i}:" for i, item in enumerate(items)]
        operands = {f"pool{i}": pool for i, pool in enumerate(pools)}
        return without_index(frame, node, Written(in_one_another(heads, _tuple(items)), operands))
    heads = []
    for i in range(len(items)):
        heads.append(f"for k{i} in range({_FROM[kind].format(i - 1) if i else '0'}, count):")
        heads += [f"if k{i} == k{j}: continue" for j in range(i) if kind == "permutations"]
    pool, operands = pools[0], {"count": iteration(frame, node, pools[0]).length()}
    if isinstance(pool, Pack) and pool.kind == "range":
        picked = [f"k{i}" for i in range(len(items))]
    else:
        picked, operands["pool"] = [f"pool[k{i}]" for i in range(len(items))], pool
    return without_index(frame, node, Written(in_one_another(heads, _tuple(picked)), operands))


# Where the index of an item begins, by the one before it.
_FROM = {"combinations": "k{} + 1", "combinations_with_replacement": "k{}", "permutations": "0"}


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)},)"


STRUCTURES.update(
    {
        "sifted": _sifted,
        "flattened": _flattened,
        "combined": _combined,
    }
)
