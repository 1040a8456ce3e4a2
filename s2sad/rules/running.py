"""Rows of the functions that go along an axis: running sums and products, differences, slopes, areas.

A running product has the tangent of a recurrence, ``y[k] = y[k-1] * a[k] + b[k]``, which no zero in a factor disturbs;
the transpose of a recurrence is one that runs the other way.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Attrs, Var, type_of
from s2sad.rules.reductions import of_floats
from s2sad.rules.registry import NAMESPACE, Rule, Typing, declare
from s2sad.rules.typing import NoType, along_an_axis, probed, type_like_second, type_of_first
from s2sad.types import ONE, Array, Dim, Scalar, Type, axes, broadcast, rank


def undiff(x, like, n=1, axis=-1):  # type: ignore[no-untyped-def]
    """The transpose of ``np.diff`` of what has the shape of ``like``, which may be shorter than n."""
    if not np.size(x):
        return np.zeros_like(like, dtype=x.dtype)
    zero = x.dtype.type(0.0)
    for _ in range(n):
        x = -np.diff(x, axis=axis, prepend=zero, append=zero)
    return x if n else x.copy()


def recurrence(a, b, axis=-1):  # type: ignore[no-untyped-def]
    """``y[k] = y[k-1] * a[k] + b[k]`` along an axis, from zero."""
    out = np.zeros(np.broadcast_shapes(np.shape(a), np.shape(b)), dtype=np.result_type(a, b))
    a, b = (np.moveaxis(np.broadcast_to(v, out.shape), axis, 0) for v in (a, b))
    y = np.moveaxis(out, axis, 0)
    for k in range(len(y)):
        y[k] = b[k] if k == 0 else y[k - 1] * a[k] + b[k]
    return out


def moved(x, n=1, axis=-1, fill=0.0):  # type: ignore[no-untyped-def]
    """The items one place further along an axis (``n=-1``: back); ``fill`` comes in, the last one goes."""
    out = np.full_like(x, fill)
    to, source = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    if n == 1:
        to[1:] = source[:-1]
    else:
        to[:-1] = source[1:]
    return out


def ungradient(x, axis=-1, edge_order=1):  # type: ignore[no-untyped-def]
    """The transpose of ``np.gradient`` with unit spacing."""
    out = np.zeros_like(x)
    to, g = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    to[2:] += 0.5 * g[1:-1]
    to[:-2] -= 0.5 * g[1:-1]
    edge = (-1.0, 1.0) if edge_order == 1 else (-1.5, 2.0, -0.5)
    for k, weight in enumerate(edge):
        to[k] += weight * g[0]
        to[-1 - k] -= weight * g[-1]
    return out


def ungradient_at(x, h, axis=-1, edge_order=1):  # type: ignore[no-untyped-def]
    """The transpose of ``np.gradient`` of items at the places ``h``: its weights are those of three combs."""
    n = np.shape(x)[axis]
    g = np.moveaxis(x, axis, 0)
    out = np.zeros_like(g)
    start = np.clip(np.arange(n) - 1, 0, max(n - 3, 0))
    for k in range(min(n, 3)):
        weights = np.gradient(1.0 * (np.arange(n) % 3 == k), h, edge_order=edge_order)
        np.add.at(out, start + (k - start) % 3, weights.reshape(-1, *[1] * (g.ndim - 1)) * g)
    return np.moveaxis(out, 0, axis)


def unreduceat(x, indices, like, axis=0):  # type: ignore[no-untyped-def]
    """The transpose of ``np.add.reduceat``: each sum goes to all items that are in it."""
    out = np.zeros(np.shape(like), dtype=x.dtype)
    to, g = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    ends = np.append(indices[1:], len(to))
    for k, (start, end) in enumerate(zip(indices, ends, strict=True)):
        to[start : max(end, start + 1)] += g[k]
    return out


def neighbours(x):  # type: ignore[no-untyped-def]
    """Each item and the next, added along the last axis."""
    return x[..., 1:] + x[..., :-1]


def unneighbours(x, like):  # type: ignore[no-untyped-def]
    """The transpose of ``neighbours``, in the shape of what that took; x may be one for several."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    out[..., :-1] = x
    out[..., 1:] += x
    return out


