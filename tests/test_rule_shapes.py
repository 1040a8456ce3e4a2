"""Every row at arrays without items, with axes of length one, of three axes, and in single precision.

The samples of `tests.test_rules` say what a row computes; here they are given other shapes and dtypes. Where the primal
raises there is nothing to differentiate; else the value is the primal's, tangents and gradients have its dtypes and the
shapes of the arguments, both modes agree, and a difference along one direction tells the same.

That is asked of the first sample of each row. Of all samples of all rows it is asked, with second derivatives, by
``pytest -m slow tests/test_rule_shapes.py``; a few of these, always the same ones, are no slow tests.
"""

import importlib.util
import warnings
import zlib

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError
from s2sad.rules import REGISTRY
from tests.driver import Derived, dot_numbers, fresh, identical
from tests.oracle import flat
from tests.test_rules import ALL, DOMAINS, INTERNAL, derivative, differentiable, doubled

HEAD = """\
import math
import numpy as np
import scipy.fft, scipy.linalg, scipy.special, scipy.stats
from s2sad.rules.registry import NAMESPACE
from tests.rule_samples_scipy import *
globals().update({k: v for k, v in NAMESPACE.items() if k != 'print'})
"""


# What helpers are handed fits together, here are its shapes: of other shapes they are nobody's.
HANDED = "its operands have shapes that belong together, and these do not"
NO_FACTOR = "a product with a polynomial without coefficients is 0.0 for NumPy; its derivative raises"
NOT_UNIQUE = "a line through one point is not unique: its derivative raises"
LIMITS = {
    **{(name, variant): HANDED for name, variants in {
        "from_full": ("empty", "ones"), "put_back": ("ones",), "unpadded": ("empty", "ones"), "undiff": ("empty",),
        "ungradient_at": ("empty",), "unneighbours": ("ones",), "unpolyint": ("empty",), "unpolyder": ("empty", "ones"),
    }.items() for variant in variants},
    ("np.polymul", "empty"): NO_FACTOR,
    ("aligned", "empty"): NO_FACTOR,
    ("np.polyfit", "ones"): NOT_UNIQUE,
    ("polyfit_with_weights", "ones"): NOT_UNIQUE,
}  # fmt: skip
# Rows of numbers: they have no arrays to be of other shapes.
OF_NUMBERS = {"float", "complex", "complex_of", "np.complex128", "np.complex64", "np.float64", "np.float32", "max",
              "min", "divide", "power", "number_like", "polygamma", "np.logspace", "np.geomspace",
              "arange_by"}  # fmt: skip


def resized(args, size):
    """The arrays with another length where they have the length of the last axis of the first one."""
    arrays = [a for a in args.values() if isinstance(a, np.ndarray) and a.ndim]
    if not arrays:
        return None
    n = arrays[0].shape[-1]

    def one(a):
        if not isinstance(a, np.ndarray):
            return a
        for axis, length in enumerate(a.shape):
            if length == n:
                a = np.take(a, range(size), axis=axis)
        return a

    return {k: one(a) for k, a in args.items()}


def single(args, names):
    """The arrays of some names in single precision."""
    made = {k: a.astype(np.float32) if k in names and _double(a) else a for k, a in args.items()}
    return made if any(made[k] is not a for k, a in args.items()) else None


def _double(a):
    return isinstance(a, np.ndarray) and a.dtype == np.float64


def single_precision(args):
    """Whether an argument is in single precision."""
    return any(getattr(a, "dtype", None) == np.float32 for a in args)


def deep(args):
    """Vectors as arrays of three axes."""
    if not all(isinstance(a, np.ndarray) and a.shape == (3,) for a in args.values()):
        return None
    return {k: np.stack([np.stack([a, a[::-1]])] * 2) for k, a in args.items()}


SCIPY = "scipy.special."
VARIANTS = {
    "empty": lambda args: resized(args, 0),
    "ones": lambda args: resized(args, 1),
    "deep": deep,
    "single": lambda args: single(args, args),
    "mixed": lambda args: single(args, list(args)[:1]) if sum(map(_double, args.values())) > 1 else None,
}


def of_numbers(name):
    """Whether a row is of numbers."""
    return name in OF_NUMBERS or name.startswith("math.")


def plain(name, args):
    """Whether arrays of other shapes are arguments of the sample's kind: of elementwise rows, one pair is enough."""
    shapes = [np.shape(a) for a in args.values()]
    return name not in DOMAINS or all(s == (3,) for s in shapes) or (SCIPY in name and shapes == [(3,), (2, 3)])


def samples():
    """(row, expression, arguments) of the samples with arrays of rows that can be differentiated."""
    for name, expression, args in ALL:
        rule = REGISTRY.by_name[name]
        if not differentiable(rule) or name in INTERNAL or of_numbers(name) or not plain(name, args):
            continue
        if any(isinstance(a, np.ndarray) and a.ndim for a in args.values()):
            yield name, expression, args


def varied(name, expression, args):
    """(row, variant, expression, arguments) of one sample."""
    for variant, make in VARIANTS.items():
        unlike = (name, variant) in LIMITS or (variant == "deep" and name not in DOMAINS)
        new = None if unlike else make(args)
        if new is not None:
            yield name, variant, expression, new


def cases():
    """The variants of the first sample of each row."""
    first = {}
    for sample in samples():
        first.setdefault(sample[0], sample)
    for sample in first.values():
        yield from varied(*sample)


CASES = list(cases())
# Without items there is nothing to differentiate twice.
WHOLE = [case for sample in samples() for case in varied(*sample) if case[1] != "empty"]
KEPT = 100  # one in so many is no slow test


