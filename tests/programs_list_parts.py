"""The zoo's programs of slices that are replaced, and of lists that are repeated and copied (see `tests.programs`)."""

import copy

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4, 1, 3), (V4, -3, 2), (V4, 3, 1), (V4, -9, 9))
def slice_is_replaced(x, i, j):
    xs = [v * v for v in x]
    xs[i:j] = [x[0], 2.0, x[1] * x[2]]
    xs[-1:] = x[:2]
    xs[1:1] = xs
    del xs[j : j + 1]
    return sum(v * k for k, v in enumerate(xs))


@program((V4,))
def all_items_are_replaced(x):
    xs = [v for v in x]
    same = xs
    xs[:] = [a * b for a, b in zip(xs, xs[1:])]
    same[:2] = []
    return sum(xs) * len(xs)


@program((V4,), (V3,))
def pairs_are_merged(x):
    xs = [(v, 1.0) for v in x]
    i = 0
    while i + 1 < len(xs):
        (a, m), (b, n) = xs[i], xs[i + 1]
        if a > b:
            xs[i : i + 2] = [((m * a + n * b) / (m + n), m + n)]
            if i > 0:
                i -= 1
        else:
            i += 1
    return sum(a * a * m for a, m in xs)


@program((V4,))
def arrays_are_replaced(x):
    rows = [v * x for v in x]
    kept = rows[2]
    rows[1:3] = [x, x * x]
    rows[0] *= 2.0
    kept[0] = x[3]
    del rows[-2:-1]
    return np.sum(np.array(rows) ** 2) + np.sum(kept * x)


@program((V3, 2), (V3, 0))
def list_repeated_in_place(x, n):
    xs = [v for v in x]
    ys = n * xs
    ys.append(x[0])
    zs = ys
    zs *= 2
    xs[0] = 3.0
    return sum(v * k for k, v in enumerate(ys)) + len(zs) * xs[1]


@program((V3, 2))
def rows_are_one_row(x, n):
    table = [[x[0], 1.0, x[1]]] * n
    table[0][1] = x[2]
    blocks = [np.zeros(3)] * n
    blocks[1] += x
    rows = [[v] for v in x] * 2
    rows[0].append(x[1])
    return sum(sum(r) * (i + 1) for i, r in enumerate(table)) * np.sum(blocks[0]) + sum(sum(r) for r in rows)


@program((V3,))
def copied_lists_of_rows(x):
    rows = [[v] for v in x]
    pairs = [(v, v * v) for v in x]
    shallow, other = copy.copy(rows), copy.deepcopy(pairs)
    rows[0][0] *= 2.0
    rows[1] = [x[0]]
    pairs[0] = (1.0, x[1])
    return shallow[0][0] * shallow[1][0] * other[0][1] * pairs[0][1]


@program((V3,), refused="S2S301")
def deep_copy_of_rows(x):
    row = [v for v in x]
    rows = [row for _ in x]
    rows = copy.deepcopy(rows)
    rows[0][0] = 2.0
    return sum(rows[1])


@program((V4,), refused="S2S205")
def slice_with_steps_is_replaced(x):
    xs = [v for v in x]
    xs[::2] = [1.0, x[1]]
    return sum(xs)


@program(([(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)], 1, 1.5), ([(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)], 0, 0.7))
def pairs_of_the_callers_are_picked_and_replaced(pairs, k, x):
    near = [pairs[k + j] for j in range(2)]
    pairs[k] = (x, near[0][0])
    return near[0][0] * near[1][1] * pairs[k][1] + pairs[0][0] * x


@program((V4, 2, 0.9), (V4, 1, 2.3))
def windows_of_a_known_list(x, k, t):
    xs = [x[0], x[1] * t, t, x[2], x[3]]
    total = 0.0
    for i in range(k, len(xs)):
        total += sum(xs[i - k : i]) ** 2
        xs[i - 1] *= x[0]
    i = int(t)
    part = xs[i : i + 2]
    part[0] = total
    xs[i + 1 :] = [v * t for v in part]
    del xs[:i]
    return sum(v * j for j, v in enumerate(xs)) + max(xs[: i + 1])


@program(([0.5, 1.2, -0.3, 0.8], [(1.0, 2.0), (0.4, -0.3), (0.6, 1.1)], 1.4), ([0.5, 1.2], [(1.0, 2.0)], 0.6))
def windows_of_lists_of_the_callers(xs, pairs, t):
    i = int(t)
    left_out = xs[:i] + xs[i + 1 :]
    pairs[:i] = [(t, v) for v in xs[: i + 1]]
    rows = [list(p) for p in pairs[i:]]
    return left_out[0] * sum(a * b for a, b in pairs) + sum(r[0] * r[1] for r in rows) * t


@program(([[0.5, 1.2], [-0.3, 0.8]], 1.4), refused="S2S308")
def windows_of_a_list_of_lists(rows, t):
    return sum(r[0] * r[1] for r in rows[: int(t)])
