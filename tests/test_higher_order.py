"""Derivatives of derivatives through loops with tapes, to the third order, against exact ones of polynomials."""

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from s2sad import differentiate, grad, hvp, jvp, value_and_grad, vjp
from tests import lint
from tests.driver import Derived

X = Polynomial([0.0, 1.0])


def quadratic(x, n):
    """A number is overwritten in each iteration, and its square needs what it was."""
    y = x
    for _ in range(n):
        y = y * y + x
    return y


def branches(x, n):
    y = x
    for i in range(n):
        if i % 2 == 0:
            y = y * y
        else:
            y = y * x - y
    return y


def until_large(x, n):
    """An unknown number of iterations: five at 1.2."""
    y = x
    while y < 3.0 * n:
        y = y * x * x
    return y


def squared(y, x):
    return y * y + x


def calls(x, n):
    y = x
    for _ in range(n):
        y = squared(y, x)
    return y


def in_place(x, n):
    """A buffer that is read and overwritten."""
    u = np.ones(3)
    u[1] = x
    for _ in range(n):
        for i in range(1, 3):
            u[i] = u[i] * u[i - 1] + x * u[i]
    return np.sum(u * u)


def in_place_exactly(x, n):
    u = [Polynomial([1.0]), x, Polynomial([1.0])]
    for _ in range(n):
        for i in range(1, 3):
            u[i] = u[i] * u[i - 1] + x * u[i]
    return sum((v * v for v in u), Polynomial([0.0]))


def iterations(x, n):
    y = x
    for _ in range(n):
        y = y * x * x
    return y


CASES = {
    "quadratic": (quadratic, 3, quadratic(X, 3)),
    "branches": (branches, 4, branches(X, 4)),
    "until large": (until_large, 2, iterations(X, 5)),
    "calls": (calls, 3, quadratic(X, 3)),
    "in place": (in_place, 2, in_place_exactly(X, 2)),
}
AT = 1.2


@pytest.mark.parametrize("name", CASES)
def test_up_to_the_third_order(name):
    f, n, p = CASES[name]
    p1, p2, p3 = (p.deriv(order)(AT) for order in (1, 2, 3))
    assert abs(p3) > 1.0  # or a third derivative that is zero would pass
    first = grad(f)
    second, third = grad(first), grad(grad(first))
    assert f(AT, n) == pytest.approx(p(AT), rel=1e-13)
    assert first(AT, n) == pytest.approx(p1, rel=1e-12)
    assert second(AT, n) == pytest.approx(p2, rel=1e-12)
    assert third(AT, n) == pytest.approx(p3, rel=1e-12)
    assert value_and_grad(second)(AT, n) == pytest.approx((p2, p3), rel=1e-12)
    assert jvp(second, (AT, n), (2.0, None)) == pytest.approx((p2, 2.0 * p3), rel=1e-12)
    value, pullback = vjp(second, AT, n)
    assert value == pytest.approx(p2, rel=1e-12)
    for seed in (1.0, -3.0, 1.0):
        assert pullback(seed)[0] == pytest.approx(seed * p3, rel=1e-12)


@pytest.mark.parametrize("name", sorted(set(CASES) - {"until large"}))
def test_these_loops_have_tapes(name):
    f, n, _ = CASES[name]
    text = differentiate(f).source(AT, n)
    appends = sum(lint.tape_sites(text, function) for function in functions_of(text) if function.endswith("_forward"))
    assert appends > 0


def functions_of(text):
    return [line[4:].partition("(")[0] for line in text.splitlines() if line.startswith("def ")]


def by_recursion(x, n):
    """`quadratic`, with a branch on each level and a second recursive function beside it."""
    if n == 0:
        return x
    y = by_another(x, n - 1) if n % 2 else by_recursion(x, n - 1)
    return y * y + x


def by_another(x, n):
    return x if n <= 0 else squared(by_recursion(x, n - 1), x)


@pytest.mark.parametrize("optimise", [True, False])
@pytest.mark.parametrize("n", [0, 1, 4])
def test_forward_modes_over_reverse_go_through_recursion(n, optimise):
    derivatives = [quadratic(X, n).deriv(order)(AT) for order in (1, 2, 3)]
    made = Derived(by_recursion, (AT, n), chain=("grad", "tangent"), modes=("forward",), optimise=optimise)
    (first, second), (again, third) = made.call("tangent", 1.0, 1.0)
    assert (first, second, again, third) == pytest.approx((*derivatives[:2], derivatives[1], derivatives[2]), rel=1e-12)
    assert jvp(grad(by_recursion), (AT, n), (3.0, None))[1] == pytest.approx(3.0 * derivatives[1], rel=1e-12)


@pytest.mark.parametrize("optimise", [True, False])
@pytest.mark.parametrize("n", [0, 1, 4])
def test_reverse_modes_over_reverse_go_through_recursion(n, optimise):
    derivatives = [quadratic(X, n).deriv(order)(AT) for order in (1, 2, 3, 4)]
    made = Derived(by_recursion, (AT, n), chain=("grad", "grad"), modes=("reverse", "forward"), optimise=optimise)
    assert made.call("value_and_grad") == pytest.approx(derivatives[1:3], rel=1e-12)
    assert made.call("tangent", 2.0) == pytest.approx((derivatives[1], 2.0 * derivatives[2]), rel=1e-12)
    _, tape = made.call("forward")
    for seed in (1.0, -3.0, 1.0):
        assert made.call("adjoint", tape, seed) == pytest.approx(seed * derivatives[2], rel=1e-12)
    assert grad(grad(grad(grad(by_recursion))))(AT, n) == pytest.approx(derivatives[3], rel=1e-12)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_reverse_over_forward_over_reverse_goes_through_recursion(n):
    third = quadratic(X, n).deriv(3)(AT)
    made = Derived(by_recursion, (AT, n), chain=("grad", "tangent"), modes=("reverse",))
    (_, dot), tape = made.call("forward", 1.0)
    assert dot == pytest.approx(quadratic(X, n).deriv(2)(AT), rel=1e-12)
    assert made.call("adjoint", 1.0, tape, (0.0, 1.0)) == pytest.approx(third, rel=1e-12)


@pytest.mark.parametrize("weights", [None, np.array([1.0, 0.5, 2.0, 1.0, 0.7, 1.2, 0.9])])
def test_a_fit_far_from_zero_has_the_second_derivatives_of_one_around_it(weights):
    def curvature(x, y):
        return np.polyfit(x, y, 2, w=weights)[0]

    x = np.array([-5.0, -3.0, -1.0, 0.5, 2.0, 4.0, 6.0])
    y = np.array([0.3, 1.2, -0.4, 0.8, 2.0, 0.1, 0.7])
    u = np.array([0.3, -0.2, 0.5, 0.1, -0.7, 0.4, 0.2])
    for nth in (lambda x: grad(curvature)(x, y), lambda x: hvp(curvature, (x, y), (u, y))[0]):
        np.testing.assert_allclose(nth(x + 100.0), nth(x), rtol=1e-7, atol=1e-9)
