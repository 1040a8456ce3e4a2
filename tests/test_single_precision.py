"""Arrays that are of single precision on one path and of double on another: what is added up for doubles is double."""

import numpy as np
import pytest

import s2sad
from s2sad import grad, jvp
from tests.driver import Derived

X = np.array([0.4, -0.7, 1.2, 0.3])
U = np.array([0.4, 0.6, -0.7, 0.2], np.float32)


def bound_in_a_branch(x, u, c):
    e = x + 1.0
    if c > 0:
        e = np.sin(u) + u[::-1]
        s = x[0]
    else:
        s = 2.0
    return np.sum(x * x) + s * c + np.sum(e * x)


def beside_a_number_of_open_kind(x, u, c):
    s = x[0] if c > 0 else 2.0
    w = u * s
    return np.sum(w * x) + np.sum(x * x * x)


def carried_by_a_loop(x, u, c):
    e = x
    for k in range(3):
        e = u * 1.0 if k == c else e * x
    return np.sum(e * x) + np.sum(x * x)


def viewed(x, u, c):
    e = u[::-1] if c > 0 else x[::-1]
    v = e[1:] * 2.0
    return np.sum(v * x[1:] * c) + np.sum(x**2)


def pick(x, u, c):
    return u if c > 0 else x


def returned(x, u, c):
    e = pick(x, u, c)
    return np.sum(e * x) * np.sum(e) + x[0]


FUNCTIONS = [bound_in_a_branch, beside_a_number_of_open_kind, carried_by_a_loop, viewed, returned]


@pytest.mark.parametrize("c", [1, -1])
@pytest.mark.parametrize("f", FUNCTIONS)
def test_gradients_of_doubles_are_double(f, c):
    by_x, by_u = grad(f, (0, 1))(X, U, c)
    want_x, want_u = grad(f, (0, 1))(X, U.astype(float), c)
    assert (by_x.dtype, by_u.dtype) == (np.float64, np.float32)
    np.testing.assert_allclose(by_x, want_x, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(by_u, want_u, rtol=1e-5, atol=1e-6)
    _, dot = jvp(f, (X, U, c), (X, U, None))
    np.testing.assert_allclose(dot, want_x @ X + want_u @ U, rtol=1e-5)


def test_what_is_added_up_does_not_round_to_single_precision():
    def f(x, u, c):
        e = u if c > 0 else x
        return np.sum(e * x) + np.sum(x * 1e-9)

    np.testing.assert_array_equal(grad(f)(X, U, 1), U.astype(float) + 1e-9)


def rows_of_two_precisions(x, u, n):
    rows = [u * 1.0]
    for _ in range(n):
        rows.append(np.tanh(rows[-1] * np.sum(x) + x))
    rows[1] = u * 2.0
    return np.sum(np.stack(rows) ** 2 * x)


def test_items_of_lists_that_hold_doubles_too():
    x = np.array([0.4, -0.7, 1.2, 0.3])
    u = x.astype(np.float32)
    x_bar, u_bar = grad(rows_of_two_precisions, argnums=(0, 1))(x, u, 3)
    assert (x_bar.dtype, u_bar.dtype) == (np.float64, np.float32)
    whole = grad(rows_of_two_precisions, argnums=(0, 1))(x, u.astype(np.float64), 3)
    np.testing.assert_allclose(x_bar, whole[0], rtol=1e-6)
    np.testing.assert_allclose(u_bar, whole[1], rtol=1e-6)


def summed_in_single_precision(x):
    return np.sum(x, where=x > 0.0, dtype=np.float32)


def test_what_a_mask_leaves_of_a_number_has_the_dtype_of_the_argument():
    x = np.array(1.5)
    _, pullback = s2sad.vjp(summed_in_single_precision, x)
    assert pullback(np.float32(1.0))[0].dtype == np.float64
    made = Derived(summed_in_single_precision, (x,))
    value, tape = made.call("forward")
    assert made.call("adjoint", tape, value).dtype == np.float64
