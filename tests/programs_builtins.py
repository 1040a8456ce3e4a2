"""The zoo of builtins and of what ``math``, ``operator`` and ``functools`` have; see `tests.programs`."""

import functools
import math
import operator
from types import SimpleNamespace

import numpy as np

from tests.programs import M23, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


# ---------------------------------------------------------------- sequences of numbers


@program((1.3, 0.7), (np.float64(1.3), np.float64(0.7)))
def sum_of_known_items(x, y):
    return sum((x, y, x * y)) + sum([x, 2.0], y) + sum([]) + sum((), start=x)


@program((V4,), (V4[:1],))
def sum_of_an_array(x):
    return sum(x) * sum(x * x, 1.0) + sum([x, 2.0 * x])[0]


@program((M23,))
def sum_of_rows(a):
    return np.sum(sum((a[0], a[1])) ** 2)


@program((1.3, 0.7, -2.0), (-1.0, 3.0, 0.5))
def largest_and_smallest(x, y, z):
    return max(x, y) * min(x, y, z) + max((x * y, z, 1.0)) + min([x, z]) + max(2, 3) * x + max(x, 1)


@program((1.5, 1.5), smooth=False, second=False)
def largest_of_equals(x, y):
    return 3.0 * max(x, y) + min(x, y)


@program((V4,))
def largest_of_an_array(x):
    return max(x) * x[0] + min(x) * x[1] + max(x * x)


@program((1.3, 0.7))
def exact_sums_and_products(x, y):
    return math.fsum((x, y, x * y, 1e-3)) * math.prod([x, y, 2.0]) + math.prod((x, 3), start=y)


@program((V4,))
def exact_sum_of_an_array(x):
    return math.fsum(x) * math.fsum(x * x)


@program((1.3, 0.7, -2.0))
def distances(x, y, z):
    return math.hypot(x, y) + math.hypot(x, y, z) * math.hypot(z) + math.dist((x, y, z), (0.5, z, x * x))


@program((0.0, 0.0), smooth=False, second=False, expected=(0.0, 0.0))
def distance_of_nothing(x, y):
    return math.hypot(x, y)


@program((1.3, 0.7))
def any_and_all(x, y):
    a = any((x > 1.0, y > 1.0)) and all([x > 0.0, y > 0.0, True])
    b = any([x > 9.0, y]) or all(())
    return (x * y if a else x) + (y if b else 1.0)


@program((V4,))
def any_and_all_of_arrays(x):
    return np.sum(x * x) if any(x > 1.0) and not all(x > 0.0) else x[0]


@program((1.3, 3))
def structures_by_name(x, n):
    t = tuple([x, 2.0 * x])
    a = list((x, t[1], 1.0))
    d = dict(zip(("u", "v"), t), w=x * x)
    e = dict(d)
    return sum(a) * d["u"] + e["v"] * d.get("w") + d.get("z", x) + len(t) + tuple(range(4))[2]


@program((1.3,))
def sorted_of_known(x):
    order = sorted([3, 1, 2], reverse=True)
    keys = sorted({"b": 1, "a": 2})
    names = sorted(["xx", "y"], key=len)
    return order[0] * x + (x * x if keys[0] == "a" else 0.0) + (x if names[0] == "y" else 0.0)


@program((1.3,), (0.7,))
def sorted_of_computed(x):
    return sorted([x, 1.0])[0]


@program((1.3, 0.7))
def reduced(x, y):
    horner = functools.reduce(lambda acc, c: acc * x + c, (y, 2.0, x))
    return horner + functools.reduce(operator.mul, [x, y, 2.0]) + functools.reduce(operator.add, (x,), y)


# ---------------------------------------------------------------- numbers


@program((2.3, 0.7), (-2.3, 0.7), (np.float64(2.3), np.float64(-0.7)))
def division_with_remainder(x, y):
    q, r = divmod(x, y)
    return x % y + r * r + (x // y) * x + q * y + pow(x * x, y) + pow(x, 2)


@program(
    (2.37, 0.7),
)
def roundings(x, y):
    a = round(x) + round(x, 1) + round(y, ndigits=2)
    b = int(x) + math.floor(y) + math.ceil(y) + math.trunc(x) + 3 + int()
    return (a + b) * x * y + abs(-x) + float(2) * y + bool(x) * y


@program((0.7, 1.3))
def special_functions(x, y):
    a = math.erf(x) * math.erfc(y) + math.gamma(y) + math.lgamma(x)
    b = math.exp2(x) * math.cbrt(y)
    return a + b + math.degrees(x) * math.radians(y) + math.ldexp(x, 2)


@program((5.3, 0.7), (-5.3, 0.7))
def remainders_of_math(x, y):
    return math.fmod(x, y) * x + math.remainder(x, y) + math.copysign(x, -y) * y


@program((2.3,))
def integers_of_math(x):
    return math.comb(5, 2) * x + math.factorial(4) * x * x + math.gcd(12, 18) + math.isqrt(17) * x


@program((1.3, 1.3 + 1e-12), (1.3, 1.4), smooth=False)
def is_close(x, y):
    return x * y if math.isclose(x, y, rel_tol=1e-9) else x


# ---------------------------------------------------------------- what asks for types


def norm(v):
    if isinstance(v, np.ndarray):
        return np.sqrt(np.sum(v * v))
    if isinstance(v, (tuple, list)):
        return norm(np.array(v))
    return abs(v)


@program((V3, 0.7), reordered=True)
def isinstance_chooses(x, y):
    return norm(x) * norm(y) + norm((y, 2.0)) + norm([x[0], y])


def describe(v):
    s = 0.0
    if type(v) is np.ndarray:
        s = s + 1.0
    if np.isscalar(v):
        s = s + 2.0 * v
    if np.ndim(v) == 1:
        s = s + np.size(v) * v[0] + np.shape(v)[0]
    if callable(v):
        s = s + v(2.0)
    return s


@program((V3, 0.7))
def types_choose(x, y):
    return describe(x) + describe(y) * describe(x[1]) + describe(lambda t: t * y)


CONFIG = SimpleNamespace(gain=2.0, name="a")


@program((1.3,))
def attributes_by_name(x):
    gain = getattr(CONFIG, "gain")  # noqa: B009
    missing = getattr(CONFIG, "missing", 3.0)
    return gain * x * x + missing * x + (x if hasattr(CONFIG, "name") else 0.0)


@program((1.3, 0.7))
def operators_as_functions(x, y):
    a = operator.add(x, operator.mul(x, y)) - operator.truediv(x, y) ** operator.neg(y)
    return a * operator.pow(x, 2) if operator.lt(y, x) else operator.sub(x, y)


@program((1.3, 0.7), (0.3, 2.5))
def logarithms_to_a_base(x, y):
    bits = math.log(x, 2) * math.log(8, 2)
    return bits + math.log(x + 1.0, y) * math.log(y) + math.log(3, x + 2.0)
