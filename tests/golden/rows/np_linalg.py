"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import numpy as np


def cofactors(x):
    """The derivative of the determinant, ``det(x) * inv(x).T``; also where x is singular."""
    u, s, v = np.linalg.svd(x)
    n = s.shape[-1]
    if n == 0:
        return np.zeros_like(x)
    rest = np.stack([np.prod(np.delete(s, i, axis=-1), axis=-1) for i in range(n)], axis=-1)
    sign = np.linalg.det(u) * np.linalg.det(v)
    return sign[..., None, None] * ((u * rest[..., None, :]) @ v).conj()


def lower_half(x):
    """The lower triangle, the diagonal halved."""
    return np.tril(x) - 0.5 * (x * np.eye(x.shape[-1], dtype=bool))


def gaps(w):
    """The matrix of ``1 / (w[j] - w[i])``, with zeros on the diagonal."""
    apart = w[..., None, :] - w[..., :, None]
    own = np.eye(w.shape[-1], dtype=bool)
    with np.errstate(divide="ignore"):
        return np.where(own, 0.0, 1.0 / np.where(own, 1.0, apart))


def first_columns(x, like):
    """The first columns of x, as many as ``like`` has."""
    return x[..., : like.shape[-1]]


def with_columns(x, like):
    """x, and columns of zeros behind it up to as many as ``like`` has."""
    more = like.shape[-1] - x.shape[-1]
    return x if more == 0 else np.concatenate((x, np.zeros((*x.shape[:-1], more), dtype=x.dtype)), axis=-1)


def one_only(x, at=0):
    """One for the first or the last item along the last axis, if there is any, and zero for the others."""
    out = np.zeros_like(x)
    out[..., at : at + 1 or None] = 1.0
    return out


def dual_basis(v):
    """The inverse of a matrix of eigenvectors, if there is one."""
    if v.size and np.any(np.linalg.cond(v) * v.shape[-1] * np.finfo(v.dtype).eps > 1.0):
        raise np.linalg.LinAlgError("a defective matrix: its eigenvalues and eigenvectors have no derivative")
    return np.linalg.inv(v)


def eigenvectors(x, w):
    """The eigenvectors of a matrix in the order of its eigenvalues w."""
    own, v = np.linalg.eig(x)
    if not np.array_equal(own, w, equal_nan=True):
        order = np.argmin(np.abs(own[..., :, None] - w[..., None, :]), axis=-2)
        v = np.take_along_axis(v, order[..., None, :], axis=-1)
    return v


# np.linalg.inv: np.linalg.inv(x)
# x: float64[x.0, x.1]


def np_linalg_inv__forward(x):
    """Forward sweep: ``np_linalg_inv_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.inv(x)  # L2
    return w2, (w2.copy(),)


def np_linalg_inv__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.linalg.inv(x)
    w3 = w2.T  # w2 = np.linalg.inv(x)
    return w3 @ (-out_bar @ w3)


def np_linalg_inv__tangent(x, x_dot):
    """``np_linalg_inv_(x)`` and its tangent."""
    w2 = np.linalg.inv(x)  # L2
    return w2, -(w2 @ x_dot @ w2)


# np.linalg.solve: np.linalg.solve(x, y)
# x: float64[x.0, x.1], y: float64[y.0]


def np_linalg_solve__forward(x, y):
    """Forward sweep: ``np_linalg_solve_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.linalg.solve(x, y)  # L2
    return w3, (w3.copy(),)


def np_linalg_solve__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.linalg.solve(x, y)
    y_bar = np.linalg.solve(x.T, out_bar)  # w3 = np.linalg.solve(x, y)
    return -np.outer(y_bar, w3), y_bar


def np_linalg_solve__tangent(x, y, x_dot, y_dot):
    """``np_linalg_solve_(x, y)`` and its tangent."""
    w3 = np.linalg.solve(x, y)  # L2
    w4 = np.linalg.solve(x, y_dot)
    return w3, np.linalg.solve(x, -(x_dot @ w3)) + w4


# np.linalg.det: np.linalg.det(x)
# x: float64[x.0, x.1]


