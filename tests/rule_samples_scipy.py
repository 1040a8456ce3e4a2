"""Samples for the rows of SciPy, as `tests.rule_samples` has them for NumPy's."""

import numpy as np
import scipy.fft
import scipy.linalg
import scipy.special
import scipy.stats  # noqa: F401 - their rows are read once they are loaded

from tests.rule_samples import ABOVE_ONE, ANY, LONG, POSITIVE, ROW, SINGLE, T3, UNIT, M, N, S, V, W

INSIDE = (0.15, 0.85)
DOMAINS = {
    f"scipy.special.{name}": (d if isinstance(d[0], tuple) else (d,))
    for name, d in {
        "gamma": POSITIVE, "gammaln": POSITIVE, "loggamma": POSITIVE, "rgamma": ANY, "digamma": POSITIVE,
        "beta": (POSITIVE, POSITIVE), "betaln": (POSITIVE, POSITIVE), "binom": (ABOVE_ONE, INSIDE),
        "poch": (POSITIVE, POSITIVE),
        "erf": ANY, "erfc": ANY, "erfi": UNIT, "erfcx": ANY, "dawsn": ANY, "erfinv": UNIT, "erfcinv": INSIDE,
        "ndtr": ANY, "log_ndtr": ANY, "ndtri": INSIDE,
        "expit": ANY, "logit": INSIDE, "log_expit": ANY, "softplus": ANY, "entr": POSITIVE,
        "xlogy": (ANY, POSITIVE), "xlog1py": (ANY, POSITIVE), "rel_entr": (POSITIVE, POSITIVE),
        "kl_div": (POSITIVE, POSITIVE),
        "exp2": ANY, "exp10": UNIT, "expm1": ANY, "log1p": UNIT, "cbrt": POSITIVE, "expi": POSITIVE, "exp1": POSITIVE,
        "j0": ANY, "j1": ANY, "y0": POSITIVE, "y1": POSITIVE, "i0": ANY, "i1": ANY, "k0": POSITIVE, "k1": POSITIVE,
        "i0e": POSITIVE, "i1e": POSITIVE, "k0e": POSITIVE, "k1e": POSITIVE, "ellipk": INSIDE, "ellipe": INSIDE,
    }.items()
}  # fmt: skip
UP = np.array([0.4, 1.3, 2.2])
PART = np.array([0.2, 0.5, 0.7])
BESSEL = ["jv(1.5, x)", "jv(-2, x)", "jn(0, x)", "yn(2, x)", "yv(0.5, x)", "iv(1.5, x)", "kn(2, x)", "kv(0.3, x)",
          "ive(0.5, x)", "kve(2, x)"]  # fmt: skip
CALLS = {
    **{f"scipy.special.{'jv' if c[:2] == 'jn' else c.partition('(')[0]}": [] for c in BESSEL},
    "scipy.special.polygamma": [(f"scipy.special.polygamma({n}, x)", {"x": x}) for n in (0, 1, 3) for x in (1.3, UP)],
    "scipy.special.gammainc": [("scipy.special.gammainc(1.7, x)", {"x": x}) for x in (1.3, UP)],
    "scipy.special.gammaincc": [("scipy.special.gammaincc(np.array([0.7, 1.0, 3.0]), x)", {"x": x}) for x in (1.3, UP)],
    "scipy.special.betainc": [("scipy.special.betainc(1.7, 0.6, x)", {"x": x}) for x in (0.3, PART)],
    "scipy.special.multigammaln": [("scipy.special.multigammaln(x, 3)", {"x": x}) for x in (2.3, UP + 1.0)],
    "multi_polygamma": [("multi_polygamma(1, x, 4)", {"x": UP + 3.0})],
    "scipy.special.huber": [("scipy.special.huber(x, y)", {"x": x, "y": y}) for x, y in ((0.8, 0.3), (0.8, -2.0))]
                           + [("scipy.special.huber(x, y)", {"x": 0.8, "y": V})],
    "scipy.special.pseudo_huber": [("scipy.special.pseudo_huber(x, y)", {"x": x, "y": V}) for x in (0.8, UP)],
    "scipy.special.logsumexp": [(f"scipy.special.logsumexp(x{a})", {"x": x}) for x, a in (
        (V, ""), (M, ""), (M, ", 1"), (M, ", axis=0, keepdims=True"), (T3, ", axis=(0, 2)"), (ROW, ", axis=-1"),
        (SINGLE, ""), (1.5, ""), (V * 400.0, ", b=None"))],
    "logsumexp_weighted": [("scipy.special.logsumexp(x, b=y)", {"x": V, "y": UP}),
                           ("scipy.special.logsumexp(x, axis=1, b=y)", {"x": M, "y": UP}),
                           ("scipy.special.logsumexp(x, 0, UP, True)", {"x": M}),
                           ("scipy.special.logsumexp(x, axis=-1, b=y)", {"x": V, "y": M * M + 0.1})],
    **{f"scipy.special.{f}": [(f"scipy.special.{f}(x{a})", {"x": x}) for x, a in (
        (V, ""), (M, ""), (M, ", axis=1"), (M, ", 0"), (T3, ", axis=(0, 2)"), (SINGLE, ""), (V * 400.0, ""))]
       for f in ("softmax", "log_softmax")},
}  # fmt: skip
for call in BESSEL:
    name = call.partition("(")[0].replace("jn", "jv")
    CALLS[f"scipy.special.{name}"] += [(f"scipy.special.{call}", {"x": x}) for x in (1.3, UP, W * W + 0.2)]

