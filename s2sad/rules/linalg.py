"""Rows of the products.  Which transpose it takes depends on the ranks, so the row asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Eqn, Pack, Var, type_of
from s2sad.rules.registry import Rule, declare
from s2sad.rules.typing import NoType, probed, signature
from s2sad.rules.typing import elementwise as elementwise_typing
from s2sad.types import Array, Scalar, Type, axes, rank

_PRODUCTS: dict[tuple[int, int], dict[str, str]] = {
    (0, 0): {"x": "unbroadcast(g * y, x)", "y": "unbroadcast(g * x, y)"},
    (1, 1): {"x": "g * y", "y": "g * x"},
    (2, 1): {"x": "np.outer(g, y)", "y": "g @ x"},
    (1, 2): {"x": "y @ g", "y": "np.outer(x, g)"},
    (2, 2): {"x": "g @ y.T", "y": "x.T @ g"},
}


def _product_cases(*types: Type) -> Mapping[str, str]:
    x, y = rank(types[0]), rank(types[1])
    if x is None or y is None:
        raise NoType("a matrix product of arrays of unknown rank")
    if (x, y) in _PRODUCTS:
        return _PRODUCTS[x, y]
    if 0 in (x, y):
        return _PRODUCTS[0, 0]
    if x >= 2 and y >= 2:
        return {"x": "unbroadcast(g @ np.swapaxes(y, -1, -2), x)", "y": "unbroadcast(np.swapaxes(x, -1, -2) @ g, y)"}
    if y == 1:  # the last axis of x is summed over
        free = tuple(range(x - 1))
        return {"x": "np.expand_dims(g, -1) * y", "y": f"np.tensordot(g, x, axes=({free}, {free}))"}
    whole, rest = tuple(range(y - 1)), (*range(y - 2), y - 1)
    return {"x": f"np.tensordot(g, y, axes=({whole}, {rest}))", "y": "np.expand_dims(g, -2) * np.expand_dims(x, -1)"}


def _dot_cases(*types: Type) -> Mapping[str, str]:
    """Of more axes it sums over the last one of x and the last but one of y, and keeps all others."""
    x, y = rank(types[0]), rank(types[1])
    if not x or not y or y == 1 or max(x, y) < 3:
        return _product_cases(*types)
    free, others = tuple(range(x - 1)), tuple(range(x - 1, x + y - 2))
    return {
        "x": f"np.tensordot(g, y, axes=({others}, {(*range(y - 2), y - 1)}))",
        "y": f"np.moveaxis(np.tensordot(x, g, axes=({free}, {free})), 0, -2)",
    }


def _product_typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    types = [type_of(a) for a in args]
    shapes = [axes(t) for t in types]
    if not all(isinstance(t, (Scalar, Array)) for t in types) or None in shapes:
        raise NoType(f"{rule.name} of {types[0]} and {types[1]}")
    x, y = (len(s or ()) for s in shapes)
    if not x or not y:
        return elementwise_typing(rule, args, attrs, where)
    if max(x, y) > 2 and (min(x, y) == 1 or rule.name == "np.dot"):
        dtype = np.result_type(*[getattr(t, "dtype", "") for t in types]).name
        own, other = shapes[0] or (), shapes[1] or ()
        return (Array(dtype, (*own[:-1], *other[:-2], *(other[-1:] if y > 1 else ()))),)
    return _PRODUCT(rule, args, attrs, where)


_PRODUCT = signature("(k),(k)->()", "(k),(k,n)->(n)", "(m,k),(k)->(m)", "(m,k),(k,n)->(m,n)")


def _outer_typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if any(rank(type_of(a)) != 1 for a in args):
        raise NoType(f"np.outer of {type_of(args[0])} and {type_of(args[1])}")
    return probed(rule, args, attrs, where)


def _chain_typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    items = args[0].items if isinstance(args[0], Pack) else ()
    shapes = [axes(type_of(a)) or () for a in items]
    inner = [len(s) for s in shapes[1:-1]]
    if len(items) < 2 or any(r != 2 for r in inner) or any(len(s) not in (1, 2) for s in (shapes[0], shapes[-1])):
        raise NoType(f"{rule.name} of {type_of(args[0])}")
    dtype = np.result_type(*[getattr(type_of(a), "dtype", "") for a in items]).name
    shape = (*shapes[0][:-1], *shapes[-1][1:])
    return (Array(dtype, shape) if shape else Scalar("np", dtype),)


def _chain(b: Any, items: Sequence[Arg]) -> Arg | None:
    """The product of some matrices."""
    if len(items) < 2:
        return items[0] if items else None
    made: Arg = b.op("matmul", *items) if len(items) == 2 else b.op("np.linalg.multi_dot", Pack("list", tuple(items)))
    return made


def _times(b: Any, x: Arg, y: Arg) -> Arg:
    """Of two vectors all products, of a vector and a number a vector."""
    made: Arg = b.op("np.outer" if rank(type_of(x)) == rank(type_of(y)) == 1 else "mul", x, y)
    return made


def _chain_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    assert isinstance(eqn.args[0], Pack)
    items = eqn.args[0].items
    for i, x in enumerate(items):
        if not isinstance(x, Var) or not adj.wants(x):
            continue
        left, right = (_chain(adj.b, [adj.before(y, eqn) for y in part]) for part in (items[:i], items[i + 1 :]))
        c = adj.full(g, eqn.outs[0])
        if left is not None:
            c = adj.b.op("matmul", adj.b.op("T", left), c) if rank(type_of(left)) == 2 else _times(adj.b, left, c)
        if right is not None:
            c = adj.b.op("matmul", c, adj.b.op("T", right)) if rank(type_of(right)) == 2 else _times(adj.b, c, right)
        adj.add(x, adj.b.shaped(c, x))


def _chain_jvp(tan: Any, eqn: Eqn) -> Arg | None:
    assert isinstance(eqn.args[0], Pack)
    items = eqn.args[0].items
    total: Arg | None = None
    for i, x in enumerate(items):
        if isinstance(x, Var) and tan.get(x) is not None:
            moved = Pack("list", (*items[:i], tan.full(x), *items[i + 1 :]))
            term = tan.b.op("np.linalg.multi_dot", moved)
            total = term if total is None else tan.b.op("add", total, term)
    return total


declare("np.linalg.multi_dot(xs)", "linear", _chain_typing, vjp=_chain_vjp, jvp=_chain_jvp, raises=True)
declare("matmul: x @ y", "linear", _product_typing, cases=_product_cases, raises=True)
declare("np.matmul(x, y)", "linear", _product_typing, cases=_product_cases, raises=True)
declare("np.dot(x, y)", "linear", _product_typing, cases=_dot_cases, method="dot", raises=True)
declare("np.outer(x, y)", "linear", _outer_typing, x="g @ y", y="x @ g")
