"""Comparisons: of numbers, of structures as Python compares them, ``is`` and ``in``.

Structures are equal if their items are.  What of that is known is decided when the text is made; numbers that only the
run knows are compared by Python itself, in tuples, because in these an item is equal to itself even where it is nan::

    Point(x, 2.0) == Point(y, 2.0)        (w1,) == (w2,)
    [x, "a"] == [y, "b"]                  False
"""

from __future__ import annotations

import ast
import dataclasses
import enum
from types import FunctionType
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import alternatives, held, optional, runtime_dicts
from s2sad.lower.alternatives import is_either, read
from s2sad.lower.coercion import beside
from s2sad.lower.emitting import emit, force
from s2sad.lower.expressions import COMPARE, expression
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, one_thing
from s2sad.lower.objects import call_operator, made_method, own_method
from s2sad.lower.open_sequences import holds
from s2sad.lower.operations import is_object
from s2sad.lower.reducing import truth_of
from s2sad.lower.texts import is_text, refuse_asked
from s2sad.types import Scalar, is_number


def compare(frame: Frame, node: ast.Compare) -> Arg:
    """``a < b <= c``: each operand once, and those after the first that fails not at all."""
    return _rest(frame, node, expression(frame, node.left), 0)


def _rest(frame: Frame, node: ast.Compare, left: Arg, i: int) -> Arg:
    right = expression(frame, node.comparators[i])
    first = compared(frame, node, node.ops[i], force(frame, left, node), force(frame, right, node))
    if i + 1 == len(node.ops):
        return first
    return frame.choose(first, lambda: _rest(frame, node, right, i + 1), lambda: first, node)


def compared(frame: Frame, node: ast.AST, op: ast.cmpop, left: Arg, right: Arg) -> Arg:
    """One comparison."""
    left, right = (current(frame.env, x) for x in (left, right))
    if isinstance(op, (ast.Is, ast.IsNot)):
        same = _is(frame, node, left, right)
        return same if isinstance(op, ast.Is) else emit(frame, node, "not", (same,))
    if isinstance(op, (ast.Eq, ast.NotEq)) and isinstance(left, Pack) and optional.is_optional(left):
        return optional.each(frame, node, left, lambda x: compared(frame, node, op, x, right))
    if isinstance(op, (ast.Eq, ast.NotEq)) and isinstance(right, Pack) and optional.is_optional(right):
        return optional.each(frame, node, right, lambda x: compared(frame, node, op, left, x))
    if isinstance(op, (ast.Eq, ast.NotEq)) and _by_identity(left, right):
        found = _is(frame, node, left, right)
        return found if isinstance(op, ast.Eq) else emit(frame, node, "not", (found,))
    left, right = (read(frame, node, x) for x in (left, right))
    refuse_asked(frame, node, left, right)
    if isinstance(op, (ast.In, ast.NotIn)):
        found = _within(frame, node, left, right)
        return found if isinstance(op, ast.In) else emit(frame, node, "not", (found,))
    name = COMPARE[type(op)]
    if is_object(left) or is_object(right):
        made = _of_dataclass(frame, node, name, left, right)
        return call_operator(frame, node, name, left, right) if made is None else made
    if isinstance(left, Pack) and isinstance(right, Pack):
        found_of = _of_structures(frame, node, name, left, right)
        if found_of is not None:
            return found_of
    if name in ("eq", "ne") and _are_members(left, right):
        return Const((left == right) == (name == "eq"))
    if name in ("eq", "ne") and _incomparable(left, right):
        return Const(name == "ne")
    if name in ("eq", "ne") and _of_dtypes(left, right):
        assert isinstance(left, Const)
        assert isinstance(right, Const)
        return Const((left.value == right.value) == (name == "eq"))
    return emit(frame, node, name, beside(frame, node, name, left, right))


def _by_identity(left: Arg, right: Arg) -> bool:
    """Whether two are objects, one of which only the run knows, of classes that compare them by identity."""
    return any(held.is_held(x) or is_either(x) for x in (left, right)) and all(
        getattr(cls, "__eq__", None) is object.__eq__ and getattr(cls, "__ne__", None) is object.__ne__
        for x in (left, right)
        for cls in _classes(x)
    )


def _classes(value: Arg) -> list[object]:
    """The classes of which an object may be; None of what is no object."""
    if held.is_held(value):
        return [held.class_of(value)]
    if isinstance(value, Pack) and is_either(value):
        return [cls for thing in value.items[1:] for cls in _classes(thing)]
    return [value.of if isinstance(value, Pack) and value.kind == "object" else None]


def _are_members(left: Arg, right: Arg) -> bool:
    """Whether two are members of enumerations that compare them by identity."""
    return all(
        isinstance(x, Const) and isinstance(x.value, enum.Enum) and type(x.value).__eq__ is object.__eq__
        for x in (left, right)
    )


