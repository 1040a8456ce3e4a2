"""What the primal raises, its derivatives raise: the same class with the same words, also in statements without use."""

import copy
import math

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp, vjp


def unpacks(x):
    a, b = x
    return a * b


def unpacks_rows(x):
    (a, b), c = x
    return a * b + c[0]


def stores(x):
    x[9] = 1.0
    return x[0]


def steps(x, n):
    for _ in range(0, 5, n):
        x = x * 2.0
    return x


def divides_without_use(x, y):
    z = 1.0 / y  # noqa: F841
    return x


def divides_in_a_loop(x, n):
    for i in range(n):
        z = 1.0 / (i - 2)  # noqa: F841
    return x


def indexes_without_use(x):
    x[10]
    return x[0]


def adds_without_use(x, y):
    x + y
    return x[0]


def logarithm_without_use(x):
    math.log(x)
    return x


def calls_without_use(x):
    logarithm_without_use(x)
    return x


def in_the_condition(x):
    while 1.0 / x > 0:
        x = x - 1.0
    return x


ONES = np.ones(3)


def best_of_nothing(x):
    return max([v * v for v in x], key=abs)


def too_few_to_unpack(x):
    p, q, *_ = [v * 2.0 for v in x]
    return p * q


CASES = {
    "items, too many": (unpacks, (ONES,)),
    "items, none": (unpacks, (np.ones(0),)),
    "items of rows": (unpacks_rows, (np.ones((2, 3)),)),
    "a division": (lambda x, y: x / y, (1.0, 0.0)),
    "a division by an int": (lambda x, n: x / n, (1.0, 0)),
    "a remainder": (lambda x, y: x % y, (1.0, 0.0)),
    "a power": (lambda x: x**-1, (0.0,)),
    "a logarithm": (lambda x: math.log(x), (0.0,)),
    "a root": (lambda x: math.sqrt(x), (-1.0,)),
    "an arcsine": (lambda x: math.asin(x), (2.0,)),
    "an overflow": (lambda x: math.exp(x), (1e4,)),
    "a large power": (lambda x: x**2, (1e200,)),
    "an int of nan": (lambda x: x * int(x), (math.nan,)),
    "an index": (lambda x: x[7], (ONES,)),
    "a store": (stores, (ONES,)),
    "shapes": (lambda x, y: np.sum(x + y), (ONES, np.ones(4))),
    "shapes of a product": (lambda x, y: np.sum(x @ y), (np.ones((3, 2)), np.ones((3, 2)))),
    "a reshape": (lambda x: np.sum(x.reshape(2, 2)), (ONES,)),
    "a step of zero": (steps, (1.0, 0)),
    "a division without use": (divides_without_use, (1.0, 0.0)),
    "a division in a loop": (divides_in_a_loop, (1.0, 4)),
    "an index without use": (indexes_without_use, (ONES,)),
    "shapes without use": (adds_without_use, (ONES, np.ones(4))),
    "a logarithm without use": (logarithm_without_use, (-1.0,)),
    "a call without use": (calls_without_use, (-1.0,)),
    "a condition": (in_the_condition, (2.0,)),
    "the best of nothing": (best_of_nothing, (np.zeros(0),)),
    "a list that is too short": (too_few_to_unpack, (np.ones(1),)),
}


def direction(args):
    return tuple(np.ones_like(a) if isinstance(a, np.ndarray) else 1.0 if isinstance(a, float) else None for a in args)


DERIVATIVES = {
    "grad": lambda f, args: differentiate(f).grad(*args),
    "forward": lambda f, args: differentiate(f, mode="forward").grad(*args),
    "value_and_grad": lambda f, args: differentiate(f).value_and_grad(*args),
    "vjp": lambda f, args: vjp(f, *args),
    "jvp": lambda f, args: jvp(f, args, direction(args)),
    "jvp of grad": lambda f, args: jvp(grad(f), args, direction(args)),
    "vjp of grad": lambda f, args: vjp(grad(f), *args),
}


@pytest.mark.parametrize("derivative", DERIVATIVES)
@pytest.mark.parametrize("name", CASES)
def test_the_primals_exception(name, derivative):
    f, args = CASES[name]
    with pytest.raises(Exception) as wanted:  # noqa: PT011
        f(*copy.deepcopy(args))
    with pytest.raises(type(wanted.value)) as got:
        DERIVATIVES[derivative](f, copy.deepcopy(args))
    assert type(got.value) is type(wanted.value)
    assert str(got.value) == str(wanted.value)


