"""What a function reads from outside may change: between two calls, and between a value and its pullback."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from s2sad import UnsupportedError, differentiate, grad, jvp, vjp

X = np.array([0.3, 0.5, 0.7])


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("S2SAD_CACHE", raising=False)


def differences(f, x, step=1e-6):
    found = np.zeros_like(x)
    for e, i in zip(np.eye(len(x)) * step, range(len(x)), strict=True):
        found[i] = (f(x + e) - f(x - e)) / (2.0 * step)
    return found


def assert_right(f, x=X):
    """Both modes, first and second order."""
    expected = differences(f, x)
    gradient = grad(f)
    ones = np.ones_like(x)
    for found in (gradient(x), vjp(f, x)[1](1.0)[0], differentiate(wrt=0)(f).grad(x)):
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(jvp(f, (x,), (ones,))[1], expected.sum(), rtol=1e-6, atol=1e-7)
    curvature = (gradient(x + 1e-5) - gradient(x - 1e-5)) / 2e-5
    np.testing.assert_allclose(jvp(gradient, (x,), (ones,))[1], curvature, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(vjp(gradient, x)[1](ones)[0], curvature, rtol=1e-5, atol=1e-5)


# ---------------------------------------------------------------------------------------------------------------------
# Arrays that are changed in place


W = np.array([1.0, 2.0, 3.0])
HELD = SimpleNamespace(w=np.array([1.0, 2.0, 3.0]), inner=SimpleNamespace(v=np.array([1.0, 2.0, 3.0])))
TABLE = {"w": np.array([1.0, 2.0, 3.0]), "parts": [np.array([1.0, 2.0, 3.0])]}
SCALE = np.array(2.0)


def weighted(x):
    return np.sin(W * x)


def by_default(x, w=W):
    return np.sin(w * x)


def closure():
    w = np.array([1.0, 2.0, 3.0])
    return (lambda x: np.sum(np.sin(w * x))), w


ARRAYS = {
    "global": (lambda x: np.sum(np.sin(W * x)), W),
    "closure": closure(),
    "attribute": (lambda x: np.sum(np.sin(HELD.w * x)), HELD.w),
    "attribute of an attribute": (lambda x: np.sum(np.sin(HELD.inner.v * x)), HELD.inner.v),
    "item of a dict": (lambda x: np.sum(np.sin(TABLE["w"] * x)), TABLE["w"]),
    "item of a list in a dict": (lambda x: np.sum(np.sin(TABLE["parts"][0] * x)), TABLE["parts"][0]),
    "without axes": (lambda x: np.sum(np.sin(SCALE * x)), SCALE),
    "element": (lambda x: np.sum(np.sin(W[1] * x)), W),
    "view": (lambda x: np.sum(np.sin(W[1:] * x[1:])), W),
    "of a callee": (lambda x: np.sum(weighted(x)), W),
    "default of a callee": (lambda x: np.sum(by_default(x)), W),
    "in a condition": (lambda x: np.sum(x * x) if W[0] > 0.0 else np.sum(x), W),
}


@pytest.mark.parametrize(("f", "array"), ARRAYS.values(), ids=ARRAYS.keys())
def test_an_array_that_is_changed_in_place(f, array):
    before = array.copy()
    try:
        assert_right(f)
        expected, gradient = differences(f, X), grad(f)
        second = (gradient(X + 1e-5) - gradient(X - 1e-5)) / 2e-5
        value, pullback = vjp(f, X)
        _, named = differentiate(wrt=0)(f).vjp(X)
        _, curvature = vjp(gradient, X)
        array[...] = -before - 1.0  # before they are called
        for _ in range(2):
            np.testing.assert_allclose(pullback(1.0)[0], expected, rtol=1e-6, atol=1e-7)
            np.testing.assert_allclose(named(1.0)[0], expected, rtol=1e-6, atol=1e-7)
            np.testing.assert_allclose(curvature(np.ones(3))[0], second, rtol=1e-5, atol=1e-5)
        assert_right(f)
        assert vjp(f, X)[0] == f(X) != value
    finally:
        array[...] = before


# ---------------------------------------------------------------------------------------------------------------------
# What decides the text


@dataclasses.dataclass
class Settings:
    scale: object = 2.0
    mode: str = "squares"
    count: int = 2


def power(x, n=2):
    return x**n


def power_by_name(x, *, n=2):
    return x**n


def fifth(x, n=2):
    return x**5


def cubes(x):
    return np.sum(x**3)


class Spring:
    def force(self, x):
        return x**2


@differentiate
def decorated(x):
    return x**2


def other_decorated(x):
    return x**3


def fresh():
    """A function of its own for each test, and what changes what it reads, one step after the other."""
    items, pairs, nested, s = [1.0, 2.0], {"a": 2.0}, [[1.0], [2.0, 3.0]], Settings()
    empty = []

    def of_list(x):
        total = 0.0
        for item in items:
            total = total + item * np.sum(x * x)
        return total

    def of_nested(x):
        total = 0.0
        for row in nested:
            for item in row:
                total = total + item * np.sum(x * x)
        return total

    def of_keys(x):
        return np.sum(x * x) * (pairs["a"] if "b" not in pairs else pairs["b"])

    def of_length(x):
        return np.sum(x * x) * len(pairs)

    def of_truth(x):
        return np.sum(x * x) if empty else np.sum(x)

    def of_no_truth(x):
        return np.sum(x * x) if not empty else np.sum(x)

    def of_both(x):
        return np.sum(x * x) if (empty and items) else np.sum(x)

    def of_settings(x):
        y = s.scale * x
        for _ in range(s.count):
            y = np.sin(y)
        return np.sum(y * y) if s.mode == "squares" else np.sum(y)

    def among(x):
        return np.sum(x * x) if 5.0 in items else np.sum(x)

    def own(x):
        return np.sum(x * x)

    return {
        "a list": (of_list, [lambda: items.append(3.0), lambda: items.__setitem__(0, np.float64(5.0)), items.pop]),
        "nested lists": (of_nested, [lambda: nested.append([5.0]), lambda: nested[0].append(2.0), nested[1].clear]),
        "keys": (of_keys, [lambda: pairs.update(b=7.0), lambda: pairs.pop("b")]),
        "a number of keys": (of_length, [lambda: pairs.update(b=7.0), pairs.clear]),
        "whether there are items": (of_truth, [lambda: empty.append(1.0), empty.clear]),
        "whether there are none": (of_no_truth, [lambda: empty.append(1.0), empty.clear]),
        "whether there are some and others": (of_both, [lambda: empty.append(1.0), items.clear]),
        "what is among the items": (
            among,
            [lambda: items.append(5.0), lambda: items.__setitem__(0, 4.0), items.pop, items.clear],
        ),
        "attributes": (
            of_settings,
            [
                lambda: setattr(s, "scale", np.array([1.0, 2.0, 3.0])),
                lambda: setattr(s, "scale", 3),
                lambda: setattr(s, "count", 0),
                lambda: setattr(s, "mode", "sum"),
            ],
        ),
        "its own code": (own, [lambda: setattr(own, "__code__", cubes.__code__)]),
    }


@pytest.mark.parametrize("name", fresh())
def test_what_decides_the_text_is_noticed(name):
    f, changes = fresh()[name]
    assert_right(f)
    for change in changes:
        change()
        assert_right(f)


@pytest.mark.parametrize(
    ("f", "function", "attribute", "value"),
    [
        (lambda x: np.sum(power(x)), power, "__defaults__", (3,)),
        (lambda x: np.sum(power(x)), power, "__code__", fifth.__code__),
        (lambda x: np.sum(power_by_name(x)), power_by_name, "__kwdefaults__", {"n": 3}),
        (lambda x: np.sum(Spring().force(x)) if False else np.sum(SPRING.force(x)), Spring.force, "__code__", None),
        (lambda x: np.sum(decorated(x)), decorated.__wrapped__, "__code__", other_decorated.__code__),
    ],
    ids=["defaults", "code", "defaults by keyword", "code of a method", "code of a decorated one"],
)
def test_callees_that_are_changed_in_place(monkeypatch, f, function, attribute, value):
    """As IPython's autoreload does: the function is the same object, what it does is not."""
    assert_right(f)
    monkeypatch.setattr(function, attribute, other_force.__code__ if value is None else value)
    assert_right(f)


