"""Rows of the functions that join arrays: each operand gets its own part of the adjoint.

::

    z = np.concatenate((x, y))      x_bar = z_bar[: x.shape[0]];  y_bar = z_bar[x.shape[0] :]
    z = np.stack((x, y), axis=1)    x_bar = z_bar[:, 0];          y_bar = z_bar[:, 1]
    z = np.concatenate(x)           x_bar = np.reshape(z_bar, x.shape)        (an array: what it joins are its rows)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, Var, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType, one_axis
from s2sad.types import ONE, Array, Dim, List, Scalar, Type, axes, broadcast, rank

ALL = Pack("slice", (Const(None), Const(None), Const(None)))
# From the ranks of the items and the axis that is given: the axis, and whether it is new.
Place = Callable[[Sequence[int], int], tuple[int, bool]]


def joining(text: str, place: Place) -> None:
    """A row that joins the items of a sequence at a place."""

    def placed(rule: Rule, args: tuple[Arg, ...], attrs: Attrs) -> tuple[int, bool, tuple[Arg, ...]]:
        items = args[0].items if isinstance(args[0], Pack) else _any_item(args[0])
        ranks = [rank(type_of(a)) for a in items]
        if not items or not all(isinstance(type_of(a), (Array, Scalar)) for a in items) or None in ranks:
            raise NoType(f"{rule.name} of {type_of(args[0])}")
        along = one_axis(rule, {**rule.statics, **dict(attrs)}.get("axis", 0))
        axis, new = place([r or 0 for r in ranks], along)
        r = (ranks[0] or 0) + new
        if not -r <= axis < r or len(set(ranks)) > 1:
            raise NoType(f"{rule.name} of arrays of rank {', '.join(map(str, ranks))}")
        return axis % r, new, items

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        axis, new, items = placed(rule, args, attrs)
        if isinstance(args[0], Var):
            whole = type_of(args[0])
            item = whole.loaded(f"{where}.item") if isinstance(whole, List) else type_of(items[0])
            shape = axes(item) or ()
            rest = shape if new else shape[:axis] + shape[axis + 1 :]
            counted = new and not isinstance(whole, List)
            many = (axes(whole) or ())[0] if counted else Dim(f"{where}.{axis}", "?")
            return (Array(item.dtype, (*rest[:axis], many, *rest[axis:])),)  # type: ignore[union-attr]
        shapes = [axes(type_of(a)) or () for a in items]
        own = [ONE] * len(items) if new else [s[axis] for s in shapes]
        shapes = shapes if new else [s[:axis] + s[axis + 1 :] for s in shapes]
        rest = broadcast(list(shapes), where) or ()
        dtype = np.result_type(*[np.dtype(getattr(type_of(a), "dtype", "")) for a in items]).name
        return (Array(dtype, (*rest[:axis], _added(own, f"{where}.{axis}"), *rest[axis:])),)

    def vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
        rule_attrs = eqn.attrs
        from s2sad.rules.registry import REGISTRY

        axis, new, items = placed(REGISTRY.by_name[eqn.op], eqn.args, rule_attrs)
        g, start = adj.full(g, eqn.outs[0]), Const(0)
        if isinstance(eqn.args[0], Var):
            if not adj.wants(eqn.args[0]):
                return
            if not isinstance(eqn.args[0].type, List):
                adj.add(eqn.args[0], _taken_apart(adj, g, eqn.args[0], axis, new))
                return
            adj.add_items(eqn.args[0], adj.b.op("list_parts", g, adj.shadow(eqn.args[0]), axis=axis, new=new))
            return
        for at, x in enumerate(items):
            index: Arg = Const(at)
            if not new:
                stop = adj.b.op("add", start, _length(adj, x, axis))
                last = at == len(items) - 1
                index = Pack("slice", (Const(None) if at == 0 else start, Const(None) if last else stop, Const(None)))
                start = stop
            if adj.wants(x):
                part = adj.b.op("getitem", g, Pack("tuple", (*[ALL] * axis, index)) if axis else index)
                adj.add(x, adj.b.shaped(part, x))

    declare(text, "linear", typing, vjp=vjp, raises=True)


def _any_item(xs: Arg) -> tuple[Arg, ...]:
    """Something that has the type of the items of a list that exists at run time, or of the rows of an array."""
    t = type_of(xs)
    if isinstance(t, Array) and not isinstance(t, List) and t.axes:
        return (Var(0, Array(t.dtype, t.axes[1:]) if len(t.axes) > 1 else Scalar("np", t.dtype)),)
    return (Var(0, t.item),) if isinstance(t, List) and not isinstance(t.item, List) else ()


def _taken_apart(adj: Any, g: Arg, x: Var, axis: int, new: bool) -> Any:
    """The adjoint of an array whose rows were joined."""
    if new:
        return g if axis == 0 else adj.b.op("np.moveaxis", g, Const(axis), Const(0))
    return adj.b.op("reshape_like", g, x) if axis == 0 else adj.b.op("row_parts", g, x, axis=axis)


def row_parts(x, like, axis=0):  # type: ignore[no-untyped-def]
    """An array of the shape of ``like``, of the parts of ``x`` that were its rows, joined along an axis."""
    rows, *item = np.shape(like)
    return np.moveaxis(np.reshape(x, (*item[:axis], rows, *item[axis:])), axis, 0)


def list_parts(g, like, axis=0, new=False):  # type: ignore[no-untyped-def]
    """The parts of ``g`` for arrays as in the list ``like``, that were joined along an axis."""
    if new:
        return list(np.moveaxis(g, axis, 0))
    ends = np.cumsum([v.shape[axis] for v in like])
    return np.split(g, ends[:-1], axis)


def _parts_type(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (type_of(args[1]),)


def _row_parts_type(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (Array(getattr(type_of(args[0]), "dtype", "float64"), axes(type_of(args[1]))),)


def _parts_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    if adj.wants(eqn.args[0]):
        joined = "np.stack" if dict(eqn.attrs).get("new") else "np.concatenate"
        whole = adj.b.op(joined, g, axis=dict(eqn.attrs).get("axis", 0))
        adj.add(eqn.args[0], adj.b.shaped(whole, eqn.args[0]))


def _length(adj: Any, x: Arg, axis: int) -> Arg:
    dim = (axes(type_of(x)) or ())[axis]
    if dim.known == "1":
        return Const(1)
    known = dim.name.isdecimal() and not dim.offset
    return Const(int(dim.name)) if known else adj.b.op("dim", x, axis=axis)


def _added(dims: Sequence[Dim], name: str) -> Dim:
    """The length of several axes one after the other."""
    if len(dims) == 1:
        return dims[0]
    total = 0
    for d in dims:
        if d.known != "1" and (not d.name.isdecimal() or d.offset):
            return Dim(name, "?")
        total += 1 if d.known == "1" else int(d.name)
    return ONE if total == 1 else Dim(str(total), "n")


NAMESPACE.update(list_parts=list_parts, row_parts=row_parts)
# fmt: off
joining("np.concatenate(xs, axis=0)", lambda ranks, axis: (axis, False))
joining("np.stack(xs, axis=0)",       lambda ranks, axis: (axis, True))
joining("np.vstack(xs)",              lambda ranks, axis: (0, ranks[0] == 1))
joining("np.hstack(xs)",              lambda ranks, axis: (min(ranks[0], 1) if ranks[0] > 1 else 0, ranks[0] == 0))
joining("np.column_stack(xs)",        lambda ranks, axis: (1, ranks[0] == 1))
declare("list_parts(g, like, axis=0, new=False)", "linear", _parts_type, function=False, helper="list_parts",
        shape_only=("like",), vjp=_parts_vjp)
declare("row_parts(x, like, axis=0)", "linear", _row_parts_type, x="np.concatenate(g, axis=axis)", helper="row_parts",
        shape_only=("like",), memory="maybe")
# fmt: on