# ---------------------------------------------------------------- what is caught, and what is not


class Diverged(Exception):
    def __init__(self, steps, last=0.0):
        super().__init__(steps, last)
        self.steps = steps


def another_is_not_caught(x, y):
    try:
        z = math.log(x) / y
    except ZeroDivisionError:
        z = x
    return z * x


def not_in_the_handler(x, y):
    try:
        z = 1.0 / y
    except ZeroDivisionError:
        z = math.log(x)
    return z * x


def not_in_the_else(x, y):
    try:
        z = 1.0 / y
    except (ZeroDivisionError, ValueError):
        z = x
    else:
        z = z * math.log(x)
    return z


def not_after_it(x, y):
    try:
        z = 1.0 / y
    except (ZeroDivisionError, ValueError):
        return x
    return z * math.log(x)


def raised_again(x, y):
    try:
        z = math.log(x) / y
    except (ValueError, ZeroDivisionError) as e:
        print("caught", e)
        raise
    return z * x


def raised_from(x, y):
    try:
        z = math.log(x) / y
    except ValueError as e:
        raise Diverged(3, last=x) from e
    except ZeroDivisionError as e:
        raise e
    finally:
        if y == 3.0:
            raise KeyError("y") from Diverged(4, last=y)
    return z * x


def raised_in_turn(x, y):
    try:
        z = math.log(x) / y
    except (ValueError, ZeroDivisionError):
        raise Diverged(x, y) from None
    return z * x


def raised_without_arguments(x, y):
    if x < 0.0:
        raise KeyError
    try:
        return x / y
    finally:
        print("done")


def raised_by_a_callee(x, y):
    try:
        return raised_in_turn(x, y)
    except Diverged as e:
        print("callee:", e)
        raise ValueError("diverged") from e


def that_surely_comes(x, y):
    p, t, items = {"x": x}, (x, y), [x, y]
    try:
        z = y
        if x < 0.0:
            y = y * t[-3]
    except IndexError as e:
        try:
            z = items[7]
        except IndexError as f:
            print(e, f)
            try:
                z = p["y"]
            except LookupError as g:
                raise Diverged(x) from g
    return z


def in_a_finally(x, y):
    try:
        z = math.log(x)
    finally:
        print("before", x)
        x = x / y
    return x * z


def in_a_loop(x, y):
    z = x
    for k in range(3):
        try:
            z = z + 1.0 / (k - y)
        except ZeroDivisionError as e:
            if x < 0.0:
                raise Diverged(k) from e
            continue
        finally:
            print(k)
    return z


CAUGHT = [
    another_is_not_caught,
    not_in_the_handler,
    not_in_the_else,
    not_after_it,
    raised_again,
    raised_from,
    raised_in_turn,
    raised_without_arguments,
    raised_by_a_callee,
    that_surely_comes,
    in_a_finally,
    in_a_loop,
]


def chain(error):
    """An exception with those that it was raised from or in handling of: classes, arguments, whether hidden."""
    if error is None:
        return None
    return type(error), error.args, error.__suppress_context__, chain(error.__cause__), chain(error.__context__)


@pytest.mark.parametrize("derivative", DERIVATIVES)
@pytest.mark.parametrize("args", [(2.0, 3.0), (-2.0, 3.0), (2.0, 0.0), (-2.0, 0.0)], ids=str)
@pytest.mark.parametrize("f", CAUGHT, ids=lambda f: f.__name__)
def test_what_is_caught_and_what_is_raised_instead(f, args, derivative, capsys):
    wanted = got = None
    try:
        f(*args)
    except Exception as e:
        wanted = e
    printed = capsys.readouterr().out
    try:
        DERIVATIVES[derivative](f, args)
    except Exception as e:
        got = e
    assert chain(got) == chain(wanted)
    if derivative != "forward":  # one sweep for each parameter
        assert capsys.readouterr().out == printed


# ---------------------------------------------------------------- names without a value


def a_parameter_under_another_name(x, n):
    if n > 3:
        y = x
    return y


