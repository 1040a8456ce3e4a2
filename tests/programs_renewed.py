"""The zoo's programs of lists that a loop makes anew from what they were (see `tests.programs`)."""

import numpy as np

from tests.programs import M33, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4,))
def point_of_a_curve(x):
    points = [(v, v * v) for v in x]
    while len(points) > 1:
        points = [(0.4 * a + 0.6 * c, 0.4 * b + 0.6 * d) for (a, b), (c, d) in zip(points, points[1:])]
    return points[0][0] * points[0][1]


@program((V3, 4), (V3, 0))
def each_turn_makes_a_longer_list(x, n):
    out = []
    for k in range(n):
        new = [v * x[0] for v in out]
        new.append(x[k % 3])
        out = new
    return sum(out) * x[1]


@program((M33, V3))
def elimination_of_rows(m, b):
    a, n = [list(row) for row in m], len(b)
    rhs = list(b)
    for i in range(n):
        for r in range(i + 1, n):
            factor = a[r][i] / a[i][i]
            rhs[r] -= factor * rhs[i]
            a[r] = [u - factor * v for u, v in zip(a[r], a[i])]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (rhs[i] - sum(a[i][j] * x[j] for j in range(i + 1, n))) / a[i][i]
    return sum(v * v for v in x)


@program((V3, 3))
def older_one_is_kept(x, n):
    p = list(x)
    first = p
    for _ in range(n):
        p = [a * a for a in p]
        p.append(first[0])
        first[0] = first[0] * 1.5
    return sum(p) + sum(first)


@program((V3, 2), refused="S2S205")
def grown_under_another_name(x, n):
    rows, new = [[v] for v in x], []
    for _ in range(n):
        row = rows[0]
        for v in row:
            if len(new) < 6:
                new.append(v * x[1])
        rows[0] = new
    return np.sum(np.array(new))


@program((V3, 2), refused="S2S205")
def grown_under_the_name_of_an_item(x, n):
    rows, new = [list(x)], [x[0]]
    rows.append(new)
    last = rows[n - 1]
    for v in last:
        if len(new) < 4:
            new.append(v * x[1])
    return sum(new)
