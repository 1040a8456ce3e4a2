"""What the language has no derivative code for is refused, at its line, with a reason and a rewrite."""

from __future__ import annotations

import collections
import contextlib
import itertools
import math
import random
import statistics

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from tests.driver import Derived

V3 = np.array([0.5, -1.25, 2.0])
COUNT = 0


def writes_a_global(x):
    global COUNT
    COUNT += 1  # <-
    return x * COUNT


def declares_a_global(x):
    global COUNT  # <- S2S203
    COUNT = x
    return x


def defines_a_class(x):
    class Point:  # <- S2S209
        pass

    return x


def keeps_functions_of_a_comprehension(x):
    ramps = {"last": lambda z: z}
    sum(ramps.update(last=lambda z: z * k) or 0.0 for k in x)  # <- S2S204  # noqa: B023
    return ramps["last"](x[0])


def makes_an_array_of_objects(x):
    return np.array([x, 2.0], "O").sum()  # <- S2S304


def converts_to_objects(x):
    return (x.astype(object) * x).sum()  # <- S2S304


def generator_inside(x):
    def steps():  # <- S2S105
        yield x

    return sum(steps())


def opens_a_file(x):
    with open("data.txt"):  # <- S2S201
        pass
    return x


def unknown_error(x):
    with np.errstate(all="raise"):  # <- S2S201
        y = 1.0 / x
    return y


class OwnError(Exception):
    pass


class Plain:
    pass


def made_inside():
    class Inside(Exception):
        pass

    return Inside


INSIDE = made_inside()


def raises_what_no_module_has(x):
    if x < 0:
        raise INSIDE(x)  # <- S2S208
    return x


def catches_what_no_module_has(x):
    try:
        y = 1.0 / x
    except INSIDE:  # <- S2S208
        y = x
    return y


def raises_from_text(x):
    if x < 0:
        raise OwnError(x) from "nothing"  # <- S2S208
    return x


def raises_again_outside(x):
    if x < 0:
        raise  # <- S2S208
    return x


class Kept:
    def __init__(self, first):
        self.values = [first]


def half_done_to_a_list_of_an_object(x):
    kept = Kept(x)
    try:
        kept.values.append(1.0 / x)
        kept.values[0] = 2.0 / x
    except ZeroDivisionError:
        return len(kept.values)  # <- S2S305
    return kept.values[0]


def half_done(x):
    y = x
    try:
        y = 1.0 / x
        z = 1.0 / y
    except ZeroDivisionError:
        z = y  # <- S2S305
    return z


def half_done_in_a_branch(x):
    y = x
    try:
        if x < 2.0:
            y = x * 3.0
            y = y / x
    except ZeroDivisionError:
        return y  # <- S2S305
    return y


def half_done_list(x):
    y = [x, x]
    try:
        y[0] = 2.0 / x
        y[1] = 1.0 / x
    except ZeroDivisionError:
        return y[0]  # <- S2S305
    return y[0] * y[1]


def half_written(x):
    y = np.ones(3)
    try:
        y[0] = x
        y[1] = 1.0 / x
    except ZeroDivisionError:
        return y[0]  # <- S2S305
    return y[0] * y[1]


def _write_and_divide(y, x):
    try:  # <- S2S208
        y[0] = x
        y[1] = 1.0 / x
    except ZeroDivisionError:
        pass


def half_written_of_the_callers(x):
    y = np.ones(3)
    _write_and_divide(y, x)
    return y[0] * y[1]


def grows_before_what_raises(x, n):
    xs, ys = [], [0] * n
    for k in range(n):
        xs.append(x * k)
    y = xs[n - 1] * x
    try:  # <- S2S208
        xs.append(x)
        ys[n] = 1
    except IndexError:
        y *= x
    return y


def filled_before_what_raises(x, n):
    xs = [None] * n
    xs[0] = x
    y = xs[0] * x
    try:  # <- S2S208
        xs[1] = x
        y = y / (x - x)
    except ZeroDivisionError:
        y *= x
    return y


def rows_of_none(x, n):
    table = [[None] * n for _ in range(n)]  # <- S2S205
    table[0][0] = x
    return table[0][0] * x


def slots_of_two_kinds(x, n):
    xs = [None] * n
    xs[0] = x
    xs[1] = (x, x)  # <- S2S205
    return xs[0]


