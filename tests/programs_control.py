"""The zoo's programs of loops, comprehensions, jumps and other statements (see `tests.programs`)."""

import math
from math import sin as sine

import numpy as np

from tests.programs import M23, M33, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


# ---------------------------------------------------------------- what loops run over


@program((V4, 0.5), (V4[:1], 0.5), (V4[:0], 0.5))
def elements_of_array(x, c):
    y = c
    for e in x:
        y = y * np.sin(e) + e
    return y


@program((V4,))
def element_after_loop(x):
    y = 0.0
    for e in x:
        y += e * e
    return y * e


@program((M23, V3), (M23[:0], V3))
def rows_of_matrix(a, b):
    y = 0.0
    for row in a:
        y = y + np.dot(row, b) ** 2
    return y


@program((M23,))
def rows_written(a):
    b = a * 1.0
    for row in b:
        row[0] = row[1] * row[2]
        row *= 2.0
    return np.sum(b * b)


@program((M23,))
def later_rows_written(a):
    b = a * 1.0
    y = 0.0
    for row in b:
        y += row[0]
        b[1] = b[0] * row
    return y + np.sum(b)


@program((V4,))
def array_written_ahead(x):
    y = x * 1.0
    s = 0.0
    i = 0
    for e in y:
        s += e * e
        if i < 3:
            y[i + 1] = y[i + 1] * s
        i += 1
    return s


@program((V4,))
def array_rebound_in_loop(x):
    s = 0.0
    for e in x:
        x = x * e
        s += x[0]
    return s


@program((V4, V4 * 2), (V4, V3), (V3, V4), (V4[:0], V3))
def zipped(x, y):
    s = 0.0
    for a, b in zip(x, y):
        s += a * b * b
    return s


@program((V4, 0.5))
def enumerated(x, c):
    s = 0.0
    for i, e in enumerate(x):
        s = s * c + e**2 * i
    return s


@program((V4, 3))
def enumerated_from(x, n):
    s = 0.0
    for i, e in enumerate(x, start=n):
        s += np.sin(e) * i
    for i, e in enumerate(x, -1):
        s += e * i
    return s + i


@program((V4, V3))
def nested_targets(x, y):
    s = 0.0
    for i, (a, b) in enumerate(zip(x, y)):
        for j, [k, (c, d)] in enumerate(enumerate(zip(y, reversed(x)))):
            s += a * b * i + c * d * j - k
    return s


@program((V4, 0.5), (V4[:1], 0.5), (V4[:0], 0.5))
def reversed_array(x, c):
    s = c
    for e in reversed(x):
        s = np.cos(s) * e
    return s


@program((0.7, 5), (0.7, 0), (0.7, -2))
def ranges_of_any_step(x, n):
    s = x
    for i in range(n, -1, -2):
        s = np.sin(s) * i + x
    for i in reversed(range(n)):
        s = np.sin(s) + i * x
    for i in reversed(range(1, n, 3)):
        s = np.cos(s) + i * x
    for i in range(-3, n * 2, 4):
        s = s * x + i
    return s


@program((0.7, 6, 2), (0.7, 6, -1), (0.7, -6, -4))
def range_of_unknown_step(x, n, k):
    s = x
    for i in range(1, n, k):
        s = np.sin(s) * i + x
    for j, i in enumerate(range(1, n, k)):
        s = np.sin(s) * i + x * j
    for i, j in zip(range(2, n), range(9, -9, -2)):
        s = np.sin(s) * i + x * j
    return s


@program((V4,))
def break_over_reversed(x):
    s = 1.0
    for i in reversed(range(len(x))):
        s = s * x[i] + 1.0
        if s < 0.5:
            break
    else:
        s = s * 2.0
    return s * i


@program((0.7, 1.3))
def loop_over_computed_tuple(x, y):
    s = x
    for a in (x, y, 2.0, x * y):
        s = np.sin(s) * a
    return s * a


@program((0.7, 1.3))
def loop_over_names(x, y):
    s = 0.0
    for name, gain in (("sine", x), ("cosine", y), ("none", 2.0)):
        if name == "sine":
            s += np.sin(gain)
        elif name == "cosine":
            s *= np.cos(gain)
        else:
            continue
        s *= gain
    return s


