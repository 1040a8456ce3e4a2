"""The zoo of functions: made inside functions, handed on, called; see `tests.programs`."""

import dataclasses
import functools
import math
from typing import NamedTuple

import numpy as np

from tests.programs import M23, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)
GAIN = 2.5


# ---------------------------------------------------------------- functions as values


@program((1.3,), reordered=True)
def lambda_called(x):
    square = lambda t: t * t  # noqa: E731
    return square(x) + square(2.0 * x)


@program((1.3,))
def cell_is_read_at_the_call(x):
    k = 2.0
    power = lambda t: t**k  # noqa: E731
    first = power(x)
    k = x
    return first * power(x)


@program((1.3,))
def default_is_read_at_the_definition(x):
    k = 2.0 * x
    scaled = lambda t, k=k, *, shift=x * x: t * k + shift  # noqa: E731
    k = 100.0
    return scaled(x) * scaled(x, 3.0) + scaled(x, shift=k)


def rk4(f, y, h):
    k1 = f(y)
    k2 = f(y + h / 2 * k1)
    k3 = f(y + h / 2 * k2)
    k4 = f(y + h * k3)
    return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@program((1.3, 0.7), (V3, 0.7), reordered=True)
def closure_handed_to_a_helper(x, a):
    def rhs(y):
        return -a * y + np.sin(y)

    y = x
    for i in range(3):
        y = rk4(rhs, y, 0.1)
    return np.sum(y)


def logistic(y):
    return y * (1.0 - y)


@program((0.3,))
def module_function_handed_to_a_helper(x):
    return rk4(logistic, x, 0.1) * rk4(lambda y: -x * y, x, 0.2)


def integrate(f, x0, x1, n):
    h = (x1 - x0) / n
    total = 0.5 * (f(x0) + f(x1))
    for i in range(1, n):
        total = total + f(x0 + i * h)
    return total * h


@program((0.4, 1.1))
def trapezium(a, b):
    return integrate(lambda t: math.exp(-a * t * t), 0.0, b, 5)


@program((0.4, logistic), (0.4, lambda y: y**3))
def function_as_a_parameter(x, f):
    return f(x) * f(f(x))


@program((1.3,), reordered=True)
def function_returned(x):
    def make(k):
        def inner(t):
            return t * k + x

        return inner

    by_two, by_x = make(2.0), make(x)
    return by_two(x) * by_x(3.0)


def compose(f, g):
    return lambda t: f(g(t))


@program((0.7,))
def composed(x):
    h = compose(lambda t: t * x, lambda t: math.sin(t) + x)
    return compose(h, h)(x)


@program((0.7, "cube"), (0.7, "twice"))
def functions_in_structures(x, kind):
    table = {"cube": lambda t: t**3, "twice": lambda t: 2.0 * t * x}
    pair = (table[kind], lambda t: t + x)
    return pair[0](x) * pair[1](x)


def apply_all(functions, x):
    y = x
    for f in functions:
        y = f(y)
    return y


@program((0.7,))
def functions_in_a_tuple_for_a_helper(x):
    a = 1.5 * x
    return apply_all((lambda t: t * a, math.sin, lambda t: t + x * a), x)


@program((0.7, 4))
def function_made_in_a_loop(x, n):
    s = 0.0
    for i in range(n):
        step = lambda t: t * i + s  # noqa: E731, B023
        s = step(x) + step(s)
    return s


@program((0.7, 3), refused="S2S305")
def function_made_in_a_loop_called_after_it(x, n):
    for i in range(n):
        step = lambda t: t * i  # noqa: E731, B023
    return step(x)


@program((1.2, 4))
def nested_function_that_calls_itself(x, n):
    def product(k):
        if k <= 0:
            return x
        return x * k * product(k - 1)

    return product(n)


@program((1.2,))
def nested_functions_that_call_each_other(x):
    def even(k):
        return x if k == 0 else x * odd(k - 1)

    def odd(k):
        return 1.0 if k == 0 else 2.0 * even(k - 1)

    return even(4) * odd(3)


@program((1.2, 3))
def parameters_shadow_names_around(x, n):
    y = 2.0 * x

    def inner(y, n=0.5):
        x = y * y
        for i in range(2):
            x = x + n * y
        return x

    return inner(y) * x + inner(x, n) * y


@program((1.2,))
def early_returns_inside(x):
    def clipped(t):
        if t > 1.0:
            return 1.0 + 0.1 * t * x
        for i in range(3):
            if t * i > 0.9:
                return t * i
        return t

    return clipped(x) + clipped(0.5 * x) + clipped(0.1 * x)


@program((1.2,))
def nested_three_deep(x):
    a = x * x

    def outer(t):
        b = t * a

        def middle(u):
            def inner(v):
                return v * a + b * u

            return inner(u) + inner(t)

        return middle(t) * b

    return outer(x)


