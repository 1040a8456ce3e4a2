"""Samples of functions about samples and series, by the row that they end in."""

import numpy as np

from tests.rule_samples import LONG, SINGLE, SS, T3, M, N, S, V, W

P, Q = np.array([0.7, 0.3, 1.9]), np.array([0.23, 0.65])
METHODS = ["lower", "higher", "midpoint", "nearest", "inverted_cdf", "averaged_inverted_cdf", "closest_observation"]
SMOOTH = ["interpolated_inverted_cdf", "hazen", "weibull", "median_unbiased", "normal_unbiased"]
SERIES = {
    **{
        f"np.{f}": [
            (f"np.{f}(x, [{0.2 * scale}, {0.65 * scale}])", {"x": V}),
            (f"np.{f}(x, y, axis=1)", {"x": M, "y": Q * scale}),
            (f"np.{f}(x, y, axis=(0, 2))", {"x": np.sin(6.0 * T3 + 0.2), "y": Q * scale}),
            (f"np.{f}(x, y, keepdims=True)", {"x": N, "y": Q * scale}),
            (f"np.{f}(x, y, axis=0)", {"x": M.astype(np.float32), "y": Q * scale}),
        ]
        for f, scale in (("quantile", 1), ("percentile", 100), ("nanquantile", 1), ("nanpercentile", 100))
    },
    "quantile_weights": [(f"np.quantile(x, 0.3, method='{m}')", {"x": M}) for m in METHODS]
    + [(f"np.quantile(x, y, axis=1, method='{m}')", {"x": M, "y": 0.55}) for m in SMOOTH]
    + [("np.percentile(x, y, method='weibull')", {"x": LONG, "y": Q * 100})],
    "np.sum": [("np.sum(x, axis=0, dtype=np.float64)", {"x": M}), ("x.sum(dtype=float)", {"x": SINGLE})],
    "np.mean": [("np.mean(x, dtype=np.float64)", {"x": SINGLE}), ("np.mean(x, axis=1, dtype=float)", {"x": M})],
    "np.prod": [("np.prod(x, dtype=np.float64)", {"x": SINGLE})],
    "np.cumsum": [("np.cumsum(x, dtype=np.float64)", {"x": SINGLE})],
    "np.cumprod": [("np.cumprod(x, dtype=float)", {"x": SINGLE})],
    "np.std": [("np.std(x, axis=0, correction=1)", {"x": M})],
    "np.var": [("np.var(x, correction=1)", {"x": M})],
    "np.fmax.reduce": [("np.fmax.reduce(x)", {"x": V}), ("np.fmax.reduce(x, axis=1)", {"x": M})],
    "np.fmin.reduce": [("np.fmin.reduce(x)", {"x": V})],
    "np.average": [("np.average(x, weights=None)", {"x": V})],
    "average_with_weights": [
        ("np.average(x, axis=0, weights=y, returned=True)[0]", {"x": M, "y": M * M}),
        ("np.average(x, axis=0, weights=y, returned=True)[1]", {"x": M, "y": M * M}),
    ],
    "np.sort": [
        ("np.sort(x, axis=None)", {"x": M}),
        ("np.sort(x, kind='stable')", {"x": V}),
        ("np.sort(x, 0, 'mergesort')", {"x": M}),
    ],
    "getitem": [
        ("x.ravel()[np.argsort(x, axis=None)]", {"x": M}),
        ("x[np.lexsort((y, x))]", {"x": V, "y": W}),
        ("x[np.lexsort(y)]", {"x": V, "y": S}),
        ("np.trim_zeros(x)", {"x": V}),
        ("np.trim_zeros(x * (x > 1.0))", {"x": V}),
        ("np.trim_zeros(x * (x < 1.0), 'b')", {"x": V}),
        ("np.trim_zeros(np.array([0.0, x, 0.0, y, 0.0]), trim='f')", {"x": 1.5, "y": 0.5}),
    ],
    "np.cov": [
        ("np.cov(x, y)", {"x": V, "y": W}),
        ("np.cov(x, rowvar=False)", {"x": M}),
        ("np.cov(x, y, rowvar=False)", {"x": V, "y": W}),
        ("np.cov(x, y, bias=True)", {"x": M, "y": V}),
    ],
    "np.corrcoef": [("np.corrcoef(x, rowvar=False)", {"x": S})],
    "np.dot": [
        ("np.cov(x, aweights=y)", {"x": M, "y": P}),
        ("np.cov(x, aweights=y, ddof=0)", {"x": M, "y": P}),
        ("np.cov(x, fweights=[1, 2, 3])", {"x": M}),
        ("np.cov(x, fweights=np.array([1, 2, 3]), aweights=y)", {"x": M, "y": P}),
        ("np.cov(x, aweights=y)", {"x": V, "y": P}),
    ],
    "np.interp": [
        ("np.interp(x, [0.0, 1.0, 2.0], y, period=2.5)", {"x": LONG, "y": V}),
        ("np.interp(x, np.array([0.3, 2.9, 1.1]), y, period=2.5)", {"x": 0.7, "y": V}),
        ("np.interp(x, [0.0, 1.0, 1.5], z, y, y * y)", {"x": LONG - 0.05, "y": 0.6, "z": V}),
        ("np.interp(x, [0.0, 1.0, 1.5], [1.0, 2.0, 0.5], right=y)", {"x": 1.8, "y": 0.6}),
    ],
    "np.cumulative_sum": [
        ("np.cumulative_sum(x, include_initial=True)", {"x": V}),
        ("np.cumulative_sum(x, axis=1, include_initial=True)", {"x": M}),
    ],
    "np.cumulative_prod": [("np.cumulative_prod(x, include_initial=True)", {"x": SINGLE})],
    "np.add.reduce": [
        ("np.trapezoid(x, dx=y)", {"x": V, "y": 0.5}),
        ("np.trapezoid(x, dx=y, axis=0)", {"x": M, "y": 0.5}),
    ],
    "np.choose": [(f"np.choose([0, -1, 3], [x, y], mode='{m}')", {"x": V, "y": W}) for m in ("clip", "wrap")],
    "np.remainder": [("np.divmod(x, 0.7)[1]", {"x": V}), ("np.divmod(x, y)[1]", {"x": M, "y": P})],
    "np.unique": [
        ("np.union1d(x, y)", {"x": V, "y": 1.1 * M}),
        ("np.unique(x, return_index=True)[0]", {"x": M}),
        ("np.unique(x, return_inverse=True)[1] * x", {"x": M}),
        ("np.unique(x, return_index=True, return_counts=True)[2] * np.unique(x)", {"x": V}),
    ],
    "np.i0": [("np.i0(x)", {"x": x}) for x in (V, M, 1.5, SINGLE, np.array([0.0, 1e-9, 40.0]))],
    "bessel_i": [("bessel_i(2, x)", {"x": V})],
    "mul": [
        ("np.linalg.matrix_rank(x) * x", {"x": S}),
        ("np.linalg.matrix_rank(x, 1e-9)[0] * x", {"x": SS}),
        ("np.ravel_multi_index(([0, 1, 0], [1, 2, 0]), (2, 3)) * x", {"x": V}),
        ("np.hanning(3) * x + np.hamming(3) * np.blackman(3) + np.bartlett(3)", {"x": V}),
        ("np.kaiser(len(x), 2.0) * x", {"x": V}),
        ("np.bitwise_count(np.array([1, 2, 3])) * x", {"x": V}),
        ("np.require(x, float) * x", {"x": V}),
        ("np.array([x, 2.0]).tolist()[0] * y", {"x": 1.5, "y": V}),
    ],
    "np.ascontiguousarray": [("np.require(x.T, requirements=['C']) * 2.0", {"x": M})],
    "np.linalg.pinv": [("np.linalg.pinv(x, rcond=1e-12)", {"x": S})],
}
