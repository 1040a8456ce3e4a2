"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import numpy as np
import scipy.linalg


def along(function, x, *ds):
    """The mixed derivative of a function of matrices along ds, all of the shape of x."""
    real = np.isrealobj(x)
    for d in ds:
        size = np.shape(x)[-1]
        many = size // max(np.shape(d)[-1], 1)
        large = np.zeros((*np.shape(x)[:-2], 2 * size, 2 * size), dtype=np.result_type(x, d, np.float64))
        large[..., :size, :size] = x
        large[..., size:, size:] = x
        large[..., :size, size:] = np.kron(np.eye(many), d)
        x = large
    out = function(x)
    if real and np.iscomplexobj(out):
        raise ValueError(f"{function.__name__} is complex here: it has no derivative")
    n = np.shape(out)[-1] >> len(ds)
    return out[..., :n, out.shape[-1] - n :]


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


def permutation(piv):
    """The rows of a matrix in the order of its LU factors, from the swaps that pivoting has done."""
    order = np.arange(len(piv))
    for i, j in enumerate(piv):
        order[[i, j]] = order[[j, i]]
    return order


def untake(x, indices, like, axis=None):
    """Add ``x`` to zeros of the shape of ``like`` where ``np.take`` took it from."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    n = np.ndim(indices)
    if axis is None:
        np.add.at(out.reshape(-1), indices, x)
    else:
        axis = axis % out.ndim
        np.add.at(np.moveaxis(out, axis, 0), indices, np.moveaxis(x, range(axis, axis + n), range(n)))
    return out


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


def diagonal_block(y, place, *xs):
    """The block of a block-diagonal matrix that one of xs makes, in its shape."""
    shapes = [np.shape(np.atleast_2d(x)) for x in xs]
    i, j = (sum(s[k] for s in shapes[:place]) for k in (0, 1))
    m, n = shapes[place]
    return y[i : i + m, j : j + n].copy().reshape(np.shape(xs[place]))[()]


# scipy.linalg.expm: scipy.linalg.expm(x)
# x: float64[x.0, x.1]


def scipy_linalg_expm__forward(x):
    """Forward sweep: ``scipy_linalg_expm_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.expm(x)  # L2
    return w2, ()


def scipy_linalg_expm__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return along(scipy.linalg.expm, x.T, out_bar)


def scipy_linalg_expm__tangent(x, x_dot):
    """``scipy_linalg_expm_(x)`` and its tangent."""
    w2 = scipy.linalg.expm(x)  # L2
    return w2, along(scipy.linalg.expm, x, x_dot)


# scipy.linalg.sqrtm: scipy.linalg.sqrtm(x)
# x: float64[x.0, x.1]


def scipy_linalg_sqrtm__forward(x):
    """Forward sweep: ``scipy_linalg_sqrtm_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.sqrtm(x)  # L2
    return w2, ()


def scipy_linalg_sqrtm__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return along(scipy.linalg.sqrtm, x.T, out_bar)


def scipy_linalg_sqrtm__tangent(x, x_dot):
    """``scipy_linalg_sqrtm_(x)`` and its tangent."""
    w2 = scipy.linalg.sqrtm(x)  # L2
    return w2, along(scipy.linalg.sqrtm, x, x_dot)


# scipy.linalg.logm: scipy.linalg.logm(x)
# x: float64[x.0, x.1]


def scipy_linalg_logm__forward(x):
    """Forward sweep: ``scipy_linalg_logm_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.logm(x)  # L2
    return w2, ()


def scipy_linalg_logm__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return along(scipy.linalg.logm, x.T, out_bar)


def scipy_linalg_logm__tangent(x, x_dot):
    """``scipy_linalg_logm_(x)`` and its tangent."""
    w2 = scipy.linalg.logm(x)  # L2
    return w2, along(scipy.linalg.logm, x, x_dot)


# scipy.linalg.inv: scipy.linalg.inv(x)
# x: float64[x.0, x.1]


