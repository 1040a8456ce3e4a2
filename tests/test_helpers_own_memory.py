"""Helpers whose rows say that they make a new array: a result is written in place, which must not show elsewhere."""

import numpy as np
import pytest

from s2sad import check_grads
from s2sad.rules import REGISTRY
from s2sad.rules.fourier import fitted
from s2sad.rules.picking import unmirrored
from s2sad.rules.running import undiff
from s2sad.rules.scipy_linalg import diagonal_block

X, M = np.arange(5.0), np.arange(9.0).reshape(3, 3)


@pytest.mark.parametrize(
    ("helper", "args"),
    [
        (fitted, (X, X)),
        (fitted, (X, X[:3])),
        (fitted, (X, np.zeros(7))),
        (fitted, (M, M, 0)),
        (unmirrored, (X, 0, X)),
        (unmirrored, (M, 0, M)),
        (unmirrored, (M, ((0, 0), (1, 1)), M[:, :1])),
        (undiff, (X, X, 0)),
        (undiff, (X, np.zeros(6))),
        (diagonal_block, (M, 0, M)),
        (diagonal_block, (M, 1, M[:1, :1], M[:2, :2])),
    ],
)
def test_what_is_made_is_new(helper, args):
    assert REGISTRY.by_name[helper.__name__].memory == "fresh"
    made = helper(*args)
    assert not np.shares_memory(made, args[0])
    assert made.flags.writeable


def spectrum_that_is_written(x):
    f = np.fft.rfft(x)
    f[1:] *= 0.5
    return np.sum(np.fft.irfft(f, 4) ** 2 * np.arange(4.0)) + np.sum(np.fft.irfft(f, 7) ** 3)


def test_second_derivatives_through_a_spectrum_that_is_written():
    check_grads(spectrum_that_is_written, np.array([0.4, -0.7, 1.2, 0.3]))
