"""Folding of derivative terms that are sums along axes, or have axes put in or taken out (`s2sad.fold`).

::

    w31 = np.sum(w30, axis=0)                        np.sum(g / w31 * w30, axis=0)      g
    np.sum(-a, axis=1)                               -np.sum(a, axis=1)
    np.sum(a, axis=1, keepdims=True)[:, 0]           np.sum(a, axis=1)
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.rules.index import WHOLE, as_index, entries, unindex
from s2sad.terms import made_by, negated, scaled, undisturbed
from s2sad.types import Array, rank, same_shape

if TYPE_CHECKING:
    from s2sad.build import Builder


def fold_sum(b: Builder, x: Arg, axis: object = None, keepdims: object = False, **how: Any) -> Arg | None:
    """``sum(-x)`` is ``-sum(x)``, and what all items have in common is a factor of the sum."""
    again = partial(b.op, "np.sum", axis=axis, keepdims=keepdims, **how)
    inside = negated(b, x) if isinstance(x, Var) else None
    if inside is not None:
        return b.op("neg", again(inside))
    if any(v is not None for v in how.values()):
        return None  # in a dtype of its own
    factor, rest = scaled(b, x)
    if factor is not None and rest is not None:
        return b.op("mul", factor, again(rest))
    return _sum_of_product(b, x, axis, bool(keepdims))


def _sum_of_product(b: Builder, x: Arg, axis: object, keepdims: bool) -> Arg | None:
    """``sum(c * e)``, where the primal has the sum of ``e``."""
    made = made_by(b, x)
    if made is None or made.op != "mul" or not undisturbed(b, made):
        return None
    for c, e in (made.args, made.args[::-1]):
        n = rank(type_of(e))
        if not n or n != rank(type_of(x)) or not isinstance(e, Var):
            continue
        at = places(axis, n)
        for kept in (False, True):
            total = b.summed(e, at, kept)
            common = None if total is None else _common(b, c, n, at, kept)
            if total is not None and common is not None:
                return _with_axes(b, _product(b, common, total), at, n, kept, keepdims)
    return None


def _product(b: Builder, x: Arg, y: Arg) -> Arg:
    """``x * y``, which is ``g`` if x is ``g / y``."""
    quotient = made_by(b, x)
    if quotient is not None and quotient.op == "truediv" and quotient.args[1] == y and undisturbed(b, quotient):
        g = quotient.args[0]
        if rank(type_of(g)) == 0 or same_shape(type_of(g), type_of(y)):
            return g
    return b.op("mul", x, y)


def _common(b: Builder, c: Arg, n: int, at: tuple[int, ...], kept: bool) -> Arg | None:
    """The factor that all items along axes of an array of rank n have in common, with these axes or without them."""
    t = type_of(c)
    if rank(t) == 0:
        return c
    if rank(t) != n or not isinstance(t, Array) or t.axes is None or any(t.axes[i].known != "1" for i in at):
        return None
    return _with_axes(b, c, at, n, True, kept)


def _with_axes(b: Builder, x: Arg, at: tuple[int, ...], n: int, kept: bool, wanted: bool) -> Arg:
    """A sum along axes, where these are ``kept``, with or without them."""
    if kept == wanted or rank(type_of(x)) == 0:
        return x
    if wanted:
        return b.op("getitem", x, _put_in(at, n))
    return b.op("getitem", x, as_index([Const(0) if i in at else WHOLE for i in range(n)]))


def places(axis: object, n: int) -> tuple[int, ...]:
    """The axes that are meant, counted from the front."""
    axis = axis.value if isinstance(axis, Const) else axis
    if axis is None:
        return tuple(range(n))
    if isinstance(axis, Pack):
        axis = tuple(a.value for a in axis.items if isinstance(a, Const))
    return tuple(sorted(a % n for a in (axis if isinstance(axis, tuple) else (axis,)) if n))  # a number has none


def fold_expand_dims(b: Builder, x: Arg, axis: Arg) -> Arg | None:
    """``np.expand_dims(x, 1)`` is ``x[:, None]``, which takes a tenth of the time."""
    n = rank(type_of(x))
    if not n:
        return x if n == 0 else None
    more = len(axis.items) if isinstance(axis, Pack) else np.size(axis.value) if isinstance(axis, Const) else 0
    if not more:
        return x  # the axes of axis=()
    n += more
    return b.op("getitem", x, _put_in(places(axis, n), n))


def _put_in(at: tuple[int, ...], n: int) -> Arg:
    """The index that puts in axes: ``[:, None]``."""
    todo = [Const(None) if i in at else WHOLE for i in range(max(at) + 1)]
    if max(at) > 2 and at == tuple(range(at[0], n)):
        todo = [Const(...), *todo[at[0] :]]
    return as_index(todo)


def fold_getitem(b: Builder, x: Arg, index: Arg) -> Arg | None:
    """``np.sum(c, axis=1, keepdims=True)[:, 0]`` is ``np.sum(c, axis=1)``, and ``c[:, None][:, 0]`` is c."""
    made = made_by(b, x)
    if made is None or unindex(index, type_of(x)) is None or not undisturbed(b, made):
        return None
    inside = negated(b, x)
    if inside is not None:
        return b.op("neg", b.op("getitem", inside, index))
    factor, rest = scaled(b, x)
    if factor is not None and rest is not None and rank(type_of(rest)) == rank(type_of(x)):
        return b.op("mul", factor, b.op("getitem", rest, index))
    if made.op == "getitem" and unindex(made.args[1], type_of(made.args[0])) == as_index(entries(index)):
        return made.args[0]  # all of c was in what was taken of it
    axis, n, todo = dict(made.attrs).get("axis"), rank(type_of(x)) or 0, entries(index)
    if made.op != "np.sum" or not dict(made.attrs).get("keepdims") or not all(e in (Const(0), WHOLE) for e in todo):
        return None
    dropped = tuple(i for i, e in enumerate(todo) if e == Const(0))
    return b.op("np.sum", made.args[0], axis=axis) if dropped == places(axis, n) and len(dropped) < n else None
