"""Every row at complex arguments: right to the second order along 1 and along 1j, or refused at its place.

The samples are those of `tests.test_rules`; to each float an imaginary part is added, and of several arguments each by
itself is made complex as well.
"""

from __future__ import annotations

import importlib.util
import zlib

import numpy as np
import pytest
from numpy.exceptions import ComplexWarning

from s2sad.errors import UnsupportedError
from s2sad.rules import REGISTRY
from s2sad.rules.complexes import HOLDING
from tests.driver import Derived, dot_numbers, fresh
from tests.oracle import flat, like
from tests.rule_samples import N, S
from tests.test_rules import ALL as SAMPLES
from tests.test_rules import INTERNAL, differentiable

# Of complex matrices only what does not depend on the phases of the vectors is given by the matrix; and of x.T @ x
# of a matrix with more columns than rows, no factor.
OTHERS = {
    "np.linalg.eigh": (
        "np.abs(np.linalg.eigh(x)[1]) ** 2",
        "(np.linalg.eigh(x)[1] * np.exp(np.linalg.eigh(x)[0])) @ np.conj(np.linalg.eigh(x)[1]).T",
        "np.linalg.eigh(x, 'U')[0]",
        "np.abs(np.linalg.eigh(x, UPLO='U').eigenvectors[0]) ** 4",
    ),
    "np.linalg.svd": (
        "np.linalg.svd(x, full_matrices=False)[1]",
        "np.abs(np.linalg.svd(x, full_matrices=False)[0]) ** 2",
        "np.abs(np.linalg.svd(x, full_matrices=False)[2]) ** 2",
        "np.linalg.svd(x, full_matrices=False)[0] @ np.linalg.svd(x, full_matrices=False)[2]",
        "(np.linalg.svd(x, full_matrices=False)[0] / np.linalg.svd(x, full_matrices=False)[1]) "
        "@ np.linalg.svd(x, full_matrices=False)[2]",
    ),
    "np.linalg.qr": ("np.linalg.qr(x.T @ x)[0]", "np.linalg.qr(x.T @ x)[1]"),
    "qr_of_any": ("np.linalg.qr(x)[0]", "np.linalg.qr(x)[1]", "np.linalg.qr(x, 'r')"),
}


# What is said to be symmetric may be Hermitian if it is complex: which triangle is turned how, is not told.
OF_REAL_NUMBERS = ("assume_a='sym'", "assume_a='pos'", "assume_a='positive definite'")


def turned(x, salt):
    """The argument with imaginary parts; None for what stays as it is."""
    rng = np.random.default_rng(salt)
    if isinstance(x, np.ndarray):
        return x + 1j * rng.uniform(-0.6, 0.6, x.shape) if x.dtype == np.float64 else None
    kind = {float: complex, np.float64: np.complex128}.get(type(x))
    return None if kind is None else kind(x + 1j * rng.uniform(-0.6, 0.6))


def samples():
    """(row, expression, arguments, whether it is one of many) with each choice of complex arguments."""
    met = {}
    shapes = {"np.linalg.eigh": (S,), "qr_of_any": (S, N, N.T.copy())}
    own = [(n, e, {"x": x}) for n, es in OTHERS.items() for e in es for x in shapes.get(n, (S, N))]
    for name, expression, args in (*(r for r in SAMPLES if r[0] not in OTHERS), *own):
        if name.startswith(("math.", "scipy.")) and name not in HOLDING:
            continue
        if any(getattr(x, "dtype", None) == np.float32 for x in args.values()):
            continue  # differences of singles say little
        met[name] = met.get(name, 0) + 1
        many = met[name] > (3 if REGISTRY.by_name[name].kind == "elementwise" else 6)
        floats = [k for k, x in args.items() if turned(x, 0) is not None]
        for chosen in filter(None, [floats, *([k] for k in floats if len(floats) > 1)]):
            made = {k: turned(x, len(name) + i) if k in chosen else x for i, (k, x) in enumerate(args.items())}
            yield name, expression, made, many or (len(chosen) < len(floats) and met[name] > 2)


