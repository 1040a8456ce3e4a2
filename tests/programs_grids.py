"""The zoo's programs that loop over all indices of arrays."""

import itertools

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)
M23 = np.array([[0.5, 1.5, -0.3], [0.8, 0.2, 1.1]])


@program((M23,), (M23[:, :1],))
def over_all_indices(a):
    b = np.zeros(a.shape)
    for i, j in np.ndindex(a.shape):
        b[i, j] = a[i, j] ** 2 + (b[i, j - 1] if j > 0 else i)
    for k in np.ndindex(*b.shape):
        b[k] *= a[k]
    return np.sum(b)


@program((M23, 2, 3), (M23, 0, 3), (M23, 1, 1))
def over_a_grid_of_counts(a, n, m):
    total = 0.0
    for i, j in np.ndindex(n, m):
        total = total * 0.5 + a[i, j]
    for i, j in itertools.product(range(n), range(1, m, 2)):
        total = total * 0.5 + a[i, j] * (i + 2 * j)
    return total


@program((M23, V4))
def over_numbered_items(a, x):
    total = 0.0
    for (i, j), v in np.ndenumerate(a):
        total += v * x[i + j]
        a[1, 2] = x[0]
    for (i,), v in np.ndenumerate(x * 2.0):
        total += v**i
    for index in np.ndindex():
        total += len(index) + x[0]
    return total


@program((M23,))
def a_grid_that_is_left_early(a):
    for i, j in itertools.product(range(len(a)), range(a.shape[1])):
        if a[i, j] < 0.0:
            break
    else:
        return 0.0
    return a[i, j] * a[j, i - 1] if j < 2 else a[i, j] ** 3
