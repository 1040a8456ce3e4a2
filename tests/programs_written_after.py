"""The zoo of constants that a caller changes after a function was handed them: its adjoint needs them as they were."""

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

OTHER = np.array([0.9, 0.3, -0.4, 0.6])


def scaled(y, k):
    return y**3 * k


@program((V4,), (OTHER,))
def weights_filled_anew(x):
    k = np.ones(4) * 2
    v = scaled(x, k)
    k[:] = 5.0
    return np.sum(v * v)


@program((V4, 3), (OTHER, 2))
def weights_that_grow_in_a_loop(x, n):
    k, s = np.zeros(4), 0.0
    for i in range(n):
        k[i] = i + 1.0
        s += np.sum(scaled(x, k))
        k += 1.0
    return s


def inner(y, k):
    return y * k * y


def outer(y, k):
    return inner(y, k) + y


@program((V4,), (OTHER,), reordered=True)
def weights_that_a_callee_hands_on(x):
    k = np.ones(4)
    v = outer(x, k)
    k *= 2
    w = outer(v, k)
    k *= 3
    return np.sum(w * v)


def tail(y, k):
    return y**2 * k[1:]


@program((V4,), (OTHER,))
def weights_seen_through_views(x):
    k = np.ones(5)
    v = tail(x, k)
    k *= 2
    w = tail(v, k[::-1])
    k[0] = 3.0
    return np.sum(w * v)


def gathered(y, places):
    return y[places] ** 3


@program((V4, 3), (OTHER, 2))
def places_that_move_on(x, n):
    places, s = np.arange(4), 0.0
    for _ in range(n):
        s += np.sum(gathered(x, places) * gathered(x, places[:1]) * np.arange(4.0))
        places[0] = (places[0] + 1) % 4
        places[1:] = places[:3].copy()
    return s


@program((V4,), (OTHER,), reordered=True)
def a_mask_that_is_cleared(x):
    m = x > 0
    v = np.sum(gathered(x, m))
    m[:] = False
    return v * np.sum(x)


def powers(y, k, n):
    return y if n == 0 else powers(y * y * k, k, n - 1)


@program((V4,), (OTHER,))
def weights_of_a_function_that_calls_itself(x):
    k = np.ones(4)
    v = powers(x, k, 2)
    k *= 2
    w = powers(v, k, 1)
    k[:] = 0.0
    return np.sum(w * v)


class Filter:
    def __init__(self, n):
        self.weights, self.places = np.ones(n), np.arange(n)

    def applied(self, y):
        return scaled(y, self.weights) * 0.1 + gathered(y, self.places)

    def turn(self):
        self.weights += 0.5
        self.places[0] = self.places[-1]


@program((V4, 3), (OTHER, 1))
def an_object_that_changes_between_calls(x, n):
    f = Filter(len(x))
    for _ in range(n):
        x = f.applied(x)
        f.turn()
    return np.sum(x)


@program((V4, np.ones(4)), (OTHER, np.full(4, 0.5)))
def an_argument_that_is_overwritten(x, k):
    w = k.copy()
    v = scaled(x, w)
    w[1:] = v[:-1]
    return np.sum(v * v) + np.sum(scaled(x, w))
