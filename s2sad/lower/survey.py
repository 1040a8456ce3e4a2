"""What else stands in a statement that was given up on: lowering stops at the first problem, a user wants all.

Before: ``y = np.linalg.det(x) + missing + [v for v in x]``, refused at the call of ``det``.
After: the undefined name and the comprehension are noted as well.

What depends on types cannot be said here, for the types are lost; which form a node has, what a name is and what is
called, can.  The texts are those of lowering, so that what was noted there is not noted twice.
"""

from __future__ import annotations

import ast
import types
from typing import Any

from s2sad.lower.contexts import FILTERS, MANAGERS
from s2sad.lower.expressions import EXPRESSIONS, unsupported_expression
from s2sad.lower.frame import Frame
from s2sad.lower.members import no_attribute
from s2sad.lower.outside import undefined
from s2sad.lower.statements import STATEMENTS, unsupported_statement
from s2sad.lower.unknown_calls import without_rule
from s2sad.names import UNBOUND, evaluated_here
from s2sad.parse import resolve

_CLOSED = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr)  # their names are their own


def survey(frame: Frame, stmt: ast.stmt) -> None:
    """Note the problems of a statement, and of the statements in it, that show without types."""
    stack: list[ast.AST] = [stmt]
    own = {n.id for n in ast.walk(stmt) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    while stack:
        node = stack.pop()
        if isinstance(node, ast.stmt) and type(node) not in STATEMENTS:
            frame.note(node, *unsupported_statement(node))
        elif isinstance(node, ast.expr) and type(node) not in EXPRESSIONS and not isinstance(node, ast.Starred):
            frame.note(node, *unsupported_expression(node))
        elif isinstance(node, ast.Name):
            if node.id not in own:
                _name(frame, node)
        elif isinstance(node, ast.Call):
            _call(frame, node)
        if isinstance(node, ast.AnnAssign):
            stack += [n for n in (node.value, node.target) if n is not None]
        elif not isinstance(node, _CLOSED):
            stack += reversed(evaluated_here(node))


def _name(frame: Frame, node: ast.Name) -> None:
    if not isinstance(node.ctx, ast.Load) or _of_a_function_around(frame, node.id):
        return
    if node.id in frame.env or not node.id.isidentifier():  # a name of a comprehension that is read as a loop
        return
    if resolve(frame.source, node.id).kind == "missing":
        frame.note(node, *undefined(node.id))


def _of_a_function_around(frame: Frame, name: str) -> bool:
    own = frame.source.names
    outer = None if name in own.locals or name in own.globals else frame.outer
    return outer is not None and outer.find(name) is not None


def _call(frame: Frame, node: ast.Call) -> None:
    target = _object(frame, node.func)
    if isinstance(target, type) and issubclass(target, BaseException):
        return  # what is raised is made where that is read
    # The managers that are read are no calls there; that they stand elsewhere is told where that is read.
    if target is not UNBOUND and id(target) not in MANAGERS and target not in FILTERS:
        problem = without_rule(target)
        if problem is not None:
            frame.note(node, *problem)


def _object(frame: Frame, node: ast.expr) -> Any:
    """What a name, or an attribute of a module, stands for; UNBOUND for all else."""
    if isinstance(node, ast.Name):
        if _of_a_function_around(frame, node.id):
            return UNBOUND
        return resolve(frame.source, node.id).value
    if isinstance(node, ast.Attribute):
        owner = _object(frame, node.value)
        if isinstance(owner, types.ModuleType):
            found = getattr(owner, node.attr, UNBOUND)
            if found is UNBOUND:
                frame.note(node, *no_attribute(owner.__name__, node.attr))
            return found
    return UNBOUND
