"""The zoo of what is None or a value, as the run decides; see `tests.programs`."""

import math

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


def root(d):
    if d < 0.0:
        return None
    return math.sqrt(d)


@program((1.3, 0.7), (1.3, 4.0))
def result_of_a_call_is_none_or_a_number(x, y):
    r = root(x * x - y)
    if r is None:
        return x * y
    return r * x


@program((1.3, 0.7), (1.3, -4.0), (0.5, 4.0))
def none_and_numbers_meet_again(x, y):
    r, s = root(x - y), root(x + y)
    best = r if r is not None else s
    if best is None or (s is not None and s < best):
        best = s
    total = 0.0 if best is None else best * x
    return total + (1.0 if r == None else 2.0 * y)  # noqa: E711


@program((V4, 4), (V4, 1), (V4, 0))
def none_before_a_while(x, n):
    best, at, k = None, 0, 0
    while k < n:
        v = math.sin(3.0 * x[k])
        if best is None or v < best:
            best, at = v, k
        k += 1
    if not best:
        return x[0] * x[1]
    return best * x[at]


@program((V4, 0.5), (V4, 9.0), (V4, -9.0))
def none_before_a_for_that_may_find_nothing(x, bound):
    first = last = None
    for v in x:
        if v > bound:
            last = v * v
            if first is None:
                first = v
    if first is None:
        return bound * x[0]
    return first * last * bound


@program((V4,), (np.array([0.3]),))
def none_after_a_value(x):
    kept, total = x[0], 0.0
    for v in x[1:]:
        if kept is not None:
            total += kept * v
            kept = None if v > 1.0 else v * 2.0
        else:
            kept = v
    return total + (0.0 if kept is None else kept**2)


@program((np.array([[1.0, 2.0], [0.5, -0.3], [0.1, 0.2]]),), (np.array([[1.0, 2.0]]),))
def none_before_an_array(rows):
    state = previous = None
    for row in rows:
        if state is None:
            state = row.copy()
        else:
            state = 0.5 * state + row * previous
        state[0] *= row[1]
        previous = state
    return np.sum(state**2)


@program((V3, 0.0), (V3, 3.0))
def none_or_an_array_that_is_written(x, t):
    buffer = None
    if t > 1.0:
        buffer = x * t
    if buffer is not None:
        buffer[1:] += x[:-1]
    y = x if buffer is None else buffer
    return np.sum(y * y * x)


def roots(a, b, c):
    d = b * b - 4.0 * a * c
    if d < 0.0:
        return None
    return (-b - math.sqrt(d)) / (2.0 * a), (-b + math.sqrt(d)) / (2.0 * a)


@program((1.3, 0.7), (0.3, -2.0))
def none_or_a_tuple(x, y):
    found = roots(1.0, x, -y)
    if found is None:
        return x * x + y
    low, high = found
    return low * high + high**2


class Best:
    def __init__(self):
        self.value = None
        self.count = 0

    def see(self, v):
        if self.value is None or v > self.value:
            self.value = v
            self.count += 1
        return self


@program((V4,), (V4[:1],))
def none_in_a_field(x):
    best = Best()
    for v in x:
        best.see(math.cos(v))
    return best.value**2 * best.count


@program((V4, 2), (V4, 0))
def none_in_a_dict(x, n):
    seen = {"low": None, "high": None}
    for k in range(n):
        if seen["low"] is None or x[k] < seen["low"]:
            seen["low"] = x[k]
        if seen["high"] is None:
            seen["high"] = x[k] * x[0]
    if seen["low"] is None:
        return x[0] + x[1]
    return seen["low"] * seen["high"]


class Sphere:
    def __init__(self, center, radius):
        self.center, self.radius = center, radius

    def meets(self, t):
        reach = self.radius - abs(t - self.center)
        return reach if reach > 0.0 else None


@program((0.4, 1.2), (5.0, 1.2), (1.6, 1.2))
def none_or_one_of_several_objects(t, r):
    spheres = [Sphere(0.0, r), Sphere(1.5, 2.0 * r)]
    nearest, hit = math.inf, None
    for s in spheres:
        d = s.meets(t)
        if d is not None and d < nearest:
            nearest, hit = d, s
    if hit is None:
        return t * r
    hit.radius *= t
    return nearest * hit.radius + spheres[0].radius


def lowest(x, k):
    if k == len(x):
        return None
    rest = lowest(x, k + 1)
    return x[k] if rest is None or x[k] < rest else rest


@program((V4,))
def none_ends_a_recursion(x):
    low = lowest(x, 0)
    return x[0] * x[1] if low is None else low * low * x[1]


@program((V4, 2), (V4, 9))
def none_is_handed_on(x, n):
    def scaled(v, by):
        return v if by is None else v * by

    by, total = None, 0.0
    for k in range(len(x)):
        total += scaled(x[k], by)
        if k == n:
            by = total * x[0]
    return scaled(total, by)


@program((1.3, 0.7), (0.3, 0.7))
def none_is_shown_and_asked_for(x, y):
    r = root(x - y)
    print("root", r, f"{r}")
    kind = 1.0 if isinstance(r, float) else 2.0
    return x * y * kind + (r or y)


def least_root(b, c):
    d = b * b - c
    if d < 0.0:
        return None
    t = b - math.sqrt(d)
    if t < 0.0:
        t = b + math.sqrt(d)
        if t < 0.0:
            return None
    return t


@program((V4, 0.7), (V4, -0.2), (V4, 9.0))
def none_is_returned_from_branches_in_branches(x, c):
    best = 9.0
    for b in x:
        t = least_root(b, c)
        if t and t < best:
            best = t
    return best * c


class Wall:
    def __init__(self, at):
        self.at = at

    def hit(self, x):
        return None if self.at < x else (self.at - x) * self.at


@program((V3, 0.1), (V3, 9.0))
def objects_are_compared_with_the_one_that_was_chosen(x, y):
    walls = [Wall(x[0]), Wall(x[1]), Wall(x[2])]
    first, near = None, 9.0
    for wall in walls:
        t = wall.hit(y)
        if t is not None and t < near:
            first, near = wall, t
    total = y
    for wall in walls:
        if wall != first:
            total = total + wall.at * near
        if first == wall:
            total = total * wall.at
    return total


@program((V4, 2.0), (V4 + 0.1, 3.0))
def arrays_that_may_be_none_are_written_in_place(x, bound):
    b, p = x * 1.0, None
    if x[0] < bound:
        p = b
    p += x[1]
    kept = [None, b]
    if x[1] < bound:
        kept[0] = b
    kept[0] *= x[2]
    return b @ b


class Holder:
    def __init__(self):
        self.v = None


def moved_by(p, x):
    p -= x


@program((V4, 2.0))
def arrays_that_may_be_none_are_written_in_fields_and_callees(x, bound):
    b, h, more, items = x * 1.0, Holder(), None, [x[0], x[1]]
    if x[0] < bound:
        h.v, more = b, items
    h.v *= x[2]
    moved_by(h.v, x * x)
    more += [x[3]]
    return b @ b + items[2] * items[0] * len(items)
