"""The keywords of NumPy's functions, crossed: what a call computes with them is right, or refused where it stands.

Of each call that the primal takes: its value to the bit, dtype and shape of the tangent, both modes against each other
and against differences. Of all combinations some are asked, always the same ones, most of them by ``pytest -m slow``.
"""

import importlib.util
import itertools
import warnings
import zlib

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from tests.driver import Derived, dot_numbers, fresh, identical
from tests.oracle import flat
from tests.rule_samples import M, V
from tests.test_rules import derivative

ARRAYS = {
    "vector": V, "matrix": M, "deep": np.linspace(-1.0, 1.3, 24).reshape(2, 3, 4) + 0.0317, "empty": np.zeros((0, 3)),
    "single": M.astype(np.float32), "0d": np.array(1.5), "complex": M + 1j * M[::-1, ::-1] ** 2, "number": 1.5,
}  # fmt: skip
AXIS = ("", "axis=0", "axis=-1", "axis=1", "axis=None", "axis=(0, 1)", "axis=(0, -1)", "axis=()", "axis=(1,)")
KEEP = ("", "keepdims=True")
DTYPE = ("", "dtype=np.float32", "dtype=np.complex128", "dtype=float")
MASK = ("", "where=x > 0.3", "where=True", "where=np.array([True, False, True])")
INTO = ("", "out=None", "out=np.ones_like(x)")
START = ("", "initial=2.0")
BEST = ("", "initial=0.7", "initial=9.0")
SPREAD = ("", "ddof=1", "ddof=0.5", "correction=1")
# A call without its keywords, and what follows it: the keywords, each with some values.
CALLS = {
    "np.sum(x": (AXIS, KEEP, DTYPE, START, MASK),
    "np.prod(x": (AXIS, KEEP, DTYPE, START, MASK),
    "np.mean(x": (AXIS, KEEP, DTYPE, MASK),
    "np.var(x": (AXIS, KEEP, SPREAD, MASK),
    "np.std(x": (AXIS, KEEP, DTYPE, SPREAD, MASK),
    "np.max(x": (AXIS, KEEP, BEST, MASK),
    "np.min(x": (AXIS, KEEP, BEST, MASK),
    "np.ptp(x": (AXIS, KEEP),
    "np.median(x": (AXIS, KEEP),
    "np.average(x": (AXIS, KEEP, ("", "weights=np.abs(x) + 0.1")),
    "np.quantile(x, 0.3": (AXIS, KEEP, ("", "method='lower'", "method='hazen'")),
    "np.cumsum(x": (AXIS, DTYPE),
    "np.cumprod(x": (AXIS, DTYPE),
    "np.cumulative_sum(x": (AXIS, ("", "include_initial=True")),
    "np.diff(x": (("", "n=0", "n=2"), AXIS[:5], ("", "prepend=0.5", "append=x[:1]")),
    "np.linalg.norm(x": (("", "ord=1", "ord=2", "ord=np.inf", "ord='fro'", "ord=3"), AXIS, KEEP),
    "np.add.reduce(x": (AXIS, KEEP, DTYPE, START, MASK),
    "np.multiply.reduce(x": (AXIS, KEEP, DTYPE, START, MASK),
    "np.logaddexp.reduce(x": (AXIS, KEEP, START, MASK),
    "np.hypot.reduce(x": (AXIS, KEEP, START, MASK),
    "np.maximum.reduce(x": (AXIS, KEEP, BEST, MASK),
    "np.fmin.reduce(x": (AXIS, KEEP, BEST, MASK),
    "np.multiply.accumulate(x": (AXIS,),
    "np.exp(x": (MASK[:2], INTO, ("", "dtype=np.float32", "casting='unsafe'", "order='F'")),
    "np.multiply(x, 0.5 * x": (MASK[:2], INTO),
    "np.maximum(x, 0.25": (MASK[:2], INTO),
    "np.clip(x": (("min=-0.5", "a_min=-0.5", "a_min=None"), ("max=1.0", "a_max=1.0", "a_max=None")),
    "np.sort(x": (AXIS, ("", "kind='stable'")),
    "np.partition(x, 1": (AXIS,),
    "np.flip(x": (AXIS,),
    "np.roll(x, 1": (AXIS,),
    "np.repeat(x, 2": (AXIS,),
    "np.take(x, [0, 1, 1]": (AXIS, ("", "mode='clip'", "mode='wrap'")),
    "np.concatenate((x, 2.0 * x)": (AXIS, DTYPE, ("", "casting='unsafe'")),
    "np.stack((x, 2.0 * x)": (AXIS[:4],),
    "np.reshape(x, -1": (("", "order='F'", "order='C'"),),
    "np.ravel(x": (("", "order='F'", "order='K'"),),
    "np.pad(x, 1": (tuple(f"mode='{m}'" for m in ("constant", "edge", "reflect", "wrap", "linear_ramp", "mean")),),
    "np.trace(x": (("", "offset=1", "offset=-1"), ("", "axis1=1, axis2=0")),
    "np.fft.fft(x": (("", "n=2", "n=5"), ("", "axis=0"), ("", "norm='ortho'")),
    "np.linspace(x, 2.0 * x": (("", "num=5"), ("", "endpoint=False"), ("", "axis=-1")),
    "np.cross(x, x[::-1] ** 2": (("", "axis=0", "axis=-1", "axis=1"),),
    "np.nansum(x": (AXIS, KEEP, DTYPE, START, MASK),
    "np.nanprod(x": (AXIS, KEEP, DTYPE, START, MASK),
    "np.nanmean(x": (AXIS, KEEP, DTYPE, MASK),
    "np.nanvar(x": (AXIS, KEEP, DTYPE, SPREAD, MASK),
    "np.nanstd(x": (AXIS, KEEP, SPREAD, MASK),
    "np.nanmax(x": (AXIS, KEEP, BEST, MASK),
    "np.nanmin(x": (AXIS, KEEP, BEST, MASK),
    "np.nanmedian(x": (AXIS, KEEP),
    "np.percentile(x, 30.0": (AXIS, KEEP, ("", "method='midpoint'", "interpolation='lower'")),
    "np.cumulative_prod(x": (AXIS, ("", "include_initial=True"), DTYPE[:2]),
    "np.gradient(x": (AXIS[1:4], ("", "edge_order=2")),
    "np.trapezoid(x": (AXIS[:4], ("", "dx=0.5", "x=np.arange(3.0) ** 2")),
    "np.linalg.vector_norm(x": (("", "ord=1", "ord=3", "ord=np.inf"), AXIS, KEEP),
    "np.linalg.matrix_norm(x": (("", "ord=2", "ord='nuc'", "ord=1"), KEEP),
    "np.linalg.svd(x|[1]": (("", "full_matrices=False"), ("", "hermitian=False")),
    "np.linalg.qr(x|[1]": (("", "mode='reduced'", "mode='complete'"),),
    "np.linalg.pinv(x": (("", "rcond=1e-6", "rtol=1e-6"), ("", "hermitian=False")),
    "np.fft.ifft(x": (("", "n=2", "n=5"), ("", "axis=0"), ("", "norm='forward'")),
    "np.fft.rfft(x": (("", "n=2", "n=5"), ("", "axis=0"), ("", "norm='ortho'", "norm='backward'")),
    "np.fft.irfft(x": (("", "n=3", "n=6"), ("", "axis=0"), ("", "norm='ortho'")),
    "np.fft.fft2(x": (("", "s=(2, 5)"), ("", "axes=(0, 1)", "axes=(1, 0)"), ("", "norm='ortho'")),
    "np.fft.fftshift(x": (("", "axes=0", "axes=(0, 1)", "axes=-1"),),
    "np.expand_dims(x": (("axis=0", "axis=-1", "axis=(0, 2)", "axis=5"),),
    "np.squeeze(x[None]": (AXIS,),
    "np.moveaxis(x": (("source=0, destination=-1", "source=(0, 1), destination=(1, 0)"),),
    "np.transpose(x": (("", "axes=None", "axes=(1, 0)", "axes=(-1, 0)", "axes=(2, 0, 1)"),),
    "np.rot90(x": (("", "k=2", "k=-1"), ("", "axes=(1, 0)", "axes=(0, 2)")),
    "np.tril(x": (("", "k=1", "k=-1"),),
    "np.diagonal(x": (("", "offset=1"), ("", "axis1=1, axis2=0", "axis1=-1, axis2=0")),
    "np.delete(x, 1": (AXIS[:5],),
    "np.insert(x, 1, 0.5": (AXIS[:5],),
    "np.append(x, x": (AXIS[:5],),
    "np.compress([True, False, True], x": (AXIS[:5],),
    "np.split(x, [1]|[0]": (AXIS[:4],),
    "np.nan_to_num(x": (("", "copy=True"), ("", "nan=1.0"), ("", "posinf=2.0")),
    "np.where(x > 0.3, x, 0.5 * x": (("",),),
    "np.einsum('...i,...i', x, x": (("", "optimize=True", "optimize='greedy'"),),
    "np.tensordot(x, x": (("axes=0", "axes=((0,), (0,))", "axes=((0, 1), (0, 1))"),),
    "np.vecdot(x, 0.5 * x": (AXIS[:4],),
    "np.unwrap(3.0 * x": (("", "axis=0"), ("", "period=2.0"), ("", "discont=4.0")),
    "np.interp(x, [-1.0, 0.0, 2.0], [1.0, 0.5, 3.0]": (("", "left=0.0"), ("", "right=1.0")),
    "np.atleast_2d(x": (("",),),
    "np.swapaxes(x": (("axis1=0, axis2=1", "axis1=-1, axis2=0"),),
    "x.sum(": (AXIS[1:], KEEP),
    "x.reshape(-1": (("", "order='F'", "order='A'", "copy=True"),),
    "x.astype(np.float32": (("", "copy=False", "order='F'"),),
}  # fmt: skip
ASKED, KEPT = 8, 10  # one in so many is asked; of these one in so many is no slow test
# What the primal raises at, whatever x is.
RAISE = (
    "np.take(x, [0, 1], axis=(0,))", "np.append(x, x, axis=(0,))", "np.cross(x, x, axis=(1,))",
    "np.concatenate((x, x), axis=(0,))", "np.stack((x, x), axis=(0,))", "np.split(x, 2, axis=(0,))[0]",
    "np.take_along_axis(x, np.zeros((2, 3), int), axis=(0,))", "np.trapezoid(x, axis=(0,))", "np.trapezoid(x, axis=3)",
    "np.rollaxis(x, (0,))", "np.size(x, 5) * x", "np.sum(x, axis=1.0)",
    "np.gradient(x[0], axis=1)", "np.roll(x[0, 0], 1, axis=())", "np.pad(x, 2, mode='mean', end_values=1.0)",
    "np.vecdot(x, x, axis=(0,))", "np.diff(x, axis=(0,), prepend=1.0)",
)  # fmt: skip
# What was wrong once.
ALWAYS = {
    ("np.concatenate((x, 2.0 * x), axis=None, dtype=np.complex128)", "matrix"),
    ("np.concatenate((x, 2.0 * x), axis=None, dtype=np.float32)", "vector"),
    ("np.diff(x, n=0, axis=0, append=x[:1])", "matrix"),
    ("np.cumprod(x, axis=1, dtype=float)", "complex"),
    ("np.prod(x, axis=(0, 1), dtype=np.float32)", "complex"),
    ("np.prod(x, axis=1)", "empty"),
    ("np.sum(x, axis=())", "matrix"),
    ("np.max(x, axis=(), initial=0.7)", "deep"),
    ("np.partition(x, 1, axis=None)", "matrix"),
    ("np.cumsum(x, axis=0)", "0d"),
    ("np.flip(x)", "0d"),
    ("np.sum(x, axis=0)", "0d"),
    ("np.take(x, [0, 1, 1], axis=-1, mode='wrap')", "number"),
    ("np.trapezoid(x, axis=0, x=np.arange(3.0) ** 2)", "deep"),
}
# And what is passed without keywords, or is of another kind than what stands beside it.
FORMS = {
    ("np.fft.rfft(x, None, 1)", "deep"),
    ("np.fft.irfft(x, None)", "matrix"),
    ("np.clip(y := 1.0 * x, -0.2, 0.2, y) + y", "matrix"),
    ("(y := 1.0 * x).clip(-0.2, 0.2, y) + y", "matrix"),
    ("np.linalg.svd(x @ x.T, False, False, True)", "matrix"),
    ("np.heaviside(np.array([0.0, 1.0, -1.0]), x)", "matrix"),
    ("np.take_along_axis(x, np.array([[[0, 1, 1, 0]]]), axis=1)", "deep"),
    ("np.take_along_axis(x[:1], np.array([[[0]], [[2]]]), axis=1)", "deep"),
    ("np.divide(x, x[0], out=np.zeros_like(x), where=x[0] > 0.3)", "matrix"),
    ("np.divide(x[:1], x, out=np.ones_like(x), where=x[:, :1] > 0.3)", "matrix"),
    ("np.divide(x, 2.0, out=np.zeros((2, 2, 3)), where=x > 0.3)", "matrix"),
    ("np.divide(x, np.sum(x), out=np.zeros_like(x), where=np.sum(x) > 0.3)", "matrix"),
    ("np.copyto(y := 2.0 * x, x[0] ** 2, where=[True, False, True]) or y", "matrix"),
    ("np.copyto(y := 2.0 * x, x[:, 1:2], where=x > 0.3) or y", "matrix"),
    ("np.squeeze(x[:, :1], axis=1) * x[:, 1]", "matrix"),
    ("x[:1].squeeze((0,)) * x[0]", "deep"),
    ("np.add.outer(x, 2.0)", "single"),
    ("np.hypot.outer(2, x)", "single"),
    ("np.inner(x, 2.0)", "single"),
    ("np.poly(x[0])", "single"),
    ("math.dist(x[0], x[1])", "single"),
    ("math.dist((x[0, 0], 1.0), x[1, :2])", "single"),
    ("math.dist((x[0, 0], x[1, 0]), (x[0, 1], x[1, 1]))", "single"),
}
ALWAYS |= FORMS


