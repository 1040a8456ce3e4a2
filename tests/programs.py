"""The zoo: small functions with inputs, each run through every mode, optimised and not.

``refused`` names the code of the refusal where the design does not hold a program yet (the
test fails when it is accepted, so that the list stays true).  ``smooth=False`` marks kinks
and singular points, where differences say nothing; ``expected`` gives the gradient there.
"""

import math
from dataclasses import dataclass
from math import sin as sine
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Program:
    function: Any
    calls: tuple[tuple[Any, ...], ...]
    refused: str = ""  # the code of the refusal, of value and first derivatives
    second_refused: str = ""  # the code of the refusal of reverse over reverse
    hessian_refused: str = ""  # the code of the refusal of either mode over reverse
    smooth: bool = True
    expected: Any = None
    reordered: bool = False  # whether second derivatives, made without calls, add, multiply or assign in another order
    second: bool = True  # whether second derivatives are compared
    tolerance: float = 1e-9
    wrt: tuple[str, ...] | None = None


PROGRAMS: dict[str, Program] = {}


def collector(programs):
    """The decorator that puts functions into a part of the zoo."""

    def program(*calls, **options):
        """Put a function into the zoo, with one tuple of arguments per call."""

        def add(function):
            assert function.__name__ not in programs, function.__name__
            programs[function.__name__] = Program(function, calls, **options)
            return function

        return add

    return program


program = collector(PROGRAMS)

V3 = np.array([0.5, -1.25, 2.0])
V4 = np.array([0.3, 1.1, -0.7, 2.2])
V6 = np.array([1.0, 0.5, 0.3, 0.8, 0.2, 0.9])
P4 = np.array([0.3, 1.1, 0.7, 2.2])
M23 = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])
M32 = np.array([[0.5, -1.0], [2.0, 1.5], [0.25, -0.75]])
M33 = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75], [0.1, 0.9, 1.3]])
M13 = np.array([[0.4, -0.2, 0.9]])
M31 = np.array([[0.4], [-0.2], [0.9]])
SCALE = 2.5
WEIGHTS = np.array([0.5, -1.0, 2.0, 0.25])
TABLE = {"gain": 3.0, "name": "x"}
LIMITS = (0.5, 4)


# ---------------------------------------------------------------- straight lines


@program((1.0, 2.0), (np.float64(1.0), np.float64(2.0)))
def closed_form(x1, x2):
    return np.exp(2 * x1) + x1 * x2**2 + np.cos(x2)


@program((3.0, 2.0))
def polynomial(x, y):
    z = x * x + 3 * x * y + 1
    return z


@program((2.0, 3.0))
def log_of_sum(x, y):
    return np.log(x**2 + np.sin(3 * x * y))


@program((1.5, -0.7))
def tuple_swap(x, y):
    a, b = x * y, x + y
    a, b = b, a
    (c, d), e = (a * b, a - b), a
    return c * d + e


@program((1.5, 0.7))
def augmented(x, y):
    z = x
    z += y
    z *= x
    z -= 2
    z /= y
    z **= 2
    return z


@program((0.7,))
def names_that_collide(w1):
    w2 = w1 * w1
    x_bar = w2 + 1.0
    t1 = x_bar * w2
    out_bar = t1 - w1
    tape = out_bar * t1
    value = tape + w2
    w1_bar = value * w1
    return w1_bar


@program((0.7, 1.3, 2.0))
def parameters_that_collide(tape, out_bar, w2_bar):
    t1 = [tape, out_bar]
    return t1[0] * out_bar + np.sin(tape) * w2_bar + t1[1]


@program((0.7, 1.3))
def x_and_x_bar(x, x_bar):
    return x * x_bar + x_bar**3


@program((0.7, 1.3))
def x_and_x_dot(x, x_dot):
    y_dot = x * x_dot
    return y_dot * x_dot + math.sin(x)


@program((0.7,))
def np_is_rebound(x):
    from_np = np.sin(x)
    math_ = from_np * 2
    return math_ * x


@program((0.6, 1.7))
def lambda_like_name(lambda_, in_):
    return lambda_ * in_ + lambda_**2


@program((2.0, 1.0))
def unused_parameter(x, y):
    return x * x


@program((2.0,))
def constant_result(x):
    return 3.0


@program((2.0,))
def identity(x):
    return x


@program((2.0, 3.0))
def tuple_result(x, y):
    return x * y, x + y, x


@program((2.0, 3.0))
def dict_result(x, y):
    return {"a": x * y, "b": (x, y * y)}


@program((2.0, 3))
def integer_parameter(x, n):
    return x**n + n * x


@program((2.0, True), (2.0, False))
def static_bool(x, flag):
    if flag:
        return x * x
    return x + 1.0


@program((2.0, "sin"), (2.0, "cos"))
def static_string(x, kind):
    if kind == "sin":
        y = np.sin(x)
    else:
        y = np.cos(x)
    return y * x


@program((2.0, None), (2.0, 1.5))
def static_none(x, y):
    if y is None:
        y = x
    return x * y


@program((1.5,))
def module_constants(x):
    return SCALE * x**2 + LIMITS[0] * x + np.pi * x


@program((P4,))
def module_array(x):
    return np.sum(WEIGHTS * x * x)


def _make_closure(k, table):
    def closure(x):
        return k * x * x + table[0] * x

    return closure


closure = program((1.5,))(_make_closure(3.0, (2.0, 1.0)))


@program((1.5,))
def from_import(x):
    return sine(x) * math.pi


# ---------------------------------------------------------------- branches


@program((2.0,), (-2.0,), (0.5,))
def branches(x):
    if x > 1:
        y = x * x
    elif x > 0:
        y = np.sin(x)
    else:
        y = -x
    return y * x


@program((2.0,), (-2.0,))
def early_return(x):
    if x > 0:
        return np.exp(-x)
    y = x * x
    return y + x


@program((2.0,), (-2.0,), (0.2,))
def nested_returns(x):
    if x > 0:
        if x > 1:
            return x**3
        y = x + 1
    else:
        y = x - 1
        if x < -1:
            return y * y
    return y * x


@program((2.0, 1.0), (0.5, 3.0), (-1.0, 1.0))
def conditional_expression(x, y):
    a = x if x > y else y * y
    b = (x * y if x > 0 else x) * a
    return a + b


@program((2.0, 1.0), (0.5, 3.0), (-1.0, -2.0))
def boolean_operators(x, y):
    if (x > 0 and y > 2) or not x > -0.5:
        return x * y
    if 0 < x < 1.5 or y == 7.0:
        return x - y
    return x / y


@program((2.0,), (-2.0,))
def defined_in_one_branch(x):
    if x > 0:
        y = x * x
    z = x
    if x > 0:
        z = y + x
    return z * x


@program((2.0,), (-2.0,))
def guarded_division(x):
    if x > 0 and 1.0 / x < 10.0:
        return 1.0 / x
    return x


@program((0.0,), (2.0,), smooth=False)
def short_circuit_guards(x):
    if x != 0.0 and 1.0 / x > 0.1:
        return 1.0 / x
    return x + 1.0


@program((2.0,), (-3.0,))
def branch_swaps(x):
    a, b = x, x * x
    if x > 0:
        a, b = b, a
    return a * a * b - b


@program((2.0, 1), (2.0, 0))
def branch_of_types(x, n):
    y = 1
    if n > 0:
        y = x * x
    return y * x


@program((0.5, 3), (0.5, 0), (-0.5, 2))
def truth_of_numbers(x, n):
    y = x
    if n:
        y = y * x
    if not n:
        y = y + 1.0
    return y * y


@program((0.5,))
def and_or_values(x):
    y = 0.0 or x
    z = x and x * x
    return y * z


# ---------------------------------------------------------------- loops


@program((0.5, 10), (-0.5, 4), (0.5, 0))
def loop_with_branch(x, n):
    y = 0.0
    for i in range(n):
        if x > 0:
            y = y + np.sin(x) * i
        else:
            y = y - x
    return y


@program((2.0,), (0.3,))
def newton(a):
    x = a
    while abs(x * x - a) > 1e-12:
        x = 0.5 * (x + a / x)
    return x


@program((1.1, 4), (1.1, 0))
def power_loop(x, n):
    y = 1.0
    for _ in range(n):
        y *= x
    return y


@program((1.1, 5), (0.9, 1))
def negative_step(x, n):
    y = x
    for i in range(n, 0, -1):
        y = y * x + i
    return y


@program((1.1, 9), (0.9, 2))
def steps_of_two(x, n):
    y = x
    for i in range(1, n, 2):
        y = np.sin(y * i) + x
    return y