def np_linalg_det__forward(x):
    """Forward sweep: ``np_linalg_det_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.det(x)  # L2
    return w2, ()


def np_linalg_det__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * cofactors(x)


def np_linalg_det__tangent(x, x_dot):
    """``np_linalg_det_(x)`` and its tangent."""
    w2 = np.linalg.det(x)  # L2
    return w2, np.sum(x_dot * cofactors(x), axis=(-2, -1))


# np.linalg.slogdet: np.linalg.slogdet(x)[1]
# x: float64[x.0, x.1]


def np_linalg_slogdet__forward(x):
    """Forward sweep: ``np_linalg_slogdet_(x)``, and the tape for the adjoint sweep."""
    _, w3 = np.linalg.slogdet(x)  # L2
    return w3, ()


def np_linalg_slogdet__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.linalg.inv(x).T


def np_linalg_slogdet__tangent(x, x_dot):
    """``np_linalg_slogdet_(x)`` and its tangent."""
    _, w3 = np.linalg.slogdet(x)  # L2
    return w3, np.sum(x_dot * np.linalg.inv(x).T, axis=(-2, -1))


# np.linalg.cholesky: np.linalg.cholesky(x)
# x: float64[x.0, x.1]


def np_linalg_cholesky__forward(x):
    """Forward sweep: ``np_linalg_cholesky_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.cholesky(x)  # L2
    return w2, (w2.copy(),)


def np_linalg_cholesky__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.linalg.cholesky(x)
    w3 = w2.T  # w2 = np.linalg.cholesky(x)
    w4 = np.linalg.solve(w3, lower_half(w3 @ out_bar)).T  # w2 = np.linalg.cholesky(x)
    w5 = np.linalg.solve(w3, w4)  # w2 = np.linalg.cholesky(x)
    return lower_half(w5) + lower_half(w5.T)


def np_linalg_cholesky__tangent(x, x_dot):
    """``np_linalg_cholesky_(x)`` and its tangent."""
    w2 = np.linalg.cholesky(x)  # L2
    w3 = lower_half(x_dot)
    w4 = np.linalg.solve(w2, w3 + w3.T).T
    return w2, w2 @ lower_half(np.linalg.solve(w2, w4))


# np.linalg.eigh: np.linalg.eigh(x)[0]
# x: float64[x.0, x.1]


def np_linalg_eigh__forward(x):
    """Forward sweep: ``np_linalg_eigh_(x)``, and the tape for the adjoint sweep."""
    w2, w3 = np.linalg.eigh(x)  # L2
    return w2, (w3,)


def np_linalg_eigh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.linalg.eigh(x)[0]
    w4 = out_bar[None] * w3 @ w3.T  # w2, w3 = np.linalg.eigh(x)
    return lower_half(w4) + lower_half(w4.T)


def np_linalg_eigh__tangent(x, x_dot):
    """``np_linalg_eigh_(x)`` and its tangent."""
    w2, w3 = np.linalg.eigh(x)  # L2
    w4 = lower_half(x_dot)
    w5 = w3 * ((w4 + w4.T) @ w3)
    return w2, np.sum(w5, axis=-2)


# np.linalg.eigvalsh: np.linalg.eigvalsh(x)
# x: float64[x.0, x.1]


