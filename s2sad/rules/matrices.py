"""Rows of linear algebra on matrices and stacks of them: most give the tangent, and the adjoint follows.

The formulas are those of M. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic
differentiation" (2008).  NumPy's Cholesky factorisation reads the lower triangle only: that is where its
gradient is.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.registry import NAMESPACE, Memory, Rule, declare
from s2sad.rules.results import several
from s2sad.rules.typing import NoType, probed, signature, type_like_second
from s2sad.types import Array, Scalar, Type, rank


def cofactors(x):  # type: ignore[no-untyped-def]
    """The derivative of the determinant, ``det(x) * inv(x).T``; also where x is singular."""
    u, s, v = np.linalg.svd(x)
    n = s.shape[-1]
    if n == 0:
        return np.zeros_like(x)
    rest = np.stack([np.prod(np.delete(s, i, axis=-1), axis=-1) for i in range(n)], axis=-1)
    sign = np.linalg.det(u) * np.linalg.det(v)
    return sign[..., None, None] * ((u * rest[..., None, :]) @ v).conj()


def lower_half(x):  # type: ignore[no-untyped-def]
    """The lower triangle, the diagonal halved."""
    return np.tril(x) - 0.5 * (x * np.eye(x.shape[-1], dtype=bool))


def on_diagonal(x, like, k=0):  # type: ignore[no-untyped-def]
    """A matrix of the shape of ``like`` with ``x`` on a diagonal."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    i = np.arange(len(x))
    out[i + max(-k, 0), i + max(k, 0)] = x
    return out


def diagonal_shadow(x, k=0):  # type: ignore[no-untyped-def]
    """The diagonal ``np.diag(x, k)`` as a view that may be added to."""
    view = np.diag(x, k)
    view.flags.writeable = True
    return view


def diagonal_view(x, offset=0, axis1=0, axis2=1):  # type: ignore[no-untyped-def]
    """``np.diagonal`` as a view that may be written."""
    view = np.diagonal(x, offset=offset, axis1=axis1, axis2=axis2)
    view.flags.writeable = True
    return view


