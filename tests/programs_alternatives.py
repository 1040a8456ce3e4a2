"""The zoo of lists, dicts and objects of which the run chooses one; see `tests.programs`."""

import dataclasses
import math

import numpy as np

from tests.programs import V3, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@dataclasses.dataclass
class Body:
    m: float
    v: float = 1.0

    def kick(self, h):
        self.v += h * math.sin(self.m)
        return self

    @property
    def momentum(self):
        return self.m * self.v

    @momentum.setter
    def momentum(self, p):
        self.v = p / self.m


class Node:
    def __init__(self, value, after=None):
        self.value = value
        self.after = after


@program((1.3, 0.7), (0.3, 0.7))
def list_is_one_of_two(x, y):
    p, q = [x, y], [x * y, 2.0]
    a = p if x > y else q
    a[0] += a[1] * x
    p[0] *= 2.0
    a[1] = a[0] * a[0]
    return p[0] * p[1] + q[0] * q[1]


@program((1.3, 0.7), (0.3, 0.7))
def list_that_is_one_of_two_grows(x, y):
    p, q = [x, y], [x * y, 2.0]
    a = p if x > y else q
    a.append(x * x)
    a += [y]
    last = a.pop()
    return sum(p) * sum(q) * last + len(p) * x - a[-1] * len(q)


@program((1.3, 0.7), (0.3, 0.7))
def dict_is_one_of_two(x, y):
    d, e = {"a": x, "b": y}, {"a": y, "b": x * y}
    if x > y:
        c = d
    else:
        c = e
    c["a"] += y
    for key, value in c.items():
        c[key] = value * c["a"]
    return d["a"] * e["b"] + e["a"] * d["b"] + (c["b"] if "b" in c else 0.0)


@program((1.3, 0.7), (0.7, 1.3))
def larger_gives_to_the_smaller(x, y):
    a, b = Body(x, y), Body(y, x)
    big = a if a.m > b.m else b
    small = b if a.m > b.m else a
    big.m += small.m
    small.v *= big.m
    big.momentum = small.momentum * x
    return a.momentum * b.m + b.momentum * a.m + (x if big is a else y) + (0.0 if small is not big else 100.0)


@program((1.3, 0.7, 4), (1.3, 0.7, 3), (1.3, 0.7, 0))
def objects_are_swapped_in_a_loop(x, y, n):
    p, q = Body(x, y), Body(y, x * y)
    first = p
    for _ in range(n):
        p, q = q, p
        p.v += q.m * x
        q.kick(0.3).m *= p.v
    first.v *= 2.0
    return p.v * q.m + q.v * p.m * p.m + first.m


@program((1.3, 0.7, 5), (0.4, 0.7, 2), (0.4, 0.7, 0))
def walk_that_changes_what_it_meets(x, y, n):
    a, b = Body(x), Body(y, 2.0)
    here = a
    k = 0
    while k < n:
        k += 1
        here.m = here.m * 1.1 + 0.1 * x
        if here.m > 2.0:
            here.v = here.m
            break
        here = b if here is a else a
    else:
        here.v = 5.0 * x
    return a.momentum * b.momentum


@program((1.3, 0.7), (2.9, 0.7))
def best_of_a_list_changes(x, y):
    bodies = [Body(x * k, y + k) for k in range(1, 4)]
    best = bodies[0]
    for b in bodies:
        if math.sin(b.m) > math.sin(best.m):
            best = b
    best.m *= 2.0
    worst = min(bodies, key=lambda b: b.m * b.v)
    worst.v += best.m
    return sum(b.momentum for b in bodies)


@program((1.3, 5), (1.3, 0))
def index_picks_an_object(x, n):
    bodies = [Body(x, x * x), Body(2.0 * x), Body(3.0 * x, x)]
    for k in range(n):
        b = bodies[k % 3]
        b.m += b.v * 0.1
        bodies[(k + 1) % -3].v += b.m
        b.kick(0.1)
    return sum(b.momentum for b in bodies)


@program(
    (1.3, 4),
)
def index_picks_a_row_of_lists(x, n):
    rows = [[x, 1.0], [x * x, 2.0]]
    for k in range(n):
        row = rows[k % 2]
        row[0] += rows[(k + 1) % 2][1] * x
        rows[-(k % 2)][1] *= row[0]
    return rows[0][0] * rows[1][0] + rows[0][1] * rows[1][1]


def pick(a, b):
    return a if a.m > b.m else b