def _incomparable(left: Arg, right: Arg) -> bool:
    """Whether one is a number, and the other a structure or None: they are not equal."""
    return any(
        isinstance(type_of(a), Scalar) and (b == Const(None) or (isinstance(b, Pack) and b.kind in _ITEMS))
        for a, b in ((left, right), (right, left))
    )


def _of_dtypes(left: Arg, right: Arg) -> bool:
    """Whether NumPy compares a dtype with a dtype, with its name, or with a type that stands for one."""
    if not isinstance(left, Const) or not isinstance(right, Const):
        return False
    values = (left.value, right.value)
    return any(isinstance(v, np.dtype) for v in values) and all(
        isinstance(v, (np.dtype, str)) or v in (bool, int, float, complex, object) or _of_numpy(v) for v in values
    )


def _of_numpy(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, np.generic)


# ---------------------------------------------------------------- is, in


def _is(frame: Frame, node: ast.AST, left: Arg, right: Arg) -> Arg:
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(left == right)
    for a, b in ((left, right), (right, left)):
        if optional.is_optional(a):
            is_none, value = optional.parts(a)
            return is_none if b == Const(None) else _is_value(frame, node, is_none, value, b)
    if Const(None) in (left, right) or any(_are_others(a, b) for a, b in ((left, right), (right, left))):
        return Const(False)
    if is_either(left) or is_either(right):
        tells = alternatives.one_thing(frame, node, left, right)
        if tells is not None:
            return tells
    if held.is_held(left) or held.is_held(right):
        tells = held.one_object(frame, node, left, right)
        if tells is not None:
            return tells
    same = one_thing(frame, left, right)
    if same is None:
        for x in (left, right):
            if is_object(x):
                held.demand(frame, x.of)  # type: ignore[union-attr]
        frame.refuse(node, "S2S202", "identity of computed values", "it is decided at run time.", "compare with ==.")
    return Const(same)


def _is_value(frame: Frame, node: ast.AST, is_none: Arg, value: Arg, other: Arg) -> Arg:
    """Whether what may be None is another value, which is not."""
    same = _is(frame, node, value, other)
    if same == Const(False):
        return same
    return emit(frame, node, "and", (emit(frame, node, "not", (is_none,)), same))


def _are_others(value: Arg, thing: Arg) -> bool:
    """Whether one is computed, and the other what no computation gives: ``NotImplemented``, a class, a function."""
    if not isinstance(thing, Const) or not (
        thing.value is NotImplemented or isinstance(thing.value, (type, FunctionType))
    ):
        return False
    return isinstance(value, Var) or (isinstance(value, Pack) and value.kind in ("tuple", "list", "dict", "object"))


def _within(frame: Frame, node: ast.AST, left: Arg, right: Arg) -> Arg:
    """``left in right``."""
    if isinstance(left, Const) and isinstance(right, Const) and is_text(left) and is_text(right):
        return Const(left.value in right.value)
    if isinstance(right, Pack):
        method = own_method(right, "__contains__")
        if method is not None:
            from s2sad.lower.calls import call_value
            from s2sad.lower.reducing import truth_of

            return truth_of(frame, node, call_value(frame, node, method, [left], {}))
        from s2sad.lower.known_items import known_items

        if right.kind in ("dict", runtime_dicts.TABLE):
            right = runtime_dicts.with_key(frame, node, right, left)
            if runtime_dicts.is_dict(right):
                return runtime_dicts.has(frame, node, right, left)
            return Const(frame.known(left, node) in (right.keys or ()))
        items = list(right.items) if right.kind == "set" else known_items(frame, node, right)
        if items is not None:
            return _among(frame, node, left, items)
    found = holds(frame, node, left, right)
    if found is not None:
        return found
    if isinstance(right, Const) and isinstance(right.value, (tuple, frozenset, range)):
        return _among(frame, node, left, [Const(v) for v in right.value])
    frame.refuse(node, "S2S202", "'in' of computed values", "it is decided at run time.", "compare with ==.")


def _among(frame: Frame, node: ast.AST, left: Arg, items: list[Arg]) -> Arg:
    """Whether a value is one of some: what is known to be one decides, what is known not to be one says nothing."""
    found: Arg = Const(False)
    for i in items:
        equal = _equal(frame, node, left, i)
        if equal is None:
            frame.refuse(node, "S2S202", "'in' of computed values", "it is decided at run time.", "compare with ==.")
        if equal == Const(True):
            return equal
        if equal != Const(False):
            found = equal if found == Const(False) else emit(frame, node, "or", (found, equal))
    return found


# ---------------------------------------------------------------- structures

_ITEMS = ("tuple", "list")


def _of_structures(frame: Frame, node: ast.AST, name: str, left: Pack, right: Pack) -> Arg | None:
    """``left < right`` of two structures; None for what they do not compare."""
    if name in ("eq", "ne"):
        equal = _equal(frame, node, left, right)
        return equal if equal is None or name == "eq" else emit(frame, node, "not", (equal,))
    if left.kind != right.kind or left.kind not in _ITEMS:
        return None
    return _ordered(frame, node, name, left.items, right.items)