def with_diagonals(x, like, offset=0, axis1=0, axis2=1):  # type: ignore[no-untyped-def]
    """An array of the shape of ``like`` with ``x`` on its diagonals, and zeros elsewhere."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    view = np.diagonal(out, offset=offset, axis1=axis1, axis2=axis2)
    view.flags.writeable = True
    view[...] = x
    return out


NAMESPACE.update(diagonal_shadow=diagonal_shadow, diagonal_view=diagonal_view, with_diagonals=with_diagonals)
NAMESPACE.update(cofactors=cofactors, lower_half=lower_half, on_diagonal=on_diagonal)


def _diagonal(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, k = type_of(args[0]), {**rule.statics, **dict(attrs)}.get("k", 0)
    if isinstance(t, Array) and t.axes is not None and len(t.axes) == 2 and k == 0 and t.axes[0] == t.axes[1]:
        return (Array(t.dtype, t.axes[:1]),)
    if isinstance(t, Array) and t.axes is not None and len(t.axes) == 1 and k == 0:
        return (Array(t.dtype, (t.axes[0], t.axes[0])),)
    return probed(rule, args, attrs, where)


def _diagonals(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, given = type_of(args[0]), {**rule.statics, **dict(attrs)}
    if isinstance(t, Array) and t.axes is not None and len(t.axes) > 1 and given["offset"] == 0:
        pair = [int(given[k]) % len(t.axes) for k in ("axis1", "axis2")]  # type: ignore[call-overload]
        if t.axes[pair[0]] == t.axes[pair[1]] and pair[0] != pair[1]:
            return (Array(t.dtype, (*(d for i, d in enumerate(t.axes) if i not in pair), t.axes[pair[0]])),)
    return probed(rule, args, attrs, where)


def _diagonal_memory(t: Type) -> Memory:
    """Of a matrix it is a view, which NumPy lets nobody write; of a vector it is a new matrix."""
    return "view" if rank(t) == 2 else "fresh"


def _diagonal_cases(t: Type) -> Mapping[str, str]:
    if rank(t) == 1:
        return {"x": "np.diag(g, k=k)"}
    square = isinstance(t, Array) and t.axes is not None and t.axes[0] == t.axes[1]
    return {"x": "np.diag(g, k=k)" if square else "on_diagonal(g, x, k=k)"}


def _trace(t: Type) -> Mapping[str, str]:
    many = f"with_diagonals(np.expand_dims(g, -1), x, {_DIAGONALS})"
    if rank(t) != 2:
        return {"x": many}
    return {"x": f"g * eye_of(dim(x, axis=0), dim(x, axis=1), k=offset) if (axis1, axis2) == (0, 1) else {many}"}


_DIAGONALS = "offset=offset, axis1=axis1, axis2=axis2"


def _matrix_transpose(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or t.axes is None or len(t.axes) < 2:
        raise NoType(f"{rule.name} of {t}")
    return (Array(t.dtype, (*t.axes[:-2], t.axes[-1], t.axes[-2])),)


def _same(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, (Array, Scalar)):
        raise NoType(f"{rule.name} of {t}")
    return (t,)


def _triangle(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or rank(t) is None or (rank(t) or 0) < 2:
        raise NoType(f"{rule.name} of {t}, which is no matrix,")
    return (t,)


_SQUARE = signature("(n,n)->(n,n)")
_MIRRORED = "(lower_half({0}) + np.conjugate(lower_half({0})).mT)"
LOWER, UPPER = _MIRRORED.format("d"), _MIRRORED.format("np.conjugate(d.mT)")  # of which triangle a function reads

# fmt: off
declare("mT: x.mT",           "linear", _matrix_transpose, x="g.mT", memory="view")
declare("np.tril(x, k=0)",    "linear", _triangle, x="np.tril(g, k=k)")
declare("np.triu(x, k=0)",    "linear", _triangle, x="np.triu(g, k=k)")
declare("np.diag(x, k=0)",    "linear", _diagonal, cases=_diagonal_cases, memory=_diagonal_memory,
        shadow="diagonal_shadow")
declare("diagonal_shadow(x, k=0)", "linear", _diagonal, x="on_diagonal(g, x, k=k)", memory="view",
        helper="diagonal_shadow")
_OF = "offset=0, axis1=0, axis2=1"
declare(f"np.trace(x, {_OF})", "linear", probed, cases=_trace, method="trace", raises=True)
declare(f"np.diagonal(x, {_OF})", "linear", _diagonals, x=f"with_diagonals(g, x, {_DIAGONALS})", memory="view",
        shadow="diagonal_view", method="diagonal", raises=True)
declare(f"diagonal_view(x, {_OF})", "linear", _diagonals, x=f"with_diagonals(g, x, {_DIAGONALS})", memory="view",
        helper="diagonal_view")
declare(f"with_diagonals(x, like, {_OF})", "linear", type_like_second, helper="with_diagonals",
        x=f"unbroadcast(np.diagonal(g, {_DIAGONALS}), x)", shape_only=("like",))
declare("lower_half(x)",      "linear", _same, x="lower_half(g)", helper="lower_half")
declare("on_diagonal(x, like, k=0)", "linear", type_like_second, x="np.diag(g, k=k)", helper="on_diagonal",
        shape_only=("like",))

declare("np.linalg.inv(x)",   "tangent", _SQUARE, x="-(out @ d @ out)", raises=True)
declare("np.linalg.solve(x, y)", "tangent", signature("(n,n),(n)->(n)", "(n,n),(n,k)->(n,k)"), raises=True,
        x="np.linalg.solve(x, -(d @ out))", y="np.linalg.solve(x, d)",
        y_bar="unbroadcast(np.linalg.solve(x.mT, g), y)")
declare("np.linalg.det(x)",   "tangent", signature("(n,n)->()"), raises=True,
        x="np.sum(d * cofactors(x), axis=(-2, -1))")
declare("cofactors(x)",       "tangent", _SQUARE, helper="cofactors",
        x="np.expand_dims(np.sum(d * out, axis=(-2, -1)), (-2, -1)) * np.linalg.inv(x).mT "
          "- out @ d.mT @ np.linalg.inv(x).mT")
several("np.linalg.slogdet(x)", ("sign", "log"), signature("(n,n)->(),()"), raises=True,
        gives=np.linalg._linalg.SlogdetResult,
        sign_by_x="sign * turn(np.sum(d * np.linalg.inv(x).mT, axis=(-2, -1)))",
        log_by_x="np.sum(d * np.linalg.inv(x).mT, axis=(-2, -1))")
_HALF = "{0} @ lower_half(np.linalg.solve({0}, np.conjugate(np.linalg.solve({0}, {1})).mT))"
declare("np.linalg.cholesky(x, upper=False)", "tangent", _SQUARE, raises=True,
        x=f"np.conjugate({_HALF.format('np.conjugate(out.mT)', UPPER)}).mT if upper else {_HALF.format('out', LOWER)}")
# fmt: on