def np_linalg_eigvalsh__forward(x):
    """Forward sweep: ``np_linalg_eigvalsh_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.eigvalsh(x)  # L2
    return w2, ()


def np_linalg_eigvalsh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.linalg.eigvalsh(x)
    _, w4 = np.linalg.eigh(x)  # w2 = np.linalg.eigvalsh(x)
    w5 = out_bar[None] * w4 @ w4.T  # w2 = np.linalg.eigvalsh(x)
    return lower_half(w5) + lower_half(w5.T)


def np_linalg_eigvalsh__tangent(x, x_dot):
    """``np_linalg_eigvalsh_(x)`` and its tangent."""
    w2 = np.linalg.eigvalsh(x)  # L2
    _, w4 = np.linalg.eigh(x)
    w5 = lower_half(x_dot)
    w6 = w4 * ((w5 + w5.T) @ w4)
    return w2, np.sum(w6, axis=-2)


# whole_svd: np.linalg.svd(x)[1]
# x: float64[x.0, x.1]


def whole_svd__forward(x):
    """Forward sweep: ``whole_svd_(x)``, and the tape for the adjoint sweep."""
    _, w3, _ = np.linalg.svd(x)  # L2
    return w3, ()


def whole_svd__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.linalg.svd(x)[1]
    w5, _, w7 = np.linalg.svd(x, full_matrices=False)  # w2, w3, w4 = np.linalg.svd(x)
    return out_bar[None] * w5 @ w7


def whole_svd__tangent(x, x_dot):
    """``whole_svd_(x)`` and its tangent."""
    _, w3, _ = np.linalg.svd(x)  # L2
    w5, _, w7 = np.linalg.svd(x, full_matrices=False)
    return w3, np.sum(w5 * (x_dot @ w7.T), axis=-2)


# np.linalg.svd: np.linalg.svd(x, full_matrices=False)[0]
# x: float64[x.0, x.1]


def np_linalg_svd__forward(x):
    """Forward sweep: ``np_linalg_svd_(x)``, and the tape for the adjoint sweep."""
    w2, w3, w4 = np.linalg.svd(x, full_matrices=False)  # L2
    return w2, (w2.copy(), w3, w4)


def np_linalg_svd__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2, w3, w4 = tape
    # L2: return np.linalg.svd(x, full_matrices=False)[0]
    w5 = w2.T  # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
    # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
    w6 = w5 @ out_bar * gaps(w3 * w3)
    w7 = w3[None]  # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
    w8 = (w6 * w3[:, None]).T @ w4  # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
    w9 = w2 @ w8  # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
    with np.errstate(all="ignore"):  # partials may be infinite
        w10 = out_bar / w7  # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
        # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
        w11 = w2 @ (w5 @ -w10 @ w4)
        # w2, w3, w4 = np.linalg.svd(x, full_matrices=False)
        w12 = w2 @ (w6 * w7 @ w4) + w9
        return w12 + w10 @ w4 + w11


def np_linalg_svd__tangent(x, x_dot):
    """``np_linalg_svd_(x)`` and its tangent."""
    w2, w3, w4 = np.linalg.svd(x, full_matrices=False)  # L2
    w5 = w2.T @ x_dot
    w6 = w4.T
    w7 = w5 @ w6
    w8 = w3[None]
    w9 = w3[:, None] * (w4 @ w5.T)
    w10 = w7 * w8 + w9
    w11 = w2 @ (gaps(w3 * w3) * w10)
    with np.errstate(all="ignore"):  # partials may be infinite
        w12 = (x_dot @ w6 - w2 @ w7) / w8
        return w2, w11 + w12


# values_of_hermitian: np.linalg.svd(x, compute_uv=False, hermitian=True)
# x: float64[x.0, x.1]


def values_of_hermitian__forward(x):
    """Forward sweep: ``values_of_hermitian_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.svd(x, compute_uv=False, hermitian=True)  # L2
    return w2, ()


def values_of_hermitian__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.linalg.svd(x, compute_uv=False, hermitian=True)
    # w2 = np.linalg.svd(x, compute_uv=False, hermitian=True)
    w3, _, w5 = np.linalg.svd(x, full_matrices=False, hermitian=True)
    # w2 = np.linalg.svd(x, compute_uv=False, hermitian=True)
    w6 = out_bar[None] * w3 @ w5
    return lower_half(w6) + lower_half(w6.T)


def values_of_hermitian__tangent(x, x_dot):
    """``values_of_hermitian_(x)`` and its tangent."""
    w2 = np.linalg.svd(x, compute_uv=False, hermitian=True)  # L2
    w3, _, w5 = np.linalg.svd(x, full_matrices=False, hermitian=True)
    w6 = lower_half(x_dot)
    w7 = (w6 + w6.T) @ w5.T
    return w2, np.broadcast_to(np.sum(w3 * w7, axis=-2), w2.shape)


# np.linalg.svdvals: np.linalg.svdvals(x)
# x: float64[x.0, x.1]