@program((1.1, 10, 3), (1.1, 2, -2), (1.1, -9, -4))
def variable_step(x, n, k):
    y = x
    for i in range(0, n, k):
        y = y * 0.5 + np.cos(x * i)
    return y


@program((1.1, 4))
def nested_loops(x, n):
    y = x
    for i in range(n):
        for j in range(i):
            y = np.sin(y) + x * j
        y = y * x
    return y


@program((1.1, 4), (1.1, 0))
def loop_variable_after(x, n):
    y = x
    i = 0
    for i in range(n):
        y = y * x
    return y * i


@program((1.1, 4))
def loop_variable_after_sure(x, n):
    y = x
    for i in range(4):
        y = y * x
    return y * i


@program((1.1, 4))
def loop_variable_changed(x, n):
    y = x
    for i in range(n):
        i = i * 2
        y = y * x + i
    return y


@program((1.1, 6), (3.0, 6), (1.1, 0))
def break_out(x, n):
    y = x
    for i in range(n):
        y = y * x
        if y > 3.0:
            break
        y = y + 0.5
    return y * x


@program((1.1, 6), (3.0, 6))
def break_before_use(x, n):
    y = x
    s = 0.0
    for i in range(n):
        if y > 2.0:
            break
        t = y * x
        s = s + t
        y = t + 0.3
    return s * y


@program((1.1, 6), (-1.1, 6))
def continue_on(x, n):
    y = x
    for i in range(n):
        if y < 0:
            y = y * y
            continue
        y = np.sin(y) - 0.4 * x
    return y


@program((1.1, 6), (3.0, 6), (0.2, 6))
def return_from_loop(x, n):
    y = x
    for i in range(n):
        y = y * x
        if y > 3.0:
            return y * y
    return y + x


@program((1.1, 5), (2.5, 5))
def return_from_nested(x, n):
    s = x
    for i in range(n):
        for j in range(i + 1):
            s = s * x + j
            if s > 20.0:
                return s / x
        s = s - 0.5
    return s


@program((1.1, 5), (2.5, 5))
def break_inner(x, n):
    s = x
    for i in range(n):
        for j in range(3):
            s = s * x
            if s > 5.0:
                s = s * 0.2
                break
        s = s + i * x
    return s


@program((1.1, 5), (2.5, 5))
def for_else(x, n):
    s = x
    for i in range(n):
        s = s * x
        if s > 10.0:
            break
    else:
        s = s + x * x
    return s * x


@program((0.3,), (5.0,))
def while_true(x):
    y = x
    while True:
        y = y * 1.5 + x
        if y > 4.0:
            break
    return y * y


@program((0.3, 5), (0.9, 5))
def while_with_counter(x, n):
    i = 0
    y = x
    while i < n and y < 2.0:
        y = y + x * y
        i += 1
    return y * i


@program((0.3,), (3.0,))
def while_zero_trip(x):
    y = x
    while y < 1.0:
        y = y * 2.0
    return y * x


@program((0.5, 3))
def while_else(x, n):
    i = 0
    y = x
    while i < n:
        y = y * x
        i = i + 1
    else:
        y = y + x
    return y


@program((1.1, 5))
def fibonacci_swap(x, n):
    a, b = x, x * x
    for i in range(n):
        a, b = b, a + b * 0.5
    return a * b


@program((1.1, 4))
def loop_defines(x, n):
    for i in range(n):
        y = x * i
    return y * x


@program((1.1, 4))
def body_local(x, n):
    s = 0.0
    for i in range(n):
        t = x * i
        u = t * t
        s = s + u * t
    return s


@program((1.1, 5))
def previous_value(x, n):
    previous = 0.0
    current = x
    for i in range(n):
        new = current * x - previous
        previous = current
        current = new
    return current + previous


@program((1.1, 5))
def loop_integer_state(x, n):
    k = 1
    y = x
    for i in range(n):
        k = k * 2 + 1
        if k % 3 == 0:
            y = y * x
    return y * k


@program((1.1, 3), (1.1, 1), (1.1, 0))
def mode_changes_in_loop(x, n):
    mode = "square"
    y = x
    for i in range(n):
        if mode == "square":
            y = y * y + x
            mode = "sine"
        else:
            y = np.sin(y)
    return y


@program((1.1, 3))
def flag_changes_in_loop(x, n):
    flag = True
    y = x
    for i in range(n):
        if flag:
            y = y * y + x
        else:
            y = np.sin(y)
        flag = not flag
    return y


@program((1.1, 3), (1.1, 1), (1.1, 0))
def none_changes_in_loop(x, n):
    last = None
    y = x
    for i in range(n):
        if last is None:
            y = y * y + x
        else:
            y = np.sin(y)
        last = 1
    return y


@program((1.1, 3), (1.1, 1), (1.1, 0))
def function_changes_in_loop(x, n):
    g = np.sin
    y = x
    for i in range(n):
        y = g(y) * x
        g = np.cos
    return y


@program((1.1, 3))
def integer_becomes_float(x, n):
    y = 0
    for i in range(n):
        y = y + x * i
    return y * y


@program((1.1, 4), (1.1, 1))
def tuple_carried(x, n):
    s = (x, 1.0)
    for i in range(n):
        s = (s[0] * x + s[1], s[0])
    return s[0] * s[1]


@program((1.1,))
def loop_over_tuple(x):
    y = x
    for k in (1.0, 2.0, 3.0):
        y = y * k + np.sin(x * k)
    return y


@program((0.2, 50))
def logistic_map(x, n):
    for _ in range(n):
        if x < 0.5:
            x = 1.7 * x * (1.0 - x)
        else:
            x = x * x
    return x


@program((0.5, 3))
def loop_bound_changes(x, n):
    y = x
    for i in range(n):
        n = n + 1
        y = y * x + n
    return y


@program((0.5, 0.15))
def while_integrates(x, h):
    t = 0.0
    while t < 1.0:
        k = -x + t * t
        x = x + h * k
        t = t + h
    return x * t


@program((1.3, 4))
def break_at_first(x, n):
    y = x
    for i in range(n):
        if i >= 0:
            break
        y = y * x
    return y * x


@program((1.3, 4))
def two_breaks(x, n):
    y = x
    for i in range(n):
        y = y * x
        if y > 4.0:
            y = y * 2.0
            break
        if i == 2:
            y = y + x
            break
        y = y + 0.1
    return y


@program((1.3, 4))
def continue_and_break(x, n):
    y = x
    for i in range(2 * n):
        if i == 1:
            continue
        y = y + np.sin(y) * i
        if i > 3:
            y = y * x
            if y > 3.0:
                break
        elif y > 2.0:
            y = y - x
            continue
        y = y * 0.9
    return y


# ---------------------------------------------------------------- calls


def square_plus(x, k=2.0):
    return x * x + k


def quadratic(a, b, *, c=1.0):
    return a * b + c * a


def both(x, y):
    return x * y, x - y


def recursive_power(x, n):
    if n == 0:
        return 1.0
    return x * recursive_power(x, n - 1)


def even_step(x, n):
    if n <= 0:
        return x
    return odd_step(np.sin(x), n - 1)


def odd_step(x, n):
    if n <= 0:
        return x * x
    return even_step(x * 1.1, n - 1)


@program((1.5, 0.5))
def call_positional(x, y):
    return square_plus(x * y) + square_plus(y, x)


@program((1.5, 0.5))
def call_keyword(x, y):
    return quadratic(b=x, a=y) + quadratic(x, y, c=x)


@program((1.5, 0.5))
def call_twice(x, y):
    a = square_plus(x)
    b = square_plus(a)
    return a * b + square_plus(y, k=b)


@program((1.5, 0.5))
def call_many_results(x, y):
    p, q = both(x, y)
    r = both(p, q)
    return r[0] + p * r[1]


@program((1.5, 0.5))
def call_inactive(x, y):
    return square_plus(3.0) * x + square_plus(2.0, y)


@program((1.1, 4), (1.1, 0))
def recursion(x, n):
    return recursive_power(x, n) + x


@program((1.1, 4), (1.1, 3))
def mutual_recursion(x, n):
    return even_step(x, n) * x


@program((1.1, 4))
def call_in_loop(x, n):
    y = x
    for i in range(n):
        y = square_plus(y, x) * 0.3
    return y


@program((1.1, 4))
def call_in_while_condition(x, n):
    y = x
    while square_plus(y) < 10.0:
        y = y * 1.4 + 0.01 * x
    return y


def sum_squares(v):
    return np.sum(v * v)


@program((V3, 2.0))
def call_with_array(x, a):
    return sum_squares(x * a) + sum_squares(x)