L = "scipy.linalg."
DEFINITE = S @ S.T + np.eye(3)
PIVOTED = S[[2, 0, 1]] + 0.1
# Rows that users cannot call: what makes them is in the samples of the functions whose derivatives they are.
INTERNAL = {"expm_along", "sqrtm_along", "logm_along", "diagonal_block", "in_block"}
CALLS |= {
    f"{L}expm": [(f"{L}expm(x)", {"x": x}) for x in (0.5 * S, np.stack([S, 0.3 * S.T]), 0.5 * S.astype(np.float32))],
    f"{L}sqrtm": [(f"{L}sqrtm(x)", {"x": DEFINITE}), (f"{L}sqrtm(x @ x.T + np.eye(3))", {"x": S})],
    f"{L}logm": [(f"{L}logm(x)", {"x": DEFINITE})],
    f"{L}inv": [(f"{L}inv(x)", {"x": S})],
    f"{L}det": [(f"{L}det(x)", {"x": S})],
    f"{L}solve": [(f"{L}solve(x, y)", {"x": S, "y": y}) for y in (V, N)]
    + [
        (f"{L}solve(x, y, assume_a='{a}')", {"x": DEFINITE, "y": y})
        for a, y in (("pos", V), ("sym", N), ("gen", V), ("positive definite", N))
    ]
    + [(f"{L}solve(x, y, lower=True, assume_a='pos')", {"x": DEFINITE, "y": V})],
    f"{L}eigh": [(f"{L}eigh(x)[0]", {"x": S}), (f"{L}eigh(x, lower=False)[1] ** 2", {"x": S})],
    f"{L}eigvalsh": [(f"{L}eigvalsh(x{a})", {"x": S}) for a in ("", ", lower=False")],
    f"{L}svdvals": [(f"{L}svdvals(x)", {"x": x}) for x in (M, S)],
    f"{L}svd": [(f"{L}svd(x)[1]", {"x": x}) for x in (M, N)],
    "scipy_thin_svd": [(f"{L}svd(x, full_matrices=False)[{i}]", {"x": x}) for i in range(3) for x in (M, N)],
    f"{L}qr": [(f"{L}qr(x, mode='economic')[{i}]", {"x": x}) for i in range(2) for x in (M, N, S)],
    f"{L}lu": [(f"{L}lu(x)[{i}]", {"x": PIVOTED}) for i in (1, 2)] + [(f"{L}lu(x)[0] @ x", {"x": PIVOTED})],
    f"{L}norm": [
        (f"{L}norm(x{a})", {"x": x})
        for x, a in ((V, ""), (V, ", 1"), (V, ", 3"), (M, ""), (M, ", axis=1"), (M, ", 3, 0, True"), (M, ", 'fro'"))
    ],
    f"{L}solve_sylvester": [(f"{L}solve_sylvester(x, y, z)", {"x": S, "y": N[:2].T @ N[:2] + 3.0 * np.eye(2), "z": N})],
    f"{L}cholesky": [
        (f"{L}cholesky(x{a})", {"x": DEFINITE}) for a in ("", ", lower=True", ", True", ", check_finite=False")
    ],
    f"{L}cho_factor": [(f"{L}cho_factor(x{a})[0]", {"x": DEFINITE}) for a in ("", ", lower=True")]
    + [(f"{L}cho_solve({L}cho_factor(x, True), y)", {"x": DEFINITE, "y": N})],
    "cho_solve": [(f"{L}cho_solve((x, {c}), y)", {"x": S, "y": y}) for c in (True, False) for y in (V, N)],
    f"{L}solve_triangular": [
        (f"{L}solve_triangular(x, y{a})", {"x": S, "y": y})
        for y, a in (
            (V, ""),
            (N, ", lower=True"),
            (V, ", 1"),
            (N, ", trans='T', lower=True"),
            (V, ", 0, True, True"),
            (N, ", unit_diagonal=True, trans=1"),
            (N, ", trans='C'"),
            (V, ", 2, True"),
        )
    ],
    f"{L}lu_factor": [(f"{L}lu_factor(x)[0]", {"x": PIVOTED})],
    "lu_solve": [
        (f"{L}lu_solve({L}lu_factor(x), y{a})", {"x": PIVOTED, "y": y})
        for y, a in ((V, ""), (N, ", trans=1"), (N, ""), (V, ", 1"), (N, ", trans=2"))
    ],
    f"{L}block_diag": [
        (f"{L}block_diag(x, y)", {"x": M, "y": N}),
        (f"{L}block_diag(x)", {"x": V}),
        (f"{L}block_diag(x, 2.0 * x, x[0], y)", {"x": M, "y": 1.5}),
    ],
}  # fmt: skip
CALLS |= {
    f"scipy.stats.multivariate_normal.{f}": [
        (f"scipy.stats.multivariate_normal.{f}(x, y, z)", {"x": x, "y": V, "z": DEFINITE}) for x in (V[::-1].copy(), S)
    ]
    + [(f"scipy.stats.multivariate_normal.{f}(x, y, z @ z.T + np.eye(3))", {"x": V, "y": W, "z": S})]
    for f in ("logpdf", "pdf")
}
# Points inside the support at location -0.1 and scale 1.3, and shape parameters.
DISTRIBUTIONS = {
    "norm": (V, {}), "t": (V, {"df": 2.5}), "cauchy": (V, {}), "laplace": (V, {}), "logistic": (V, {}),
    "beta": (PART, {"a": 2.5, "b": 1.4}), "gamma": (UP, {"a": 2.5}), "chi2": (UP, {"df": 3.4}), "expon": (UP, {}),
    "lognorm": (UP, {"s": 0.8}), "uniform": (PART, {}), "pareto": (UP + 1.5, {"b": 2.2}), "gumbel_r": (V, {}),
    "gumbel_l": (V, {}),
}  # fmt: skip
for name, (x, shapes) in DISTRIBUTIONS.items():
    of = f"scipy.stats.{name}."
    named, given = "".join(f"{s}, " for s in shapes), "".join(f"{v}, " for v in shapes.values())
    for function in ("logpdf", "pdf"):
        CALLS[of + function] = [
            (f"{of}{function}(x, {named}loc, scale)", {"x": x, **shapes, "loc": -0.1, "scale": 1.3}),
            (f"{of}{function}(x, {named.rstrip(', ')})".replace(", )", ")"), {"x": float(x[0]), **shapes}),
        ]
    for function in ("cdf", "sf", "logcdf", "logsf"):
        CALLS[of + function] = [
            (f"{of}{function}(x, {given}loc, scale)", {"x": x, "loc": -0.1, "scale": 1.3}),
            (f"{of}{function}(x, {given}scale=y)", {"x": x, "y": np.array([1.2, 1.3, 1.4])}),
        ]
        CALLS[of + function] = CALLS[of + function][: 2 if name == "norm" else 1]
    for function in ("ppf", "isf"):
        CALLS[of + function] = [(f"{of}{function}(x, {given}loc, scale)", {"x": PART - 0.1, "loc": -0.1, "scale": 1.3})]
