"""What operators give shares no memory with anything, and what they made is of the functions as they were then."""

import numpy as np
import pytest

from s2sad import (
    UnsupportedError,
    differentiate,
    grad,
    hessian,
    jacobian,
    jvp,
    laplacian,
    linearize,
    value_and_grad,
    vjp,
)
from tests.test_operators import differences

X = np.array([0.7, -0.4, 1.3])
V = np.array([0.3, 1.1, -0.6])


def auxiliary(x):
    a = x * 1.0
    _, aux = grad(lambda y: (np.sum(y * y), y), has_aux=True)(a)
    aux[0] = 7.0
    return np.sum(a * a)


def value_of_vjp(x):
    a = x * 1.0
    value, pull = vjp(lambda y: y, a)
    value[0] = 7.0
    return np.sum(a * a) + np.sum(pull(a)[0])


def captured_value_of_vjp(x):
    a = x * 1.0
    value, _ = vjp(lambda y: (a, a, y * 2.0), x)
    value[0][0] = 7.0
    value[1][1] = 5.0
    return np.sum(a * a) + np.sum(value[0] * value[1])


def value_of_linearize(x):
    a = x * 1.0
    value, push = linearize(lambda y: y, a)
    value[0] = 7.0
    return np.sum(a * a) + np.sum(push(a))


def tangent(x):
    t = x * x
    _, dot = jvp(lambda y: y, (x * 1.0,), (t,))
    dot[:] = 0.0
    return np.sum(t)


def tangents_of_two(x):
    t = x * x
    _, (one, two) = jvp(lambda y: (y, y), (x * 1.0,), (t,))
    one[0] = 0.0
    return np.sum(t * one * two)


def pullback_of_a_captured_array(x):
    k = np.full(3, 2.0)
    value, pull = vjp(lambda y: y**3 * k, x)
    k[:] = 5.0
    return np.sum(pull(V)[0] * value)


def pushforward_of_a_captured_array(x):
    k = x * 2.0
    value, push = linearize(lambda y: y**3 * k, x)
    k[:] = 5.0
    return np.sum(push(V) * value)


def pushforward_of_a_variable(x):
    k = 2.0

    def cubed(y):
        return y**3 * k

    value, push = linearize(cubed, x)
    k = 5.0
    return np.sum(push(V) * value) * k


def pushforward_of_a_list(x):
    a = [x * 1.0, 2.0]
    value, push = linearize(lambda y: y[0] ** 3 * y[1], a)
    a[0][0] = 0.0
    a[1] = 5.0
    return np.sum(push([V, 0.0]) * value) + np.sum(a[0]) * a[1]


def pushforward_of_a_captured_list(x):
    a = {"k": [x * 1.0, 2.0]}

    def scaled(y):
        return y**3 * a["k"][0] * a["k"][1]

    value, push = linearize(scaled, x)
    a["k"][0][:] = 0.0
    a["k"][1] = 5.0
    a["k"] = [x, 1.0]
    return np.sum(push(V) * value) + np.sum(scaled(x))


def pushforward_of_a_function_that_writes(x):
    def doubled(y):
        y *= 2.0
        return y * y

    a = x * 1.0
    value, push = linearize(doubled, a)
    return np.sum(push(a) * value * a)


def values_of_functions_that_write_what_is_around_them(x):
    k, m = np.full(3, 2.0), np.array([True, False, True])

    def doubled(y):
        k[:] = k * 2.0
        m[0] = False
        return y * k

    value, push = linearize(doubled, x)
    other, pull = vjp(doubled, x)
    return np.sum(value * push(x) * other * pull(x)[0] * k * m) + np.sum(x * k * m)


def squared(y):
    return y * y


def gradient_over_what_it_is_of(x):
    y = x * 1.0
    y[:] = grad(lambda z: np.sum(squared(z) ** 2))(y)
    return np.sum(y * x)


def scaled(y, k):
    return y**3 * k


def repeated(y, k):
    s = y
    for _ in range(3):
        s = s * scaled(y, k) + y
    return s


def gradient_of_a_callee(x):
    k = np.ones(3)
    g = grad(lambda y: np.sum(scaled(y, k) * y))(x)
    k[0] = 5.0
    return np.sum(g * g)


def gradient_of_a_callee_at_constants(x):
    k, at = np.ones(3), np.full(3, 2.0)
    g = grad(lambda y: np.sum(scaled(y, k) * x))(at)
    k[0], at[:] = 5.0, 7.0
    return np.sum(g * g)


def gradients_of_a_loop_in_a_loop(x):
    k, total = np.ones(3), 0.0
    for i in range(2):
        g = grad(lambda y, k=k: np.sum(repeated(y, k) * y))(x)
        k[i] = 5.0
        k *= 1.1
        total += np.sum(g * g)
    return total


@pytest.mark.parametrize(
    "f",
    [
        gradient_of_a_callee,
        gradient_of_a_callee_at_constants,
        gradients_of_a_loop_in_a_loop,
        auxiliary,
        value_of_vjp,
        captured_value_of_vjp,
        value_of_linearize,
        tangent,
        tangents_of_two,
        pullback_of_a_captured_array,
        pushforward_of_a_captured_array,
        pushforward_of_a_variable,
        pushforward_of_a_list,
        pushforward_of_a_captured_list,
        pushforward_of_a_function_that_writes,
        values_of_functions_that_write_what_is_around_them,
    ],
)
def test_inside_as_outside(f):
    want = differences(f, X, h=1e-3)
    for optimise in (True, False):
        value, slope = differentiate(f, optimise=optimise).value_and_grad(X)
        assert value == pytest.approx(f(X), rel=1e-14)
        assert slope == pytest.approx(want, rel=1e-7, abs=1e-7)
    value, dot = jvp(f, (X,), (V,))
    assert (value, dot) == (pytest.approx(f(X), rel=1e-14), pytest.approx(want @ V, rel=1e-7))
    value, push = linearize(f, X)
    assert (value, push(V)) == (pytest.approx(f(X), rel=1e-14), pytest.approx(dot, rel=1e-10))


