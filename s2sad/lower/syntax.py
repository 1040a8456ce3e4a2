"""Statements inside statements: which there are, and which of them leave a block.

Only statements hold statements, so no expression is looked at; what functions and classes inside hold is theirs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

_BLOCKS: dict[type[ast.stmt], tuple[str, ...]] = {
    ast.If: ("body", "orelse"),
    ast.For: ("body", "orelse"),
    ast.While: ("body", "orelse"),
    ast.With: ("body",),
    ast.Try: ("body", "handlers", "orelse", "finalbody"),
    ast.TryStar: ("body", "handlers", "orelse", "finalbody"),
    ast.Match: ("cases",),
}


def blocks(stmt: ast.stmt) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The blocks of statements that a statement has, with the fields that they are in."""
    for name in _BLOCKS.get(type(stmt), ()):
        inside = getattr(stmt, name)
        if name in ("handlers", "cases"):
            for part in inside:
                yield name, part.body
        elif inside:
            yield name, inside


def statements(stmts: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements and those inside them, in order."""
    stack = [iter(stmts)]
    while stack:
        for s in stack[-1]:
            yield s
            inside = [iter(b) for _, b in blocks(s)]
            if inside:
                stack += reversed(inside)
                break
        else:
            stack.pop()


def exits(stmts: Sequence[ast.stmt]) -> Iterator[ast.Return | ast.Break | ast.Continue]:
    """The statements that leave some statements, in order: a ``break`` or ``continue`` of a loop inside stays there."""
    stack = [(s, False) for s in reversed(stmts)]
    while stack:
        s, in_loop = stack.pop()
        if isinstance(s, ast.Return) or (isinstance(s, (ast.Break, ast.Continue)) and not in_loop):
            yield s
        loops = isinstance(s, (ast.For, ast.While))
        # An inner loop's else is outside of that loop.
        inside = [(t, in_loop or (loops and name == "body")) for name, b in blocks(s) for t in b]
        stack += reversed(inside)