def give(target, source, h):
    target.m += h * source.v
    source.v = source.v * target.m
    return source


@program((1.3, 0.7), (0.7, 1.3))
def functions_get_and_give_one_of_two(x, y):
    a, b = Body(x, y), Body(y, x)
    pick(a, b).m += 3.0 * x
    other = give(pick(a, b), pick(b, a), 0.5)
    other.v += a.m
    pick(b, Body(1.0, x)).v *= y
    return a.m * b.v + b.m * a.v * other.v


@program((1.3, 0.7), (0.7, 1.3), reordered=True)
def field_is_one_of_two(x, y):
    a, b = Node(x, x), Node(y, 2.0)
    head = Node(x * y, a if x > y else b)
    head.after.value *= 3.0
    head.after.after = y * y
    head.value += a.value
    c = head.after
    head.after = None
    c.value = c.value * head.value
    return a.value * b.value + a.after * b.after


@program((1.3, 0.7), (0.7, 1.3))
def made_in_one_arm(x, y):
    p = Body(x, y)
    q = p
    if x > y:
        q = Body(y, x)
        q.m *= 2.0
    q.v += x * y
    r = q if y > 0.5 else Body(1.0)
    r.m *= p.v
    return p.momentum * q.momentum


@program((1.3, 3), (0.2, 3), (1.3, 0))
def best_of_what_a_loop_makes(x, n):
    best = Body(x, 0.5)
    for k in range(n):
        new = Body(best.m * 1.1 + k, math.sin(best.m))
        new.v += 0.3
        if new.v > best.v:
            best = new
    return best.momentum


@program((1.3, 0.7), (0.7, 1.3))
def tuple_holds_one_of_two(x, y):
    p, q = [x], [y]
    pair = (p, q) if x > y else (q, p)
    first, _ = pair
    first.append(x * y)
    pair[1][0] += sum(first)
    return sum(p) * sum(q) * len(first) + len(pair[1])


@program((1.3, 0.7), (0.7, 1.3))
def closure_changes_one_of_two(x, y):
    p, q = {"s": x}, {"s": y}
    target = p if x > y else q

    def add(v):
        target["s"] += v * v
        return target

    add(x)["s"] *= 2.0
    target = q
    add(y)
    return p["s"] * q["s"]


@program((V3, 0.7), (-V3, 0.7))
def array_in_one_of_two_objects(a, y):
    p, q = Node(a * 1.0), Node(a * y)
    c = p if a[0] > 0.0 else q
    c.value[1:] *= c.value[0]
    c.value += a
    c.value = c.value * 2.0
    d = q if a[1] > 0.0 else p
    d.value[0] = y
    return np.sum(p.value * q.value) + np.sum(c.value)


@program((1.3, 0.7), (0.7, 1.3), (0.1, 0.2))
def one_of_three_returned_early(x, y):
    bodies = Body(x), Body(y), Body(x * y)
    if x > y:
        c = bodies[0]
    elif y > 1.0:
        c = bodies[1]
    else:
        c = bodies[2]
    c.m *= 3.0
    if c is bodies[2]:
        return c.m * x
    c.v += bodies[2].m
    return bodies[0].momentum * bodies[1].momentum


@program((1.3, 0.7), refused="S2S305")
def item_is_deleted_from_one_of_two(x, y):
    p, q = {"a": x, "b": y}, {"a": y, "b": x}
    c = p if x > y else q
    total = c.pop("a") * len(c)
    return total * sum(p.values()) + sum(q.values())


@program((1.3, 0.7), (0.7, 1.3))
def truth_and_sums_of_one_of_two(x, y):
    p, q = [x, y], [y, 2.0 * x]
    c = p if x > y else q
    d = c * 2
    e = list(c)
    e[0] *= 5.0
    total = sum(c) * max(c) + len(d) * sum(d) + np.sum(np.array(c)) if c else 0.0
    for k, v in enumerate(c):
        c[k] = v * e[k] + total
    a, b = c
    return a * b + p[0] + q[1]


@program((1.3, 2, 3), (0.4, 2, 0))
def chosen_in_nested_loops(x, n, m):
    a, b = Body(x), Body(x * x)
    c = a
    for _ in range(n):
        for k in range(m):
            c.m += 0.1 * c.v
            c = a if k % 2 == 0 else b
            d = a if c is b else b
            d.v *= 1.1
        c = b
    return a.momentum * b.momentum + c.m