def test_a_record_of_what_is_written_over():
    value, push = linearize(gradient_over_what_it_is_of, X)
    assert value == pytest.approx(gradient_over_what_it_is_of(X), rel=1e-14)
    assert push(V) == pytest.approx(16.0 * X**3 @ V, rel=1e-12)


def test_the_auxiliary_result_of_a_jacobian():
    x = X.copy()
    for f in (lambda x: (np.outer(x, x), x), lambda x: (np.sum(x), x)):
        _, aux = jacobian(f, has_aux=True)(x)
        assert np.array_equal(aux, x)
        assert not np.shares_memory(aux, x)


pair = jacobian(lambda x: (x * x, np.sum(x)), has_aux=True)


def test_jacobians_with_an_auxiliary_result_inside_a_function():
    def made_outside(x):
        return pair(x)[1] * x[0]

    def made_inside(x):
        rows, aux = jacobian(lambda x: (x * x, np.sum(x)), has_aux=True)(x)
        return np.sum(rows @ V) * aux

    for f in (made_outside, made_inside):
        value, slope = value_and_grad(f)(X)
        assert value == pytest.approx(f(X))
        assert slope == pytest.approx(differences(f, X))


# ---------------------------------------------------------------- what is done once


def noisy(x, rng):
    return np.sum(x**3 * rng.normal(size=3))


def drawn():
    return np.random.default_rng(1)


def test_the_laplacian_draws_once():
    n = drawn().normal(size=3)
    rng = drawn()
    assert laplacian(noisy)(X, rng) == pytest.approx(np.sum(6.0 * n * X))
    again = drawn()
    again.normal(size=3)
    assert rng.random() == again.random()
    several = laplacian(lambda rng, *xs: noisy(xs[1], rng) * xs[0], 2)
    assert several(drawn(), 2.0, X) == pytest.approx(np.sum(12.0 * n * X))


def test_the_laplacian_prints_once(capsys):
    def chatty(t):
        print("here")
        return t**3

    assert laplacian(chatty)(2.0) == 12.0
    assert laplacian(lambda x: np.sum(chatty(x)))(X) == pytest.approx(6.0 * np.sum(X))
    assert capsys.readouterr().out == "here\nhere\n"


@pytest.mark.parametrize(
    "f",
    [
        lambda x, rng: np.sum(vjp(lambda y: noisy(y, rng), x)[1](1.0)[0]),
        lambda x, rng: linearize(lambda y: noisy(y, rng), x)[1](V),
        lambda x, rng: linearize(noisy, x, rng)[1](V, None),
        lambda x, rng: np.sum(hessian(lambda y: noisy(y, rng))(x)),
        lambda x, rng: laplacian(lambda y: noisy(y, rng))(x),
        lambda x, rng: np.sum(jacobian(lambda y: y * noisy(y, rng))(x)),
        lambda x, rng: grad(lambda y: (noisy(y, rng), y), has_aux=True)(x)[0][0],
    ],
)
def test_what_would_draw_again_inside_a_function_is_refused(f):
    with pytest.raises(UnsupportedError, match="of a function that draws random numbers"):
        grad(f)(X, drawn())


@pytest.mark.parametrize(
    "f",
    [
        lambda x, rng: np.sum(grad(lambda y: noisy(y, rng))(x) * V),
        lambda x, rng: jvp(lambda y: noisy(y, rng), (x,), (V,))[1],
    ],
)
def test_what_draws_once_inside_a_function_is_right(f):
    assert grad(f)(X, drawn()) == pytest.approx(6.0 * X * drawn().normal(size=3) * V)


def test_a_generator_of_its_own_draws_the_same_again():
    def own(y):
        return noisy(y, np.random.default_rng(1))

    assert grad(lambda x: linearize(own, x)[1](V))(X) == pytest.approx(6.0 * X * drawn().normal(size=3) * V)


def test_arguments_are_counted_from_the_end_inside_a_function():
    number = grad(lambda a, b: a * b**2, np.int64(1))
    assert grad(lambda x: grad(lambda a, b: a * b**2, -1)(x, x))(2.0) == 8.0
    assert grad(lambda x: sum(grad(lambda a, b: a * b**2, (-1, 0))(x, x)))(2.0) == 12.0
    assert grad(lambda x: number(x, x))(2.0) == 8.0
    with pytest.raises(UnsupportedError, match="argnums=-1"):
        grad(lambda x: grad(lambda a, b=1.0: a * b**2, -1)(x))(2.0)


def rewritten(y, p):
    v = y[p]
    y[p] = v
    return v**p


def of_an_adjoint_that_is_added_to_in_place(x, p):
    y = np.arange(4.0)
    return np.sum(grad(lambda z: np.sum(rewritten(z, p)))(y))


def test_what_reads_an_adjoint_stands_behind_what_adds_to_it():
    """Also where terms that may warn are moved together: they stand in one block in which nothing does."""
    args = (np.ones(4), np.array([1, 3, 0, 2]))
    assert of_an_adjoint_that_is_added_to_in_place(*args) == 32.0
    assert linearize(of_an_adjoint_that_is_added_to_in_place, *args)[0] == 32.0
