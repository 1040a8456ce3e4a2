"""Rows of the functions that reduce axes.  A sum's adjoint is the adjoint of the result, yet
to be broadcast: where nothing needs the full array, none is made.

Other rows give the tangent, a sum of ``d`` times the partial derivative; the adjoint is ``g``, broadcast, times it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.ir import Arg, Attrs, Eqn, Pack, type_of
from s2sad.rules.registry import NAMESPACE, Rule, Typing, declare
from s2sad.rules.typing import probed
from s2sad.types import Type

if TYPE_CHECKING:
    from s2sad.build import Builder

_STATICS = "axis=None, keepdims=False"
_OUT = "(out if keepdims or axis is None else np.expand_dims(out, axis))"  # with the axes that were reduced
_SUM = "np.sum({}, axis=axis, keepdims=keepdims)"
_KEEP = "keepdims=axis is not None"  # of what is broadcast against the operand


def reduction(text: str, x: str, typing: Typing = probed, **options: Any) -> None:
    """A row that gives its tangent by a sum over the axes."""
    declare(text, "tangent", typing, x=x, lazy=True, **options)


def others(x, *tangents, axis=None):  # type: ignore[no-untyped-def]
    """For each item the product of all others along the axes; with tangents, their mixed derivative along these.

    The products from either side of x + e1 * t1 + e2 * t2 + …, where no e is squared: zeros do no harm.
    """
    axes = tuple(range(np.ndim(x))) if axis is None else (axis,) if np.ndim(axis) == 0 else axis
    axes = [a % np.ndim(x) for a in axes]
    rest = [a for a in range(np.ndim(x)) if a not in axes]
    order = rest + axes
    shape = [np.shape(x)[a] for a in rest]
    parts = [np.transpose(a, order).reshape(*shape, -1) for a in (x, *tangents)]
    size = 1 << len(tangents)
    n = parts[0].shape[-1]
    sides = []
    for step in (1, -1):
        side = np.zeros((size, *shape, n + 1), dtype=parts[0].dtype)
        side[0, ..., 0] = 1.0
        for i in range(n):
            item = [p[..., ::step][..., i] for p in parts]
            side[..., i + 1] = side[..., i] * item[0]
            for k in range(len(tangents)):
                for s in range(size):
                    if s >> k & 1:
                        side[s, ..., i + 1] += side[s ^ 1 << k, ..., i] * item[k + 1]
        sides.append(side[..., :-1])
    left, right = sides[0], sides[1][..., ::-1]
    total = sum(left[s] * right[size - 1 - s] for s in range(size))
    return np.transpose(total.reshape([np.shape(x)[a] for a in order]), np.argsort(order))


NAMESPACE["others"] = others


def _like_first(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (type_of(args[0]),)


def _others(b: Builder, eqn: Eqn, x: Arg, place: int | None, d: Arg) -> Arg:
    """The derivative along ``d``, of the operand (None) or of a tangent: it is its own transpose."""
    assert isinstance(eqn.args[1], Pack)
    ds = eqn.args[1].items
    new = (*ds, d) if place is None else (*ds[:place], d, *ds[place + 1 :])
    attrs: dict[str, Any] = dict(eqn.attrs)
    return b.op("others", x, Pack("tuple", new), **attrs)


def _others_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    x, ds = eqn.args
    assert isinstance(ds, Pack)
    for place, operand in ((None, x), *enumerate(ds.items)):
        if adj.wants(operand):
            adj.add(operand, _others(adj.b, eqn, adj.before(x, eqn), place, adj.full(g, eqn.outs[0])))


def _others_jvp(tan: Any, eqn: Eqn) -> Arg | None:
    x, ds = eqn.args
    assert isinstance(ds, Pack)
    total: Arg | None = None
    for place, operand in ((None, x), *enumerate(ds.items)):
        if tan.get(operand) is not None:
            term = _others(tan.b, eqn, x, place, tan.full(operand))
            total = term if total is None else tan.b.op("add", total, term)
    return total


declare(
    f"np.sum(x, {_STATICS})",
    "linear",
    probed,
    method="sum",
    x="g if keepdims or axis is None else np.expand_dims(g, axis)",
    lazy=True,
)
declare(
    f"np.mean(x, {_STATICS})",
    "linear",
    probed,
    method="mean",
    x="(g if keepdims or axis is None else np.expand_dims(g, axis)) / count(x, axis)",
    lazy=True,
    singular="value",
)

# fmt: off
for name in ("max", "min"):
    # Items that share an extreme share its derivative.
    hits = f"(x == {_OUT})"
    reduction(f"np.{name}(x, {_STATICS})", _SUM.format(f"d * {hits} / np.sum({hits}, axis=axis, {_KEEP})"),
              method=name, also=(getattr(np, f"a{name}"),), raises=True)
_DEVIATION = f"(x - np.mean(x, axis=axis, {_KEEP}))"
reduction("np.var(x, axis=None, ddof=0, keepdims=False)",
          f"2.0 * {_SUM.format(f'd * {_DEVIATION}')} / (count(x, axis) - ddof)", method="var")
reduction("np.std(x, axis=None, ddof=0, keepdims=False)",
          f"{_SUM.format(f'd * {_DEVIATION}')} / ((count(x, axis) - ddof) * select(out == 0.0, 1.0, out))",
          method="std")
reduction(f"np.prod(x, {_STATICS})", _SUM.format("d * others(x, (), axis=axis)"), method="prod")
declare("others(x, *ds, axis=None)", "linear", _like_first, helper="others", vjp=_others_vjp, jvp=_others_jvp)
declare("np.cumsum(x, axis=None)", "linear", probed, method="cumsum",
        x="reshape_like(np.flip(np.cumsum(np.flip(g, axis=axis), axis=axis), axis=axis), x) if axis is None "
          "else np.flip(np.cumsum(np.flip(g, axis=axis), axis=axis), axis=axis)")
declare("np.any(x, axis=None, keepdims=False)",  "constant", probed, method="any")
declare("np.all(x, axis=None, keepdims=False)",  "constant", probed, method="all")
declare("np.argmax(x, axis=None)",               "constant", probed, method="argmax", raises=True)
declare("np.argmin(x, axis=None)",               "constant", probed, method="argmin", raises=True)
declare("np.count_nonzero(x, axis=None)",        "constant", probed)
# fmt: on
