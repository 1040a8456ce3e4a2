"""Which w's may have no value: what is undefined on one path, and what such a w is yielded for."""

from __future__ import annotations

from collections.abc import Iterator

from s2sad.ir import UNDEF, Arg, Block, If, Loop, Var, walk


def undefined(block: Block) -> set[Var]:
    """The w's that some path leaves without a value."""
    found: set[Var] = set()
    before = -1
    while len(found) > before:
        before = len(found)
        for v, sources in merges(block):
            if any(x is UNDEF or (isinstance(x, Var) and x in found) for x in sources):
                found.add(v)
    return found


def merges(block: Block) -> Iterator[tuple[Var, tuple[Arg, ...]]]:
    """Each w that branches and loops make, with what it may be."""
    for s in walk(block):
        if isinstance(s, If):
            for out, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                yield out, (x, y)
        elif isinstance(s, Loop):
            shift = 1 if s.until else 0
            for i, (out, p) in enumerate(zip(s.outs, s.params, strict=True)):
                yield p, (s.inits[i], s.body.yields[i + shift])
                yield out, (p,)
