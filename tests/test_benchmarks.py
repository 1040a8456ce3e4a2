"""The benchmarks run, and their hand-written adjoints are right; what they measure is no matter of the tests."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent


def test_the_table_is_printed():
    command = [sys.executable, "-m", "benchmarks", "--tiny"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # The titles, nine gradients, 22 calls, four sizes, six of what is paid once.
    assert done.stdout.count("\n| ") == 42


def small_mixture():
    """Two components in three dimensions."""
    rng = np.random.default_rng(0)
    return rng.random(2), rng.random((2, 3)), rng.random((2, 6)), rng.random((7, 3)), 1.5, 2


@pytest.mark.parametrize("name", ["logistic", "array_operations", "rosenbrock", "network", "log_sum_exp", "mixture"])
def test_what_is_written_by_hand_is_right(name):
    from benchmarks import by_hand, learning, programs
    from s2sad.flattening import flat, like

    x = np.array([0.3, 0.9, 0.4])
    cases = {
        "logistic": ((0.3, 3.4), (5,)),
        "array_operations": ((x, x + 1.0), (3,)),
        "rosenbrock": ((x,), ()),
        "network": ((made := learning.network_case((4, 3, 2), 5, "float64"))[:4], made[4:]),
        "log_sum_exp": ((x,), ()),
        "mixture": (small_mixture()[:3], small_mixture()[3:]),
    }
    varied, fixed = cases[name]
    function, step = getattr(programs, name, None) or getattr(learning, name), 1e-5
    value, gradients = getattr(by_hand, name)(*varied, *fixed)
    assert value == pytest.approx(function(*varied, *fixed), rel=1e-12)
    at, found = flat(varied), []
    for e in np.eye(at.size) * step:
        near = (function(*like(varied, at + d), *fixed) for d in (e, -e))
        found.append((next(near) - next(near)) / (2.0 * step))
    np.testing.assert_allclose(flat(gradients), found, rtol=1e-6, atol=1e-8)


def test_a_mixture_is_that_of_its_definition():
    from benchmarks import learning

    alphas, means, icf, x, gamma, m = small_mixture()
    d, total = 3, -7 * 3 / 2 * np.log(2 * np.pi)
    for point in x:
        terms = []
        for a, mean, row in zip(alphas, means, icf, strict=True):
            q = np.diag(np.exp(row[:d]))
            below = iter(row[d:])
            for i in range(d):
                for j in range(i + 1, d):
                    q[j, i] = next(below)
            terms.append(a + np.sum(row[:d]) - 0.5 * np.sum((q @ (point - mean)) ** 2))
        total += np.log(np.sum(np.exp(terms)))
    total -= 7 * np.log(np.sum(np.exp(alphas)))
    for row in icf:
        total += gamma**2 / 2 * (np.sum(np.exp(2 * row[:d])) + np.sum(row[d:] ** 2)) - m * np.sum(row[:d])
    total -= 2 * learning.wishart(d, gamma, m)
    assert learning.mixture(alphas, means, icf, x, gamma, m) == pytest.approx(total, rel=1e-12)
