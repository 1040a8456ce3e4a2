"""Calls of what only computes go with their results; what may raise, print, write or run for ever stays."""

from __future__ import annotations

import numpy as np
import pytest

from s2sad import differentiate

X = np.array([0.5, -1.25, 2.0])


def made_by_a_function(x):
    def maker():
        factor = 0.5

        def scaled(z):
            return z * factor

        return scaled

    return np.sum(maker()(x) ** 2)


def twice(z):
    return z + z


def read_by_nobody(x):
    twice(x[0])
    return np.sum(x * x)


def told(z):
    print("told")
    return z


def tells(x):
    told(2.0)
    return np.sum(x * x)


def root(z):
    return 1.0 / z


def raises(x, k):
    root(k)
    return np.sum(x * x)


def counted(n):
    while n != 0:
        n -= 1
    return n


def counts(x, k):
    counted(k)
    return np.sum(x * x)


@pytest.mark.parametrize(("function", "callee"), [(made_by_a_function, "maker"), (read_by_nobody, "twice")])
def test_a_call_that_only_computes_goes(function, callee):
    text = differentiate(function).source(X)
    assert f"\ndef {callee}" not in text
    np.testing.assert_allclose(differentiate(function).grad(X), X * (2.0 if function is read_by_nobody else 0.5))


@pytest.mark.parametrize(
    ("function", "args", "callee"), [(tells, (), "told"), (raises, (2.0,), "root"), (counts, (3,), "counted")]
)
def test_a_call_that_does_more_stays(function, args, callee):
    text = differentiate(function, wrt=("x",)).source(X, *args)
    assert f"    {callee}(" in text or f" = {callee}(" in text