def text_in_slots(x, n):
    names = [None] * n
    names[0] = "a"  # <- S2S205
    return x if names[0] == "a" else 2.0 * x


def dict_of_a_list_changes(x, n):
    caches = []
    for k in range(n):
        cache = {"x": x * k}
        caches.append(cache)
        cache["x"] = x  # <- S2S205
    return caches[0]["x"]


def dict_of_a_list_changes_where_it_is_read(x, n):
    caches = [None] * n
    caches[0] = {"x": x}
    caches[0]["x"] *= 2.0  # <- S2S205
    return caches[0]["x"]


def dict_is_in_a_list_many_times(x, n):
    caches, cache = [], {"x": x}
    for _ in range(n):
        caches.append(cache)  # <- S2S205
    cache["x"] = x * x
    return caches[0]["x"]


def dicts_with_text_in_a_list(x, n):
    caches = []
    for k in range(n):
        caches.append({"x": x * k, "name": "a"})  # <- S2S205
    return caches[1]["x"]


def shows_slots(x, n):
    xs = [None] * n
    xs[0] = x
    print(xs)  # <- S2S202
    return xs[0]


def looks_for_none(x, n):
    xs = [None] * n
    xs[0] = x
    return xs[0] if None in xs else 2.0 * x  # <- S2S202


def returns_from_a_finally(x):
    try:
        y = 1.0 / x
    finally:
        return x  # <- S2S208 # noqa: B012
    return y


def breaks_from_a_finally(x):
    for _ in range(3):
        try:
            x = x / 2.0
        finally:
            break  # <- S2S208 # noqa: B012
    return x


def shows_what_is_half_done(x):
    try:
        y = math.log(x)
        z = 1.0 / y
    finally:
        print("y =", y)  # <- S2S305
    return z


def groups(x):
    try:  # <- S2S201
        y = 1.0 / x
    except* ZeroDivisionError:
        y = x
    return y


def keeps_an_iterator(x):
    pairs = zip(x, x, strict=True)
    return sum(a * b for a, b in pairs) + sum(a for a, b in pairs)  # <- S2S206


def loops_over_a_number(x):
    for e in x:  # <- S2S206
        x = x * e
    return x


def loops_over_a_set(x):
    for e in {1.0, 2.0}:  # <- S2S206
        x = x * e
    return x


def formats_an_object(x):
    print(f"{np.sin}")  # <- S2S202
    return x


def returns_text(x):
    return f"{x}"  # <- S2S304


def deletes_an_item(x):
    y = x * 2.0
    del y[0]  # <- S2S201
    return np.sum(y)


def draws_a_number(x):
    return x * random.random()  # <- S2S307


def draws_from_numpy(x):
    return x * np.random.rand()  # <- S2S307


def draws_by_a_method(x):
    return x * random.uniform(0.0, 1.0)  # <- S2S307


def awaits_nothing(x):
    async def later():  # <- S2S106
        return x

    return x


def unpacks_too_few(x):
    a, b, c = (x, 2.0)  # <- S2S205
    return a * b * c


def imports_everything(x):
    import no_such_module  # <- S2S209

    return x * no_such_module.factor


def prints_to_a_file(x, out=None):
    print(x, file=out)  # <- S2S302
    return x


def matches_a_class(x):
    match x:
        case OwnError(args=a):  # <- S2S210
            return a
    return x


def stores_into_integers_or_floats(x, n):
    a = np.array([1, 2, 3]) if n else x * 1.0
    b = a.copy()
    b[0] = x[1] * 2.5  # <- S2S305
    return np.sum(b)


def stores_into_what_no_iteration_leaves_as_integers(x, n):
    a = np.zeros(3, int)
    for k in range(n):
        a = a + x * k
    b = np.zeros_like(a[::-1] * 2)
    b[1:] += x[1:]
    b[1] += x[0] * 0.5  # <- S2S305
    return np.sum(b)


def callee_that_stores_into_integers_or_floats(x, n):
    def put(a):
        a[0] = x[1] * 0.5  # <- S2S305
        return a

    total = 0
    for k in range(n):
        total = total + x[k]
    return np.sum(put(np.array([total, 1])))


def key_that_is_an_object(x):
    d = {}
    d[Plain()] = x  # <- S2S304
    return sum(d.values())


def mean_of_statistics(x):
    return statistics.mean(x)  # <- S2S301


