"""Rows of the products that name their axes, or the vectors that they are of.

``np.einsum("ij,jk->ik", x, y)``: the adjoint of an operand is an einsum again, of the other operands and the adjoint of
the result, with the subscripts of that operand as its output.  What only the operand sums over is repeated.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, type_of
from s2sad.rules.registry import REGISTRY, Rule, declare
from s2sad.rules.typing import NoType
from s2sad.types import Array, Dim, Scalar, Type, axes, broadcast, rank


def _subscripts(text: str, count: int) -> tuple[list[str], str]:
    """The subscripts of each operand, and of the result."""
    text = text.replace(" ", "")
    left, arrow, right = text.partition("->")
    inputs = left.split(",")
    if "." in text or len(inputs) != count:
        raise NoType(f"np.einsum of {text!r} and {count} operands")
    if any(len(set(s)) < len(s) for s in inputs):
        raise NoType(f"np.einsum of {text!r}, which takes a diagonal,")
    if not arrow:
        everything = "".join(inputs)
        right = "".join(sorted({c for c in everything if everything.count(c) == 1}))
    if count == 1 and set(right) == set(inputs[0]):
        raise NoType(f"np.einsum of {text!r}, which is a view of its operand: np.transpose says so,")
    return inputs, right


def _einsum(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    text, xs = args
    if not isinstance(text, Const) or not isinstance(text.value, str) or not isinstance(xs, Pack):
        raise NoType("np.einsum without known subscripts")
    inputs, right = _subscripts(text.value, len(xs.items))
    named: dict[str, Dim] = {}
    for x, letters in zip(xs.items, inputs, strict=True):
        shape = axes(type_of(x))
        if shape is None or len(shape) != len(letters) or not isinstance(type_of(x), (Array, Scalar)):
            raise NoType(f"np.einsum of {letters!r} and {type_of(x)}")
        for c, d in zip(letters, shape, strict=True):
            (named[c],) = broadcast([(named.get(c, d),), (d,)], f"{where}.{c}") or (d,)
    dtype = np.result_type(*[np.dtype(getattr(type_of(x), "dtype", "")) for x in xs.items]).name
    return (Array(dtype, tuple(named[c] for c in right)) if right else Scalar("np", dtype),)


def _einsum_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    text, xs = eqn.args
    assert isinstance(text, Const)
    assert isinstance(xs, Pack)
    inputs, right = _subscripts(text.value, len(xs.items))
    g = adj.full(g, eqn.outs[0])
    for at, x in enumerate(xs.items):
        if not adj.wants(x):
            continue
        others = [(s, adj.before(y, eqn)) for i, (s, y) in enumerate(zip(inputs, xs.items, strict=True)) if i != at]
        seen = set(right).union(*(s for s, _ in others))
        kept = "".join(c for c in inputs[at] if c in seen)
        left = ",".join([*(s for s, _ in others), right])
        part = g
        if not others and kept != right:
            part = adj.b.op("np.transpose", g, axes=tuple(right.index(c) for c in kept))
        elif others:
            part = adj.b.op("np.einsum", Const(f"{left}->{kept}"), Pack("tuple", (*(y for _, y in others), g)))
        alone = tuple(i for i, c in enumerate(inputs[at]) if c not in seen)
        if alone and kept:
            part = adj.b.op("np.expand_dims", part, Pack("tuple", tuple(map(Const, alone))))
        part = adj.b.unbroadcast(part, x, None)
        adj.add(x, part if alone else adj.b.shaped(part, x))  # what is summed over is yet to be broadcast


def _einsum_jvp(tan: Any, eqn: Eqn) -> Arg | None:
    text, xs = eqn.args
    assert isinstance(xs, Pack)
    total: Arg | None = None
    for at, x in enumerate(xs.items):
        if tan.get(x) is not None:
            with_dot = (*xs.items[:at], tan.full(x), *xs.items[at + 1 :])
            term = tan.b.op("np.einsum", text, Pack("tuple", with_dot))
            total = term if total is None else tan.b.op("add", total, term)
    return total


def _cross(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    shapes = [axes(type_of(a)) for a in args]
    if any(s is None or not s for s in shapes):
        raise NoType(f"{rule.name} of {' and '.join(str(type_of(a)) for a in args)}")
    product = REGISTRY.by_name["np.multiply"]
    return product.typing(product, args, (), where)


def _vectors(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if any(rank(type_of(a)) != 1 for a in args):
        raise NoType(f"{rule.name} of {' and '.join(str(type_of(a)) for a in args)}")
    return (Scalar("np", np.result_type(*[np.dtype(getattr(type_of(a), "dtype", "")) for a in args]).name),)


# fmt: off
declare("np.einsum(subscripts, *xs, optimize=False)", "linear", _einsum, vjp=_einsum_vjp, jvp=_einsum_jvp, raises=True)
declare("np.cross(x, y)", "linear", _cross, x="unbroadcast(np.cross(y, g), x)", y="unbroadcast(np.cross(g, x), y)",
        raises=True)
declare("np.vdot(x, y)",  "linear", _vectors, x="g * y", y="g * x", raises=True)
declare("np.inner(x, y)", "linear", _vectors, x="g * y", y="g * x", raises=True)
# fmt: on
