"""The zoo of classes that say what operators, items and loops do with their objects; see `tests.programs`."""

import functools
import math
import operator
from dataclasses import dataclass, field, replace

import numpy as np

from tests.programs import M33, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __radd__(self, o):
        if o == 0:
            return self
        return NotImplemented

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, s):
        return Vec(self.x * s, self.y * s, self.z * s)

    __rmul__ = __mul__

    def __truediv__(self, s):
        return self * (1.0 / s)

    def __neg__(self):
        return Vec(-self.x, -self.y, -self.z)

    def __matmul__(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def __getitem__(self, i):
        return (self.x, self.y, self.z)[i]

    def __setitem__(self, i, v):
        if i == 0:
            self.x = v
        elif i == 1:
            self.y = v
        else:
            self.z = v

    def __iter__(self):
        return iter((self.x, self.y, self.z))

    def __len__(self):
        return 3

    def __abs__(self):
        return math.sqrt(self @ self)

    def __eq__(self, o):
        return self.x == o.x and self.y == o.y and self.z == o.z

    def __lt__(self, o):
        return abs(self) < abs(o)

    def __pow__(self, n):
        return Vec(self.x**n, self.y**n, self.z**n)

    def __contains__(self, v):
        return v == self.x or v == self.y or v == self.z

    def __bool__(self):
        return self.x != 0.0

    def __call__(self, t):
        return self.x + self.y * t + self.z * t * t

    def __invert__(self):
        return Vec(self.z, self.y, self.x)

    def __xor__(self, o):
        return Vec(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)

    def __divmod__(self, s):
        return self / s, self.x

    def __reversed__(self):
        return reversed((self.x, self.y))


@program((1.3, 0.7))
def operators_that_a_class_has(x, y):
    a, b = Vec(x, y, 1.0), Vec(y, x * y, 2.0)
    c = 2.0 * a + b / 3.0 - (-b) * x
    d, e = divmod(c, y)
    return (c @ a) * abs(b) + (a ^ b)[2] + (~a).x + (a**2).y + d.z * e


@program((1.3, 0.7))
def items_that_a_class_gives(x, y):
    a = Vec(x, y, 1.0)
    a[1] = x * y
    a[0] *= 3.0
    total = 0.0
    for v in a:
        total += v * v
    for i in range(len(a)):
        total += a[i] * i
    for v in reversed(a):
        total = total * v + x
    p, q, r = a
    return total + p * q - r + a(2.0) + sum(a) + max(a) * min(a)


@program((1.3, 0.7), (0.7, 1.3), reordered=True)
def comparisons_of_a_class(x, y):
    a, b = Vec(x, y, 1.0), Vec(y, x, 1.5)
    total = x
    if a < b:
        total += a.x * 2
    if a > b:
        total += a.x * 5
    if a == b:
        total += 100.0
    if a != b:
        total *= y
    if x in a:
        total *= 2.0
    if a:
        total += x * x
    m, n = min(a, b), max([a, b])
    m.x *= 2.0
    return total * m.x + n.z * n.y + a.x * b.x


@program((1.3, 0.7))
def sum_of_objects_of_a_class(x, y):
    vs = [Vec(x, y, 1.0), Vec(y, x, 1.5), Vec(x * x, y, 0.0)]
    return (sum(vs) @ sum(vs, Vec(0.0, x, 0.0))) + functools.reduce(operator.add, vs).x


class Longer(Vec):
    __slots__ = ()

    def __radd__(self, o):
        return Longer(self.x * o.x, self.y * o.y, self.z * o.z)

    def __gt__(self, o):
        return True


@program((1.3, 0.7))
def subclass_is_asked_first(x, y):
    a, b = Vec(x, y, 1.0), Longer(y, x * y, 2.0)
    one, other, both = a + b, b + a, b + b
    return one.x * one.y + other.x * other.y * 2.0 + both.y + (x if a < b else y)


@functools.total_ordering
@dataclass
class Node:
    cost: float
    value: float

    def __lt__(self, o):
        return self.cost < o.cost

    def __eq__(self, o):
        return self.cost == o.cost


@program((1.3, 0.7), (0.7, 1.3))
def total_ordering_of_a_class(x, y):
    a, b = Node(x, y), Node(y, x * x)
    total = 0.0
    if a >= b:
        total += a.value
    if a <= b:
        total += b.value * 2
    if a > b:
        total += 3 * a.value
    return total * x


@program((0.9, 0.9), smooth=False)
def total_ordering_of_a_class_at_a_tie(x, y):
    return total_ordering_of_a_class(x, y)


@dataclass(order=True, frozen=True)
class Item:
    key: float
    value: float = field(compare=False)

    def __add__(self, o):
        return replace(self, key=self.key + o.key)


@program((1.3, 0.7), (0.7, 1.3))
def largest_of_ordered_dataclasses(x, y):
    a, b = Item(x, y), Item(y, x * x)
    return max(a, b).value * (a + b).key + (1.0 if a < b else x) + min([a, b, a + b]).value


class Series:
    """Items by a number, and nothing else."""

    def __init__(self, c):
        self.c = c

    def __getitem__(self, i):
        if i >= len(self.c):
            raise IndexError(i)
        return self.c[i] * 2.0


@program((1.3, 0.7))
def loop_asks_for_items_by_number(x, y):
    total = 1.0
    for v in Series([x, y, x * y]):
        total = total * x + v * v
        if total > 50.0:
            break
    else:
        total *= y
    for v in Series((x, y)):
        total = total * v + x
    return total + Series((x, y))[1] + sum(Series([x, y])) + sum(v * x for v in Series([y, x, x]) if v > 1.0)


class Field:
    __array_ufunc__ = None

    def __init__(self, data, dx):
        self.data, self.dx = data, dx

    def __getitem__(self, k):
        return self.data[k]

    def __setitem__(self, k, v):
        self.data[k] = v

    def __len__(self):
        return len(self.data)

    def __iadd__(self, o):
        self.data += o
        return self

    def __add__(self, o):
        return Field(self.data + (o.data if isinstance(o, Field) else o), self.dx)

    def __mul__(self, o):
        return Field(self.data * (o.data if isinstance(o, Field) else o), self.dx)

    __rmul__ = __mul__

    def __rmatmul__(self, m):
        return Field(m @ self.data, self.dx)

    def __rpow__(self, b):
        return Field(b**self.data, self.dx)

    @property
    def slope(self):
        return Field((self.data[1:] - self.data[:-1]) / self.dx, self.dx)

    @functools.cached_property
    def mean(self):
        self.dx = self.dx * 2.0
        return self.data.mean()


@program((V4, 0.5))
def field_with_items_that_are_views(a, dx):
    f = Field(a.copy(), dx)
    f[1] = a[0] * a[2]
    f[1:3] += 1.0
    f += 2.0 * a
    g = (2.0 * f + f * f).slope
    total = g.mean * g.dx + g.mean
    for v in f:
        total += v * v
    for i in range(len(f)):
        total += f[i] * i
    return total + f[-1] + sum(f) + g.dx


@program((V3, M33))
def array_on_the_left(a, m):
    f = Field(a, 2.0)
    return (m @ f).data.sum() * (a * f).data[0] + (2.0**f).data[1]


class Meters:
    """A class that NumPy knows nothing of."""

    def __init__(self, v):
        self.v = v

    def __rmul__(self, o):
        return Meters(self.v * o if isinstance(o, float) and not isinstance(o, np.float64) else 100.0)


@program((V3, 0.7), expected=np.array([0.49, math.sin(0.7), 0.0, 0.7 - 1.25 * math.cos(0.7)]))
def scalar_hands_itself_on_as_a_number(a, x):
    return (a[0] * Meters(x)).v * x + (np.sin(x) * Meters(a[1])).v


@program((V3, 0.7), refused="S2S304")
def array_makes_an_array_of_objects(a, x):
    return (a * Meters(x))[0].v


@program((V3, 0.7), refused="S2S304")
def numpy_takes_an_object_apart(a, x):
    return (a[0] * Vec(x, x, x)).sum()


class Pull:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Pull(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Pull(self.x * k, self.y * k)

    def __rmul__(self, k):
        return Pull(k * self.x, 2.0 * k * self.y)

    def __neg__(self):
        return Pull(-self.x, -self.y)


GRAVITY = Pull(0.5, -9.8)


@program((1.3, 0.7))
def operators_of_an_object_from_outside(x, y):
    v = Pull(x, y)
    total = GRAVITY
    total += v * y
    v = v + GRAVITY * x + 2.0 * GRAVITY
    return (v + -GRAVITY).x * total.y


class Cells:
    def __init__(self, n):
        self.n = n

    def __or__(self, other):
        return Cells(self.n * other.n)

    def __ior__(self, other):
        self.n = self.n + other.n
        return self


@program((1.3, 0.7))
def in_place_operators_of_bits(x, y):
    a = b = Cells(x)
    a |= Cells(y)
    return b.n * (a | Cells(y)).n
