"""The zoo of objects that change while lists hold them whose length only the run knows; see `tests.programs`."""

import dataclasses

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class Mark:
    def __init__(self, x):
        self.x, self.v = x, 0.0

    def __iadd__(self, dx):
        self.x += dx
        return self

    def kick(self, d):
        self.v += d
        return self

    @property
    def size(self):
        return self.x * self.v


@dataclasses.dataclass
class Body:
    mass: float
    place: np.ndarray
    speed: np.ndarray
    alive: bool = True

    def step(self, h):
        self.place += h * self.speed


class Spring:
    def __init__(self, a, b, k):
        self.a, self.b, self.k = a, b, k

    def act(self):
        force = self.k * (self.b.x - self.a.x)
        self.a.v += force
        self.b.v -= force


class System:
    def __init__(self):
        self.marks, self.time = [], 0.0

    def add(self, mark):
        self.marks.append(mark)
        return mark

    def heaviest(self):
        found = self.marks[0]
        for m in self.marks[1:]:
            if m.x > found.x:
                found = m
        return found

    def step(self, h):
        for m in self.marks:
            m.x += h * m.v
            m.v -= h * m.x
        self.time += h


@program((V3,), (V4,))
def pairs_of_objects_push_each_other(x):
    marks = [Mark(v) for v in x]
    for i, m in enumerate(marks):
        for other in marks[i + 1 :]:
            m.kick(other.x).v *= 1.5
            other.v -= m.x * x[1]
    total = 0.0
    for m in marks:
        total += m.size * m.v
    return total


@program((V3,))
def object_has_a_name_and_a_place_in_a_list(x):
    first, second = Mark(x[0]), Mark(x[1])
    pair = (first, x[2])
    marks = []
    for v in x:
        marks.append(Mark(v))
    marks.append(first)
    first.x *= 3.0
    last = marks[-1]
    last.x *= x[2]
    marks[0].x += pair[0].x
    second.x += first.x
    return sum(m.x for m in marks) * first.x + second.x


@program((V3,), (-V3,), (np.array([0.7, 0.2, 1.3]),))
def best_of_some_objects_changes(x):
    marks = [Mark(v) for v in x]
    best = marks[0]
    for m in marks[1:]:
        if m.x > best.x:
            best = m
    best.x *= 5.0
    near = [m for m in marks if m.x < 1.0]
    for m in near:
        m.v += best.x
    if near and near[0] is marks[0]:
        near[0].v *= 2.0
    return sum(m.x * m.x + m.v**3 for m in marks)


@program((V3, 4), (V3, 1), (V3, 0))
def objects_are_taken_off_and_change(x, n):
    marks = [Mark(x[2])]
    for k in range(n):
        mark = Mark(x[k % 3])
        marks.append(mark)
        mark.x += x[0] * k
    while len(marks) > 1:
        m = marks.pop()
        m.x *= 2.0
        marks[0].x += m.x * m.x
        marks.insert(0, marks.pop())
    marks[0] = Mark(marks[0].x)
    marks[0].x += x[1]
    return marks[0].x


def kick_all(marks, d):
    for m in marks:
        m.v += d * m.x
    marks.append(Mark(d))


@program((V3, 3), (V3, 2))
def callees_change_objects_in_slices(x, n):
    marks = [Mark(v) for v in x]
    kick_all(marks, x[1])
    kick_all(marks[1:], x[0])
    old, new = marks, [Mark(2.0 * v) for v in x]
    for k in range(n):
        old[k].x += new[k].x * x[0]
        old, new = new, old
    return sum(m.x * m.v for m in marks) + sum(m.x for m in new)


@program((V3, 3), (V3, 0))
def arrays_of_objects_in_a_list_are_written(x, n):
    bodies = [Body(v, x * v, np.zeros(3)) for v in x]
    for _ in range(n):
        for i in range(len(bodies)):
            for j in range(i + 1, len(bodies)):
                a, b = bodies[i], bodies[j]
                d = b.place - a.place
                a.speed += b.mass * d
                b.speed -= a.mass * d
        for b in bodies:
            b.step(0.1)
            b.alive = b.place[0] > -0.1
    bodies[0].place = bodies[1].place
    bodies[1].place[0] += x[0]
    return sum(np.sum(b.place * b.speed) for b in bodies if b.alive) + np.sum(bodies[0].place)


