"""The zoo's programs of ``zip(*rows)``, and of tuples of run-time length (see `tests.programs`)."""

import numpy as np

from tests.programs import M23, M33, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((M23,), (M33,))
def columns_of_a_matrix(m):
    total = sum(map(sum, zip(*m)))
    for k, column in enumerate(zip(*m)):
        total += (k + 1) * sum(column) * column[0] * max(column)
    lowest = [min(c) for c in zip(*m[::-1])]
    return total * lowest[1]


@program((V4,), (V3,))
def names_for_columns_of_pairs(x):
    pairs = []
    for v in x:
        pairs.append((v, np.sin(v)))
    xs, ys = zip(*pairs)
    pairs[0] = (2.0, x[1])
    first, second = map(list, zip(*pairs))
    first.append(x[2])
    return np.dot(np.array(xs), np.array(ys)) * len(xs) + sum(first) * second[-1] * xs[0]


@program((V4,), (V3,))
def table_of_lists_is_transposed(x):
    n = len(x)
    m = [[x[i] * j for j in range(n)] for i in range(n)]
    t = [list(r) for r in zip(*m)]
    m[0][1] = x[1]
    t[1][0] += x[2]
    s = 0.0
    for i in range(n):
        for j in range(n):
            s += t[i][j] * m[i][j] * (i + 1)
    return s


@program((V4,), (V3,))
def rows_of_several_lengths(x):
    rows = [[v * k for k in range(2 + i % 2)] for i, v in enumerate(x)]
    total = 0.0
    for column in zip(*rows):
        total = total * 0.5 + sum(column) * column[-1]
        rows[0][1] = x[1] * 3.0
    return total


def mean(values):
    return sum(values) / len(values)


def squares(x):
    return tuple(v * v for v in x)


@program((V4, 2), (V3, 0))
def tuples_of_any_length(x, n):
    t = squares(x)
    first = t
    for k in range(n):
        t = tuple(a * x[0] + k for a in t)
    a, b, *rest = t
    most = sorted(t)[-1] if t and isinstance(t, tuple) else 0.0
    kept = []
    for k in range(n):
        kept.append(tuple(v * k for v in x))
    return a * b + sum(rest) * mean(first) * most + np.sum(np.array(first[1:]) * x[1:]) + sum(r[1] for r in kept)


@program((V4,), (V3,))
def list_is_empty_or_ends(x):
    left, product = list(x), 1.0
    while left and (v := left.pop()) > -2.0:
        product *= 1.0 + v * v
    if not (left and product < 0.0):
        product += x[0]
    return product


@program((V3,), refused="S2S304")
def tuples_of_any_length_are_added(x):
    t = tuple(v * v for v in x)
    u = t + (1.0,)  # noqa: RUF005 - a sum of tuples
    return u[-1] * u[0]


@program((V3,), refused="S2S202")
def tuple_of_any_length_is_shown(x):
    t = tuple(v * v for v in x)
    print(t)
    return t[0]


@program((V3,), refused="S2S304")
def tuple_of_any_length_is_returned(x):
    return tuple(v * v for v in x)
