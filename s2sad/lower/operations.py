"""Operators, with operands that are lowered: of numbers, arrays, texts, structures and objects.

::

    a + b       of numbers              w3 = add(w1, w2)
    xs + ys     of lists                the items of both
    p + q       of objects of a class   a call of its ``__add__``
"""

from __future__ import annotations

import ast
import enum
import types

from s2sad.ir import Arg, Const, Pack
from s2sad.lower import alternatives, containers, list_operations
from s2sad.lower.coercion import beside
from s2sad.lower.emitting import emit, force, usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.texts import formatted, is_text, percent
from s2sad.origin import Origin, origin_of_class

BINARY = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.BitAnd: "bitand",
    ast.BitOr: "bitor",
    ast.BitXor: "bitxor",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
}


def is_object(value: Arg) -> bool:
    """Whether a value is an object whose class says what operators do."""
    return isinstance(value, Pack) and value.kind == "object"


def is_known_operand(value: Arg, name: str) -> bool:
    """Whether a value is an object from outside whose class, or a base of it that is the user's, has a method."""
    if not isinstance(value, Const) or isinstance(value.value, enum.Enum):
        return False
    owner = next((c for c in type(value.value).__mro__ if name in vars(c)), object)
    found = vars(owner).get(name)
    return isinstance(found, types.FunctionType) and origin_of_class(owner) is not Origin.LIBRARY


def operated(frame: Frame, node: ast.AST, op: str | None, left: Arg, right: Arg | None) -> Arg:
    """An operator of objects."""
    from s2sad.lower.objects import call_operator

    return call_operator(frame, node, op, left, right)


def binary(frame: Frame, node: ast.AST, op: str | None, left: Arg, right: Arg) -> Arg:
    """``left op right`` with Python's meaning for tuples and lists where they are known."""
    left, right = (force(frame, alternatives.read(frame, node, current(frame.env, x)), node) for x in (left, right))
    if op == "mod" and isinstance(left, Const) and isinstance(left.value, str):
        return percent(frame, node, left.value, usable(frame, right, node))
    if op == "add" and is_text(left) and is_text(right):
        return formatted(frame, node, "{}{}", (left, right))
    stem = (op or "").removeprefix("bit")
    known = is_known_operand(left, f"__{stem}__") or is_known_operand(right, f"__r{stem}__")
    if known or is_object(left) or is_object(right):
        return operated(frame, node, op, left, right)
    made = containers.operated(frame, node, op, left, right)
    if made is not None:
        return made
    assert op is not None
    left, right = beside(frame, node, op, left, right)
    if is_list(left) or is_list(right):
        return list_operations.operated(frame, node, op, left, right)
    return emit(frame, node, op, (left, right))
