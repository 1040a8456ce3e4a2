"""What NumPy's calls on arrays give back and what they share: object arrays, as dual numbers need them, differ here."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError


def conjugate_of_reals(x):
    y = x * 1.0
    z = y.conj()
    z[1] = x[0] ** 2
    return np.sum(y * z)


def conjugate_as_a_function(x):
    y = x * 1.0
    z = np.conj(y)
    z[1] = x[0] ** 2
    return np.sum(y * z)


def real_part_is_the_array(x):
    np.real(x)[0] = x[1] ** 2
    x.real[1:] *= x[0]
    return np.sum(x)


def out_is_given_back(x):
    c = np.zeros(3)
    d = np.add(x, x, out=c)
    d[0] = x[1] ** 3
    return np.sum(c * x)


@pytest.mark.parametrize(
    "f",
    [conjugate_of_reals, conjugate_as_a_function, real_part_is_the_array, out_is_given_back],
    ids=lambda f: f.__name__,
)
def test_what_is_shared(f):
    s2sad.check_grads(f, np.array([0.5, 1.5, -0.7]))


def in_single_precision(x):
    c = np.zeros(3, dtype=np.float32)
    np.multiply(x, 1.0 / 3.0, out=c)
    np.add.at(c, [0, 0], x[1:] * 0.1)
    c *= x
    return np.sum(c)


def test_the_value_is_rounded_as_numpy_rounds_it():
    x = np.array([0.5, 1.5, -0.7])
    value, gradient = s2sad.value_and_grad(in_single_precision)(x)
    assert value == in_single_precision(x)
    assert gradient.dtype == np.float64


def test_a_cast_that_numpy_refuses_is_refused():
    def f(x):
        c = np.zeros(3, dtype=int)
        np.copyto(c, x)
        return np.sum(c * x)

    with pytest.raises(UnsupportedError, match="S2S205"):
        s2sad.grad(f)(np.ones(3))


def test_stores_at_places_that_are_named_once_print_no_search_for_the_last():
    def once(x, n):
        a = np.zeros((n, n))
        a[np.triu_indices(n)] = x
        a[np.arange(n), :] *= 2.0
        a[np.arange(n)] = a[np.arange(n)] * 3.0
        return np.sum(a * a)

    def twice(x, i):
        a = np.zeros(3)
        a[i] = x
        return np.sum(a * a)

    x = np.array([1.0, 2.0, 3.0])
    assert "last_stored" not in s2sad.differentiate(once).source(x, 2)
    np.testing.assert_array_equal(s2sad.grad(once)(x, 2), 2.0 * 36.0 * x)
    assert "last_stored" in s2sad.differentiate(twice).source(x, np.array([0, 1, 0]))
    np.testing.assert_array_equal(s2sad.grad(twice)(x, np.array([0, 1, 0])), [0.0, 4.0, 6.0])
