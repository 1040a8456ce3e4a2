"""Rows of the functions that put the items of an array elsewhere: shifted, sorted, gathered, seen through windows."""

from __future__ import annotations

import numpy as np

from s2sad.ir import Arg, Attrs, Pack, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.shaping import length, reshaped_back
from s2sad.rules.typing import NoType, along_an_axis, one_axis, probed
from s2sad.types import BOOL, ONE, Array, Dim, Scalar, Type, axes, broadcast, rank


def put_along(x, indices, like, axis=-1):  # type: ignore[no-untyped-def]
    """Add ``x`` to zeros of the shape of ``like`` at indices along an axis."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    places = list(np.indices(np.shape(like), sparse=True))
    places[axis] = indices
    np.add.at(out, tuple(places), x)
    return out


def untake(x, indices, like, axis=None):  # type: ignore[no-untyped-def]
    """Add ``x`` to zeros of the shape of ``like`` where ``np.take`` took it from."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    n = np.ndim(indices)
    if axis is None:
        np.add.at(out.reshape(-1), indices, x)
    else:
        axis = axis % out.ndim
        np.add.at(np.moveaxis(out, axis, 0), indices, np.moveaxis(x, range(axis, axis + n), range(n)))
    return out


def unrepeat(x, n, like, axis=None):  # type: ignore[no-untyped-def]
    """Add up what ``np.repeat`` made of each item, ``n`` times; n may be a number for each."""
    shape = (np.size(like),) if axis is None else np.shape(like)
    axis = 0 if axis is None else axis % len(shape)
    if np.size(n) > 1:
        out = np.zeros(shape, dtype=x.dtype)
        np.add.at(np.moveaxis(out, axis, 0), np.repeat(np.arange(shape[axis]), n), np.moveaxis(x, axis, 0))
        return out.reshape(np.shape(like))
    n = int(np.sum(n))
    return x.reshape(*shape[: axis + 1], n, *shape[axis + 1 :]).sum(axis=axis + 1).reshape(np.shape(like))


def unwindowed(x, window_shape, like, axis=None):  # type: ignore[no-untyped-def]
    """Add what stands in sliding windows over an array of the shape of ``like`` at the places that they show."""
    rank = np.ndim(like)
    window = (window_shape,) if np.ndim(window_shape) == 0 else tuple(window_shape)
    along = range(rank) if axis is None else (axis,) if np.ndim(axis) == 0 else axis
    out = np.zeros(np.shape(like), dtype=x.dtype)
    for at in np.ndindex(*window):
        first = [0] * rank
        for k, i in zip(along, at, strict=True):
            first[k] += i
        out[tuple(slice(i, i + n) for i, n in zip(first, x.shape, strict=False))] += x[(..., *at)]
    return out


NAMESPACE.update({f.__name__: f for f in (put_along, untake, unrepeat, unwindowed)})