@program((1.2,))
def function_of_a_captured_global(x):
    scaled = lambda t: GAIN * t * t  # noqa: E731
    return scaled(x) * x


@program((V4,))
def function_of_arrays(x):
    mean = np.sum(x) / len(x)
    center = lambda v: v - mean  # noqa: E731
    norm = lambda v: np.sqrt(np.sum(v * v))  # noqa: E731
    return norm(center(x)) * norm(x)


@program((V4,))
def function_writes_an_array_around(x):
    y = x * 1.0

    def relax(i):
        y[i] = 0.5 * y[i] + y[i - 1] * x[i]

    for i in range(1, 4):
        relax(i)
    return np.sum(y * y)


@program((1.2, True), (1.2, False))
def function_chosen_by_a_known_condition(x, flag):
    f = (lambda t: t * t) if flag else (lambda t: t + x)
    return f(x) * x


@program((1.2,), (0.2,))
def function_chosen_by_a_value(x):
    f = (lambda t: t * t) if x > 1.0 else (lambda t: t + x)
    return f(x)


@program((1.2,), refused="S2S304")
def result_is_a_function(x):
    return lambda t: t * x


@program((1.2,), refused="S2S204")
def cell_without_a_value(x):
    def early():
        return late * x

    y = early()
    late = 2.0
    return y * late


# ---------------------------------------------------------------- nonlocal


@program((1.2,))
def nonlocal_sum(x):
    total = 0.0

    def add(v):
        nonlocal total
        total = total + v * x

    for i in range(4):
        add(i * x)
        if i > 2:
            add(x)
    return total


@program((0.5,))
def counters(x):
    def make():
        n = 0.0

        def count(v):
            nonlocal n
            n += v
            return n

        return count

    a, b = make(), make()
    s = a(x) + a(x * x) + b(2.0 * x)
    for i in range(3):
        s = s + a(x) * b(s)
    return s


def feed(put, get, x):
    for i in range(3):
        put(x * i)
        x = x + 0.1 * get()
    return x


@program((0.5,))
def cell_shared_by_two_functions(x):
    state = x

    def put(v):
        nonlocal state
        state = state * 0.5 + v

    def get():
        return state * state

    y = feed(put, get, x)
    return y * state


@program((0.5, 3))
def nonlocal_in_recursion(x, n):
    calls = 0.0

    def visit(k):
        nonlocal calls
        calls += x
        if k > 0:
            visit(k - 1)
            visit(k - 2)

    visit(n)
    return calls * x


@program((0.5,))
def nonlocal_in_a_condition(x):
    y = x

    def grow():
        nonlocal y
        y = y * 1.5
        return y

    n = 0.0
    while grow() < 3.0:
        n = n + y
    return n + y


# ---------------------------------------------------------------- partial, decorators


def weighted(x, w, power=2):
    return w * x**power


@program((1.2, 0.7), reordered=True)
def partials(x, w):
    a = functools.partial(weighted, w=w)
    b = functools.partial(weighted, x, power=3)
    c = functools.partial(b, w)
    return a(x) + b(w) * a(x, power=3) + c() + c(power=1)


HALF = functools.partial(weighted, w=0.5)


@program((1.2,))
def captured_partial(x):
    return HALF(x) + rk4(HALF, x, 0.1)


