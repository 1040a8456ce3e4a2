"""What a derivative is made for: kinds told apart, values that count, and what is refused."""

import collections

import numpy as np
import pytest

from s2sad import ArgumentError, differentiate, grad
from s2sad.signature import spec_of
from s2sad.trees import key_of


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


def inverse(x):
    return 1.0 / x


def test_python_floats_raise_where_numpy_scalars_warn():
    f = differentiate(inverse)
    assert f.grad(2.0) == -0.25
    with pytest.raises(ZeroDivisionError):
        f.value_and_grad(0.0)
    with np.errstate(divide="ignore"):
        value, slope = f.value_and_grad(np.float64(0.0))
    assert value == np.inf
    assert slope == -np.inf
    assert type(slope) is np.float64


POINTS = [2.0, np.float64(2.0), np.float32(2.0), np.array(2.0), np.array([2.0, 3.0]), np.array([2.0])]


@pytest.mark.parametrize("x", POINTS, ids=lambda x: f"{type(x).__name__}{np.shape(x)}{getattr(x, 'dtype', '')}")
def test_the_gradient_is_of_the_arguments_kind(x):
    def f(x):
        return np.sum(x * x)

    g = differentiate(f).grad(x)
    assert type(g) is type(x)
    assert np.shape(g) == np.shape(x)
    assert getattr(g, "dtype", float) == getattr(x, "dtype", float)
    assert np.array_equal(g, 2.0 * np.asarray(x))


KINDS = [
    2,
    2.0,
    True,
    False,
    2j,
    None,
    "a",
    "b",
    np.float64(2.0),
    np.float32(2.0),
    np.int64(2),
    np.bool_(True),
    np.array(2.0),
    np.ones(1),
    np.ones(2),
    np.ones((1, 2)),
    np.ones((2, 1)),
    np.ones((2, 2)),
    np.ones(2, dtype=np.float32),
    np.ones(2, dtype=int),
    (1.0,),
    [1.0],
    (1.0, 1.0),
    {"a": 1.0},
    {"b": 1.0},
    {1: 1.0},
    {True: 1.0},
    {"a": 1},
    len,
    abs,
]


def test_kinds_have_keys_and_types_of_their_own():
    keys = [key_of(x) for x in KINDS]
    assert len(set(keys)) == len(KINDS)
    assert len({repr(spec_of(x, "x")) for x in KINDS}) >= len(KINDS) - 2


def test_equal_kinds_share_a_key():
    pairs = [(1.0, 2.0), (3, 4), (np.ones(2), np.zeros(5)), ({"a": 1.0}, {"a": 2.0}), ("a", "a")]
    pairs.append((np.ones((1, 2)), np.ones((1, 7))))
    assert all(key_of(x) == key_of(y) for x, y in pairs)
    assert key_of(np.ones(1)) != key_of(np.ones(2))


def test_an_axis_of_length_one_broadcasts():
    f = differentiate(lambda x, y: np.sum(x * y))
    for shape in ((1, 3), (2, 1), (2, 3), (1, 1)):
        x, y = np.full(shape, 2.0), np.arange(6.0).reshape(2, 3)
        g = f.grad(x, y)
        assert g[0].shape == shape
        assert g[0].sum() == y.sum()
        assert np.array_equal(g[1], np.broadcast_to(x, (2, 3)))


def power(x, n, label="plain", flag=True, nothing=None):
    if label == "double":
        x = x * 2.0
    if not flag:
        x = -x
    if nothing is not None:
        x = x * nothing
    for _ in range(n):
        x = x * 1.5
    return x


def test_static_values_are_part_of_the_signature_and_pass_as_in_a_call():
    f = differentiate(power)
    g = f.grad(2.0, 2)
    assert g == (2.25, None, None, None, None)
    assert g._fields == ("x", "n", "label", "flag", "nothing")
    assert f.grad(2.0, 3).x == 1.5**3  # the number of steps is no part of the text
    assert f.grad(2.0, 2, "double").x == 4.5
    assert f.grad(2.0, 2, flag=False).x == -2.25
    assert f.grad(2.0, 2, nothing=3.0) == (6.75, None, None, None, 4.5)
    assert f.source(2.0, 2) == f.source(7.0, 9)
    assert f.source(2.0, 2) != f.source(2.0, 2, "double")