@program((0.7, 1.3), (2.7, 1.3), (9.0, 0.1))
def break_over_tuple(x, y):
    s = 0.0
    for limit, rate in ((1.0, 0.5), (2.0, 0.25), (4.0, y)):
        if x < limit:
            s += x * rate
            break
        s += limit * rate * y
    else:
        s = s * x
    return s * rate


@program((0.7, 1.3), (2.7, 1.3), (9.0, 0.1))
def return_from_tuple_loop(x, y):
    for limit, rate in ((1.0, 0.5), (2.0, 0.25), (4.0, y)):
        if x < limit:
            return x * rate
        if x < limit + 0.5:
            continue
        x = x * y + rate
    return x


@program((V4, 1.3), (V3, 1.3), (V4[:2], 1.3))
def array_beside_tuple(x, y):
    s = 1.0
    for e, w in zip(x, (0.5, y, y * y)):
        s = s * e + w
    else:
        s *= 2.0
    return s


@program((V4, 1.3), (V4[:1], 1.3))
def array_beside_tuple_with_break(x, y):
    s = 1.0
    for i, (w, e) in enumerate(zip([0.5, y, y * y], x)):
        s = s * e + w
        if s > 1.0:
            break
    else:
        return s * i
    return s * y + w


@program(({"a": 0.5, "b": V3},))
def loop_over_dict(d):
    s = 0.0
    for k in d:
        s += np.sum(d[k] * d["a"])
    for k, v in d.items():
        if k == "b":
            s += v[0]
    for v in reversed(d.values()):
        s = s * np.sum(v)
    for k in d.keys():
        s += len(k)
    return s


@program(([(M33, V3), (M33, V3 * 2)], V3))
def layers_by_index(params, x):
    for i in range(len(params)):
        w, b = params[i]
        x = np.tanh(w @ x + b)
        if i + 1 < len(params):
            x = x * params[i + 1][1]
    return np.sum(x)


@program(([0.5, 1.5, 2.5],))
def counter_by_index(ws):
    k = 0
    s = 1.0
    for _ in range(3):
        s = s * ws[k] + ws[-k - 1]
        k += 1
    return s


@program((0.7, [1.0, 2.0], 3))
def tuple_loop_in_loop(x, ws, n):
    for i in range(n):
        for w in ws:
            if x > 4.0:
                break
            x = x * w + i
    return x


@program((0.7, [1.0, 2.0], 3), (9.0, [1.0, 2.0], 3))
def loop_in_tuple_loop(x, ws, n):
    for w in ws:
        for i in range(n):
            x = x * w + i
            if x > 7.0:
                break
            if x > 30.0:
                return x * w
        else:
            x = x + w
    return x


@program((0.7,))
def empty_tuple_loop(x):
    for a in ():
        x = x * a
    else:
        x = x * 2.0
    for _ in range(0):
        x = 0.0
    return x


# ---------------------------------------------------------------- statements that act


@program((0.7, 1.3), (-0.7, 1.3))
def guarded(x, y):
    """Raises where the domain ends."""
    if y <= 0:
        raise ValueError(f"y = {y:.3f}")
    if x < 0:
        z = -x * y
    elif x == 0:
        raise ZeroDivisionError
    else:
        z = x * y
    assert z > 0, ("z", z)
    return np.log(z)


@program((V4, 3), (V4, 0))
def raise_in_loop(x, n):
    s = 0.0
    for i in range(n):
        if x[i] > 9.0:
            raise RuntimeError("too large: %g at %d" % (x[i], i))
        s += x[i] ** 2
        assert s < 100.0
    return s


@program((V4,), (V4 * 2,))
def not_converged(x):
    y = 1.0
    for _ in range(50):
        new = 0.5 * (y + x[1] / y)
        if abs(new - y) < 1e-12:
            break
        y = new
    else:
        raise RuntimeError("not converged")
    return y


@program((V4,))
def raise_in_tuple_loop(x):
    for name in ("a", "b"):
        if name == "c":
            raise KeyError(name)
        if x[0] > 9.0:
            raise KeyError(name)
        x = x * 2.0
    return np.sum(x)


def checked(x):
    if x < 0:
        raise ValueError(x)
    return math.sqrt(x)


@program((0.7,))
def raise_in_callee(x):
    return checked(x) * checked(x + 1.0)