def loop_helper(x, n):
    y = x
    for i in range(n):
        y = y * y * 0.5 + x
    return y


@program((0.4, 0.7))
def call_of_loop(x, y):
    return loop_helper(x, 3) * loop_helper(y, 2)


def starred(x, *rest, **options):
    return x * rest[0] + options["scale"] * rest[1]


@program((1.5, 0.5))
def call_starred(x, y):
    return starred(x, y, x * y, scale=y)


@program((1.5, 0.5))
def call_unpacked(x, y):
    args = (x, y)
    return square_plus(*args) * y


# ---------------------------------------------------------------- scalar functions


@program((0.4,), (np.float64(0.4),))
def math_functions(x):
    a = math.exp(x) + math.log(x) + math.log1p(x) + math.expm1(x) + math.sqrt(x)
    b = math.sin(x) * math.cos(x) * math.tan(x)
    c = math.asin(x) + math.acos(x) * math.atan(x)
    d = math.sinh(x) + math.cosh(x) * math.tanh(x)
    return a * b + c * d + math.atan2(x, 2.0) + math.pow(x, 3.0)


@program((0.4,), (V4[:1] * 1.0,), (np.array(0.4),))
def numpy_functions(x):
    a = np.exp(x) + np.log(x) + np.log1p(x) + np.expm1(x) + np.sqrt(x)
    b = np.sin(x) * np.cos(x) * np.tan(x)
    c = np.arcsin(x) + np.arccos(x) * np.arctan(x)
    d = np.sinh(x) + np.cosh(x) * np.tanh(x)
    return np.sum(a * b + c * d + np.arctan2(x, 2.0) + x**3.0)


@program((1.5, 0.5), (0.5, 2.5))
def two_argument_functions(x, y):
    return np.arctan2(x, y) * x**y + np.maximum(x, y) * np.minimum(x * x, y) + np.where(x > y, x, y * y)


@program((1.5, 2.5), (np.float64(1.5), np.float64(2.5)), (1.5, 2))
def powers(x, y):
    return x**y + x**2 + x**-1 + x**0.5 + 2.0**x + x**0 + y**x + x**1


@program((-1.5,))
def negative_base(x):
    return x**3 + x**2 + (-x) ** 1.5 + x**-2


@program((0.0, 1.0, 1.0), (2.0, 1.0, 1.0), smooth=False)
def power_at_zero(x, a, b):
    return x**2 * a + x**1 * b + x**3


@program((0.0,), expected=0.0, smooth=False, second=False)
def absolute_at_zero(x):
    return abs(x) * 3.0


@program((1.0, 1.0), expected=(0.5 - 1.0, 0.5 - 1.0), smooth=False, second=False)
def tie(x, y):
    return np.maximum(x, y) - 2.0 * np.minimum(x, y)


@program((np.float64(0.0),), expected=math.inf, smooth=False, second=False)
def square_root_at_zero(x):
    return np.sqrt(x)


@program((np.array([0.0, 4.0]),), expected=np.array([math.inf, 0.25]), smooth=False, second=False)
def square_root_of_array_with_zero(x):
    return np.sum(np.sqrt(x))


@program((0.0,), expected=math.inf, smooth=False, second=False)
def math_square_root_at_zero(x):
    return math.sqrt(x)


@program((0.0,), expected=math.inf, smooth=False, second=False)
def half_power_at_zero(x):
    return x**0.5


@program((0.0, 0.5), expected=(math.inf, 0.0), smooth=False, second=False)
def variable_power_at_zero(x, y):
    return x**y


@program((np.float64(0.0), np.float64(2.0)), (np.float64(0.0), np.float64(1.0)), smooth=False, second=False)
def variable_power_at_zero_smooth(x, y):
    return x * x * y + y * y


@program((np.array([0.0, 1.0, 4.0]),), expected=np.array([0.0, 0.5, 0.25]), smooth=False, second=False)
def where_guards_nothing(x):
    return np.sum(np.where(x > 0.5, np.sqrt(np.where(x > 0.5, x, 1.0)), 0.0))


@program((np.array([-1.0, 1.0, 4.0]),), smooth=False, second=False, expected=np.array([0.0, 0.5, 0.25]))
def nan_in_branch_not_taken(x):
    y = 0.0
    for i in range(3):
        if x[i] > 0:
            y = y + np.sqrt(x[i])
    return y


@program((0.0,), (1.0,), smooth=False, second=False)
def inactive_nan(x):
    k = np.float64(np.nan)
    y = x * x
    if k > 0:
        y = k * x
    return y


@program((2.5, -1.5))
def abs_and_sign(x, y):
    return abs(x) * np.abs(y) + np.absolute(x * y) + math.fabs(y)


