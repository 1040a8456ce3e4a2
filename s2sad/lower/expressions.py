"""Expressions: each construct in one function, found by the type of its node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence, Set
from functools import partial
from typing import Any

from s2sad.ir import UNDEF, Arg, Const, Eqn, Pack, Var, type_of, uses
from s2sad.lower import list_operations
from s2sad.lower.chains import Link, decide
from s2sad.lower.conflicts import BOTTOM, Reason
from s2sad.lower.emitting import emit, force, usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, fresh, kept
from s2sad.lower.held import is_held
from s2sad.lower.indexing import as_index, item
from s2sad.lower.known_items import needed_items
from s2sad.lower.members import attribute
from s2sad.lower.operations import BINARY, binary, is_known_operand, is_object, operated
from s2sad.lower.outside import captured, undefined
from s2sad.lower.rows import is_row
from s2sad.lower.runtime_dicts import is_dict
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.texts import lower_joined
from s2sad.parse import resolve
from s2sad.types import BOOL, Array, Scalar

COMPARE = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne"}


def expression(frame: Frame, node: ast.expr) -> Arg:
    """Lower an expression to an operand."""
    lower = EXPRESSIONS.get(type(node))
    if lower is None:
        frame.refuse(node, *unsupported_expression(node))
    return lower(frame, node)


def unsupported_expression(node: ast.AST) -> Reason:
    """What is said of a form that has no function below."""
    what = f"an expression of kind {type(node).__name__}"
    return "S2S202", what, "this form has no derivative code yet.", "write it with assignments, loops and arithmetic."


def truth(frame: Frame, node: ast.expr) -> Arg:
    """A condition; of what is known, its truth."""
    made = _boolop(frame, node, asked=True) if isinstance(node, ast.BoolOp) else expression(frame, node)
    value = force(frame, usable(frame, made, node), node)
    value = frame.decided(value, node)
    if isinstance(type_of(value), Array):
        # A condition is a number of its own: the array may be written before the adjoint asks again.
        return emit(frame, node, "bool", (value,))
    return value


# ---------------------------------------------------------------- names and literals


def _constant(frame: Frame, node: ast.Constant) -> Arg:
    return Const(node.value)


def _name(frame: Frame, node: ast.Name) -> Arg:
    if node.id in frame.env:
        return _bound(frame, node, usable(frame, current(frame.env, frame.env[node.id]), node), frame.unbound)
    own = frame.source.names
    if frame.outer is not None and node.id not in own.locals and node.id not in own.globals:
        found = frame.outer.find(node.id)
        if found is not None:
            value = found[0].value(node.id)
            if value is UNDEF:
                frame.refuse(
                    node,
                    "S2S204",
                    f"{node.id!r} of the function or comprehension around, which has no value by now",
                    "a function reads it when it is called; a comprehension's variable lasts as long as its turn.",
                    f"keep the value of now as a default: lambda x, {node.id}={node.id}: ...",
                )
            return _bound(frame, node, usable(frame, current(frame.env, value), node), found[0].frame.unbound)
    binding = resolve(frame.source, node.id)
    if not binding.bound:
        frame.refuse(node, *undefined(node.id))
    function, name = frame.source.function, frame.source.mangled(node.id)
    slot = id(binding.cell if binding.cell is not None else function.__globals__), name
    reader = frame.session.readers.setdefault(slot, function)  # one input for a global that several functions read
    return captured(frame, node, (reader, name), binding.value)


def _bound(frame: Frame, node: ast.Name, value: Arg, unbound: Set[Arg]) -> Arg:
    """What a name stands for; what becomes of it or not, reading it raises if it has no value."""
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, Var) and part in unbound:
            frame.b.stmts.append(Eqn((), "bound", (part,), (), frame.loc(node)))
            break
        if isinstance(part, Pack) and part.kind in ("tuple", "list"):  # an object may be without an attribute
            todo += part.items
    return value


def _attribute(frame: Frame, node: ast.Attribute) -> Arg:
    return usable(frame, attribute(frame, node, expression(frame, node.value), node.attr), node)


# ---------------------------------------------------------------- operators


def _binop(frame: Frame, node: ast.BinOp) -> Arg:
    """Left-deep chains (``a + b + c + …``) are walked, not recursed into."""
    spine: list[ast.BinOp] = []
    at: ast.expr = node
    while isinstance(at, ast.BinOp):
        spine.append(at)
        at = at.left
    value = expression(frame, at)
    for n in reversed(spine):
        right = expression(frame, n.right)
        value = binary(frame, n, BINARY.get(type(n.op)), value, right)
    return value


def _unary(frame: Frame, node: ast.UnaryOp) -> Arg:
    asked = isinstance(node.op, ast.Not)  # of what `and` and `or` give, for its truth only
    inner = node.operand
    made = _boolop(frame, inner, asked) if isinstance(inner, ast.BoolOp) else expression(frame, inner)
    value = force(frame, made, node)
    if isinstance(node.op, ast.Not):
        return emit(frame, node, "not", (frame.decided(value, node),))
    op = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert"}[type(node.op)]
    if is_object(value) or is_known_operand(value, f"__{op}__"):
        return operated(frame, node, op, value, None)
    return emit(frame, node, op, (value,))


def _compare(frame: Frame, node: ast.Compare) -> Arg:
    from s2sad.lower.comparisons import compare

    return compare(frame, node)


def _boolop(frame: Frame, node: ast.BoolOp, asked: bool = False) -> Arg:
    """``a and b and c`` from left to right: each value is computed if those before it ask for it.

    Where it is ``asked`` whether it is true, of a list or an object its truth is enough.
    """
    is_and = isinstance(node.op, ast.And)
    value = _operand(frame, node.values[0], asked)
    for operand in node.values[1:]:
        value = _and_or(frame, node, is_and, value, operand, asked)
    return value


def _operand(frame: Frame, node: ast.expr, asked: bool) -> Arg:
    if asked and isinstance(node, ast.BoolOp):
        return _boolop(frame, node, asked)
    value = force(frame, expression(frame, node), node)
    of_the_run = is_list(value) or is_dict(value) or is_held(value) or is_row(value) or is_object(value)
    return frame.decided(value, node) if asked and of_the_run else value


def _and_or(frame: Frame, node: ast.BoolOp, is_and: bool, value: Arg, operand: ast.expr, asked: bool) -> Arg:
    more: Callable[[], Arg] = lambda: _operand(frame, operand, asked)  # noqa: E731
    if type_of(value) == BOOL and isinstance(value, Var) and not _binds(operand):
        # Where the rest is cheap and cannot raise, `and` is an operation like another.
        before = frame.env
        with frame.scope() as rest:
            other = more()
            binds = any(before.get(k) is not v for k, v in frame.env.items())  # it may change a list
        reads = {other, *(v for s in rest for v in uses(s))}
        if type_of(other) == BOOL and not binds and not reads & frame.unbound and all(map(_harmless, rest)):
            frame.b.stmts.extend(rest)
            return emit(frame, node, "and" if is_and else "or", (value, other))
    keep: Callable[[], Arg] = lambda: value  # noqa: E731
    return frame.choose(value, more, keep, node) if is_and else frame.choose(value, keep, more, node)


def _binds(node: ast.expr) -> bool:
    return any(isinstance(n, ast.NamedExpr) for n in ast.walk(node))


def _harmless(stmt: object) -> bool:
    from s2sad.analyse.effects import may_raise
    from s2sad.ir import Eqn

    return isinstance(stmt, Eqn) and not may_raise(stmt) and all(isinstance(type_of(a), Scalar) for a in stmt.args)


def _ifexp(frame: Frame, node: ast.IfExp) -> Arg:
    name, links = f"%value@{frame.where(node)}", []
    at: ast.expr = node

    def bind(value: ast.expr) -> Callable[[], None]:
        return frame.bound(name, lambda: force(frame, expression(frame, value), node))

    while isinstance(at, ast.IfExp):
        links.append(Link(at, partial(truth, frame, at.test), bind(at.body)))
        at = at.orelse
    decide(frame, node, links, bind(at))
    return frame.env.pop(name)


# ---------------------------------------------------------------- structures and indices


def _tuple(frame: Frame, node: ast.Tuple) -> Arg:
    return Pack("tuple", tuple(_items(frame, node.elts)))


def _list(frame: Frame, node: ast.List) -> Arg:
    """The items; from a starred one on whose length only the run knows, the list exists at run time."""
    from s2sad.lower.known_items import known_items

    made: Arg | None = None
    items: list[Arg] = []
    for e in node.elts:
        if not isinstance(e, ast.Starred):
            items.append(expression(frame, e))
            continue
        value = usable(frame, current(frame.env, expression(frame, e.value)), e)
        if value is BOTTOM:
            return BOTTOM
        known = known_items(frame, e, value)
        if known is not None:
            items += known
            continue
        more = list_operations.collected(frame, e, value)
        made = _and_items(frame, node, made, items)
        made = more if made is None else list_operations.operated(frame, node, "add", made, more)
        items = []
    made = _and_items(frame, node, made, items)
    return fresh("list", ()) if made is None else made


def _and_items(frame: Frame, node: ast.AST, made: Arg | None, items: Sequence[Arg]) -> Arg | None:
    """A list that exists at run time with more items; the items alone where there is none."""
    if made is None:
        return fresh("list", items) if items else None
    return list_operations.operated(frame, node, "add", made, fresh("list", items)) if items else made


def _items(frame: Frame, nodes: Sequence[ast.expr]) -> list[Arg]:
    """Items one by one; of a starred one, its own."""
    items: list[Arg] = []
    for e in nodes:
        if isinstance(e, ast.Starred):
            items += needed_items(frame, e, expression(frame, e.value), "the items")
        else:
            items.append(expression(frame, e))
    return items


def _dict(frame: Frame, node: ast.Dict) -> Arg:
    items: dict[object, Arg] = {}  # of equal keys the first one stays, with the last value
    for k, v in zip(node.keys, node.values, strict=True):
        if k is not None:
            key = frame.known(expression(frame, k), k)
            items[key] = expression(frame, v)
            continue
        more = expression(frame, v)
        if not isinstance(more, Pack) or more.kind != "dict" or more.keys is None:
            frame.refuse(v, "S2S304", f"the items of {type_of(more)}", "its keys are not known.", "use a dict.")
        items.update(zip(more.keys, more.items, strict=True))
    return fresh("dict", items.values(), tuple(items))


def _subscript(frame: Frame, node: ast.Subscript) -> Arg:
    base = expression(frame, node.value)
    if isinstance(node.slice, ast.IfExp) and isinstance(base, Pack) and base.kind == "dict":
        return _at_one_of(frame, node, base, node.slice)
    return usable(frame, item(frame, node, base, usable(frame, index_of(frame, node.slice), node.slice)), node)


def _at_one_of(frame: Frame, node: ast.Subscript, base: Arg, index: ast.expr) -> Arg:
    """``d[a if c else b]`` is ``d[a] if c else d[b]``: keys are known in each arm."""
    if not isinstance(index, ast.IfExp):
        return item(frame, node, base, usable(frame, index_of(frame, index), index))
    cond = truth(frame, index.test)
    return frame.choose(
        cond,
        lambda: _at_one_of(frame, node, base, index.body),
        lambda: _at_one_of(frame, node, base, index.orelse),
        index,
    )


def index_of(frame: Frame, node: ast.expr) -> Arg:
    """An index as an operand: an entry, or a tuple of entries."""
    return as_index(frame, node, force(frame, expression(frame, node), node))


def _slice(frame: Frame, node: ast.Slice) -> Arg:
    parts = (node.lower, node.upper, node.step)
    return Pack("slice", tuple(Const(None) if p is None else force(frame, expression(frame, p), node) for p in parts))


def _lambda(frame: Frame, node: ast.Lambda) -> Arg:
    from s2sad.lower.closures import make_function

    return make_function(frame, node)


def _call(frame: Frame, node: ast.Call) -> Arg:
    from s2sad.lower.calls import call

    around, keys = set(frame.iterated), len(frame.looped_keys)
    try:
        return call(frame, node)
    finally:  # what the call loops over, it has looped over
        frame.iterated = around
        del frame.looped_keys[keys:]


def _named_expr(frame: Frame, node: ast.NamedExpr) -> Arg:
    from s2sad.lower.assignments import store

    value = kept(frame, node, force(frame, usable(frame, expression(frame, node.value), node), node))
    store(frame, node.target, value)
    return value


def _list_comprehension(frame: Frame, node: ast.ListComp) -> Arg:
    from s2sad.lower.comprehensions import lower_list

    return lower_list(frame, node)


def _dict_comprehension(frame: Frame, node: ast.DictComp) -> Arg:
    from s2sad.lower.comprehensions import lower_dict

    return lower_dict(frame, node)


def _generator(frame: Frame, node: ast.GeneratorExp) -> Arg:
    from s2sad.lower.comprehensions import lower_generator

    return lower_generator(frame, node)


EXPRESSIONS: dict[type[ast.AST], Callable[[Frame, Any], Arg]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.BinOp: _binop,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolop,
    ast.IfExp: _ifexp,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Dict: _dict,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Call: _call,
    ast.Lambda: _lambda,
    ast.JoinedStr: lower_joined,
    ast.NamedExpr: _named_expr,
    ast.ListComp: _list_comprehension,
    ast.DictComp: _dict_comprehension,
    ast.GeneratorExp: _generator,
}
