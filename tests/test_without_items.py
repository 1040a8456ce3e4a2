"""Arrays without items: where the primal gives a number its derivatives give one, what it raises they raise."""

import numpy as np
import pytest

import s2sad

SHAPES = [(0, 3), (3, 0), (0, 0), (2, 0, 3), (0, 2, 2), (2, 0, 0)]


def spectral_norm(x):
    return np.sum(np.linalg.norm(x, 2, axis=(-2, -1)))


def spectral_norm_by_name(x):
    return np.sum(np.linalg.matrix_norm(x, ord=2))


def least_singular_value(x):
    return np.sum(np.linalg.norm(x, -2, axis=(-2, -1)))


def nuclear_norm(x):
    return np.sum(np.linalg.norm(x, "nuc", axis=(-2, -1)))


def largest_sum_of_a_row(x):
    return np.sum(np.linalg.norm(x, np.inf, axis=(-2, -1)))


def condition(x):
    return np.sum(np.linalg.cond(x))


def pseudo_inverse(x):
    return np.sum(np.linalg.pinv(x))


def determinant(x):
    return np.sum(np.linalg.det(x))


def median(x):
    return np.sum(np.nanmedian(x, axis=0))


def quantile(x):
    return np.sum(np.nanquantile(x, 0.3, axis=0)) + np.sum(np.nanpercentile(x, 30.0, axis=1))


def quantile_of_all(x):
    return np.quantile(x, 0.3)


def average(x):
    return np.sum(np.average(x, axis=0))


def extremes(x):
    return np.sum(np.max(x, axis=0) - np.nanmin(x, axis=0))


def products(x):
    return np.sum(np.prod(x, axis=0)) + np.sum(np.cumprod(x, axis=1))


def area(x):
    return np.sum(np.trapezoid(x, np.arange(3.0)))


def area_by_x(x):
    return np.sum(np.trapezoid(x, x * x, axis=0))


FUNCTIONS = [
    spectral_norm, spectral_norm_by_name, least_singular_value, nuclear_norm, largest_sum_of_a_row, condition,
    pseudo_inverse, determinant, median, quantile, quantile_of_all, average, extremes, products, area, area_by_x,
]  # fmt: skip


def outcome(function, *args):
    """What is returned, or the class of what is raised."""
    try:
        return function(*args)
    except Exception as e:
        return type(e)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_derivatives_give_or_raise_what_the_primal_does(function, shape):
    x = np.zeros(shape)
    want = outcome(function, x)
    found = outcome(s2sad.value_and_grad(function), x), outcome(s2sad.jvp, function, (x,), (x,))
    gradient = outcome(s2sad.grad(function), x)
    if isinstance(want, type):
        assert (*found, gradient) == (want, want, want)
        return
    for value, derivative in found:
        np.testing.assert_array_equal(value, want)
        assert np.shape(derivative) in ((), shape)
    assert gradient.shape == s2sad.hessian(function)(x).shape[: len(shape)] == shape


def several_quantiles(x):
    return np.sum(np.nanquantile(x, [0.3, 0.5], axis=0))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_several_quantiles_of_nothing_are_one_for_numpy_and_have_no_derivative():
    assert np.nanquantile(np.zeros((0, 3)), [0.3, 0.5], axis=0).shape == (3,)
    with pytest.raises(ValueError, match="several quantiles of an array without items"):
        s2sad.grad(several_quantiles)(np.zeros((0, 3)))