@program((2.5,))
def steps_are_constant(x):
    return x * (x // 1.0) + int(x) * x + np.floor(x) * x + math.ceil(x)


@program((2.3,))
def integers_and_casts(x):
    k = int(x) + 1
    return float(k) * x + float(x) * x


# ---------------------------------------------------------------- arrays


@program((np.arange(5.0),), (V6,))
def rosenbrock(x):
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


@program((V4,))
def reads(x):
    return x[0] * x[-1] + x[1] ** 2 * x[2]


@program((V6, 2))
def computed_index(x, k):
    s = 0.0
    for i in range(len(x) - k):
        s += x[i] * x[i + k] + x[-i]
    return s


@program((V6,))
def slices(x):
    return np.sum(x[1:-1] * x[2:] * x[:-2]) + np.sum(x[::2]) * x[::-1][0] + np.sum(x[::-1] * x)


@program((M33,))
def matrix_reads(a):
    return a[0, 1] * a[2][2] + np.sum(a[1] * a[:, 0]) + np.sum(a[1:, :-1] ** 2) + np.sum(a[..., 1])


@program((M23,))
def reductions(a):
    s = np.sum(a, axis=0) * np.mean(a, axis=0)
    t = np.sum(a, axis=1, keepdims=True) * a
    u = np.mean(a) * np.sum(a) + a.sum() * a.mean(axis=-1)[0]
    return np.sum(s) + np.sum(t * t) + u


@program((M23,))
def reductions_of_both_axes(a):
    s = np.sum(a * a, axis=(0, 1))
    t = np.mean(a, axis=(0, 1), keepdims=True)
    return s * np.sum(t * a)


@program((M23, M32, V3))
def products(a, b, v):
    c = a @ b
    d = a @ v
    e = np.dot(b.T, v) * d
    return np.sum(c * c) + np.dot(d, e) + v @ v + np.sum(v @ b)


@program((V3, M33))
def quadratic_form(x, a):
    return x @ a @ x + np.dot(x, x) * np.dot(a, x)[1]


@program((M23,))
def shapes(a):
    b = a.reshape(3, 2)
    c = np.reshape(a, (6,))
    d = a.T
    return np.sum(b * d) + np.sum(c[1:] * c[:-1]) + np.sum(a.ravel() ** 3)


@program((V3, M23), (np.array([2.0]), M23), (V3, V3))
def broadcasting(x, a):
    return np.sum(x * a + a / (x * x + 1.0)) - np.sum(x - a)


@program((M13, M31), (M13, M33), (M31, M33), (np.array([[2.0]]), M33), (M13, np.array([[1.5]])))
def broadcasting_of_ones(a, b):
    return np.sum((a * b - a) ** 2) + np.sum(a + b * b)


@program((2.0, V3), (np.float64(2.0), V3), (np.array(2.0), V3))
def scalar_and_array(a, x):
    return np.sum(a * x + x**2 / a) + np.sum(x - a)


@program((1.7, M23), (np.array([1.7]), M23))
def scalar_power_array(a, x):
    return np.sum(a**x) + np.sum(np.maximum(x, a) * x)


@program((V3,))
def array_result(x):
    return np.sin(x) * x[0]


@program((V3, 2.0))
def array_results(x, a):
    return x * a, np.sum(x), a


@program((V3,))
def returns_the_argument(x):
    return x


@program((V3,))
def returns_a_view(x):
    return x[1:]


@program((V3,))
def returns_twice(x):
    y = x * x
    return y, y


@program((V3, 2.0))
def array_built(x, a):
    y = np.array([x[0] * a, a, 3.0])
    z = np.array([[a, x[1]], [x[2], a * a]])
    return np.sum(y * x) + np.sum(z @ z)


@program((V3,))
def zeros_and_ones(x):
    y = np.zeros(3) + x
    z = np.ones((2, 3)) * x
    return np.sum(y * z)


@program((V3,))
def like_arrays(x):
    return np.sum(np.ones_like(x) * x * x + np.zeros_like(x))


@program((V4, V4[::-1].copy()))
def where_and_masks(x, y):
    return np.sum(np.where(x > y, x * y, y - x)) + np.sum(np.where(x > 0, x, 0.0) * y)


@program((np.array([1.0, 2.0, 2.0]), np.array([1.0, 3.0, 0.5])), smooth=False, second=False)
def array_ties(x, y):
    return np.sum(np.maximum(x, y) * 2.0 + np.minimum(x, y))


@program((V4,))
def abs_array(x):
    return np.sum(abs(x) * np.abs(x + 1.0))


@program((V4,))
def softmax(x):
    e = np.exp(x - x[0])
    p = e / np.sum(e)
    return -np.log(p[1]) + np.sum(p * x)


@program((V4,))
def normalise(x):
    n = np.sqrt(np.sum(x * x))
    return (x / n)[1] * n + x[0]


@program((np.array(0.5), np.array(2.0)))
def zero_dimensional(x, y):
    z = x * y
    return np.sin(z) + z * x


@program((V4.astype(np.float32), np.float32(1.5)), tolerance=2e-4, smooth=False)
def single_precision(x, a):
    y = x * a + 2.0
    return np.sum(y * y) + a * a


@program((V4.astype(np.float32), 1.5), tolerance=2e-4, smooth=False)
def single_and_python(x, a):
    return np.sum(np.sin(x * a) * x + a)


@program((V4.astype(np.float32), V4), tolerance=2e-4, smooth=False)
def mixed_precision(x, y):
    return np.sum(x * y + y * y)


@program((V4, np.array([1, 0, 2, 3])))
def integer_array(x, k):
    return np.sum(x * k) + x[0] * k[2]


@program((V4, np.array([1, 0, 1, 3])))
def gather(x, ids):
    return np.sum(x[ids] * x) + x[ids[0]]


@program((V4,))
def gather_literal(x):
    return np.sum(x[[0, 0, 2]] ** 2)


@program((V4,))
def boolean_mask(x):
    return np.sum(x[x > 0] ** 2)


@program((M23,))
def new_axes(a):
    v = a[0]
    return np.sum(v[:, None] * v[None, :] * 2.0) + np.sum(a[:, None, :] * a[None])


@program((M33,))
def transposes(a):
    return np.sum(np.transpose(a) * a @ a.T) + np.sum(np.swapaxes(a, 0, 1)[0] * a[0])


@program((np.zeros(0), 2.0))
def empty_array(x, a):
    return np.sum(x * a) + a * a


@program((np.ones((2, 0, 3)), 2.0))
def empty_axis(x, a):
    return np.sum(np.sum(x * a, axis=1) + a)


@program((V6, 3), (V6, 0))
def array_carried(x, n):
    y = x
    for i in range(n):
        y = np.sin(y) * x + y[::-1]
    return np.sum(y * y)


@program((V6, 3), (V6, 0))
def array_carried_from_zeros(x, n):
    s = np.zeros(6)
    for i in range(n):
        s = s + x * (i + 1)
    return np.sum(s * s)


@program((V6, 3), (V6, 0))
def scalar_becomes_array(x, n):
    s = 0.0
    for i in range(n):
        s = s + x * i
    return np.sum(s * s)


@program((V4,), (-V4,))
def array_in_branches(x):
    if x[0] > 0:
        y = x * x
    else:
        y = x[::-1]
    return np.sum(y * x)


@program((V4,), (-V4,))
def alias_in_branches(x):
    y = x if x[0] > 0 else x * 2.0
    return np.sum(y * x)


@program((V6,))
def array_in_while(x):
    while np.sum(x * x) > 0.5:
        x = x * 0.6 + 0.01
    return np.sum(x**3)


@program((V6,))
def loop_over_axis(x):
    s = 0.0
    for i in range(1, x.shape[0]):
        s = s + x[i] * x[i - 1] * np.sqrt(x[i])
    return s


@program((M33, V3))
def loops_over_matrix(a, x):
    s = 0.0
    for i in range(a.shape[0]):
        t = 0.0
        for j in range(len(x)):
            t += a[i, j] * x[j]
        s += t * t
    return s


@program((M33,))
def row_reads_in_loop(a):
    s = 0.0
    for i in range(3):
        row = a[i]
        s = s + np.sum(row * a[:, i]) * row[0]
    return s


@program((V6,))
def unpacked_array(x):
    a, b, c, d, e, f = x
    return a * b + c * d + e * f


@program((V6,))
def lengths(x):
    n = len(x)
    return np.sum(x) / n + x.size * x[0] + np.mean(x) * x.shape[0] + x.ndim * x[1]


# ---------------------------------------------------------------- structures


@program(({"a": 1.5, "b": V3, "n": 2},))
def dict_parameter(p):
    return p["a"] * np.sum(p["b"] ** p["n"])


@program(((1.5, (V3, 2.0)), 3.0))
def nested_tuple_parameter(p, y):
    a, (b, c) = p
    return a * np.sum(b) * c + y * c


@program(([1.5, 2.5, 3.5],))
def list_parameter(values):
    s = 0.0
    for v in values:
        s = s + v * v
    return s * values[0]


# ---------------------------------------------------------------- writes in place


@program((1.3,))
def local_stores(x):
    y = np.zeros(4)
    y[0] = x
    for i in range(1, 4):
        y[i] = y[i - 1] * x
    return y[3] + y[2] * y[1]


@program((1.3,))
def local_updates(x):
    y = np.zeros(4)
    y[0] = x
    for i in range(1, 4):
        y[i] = y[i - 1] * x
    y[1:3] += y[0:2] * x
    y *= y
    return y[3] + y[2]


@program((V4,))
def store_slices(x):
    y = np.zeros(6)
    y[1:5] = x
    y[2:4] = y[1:3] * 2.0
    y[0] = y[1] * y[2]
    y[::2] = y[::2] * x[0]
    return np.sum(y * y)


@program((V4,))
def store_broadcasts(x):
    y = np.zeros((3, 4))
    y[:] = x
    y[1] = x[0]
    y[:, 2] = x[1] * x[2]
    y[0, :2] += x[2:]
    return np.sum(y * y * y)


@program((V4,))
def store_broadcasts_ones(x):
    y = np.zeros((3, 4))
    y[:, :] = x.reshape(1, 4)
    y[1:, :] *= x[:1]
    return np.sum(y * y)


@program((V4,))
def views_of_locals(x):
    y = x * 1.0
    v = y[1:]
    w = v[:2]
    v *= 2.0
    w += y[0]
    y[2] = w[0] * x[3]
    return np.sum(v * v) + np.sum(w) * y[1]


@program((V4,))
def view_before_store(x):
    y = x * 1.0
    v = y[::2]
    s = np.sum(v * v)
    y[0] = x[1] * x[1]
    return s + np.sum(v * v * x[0])


@program((V4,))
def load_then_store(x):
    y = x * x
    a = y[1]
    y[1] = a * a
    b = y[1]
    return a * b + np.sum(y)


@program((V4,))
def alias_of_local(x):
    y = x * x
    z = y
    z[0] = 3.0 * x[1]
    y += z
    return np.sum(z * y * x)


@program((V4,))
def all_update_operators(x):
    y = x + 3.0
    y += x
    y -= x * x
    y *= x
    y /= x + 5.0
    y **= 2
    return np.sum(y)


@program((V4, 1.3))
def update_by_scalar(x, a):
    y = x + 3.0
    y *= a
    y += a * a
    y /= a
    y -= y[0]
    return np.sum(y * y)


@program((V4,))
def update_by_itself(x):
    y = x + 1.0
    y += y
    y *= y
    y -= y[::-1] * 0.5
    y /= y + 10.0
    return np.sum(y * x)


@program((V4, 1.3))
def writes_argument(x, a):
    x[1] = a * x[0]
    x[2:] *= a
    return np.sum(x * x)


@program((V4,))
def copy_then_write(x):
    y = x.copy()
    y[0] = y[1] * y[2]
    return np.sum(y * x)


@program((V4,))
def returned_buffer(x):
    y = np.zeros(4)
    for i in range(4):
        y[i] = x[i] * x[0]
    return y


@program((V4,))
def returned_buffer_and_view(x):
    y = x * 2.0
    y[1] = x[0] * x[2]
    return y, y[1:] * x[1:]


@program((V4,))
def returned_written_argument(x):
    x *= 2.0
    return x


@program((V4, 1.5))
def matrix_updates(x, a):
    m = np.zeros((4, 4))
    for i in range(4):
        for j in range(i + 1):
            m[i, j] = x[i] * a + x[j] * x[j]
    m[1:, 0] += x[1:]
    m[2] *= x
    return np.sum(m @ m) + np.sum(m[:, 1] * x)


@program((V6, 2))
def seidel(u, n):
    for k in range(n):
        for i in range(1, len(u) - 1):
            u[i] = 0.5 * u[i] + 0.25 * (u[i - 1] * u[i - 1] + u[i + 1])
    return np.sum(u * u)


@program((V6, 3))
def jacobi(u, n):
    for k in range(n):
        u[1:-1] = 0.5 * (u[2:] + u[:-2] * u[1:-1])
    return np.sum(u * u)


def smooth_in_place(a, k):
    for i in range(1, len(a) - 1):
        a[i] = a[i] * k + 0.1 * a[i - 1]


def scale_and_return(a, k):
    a *= k
    return a


def put(a, i, v):
    a[i] = v * a[i]


@program(
    (V6, {"rate": 0.3, "decay": 0.2, "steps": 3, "limit": 2.0}),
    (V6, {"rate": 0.3, "decay": 0.2, "steps": 3, "limit": 0.6}),
)
def relaxation(u, params):
    v = u[1:-1]
    rate = params["rate"]
    n = params["steps"]
    for sweep in range(n):
        for i in range(1, len(u) - 1):
            u[i] += rate * (u[i - 1] - 2.0 * u[i] + u[i + 1])
        v *= 1.0 - params["decay"] * v
        smooth_in_place(u, rate)
        if u[1] > params["limit"]:
            break
    return np.sum(u * u)


@program((V6, 0.7))
def helper_mutates(x, k):
    y = x * 1.0
    smooth_in_place(y, k)
    smooth_in_place(y[1:], k)
    return np.sum(y * y)


@program((V6, 0.7))
def helper_mutates_argument(x, k):
    smooth_in_place(x, k)
    return np.sum(x * x)


@program((V6, 0.7))
def helper_returns_argument(x, k):
    y = x * 1.0
    z = scale_and_return(y, k)
    z[0] = k * k
    return np.sum(y * z)


@program((V6, 0.7))
def helper_in_loop(x, k):
    y = np.zeros(6)
    for i in range(6):
        y[i] = x[i]
        put(y, i, k)
        put(y, 0, x[i])
    return np.sum(y * y)


@program((V6,))
def buffer_per_iteration(x):
    s = 0.0
    for i in range(3):
        b = np.zeros(3)
        b[0] = x[i]
        b[1:] = x[i : i + 2] * b[0]
        b *= b
        s = s + np.sum(b)
    return s


@program((V6,), (-V6,))
def store_in_branch(x):
    y = x * 1.0
    if x[0] > 0:
        y[1] = x[2] * y[1]
        y[3:] *= 2.0
    else:
        y += x * x
    return np.sum(y * y)


@program((V6,), (V6 * 3.0,))
def store_before_break(x):
    y = np.zeros(6)
    for i in range(6):
        y[i] = x[i] * x[i]
        if y[i] > 2.0:
            y[0] = y[i] * 0.5
            break
        y[i] += x[0]
    return np.sum(y * x)


@program((V6,))
def accumulate(x):
    s = np.zeros(1)
    for i in range(6):
        s[0] += x[i] * x[i]
    return s[0] * s[0]


@program((V6, np.array([0, 2, 2, 1])))
def histogram(x, ids):
    h = np.zeros(3)
    for k in range(4):
        h[ids[k]] += x[k]
    return np.sum(h * h)


@program((V6, np.array([0, 2, 2, 1])))
def repeated_fancy_store(x, ids):
    h = np.zeros(3)
    h[ids] = x[:4]
    return np.sum(h * h)


@program((V6, np.array([0, 2, 2, 1])))
def fancy_update(x, ids):
    h = np.zeros(3)
    h[ids] += x[:4]
    return np.sum(h * h)


@program((V6,))
def mask_store(x):
    y = x * 1.0
    y[x > 0.4] = 0.0
    return np.sum(y * y)


@program((V6,))
def mask_store_value(x):
    y = x * 1.0
    y[y > 0.4] = x[0]
    return np.sum(y * y)


@program((V6,))
def overlapping_store(x):
    y = x * 1.0
    y[1:] = y[:-1]
    y[:-1] += y[1:]
    return np.sum(y * y * x)


@program((V6,))
def reversed_store(x):
    y = x * 1.0
    y[:] = y[::-1] * x
    y[:] = y[::-1]
    return np.sum(y * x)


@program((V6,), refused="S2S405")
def strided_overlap(x):
    y = x * 1.0
    y[::2] = y[0:3]
    return np.sum(y * x)


@program((V6,))
def reshaped_view_written(x):
    y = x * 1.0
    m = y.reshape(2, 3)
    m[0] *= 2.0
    m[1, 0] = x[0] * x[1]
    return np.sum(y * y)


@program((M23,))
def transposed_view_written(a):
    b = a * 1.0
    c = b.T
    c[0] *= 2.0
    c[1, 0] = a[0, 0] ** 2
    return np.sum(b * b)


@program((M23,), refused="S2S401")
def raveled_copy_written(a):
    b = a * 1.0
    c = b.T.ravel()
    c[0] = a[0, 1]
    return np.sum(b * b) + np.sum(c * c)


@program((V6,), (-V6,))
def conditional_alias_written(x):
    a = x * 1.0
    b = x * 2.0
    c = a if x[0] > 0 else b
    c[0] = x[1] * x[2]
    return np.sum(a * b)


@program((V6, 3))
def buffers_swapped(x, n):
    a = x * 1.0
    b = np.zeros(6)
    for k in range(n):
        b[1:-1] = a[2:] * a[:-2]
        a, b = b, a
    return np.sum(a * a) + np.sum(b)


@program((V6, 3))
def buffer_rebound_in_loop(x, n):
    y = x * 1.0
    for k in range(n):
        y[0] = y[1] * y[0]
        y = y * 0.5 + x
    return np.sum(y * y)


@program((V6,))
def written_then_read_outside(x):
    y = x * x
    z = y * x
    y[0] = 7.0
    return np.sum(z * y) + np.sum(y)


@program((V6,))
def scalar_of_buffer_kept(x):
    y = x * 1.0
    s = 0.0
    for i in range(5):
        t = y[i]
        y[i + 1] = t * y[i + 1]
        y[i] = 0.0
        s += t * t
    return s + y[5]


@program((np.array(1.5),))
def zero_dimensional_in_place(x):
    y = x * np.ones(())
    y = np.array(y)
    y += x
    y *= y
    return y * x


@program((V4,))
def integer_buffer(x):
    k = np.zeros(4, dtype=int)
    for i in range(4):
        k[i] = i * i
    return np.sum(x * k) + x[k[1]]


@program((V4, 0.5))
def store_inactive(x, a):
    y = np.ones(4)
    y[1] = 3.0
    y[2] = a
    y[3] = 2.0 * y[1]
    return np.sum(y * x)


@program((V4,))
def store_overwrites_active(x):
    y = x * x
    y[:] = 2.0
    y[0] = x[0]
    return np.sum(y * y)


@program((V4.astype(np.float32),), tolerance=2e-4, smooth=False)
def single_precision_stores(x):
    y = np.zeros(4, dtype=np.float32)
    y[0] = x[0] * x[1]
    y[1:] = x[1:] * y[0]
    y *= x
    return np.sum(y)


@program((V4,), tolerance=2e-4, smooth=False)
def rounded_by_a_store(x):
    y = np.zeros(4, dtype=np.float32)
    y[:] = x * x
    return np.sum(y * x)


@program((V6, 4))
def heat_matrix(x, n):
    u = np.zeros((n, 6))
    u[0] = x
    for k in range(1, n):
        u[k, 1:-1] = u[k - 1, 1:-1] + 0.1 * (u[k - 1, 2:] - 2.0 * u[k - 1, 1:-1] + u[k - 1, :-2]) * u[k - 1, 1:-1]
        u[k, 0] = u[k - 1, 1]
    return np.sum(u[n - 1] ** 2) + u[1, 1]


@program((np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]]),))
def cholesky(a):
    n = a.shape[0]
    for i in range(n):
        for j in range(i):
            for k in range(j):
                a[i, j] -= a[i, k] * a[j, k]
            a[i, j] /= a[j, j]
        for k in range(i):
            a[i, i] -= a[i, k] * a[i, k]
        a[i, i] = np.sqrt(a[i, i])
    return a[0, 0] * a[1, 1] * a[2, 2] + a[2, 1]


