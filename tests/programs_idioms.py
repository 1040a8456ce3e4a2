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


# ---------------------------------------------------------------- guards: what is infinite is not taken


ONE_OF_THREE = np.array([0.0, 1.0, 0.0])


@program((np.array([0.2, 0.3, 0.4]),), tolerance=1e-7)
def logarithms_with_a_floor(u):
    with np.errstate(all="ignore"):
        p = u * ONE_OF_THREE
        floored = np.maximum(np.log(p), -9.0)
        return np.sum(floored * u) + np.sum(np.clip(np.log(p), -3.0, 3.0) * u) + np.sum(np.minimum(1.0 / p, 5.0) * u)


@program((np.array([0.2, 0.3, 0.4]),), tolerance=1e-7)
def norms_kept_from_zero(u):
    with np.errstate(all="ignore"):
        a = np.outer(u, u)
        n = np.sqrt(np.sum(a * ONE_OF_THREE[:, None], axis=1, keepdims=True))
        unit = a / np.maximum(n, 1e-3)
        both = np.minimum(np.maximum(np.log(u * ONE_OF_THREE), -9.0), 5.0)
        other = np.where(ONE_OF_THREE > 0.0, np.maximum(1.0 / (u * ONE_OF_THREE), 0.0), u)
        return np.sum(unit[1] * both) + np.sum(unit * 1e-3) + np.sum(other * u)


@program((np.array([0.2, 0.3, 0.4]), 3), tolerance=1e-7)
def floors_in_a_loop_over_what_is_written(u, n):
    s, v = 0.0, u * 1.0
    with np.errstate(all="ignore"):
        for i in range(n):
            s = s + np.sum(np.maximum(np.log(v * ONE_OF_THREE), -2.0))
            v[i] = v[i] * u[1] + s
            r = np.minimum(1.0 / (v * ONE_OF_THREE), v)
            v[0] = r[1] * u[2]
    return s * np.sum(v * r)


@program((V4,))
def methods_of_classes(x):
    y = np.ndarray.copy(x)
    y[0] = x[1]
    kept = []
    list.append(kept, np.ndarray.sum(y))
    list.append(kept, y[2])
    return kept[0] * kept[1] * (2.0 if str.upper("a") == "A" else 1.0)


@program((V4, 2))
def casts_that_copy_where_they_must(x, n):
    held = x.astype(float, copy=False) * 1.0
    same = held.astype(np.float64, copy=False)
    anew = np.astype(held, float, copy=True)
    same[1] = x[0] * x[2]
    whole = held.astype(int, copy=False)
    if n > len(x):
        raise IndexError("legal are %s, not %r of %s" % (str(range(len(x))), n, range(n, 9, 2)))
    return np.sum(held * anew) * n + np.sum(whole)
