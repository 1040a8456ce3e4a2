"""Rows of the functions that reduce axes.  A sum's adjoint is the adjoint of the result, yet
to be broadcast: where nothing needs the full array, none is made.

Other rows give the tangent, a sum of ``d`` times the partial derivative; the adjoint is ``g``, broadcast, times it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.ir import Arg, Attrs, Eqn, Pack, Var, type_of
from s2sad.rules.registry import NAMESPACE, Rule, Typing, declare, lookup
from s2sad.rules.typing import NoType, probed
from s2sad.types import Array, Scalar, Type, axes, broadcast

if TYPE_CHECKING:
    from s2sad.build import Builder

STATICS = "axis=None, keepdims=False"
SPREAD = "axis=None, ddof=0, keepdims=False, dtype=None"
OVER = "axis=axis, keepdims=keepdims"
KEPT = "axis=axis, keepdims=axis is not None"  # of what is broadcast against the operand
_AGAIN = "({0} if keepdims or axis is None else np.expand_dims({0}, axis))"
OUT = _AGAIN.format("out")  # with the axes that were reduced
G = _AGAIN.format("g")


def total(of: str) -> str:
    """The sum over the axes."""
    return f"np.sum({of}, {OVER})"


def where_hit(hits: str, more: str = "") -> str:
    """The sum of the tangents of the items that are hit: items that share an extreme share its derivative."""
    return total(f"d * {hits} / (np.sum({hits}, {KEPT}){more})")


def reduction(text: str, x: str, typing: Typing = probed, **options: Any) -> None:
    """A row that gives its tangent by a sum over the axes."""
    declare(text, "tangent", typing, x=x, lazy=True, **options)


def others(x, *tangents, axis=None):  # type: ignore[no-untyped-def]
    """For each item the product of all others along the axes; with tangents, their mixed derivative along these.

    The products from either side of x + e1 * t1 + e2 * t2 + …, where no e is squared: zeros do no harm.
    """
    axes = tuple(range(np.ndim(x))) if axis is None else (axis,) if np.ndim(axis) == 0 else axis
    axes = [a % np.ndim(x) for a in axes] if np.ndim(x) else []
    rest = [a for a in range(np.ndim(x)) if a not in axes]
    order = rest + axes
    shape = [np.shape(x)[a] for a in rest]
    count = int(np.prod([np.shape(x)[a] for a in axes], dtype=int))
    parts = [np.transpose(a, order).reshape(*shape, count) for a in (x, *tangents)]
    size = 1 << len(tangents)
    sides = []
    for step in (1, -1):
        side = np.zeros((size, *shape, count + 1), dtype=parts[0].dtype)
        side[0, ..., 0] = 1.0
        for i in range(count):
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


def _masked(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Of what a mask leaves: the mask is broadcast to the operand, never the operand to the mask."""
    x, mask = type_of(args[0]), type_of(args[rule.operands.index("where")])
    shape = axes(x)
    if not isinstance(mask, (Array, Scalar)) or mask.dtype != "bool":
        raise NoType(f"where={mask}, which is no mask,")
    if shape is None or axes(mask) is None or broadcast([shape, axes(mask)], where) != shape:
        raise NoType(f"{rule.name} of {x} where {mask}")
    whole = Array("bool", shape) if isinstance(x, Array) else mask
    return probed(
        rule,
        tuple(Var(0, whole) if o == "where" else a for o, a in zip(rule.operands, args, strict=True)),
        attrs,
        where,
    )


