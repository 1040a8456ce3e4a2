"""Rows of the norms of vectors and matrices.

Of a vector a norm is a sum over items; of a matrix it is the largest sum of a row or column, or is made of singular
values.  Items and sums that share an extreme share its derivative; at zero, where there is none, it is taken as zero.
"""

from __future__ import annotations

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.factorisations import SINGULAR, VALUES
from s2sad.rules.reductions import reduction
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType, probed, signature, type_of_first
from s2sad.types import Type, rank


def one_only(x, at=0):  # type: ignore[no-untyped-def]
    """One for the first or the last item along the last axis, if there is any, and zero for the others."""
    out = np.zeros_like(x)
    out[..., at : at + 1 or None] = 1.0
    return out


NAMESPACE["one_only"] = one_only


def _real_order(order: object) -> bool:
    return isinstance(order, (int, float)) and not isinstance(order, bool) and order != 0


def vector_norm(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    given = {**rule.statics, **dict(attrs)}
    order, axis, r = given["ord"], given["axis"], rank(type_of(args[0]))
    matrix = rule.name.endswith("linalg.norm") and (isinstance(axis, tuple) or (axis is None and r != 1))
    if order in (None, "fro") if matrix else order is None or _real_order(order):
        return probed(rule, args, attrs, where)
    raise NoType(f"the norm {order} of {'a matrix' if matrix else 'a vector'}")


def _of_matrices(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    given, r = {**rule.statics, **dict(attrs)}, rank(type_of(args[0])) or 0
    axis = given.get("axis")
    last = axis is None or (isinstance(axis, tuple) and [i % r for i in axis if r] == [r - 2, r - 1])
    if r < 2 or not last or given["keepdims"]:
        raise NoType(f"a norm of {type_of(args[0])} over other axes than the last two")
    if given["ord"] not in (2, -2, 1, -1, np.inf, -np.inf, "nuc", "fro"):
        raise NoType(f"the norm {given['ord']} of a matrix")
    return signature("(m,n)->()")(rule, args, tuple((k, v) for k, v in attrs if k != "axis"), where)


_OUT = "(out if keepdims or axis is None else np.expand_dims(out, axis))"
_OVER = "axis=axis, keepdims=keepdims"
_HITS = f"(np.absolute(x) == {_OUT})"
_ROOT = f"select({_OUT} == 0.0, 1.0, {_OUT})"
_SIGN = "np.conjugate(sign(x))"
OF_VECTORS = (
    f"np.sum(d * {_SIGN}, {_OVER}) if ord == 1 "
    f"else np.sum(d * {_SIGN} * {_HITS} / np.sum({_HITS}, axis=axis, keepdims=axis is not None), {_OVER}) "
    "if ord == np.inf or ord == -np.inf "
    f"else np.sum(d * np.conjugate(x), {_OVER}) / select(out == 0.0, 1.0, out) "
    "if ord is None or ord == 2 or ord == 'fro' "
    f"else np.sum(d * {_SIGN} * (np.absolute(x) / {_ROOT}) ** (ord - 1), {_OVER})"
)


def _of_matrix(x: str, d: str, out: str, order: str) -> str:
    """The tangent of a norm of the matrix ``x`` along ``d``; ``out`` is the norm."""
    values, singular = (f.replace("(d @", f"({d} @").replace("svd(x,", f"svd({x},") for f in (VALUES, SINGULAR))
    sums = f"np.sum({{0}}, axis=-2 if {order} == 1 or {order} == -1 else -1)"  # of columns or rows
    hits = f"({sums.format(f'np.absolute({x})')} == np.expand_dims({out}, -1))"
    largest = f"{sums.format(f'{d} * np.conjugate(sign({x}))')} * {hits} / np.sum({hits}, axis=-1, keepdims=True)"
    first, last = (f"np.sum({values} * one_only({singular}, at={i}), axis=-1)" for i in (0, -1))
    return (
        f"({first} if {order} == 2 else {last} if {order} == -2 "
        f"else np.sum({values}, axis=-1) if {order} == 'nuc' "
        f"else np.sum({d} * np.conjugate({x}), axis=(-2, -1)) / select({out} == 0.0, 1.0, {out}) if {order} == 'fro' "
        f"else np.sum({largest}, axis=-1))"
    )


def _condition(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    p = dict(attrs).get("p")
    if p not in (None, 2, -2, 1, -1, np.inf, -np.inf, "fro", "nuc"):
        raise NoType(f"the condition number of order {p}")
    return signature("(m,n)->()" if p in (None, 2, -2) else "(n,n)->()")(rule, args, attrs, where)


_MATRICES = _of_matrix("x", "d", "out", "ord")
_FIRST, _LAST = (f"one_only({SINGULAR}, at={i})" for i in (0, -1))
_RATIO = f"np.sum({VALUES} * ({{}} - np.expand_dims(out, -1) * {{}}), axis=-1)"
_LARGE, _SMALL = (f"np.take({SINGULAR}, {i}, axis=-1)" for i in (0, -1))
_INVERSE = "np.linalg.inv(x)"
_NORMS = [f"np.linalg.matrix_norm({x}, ord=p)" for x in ("x", _INVERSE)]
_BY_NORMS = (
    f"({_of_matrix('x', 'd', _NORMS[0], 'p')} * {_NORMS[1]} "
    f"- {_NORMS[0]} * {_of_matrix(_INVERSE, f'({_INVERSE} @ d @ {_INVERSE})', _NORMS[1], 'p')})"
)

declare("one_only(x, at=0)", "constant", type_of_first, helper="one_only")
reduction("np.linalg.norm(x, ord=None, axis=None, keepdims=False)", OF_VECTORS, typing=vector_norm)
reduction("np.linalg.vector_norm(x, axis=None, keepdims=False, ord=2)", OF_VECTORS, typing=vector_norm)
for _text in (
    "norm_of_matrices: np.linalg.norm(x, ord=None, axis=None, keepdims=False)",
    "np.linalg.matrix_norm(x, keepdims=False, ord='fro')",
):
    _function = np.linalg.norm if ":" in _text else np.linalg.matrix_norm
    declare(_text, "tangent", _of_matrices, x=_MATRICES, raises=True, function=_function)

# How many items are not zero: it is constant between jumps.
for _text in (
    "norm_zero: np.linalg.norm(x, ord=None, axis=None, keepdims=False)",
    "vector_norm_zero: np.linalg.vector_norm(x, axis=None, keepdims=False, ord=2)",
):
    declare(_text, "constant", probed)
declare(
    "np.linalg.cond(x, p=None)",
    "tangent",
    _condition,
    raises=True,
    x=f"{_RATIO.format(_FIRST, _LAST)} / {_SMALL} if p is None or p == 2 "
    f"else {_RATIO.format(_LAST, _FIRST)} / {_LARGE} if p == -2 else {_BY_NORMS}",
)
