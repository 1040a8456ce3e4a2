"""Programs that call SciPy: its rows come when it is loaded, and emitted text imports what it calls."""

import subprocess
import sys

import numpy as np
import pytest
import scipy.special
from scipy import linalg, special, stats
from scipy.special import gammaln, logsumexp
from scipy.stats import norm

import s2sad
from s2sad.errors import UnsupportedError

V = np.array([0.5, -1.25, 2.0])
POSITIVE = np.array([0.4, 1.3, 2.2, 3.7])
POINTS = np.array([[0.3, -0.4], [1.2, 0.7], [-0.9, 1.8], [2.1, -1.1]])


def mixture(x, logits, means, spread):
    """The log-likelihood of a mixture of normal distributions."""
    distance = np.sum((x[:, None, :] - means[None, :, :]) ** 2, axis=2)
    parts = special.log_softmax(logits) - 0.5 * distance / spread**2 - x.shape[1] * np.log(spread)
    return np.sum(logsumexp(parts, axis=1))


COUNTS = np.array([0.0, 3.0, 1.0, 7.0])


def negative_binomial(mean, size):
    """A log-likelihood of counts."""
    total, counts = 0.0, COUNTS
    for i in range(len(counts)):
        k = counts[i]
        total += gammaln(k + size) - gammaln(size) - gammaln(k + 1.0)
        total += special.xlogy(k, mean[i]) - (k + size) * np.log(size + mean[i]) + special.xlogy(size, size)
    return total


def logistic_regression(x, w, b):
    z = x @ w + b
    return -np.sum(special.log_expit(z)) + np.mean(special.expit(-z) ** 2)


def guarded(x):
    """The branch that is not taken is not defined there."""
    return np.sum(np.where(x > 0.0, special.logit(np.where(x > 0.0, x, 0.5) / 3.0), special.erf(x)))


def masked(x):
    return np.sum(np.where(x > 0.0, special.entr(x) * special.ndtri(x / 3.0), x * x))


def written_in_place(x, n):
    """Views, stores and a loop that may not run."""
    a = special.softmax(x)
    row = a[1:]
    for i in range(n):
        row[:] = special.erf(row) + x[1:] * i
        a[0] = special.j0(a[0]) * a[-1]
    return np.sum(a * x)


def into_a_buffer(x):
    out = np.zeros(3)
    special.expit(x, out=out)
    out *= special.i1(x)
    return np.sum(out)


def chosen_by_value(x, order):
    if x > 1.0:
        return special.jv(order, x)
    y = special.kv(order, x) if x > 0.0 else special.erfc(x)
    return y * x


PROGRAMS = {
    "mixture": (mixture, (POINTS, np.array([0.2, -0.5, 0.1]), POINTS[:3] * 0.8, 1.3)),
    "negative binomial": (negative_binomial, (POSITIVE, 2.5)),
    "logistic regression": (logistic_regression, (POINTS, V[:2].copy(), 0.3)),
    "guarded": (guarded, (V,)),
    "masked": (masked, (np.array([0.5, -1.25, 1.9]),)),
    "written in place": (written_in_place, (V, 2)),
    "a loop that does not run": (written_in_place, (V, 0)),
    "into a buffer": (into_a_buffer, (V,)),
    "one branch": (chosen_by_value, (1.7, 2)),
    "another branch": (chosen_by_value, (0.7, 2)),
    "a third branch": (chosen_by_value, (-0.7, 2)),
}


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning", "ignore:divide by zero:RuntimeWarning")
@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    program, args = PROGRAMS[name]
    s2sad.check_grads(program, *args)
    value, _ = s2sad.value_and_grad(program)(*args)
    assert value == program(*args)


def test_single_precision_stays():
    gradient = s2sad.grad(lambda x: np.sum(special.log_softmax(x) * special.erf(x)))(V.astype(np.float32))
    assert gradient.dtype == np.float32


@pytest.mark.parametrize("call", ["jv(v, 1.3)", "gammainc(v, 1.3)", "betainc(1.2, v, 0.3)", "polygamma(v, 1.3)"])
def test_derivatives_by_orders_and_shapes_are_refused(call, tmp_path):
    path = tmp_path / "ordered.py"
    path.write_text(f"from scipy import special\ndef f(v):\n    return special.{call} * v\n", encoding="utf-8")
    names = {}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), names)
    with pytest.raises(UnsupportedError, match="which is not known") as caught:
        s2sad.grad(names["f"])(2.0)
    assert caught.value.code == "S2S306"
    assert caught.value.lineno == 3
    assert s2sad.jvp(lambda x: special.jv(2.0, x) * x, (1.3,), (1.0,))[0] == special.jv(2.0, 1.3) * 1.3