def np_linalg_svdvals__forward(x):
    """Forward sweep: ``np_linalg_svdvals_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.svdvals(x)  # L2
    return w2, ()


def np_linalg_svdvals__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.linalg.svdvals(x)
    w3, _, w5 = np.linalg.svd(x, full_matrices=False)  # w2 = np.linalg.svdvals(x)
    return out_bar[None] * w3 @ w5


def np_linalg_svdvals__tangent(x, x_dot):
    """``np_linalg_svdvals_(x)`` and its tangent."""
    w2 = np.linalg.svdvals(x)  # L2
    w3, _, w5 = np.linalg.svd(x, full_matrices=False)
    w2_dot = np.sum(w3 * (x_dot @ w5.T), axis=-2)
    return w2, np.broadcast_to(w2_dot, w2.shape)


# np.linalg.qr: np.linalg.qr(x @ x.mT)[0]
# x: float64[x.0, x.1]


def np_linalg_qr__forward(x):
    """Forward sweep: ``np_linalg_qr_(x)``, and the tape for the adjoint sweep."""
    w2 = x.mT  # L2
    w3 = x @ w2  # L2
    w4, w5 = np.linalg.qr(w3)  # L2
    return w4, (w4.copy(), w5, w2)


def np_linalg_qr__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w4, w5, w2 = tape
    # L2: return np.linalg.qr(x @ x.mT)[0]
    w6 = out_bar.T @ w4  # w4, w5 = np.linalg.qr(w3)
    w7 = np.tril(w6) + np.tril(w6, k=-1).T  # w4, w5 = np.linalg.qr(w3)
    w8 = np.linalg.solve(w5, (out_bar - w4 @ w7).T)  # w4, w5 = np.linalg.qr(w3)
    w9 = w8 @ x  # w2 = x.mT
    return w8.T @ w2.T + w9


def np_linalg_qr__tangent(x, x_dot):
    """``np_linalg_qr_(x)`` and its tangent."""
    w2 = x.mT  # L2
    w3 = x @ w2  # L2
    w3_dot = x_dot @ w2 + x @ x_dot.T
    w4, w5 = np.linalg.qr(w3)  # L2
    w6 = np.linalg.solve(w5.T, w3_dot.T).T
    w7 = w4.T @ w6
    w8 = np.tril(w7, k=-1)
    w9 = w4 @ (w7 - (w8 - w8.T))
    return w4, w6 - w9


# qr_of_any: np.linalg.qr(x)[0]
# x: float64[x.0, x.1]


def qr_of_any__forward(x):
    """Forward sweep: ``qr_of_any_(x)``, and the tape for the adjoint sweep."""
    w2, w3 = np.linalg.qr(x)  # L2
    return w2, (w3, w2.copy())


def qr_of_any__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    # L2: return np.linalg.qr(x)[0]
    w4 = out_bar.T @ w2  # w2, w3 = np.linalg.qr(x)
    w5 = np.tril(w4) + np.tril(w4, k=-1).T  # w2, w3 = np.linalg.qr(x)
    w6 = (out_bar - w2 @ w5).T  # w2, w3 = np.linalg.qr(x)
    # w2, w3 = np.linalg.qr(x)
    x_bar = with_columns(np.linalg.solve(first_columns(w3, w2), w6).T, x)
    return x_bar.copy()


def qr_of_any__tangent(x, x_dot):
    """``qr_of_any_(x)`` and its tangent."""
    w2, w3 = np.linalg.qr(x)  # L2
    w4 = first_columns(x_dot, w2).T
    w5 = np.linalg.solve(first_columns(w3, w2).T, w4).T
    w6 = w2.T @ w5
    w7 = np.tril(w6, k=-1)
    w8 = w2 @ (w6 - (w7 - w7.T))
    return w2, w5 - w8


# np.linalg.pinv: np.linalg.pinv(x)
# x: float64[x.0, x.1]


def np_linalg_pinv__forward(x):
    """Forward sweep: ``np_linalg_pinv_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.pinv(x)  # L2
    return w2, (w2.copy(),)


def np_linalg_pinv__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.linalg.pinv(x)
    w3 = w2.T  # w2 = np.linalg.pinv(x)
    w4 = w2 @ w3  # w2 = np.linalg.pinv(x)
    w5 = (-(w4 @ out_bar) @ w3).T  # w2 = np.linalg.pinv(x)
    w6 = x @ w5  # w2 = np.linalg.pinv(x)
    w7 = out_bar @ w3  # w2 = np.linalg.pinv(x)
    w8 = (w3 @ -(w7 @ w2)).T  # w2 = np.linalg.pinv(x)
    w9 = w8 @ x  # w2 = np.linalg.pinv(x)
    w10 = out_bar.T @ w4.T + w6  # w2 = np.linalg.pinv(x)
    w11 = w10 + w3 @ w7.T + w9  # w2 = np.linalg.pinv(x)
    return w11 + w3 @ (-out_bar @ w3)


def np_linalg_pinv__tangent(x, x_dot):
    """``np_linalg_pinv_(x)`` and its tangent."""
    w2 = np.linalg.pinv(x)  # L2
    w3 = w2.T
    w4 = x_dot.T
    w5 = w4 - w4 @ x @ w2
    w6 = (w4 - w2 @ (x @ w4)) @ w3
    w7 = w2 @ w3 @ w5 + w6 @ w2
    return w2, w7 - w2 @ x_dot @ w2


