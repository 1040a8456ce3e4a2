"""The zoo of objects in lists whose length only the run knows; see `tests.programs`."""

import dataclasses
import math

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@dataclasses.dataclass
class Body:
    mass: float
    place: np.ndarray
    speed: float = 0.0

    def energy(self):
        return self.mass * np.sum(self.place**2) + self.speed

    def __add__(self, other):
        return Body(self.mass + other.mass, self.place + other.place)


class Mark:
    def __init__(self, x, y):
        self.x, self.y = x, y
        self.x *= 2.0

    @property
    def size(self):
        return math.hypot(self.x, self.y)


@program((V3, 2), (V3, 0))
def objects_are_collected(x, n):
    bodies = [Body(m, np.array([m, 1.0]) * x[0]) for m in x]
    total = bodies[0]
    for b in bodies[1:]:
        total = total + b
    for k in range(n):
        bodies.append(Body(bodies[k].mass * x[1], bodies[k].place + x[2], speed=x[0]))
    return sum(b.energy() for b in bodies) * total.mass + bodies[-1].place[0] * len(bodies)


@program((V4, 0.9), (V4, 99.0))
def objects_are_taken_off_and_put_back(x, bound):
    marks = []
    for k, v in enumerate(x):
        mark = Mark(v, v * v)
        mark.y += k
        if mark.size < bound:
            mark.x = 0.5
        marks.append(mark)
    total = 0.0
    while marks:
        mark = marks.pop()
        if mark.x > 3.0:
            marks.append(Mark(mark.x * 0.25, mark.y))
        total = total * 0.5 + mark.size
    return total


@program((V4, 3), (V4, 1))
def objects_are_replaced(x, n):
    bodies = [Body(v, x * v) for v in x]
    for _ in range(n):
        for k, b in enumerate(bodies):
            speed = b.speed - 0.1 * np.sum(b.place)
            bodies[k] = dataclasses.replace(b, place=b.place + 0.1 * speed, speed=speed)
    return sum(b.energy() for b in bodies if b.speed < 0.0) + bodies[0].mass * len(bodies)


@program((1.3, 4), (1.3, 1))
def objects_in_pairs(x, n):
    pairs = [(k, Mark(x * k, x)) for k in range(n)]
    near = [m for k, m in pairs if m.x < 4.0 * x]
    total = 0.0
    for a, b in zip(near, near[1:]):
        total += a.size * b.x
    for k, m in pairs:
        total += k * m.y
    return total + sum(m.x for m in near)


@program((1.3, 3))
def object_changes_between_two_turns(x, n):
    mark, marks = Mark(x, 1.0), []
    for _ in range(n):
        mark.x += x
        marks.append(mark)
    return sum(m.x for m in marks)


@program((V4,), refused="S2S305")
def object_changes_once_it_is_held(x):
    marks = []
    for v in x:
        mark = Mark(v, 1.0)
        other = mark
        if v > 0.0:
            marks.append(mark)
        other.x += v
    return sum(m.x for m in marks)


@program((V4,))
def object_changes_where_it_is_held(x):
    marks = [Mark(v, 1.0) for v in x]
    for m in marks:
        m.x *= x[0]
    return sum(m.x for m in marks)


def doubled(mark):
    mark.x *= 2.0


@program((V4,))
def object_that_is_held_changes_in_a_callee(x):
    marks = [Mark(v, 1.0) for v in x]
    doubled(marks[1])
    return sum(m.x for m in marks)


@program((V4,))
def object_from_before_is_held_and_changes(x):
    first = Mark(x[0], 1.0)
    marks = [first]
    for v in x:
        marks.append(Mark(v, 1.0))
    first.x += 1.0
    return sum(m.x for m in marks)
