"""Rows of the functions that say where items are, which are constant, and of those that take or add up items by them.

::

    i, j = np.tril_indices(n)            integers
    y = np.choose(c, (a, b))             a_bar += where(c == 0, y_bar, 0.0), b_bar += where(c == 1, y_bar, 0.0)
    y = np.partition(x, k)               the items of x in another order: y_dot is x_dot in that order
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, Var, type_of
from s2sad.rules.registry import NAMESPACE, Rule, Typing, declare
from s2sad.rules.results import several
from s2sad.rules.shaping import dtype_given, length
from s2sad.rules.typing import NoType, along_an_axis, probed
from s2sad.types import INT, ONE, Array, Dim, Scalar, Type, axes, broadcast, rank


def first_places(x):  # type: ignore[no-untyped-def]
    """Where each of the different items of x stands first."""
    return np.unique(x, return_index=True)[1]


def places_of(x, out, axis=-1):  # type: ignore[no-untyped-def]
    """Where the items of ``out`` stood in x, which has the same items in another order along the axis."""
    back = np.argsort(np.argsort(out, axis=axis), axis=axis)
    return np.take_along_axis(np.argsort(x, axis=axis), back, axis=axis)


def latest_places(x, out, axis=0):  # type: ignore[no-untyped-def]
    """Where along the axis the item of x stands that a running extreme is."""
    shape = [1] * np.ndim(x)
    shape[axis] = -1
    here = np.arange(np.shape(x)[axis]).reshape(shape)
    return np.maximum.accumulate(np.where(x == out, here, 0), axis=axis)


def zeros_around(x):  # type: ignore[no-untyped-def]
    """Between which places a vector has all its items that are not zero."""
    found = np.flatnonzero(x)
    return (int(found[0]), int(found[-1]) + 1) if len(found) else (0, 0)


def unique_places(x):  # type: ignore[no-untyped-def]
    """Where the different items stand first, which one each item is, and how often each is there."""
    return np.unique(x, return_index=True, return_inverse=True, return_counts=True)[1:]


NAMESPACE.update(zeros_around=zeros_around, unique_places=unique_places)
NAMESPACE.update(first_places=first_places, places_of=places_of, latest_places=latest_places)


def _indices(count: Any) -> Typing:
    """So many vectors of integers, of one length."""

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        many: int = count(args, {**rule.statics, **dict(attrs)})
        return (Array("int64", (Dim(where, "?"),)),) * many

    return typing


def _ranked(args: tuple[Arg, ...], given: dict[str, object]) -> int:
    r = rank(type_of(args[0]))
    if not r:
        raise NoType(f"the places in {type_of(args[0])}")
    return r


def _square(args: tuple[Arg, ...], given: dict[str, object]) -> int:
    if rank(type_of(args[0])) != 2:
        raise NoType(f"the indices of {type_of(args[0])}")
    return 2


def _unraveled(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, shape = type_of(args[0]), args[1]
    if not isinstance(shape, Pack) or not isinstance(t, (Array, Scalar)):
        raise NoType(f"{rule.name} of {t} and a shape of unknown length")
    own = axes(t)
    return (Array("int64", own) if own else Scalar("np", "int64"),) * len(shape.items)


def _table(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    r = rank(type_of(args[0]))
    return (Array("int64", (Dim(f"{where}.0", "?"), length(Const(r), where))),)


def _like(which: int, dtype: str = "") -> Typing:
    """Of the shape of an operand."""

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t = type_of(args[which])
        if not isinstance(t, (Array, Scalar)):
            raise NoType(f"{rule.name} of {t}")
        name = dtype or t.dtype
        return (Array(name, axes(t)) if isinstance(t, Array) else Scalar("np", name),)

    return typing


def _vector(dtype: str = "") -> Typing:
    """A vector whose length only the run knows."""

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t = type_of(args[0])
        if not isinstance(t, Array):
            raise NoType(f"{rule.name} of {t}")
        return (Array(dtype or t.dtype, (Dim(where, "?"),)),)

    return typing


def _triangle(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    dims = [length(a, f"{where}.{i}") for i, a in enumerate(args)]
    return (Array(dtype_given(dict(attrs).get("dtype")), (dims[0], dims[-1])),)


def _chosen(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    c, xs = args
    items = xs.items if isinstance(xs, Pack) else ()
    types = [type_of(a) for a in (c, *items)]
    if not items or any(not isinstance(t, (Array, Scalar)) for t in types):
        raise NoType(f"{rule.name} of {type_of(c)} and {type_of(xs)}")
    dtype = np.result_type(*[np.dtype(getattr(t, "dtype", "")) for t in types[1:]]).name
    shape = broadcast([axes(t) for t in types], where)
    return (Array(dtype, shape) if shape else Scalar("np", dtype),)


def _chosen_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    c, xs = eqn.args
    assert isinstance(xs, Pack)
    g = adj.full(g, eqn.outs[0])
    for i, x in enumerate(xs.items):
        if isinstance(x, Var) and adj.wants(x):
            hit = adj.b.op("eq", adj.before(c, eqn), Const(i))
            adj.add(x, adj.b.unbroadcast(adj.b.op("select", hit, g, Const(0.0)), x, None))


def _chosen_jvp(tan: Any, eqn: Eqn) -> Arg:
    c, xs = eqn.args
    assert isinstance(xs, Pack)
    dots = Pack("tuple", tuple(tan.full(x) if isinstance(x, Var) and tan.get(x) else Const(0.0) for x in xs.items))
    made: Arg = tan.b.op("np.choose", c, dots)
    return made


def _parts(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    (t,) = _like(0)(rule, args, attrs, where)
    return (t, t)


def _span(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT, INT)


def _found(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    different = Array("int64", (Dim(where, "?"),))
    return (different, Array("int64", axes(type_of(args[0]))), different)


def _of_places(places: Arg) -> tuple[Dim, ...] | None:
    """The axes of an array, or of a list of numbers."""
    if not isinstance(places, Pack):
        return axes(type_of(places))
    n = len(places.items)
    flat = all(isinstance(type_of(p), Scalar) for p in places.items)
    return (ONE if n == 1 else Dim(str(n), "n"),) if flat else None


def _raveled(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    places = args[0].items if isinstance(args[0], Pack) else ()
    shape = broadcast([_of_places(p) for p in places], where) if places else None
    if shape is None:
        raise NoType(f"{rule.name} of {type_of(args[0])}")
    return (Array("int64", shape) if shape else Scalar("np", "int64"),)


def _window(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (Array("float64", (length(args[0], where),)),)


# fmt: off
# ---- where items are
several("np.tril_indices(n, k=0)",   ("rows", "columns"), _indices(lambda a, g: 2), raises=True, distinct=True)
several("np.triu_indices(n, k=0)",   ("rows", "columns"), _indices(lambda a, g: 2), raises=True, distinct=True)
for _name in ("tril", "triu"):
    several(f"{_name}_of_any: np.{_name}_indices(n, m=m, k=0)", ("rows", "columns"), _indices(lambda a, g: 2),
            function=getattr(np, f"{_name}_indices"), raises=True, distinct=True)
several("np.diag_indices(n, ndim=2)", ("places",), _indices(lambda a, g: g["ndim"]), raises=True, distinct=True)
several("np.tril_indices_from(x, k=0)", ("rows", "columns"), _indices(_square), raises=True, distinct=True)
several("np.triu_indices_from(x, k=0)", ("rows", "columns"), _indices(_square), raises=True, distinct=True)
several("np.diag_indices_from(x)", ("places",), _indices(_ranked), raises=True, distinct=True)
several("np.nonzero(x)",            ("places",), _indices(_ranked), distinct=True)
several("np.unravel_index(i, shape)", ("places",), _unraveled, raises=True)
several("zeros_around(x)", ("start", "stop"), _span, helper="zeros_around")
several("unique_places(x)", ("first", "inverse", "counts"), _found, helper="unique_places")
declare("np.ravel_multi_index(places, shape)", "constant", _raveled, raises=True)
for name in ("hanning", "hamming", "blackman", "bartlett"):
    declare(f"np.{name}(n)", "constant", _window)
declare("np.kaiser(n, beta)", "tangent", _window, unknown=("beta",))
declare("np.flatnonzero(x)",        "constant", _vector("int64"), distinct=True)
declare("np.argwhere(x)",           "constant", _table)
declare("np.digitize(x, bins, right=False)", "constant", _like(0, "int64"), raises=True)
declare("np.argpartition(x, kth, axis=-1)", "constant", _like(0, "int64"), raises=True, method="argpartition")
declare("np.isin(x, y, invert=False)", "constant", _like(0, "bool"))
declare("np.tri(n, dtype=None)",    "constant", _triangle)
declare("tri_of: np.tri(n, m, k=0, dtype=None)", "constant", _triangle, function=np.tri)

# ---- what is taken or added up by places
declare("np.choose(c, xs)", "linear", _chosen, vjp=_chosen_vjp, jvp=_chosen_jvp, raises=True)
declare("np.partition(x, kth, axis=-1)", "tangent", along_an_axis(_like(0)), raises=True,
        x="np.take_along_axis(d, places_of(x, out, axis=axis), axis=axis)")
declare("places_of(x, out, axis=-1)", "constant", _like(0, "int64"), helper="places_of")
declare("np.unique(x)", "tangent", along_an_axis(_vector()), x="np.take(d, first_places(x))")
declare("first_places(x)", "constant", _vector("int64"), helper="first_places")
declare("np.bincount(i, minlength=0)", "constant", _vector("int64"), raises=True)
declare("bincount_of: np.bincount(i, weights, minlength=0)", "linear", _vector("float64"), function=np.bincount,
        weights="np.take(g, i)", raises=True)
for name in ("maximum", "minimum"):
    declare(f"np.{name}.accumulate(x, axis=0)", "tangent", along_an_axis(probed), raises=True,
            x="np.take_along_axis(d, latest_places(x, out, axis=axis), axis=axis)")
declare("latest_places(x, out, axis=0)", "constant", _like(0, "int64"), helper="latest_places")
declare("np.unwrap(x, discont=None, axis=-1)", "tangent", _like(0), x="d", kinks=())
several("np.modf(x)", ("fraction", "whole"), _parts, fraction_by_x="d", whole_by_x="0.0")
# fmt: on
