"""Side by side with autograd, on every function of NumPy that it knows: the same gradients, or a reason why not.

A function that autograd learns needs a sample here, or a reason.
"""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

import s2sad
from tests.rule_samples import LONG, ROW, SS, T3, M, N, S, V, W

autograd = pytest.importorskip("autograd")

POSITIVE, UNIT = np.array([0.5, 1.25, 2.0]), np.array([0.5, -0.25, 0.75])
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
# What is not compared, and why.
REASONS = {
    "numpy.astype": "autograd calls it as a method, of arrays that it traces",
}


def autograds_list():
    """The functions of NumPy that autograd has a gradient for."""
    import autograd.numpy  # noqa: F401  (registers them)
    from autograd.core import primitive_vjps

    found = {getattr(f, "fun", f) for f in primitive_vjps}
    places = (np, np.linalg, np.fft)
    own = {id(v): f"{p.__name__}.{k}" for p in places for k, v in vars(p).items() if callable(v)}
    named = {f: f"{f.__module__}.{f.__name__}" for f in found if getattr(f, "__module__", None)}
    return {n for f, n in named.items() if id(f) in own and n.partition(".")[0] == "numpy"}


def test_every_function_of_autograd_has_a_sample_or_a_reason():
    missing = autograds_list() - set(SAMPLES) - set(REASONS)
    assert not missing, f"no sample for {sorted(missing)}"
    assert len(autograds_list() & set(SAMPLES)) > 100


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    """The same functions on NumPy and on autograd's NumPy: a weighted sum of squares of each sample."""
    made = []
    for numpy in ("numpy", "autograd.numpy"):
        lines = [f"import {numpy} as np", "from numpy import cos, arange"]
        for i, (expression, args) in enumerate(SAMPLES.values()):
            lines += [f"def f{i}({', '.join('xyz'[: len(args)])}):", f"    z = np.ravel({expression})",
                      "    return np.sum(z * z * cos(arange(len(z))))"]  # fmt: skip
        path = tmp_path_factory.mktemp("autograd") / f"{numpy.replace('.', '_')}_samples.py"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made.append(module)
    return made


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
def test_gradients_are_those_of_autograd(modules, name):
    i, args = list(SAMPLES).index(name), SAMPLES[name][1]
    ours, theirs = (getattr(m, f"f{i}") for m in modules)
    value, back = s2sad.vjp(ours, *args)
    assert value == ours(*args)
    wanted = autograd.grad(theirs, tuple(range(len(args))))(*args)
    for got, want in zip(back(1.0), wanted, strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-12)
