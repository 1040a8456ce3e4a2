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


class Window:
    """A method gives a view or a number."""

    def __init__(self, held):
        self.held = held

    def at(self, k, c):
        if k % 2 and c > 0.0:
            return self.held[k:]
        if k == 2:
            return c
        return self.held[::2]


@program((V4, 0.7), (V4, -0.7))
def view_or_number_by_a_method(x, c):
    w = Window(x * 1.0)
    total = 0.0
    for k in range(4):
        r = w.at(k, c)
        total = total + np.sum(r * r)
        w.held[k] += 0.1 * total
        r = c if k == 0 else w.held[k:] if k == 1 else w.held[:k] if k == 2 else 3.0
        total = total + np.sum(r * r) * c
    return total * w.held[0]


@program((V4, 0.7), refused="S2S401")
def view_or_number_over_a_store_in_a_branch(x, c):
    y = x * 1.0
    total = 0.0
    for k in range(3):
        if k:
            r = y[k:] if k == 1 else c
            y[2] = total
        else:
            r = 1.0
        total = total + np.sum(r * r)
    return total


@program((V4, 0.7), refused="S2S401")
def view_or_number_over_a_store(x, c):
    y = x * 1.0
    total = 0.0
    for i in range(3):
        p = y[i:] if i else c
        y[i] = x[0]
        total += np.sum(p * p)
    return total
