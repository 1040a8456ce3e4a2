"""From a row's derivative expression to statements: ``g * (1.0 - out * out)`` becomes two w's.

Conditions in an expression (``g if axis is None else …``, ``literal(y)``) are about
what is known when the text is made; they choose, and leave nothing in the text.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.rules.registry import INTERNAL, REGISTRY, Rule
from s2sad.types import Array, Scalar, axes

if TYPE_CHECKING:
    from s2sad.build import Builder

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
}
COMPARE = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne"}


@dataclass(frozen=True)
class Contents:
    """What an array held at some time, which may have to be copied to be known: asked for where items are read."""

    array: Var
    held: Callable[[], Arg]

    def __call__(self) -> Arg:
        return self.held()


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
    if isinstance(expr, ast.IfExp):
        return evaluate(expr.body if decided(expr.test, env) else expr.orelse, env, b)
    if isinstance(expr, ast.Tuple):
        return Pack("tuple", tuple(evaluate(x, env, b) for x in expr.elts))
    if isinstance(expr, ast.Subscript):
        name, operands, statics = operation(expr.value, env)
        return b.part(name, tuple(evaluate(x, env, b) for x in operands), statics, decided(expr.slice, env))
    name, operands, statics = operation(expr, env)
    if name == "count":
        return _count(evaluate(operands[0], env, b), decided(operands[1], env), b)
    rule = REGISTRY.by_name.get(name)
    shapes = [i for i, n in enumerate(rule.operands) if n in rule.shape_only] if rule and rule.shape_only else []
    return b.op(name, *[_operand(x, env, b, i in shapes) for i, x in enumerate(operands)], **statics)


def _operand(expr: ast.expr, env: Mapping[str, Any], b: Builder, shape: bool) -> Arg:
    """An operand of a row; the array itself, whatever it holds by then, where only its shape is read."""
    value = env[expr.id] if shape and isinstance(expr, ast.Name) else None
    return value.array if isinstance(value, Contents) else evaluate(expr, env, b)


def operation(expr: ast.expr, env: Mapping[str, Any]) -> tuple[str, Sequence[ast.expr], dict[str, Any]]:
    """The row, the operands and the statics of a part of a formula."""
    if isinstance(expr, ast.BinOp):
        return BINARY[type(expr.op)], (expr.left, expr.right), {}
    if isinstance(expr, ast.UnaryOp):
        return "neg", (expr.operand,), {}
    if isinstance(expr, ast.Compare):
        return COMPARE[type(expr.ops[0])], (expr.left, expr.comparators[0]), {}
    if isinstance(expr, ast.Attribute):
        return expr.attr, (expr.value,), {}
    assert isinstance(expr, ast.Call), ast.dump(expr)
    statics = {k.arg: decided(k.value, env) for k in expr.keywords if k.arg is not None}
    return ast.unparse(expr.func), expr.args, statics


@cache
def parsed(formula: str) -> ast.expr:
    """The expression of a formula, which is only to be read."""
    return ast.parse(formula, mode="eval").body


def derivatives(rule: Rule, args: Sequence[Any]) -> Mapping[str, ast.expr]:
    """The row's formulas; rows with cases choose by the operands' types."""
    if rule.cases is None:
        return rule.derivatives
    types = [type_of(x() if callable(x) else x) for x in args]
    return {k: parsed(v) for k, v in rule.cases(*types).items()}


def without_row(rule: Rule) -> str | None:
    """A function that a formula of a row calls, or one of the rows that it leads to, and that has no row itself."""
    seen, todo = {rule.name}, [rule]
    while todo:
        at = todo.pop()
        for formula in (*at.derivatives.values(), *at.adjoints.values()):
            for node in ast.walk(formula):
                if not isinstance(node, ast.Call):
                    continue
                name = ast.unparse(node.func)
                found = REGISTRY.by_name.get(name)
                if found is None and name not in INTERNAL:
                    return name
                if found is not None and found.modules and name not in seen:
                    seen.add(name)
                    todo.append(found)
    return None


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


def decided(expr: ast.expr, env: Mapping[str, Any]) -> Any:
    """The value of a condition that is about statics."""
    names = {k: _plain(v) for k, v in env.items() if k not in ("g", "d", "out")}
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