@program((V6,))
def prefix_products(x):
    y = np.ones(7)
    for i in range(6):
        y[i + 1] = y[i] * x[i]
    for i in range(5, -1, -1):
        y[i] += y[i + 1] * x[i]
    return y[0]


@program((V4, V3))
def polynomial_at_points(c, t):
    y = np.zeros(3)
    for k in range(len(c) - 1, -1, -1):
        y *= t
        y += c[k]
    return np.sum(y * y)


@program((V4,))
def view_in_loop(x):
    m = np.zeros((4, 4))
    for i in range(4):
        row = m[i]
        row += x
        row[i] *= x[i]
        row[:1] -= x[0] * row[i]
    return np.sum(m * m)


@program((V4,))
def helper_gets_view_in_loop(x):
    m = np.ones((3, 4)) * x
    for i in range(3):
        smooth_in_place(m[i], x[i])
    return np.sum(m * m)


@program((V4, 2.0))
def same_array_twice(x, a):
    y = x * a
    y[0] = a
    z = np.sum(y * y)
    y[1] = z
    return z * np.sum(y)


# ---------------------------------------------------------------- what a simplification could lose


@program((V4,))
def copies_that_look_like_nothing(x):
    y = x * 2.0
    a = y + 0.0
    b = y * 1.0
    c = y / 1.0
    d = +y
    e = y - 0
    f = y**1
    g = y.copy()
    h = np.array(y)
    y *= 3.0
    y[0] = x[1]
    return np.sum((a + b * c) * d * x + e * f + g * h) + np.sum(y)


