"""Keep a w for each result of a function that is called: a call has one for each.

::

    def g(x):                    w2 = mul(x, x)              w2 = mul(x, x)
        return x * x, x * x      w3 = mul(x, x)      →       w3 = pos(w2)
                                 return w2, w3               return w2, w3

What is repeated was merged, and the second result would be no other w than the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from s2sad.build import Builder
from s2sad.ir import Arg, Block, Function, Pack, Var, type_of
from s2sad.types import BOOL, Array


def with_own_results(f: Function, before: Sequence[Arg], supply: Iterator[int]) -> Function:
    """The function with a w of its own for each w that it handed out ``before``."""
    b = Builder(supply, list(f.body.stmts))
    own: dict[Var, Arg] = {}

    def each(was: Arg, now: Arg) -> Arg:
        if isinstance(was, Pack) and isinstance(now, Pack):
            return now.like([each(x, y) for x, y in zip(was.items, now.items, strict=True)])
        if not isinstance(was, Var):
            return now
        if was not in own:
            if not isinstance(now, Var) or now in own.values():
                now = another(b, now)
            own[was] = now
        return own[was]

    yields = [each(x, y) for x, y in zip(before, f.body.yields, strict=True)]
    return f if len(b.stmts) == len(f.body.stmts) else replace(f, body=Block(tuple(b.stmts), tuple(yields)))


def another(b: Builder, value: Arg) -> Arg:
    """A w of the same value."""
    t = type_of(value)
    if t == BOOL:
        return b.keep("or", (value, value))
    return b.keep("copy" if isinstance(t, Array) else "pos", (value,))
