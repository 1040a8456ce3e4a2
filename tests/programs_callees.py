"""The zoo's programs whose callees and closures change lists and dicts of their callers (see `tests.programs`)."""

import functools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from s2sad import grad
from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

RATE = 0.7
WEIGHTS = np.array([1.0, 2.0])
SETTINGS = {"k": 3.0}


def push(items, v):
    items.append(v * v * RATE + WEIGHTS[1] * SETTINGS["k"])


@program((1.3, 0.7))
def callee_appends(x, y):
    a = [x]
    push(a, y)
    push(a, a[1] * x)
    return a[0] * a[1] * a[2]


@program((1.3, 0.7), (0.3, 0.7))
def callee_appends_in_both_branches(x, y):
    a = [x]
    if x > y:
        push(a, x)
    else:
        push(a, y * y)
    return a[0] * a[1]


@program((1.3, 0.7))
def callee_updates_a_dict(x, y):
    state = {"x": x, "y": y}
    double(state)
    double(state)
    return state["x"] * state["y"] * state["z"] * len(state)


def double(state):
    state["x"] = state["x"] * 2.0
    state.update(z=state["x"] * state.pop("y"))
    state["y"] = state["z"] + 1.0


@program((1.3, 4), (1.3, 0))
def state_of_a_simulation(x, n):
    state = {"pos": np.array([x, 0.3]), "vel": np.array([0.1, x]), "t": 0.0}
    before = state["pos"]
    for _ in range(n):
        advance(state, 0.1)
    return np.sum(state["pos"] * state["vel"]) + state["t"] * before[0]


def advance(state, dt):
    state["vel"] = state["vel"] - dt * state["pos"]
    state["pos"] += dt * state["vel"]
    state["t"] += dt * state["pos"][0]


@program((1.3, 0.7))
def one_list_handed_twice(x, y):
    a = [x, y]
    k = both(a, a)
    return a[0] * k * a[-1]


def both(a, b):
    a.append(b[0])
    b[0] = b[0] * a[-2]
    return len(b)


@program((1.3, 0.7))
def list_handed_in_a_tuple_and_back(x, y):
    a = [x]
    t = (a, y)
    b = appended(t)
    b[0] = y * y
    return a[0] * a[1] * len(b)


def appended(t):
    t[0].append(t[1])
    return t[0]


@program((1.3, 0.7))
def list_handed_back_then_changed(x, y):
    a = [x, y]
    b = same(same(a))
    b[0] = y * 3.0
    a[1] = b[0] * x
    return b[1] * a[0]


def same(values):
    return values


@program((1.3, 4), (1.3, 0))
def handed_back_then_changed_in_a_loop(x, n):
    a = [x, 1.0]
    b = same(a)
    for _ in range(n):
        a[1] = a[1] * x
    return b[1] * a[0]


@program((1.3, 0.7))
def lists_that_a_callee_made(x, y):
    a, b, c = three_lists(x)
    a[0] = y
    b.append(a[0] * x)
    c.append(a)
    c[1][0] *= 2.0
    return a[2] * b[1] * b[0] * c[0]


def three_lists(x):
    made = [x, x * x]
    return made, made, [x]


@program((1.3, 0.7))
def lists_inside_lists_handed_down(x, y):
    inner = [x]
    d = {"inner": inner}
    deeper(d)
    d["new"][1][0] = y * x
    return inner[0] * inner[1] * inner[2] * d["new"][0]


def deeper(d):
    d["inner"].append(d["inner"][0])
    push(d["inner"], 2.0)
    d["new"] = [1.0, d["inner"]]


@program((1.3, 0.7), (-1.3, 0.7))
def one_of_two_handed_back_then_changed(x, y):
    a, b = [x], [y]
    c = one_of(a, b, x)
    b[0] = 2.0 * y * x
    return c[0] * a[0]


def one_of(a, b, x):
    return b if x > 0 else a


@program((1.3, 0.7), (-1.3, 0.7))
def one_of_two_handed_back_and_read(x, y):
    a, b = [x, y], [y, 2.0]
    c = one_of(a, b, x)
    return c[0] * a[0] * c[1]


@program((1.3, 4), (1.3, 0))
def callee_with_exits_changes_in_a_loop(x, n):
    a = [x, 1.0]
    t = 0.0
    for k in range(n):
        t += leaves_early(a, x / (k + 1))
    return a[0] * a[1] + t


def leaves_early(a, v):
    if v > 0.5:
        a[0] = a[0] * v
        return 1.0
    for _ in range(3):
        a[1] = a[1] * v
        if a[1] < 0.1:
            return a[1]
    return 2.0


@program((1.3, 4), (1.3, 0))
def callee_swaps_items(x, n):
    a, b = [x, 1.0], [2.0, x]
    for k in range(n):
        swap_first(a, b)
        b[1] += x * k
    return a[0] * b[1] * b[0]


def swap_first(a, b):
    a[0], b[0] = b[0], a[0]