@program((0.7, "sine"), (0.7, "cosine"))
def unknown_mode(x, mode):
    if mode == "sine":
        return np.sin(x)
    elif mode == "cosine":
        return np.cos(x)
    raise ValueError(f"unknown mode {mode!r}")


@program((np.array([0.5, -1.0, 2.0]),), smooth=False, expected=np.array([2.0, 0.0, 0.5]))
def inside_errstate(x):
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.log(x)
        z = np.where(x > 0, y, 0.0)
    return np.sum(z)


@program((V4, 0.5), (V4, 9.0))
def return_inside_errstate(x, k):
    y = x * k
    for i in range(3):
        with np.errstate(all="ignore"):
            y = y * x + i
            if y[0] > 5.0:
                return np.sum(y) * k
            if y[1] > 6.0:
                break
        y = y * 0.5
    with np.errstate(over="warn"), np.errstate(under="ignore"):
        z = np.sum(y * y)
    return z


@program((0.7,))
def walrus(x):
    if (y := x * x) > 0.1 and (z := y * x) < 5.0:
        return y * z
    return (w := x + 1.0) * w


@program((1.3, 0.7), (9.0, 1.0))
def walrus_in_while(x, y):
    s = x
    while (s := s + x * y) < 5.0:
        s += 0.1 * y
    return s * s


@program((1.3, 0.7), (9.0, 1.0))
def walrus_is_all_of_while(x, y):
    s = 0.0
    while (s := s + x * y) < 5.0:
        pass
    return s * s


@program((1.3, 0.7), (9.0, 1.0), (0.4, 0.6))
def walrus_in_while_else(x, y):
    s = 0.0
    for k in range(4):
        n = 0
        while (t := s * y + x) < 3.0:
            s = s + t
            n += 1
            if n > k + 1:
                break
        else:
            if t > 8.0:
                return s * t
            s = s * t
    return s + t


@program((np.array([0.3, 0.2]),), (np.array([0.3, 6.0]),), (np.array([9.0, 6.0]),))
def break_in_the_else_of_an_inner_loop(x):
    s = x[0]
    for i in range(3):
        for j in range(2):
            if x[j] > 5.0:
                break
            s = s * x[j] + i
        else:
            s += x[1]
            if s > 0.5:
                break
        s = s + 0.1
    else:
        s *= 10.0 * x[0]
    return s


@program((0.7, 1.3))
def assigned_to_many(x, y):
    a = b = x * y
    c, (d, e) = f = (a, (b, x))
    g: float = c * d
    h: float
    h = g * f[1][0] + e
    return h


@program((0.7, V4), (1.3, V3))
def unpacked_with_star(x, v):
    p, *q, r = (x, x * x, 2.0, x + 1.0)
    *s, t = q
    a, b, *c = s, t
    (first, *rest), last = [x, 1.0, 2.0], p
    return p * q[0] + r * t + s[0] * a[0] + b + len(c) + first * rest[1] + last + np.sum(v)


@program((0.7,))
def deleted(x):
    y = x * x
    z = y + 1.0
    del y
    y = z * x
    del (x, z)
    return y


@program((0.7, 3))
def counted_by_division(x, n):
    s = x
    for i in range(n + 4):
        if i % 2 == 0 and i // 2 != 1:
            s = s * x + i % 3
        elif i in (1, 5):
            s = s + x
        elif i not in (3, n):
            s = s * 2.0
    return s


@program((0.7, None, "b"), (0.7, 2.0, "a"))
def static_switches(x, scale, name):
    if scale is None:
        scale = 1.0
    if name in ("a", "c") and name not in {"d": 1}:
        x = x * scale
    elif name == "b" or x > 3.0:
        x = x + scale
    return x * x


@program((0.7,))
def imports_inside(x):
    import math as m
    from math import sin

    import numpy

    return sin(x) * m.exp(x) + numpy.tanh(x)


@program((0.7, 2.0), (2.7, 2.0), (3.7, 2.0))
def long_condition(x, y):
    if x > 0 and y / x > 0.2 and x * y < 9.0 and np.sin(x) > -0.5:
        return x * y
    if x < 3 or y / (x - 3.0) > 0.5 or x * y < 0.0:
        return x + y
    return x - y