def cases():
    """(expression, array) of all combinations."""
    for call, keywords in CALLS.items():
        for given in itertools.product(*keywords):
            for array in ARRAYS:
                head, _, tail = call.partition("|")
                text = ", ".join([head, *filter(None, given)]).replace("(, ", "(")
                case = f"{text}){tail}", array
                if case in ALWAYS or (number(case) % ASKED == 0 and not left_out(*case)):
                    yield case
    yield from sorted(FORMS)


def left_out(expression, array):
    """Gradients of a masked 0-d array have the dtype of the seed; those of the norm of a matrix without items raise."""
    single = array == "0d" and "float32" in expression and "where" in expression
    return single or (array == "empty" and "ord=2" in expression)


def number(case):
    """What a case is known by: it stays the same when others are added."""
    return zlib.crc32(f"{case}".encode())


CASES = list(cases())


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """A function for each expression, and one in double precision where it says single."""
    lines = ["import math", "import numpy as np"]
    lines += [f"def raises{i}(x): return {expression}" for i, expression in enumerate(RAISE)]
    for i, (expression, _) in enumerate(CASES):
        wide = expression.replace("np.float32", "np.float64")
        lines += [f"def f{i}(x):", f"    return {expression}", f"def wide{i}(x):", f"    return {wide}"]
    path = tmp_path_factory.mktemp("keywords") / "calls_with_keywords.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("calls_with_keywords", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("i", range(len(RAISE)), ids=RAISE)
