"""Generators of random numbers that are passed in, or made with a seed: ``rng.normal(size=3)``."""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.coercion import arrayed
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.rules.drawing import METHODS
from s2sad.types import Array, Scalar, is_inexact


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


def lower_seeded(frame: Frame, node: ast.AST, _: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``np.random.default_rng(seed)``: it draws the same whenever the function is called."""
    (seed,) = (*args, *kwargs.values()) if len(args) + len(kwargs) == 1 else (Const(None),)
    seed = arrayed(frame, node, seed)
    t = type_of(seed)
    if not isinstance(t, (Scalar, Array)) or is_inexact(t) or not kwargs.keys() <= {"seed"}:
        frame.refuse(
            node,
            "S2S307",
            "a draw of random numbers, default_rng",
            "the derivative would be that of other numbers than those that the value was computed with.",
            "give it a seed, an integer, or pass the generator in.",
        )
    return emit(frame, node, "np.random.default_rng", (seed,))
