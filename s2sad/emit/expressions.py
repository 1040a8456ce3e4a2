"""Statements of the IR as Python expressions: a row's own call with its operands put in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from s2sad.ir import UNDEF, Arg, Const, Eqn, Pack, Var, custom_of, type_of
from s2sad.rules import REGISTRY, Rule
from s2sad.types import Array, List, Scalar, Struct

Show = Callable[[Var], ast.expr]


def operand(arg: Arg, show: Show) -> ast.expr:
    """An operand as an expression."""
    if isinstance(arg, Var):
        return show(arg)
    if isinstance(arg, Const):
        return constant(arg.value)
    if arg.kind == "slice":
        parts = [None if p == Const(None) else operand(p, show) for p in arg.items]
        return ast.Slice(*parts)
    items = [operand(i, show) for i in arg.items]
    if arg.kind == "format":
        return _text(items)
    if arg.kind == "errstate":
        keywords = [ast.keyword(str(k), v) for k, v in zip(arg.keys or (), items, strict=True)]
        return ast.Call(_np("errstate"), [], keywords)
    if arg.kind == "warnings":
        category = arg.items[1]
        named = [ast.keyword("action", items[0])]
        if category != Const(Warning):
            named.append(ast.keyword("category", items[1]))
        return ast.Call(ast.Attribute(ast.Name("warnings", ast.Load()), "catch_warnings", ast.Load()), [], named)
    if arg.keys is not None:
        return ast.Dict([constant(k) for k in arg.keys], items)
    return ast.List(items, ast.Load()) if arg.kind == "list" else ast.Tuple(items, ast.Load())


def _text(items: list[ast.expr]) -> ast.expr:
    """Text made of values: ``template.format(...)``, or ``template % value`` after a None."""
    first, *values = items
    if isinstance(first, ast.Constant) and first.value is None:
        return ast.BinOp(values[0], ast.Mod(), values[1])
    return ast.Call(ast.Attribute(first, "format", ast.Load()), values, [])


def constant(value: object) -> ast.expr:
    """A literal; what has no literal, such as infinity, is spelled with NumPy."""
    if isinstance(value, float):
        if value != value:
            return _np("nan")
        if value in (float("inf"), -float("inf")):
            return _np("inf") if value > 0 else ast.UnaryOp(ast.USub(), _np("inf"))
    if isinstance(value, (int, float)) and not isinstance(value, bool) and (value < 0 or str(value)[0] == "-"):
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    if isinstance(value, tuple):
        return ast.Tuple([constant(v) for v in value], ast.Load())
    if isinstance(value, type) and value in (float, int, bool, complex):
        return ast.Name(value.__name__, ast.Load())
    if isinstance(value, type) and issubclass(value, Warning) and value.__module__ == "builtins":
        return ast.Name(value.__name__, ast.Load())
    if value is np.ndarray:
        return _np("ndarray")
    if isinstance(value, type) or type(value).__module__ == "numpy.dtypes" or type(value).__name__ == "dtype":
        name = np.dtype(value).name  # type: ignore[call-overload]
        return _np(name if name != "bool" else "bool_")
    return ast.Constant(value)  # type: ignore[arg-type]


def _np(name: str) -> ast.expr:
    return ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())


def value(s: Eqn, show: Show) -> ast.expr:
    """The right-hand side of a statement."""
    special = _SPECIAL.get(s.op)
    if special is not None:
        return special(s, show)
    rule = REGISTRY.by_name[s.op]
    env = dict(zip(rule.operands, s.args, strict=True))
    node = _filled(_without_defaults(rule, s.args) if rule.defaults else rule.call, env, show)
    if isinstance(node, ast.Call) and s.attrs:
        node = ast.Call(node.func, node.args, [*(ast.keyword(k, constant(v)) for k, v in s.attrs), *node.keywords])
    return node


def _without_defaults(rule: Rule, args: Sequence[Arg]) -> ast.expr:
    """The row's call without operands at its end that have the values that they have without being given."""
    call, left = rule.call, len(args)
    assert isinstance(call, ast.Call)
    while left and args[left - 1] == Const(rule.defaults.get(rule.operands[left - 1], UNDEF)):
        left -= 1
    places = len(call.args)
    return ast.Call(call.func, call.args[:left], call.keywords[: max(left - places, 0)])


