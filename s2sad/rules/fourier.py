"""Rows of the Fourier transforms.

The matrix of a transform is symmetric, so its transpose is the transform itself, in either direction and under every
norm.  A transform of what is real keeps half of the result: its transpose is of the half with zeros behind it, and the
real part is taken where the adjoint is added to a real number (`s2sad.rules.complexes`).  In the other direction the
half stands for the whole: what it leaves out counts twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from types import ModuleType

import numpy as np

from s2sad.ir import Arg, Attrs, Const, type_of
from s2sad.rules.registry import NAMESPACE, Rule, Typing, declare
from s2sad.rules.shaping import length
from s2sad.rules.typing import NoType
from s2sad.types import Array, Dim, Scalar, Type, axes


def fitted(x, like, axis=-1):  # type: ignore[no-untyped-def]
    """x, cut off or followed by zeros, so that it is as long as ``like`` along the axis."""
    n, m = np.shape(x)[axis], np.shape(like)[axis]
    x = np.moveaxis(x, axis, -1)
    out = np.zeros((*x.shape[:-1], m), dtype=x.dtype)
    out[..., :n] = x[..., :m]
    return np.moveaxis(out, -1, axis)


def half_weights(x, axis=-1):  # type: ignore[no-untyped-def]
    """How often each frequency of half a spectrum stands in the whole spectrum of x."""
    n = np.shape(x)[axis]
    out = np.full(n // 2 + 1, 2.0, dtype=x.dtype)
    out[0] = 1.0
    if n % 2 == 0:
        out[-1] = 1.0
    shape = [1] * np.ndim(x)
    shape[axis] = -1
    return out.reshape(shape)


NAMESPACE.update(fitted=fitted, half_weights=half_weights)


def _spectrum(real_result: bool, new_length: bool) -> Typing:
    """Of the shape of the operand, or of another length along the axis."""

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t = type_of(args[0])
        axis = {**rule.statics, **dict(attrs)}.get("axis", -1)
        if (
            not isinstance(t, Array)
            or not t.axes
            or not isinstance(axis, int)
            or not -len(t.axes) <= axis < len(t.axes)
        ):
            raise NoType(f"{rule.name} of {t}")
        double = np.result_type(t.dtype, np.float32 if t.dtype in ("float32", "complex64") else np.float64)
        dtype = np.result_type(double, np.complex64).name
        if real_result:
            dtype = "float32" if dtype == "complex64" else "float64"
        axis %= len(t.axes)
        given = args[1] if len(args) > 1 and args[1] != Const(None) else None
        own = t.axes[axis]
        if new_length:
            own = Dim(where, "?")
        elif given is not None:
            own = length(given, where)
        return (Array(dtype, (*t.axes[:axis], own, *t.axes[axis + 1 :])),)

    return typing


def _places(shape: Sequence[object]) -> range:
    return range(-len(shape), len(shape))


def _same(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array):
        raise NoType(f"{rule.name} of {t}")
    return (t,)


def _fitted(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = (type_of(a) for a in args)
    axis = {**rule.statics, **dict(attrs)}["axis"]
    if not isinstance(t, Array) or not t.axes or not isinstance(axis, int) or not axes(like):
        raise NoType(f"{rule.name} of {t}")
    axis %= len(t.axes)
    return (Array(t.dtype, (*t.axes[:axis], (axes(like) or ())[axis], *t.axes[axis + 1 :])),)


def _weights(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    axis = {**rule.statics, **dict(attrs)}["axis"]
    if not isinstance(t, Array) or not t.axes or not isinstance(axis, int):
        raise NoType(f"{rule.name} of {t}")
    one, axis = Dim("1", "1"), axis % len(t.axes)
    return (Array(t.dtype, tuple(Dim(where, "?") if i == axis else one for i in range(len(t.axes)))),)


def _frequencies(half: bool) -> Typing:
    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        if any(not isinstance(type_of(a), Scalar) for a in args):
            raise NoType(f"{rule.name} of {', '.join(str(type_of(a)) for a in args)}")
        return (Array("float64", (Dim(where, "?") if half else length(args[0], where),)),)

    return typing


_ALONG = "axis=axis, norm=norm"
_OTHER = "('ortho' if norm == 'ortho' else 'backward' if norm == 'forward' else 'forward')"
_HALF = f"half_weights(g, axis=axis) * np.conjugate(np.fft.rfft(g, axis=axis, norm={_OTHER}))"


def transforms(package: ModuleType, prefix: str = "", modules: tuple[str, ...] = ()) -> None:
    """Rows of NumPy's transforms, or of a package that has the same: derivatives are transforms by NumPy."""
    of = "np.fft" if package is np.fft else package.__name__
    row = partial(declare, modules=modules, raises=True)
    # fmt: off
    for name in ("fft", "ifft"):
        row(f"{of}.{name}(x, axis=-1, norm=None)", "linear", _spectrum(False, False), x=f"np.fft.{name}(g, {_ALONG})")
        row(f"{prefix}{name}_of: {of}.{name}(x, n, axis=-1, norm=None)", "linear", _spectrum(False, False),
            function=getattr(package, name), x=f"fitted(np.fft.{name}(g, {_ALONG}), x, axis=axis)")
        for many, over in (("2", "axes=(-2, -1)"), ("n", "axes=None")):
            row(f"{of}.{name}{many}(x, {over}, norm=None)", "linear", _spectrum(False, False),
                x=f"np.fft.{name}{many}(g, axes=axes, norm=norm)")
    row(f"{of}.rfft(x, axis=-1, norm=None)", "linear", _spectrum(False, True),
        x=f"fft_of(g, dim(x, axis=axis), {_ALONG})")
    row(f"{prefix}rfft_of: {of}.rfft(x, n, axis=-1, norm=None)", "linear", _spectrum(False, True),
        function=package.rfft, x=f"fitted(fft_of(g, n, {_ALONG}), x, axis=axis)")
    row(f"{of}.irfft(x, axis=-1, norm=None)", "linear", _spectrum(True, True), x=_HALF)
    row(f"{prefix}irfft_of: {of}.irfft(x, n, axis=-1, norm=None)", "linear", _spectrum(True, False),
        function=package.irfft, x=f"fitted({_HALF}, x, axis=axis)")
    row(f"{of}.fftshift(x, axes=None)", "linear", _same, x="np.fft.ifftshift(g, axes=axes)")
    row(f"{of}.ifftshift(x, axes=None)", "linear", _same, x="np.fft.fftshift(g, axes=axes)")
    for name, half in (("fftfreq", False), ("rfftfreq", True)):
        row(f"{of}.{name}(n)", "constant", _frequencies(half))
        row(f"{prefix}{name}_by: {of}.{name}(n, by)", "tangent", _frequencies(half),
            function=getattr(package, name), by="-(d * out / by)")
    # fmt: on


transforms(np.fft)
# fmt: off
declare("fitted(x, like, axis=-1)", "linear", _fitted, x="fitted(g, x, axis=axis)", helper="fitted",
        shape_only=("like",))
declare("half_weights(x, axis=-1)", "constant", _weights, helper="half_weights")
# fmt: on