@program((1.3, 0.7))
def operands_that_callees_change(x, y):
    a = [x, y, x * y]
    t = a[0] * popped(a) + a[0] * len(a) + last_times(a, popped(a))
    return t * len(a) + a[-1]


def popped(a):
    return a.pop()


def last_times(a, v):
    return a[-1] * v * len(a)


@program((1.3, 0.7))
def arrays_in_a_list_handed_down(x, y):
    a = [np.array([x, y]), np.array([y, x])]
    first = a[0]
    mix(a)
    return np.sum(a[0] * a[1]) * first[1]


def mix(a):
    a[0] += a[1]
    a[1][0] = 5.0 * a[0][1]
    a[0], a[1] = a[1], a[0]


@program((1.3, 0.7))
def list_in_an_object(x, y):
    log = Log([], x)
    log.add(y)
    log.add(x)
    add = functools.partial(push, log.items)
    add(y)
    return log.items[0] * log.items[1] * log.items[2]


@dataclass
class Log:
    items: list
    scale: float

    def add(self, v):
        self.items.append(v * self.scale)


# ---------------------------------------------------------------- closures


@program((1.3, 0.7))
def closure_appends(x, y):
    out = []

    def add(v):
        out.append(v * x)
        return out

    add(y)
    last = add(out[0])
    last.append(2.0)
    return out[0] * out[1] * len(out)


@program((1.3, 5), (1.3, 0))
def closure_adds_up_in_a_loop(x, n):
    total = [0.0]

    def add(v):
        total[0] += v * x

    for i in range(n):
        for j in range(i):
            add(i * j)
            if total[0] > 5.0:
                break
    return total[0] * total[0] + x


@program((1.3, 0.7))
def closure_binds_and_changes(x, y):
    items, total = [], 0.0
    keep = items

    def add(v):
        nonlocal total, items
        items.append(v)
        total += v
        if len(items) == 2:
            items = [total]

    add(x)
    add(y)
    add(x * y)
    return total * items[0] * items[-1] * keep[1] * len(keep)


@program((1.3, 0.7))
def two_closures_share_a_list(x, y):
    def make():
        store = [x]

        def add(v):
            store.append(v)
            return len(store)

        def get(k):
            return store[k]

        return add, get

    add, get = make()
    more, other = make()
    add(y)
    k = add(get(1) * x)
    more(3.0)
    return get(0) * get(2) * k + other(1)


@program((1.3, 0.7))
def callback_that_records(x, y):
    history = []
    r = solved(lambda v: history.append(v), x, y)
    return r * history[0] * history[-1] * len(history)


def solved(callback, x, y):
    v = x
    for _ in (1, 2, 3):
        v = v * 0.5 + y
        callback(v)
    return v


@program((1.3, 0.7))
def decorator_that_records(x, y):
    calls = []

    def recorded(f):
        @functools.wraps(f)
        def inner(v):
            calls.append(f(v))
            return calls[-1]

        return inner

    @recorded
    def g(v):
        return v * v * y

    return g(x) * g(g(x)) * len(calls) + calls[1]


@program((1.3, 0.7))
def stack_machine(x, y):
    stack = []

    def pop():
        return stack.pop()

    for token in ("x", "y", "*", "x", "+"):
        if token == "*":
            stack.append(pop() * pop())
        elif token == "+":
            stack.append(pop() + pop())
        else:
            stack.append(x if token == "x" else y)
    return pop()


@program((1.3, 0.7))
def remembered_results(x, y):
    cache = {}

    def f(k):
        if k in cache:
            return cache[k]
        cache[k] = x if k < 2 else f(k - 1) * y + f(k - 2)
        return cache[k]

    return f(6) * len(cache)


@program((1.3, 0.7))
def tree_walked_recursively(x, y):
    tree = (x, (y, None, None), (x * y, (2.0, None, None), None))
    out = []

    def visit(t):
        if t is not None:
            visit(t[1])
            out.append(t[0] * len(out))
            visit(t[2])

    visit(tree)
    return out[0] + out[1] * 2.0 + out[2] * out[3]


@program((1.3, 3), (1.3, 0))
def recursion_that_only_the_run_ends(x, n):
    a = [x]
    doubled(a, n)
    return a[-1]


def doubled(a, n):
    if n > 0:
        a.append(a[-1] * 2.0)
        doubled(a, n - 1)


@program((1.3, 3), (1.3, 0))
def functions_that_call_one_another_without_end(x, n):
    a = [x]
    ping(a, n)
    return a[-1]


def ping(a, n):
    a.append(a[-1] * 1.5)
    if n > 0:
        pong(a, n - 1)


def pong(a, n):
    a[0] = a[-1]
    if n > 0:
        ping(a, n - 1)


@program((1.3, 3))
def recursion_that_hands_back(x, n):
    a = [x, 1.0]
    r = stepped(a, n)
    return r[0] * r[1] * a[0]


def stepped(a, n):
    return a if n <= 0 else stepped([a[1] * 2.0, a[0] + 1.0], n - 1)