def text_of_an_exception(x):
    try:
        y = math.log(x)
    except ValueError as e:
        y = x if "domain" in str(e) else -x  # <- S2S202
    return y


def counts_by_a_class(x):
    counts = collections.Counter([1, 2, 2])  # <- S2S301
    return x * counts[2]


def groups_of_items(x):
    total = 0.0
    for _, group in itertools.groupby(x, lambda v: v > 0.0):  # <- S2S301
        total += sum(group) ** 2
    return total


@contextlib.contextmanager
def doubled(x):
    yield 2.0 * x


def manager_made_of_a_generator(x):
    with doubled(x) as y:  # <- S2S201
        return y * x


def returns_one_text_or_another(x):
    if x > 1.0:
        return x, "large"
    return x * x, None  # <-


CASES = [
    (returns_one_text_or_another, (0.5,), "S2S305"),
    (counts_by_a_class, (0.5,), ""),
    (groups_of_items, (V3,), ""),
    (manager_made_of_a_generator, (0.5,), ""),
    (key_that_is_an_object, (0.5,), ""),
    (mean_of_statistics, (V3,), ""),
    (text_of_an_exception, (0.5,), ""),
    (stores_into_integers_or_floats, (V3, 1), ""),
    (stores_into_what_no_iteration_leaves_as_integers, (V3, 2), ""),
    (callee_that_stores_into_integers_or_floats, (V3, 2), ""),
    (writes_a_global, (0.5,), "S2S203"),
    (declares_a_global, (0.5,), ""),
    (defines_a_class, (0.5,), ""),
    (keeps_functions_of_a_comprehension, (V3,), ""),
    (makes_an_array_of_objects, (0.5,), ""),
    (converts_to_objects, (V3,), ""),
    (generator_inside, (0.5,), ""),
    (opens_a_file, (0.5,), ""),
    (unknown_error, (V3,), ""),
    (raises_what_no_module_has, (0.5,), ""),
    (catches_what_no_module_has, (0.5,), ""),
    (raises_from_text, (0.5,), ""),
    (raises_again_outside, (0.5,), ""),
    (half_done, (0.5,), ""),
    (half_done_in_a_branch, (0.5,), ""),
    (half_done_list, (0.5,), ""),
    (half_written, (0.5,), ""),
    (half_written_of_the_callers, (0.5,), ""),
    (grows_before_what_raises, (0.5, 3), ""),
    (filled_before_what_raises, (0.5, 3), ""),
    (rows_of_none, (0.5, 3), ""),
    (slots_of_two_kinds, (0.5, 3), ""),
    (text_in_slots, (0.5, 3), ""),
    (dict_of_a_list_changes, (0.5, 3), ""),
    (dict_of_a_list_changes_where_it_is_read, (0.5, 3), ""),
    (dict_is_in_a_list_many_times, (0.5, 3), ""),
    (dicts_with_text_in_a_list, (0.5, 3), ""),
    (shows_slots, (0.5, 3), ""),
    (looks_for_none, (0.5, 3), ""),
    (returns_from_a_finally, (0.5,), ""),
    (breaks_from_a_finally, (0.5,), ""),
    (shows_what_is_half_done, (0.5,), ""),
    (groups, (0.5,), ""),
    (keeps_an_iterator, (V3,), ""),
    (loops_over_a_number, (0.5,), ""),
    (loops_over_a_set, (0.5,), ""),
    (formats_an_object, (0.5,), ""),
    (returns_text, (0.5,), ""),
    (deletes_an_item, (V3,), ""),
    (draws_a_number, (0.5,), ""),
    (draws_from_numpy, (0.5,), ""),
    (draws_by_a_method, (0.5,), ""),
    (awaits_nothing, (0.5,), ""),
    (unpacks_too_few, (0.5,), ""),
    (imports_everything, (0.5,), ""),
    (prints_to_a_file, (0.5, None), ""),
    (matches_a_class, (0.5,), ""),
]


@pytest.mark.parametrize(("function", "args", "code"), CASES, ids=[c[0].__name__ for c in CASES])
def test_refused_where_and_why(function, args, code):
    with pytest.raises(UnsupportedError) as caught:
        Derived(function, args)
    problem = caught.value.problems[0]
    if code:
        assert problem.code == code
    else:
        assert f"# <- {problem.code}" in problem.line, str(caught.value)
    assert problem.why
    assert problem.fix
