"""Rows of the functions that put the items of an array elsewhere: shifted, sorted, gathered, as differences."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from s2sad.ir import Arg, Attrs, Pack, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType, probed
from s2sad.types import ONE, Array, Scalar, Type, rank


def undiff(x, n=1, axis=-1):  # type: ignore[no-untyped-def]
    """The transpose of ``np.diff``."""
    for _ in range(n):
        x = -np.diff(x, axis=axis, prepend=0.0, append=0.0)
    return x


def put_along(x, indices, like, axis=-1):  # type: ignore[no-untyped-def]
    """Add ``x`` to zeros of the shape of ``like`` at indices along an axis."""
    out = np.zeros(np.shape(like), dtype=x.dtype)
    places = list(np.indices(np.shape(indices), sparse=True))
    places[axis] = indices
    np.add.at(out, tuple(places), x)
    return out


NAMESPACE.update(undiff=undiff, put_along=put_along)


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


def _along(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, i = type_of(args[0]), type_of(args[1])
    if not isinstance(t, Array) or not isinstance(i, Array) or rank(t) != rank(i) or t.axes is None:
        raise NoType(f"{rule.name} of {t} with {i}")
    axis = {**rule.statics, **dict(attrs)}["axis"]
    assert isinstance(axis, int)
    assert i.axes is not None
    at = axis % len(t.axes)
    return (Array(t.dtype, (*t.axes[:at], i.axes[at], *t.axes[at + 1 :])),)


def _as_last(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = type_of(args[0]), type_of(args[-1])
    assert isinstance(t, Array)
    assert isinstance(like, Array)
    return (Array(t.dtype, like.axes),)


def _squeezed(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, axis = type_of(args[0]), dict(attrs).get("axis")
    if isinstance(t, Array) and axis is None and (t.axes is None or any(d.known == "?" for d in t.axes)):
        raise NoType("an array of which only the run knows which axes have the length one")
    return probed(rule, args, attrs, where)


def _at_least(n: int):  # type: ignore[no-untyped-def]
    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t = type_of(args[0])
        if isinstance(t, Scalar):
            return (Array(t.dtype, (ONE,) * n),)
        if not isinstance(t, Array) or t.axes is None:
            raise NoType(f"{rule.name} of {t}")
        return (Array(t.dtype, (*[ONE] * (n - len(t.axes)), *t.axes)),)

    return typing


def _reshaped_back(t: Type) -> Mapping[str, str]:
    return {"x": "np.sum(g)" if rank(t) == 0 else "reshape_like(g, x)"}


def _searched(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[1])
    if isinstance(t, Scalar):
        return (Scalar("np", "int64"),)
    if not isinstance(t, Array):
        raise NoType(f"{rule.name} of {t}")
    return (Array("int64", t.axes),)


# fmt: off
declare("np.roll(x, shift, axis=None)",  "linear", _same,    x="np.roll(g, -shift, axis=axis)")
declare("np.flip(x, axis=None)",         "linear", _same,    x="np.flip(g, axis=axis)", memory="view")
declare("np.fliplr(x)",                  "linear", _same,    x="np.fliplr(g)", memory="view", raises=True)
declare("np.flipud(x)",                  "linear", _same,    x="np.flipud(g)", memory="view", raises=True)
declare("np.moveaxis(x, source, destination)", "linear", probed, x="np.moveaxis(g, destination, source)",
        memory="view", known=("source", "destination"))
declare("np.squeeze(x, axis=None)",      "linear", _squeezed, x="reshape_like(g, x)", memory="view", raises=True,
        method="squeeze")
declare("np.atleast_1d(x)",              "linear", _at_least(1), cases=_reshaped_back, memory="view")
declare("np.atleast_2d(x)",              "linear", _at_least(2), cases=_reshaped_back, memory="view")
declare("np.diff(x, n=1, axis=-1)",      "linear", probed,   x="undiff(g, n=n, axis=axis)", raises=True)
declare("undiff(x, n=1, axis=-1)",       "linear", probed,   x="np.diff(g, n=n, axis=axis)", helper="undiff")
declare("np.argsort(x, axis=-1)",        "constant", _places, method="argsort")
declare("np.sort(x, axis=-1)",           "tangent", _same,
        x="np.take_along_axis(d, np.argsort(x, axis=axis), axis=axis)")
declare("np.take_along_axis(x, indices, axis=-1)", "linear", _along,
        x="put_along(g, indices, x, axis=axis)", raises=True)
declare("put_along(x, indices, like, axis=-1)", "linear", _as_last, x="np.take_along_axis(g, indices, axis=axis)",
        helper="put_along", shape_only=("like",))
declare("np.searchsorted(x, v, side='left')", "constant", _searched, raises=True)
# fmt: on