def scipy_linalg_inv__forward(x):
    """Forward sweep: ``scipy_linalg_inv_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.inv(x)  # L2
    return w2, (w2.copy(),)


def scipy_linalg_inv__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.linalg.inv(x)
    w3 = w2.T  # w2 = scipy.linalg.inv(x)
    return w3 @ (-out_bar @ w3)


def scipy_linalg_inv__tangent(x, x_dot):
    """``scipy_linalg_inv_(x)`` and its tangent."""
    w2 = scipy.linalg.inv(x)  # L2
    return w2, -(w2 @ x_dot @ w2)


# scipy.linalg.det: scipy.linalg.det(x)
# x: float64[x.0, x.1]


def scipy_linalg_det__forward(x):
    """Forward sweep: ``scipy_linalg_det_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.det(x)  # L2
    return w2, ()


def scipy_linalg_det__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * cofactors(x)


def scipy_linalg_det__tangent(x, x_dot):
    """``scipy_linalg_det_(x)`` and its tangent."""
    w2 = scipy.linalg.det(x)  # L2
    return w2, np.sum(x_dot * cofactors(x), axis=(-2, -1))


# scipy.linalg.solve: scipy.linalg.solve(x, y)
# x: float64[x.0, x.1], y: float64[y.0]


def scipy_linalg_solve__forward(x, y):
    """Forward sweep: ``scipy_linalg_solve_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.linalg.solve(x, y)  # L2
    return w3, (w3.copy(),)


def scipy_linalg_solve__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.linalg.solve(x, y)
    y_bar = np.linalg.solve(x.T, out_bar)  # w3 = scipy.linalg.solve(x, y)
    return -np.outer(y_bar, w3), y_bar


def scipy_linalg_solve__tangent(x, y, x_dot, y_dot):
    """``scipy_linalg_solve_(x, y)`` and its tangent."""
    w3 = scipy.linalg.solve(x, y)  # L2
    w4 = np.linalg.solve(x, y_dot)
    return w3, np.linalg.solve(x, -(x_dot @ w3)) + w4


# scipy.linalg.solve_sylvester: scipy.linalg.solve_sylvester(x, y, z)
# x: float64[x.0, x.1], y: float64[y.0, y.1], z: float64[z.0, z.1]


def scipy_linalg_solve_sylvester__forward(x, y, z):
    """Forward sweep: ``scipy_linalg_solve_sylvester_(x, y, z)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.linalg.solve_sylvester(x, y, z)  # L2
    return w4, (w4.copy(),)


