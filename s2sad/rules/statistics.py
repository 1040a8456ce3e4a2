"""Rows of medians, quantiles and averages, and of the reductions that leave out what is nan.

Medians and quantiles are sums of the items with weights that are constant between ties; items that are equal share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Var, type_of
from s2sad.rules.reductions import BEST, KEPT, OVER, SPREAD, STATICS, TYPED, forms, reduction, total
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType, probed
from s2sad.types import ONE, Array, Scalar, Type, axes, rank


def quantile_weights(x, q, slope=False, axis=None, method="linear"):  # type: ignore[no-untyped-def]
    """What each item counts for in ``np.nanquantile(x, q, axis)``; with ``slope``, the derivative of that by q.

    Where a quantile is among the sorted items, NumPy says itself: it is that of 0, 1, 2, … Of several q there are so
    many arrays of weights, one after the other.
    """
    if np.ndim(q):
        if not np.size(x):  # of which NumPy makes one quantile, whatever the number of q
            raise ValueError("the derivative of several quantiles of an array without items")
        return np.stack([quantile_weights(x, p, slope, axis, method) for p in q])  # type: ignore[no-untyped-call]
    if not np.size(x):
        return np.zeros(np.shape(x), dtype=x.dtype)
    over = tuple(range(np.ndim(x))) if axis is None else axis
    n = np.sum(x == x, axis=over, keepdims=True)
    flat = np.moveaxis(x, over, range(-np.size(over), 0)).reshape(*np.squeeze(n, over).shape, -1)
    s = np.sort(flat, axis=-1)
    n = np.maximum(n.reshape(*s.shape[:-1], 1), 1)
    place = q * (n - 1) if method == "linear" else np.quantile(np.arange(float(s.shape[-1])), q, method=method)
    low = np.clip(np.floor(place), 0, np.maximum(n - 2, 0)).astype(int)
    high = np.minimum(low + 1, n - 1)
    share = place - low
    if slope:
        ends = {"linear": -1, "weibull": 1, "median_unbiased": 1 / 3, "normal_unbiased": 1 / 4}
        smooth = method in ("hazen", "interpolated_inverted_cdf", *ends)
        inside = (method == "linear") | ((place > 0) & (place < n - 1))
        share = np.where(inside & smooth, n + ends.get(method, 0.0), 0.0)
    weights = 0.0
    for at, part in ((low, (0.0 if slope else 1.0) - share), (high, share)):
        hit = flat == np.take_along_axis(s, at, axis=-1)
        weights = weights + part * hit / np.sum(hit, axis=-1, keepdims=True)
    shape = np.moveaxis(x, over, range(-np.size(over), 0)).shape
    return np.moveaxis(np.asarray(weights, dtype=s.dtype).reshape(shape), range(-np.size(over), 0), over)


NAMESPACE["quantile_weights"] = quantile_weights


def _like_first(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, (Array, Scalar)) or t.dtype not in ("float64", "float32"):
        raise NoType(f"{rule.name} of {t}")
    return (Array(t.dtype, axes(t)),)


def _quantile(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    q = type_of(args[1])
    if rank(q) not in (0, 1):
        raise NoType(f"{rule.name} at {q}")
    if rule.name.startswith("np.nan") and dict(attrs).get("method", "linear") != "linear":
        raise NoType(f"{rule.name} by another method than the linear one")
    one = Var(0, Scalar("np", q.dtype)) if isinstance(q, Array) else args[1]
    (made,) = probed(rule, (args[0], Const(0.5) if isinstance(one, Const) else one), attrs, where)
    many = axes(q)
    return (Array(getattr(made, "dtype", ""), (*many, *(axes(made) or ()))),) if many else (made,)


def _quantile_cases(by: str) -> Callable[..., Mapping[str, str]]:
    """One quantile is a sum along the axes; of several there is a first axis, before those of the operand."""

    def cases(x: Type, q: Type) -> Mapping[str, str]:
        one = f"quantile_weights(x, q{by}, axis=axis, method=method)"
        slopes = f"quantile_slopes(x, q{by}, axis=axis, method=method)"
        r = rank(x) or 0
        if not rank(q):
            return {"x": total(f"d * {one}"), "q": f"d * {total(f'x * {slopes}')}{by}"}
        after = f"{tuple(range(1, r + 1))} if axis is None else np.add(np.mod(axis, {r}), 1)"
        summed = f"np.sum({{}}, axis={after}, keepdims=keepdims)"
        along = f"np.expand_dims(d, {tuple(range(1, r + 1))})"
        return {
            "x": summed.format(f"np.expand_dims(d, 0) * {one}"),
            "q": f"{summed.format(f'{along} * (np.expand_dims(x, 0) * {slopes})')}{by}",
        }

    return cases


def _weights_by_q(x: Type, q: Type) -> Mapping[str, str]:
    d = f"np.expand_dims(d, {tuple(range(1, (rank(x) or 0) + 1))})" if rank(q) else "d"
    return {"q": f"{d} * quantile_slopes(x, q, axis=axis, method=method)"}


def _weights(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    (t,) = _like_first(rule, args, attrs, where)
    assert isinstance(t, Array)
    return (Array(t.dtype, (*(axes(type_of(args[1])) or ()), *(t.axes or ()))),)


def _weighted(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Weights of the shape of the operand; or a row of them, for the items along one axis."""
    x, w = args
    shape, weights = axes(type_of(x)), axes(type_of(w))
    axis = dict(attrs).get("axis")
    one = isinstance(axis, int) and shape is not None and -len(shape) <= axis < len(shape)
    if shape is None or weights is None or (len(weights) != len(shape) and not (one and len(weights) == 1)):
        raise NoType(f"{rule.name} of {type_of(x)} with weights {type_of(w)}")
    t = type_of(w)
    assert isinstance(t, (Array, Scalar))
    if isinstance(t, Array):  # of the lengths of the operand, or NumPy raises
        same = (shape[axis],) if isinstance(axis, int) and len(weights) != len(shape) else shape
        return probed(rule, (x, Var(0, Array(t.dtype, same))), attrs, where)
    return probed(rule, args, attrs, where)