def _filled(node: ast.expr, env: dict[str, Arg], show: Show) -> ast.expr:
    if isinstance(node, ast.Name):
        return operand(env[node.id], show) if node.id in env else node
    if isinstance(node, ast.Call):
        by_name = [ast.keyword(k.arg, _filled(k.value, env, show)) for k in node.keywords]
        args = [b for a in node.args for b in _arguments(a, env, show)]
        return ast.Call(_filled(node.func, env, show), args, by_name)
    if isinstance(node, ast.Attribute):
        return ast.Attribute(_filled(node.value, env, show), node.attr, ast.Load())
    if isinstance(node, ast.BinOp):
        return ast.BinOp(_filled(node.left, env, show), node.op, _filled(node.right, env, show))
    if isinstance(node, ast.UnaryOp):
        return ast.UnaryOp(node.op, _filled(node.operand, env, show))
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(node.op, [_filled(v, env, show) for v in node.values])
    if isinstance(node, ast.Compare):
        return ast.Compare(_filled(node.left, env, show), node.ops, [_filled(c, env, show) for c in node.comparators])
    if isinstance(node, ast.Tuple):
        return ast.Tuple([_filled(i, env, show) for i in node.elts], ast.Load())
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return ast.Subscript(_filled(node.value, env, show), node.slice, ast.Load())
    if isinstance(node, ast.Subscript):
        return subscript(_filled(node.value, env, show), env["index" if "index" in env else "key"], show)
    return node


def _argument(node: ast.expr) -> ast.expr:
    """An argument of a call: slices stand outside of brackets only as ``np.s_[1:]``."""
    if any(isinstance(n, ast.Slice) for n in (node, *(node.elts if isinstance(node, ast.Tuple) else ()))):
        return ast.Subscript(_np("s_"), node, ast.Load())
    return node


def _arguments(node: ast.expr, env: dict[str, Arg], show: Show) -> list[ast.expr]:
    """An argument of a row's call; of ``*xs`` the items, where they are known."""
    if isinstance(node, ast.Starred) and isinstance(node.value, ast.Name):
        xs = env[node.value.id]
        return [operand(x, show) for x in xs.items] if isinstance(xs, Pack) else [ast.Starred(operand(xs, show))]
    return [_argument(_filled(node, env, show))]


def subscript(base: ast.expr, index: Arg, show: Show) -> ast.expr:
    """``base[index]``."""
    inner = operand(index, show)
    return ast.Subscript(base, inner, ast.Load())


def _dim(s: Eqn, show: Show) -> ast.expr:
    shape = ast.Attribute(operand(s.args[0], show), "shape", ast.Load())
    return ast.Subscript(shape, ast.Constant(s.attr("axis") if s.attrs else 0), ast.Load())


def _select(s: Eqn, show: Show) -> ast.expr:
    cond, x, y = (operand(a, show) for a in s.args)
    if isinstance(s.outs[0].type, Array):
        return ast.Call(_np("where"), [cond, x, y], [])
    return ast.IfExp(cond, x, y)


def _astype(s: Eqn, show: Show) -> ast.expr:
    dtype: Any = s.attr("dtype")
    x = operand(s.args[0], show)
    given = type_of(s.args[0])
    shown = constant(dtype if isinstance(dtype, type) else np.dtype(dtype))
    if isinstance(given, Scalar):
        return ast.Call(constant(np.dtype(dtype)), [x], [])
    if s.of is not None and isinstance(given, Array) and given.axes is None:
        # The tangent or adjoint of what may be an array may be a number of Python's, which has no methods. Of an array,
        # the type itself gives a new one only if the dtype is another.
        return ast.Call(shown, [x], []) if given.dtype != dtype else ast.Call(_np("array"), [x, shown], [])
    return ast.Call(ast.Attribute(x, "astype", ast.Load()), [shown], [])


def _pop(s: Eqn, show: Show) -> ast.expr:
    return ast.Call(ast.Attribute(operand(s.args[0], show), "pop", ast.Load()), [], [])


def _draw(s: Eqn, show: Show) -> ast.expr:
    rng, given = s.args
    assert isinstance(given, Pack)
    names = dict(s.attrs).get("names", ())
    assert isinstance(names, tuple)
    items = [operand(a, show) for a in given.items]
    first = len(items) - len(names)
    keywords = [ast.keyword(n, v) for n, v in zip(names, items[first:], strict=True)]
    return ast.Call(ast.Attribute(operand(rng, show), s.attr("method"), ast.Load()), items[:first], keywords)


