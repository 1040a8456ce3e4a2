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