for function in ("cdf", "sf"):
    CALLS[f"scipy.stats.poisson.{function}"] = [
        (f"scipy.stats.poisson.{function}(np.array([0, 1, 4]), x)", {"x": UP}),
        (f"scipy.stats.poisson.{function}(2.5, x, loc=1)", {"x": 2.3}),
    ]
for function in ("logpmf", "pmf"):
    CALLS[f"scipy.stats.poisson.{function}"] = [
        (f"scipy.stats.poisson.{function}(np.array([0, 1, 4]), x)", {"x": UP}),
        (f"scipy.stats.poisson.{function}(3, x, loc=1)", {"x": 2.3}),
    ]
    CALLS |= {
        f"scipy.stats.bernoulli.{function}": [
            (f"scipy.stats.bernoulli.{function}(np.array([0, 1, 1]), x)", {"x": PART}),
            (f"scipy.stats.bernoulli.{function}(2, x, loc=1)", {"x": 0.3}),
        ],
        f"scipy.stats.binom.{function}": [
            (f"scipy.stats.binom.{function}(np.array([0, 2, 4]), 4, x)", {"x": PART}),
            (f"scipy.stats.binom.{function}(3, 5, x, loc=1)", {"x": 0.3}),
        ],
        f"scipy.stats.geom.{function}": [
            (f"scipy.stats.geom.{function}(np.array([1, 2, 4]), x)", {"x": PART}),
            (f"scipy.stats.geom.{function}(3, x, loc=1)", {"x": 0.3}),
        ],
        f"scipy.stats.nbinom.{function}": [
            (f"scipy.stats.nbinom.{function}(np.array([0, 2, 4]), x, y)", {"x": UP, "y": PART}),
            (f"scipy.stats.nbinom.{function}(3, x, y, loc=1)", {"x": 2.3, "y": 0.3}),
        ],
    }