def _list_len(s: Eqn, show: Show) -> ast.expr:
    return ast.Call(ast.Name("len", ast.Load()), [operand(s.args[0], show)], [])


def _dict_new(s: Eqn, show: Show) -> ast.expr:
    (keys,) = s.args
    assert isinstance(keys, Pack)
    numbers: list[ast.expr] = [ast.Constant(i) for i, _ in enumerate(keys.items)]
    return ast.Dict([operand(k, show) for k in keys.items], numbers)


def _list_pick(s: Eqn, show: Show) -> ast.expr:
    base, index = operand(s.args[0], show), s.args[1]
    if isinstance(index, Pack):
        return subscript(base, index, show)
    return _each("i", operand(index, show), ast.Subscript(base, ast.Name("i", ast.Load()), ast.Load()))


def _each(name: str, items: ast.expr, value: ast.expr) -> ast.expr:
    """``[value for name in items]``."""
    loop = ast.comprehension(ast.Name(name, ast.Store()), items, [], 0)
    return ast.ListComp(value, [loop])


def _list_zeros(s: Eqn, show: Show) -> ast.expr:
    t = s.outs[0].type
    if isinstance(t, List) and isinstance(t.item, Array):
        zeros = ast.Call(_np("zeros_like"), [ast.Name("v", ast.Load())], [])
        return _each("v", operand(s.args[0], show), zeros)
    length = ast.Call(ast.Name("len", ast.Load()), [operand(s.args[0], show)], [])
    return ast.BinOp(ast.List([ast.Constant(0.0)], ast.Load()), ast.Mult(), length)


def _tape(s: Eqn, show: Show) -> ast.expr:
    return ast.List([], ast.Load())


def _tape_turned(s: Eqn, show: Show) -> ast.expr:
    back = ast.Slice(None, None, ast.UnaryOp(ast.USub(), ast.Constant(1)))
    return ast.Subscript(operand(s.args[0], show), back, ast.Load())


def _call(s: Eqn, show: Show) -> ast.expr:
    custom = custom_of(s)  # which is printed in comments only
    name = s.attr("function") if custom is None else custom.title
    return ast.Call(ast.Name(name, ast.Load()), [operand(a, show) for a in s.args], [])


def _pack(s: Eqn, show: Show) -> ast.expr:
    return ast.Tuple([operand(a, show) for a in s.args], ast.Load())


def _getitem(s: Eqn, show: Show) -> ast.expr:
    return subscript(operand(s.args[0], show), s.args[1], show)


def _field(s: Eqn, show: Show) -> ast.expr:
    t, key = type_of(s.args[0]), s.args[1]
    if isinstance(t, Struct) and t.kind == "object" and isinstance(key, Const):
        return ast.Attribute(operand(s.args[0], show), key.value, ast.Load())
    return subscript(operand(s.args[0], show), key, show)


def _expand(s: Eqn, show: Show) -> ast.expr:
    return ast.Call(_np("broadcast_to"), [operand(s.args[0], show), _shape(s.args[1], show)], [])


def _shape(arg: Arg, show: Show) -> ast.expr:
    t = type_of(arg)
    if isinstance(t, Array) and t.axes is not None:
        return ast.Attribute(operand(arg, show), "shape", ast.Load())
    return ast.Call(_np("shape"), [operand(arg, show)], [])


def _reshape_like(s: Eqn, show: Show) -> ast.expr:
    return ast.Call(ast.Attribute(operand(s.args[0], show), "reshape", ast.Load()), [_shape(s.args[1], show)], [])


_SPECIAL: dict[str, Callable[[Eqn, Show], ast.expr]] = {
    "dim": _dim,
    "select": _select,
    "astype": _astype,
    "pop": _pop,
    "tape": _tape,
    "tape_turned": _tape_turned,
    "draw": _draw,
    "list_zeros": _list_zeros,
    "dict_new": _dict_new,
    "list_pick": _list_pick,
    "list_len": _list_len,
    "call": _call,
    "pack": _pack,
    "getitem": _getitem,
    "field": _field,
    "expand": _expand,
    "reshape_like": _reshape_like,
}
