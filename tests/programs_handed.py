"""The zoo of lists, dicts and objects that functions hand on and change; see `tests.programs`."""

import math

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


# ---------------------------------------------------------------- lists and dicts


def push(xs, x):
    xs.append(x * xs[-1])
    return xs


@program((1.3,))
def helper_grows_a_list_and_returns_it(x):
    a = [x]
    push(a, 2.0)
    b = push(a, x)
    b.append(x**3)
    return sum(a) * len(a)


@program((1.3,))
def list_without_a_name_is_handed_on(x):
    a = push([x, x * x], 3.0)
    a[0] = a[1]
    return a[0] * a[2] + push(push([x], x), x)[2]


def first_and_last(a, b, x):
    a.append(x)
    return b[-1] * b[0]


@program((1.3, 0.4))
def one_list_twice_or_two_lists(x, y):
    a, b = [y], [2.0 * x]
    return first_and_last(a, a, x) * first_and_last(a, b, y) + first_and_last(b, a, 3.0)


def relaxed(state, h):
    state["v"] = state["v"] - h * math.sin(state["v"])
    state["t"] += h * state["v"]
    state["names"].append("step")


@program((1.3, 3), (1.3, 0))
def helper_changes_a_dict_in_a_loop(x, n):
    state = {"v": x, "t": 0.0, "names": ["start"]}
    other = state
    for i in range(n):
        state["names"].clear()
        relaxed(state, 0.1 + 0.05 * i)
    return other["v"] * state["t"] + len(state["names"]) * x


@program((1.3,), (-1.3,))
def helper_changes_a_list_in_a_branch(x):
    a = [x, 1.0]
    b = (a, a)
    if x > 0.0:
        squared(b[1])
    else:
        a[1] = 2.0 * x
    return a[0] * b[0][1]


def squared(a):
    if a[0] > 1.0:
        a[0], a[1] = a[0] ** 2, a[0]
        return
    a[0] = 3.0


def pair_of(x):
    made = [x, 2.0 * x]
    return made, {"inside": made}


@program((1.3,))
def two_names_for_a_list_are_returned(x):
    r, d = pair_of(x)
    d["inside"].append(x * x)
    r[0] *= 3.0
    return sum(d["inside"])


@program((1.3,))
def function_inside_changes_a_list_around_it(x):
    log, total = [x], {"sum": 0.0}

    def put(v):
        log.append(v * log[-1])
        total["sum"] += v

    put(2.0)
    put(x)
    doubled = [total["sum"] for _ in range(2)]
    return sum(log) * sum(doubled)


def count_down(state, n):
    if n <= 0:
        return state[0]
    state[0], state[1] = state[1] * 0.5, state[0] + n
    y = count_down(state, n - 1)
    state[1] = state[1] * y
    return y + state[0]


@program((1.3, 3), (1.3, 0))
def recursion_changes_a_list(x, n):
    state = [x, x * x]
    return count_down(state, n) * state[1]


@program(([1.3, 0.5],), ([1.3, 0.5, -0.2],))
def parameter_list_changes(xs):
    xs.append(xs[0] * xs[1])
    push(xs, xs[0])
    return sum(xs) * len(xs)


@program(({"a": 1.3, "b": [0.5, 2]},))
def parameter_dict_changes(d):
    d["c"] = d["a"] * d["b"][0]
    d["b"][0] = d["c"] ** 2
    d["b"].reverse()
    return d["b"][1] * d["b"][0] + d.pop("a")


@program(([1.3, 0.5], 2))
def entry_that_calls_itself_and_changes_its_list(xs, n):
    if n > 0:
        xs[0], xs[1] = xs[1], xs[0] * xs[1]
        return entry_that_calls_itself_and_changes_its_list(xs, n - 1) + xs[0]
    xs[1] = 2.0 * xs[0]
    return xs[1] * xs[0]


def appended(rows, row):
    rows.append(row)
    row[0] = 2.0 * row[1]


@program((V4,))
def arrays_in_a_list_of_a_caller(x):
    rows = [x * x]
    row = x + 1.0
    appended(rows, row)
    appended(rows, rows[0])
    rows[2][3] = rows[1][0]
    return np.sum(rows[0] * rows[1] * x)


def chosen(a, b, flag):
    return a if flag > 0.0 else b


@program((1.3, 0.5), (0.2, 0.5))
def one_of_two_lists_is_returned_and_read(x, y):
    a, b = [x, y], [y, x * y]
    c = chosen(a, b, x - 1.0)
    return c[0] * c[1] + a[0]


@program((1.3, 0.5), (0.3, 0.5))
def one_of_two_lists_is_returned_and_changed(x, y):
    a, b = [x, y], [y, x * y]
    c = chosen(a, b, x - 1.0)
    c[0] = 2.0 * x
    return a[0] * b[0]


@program((1.3, 0.5))
def one_of_two_lists_changes_after_a_call_returned_one(x, y):
    a, b = [x, y], [y, x * y]
    c = chosen(a, b, x - 1.0)
    a[0] = 2.0 * y
    return c[0] * b[0]


LEVELS = [1.0, 2.0]


@program((1.3,), refused="S2S205")
def helper_changes_a_captured_list(x):
    push(LEVELS, x)
    return x * LEVELS[0]


@program((1.3, 3))
def helper_grows_a_list_by_what_only_the_run_knows(x, n):
    a = [x]
    extended(a, n)
    return sum(a)


def extended(a, n):
    for k in range(n):
        a.append(a[-1] * k)


@program((1.3, 3))
def recursion_grows_a_list(x, n):
    a = [x]
    grow(a, n)
    return sum(a)


def grow(a, n):
    a.append(a[-1] * n)
    if n > 0:
        grow(a, n - 1)


@program((1.3,), refused="S2S205")
def list_that_holds_itself(x):
    a = [x]
    a.append(a)
    return a[1][0]


@program((1.3, 3), refused="S2S305")
def recursion_with_another_type_at_each_depth(x, n):
    return longer([x], n)


def longer(a, n):
    return sum(a) if n <= 0 else longer([*a, a[-1] * n], n - 1)


def written_in_between(u, n):
    if n > 0:
        before = u[0] * u[1]
        written_in_between(u, n - 1)
        after = u[0] * u[1]
        u[1] = before + np.sin(after)
    else:
        u[0] = u[1] * u[0] * 2.0


@program((V4, 3), (V4, 0))
def array_is_read_around_a_recursive_call_that_writes_it(x, n):
    u = x * 1.0
    written_in_between(u, n)
    return np.sum(u * u)


def written_by_turns(u, n):
    if n <= 0:
        u[0] = u[1] * u[0]
        return u[0]
    before = u[0] * u[1]
    y = written_by_another(u, n - 1) if n % 2 else written_by_turns(u, n - 1)
    u[1] = u[0] * u[1] + before
    return y * before


def written_by_another(u, n):
    before = np.sin(u[1])
    y = written_by_turns(u, n - 1)
    u[0] *= before
    return y + np.sin(u[1]) * before


@program((V4, 3), (V4, 0))
def array_is_written_by_functions_that_call_each_other(x, n):
    u = x * 1.0
    return written_by_turns(u, n) * np.sum(u * u)
