"""Calls that are lowered by their own meaning: of builtins, of ``functools``, of what only asks for a type.

One function a callee; it gets the arguments as they are lowered, and gives an operand.  What computes numbers is an
operation with a row in `s2sad.rules`, not a function here.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.acts import lower_print
from s2sad.lower.calls import BUILTINS, Lower
from s2sad.lower.frame import Frame


def meaning(*functions: object) -> Callable[[Lower], Lower]:
    """What calls of these objects are lowered by."""

    def note(lower: Lower) -> Lower:
        for function in functions:
            BUILTINS[id(function)] = lower
        return lower

    return note


meaning(print)(lower_print)


@meaning(functools.partial)
def _partial(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``functools.partial(f, a, k=b)``: the function, the arguments, then those with names."""
    if not args:
        frame.refuse(node, "S2S211", "a partial of nothing", "the primal would raise TypeError.", "pass a function.")
    return Pack("partial", (*args, *kwargs.values()), tuple(kwargs))


class _Unchanged:
    """What a decorator is that hands back the function it is given."""

    __name__ = "unchanged"


UNCHANGED = _Unchanged()


@meaning(functools.wraps)
def _wraps(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``functools.wraps(f)``: it copies names and documentation, which no derivative asks for."""
    return Const(UNCHANGED)


@meaning(UNCHANGED, functools.update_wrapper)
def _unchanged(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    return args[0]


__all__ = ["meaning"]
