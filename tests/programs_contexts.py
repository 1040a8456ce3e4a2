"""The zoo of ``with``: managers of the user's classes, and warnings that are filtered; see `tests.programs`."""

import contextlib
import math
import warnings

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class Scaled:
    """Counts what it was entered for, and has another scale meanwhile."""

    def __init__(self, scale):
        self.scale, self.now, self.before, self.count, self.failed = scale, 1.0, 1.0, 0, 0

    def __enter__(self):
        self.before = self.now
        self.now *= self.scale
        self.count += 1
        return self

    def __exit__(self, kind, value, trace):
        self.now = 0.5 * self.before * self.scale
        if kind is not None:
            self.failed += 1


@program((1.3, 0.7))
def manager_of_a_class(x, y):
    s = Scaled(x)
    with s as same:
        z = same.now * y
        same.scale += y
    other = s
    with other:
        z *= s.now
    return z * s.now + s.scale * s.count


@program((1.3, 3), (1.3, 0), (0.2, 3), reordered=True)
def manager_in_a_loop_that_jumps(x, n):
    s, total = Scaled(x), 0.0
    for k in range(n):
        with s:
            if k == 1:
                continue
            total += s.now * x
            if total > 3.0:
                break
        total += s.now
    return total * s.now + s.count * x


def inside(s, x):
    with s:
        if x > 1.0:
            return x * s.now
        x = x * x
    return x + s.now


@program((1.3, 0.7), (0.3, 0.7))
def manager_left_by_a_return(x, y):
    s = Scaled(y)
    return inside(s, x) * s.now + s.count


@program((1.3, 0.7), (0.3, 0.7))
def manager_and_an_exception_that_is_caught_outside(x, y):
    s = Scaled(y)
    try:
        with s:
            z = math.sqrt(x - 1.0)
    except ValueError:
        z = x * x
    return z * x


class Dropping:
    def __init__(self):
        self.dropped = 0.0

    def __enter__(self):
        return self

    def __exit__(self, *what):
        if what[0] is None:
            return False
        self.dropped += 2.0
        return True


@program((1.3, 0.7), (0.3, 0.7))
def manager_that_drops_exceptions(x, y):
    d, z = Dropping(), y * y
    with d:
        z = math.sqrt(x - 1.0) * y
    if d.dropped:
        z = z * x * d.dropped
    return z


@program((1.3, 3), (0.3, 3), (0.3, 0))
def manager_drops_in_a_loop(x, n):
    d, total = Dropping(), 0.0
    for k in range(n):
        with d:
            total += math.sqrt(x * k - 1.0)
        total *= x
    return total + d.dropped * x


class Kept:
    def __init__(self):
        self.items = []

    def __enter__(self):
        return self.items

    def __exit__(self, *what):
        self.items.append(2.0)


@program((1.3, 0.7))
def managers_side_by_side(x, y):
    kept = Kept()
    with kept as items, contextlib.nullcontext(y) as w:
        items.append(w * w)
        items.append(x)
    with Scaled(x) as s, Scaled(y) as t:
        items[0] *= s.now * t.now
    with contextlib.nullcontext():
        total = sum(kept.items) * items[0]
    return total * s.now


@program((V4, 0.5), (np.abs(V4), 0.5), second=False)
def warnings_that_are_filtered(x, t):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        y = np.log(x) * t
    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
        z = np.sqrt(x) / t
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=RuntimeWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        z = z * x + t
    return np.sum(np.where(x > 0.0, y + z, x * t))


@program((np.array([0.0, 1.0, 4.0]),), smooth=False)
def warnings_of_partials_are_filtered(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        y = np.sqrt(x) * x
    return np.sum(np.where(x > 0.0, y, x))


class Noting:
    """Changes only where the block raises."""

    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self

    def __exit__(self, kind, *more):
        if kind is not None:
            self.v = self.v * self.v


@program((1.3, 0.7), (0.3, 0.7), refused="S2S305")
def manager_that_changes_where_the_block_raises(x, y):
    s = Noting(y)
    try:
        with s:
            z = math.sqrt(x - 1.0)
    except ValueError:
        z = x * s.v
    return z


@program((1.3, 0.7), refused="S2S305")
def name_bound_on_the_way_to_an_exception(x, y):
    n = y
    try:
        if x > 1.0:
            n = x * x
            raise ValueError
        z = n
    except ValueError:
        z = n * x
    return z


def spoiled(p, x):
    if x > 1.0:
        p.v = x * x
        raise ValueError
    return x


@program((1.3, 0.7), refused="S2S305")
def field_bound_by_a_callee_that_raises(x, y):
    p = Noting(y)
    try:
        z = spoiled(p, x)
    except ValueError:
        z = p.v
    return z


@program((1.3, 0.7), refused="S2S305")
def cell_bound_by_a_function_that_raises(x, y):
    n = y

    def check():
        nonlocal n
        if x > 1.0:
            n = x * x
            raise ValueError

    try:
        check()
        z = x
    except ValueError:
        z = n
    return z


@contextlib.contextmanager
def halved(x):
    yield 0.5 * x


@program((1.3, 0.7), refused="S2S201")
def manager_made_of_a_generator(x, y):
    with halved(x) as h:
        z = h * y
    return z


@program((1.3, 0.7), refused="S2S201")
def manager_of_managers(x, y):
    with contextlib.ExitStack() as stack:
        s = stack.enter_context(Scaled(x))
        return s.now * y


@program((1.3, 0.7), refused="S2S201")
def warnings_that_are_errors(x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        z = np.log(x) * y
    return z
