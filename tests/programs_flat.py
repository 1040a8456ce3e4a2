"""The zoo's programs of ``a.flat`` (see `tests.programs`)."""

import numpy as np

from tests.programs import M23, M33, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4,), (V3,))
def stored_through_flat(x):
    a = np.outer(x, x)
    a.flat[:: len(x) + 1] += x
    a.flat[3] *= 2.0
    a.flat[-2] = x[0] * x[1]
    a.flat[[1, 2]] = x[:2]
    b = a.T
    b.flat[1] = x[2] * b.flat[4]
    return np.sum(a * a[::-1]) + np.sum(b[0] ** 2)


@program((M23,), (M33.T,), (M33[::2],))
def read_through_flat(m):
    total = 0.0
    for k, v in enumerate(m.flat):
        total = total * 0.9 + v * k
    part = m.flat[1:4]
    part[0] = 2.0
    squares = [v * w for v, w in zip(m.flat, m[::-1].flat)]
    return total + np.sum(part * m.flat[:3]) + sum(m.flat) * max(m.flat) + sum(squares) + np.mean(m.flat) * len(m.flat)


@program((M23, 4), (M33.T, -2))
def own_argument_is_written_through_flat(m, k):
    m.flat[k] = 2.0 * m.flat[0]
    m.flat[k] += m.flat[1]
    kept = list(m.flat)
    m[0, 0] = 3.0
    return m.flat[k] * m.flat[0] * kept[0] + np.sum(m)


@program((M23, 6), smooth=False)
def outside_of_flat(m, k):
    try:
        m.flat[k] = 2.0
    except IndexError:
        return m[0, 0] * m[1, 1]
    return m[0, 1]


@program((M23,), refused="S2S205")
def all_is_stored_by_the_attribute(m):
    m.flat = m[0, 0]
    return np.sum(m)
