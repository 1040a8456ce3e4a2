"""Derivatives of functions that call themselves, taken inside functions that are differentiated."""

import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, hessian, hvp, jacobian, jvp, value_and_grad, vjp

AT = 0.7


def power(x, n):
    return 1.0 if n == 0 else x * power(x, n - 1)


def fib(x, n):
    if n < 2:
        return x if n == 1 else math.sin(x)
    return fib(x, n - 1) * 0.7 + fib(x, n - 2) * fib(x, n - 1) * 0.3


def even(x, n):
    return x if n == 0 else odd(x * x, n - 1) * x


def odd(x, n):
    return 1.0 if n == 0 else even(x, n - 1) + math.sin(x)


def newton(f, x, n):
    return x if n == 0 else newton(f, x - f(x) / grad(f)(x), n - 1)


def slope_of_a_power(x):
    return grad(power)(x, 3) * x


def slope_along_what_varies(x):
    return jvp(lambda t: power(t, 4), (x,), (x,))[1]


def pullback_twice(x):
    y, pull = vjp(lambda t: fib(t, 4), x)
    return pull(y)[0] * pull(1.0)[0]


def slope_of_a_slope(x):
    return grad(grad(lambda t: power(t, 5)))(x)


def slope_of_what_holds_a_slope(x):
    return grad(lambda t: fib(t, 3) * grad(lambda s: fib(s, 4) * t)(t))(x)


def slopes_of_two_functions_in_a_loop(x):
    return sum(grad(fib)(x, k) * grad(power)(x, k) for k in range(4))


def slopes_inside_a_recursion(x):
    return newton(lambda t: t**3 - x, 1.5, 3)


def slopes_of_a_recursion_inside_another(x):
    return newton(lambda t: power(t, 3) - x * fib(t, 2), 1.5, 3)


def slopes_of_functions_that_call_each_other(x):
    return grad(even)(x, 3) * grad(odd)(x, 2)


def hessian_of_a_recursion(x):
    return np.sum(hessian(lambda q: np.sum(q) * power(q[0], 3))(np.array([x, 2.0 * x])))


def jacobian_of_a_recursion(x):
    return np.sum(jacobian(lambda q: q * power(q[0], 3))(np.array([x, 2.0 * x])) ** 2)


def product_with_a_vector(x):
    return hvp(lambda q: fib(q, 4), (x,), (2.0,))


FUNCTIONS = [
    slope_of_a_power,
    slope_along_what_varies,
    pullback_twice,
    slope_of_a_slope,
    slope_of_what_holds_a_slope,
    slopes_of_two_functions_in_a_loop,
    slopes_inside_a_recursion,
    slopes_of_a_recursion_inside_another,
    slopes_of_functions_that_call_each_other,
    hessian_of_a_recursion,
    jacobian_of_a_recursion,
    product_with_a_vector,
]


@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.__name__)
def test_first_and_second_derivatives(f):
    value, slope = value_and_grad(f)(AT)
    assert value == pytest.approx(f(AT), rel=1e-13)
    assert jvp(f, (AT,), (2.0,)) == pytest.approx((value, 2.0 * slope), rel=1e-12)
    check_grads(f, AT, order=2)
    curvature = grad(grad(f))(AT)
    assert jvp(grad(f), (AT,), (1.0,)) == pytest.approx((slope, curvature), rel=1e-11)
    assert jvp(lambda x: jvp(f, (x,), (1.0,))[1], (AT,), (1.0,)) == pytest.approx((slope, curvature), rel=1e-11)


@pytest.mark.parametrize("optimise", [True, False])
def test_where_the_formula_is_known(optimise):
    for k, f in enumerate((lambda x: power(x, 5), lambda x: grad(lambda t: power(t, 5))(x), slope_of_a_slope)):
        f, factor = differentiate(f, optimise=optimise), math.prod(range(6 - k, 6))
        for order in range(1, 5 - k):
            f, factor = grad(f), factor * (6 - k - order)
            assert f(AT) == pytest.approx(factor * AT ** (5 - k - order), rel=1e-12)