ALL = list(samples())
CASES = [
    pytest.param(i, id=f"{i}-{name}", marks=[pytest.mark.slow] if many else [])
    for i, (name, _, _, many) in enumerate(ALL)
]


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """One module with a function per sample, and one for a real number made of its result."""
    lines = ["import numpy as np", "import scipy.fft, scipy.linalg, scipy.special",
             "from tests.rule_samples_scipy import *", "from s2sad.rules.registry import NAMESPACE",
             "globals().update({k: v for k, v in NAMESPACE.items() if k != 'print'})"]  # fmt: skip
    for i, (_, expression, args, _) in enumerate(ALL):
        params = ", ".join(args)
        lines += [f"def f{i}({params}):", f"    return {expression}"]
        lines += [f"def h{i}({params}):", f"    y_ = {expression}",
                  "    return np.sum((y_ * np.conj(y_)).real) + np.sum((y_ * y_ * y_).real)"]  # fmt: skip
    path = tmp_path_factory.mktemp("complex_rows") / "sampled_complex_rows.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("sampled_complex_rows", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def derivative(function, args, u, step=5e-4):
    """A directional derivative by central differences with one Richardson step."""
    x = flat(args)

    def at(h):
        up, down = (flat(function(*like(args, x + s * h * u))) for s in (1.0, -1.0))
        return (up - down) / (2.0 * h)

    return (4.0 * at(step / 2.0) - at(step)) / 3.0


def defined(function, args):
    """The value, None where the primal has none for complex numbers, or warns that it drops a part of them."""
    try:
        return function(*fresh(args))
    except (TypeError, ValueError, AttributeError, np.linalg.LinAlgError, NotImplementedError, ComplexWarning):
        return None


@pytest.mark.parametrize("i", CASES)
def test_a_row_at_complex_arguments(functions, i):
    name, expression, given, _ = ALL[i]
    args = tuple(given.values())
    f, h = getattr(functions, f"f{i}"), getattr(functions, f"h{i}")
    with np.errstate(all="ignore"):
        value = defined(f, args)
        if value is None:
            return
        try:
            first = Derived(f, fresh(args))
        except UnsupportedError:
            if name in HOLDING and not any(form in expression for form in OF_REAL_NUMBERS):
                raise
            return
        m, n = flat((value,)).size, flat(args).size
        if not first.active() or not m:
            return
        jacobian = np.stack([derivative(f, args, e) for e in np.eye(n)], axis=1)
        scale = 1.0 + np.max(np.abs(jacobian))
        rng = np.random.default_rng(zlib.crc32(expression.encode()))  # whatever other rows there are
        u, v = rng.uniform(0.5, 1.5, n), rng.uniform(0.5, 1.5, m)
        got, dots = first.call("tangent", *first.dots(u))
        assert type(got) is type(value)
        np.testing.assert_allclose(dot_numbers(value, dots), jacobian @ u, rtol=1e-7, atol=1e-7 * scale)
        _, tape = first.call("forward")
        bars = first.flat_gradient(first.call("adjoint", tape, first.seed(value, v)))
        np.testing.assert_allclose(bars, v @ jacobian, rtol=1e-7, atol=1e-7 * scale)
        if name not in ONCE:
            _check_second(h, args, u)
            return
        with pytest.raises(UnsupportedError, match=ONCE[name]):
            Derived(h, fresh(args), chain=("grad",))


# Rows with a second derivative that no function of SciPy gives for complex numbers.
ONCE = {f"scipy.special.{name}": "a complex number that varies" for name in ("gamma", "loggamma", "rgamma")}


def _check_second(h, args, u):
    first, hessian = Derived(h, fresh(args)), Derived(h, fresh(args), chain=("grad",))
    gradient = first.call("grad")
    want = derivative(lambda *xs: first.flat_gradient(first.call("grad", args=xs)), args, u)
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    _, dots = hessian.call("tangent", *hessian.dots(u))
    np.testing.assert_allclose(first.flat_gradient(dots, exact=False), want, rtol=1e-6, atol=1e-6 * scale)
    _, tape = hessian.call("forward")
    bars = hessian.call("adjoint", tape, hessian.seed_of_gradient(gradient, u))
    np.testing.assert_allclose(hessian.flat_gradient(bars), want, rtol=1e-6, atol=1e-6 * scale)


# Rows of memory, which the zoo has (`tests.programs_complex`), and what other rows are made of.
UNSAMPLED = INTERNAL | {"np.complex64", "phase", "turn"}


def test_rows_that_hold_are_rows():
    assert set(REGISTRY.by_name) >= HOLDING


def test_every_row_that_holds_has_a_sample():
    sampled = {name for name, *_ in ALL}
    assert {n for n in HOLDING if differentiable(REGISTRY.by_name[n])} - sampled <= UNSAMPLED