_STD = "select(out == 0.0, 1.0, out)"


def _average(x: Type, weights: Type) -> Mapping[str, str]:
    if rank(x) == rank(weights):
        part, whole = total("{0} * {1}"), total("{0}")
    else:  # a row of weights for the items along one axis
        part = "np.sum(np.moveaxis({0}, axis, -1) * {1}, axis=-1)"
        part, whole = f"(np.expand_dims({part}, axis) if keepdims else {part})", "np.sum({0})"
    return {
        "x": f"{part.format('d', 'weights')} / {whole.format('weights')}",
        "weights": f"({part.format('x', 'd')} - {whole.format('d')} * out) / {whole.format('weights')}",
    }


def _covariance(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or not t.axes or len(t.axes) > 2 or len(t.axes) < _LEAST[rule.name]:
        raise NoType(f"{rule.name} of {t}")
    if t.axes[0].known == "1":
        raise NoType(f"{rule.name} of one variable that is a matrix")
    dtype = np.result_type(t.dtype, np.float64).name
    return (Array(dtype, (t.axes[0],) * 2) if len(t.axes) == 2 else Array(dtype, ()),)


_LEAST = {"np.cov": 1, "np.corrcoef": 2}


def _covariance_cases(t: Type) -> Mapping[str, str]:
    if rank(t) == 1:
        return {"x": f"np.sum(2.0 * (d * np.conjugate(x - np.mean(x))).real) / (dim(x, axis=0) - {_LEFT_OUT})"}
    one = f"(d @ np.conjugate({_CENTRED}.T))"
    return {"x": f"{_between_rows(f'({one} + np.conjugate({one}.T))', t)} / (dim(x, axis=1) - {_LEFT_OUT})"}


def _correlation_cases(t: Type) -> Mapping[str, str]:
    return {"x": _between_rows(f"({_TURN} @ {_UNIT}.T + {_UNIT} @ {_TURN}.T)", t)}


def _between_rows(formula: str, t: Type) -> str:
    """What there is between each two rows: of one row, of which only the run may know, NumPy gives it without axes."""
    return f"without_axes_of_one({formula}, out)" if (axes(t) or (ONE,))[0].known == "?" else formula


_CENTRED = "(x - np.mean(x, axis=1, keepdims=True))"
_LEFT_OUT = "(ddof if ddof is not None else 0 if bias else 1)"
_LENGTHS = f"np.linalg.norm({_CENTRED}, axis=1, keepdims=True)"
_UNIT = f"({_CENTRED} / {_LENGTHS})"
_TURN = f"((d - {_UNIT} * np.sum({_UNIT} * d, axis=1, keepdims=True)) / {_LENGTHS})"

# fmt: off
declare("np.cov(x, bias=False, ddof=None)", "tangent", _covariance, cases=_covariance_cases, singular="value")
declare("without_axes_of_one: np.reshape(x, np.shape(like))", "linear",
        lambda rule, args, attrs, where: (type_of(args[0]),), x="np.atleast_2d(g)", memory="maybe",
        shape_only=("like",))
declare("np.corrcoef(x)", "tangent", _covariance, cases=_correlation_cases, singular="value")
declare("quantile_weights(x, q, axis=None, method='linear')", "tangent", _weights, helper="quantile_weights",
        cases=_weights_by_q)
declare("quantile_slopes: quantile_weights(x, q, True, axis=None, method='linear')", "constant", _weights,
        helper="quantile_weights")
for name in ("median", "nanmedian"):
    reduction(f"np.{name}(x, {STATICS})", total("d * quantile_weights(x, 0.5, axis=axis)"))
for name in ("quantile", "percentile", "nanquantile", "nanpercentile"):
    declare(f"np.{name}(x, q, axis=None, keepdims=False, method='linear')", "tangent", _quantile, raises=True,
            cases=_quantile_cases(" / 100.0" if "percentile" in name else ""))
reduction(f"np.average(x, {STATICS})", f"{total('d')} / count(x, axis)", raises=True, singular="value")
declare(f"average_with_weights: np.average(x, {STATICS}, weights=weights)", "tangent", _weighted, cases=_average,
        function=np.average, raises=True, singular="value")

_NUMBER = "np.logical_not(np.isnan(x))"
for more, left_out, known, counts in (
    ("", "np.isnan(x)", _NUMBER, "x == x"),  # nan is not equal to itself
    ("where", "np.logical_or(np.isnan(x), np.logical_not(where))", f"np.logical_and({_NUMBER}, where)",
     "np.logical_and(x == x, where)"),
):
    start = f"initial {more}".strip()
    count, given = f"np.sum({counts}, {OVER})", f"select({left_out}, 0.0, d)"
    mean = f"nanmean_with_where(x, where, {KEPT})" if more else f"np.nanmean(x, {KEPT})"
    squares = total(f"d * np.conjugate(select({left_out}, 0.0, x - {mean}))")
    factors = f"select({left_out}, 1.0, x)"
    product = total(f"select({left_out}, 0.0, d * others({factors}, (), axis=axis))")
    rows: dict[str, tuple[str, dict[str, dict[str, str]]]] = {
        "sum": (TYPED, {more: {"x": total(given)}, start: {"x": total(given), "initial": "d"}}),
        "mean": (TYPED, {more: {"x": f"{total(given)} / {count}"}}),
        "var": (SPREAD, {more: {"x": f"2.0 * {squares} / ({count} - ddof)"}}),
        "std": (SPREAD, {more: {"x": f"{squares} / (({count} - ddof) * {_STD})"}}),
        "prod": (TYPED, {more: {"x": product},
                         start: {"x": f"initial * {product}", "initial": f"d * np.prod({factors}, {OVER})"}}),
    }
    for name, (statics, partials) in rows.items():
        forms(f"np.nan{name}", statics, {k: ("tangent", p) for k, p in partials.items()}, takes=(("x", known),))
    for name in ("max", "min"):
        best = {k: p for k, p in BEST[name].items() if ("where" in k) == bool(more)}
        forms(f"np.nan{name}", STATICS, best, raises=True, takes=(("x", known),))
for name in ("nanargmax", "nanargmin"):
    declare(f"np.{name}(x, {STATICS})", "constant", probed, raises=True)
# fmt: on
