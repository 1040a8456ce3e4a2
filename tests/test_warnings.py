"""What only derivatives compute warns of nothing: where the primal is quiet its derivatives are, of any order."""

import math
import warnings

import numpy as np
import pytest

import s2sad


def root_of_arrays(x):
    return np.sum(np.sqrt(x) * x)


def root_of_a_number(x):
    return np.sqrt(x[0]) + x[1] ** 0.5


def fractional_power(x):
    return np.sum(x**0.25 + np.power(x, 0.5))


def power_of_itself(x):
    return np.sum(np.abs(x) ** np.abs(x))


def inverse_functions(x):
    c = np.minimum(np.maximum(x, -1.0), 1.0)
    return np.sum(np.arcsin(c) * np.arccos(c) + np.arctan(x) + np.arcsinh(x) + np.arccosh(np.maximum(x, 1.0)))


def angle(x):
    return np.sum(np.arctan2(x, x[::-1]))


def length(x):
    return np.sqrt(np.sum(x * x))


def only_where_positive(x):
    return np.sum(np.where(x > 0.0, np.sqrt(np.abs(x)), -x))


def rooted_in_place(x):
    y = x.copy()
    for i in range(len(y)):
        y[i] = math.sqrt(y[i]) * y[i]
        y *= np.sqrt(y)
    return y.sum()


def root(v):
    return np.sqrt(v)


def helper_in_a_loop(x):
    total = 0.0
    for i in range(len(x)):
        if x[i] < 10.0:
            total = total + root(x[i]) * x[i]
    return total


def fourth_roots_in_a_loop(x):
    total = 0.0
    for i in range(len(x)):
        total = total + x[i] ** 0.25
    return total


def power_in_place(x):
    y = x.copy()
    y **= 0.5
    return y @ x


def roots_of_numbers(x):
    return math.sqrt(max(x[0] - 0.75, 0.0)) + x[1] + math.sqrt(abs(min(x[0], 0.0)))


def logarithms_that_say_nothing(x):
    total = 0.0
    for v in x:
        with np.errstate(divide="ignore", over="ignore"):
            u = np.log(v * v)
            total = total + np.exp(-1.0 / v**2)
        total = total + np.exp(u)
    return total


PROGRAMS = [
    fourth_roots_in_a_loop,
    power_in_place,
    roots_of_numbers,
    logarithms_that_say_nothing,
    root_of_arrays,
    root_of_a_number,
    fractional_power,
    power_of_itself,
    inverse_functions,
    angle,
    length,
    only_where_positive,
    rooted_in_place,
    helper_in_a_loop,
]
POINTS = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 2.0), (1e200, 1e-200), (math.inf, 1.0)]


def raises(function, *args):
    """Whether NumPy warns of anything."""
    try:
        with np.errstate(all="raise"):
            function(*args)
    except FloatingPointError:
        return True
    return False


QUIET = [(f, np.array(p)) for f in PROGRAMS for p in POINTS if not raises(f, np.array(p))]


@pytest.mark.parametrize(("function", "x"), QUIET, ids=[f"{f.__name__}-{x}" for f, x in QUIET])
def test_where_the_primal_is_quiet_its_gradient_is(function, x):
    with np.errstate(all="raise"):
        value, gradient = s2sad.value_and_grad(function)(x)
        again, pullback = s2sad.vjp(function, x)
        (alone,) = pullback(1.0)
    assert value == again == function(x)
    np.testing.assert_array_equal(gradient, alone)


@pytest.mark.parametrize(("function", "x"), QUIET, ids=[f"{f.__name__}-{x}" for f, x in QUIET])
def test_where_the_primal_is_quiet_its_tangents_are(function, x):
    u = np.ones_like(x)
    with np.errstate(all="raise"):
        value, tangent = s2sad.jvp(function, (x,), (u,))
        again, push = s2sad.linearize(function, x)
    with np.errstate(over="raise", divide="raise", invalid="raise"):  # what is linear may underflow
        same = push(u)
        s2sad.hvp(function, (x,), (u,))
        s2sad.vhp(function, (x,), (u,))
    assert value == again == function(x)
    assert np.isfinite(tangent) == np.isfinite(same)


def deeper(x):
    return root(root(x)) * x


def rooted_twice(x):
    total = 0.0
    for v in x:
        y = deeper(v)
        try:
            total = total + y / v
        except ZeroDivisionError:
            total = total + y
    return total


def test_tangents_of_callees_and_in_handlers_are_quiet():
    x = np.array([4.0, 1.0])
    with np.errstate(all="raise"):
        _, tangent = s2sad.jvp(rooted_twice, (x,), (np.ones(2),))
    np.testing.assert_allclose(tangent, 0.25 * np.sum(x**-0.75))
    with np.errstate(all="raise"):
        assert not np.isfinite(s2sad.jvp(deeper, (0.0,), (1.0,))[1])
        assert not np.isfinite(s2sad.hvp(deeper, (0.0,), (1.0,)))


def warns_in_between(x):
    y = np.sqrt(x)
    z = np.log(x)
    return np.sum(y * z)


def test_the_primal_warns_among_its_tangents():
    x = np.array([0.0, 1.0])
    with warnings.catch_warnings(record=True) as plain:
        warnings.simplefilter("always")
        warns_in_between(x)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        s2sad.jvp(warns_in_between, (x,), (np.ones(2),))
    assert [str(w.message) for w in caught] == [str(w.message) for w in plain] != []


def test_every_program_is_quiet_somewhere_and_singular_somewhere():
    quiet = {f for f, x in QUIET if not np.isfinite(s2sad.grad(f)(x)).all()}
    assert {root_of_arrays, root_of_a_number, fractional_power, inverse_functions, angle, length} <= quiet
    assert {f for f, _ in QUIET} == set(PROGRAMS)


def sum_of_roots(x):
    return np.sum(np.sqrt(x))


def slope(x):
    return s2sad.grad(sum_of_roots)(x)[0]


def test_the_derivative_of_a_quiet_derivative_is_quiet():
    with np.errstate(all="raise"):
        assert s2sad.grad(slope)(np.array([0.0, 1.0]))[0] == -math.inf


def reciprocal(x):
    return np.sum(1.0 / x)


def test_the_primal_warns_as_ever_and_once():
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        s2sad.value_and_grad(reciprocal)(np.array([0.0, 1.0]))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        s2sad.value_and_grad(root_of_arrays)(np.array([-1.0, 1.0]))
    assert [str(w.message) for w in caught] == ["invalid value encountered in sqrt"]


def test_numbers_of_pythons_alone_have_no_guard():
    def length(x, y):
        return math.sqrt(abs(x)) * y + abs(y) ** 0.5

    for mode in ("reverse", "forward"):
        assert "numpy" not in s2sad.differentiate(length, mode=mode).source(1.0, 2.0)


def test_what_cannot_be_singular_has_no_guard():
    def product(x, y):
        return np.sum(x * y**2 / 2.0 + np.exp(x)) + np.mean(x / y) + np.sum(np.log(y))

    for mode in ("reverse", "forward"):
        text = s2sad.differentiate(product, mode=mode).source(np.ones(3), np.ones(3))
        assert "errstate" not in text


def test_tangents_share_a_block_where_nothing_is_written_between_them():
    text = s2sad.differentiate(inverse_functions, mode="forward").source(np.ones(2))
    assert text.count("errstate") == 1
