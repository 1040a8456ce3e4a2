"""What stands after ``for`` and ``while``: bounds and conditions on one line.

::

    range(1, n) reversed, an index that is used       range(n - 1, 0, -1)
    the first k of range(0, n, 2)                     range(0, n, 2)[:k]
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable

from s2sad.emit.expressions import constant, operand, value
from s2sad.emit.inlining import NEVER_INLINE
from s2sad.emit.layout import WIDTH
from s2sad.emit.printing import expression
from s2sad.ir import Arg, Block, Const, Eqn, Loop, Var, leaves, uses


def condition(test: Block, show: Callable[[Var], ast.expr]) -> str | None:
    """The condition on one line, if all that its block does can be part of an expression."""
    makers = {s.outs[0]: s for s in test.stmts if isinstance(s, Eqn) and len(s.outs) == 1}
    if len(makers) < len(test.stmts) or any(s.op in NEVER_INLINE for s in makers.values()):
        return None
    counts: Counter[Var] = Counter(v for s in test.stmts for v in uses(s))
    counts.update(v for y in test.yields for v in leaves(y))
    if any(counts[v] != 1 for v in makers):
        return None

    def inside(v: Var) -> ast.expr:
        return value(makers[v], inside) if v in makers else show(v)

    text = expression(operand(test.yields[0], inside))
    return text if len(text) < WIDTH - 24 else None


def range_text(s: Loop, used: bool, show: Callable[[Var], ast.expr]) -> str:
    """``range(...)``, backwards and cut short where the loop is."""
    assert s.bounds is not None
    start, stop, step = s.bounds

    def text(arg: Arg) -> str:
        return expression(operand(arg, show))

    simple = start == Const(0) and step == Const(1)
    if not used and (s.take is not None or simple):
        return f"range({text(stop if s.take is None else s.take)})"
    if s.reverse and step == Const(1):
        top = s.take if simple and s.take is not None else stop if s.take is None else None
        if top is not None:
            low = expression(_plus(operand(start, show), -1))
            return f"range({expression(_plus(operand(top, show), -1))}, {low}, -1)"
    if s.reverse and step == Const(-1) and s.take is None:
        ends = [expression(_plus(operand(x, show), 1)) for x in (stop, start)]
        return f"range({', '.join(ends[ends[0] == '0' :])})"
    parts = [text(stop)] if simple else [text(start), text(stop)]
    if step != Const(1):
        parts.append(text(step))
    whole = f"range({', '.join(parts)})"
    if s.take is not None:
        whole += f"[:{text(s.take)}]"
    return f"reversed({whole})" if s.reverse else whole


def _plus(node: ast.expr, n: int) -> ast.expr:
    """``node + n``, with what stands there already."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        node = ast.Constant(-node.operand.value)  # type: ignore[operator]
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return constant(node.value + n)
    if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and type(node.right.value) is int:
        there = node.right.value if isinstance(node.op, ast.Add) else -node.right.value
        if isinstance(node.op, (ast.Add, ast.Sub)):
            return node.left if there + n == 0 else _plus(node.left, there + n)
    return ast.BinOp(node, ast.Add() if n > 0 else ast.Sub(), ast.Constant(abs(n)))
