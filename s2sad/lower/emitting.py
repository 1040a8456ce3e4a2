"""Statements of the user's program, made from operands: what is exact is computed here, what has no meaning refused.

::

    emit(frame, node, "mul", (w1, Const(2.0)))      w3 = mul(w1, 2.0)       gives w3
    emit(frame, node, "add", (Const(2), Const(3)))  Const(5), and no statement
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad.ir import UNDEF, Arg, Const, Pack, Var, type_of
from s2sad.lower import alternatives, list_operations, runtime_lists
from s2sad.lower.conflicts import BOTTOM, VALUE, Conflict, Refused
from s2sad.lower.frame import Frame
from s2sad.lower.heap import bare, current
from s2sad.lower.rows import opened
from s2sad.lower.runtime_lists import columns, is_list, is_unknown
from s2sad.rules import REGISTRY, NoType
from s2sad.types import Scalar

_EXACT: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "lt": lambda x, y: x < y,
    "le": lambda x, y: x <= y,
    "gt": lambda x, y: x > y,
    "ge": lambda x, y: x >= y,
    "eq": lambda x, y: x == y,
    "ne": lambda x, y: x != y,
}
_LITERALS = (bool, int, float)


def emit(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...], attrs: dict[str, object] | None = None) -> Arg:
    """One statement of the user's program; exact arithmetic of literals is done here."""
    args = tuple(alternatives.read_inside(frame, node, a) if isinstance(a, Pack) else _plain(a) for a in args)
    now = [bare(current(frame.env, a)) if isinstance(a, Pack) else a for a in args]
    if any(holds_bottom(a) for a in now):
        return BOTTOM
    args = tuple(map(opened, now)) if op.startswith("np.") else tuple(now)
    if op.startswith("np.") and any(isinstance(a, Pack) for a in args):
        from s2sad.lower.coercion import as_numpy_reads

        read = tuple(as_numpy_reads(frame, node, a) for a in args)
        if op == "np.array" and not attrs and read[0] is not args[0] and isinstance(read[0], Var):
            return read[0]
        args = read
    if any(map(is_list, args)):
        if any(is_unknown(frame, c) for a in args if is_list(a) for c in columns(a)):
            return BOTTOM
        if op == "np.array":
            whole = list_operations.as_array(frame, node, args[0])
            return emit(frame, node, op, (whole,), attrs) if attrs else whole
        args = list_operations.as_operands(frame, node, op, args)
        if any(a is BOTTOM for a in args):
            return BOTTOM
    for a in args:
        usable(frame, a, node)
    folded = _folded(op, args)
    if folded is not None:
        return folded
    rule = REGISTRY.by_name[op]
    changed = tuple(sorted((k, v) for k, v in (attrs or {}).items() if not _same(rule.statics.get(k, UNDEF), v)))
    frame.b.loc = frame.loc(node)
    try:
        _check_dtype(dict(changed).get("dtype"))
        alike = tuple((k, as_tuples(v)) for k, v in changed)
        if alike != changed:
            rule.typing(rule, args, changed, "")  # which lists of axes NumPy takes; from here on they are tuples
            changed = alike
        if rule.outs:
            made = frame.b.keep_all(op, args, changed, where=frame.axis(node, f".{op}"))
            return Pack("tuple", made, of=None if rule.gives is tuple else rule.gives)
        return frame.b.keep(op, args, changed, where=frame.axis(node, f".{op}"))
    except NoType as e:
        kinds = ", ".join(str(type_of(a)) for a in args)
        what = f"{rule.origin.split(': ')[-1]} of {kinds}"
        why = f"{e}." if str(e) else "the result has no type that is known."
        if _divides_by_zero(op, args):
            frame.raises(node, ZeroDivisionError(str(e)), "S2S304", what, why, "divide by what is not zero.")
        frame.refuse(node, "S2S304", what, why, "use numbers or arrays of numbers of one dtype here.")


def as_tuples(value: object) -> object:
    """Lists as tuples, at any depth: ``axes=([0], [1])``."""
    return tuple(map(as_tuples, value)) if isinstance(value, (list, tuple)) else value


def _check_dtype(dtype: object) -> None:
    """Raise NoType for a dtype whose items are no numbers."""
    if dtype is not None and np.dtype(dtype).kind not in "biufc":  # type: ignore[call-overload]
        raise NoType(f"an item of dtype {np.dtype(dtype)} is no number")  # type: ignore[call-overload]


def _divides_by_zero(op: str, args: tuple[Arg, ...]) -> bool:
    """Whether a number of Python's is divided by a zero that is known: that raises, whatever the number is."""
    if op not in ("truediv", "floordiv", "mod"):
        return False
    t, zero = type_of(args[0]), args[1]
    known = isinstance(zero, Const) and type(zero.value) in (bool, int, float) and not zero.value
    return known and isinstance(t, Scalar) and t.kind == "py"


def _plain(arg: Arg) -> Arg:
    """A number that is a member of an enumeration, as what it is to arithmetic."""
    value = arg.value if isinstance(arg, Const) else None
    if isinstance(value, enum.Enum) and isinstance(value, (int, float)):
        return Const(int(value) if isinstance(value, int) else float(value))
    return arg


def holds_bottom(arg: Arg) -> bool:
    """Whether an operand is, or has an item that is, the result of a call of which nothing is known yet."""
    return arg is BOTTOM or (isinstance(arg, Pack) and any(map(holds_bottom, arg.items)))


def _same(a: object, b: object) -> bool:
    return type(a) is type(b) and a == b


def _folded(op: str, args: tuple[Arg, ...]) -> Arg | None:
    values = [a.value for a in args if isinstance(a, Const)]
    if len(values) < len(args):
        return None
    if op in _EXACT and all(type(v) in _LITERALS for v in values):
        return Const(_EXACT[op](*values))
    if op in ("eq", "ne") and all(isinstance(v, (str, bool, int, type(None))) for v in values):
        return Const(_EXACT[op](*values))
    if op == "neg" and type(values[0]) in (int, float):
        return Const(-values[0])
    if op == "not":
        return Const(not values[0])
    if op in ("floordiv", "mod") and all(type(v) is int for v in values) and values[1] != 0:
        return Const(values[0] // values[1] if op == "floordiv" else values[0] % values[1])
    return None


def usable(frame: Frame, arg: Arg, node: ast.AST) -> Arg:
    """The operand, unless a merge left it with no single meaning."""
    if isinstance(arg, Const) and isinstance(arg.value, Conflict):
        if not arg.value.name or runtime_lists.demanded(frame, arg.value.lists):
            raise Refused(arg.value.what)
        name = arg.value.name
        shown = "the result" if name == VALUE else repr(name) if name.isidentifier() else "a value"
        frame.refuse(
            node,
            "S2S305",
            f"{shown} is {arg.value.what}",
            arg.value.why,
            arg.value.fix,
        )
    if arg is UNDEF:
        frame.refuse(
            node,
            "S2S204",
            "a name that has no value here",
            "it is assigned on no path that leads here.",
            "assign it before it is used.",
        )
    return arg


def force(frame: Frame, arg: Arg, node: ast.AST) -> Arg:
    """Make the statement for an item of a shape that is really used."""
    if isinstance(arg, Pack):
        if arg.kind == "lazy_dim":
            base, axis = arg.items
            assert isinstance(axis, Const)
            return emit(frame, node, "dim", (base,), {"axis": axis.value})
        return arg.like(force(frame, i, node) for i in arg.items)
    return arg