@program((V4,))
def double_negation_of_a_buffer(x):
    y = x * 2.0
    a = -y
    y *= x
    b = -a
    y += b * a
    c = -(a * x)
    return np.sum(b * c * y)


@program((V4,))
def value_of_a_buffer_kept(x):
    y = x * 2.0
    a = y + 1.0
    b = np.sin(y)
    c = y[1:] - 2.0
    y *= y
    d = a * b
    y[1:] += c
    y[0] = d[0]
    return np.sum(y * a * b) + np.sum(c * d[1:])


@program((V4,))
def same_expression_before_and_after(x):
    y = x * 2.0
    a = y * y
    y[1] = a[0]
    b = y * y
    s = np.sum(y)
    y *= x
    return np.sum(a * b) * s * np.sum(y) + np.sum(y * y)


@program((V4,))
def two_zeros_are_two_arrays(x):
    a = np.zeros(4)
    b = np.zeros(4)
    a[0] = x[1]
    b[0] = x[0] * x[0]
    a += b
    return np.sum(a * b) + np.sum(a * x)


@program((V4,))
def loads_around_stores(x):
    y = x * 2.0
    i = 1
    a = y[i]
    y[i] = a * x[0]
    b = y[i]
    y[i - 1] = b * a
    c = y[i - 1] * y[i]
    y[0] = 0.0
    return a * b * c + np.sum(y)


@program((V4, 3))
def loads_around_stores_in_loop(x, n):
    y = x * 2.0
    s = 0.0
    for k in range(n):
        a = y[k]
        y[k + 1] = a * y[k + 1]
        b = y[k + 1]
        y[k] = np.sin(a) * b
        s = s + a * b * y[k]
    return s + np.sum(y * x)


@program((V4,))
def adjoints_that_could_share(x):
    a = x + 0.5
    b = a
    c = a - x[0]
    d = a + c
    a = a * d
    return np.sum(a) + np.sum(b * c) + np.sum(c) + np.sum(d)


@program((V4,))
def gradient_is_the_seed(x):
    y = x + 1.0
    return y


@program((V4, V4[::-1].copy()))
def gradients_are_the_seed(x, y):
    return x + y


@program((V4, V4[::-1].copy()))
def gradients_are_parts_of_the_seed(x, y):
    z = x - y
    return z, z


@program((V4, 1.5))
def condition_overwritten(x, a):
    y = x * a
    s = 0.0
    for i in range(3):
        if y[i] > 0.5:
            y[i] = -y[i] * a
            s = s + y[i]
        elif y[i + 1] > 0.0:
            y[i + 1] = y[i] * y[i + 1]
        else:
            s = s - y[i] * y[i]
    return s * np.sum(y)


@program((V4, np.array([2, 0, 1, 3])))
def index_array_changes(x, ids):
    k = ids * 1
    y = x * 1.0
    s = 0.0
    for i in range(4):
        s = s + y[k[i]] * (i + 1)
        y[k[i]] *= x[i]
        k[i] = 0
        s = s * y[k[i]]
    return s


@program((V6, 2))
def index_is_carried(x, k):
    s = 0.0
    for i in range(4):
        s = s + x[k] * x[i]
        k = (k * 2 + 1) % 5
    return s * x[k]


@program((0.7, 3))
def while_of_integers_and_floats(x, n):
    y = x
    total = 0.0
    while n > 0 or y < 1.0:
        if n % 2 == 1:
            total = total + y
        y = y * 1.3 + 0.1 * x
        n = n - 1
    return total * y


@program((1.2, 4))
def temporary_of_last_iteration(x, n):
    t = 0.0
    y = x
    for i in range(n):
        t = y * y
        y = 0.5 * t + 0.2
    return t * y


@program((1.2, 5), (1.2, 0))
def undefined_until_needed(x, n):
    y = x
    for i in range(n):
        if i == 0:
            last = x * x
        else:
            y = y + last * 0.3
            last = y * last
    return y


@program((1.2, 3), (1.2, 2))
def three_way_rotation(x, n):
    a, b, c = x, x * x, 1.0
    for i in range(n):
        a, b, c = c + x, a * b, b
    return a * b + c


@program((1.2, 3))
def carried_unchanged_sometimes(x, n):
    a = x
    b = x * 2.0
    for i in range(n):
        if i == 1:
            a, b = b, a
        else:
            a = a * b
    return a + b * b


@program((1.2, 4))
def nested_while_with_break(x, n):
    s = 0.0
    i = 0
    while i < n:
        y = x * (i + 1)
        while True:
            y = y * 0.7
            if y < 1.0:
                break
            s = s + y * x
        s = s * 1.1 + y
        i += 1
    return s


@program((1.2, 4))
def deep_nest(x, n):
    s = x
    for i in range(n):
        for j in range(2):
            if s > 2.0:
                for k in range(i):
                    s = s * 0.8 + k * x
                    if s < 1.5:
                        break
                else:
                    s = s - 0.1 * x
            else:
                s = s * x + 0.3
                continue
            s = s + 0.01 * s * s
    return s


@program((V4, 3))
def vector_state_with_break(x, n):
    y = x
    for i in range(n):
        z = y * y - x
        if np.sum(z) > 10.0:
            y = z
            break
        y = z * 0.5 + y[::-1]
    return np.sum(y * x)


@program((V4, 3))
def buffers_made_in_loop_and_kept(x, n):
    keep = np.zeros((3, 4))
    for i in range(n):
        b = x * (i + 1.0)
        b[0] = b[1] * b[2]
        keep[i] = b
        b *= 2.0
        keep[i, 1:] += b[:3]
    return np.sum(keep * keep)


@program((V4, 3))
def value_carried_buffer_written(x, n):
    y = x * 1.0
    total = np.zeros(4)
    for i in range(n):
        total = total + y
        y[i] *= y[i + 1]
        total = total * y
    return np.sum(total * y)


def twice_in_place(a, b):
    a += b
    b *= a
    return a[0] * b[1]


@program((V4,))
def helper_writes_two(x):
    a = x * 1.0
    b = x * x
    s = twice_in_place(a, b)
    t = twice_in_place(b, a)
    return s * t + np.sum(a * b)


def reads_after(a, k):
    s = np.sum(a * a)
    a[k] = s
    return s * a[k]


@program((V4,))
def helper_reads_and_writes(x):
    y = x * 2.0
    s = 0.0
    for k in range(3):
        s = s + reads_after(y, k) * y[k + 1]
    return s


def maybe_writes(a, flag):
    if flag > 0:
        a *= flag
        return np.sum(a)
    return flag * a[0]


@program((V4, 0.5), (V4, -0.5))
def helper_maybe_writes(x, c):
    y = x + 1.0
    s = maybe_writes(y, c) + maybe_writes(y, c * y[1])
    return s * np.sum(y)


def recursive_store(a, i):
    if i < len(a) - 1:
        a[i + 1] += a[i] * a[i]
        recursive_store(a, i + 1)


@program((V4,))
def recursion_writes(x):
    y = x * 0.5
    recursive_store(y, 0)
    return np.sum(y * y)


@program((np.array([2.0, 0.0, -1.0]),), smooth=False, second=False)
def ieee_division_of_arrays(x):
    y = np.where(x > 0.0, 1.0, 2.0)
    return np.sum(x * x / y)


