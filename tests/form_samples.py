"""Samples of calls that are lowered to other rows by the form of their arguments, by the row that they end in."""

import numpy as np

from tests.rule_samples import COLUMN, LONG, SS, T3, M, N, S, V, W

FORMS = {
    "bincount_of": [
        ("np.bincount(np.array([0, 1, 1]), weights=x)", {"x": V}),
        ("np.bincount(np.array([0, 1, 1]), x, minlength=4)", {"x": V}),
    ],
    "flatten": [
        ("x.item(4) * x", {"x": M}),
        ("x.item((1, 2)) * x", {"x": M}),
        ("x.flatten('F')", {"x": M}),
        ("x.flatten()", {"x": M}),
    ],
    "getitem": [
        ("x[np.ix_([0, 1], [0, 2])]", {"x": M}),
        ("x[np.tril_indices(3)]", {"x": S}),
        ("x[np.triu_indices(3, k=1)]", {"x": S}),
        ("x[np.diag_indices(3)]", {"x": S}),
        ("x[np.tril_indices(2, 0, 3)]", {"x": M}),
        ("x[np.triu_indices(2, k=1, m=3)]", {"x": M}),
        ("x[np.tril_indices_from(x)]", {"x": S}),
        ("x[np.diag_indices_from(x)]", {"x": S}),
        ("x[np.argpartition(x, 1)]", {"x": V}),
        ("np.bincount(np.array([0, 1, 1])) * x[:2]", {"x": V}),
        ("x[np.nonzero(x > 0)]", {"x": V}),
        ("x[np.where(x > 0)]", {"x": V}),
        ("x[np.flatnonzero(x > 0)]", {"x": V}),
        ("x[np.nonzero(x > 0)]", {"x": M}),
        ("x[np.argwhere(x > 0)[:, 0]]", {"x": V}),
        ("x[np.unravel_index(4, (2, 3))]", {"x": M}),
        ("x[np.unravel_index([4, 1], (2, 3))]", {"x": M}),
        ("x[x.nonzero()]", {"x": V}),
    ],
    "matmul": [
        ("x @ y", {"x": T3, "y": T3[0, 0]}),
        ("x @ y", {"x": T3[0, 0], "y": T3.swapaxes(1, 2).copy()}),
    ],
    "mul": [
        ("np.astype(x, np.float64) * x", {"x": V}),
        ("x * np.tri(3)", {"x": S}),
        ("x * np.tri(2, 3, k=-1)", {"x": M}),
        ("np.digitize(x, [0.0, 1.0]) * x", {"x": V}),
        ("np.size(x, 0) * x", {"x": M}),
        ("np.isin(np.arange(3), [1]) * x", {"x": V}),
    ],
    "norm_of_matrices": [
        ("np.linalg.norm(x, 'nuc')", {"x": S}),
        ("np.linalg.norm(x, 2)", {"x": S}),
        ("np.linalg.norm(x, 2)", {"x": N}),
        ("np.linalg.norm(x, -2)", {"x": S}),
        ("np.linalg.norm(x, 1)", {"x": S}),
        ("np.linalg.norm(x, -1)", {"x": S}),
        ("np.linalg.norm(x, np.inf)", {"x": M}),
        ("np.linalg.norm(x, -np.inf)", {"x": M}),
        ("np.linalg.norm(x, 3, axis=1)", {"x": S}),
        ("np.linalg.norm(x, 2, axis=(0, 1))", {"x": S}),
        ("np.linalg.norm(x, 'nuc', axis=(1, 2))", {"x": SS}),
        ("np.linalg.norm(x, 1, axis=(1, 2))", {"x": SS}),
    ],
    "np.add": [
        ("np.add.outer(x, y)", {"x": V, "y": W}),
    ],
    "np.choose": [
        ("np.choose([0, 1, 0], [x, y])", {"x": V, "y": W}),
        ("np.choose(np.array([0, 1, 1]), (x, y))", {"x": V, "y": 2.0}),
        ("np.choose(np.array([[0, 1, 1], [1, 1, 0]]), (x, y))", {"x": V, "y": M}),
    ],
    "np.concatenate": [
        ("np.concatenate([x, y], axis=None)", {"x": M, "y": V}),
        ("np.block([[x, y], [y, x]])", {"x": M, "y": M}),
        ("np.block([x, y])", {"x": V, "y": W}),
        ("np.concatenate(x)", {"x": M}),
        ("np.concatenate(x)", {"x": T3}),
        ("np.concatenate(x, axis=-1)", {"x": T3}),
    ],
    "row_parts": [
        ("row_parts(x, np.ones((2, 3, 1)), axis=1)", {"x": N}),
    ],
    "np.stack": [("np.stack(x)", {"x": M}), ("np.stack(x, axis=1)", {"x": M}), ("np.stack(x, axis=-1)", {"x": T3})],
    "np.vstack": [("np.vstack(x)", {"x": M}), ("np.vstack(x)", {"x": T3})],
    "np.hstack": [("np.hstack(x)", {"x": V}), ("np.hstack(x)", {"x": M}), ("np.hstack(x)", {"x": T3})],
    "np.column_stack": [("np.column_stack(x)", {"x": M}), ("np.column_stack(x)", {"x": T3})],
    "np.atleast_2d": [
        ("np.multiply(*np.atleast_2d(x, y))", {"x": V, "y": M[0]}),
        ("np.atleast_1d(x, 2.0)[0]", {"x": 0.7}),
        ("np.atleast_3d(x, y)[1]", {"x": V, "y": M}),
    ],
    "np.expand_dims": [
        ("np.array(x, ndmin=2)", {"x": V}),
        ("np.array([x[0], 2.0], ndmin=3)", {"x": V}),
        ("np.array(x, ndmin=1)", {"x": 0.7}),
    ],
    "np.polyder": [("np.polyder(x, 2)", {"x": LONG}), ("np.polyder(x, m=3)", {"x": LONG})],
    "np.polyint": [("np.polyint(x, 2)", {"x": V}), ("np.polyint(x, 2, [1.0, 2.0])", {"x": V})],
    "np.linalg.svd": [(f"np.linalg.svd(x @ x.T + np.eye(3), hermitian=True)[{i}]", {"x": S}) for i in range(3)]
    + [("np.linalg.svd(x - 0.4 * np.eye(3), False, hermitian=True).S", {"x": S})],
    "values_of_hermitian": [
        ("np.linalg.svd(x, compute_uv=False, hermitian=True)", {"x": S}),
        ("np.linalg.svd(x, compute_uv=False, hermitian=True)", {"x": SS}),
    ],
    "np.linalg.pinv": [
        ("np.linalg.pinv(x, hermitian=True)", {"x": S}),
        ("np.linalg.pinv(x + x.mT, hermitian=True)", {"x": SS}),
    ],
    "np.eye": [
        ("x * np.linalg.matrix_power(x, 0)", {"x": S}),
        ("x * np.linalg.matrix_power(x, 0)", {"x": SS}),
    ],
    "np.corrcoef": [
        ("np.corrcoef(x)", {"x": S}),
        ("np.corrcoef(x[x[:, 0] > -9.0])", {"x": S}),
        ("np.corrcoef(x[x[:, 0] >= x[:, 0].max()])", {"x": S}),
        ("np.corrcoef(x)", {"x": T3[0] + M[0, 0] * np.eye(3, 4)}),
    ],
    "np.cov": [
        ("np.cov(x)", {"x": M}),
        ("np.cov(x)", {"x": V}),
        ("np.cov(x, ddof=0)", {"x": S}),
    ],
    "without_axes_of_one": [
        ("np.cov(x[x[:, 0] > -9.0])", {"x": M}),
        ("np.exp(np.cov(x[x[:, 0] >= x[:, 0].max()], bias=True))", {"x": M}),
    ],
    "np.cross": [
        ("np.cross(x, y, axis=0)", {"x": S, "y": S.T.copy()}),
        ("np.cross(x, y, axisa=0, axisb=0)", {"x": S, "y": S.T.copy()}),
        ("np.linalg.cross(x, y)", {"x": V, "y": W}),
    ],
    "np.diag": [
        ("np.diagflat(x)", {"x": V}),
        ("np.diagflat(x, 1)", {"x": M}),
    ],
    "np.diagonal": [
        ("np.linalg.diagonal(x)", {"x": SS}),
        ("np.linalg.diagonal(x, offset=1)", {"x": SS}),
    ],
    "np.diff": [
        ("np.diff(x, prepend=0.0)", {"x": V}),
        ("np.diff(x, append=y)", {"x": V, "y": W}),
        ("np.diff(x, prepend=x[:1])", {"x": V}),
    ],
    "np.dot": [
        ("np.dot(x, y)", {"x": T3, "y": T3.swapaxes(1, 2)[0].copy()}),
        ("np.dot(x, y)", {"x": T3, "y": T3[0, 0]}),
        ("np.dot(x, y)", {"x": T3[0, 0], "y": T3.swapaxes(1, 2).copy()}),
        ("np.dot(x, y)", {"x": M, "y": SS}),
        ("np.dot(x, y)", {"x": SS, "y": SS}),
    ],
    "np.einsum": [
        ("np.einsum(x, [0, 1], y, [1, 2], [0, 2])", {"x": M, "y": N}),
    ],
    "np.geomspace": [
        ("np.geomspace(x, y, 5)", {"x": 0.5, "y": 1.5}),
    ],
    "np.gradient": [
        ("np.gradient(x)[0]", {"x": M}),
        ("np.gradient(x, 0.5, 2.0)[1]", {"x": M}),
    ],
    "np.linalg.matrix_norm": [
        ("np.linalg.matrix_norm(x)", {"x": SS}),
        ("np.linalg.matrix_norm(x, ord=2)", {"x": SS}),
    ],
    "np.linalg.multi_dot": [
        ("np.linalg.multi_dot([x, y])", {"x": M, "y": N}),
        ("np.linalg.multi_dot([x, y, x])", {"x": M, "y": N}),
        ("np.linalg.multi_dot((x, y, z))", {"x": M, "y": N, "z": V[:2].copy()}),
        ("np.linalg.multi_dot((z, x, y, x, w))", {"x": M, "y": N, "z": V[:2].copy(), "w": V}),
    ],
    "np.linalg.norm": [
        ("np.linalg.norm(x)", {"x": V}),
        ("np.linalg.norm(x, 1)", {"x": V}),
        ("np.linalg.norm(x, 3)", {"x": V}),
        ("np.linalg.norm(x, ord=2.5)", {"x": V}),
        ("np.linalg.norm(x, np.inf)", {"x": V}),
        ("np.linalg.norm(x, -np.inf)", {"x": V}),
        ("np.linalg.norm(x, -1)", {"x": V}),
        ("np.linalg.norm(x, -2)", {"x": V}),
        ("np.linalg.norm(x, 'fro')", {"x": S}),
        ("np.linalg.norm(x, 3, axis=1, keepdims=True)", {"x": S}),
    ],
    "np.linalg.vector_norm": [
        ("np.linalg.vector_norm(x)", {"x": M}),
        ("np.linalg.vector_norm(x, ord=3, axis=1)", {"x": M}),
    ],
    "np.logspace": [
        ("np.logspace(x, y, 5)", {"x": 0.5, "y": 1.5}),
        ("np.logspace(x, y, 5, base=2.0)", {"x": 0.5, "y": 1.5}),
    ],
    "np.maximum": [
        ("np.maximum.outer(x, y)", {"x": V, "y": W}),
    ],
    "np.maximum.accumulate": [
        ("np.maximum.accumulate(x)", {"x": LONG}),
    ],
    "np.minimum.accumulate": [
        ("np.minimum.accumulate(x, axis=1)", {"x": M}),
    ],
    "np.modf": [
        ("np.modf(x)[0]", {"x": W}),
        ("np.modf(x)[1] * x", {"x": V + 0.1}),
    ],
    "np.multiply": [
        ("np.multiply.outer(x, y)", {"x": V, "y": M}),
    ],
    "np.partition": [
        ("np.partition(x, 1)", {"x": V}),
        ("np.partition(x, 1)", {"x": LONG}),
        ("np.partition(x, 1, axis=0)", {"x": S}),
    ],
    "np.power": [
        ("np.power.outer(x + 3, [1, 2])", {"x": V}),
    ],
    "np.ravel": [
        ("np.ravel(x, order='F')", {"x": M}),
        ("x.ravel('F')", {"x": M}),
    ],
    "np.reshape": [
        ("np.reshape(x, -1, order='F')", {"x": M}),
        ("np.reshape(x, (3, 2), order='F')", {"x": M}),
        ("x.reshape(3, 2, order='F')", {"x": M}),
        ("x.reshape((3, -1))", {"x": M}),
        ("x.reshape(3, 2)", {"x": M}),
    ],
    "np.roll": [
        ("np.roll(x, (1, 2), axis=(0, 1))", {"x": M}),
    ],
    "np.subtract": [
        ("np.subtract.outer(x, x)", {"x": V}),
    ],
    "np.trace": [
        ("np.linalg.trace(x)", {"x": SS}),
    ],
    "np.transpose": [
        ("np.einsum('ij->ji', x)", {"x": S}),
        ("np.einsum('ijk->kij', x)", {"x": T3}),
    ],
    "np.unique": [
        ("np.unique(x)", {"x": V}),
    ],
    "np.unwrap": [
        ("np.unwrap(x)", {"x": V}),
    ],
    "np.vdot": [
        ("np.vdot(x, y)", {"x": M, "y": M * 2}),
    ],
    "np.moveaxis": [(f"np.rollaxis(x, {a})", {"x": T3}) for a in ("2", "0, 3", "-1, 1")],
    "mT": [
        ("np.matrix_transpose(x)", {"x": T3}),
        ("np.linalg.matrix_transpose(x)", {"x": M}),
    ],
    "np.broadcast_to": [
        ("np.broadcast_arrays(x, y)[0] * y", {"x": V, "y": M}),
        ("np.multiply(*np.broadcast_arrays(x, y))", {"x": V, "y": M}),
        ("np.multiply(*np.broadcast_arrays(x, y))", {"x": COLUMN, "y": V}),
        ("np.broadcast_arrays(x, 2.0, y)[1] + x", {"x": COLUMN, "y": V}),
    ],
    "np.take": [
        ("np.take(x, [0, 5, -4], mode='clip')", {"x": V}),
        ("np.take(x, [0, 5, -4], mode='wrap')", {"x": V}),
        ("x.take([0, 7], axis=1, mode='wrap')", {"x": M}),
    ],
    "np.compress": [
        ("x.compress([True, False, True])", {"x": V}),
    ],
    "add": [
        ("x.searchsorted(0.3) + x", {"x": V}),
    ],
    "np.repeat": [
        ("np.repeat(x, [1, 2, 0])", {"x": V}),
        ("np.repeat(x, np.array([2, 1]), axis=0)", {"x": M}),
        ("np.repeat(x, [2])", {"x": V}),
        ("x.repeat([1, 0, 2], axis=1)", {"x": M}),
    ],
    "np.ascontiguousarray": [
        ("np.ascontiguousarray(x.T)", {"x": M}),
        ("np.ascontiguousarray(x)", {"x": V}),
        ("np.array(x.T, order='C')", {"x": M}),
    ],
    "np.linalg.cholesky": [
        ("np.linalg.cholesky(x @ x.T + np.eye(3), upper=True)", {"x": S}),
        ("np.linalg.cholesky(x + 3 * np.eye(3), upper=True)", {"x": S}),
    ],
    "np.cumulative_sum": [
        ("np.cumulative_sum(x)", {"x": V}),
        ("np.cumulative_sum(x, axis=1)", {"x": M}),
    ],
    "np.cumulative_prod": [
        ("np.cumulative_prod(x)", {"x": V}),
        ("np.cumulative_prod(x, axis=0)", {"x": M}),
    ],
    "np.matvec": [
        ("np.matvec(x, y)", {"x": SS, "y": V}),
        ("np.matvec(x, y)", {"x": S, "y": M}),
    ],
    "np.vecmat": [
        ("np.vecmat(x, y)", {"x": V, "y": SS}),
        ("np.vecmat(x, y)", {"x": M, "y": S}),
    ],
    "np.linspace": [
        ("np.linspace(x, y, 5)", {"x": V, "y": W}),
        ("np.linspace(x, y, 3)", {"x": M, "y": 2 * M}),
        ("np.linspace(x, y, 4, endpoint=False)", {"x": V, "y": W}),
        ("np.linspace(x, y, 5)", {"x": 0.5, "y": 1.5}),
    ],
    "truediv": [
        ("np.linspace(x, y, 5, retstep=True)[1]", {"x": V, "y": W}),
        ("np.linspace(x, 2.0, 4, False, True)[1]", {"x": 0.7}),
    ],
    "linspace_of_50": [
        ("np.linspace(x, y)", {"x": W, "y": V}),
    ],
}