def conformed(x, like, less=0):  # type: ignore[no-untyped-def]
    """x in the shape of ``like``, its last axis shorter by ``less``: summed where that is one long, or repeated."""
    *shape, n = np.shape(like)
    shape = (*shape, max(n - less, 0))
    if np.shape(x) == shape:
        return x
    extra = np.ndim(x) - len(shape)
    ones = tuple(i for i, k in enumerate(shape, extra) if k == 1 and i >= 0)
    return np.broadcast_to(np.sum(np.sum(x, axis=ones, keepdims=True), axis=tuple(range(extra))), shape).copy()


NAMESPACE.update({f.__name__: f for f in (undiff, recurrence, moved, ungradient, ungradient_at)})
NAMESPACE.update({f.__name__: f for f in (unreduceat, neighbours, unneighbours, conformed)})


def _longer(by: int) -> Typing:
    """An axis that has so many items more, or fewer, for each time that the function is applied."""

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t, given = type_of(args[0]), {**rule.statics, **dict(attrs)}
        n, axis = given.get("n", 1), given.get("axis", -1)
        if not isinstance(t, Array) or not t.axes or not isinstance(n, int) or not isinstance(axis, int):
            raise NoType(f"{rule.name} of {t}")
        if not -len(t.axes) <= axis < len(t.axes):
            raise NoType(f"axis {axis} of an array of rank {len(t.axes)}")
        at = axis % len(t.axes)
        d = t.axes[at]
        if d.name.isdecimal() and not d.offset:
            m = max(int(d.name) + by * n, 0)
            new: Dim | None = ONE if m == 1 else Dim(str(m), "n")
        else:
            new = d.shorter(-by * n)
        return (Array(t.dtype, (*t.axes[:at], new or Dim(where, "?"), *t.axes[at + 1 :])),)

    return typing