def other_force(self, x):
    return x**3


SPRING = Spring()


def test_keyword_defaults_that_are_changed_in_place():
    def callee(x, *, n=2):
        return x**n

    def f(x):
        return np.sum(callee(x))

    assert_right(f)
    callee.__kwdefaults__["n"] = 3
    assert_right(f)


def test_other_parameters_than_when_it_was_decorated():
    def f(x):
        return np.sum(x * x)

    d = differentiate(f)
    d.grad(X)
    f.__code__ = power.__code__
    with pytest.raises(Exception, match="parameters are others") as caught:
        d.grad(X)
    assert caught.value.code == "S2S506"
    assert grad(f)(2.0, 3) == 12.0


# ---------------------------------------------------------------------------------------------------------------------
# What nobody can watch is refused


class Switch:
    """Its truth and its length are made anew whenever they are asked for."""

    def __init__(self):
        self.items = [1]

    def __bool__(self):
        return len(self.items) > 1

    def __len__(self):
        return len(self.items)


SWITCH = Switch()
RAW = bytearray(b"ab")


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.sum(x * x) if SWITCH else np.sum(x),
        lambda x: np.sum(x * x) if not SWITCH else np.sum(x),
        lambda x: np.sum(x * x) if (SWITCH and x[0] > 0.0) else np.sum(x),
        lambda x: np.sum(x * x) * len(SWITCH),
        lambda x: np.sum(x * x) * len(RAW),
    ],
    ids=range(5),
)
def test_what_cannot_be_watched_is_refused(f):
    with pytest.raises(UnsupportedError) as caught:
        grad(f)(X)
    assert caught.value.code == "S2S304"
    assert caught.value.lineno == f.__code__.co_firstlineno


