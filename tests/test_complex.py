"""Complex numbers between real arguments and real results: the dual numbers of the zoo have none, differences do."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError

X = np.array([0.5, -1.2, 0.7, 0.3])


def a_filter_in_a_loop(x, n=3):
    y = x * 1.0
    for k in range(n):
        z = np.fft.fft(y) * np.exp(1j * x[0] * k)
        if y[0] > 0.2:
            z[1:] *= 0.5 + 0.5j
        y = np.fft.ifft(z).real + x
    return np.sum(y * y)


def a_buffer_of_complex_numbers(x):
    z = np.zeros(4, dtype=complex)
    z[0] = x[1]
    z[1:] = 1j * x[1:] * x[0]
    z *= z + 2.0
    z.real[0] = x[3] ** 2
    w = z[::2]
    w[0] += z[1] * x[2]
    return np.sum(np.abs(z) ** 2) + z.copy().imag[3]


def a_sum_that_turns_complex(x):
    total = 0.0
    for k, v in enumerate(x):
        total = total + v * np.exp(2j * np.pi * k * x[0])
    return abs(total) ** 2


def powers_of_a_matrix(x):
    a = x.reshape(2, 2) + 1j * np.eye(2)
    b = np.linalg.solve(a, np.conj(a).T @ a)
    return np.real(np.trace(b)) + np.angle(b[0, 1]) + np.imag(np.linalg.inv(b)[1, 0])


def helper(z, w):
    return z * np.conj(w) - w.real


def through_functions_and_lists(x):
    parts = []
    for v in x:
        parts.append(helper(v + 1j, x[0] - 2j * v))
    return sum(p.imag * np.abs(p) for p in parts)


PROGRAMS = [
    a_filter_in_a_loop,
    a_buffer_of_complex_numbers,
    a_sum_that_turns_complex,
    powers_of_a_matrix,
    through_functions_and_lists,
]


@pytest.mark.parametrize("f", PROGRAMS, ids=lambda f: f.__name__)
def test_derivatives_of_every_order(f):
    s2sad.check_grads(f, X)
    s2sad.check_grads(lambda x: s2sad.grad(f)(x) @ np.cos(np.arange(4.0)), X)


@pytest.mark.parametrize("f", PROGRAMS, ids=lambda f: f.__name__)
def test_both_modes_agree_to_the_second_order(f):
    u = np.array([0.3, -0.5, 1.0, 0.7])
    value, back = s2sad.vjp(f, X)
    assert value == f(X)
    _, dot = s2sad.jvp(f, (X,), (u,))
    np.testing.assert_allclose(back(1.0)[0] @ u, dot, rtol=1e-12)
    _, forward = s2sad.jvp(s2sad.grad(f), (X,), (u,))
    np.testing.assert_allclose(s2sad.vjp(s2sad.grad(f), X)[1](u)[0], forward, rtol=1e-10)


def test_an_imaginary_part_that_is_written_is_refused():
    def f(x):
        z = x * (1.0 + 1j)
        z.imag[0] = x[1]
        return np.sum(np.abs(z) ** 2)

    with pytest.raises(UnsupportedError):
        s2sad.grad(f)(X)


def test_single_precision_stays_single():
    def f(x):
        return np.sum(np.abs(np.fft.rfft(x)) ** 2)

    x = X.astype(np.float32)
    value, gradient = s2sad.value_and_grad(f)(x)
    assert (value.dtype, gradient.dtype) == (np.float32, np.float32)
    np.testing.assert_allclose(gradient, s2sad.grad(f)(X), rtol=1e-5)
