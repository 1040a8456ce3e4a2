"""Side by side with autograd, on every function that it knows of NumPy and SciPy: the same gradients, or why not.

A function that autograd learns needs a sample here, or a reason.
"""

from __future__ import annotations

import importlib
import importlib.util
import types

import numpy as np
import pytest

import s2sad
from tests.rule_samples import LONG, ROW, SS, T3, M, N, S, V, W

autograd = pytest.importorskip("autograd")

POSITIVE, UNIT, SHARE = np.array([0.5, 1.25, 2.0]), np.array([0.5, -0.25, 0.75]), np.array([0.3, 0.6, 0.2])
DEFINITE = S @ S.T + np.eye(3)

SAMPLES = {
    **{
        f"numpy.{f}": (f"np.{f}(x)", (x,))
        for x, names in (
            (
                V,
                "absolute arctan arcsinh conjugate cos cosh deg2rad degrees exp exp2 expm1 fabs negative rad2deg",
            ),
            (V, "radians real sin sinc sinh square tanh imag angle nan_to_num real_if_close"),
            (POSITIVE, "log log10 log1p log2 reciprocal sqrt"),
            (UNIT, "arccos arcsin arctanh tan"),
            (POSITIVE + 1.0, "arccosh"),
            (V, "max min amax amin mean prod std sum var cumsum diff sort diag ravel atleast_1d atleast_2d atleast_3d"),
            (S, "trace tril triu transpose rot90 fliplr flipud squeeze"),
        )
        for f in names.split()
    },
    **{
        f"numpy.{f}": (f"np.{f}(x, y)", (x, y))
        for x, y, names in (
            (V, W, "add subtract multiply maximum minimum fmax fmin hypot logaddexp logaddexp2 cross inner outer kron"),
            (V, POSITIVE, "divide remainder arctan2"),
            (POSITIVE, W, "power"),
            (M, N, "dot matmul"),
            (SS, S, "tensordot"),
        )
        for f in names.split()
    },
    "numpy.array_split": ("np.array_split(x, 2)[1]", (LONG,)),
    "numpy.split": ("np.split(x, 3)[1]", (V,)),
    "numpy.dsplit": ("np.dsplit(x, 2)[0]", (T3,)),
    "numpy.hsplit": ("np.hsplit(x, 3)[2]", (M,)),
    "numpy.vsplit": ("np.vsplit(x, 2)[1]", (M,)),
    "numpy.broadcast_to": ("np.broadcast_to(x, (2, 3)) * y", (ROW, M)),
    "numpy.diagonal": ("np.diagonal(x, 0, -1, -2)", (SS,)),
    "numpy.clip": ("np.clip(x, -0.7, 1.5)", (V,)),
    "numpy.einsum": ("np.einsum('ij,jk->ki', x, y)", (M, N)),
    "numpy.expand_dims": ("np.expand_dims(x, 0) * y", (V, M)),
    "numpy.full": ("np.full((2, 3), x)", (1.5,)),
    "numpy.gradient": ("np.gradient(x)", (LONG,)),
    "numpy.linspace": ("np.linspace(x, y, 5)", (0.5, 1.5)),
    "numpy.moveaxis": ("np.moveaxis(x, 0, 2)", (T3,)),
    "numpy.pad": ("np.pad(x, 1, 'constant')", (M,)),
    "numpy.partition": ("np.partition(x, 2)", (LONG,)),
    "numpy.repeat": ("np.repeat(x, 2, axis=0)", (M,)),
    "numpy.reshape": ("np.reshape(x, (3, 2), order='F')", (M,)),
    "numpy.roll": ("np.roll(x, 1, axis=1)", (M,)),
    "numpy.rollaxis": ("np.rollaxis(x, 2)", (T3,)),
    "numpy.swapaxes": ("np.swapaxes(x, 0, 2)", (T3,)),
    "numpy.tile": ("np.tile(x, (2, 1))", (M,)),
    "numpy.where": ("np.where(x > 0.0, x, y)", (V, W)),
    "numpy.linalg.cholesky": ("np.linalg.cholesky((x + x.T) / 2)", (DEFINITE,)),
    "numpy.linalg.det": ("np.linalg.det(x)", (S,)),
    "numpy.linalg.eig": ("np.abs(np.linalg.eig(x)[1] * np.linalg.eig(x)[0])", (S,)),
    "numpy.linalg.eigh": ("np.linalg.eigh((x + x.T) / 2)[0]", (S,)),
    "numpy.linalg.inv": ("np.linalg.inv(x)", (S,)),
    "numpy.linalg.norm": ("np.linalg.norm(x, axis=0)", (S,)),
    "numpy.linalg.pinv": ("np.linalg.pinv(x)", (M,)),
    "numpy.linalg.slogdet": ("np.linalg.slogdet(x)[1]", (S,)),
    "numpy.linalg.solve": ("np.linalg.solve(x, y)", (S, V)),
    "numpy.linalg.svd": ("np.linalg.svd(x, full_matrices=False)[1]", (M,)),
    **{
        f"numpy.fft.{f}": (f"np.abs(np.fft.{f}(x) + 0.1)", (x,))
        for x, names in (
            (S, "fft ifft fft2 ifft2 fftn ifftn fftshift ifftshift"),
            (T3, "rfft rfft2 rfftn irfft irfftn"),
        )
        for f in names.split()
    },
    "numpy.fft.irfft2": ("np.fft.irfft2(np.fft.fft(x))", (T3,)),
}
SCIPY = {
    **{
        f"scipy.special.{f}": (f"special.{f}({a})", args)
        for names, a, args in (
            ("erf erfc expit gamma gammaln i0 i1 j0 j1 psi rgamma y0 y1", "x", (POSITIVE,)),
            ("erfinv erfcinv logit", "x", (SHARE,)),
            ("iv ive yn", "2, x", (POSITIVE,)),
            ("beta betaln", "x, y", (POSITIVE, SHARE)),
            ("gammainc gammaincc", "1.5, x", (POSITIVE,)),
            ("betainc", "1.5, 2.5, x", (SHARE,)),
            ("polygamma", "1, x", (POSITIVE,)),
            ("multigammaln", "x, 2", (POSITIVE + 1.0,)),
            ("logsumexp", "x, axis=0", (S,)),
        )
        for f in names.split()
    },
    **{
        f"scipy.stats.{d}.{f}": (f"stats.{d}.{f}({a})", args)
        for d, names, a, args in (
            ("norm", "cdf logcdf logpdf pdf logsf sf", "x, y, z", (V, SHARE, POSITIVE)),
            ("t", "logpdf pdf", "x, 3.0, y, z", (V, SHARE, POSITIVE)),
            ("t", "cdf logcdf", "x, 3.0, y", (V, SHARE)),
            ("beta", "cdf logpdf pdf", "x, 1.5, 2.5", (SHARE,)),
            ("gamma", "cdf logpdf pdf", "x, 1.5", (POSITIVE,)),
            ("chi2", "cdf logpdf pdf", "x, 3.0", (POSITIVE,)),
            ("poisson", "cdf logpmf pmf", "arange(3.0), x", (POSITIVE,)),
            ("multivariate_normal", "logpdf pdf", "x, y, z @ z.T", (V, SHARE, DEFINITE)),
        )
        for f in names.split()
    },
    "scipy.special.jv": ("special.jn(2, x)", (POSITIVE,)),
    "scipy.linalg.solve_sylvester": ("linalg.solve_sylvester(x, y, z)", (S, S.T + 4.0 * np.eye(3), SS[0])),
    "scipy.linalg.solve_triangular": ("linalg.solve_triangular(x, y, lower=True)", (DEFINITE, V)),
    "scipy.linalg.sqrtm": ("linalg.sqrtm(x)", (DEFINITE,)),
}
# What autograd makes of its primitives.
SAMPLES |= {
    f"numpy.{f}": (f"np.{f}({a})", args)
    for f, a, args in (
        ("array", "[x, 2.0 * x]", (V,)),
        ("append", "x, y, axis=0", (M, ROW)),
        ("concatenate", "(x, y), axis=0", (M, ROW)),
        ("column_stack", "(x, y)", (V, W)),
        ("hstack", "(x, y)", (V, W)),
        ("select", "[x > 1.0, x < -0.5], [x * x, y], 2.0 * x", (V, W)),
        ("stack", "(x, y), axis=1", (V, W)),
        ("vstack", "(x, y)", (V, W)),
    )
}
ALL = {**SAMPLES, **SCIPY}
# What is not compared, and why.
REASONS = {
    "numpy.astype": "autograd calls it as a method, of arrays that it traces",
    "numpy.iscomplexobj": "it asks for a type",
    "numpy.ndim": "it asks for a shape",
    "numpy.result_type": "it asks for types",
    "numpy.row_stack": "it is np.vstack, and gone from NumPy",
    "numpy.shape": "it asks for a shape",
    "scipy.integrate.odeint": "it solves differential equations",
    "scipy.linalg.solve_banded": "it is refused",
    "scipy.special.gammasgn": "it is refused: it is constant between jumps",
    "scipy.stats.dirichlet.logpdf": "it is refused",
    "scipy.stats.dirichlet.pdf": "it is refused",
    "scipy.stats.multivariate_normal.entropy": "it is refused",
    "autograd.scipy.signal.convolve": "it is a function of autograd's own, by axes that SciPy's has not",
}