def test_a_function_without_a_row_is_refused():
    with pytest.raises(UnsupportedError, match=r"a call of .*zetac"):
        s2sad.grad(lambda x: special.zetac(x))(2.0)


def test_what_is_imported(tmp_path, monkeypatch, capsys):
    from s2sad.cli import main

    (tmp_path / "model.py").write_text(
        "import numpy as np\nfrom scipy.special import gammaln as lg, multigammaln\n\n"
        "def f(x: 'float[:]'):\n    return np.sum(lg(x)) + multigammaln(x[0], 2)\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert main(["generate", "model.py:f", "-o", "out/", "--standalone"]) == 0
    capsys.readouterr()
    text = (tmp_path / "out" / "model.py").read_text("utf-8")
    assert "\nimport numpy as np\nimport scipy.special\n" in text
    assert "\nneeds      scipy.special: functions of theirs are called\n" in text
    names = {}
    exec(compile(text, "model.py", "exec"), names)
    want = special.digamma(POSITIVE + 1.0)
    want[0] += special.digamma(POSITIVE[0] + 1.0) + special.digamma(POSITIVE[0] + 0.5)
    np.testing.assert_allclose(names["f_grad"](POSITIVE + 1.0), want, rtol=1e-12)


def test_s2sad_does_not_import_scipy_by_itself(tmp_path):
    text = """
import sys, math
import numpy as np, s2sad
import program
s2sad.grad(program.f)(np.array([0.3, 1.2]))
print("scipy" in sys.modules)
import late
print(s2sad.grad(late.g)(2.0) == math.exp(-1.0), "scipy.special" in sys.modules)
"""
    (tmp_path / "program.py").write_text("import numpy as np\ndef f(x): return np.sum(np.sin(x))\n", encoding="utf-8")
    (tmp_path / "late.py").write_text(
        "from scipy import special\ndef g(x): return special.exp1(x - 1.0) * -1.0\n", encoding="utf-8"
    )
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{text}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "False\nTrue True\n"


def test_the_version_of_scipy_is_in_the_keys(monkeypatch):
    from s2sad.fingerprint import dependencies

    def f(x):
        return special.gammaln(x) * scipy.special.logsumexp(x)

    found = dependencies(f)
    assert found.obstacle is None
    monkeypatch.setattr(sys.modules["scipy"], "__version__", "0.0")
    from s2sad import fingerprint

    monkeypatch.setattr(fingerprint, "_library", {})
    assert dependencies(f).parts != found.parts


# ---------------------------------------------------------------- linear algebra


def gaussian_process(x, y, scale, noise):
    """The log marginal likelihood, as one writes it with SciPy."""
    gram = np.exp(-0.5 * ((x[:, None] - x[None, :]) / scale) ** 2) + noise * np.eye(len(x))
    pair = linalg.cho_factor(gram, lower=True)
    alpha = linalg.cho_solve(pair, y)
    return -0.5 * y @ alpha - np.sum(np.log(np.diag(pair[0])))


def factored_once(a, b, c):
    """One factorisation for several right-hand sides, in a loop."""
    lu, piv = linalg.lu_factor(a)
    total = 0.0
    for i in range(3):
        b = linalg.lu_solve((lu, piv), b, trans=i % 2)
        total += b @ c
    return total


def handed_on(pair, b):
    return linalg.cho_solve(pair, b)


def through_a_function(a, b):
    return np.sum(handed_on(linalg.cho_factor(a @ a.T + np.eye(3)), b) ** 2)


def flow_of_a_rotation(angle, x):
    generator = np.array([[0.0, -angle], [angle, 0.0]])
    return linalg.expm(generator) @ x @ np.array([0.3, 1.1])


def blocks_in_place(a, b):
    whole = linalg.block_diag(a, b, 2.0)
    whole[0, -1] = a[0, 0] * b[0]
    whole[:2, :2] *= a
    return np.sum(linalg.solve_triangular(whole[:2, :2] + np.eye(2), b[:2]) ** 2) + np.sum(whole[2:] ** 2)


def not_definite(a):
    """The primal raises: what is done instead has a derivative of its own."""
    try:
        return np.sum(linalg.cholesky(a))
    except np.linalg.LinAlgError:
        return np.sum(a * a)


SQUARE = np.array([[2.0, 0.3, -0.4], [0.1, 1.5, 0.2], [-0.3, 0.4, 1.8]])
OF_MATRICES = {
    "gaussian process": (gaussian_process, (np.array([0.0, 0.7, 1.9]), V, 1.3, 0.2)),
    "factored once": (factored_once, (SQUARE[[1, 2, 0]].copy(), V, V[::-1].copy())),
    "through a function": (through_a_function, (SQUARE, V)),
    "flow of a rotation": (flow_of_a_rotation, (0.7, np.array([1.2, -0.4]))),
    "blocks in place": (blocks_in_place, (SQUARE[:2, :2].copy(), V)),
    "definite": (not_definite, (SQUARE @ SQUARE.T,)),
    "not definite": (not_definite, (SQUARE - 5.0 * np.eye(3),)),
}


@pytest.mark.parametrize("name", OF_MATRICES)
def test_programs_of_matrices(name):
    program, args = OF_MATRICES[name]
    s2sad.check_grads(program, *args)
    value, _ = s2sad.value_and_grad(program)(*args)
    assert value == program(*args)


def test_third_derivatives_of_a_function_of_a_matrix():
    f = s2sad.grad(s2sad.grad(s2sad.grad(lambda t: np.sum(linalg.expm(t * SQUARE)))))
    cube = SQUARE @ SQUARE @ SQUARE
    assert f(0.4) == pytest.approx(np.sum(cube @ linalg.expm(0.4 * SQUARE)), rel=1e-12)


@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
def test_a_complex_root_has_no_derivative():
    def f(x):
        return np.sum(linalg.sqrtm(x))

    with pytest.raises(ValueError, match="complex here"):
        s2sad.grad(f)(np.diag([-1.0, 2.0]))
    with pytest.raises(UnsupportedError, match="overwrite_a"):
        s2sad.grad(lambda x: np.sum(linalg.inv(x, overwrite_a=True)))(SQUARE)


# ---------------------------------------------------------------- distributions


def autoregressive(x, rate, spread):
    total = stats.norm.logpdf(x[0], scale=spread)
    for i in range(1, len(x)):
        total += stats.t.logpdf(x[i], 3.5, loc=rate * x[i - 1], scale=spread)
    return total


def truncated(x, loc, scale):
    """A normal distribution of which only what is above zero is seen."""
    return np.sum(norm.logpdf(x, loc, scale) - norm.logsf(0.0, loc=loc, scale=scale))


def censored(x, shape, scale):
    """Where x is negative, only that is known: the branch that is not taken has no support there."""
    seen = stats.gamma.logpdf(np.where(x > 0.0, x, 1.0), shape, scale=scale)
    return np.sum(np.where(x > 0.0, seen, stats.norm.logcdf(x / scale)))


def regression_of_counts(x, weights):
    return np.sum(stats.poisson.logpmf(np.array([0, 2, 1, 4]), np.exp(x @ weights)))


OF_DISTRIBUTIONS = {
    "autoregressive": (autoregressive, (V, 0.4, 1.3)),
    "truncated": (truncated, (np.abs(V), 0.4, 1.3)),
    "censored": (censored, (V, 2.3, 1.3)),
    "counts": (regression_of_counts, (POINTS, V[:2].copy())),
}


@pytest.mark.parametrize("name", OF_DISTRIBUTIONS)
def test_programs_of_distributions(name):
    program, args = OF_DISTRIBUTIONS[name]
    s2sad.check_grads(program, *args)
    value, _ = s2sad.value_and_grad(program)(*args)
    assert value == program(*args)


@pytest.mark.parametrize("distribution", ["gamma", "expon", "beta"])
def test_outside_of_its_support_a_density_is_flat(distribution):
    shapes = {"gamma": (2.5,), "expon": (), "beta": (2.5, 1.4)}[distribution]
    of = getattr(stats, distribution)

    def f(x, scale):
        return np.sum(of.pdf(x, *shapes, scale=scale))

    x = np.array([-0.5, 0.4])
    by_x, by_scale = s2sad.grad(f, argnums=(0, 1))(x, 1.3)
    assert by_x[0] == 0.0
    assert by_x[1] != 0.0
    assert np.isfinite(by_scale)


def test_derivatives_by_shapes_of_a_distribution_function_are_refused():
    with pytest.raises(UnsupportedError, match="a derivative by df, which is not known") as caught:
        s2sad.grad(lambda df: stats.t.cdf(0.3, df))(2.5)
    assert caught.value.code == "S2S306"
    with pytest.raises(UnsupportedError, match="a derivative by k"):
        s2sad.grad(lambda k: stats.poisson.pmf(k, 2.5))(2.0)
    frozen = stats.norm(0.0, 2.0)
    with pytest.raises(UnsupportedError):
        s2sad.grad(lambda x: frozen.logpdf(x))(0.3)
