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


def _stored(x, shape, index, nested):
    a = np.zeros(shape) * x[0]
    a[index] = nested(x)
    return np.sum(a * a)


@pytest.mark.parametrize(
    ("shape", "index", "nested"),
    [
        ((2, 2), 0, lambda x: [[x[0], x[1]]]),
        ((2,), slice(None), lambda x: [[x[0], x[1]]]),
        ((2, 2), (Ellipsis, 0), lambda x: [[x[1]]]),
        ((2, 2), 0, lambda x: (x[:2],)),
    ],
)
def test_a_list_that_is_nested_deeper_than_where_it_is_stored_is_refused(shape, index, nested):
    with pytest.raises(ValueError, match="setting an array element with a sequence"):
        _stored(X, shape, index, nested)
    with pytest.raises(s2sad.UnsupportedError, match=r"nested \d deep"):
        s2sad.grad(lambda x: _stored(x, shape, index, nested))(X)


@pytest.mark.parametrize(
    ("shape", "index", "nested"),
    [
        ((2, 2), [0], lambda x: [[[x[0], x[1]]]]),
        ((2,), [0, 1], lambda x: [[x[0], x[1]]]),
        ((2, 2), 0, lambda x: np.array([[x[0], x[1]]])),
        ((2, 2), slice(0, 1), lambda x: [x[0], x[1]]),
    ],
)
def test_nested_as_numpy_takes_it(shape, index, nested):
    check_grads(lambda x: _stored(x, shape, index, nested), X)


def _row(x, a):
    b = a.copy()
    b[1] = x * x
    b[0] = x.reshape(1, 1, -1)
    return np.sum(b**3)


def _first_of_row(x, a):
    b = a * 1.0
    b[0, :] = x[:1] ** 2
    return np.sum(b**3)


def _in_view(x, a):
    b = a * 1.0
    v = b[0]
    v[:] = x[None, None, 0] * x
    return np.sum(b**3) * np.sum(v)


@pytest.mark.parametrize("f", [_row, _first_of_row, _in_view])
def test_axes_of_length_one_that_the_target_does_not_have(f):
    x, a = np.array([[0.5, -0.2, 0.7]]), np.arange(6.0).reshape(2, 3) / 7
    x = x[:, :1] if f is _first_of_row else x
    assert s2sad.grad(f)(x, a).shape == x.shape
    check_grads(f, x, a, order=2)


# ---------------------------------------------------------------- ranges


def _ranges_alone(x, n):
    return np.sum(np.array(range(n)) * x**2) + np.mean(range(n)) * x[0] + np.max(range(1, n)) * x[1]


def _ranges_beside(x, n):
    y = np.zeros((2, 3))
    y[0] = range(3)
    y[1] = x ** range(n)
    return np.sum(y * x) + np.sum(range(1, n + 1) * x)


def _ranges_in_calls(x, n):
    line = np.polyfit(range(n), x**2, 1)
    return line[0] * np.interp(x[1], range(n), x) + np.outer(range(0, -n, -1), x)[1, 2] * np.trapezoid(x, range(n))


def _ranges_among_others(x, n):
    table = np.array([range(3), range(1, 7, 2)], dtype=float)
    return np.sum(table @ x**2) + np.sum(np.stack((range(n), x)) ** 2 @ x) + np.sum(np.append(x, range(n)) ** 2)


@pytest.mark.parametrize("f", [_ranges_alone, _ranges_beside, _ranges_in_calls, _ranges_among_others])
def test_a_range_is_the_array_of_its_numbers(f):
    assert s2sad.value_and_grad(f)(X**2, 3)[0] == f(X**2, 3)
    check_grads(f, X**2, 3)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.array(zip(x, x, strict=False)),
        lambda x: np.array({"a": x[0], "b": x[1]}.values()),
        lambda x: np.sum({"a": x[0]}),
        lambda x: np.array(reversed(range(3))),
    ],
)
def test_what_numpy_takes_for_one_object_is_refused(f):
    with pytest.raises(s2sad.UnsupportedError, match="handed to NumPy") as e:
        s2sad.vjp(f, X)
    assert e.value.code == "S2S304"


def test_a_fit_over_counted_places():
    def f(y):
        t = np.arange(len(y))
        slope, level = np.polyfit(t, y, 1)
        return np.sum((y - slope * t - level) ** 2) + np.sum(np.vander(t, 2) @ y[:2])

    check_grads(f, X)