def test_a_value_that_decides_the_text_is_part_of_the_signature(monkeypatch):
    def f(a, axis):
        return np.sum(np.sum(a, axis=axis) ** 2)

    a = np.arange(6.0).reshape(2, 3)
    d = differentiate(f)
    for _ in range(2):
        for axis in (0, 1):
            expected = np.broadcast_to(2 * a.sum(axis, keepdims=True), a.shape)
            assert np.array_equal(d.grad(a, axis).a, expected)
            assert d.grad(a, axis).axis is None
    # Another process, as it were: nothing in memory, all of it on disk.
    from s2sad import loading

    paths = {d.path(a, 0), d.path(a, 1)}
    assert len(paths) == 2
    loading._memory.clear()
    monkeypatch.setattr(loading, "_generate", None)
    again = differentiate(f, optimise=True)
    again._table.forget()
    again._table.by_value.clear()
    assert {again.path(a, 0), again.path(a, 1)} == paths


def test_a_python_int_named_in_wrt_is_a_float():
    f = differentiate(lambda x, n: x * n, wrt=("x", "n"))
    assert f.grad(3, 4) == (4.0, 3.0)
    assert all(type(g) is float for g in f.grad(3, 4))
    assert grad(lambda x: x * x)(3) == 6.0


@pytest.mark.parametrize(
    ("value", "fix"),
    [
        (np.arange(3), "x.astype(float)"),
        (np.int64(3), "float(x)"),
        (True, "pass a float"),
        ("text", "pass a float"),
        ([1, 2], "pass a float"),
    ],
)
def test_what_cannot_be_differentiated_is_refused_with_the_remedy(value, fix):
    with pytest.raises(ArgumentError) as e:
        differentiate(lambda x, y: y, wrt="x").grad(value, 1.0)
    assert e.value.code == "S2S502"
    assert fix in str(e.value)


@pytest.mark.parametrize("args", [(1, 2), (np.arange(3), "a"), (None, [1, 2])])
def test_nothing_to_differentiate(args):
    with pytest.raises(ArgumentError) as e:
        differentiate(lambda x, y: x).grad(*args)
    assert e.value.code == "S2S503"
    assert "2.0, not 2" in str(e.value)


class _Own(np.ndarray):
    pass


_STRANGE = [np.ones(2).view(_Own), np.array(["a"]), np.array([None]), np.zeros(2, dtype="M8[s]"), np.ones(2, ">f8")]


@pytest.mark.parametrize("value", _STRANGE)
def test_arrays_with_an_arithmetic_of_their_own_are_refused(value):
    with pytest.raises(ArgumentError) as e:
        differentiate(lambda x, y: y).grad(value, 1.0)
    assert e.value.code == "S2S502"


Point = collections.namedtuple("Point", "x y")


def test_structures_come_back_as_they_went_in():
    def f(p, q, r):
        return p["a"] * p["b"][0] + q[0] * q[1] + r[0] * r[1]

    d = differentiate(f)
    g = d.grad({"a": 2.0, "b": [3.0, "name"]}, (4.0, 5), Point(6.0, 7.0))
    assert g == ({"a": 3.0, "b": [2.0, None]}, (5.0, None), Point(7.0, 6.0))
    assert type(g.p["b"]) is list
    assert type(g.q) is tuple
    assert type(g.r) is Point
    assert type(d.value_and_grad({"a": 2.0, "b": [3.0, "name"]}, (4.0, 5), Point(6.0, 7.0))[1].r) is Point
    assert type(d.vjp({"a": 2.0, "b": [3.0, "name"]}, (4.0, 5), Point(6.0, 7.0))[1](1.0).r) is Point
