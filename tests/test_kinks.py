"""The conventions at kinks: what the rows say is what gradients are, and the table in ``docs/kinks.md`` shows it."""

import ast
import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

import s2sad
from s2sad.rules import REGISTRY
from tests.documents import with_blocks

KINKS = [
    (rule, point, derivative)
    for name, rule in REGISTRY.by_name.items()
    for point, derivative in REGISTRY.by_name[name].kinks
]
DOCUMENT = Path(__file__).parent.parent / "docs" / "kinks.md"


def operands(rule, point):
    """The names that the point's numbers stand for; of ``*xs``, one for each."""
    return list(rule.operands) if len(rule.operands) == len(point) else ["x", "y", "z"][: len(point)]


def shown(rule, point):
    """The call as it is written."""
    return ast.unparse(rule.call).replace("*xs", ", ".join(operands(rule, point)))


def table():
    """One line a kink."""
    rows = [("", "at", "derivative")]
    for rule, point, derivative in KINKS:
        names = operands(rule, point)
        at = ", ".join(f"{n} = {v}" for n, v in zip(names, point, strict=True))
        by = ", ".join(f"{n}: {v}" for n, v in zip(names, derivative, strict=True) if v is not None)
        rows.append((shown(rule, point), at, by))
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    return "\n".join(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}" for a, b, c in rows)


def test_the_document_shows_the_conventions(golden):
    golden(DOCUMENT, with_blocks(DOCUMENT.read_text("utf-8"), {"kinks": table()}.__getitem__))


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """A function for each kink, in a module."""
    path = tmp_path_factory.mktemp("kinks") / "kinks.py"
    text = "import math\nimport numpy as np\n"
    for i, (rule, point, _) in enumerate(KINKS):
        names = operands(rule, point)
        text += f"def f{i}({', '.join(names)}):\n    return 0.0 * {names[0]} + {shown(rule, point)}\n"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("kinks", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


@pytest.mark.parametrize("i", range(len(KINKS)), ids=[f"{r.name} at {p}" for r, p, _ in KINKS])
def test_the_derivative_is_the_convention(i, functions):
    _, point, derivative = KINKS[i]
    f = functions[f"f{i}"]
    floats = tuple(k for k, v in enumerate(point) if isinstance(v, float))
    with np.errstate(all="ignore"):
        gradient = s2sad.grad(f, floats)(*point)
    assert gradient == tuple(derivative[k] for k in floats)
    if all(math.isfinite(derivative[k]) for k in floats):  # forward mode multiplies infinity by zero as well
        for k in floats:
            tangents = [1.0 if j == k else 0.0 if isinstance(v, float) else None for j, v in enumerate(point)]
            assert s2sad.jvp(f, point, tuple(tangents))[1] == derivative[k]


MISSING = np.array([1.0, np.nan, 3.0, 4.0])


def _of_known(reduce):
    return lambda w: reduce((w * MISSING - 1.0) ** 2)


W4 = np.array([0.5, 1.0, 2.0, -1.0])
STEPS = 1e-6 * np.eye(4)


@pytest.mark.parametrize("reduce", [np.nansum, np.nanmean, np.nanvar, np.nanstd, np.nanmax, np.nanprod])
def test_what_is_missing_has_no_adjoint(reduce):
    f = _of_known(reduce)
    differences = [(f(W4 + h) - f(W4 - h)) / 2e-6 for h in STEPS]
    np.testing.assert_allclose(s2sad.grad(f)(W4), differences, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("reduce", [np.nansum, np.nanmean, np.nanvar, np.nanprod])
def test_what_is_missing_has_no_second_adjoint(reduce):
    gradient = s2sad.grad(_of_known(reduce))
    slopes = [(gradient(W4 + h) - gradient(W4 - h)) / 2e-6 for h in STEPS]
    np.testing.assert_allclose(s2sad.hessian(_of_known(reduce))(W4), slopes, rtol=1e-5, atol=1e-4)


def known_logarithms(x):
    return np.nansum(np.log(x) * x)


@np.errstate(divide="ignore", invalid="ignore")
def test_what_is_missing_has_no_adjoint_in_inner_gradients():
    x = np.array([0.0, 4.0, 9.0])
    inner = s2sad.grad(lambda x: np.sum(s2sad.grad(known_logarithms)(x) * x))
    np.testing.assert_allclose(inner(x), [0.0, np.log(4.0) + 2.0, np.log(9.0) + 2.0], rtol=1e-12)
    third = s2sad.grad(lambda x: np.sum(inner(x) * x))(x)
    np.testing.assert_allclose(third, [0.0, np.log(4.0) + 3.0, np.log(9.0) + 3.0], rtol=1e-12)


@pytest.mark.parametrize("power", [math.pow, np.power, np.float_power])
def test_powers_that_are_not_used_have_no_adjoint(power):
    def f(x):
        r = power(x, 0.5)
        return 2.0 * r if r > 1.0 else 3.0 + x

    assert s2sad.grad(f)(0.0) == s2sad.jvp(f, (0.0,), (1.0,))[1] == 1.0


def test_what_is_used_with_the_weight_zero_is_used():
    def f(x):
        a = np.zeros(2)
        a[0] = np.sqrt(x)
        return a[0] * a[0]  # x, whose derivative is 1: zero times infinity is not known to be zero

    with np.errstate(all="ignore"):
        assert math.isnan(s2sad.grad(f)(np.float64(0.0)))


def impossible_paths(x):
    a = np.full((3, 4), -np.inf)
    a[0, 0] = x[0]
    for t in range(1, 3):
        for s in range(4):
            v = a[t - 1, s]
            if s > 0:
                v = np.logaddexp(v, a[t - 1, s - 1])
            a[t, s] = v + x[s] * x[t]
    return np.logaddexp.reduce(a[-1]) + np.logaddexp2(a[2, 1], a[2, 2])


def sums_of_nothing(x):
    a, b = np.where(x > 0.5, x, -np.inf), np.where(x > 0.8, x, -np.inf)
    rows = np.stack([a, b])
    return np.sum(np.exp(np.logaddexp(a, b))) + np.sum(np.exp(np.logaddexp.reduce(rows) + np.logaddexp2.reduce(rows)))


@pytest.mark.parametrize("f", [impossible_paths, sums_of_nothing])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_logarithms_of_zero_that_are_added_up_have_no_adjoint(f, dtype):
    x = np.array([0.3, 1.2, 0.7, 0.4], dtype=dtype)
    with np.errstate(all="raise"):
        assert s2sad.grad(f)(x).dtype == dtype
    s2sad.check_grads(f, x)


def test_of_the_greatest_in_a_list_of_run_time_length_the_first_is_taken():
    def f(x, n, last):
        values = [x] * n
        values.append(last)
        return max(values)

    assert s2sad.grad(f, argnums=(0, 2))(0.5, 2, 0.5) == (1.0, 0.0)
    assert s2sad.grad(lambda x, last: max([x, last]), argnums=(0, 1))(0.5, 0.5) == (0.5, 0.5)
