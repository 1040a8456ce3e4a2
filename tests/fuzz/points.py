"""Other points, for a program that cannot be judged at its own.

Next to a jump, or where numbers grow beyond what rounding leaves of them, nobody can say whether a derivative is right.
The same program may be judged elsewhere::

    def arguments():                                     def arguments():
        return (np.array([0.4, -0.7]), 0.8, 3)    ->         return (np.array([0.22, -0.385]), 0.44, 3)
"""

from __future__ import annotations

import ast

FACTORS = (0.55, 0.2, 1.37)


def moved(text: str, factor: float) -> str:
    """The program with its arguments scaled; how they lie in memory, and their integers, stay."""
    tree = ast.parse(text)
    scaled = _Scaled(factor)
    tree.body = [scaled.visit(s) if _is_point(s) else s for s in tree.body]
    return ast.unparse(tree) + "\n"


def _is_point(s: ast.stmt) -> bool:
    shared = isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name) and s.targets[0].id == "SHARED"
    return shared or (isinstance(s, ast.FunctionDef) and s.name == "arguments")


class _Scaled(ast.NodeTransformer):
    def __init__(self, factor: float) -> None:
        self.factor = factor

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Attribute) and node.func.attr == "arange":
            return node  # its number is the array's size
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(node.value * self.factor) if isinstance(node.value, float) else node
