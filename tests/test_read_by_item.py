"""What is read item by item makes arrays at one place of the text whose lengths have nothing to do with each other."""

import numpy as np
import pytest

import s2sad


def listed(x):
    parts = [x[x > t] for t in (0.0, 2.0)]
    return np.sum(parts[0] * parts[1])


def appended(x):
    parts = []
    for t in (0.0, 2.0):
        parts.append(x[x > t])
    return np.sum(parts[0] * parts[1] * parts[1])


def in_loops(x):
    parts = [x[x > t + s] for t in (0.0, 2.0) for s in (0.0, 0.1)]
    return np.sum(parts[0] * parts[2] + parts[1] * parts[3])


def keyed(x):
    parts = {t: x[x > t] for t in (0.0, 2.0)}
    return np.sum(parts[0.0] * parts[2.0])


def unpacked(x):
    a, b = (x[x > t] for t in (0.0, 2.0))
    return np.sum(a * b)


def asked_for(x):
    parts = (x[x > t] for t in (0.0, 2.0))
    return np.sum(next(parts) * next(parts))


def mapped(x):
    a, b = map(lambda t: x[x > t], (0.0, 2.0))  # noqa: C417
    return np.sum(a * b)


def above(x, t):
    return x[x > t]


def called(x):
    parts = [above(x, t) for t in (0.0, 2.0)]
    return np.sum(parts[0] * parts[1])


def chosen(x):
    parts = {}
    for i, t in enumerate((0.0, 2.0)):
        parts[i] = x[x > t] if x[0] > 0.0 else x[x > t - 1.0]
    return np.sum(parts[0] * parts[1])


FUNCTIONS = [listed, appended, in_loops, keyed, unpacked, asked_for, mapped, called, chosen]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_one_item_is_repeated_beside_several(function):
    x = np.array([1.0, 0.5, 3.0, -1.0])
    value, gradient = s2sad.value_and_grad(function)(x)
    assert value == function(x)
    assert gradient.shape == x.shape
    s2sad.check_grads(function, x)
