"""The zoo's programs that change a list or dict while something else is looking at it (see `tests.programs`).

A list is a reference: what it holds is read when an operation runs, and by a loop when an item's turn comes.
"""

import numpy as np

from tests.programs import Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


# ---------------------------------------------------------------- in loops


@program((1.3, 0.7))
def items_change_while_enumerated(x, y):
    a = [x, y, x * y]
    t = 0.0
    for i, v in enumerate(a):
        if i < 2:
            a[i + 1] = a[i + 1] * v
        t += v
    return t


@program((1.3, 0.7), (-1.3, 0.7))
def items_change_while_zipped(x, y):
    a, b = [x, y, x], [y, x, y]
    t = 0.0
    for v, w in zip(a, b):
        b[2] = b[2] * v
        if x > 0:
            a[1] = a[1] + w
        t += v * w
    return t


@program((1.3, 0.7))
def one_list_zipped_with_itself(x, y):
    a = [x, y, x * y]
    t = 0.0
    for v, w in zip(a, reversed(a)):
        a[2] = a[2] * w
        t = t * 0.5 + v * w
    return t


@program((1.3, 0.7))
def items_change_while_reversed(x, y):
    a = [x, y, x]
    t = 0.0
    for v in reversed(a):
        a[0] = a[0] * 2.0
        t = t * 0.5 + v
    return t


@program((1.3, 0.7))
def values_change_while_looped(x, y):
    d = {"a": x, "b": y}
    t = 0.0
    for (k, v), w in zip(d.items(), d.values()):
        d["b"] = x * w * d["b"]
        t += v * d[k]
    return t * d["b"]


@program((1.3, 0.7))
def list_grows_while_looped(x, y):
    a = [x, y]
    t = 0.0
    for i, v in enumerate(a, 1):
        if len(a) < 5:
            a.append(v * t + i)
        t += v * y
    else:
        t *= a[-1]
    return t


@program((1.3, 0.7))
def list_shrinks_while_looped(x, y):
    a = [x, y, 3.0 * x, y * y, x + y]
    t = 0.0
    for v in a:
        t = t * 0.5 + v
        if len(a) > 3:
            a.pop()
    return t * len(a)


@program((1.3, 0.7))
def reversed_list_shrinks(x, y):
    a = [x, y, x * y, 2.0]
    t = 0.0
    for v in reversed(a):
        t = t * y + v
        if len(a) > 3:
            a.pop(0)
            a.pop(0)
    return t


@program((1.3, 0.7))
def reversed_list_grows(x, y):
    a = [x, y]
    t = 0.0
    for v in reversed(a):
        a.append(v * x)
        t = t * 2.0 + v
    return t * len(a) * a[-1]


@program((1.3, 0.7))
def two_loops_over_one_list(x, y):
    a = [x, y]
    t = 0.0
    for v in a:
        for w in a:
            a[1] = a[1] * 0.5 + w
            t += v * w
        if len(a) < 3:
            a.append(t)
    return t


@program((1.3, 0.7))
def loops_over_copies(x, y):
    a = [x, y, x * y]
    t = 0.0
    for v in a[1:]:
        a[2] = a[2] * 2.0 + v
        t += v
    for v in list(a):
        a.append(v * t)
        t += v
    for v in tuple(a):
        a[0] = v
        t = t * 0.5 + v
    return t * a[0] * a[-1]


@program((1.3, 0.7))
def list_rebound_while_looped(x, y):
    a = [x, y]
    t = 0.0
    for v in a:
        a = a + [v * 2.0]  # noqa: RUF005
        a[1] = a[1] * x
        t += v
    return t * a[-1] * a[1]


@program((1.3, 0.7))
def key_leaves_with_the_loop(x, y):
    d = {"a": x, "b": y, "c": x * y}
    t = 0.0
    for k in d:
        t += d[k]
        if k == "b":
            d.pop(k)
            break
    return t * d["c"] * len(d)


@program((1.3, 0.7))
def keys_of_a_copy(x, y):
    d = {"a": x, "b": y}
    for k in list(d):
        d[k + "2"] = d[k] * x
        d.pop(k)
    for k, v in list(d.items()):
        d["b2"] = d["b2"] * v
        d[k + "3"] = v
    return d["a2"] * d["b2"] + d["b23"]


@program((1.3, 0.7), refused="S2S205")
def keys_change_while_looped(x, y):
    d = {"a": x}
    for k in d:
        if k == "a":
            d["b"] = y
    return d["a"]


@program((1.3, 0.7), refused="S2S205")
def list_grows_by_too_many_items(x, y):
    a = [x, y]
    for v in a:
        if len(a) < 400:
            a.append(v)
    return a[0]


