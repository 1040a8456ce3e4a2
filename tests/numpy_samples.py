"""Samples of functions of NumPy that are made of others, by the row that they end in."""

import numpy as np

from tests.rule_samples import SINGLE, SS, T3, M, N, S, V, W

P = np.array([0.7, 0.3, 1.9])
FOUND = {
    # ---- polynomials
    "np.polyfit": [
        ("np.polyfit(x, y, 1)", {"x": W, "y": V}),
        ("np.polyfit(np.arange(3.0), x, 2)", {"x": V}),
        ("np.polyfit(x, y, 0)", {"x": W, "y": V}),
    ],
    "polyfit_with_weights": [("np.polyfit(x, y, 1, w=z)", {"x": W, "y": V, "z": P})],
    "np.polyadd": [("np.polyadd(x, y)", {"x": V, "y": W}), ("np.polyadd(x, y[:2])", {"x": V, "y": W})],
    "np.polysub": [("np.polysub(x[:2], y)", {"x": V, "y": W}), ("np.polysub(x, y)", {"x": SINGLE, "y": SINGLE * 2})],
    "np.polymul": [("np.polymul(x, y)", {"x": V, "y": W}), ("np.polymul(x, y[:2])", {"x": V, "y": W})],
    "aligned": [("np.polymul(x, np.array([0.0, 1.0, 2.0]))", {"x": V})],
    "in_product": [("in_product(x, y, y[:2])", {"x": V, "y": W})],
    "np.reshape": [
        (f"np.polynomial.polynomial.polyval({a})", {"x": x, "y": V})
        for x, a in ((W, "x, y"), (0.5, "x, y"), (M, "x, c=y, tensor=False"), (V, "x, [1.5, y[0], 2.0]"))
    ]
    + [("np.polynomial.polynomial.polyval(x, y)", {"x": V, "y": M.T.copy()})],
    "np.polyint": [("np.polyint(x)", {"x": V}), ("np.polyint(np.polymul(x, y))", {"x": V, "y": W})],
    "polyint_from": [("np.polyint(x, k=y)", {"x": V, "y": 0.5})],
    "unpolyint": [("unpolyint(x)", {"x": V})],
    # ---- along an axis
    "np.nancumprod": [
        ("np.nancumprod(x)", {"x": V}),
        ("np.nancumprod(x, axis=1)", {"x": np.array([[0.5, np.nan, 2.0], [1.5, 0.25, np.nan]])}),
        ("np.nancumprod(x)", {"x": M}),
    ],
    "gradient_at": [
        ("np.gradient(x, [0.0, 0.4, 1.9])", {"x": V}),
        ("np.gradient(x, np.array([0.0, 0.4, 1.9]), edge_order=2)", {"x": V}),
        ("np.gradient(x, np.array([0.0, 0.4, 0.9, 2.0]), axis=2)", {"x": T3}),
        ("np.gradient(x, [0.5, 0.9], axis=0)", {"x": M}),
        ("np.gradient(x, 2.0, [0.0, 0.4, 1.9])[1]", {"x": M}),
    ],
    "ungradient_at": [("ungradient_at(x, np.array([0.0, 0.4, 1.9]), axis=0)", {"x": V})],
    "np.gradient": [("np.gradient(x, axis=(1, 0))[0]", {"x": M}), ("np.gradient(x, axis=(0, -1))[1]", {"x": T3})],
    "np.diff": [
        ("np.ediff1d(x)", {"x": V}),
        ("np.ediff1d(x)", {"x": M}),
        ("np.ediff1d(x, to_begin=0.0, to_end=y)", {"x": V, "y": 1.5}),
        ("np.ediff1d(x, [y, 1.0])", {"x": V, "y": 1.5}),
    ],
    # ---- products, norms, factorisations
    "np.kron": [(f"np.kron({a})", {"x": V, "y": M}) for a in ("x, y", "y, x")]
    + [("np.kron(x, y)", {"x": T3, "y": M}), ("np.kron(x, y)", {"x": 1.5, "y": V})],
    "np.outer": [("np.outer(x, y)", {"x": M, "y": V}), ("np.linalg.outer(x, y)", {"x": V, "y": W})],
    "np.multiply": [("np.inner(x, y)", {"x": 1.5, "y": V}), ("np.outer(x, y)", {"x": 1.5, "y": V})],
    "np.vecdot": [
        ("np.linalg.vecdot(x, y)", {"x": V, "y": W}),
        ("np.linalg.vecdot(x, y, axis=0)", {"x": M, "y": M * 2}),
        ("np.vecdot(x, x, axis=1)", {"x": T3}),
    ],
    "np.matmul": [("np.linalg.matmul(x, y)", {"x": S, "y": V})],
    "np.tensordot": [("np.linalg.tensordot(x, y, axes=1)", {"x": M, "y": N})],
    "np.linalg.cond": [
        (f"np.linalg.cond(x, {p})", {"x": S}) for p in ("2", "-2", "1", "-1", "np.inf", "-np.inf", "'fro'", "'nuc'")
    ]
    + [("np.linalg.cond(x, -2)", {"x": M}), ("np.linalg.cond(x, 1)", {"x": SS})],
    "norm_of_matrices": [
        ("np.linalg.norm(x, 2, keepdims=True)", {"x": S}),
        ("np.linalg.norm(x, 1, axis=(1, 0))", {"x": np.sin(6.0 * T3 + 0.2)}),
        ("np.linalg.norm(x, -np.inf, axis=(2, 0), keepdims=True)", {"x": np.sin(6.0 * T3 + 0.2)}),
        ("np.linalg.norm(x, 'nuc', axis=(0, 2))", {"x": T3}),
    ],
    "np.linalg.matrix_norm": [
        ("np.linalg.matrix_norm(x, ord='nuc', keepdims=True)", {"x": SS}),
        ("np.linalg.matrix_norm(x, ord=1)", {"x": SS}),
    ],
    "mul": [
        ("np.linalg.norm(x, 0) * x", {"x": V}),
        ("np.linalg.norm(x, ord=0, axis=1, keepdims=True) * x", {"x": M}),
        ("np.linalg.vector_norm(x, ord=0) * x", {"x": M}),
        ("np.mgrid[0:3] * x", {"x": V}),
        ("np.mgrid[0:2, 1:4][1] * x", {"x": M}),
        ("np.ogrid[0:2, 0:3][0] * x", {"x": M}),
        ("np.indices(x.shape)[1] * x", {"x": M}),
        ("np.indices((2, 3), sparse=True)[0] * x", {"x": M}),
        ("np.fromfunction(lambda i: i * 2.0, (3,)) * x", {"x": V}),
        ("np.fromfunction(lambda i, j: x * i + j, (2, 3))", {"x": 1.5}),
    ],
    "qr_of_any": [
        ("np.linalg.qr(x, mode='r')", {"x": N}),
        ("np.linalg.qr(x, mode='r')", {"x": M}),
        ("np.linalg.qr(np.eye(2, 3) + x, mode='complete')[1]", {"x": 1.5}),
    ],
    "np.linalg.qr": [
        ("np.linalg.qr(x.T @ x, mode='complete')[1]", {"x": S}),
    ],
    "np.linalg.solve": [
        ("np.linalg.tensorsolve(x.reshape(3, 3), y)", {"x": S, "y": V}),
        ("np.linalg.tensorsolve(np.eye(6).reshape(2, 3, 2, 3) * y, x)", {"x": M, "y": 1.5}),
        ("np.linalg.tensorsolve(x, y, axes=(0,))", {"x": S, "y": V}),
    ],
    "np.linalg.inv": [
        ("np.linalg.tensorinv(x, ind=1)", {"x": S}),
        ("np.linalg.tensorinv((np.eye(6) * x).reshape(2, 3, 6))", {"x": 1.5}),
    ],
    # ---- joined, picked
    "np.concatenate": [
        ("np.block([[[x]]])", {"x": T3}),
        ("np.block([[x], [y]])", {"x": V, "y": W}),
        ("np.block([x, y])", {"x": V, "y": 1.5}),
        ("np.block([[x, np.ones((2, 1))], [y, 2.0]])", {"x": M, "y": V}),
        ("np.r_[x, y]", {"x": V, "y": W}),
        ("np.r_[x, y, 0.0, 1:3]", {"x": 1.5, "y": W}),
        ("np.r_[x, 0:1:5j, 2]", {"x": SINGLE}),
        ("np.r_[x, 1.0]", {"x": SINGLE}),
        ("np.r_[x, y]", {"x": M, "y": S}),
        ("np.c_[x, y]", {"x": V, "y": W}),
        ("np.c_[x, y, np.ones(2)]", {"x": M, "y": V[:2].copy()}),
        ("np.c_[x, y]", {"x": T3, "y": T3[..., :1].copy()}),
    ],
    "np.array": [
        ("np.mgrid[0:x:3j] * y", {"x": 1.5, "y": V}),
        ("np.mgrid[0:1:2j, 0:x:3j][1]", {"x": 1.5}),
        ("np.ogrid[0:1:2j, x:3:3j][1]", {"x": 1.5}),
    ],
    "getitem": [
        ("x[np.s_[1:]]", {"x": V}),
        ("x[np.s_[1:, ::2]]", {"x": M}),
        ("x[np.index_exp[1]]", {"x": M}),
        ("np.unstack(np.stack([x, y]))[1]", {"x": V, "y": W}),
        ("np.unstack(np.stack([x, y], 1), axis=1)[0]", {"x": V, "y": W}),
    ],
    "np.stack": [
        ("np.apply_along_axis(np.sum, 0, x)", {"x": M}),
        ("np.apply_along_axis(np.cumsum, 0, x)", {"x": M}),
        ("np.apply_along_axis(lambda r: r * r[0], -1, x)", {"x": M}),
        ("np.apply_along_axis(lambda r, b: np.outer(r, r) * b, 1, x, y)", {"x": T3[:, :, :2].copy(), "y": 1.5}),
        ("np.apply_along_axis(lambda r: y * r, 0, x)", {"x": V, "y": 1.5}),
    ],
    "np.sum": [
        ("np.apply_over_axes(np.sum, x, [0, 2])", {"x": T3}),
        ("np.apply_over_axes(np.mean, x, -1)", {"x": M}),
    ],
    "store": [
        ("np.piecewise(x, [x < 0, x >= 0], [lambda v: -v, lambda v: v * v])", {"x": V}),
        ("np.piecewise(x, [x < 0, x > 1], [lambda v: -v, lambda v: v * v, 0.5])", {"x": N}),
        ("np.piecewise(x, [x < 0, x > -1], [lambda v, b: v * b, lambda v, b: v * v * b], y)", {"x": V, "y": 1.5}),
        ("np.piecewise(x, x < 0, [lambda v: -v, lambda v: v * v])", {"x": V}),
        ("np.piecewise(x, [x < 5], [lambda v: v * v, lambda v: 1.0 / (v - v)])", {"x": V}),
    ],
}
