"""The exact text of a few modules. A change of emission is a diff here, to be read before it is committed."""

from pathlib import Path

import numpy as np
import pytest

from tests.driver import Derived, fresh
from tests.programs_named import NAMED

GOLDEN = Path(__file__).resolve().parent / "golden"


def exponential(x1, x2):
    return np.exp(2 * x1) + x1 * x2**2 + np.cos(x2)


def polynomial(x, y):
    z = x * x + 3 * x * y + 1
    return z


def logarithm(x, y):
    u = 3 * x * y
    v = np.sin(u)
    z = v + x**2
    return np.log(z)


def rosenbrock(x):
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def squares_through_a_view(x):
    y = x * x
    inner = y[1:-1]
    inner *= x[1:-1]
    return np.sum(y)


def scaled(y, x):
    return np.sin(y) * x


def calls(x, y):
    return scaled(y, x) + scaled(x, 2.0)


def log_sum_exp(x):
    top = np.max(x, axis=1, keepdims=True)
    return np.sum(np.log(np.sum(np.exp(x - top), axis=1)) + top[:, 0])


X = np.array([0.5, -1.25, 2.0, 0.75])
CASES = {
    "exponential": (exponential, (1.0, 2.0), {}),
    "polynomial": (polynomial, (3.0, 2.0), {}),
    "polynomial_second": (polynomial, (3.0, 2.0), {"chain": ("grad",)}),
    "logarithm": (logarithm, (2.0, 3.0), {}),
    "rosenbrock": (rosenbrock, (X,), {}),
    "squares_through_a_view": (squares_through_a_view, (X,), {}),
    "calls": (calls, (0.7, 1.3), {}),
    "log_sum_exp": (log_sum_exp, (np.ones((2, 3)),), {}),
    **{n: (NAMED[n].function, NAMED[n].args, {}) for n in ("branch_in_loop", "newton", "nonlinear_stencil")},
}


@pytest.mark.parametrize("name", CASES)
def test_emitted_text(name, golden):
    function, args, options = CASES[name]
    golden(GOLDEN / f"{name}.py", Derived(function, fresh(args), **options).module.text)


def test_no_text_is_left_over():
    assert sorted(p.stem for p in GOLDEN.glob("*.py")) == sorted(CASES)