# ---------------------------------------------------------------- comprehensions


@program((V4, V3), (V4[:1], V3), (V4[:0], V3))
def dot_by_generator(x, y):
    return sum(a * b for a, b in zip(x, y)) + sum(e**2 for e in y)


@program((V4, 0.5))
def conditional_sum(x, c):
    return sum(np.sin(e) * c for e in x if e > 0.0 if e < 2.0) * sum([e * i for i, e in enumerate(x)])


@program((M23, V3))
def nested_generator(a, v):
    return sum(e * w for row in a for e, w in zip(row, v) if e != 9.0) + sum(sum(e * e for e in row) ** 2 for row in a)


@program((V4,), (V4[:1],))
def largest_and_smallest_of_generators(x):
    return max(e * e for e in x) * min(np.sin(e) for e in x) + max(abs(e) for e in x if e > -9.0)


@program((V4, 0.5), (V4, -5.0), (V4[:0], 0.5))
def quantified(x, c):
    if any(e < c for e in x):
        c = c * 2.0
    if all(e * c > -3.0 for e in x) and not any(e > 9.0 for e in x if e > 0):
        c = c * 3.0
    if any(a * b > 2.0 for a in x for b in x):
        c = c * 5.0
    return np.sum(x) * c


@program((0.7, [1.0, 2.0, 3.0]))
def known_lists(x, ws):
    scaled = [w * x for w in ws]
    pairs = [(i, w) for i, w in enumerate(scaled) if i != 1]
    table = {f"w{i}": [w * v for v in scaled] for i, w in pairs}
    total = 0.0
    for name, row in table.items():
        total += row[0] * row[1] if name == "w0" else row[2]
    return total + sum(k * w for k, w in zip(range(5), scaled)) + max(w * w for w in scaled)


@program((0.7, 4))
def comprehension_scopes(x, n):
    i, e = 3.0, x * x
    y = [i * x for i in range(3)]
    z = sum(e * i for e in range(n) for i in range(e))
    w = sum(x for x in y)
    return y[1] * i + z * e + w * x


@program((V4, 0.7))
def walrus_in_comprehension(v, x):
    total = sum((last := e * x) for e in v)
    return total * last


@program((V4, 0.7))
def generator_beside_others(v, x):
    s = 0.0
    for i, e in enumerate(x * a for a in v):
        s += e * i
    for a, b in zip(v, (np.sin(c) for c in v)):
        s += a * b
    for q in (p * p for p in [x, 2.0, s]):
        s = s + q
    return s


@program(([(M33, V3), (M33, V3 * 2)], V3))
def network(params, x):
    for w, b in params[:-1]:
        x = np.tanh(w @ x + b)
    penalty = sum(np.sum(w**2) for w, _ in params)
    return np.sum(params[-1][0] @ x) + 0.1 * penalty


@program((0.9, 4))
def while_any(x, n):
    while any(x * k > 0.3 for k in range(n)):
        x = x * 0.5
    return x * x


@program((0.7, 3.0), (2.7, 3.0))
def lists_made_by_comprehension_change(x, y):
    a = [x * k for k in range(3)]
    b = {k: [v, y] for k, v in zip("pq", a)}
    first, *rest = a
    rest.append(y)
    if x > 1.0:
        a.append(y * y)
        b["p"][0] = a[3]
    else:
        a.append(x)
    with np.errstate(all="ignore"):
        a[0] = x + y
        b["r"] = [e * 2.0 for e in rest]
    return sum(a) * b["p"][0] + b["r"][2] * first + len(a)


# ---------------------------------------------------------------- names


@program((0.5, 1.5, 2.5, 0.7, 0.3, V3))
def parameters_named_like_builtins(x, range, len, min, float, abs):
    s = range * x
    for k in (1, 2, 3):
        s = s * len + np.sum(abs * k)
    i = 0
    while i < 3:
        s = s * float + min
        i += 1
    return s


@program((0.5, 1.5))
def parameters_named_like_modules(np, math):
    y = np * sine(math)
    for e in [np, y]:
        y = y * e + sine(e)
    return y


@program((0.5, 1.5, V4))
def names_beyond_ascii(σ, ñ, 値):
    π = σ * ñ
    for é in 値:
        π = π * é + sine(σ)
    return π