def test_what_raises_is_refused_at_its_place(functions, i):
    f = getattr(functions, f"raises{i}")
    with pytest.raises((ValueError, TypeError, IndexError)):
        f(M)
    with pytest.raises(UnsupportedError, match=rf"calls_with_keywords.py:{i + 3}:") as refused:
        Derived(f, (M,))
    assert "Fix: " in str(refused.value)


def marks(case):
    """What is asked always."""
    kept = case in ALWAYS or number(case) // ASKED % KEPT == 0
    return [] if kept else [pytest.mark.slow]


def test_what_was_wrong_is_asked():
    assert set(CASES) >= ALWAYS


@pytest.mark.parametrize("i", [pytest.param(i, id=f"{e}-{a}", marks=marks((e, a))) for i, (e, a) in enumerate(CASES)])
def test_right_or_refused(functions, i):
    expression, array = CASES[i]
    f, wide, args = getattr(functions, f"f{i}"), getattr(functions, f"wide{i}"), (ARRAYS[array],)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = f(*fresh(args))
        except (ValueError, TypeError, IndexError, ZeroDivisionError):
            return
        try:
            made = Derived(f, fresh(args))
        except UnsupportedError as refusal:
            where = str(refusal)
        else:
            where = ""
        if where:
            assert "calls_with_keywords" in where
            return
        assert made.active()
        n, m = flat(args).size, flat((value,)).size
        rng = np.random.default_rng(i)
        u, v = rng.uniform(0.5, 1.5, n), rng.uniform(0.5, 1.5, m)
        got, dots = made.call("tangent", *made.dots(u))
        assert identical(got, value)
        assert np.shape(dots) == np.shape(value)
        if isinstance(value, (np.ndarray, np.generic)):
            assert np.asarray(dots).dtype == value.dtype
        forward, tape = made.call("forward")
        assert identical(forward, value)
        bars = made.flat_gradient(made.call("adjoint", tape, made.seed(value, v)))
        want = derivative(wide, args, u, 1e-3) if n else dot_numbers(value, dots)
    if not np.isfinite(want).all():
        return
    rtol = 3e-3 if array == "single" or "float32" in expression else 1e-6
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    np.testing.assert_allclose(dot_numbers(value, dots), want, rtol=rtol, atol=rtol * scale)
    np.testing.assert_allclose(bars @ u, v @ want, rtol=rtol, atol=rtol * scale * max(m, 1))