def _ordered(frame: Frame, node: ast.AST, name: str, left: tuple[Arg, ...], right: tuple[Arg, ...]) -> Arg | None:
    """The order of two sequences: of the first items that differ, or of the lengths."""
    known = [i for i, (a, b) in enumerate(zip(left, right, strict=False)) if not _same_text(a, b)]
    left, right = ([x for i, x in enumerate(side) if i in known or i >= len(left)] for side in (left, right))  # type: ignore[assignment]
    if not all(isinstance(type_of(x), Scalar) for x in (*left, *right)):
        return None
    return emit(frame, node, f"items_{name}", (Pack("tuple", tuple(left)), Pack("tuple", tuple(right))))


def _same_text(a: Arg, b: Arg) -> bool:
    return isinstance(a, Const) and isinstance(b, Const) and type(a.value) is str and a.value == b.value


def _equal(frame: Frame, node: ast.AST, left: Arg, right: Arg) -> Arg | None:
    """Whether two values are equal; None where that is not decided by their items and numbers."""
    if is_object(left) or is_object(right):
        if one_thing(frame, left, right):
            return Const(True)
        return truth_of(frame, node, compared(frame, node, ast.Eq(), left, right))
    if isinstance(left, Pack) and isinstance(right, Pack) and left.kind == right.kind:
        if left.kind in _ITEMS:
            return _all_equal(frame, node, left.items, right.items)
        if left.kind == "dict":
            mine, theirs = (dict(zip(d.keys or (), d.items, strict=True)) for d in (left, right))
            if mine.keys() != theirs.keys():
                return Const(False)
            return _all_equal(frame, node, tuple(mine.values()), tuple(theirs[k] for k in mine))
        return None
    if isinstance(left, Const) and isinstance(right, Const):
        plain = (str, bytes, bool, int, float, type(None))
        if isinstance(left.value, plain) and isinstance(right.value, plain):
            return Const(left.value is right.value or bool(left.value == right.value))
        return Const(True) if left.value is right.value else None
    kinds = [type_of(x) for x in (left, right)]
    if all(isinstance(t, Scalar) for t in kinds):
        return emit(frame, node, "eq", (left, right))
    if any(isinstance(t, Scalar) for t in kinds) and not any(is_number(t) and not isinstance(t, Scalar) for t in kinds):
        return Const(False)  # a number is equal to numbers only
    if any(isinstance(x, Pack) for x in (left, right)) and not any(isinstance(x, Var) for x in (left, right)):
        return Const(False)
    return None


def _all_equal(frame: Frame, node: ast.AST, left: tuple[Arg, ...], right: tuple[Arg, ...]) -> Arg | None:
    """Whether the items are equal one by one."""
    if len(left) != len(right):
        return Const(False)
    found: Arg = Const(True)
    floats: list[tuple[Arg, Arg]] = []
    for x, y in zip(left, right, strict=True):
        both = type_of(x), type_of(y)
        computed = isinstance(x, Var) or isinstance(y, Var)
        if computed and all(isinstance(t, Scalar) for t in both) and not any(map(_is_whole, both)):
            floats.append((x, y))
            continue
        equal = _equal(frame, node, x, y)
        if equal is None or equal == Const(False):
            return equal
        if equal != Const(True):
            found = equal if found == Const(True) else emit(frame, node, "and", (found, equal))
    if floats:
        sides = (Pack("tuple", side) for side in zip(*floats, strict=True))
        equal = emit(frame, node, "items_eq", tuple(sides))
        found = equal if found == Const(True) else emit(frame, node, "and", (found, equal))
    return found


def _is_whole(t: object) -> bool:
    return isinstance(t, Scalar) and t.dtype.startswith(("int", "uint", "bool"))


def _of_dataclass(frame: Frame, node: ast.AST, name: str, left: Arg, right: Arg) -> Arg | None:
    """A comparison by the method that is made for a dataclass, or by identity; None where a class has its own."""
    for base in (left, right):
        if is_object(base) and own_method(base, f"__{name}__") is not None:
            return None
        if name == "ne" and is_object(base) and own_method(base, "__eq__") is not None:
            equal = call_operator(frame, node, "eq", left, right)
            return emit(frame, node, "not", (equal,))
    cls: Any = left.of if isinstance(left, Pack) else None
    made = isinstance(right, Pack) and right.of is cls and made_method(cls, "__eq__" if name == "ne" else f"__{name}__")
    if made and isinstance(left, Pack) and isinstance(right, Pack):
        names = [f.name for f in dataclasses.fields(cls) if f.compare]
        sides = [tuple(dict(zip(o.keys or (), o.items, strict=True))[n] for n in names) for o in (left, right)]
        found = _of_structures(frame, node, name, Pack("tuple", sides[0]), Pack("tuple", sides[1]))
        if found is not None:
            return found
    elif name in ("eq", "ne"):
        same = one_thing(frame, left, right) if isinstance(right, Pack) and right.of is cls else False
        if same is not None:
            return Const(same == (name == "eq"))
    return None
