"""Rows of the products that name their axes, or the vectors that they are of.

``np.einsum("ij,jk->ik", x, y)``: the adjoint of an operand is an einsum again, of the other operands and the adjoint of
the result, with the subscripts of that operand as its output.  What only the operand sums over is repeated.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, type_of
from s2sad.rules.registry import NAMESPACE, REGISTRY, Rule, declare
from s2sad.rules.typing import NoType, signature
from s2sad.types import Array, Dim, Scalar, Type, axes, broadcast, equal, rank


def _subscripts(text: str, xs: Sequence[Arg]) -> tuple[list[str], str]:
    """The subscripts of each operand, and of the result; an ellipsis is letters that the text has not."""
    text = text.replace(" ", "")
    left, arrow, right = text.partition("->")
    inputs = left.split(",")
    if len(inputs) != len(xs):
        raise NoType(f"np.einsum of {text!r} and {len(xs)} operands")
    if not arrow:
        everything = left.replace(",", "").replace("...", "")
        right = "..." * ("..." in left) + "".join(sorted({c for c in everything if everything.count(c) == 1}))
    hidden = [(rank(type_of(x)) or 0) - len(s) + 3 if "..." in s else 0 for s, x in zip(inputs, xs, strict=True)]
    free = [c for c in string.ascii_letters[::-1] if c not in text][: max(hidden)]
    inputs = [s.replace("...", "".join(free[len(free) - n :])) for s, n in zip(inputs, hidden, strict=True)]
    if free and "..." not in right:
        raise NoType(f"np.einsum of {text!r}, whose result has no place for the axes of the ellipsis,")
    right = right.replace("...", "".join(free))
    return inputs, right


def view_of_one(text: str, x: Arg) -> str:
    """The subscripts, with those of the result, where nothing is summed: it is a view of the operand then."""
    try:
        (own,), right = _subscripts(text, (x,))
    except NoType:
        return ""
    return f"{own}->{right}" if set(own) == set(right) and len(own) == rank(type_of(x)) else ""


def spread(x, subscripts, like):  # type: ignore[no-untyped-def]
    """An array of the shape of ``like`` with ``x`` on a diagonal, from where ``np.einsum("ii->i", ...)`` takes it."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    np.einsum(subscripts, out)[...] = x
    return out


NAMESPACE["spread"] = spread