def a_square(x, n):
    if n > 3:
        y = x * x
    return y * x


def read_on_another_condition(x, n):
    if n > 3:
        y = x * x
    z = x
    if n > 2:
        z = y * y
    return z


def read_by_what_takes_anything(x, n):
    if n > 3:
        y = x * x
    z = x
    if y == 4.0:  # None can be compared
        z = z * y
    return z


def bound_twice_on_another_condition(x, n):
    z = x
    if n > 3:
        y = x * x
        z = y * y
    if n > 3:
        y = y * x
    return z + y


def a_loop_that_does_not_run(x, n):
    for _ in range(3, n):
        y = x * x
    return y


def what_another_name_was_before(x, n):
    z = x * x
    if n > 3:
        y = z
    return y * x


def of_an_iteration_before(x, n):
    z = x
    for i in range(n):
        if i == 1 and n > 3:
            y = z * x
        if i >= 2:
            z = z * y
    return z


def an_index(x, n):
    for i in range(3, n):
        x = x * 2.0 + 0.0 * i
    return x * i


def read_without_use(x, n):
    if n > 3:
        y = x * x
    z = y + 1.0  # noqa: F841
    return x


def read_without_use_in_a_loop(x, n):
    for i in range(n):
        if i > 2:
            y = x * x
        if i == n - 1:
            z = y * 2.0  # noqa: F841
    return x


def read_without_use_by_a_callee(x, n):
    read_without_use(x, n)
    return 3.0 * x


def read_where_nothing_binds_it_any_more(x, n):
    read_in_a_handler([x, x], n)
    return x


def read_in_a_handler(values, n):
    k = 0
    while True:
        k += 1
        if k > 2:
            try:
                y = values[k - n // 4 * 3]
            except IndexError:
                y = y**2
            break


UNBOUND = [
    (read_where_nothing_binds_it_any_more, 1.0),
    (read_without_use, 1.0),
    (read_without_use_in_a_loop, 1.0),
    (read_without_use_by_a_callee, 3.0),
    (a_parameter_under_another_name, 1.0),
    (a_square, 12.0),
    (read_on_another_condition, 32.0),
    (read_by_what_takes_anything, 12.0),
    (bound_twice_on_another_condition, 44.0),
    (a_loop_that_does_not_run, 4.0),
    (what_another_name_was_before, 12.0),
    (an_index, 6.0),
]


@pytest.mark.parametrize("derivative", ["grad", "forward", "value_and_grad", "vjp", "jvp"])
@pytest.mark.parametrize(("function", "slope"), UNBOUND, ids=lambda f: getattr(f, "__name__", ""))
def test_a_name_without_a_value(function, slope, derivative):
    """The class is the primal's; the name that is told is that of the generated module."""
    with pytest.raises(UnboundLocalError):
        function(2.0, 3)
    with pytest.raises(UnboundLocalError):
        DERIVATIVES[derivative](function, (2.0, 3))
    assert grad(function)(2.0, 4) == slope
    assert jvp(function, (2.0, 4), (1.0, None)) == (function(2.0, 4), slope)
    assert vjp(function, 2.0, 4)[1](1.0) == (slope, None)


def test_a_name_without_a_value_in_a_later_iteration():
    for derivative in ("grad", "vjp", "jvp"):
        with pytest.raises(UnboundLocalError):
            DERIVATIVES[derivative](of_an_iteration_before, (2.0, 3))
    assert vjp(of_an_iteration_before, 2.0, 4)[1](1.0)[0] == grad(of_an_iteration_before)(2.0, 4)
    assert grad(of_an_iteration_before)(2.0, 4) == jvp(of_an_iteration_before, (2.0, 4), (1.0, None))[1]


def absolute_value_that_is_too_large(x, n):
    for _ in range(n):
        abs(x * 1e308 + 1.7e308j * x)
    return 0.5 * x


@pytest.mark.parametrize("derivative", ["grad", "forward", "value_and_grad", "vjp", "jvp"])
def test_absolute_values_of_complex_numbers_may_overflow(derivative):
    with pytest.raises(OverflowError, match="absolute value too large"):
        DERIVATIVES[derivative](absolute_value_that_is_too_large, (1.0, 2))
    assert grad(absolute_value_that_is_too_large)(1.0, 0) == 0.5
