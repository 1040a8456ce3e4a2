"""The zoo of objects that are made and whose fields are written; see `tests.programs`."""

import abc
import dataclasses
import math
from types import SimpleNamespace

import numpy as np

from tests.programs import V3, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@dataclasses.dataclass
class Ball:
    x: float
    v: float = 1.0
    trace: list = dataclasses.field(default_factory=list)

    def step(self, h):
        self.v -= h * math.sin(self.x)
        self.x += h * self.v
        return self

    @property
    def energy(self):
        return 0.5 * self.v * self.v - math.cos(self.x)

    @energy.setter
    def energy(self, value):
        self.v = math.sqrt(2.0 * (value + math.cos(self.x)))


@program((1.3,))
def two_names_for_one_object(x):
    p = Ball(x)
    q = p
    q.x = p.x * p.v + x
    p.v *= q.x
    return q.v * p.x


@program((1.3, 4), (1.3, 0))
def object_changes_in_a_loop(x, n):
    p = Ball(x)
    q = p
    for _ in range(n):
        q.step(0.1)
        p.x = p.x * 1.01
    return p.x * q.v


@program((1.3, 4), (0.4, 4), (0.4, 0))
def object_changes_in_a_while_that_breaks(x, n):
    p = Ball(x, 0.5)
    k = 0
    while k < n:
        k += 1
        p.step(0.2 * x)
        if p.x > 1.5:
            p.v = 2.0 * p.v
            break
        if p.v < 0.0:
            continue
        p.x = p.x + 0.1
    return p.x * p.v + k


@program((1.3,), (-1.3,))
def object_changes_in_one_arm(x):
    p = Ball(x)
    if x > 0.0:
        p.v = p.x**2
        p.name = "moved"
    else:
        p.step(0.5)
        p.name = "moved"
    return p.v * p.x + len(p.name)


@program((1.3,))
def property_is_set(x):
    p = Ball(x)
    p.energy = p.energy + x
    p.energy *= 2.0
    return p.v * p.x


@program((1.3,))
def objects_in_a_list(x):
    balls = [Ball(x), Ball(2.0 * x, x), Ball(x * x)]
    first, *_, last = balls
    for b in balls:
        b.step(x)
        b.trace.append(b.x)
    first.x, last.v = last.x, first.v
    balls.append(first)
    balls[3].v = 3.0 * x
    return sum(b.x * b.v for b in balls) + first.trace[0] * len(balls)


def swap(a, b):
    a.x, b.x = b.x, a.x


@program((1.3, 0.4))
def one_object_twice_or_two_objects(x, y):
    a, b = Ball(x), Ball(y, x)
    swap(a, b)
    swap(a, a)
    pair = (a, {"ball": a})
    moved(pair[0], pair[1]["ball"])
    return a.x * b.x + a.v * b.v


def moved(a, b):
    a.x = 2.0 * b.x
    b.v = a.x * b.v


class Meter:
    unit = 2.0
    made = 0

    def __init__(self, start, *more, **named):
        self.total = start
        self.parts = list(more)
        self.named = named

    def add(self, y):
        self.total += self.unit * y
        self.parts.append(y)
        return self

    def __iadd__(self, y):
        return self.add(y)

    def __call__(self, y):
        return self.total * y

    def __getitem__(self, i):
        return self.parts[i]

    def __setitem__(self, i, y):
        self.parts[i] = y

    def __lt__(self, other):
        return self.total < other.total


class Scaled(Meter):
    def __init__(self, start, k):
        super().__init__(start * k, start, k=k)
        self.k = k

    def add(self, y):
        super().add(y * self.k)
        self.unit = 0.5
        return self


class Sized:
    def __init__(self, size):
        super(Sized, self).__init__()
        self.size = size


class Counted:
    def __init__(self):
        super().__init__()
        self.count = 3


class SizedAndCounted(Sized, Counted):
    pass


@program((1.3,))
def constructors_of_several_bases(x):
    one, both = Sized(x * x), SizedAndCounted(x)
    object.__init__(one)
    return one.size * both.size**both.count


@program((1.3,))
def constructor_of_a_plain_class(x):
    m = Meter(x, 2.0, x, gain=x * x)
    n = m
    m.add(x).add(3.0)
    m += x * x
    n[1] = m[0] * m[2]
    return n(x) + sum(n.parts) * m.named["gain"]


@program((1.3,))
def constructor_of_a_subclass(x):
    s = Scaled(x, 2.0)
    s.add(x)
    s.add(1.0 + x)
    m = Meter(s.total)
    m.inner = s
    m.inner.total *= x
    return s.total * m.total * (2.0 if s < m else 3.0) + s.unit * m.unit + s[0]


class Layer(abc.ABC):
    def __init__(self):
        super().__init__()
        self.seen = []

    @abc.abstractmethod
    def __call__(self, x):
        raise NotImplementedError


