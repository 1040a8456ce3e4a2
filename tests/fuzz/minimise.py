"""Delta debugging: a smaller program that fails in the same way.

Statements are removed in runs, halves first; what holds statements is replaced by them;
then expressions are replaced by their parts.  A candidate counts where `fails` gives the
same key.  The tree is the program's own syntax tree, so that any program can be reduced::

    for i in range(3):            b[0] = p
        b[i] = s * p       ->     return np.sum(b)
    return np.sum(b) + s
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

Fails = Callable[[str], bool]


def minimise(text: str, fails: Fails, tries: int = 600) -> str:
    """The smallest program found that fails still."""
    tree, left = ast.parse(text), tries
    best = ast.unparse(tree)
    if not fails(best):
        return text
    changed = True
    while changed and left > 0:
        changed = False
        for candidates in (_without_statements, _with_bodies, _simpler_expressions):
            position = 0
            while left > 0:
                made = _nth(candidates(tree), position)
                if made is None:
                    break
                left -= 1
                shorter = ast.unparse(ast.fix_missing_locations(made))
                if shorter != best and len(shorter) <= len(best) and _compiles(shorter) and fails(shorter):
                    tree, best, changed = ast.parse(shorter), shorter, True
                else:
                    position += 1
    return best + "\n"


def _nth(candidates: Iterator[ast.Module], position: int) -> ast.Module | None:
    for i, made in enumerate(candidates):
        if i == position:
            return made
    return None


def _compiles(text: str) -> bool:
    try:
        compile(text, "<candidate>", "exec")
    except SyntaxError:
        return False
    return True


def _walk(tree: ast.Module) -> list[ast.AST]:
    """The module, and all nodes of its functions but of ``arguments``: what they are called with stays."""
    functions = [s for s in tree.body if isinstance(s, ast.FunctionDef) and s.name not in ("arguments", "frozen")]
    return [tree, *(n for s in functions for n in ast.walk(s))]


def _blocks(tree: ast.Module) -> list[tuple[int, str]]:
    """Where lists of statements are: the number of the node that holds one, and its field."""
    return [
        (i, name)
        for i, node in enumerate(_walk(tree))
        for name in ("body", "orelse", "finalbody")
        if isinstance(getattr(node, name, None), list)
    ]


def _node(tree: ast.Module, at: int) -> ast.AST:
    return _walk(tree)[at]


def _protected(s: ast.stmt) -> bool:
    return isinstance(s, ast.Import) or (isinstance(s, ast.FunctionDef) and s.name in ("f", "arguments"))


def _without_statements(tree: ast.Module) -> Iterator[ast.Module]:
    """Without a run of statements of one block, the longest runs first."""
    places = []
    for at, name in _blocks(tree):
        n = len(getattr(_node(tree, at), name))
        size = n
        while size:
            places += [(size, at, name, first) for first in range(0, n - size + 1, size)]
            size //= 2
    for size, at, name, first in sorted(places, key=lambda p: (-p[0], p[1], -p[3])):
        made = copy.deepcopy(tree)
        block = getattr(_node(made, at), name)
        if any(map(_protected, block[first : first + size])):
            continue
        del block[first : first + size]
        if not block and name == "body":
            block.append(ast.Pass())
        yield made


def _with_bodies(tree: ast.Module) -> Iterator[ast.Module]:
    """With a branch, loop or guard replaced by one of its blocks."""
    for at, name in _blocks(tree):
        for i, s in enumerate(getattr(_node(tree, at), name)):
            if isinstance(s, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
                for part in ("body", "orelse"):
                    if getattr(s, part, None):
                        made = copy.deepcopy(tree)
                        block = getattr(_node(made, at), name)
                        block[i : i + 1] = getattr(block[i], part)
                        yield made


def _simpler_expressions(tree: ast.Module) -> Iterator[ast.Module]:
    """With an expression replaced by one of its operands, or by a number."""
    for at, node in enumerate(_walk(tree)):
        for name, value in ast.iter_fields(node):
            values = value if isinstance(value, list) else [value]
            for i, v in enumerate(values):
                if not isinstance(v, (ast.BinOp, ast.UnaryOp, ast.Call, ast.IfExp, ast.BoolOp, ast.Subscript)):
                    continue
                if at == 0:
                    continue
                for part in [n for n in ast.iter_child_nodes(v) if isinstance(n, ast.expr)] + [ast.Constant(0.5)]:
                    made = copy.deepcopy(tree)
                    owner = _node(made, at)
                    replacement = copy.deepcopy(part)
                    if isinstance(value, list):
                        getattr(owner, name)[i] = replacement
                    else:
                        setattr(owner, name, replacement)
                    yield made