# np.linalg.lstsq: np.linalg.lstsq(x, y)[0]
# x: float64[x.0, x.1], y: float64[y.0]


def np_linalg_lstsq__forward(x, y):
    """Forward sweep: ``np_linalg_lstsq_(x, y)``, and the tape for the adjoint sweep."""
    w3, _, _, _ = np.linalg.lstsq(x, y)  # L2
    return w3, (w3.copy(),)


def np_linalg_lstsq__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.linalg.lstsq(x, y)[0]
    w7 = np.linalg.pinv(x)  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    y_bar = out_bar @ w7  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    w8 = w7.T  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    w9 = np.outer(y_bar @ w8, y - x @ w3)  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    w10 = w8 @ w3  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    w11 = np.outer(out_bar, w10).T  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    w12 = np.outer(-out_bar @ w7 @ x, w10)  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    w13 = w9.T - np.outer(y_bar, w3) + w11  # w3, w4, w5, w6 = np.linalg.lstsq(x, y)
    return w13 + w12.T, y_bar


def np_linalg_lstsq__tangent(x, y, x_dot, y_dot):
    """``np_linalg_lstsq_(x, y)`` and its tangent."""
    w3, _, _, _ = np.linalg.lstsq(x, y)  # L2
    w7 = np.linalg.pinv(x)
    w8 = w7.T
    w9 = x_dot.T
    w10 = w8 @ (w9 @ (y - x @ w3))
    w11 = w9 @ (w8 @ w3)
    w12 = w7 @ (w10 - x_dot @ w3) + w11
    w13 = w7 @ y_dot
    return w3, w12 - w7 @ (x @ w11) + w13


# np.linalg.multi_dot: np.linalg.multi_dot([x, y])
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def np_linalg_multi_dot__forward(x, y):
    """Forward sweep: ``np_linalg_multi_dot_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.linalg.multi_dot([x, y])  # L2
    return w3, ()


def np_linalg_multi_dot__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar @ y.T, x.T @ out_bar


def np_linalg_multi_dot__tangent(x, y, x_dot, y_dot):
    """``np_linalg_multi_dot_(x, y)`` and its tangent."""
    w3 = np.linalg.multi_dot([x, y])  # L2
    return w3, np.linalg.multi_dot([x_dot, y]) + np.linalg.multi_dot([x, y_dot])


# np.linalg.norm: np.linalg.norm(x)
# x: float64[x.0]


def np_linalg_norm__forward(x):
    """Forward sweep: ``np_linalg_norm_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.norm(x)  # L2
    return w2, (w2,)


def np_linalg_norm__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar / (1.0 if w2 == 0.0 else w2) * x


def np_linalg_norm__tangent(x, x_dot):
    """``np_linalg_norm_(x)`` and its tangent."""
    w2 = np.linalg.norm(x)  # L2
    w3 = 1.0 if w2 == 0.0 else w2
    return w2, np.sum(x_dot * x) / w3


# np.linalg.vector_norm: np.linalg.vector_norm(x)
# x: float64[x.0, x.1]


def np_linalg_vector_norm__forward(x):
    """Forward sweep: ``np_linalg_vector_norm_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.vector_norm(x)  # L2
    return w2, (w2,)


def np_linalg_vector_norm__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar / (1.0 if w2 == 0.0 else w2) * x


def np_linalg_vector_norm__tangent(x, x_dot):
    """``np_linalg_vector_norm_(x)`` and its tangent."""
    w2 = np.linalg.vector_norm(x)  # L2
    w3 = 1.0 if w2 == 0.0 else w2
    return w2, np.sum(x_dot * x) / w3


# norm_of_matrices: np.linalg.norm(x, 'nuc')
# x: float64[x.0, x.1]


def norm_of_matrices__forward(x):
    """Forward sweep: ``norm_of_matrices_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.norm(x, ord="nuc")  # L2
    return w2, ()


def norm_of_matrices__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.linalg.norm(x, 'nuc')
    # w2 = np.linalg.norm(x, ord="nuc")
    w3, _, w5 = np.linalg.svd(x, full_matrices=False)
    return out_bar * w3 @ w5


def norm_of_matrices__tangent(x, x_dot):
    """``norm_of_matrices_(x)`` and its tangent."""
    w2 = np.linalg.norm(x, ord="nuc")  # L2
    w3, _, w5 = np.linalg.svd(x, full_matrices=False)
    w6 = np.sum(w3 * (x_dot @ w5.T), axis=-2)
    return w2, np.sum(w6, axis=-1)


