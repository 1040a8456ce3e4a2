"""Rows of the factorisations of matrices, and of what is found by one: pseudo-inverse, least squares.

Sources: M. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation"
(2008); S. F. Walter and L. Lehmann, "Algorithmic differentiation of linear algebra functions" (2010), for QR;
J. Townsend, "Differentiating the singular value decomposition" (2016); G. H. Golub and V. Pereyra, "The differentiation
of pseudo-inverses" (1973).

What is ill-defined grows without bound: vectors that belong to equal eigenvalues or singular values have no derivative,
and where a program asks for it all the same it is infinite or nan.  Derivatives of the values alone are finite.
"""

from __future__ import annotations

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.matrices import LOWER, UPPER
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.results import several
from s2sad.rules.typing import NoType, signature
from s2sad.types import Array, Scalar, Type, axes


def gaps(w):  # type: ignore[no-untyped-def]
    """The matrix of ``1 / (w[j] - w[i])``, with zeros on the diagonal."""
    apart = w[..., None, :] - w[..., :, None]
    own = np.eye(w.shape[-1], dtype=bool)
    with np.errstate(divide="ignore"):
        return np.where(own, 0.0, 1.0 / np.where(own, 1.0, apart))


NAMESPACE["gaps"] = gaps


def _gaps(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or not t.axes:
        raise NoType(f"{rule.name} of {t}")
    return (Array(t.dtype, (*t.axes, t.axes[-1])),)


def first_columns(x, like):  # type: ignore[no-untyped-def]
    """The first columns of x, as many as ``like`` has."""
    return x[..., : like.shape[-1]]


def with_columns(x, like):  # type: ignore[no-untyped-def]
    """x, and columns of zeros behind it up to as many as ``like`` has."""
    more = like.shape[-1] - x.shape[-1]
    return x if more == 0 else np.concatenate((x, np.zeros((*x.shape[:-1], more), dtype=x.dtype)), axis=-1)


NAMESPACE.update(first_columns=first_columns, with_columns=with_columns)


def _columns_like(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = map(type_of, args)
    if not isinstance(t, Array) or not t.axes or not axes(like):
        raise NoType(f"{rule.name} of {t} and {like}")
    return (Array(t.dtype, (*t.axes[:-1], (axes(like) or ())[-1])),)


def _rank(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    shape = axes(type_of(args[0]))
    if shape is None:
        raise NoType(f"{rule.name} of {type_of(args[0])}")
    return (Array("int64", shape[:-2]) if len(shape) > 2 else Scalar("np", "int64"),)


_HERMITIAN = f"({LOWER} if UPLO == 'L' else {UPPER})"
_U, SINGULAR, _VH = (f"np.linalg.svd(x, full_matrices=False)[{i}]" for i in range(3))
_CHANGE = f"({LOWER} if hermitian else d)"  # of a matrix that is said to be Hermitian, the lower triangle is read
_ROWS, _COLUMNS = "np.expand_dims(s, -1)", "np.expand_dims(s, -2)"
_SVD = np.linalg._linalg.SVDResult
# The part of x that makes the first factor has as many columns as that; a matrix that is not wide has no others.
_PART, _D_WIDE = "first_columns(r, q)", "np.linalg.solve(first_columns(r, q).mT, first_columns(d, q).mT).mT"
_D = "np.linalg.solve(r.mT, d.mT).mT"
_C, _C_WIDE = f"np.conjugate(q.mT) @ {_D}", f"np.conjugate(q.mT) @ {_D_WIDE}"
_SKEW, _SKEW_WIDE = (
    f"(np.tril({c}, k=-1) - np.conjugate(np.tril({c}, k=-1)).mT + 2.0 * turn(lower_half({c}) - np.tril({c}, k=-1)))"
    for c in (_C, _C_WIDE)
)
_LOWER = "(np.tril(g @ r.mT, k=-1) - np.tril(r @ g.mT, k=-1))"
_MIRRORED = "(np.tril({0}) + np.tril({0}, k=-1).mT)"
_PINV = "np.linalg.pinv(x)"
_H, _O = "np.conjugate(d.mT)", "np.conjugate(out.mT)"
_PINV_X, _PINV_D = f"({LOWER.replace('(d)', '(x)')} if hermitian else x)", _CHANGE
_PINV_OF_H = f"np.conjugate({_PINV_D}.mT)"
_VECTORS = "np.linalg.eigh(x, UPLO=UPLO)[1]"

VALUES = f"np.sum(np.conjugate({_U}) * (d @ np.conjugate({_VH}.mT)), axis=-2)"
FACTORS_OF_ANY = {  # of Q and R, whatever the shape of the matrix
    "q_by_x": f"{_D_WIDE} - q @ ({_C_WIDE} - {_SKEW_WIDE})",
    "r_by_x": f"np.conjugate(q.mT) @ d - {_SKEW_WIDE} @ r",
    "x_from_q": f"with_columns(np.linalg.solve({_PART}, (g - q @ {_MIRRORED.format('(g.mT @ q)')}).mT).mT, x)",
    "x_from_r": f"q @ g - with_columns(np.linalg.solve({_PART}, (q @ {_LOWER}).mT).mT, x)",
}


def thin_vectors(d: str) -> dict[str, str]:
    """The tangents of the singular values and of as many vectors, along the change ``d`` of the matrix."""
    inner = f"(np.conjugate(u.mT) @ {d} @ np.conjugate(vh.mT))"  # the change in the bases of the singular vectors
    diagonal = f"np.sum(np.conjugate(u) * ({d} @ np.conjugate(vh.mT)), axis=-2)"
    return {
        "u_by_x": f"u @ (gaps(s * s) * ({inner} * {_COLUMNS} + {_ROWS} * np.conjugate({inner}.mT))) "
        f"+ ({d} @ np.conjugate(vh.mT) - u @ {inner}) / {_COLUMNS} "
        f"+ u * (turn(np.expand_dims({diagonal}, -2)) / {_COLUMNS})",
        "s_by_x": diagonal,
        "vh_by_x": f"-(gaps(s * s) * ({_ROWS} * {inner} + np.conjugate({inner}.mT) * {_COLUMNS})) @ vh "
        f"+ (np.conjugate(u.mT) @ {d} - {inner} @ vh) / {_ROWS}",
    }


# fmt: off
declare("np.linalg.matrix_rank(x, tol=None, hermitian=False, rtol=None)", "constant", _rank, raises=True)
declare("gaps(w)", "tangent", _gaps, helper="gaps",
        w="-(out * out * (np.expand_dims(d, -2) - np.expand_dims(d, -1)))")
several("np.linalg.eigh(x, UPLO='L')", ("w", "v"), signature("(n,n)->(n),(n,n)"), raises=True,
        gives=np.linalg._linalg.EighResult,
        w_by_x=f"np.sum(np.conjugate(v) * ({_HERMITIAN} @ v), axis=-2)",
        v_by_x=f"v @ (gaps(w) * (np.conjugate(v.mT) @ {_HERMITIAN} @ v))")
declare("np.linalg.eigvalsh(x, UPLO='L')", "tangent", signature("(n,n)->(n)"), raises=True,
        x=f"np.sum(np.conjugate({_VECTORS}) * ({_HERMITIAN} @ {_VECTORS}), axis=-2)")
several("whole_svd: np.linalg.svd(x)", ("u", "s", "vh"), signature("(m,n)->(m,m),(k),(n,n)"), raises=True,
        gives=_SVD, s_by_x=VALUES)
several("np.linalg.svd(x, full_matrices=True, hermitian=False)", ("u", "s", "vh"), signature("(m,n)->(m,k),(k),(k,n)"),
        gives=_SVD, raises=True, **thin_vectors(_CHANGE))
declare("values_of_hermitian: np.linalg.svd(x, compute_uv=True, hermitian=False)", "tangent", signature("(n,n)->(n)"),
        raises=True, function=np.linalg.svd,
        x=VALUES.replace("full_matrices", "hermitian=True, full_matrices").replace("d @", f"{LOWER} @"))
declare("np.linalg.svdvals(x)", "tangent", signature("(m,n)->(k)"), raises=True,
        x=VALUES)

# With D = dX / R, C = Q.T @ D and W skew, its lower half that of C: dQ = D - Q @ C + Q @ W and dR = (C - W) @ R.
several("np.linalg.qr(x, mode='reduced')", ("q", "r"), signature("(m,n)->(m,k),(k,n)"), raises=True,
        gives=np.linalg._linalg.QRResult,
        q_by_x=f"{_D} - q @ ({_C} - {_SKEW})", r_by_x=f"({_C} - {_SKEW}) @ r",
        x_from_q=f"np.linalg.solve(r, (g - q @ {_MIRRORED.format('(g.mT @ q)')}).mT).mT",
        x_from_r=f"np.linalg.solve(r, (q @ {_MIRRORED.format('(r @ g.mT)')}).mT).mT")
# Of a wide matrix the first columns alone make Q, and R = Q.T @ X: dR = Q.T @ dX - W @ R.
several("qr_of_any: np.linalg.qr(x, mode='reduced')", ("q", "r"), signature("(m,n)->(m,k),(k,n)"), raises=True,
        gives=np.linalg._linalg.QRResult,
        **FACTORS_OF_ANY)
declare("first_columns(x, like)", "linear", _columns_like, x="with_columns(g, x)", helper="first_columns",
        memory="view", shape_only=("like",))
declare("with_columns(x, like)", "linear", _columns_like, x="first_columns(g, x)", helper="with_columns",
        memory="maybe", shape_only=("like",))

declare("np.linalg.pinv(x, rcond=None, hermitian=False)", "tangent", signature("(m,n)->(n,m)"), raises=True,
        x=f"out @ {_O} @ ({_PINV_OF_H} - {_PINV_OF_H} @ {_PINV_X} @ out) "
          f"+ ({_PINV_OF_H} - out @ ({_PINV_X} @ {_PINV_OF_H})) @ {_O} @ out - out @ {_PINV_D} @ out")
_PINV_H = f"np.conjugate({_PINV}.mT)"
_SYSTEMS = ("(m,n),(m)->(n),(r),(),(k)", "(m,n),(m,p)->(n,p),(r),(),(k)")
_REST = "(y - x @ result)"
several("np.linalg.lstsq(x, y, rcond=None)", ("result", "residuals", "rank", "s"), signature(*_SYSTEMS), raises=True,
        result_by_x=f"{_PINV} @ ({_PINV_H} @ ({_H} @ {_REST}) - d @ result) "
                    f"+ {_H} @ ({_PINV_H} @ result) - {_PINV} @ (x @ ({_H} @ ({_PINV_H} @ result)))",
        result_by_y=f"{_PINV} @ d",
        s_by_x=VALUES, s_by_y="0.0")
# fmt: on
