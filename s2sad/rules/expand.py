"""From a row's derivative expression to statements: ``g * (1.0 - out * out)`` becomes two w's.

Conditions in an expression (``g if axis is None else …``, ``literal(y)``) are about
what is known when the text is made; they choose, and leave nothing in the text.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.types import Array, Scalar, axes

if TYPE_CHECKING:
    from s2sad.build import Builder

_BINARY = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.FloorDiv: "floordiv",
}
_COMPARE = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne"}


def evaluate(expr: ast.expr, env: Mapping[str, Any], b: Builder) -> Arg:
    """The value of an expression of a row, as statements of the builder.

    ``env`` maps operands, ``g`` and ``out`` to operands of statements, statics to values.
    """
    if isinstance(expr, ast.Constant):
        return Const(expr.value)
    if isinstance(expr, ast.Name):
        value = env[expr.id]
        value = value() if callable(value) else value
        return value if isinstance(value, (Var, Const, Pack)) else Const(value)
    if isinstance(expr, ast.BinOp):
        return b.op(_BINARY[type(expr.op)], evaluate(expr.left, env, b), evaluate(expr.right, env, b))
    if isinstance(expr, ast.UnaryOp):
        return b.op("neg", evaluate(expr.operand, env, b))
    if isinstance(expr, ast.Compare):
        return b.op(_COMPARE[type(expr.ops[0])], evaluate(expr.left, env, b), evaluate(expr.comparators[0], env, b))
    if isinstance(expr, ast.IfExp):
        return evaluate(expr.body if _static(expr.test, env) else expr.orelse, env, b)
    if isinstance(expr, ast.Attribute):
        return b.op(expr.attr, evaluate(expr.value, env, b))
    assert isinstance(expr, ast.Call), ast.dump(expr)
    name = ast.unparse(expr.func)
    if name == "count":
        return _count(evaluate(expr.args[0], env, b), _static(expr.args[1], env), b)
    statics = {k.arg: _static(k.value, env) for k in expr.keywords if k.arg is not None}
    return b.op(name, *[evaluate(a, env, b) for a in expr.args], **statics)


def _count(x: Arg, axis: Any, b: Builder) -> Arg:
    """How many items a mean over ``axis`` is taken of."""
    t = type_of(x)
    if not isinstance(t, Array):
        return Const(1)
    shape = axes(t)
    if axis is None:
        total: Arg = b.keep("size", (x,)) if shape is None or len(shape) != 1 else b.keep("dim", (x,), (("axis", 0),))
    else:
        assert shape is not None
        total = Const(1)
        for a in axis if isinstance(axis, tuple) else (axis,):
            total = b.op("mul", total, b.keep("dim", (x,), (("axis", a % len(shape)),)))
    if isinstance(total, Var):
        b.counts.add(total)
    return total


def _static(expr: ast.expr, env: Mapping[str, Any]) -> Any:
    """The value of a condition that is about statics."""
    names = {k: _plain(v) for k, v in env.items() if k not in ("g", "out")}
    names["literal"] = lambda v: isinstance(v, (int, float))
    names["np"] = np
    value = eval(compile(ast.Expression(expr), "<rule>", "eval"), {"__builtins__": {}}, names)
    return tuple(value.tolist()) if isinstance(value, np.ndarray) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Const):
        return value.value
    if isinstance(value, Pack):
        return tuple(map(_plain, value.items))
    return None if callable(value) or (isinstance(value, Var) and isinstance(value.type, Scalar)) else value
