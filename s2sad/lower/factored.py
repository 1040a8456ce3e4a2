"""Factorisations that are handed on as a pair: ``cho_factor`` and ``lu_factor`` of SciPy, and what solves with them.

A pair is a structure while lowering, so its items are operands of the row::

    pair = cho_factor(a)                     w3, _ = scipy.linalg.cho_factor(a)
    x = cho_solve(pair, b)                   w4 = scipy.linalg.cho_solve((w3, False), b)

Whether a Cholesky factor is a lower triangle is known from the call that made it, or is a literal.
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.frame import Frame
from s2sad.lower.meanings import OF_ROW
from s2sad.lower.row_calls import ruled
from s2sad.rules import REGISTRY


def _cho_factor(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    made = ruled(frame, node, REGISTRY.by_name["scipy.linalg.cho_factor"], args, kwargs)
    lower = frame.known(kwargs.get("lower", args[1] if len(args) > 1 else Const(False)), node)
    return Pack("tuple", (made.items[0], Const(bool(lower)))) if isinstance(made, Pack) else made


def _solve(row: str, name: str) -> None:
    """``row`` gets the items of the pair that is its function's first parameter, called ``name``."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        kwargs = dict(kwargs)
        pair = kwargs.pop(name) if name in kwargs else args[0] if args else BOTTOM
        rest = args[1:] if args else []
        if pair is BOTTOM:
            return BOTTOM
        if not isinstance(pair, Pack) or len(pair.items) != 2:
            why = "the factorisation is handed on as a tuple of two, and both are needed."
            frame.refuse(node, "S2S302", f"{name}, which is no pair", why, "pass what the factorisation gave.")
        return ruled(frame, node, REGISTRY.by_name[row], [*pair.items, *rest], kwargs)

    OF_ROW[row] = lower


OF_ROW["scipy.linalg.cho_factor"] = _cho_factor
_solve("cho_solve", "c_and_lower")
_solve("lu_solve", "lu_and_piv")