@program((1.3, 0.7))
def list_that_a_closure_hands_back(x, y):
    a = [x, y]

    def get():
        return a, a[0]

    b, first = get()
    a[0] = y * x
    return b[0] * b[1] * first


@program((1.3, 0.7))
def loop_over_what_a_closure_extends(x, y):
    a = [x, y]
    t = 0.0

    def more(v):
        if len(a) < 4:
            a.append(v)
        return v * a[-1]

    for v in a:
        t = t * 2.0 + more(v * y)
    return t * len(a) + sum([more(v) for v in a])


@program((1.3, 3), (1.3, 0))
def condition_that_changes_a_list(x, n):
    a = [x, 0]

    def step():
        a[0] = a[0] * 1.5
        a[1] += 1
        return a[0]

    while step() < 20.0 and a[1] < n:
        a[0] = a[0] + x
    return a[0] * a[1]


@program((1.3, 0.7))
def defaults_that_change(x, y):
    a = [x]

    def add(v, items=a, own=[]):  # noqa: B006
        items.append(v)
        own.append(v * 2.0)
        return own

    add(y)
    return add(x)[0] * a[1] * a[2] * len(add(1.0))


@program((1.3, 0.7))
def keywords_are_a_dict_of_the_callee(x, y):
    given = {"a": x, "b": y}
    return keywords(**given) * given["a"] + keywords(a=y, b=x)


def keywords(**given):
    given["a"] = given["a"] * 2.0
    return given.pop("b") * given["a"] * len(given)


@program((1.3, 0.7), refused="S2S301")
def gradient_of_what_changes_its_argument(x, y):
    d = {"a": x}
    return grad(changing)(d)["a"] * y


def changing(d):
    d["a"] = d["a"] * d["a"]
    return d["a"] * 3.0


@program((1.3, 0.7))
def functions_put_into_a_list(x, y):
    functions = []

    def register(k):
        functions.append(lambda v: v * k)

    register(x)
    register(y)
    return functions[0](y) * functions[1](x * x)


@program((1.3, 0.7), (0.7, 1.3))
def results_that_are_equal(x, y):
    a, b = twice_the_same(x * y)
    p, q, r = shifted(a, y > x)
    u, v = twice_the_same(np.array([x, y]))
    u[0] = b
    return p * q * (a if r[0] else b) + np.sum(u * v) + len(r)


def twice_the_same(x):
    return x * x, x * x


def shifted(x, flag):
    return x + 1.0, x + 2.0, (flag, flag, not flag, flag)


@program((np.array([1.0, 2.0, 0.5, 3.0]),))
def tuples_of_what_is_known(x):
    a = x * 1.0
    b = a[0] * a[1]
    s = scaled_by_a_sum((0, 1), a, x.reshape(2, 2) * x[0])
    return s * b + switched((True, x[0], "+"), a) * a[1] + switched((False, x[2], "+"), a)


def scaled_by_a_sum(axes, a, c):
    a *= np.sum(c, axis=axes)
    return np.sum(a)


def switched(options, a):
    on, by, _ = options
    a *= by if on else 2.0
    return np.sum(a)


@program((0.5, 3.5), (0.5, 0.5))
def recursion_by_the_function_itself(x, y):
    return x if y < 1.0 else recursion_by_the_function_itself(x * 0.9, y - 1.0) * x + y


def tiled(shape, times):
    return np.tile(np.arange(2.0), shape[0] * times)


def picked(k, x):
    return (np.sin, np.cos)[k](x)


@program((V4, 2), (V4, 0))
def counts_that_no_caller_knows(x, n):
    total = np.sum(tiled(x.shape, 1)[: len(x)] * x)
    for k in range(n):
        total += np.sum(tiled(x.shape, k + 1)[: len(x)] * x**2)
    return total


@program((V4,), (-V4,))
def choices_that_no_caller_knows(x):
    return np.sum(picked(int(np.argmax(x)) % 2, x) + picked(1, x) ** 2)


class Mixture(NamedTuple):
    means: np.ndarray
    widths: np.ndarray


def weighed(x, mixture):
    weights = []
    for v in x:
        means, widths = mixture
        near = np.exp(-((v - means) ** 2) / widths)
        weights.append(near / np.sum(near))
    return np.array(weights)


def fitted(x, weights):
    means, widths = [], []
    for k in range(weights.shape[1]):
        mean = np.sum(weights[:, k] * x) / np.sum(weights[:, k])
        width = np.sum(weights[:, k] * (x - mean) ** 2)
        means.append(mean)
        widths.append(width if width > 0.3 else 0.3)
    return Mixture(np.array(means), np.array(widths))


@program((V4, 3), (V4, 0), reordered=True)
def a_tuple_that_a_call_after_another_makes_anew(x, n):
    mixture = Mixture(x[:2] * 1.1, np.array([0.5, 0.6]))
    for _ in range(n):
        weights = weighed(x, mixture)
        mixture = fitted(x, weights)
    return np.sum(mixture.means**2 * mixture.widths)