class Affine(Layer):
    def __init__(self, slope, level):
        super(Affine, self).__init__()
        self.slope, self.level = slope, level

    def __call__(self, x):
        self.seen.append(x)
        return self.slope * x + self.level


@program((1.3, 2), (1.3, 0))
def constructors_that_end_in_that_of_object(x, n):
    layers = [Affine(x, 1.0) for _ in range(n)]
    first = Affine(x * x, 0.5)
    y = first(x)
    for layer in layers:
        y = layer(y) * layer.seen[0]
    return y * first.seen[0]


class Empty:
    pass


@program((1.3,))
def fields_of_nothing(x):
    e, n = Empty(), SimpleNamespace(a=x, b=[x])
    e.a = n
    e.a.a *= 3.0
    n.b.append(e.a.a)
    n.c = e.a.b[1] * x
    del e.a.a
    return n.c * len(n.b) + (5.0 if hasattr(n, "a") else x) + (1.0 if e.a is n else 0.0)


@dataclasses.dataclass
class Derived:
    radius: float
    shift: dataclasses.InitVar[float] = 0.5
    area: float = dataclasses.field(init=False)

    def __post_init__(self, shift):
        self.area = 3.0 * self.radius**2 + shift


@program((1.3,))
def fields_set_after_the_constructor(x):
    d, e = Derived(x), Derived(x * x, shift=x)
    d.radius = e.area
    return d.area * e.area * d.radius


@dataclasses.dataclass(slots=True)
class Particle:
    place: np.ndarray
    speed: np.ndarray
    mass: float = 1.0

    def move(self, h):
        self.place += h * self.speed
        self.speed = self.speed - h * self.place / self.mass


@program((V3, 0.7), reordered=True)
def arrays_in_fields(x, m):
    p = Particle(x * 1.0, np.ones(3), m)
    place = p.place
    for _ in range(3):
        p.move(0.1)
    p.speed[1:] *= place[1]
    p.speed[0] = p.mass
    return np.sum(place * p.speed)


@program((V3, 3), (V3, 0), reordered=True)
def array_is_another_one_after_a_loop(x, n):
    p = Particle(x * 1.0, x * x)
    for k in range(n):
        p.place, p.speed = p.speed, p.place
        p.place *= 1.5
        p.mass += p.speed[k]
    return np.sum(p.place * p.speed * x) + p.mass


def made(x, log):
    b = Ball(x)
    b.trace = log
    log.append(b.x)
    return b, [b]


@program((1.3,))
def object_is_returned_by_two_names(x):
    log = [x]
    a, inside = made(x * x, log)
    inside[0].v = 3.0 * x
    a.trace.append(a.v)
    return a.v * sum(log)


def chased(a, n):
    if n == 0:
        return a.x
    a.step(0.1 * n)
    y = chased(a, n - 1)
    a.v = a.v * y
    return y * a.x


@program((1.3, 3), (1.3, 0))
def recursion_changes_an_object(x, n):
    a = Ball(x)
    return chased(a, n) + a.v * a.x


@program((1.3,))
def function_inside_changes_an_object_around_it(x):
    state = SimpleNamespace(best=x, count=0)

    def visit(v):
        if v > state.best:
            state.best = v * v
        state.count += 1
        return state

    visit(2.0 * x).best *= 1.5
    visit(x)
    return state.best * state.count


@program((1.3,))
def method_kept_for_later(x):
    p = Ball(x)
    step = p.step
    p.x = 2.0 * x
    step(0.3).v += x
    return p.x * p.v


@program((1.3,), refused="S2S205")
def frozen_object_is_changed(x):
    p = Fixed(x)
    p.x = 2.0
    return p.x * x


@dataclasses.dataclass(frozen=True)
class Fixed:
    x: float


@program((1.3,), refused="S2S205")
def property_without_a_setter_is_set(x):
    p = Fixed2(x)
    p.double = 2.0
    return p.x


class Fixed2:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x

    @property
    def double(self):
        return 2.0 * self.x


@program((1.3,), refused="S2S205")
def attribute_without_a_slot_is_set(x):
    p = Fixed2(x)
    p.y = 2.0
    return p.x


@program((1.3, 0.4), (0.3, 0.4))
def one_of_two_objects_is_changed(x, y):
    a, b = Ball(x), Ball(y)
    c = a if x > 1.0 else b
    c.x = 2.0 * y
    return a.x * b.x


@program((1.3,), refused="S2S205")
def object_that_holds_itself(x):
    p = Ball(x)
    p.next = p
    return p.next.x


HELD = Ball(2.0)


@program((1.3,), refused="S2S205")
def captured_object_is_changed(x):
    HELD.x = x
    return HELD.x * x


@program((1.3,), (-1.3,), refused="S2S305")
def field_in_one_arm_only(x):
    p = Ball(x)
    if x > 0.0:
        p.extra = x
    return p.extra
