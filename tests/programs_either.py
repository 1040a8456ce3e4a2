"""The zoo's programs with what is a view on one path and a number on another (see `tests.programs`)."""

import numpy as np

from tests.programs import M33, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((M33, 1.5))
def column_before_or_number(a, x):
    b = np.zeros_like(a)
    for j in range(3):
        b[:, j] = a[:, j] * (b[:, j - 1] if j > 1 else x if j else 1.0)
    return np.sum(b * b)


@program((V4, 3, 0.7), (V4, 0, -0.7))
def view_or_number_by_a_function(x, n, start):
    y = np.outer(x, x)

    def before(i):
        if i == 0:
            return start
        return y[i - 1]

    for i in range(n):
        y[i] = y[i] * before(i) + before(i)
        y[i, 0] = 2.0
        if y[i, 1] > 0.0:
            p = y[i, 1:]
        else:
            p = -1.0
        y[:, i] -= np.sum(p * x[0])
    return np.sum(y * y[::-1])


@program((V4, 0.7), refused="S2S401")
def view_or_number_over_a_store(x, c):
    y = x * 1.0
    total = 0.0
    for i in range(3):
        p = y[i:] if i else c
        y[i] = x[0]
        total += np.sum(p * p)
    return total