def _einsum(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    text, xs = args
    if not isinstance(text, Const) or not isinstance(text.value, str) or not isinstance(xs, Pack):
        raise NoType("np.einsum without known subscripts")
    inputs, right = _subscripts(text.value, xs.items)
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
    inputs, right = _subscripts(text.value, xs.items)
    g = adj.full(g, eqn.outs[0])
    for at, x in enumerate(xs.items):
        if not adj.wants(x):
            continue
        others = [(s, adj.before(y, eqn)) for i, (s, y) in enumerate(zip(inputs, xs.items, strict=True)) if i != at]
        own = "".join(dict.fromkeys(inputs[at]))
        seen = set(right).union(*(s for s, _ in others))
        kept = "".join(c for c in own if c in seen)
        left = ",".join([*(s for s, _ in others), right])
        part = g
        if not others and kept != right:
            part = adj.b.op("np.transpose", g, axes=tuple(right.index(c) for c in kept))
        elif others:
            part = adj.b.op("np.einsum", Const(f"{left}->{kept}"), Pack("tuple", (*(y for _, y in others), g)))
        alone = tuple(i for i, c in enumerate(own) if c not in seen)
        if alone and kept:
            part = adj.b.op("np.expand_dims", part, Pack("tuple", tuple(map(Const, alone))))
        if own != inputs[at]:
            adj.add(x, adj.b.op("spread", part, Const(f"{inputs[at]}->{own}"), x))
            continue
        pairs = zip(axes(type_of(part)) or (), axes(type_of(x)) or (), strict=False)
        met = [{have.known, want.known} for have, want in pairs if not equal(have, want)]
        if any("1" not in known for known in met):  # one of several for the run to decide, or several for one
            adj.add(x, adj.b.op("conformed", part, x))
            continue
        part = adj.b.unbroadcast(part, x, None)
        # What is summed over, or is one for several, is yet to be broadcast.
        adj.add(x, part if alone or met else adj.b.shaped(part, x))


def _spread(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = type_of(args[0]), type_of(args[2])
    assert isinstance(t, (Array, Scalar))
    return (Array(t.dtype, axes(like)),)


def _view(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return _einsum(rule, (args[1], Pack("tuple", args[:1])), attrs, where)


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


def cross_in_space(x, y):  # type: ignore[no-untyped-def]
    """``np.cross`` of vectors of three items: of those of two it is a number, which is not differentiated."""
    if np.shape(x)[-1:] != (3,) or np.shape(y)[-1:] != (3,):
        raise ValueError("the derivative of np.cross of vectors in the plane: write x[0] * y[1] - x[1] * y[0]")
    return np.cross(x, y)


NAMESPACE["cross_in_space"] = cross_in_space


def _cross(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    shapes = [axes(type_of(a)) for a in args]
    if any(s is None or not s for s in shapes):
        raise NoType(f"{rule.name} of {' and '.join(str(type_of(a)) for a in args)}")
    product = REGISTRY.by_name["np.multiply"]
    return product.typing(product, args, (), where)


def _vectors(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    x, y = (axes(type_of(a)) for a in args)
    if not x or not y or len(x) != len(y):
        raise NoType(f"{rule.name} of {' and '.join(str(type_of(a)) for a in args)}")
    return (Scalar("np", np.result_type(*[np.dtype(getattr(type_of(a), "dtype", "")) for a in args]).name),)


def _inner(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    x, y = (axes(type_of(a)) for a in args)
    if not x or not y:
        raise NoType(f"{rule.name} of {' and '.join(str(type_of(a)) for a in args)}")
    dtype = np.result_type(*[np.dtype(getattr(type_of(a), "dtype", "")) for a in args]).name
    return (Array(dtype, (*x[:-1], *y[:-1])) if len(x) + len(y) > 2 else Scalar("np", dtype),)


def _inner_cases(x: Type, y: Type) -> Mapping[str, str]:
    if rank(x) == rank(y) == 1:
        return {"x": "g * y", "y": "g * x"}
    free, others = (rank(x) or 0) - 1, (rank(y) or 0) - 1
    ours, theirs = tuple(range(free)), tuple(range(free, free + others))
    return {
        "x": f"np.tensordot(g, y, axes=({theirs}, {tuple(range(others))}))",
        "y": f"np.tensordot(g, x, axes=({ours}, {ours}))",
    }


def _summed(rule: Rule, attrs: Attrs, x: Arg, y: Arg) -> tuple[list[int], list[int]]:
    """The axes of either operand that are summed over."""
    given: Any = {**rule.statics, **dict(attrs)}["axes"]
    r, s = rank(type_of(x)), rank(type_of(y))
    if r is None or s is None:
        raise NoType(f"{rule.name} of arrays of unknown rank")
    if isinstance(given, int):
        return list(range(r - given, r)), list(range(given))
    mine, yours = ([i] if isinstance(i, int) else list(i) for i in given)
    if len(mine) != len(yours) or not all(-n <= i < n for n, own in ((r, mine), (s, yours)) for i in own):
        raise NoType(f"{rule.name} of arrays of {r} and {s} axes along {given}")
    return [i % r for i in mine], [i % s for i in yours]


def _tensordot(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if any(not isinstance(type_of(a), (Array, Scalar)) for a in args):
        raise NoType(f"{rule.name} of {' and '.join(str(type_of(a)) for a in args)}")
    mine, yours = _summed(rule, attrs, *args)
    left = [d for i, d in enumerate(axes(type_of(args[0])) or ()) if i not in mine]
    right = [d for i, d in enumerate(axes(type_of(args[1])) or ()) if i not in yours]
    return (Array(np.result_type(*[getattr(type_of(a), "dtype", "") for a in args]).name, (*left, *right)),)


def _tensordot_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    x, y = eqn.args
    mine, yours = _summed(REGISTRY.by_name[eqn.op], eqn.attrs, x, y)
    g = adj.full(g, eqn.outs[0])
    ours, theirs = ([i for i in range(rank(type_of(a)) or 0) if i not in s] for a, s in ((x, mine), (y, yours)))
    head, tail = tuple(range(len(ours))), tuple(range(len(ours), len(ours) + len(theirs)))
    if adj.wants(x):
        part = adj.b.op("np.tensordot", g, adj.before(y, eqn), axes=(tail, tuple(theirs)))
        _put_back(adj, x, part, [*ours, *(mine[yours.index(i)] for i in sorted(yours))])
    if adj.wants(y):
        part = adj.b.op("np.tensordot", adj.before(x, eqn), g, axes=(tuple(ours), head))
        _put_back(adj, y, part, [*(yours[mine.index(i)] for i in sorted(mine)), *theirs])


def _put_back(adj: Any, x: Any, part: Arg, made: list[int]) -> None:
    """Add an adjoint whose axes are those of the operand in some order."""
    if made != sorted(made):
        part = adj.b.op("np.transpose", part, axes=tuple(made.index(i) for i in range(len(made))))
    adj.add(x, adj.b.shaped(part, x))


# fmt: off
declare("np.einsum(subscripts, *xs, optimize=False)", "linear", _einsum, vjp=_einsum_vjp, jvp=_einsum_jvp, raises=True)
declare("np.cross(x, y)", "linear", _cross, x="unbroadcast(cross_in_space(y, g), x)",
        y="unbroadcast(cross_in_space(g, x), y)", raises=True)
declare("cross_in_space(x, y)", "linear", _cross, x="unbroadcast(cross_in_space(y, g), x)",
        y="unbroadcast(cross_in_space(g, x), y)", helper="cross_in_space", raises=True)
declare("spread(x, subscripts, like)", "linear", _spread, helper="spread", shape_only=("like",),
        x="unbroadcast(einsum_view(g, subscripts), x)")
declare("einsum_view(x, subscripts): np.einsum(subscripts, x)", "linear", _view, x="spread(g, subscripts, x)",
        memory="view", raises=True)
declare("np.vdot(x, y)",  "linear", _vectors, x="np.conjugate(g * y)", y="g * np.conjugate(x)", raises=True)
declare("np.inner(x, y)", "linear", _inner, cases=_inner_cases, raises=True)
declare("np.vecdot(x, y)", "linear", signature("(n),(n)->()"), raises=True,
        x="unbroadcast(np.conjugate(np.expand_dims(g, -1) * y), x)",
        y="unbroadcast(np.expand_dims(g, -1) * np.conjugate(x), y)")
if hasattr(np, "matvec"):  # since NumPy 2.2
    declare("np.matvec(x, y)", "linear", signature("(m,n),(n)->(m)"), raises=True,
            y="unbroadcast(np.vecmat(np.conjugate(g), x), y)",
            x="unbroadcast(np.expand_dims(g, -1) * np.expand_dims(y, -2), x)")
    declare("np.vecmat(x, y)", "linear", signature("(n),(n,m)->(m)"), raises=True,
            x="unbroadcast(np.conjugate(np.matvec(y, g)), x)",
            y="unbroadcast(np.conjugate(np.expand_dims(x, -1)) * np.expand_dims(g, -2), y)")
declare("np.tensordot(x, y, axes=2)", "linear", _tensordot, vjp=_tensordot_vjp, raises=True)
# fmt: on
