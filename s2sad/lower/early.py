"""Iterators whose items are known when they are made: where what they are made of changes later, they are refused.

::

    c = chain(xs, [y])          the items of now
    xs.append(z)
    for v in c: ...             refused: Python's iterator would give z, too
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.frame import Frame
from s2sad.lower.heap import contents
from s2sad.lower.iterables import STRUCTURES, Iteration
from s2sad.lower.iterators import made
from s2sad.lower.scopes import Made


def early(frame: Frame, node: ast.AST, items: Sequence[Arg], sources: Sequence[Arg]) -> Pack:
    """An iterator over items that were made of ``sources``: what is looped over, and functions that are called."""
    over = Pack("tuple", tuple(items))
    names = sorted({n for s in sources for n in _names(s) if n in frame.env})
    places = list(_places(sources))
    if not names and not places:
        return made(over)
    stores = Pack("tuple", tuple(places))
    then = Pack("tuple", tuple(_now(frame, node, p) for p in places))
    read = Pack("tuple", tuple(frame.env[n] for n in names))
    return made(Pack("early", (over, stores, then, read), of=tuple(names)))


def _names(source: Arg) -> Iterator[str]:
    """The names around it that a function reads."""
    if isinstance(source, Pack):
        if isinstance(source.of, Made):
            yield from source.of.code.free
        for i in source.items:
            yield from _names(i)


def _places(sources: Sequence[Arg]) -> Iterator[Pack]:
    """The lists and dicts whose items were read."""
    for s in sources:
        if isinstance(s, Pack) and s.at is not None and s.kind != "iterator":
            yield s
        elif isinstance(s, Pack):
            yield from _places(s.items)


def _now(frame: Frame, node: ast.AST, place: Pack) -> Pack:
    found = contents(frame, node, place)
    return Pack("tuple", (Const(found.keys), *found.items))


def _early(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    over, stores, then, read = seq.items
    assert isinstance(over, Pack)
    assert isinstance(stores, Pack)
    assert isinstance(then, Pack)
    assert isinstance(read, Pack)
    assert isinstance(seq.of, tuple)
    names, inner = seq.of, STRUCTURES["tuple"](frame, node, over)
    ends = inner.ended
    assert ends is not None

    def ended(k: int) -> bool:
        now = tuple(_now(frame, node, p) for p in stores.items if isinstance(p, Pack))
        if now != then.items or tuple(frame.env.get(n) for n in names) != read.items:
            frame.refuse(
                node,
                "S2S206",
                "an iterator over what has changed since it was made",
                "it gives the items of now, and which these are was decided before.",
                "make it where it is looped over, or of a copy: list(xs).",
            )
        return ends(k)

    return Iteration(inner.length, inner.at, ended)


STRUCTURES["early"] = _early