def autograds_list():
    """The functions of NumPy and SciPy that autograd has a gradient for, or makes of those."""
    import autograd.numpy as wrapped
    from autograd.core import primitive_vjps

    named = ("integrate", "linalg", "signal", "special", "stats")
    modules = [importlib.import_module(f"{top}.{m}") for top in ("autograd.scipy", "scipy") for m in named]
    found = {getattr(f, "fun", f) for f in primitive_vjps}
    places = (np, np.linalg, np.fft, *(m for m in modules if m.__name__.startswith("scipy")))
    own = {id(v): f"{p.__name__}.{k}" for p in reversed(places) for k, v in vars(p).items() if callable(v)}
    methods = (f for f in found if hasattr(f, "__self__") and not isinstance(f, np.ufunc))
    names = {f"{own[id(f)].rpartition('.')[0]}.{f.__name__}" for f in found if id(f) in own}
    names |= {f"{own[id(f.__self__)]}.{f.__name__}" for f in methods if id(f.__self__) in own}
    names |= {f"{f.__module__}.{f.__name__}" for f in found if getattr(f, "__module__", "") == "autograd.scipy.signal"}
    composed = {k for k, v in vars(wrapped).items() if isinstance(v, types.FunctionType) and not hasattr(v, "fun")}
    return names | {f"numpy.{k}" for k in composed if callable(getattr(np, k, None)) or k == "row_stack"}


