"""Names that each iteration of a loop binds before it looks at them, by the syntax of the body.

::

    for k in range(n):
        v = np.sin(u)           k and v are bound anew; u is not, for it is read first, nor t,
        if v > 1.0:             which an iteration may leave as it was
            t = u * v
        u = u + v

What such a name is at the start of an iteration does not matter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from s2sad.lower.syntax import statements

# What follows one of these in the body may be skipped.
_LEAVING = (ast.Break, ast.Continue, ast.Return, ast.Raise, ast.Assert, ast.Try, ast.Match)


def bound_anew(loop: ast.For | ast.While) -> set[str]:
    """The names that a loop's head and the assignments of its body bind before anything else has to do with them."""
    anew: set[str] = set()
    touched: set[str] = set()

    def assign(target: ast.expr) -> None:
        names, others = _taken_apart(target)
        touched.update(n for o in others for n in _names(o))
        anew.update(n for n in names if n not in touched)

    if isinstance(loop, ast.For):
        assign(loop.target)
    else:
        touched.update(_names(loop.test))
    for stmt in loop.body:
        if isinstance(stmt, (ast.Assign, ast.AnnAssign)) and stmt.value is not None:
            touched.update(_names(stmt.value))
            for target in stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]:
                assign(target)
        elif any(isinstance(s, _LEAVING) for s in statements([stmt])):
            break
        else:
            touched.update(_names(stmt))
    return anew


def _taken_apart(target: ast.expr) -> tuple[list[str], list[ast.expr]]:
    """The names that a target binds, and what else is evaluated to store into it."""
    names: list[str] = []
    others: list[ast.expr] = []
    todo = [target]
    while todo:
        at = todo.pop()
        if isinstance(at, ast.Name):
            names.append(at.id)
        elif isinstance(at, (ast.Tuple, ast.List)):
            todo += at.elts
        else:
            others.append(at)
    return names, others


def _names(node: ast.AST) -> Iterator[str]:
    return (n.id for n in ast.walk(node) if isinstance(n, ast.Name))
