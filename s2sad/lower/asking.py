"""Iterators of the user's classes: ``__next__`` is read as a function that gives the next item, or None at the end.

::

    def __next__(self):                        def __next__(self):
        if self.i >= self.n:                       if self.i >= self.n:
            raise StopIteration           ->           return None
        self.i += 1                                self.i += 1
        return self.i * self.h                     return (self.i * self.h,)

So a loop asks for items without an exception, and knows what the iterator is when it has ended.
"""

from __future__ import annotations

import ast
import types
from copy import deepcopy
from dataclasses import replace

from s2sad.ir import Arg, Const
from s2sad.lower.callee_calls import function_values, invoke
from s2sad.lower.frame import Frame
from s2sad.lower.objects import own_method
from s2sad.lower.scopes import Code
from s2sad.parse import parse, resolve

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def code_without_stop(frame: Frame, base: Arg) -> Code | None:
    """The text of an object's ``__next__`` with what it returns at the end; None where that takes an exception."""
    function = _next_method(base)
    if function is None:
        return None
    frame.session.lowered[function] = None
    found = frame.session.asked.get(function)
    if found is None:
        found = _made(frame, function)
        frame.session.asked[function] = found
    return found


def next_of(frame: Frame, node: ast.AST, base: Arg, code: Code) -> Arg:
    """The next item as a tuple of one, or None at the end."""
    function = _next_method(base)
    assert function is not None
    return invoke(frame, node, code, function_values(frame, node, function, [base], {}))


def _next_method(base: Arg) -> types.FunctionType | None:
    found = own_method(base, "__next__")
    function = found.items[0].value if found is not None else None  # type: ignore[union-attr]
    return function if isinstance(function, types.FunctionType) else None


def _made(frame: Frame, function: types.FunctionType) -> Code | None:
    source = frame.session.sources.setdefault(function, None) or parse(function)
    frame.session.sources[function] = source
    if not isinstance(source.node, ast.FunctionDef):
        return None
    own = _own_nodes(source.node)
    if any(isinstance(n, ast.Try) or _asks_others(n) for n in own):
        return None
    raises = [n for n in own if isinstance(n, ast.Raise)]
    stops = [n for n in raises if _is_stop(n)]
    if stops and resolve(source, "StopIteration").value is not StopIteration:
        return None
    node = deepcopy(source.node)
    node.body = [_WithoutStop().visit(s) for s in node.body]
    node.body.append(_returned(node.body[-1], ast.Tuple([ast.Constant(None)], ast.Load())))
    made = replace(source, node=ast.fix_missing_locations(node))
    return Code(node, made, (), frozenset())


def _own_nodes(node: ast.FunctionDef) -> list[ast.AST]:
    found: list[ast.AST] = []
    todo: list[ast.AST] = list(node.body)
    while todo:
        at = todo.pop()
        found.append(at)
        if not isinstance(at, _INNER):
            todo += ast.iter_child_nodes(at)
    return found


def _asks_others(node: ast.AST) -> bool:
    """Whether it asks another iterator, which may raise StopIteration as well."""
    if isinstance(node, ast.Attribute):
        return node.attr == "__next__"
    return isinstance(node, ast.Name) and node.id == "next"


def _is_stop(node: ast.Raise) -> bool:
    exc = node.exc.func if isinstance(node.exc, ast.Call) and not node.exc.args else node.exc
    return isinstance(exc, ast.Name) and exc.id == "StopIteration" and node.cause is None


def _returned(at: ast.stmt, value: ast.expr) -> ast.stmt:
    return ast.copy_location(ast.Return(ast.copy_location(value, at)), at)


class _WithoutStop(ast.NodeTransformer):
    """What ends the iteration returns None; what is returned becomes a tuple of one."""

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        return _returned(node, ast.Tuple([node.value or ast.Constant(None)], ast.Load()))

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        return _returned(node, ast.Constant(None)) if _is_stop(node) else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        return node  # what it returns is its own

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        return node


def default_of(frame: Frame, node: ast.AST, base: Arg, code: Code, default: Arg) -> Arg:
    """``next(it, default)``."""
    from s2sad.lower.indexing import item
    from s2sad.lower.optional import parts

    found = next_of(frame, node, base, code)
    is_none, value = parts(found)
    if is_none == Const(True):
        return default
    return frame.choose(is_none, lambda: default, lambda: item(frame, node, value, Const(0)), node)