def scipy_linalg_solve_sylvester__adjoint(x, y, z, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar``, ``z_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return scipy.linalg.solve_sylvester(x, y, z)
    # w4 = scipy.linalg.solve_sylvester(x, y, z)
    z_bar = scipy.linalg.solve_sylvester(x.T, y.T, out_bar)
    w5 = -z_bar  # w4 = scipy.linalg.solve_sylvester(x, y, z)
    w6 = w4.T  # w4 = scipy.linalg.solve_sylvester(x, y, z)
    return w5 @ w6, w6 @ w5, z_bar


def scipy_linalg_solve_sylvester__tangent(x, y, z, x_dot, y_dot, z_dot):
    """``scipy_linalg_solve_sylvester_(x, y, z)`` and its tangent."""
    w4 = scipy.linalg.solve_sylvester(x, y, z)  # L2
    w5 = scipy.linalg.solve_sylvester(x, y, -(w4 @ y_dot))
    w6 = scipy.linalg.solve_sylvester(x, y, -(x_dot @ w4)) + w5
    return w4, w6 + scipy.linalg.solve_sylvester(x, y, z_dot)


# scipy.linalg.cholesky: scipy.linalg.cholesky(x)
# x: float64[x.0, x.1]


def scipy_linalg_cholesky__forward(x):
    """Forward sweep: ``scipy_linalg_cholesky_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.cholesky(x)  # L2
    return w2, (w2.copy(),)


def scipy_linalg_cholesky__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.linalg.cholesky(x)
    # w2 = scipy.linalg.cholesky(x)
    w3 = np.linalg.solve(w2, lower_half(w2 @ out_bar.T))
    w4 = np.linalg.solve(w2, w3.T)  # w2 = scipy.linalg.cholesky(x)
    w5 = lower_half(w4.T).T  # w2 = scipy.linalg.cholesky(x)
    return lower_half(w4).T + w5


def scipy_linalg_cholesky__tangent(x, x_dot):
    """``scipy_linalg_cholesky_(x)`` and its tangent."""
    w2 = scipy.linalg.cholesky(x)  # L2
    w3 = w2.T
    w4 = lower_half(x_dot.T)
    w5 = np.linalg.solve(w3, w4 + w4.T).T
    return w2, lower_half(np.linalg.solve(w3, w5)).T @ w2


# scipy.linalg.cho_factor: scipy.linalg.cho_factor(x)[0]
# x: float64[x.0, x.1]


def scipy_linalg_cho_factor__forward(x):
    """Forward sweep: ``scipy_linalg_cho_factor_(x)``, and the tape for the adjoint
    sweep.
    """
    w2, _ = scipy.linalg.cho_factor(x)  # L2
    return w2, (w2.copy(),)


def scipy_linalg_cho_factor__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.linalg.cho_factor(x)[0]
    w4 = np.triu(w2)  # w2, w3 = scipy.linalg.cho_factor(x)
    # w2, w3 = scipy.linalg.cho_factor(x)
    w5 = np.linalg.solve(w4, lower_half(w4 @ out_bar.T))
    w6 = np.linalg.solve(w4, w5.T)  # w2, w3 = scipy.linalg.cho_factor(x)
    w7 = lower_half(w6.T).T  # w2, w3 = scipy.linalg.cho_factor(x)
    w8 = np.tril(out_bar, k=-1)  # w2, w3 = scipy.linalg.cho_factor(x)
    return lower_half(w6).T + w7 + w8


def scipy_linalg_cho_factor__tangent(x, x_dot):
    """``scipy_linalg_cho_factor_(x)`` and its tangent."""
    w2, _ = scipy.linalg.cho_factor(x)  # L2
    w4 = np.triu(w2)
    w5 = w4.T
    w6 = lower_half(x_dot.T)
    w7 = np.linalg.solve(w5, w6 + w6.T).T
    w8 = lower_half(np.linalg.solve(w5, w7)).T @ w4
    return w2, w8 + np.tril(x_dot, k=-1)


# cho_solve: scipy.linalg.cho_solve((x, True), y)
# x: float64[x.0, x.1], y: float64[y.0]


def cho_solve__forward(x, y):
    """Forward sweep: ``cho_solve_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.linalg.cho_solve((x, True), y)  # L2
    return w3, (w3.copy(),)


def cho_solve__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.linalg.cho_solve((x, True), y)
    # w3 = scipy.linalg.cho_solve((x, True), y)
    w4 = scipy.linalg.cho_solve((x, True), -out_bar)
    w5 = np.tril(x)  # w3 = scipy.linalg.cho_solve((x, True), y)
    w6 = np.tril(np.outer(w4, w5.T @ w3))  # w3 = scipy.linalg.cho_solve((x, True), y)
    w7 = np.tril(np.outer(w4 @ w5, w3).T)  # w3 = scipy.linalg.cho_solve((x, True), y)
    return w6 + w7, scipy.linalg.cho_solve((x, True), out_bar)


def cho_solve__tangent(x, y, x_dot, y_dot):
    """``cho_solve_(x, y)`` and its tangent."""
    w3 = scipy.linalg.cho_solve((x, True), y)  # L2
    w4 = np.tril(x_dot)
    w5 = np.tril(x)
    w6 = w5 @ (w4.T @ w3)
    w7 = w4 @ (w5.T @ w3) + w6
    return w3, scipy.linalg.cho_solve((x, True), y_dot) - scipy.linalg.cho_solve((x, True), w7)


# scipy.linalg.solve_triangular: scipy.linalg.solve_triangular(x, y)
# x: float64[x.0, x.1], y: float64[y.0]


def scipy_linalg_solve_triangular__forward(x, y):
    """Forward sweep: ``scipy_linalg_solve_triangular_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = scipy.linalg.solve_triangular(x, y)  # L2
    return w3, (w3.copy(),)


def scipy_linalg_solve_triangular__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return (
        np.triu(np.outer(scipy.linalg.solve_triangular(x, -out_bar, trans=1), w3)),
        scipy.linalg.solve_triangular(x, out_bar, trans=1),
    )


def scipy_linalg_solve_triangular__tangent(x, y, x_dot, y_dot):
    """``scipy_linalg_solve_triangular_(x, y)`` and its tangent."""
    w3 = scipy.linalg.solve_triangular(x, y)  # L2
    w4 = scipy.linalg.solve_triangular(x, np.triu(x_dot) @ w3)
    return w3, scipy.linalg.solve_triangular(x, y_dot) - w4


# scipy.linalg.lu_factor: scipy.linalg.lu_factor(x)[0]
# x: float64[x.0, x.1]


def scipy_linalg_lu_factor__forward(x):
    """Forward sweep: ``scipy_linalg_lu_factor_(x)``, and the tape for the adjoint
    sweep.
    """
    w2, w3 = scipy.linalg.lu_factor(x)  # L2
    return w2, (w2.copy(), w3)


def scipy_linalg_lu_factor__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2, w3 = tape
    # L2: return scipy.linalg.lu_factor(x)[0]
    # w2, w3 = scipy.linalg.lu_factor(x)
    w4 = np.tril(np.tril(w2, k=-1).T @ out_bar, k=-1)
    # w2, w3 = scipy.linalg.lu_factor(x)
    w5 = scipy.linalg.solve_triangular(
        w2, scipy.linalg.solve_triangular(w2, w4.T).T, lower=True, trans=1, unit_diagonal=True
    )
    w6 = permutation(w3)  # w2, w3 = scipy.linalg.lu_factor(x)
    # w2, w3 = scipy.linalg.lu_factor(x)
    w7 = scipy.linalg.solve_triangular(w2, np.tril(out_bar, k=-1).T).T
    w8 = np.triu(out_bar @ np.triu(w2).T)  # w2, w3 = scipy.linalg.lu_factor(x)
    # w2, w3 = scipy.linalg.lu_factor(x)
    w9 = scipy.linalg.solve_triangular(
        w2, scipy.linalg.solve_triangular(w2, w8.T).T, lower=True, trans=1, unit_diagonal=True
    )
    # w2, w3 = scipy.linalg.lu_factor(x)
    w10 = untake(w5, w6, x, axis=0) + untake(
        scipy.linalg.solve_triangular(w2, w7, lower=True, trans=1, unit_diagonal=True), w6, x, axis=0
    )
    return w10 + untake(w9, w6, x, axis=0)


def scipy_linalg_lu_factor__tangent(x, x_dot):
    """``scipy_linalg_lu_factor_(x)`` and its tangent."""
    w2, w3 = scipy.linalg.lu_factor(x)  # L2
    w4 = scipy.linalg.solve_triangular(w2, np.take(x_dot, permutation(w3), axis=0), lower=True, unit_diagonal=True).T
    w5 = scipy.linalg.solve_triangular(w2, w4, trans=1).T
    w6 = np.tril(w5, k=-1)
    w7 = np.triu(w5) @ np.triu(w2)
    return w2, np.tril(w2, k=-1) @ w6 + w6 + w7


# lu_solve: scipy.linalg.lu_solve(scipy.linalg.lu_factor(x), y)
# x: float64[x.0, x.1], y: float64[y.0]


def lu_solve__forward(x, y):
    """Forward sweep: ``lu_solve_(x, y)``, and the tape for the adjoint sweep."""
    w3, w4 = scipy.linalg.lu_factor(x)  # L2
    w5 = scipy.linalg.lu_solve((w3, w4), y)  # L2
    return w5, (w3, w5.copy(), w4)


def lu_solve__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3, w5, w4 = tape
    # L2: return scipy.linalg.lu_solve(scipy.linalg.lu_factor(x), y)
    # w5 = scipy.linalg.lu_solve((w3, w4), y)
    w6 = scipy.linalg.solve_triangular(w3, -out_bar, trans=1)
    w7 = np.triu(w3)  # w5 = scipy.linalg.lu_solve((w3, w4), y)
    # w5 = scipy.linalg.lu_solve((w3, w4), y)
    w8 = np.tril(
        np.outer(scipy.linalg.solve_triangular(w3, w6, lower=True, trans=1, unit_diagonal=True), w7 @ w5), k=-1
    )
    w3_bar = w8 + np.triu(np.outer(w6, w5))  # w5 = scipy.linalg.lu_solve((w3, w4), y)
    # w3, w4 = scipy.linalg.lu_factor(x)
    w9 = np.tril(np.tril(w3, k=-1).T @ w3_bar, k=-1)
    # w3, w4 = scipy.linalg.lu_factor(x)
    w10 = scipy.linalg.solve_triangular(
        w3, scipy.linalg.solve_triangular(w3, w9.T).T, lower=True, trans=1, unit_diagonal=True
    )
    w11 = permutation(w4)  # w3, w4 = scipy.linalg.lu_factor(x)
    # w3, w4 = scipy.linalg.lu_factor(x)
    w12 = scipy.linalg.solve_triangular(w3, np.tril(w3_bar, k=-1).T).T
    w13 = np.triu(w3_bar @ w7.T).T  # w3, w4 = scipy.linalg.lu_factor(x)
    # w3, w4 = scipy.linalg.lu_factor(x)
    w14 = untake(
        scipy.linalg.solve_triangular(
            w3, scipy.linalg.solve_triangular(w3, w13).T, lower=True, trans=1, unit_diagonal=True
        ),
        w11,
        x,
        axis=0,
    )
    # w3, w4 = scipy.linalg.lu_factor(x)
    w15 = untake(w10, w11, x, axis=0) + untake(
        scipy.linalg.solve_triangular(w3, w12, lower=True, trans=1, unit_diagonal=True), w11, x, axis=0
    )
    return w15 + w14, scipy.linalg.lu_solve((w3, w4), out_bar, trans=1)


def lu_solve__tangent(x, y, x_dot, y_dot):
    """``lu_solve_(x, y)`` and its tangent."""
    w3, w4 = scipy.linalg.lu_factor(x)  # L2
    w6 = scipy.linalg.solve_triangular(w3, np.take(x_dot, permutation(w4), axis=0), lower=True, unit_diagonal=True).T
    w7 = scipy.linalg.solve_triangular(w3, w6, trans=1).T
    w8 = np.tril(w7, k=-1)
    w9 = np.triu(w3)
    w10 = np.triu(w7) @ w9
    w3_dot = np.tril(w3, k=-1) @ w8 + w8 + w10
    w5 = scipy.linalg.lu_solve((w3, w4), y)  # L2
    w11 = scipy.linalg.solve_triangular(w3, np.tril(w3_dot, k=-1) @ (w9 @ w5), lower=True, unit_diagonal=True)
    w12 = scipy.linalg.solve_triangular(w3, w11 + np.triu(w3_dot) @ w5)
    return w5, scipy.linalg.lu_solve((w3, w4), y_dot) - w12


# scipy.linalg.eigh: scipy.linalg.eigh(x)[0]
# x: float64[x.0, x.1]


def scipy_linalg_eigh__forward(x):
    """Forward sweep: ``scipy_linalg_eigh_(x)``, and the tape for the adjoint sweep."""
    w2, w3 = scipy.linalg.eigh(x)  # L2
    return w2, (w3,)


def scipy_linalg_eigh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.linalg.eigh(x)[0]
    w4 = out_bar[None] * w3 @ w3.T  # w2, w3 = scipy.linalg.eigh(x)
    return lower_half(w4) + lower_half(w4.T)


def scipy_linalg_eigh__tangent(x, x_dot):
    """``scipy_linalg_eigh_(x)`` and its tangent."""
    w2, w3 = scipy.linalg.eigh(x)  # L2
    w4 = lower_half(x_dot)
    w5 = w3 * ((w4 + w4.T) @ w3)
    return w2, np.sum(w5, axis=-2)


# scipy.linalg.eigvalsh: scipy.linalg.eigvalsh(x)
# x: float64[x.0, x.1]


def scipy_linalg_eigvalsh__forward(x):
    """Forward sweep: ``scipy_linalg_eigvalsh_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.eigvalsh(x)  # L2
    return w2, ()


def scipy_linalg_eigvalsh__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.linalg.eigvalsh(x)
    _, w4 = scipy.linalg.eigh(x)  # w2 = scipy.linalg.eigvalsh(x)
    w5 = out_bar[None] * w4 @ w4.T  # w2 = scipy.linalg.eigvalsh(x)
    return lower_half(w5) + lower_half(w5.T)


def scipy_linalg_eigvalsh__tangent(x, x_dot):
    """``scipy_linalg_eigvalsh_(x)`` and its tangent."""
    w2 = scipy.linalg.eigvalsh(x)  # L2
    _, w4 = scipy.linalg.eigh(x)
    w5 = lower_half(x_dot)
    w6 = w4 * ((w5 + w5.T) @ w4)
    return w2, np.sum(w6, axis=-2)


# scipy.linalg.svdvals: scipy.linalg.svdvals(x)
# x: float64[x.0, x.1]


def scipy_linalg_svdvals__forward(x):
    """Forward sweep: ``scipy_linalg_svdvals_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.svdvals(x)  # L2
    return w2, ()


def scipy_linalg_svdvals__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.linalg.svdvals(x)
    w3, _, w5 = np.linalg.svd(x, full_matrices=False)  # w2 = scipy.linalg.svdvals(x)
    return out_bar[None] * w3 @ w5


def scipy_linalg_svdvals__tangent(x, x_dot):
    """``scipy_linalg_svdvals_(x)`` and its tangent."""
    w2 = scipy.linalg.svdvals(x)  # L2
    w3, _, w5 = np.linalg.svd(x, full_matrices=False)
    w2_dot = np.sum(w3 * (x_dot @ w5.T), axis=-2)
    return w2, np.broadcast_to(w2_dot, w2.shape)


# scipy.linalg.svd: scipy.linalg.svd(x)[1]
# x: float64[x.0, x.1]


def scipy_linalg_svd__forward(x):
    """Forward sweep: ``scipy_linalg_svd_(x)``, and the tape for the adjoint sweep."""
    _, w3, _ = scipy.linalg.svd(x)  # L2
    return w3, ()


def scipy_linalg_svd__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.linalg.svd(x)[1]
    # w2, w3, w4 = scipy.linalg.svd(x)
    w5, _, w7 = np.linalg.svd(x, full_matrices=False)
    return out_bar[None] * w5 @ w7


def scipy_linalg_svd__tangent(x, x_dot):
    """``scipy_linalg_svd_(x)`` and its tangent."""
    _, w3, _ = scipy.linalg.svd(x)  # L2
    w5, _, w7 = np.linalg.svd(x, full_matrices=False)
    return w3, np.sum(w5 * (x_dot @ w7.T), axis=-2)


# scipy_thin_svd: scipy.linalg.svd(x, full_matrices=False)[0]
# x: float64[x.0, x.1]


def scipy_thin_svd__forward(x):
    """Forward sweep: ``scipy_thin_svd_(x)``, and the tape for the adjoint sweep."""
    w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)  # L2
    return w2, (w2.copy(), w3, w4)


def scipy_thin_svd__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2, w3, w4 = tape
    # L2: return scipy.linalg.svd(x, full_matrices=False)[0]
    w5 = w2.T  # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
    # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
    w6 = w5 @ out_bar * gaps(w3 * w3)
    w7 = w3[None]  # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
    # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
    w8 = (w6 * w3[:, None]).T @ w4
    w9 = w2 @ w8  # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
    with np.errstate(all="ignore"):  # partials may be infinite
        w10 = out_bar / w7  # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
        # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
        w11 = w2 @ (w5 @ -w10 @ w4)
        # w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)
        w12 = w2 @ (w6 * w7 @ w4) + w9
        return w12 + w10 @ w4 + w11


def scipy_thin_svd__tangent(x, x_dot):
    """``scipy_thin_svd_(x)`` and its tangent."""
    w2, w3, w4 = scipy.linalg.svd(x, full_matrices=False)  # L2
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


# scipy.linalg.qr: scipy.linalg.qr(x, mode='economic')[0]
# x: float64[x.0, x.1]


def scipy_linalg_qr__forward(x):
    """Forward sweep: ``scipy_linalg_qr_(x)``, and the tape for the adjoint sweep."""
    w2, w3 = scipy.linalg.qr(x, mode="economic")  # L2
    return w2, (w3, w2.copy())


def scipy_linalg_qr__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    # L2: return scipy.linalg.qr(x, mode='economic')[0]
    w4 = out_bar.T @ w2  # w2, w3 = scipy.linalg.qr(x, mode="economic")
    # w2, w3 = scipy.linalg.qr(x, mode="economic")
    w5 = np.tril(w4) + np.tril(w4, k=-1).T
    w6 = (out_bar - w2 @ w5).T  # w2, w3 = scipy.linalg.qr(x, mode="economic")
    # w2, w3 = scipy.linalg.qr(x, mode="economic")
    x_bar = with_columns(np.linalg.solve(first_columns(w3, w2), w6).T, x)
    return x_bar.copy()


def scipy_linalg_qr__tangent(x, x_dot):
    """``scipy_linalg_qr_(x)`` and its tangent."""
    w2, w3 = scipy.linalg.qr(x, mode="economic")  # L2
    w4 = first_columns(x_dot, w2).T
    w5 = np.linalg.solve(first_columns(w3, w2).T, w4).T
    w6 = w2.T @ w5
    w7 = np.tril(w6, k=-1)
    w8 = w2 @ (w6 - (w7 - w7.T))
    return w2, w5 - w8


# scipy.linalg.lu: scipy.linalg.lu(x)[1]
# x: float64[x.0, x.1]


def scipy_linalg_lu__forward(x):
    """Forward sweep: ``scipy_linalg_lu_(x)``, and the tape for the adjoint sweep."""
    w2, w3, w4 = scipy.linalg.lu(x)  # L2
    return w3, (w3.copy(), w4, w2)


def scipy_linalg_lu__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w4, w2 = tape
    # L2: return scipy.linalg.lu(x)[1]
    w5 = w3.T  # w2, w3, w4 = scipy.linalg.lu(x)
    # w2, w3, w4 = scipy.linalg.lu(x)
    w6 = np.linalg.solve(w4, np.tril(w5 @ out_bar, k=-1).T)
    return w2 @ np.linalg.solve(w5, w6.T)


def scipy_linalg_lu__tangent(x, x_dot):
    """``scipy_linalg_lu_(x)`` and its tangent."""
    w2, w3, w4 = scipy.linalg.lu(x)  # L2
    w5 = np.linalg.solve(w3, w2.T @ x_dot).T
    w6 = np.tril(np.linalg.solve(w4.T, w5).T, k=-1)
    return w3, w3 @ w6


# scipy.linalg.norm: scipy.linalg.norm(x)
# x: float64[x.0]


def scipy_linalg_norm__forward(x):
    """Forward sweep: ``scipy_linalg_norm_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.linalg.norm(x)  # L2
    return w2, (w2,)


def scipy_linalg_norm__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar / (1.0 if w2 == 0.0 else w2) * x


def scipy_linalg_norm__tangent(x, x_dot):
    """``scipy_linalg_norm_(x)`` and its tangent."""
    w2 = scipy.linalg.norm(x)  # L2
    w3 = 1.0 if w2 == 0.0 else w2
    return w2, np.sum(x_dot * x) / w3


# scipy.linalg.block_diag: scipy.linalg.block_diag(x, y)
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def scipy_linalg_block_diag__forward(x, y):
    """Forward sweep: ``scipy_linalg_block_diag_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.linalg.block_diag(x, y)  # L2
    return w3, ()


def scipy_linalg_block_diag__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return diagonal_block(out_bar, 0, x, y), diagonal_block(out_bar, 1, x, y)


def scipy_linalg_block_diag__tangent(x, y, x_dot, y_dot):
    """``scipy_linalg_block_diag_(x, y)`` and its tangent."""
    w3 = scipy.linalg.block_diag(x, y)  # L2
    return w3, scipy.linalg.block_diag(x_dot, y_dot)