def test_membership_that_is_known():
    assert grad(lambda x: x * x if 2 in (1, 2) else x)(3.0) == 6.0
    assert grad(lambda x: x * x if 3 in (1, 2) else x)(3.0) == 1.0
    assert grad(lambda x: x * x if 3 not in [1, 2] else x)(3.0) == 6.0
    assert grad(lambda x: x * x if "a" in {"a": x} else x)(3.0) == 6.0
    assert grad(lambda x: x * x if 2 in (x, 2) else x)(3.0) == 6.0


class Table:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, i):
        return self.items[i] * 2.0

    def __len__(self):
        return len(self.items)


TABLE_OF_ITEMS = Table([1.0, 2.0, 3.0])


@pytest.mark.parametrize("items", [[1.0, 2.0, 3.0], np.array([1.0, 2.0, 3.0])], ids=["list", "array"])
def test_items_of_objects_by_which_nothing_is_differentiated(items, monkeypatch):
    monkeypatch.setattr(TABLE_OF_ITEMS, "items", [1.0, 2.0, 3.0])

    def f(x, table, i):
        return x * x * table[i] + TABLE_OF_ITEMS[0] * len(table) * x

    table = Table(items)
    assert grad(f)(3.0, table, 1) == 30.0
    items[1], TABLE_OF_ITEMS.items[0] = 5.0, 0.5
    assert grad(f)(3.0, table, 1) == 63.0
    assert grad(f)(3.0, Table([1.0, 0.0]), 1) == 2.0
