"""The zoo's programs in idioms of published functions (see `tests.programs`): folds, fields from dicts, guards."""

import functools

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4, 3), (V4, 1), (V4, 0))
def folds_over_what_the_run_counts(x, n):
    made = []
    for i in range(n):
        made.append(np.outer(x, x) * x[i])
    whole = functools.reduce(lambda a, b: a @ b + 1.0, made, np.eye(4))
    rows = functools.reduce(np.multiply, np.outer(x, x))
    rows[0] = x[1]
    total, product = functools.reduce(lambda t, v: (t[0] + v, t[1] * v), x, (0.0, 1.0))
    print(functools.reduce(lambda a, b: a + b, range(3)))
    return np.sum(whole) + np.sum(rows * x) + total * product


@program((np.zeros((2, 0)), 1.5))
def fold_over_nothing(m, a):
    for row in m:
        print(len(row))
        try:
            a = functools.reduce(lambda p, q: p * q, row)
        except TypeError:
            a = a * a
    return a


class Cell:
    """Its fields are those of a dict."""

    bias = 2.0

    def __init__(self, given, **more):
        self.w = 1.0
        self.__dict__.update(given)
        self.__dict__.update(more, z=self.w * 2.0)

    def of(self, x):
        """A value of the fields."""
        return self.w * x * self.bias + self.b * self.z


@program(({"w": 1.2, "b": V4}, 2.0))
def fields_from_a_dict(given, x):
    one = Cell(given, q=x)
    other = one
    other.__dict__.update(b=one.b * 2.0, bias=x)
    one.b[0] += x
    return np.sum(one.of(x) * one.q) + np.sum(given["b"])


@program((V4,))
def array_like_another_filled_item_by_item(x):
    s, t = np.empty_like(x), np.empty_like(x, dtype=float)
    s[0] = x[1]
    for i in range(1, len(x)):
        s[i] = s[i - 1] * x[i]
    t[:] = s
    return np.sum(s * t)