# Transforms, with what is real made of them.
CALLS |= {
    "scipy.fft.fft": [("np.abs(scipy.fft.fft(x)) ** 2", {"x": LONG}),
                      ("scipy.fft.fft(x, axis=0, norm='ortho').real", {"x": M})],
    "scipy.fft.ifft": [("np.real(scipy.fft.ifft(scipy.fft.fft(x) * scipy.fft.fft(y)))", {"x": V, "y": W}),
                       ("scipy.fft.ifft(x, norm='forward').imag", {"x": V})],
    "scipy_fft_of": [("scipy.fft.fft(x, 5).real", {"x": V}), ("scipy.fft.fft(x, n=2).imag", {"x": V})],
    "scipy_ifft_of": [("scipy.fft.ifft(x * 1j, 4).imag", {"x": V})],
    "scipy.fft.fft2": [("scipy.fft.fft2(x).real", {"x": S})],
    "scipy.fft.ifft2": [("scipy.fft.ifft2(scipy.fft.fft2(x) ** 2).real", {"x": S})],
    "scipy.fft.fftn": [("scipy.fft.fftn(x).imag", {"x": T3})],
    "scipy.fft.ifftn": [("scipy.fft.ifftn(scipy.fft.fftn(x) * 1j, axes=(0, 2)).imag", {"x": T3})],
    "scipy.fft.rfft": [("np.abs(scipy.fft.rfft(x))", {"x": LONG}),
                       ("scipy.fft.rfft(x, axis=0).imag + x[:2]", {"x": M})],
    "scipy_rfft_of": [("scipy.fft.rfft(x, 8).real", {"x": LONG}),
                      ("scipy.fft.rfft(x, 3, axis=0, norm='ortho').imag + 1.0", {"x": S})],
    "scipy.fft.irfft": [("scipy.fft.irfft(scipy.fft.rfft(x) * (1.0 + 2.0j))", {"x": LONG}),
                        ("scipy.fft.irfft(x)", {"x": LONG})],
    "scipy_irfft_of": [("scipy.fft.irfft(scipy.fft.rfft(x) ** 2, 5)", {"x": LONG}),
                       ("scipy.fft.irfft(scipy.fft.rfft(x) ** 2, 8, norm='ortho')", {"x": LONG})],
    "scipy.fft.fftshift": [("scipy.fft.fftshift(x)", {"x": LONG})],
    "scipy.fft.ifftshift": [("scipy.fft.ifftshift(scipy.fft.fftshift(x, axes=0))", {"x": M})],
    "scipy.fft.fftfreq": [("scipy.fft.fftfreq(5) * x", {"x": LONG})],
    "scipy.fft.rfftfreq": [("scipy.fft.rfftfreq(5) * x[:3]", {"x": LONG})],
    "scipy_fftfreq_by": [("scipy.fft.fftfreq(5, y) * x", {"x": LONG, "y": 0.5}),
                         ("scipy.fft.fftfreq(5, d=y) * x", {"x": LONG, "y": 0.5})],
    "scipy_rfftfreq_by": [("scipy.fft.rfftfreq(5, y) * x[:3]", {"x": LONG, "y": 0.5})],
}  # fmt: skip
