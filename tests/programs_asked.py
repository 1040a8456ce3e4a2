"""The zoo of iterators of the user's classes; see `tests.programs`."""

import math

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class Powers:
    """x, x * r, ... as long as they are below a bound."""

    def __init__(self, x, r, bound):
        self.x, self.r, self.bound = x, r, bound
        self.asked = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.asked += 1
        if self.x > self.bound:
            raise StopIteration
        x = self.x
        self.x = x * self.r
        return x


@program((1.3, 1.5), (20.0, 1.5), (0.1, 3.0))
def iterator_of_a_class(x, r):
    total, it = x, Powers(x, r, 10.0)
    for v in it:
        total += v * v
    return total * it.x * it.asked


@program((1.3, 1.5), (3.0, 1.5))
def iterator_goes_on_after_a_break(x, r):
    it, total, k = Powers(x, r, 9.0), 0.0, 0
    for v in it:
        total = total * r + v
        k += 1
        if k == 2:
            break
    else:
        total = total * 3.0
    for v in it:
        total += v
    else:
        total *= x
    return total * it.asked


@program((1.3, 1.5), (0.45, 2.0))
def iterator_changes_in_the_body(x, r):
    it, total = Powers(x, r, 8.0), 0.0
    for v in it:
        if v > 3.0:
            it.x *= x + 1.0
            continue
        for w in Powers(v, 2.0, 4.0):
            total += w * v
        it.bound -= 0.1
    return total * it.bound + it.x


class Newton:
    """Iterates for the square root of a, until they stand."""

    def __init__(self, a):
        self.a = a

    def __iter__(self):
        self.x, self.n = 0.5 * (1.0 + self.a), 0
        return self

    def __next__(self):
        new = 0.5 * (self.x + self.a / self.x)
        if abs(new - self.x) < 1e-12 * self.a:
            raise StopIteration()
        self.n += 1
        self.x = new
        return new, self.n


@program((2.0,), (1.1,))
def iterator_of_iterates(a):
    x = a
    for x, n in Newton(a):
        if n > 50:
            return a
    again = [v for v, _ in Newton(a * x)]
    return x * a + sum(again) * len(again)


@program((V4, 1.5), reordered=True)
def iterator_in_reductions(x, r):
    it = iter(Powers(x[0], r, 4.0))
    first = next(it)
    second = next(it, x[1])
    late = next(Powers(9.0, r, 4.0), x[2])
    return first * second * late + max(it) + sum(v * v for v in Powers(x[3], r, 9.0)) * len(list(it) + [1.0])  # noqa: RUF005


class Countdown:
    """Hands out nothing, some times."""

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n > 0:
            self.n -= 1
        else:
            raise StopIteration


@program((1.3, 3), (1.3, 0))
def iterator_of_nothing(x, n):
    y = x
    for v in Countdown(n):
        y = y * x if v is None else 0.0
    return y + math.sin(x)


def first_above(x, r, bound):
    for v in Powers(x, r, 20.0):
        if v > bound:
            return v
    return None


@program((1.3, 1.5, 5.0), (1.3, 1.5, 50.0))
def iterator_left_by_a_return(x, r, bound):
    found = first_above(x, r, bound)
    return x * r if found is None else found * r


class Rows:
    def __init__(self, a):
        self.a, self.k = a, 0

    def __iter__(self):
        return Rows(self.a)

    def __next__(self):
        if self.k == len(self.a):
            raise StopIteration
        self.k += 1
        return self.a[self.k - 1]


@program((np.arange(6.0).reshape(3, 2) + 0.5,))
def iterator_of_views_that_are_written(a):
    b = a * 1.0
    for row in Rows(b):
        row[0] *= row[1]
        row += a[0]
    return np.sum(b * b)
