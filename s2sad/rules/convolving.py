"""Rows of convolutions, interpolation and Kronecker products.

A convolution that keeps a part, ``same`` or ``valid``, is that part of the full one: its adjoint is put back there.
"""

from __future__ import annotations

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.complexes import is_complex
from s2sad.rules.registry import NAMESPACE, Rule, Typing, declare
from s2sad.rules.typing import NoType
from s2sad.types import ONE, Array, Dim, Scalar, Type, axes, rank


def in_full(z, x, y, mode, turned=False):  # type: ignore[no-untyped-def]
    """What ``np.convolve(x, y, mode)`` makes, in its place in the full convolution; of ``np.correlate``, turned."""
    m, n = np.size(x), np.size(y)
    start = {"full": 0, "same": (min(m, n) - 1) // 2, "valid": min(m, n) - 1}[mode]
    if turned and n > m:
        start = m + n - 1 - start - np.size(z)
    out = np.zeros(m + n - 1, dtype=z.dtype)
    out[start : start + np.size(z)] = z
    return out


def from_full(z, x, y, mode, turned=False):  # type: ignore[no-untyped-def]
    """The part of the full convolution that ``np.convolve(x, y, mode)`` makes."""
    m, n = np.size(x), np.size(y)
    size = {"full": m + n - 1, "same": max(m, n), "valid": max(m, n) - min(m, n) + 1}[mode]
    start = {"full": 0, "same": (min(m, n) - 1) // 2, "valid": min(m, n) - 1}[mode]
    if turned and n > m:
        start = m + n - 1 - start - size
    return z[start : start + size]


def segment(x, xp):  # type: ignore[no-untyped-def]
    """Between which of the sorted ``xp`` and the next one the items of x are, or would be."""
    return np.clip(np.searchsorted(xp, x, side="right") - 1, 0, len(xp) - 2)


def first_factor(z, y, like):  # type: ignore[no-untyped-def]
    """The adjoint of x in ``np.kron(x, y)``."""
    shape = [n for pair in zip(np.shape(like), np.shape(y), strict=True) for n in pair]
    return np.tensordot(z.reshape(shape), y, (range(1, len(shape), 2), range(np.ndim(y))))


def second_factor(z, x, like):  # type: ignore[no-untyped-def]
    """The adjoint of y in ``np.kron(x, y)``."""
    shape = [n for pair in zip(np.shape(x), np.shape(like), strict=True) for n in pair]
    return np.tensordot(z.reshape(shape), x, (range(0, len(shape), 2), range(np.ndim(x))))


NAMESPACE.update({f.__name__: f for f in (in_full, from_full, segment, first_factor, second_factor)})


def vectors(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """A vector of another length."""
    types = [type_of(a) for a in args[:2]]
    if any(rank(t) != 1 or not isinstance(t, Array) for t in types):
        raise NoType(f"{rule.name} of {' and '.join(map(str, types))}")
    dtypes = [t.dtype for t in types if isinstance(t, Array)]
    return (Array(np.result_type(*dtypes).name, (Dim(where, "?"),)),)


def _like(which: int, dtypes: int = 1) -> Typing:
    """Of the shape of an operand."""

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t = type_of(args[which])
        found = [getattr(type_of(a), "dtype", "") for a in args[:dtypes]]
        return (Array(np.result_type(*found).name, axes(t)),)

    return typing


def _grown(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    x, y = (type_of(a) for a in args)
    if rank(x) != rank(y) or not isinstance(x, Array) or not isinstance(y, Array) or not x.axes:
        raise NoType(f"{rule.name} of {x} and {y}: of arrays of one rank")
    return (Array(np.result_type(x.dtype, y.dtype).name, tuple(Dim(f"{where}.{i}", "?") for i in range(len(x.axes)))),)


def _interpolated(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    x, xp, fp = (type_of(a) for a in args)
    if rank(xp) != 1 or rank(fp) != 1 or not isinstance(x, (Array, Scalar)):
        raise NoType(f"{rule.name} of {x} in {xp} and {fp}")
    if axes(xp) == (ONE,):
        raise NoType(f"{rule.name} of one place, which is constant")
    shape = axes(x)
    dtype = "complex128" if is_complex(fp) else "float64"
    return (Array(dtype, shape) if isinstance(x, Array) else Scalar("np", dtype),)


def _segment(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    return (Array("int64", axes(t)) if isinstance(t, Array) else Scalar("np", "int64"),)


_AT, _NEXT = "segment(x, xp)", "(segment(x, xp) + 1)"
_INSIDE = "(x >= np.take(xp, 0)) & (x <= np.take(xp, -1))"
_STEP = f"(np.take(xp, {_NEXT}) - np.take(xp, {_AT}))"
_SLOPE = f"select({_INSIDE}, (np.take(fp, {_NEXT}) - np.take(fp, {_AT})) / {_STEP}, 0.0)"
_WEIGHT = f"((np.clip(x, np.take(xp, 0), np.take(xp, -1)) - np.take(xp, {_AT})) / {_STEP})"
_BETWEEN = f"((1.0 - {_WEIGHT}) * np.take(d, {_AT}) + {_WEIGHT} * np.take(d, {_NEXT}))"
_LEFT, _RIGHT = (f"select({side}, 0.0, {{}})" for side in ("x < np.take(xp, 0)", "x > np.take(xp, -1)"))
_SHARED = (
    f"{_BETWEEN} if left is None and right is None else {_LEFT.format(_BETWEEN)} if right is None else "
    f"{_RIGHT.format(_BETWEEN)} if left is None else {_LEFT.format(_RIGHT.format(_BETWEEN))}"
)

# fmt: off
declare("np.convolve(x, y, mode='full')", "linear", vectors, raises=True,
        x="np.correlate(g if mode == 'full' else in_full(g, x, y, mode), np.conjugate(y), mode='valid')",
        y="np.correlate(g if mode == 'full' else in_full(g, x, y, mode), np.conjugate(x), mode='valid')")
declare("np.correlate(x, y, mode='valid')", "linear", vectors, raises=True,
        x="np.correlate(g if mode == 'full' else in_full(g, x, y, mode, turned=True), np.flip(y), mode='valid')",
        y="np.conjugate(np.flip(np.correlate(g if mode == 'full' else in_full(g, x, y, mode, turned=True), "
          "np.conjugate(x), mode='valid')))")
declare("in_full(z, x, y, mode, turned=False)", "linear", vectors, z="from_full(g, x, y, mode, turned=turned)",
        helper="in_full", shape_only=("x", "y"))
declare("from_full(z, x, y, mode, turned=False)", "linear", vectors, z="in_full(g, x, y, mode, turned=turned)",
        helper="from_full", memory="view", shape_only=("x", "y"))
declare("np.kron(x, y)", "linear", _grown, x="first_factor(g, y, x)", y="second_factor(g, x, y)")
declare("first_factor(z, y, like)", "linear", _like(2, 2), helper="first_factor", shape_only=("like",),
        z="np.kron(g, y)", y="second_factor(z, g, y)")
declare("second_factor(z, x, like)", "linear", _like(2, 2), helper="second_factor", shape_only=("like",),
        z="np.kron(x, g)", x="first_factor(z, g, x)")
declare("np.interp(x, xp, fp, left=None, right=None)", "tangent", _interpolated, raises=True,
        x=f"d * {_SLOPE}", fp=_SHARED, xp=f"-({_SLOPE} * {_BETWEEN})")
declare("segment(x, xp)", "constant", _segment, helper="segment")
# fmt: on