def doubled(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return 2.0 * f(*args, **kwargs)

    return wrapper


def scaled_by(k):
    def decorate(f):
        def wrapper(*args):
            return k * f(*args)

        return wrapper

    return decorate


@doubled
@scaled_by(3.0)
def decorated(x, y=3.0):
    return x * y


@program((1.2,))
def decorated_callee(x):
    return decorated(x) * decorated(x, x)


@program((1.2,))
def decorated_inside(x):
    @doubled
    @scaled_by(x)
    def inner(t):
        return t * t

    return inner(x)


# ---------------------------------------------------------------- arguments of callees


def total(x, axis):
    return np.sum(x, axis=axis)


@program((M23,))
def value_of_a_callees_parameter_decides(a):
    return np.sum(total(a, 0) ** 2) + np.sum(total(a, axis=1) ** 3)


def power_by(x, n):
    if n <= 0:
        return GAIN
    return x * power_by(x, n - 1)


@program((1.2,))
def recursion_reads_a_global(x):
    return power_by(x, 3)


def plus(f=0.0, *, g=1.0, z=2.0):
    return f * g + z


def all_kinds(a, /, b, c=2.0, *rest, d, e=3.0, **more):
    s = a * b + c * d + e
    for r in rest:
        s = s * r
    return s + plus(**more)


@program((1.2, 0.7), reordered=True)
def every_kind_of_argument(x, y):
    extra = {"f": x, "g": y * y}
    rest = (x, y)
    s = all_kinds(x, y, d=x) + all_kinds(x, b=y, d=2.0, e=x)
    return s + all_kinds(x, y, 1.5, *rest, d=y, **extra) * all_kinds(y, x, x, d=x, z=x)


# ---------------------------------------------------------------- what a cell is when


@program((0.7,))
def dict_that_changes_is_captured(x):
    d = {"k": x}
    g = lambda t: t * d["k"]  # noqa: E731
    d["k"] = x * x
    return g(x)


@program((0.7,), (1.3,))
def cell_of_a_function_in_between(x):
    def outer():
        y = x

        def inner():
            nonlocal y
            y = y * 2.0
            return y

        inner()
        inner()
        return y

    return outer() * x


@program((0.7,), (1.3,))
def returns_early_without_a_value(x):
    y = x

    def step():
        nonlocal y
        y = y + 1.0
        if y > 2.0:
            return
        y = y * x

    for i in range(3):
        step()
        if i == 1:
            continue
        y = y * 1.1
    return y


@program((0.7,))
def name_is_another_function_later(x):
    def f(t):
        return t * x

    g = f

    def f(t):
        return t + x

    return g(x) * f(x)


@program((0.7,))
def parameter_is_assigned_by_a_function_inside(x):
    def grow(n):
        nonlocal x
        x = x * 1.5
        return x * n

    return grow(1) + grow(2) + x


@program((0.7,))
def two_functions_of_one_cell_are_returned(x):
    def make():
        z = x

        def get():
            return z

        def put(v):
            nonlocal z
            z = v

        return get, put

    get, put = make()
    for i in range(3):
        put(get() * 1.2 + i)
    return get()


@program((0.7,), (1.3,))
def assigned_in_conditions(x):
    total = 0.0

    def add(v):
        nonlocal total
        total += v
        return v > 1.0

    if (add(x) and add(2.0 * x)) or add(3.0 * x):
        return total * x
    y = total if add(5.0 * x) else add(x) * total
    return total + y


@program((0.7,))
def assigned_in_the_order_of_evaluation(x):
    total = x

    def scaled(v):
        nonlocal total
        total = total * v
        return total

    s = scaled(2.0) + scaled(x) * scaled(3.0)
    return sum(scaled(i + 1.0) for i in range(3)) * total + s


@program((0.7,))
def function_that_gets_itself(x):
    return (lambda f: f(f, 3))(lambda f, n: x if n == 0 else x * f(f, n - 1))


@program((0.7,))
def functions_mapped(x):
    s = sum(map(lambda t: t * x, [1.0, 2.0]))
    for v, w in zip(map(math.sin, (x, 2.0)), map(lambda a, b: a * b, (x, x), (x, 3.0))):
        s = s + v * w
    return s


class Pair(NamedTuple):
    p: float
    q: float = 2.0

    def product(self):
        return self.p * self.q


@dataclasses.dataclass(frozen=True)
class Box:
    low: float
    high: float = 1.5

    @property
    def width(self):
        return self.high - self.low

    def moved(self, by):
        return dataclasses.replace(self, low=self.low + by, high=self.high + by * by)


@program((0.7,))
def objects_made_inside(x):
    pair = Pair(x)
    other = pair._replace(q=x)
    box = Box(x).moved(x)
    p, q = other
    return pair.product() * other.product() + p * q + box.width * box.low


@program((0.7, 3))
def object_carried_around_a_loop(x, n):
    box = Box(x)
    for i in range(n):
        box = box.moved(0.1 * x * box.width)
    return box.low * box.high


@dataclasses.dataclass
class Plane:
    a: float
    b: float

    def __add__(self, other):
        return Plane(self.a + other.a, self.b + other.b)

    def __mul__(self, k):
        return Plane(self.a * k, self.b * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Plane(-self.a, -self.b)

    def __getitem__(self, i):
        return self.a if i == 0 else self.b

    def __matmul__(self, other):
        return self.a * other.a + self.b * other.b


@program((0.7,))
def operators_of_a_class(x):
    p = Plane(x, 2.0)
    q = 2.0 * p + (-p * x)
    p += q
    return (p @ q) * q[1]


def decay(t, a, b, /, c):
    """A model as one fits it: its parameters are the items of an array."""
    return a * np.exp(-b * t) + c


@program((V3,), (np.array([0.5, 0.25, 1.0]),))
def parameters_out_of_an_array(p):
    def line(t, slope, at):
        return slope * t + at

    t = np.linspace(0.0, 1.0, 4)
    kept = [v * v for v in p if v < 1.5]
    try:
        both = line(t, *kept)
    except TypeError:
        both = p[1] * t
    fit = functools.partial(decay, t)
    chosen = [k for k in range(len(p)) if k != 1]
    total = np.sum((fit(*p) - t**2) ** 2 + both) + np.arctan2(*p[1:]) + decay(0.5, *p[:2], c=p[2])
    return total * np.sum(p[chosen])