def number(case):
    """What a case is known by: it stays the same when others are added."""
    return zlib.crc32(f"{case[:3]}".encode())


def test_every_row_is_asked_at_every_shape():
    asked = {(name, variant) for name, variant, _, _ in WHOLE} | {(name, variant) for name, variant, _, _ in CASES}
    rows = [n for n, r in REGISTRY.by_name.items() if differentiable(r) and n not in INTERNAL and not of_numbers(n)]
    missing = [(n, v) for n in rows for v in ("empty", "ones", "single") if (n, v) not in asked | set(LIMITS)]
    assert not missing, f"no sample that can be of other shapes for {missing}"


def product_with_itself(x):
    return np.sum(np.polymul(x, x))


def line_through(x, y):
    return np.polyfit(x, y, 1)[0]


@pytest.mark.parametrize(
    ("f", "args", "error"),
    [
        (product_with_itself, (np.zeros(0),), ValueError),
        (line_through, (np.array([2.0]), np.array([3.0])), np.linalg.LinAlgError),
        (line_through, (np.array([2.0, 2.0]), np.array([3.0, 4.0])), np.linalg.LinAlgError),
    ],
)
@pytest.mark.filterwarnings("ignore::numpy.exceptions.RankWarning")
def test_derivatives_that_raise(f, args, error):
    assert np.isfinite(f(*args))
    with pytest.raises(error):
        s2sad.grad(f)(*args)
    with pytest.raises(error):
        s2sad.jvp(f, args, args)


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """A function for each case, in a module."""
    lines = [HEAD]
    for i, (_, _, expression, args) in enumerate(CASES):
        lines += [f"def f{i}({', '.join(args)}):", f"    return {expression}"]
    for i, (_, _, expression, args) in enumerate(WHOLE):
        lines += [f"def g{i}({', '.join(args)}):", f"    return {expression}"]
        lines += [f"def h{i}({', '.join(args)}):", f"    y_ = {expression}", "    return np.sum(y_ * y_ * y_)"]
    path = tmp_path_factory.mktemp("shapes") / "shaped_rules.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("shaped_rules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("i", range(len(CASES)), ids=[f"{n}-{v}" for n, v, _, _ in CASES])
def test_a_row_at_other_shapes_and_dtypes(functions, i):
    check_first(getattr(functions, f"f{i}"), *CASES[i], i)


@pytest.mark.parametrize(
    "i",
    [
        pytest.param(i, id=f"{i}-{c[0]}-{c[1]}", marks=[] if number(c) % KEPT == 0 else [pytest.mark.slow])
        for i, c in enumerate(WHOLE)
    ],
)
def test_every_sample_to_the_second_order(functions, i):
    made = check_first(getattr(functions, f"g{i}"), *WHOLE[i], i)
    if made is not None and made.active():
        check_second(getattr(functions, f"h{i}"), *WHOLE[i], i)


def check_first(f, name, variant, _expression, given, i):
    args = tuple(given.values())
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = f(*fresh(args))
        except (ValueError, IndexError, TypeError, ZeroDivisionError, RuntimeError, np.linalg.LinAlgError):
            return None
        try:
            made = Derived(f, fresh(args))
        except UnsupportedError:
            assert variant in ("empty", "ones", "deep")
            return None
        if not made.active():
            return None
        n, m = flat(args).size, flat((value,)).size
        rng = np.random.default_rng(i)
        u, v = rng.uniform(0.5, 1.5, n), rng.uniform(0.5, 1.5, m)
        got, dots = made.call("tangent", *made.dots(u))
        assert identical(got, value)
        if isinstance(value, (np.ndarray, np.generic)):
            assert np.asarray(dots).dtype == value.dtype
        _, tape = made.call("forward")
        bars = made.flat_gradient(made.call("adjoint", tape, made.seed(value, v)))  # of the dtypes of the arguments
        tangent = dot_numbers(value, dots)
        want = derivative(f, args, u, 1e-3) if n else np.zeros(m)
    if not np.isfinite(want).all() or not np.isfinite(tangent).all():
        assert variant != "deep", name
        return None
    rtol = 3e-3 if single_precision(args) else 1e-7
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    np.testing.assert_allclose(v @ tangent, bars @ u, rtol=rtol, atol=rtol * scale)
    np.testing.assert_allclose(tangent, want, rtol=10 * rtol, atol=10 * rtol * scale)
    return made


def check_second(h, _name, _variant, _expression, given, i):
    """Both modes over reverse mode, of the sum of the cubes of what the row gives."""
    args = tuple(given.values())
    n, rng = flat(args).size, np.random.default_rng(i)
    u = rng.uniform(0.5, 1.5, n)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        first, second = Derived(h, fresh(args)), Derived(h, fresh(args), chain=("grad",))
        precise = Derived(h, doubled(fresh(args)))
        want = derivative(lambda *xs: precise.flat_gradient(precise.call("grad", args=xs)), args, u, 1e-3)
        if not np.isfinite(want).all():
            return
        _, dots = second.call("tangent", *second.dots(u))
        _, tape = second.call("forward")
        bars = second.flat_gradient(second.call("adjoint", tape, second.seed(first.call("grad"), u)))
    single = single_precision(args)
    if single and not np.isfinite(bars).all():
        return  # beyond the range of single precision
    rtol = 3e-2 if single else 1e-6
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    np.testing.assert_allclose(first.flat_gradient(dots, exact=False), want, rtol=rtol, atol=rtol * scale)
    np.testing.assert_allclose(bars, want, rtol=rtol, atol=rtol * scale)