@program((2.0, 0.0), smooth=False, second=False)
def product_with_zero(x, y):
    return x * y * 0.0 + x * 0 + y


@program((M33, V3))
def rank_one_updates(a, x):
    m = a * 1.0
    for i in range(3):
        m[:, i] -= x * m[i, i]
        m[i] /= 2.0 + m[i, 0] * m[i, 0]
    return np.sum(m @ x)


@program((M33,))
def writes_matrix_argument_rows(a):
    for i in range(1, 3):
        a[i] -= a[i - 1] * a[i, 0]
        a[i, i:] *= a[0, 0]
    return np.sum(a * a)


@program((V4,))
def mean_and_axes(x):
    m = x.reshape(2, 2)
    c = m - m.mean(axis=0)
    v = np.mean(c * c, axis=0, keepdims=True)
    return np.sum(c / np.sqrt(v + 0.1))


@program((V4, 1.3))
def dict_and_tuple_inside(x, a):
    state = {"x": x, "a": a}
    pair = (state["x"] * state["a"], state["a"] ** 2)
    inner = {"p": pair, "q": [a, x[0]]}
    return np.sum(inner["p"][0]) * inner["p"][1] + inner["q"][1]


@program((1.3, 2.0))
def value_used_as_condition_only(x, y):
    c = x * y
    if c > 2.0 and c < 100.0:
        return y * y
    return x


@program(({"u": V4, "k": 0.5},))
def dict_of_written_array(p):
    u = p["u"]
    u[1:] += p["k"] * u[:-1]
    return np.sum(u * p["u"])


@program(((V4, V4 * 2.0),))
def tuple_of_arrays(p):
    a, b = p
    s = 0.0
    for i in range(4):
        s = s + a[i] * b[3 - i]
    return s * np.sum(p[0])


@program((V4, V4 * 2.0))
def helper_gets_one_array_twice(x, y):
    a = x * y
    return twice_in_place(a, a) * np.sum(a)


# ---------------------------------------------------------------- what outlives its function


def exp_of(a):
    return np.exp(a)


def exp_and_square(a):
    b = np.exp(a)
    c = b * b
    return b, c


def square_into(a, out):
    for i in range(len(a)):
        out[i] = a[i] * a[i]


def view_of(a):
    return a[1:]


@program((V4,))
def writes_a_helpers_result(x):
    z = exp_of(x)
    z *= x
    z[0] = x[1]
    return np.sum(z * z)


@program((V4,))
def writes_helpers_results(x):
    b, c = exp_and_square(x)
    b[0] = c[1]
    c *= b
    return np.sum(b * c * x)


@program((V4,))
def helper_fills(x):
    y = np.zeros(4)
    square_into(x, y)
    z = np.sum(y * x)
    square_into(y, y[::1])
    return z * np.sum(y)


@program((V4,))
def helper_reads_what_is_overwritten(x):
    y = x * 2.0
    z = np.zeros(4)
    square_into(y, z)
    y *= z
    s = sum_squares(y)
    y[0] = s
    z[:] = y
    return np.sum(z * y) * s


@program((V4,))
def helper_returns_view(x):
    y = x * 2.0
    v = view_of(y)
    return np.sum(v * v * x[0])


@program((V4,))
def helper_returns_view_written(x):
    y = x * 2.0
    v = view_of(y)
    v *= x[1:]
    return np.sum(y * y)


@program((V4,))
def exponential_result(x):
    return np.exp(x)


@program((V4,))
def results_that_the_tape_holds(x):
    a = np.tanh(x)
    b = a * a
    b[0] = a[1]
    return a, b, b[1:]


# ---------------------------------------------------------------- memory that only the run knows


@program((V4, 0), (V4, 1), (V4, 4))
def buffers_rotated(x, n):
    a, b, c = x * 1.0, x * 0.5, np.zeros(4)
    for k in range(n):
        c[1:] = a[:-1] * b[1:]
        c[0] += a[0]
        a, b, c = b, c, a
    return np.sum(a * x) + b[0] * c[1]


@program((V4, 5), (V4, 0))
def swap_until_large(x, n):
    a, b = x * 1.0, np.zeros(4)
    for k in range(n):
        for i in range(1, 4):
            b[i] = a[i - 1] * a[i] + x[0]
        if b[1] > 0.9:
            break
        a, b = b, a
        b *= 0.5
    return np.sum(a * b) + a[0]


@program((V4, 0.5), (V4, -0.5))
def view_of_either(x, k):
    a, b = x * 1.0, x * x
    c = a if k > 0 else b
    d = c[1:]
    d[0] = k * a[2]
    d *= b[:3]
    c[3] += d[1]
    return np.sum(a) * b[1] + c[1] * d[2]


@program((V4, 3))
def alias_changes_with_the_loop(x, n):
    a, b = x * 1.0, x * 2.0
    target = a
    for k in range(n):
        target[k] *= x[k]
        target = b if k == 0 else target
        target[0] += a[k]
    return np.sum(a * b)


@program((V4, 3))
def newest_of_many(x, n):
    newest = np.zeros(4)
    total = 0.0
    for k in range(n):
        before = newest
        newest = before * 0.5 + x
        newest[k] = before[0] * x[k] + k
        before[1] += 1.0
        total += newest[1] * before[1]
    return total + np.sum(newest)


def larger_of(a, b):
    return a if a[0] > b[0] else b


@program((V4,), (-V4,))
def helper_picks(x):
    a, b = x * 1.0, x * 0.0 + 0.1
    c = larger_of(a, b)
    c[1] = x[2] * x[3]
    c += a
    return np.sum(a * b)


def ends_of(a):
    return a[:2], a[1:]


@program((V4,))
def helper_returns_two_views(x):
    first, last = ends_of(x * x)
    first[1] = x[0]
    last[1] *= x[3]
    return np.sum(first) * last[0] + np.sum(last)


def step_and_swap(a, b, k):
    b[:] = a * k
    return b, a


@program((V4, 0.7, 3))
def helper_swaps(x, k, n):
    a, b = x * 1.0, np.zeros(4)
    for _ in range(n):
        a, b = step_and_swap(a, b, k)
        a[0] += b[1]
    return np.sum(a * b)


def own_swaps(x, n):
    a, b = x * 1.0, np.zeros(4)
    for k in range(n):
        b[1:] = a[1:] * a[:-1]
        a, b = b, a
    return a


@program((V4, 2))
def helper_swaps_its_own(x, n):
    y = own_swaps(x, n)
    z = own_swaps(y * 2.0, n + 1)
    y[0] = z[1]
    return np.sum(y * z)


@program((V4, 3))
def swap_while(x, n):
    a, b, k = x * 1.0, x * 0.0, 0
    while k < n and np.sum(a * a) < 50.0:
        b[:] = a[::-1] * x
        a, b = b, a
        k += 1
        if k == 2:
            a[0] = b[0]
    return np.sum(a) * b[1]


@program((V4,), (-V4,))
def rebound_in_branch(x):
    y = x * 1.0
    if x[0] > 0:
        y = np.zeros(4)
        y[0] = x[1]
    else:
        y[2] = x[0] ** 2
    y[1:] += x[:3]
    return np.sum(y * y)


@program((V4, V4 * 2.0, 3))
def arguments_swapped(x, y, n):
    for k in range(n):
        x[1:] += y[:-1] * 0.5
        x, y = y, x
    return np.sum(x * y)


@program((V4, 2))
def returns_either(x, n):
    a, b = x * 1.0, x * 2.0
    for k in range(n):
        a[k] = b[k + 1] * x[0]
        a, b = b, a
    return a, b[1:]


@program((M33, np.array([2, 0, 2])), (M33, np.array([1, 1, 1])))
def rows_gathered_and_stored(a, ids):
    b = np.zeros((3, 3))
    b[ids] = a * a
    b[ids, 1] = a[:, 0]
    b[:, ids] += b[ids] * 2.0
    return np.sum(b * a)


@program((V6, np.array([1, 3, 1]), 2))
def stored_at_indices_that_change(x, ids, n):
    y = x * 1.0
    for k in range(n):
        y[ids] = x[:3] * y[ids]
        ids[k] = 4
    return np.sum(y * y)


@program((V6, np.array([5, 0, 5, 5])))
def one_value_at_many_places(x, ids):
    y = x * x
    y[ids] = x[1] * y[0]
    y[ids[::2]] *= x[2:4]
    return np.sum(y * x)


@program((V6,), refused="S2S405")
def strided_overlap_of_a_view(x):
    y = x * 1.0
    v = y[::2]
    v[:] = y[0:3]
    return np.sum(y * x)