def of_floats(typing: Typing, kinds: str = "fc") -> Typing:
    """With a dtype, the sum of what is made that first: integers would lose what comes after the point."""

    def checked(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        dtype = dict(attrs).get("dtype")
        if dtype is not None and np.dtype(dtype).kind not in kinds:  # type: ignore[call-overload]
            raise NoType(f"{rule.name} in the dtype {np.dtype(dtype)}, which has no derivative,")  # type: ignore[call-overload]
        t = type_of(args[0])
        if dtype is not None and np.dtype(dtype).kind == "f" and getattr(t, "dtype", "").startswith("complex"):  # type: ignore[call-overload]
            raise NoType(f"{rule.name} of {t} in a real dtype, which drops imaginary parts: take x.real before,")
        return typing(rule, args, attrs, where)

    return checked


def forms(name: str, statics: str, formulas: Mapping[str, tuple[str, Mapping[str, str]]], **options: Any) -> None:
    """The rows of one function, with ``initial``, with ``where``, and with both: a kind and formulas for each."""
    function = options.pop("function", lookup(name))
    method = options.pop("method", "")
    kinds = "f" if statics == SPREAD else "fc"  # squares of complex numbers are real, but not their dtype then
    for more, (kind, partials) in formulas.items():
        given = "".join(f", {k}={k}" for k in more.split())
        row = "_".join([*name.split(".")[1:], "with", *more.split()])
        declare(
            f"{row}: {name}(x, {statics}{given})" if more else f"{name}(x, {statics})",
            kind,  # type: ignore[arg-type]
            of_floats(_masked if "where" in more else probed, kinds),
            function=function,
            method="" if more else method,
            lazy=True,
            **partials,
            **options,
        )


def _added_up(x: str, initial: str, of: str = "") -> dict[str, tuple[str, dict[str, str]]]:
    """Rows of what is made of a sum: the tangents of its parts, and what they are multiplied by."""
    some = f"select(where, {x}, 0.0)"
    return {
        "": ("tangent", {"x": total(x) + of}),
        "where": ("tangent", {"x": total(some) + of}),
        "initial": ("tangent", {"x": total(x) + of, "initial": initial + of}),
        "initial where": ("tangent", {"x": total(some) + of, "initial": initial + of}),
    }


# fmt: off
TYPED = f"{STATICS}, dtype=None"
_FIRST = "axis=0, keepdims=False"  # methods of ufuncs reduce one axis, the first one
_SUM = {
    "":              ("linear",  {"x": G}),
    "where":         ("linear",  {"x": f"select(where, {G}, 0.0)"}),
    "initial":       ("tangent", {"x": total("d"), "initial": "d"}),
    "initial where": ("tangent", {"x": total("select(where, d, 0.0)"), "initial": "d"}),
}
forms("np.sum", TYPED, _SUM, method="sum")
forms("np.add.reduce", f"{_FIRST}, dtype=None", _SUM)
_ITEMS = f"np.sum(expand(where, x), {OVER})"
forms("np.mean", TYPED, {
    "":      ("linear",  {"x": f"{G} / count(x, axis)"}),
    "where": ("tangent", {"x": f"{total('select(where, d, 0.0)')} / {_ITEMS}"}),
}, method="mean", singular="value")

BEST: dict[str, dict[str, tuple[str, dict[str, str]]]] = {}
for name in ("max", "min"):
    hits, hits_where = f"(x == {OUT})", f"((x == {OUT}) & where)"
    more = f" + (initial == {OUT})"
    shared = "d * (initial == out) / (np.sum({}, axis=axis, keepdims=keepdims) + (initial == out))"
    BEST[name] = {
        "":              ("tangent", {"x": where_hit(hits)}),
        "initial":       ("tangent", {"x": where_hit(hits, more), "initial": shared.format(hits)}),
        "initial where": ("tangent", {"x": where_hit(hits_where, more), "initial": shared.format(hits_where)}),
    }
    forms(f"np.{name}", STATICS, BEST[name], method=name, also=(getattr(np, f"a{name}"),), raises=True)
    for ufunc in (f"{name}imum", f"f{name}"):
        forms(f"np.{ufunc}.reduce", _FIRST, BEST[name], raises=True)
_PROD = {
    "":              ("tangent", {"x": total("d * others(x, (), axis=axis)")}),
    "where":         ("tangent", {"x": total("select(where, d * others(select(where, x, 1.0), (), axis=axis), 0.0)")}),
    "initial":       ("tangent", {"x": f"initial * {total('d * others(x, (), axis=axis)')}",
                                  "initial": f"d * np.prod(x, {OVER})"}),
    "initial where": ("tangent", {"x": "initial * "
                                  + total("select(where, d * others(select(where, x, 1.0), (), axis=axis), 0.0)"),
                                  "initial": f"d * np.prod(select(where, x, 1.0), {OVER})"}),
}
forms("np.prod", TYPED, _PROD, method="prod")
forms("np.multiply.reduce", f"{_FIRST}, dtype=None", _PROD)
declare("others(x, *ds, axis=None)", "linear", _like_first, helper="others", vjp=_others_vjp, jvp=_others_jvp)

_DEVIATION = f"np.conjugate(x - np.mean(x, {KEPT}))"
_DEVIATION_WHERE = f"select(where, np.conjugate(x - mean_with_where(x, where, {KEPT})), 0.0)"
forms("np.var", SPREAD, {
    "":      ("tangent", {"x": f"2.0 * {total(f'd * {_DEVIATION}')} / (count(x, axis) - ddof)"}),
    "where": ("tangent", {"x": f"2.0 * {total(f'd * {_DEVIATION_WHERE}')} / ({_ITEMS} - ddof)"}),
}, method="var", singular="value")
_STD = "select(out == 0.0, 1.0, out)"
forms("np.std", SPREAD, {
    "":      ("tangent", {"x": f"{total(f'd * {_DEVIATION}')} / ((count(x, axis) - ddof) * {_STD})"}),
    "where": ("tangent", {"x": f"{total(f'd * {_DEVIATION_WHERE}')} / (({_ITEMS} - ddof) * {_STD})"}),
}, method="std", singular="value")
reduction(f"np.ptp(x, {STATICS})", where_hit(f"(x == np.max(x, {KEPT}))") + " - "
          + where_hit(f"(x == np.min(x, {KEPT}))"), raises=True)
for name in ("any", "all"):
    declare(f"np.{name}(x, {STATICS})", "constant", probed, method=name)
for name in ("argmax", "argmin"):
    declare(f"np.{name}(x, {STATICS})", "constant", probed, method=name, raises=True)
declare(f"np.count_nonzero(x, {STATICS})", "constant", probed)

for name, power in (("logaddexp", "exp"), ("logaddexp2", "exp2")):
    share = f"d * np.{power}({{0}} - select({{1}} == -1e999, 0.0, {{1}}))"
    forms(f"np.{name}.reduce", _FIRST, _added_up(share.format("x", OUT), share.format("initial", "out")))
forms("np.hypot.reduce", _FIRST, _added_up("d * x", "d * initial", f" / {_STD}"))
for name in ("logical_and", "logical_or", "logical_xor"):
    declare(f"np.{name}.reduce(x, {_FIRST})", "constant", probed)
# fmt: on