def _along(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Of the shape of the operands."""
    shape = broadcast([axes(type_of(a)) for a in args], where)
    dtypes = [getattr(type_of(a), "dtype", "") for a in args if isinstance(type_of(a), Array)]
    if shape is None or not dtypes:
        raise NoType(f"{rule.name} of {', '.join(str(type_of(a)) for a in args)}")
    return (Array(np.result_type(*dtypes).name, shape),)


def _parts(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """As many as there are indices, along an axis."""
    t, indices = type_of(args[0]), args[1]
    axis = dict(attrs).get("axis", 0)
    at = axes(type_of(indices))
    if not isinstance(t, Array) or not t.axes or not isinstance(axis, int) or not -len(t.axes) <= axis < len(t.axes):
        raise NoType(f"{rule.name} of {t}")
    if at is None or len(at) != 1:
        raise NoType(f"{rule.name} at {type_of(indices)}")
    place = axis % len(t.axes)
    return (Array(t.dtype, (*t.axes[:place], *at, *t.axes[place + 1 :])),)


def _like_third(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = type_of(args[0]), type_of(args[2])
    if not isinstance(t, Array) or not isinstance(like, Array):
        raise NoType(f"{rule.name} of {t}")
    return (Array(t.dtype, like.axes),)


def _slopes(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, step = type_of(args[0]), [type_of(a) for a in args[1:]]
    axis = dict(attrs).get("axis")
    if not isinstance(t, Array) or t.axes is None or not t.axes or not t.dtype.startswith(("float", "complex")):
        raise NoType(f"{rule.name} of {t}")
    if not isinstance(axis, int) and len(t.axes) > 1:
        raise NoType(f"{rule.name} of {t} along more than one axis: ask for one at a time, with axis=k,")
    if any(rank(s) != (1 if rule.name == "gradient_at" else 0) for s in step):
        raise NoType(f"{rule.name} with spacings {step[0]}")
    return (t,)


def _without(shape: tuple[Dim, ...] | None, axis: int) -> tuple[Dim, ...] | None:
    return shape and tuple(d for i, d in enumerate(shape) if i != axis % len(shape))


def _conformed(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """The dtype of the first operand and the shape of the second, with a last axis that may be shorter."""
    t, like = type_of(args[0]), type_of(args[1])
    if not isinstance(t, Array) or not isinstance(like, Array) or not like.axes:
        raise NoType(f"{rule.name} of {t}")
    if not dict(attrs).get("less", 0):
        return (Array(t.dtype, like.axes),)
    return _longer(-1)(rule, (Var(0, Array(t.dtype, like.axes)),), (), where)


def _areas(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    y, x = type_of(args[0]), [type_of(a) for a in args[1:]]
    axis = {**rule.statics, **dict(attrs)}["axis"]
    if not isinstance(y, Array) or not y.axes or not isinstance(axis, int) or not -len(y.axes) <= axis < len(y.axes):
        raise NoType(f"{rule.name} of {y}")
    if any(rank(t) not in (1, len(y.axes)) or not isinstance(t, Array) for t in x):
        raise NoType(f"{rule.name} of {y} over {x[0]}")
    kept = broadcast(
        [_without(t.axes, axis) for t in (y, *x) if isinstance(t, Array) and rank(t) == len(y.axes)], where
    )
    if kept is None:
        raise NoType(f"{rule.name} of {y} over {x[0]}")
    dtype = np.result_type(y.dtype, *[t.dtype for t in x if isinstance(t, Array)], np.float32).name
    if not x and y.dtype == "float32":
        dtype = "float32"
    return (Array(dtype, kept) if kept else Scalar("np", dtype),)


@dataclass(frozen=True)
class _Places:
    """Formulas where the axis is the last one: the adjoint of the sums along it, the operand, and the way back."""

    g: str
    y: str
    back: str


def _places(y: Type) -> _Places:
    if rank(y) == 1:
        return _Places("g", "y", "{}")
    return _Places("np.expand_dims(g, -1)", _LAST.format("y"), _BACK)


_BACK = "({0} if axis == -1 else np.moveaxis({0}, -1, axis))"
_LAST = "({0} if axis == -1 else np.moveaxis({0}, axis, -1))"


def _area(y: Type, x: Type) -> Mapping[str, str]:
    by, over = _places(y), _LAST if rank(x) != 1 else "{0}"
    at, back = over.format("x"), _BACK if rank(x) != 1 else "{0}"
    area = "np.sum(0.5 * np.diff({}) * neighbours({}), axis=-1)"
    # Transposed by hand: no product is made for the shape that the two are repeated to.
    return {
        "y": area.format(at, _LAST.format("d")),
        "x": area.format(over.format("d"), _LAST.format("y")),
        "y_bar": by.back.format(f"unneighbours(conformed(0.5 * {by.g} * np.diff({at}), {by.y}, less=1), {by.y})"),
        "x_bar": back.format(f"undiff(conformed(0.5 * {by.g} * neighbours({by.y}), {at}, less=1), {at})"),
    }


def _area_of_steps(y: Type) -> Mapping[str, str]:
    last = _places(y)
    return {
        "y": f"np.sum(0.5 * dx * neighbours({_LAST.format('d')}), axis=-1)",
        "y_bar": last.back.format(f"unneighbours(0.5 * dx * {last.g}, {last.y})"),
    }


# fmt: off
_SUMS = "np.flip(np.cumsum(np.flip(g, axis=axis), axis=axis), axis=axis)"
declare("np.add.reduceat(x, indices, axis=0)", "linear", _parts, x="unreduceat(g, indices, x, axis=axis)", raises=True)
declare("unreduceat(x, indices, like, axis=0)", "linear", _like_third, helper="unreduceat", shape_only=("like",),
        x="np.add.reduceat(g, indices, axis=axis)")
declare("np.cumsum(x, axis=None, dtype=None)", "linear", along_an_axis(of_floats(probed)), method="cumsum",
        x=f"reshape_like({_SUMS}, x) if axis is None else {_SUMS}")
declare("np.cumulative_sum(x, axis=None)", "linear", along_an_axis(probed), x=_SUMS, raises=True)
declare("np.add.accumulate(x, axis=0)", "linear", along_an_axis(probed), x=_SUMS)
_PRODUCT = "recurrence({0}, {1} * np.cumprod(moved({0}, axis={2}, fill=1.0), axis={2}), axis={2})"
_ALONG = _PRODUCT.format("x", "d", "axis")
declare("np.cumprod(x, axis=None, dtype=None)", "tangent", along_an_axis(of_floats(probed)), method="cumprod",
        x=f"{_PRODUCT.format('np.ravel(x)', 'np.ravel(d)', 0)} if axis is None else {_ALONG}")
declare("np.cumulative_prod(x, axis=None)", "tangent", along_an_axis(probed), raises=True,
        x=f"{_PRODUCT.format('x', 'd', -1)} if axis is None else {_ALONG}")
declare("np.multiply.accumulate(x, axis=0)", "tangent", along_an_axis(probed), x=_ALONG)
_KNOWN = "select(np.isnan({0}), {1}, {0})"
_NAN = _PRODUCT.format(_KNOWN.format("{0}", 1.0), "select(np.isnan({0}), 0.0, {1})", "{2}")
declare("np.nancumprod(x, axis=None)", "tangent", along_an_axis(probed),
        x=f"{_NAN.format('np.ravel(x)', 'np.ravel(d)', 0)} if axis is None else {_NAN.format('x', 'd', 'axis')}")
declare("np.nancumsum(x, axis=None)", "tangent", along_an_axis(probed),
        x="np.cumsum(select(np.isnan(x), 0.0, d), axis=axis)")
declare("recurrence(a, b, axis=-1)", "tangent", _along, helper="recurrence",
        a="recurrence(a, d * moved(out, axis=axis), axis=axis)", b="recurrence(a, d, axis=axis)",
        b_bar="np.flip(recurrence(np.flip(moved(a, n=-1, axis=axis), axis=axis), np.flip(g, axis=axis), axis=axis), "
              "axis=axis)",
        a_bar="moved(out, axis=axis) * np.flip(recurrence(np.flip(moved(a, n=-1, axis=axis), axis=axis), "
              "np.flip(g, axis=axis), axis=axis), axis=axis)")
declare("moved(x, n=1, axis=-1, fill=0.0)", "tangent", _along, helper="moved",
        x="moved(d, n=n, axis=axis)", x_bar="moved(g, n=-n, axis=axis)")
declare("np.diff(x, n=1, axis=-1)",      "linear", _longer(-1),  x="undiff(g, x, n=n, axis=axis)", raises=True)
declare("undiff(x, like, n=1, axis=-1)", "linear", type_like_second, x="np.diff(g, n=n, axis=axis)", helper="undiff",
        shape_only=("like",))
_UNIT = "ungradient({}, axis=0 if axis is None else axis, edge_order=edge_order)"
declare("np.gradient(x, axis=None, edge_order=1)", "linear", _slopes, x=_UNIT.format("g"), raises=True)
declare("gradient_by: np.gradient(x, h, axis=None, edge_order=1)", "tangent", _slopes, function=np.gradient,
        raises=True, x="np.gradient(d, axis=axis, edge_order=edge_order) / h", h="-(out * d / h)")
_AT = "ungradient_at({}, h, axis=0 if axis is None else axis, edge_order=edge_order)"
declare("gradient_at: np.gradient(x, h, axis=None, edge_order=1)", "linear", _slopes, function=np.gradient, raises=True,
        x=_AT.format("g"), unknown=("h",))
declare("ungradient_at(x, h, axis=-1, edge_order=1)", "linear", type_of_first, helper="ungradient_at",
        x="gradient_at(g, h, axis=axis, edge_order=edge_order)", unknown=("h",))
declare("ungradient(x, axis=-1, edge_order=1)", "linear", _along, helper="ungradient",
        x="np.gradient(g, axis=axis, edge_order=edge_order)")
declare("neighbours(x)",                 "linear", _longer(-1),  x="unneighbours(g, x)", helper="neighbours")
declare("unneighbours(x, like)", "linear", type_like_second, x="unbroadcast(neighbours(g), x)", helper="unneighbours",
        shape_only=("like",))
declare("conformed(x, like, less=0)", "linear", _conformed, x="conformed(g, x)", helper="conformed", memory="maybe",
        sums=True, shape_only=("like",))
declare("np.trapezoid(y, x, axis=-1)", "tangent", _areas, cases=_area, raises=True)
declare("trapezoid_of_steps: np.trapezoid(y, dx=1.0, axis=-1)", "tangent", _areas, function=np.trapezoid, raises=True,
        cases=_area_of_steps)
# fmt: on
