"""The zoo of what classes say that builtins and operators do with their objects; see `tests.programs`."""

import dataclasses
import math

from tests.programs import Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class Poly:
    __slots__ = ("c",)

    def __init__(self, c):
        self.c = c

    def __len__(self):
        return len(self.c)

    def __contains__(self, v):
        self.c.append(v)
        return v in self.c[:2]

    def __abs__(self):
        return max(abs(c) for c in self.c) if len(self.c) > 2 else abs(self.c[0])

    def __bool__(self):
        return self.c[0] > 1.0

    def __round__(self, digits):
        return self.c[1] * digits


@dataclasses.dataclass(order=True)
class Point:
    x: float
    y: float = 1.0
    tag: str = dataclasses.field(default="", compare=False)


@dataclasses.dataclass
class Other:
    x: float
    y: float = 1.0


@dataclasses.dataclass(frozen=True)
class Frozen:
    m: float
    v: float
    total: float = dataclasses.field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "total", self.m * self.v)

    def __add__(self, other):
        return Frozen(self.m + other.m, self.v * other.v)


@program((1.3, 0.7), (0.3, 0.7))
def truth_length_and_size_of_an_object(x, y):
    p = Poly([x, y])
    total = x * x if p else y
    if not Poly([y, x]):
        total = total + len(p) * abs(p)
    return total * round(p, 3)


class Sized:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)


@program((1.3,))
def an_empty_object_is_false(x):
    return (x if Sized([]) else x * x) * (2.0 if Sized([x]) else 3.0)


@program((1.3, 0.7), (0.7, 0.7), smooth=False)
def membership_by_a_method_that_changes(x, y):
    p = Poly([y, 3.0])
    total = x if x in p else x * y
    return total * sum(p.c) * len(p)


@program((1.3, 0.7), (0.7, 1.3), (0.7, 0.7), smooth=False)
def dataclasses_are_compared(x, y):
    a, b = Point(x, y, "a"), Point(y, x, "b")
    total = x * y if a == b else x * x
    total += y if a < b else x**3
    total += y if a >= b else x
    if a != Point(x, y):
        total *= 100.0
    if a == Other(x, y) or a == 3.0 or a is None:
        total *= 100.0
    return total * (2.0 if Point(x, tag="c") in [b, Point(x)] else y)


@program((1.3, 0.7), (0.7, 1.3), (0.7, 0.7), smooth=False)
def tuples_and_lists_are_ordered_item_by_item(x, y):
    total = x * y if (x, y) < (y, x) else x
    total += y if [1, x] <= [1, y, 0.0] else x * x
    total *= x if ("b", x, 2) > ("b", y, 1) else y
    return total + (x if (x,) == (y,) else y) + (x if {"a": x, "b": "t"} == {"b": "t", "a": y} else y * y)


@program((1.3, 0.7), (math.nan, 0.7))
def an_item_is_equal_to_itself(x, y):
    pair = (x, "a")
    total = y if pair == pair else y * y
    return total + (y if [x, pair] == [x, (x, "b")] else y**3) + (y * 2.0 if x == x else 0.5 * y)


@program((1.3, 0.7))
def fields_are_set_by_name(x, y):
    p = Point(x, y)
    name = "z"
    for field in ("x", "y"):
        setattr(p, field, getattr(p, field) * x)
    if hasattr(p, "x") and not hasattr(p, name):
        setattr(p, name, x)
    delattr(p, name)
    return p.x * p.y + getattr(p, "z", y)


@program((1.3, 0.7), reordered=True)
def frozen_dataclass_with_a_computed_field(x, y):
    a = Frozen(x, y)
    b = a + Frozen(y, a.total)
    return b.total * a.total


@program((1.3,), refused="S2S205")
def frozen_dataclass_stays_frozen(x):
    a = Frozen(x, x)
    a.m = 2.0
    return a.m * x
