"""The zoo of functions of which the run chooses one; see `tests.programs`."""

import functools
import math

import numpy as np

from tests.programs import V3, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3,), (-1.3,))
def ufunc_by_a_branch(x):
    f = np.sin if x > 0.0 else np.cos
    g = math.exp if x > 0.0 else (lambda t: t * x)
    return f(2.0 * x) * g(x) + f(x)


@program((V3,), (-V3,))
def ufunc_of_arrays_by_a_branch(x):
    f, scale = (np.sin, 2.0) if x[0] > 0.0 else (np.exp, x[1])
    y = f(x) * x
    return np.sum(f(y)) * scale


@program((1.3,), (0.3,), (-1.3,))
def one_of_three(x):
    if x > 1.0:
        f = math.sin
    elif x > 0.0:
        k = 3.0 * x
        f = lambda t: t * k  # noqa: E731
    else:
        f = cubed
    return f(x) * f(2.0 * x)


def cubed(t):
    return t * t * t


def power(t, k, shift=0.0):
    return t**k + shift


@program((1.3,), (-1.3,))
def with_values_of_one_arm(x):
    if x > 0.0:
        k = x * x
        f = functools.partial(power, k=2.0, shift=k)
    else:
        scale = 2.0 * x

        def f(t, scale=scale):
            return t * scale + t * t

    return f(x) + f(3.0)


def rk2(f, y, h):
    return y + h * f(y + 0.5 * h * f(y))


@program((1.3, 3), (0.2, 3), (0.2, 0), reordered=True)
def choice_handed_to_a_helper_in_a_loop(x, n):
    y = x
    for i in range(n):
        f = np.sin if y > 1.0 else cubed
        y = rk2(f, y, 0.1 + 0.1 * i)
    return y * x


@program((1.3, 4), (0.9, 4))
def name_is_rebound_where_it_was_a_choice(x, n):
    f = cubed if x > 1.0 else math.sin
    y = x
    for i in range(n):
        if y > 1.5:
            f = math.sin
        y = f(y) + 0.5
    return y


def chooser(x, y):
    if x > y:
        return cubed
    return math.cos


@program((1.3, 0.4), (0.4, 1.3))
def choice_returned_by_a_helper(x, y):
    f = chooser(x, y)
    g = chooser(y, 1.0)
    h = f if x > 0.0 else g
    return f(x) * g(y) + h(x * y)


@program((1.3,), (-1.3,))
def choice_of_a_choice(x):
    f = cubed if x > 2.0 else math.cos
    if x > 0.0:
        f = math.exp
    y = f(x)
    if y > 1.0:
        f = cubed
    return f(y)


TABLE = (np.sin, np.cos, cubed)


@program((1.3,), (0.3,), (-0.8,))
def table_by_a_computed_index(x):
    k = int(x * 2.0)
    return TABLE[k](x) * [math.exp, math.sin, cubed, cubed][k](x)


@program((1.3, 2), (1.3, 0), reordered=True)
def table_by_a_parameter_and_a_loop(x, k):
    y = x
    for f in TABLE:
        y = f(y) + x
    for i in range(3):
        y = TABLE[i](y) * TABLE[k](x)
    return y


class Spring:
    def __init__(self, k):
        self.k = k
        self.calls = 0

    def soft(self, x):
        self.calls += 1
        return self.k * x

    def hard(self, x):
        self.calls += 2
        self.k = self.k * 1.1
        return self.k * x**3


@program((1.3,), (0.3,), reordered=True)
def method_by_a_branch(x):
    s = Spring(x)
    f = s.hard if x > 1.0 else s.soft
    y = f(x) + f(2.0)
    return y * s.k + s.calls


@program((1.3,), (-1.3,))
def choice_called_with_an_array_that_it_writes(x):
    u = np.ones(3) * x
    f = doubled if x > 0.0 else shifted
    f(u)
    f(u)
    return np.sum(u * u)


def doubled(u):
    u[1:] *= u[0]


def shifted(u):
    u[0] = u[1] * u[2]


@program((1.3,), (-1.3,), refused="S2S305")
def function_or_a_number(x):
    f = cubed if x > 0.0 else 2.0
    return f(x)
