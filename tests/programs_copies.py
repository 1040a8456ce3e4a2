"""The zoo of copies: what a copy shares with the original, and what it does not; see `tests.programs`."""

import copy
import dataclasses
from typing import NamedTuple

import numpy as np

from tests.programs import V3, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class Plain:
    def __init__(self, v, w):
        self.v = v
        self.w = w


class Pair(NamedTuple):
    a: float
    b: float = 2.0


@dataclasses.dataclass
class Inner:
    m: float
    v: float = 1.0


@dataclasses.dataclass
class Outer:
    inner: Inner
    items: list
    named: dict
    pair: Pair
    array: np.ndarray


@program((1.3, 0.7))
def shallow_copy_of_a_list_shares_its_items(x, y):
    a = [x, [y, x * y]]
    b = copy.copy(a)
    b[0] *= 3.0
    b[1][0] *= a[0]
    b.append(y)
    return a[0] * a[1][0] + b[0] * b[1][0] * len(a)


@program((1.3, 0.7))
def deep_copy_shares_nothing(x, y):
    a = {"list": [x, y], "pair": (x, [y])}
    b = copy.deepcopy(a)
    a["list"][0] *= 2.0
    a["pair"][1][0] = x * x
    b["list"].append(a["list"][0])
    return sum(a["list"]) * sum(b["list"]) + a["pair"][1][0] * b["pair"][1][0]


@program((1.3, 0.7))
def what_was_one_thing_stays_one_in_the_deep_copy(x, y):
    shared = [x]
    d = {"p": shared, "q": shared, "r": (shared, Plain(shared, y))}
    e = copy.deepcopy(d)
    e["p"][0] *= y
    d["r"][0].append(x * x)
    return e["q"][0] * e["r"][0][0] * e["r"][1].v[0] + sum(shared) * y


@program((1.3, 0.7), (-1.3, 0.7))
def copies_in_one_arm(x, y):
    p = Plain(x, [y])
    total = 0.0
    if x > 0.0:
        q = copy.copy(p)
        q.v = x * x
        q.w.append(x)
        total = q.v
    p.v = p.v * 3.0
    return p.v * sum(p.w) + total


@program((V3, 2), (V3, 0))
def array_is_copied_in_a_loop(a, n):
    old = copy.deepcopy(a)
    for _ in range(n):
        new = copy.copy(old)
        new[1:] += old[:-1] * old[1:]
        old = new
    return np.sum(old * a)


@program((V3,))
def arrays_inside_objects_are_copied(a):
    p = Plain(a * 1.0, a)
    q = copy.copy(p)
    r = copy.deepcopy(p)
    q.v[0] = p.w[1] * 2.0
    r.v[1] *= r.w[2]
    return np.sum(p.v * r.v) + np.sum(q.v)


@program((V3,))
def one_array_twice_is_one_in_the_deep_copy(a):
    rows = [a * 1.0]
    rows.append(rows[0])
    made = copy.deepcopy(rows)
    made[0][0] = a[1] * a[2]
    return np.sum(made[1] * rows[0])


@program((1.3, 0.7))
def dataclass_as_dict_and_tuple(x, y):
    o = Outer(Inner(x, y), [x, Inner(y)], {"k": Inner(x * y)}, Pair(x), np.array([x, y]))
    d = dataclasses.asdict(o)
    t = dataclasses.astuple(o)
    o.inner.m = 5.0
    o.items[0] = 2.0
    o.array[0] = x**3
    d["items"][1]["m"] *= x
    total = d["inner"]["m"] * d["items"][0] * d["items"][1]["m"] * d["named"]["k"]["m"] + d["pair"].a * d["pair"].b
    return total + t[0][0] * t[1][1][0] + t[3][0] + np.sum(d["array"] * t[4]) * o.array[0] * len(d)


@program((1.3, 0.7))
def named_tuple_made_anew(x, y):
    t = Pair._make([x, y])
    u = t._replace(a=y * y)
    d = u._asdict()
    d["b"] *= x
    return t.a * u.a * d["b"] + sum(getattr(t, name) for name in t._fields) * Pair._make((v * y for v in u)).b


@program((1.3, 0.7))
def copy_of_a_number_and_of_text(x, y):
    named = copy.deepcopy({"name": "probe", "f": abs, "none": None, "x": copy.copy(x)})
    return named["x"] * named["f"](-y) * len(named["name"])


class OwnCopy:
    def __init__(self, v):
        self.v = v

    def __copy__(self):
        return OwnCopy(2.0 * self.v)


@program((1.3,), refused="S2S301")
def copy_by_a_method_of_the_class(x):
    return copy.copy(OwnCopy(x)).v * x


@program((1.3, 0.7))
def one_value_under_each_key(x, y):
    d = dict.fromkeys(["a", "b"], x)
    d["a"] *= y
    one = [x]
    e = dict.fromkeys("abca", one)
    e["a"].append(y)
    return d["a"] * d["b"] + sum(e["c"]) * len(e)


@program((1.3, 0.7))
def last_item_is_taken(x, y):
    d = {"a": x, "b": y}
    key, value = d.popitem()
    d[key + "c"] = value * value
    d.update([("a", y * y)])
    d.update(zip("de", (x, y), strict=True), f=x * y)
    return d["bc"] * d["a"] + d["e"] * d["f"] * len(d)


@program((1.3, 0.7))
def keys_are_tuples(x, y):
    d = {}
    for i in range(3):
        for j in range(2):
            d[i, j] = x**i * y**j
    return sum(d[k] * k[0] for k in d) + sum(v for (i, _), v in d.items() if i > 0)
