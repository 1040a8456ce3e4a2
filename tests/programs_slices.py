"""The zoo of slices as values, and of what classes say besides methods; see `tests.programs`."""

import dataclasses
import enum
import math

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4, slice(1, 3)), (V4, slice(None, None, -1)), (V4, slice(0, 0)))
def slice_handed_in(x, s):
    y = x * x
    y[s] *= x[s]
    return np.sum(y) * len(x[s])


@program((V4,))
def slice_with_a_name(x):
    inner, left, right = slice(1, -1), slice(None, -2), slice(2, None)
    u = x * 1.0
    u[inner] += 0.1 * (u[left] - 2.0 * u[inner] + u[right])
    return np.sum(u * u) * (inner.start - inner.stop) + u[slice(2)][1]


@program((V4, 3), (V4, 0))
def slice_moves_in_a_loop(x, n):
    window, total = slice(0, 2), 0.0
    for k in range(n):
        total += np.prod(x[window])
        window = slice(k + 1, k + 3)
    return total * np.sum(x[window])


@program((V4, 0.5), (V4, -0.5))
def slice_of_two_branches(x, t):
    part = slice(0, 2) if t > 0.0 else slice(1, 4)
    y = x * t
    v = y[part]
    v[0] = t * t
    return np.sum(y * x)


@program((np.arange(6.0).reshape(2, 3) + 0.5,))
def slices_in_tuples_and_lists(m):
    where = [slice(None)] * m.ndim
    where[1] = slice(0, 2)
    corner = np.s_[1, :2]
    ends = np.index_exp[0]
    return np.sum(m[tuple(where)] ** 2) * np.sum(m[corner]) + np.sum(m[ends] * m[np.s_[-1, ::-1]]) + m[..., 0][1]


@program((1.3, 4), (1.3, 1))
def slice_of_lists(x, n):
    first = slice(1, None, 2)
    known, grown = [x, x * x, 2.0, x], []
    for k in range(n):
        grown.append(x * k)
    known[slice(0, 1)] = [x**3]
    return sum(known[first]) * (sum(grown[slice(None, 2)]) + len(grown[first]) + known[0])


class Kind(enum.Enum):
    LINE = "line"
    CURVE = "curve"

    def value_at(self, x):
        return x if self is Kind.LINE else x * x


class Side(enum.IntEnum):
    LEFT = -1
    RIGHT = 1


@program((1.3, "LINE"), (1.3, "CURVE"))
def members_of_enumerations_switch(x, which):
    kind = Kind[which]
    table = {Kind.LINE: 2.0, Kind.CURVE: x}
    match kind:
        case Kind.LINE:
            y = x * 3.0
        case Kind.CURVE:
            y = math.sin(x)
    y += kind.value_at(x) * table[kind]
    for k, each in enumerate(Kind):
        y += k * each.value_at(x) * (2.0 if each.value == "curve" else 1.0)
    return y * len(Kind) * Kind["CURVE"].value_at(y)


@program((1.3, "LEFT"), (1.3, "RIGHT"))
def members_that_are_numbers(x, which):
    side = Side[which]
    y = side * x + (side + 2) * x**side + (x if side < 0 else -x) * abs(side)
    return y * sum(x * s for s in Side) + side.value * x


class Positive:
    """A descriptor: the value is kept under another name."""

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, cls=None):
        return getattr(obj, self.name) * 2.0

    def __set__(self, obj, value):
        if value < 0.0:
            raise ValueError(self.name)
        setattr(obj, self.name, value)


class Tank:
    level = Positive()
    flow = Positive()

    def __init__(self, level, flow):
        self.level, self.flow = level, flow

    @property
    def both(self):
        return self.level * self.flow

    @both.deleter
    def both(self):
        self.level = 0.5


@program((1.3, 0.7), (0.3, 0.7))
def descriptors_and_deleters(x, y):
    tank = Tank(x, y)
    tank.level += tank.flow * x
    before = tank.both
    if before > 4.0:
        tank.flow = x - 1.0
    other = tank
    del other.both
    return before * tank.both + tank.flow


class Bag:
    """What it does not have it looks up."""

    size = 2.0

    def __init__(self, **held):
        self.held = held

    def __getattr__(self, name):
        return self.held[name] * self.size


@program((1.3, 0.7))
def attributes_that_are_looked_up(x, y):
    bag = Bag(u=x, v=y)
    bag.held["v"] *= x
    bag.size = y
    return bag.u * bag.v + bag.size


@dataclasses.dataclass
class Gas:
    p: float
    v: float = 2.0
    pv: float = dataclasses.field(init=False)
    steps: list = dataclasses.field(default_factory=list)

    def __post_init__(self):
        self.pv = self.p * self.v
        self.steps.append(self.p)


@dataclasses.dataclass(frozen=True)
class Unit:
    a: float
    norm: float = 1.0

    def __post_init__(self):
        object.__setattr__(self, "norm", self.a * self.norm)


@program((1.3, 0.7), reordered=True)
def replacing_runs_the_constructor(x, y):
    gas = Gas(x)
    gas.p *= y
    hot = dataclasses.replace(gas, v=y)
    hot.steps.append(y)
    unit = dataclasses.replace(Unit(x), a=y)
    return gas.pv * hot.pv * len(gas.steps) + sum(gas.steps) + unit.a * unit.norm


class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


class Disc:
    def __init__(self, radius, weight):
        self.radius, self.weight = radius, weight

    def area(self):
        return 3.0 * self.radius**2 * self.weight


@program((1.3, 0.7), (0.3, 0.7))
def objects_of_two_classes(x, y):
    shape = Square(x) if x > y else Disc(y, x)
    other = Disc(x, y)
    for _ in range(3):
        shape, other = other, shape
    total = shape.area() + 2.0 * other.area()
    if isinstance(shape, Disc):
        total *= x
    return total


@program((V3, 3), (V3, 1))
def order_of_what_a_loop_made(x, n):
    heights = [math.sin(x[0] * k) for k in range(n)]
    order = sorted(range(n), key=lambda i: heights[i])
    return heights[order[0]] * heights[order[-1]] + x[1] * order[0]
