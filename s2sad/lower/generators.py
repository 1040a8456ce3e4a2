"""Generators of random numbers that are passed in: ``rng.normal(size=3)``."""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Pack, Var
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.rules.drawing import METHODS


def lower_draw(frame: Frame, node: ast.AST, rng: Var, method: str, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """A call of a method of a generator."""
    if method not in METHODS:
        frame.refuse(
            node,
            "S2S307",
            f"the method {method} of a generator",
            "what it draws has no type that is known, or it writes what it gets.",
            "draw the numbers before the call, and pass them in.",
        )
    items = [emit(frame, node, "np.array", (a,)) if isinstance(a, Pack) and a.kind == "list" else a for a in args]
    given = Pack("tuple", (*items, *kwargs.values()))
    return emit(frame, node, "draw", (rng, given), {"method": method, "names": tuple(kwargs)})
