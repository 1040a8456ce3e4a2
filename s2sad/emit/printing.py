"""Expressions as text: astor prints them, in the style that ``ruff format`` leaves alone.

``x**2`` hugs its operands where both are simple, ``x[i + 1 :]`` spaces out a colon between
operands that are not.  This is the only place that knows astor.
"""

from __future__ import annotations

import ast
import re
import warnings
from typing import Any

with warnings.catch_warnings():
    # astor 0.8.1 touches node classes that newer Pythons deprecate.
    warnings.simplefilter("ignore")
    import astor
    from astor.code_gen import SourceGenerator

from s2sad.emit.layout import without_texts


class _Generator(SourceGenerator):  # type: ignore[misc]
    """astor's generator with the formatter's spacing."""

    def visit_Slice(self, node: ast.Slice) -> None:
        wide = any(p is not None and not _simple(p) for p in (node.lower, node.upper, node.step))
        text = "" if node.lower is None else expression(node.lower)
        text += (" :" if wide and node.lower is not None else ":") + _spaced(node.upper, wide)
        if node.step is not None:
            text += (" :" if wide and node.upper is not None else ":") + _spaced(node.step, wide)
        self.write(text)


def _spaced(node: ast.expr | None, wide: bool) -> str:
    return "" if node is None else (" " if wide else "") + expression(node)


def _simple(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.operand, (ast.Name, ast.Constant))
    return isinstance(node, (ast.Name, ast.Constant))


def _plain(source: list[str]) -> str:
    return "".join(source)


def expression(node: ast.expr) -> str:
    """The text of an expression, on one line."""
    text = _quick(node)
    if text is not None:
        return text
    printed: str = astor.to_source(node, source_generator_class=_Generator, pretty_source=_plain, pretty_string=_string)
    return _hugged(_unwrapped(printed.strip()))


def _string(text: str, *_: Any, **__: Any) -> str:
    shown = repr(text)
    return '"' + shown[1:-1] + '"' if '"' not in shown and shown[0] == "'" else shown


_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


# How strongly sums and products bind.
_BINDS: dict[type[ast.AST], int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}


def _quick(node: ast.expr) -> str | None:
    """Operations on what needs no brackets, and sums and products of these, as most terms are, need no printer."""
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        binds = _BINDS.get(type(node.op))
        left, right = _side(node.left, binds), _side(node.right, binds and binds + 1)
        if left is None or right is None:
            return None
        text = f"{left} {_OPERATORS[type(node.op)]} {right}"
        return _hugged(text) if isinstance(node.op, ast.Pow) else text
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OPERATORS:
        left, right = _atom(node.left), _atom(node.comparators[0])
        return None if left is None or right is None else f"{left} {_OPERATORS[type(node.ops[0])]} {right}"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _atom(node.operand)
        return None if inner is None else f"-{inner}"
    return _atom(node)


def _side(node: ast.expr, least: int | None) -> str | None:
    """An operand of an operator: in a sum or product, a sum or product has brackets where it binds less than this."""
    binds = _BINDS.get(type(node.op)) if isinstance(node, ast.BinOp) else None
    if binds is None or least is None:
        return _atom(node)
    text = _quick(node)
    return text if text is None or binds >= least else f"({text})"


def _atom(node: ast.expr) -> str | None:
    """Names, numbers, and attributes, items and calls of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant) and not isinstance(node.value, (str, complex)):
        return "..." if node.value is ... else repr(node.value)
    if isinstance(node, ast.Attribute):
        base = None if isinstance(node.value, ast.Constant) else _atom(node.value)
        return None if base is None else f"{base}.{node.attr}"
    if isinstance(node, ast.Subscript):
        base = None if isinstance(node.value, ast.Constant) else _atom(node.value)
        index = _atom(node.slice) if isinstance(node.slice, (ast.Name, ast.Constant)) else None
        return None if base is None or index is None else f"{base}[{index}]"
    if isinstance(node, ast.Call):
        function = _atom(node.func)
        args = [_quick(a) for a in node.args]
        values = [(k.arg, _quick(k.value)) for k in node.keywords]
        if function is not None and None not in args and not any(k is None or v is None for k, v in values):
            return f"{function}({', '.join([*(a for a in args if a), *(f'{k}={v}' for k, v in values)])})"
    return None


def _unwrapped(text: str) -> str:
    """Without the parentheses that astor puts around a whole expression."""
    while text.startswith("(") and text.endswith(")"):
        depth = 0
        for i, c in enumerate(without_texts(text)):
            depth += (c == "(") - (c == ")")
            if depth == 0 and i < len(text) - 1:
                return text
        inner = text[1:-1]
        if not inner or _is_tuple(inner):
            return text
        text = inner
    return text


def _is_tuple(inner: str) -> bool:
    depth = 0
    for c in without_texts(inner):
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            return True
    return False


def _hugged(text: str) -> str:
    """``x ** 2`` as ``x**2`` where both operands are simple."""
    if " ** " not in text:
        return text
    starts = [m.end() for m in re.finditer(r" \*\* ", without_texts(text))]
    parts = [text[i:j] for i, j in zip([0, *starts], [*(k - 4 for k in starts), len(text)], strict=True)]
    out = parts[0]
    for right in parts[1:]:
        out += "**" + right if _ends_simple(out) and _starts_simple(right) else " ** " + right
    return out


def _ends_simple(text: str) -> bool:
    i = len(text)
    while i > 0 and (text[i - 1].isalnum() or text[i - 1] in "_."):
        i -= 1
    return i < len(text) and (i == 0 or text[i - 1] not in ")]")


def _starts_simple(text: str) -> bool:
    i = 1 if text.startswith("-") else 0
    start = i
    while i < len(text) and (text[i].isalnum() or text[i] in "_."):
        i += 1
    return i > start and (i == len(text) or text[i] not in "([")
