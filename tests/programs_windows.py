"""The zoo's programs of sliding windows (see `tests.programs`)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.programs import M33, V4, V6, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V6, 3), (V4, 2))
def moving_mean_and_spread(x, n):
    w = sliding_window_view(x, n)
    mean = w.mean(axis=1)
    return np.sum((w - mean[:, None]) ** 2) + np.sum(np.max(w, axis=-1) * mean)


@program((M33,))
def blocks_of_a_matrix(m):
    kernel = m[:2, :2] * 0.5
    w = sliding_window_view(m, (2, 2))
    return np.sum(np.einsum("ijkl,kl->ij", w, kernel) ** 2) + np.sum(w[::2, 0, 1])


@program((V6,))
def windows_of_what_was_written(x):
    y = np.zeros(6)
    for i in range(6):
        y[i] = x[i] * x[i - 1]
    total = 0.0
    for row in sliding_window_view(y.copy(), 3):
        total = total * 0.5 + row[0] * row[2]
    return total


@program((V4, 2), (V4, 0))
def windows_before_and_after_a_write(x, n):
    y = x * x
    total = np.sum(sliding_window_view(y, 2) ** 2) * np.sum(np.broadcast_to(y, (3, 4)) ** 2)
    for k in range(n):
        y -= x[k]
        total = np.tanh(total * 0.01) + np.sum(sliding_window_view(y, 2) ** 2)
    return total + np.sum(np.broadcast_to(y, (3, 4)) ** 2)


@program((V4,), refused="S2S401")
def what_is_shown_is_written_later(x):
    y = x * 1.0
    w = sliding_window_view(y, 2)
    y[1] = x[0] * 3.0
    return np.sum(w[1] * w[0])


@program((0.7,), second_refused="S2S401")
def windows_before_memory_is_written_in_a_block(x):
    a = np.zeros(4) + x
    means = np.lib.stride_tricks.sliding_window_view(a, 3).mean(axis=1)
    with np.errstate(all="ignore"):
        for k in range(2):
            a += a[k % 4]
    return np.sum(a * a) + np.sum(means**2)