@program((0.5, 1.5, 3))
def locals_named_like_builtins(x, y, n):
    list = x * y
    sum = 0.0
    for range_ in range(n):
        sum += list * range_
    len = np.sin(sum)
    print = max(len, x)
    return print * sum


# ---------------------------------------------------------------- match


@program((0.7, "heun"), (0.7, "euler"), (0.7, None), (0.7, "other"))
def match_on_name(x, method):
    match method:
        case "euler":
            y = x * 2.0
        case "heun" | "rk2":
            y = x * x
        case None:
            y = np.sin(x)
        case str() as other:
            y = x + len(other)
    return y * x


@program((0.7, 0), (0.7, 1), (0.7, 2), (3.7, 5), (-3.7, 5))
def match_on_number(x, n):
    match n:
        case 0:
            return x
        case 1 | 2:
            y = x * n
        case k if x > 1.0:
            y = x * x * k
        case _:
            y = np.sin(x)
    return y + n


@program((0.7, 1.5, 0), (0.7, 1.5, 3))
def match_on_structure(x, y, n):
    match (x, [y, n, {"a": x * y, "b": 2.0}]):
        case (a, b):
            b[0] = a * b[0]
    total = b[0]
    match b:
        case [_, 0, *_]:
            total = total * x
        case [p, int(q), {"a": v, **rest}]:
            total = total * p + q * v + rest["b"]
    match x:
        case [_]:
            total = 0.0
        case z if n >= 0:
            total = total * z
    return total


# ---------------------------------------------------------------- names that change their type


@program((0.7, 4), (0.7, 0))
def previous_or_none(x, n):
    previous = None
    y = x
    for i in range(1, n + 1):
        if previous is not None:
            y = y + previous * 0.5 * i
        previous = y * y
        if y > 9.0:
            break
    else:
        y = y * 2.0
    return y


@program((V3, 3), (V3, 0))
def zero_becomes_array(x, n):
    y = 0.0
    for i in range(n):
        y = y + x * np.sin(x * i)
    return np.sum(y * y)


@program((V3, V4))
def first_of_each_row(x, w):
    total = 0.0
    for e in w:
        last = None
        for a in x:
            if last is None:
                last = a * e
            elif a > 1.5:
                return total * last
            else:
                total = total + last * a
                last = last + a
    return total


@program((0.7, [1.0, 2.0], 3))
def structure_changes_once(x, ws, n):
    state = (x, None)
    for i in range(n):
        a, b = state
        state = (a * ws[0], a if b is None else a + b * ws[1])
    return state[0]


@program(
    (np.array([0.4, -0.7, 1.2, 0.3]), 1), (np.array([0.4, -0.7, 1.2, 0.3]), 2), (np.array([0.4, -0.7, 1.2, 0.3]), 0)
)
def slice_returned_from_a_loop_or_after_it(x, n):
    a = x * 1.0
    z = np.cos(x)
    for k in range(2):
        try:
            for _ in range(n):
                a -= a[k] * x
        finally:
            z = z * 0.5
        for m in range(3):
            if k + m > 1 and n % 2 == 0:
                return z[-2:] * a[0]
    return x[1:3] * a[1]


@program((np.array([0.4, -0.7, 1.2, 0.3]), 1), (np.array([0.4, -0.7, 1.2, 0.3]), 2))
def slice_from_a_loop_or_after_it_is_summed(x, n):
    a = x * x
    for k in range(3):
        if k == n and n % 2 == 0:
            y = a[-2:] * a[0]
            break
    else:
        y = np.sin(x[1:3])
    return np.sum(y * y)


@program((V4, 0.8), (-V4, 0.3))
def pair_returned_out_of_two_loops_around_a_list(a, b):
    for i in range(2):
        for j in range(i + 1):
            items = []
            for k in range(len(a)):
                items.append(a[k] * b)
            b = sum(items)
            if i + j > 1:
                return np.sin(b), a * 1.0
    return np.tanh(b), a * 2.0


@program(
    (V4, 0.8),
)
def number_out_of_a_table_in_two_loops(x, b):
    for _ in range(2):
        for row in np.outer(x, x):
            table = {k * k: b * z for k, z in enumerate(row)}
            b = table[4] + x[0]
    return b
