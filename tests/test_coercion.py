"""Where NumPy makes an array of a list, and where Python does something else with it."""

import numpy as np
import pytest

import s2sad
from s2sad import check_grads

X = np.array([0.5, -1.25, 2.0])


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x[0] + [1.0, x[1]],
        lambda x: [1.0, x[1]] - x[0],
        lambda x: x[0] / (2.0, x[1]),
        lambda x: (2.0, x[1] * x[1]) ** x[2],
    ],
)
def test_a_list_beside_a_number_of_numpys_is_an_array(f):
    assert isinstance(f(X), np.ndarray)
    check_grads(f, X)


def test_a_list_times_a_number_of_numpys_raises_and_is_refused():
    def f(x):
        return np.sum(x[0] * [1.0, x[1]])

    with pytest.raises(TypeError):
        f(X)
    with pytest.raises(s2sad.UnsupportedError, match="S2S304"):
        s2sad.grad(f)(X)


def test_what_small_integers_may_not_hold_is_refused():
    def f(x):
        a = np.zeros(2, dtype=np.int8)
        a[:] = [1, 300]
        return np.sum(x) * a[0]

    with pytest.raises(OverflowError):
        f(X)
    with pytest.raises(s2sad.UnsupportedError, match="a store of"):
        s2sad.grad(f)(X)
