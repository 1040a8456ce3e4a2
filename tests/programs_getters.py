"""The zoo of functions that ``operator`` and ``functools`` make, and of enumerations; see `tests.programs`."""

import enum
import functools
import operator

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class Body:
    def __init__(self, m, place):
        self.m, self.place = m, place

    def pushed(self, by, *, times=1.0):
        self.m = self.m + by * times
        return self


FIRST = operator.itemgetter(0)
NORM = operator.attrgetter("place.m")
PUSHED = operator.methodcaller("pushed", 0.5)


@program((1.3, 0.7))
def items_and_attributes_by_getters(x, y):
    points = [{"a": x, "b": y}, {"a": y, "b": x * x}]
    both = operator.itemgetter("a", "b")
    total = sum(map(operator.itemgetter("a"), points))
    for p in points:
        u, v = both(p)
        total += u * v
    b = Body(x, Body(y, None))
    again = operator.methodcaller("pushed", x, times=2.0)
    return total * operator.attrgetter("m")(b) * NORM(b) * again(PUSHED(b)).m + FIRST((x, y)) * b.m


@program((V3, V4))
def getters_of_arrays(a, b):
    pick = operator.itemgetter(1, Ellipsis)
    u, v = pick(a)
    return u * np.sum(v) + FIRST(b) * sum(map(operator.mul, a, b))


@functools.lru_cache(maxsize=None)
def binomial(n, k):
    return 1 if k in (0, n) else binomial(n - 1, k - 1) + binomial(n - 1, k)


@functools.cache
def weights(n):
    return tuple(1.0 / (i + 1) for i in range(n))


@functools.cache
def matrix(n):
    return np.eye(n)


@program((1.3, 0.7))
def functions_with_a_cache(x, y):
    total = 0.0
    for k in range(4):
        total += binomial(3, k) * x**k * y ** (3 - k)
    return total + sum(w * x for w in weights(3))


@program((V3,), refused="S2S401")
def array_of_a_cache(a):
    m = matrix(3)
    m[0] *= 2.0
    return np.sum(m @ a)


class Scheme(enum.Enum):
    UPWIND = 1
    CENTRAL = 2


class Edge(enum.IntEnum):
    PERIODIC = 0
    OPEN = 1


@program((V4,))
def members_of_enumerations_choose(u):
    total = 0.0
    for scheme, edge in ((Scheme.UPWIND, Edge.OPEN), (Scheme.CENTRAL, Edge.PERIODIC)):
        w = u.copy()
        if scheme == Scheme.UPWIND:
            d = w - np.roll(w, 1)
        elif scheme is Scheme.CENTRAL:
            d = 0.5 * (np.roll(w, -1) - np.roll(w, 1))
        else:
            raise ValueError(scheme)
        w = w - 0.5 * d * w
        if edge == Edge.OPEN:
            w[0] = w[1]
        if scheme != Scheme.UPWIND and edge != Edge.OPEN:
            w[1] *= 3.0
        total += np.sum(w**2) * scheme.value
    return total


@functools.lru_cache(maxsize=None)
def nodes_of_a_cache(n):
    t = np.cos(np.pi * (np.arange(n) + 0.5) / n)
    return t, np.full(n, 1.0 / n)


@functools.cache
def list_of_a_cache(n):
    return [1.0] * n


@program((V3,), refused="S2S301")
def list_of_a_cache_is_read(a):
    return list_of_a_cache(3)[0] * a[0]


@functools.cache
def coefficients_of_a_cache(n):
    c = [1.0]
    for k in range(n):
        c.append(c[-1] * (k + 1.5))
    return tuple(c)


def half_of_a_cache(n):
    return nodes_of_a_cache(n)[1][: n // 2]


@program((V4, 4), (V4, 3))
def arrays_and_tuples_of_a_cache(x, n):
    t, w = nodes_of_a_cache(n)
    own = w.copy()
    own[0] = x[0]
    series = sum(c * v for c, v in zip(coefficients_of_a_cache(n), x))
    return np.sum(own * np.sin(t * x[1])) * series + half_of_a_cache(n)[0] * x[2]


@program((V4, 4), refused="S2S401")
def array_of_a_cache_that_is_written(x, n):
    w = half_of_a_cache(n)
    w += x[0]
    return np.sum(w)