def test_every_function_of_autograd_has_a_sample_or_a_reason():
    known = autograds_list()
    missing = known - set(ALL) - set(REASONS)
    assert not missing, f"no sample for {sorted(missing)}"
    assert set(REASONS) - known <= {"numpy.row_stack"}
    assert len(known & set(ALL)) > 190


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    """The same functions on NumPy and on autograd's NumPy: a weighted sum of squares of each sample."""
    made = []
    for top, numpy in (("", "numpy"), ("autograd.", "autograd.numpy")):
        lines = [
            f"import {numpy} as np",
            f"from {top}scipy import linalg, special, stats",
            "from numpy import cos, arange",
        ]
        for i, (expression, args) in enumerate(ALL.values()):
            lines += [f"def f{i}({', '.join('xyz'[: len(args)])}):", f"    z_ = np.ravel({expression})",
                      "    return np.sum(z_ * z_ * cos(arange(len(z_))))"]  # fmt: skip
        path = tmp_path_factory.mktemp("autograd") / f"{numpy.replace('.', '_')}_samples.py"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made.append(module)
    return made


@pytest.mark.parametrize("name", ALL)
@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:autograd")
def test_gradients_are_those_of_autograd(modules, name):
    i, args = list(ALL).index(name), ALL[name][1]
    ours, theirs = (getattr(m, f"f{i}") for m in modules)
    value, back = s2sad.vjp(ours, *args)
    assert value == ours(*args)
    wanted = autograd.grad(theirs, tuple(range(len(args))))(*args)
    for got, want in zip(back(1.0), wanted, strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-12)