# np.linalg.matrix_norm: np.linalg.matrix_norm(x)
# x: float64[x.0, x.1, x.2]


def np_linalg_matrix_norm__forward(x):
    """Forward sweep: ``np_linalg_matrix_norm_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.matrix_norm(x)  # L2
    return w2, (w2.copy(),)


def np_linalg_matrix_norm__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.linalg.matrix_norm(x)
    # w2 = np.linalg.matrix_norm(x)
    w3 = (out_bar / np.where(w2 == 0.0, 1.0, w2))[:, None, None]
    return w3 * x


def np_linalg_matrix_norm__tangent(x, x_dot):
    """``np_linalg_matrix_norm_(x)`` and its tangent."""
    w2 = np.linalg.matrix_norm(x)  # L2
    w3 = np.where(w2 == 0.0, 1.0, w2)
    return w2, np.sum(x_dot * x, axis=(-2, -1)) / w3


# np.linalg.cond: np.linalg.cond(x)
# x: float64[x.0, x.1]


def np_linalg_cond__forward(x):
    """Forward sweep: ``np_linalg_cond_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.cond(x)  # L2
    return w2, (w2,)


def np_linalg_cond__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.linalg.cond(x)
    w3, w4, w5 = np.linalg.svd(x, full_matrices=False)  # w2 = np.linalg.cond(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = one_only(w4) - w2 * one_only(w4, at=-1)  # w2 = np.linalg.cond(x)
        w7 = (out_bar / np.take(w4, -1, axis=-1) * w6)[None]  # w2 = np.linalg.cond(x)
        return w7 * w3 @ w5


def np_linalg_cond__tangent(x, x_dot):
    """``np_linalg_cond_(x)`` and its tangent."""
    w2 = np.linalg.cond(x)  # L2
    w3, w4, w5 = np.linalg.svd(x, full_matrices=False)
    w6 = np.sum(w3 * (x_dot @ w5.T), axis=-2)
    w7 = one_only(w4) - w2 * one_only(w4, at=-1)
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(w6 * w7, axis=-1) / np.take(w4, -1, axis=-1)


# np.linalg.eig: np.linalg.eig(x)[0].real
# x: float64[x.0, x.1]


def np_linalg_eig__forward(x):
    """Forward sweep: ``np_linalg_eig_(x)``, and the tape for the adjoint sweep."""
    w2, w3 = np.linalg.eig(x)  # L2
    w4 = w2.real  # L2
    return w4, (w3,)


def np_linalg_eig__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.linalg.eig(x)[0].real
    w5 = dual_basis(w3).T  # w2, w3 = np.linalg.eig(x)
    w6 = w3.T  # w2, w3 = np.linalg.eig(x)
    w7 = out_bar.astype(np.complex128)[None] * w5 @ w6  # w2, w3 = np.linalg.eig(x)
    return w7.real.copy()


def np_linalg_eig__tangent(x, x_dot):
    """``np_linalg_eig_(x)`` and its tangent."""
    w2, w3 = np.linalg.eig(x)  # L2
    w5 = dual_basis(w3).T * (x_dot @ w3)
    w4 = w2.real  # L2
    return w4, np.sum(w5, axis=-2).real


# np.linalg.eigvals: np.linalg.eigvals(x).real
# x: float64[x.0, x.1]


def np_linalg_eigvals__forward(x):
    """Forward sweep: ``np_linalg_eigvals_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.eigvals(x)  # L2
    w3 = w2.real  # L2
    return w3, (w2.copy(),)


def np_linalg_eigvals__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.linalg.eigvals(x).real
    w4 = eigenvectors(x, w2)  # w2 = np.linalg.eigvals(x)
    w5 = dual_basis(w4).T  # w2 = np.linalg.eigvals(x)
    w6 = w4.T  # w2 = np.linalg.eigvals(x)
    w7 = out_bar.astype(np.complex128)[None] * w5 @ w6  # w2 = np.linalg.eigvals(x)
    return w7.real.copy()


def np_linalg_eigvals__tangent(x, x_dot):
    """``np_linalg_eigvals_(x)`` and its tangent."""
    w2 = np.linalg.eigvals(x)  # L2
    w4 = eigenvectors(x, w2)
    w5 = dual_basis(w4).T * (x_dot @ w4)
    w3 = w2.real  # L2
    return w3, np.sum(w5, axis=-2).real