@program((1.3, 0.4, 4), (1.3, 0.4, 1))
def one_object_many_times_in_a_list(x, y, n):
    mark, marks = Mark(x), []
    for _ in range(n):
        mark.x += y
        marks.append(mark)
    marks[0].v = marks[-1].x
    return sum(m.x * m.v for m in marks)


@program(
    (V4, 3),
)
def objects_know_others(x, n):
    marks = [Mark(v) for v in x]
    springs = [Spring(marks[i], marks[i + 1], x[i]) for i in range(len(marks) - 1)]
    for _ in range(n):
        for s in springs:
            s.act()
            s.k *= 0.9
        for m in marks:
            m.x += 0.1 * m.v
    return sum(m.x * m.x for m in marks) + springs[1].a.v


@program((V3, 3), (V3, 0))
def an_object_gathers_objects(x, n):
    system = System()
    kept = []
    for v in x:
        kept.append(system.add(Mark(v)))
    for _ in range(n):
        system.step(0.1 * x[1])
        system.heaviest().v -= x[0]
    kept[0].x *= 2.0
    return sum(m.x * (m.v + 1.0) for m in system.marks) * (system.time + 1.0)


@program((V3, 0.62), (V3, 5.0), (V3, -5.0))
def objects_change_until_one_leaves(x, bound):
    marks = [Mark(v) for v in x]
    for k in range(4):
        for m in marks:
            if m.x > bound:
                return m.x * k + marks[0].v
            m.x += 0.3
            try:
                m.v += 1.0 / (k - 1)
            except ZeroDivisionError:
                continue
            if m.v > 1.0:
                break
    return sum(m.x * m.x for m in marks)


def nudged(marks, depth):
    if depth == 0:
        return 0.0
    marks[depth % len(marks)].x *= 1.5
    return marks[0].x + nudged(marks, depth - 1)


@program((V3, 4))
def objects_change_in_a_recursion(x, n):
    marks = [Mark(v) for v in x]
    total = nudged(marks, n)
    pick = lambda k: marks[k]  # noqa: E731
    pick(1).x *= total
    return sum(m.x for m in marks) * total


@program((V3,), (-V3,))
def objects_in_lists_that_are_joined(x):
    marks = [Mark(v) for v in x]
    marks[0], marks[1] = marks[1], marks[0]
    marks.reverse()
    for m in marks:
        m += x[0]
    marks[1] += 2.0
    del marks[1]
    others = [*marks, Mark(x[1])] if x[2] > 9.0 else marks + [Mark(x[0])]  # noqa: RUF005
    others[-1].x += marks[0].x
    others[0].x *= 1.5
    return sum(m.x * (k + 1) for k, m in enumerate(others)) + marks[0].x


@program((V3,), (-V3,))
def objects_in_a_list_are_told_apart(x):
    marks = [Mark(v) for v in x]
    total = 0.0
    for m in marks:
        for other in marks:
            if other is m:
                continue
            total += m.x * other.x * (2.0 if other is not marks[0] else x[0])
    return total


class Group:
    def __init__(self, marks, x):
        self.marks, self.first = list(marks), marks[0]
        self.first.v = x


@program((V3,), (-V3,))
def an_object_is_made_of_a_list_of_objects(x):
    marks = [Mark(v) for v in x]
    group = Group(marks[1:], x[0])
    for m in marks:
        m.x *= 2.0
    group.marks[1].v += group.first.x
    group.marks.append(marks[0])
    return sum(m.x * m.v * k for k, m in enumerate(group.marks)) + marks[1].v


@program((V3,), refused="S2S205")
def object_in_a_list_gets_another_field(x):
    marks = [Mark(v) for v in x]
    for m in marks:
        m.w = m.x * 2.0
    return sum(m.w for m in marks)


@program((V3,), refused="S2S205")
def one_or_another_object_in_a_list_changes(x):
    marks = []
    for v in x:
        p, q = Mark(v), Mark(v * v)
        marks.append(p if v > 0.1 else q)
        p.x *= 3.0
    return sum(m.x for m in marks)


class Seen:
    def __init__(self, x):
        self.total, self.seen = x, [x]

    def add(self, x):
        self.total += x
        self.seen.append(x)
        return self


@program((V3,), refused="S2S205")
def object_picked_from_another_list_each_turn(x):
    s = x[0]
    for _ in range(2):
        marks = [Seen(s)]
        for v in x:
            marks.append(Seen(v))
        marks[0].add(x[1])
        best = max(marks, key=lambda m: m.total)
        s = sum(best.seen)
    return s
