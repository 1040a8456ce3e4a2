"""Meanings that are written in Python: statements that are lowered where a call or a store stands.

What a call means is sometimes said best by a few statements, with the operands under names of their own::

    functools.reduce(f, xs)         for item in items:
                                        if first: value, first = item, False
                                        else: value = function(value, item)

The names are not the program's: none of its own is seen or changed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

from s2sad.ir import Arg

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame


def lowered(
    frame: Frame,
    node: ast.AST,
    text: str,
    operands: Mapping[str, Arg],
    calls: Mapping[str, object] | None = None,
    result: str = "",
) -> Arg | None:
    """Lower the statements of a text; ``calls`` says what other names in it stand for."""
    with apart(frame, node):
        return _lowered(frame, node, text, operands, calls or {}, result)


@contextmanager
def apart(frame: Frame, node: ast.AST) -> Iterator[None]:
    """Names of its own for what is lowered at a node, which may be lowered several times, also inside one another."""
    outer = frame.variant
    frame.fresh_prefix(frame.where(node, ".written"))
    frame.variant = f"{outer}*{frame.opened[frame.where(node, '.written')]}"
    try:
        yield
    finally:
        frame.variant = outer


def _lowered(
    frame: Frame, node: ast.AST, text: str, operands: Mapping[str, Arg], calls: Mapping[str, object], result: str
) -> Arg | None:
    from s2sad.lower.emitting import usable
    from s2sad.lower.statements import body

    place = frame.where(node)
    renamed = _Renamed(place, calls)
    stmts = [renamed.visit(deepcopy(s)) for s in _parsed(text)]
    for s in stmts:
        for at in ast.walk(s):
            ast.copy_location(at, node)
    frame.env.update({f"{name}@{place}": value for name, value in operands.items()})
    body(frame, [ast.fix_missing_locations(s) for s in stmts])
    made = None if not result else usable(frame, frame.env[f"{result}@{place}"], node)
    for name in [*operands, *renamed.assigned]:
        frame.env.pop(f"{name}@{place}", None)
    return made


@cache
def _parsed(text: str) -> tuple[ast.stmt, ...]:
    return tuple(ast.parse(text).body)


class _Renamed(ast.NodeTransformer):
    """Names that no program has, and the objects that are called."""

    def __init__(self, place: str, calls: Mapping[str, object]) -> None:
        self.place = place
        self.calls = calls
        self.assigned: dict[str, None] = {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.calls:
            return ast.Constant(self.calls[node.id])  # type: ignore[arg-type]
        if isinstance(node.ctx, ast.Store):
            self.assigned[node.id] = None
        return ast.Name(f"{node.id}@{self.place}", node.ctx)