@program((1.3, 4), (1.3, 0))
def loop_over_a_list_in_a_loop(x, n):
    a = [x, 1.0, 2.0]
    t = 0.0
    for _ in range(n):
        for i, v in enumerate(a):
            a[(i + 1) % 3] = a[(i + 1) % 3] * 0.5 + v
            if t > 30.0:
                break
            t += v
    return t * a[1]


@program((1.3, 0.7))
def rows_change_while_looped(x, y):
    m = [[x, y], [y, x]]
    t = 0.0
    for row in m:
        m[1][0] = m[1][0] * 2.0
        row.append(x)
        m[1] = [x * x, t, y * row[1]]
        t += row[0] * row[-1]
    return t


@program((1.3, 0.7))
def generators_look_when_asked(x, y):
    a = [x, y, x * y]
    t = 0.0
    for v in (w * 2.0 for w in a):
        a[2] = a[2] * v
        t += v
    for v in (w * u for w in a for u in a[:2] if w is not None):
        a[2] = a[2] * v * 0.1
        t = t * 0.5 + v
        if t > 4.0:
            break
    for v in map(lambda w: w * t, a):
        a[1] = v
        t += v
    return t


@program((1.3, 0.7))
def generator_over_an_array_that_changes(x, y):
    z = np.array([x, y, x * y])
    i, t = 2, 0.0
    for v in (z[i] * j for i in range(3) for j in (1.0, x) if i != 1):
        z[i] = z[i] * v
        t += v
    return t


@program((1.3, 0.7))
def comprehensions_that_change_what_they_read(x, y):
    a = [x, y]
    b = [v for v in a if len(a) >= 4 or a.append(v * 2.0) is None]
    c = [(s := v * y) + a.pop() for v in a]
    return b[0] * b[-1] * len(a) + c[0] * c[-1] * s


# ---------------------------------------------------------------- in one expression


@program((1.3, 0.7))
def operand_popped_by_the_next(x, y):
    a = [x, y, x * y]
    a[0] += a.pop()
    b = a + [a.pop()]  # noqa: RUF005
    t = b[0] * b[-1] + len(b)
    a += [a.pop() * 2.0, y, 1]
    t += a[a.pop()] * len(a) * a.pop()
    a.append(t)
    return a[0] * a.pop(0) + a[0] * a.pop()


@program((1.3, 0.7))
def argument_popped_by_the_next(x, y):
    a = [x, y, x * y]
    d = {"a": x, "b": y}
    t = last_and_length(a, a.pop()) + last_and_length(*a, a.pop())
    d["a"] += d.pop("b") * t
    return t * d["a"] * len(d)


def last_and_length(*args):
    first = args[0]
    return first[-1] * args[1] + len(first) if isinstance(first, list) else first * len(args)


@program((1.3, 0.7))
def structure_with_a_list_that_changes(x, y):
    a = [x, y, x * y]
    t = (a, a.pop(), a)
    b, c = a, a.pop()
    (a[0], (p,)) = (5.0 * x, a)
    return t[0][-1] * t[1] * len(t[2]) + b[-1] * c + (a, a.append(x * x))[0][-1] * p


@program((1.3, 0.7), (-1.3, 0.7))
def conditions_that_pop(x, y):
    a = [x, y, 2.0, 3.0]
    if x > 0 and a.pop() > 0:
        x = x * 2.0
    if len(a) > a.pop() > len(a) - 2:
        x = x * 3.0
    return x * len(a) * a[-1]


@program((1.3, 0.7))
def case_after_a_guard_that_pops(x, y):
    a = [x, y]
    match a:
        case [p, q] if a.pop() < 0:
            return p * q
        case [p]:
            return p * 3.0
    return x * y


@program((1.3, 0.7))
def views_of_a_dict_are_live(x, y):
    d = {"a": x, "b": y}
    values, keys = d.values(), d.keys()
    d["c"] = x * y
    if "c" in keys:
        d["a"] = d["a"] * 3.0
    return sum(values) * len(keys) * len(d.items())


@program((1.3, 0.7), (-1.3, 0.7))
def method_under_a_name(x, y):
    a = [x]
    push = a.append
    push(y)
    push(x * y if x > 0 else y * y)
    return a[0] * a[1] * a[2] * (push(x) or len(a))


@program((1.3, 0.7))
def list_extended_by_itself(x, y):
    a = [x, y]
    a += a
    a.extend(a)
    a[1:3] = [v * 2.0 for v in a]
    return a[7] * a[0] * a[3] + len(a)


@program((1.3, 0.7))
def index_list_changes(x, y):
    z, i = np.array([x, y, x * y]), [0, 1, 2]
    z[i] += i.append(i.pop(0)) or z[i] * x
    z[i[1:]] *= i.pop() + y
    return z[0] * z[1] + z[2]
