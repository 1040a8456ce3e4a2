"""What is None where a value is needed: Python raises TypeError, and so do derivatives."""

import math

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp, value_and_grad, vjp


def root(d):
    return math.sqrt(d) if d >= 0.0 else None


def lowest(x, bound):
    best = None
    for v in x:
        if v < bound and (best is None or v < best):
            best = v
    return best


def squared(x, bound):
    return lowest(x, bound) ** 2


def offset(x, bound):
    pair = None
    for v in x:
        if v < bound:
            pair = (v, v * v)
    low, square = pair
    return low * square


X = np.array([0.5, -1.0, 2.0])


def test_a_result_that_is_a_number_has_a_derivative():
    assert differentiate(root)(4.0) == 2.0
    assert grad(root)(4.0) == 0.25
    assert np.array_equal(grad(lowest)(X, 1.0), [0.0, 1.0, 0.0])


@pytest.mark.parametrize(
    "derivative",
    [
        lambda: grad(root)(-1.0),
        lambda: value_and_grad(root)(-1.0),
        lambda: jvp(root, (-1.0,), (1.0,)),
        lambda: vjp(root, -1.0)[1](1.0),
        lambda: grad(grad(root))(-1.0),
    ],
)
def test_a_result_that_is_none_has_none_and_says_so(derivative):
    with pytest.raises(TypeError, match="root returned None, which has no derivative"):
        derivative()


def test_the_value_that_is_none_is_the_value():
    assert differentiate(root)(-1.0) is None


@pytest.mark.parametrize("function", [squared, offset])
def test_a_use_of_none_raises_as_the_function_does(function):
    assert np.isfinite(grad(function)(X, 1.0)).all()
    for call in (function, grad(function), differentiate(function).value_and_grad):
        with pytest.raises(TypeError):
            call(X, -9.0)


def recursion(x, n):
    p = [None] * (n + 1)
    p[n] = x
    for k in range(n - 1, -1, -1):
        p[k] = np.sin(p[k + 1]) + x * k
    return p


def last(x, n):
    return recursion(x, n)[0]


def read_too_early(x, n):
    p = [None] * (n + 1)
    p[n] = x
    for k in range(n):
        p[k] = p[k + 1] * x
    return p[0]


def stored_beyond(x, n):
    p = [None] * n
    p[n] = x
    return p[0]


def filled_but_for_one(x, n):
    p = [None] * n
    for k in range(1, n):
        p[k] = x * k
    return p


DERIVATIVES = [
    lambda f, *args: value_and_grad(f)(*args),
    lambda f, *args: jvp(f, args, (1.0, None)),
    lambda f, *args: grad(lambda y: grad(lambda z: f(z, args[1]))(y))(args[0]),
]


@pytest.mark.parametrize("derivative", DERIVATIVES)
@pytest.mark.parametrize(("function", "error"), [(read_too_early, TypeError), (stored_beyond, IndexError)])
def test_lists_of_none_raise_what_the_function_raises(derivative, function, error):
    with pytest.raises(error):
        function(0.7, 3)
    with pytest.raises(error):
        derivative(function, 0.7, 3)


def test_a_list_that_was_filled_is_a_result():
    value, tangent = jvp(recursion, (0.7, 3), (1.0, None))
    assert value == recursion(0.7, 3)
    slopes = [jvp(lambda x, k=k: recursion(x, 3)[k], (0.7,), (1.0,))[1] for k in range(4)]
    assert tangent == pytest.approx(slopes)
    value, pullback = vjp(recursion, 0.7, 3)
    assert value == recursion(0.7, 3)
    assert pullback([1.0, 2.0, 3.0, 4.0])[0] == pytest.approx(np.dot(slopes, [1.0, 2.0, 3.0, 4.0]))


@pytest.mark.parametrize("derivative", DERIVATIVES[1:2])
def test_a_list_that_was_not_filled_is_none(derivative):
    with pytest.raises(TypeError, match="None where a value is needed"):
        derivative(filled_but_for_one, 0.7, 3)


def test_derivatives_inside_are_of_what_may_be_none():
    def inside(x, n):
        value, slope = value_and_grad(lambda y: last(y * x, n))(x)
        return value * slope + jvp(lambda y: last(y, n), (x,), (x,))[1]

    def outside(x, n):
        slope = grad(last)(x * x, n) * x
        return last(x * x, n) * slope + grad(last)(x, n) * x

    assert differentiate(inside)(0.7, 3) == pytest.approx(outside(0.7, 3))
    h = 1e-6
    difference = (outside(0.7 + h, 3) - outside(0.7 - h, 3)) / (2.0 * h)
    assert grad(inside)(0.7, 3) == pytest.approx(difference, rel=1e-7)
    with pytest.raises(TypeError, match="which has no derivative"):
        grad(lambda x: grad(root)(x - 5.0))(1.0)


def filled_for_the_caller(x, known, n):
    for k in range(n):
        if known[k] is None:
            known[k] = x * k
    return sum(known) * x


def test_a_list_of_the_callers_is_filled_in_a_copy():
    known = [None, 2.0, None]
    value, slope = value_and_grad(filled_for_the_caller, argnums=(0, 1))(1.3, known, 3)
    assert value == filled_for_the_caller(1.3, known[:], 3) == (2.0 + 2.0 * 1.3) * 1.3
    assert slope[0] == pytest.approx(2.0 + 4.0 * 1.3)
    assert slope[1] == [None, 1.3, None]
    assert jvp(filled_for_the_caller, (1.3, known, 3), (0.0, [None, 1.0, None], None))[1] == 1.3
    assert known == [None, 2.0, None]
