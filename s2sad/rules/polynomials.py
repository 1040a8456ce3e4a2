"""Rows of polynomials, given by their coefficients from the highest power down, and of Vandermonde matrices.

A polynomial that is multiplied loses leading zeros: the derivative is that of the coefficients that are left. The least
squares of `np.polyfit` are differentiated as those of its matrix A, with P its pseudo-inverse and r what is left over::

    c = polyfit(x, y, n)        c_dot = P @ (y_dot - A_dot @ c) + P @ P.T @ A_dot.T @ r

P is made of A with columns of the length one, as NumPy has them: powers of 100 are orders of magnitude apart.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Var, type_of
from s2sad.rules.convolving import vectors
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.running import moved
from s2sad.rules.shaping import length
from s2sad.rules.typing import NoType, probed
from s2sad.types import ONE, Array, Dim, Scalar, Type, rank


def unpolyder(x, like):  # type: ignore[no-untyped-def]
    """The transpose of ``np.polyder``; of a polynomial without coefficients it has none."""
    return np.append(x * np.arange(len(x), 0, -1), np.zeros(min(len(like), 1), dtype=x.dtype))


def unpolyint(x):  # type: ignore[no-untyped-def]
    """The transpose of ``np.polyint``."""
    return x[:-1] / np.arange(len(x) - 1, 0, -1)


def aligned(x, like):  # type: ignore[no-untyped-def]
    """The last items of x, as many as ``like`` has; zeros before them where x has fewer."""
    missing = len(like) - len(x)
    return x[-missing:] if missing <= 0 else np.append(np.zeros(missing, dtype=x.dtype), x)


def independent(x):  # type: ignore[no-untyped-def]
    """A matrix whose columns are independent: else the least squares have many solutions, and NumPy takes one of them
    by how it scales the columns.
    """
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise np.linalg.LinAlgError("the derivative of a fit that is not unique")
    return x.copy()


def scales(x):  # type: ignore[no-untyped-def]
    """What the columns of x are multiplied by to be of length one; 1 for zeros."""
    lengths = np.linalg.norm(x, axis=0)
    return 1.0 / np.where(lengths == 0.0, 1.0, lengths)


def in_product(z, x, y):  # type: ignore[no-untyped-def]
    """Coefficients of a product of x and y with the leading zeros that ``np.polymul`` has left out."""
    if len(x) * len(y) == 0:
        raise ValueError("the derivative of a product with a polynomial without coefficients")
    return np.append(np.zeros(len(x) + len(y) - 1 - len(z), dtype=z.dtype), z)


NAMESPACE.update({f.__name__: f for f in (unpolyder, unpolyint, aligned, in_product, independent, moved, scales)})


def _sum(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """A vector as long as the longer one of the operands."""
    (t,) = vectors(rule, args, attrs, where)
    x, y = (type_of(a) for a in args)
    assert isinstance(t, Array)
    assert isinstance(x, Array)
    assert isinstance(y, Array)
    return (Array(t.dtype, x.axes if x.axes == y.axes else t.axes),)


def _aligned(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = type_of(args[0]), type_of(args[1])
    assert isinstance(t, Array)
    assert isinstance(like, Array)
    return (Array(t.dtype, like.axes),)


def _aligned_double(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """As long as the second operand, of what was multiplied by integers."""
    return _aligned(rule, (Var(0, _double(rule, args[:1], attrs, where)[0]), args[1]), attrs, where)


def _same(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (type_of(args[0]),)


def _of_columns(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    assert isinstance(t, Array)
    assert t.axes is not None
    return (Array(np.zeros(0, dtype=t.dtype).real.dtype.name, t.axes[1:]),)


def _double(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """A vector of another length that was multiplied by integers."""
    (t,) = vectors(rule, args[:1], attrs, where)
    assert isinstance(t, Array)
    dtypes = [getattr(type_of(a), "dtype", "") for a in args]
    return (Array(np.result_type(*dtypes, np.float64).name, t.axes),)


def _polynomial(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    p, x = (type_of(a) for a in args)
    if rank(p) != 1 or not isinstance(x, (Array, Scalar)):
        raise NoType(f"{rule.name} of {p} and {x}")
    return probed(rule, args, attrs, where)


def _fitted(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    x, y, *more = (type_of(a) for i, a in enumerate(args) if i != 2)
    degree: Any = args[2].value if isinstance(args[2], Const) else None
    if any(rank(t) != 1 for t in (x, y, *more)):
        raise NoType(f"{rule.name} of {x} and {y}: of two vectors, a fit for each column of a matrix")
    if type(degree) is not int or degree < 0:
        raise NoType(f"{rule.name} with the degree {degree}")
    dtype = np.result_type(*[getattr(t, "dtype", "") for t in (x, y, *more)], np.float64).name
    return (Array(dtype, (Dim(str(degree + 1), "n") if degree else ONE,)),)


def _roots(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """As many as the degree; leading zeros lower it."""
    (p,) = vectors(rule, args, attrs, where)
    assert isinstance(p, Array)
    return (Array(np.result_type(p.dtype, np.complex64).name, (Dim(where, "?"),)),)


def _powers(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or t.axes is None or len(t.axes) != 1:
        raise NoType(f"{rule.name} of {t}")
    n = args[1] if len(args) > 1 else None
    wide = t.axes[0] if n is None else length(n, where)
    return (Array(np.result_type(t.dtype, int).name, (t.axes[0], wide)),)


_RISING, _FALLING = "np.arange(dim(out, axis=1))", "arange_by(dim(out, axis=1) - 1, -1, -1)"
_EXPONENTS = f"({_RISING} if increasing else {_FALLING})"
_SLOPES = f"({_EXPONENTS} * moved(out, n=1 if increasing else -1))"  # each power has a column of its own

_MATRIX = "vander_of(x, deg + 1)"
_BY_COLUMN = "unpolyder(vander_of(x, deg).T @ {}, out)"  # the transpose of d -> A_dot @ c
_SLOPE = "np.polyval(np.polyder(out), x)"
_LEFT = "(y - np.polyval(out, x))"
_INVERSE = "(np.linalg.pinv(independent({0} * scales({0}))) * np.expand_dims(scales({0}), -1))"
_P, _PW = (_INVERSE.format(a) for a in (_MATRIX, f"(np.expand_dims(w, -1) * {_MATRIX})"))

# fmt: off
declare("np.polyval(p, x)", "tangent", _polynomial, x="d * np.polyval(np.polyder(p), x)", p="np.polyval(d, x)",
        p_bar="np.ravel(g) @ vander_of(np.ravel(x), len(p))")
declare("np.roots(p)", "tangent", _roots, raises=True, real_too=True,
        p="-np.polyval(d, out) / np.polyval(np.polyder(p), out)")
declare("np.polyder(p)", "linear", _double, p="unpolyder(g, p)")
declare("unpolyder(x, like)", "linear", _aligned_double, x="np.polyder(g)", helper="unpolyder", shape_only=("like",))
declare("scales(x)", "constant", _of_columns, helper="scales")
declare("independent(x)", "tangent", _same, x="d", helper="independent", raises=True)
for text in ("np.vander(x, increasing=False)", "vander_of: np.vander(x, N, increasing=False)"):
    declare(text, "tangent", _powers, function=np.vander, raises=True,
            x=f"np.expand_dims(d, -1) * {_SLOPES}", x_bar=f"np.sum(g * {_SLOPES}, axis=-1)")
declare("aligned(x, like)", "linear", _aligned, x="aligned(g, x)", helper="aligned", memory="maybe",
        shape_only=("like",))
declare("np.polyadd(x, y)", "tangent", _sum, x="aligned(d, out)", y="aligned(d, out)")
declare("np.polysub(x, y)", "tangent", _sum, x="aligned(d, out)", y="-aligned(d, out)")
declare("np.polymul(x, y)", "tangent", vectors, raises=True,
        x="aligned(np.convolve(d, y), out)", x_bar="np.correlate(in_product(g, x, y), np.conjugate(y), mode='valid')",
        y="aligned(np.convolve(x, d), out)", y_bar="np.correlate(in_product(g, x, y), np.conjugate(x), mode='valid')")
declare("in_product(z, x, y)", "linear", vectors, z="aligned(g, z)", helper="in_product", shape_only=("x", "y"))
declare("np.polyint(p)", "linear", _double, p="unpolyint(g)")
declare("unpolyint(x)", "linear", _double, x="np.polyint(g)", helper="unpolyint")
declare("polyint_from: np.polyint(p, k=k)", "tangent", _double, function=np.polyint,
        p="np.polyint(d)", k="aligned(np.atleast_1d(d), out)")
declare("np.polyfit(x, y, deg)", "tangent", _fitted, known=("deg",), raises=True,
        x=f"{_P} @ ({_P}.T @ {_BY_COLUMN.format(f'(d * {_LEFT})')} - d * {_SLOPE})", y=f"{_P} @ d")
declare("polyfit_with_weights: np.polyfit(x, y, deg, w=w)", "tangent", _fitted, known=("deg",), raises=True,
        function=np.polyfit,
        x=f"{_PW} @ ({_PW}.T @ {_BY_COLUMN.format(f'(d * w * w * {_LEFT})')} - w * d * {_SLOPE})", y=f"{_PW} @ (w * d)",
        w=f"{_PW} @ (d * {_LEFT} + {_PW}.T @ ({_MATRIX}.T @ (w * d * {_LEFT})))")
# fmt: on
