"""Loops over items that no index finds: each is written as other loops, around the same body.

::

    for v in (e for x in xs if c): B        for x in xs:                step(x) is None where c does not hold,
                                                found = step(x)         and a tuple of the item where it does
                                                if found is None:
                                                    continue
                                                v = found[0]
                                                B

    for v in (e for x in xs for y in ys): B     for x in xs:
                                                    for v in (e for y in ys): B
                                                    else: continue
                                                    break

Items are computed when their turn comes, and none after a ``break``, as Python does.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

from s2sad.dataclass import dataclass
from s2sad.ir import Arg

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame


@dataclass(frozen=True)
class Written:
    """A loop as statements: ``TARGET`` is what the items are stored to, ``BODY`` and ``OTHERWISE`` are statements.

    A ``break`` of the body leaves the loop that holds it; the text says what follows.
    """

    text: str
    operands: dict[str, Arg]


SIFTED = """
for item in source:
    found = step(item)
    if found is None:
        continue
    TARGET = found[0]
    BODY
else:
    OTHERWISE
"""

FLATTENED = """
for item in source:
    for TARGET in inner(item):
        BODY
    else:
        continue
    break
else:
    OTHERWISE
"""

CHAINED = FLATTENED.replace("item in source", "item in sources").replace("inner(item)", "item")

COUNTED = """
count = start
for item in source:
    TARGET = count, item
    count = count + 1
    BODY
else:
    OTHERWISE
"""

FILTERED = """
for item in source:
    if not function(item):
        continue
    TARGET = item
    BODY
else:
    OTHERWISE
"""

MAPPED = """
for item in source:
    TARGET = function(item)
    BODY
else:
    OTHERWISE
"""


PAIRED = """
first = True
for item in source:
    if first:
        before = item
        first = False
        continue
    TARGET = before, item
    before = item
    BODY
else:
    OTHERWISE
"""

ACCUMULATED = """
first = True
for item in source:
    if first:
        total = item
        first = False
    else:
        total = total + item
    TARGET = total
    BODY
else:
    OTHERWISE
"""

ACCUMULATED_BY = ACCUMULATED.replace("total + item", "function(total, item)")

TAKEN = """
ended = False
for item in source:
    if not function(item):
        ended = True
        break
    TARGET = item
    BODY
else:
    OTHERWISE
if ended:
    OTHERWISE
"""

COMPRESSED = """
for item, chosen in zip(data, selectors):
    if not chosen:
        continue
    TARGET = item
    BODY
else:
    OTHERWISE
"""

STRICT = """
for TARGET in zip(first, second):
    BODY
else:
    if length > other:
        raise error("zip() argument 2 is shorter than argument 1")
    if length < other:
        raise error("zip() argument 2 is longer than argument 1")
    OTHERWISE
"""

_CALLED = {"range": range, "zip": zip}


def in_one_another(heads: Sequence[str], target: str) -> str:
    """Loops in one another, as a text: of a condition, ``if …: continue``, instead of a loop, it is one."""
    lines, depth = list[str](), 0
    for head in heads:
        lines.append("    " * depth + head)
        depth += head.startswith("for ")
    lines += ["    " * depth + f"TARGET = {target}", "    " * depth + "BODY"]
    for at in range(depth - 1, 0, -1):
        lines += ["    " * at + "else:", "    " * at + "    continue", "    " * at + "break"]
    return "\n".join([*lines, "else:", "    OTHERWISE"])


def lower_written(frame: Frame, node: ast.For, loop: Written) -> None:
    """Lower a ``for`` whose items have no index."""
    from s2sad.lower.statements import body

    place, outer = frame.where(node), frame.variant
    fill = _Filled(node, place)
    stmts = [s for made in _parsed(loop.text) for s in fill.statements(deepcopy(made))]
    frame.env.update({f"{name}@loop@{place}": value for name, value in loop.operands.items()})
    frame.variant = f"{outer}~"  # loops in loops stand for one node
    body(frame, stmts)
    frame.variant = outer
    for name in (*loop.operands, *fill.assigned):
        frame.env.pop(f"{name}@loop@{place}", None)


@cache
def _parsed(text: str) -> tuple[ast.stmt, ...]:
    return tuple(ast.parse(text).body)


class _Filled(ast.NodeTransformer):
    """The text with the loop's own parts, and names that no program has."""

    def __init__(self, node: ast.For, place: str) -> None:
        self.node = node
        self.place = place
        self.assigned: dict[str, None] = {}
        # How many loops of the text stand there, the node among them: what loops carry is known by where they stand.
        self.loops = int((node.lineno, node.col_offset) == (node.iter.lineno, node.iter.col_offset))

    def statements(self, made: ast.stmt) -> list[ast.stmt]:
        """A statement of the text, filled in."""
        found = self.visit(made)
        return found if isinstance(found, list) else [found]

    def generic_visit(self, node: ast.AST) -> ast.AST:
        # The loop of the body stands where the loop stands, others where it says what it runs over, each by itself.
        holds = isinstance(node, ast.For) and any(map(_is_body, node.body))
        ast.copy_location(node, self.node if holds else self.node.iter)
        if isinstance(node, ast.For) and not holds:
            node.col_offset += self.loops
            self.loops += 1
        return super().generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        if _is_body(node):
            return self.node.body
        if isinstance(node.value, ast.Name) and node.value.id == "OTHERWISE":
            return self.node.orelse
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id == "TARGET":
            return self.node.target
        if node.id in _CALLED:
            return ast.copy_location(ast.Constant(_CALLED[node.id]), self.node.iter)  # type: ignore[arg-type]
        if isinstance(node.ctx, ast.Store):
            self.assigned[node.id] = None
        return ast.copy_location(ast.Name(f"{node.id}@loop@{self.place}", node.ctx), self.node.iter)


def _is_body(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Name) and node.value.id == "BODY"
