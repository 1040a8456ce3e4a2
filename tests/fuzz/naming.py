"""Rows of names: how what the program binds is spelled, where that meets other names.

Emitted modules have names of their own (``w3``, ``x_bar``, ``np``); a user may have the same::

    s5 = p * x[0]                  w1 = p * x[0]
    a6 = np.sin(x)        ->       x_bar = np.sin(x)
    return s5 * np.sum(a6)         return w1 * np.sum(x_bar)
"""

from __future__ import annotations

import ast
import re

from tests.fuzz.writer import Feature, Writer


def _spelled(*names: str):
    """As many of the function's own names as there are spellings, spelled anew."""

    def write(g: Writer) -> str:
        return " ".join(g.r.sample(names, min(len(names), 3)))

    return write


NAMINGS = (
    Feature("names like those of w's", 2, _spelled("w1", "w2", "w3", "w5", "w8", "w13")),
    Feature("names like those of adjoints", 2, _spelled("x_bar", "p_bar", "w3_bar", "x_dot", "w4_dot", "out_bar")),
    Feature("names like those of tapes", 2, _spelled("tape", "t1", "t2", "out", "seed", "pullback")),
    Feature("names of builtins", 2, _spelled("range", "len", "sum", "list", "float", "abs", "zip", "print", "max")),
    Feature("names of modules", 2, _spelled("math", "functools", "np", "numpy", "unbroadcast", "f", "s2sad")),
    Feature("names of captured values", 2, _spelled("GAIN", "WEIGHTS", "SETTINGS", "ids", "SHARED")),
    Feature("names in other letters", 2, _spelled("λ", "θ1", "größe", "_", "__", "数")),
    Feature("usual names", 4, _spelled(), base=True),
)


def renamed(g: Writer, text: str, params: list[str]) -> str:
    """The function ``f`` with some of its own names spelled as a row says."""
    before = set(g.used)
    spellings = g.choose("naming").split()
    own = sorted({n for n in re.findall(r"\b[a-z]+\d+\b", text) if re.search(rf"\b{n}\b(, \w+)* (=|in) ", text)})
    own += [n for n in params if n not in ("x", "p", "n")]
    free = [s for s in spellings if not re.search(rf"\b{s}\b", text)]
    if not free or not own:
        g.used = before | {"usual names"}
        return text
    table = dict(zip(g.r.sample(own, min(len(own), len(free))), free, strict=False))
    return ast.unparse(_Renamed(table).visit(ast.parse(text)))


class _Renamed(ast.NodeTransformer):
    def __init__(self, table: dict[str, str]) -> None:
        self.table = table

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.table.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.table.get(node.arg, node.arg)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.table.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        node.names = [self.table.get(n, n) for n in node.names]
        return node
