"""Axes of length one: what NumPy repeats along them, and what it makes numbers of, has derivatives of its shape."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError

V, M, N = np.array([0.5, -1.0, 2.0]), np.array([[0.5, 1.5, -2.0], [1.0, 0.25, 3.0]]), np.array([[1.0, 2.0]] * 3)


def squeezed(x):
    return np.squeeze(x) * 2.0


def squeezed_and_an_item(x):
    return np.squeeze(x) + x[0, 0]


def reshaped(x):
    return np.reshape(x, ()) + 1.0


def covariance_of_a_row(x):
    return np.cov(x) * 2.0


def weighted_covariance_of_a_row(x, w):
    return np.cov(x, aweights=w) + x[0, 0]


def weighted_covariance_of_a_vector(x, w):
    return np.cov(x, aweights=w) + x[0]


def products(x, y):
    return np.sum(np.einsum("ij,jk->ik", x, y) ** 3)


def products_of_some(x, y):
    x, y = x[:, x[0] > -9.0], y[y[:, 0] > -9.0]
    return np.sum(np.einsum("ij,jk,j->ik", x, y, y[:, 0]) ** 3)


def repeated_rows(x, y):
    return np.sum(np.einsum("...ij,jk->...k", x, y) ** 3)


def powers(x, y):
    return np.sum((np.vander(x, 1) * x[:, None] + y) ** 2)


def triangle(x):
    return np.sum((np.tri(3, 1) * x + np.argwhere(x[0] > -9.0) * x[0, 0]) ** 2)


def steps(x):
    return np.sum(np.linspace(0.0, x, 4) ** 2) + np.sum(np.linspace(x[:, None], x, 3, axis=-1) ** 3)


def steps_to_a_number(x):
    return np.sum(np.linspace(x, x[0], 4, endpoint=False) ** 2) + np.sum(np.linspace(x, x[:1]) ** 2)


def areas(x, y):
    return np.sum((np.trapezoid(x, y) + x[:, 0]) ** 3)


CASES = [
    *((f, np.array([[1.5]])) for f in (squeezed, squeezed_and_an_item, reshaped)),
    (covariance_of_a_row, M[:1]),
    (weighted_covariance_of_a_row, M[:1], V * V),
    (weighted_covariance_of_a_vector, M[0], V * V),
    *((f, *xy) for f in (products, products_of_some) for xy in ((M, N), (M[:, :1], N), (M, N[:1]), (M[:, :1], N[:1]))),
    (repeated_rows, np.stack([M, 2 * M])[:, :, :1], N),
    (powers, V, N),
    (triangle, np.array([[0.5, 1.5, -2.0]] * 3)),
    (steps, V),
    (steps_to_a_number, V),
    (areas, M[:1], M),
    (areas, M, M[:1]),
    (areas, M, V[:2]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0].__name__}-{'-'.join(str(np.shape(x)) for x in c[1:])}")
def test_derivatives_of_every_order(case):
    function, *given = case
    args = [np.array(x) for x in given]
    value, gradients = s2sad.value_and_grad(function, tuple(range(len(args))))(*args)
    assert value == function(*args)
    assert [g.shape for g in gradients] == [x.shape for x in args]
    s2sad.check_grads(function, *args)


def test_a_gradient_of_one_number_in_single_precision():
    x = np.array([[1.5]], dtype=np.float32)
    for function in (squeezed, reshaped):
        assert s2sad.grad(function)(x).dtype == np.float32


def interpolated(xp, fp):
    return np.sum(np.interp(V, xp, fp))


def test_an_interpolation_from_one_place_is_refused():
    """All of it is the one value; the slope between that place and itself would be nan."""
    with pytest.raises(UnsupportedError, match="of one place, which is constant"):
        s2sad.grad(interpolated)(np.ones(1), np.ones(1))