def _repeated(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, n = type_of(args[0]), type_of(args[1])
    axis = dict(attrs).get("axis")
    if (
        not isinstance(t, Array)
        or t.axes is None
        or not isinstance(n, (Scalar, Array))
        or not n.dtype.startswith(("int", "uint"))
        or (rank(n) or 0) > 1
    ):
        raise NoType(f"{rule.name} of {t}, {n} times")
    new = Dim(where, "?")
    if axis is None:
        return (Array(t.dtype, (new,)),)
    assert isinstance(axis, int)
    at = axis % len(t.axes)
    return (Array(t.dtype, (*t.axes[:at], new, *t.axes[at + 1 :])),)


def _taken(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, i, axis = type_of(args[0]), type_of(args[1]), dict(attrs).get("axis")
    many = axes(i)
    if not isinstance(t, Array) or t.axes is None or many is None or not getattr(i, "dtype", "").startswith("int"):
        raise NoType(f"{rule.name} of {t} at {i}")
    if axis is None:
        return (Array(t.dtype, many) if many else Scalar("np", t.dtype),)
    at = one_axis(rule, axis) % len(t.axes)
    out = (*t.axes[:at], *many, *t.axes[at + 1 :])
    return (Array(t.dtype, out) if out else Scalar("np", t.dtype),)


def _truth(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if not all(isinstance(type_of(a), (Array, Scalar)) for a in args):
        raise NoType(f"{rule.name} of {', '.join(str(type_of(a)) for a in args)}")
    return (BOOL,)


def _one_item(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or t.axes is None or any(d.known == "n" for d in t.axes):
        raise NoType(f"the only item of {t}")
    return (Scalar("py", "float64" if t.dtype.startswith("float") else "int64" if "int" in t.dtype else t.dtype),)


def _windows(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """The places of the windows, then a window."""
    t, shape, axis = type_of(args[0]), args[1], dict(attrs).get("axis")
    window = shape.items if isinstance(shape, Pack) else (shape,)
    if not isinstance(t, Array) or t.axes is None or not all(isinstance(type_of(n), Scalar) for n in window):
        raise NoType(f"{rule.name.rpartition('.')[2]} of {t}")
    along = tuple(range(len(t.axes))) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    if len(along) != len(window) or not all(isinstance(k, int) and -len(t.axes) <= k < len(t.axes) for k in along):
        raise NoType(f"windows of {len(window)} axes along the axes {along} of an array of rank {len(t.axes)}")
    moved = {k % len(t.axes) for k in along if isinstance(k, int)}
    left = [Dim(f"{where}.{k}", "?") if k in moved else d for k, d in enumerate(t.axes)]
    return (Array(t.dtype, (*left, *(length(n, f"{where}.w{k}") for k, n in enumerate(window)))),)


def _stretched(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, shape = type_of(args[0]), args[1]
    items = shape.items if isinstance(shape, Pack) else (shape,)
    if not isinstance(t, (Array, Scalar)):
        raise NoType(f"{rule.name} of {t}")
    return (Array(t.dtype, tuple(length(a, f"{where}.{i}") for i, a in enumerate(items))),)


def _same(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or t.axes is None or any(isinstance(a, Pack) for a in args):
        raise NoType(f"{rule.name} of {', '.join(str(type_of(a)) for a in args)}")
    axis = dict(attrs).get("axis")
    if isinstance(axis, int) and not -len(t.axes) <= axis < len(t.axes):
        raise NoType(f"axis {axis} of an array of rank {len(t.axes)}")
    return (t,)


def _places(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    (t,) = _same(rule, args, attrs, where)
    assert isinstance(t, Array)
    return (Array("int64", t.axes),)


def _order_of(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    keys = args[0].items if isinstance(args[0], Pack) else ()
    last = type_of(keys[-1]) if keys else type_of(args[0])
    if not isinstance(last, Array) or not last.axes:
        raise NoType(f"{rule.name} of {type_of(args[0])}")
    return (Array("int64", last.axes if keys else last.axes[1:]),)


def _along(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, i = type_of(args[0]), type_of(args[1])
    if not isinstance(t, Array) or not isinstance(i, Array) or rank(t) != rank(i) or t.axes is None:
        raise NoType(f"{rule.name} of {t} with {i}")
    axis = one_axis(rule, {**rule.statics, **dict(attrs)}["axis"])
    assert i.axes is not None
    at = axis % len(t.axes)
    others: list[tuple[Dim, ...] | None] = [(*own[:at], ONE, *own[at + 1 :]) for own in (t.axes, i.axes)]
    whole = broadcast(others, where) or ()
    return (Array(t.dtype, (*whole[:at], i.axes[at], *whole[at + 1 :])),)


def _as_last(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = type_of(args[0]), type_of(args[-1])
    assert isinstance(t, (Array, Scalar))
    assert isinstance(like, Array)
    return (Array(t.dtype, like.axes),)


def _squeezed(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, axis = type_of(args[0]), dict(attrs).get("axis")
    if isinstance(t, Array) and axis is None and (t.axes is None or any(d.known == "?" for d in t.axes)):
        raise NoType("an array of which only the run knows which axes have the length one")
    shape = axes(t)
    over = axis if isinstance(axis, tuple) else (axis,)
    if shape and all(isinstance(i, int) and -len(shape) <= i < len(shape) for i in over):
        gone = {i % len(shape) for i in over}
        if len(gone) == len(over) and {shape[i].known for i in gone} <= {"1", "?"}:  # where one is longer NumPy raises
            return (Array(getattr(t, "dtype", ""), tuple(d for i, d in enumerate(shape) if i not in gone)),)
    return probed(rule, args, attrs, where)


def _at_least(n: int):  # type: ignore[no-untyped-def]
    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t = type_of(args[0])
        if isinstance(t, Scalar):
            return (Array(t.dtype, (ONE,) * n),)
        if not isinstance(t, Array) or t.axes is None:
            raise NoType(f"{rule.name} of {t}")
        after = [ONE] * (n == 3 and 0 < len(t.axes) < 3)
        return (Array(t.dtype, (*[ONE] * (n - len(t.axes) - len(after)), *t.axes, *after)),)

    return typing


def _searched(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[1])
    if isinstance(t, Scalar):
        return (Scalar("np", "int64"),)
    if not isinstance(t, Array):
        raise NoType(f"{rule.name} of {t}")
    return (Array("int64", t.axes),)


# fmt: off
declare("np.roll(x, shift, axis=None)",  "linear", along_an_axis(_same),    x="np.roll(g, -shift, axis=axis)")
declare("np.flip(x, axis=None)",         "linear", along_an_axis(_same),    x="np.flip(g, axis=axis)", memory="view")
declare("np.fliplr(x)",                  "linear", _same,    x="np.fliplr(g)", memory="view", raises=True)
declare("np.flipud(x)",                  "linear", _same,    x="np.flipud(g)", memory="view", raises=True)
declare("np.moveaxis(x, source, destination)", "linear", probed, x="np.moveaxis(g, destination, source)",
        memory="view", known=("source", "destination"))
declare("np.squeeze(x, axis=None)",      "linear", _squeezed, x="reshape_like(g, x)", memory="view", raises=True,
        method="squeeze")
declare("np.atleast_1d(x)",              "linear", _at_least(1), cases=reshaped_back, memory="view")
declare("np.atleast_2d(x)",              "linear", _at_least(2), cases=reshaped_back, memory="view")
declare("np.atleast_3d(x)",              "linear", _at_least(3), cases=reshaped_back, memory="view")
declare("np.argsort(x, axis=-1, kind=None, stable=None)", "constant", _places, method="argsort")
declare("np.lexsort(keys, axis=-1)",     "constant", _order_of, raises=True)
declare("np.sort(x, axis=-1, kind=None, stable=None)", "tangent", along_an_axis(_same),
        x="np.take_along_axis(d, np.argsort(x, axis=axis), axis=axis)")
declare("np.take_along_axis(x, indices, axis=-1)", "linear", _along,
        x="put_along(g, indices, x, axis=axis)", raises=True)
declare("put_along(x, indices, like, axis=-1)", "linear", _as_last, x="np.take_along_axis(g, indices, axis=axis)",
        helper="put_along", shape_only=("like",))
declare("np.take(x, indices, axis=None)", "linear", _taken, x="untake(g, indices, x, axis=axis)", raises=True,
        method="take")
declare("untake(x, indices, like, axis=None)", "linear", _as_last, x="np.take(g, indices, axis=axis)",
        helper="untake", shape_only=("like",))
declare("np.repeat(x, n, axis=None)",    "linear", along_an_axis(_repeated), x="unrepeat(g, n, x, axis=axis)",
        raises=True, method="repeat")
declare("unrepeat(x, n, like, axis=None)", "linear", _as_last, x="np.repeat(g, n, axis=axis)",
        helper="unrepeat", shape_only=("like",))
declare("np.broadcast_to(x, shape)",     "linear", _stretched, x="unbroadcast(g, x)", memory="view", repeats=True,
        raises=True)
declare("np.lib.stride_tricks.sliding_window_view(x, window_shape, axis=None)", "linear", _windows, raises=True,
        x="unwindowed(g, window_shape, x, axis=axis)", memory="view", repeats=True)
declare("unwindowed(x, window_shape, like, axis=None)", "linear", _as_last, helper="unwindowed", shape_only=("like",),
        x="np.lib.stride_tricks.sliding_window_view(g, window_shape, axis=axis)")
declare("array_equal: np.array_equal(x, y)", "constant", _truth)
declare("np.allclose(x, y, rtol=1e-05, atol=1e-08)", "constant", _truth, raises=True)
declare("item: x.item()",                "linear", _one_item, x="np.full_like(x, g)", raises=True)
declare("np.searchsorted(x, v, side='left')", "constant", _searched, raises=True)
# fmt: on