@program((M33,), refused="S2S405")
def column_from_row(a):
    b = a * 1.0
    b[:, 2] = b[1, :]
    return np.sum(b * a)


@program((M33, 1))
def rows_and_blocks_overlap(a, i):
    b = a * 1.0
    b[i] = b[0]
    b[i, 1:] = b[i, :-1]
    b[1:, 1:] = b[:-1, :-1]
    b[:2, :] = b[1:, ::-1]
    b[:, :] = b.T
    b[0, ::2] = b[1, 0::2]
    return np.sum(b * a * a)


@program((V6, 3))
def shifted_between_swapped(x, n):
    a, b = x * 1.0, x * 0.5
    for k in range(n):
        b[1:] = a[:-1]
        b[:-1] = b[1:]
        a, b = b, a
    return np.sum(a * x * b)


@program((V6, 3), refused="S2S405")
def strided_between_swapped(x, n):
    a, b = x * 1.0, x * 0.5
    for k in range(n):
        b[::2] = a[:3]
        a, b = b, a
    return np.sum(a * x * b)


@program((V6,))
def strided_update(x):
    y = x * 1.0
    y[::2] += y[0:3]
    y[1::2] *= y[::-2]
    return np.sum(y * x)


def kept_on_the_tape(a, b):
    a = np.sin(b) * 2.0
    return a * b


@program((V4,))
def result_that_a_helper_remembers(x):
    y = x * x
    z = kept_on_the_tape(y, y)
    return y, z


@program((V4, 3), (V4, 0))
def result_that_the_tape_of_a_loop_holds(x, n):
    y = x
    for i in range(n):
        y = np.exp(y * 0.3)
    return y


@program((V4, 3))
def two_results_that_the_tape_of_a_loop_holds(x, n):
    y = x * 1.0
    for i in range(n):
        y = np.exp(y * 0.3)
    return y, y[1:]


# ---------------------------------------------------------------- what random programs found


@program((0.7, {"a": V4, "b": (0.5, V3)}), (0.7, {"a": V4, "b": (0.5, V4[:1])}))
def structure_with_arrays_that_nothing_reads(x, d):
    return x * x * d["b"][0]


def recursive_scaling(a, k):
    if k <= 0:
        return a * SCALE
    return recursive_scaling(a, k - 1) * WEIGHTS[1]


@program((0.7, 2))
def recursion_with_captured_values(x, k):
    return recursive_scaling(x * x, k) + x


@program((M23,))
def sum_that_is_viewed(a):
    b = np.sum(a, axis=0)
    return np.sum(b[::-1] * b)


@program((V6,))
def written_then_reshaped(x):
    y = x * x
    y[0] = y[1] * x[2]
    m = y.reshape(2, 3)
    return np.sum(m[0] * m[1]) + np.sum(y.reshape(3, 2)[1])


@program((V6, 3))
def written_then_reshaped_in_a_loop(x, n):
    y = x * x
    s = 0.0
    for i in range(n):
        y[i] *= y[i + 1]
        m = y.reshape(2, 3)
        s += np.sum(m[0] * m[1]) * s + m[1, 0]
    return s


@program((V6,))
def reshaped_then_written(x):
    y = x * x
    m = y.reshape(2, 3)
    y[0] = y[1] * x[2]
    return np.sum(m[0] * m[1])


def times_one(a):
    return a * 1.0


def two_copies(a):
    return a + 0.0, a * 1.0


@program((V4,))
def helper_copies_what_is_written(x):
    a = x * x
    b = times_one(a)
    a *= x
    return np.sum(a * b)


@program((V4,))
def helper_result_is_written(x):
    b = times_one(x)
    c, d = two_copies(x)
    b *= x
    c[0] = d[1]
    d *= b
    return np.sum(b * c) * np.sum(x * d)


def four_ones():
    return np.ones(4)


def ones_and_itself(a):
    return np.ones(4), a


@program((V4,))
def helper_result_varies_later(x):
    a = four_ones()
    b, c = ones_and_itself(x)
    a[0] = x[1]
    b *= c * x
    d = a + 0.0
    a[1:] += b[1:]
    return np.sum(d * a) * np.sum(b)


@program((0.7, V4, 0.2), (0.7, V4, 2.0), (0.7, V4, -3.0))
def rebound_to_an_integer_in_one_branch(p, x, q):
    if q > 1.0:
        p = 4
    for i in range(2):
        if q < 0.0:
            p = 3
    return p + np.sum(x)


@program((M33, 0.4), hessian_refused="S2S401")
def gathered_by_reshaping_before_the_write(a, k):
    b = a * a
    for i in range(2):
        b[i] = b.T.reshape(3, 3)[1] * k
        b[0] *= np.sum(b[:, ::2].reshape(6)[1:] * b[1, 0])
    c = b[:, 1:].reshape(6)
    s = c[1] * np.sum(c)
    b[2] = s
    return np.sum(b * b)


@program((M33, 3), refused="S2S401")
def reshaped_and_read_after_the_write(a, n):
    b = a * a
    c = b[:, 1:].reshape(6)
    s = 0.0
    for i in range(n):
        s += c[1] * np.sum(c)
        b[2] = s
    return np.sum(b * b)


@program((V4, 0.8), smooth=False)
def not_a_number_that_nothing_reads(x, k):
    v = x[1:3] * k
    w = x * 1.0
    w[0] = k * k
    v *= np.sqrt(-k)
    s = np.sum(x * x)
    w[1:] = k
    return s + w[0] * w[2]


def first_is_read_twice(a, b):
    s = a[3]
    b[0] = 2.0 * s
    b[3] = a[3] * a[0]


def hands_one_array_twice(a, b):
    first_is_read_twice(a, a)
    first_is_read_twice(a, b)


@program((V4,))
def reads_again_what_its_other_name_wrote(x):
    hands_one_array_twice(x, x)
    return x


@program((V6,), refused="S2S401")
def raveled_argument_written(x):
    m = x
    flat = x.ravel()
    flat[3] = 0.5
    return np.sum(m)


@program((V4, 0.7), refused="S2S401")
def reshaped_argument_written_last(x, c):
    x.reshape(2, 2)[1] *= c
    return x


def hands_on_what_is_written(y):
    y.reshape(2, 2)[0] = 1.0


@program((V4,), refused="S2S401")
def reshaped_argument_written_by_a_callee(x):
    y = x * 1.0
    hands_on_what_is_written(y.reshape(2, 2).T.ravel())
    hands_on_what_is_written(x)
    return x * y


@program((V4, 0.9), (V4, -0.9))
def early_result_on_the_tape(x, k):
    y = x
    for i in range(3):
        if k > np.mean(x):
            return np.array([k, x[0], k * k, x[1]]) * y
        y = np.exp(y * k)
    return y


@program((0.7, V4, 2), (-0.7, V4, 2), (0.7, V4, 0))
def number_that_becomes_an_array_of_no_axes(p, x, n):
    for i in range(n):
        p = np.where(p > 0.1, x[i] * p, x[1]) if x[i] > 0.2 else p * x[2]
    return p * np.sum(x)


def doubles_and_compares(a):
    a *= WEIGHTS
    return a < 0.2


@program((V4,))
def negated_before_a_helper_writes(x):
    a = x.copy()
    b = a * -1.0
    small = doubles_and_compares(a)
    return np.where(small, b * b, b * x)


# ---------------------------------------------------------------- what is computed and thrown away


@program((np.array([0.0, 1.5, -2.0, 0.5]),), smooth=False)
def singular_in_the_branch_not_taken(x):
    y = np.where(x > 0.1, np.sqrt(np.abs(x) - 0.1 * (x < 0.1)) * np.log(x * x), -x * x)
    return np.sum(y * y)


@program((np.array([0.0, 1.5, 3.0]), np.array([2.0, 0.0, 3.0])), smooth=False)
def quotients_that_are_thrown_away(x, y):
    q = np.where(y > 0.5, x / y, x * x)
    r = np.where(x > 0.5, q * np.log(x), np.where(y > 0.5, 1.0 / y + x, 0.0))
    return np.sum(q * r) + np.sum(r)


@program((np.float64(0.0),), (np.float64(2.0),), smooth=False)
def logarithm_of_nothing(x):
    return np.where(x > 0.0, np.log(x) * x, x * x)


@program((np.array([0.0, 2.0]), np.array([[0.0], [1.0]])), smooth=False)
def thrown_away_and_broadcast(x, y):
    z = np.where(x * y > 0.5, np.log(x + y) / y, y + 1.0)
    return np.sum(z * z)
