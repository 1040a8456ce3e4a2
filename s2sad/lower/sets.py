"""Sets whose items are known: ``{"a", "b"}``, ``{n for edge in edges for n in edge}``, ``set(names)``.

What is asked of a set is decided when the text is made: what is in it, how many there are, how they are sorted.  It is
not looped over: for texts its order is another one in each process.
"""

from __future__ import annotations

import ast
import builtins

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.comprehensions import items_of_comprehension
from s2sad.lower.expressions import EXPRESSIONS, expression
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import needed_items, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.runtime_dicts import is_known


def _made(frame: Frame, node: ast.AST, items: list[Arg]) -> Arg:
    """The set of some items."""
    if not all(map(is_known, items)):
        frame.refuse(
            node,
            "S2S202",
            "a set of computed values",
            "which of them are equal is decided at run time.",
            "use a list, or keys of a dict.",
        )
    values = dict.fromkeys(frame.known(i, node) for i in items)
    return Pack("set", tuple(map(Const, values)))


def _display(frame: Frame, node: ast.Set) -> Arg:
    listed = expression(frame, ast.copy_location(ast.List(node.elts, ast.Load()), node))
    return _made(frame, node, list(listed.items) if isinstance(listed, Pack) else [listed])


def _comprehension(frame: Frame, node: ast.SetComp) -> Arg:
    items = items_of_comprehension(frame, node)
    if items is None:
        frame.refuse(
            node,
            "S2S206",
            "a set of which only the run knows how large it is",
            "what is in it is decided at run time.",
            "use a list, or keys of a dict.",
        )
    return _made(frame, node, items)


EXPRESSIONS[ast.Set] = _display
EXPRESSIONS[ast.SetComp] = _comprehension


@meaning(builtins.set)
def _set(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``set(xs)``."""
    no_keywords(frame, node, kwargs, "set", args, 0, 1)
    return _made(frame, node, needed_items(frame, node, args[0], "set") if args else [])
