"""Which w's may have no value: what is undefined on one path, and what is yielded or recorded of it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, If, Loop, Pack, Var, leaves, walk
from s2sad.types import Array


def undefined(block: Block) -> set[Var]:
    """The w's that some path leaves without a value."""
    yielded: dict[Var, list[Var]] = {}  # for what a w is yielded
    todo: list[Var] = []
    for v, sources in merges(block):
        for x in sources:
            if x is UNDEF:
                todo.append(v)
            elif isinstance(x, Var):
                yielded.setdefault(x, []).append(v)
    found: set[Var] = set()
    while todo:
        v = todo.pop()
        if v not in found:
            found.add(v)
            todo += yielded.get(v, ())
    return found


def hollow(block: Block, active: Container[Var]) -> frozenset[Var]:
    """The arrays that do not vary and may have no value, and that are yielded for what varies."""
    yielded = dict(merges(block))
    missing = undefined(block)
    found: set[Var] = set()
    todo = [x for v, sources in yielded.items() if v in active for x in leaves(Pack("tuple", sources))]
    while todo:
        v = todo.pop()
        if v in missing and v not in found and v not in active and isinstance(v.type, Array):
            found.add(v)
            todo += leaves(Pack("tuple", yielded[v]))
    return frozenset(found)


def holes(block: Block) -> frozenset[Var]:
    """The arrays that some path leaves without a value, or of which a tape holds None there."""
    goes: dict[Var, list[Var]] = {}  # for what a w is yielded, the tape that it is pushed to, what is popped from it
    todo: list[Var] = []
    for v, sources in merges(block):
        for x in sources:
            if x is UNDEF or (x == Const(None) and isinstance(v.type, Array)):
                todo.append(v)
            elif isinstance(x, Var):
                goes.setdefault(x, []).append(v)
    if not todo:
        return frozenset()
    for s in walk(block):
        if isinstance(s, Eqn) and s.op in _TAPES:
            tape, *pushed = (v for x in s.args for v in leaves(x))
            for v in pushed:
                goes.setdefault(v, []).append(tape)
            goes.setdefault(tape, []).extend(s.outs)
    found: set[Var] = set()
    while todo:
        v = todo.pop()
        if v not in found:
            found.add(v)
            todo += goes.get(v, ())
    return frozenset(v for v in found if isinstance(v.type, Array))


_TAPES = {"push", "pop", "tape_copy", "tape_turned"}


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
