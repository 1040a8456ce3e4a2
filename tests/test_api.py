"""The public interface, line by line: the decorator, its methods, and the functional forms."""

import copy
import functools
import gc
import inspect
import itertools
import linecache
import math
import pickle
import sys
import threading
import types
import weakref
from pathlib import Path

import numpy as np
import pytest

from s2sad import ArgumentError, Differentiable, UnsupportedError, differentiate, grad, jvp, value_and_grad, vjp
from s2sad.binding import Parameters


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("S2SAD_CACHE", raising=False)


def code(call, *args, **kwargs):
    """The code and text of the error that a call raises."""
    with pytest.raises(ArgumentError) as e:
        call(*args, **kwargs)
    assert isinstance(e.value, TypeError)
    assert "Fix: " in str(e.value)
    return e.value.code


@differentiate
def f(x1, x2):
    """A sum of elementary functions."""
    return math.exp(2 * x1) + x1 * x2**2 + math.cos(x2)


GRADIENT = (2 * math.exp(2) + 4, 4 - math.sin(2))
VALUE = math.exp(2) + 4 + math.cos(2)


def module(text, name):
    """A module whose source only linecache has, as in a notebook."""
    filename = f"<cell {name}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    made = types.ModuleType(name)
    exec(compile(text, filename, "exec"), vars(made))
    return made


# ---------------------------------------------------------------- the object


def test_the_call_is_the_users_own():
    assert f(1.0, 2.0) == VALUE
    assert f(1, x2=2) == VALUE
    seen = []

    @differentiate
    def g(x):
        seen.append(x)
        return x

    with pytest.raises(UnsupportedError):
        g.grad(1.0)
    assert g(3) == 3
    assert seen == [3]


def test_it_looks_like_the_function():
    assert (f.__name__, f.__qualname__, f.__module__) == ("f", "f", __name__)
    assert f.__doc__ == "A sum of elementary functions."
    assert str(inspect.signature(f)) == "(x1, x2)"
    assert inspect.unwrap(f) is f.__wrapped__ is f.__s2sad_function__
    assert isinstance(f.__wrapped__, types.FunctionType)
    assert callable(f)
    assert isinstance(f, Differentiable)
    assert "f" in repr(f)


def test_bare_and_with_options():
    bare = differentiate(lambda x: x * x)
    assert isinstance(bare, Differentiable)
    with_options = differentiate(wrt=("x",), mode="reverse", cache=False, optimise=False)(lambda x, y: x * y)
    assert with_options.grad(2.0, 3.0) == 3.0
    assert code(differentiate, f, mode="sideways") == "S2S507"


def test_pickled_and_copied_by_name():
    assert pickle.loads(pickle.dumps(f)) is f
    assert copy.deepcopy(f) is f
    assert pickle.loads(pickle.dumps(_Spring.energy)) is _Spring.energy
    again = pickle.loads(pickle.dumps(differentiate(_plain, wrt="y")))
    assert again.grad(2.0, 3.0) == 2.0
    assert pickle.loads(pickle.dumps(grad(f, 1)))(1.0, 2.0) == GRADIENT[1]
    g = f.grad(1.0, 2.0)
    copied = pickle.loads(pickle.dumps(g))
    assert type(copied) is type(g)
    assert copied == g


def _plain(x, y):
    return x * y


class _Spring:
    def __init__(self, stiffness):
        self.stiffness = stiffness

    @differentiate
    def energy(self, x, rest=0.0):
        return self.half() * self.stiffness * (x - rest) ** 2

    def half(self):
        return 0.5

    @staticmethod
    @differentiate
    def twice(x):
        return 2.0 * x

    @classmethod
    @differentiate
    def of(cls, x):
        return cls.scale * x

    scale = 4.0


def test_methods():
    spring = _Spring(3.0)
    assert spring.energy(2.0) == 6.0
    assert spring.energy.grad(2.0) == (6.0, -6.0)
    assert spring.energy.grad(2.0)._fields == ("x", "rest")
    assert spring.energy.value_and_grad(2.0, rest=1.0) == (1.5, (3.0, -3.0))
    assert spring.energy.jvp((2.0,), (1.0,)) == (6.0, 6.0)
    assert spring.energy.vjp(2.0)[1](2.0) == (12.0, -12.0)
    assert grad(spring.energy)(2.0) == 6.0
    assert grad(grad(spring.energy))(2.0) == 3.0
    assert vjp(spring.energy, 2.0)[1](1.0) == (6.0,)
    assert str(inspect.signature(spring.energy)) == "(x, rest=0.0)"
    assert spring.energy.__self__ is spring
    spring.stiffness = 5.0  # read at every call
    assert spring.energy.grad(2.0).x == 10.0
    assert _Spring(7.0).energy.grad(2.0).x == 14.0
    made = _Spring.energy.grad(spring, 2.0)  # an object that is handed in has a gradient, `self` of a method has none
    assert (made.self.stiffness, made.x, made.rest) == (2.0, 10.0, -10.0)
    assert _Spring.twice.grad(1.0) == 2.0
    assert spring.twice.grad(1.0) == 2.0
    assert _Spring.of.grad(1.0) == 4.0
    assert pickle.loads(pickle.dumps(spring.energy)).grad(2.0).x == 10.0


def test_the_first_call_from_many_threads():
    @differentiate
    def g(x, y):
        return math.sin(x) * y

    results, start = [], threading.Barrier(8)

    def run():
        start.wait()
        results.append(g.grad(0.5, 2.0))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert results == [(math.cos(0.5) * 2.0, math.sin(0.5))] * 8
    assert len(g._table.plans) == 1


def test_shapes_of_one_kind_share_what_is_made():
    @differentiate
    def squares(x):
        return np.sum(x * x)

    for n in range(2, 1000):
        assert squares.grad(np.ones(n))[-1] == 2.0
    assert len(squares._table.plans) == 1
    assert len(squares._table.met) <= 512
    squares.grad(np.ones(1))  # an axis of length one is broadcast
    assert len(squares._table.plans) == 2


# ---------------------------------------------------------------- gradients


def test_grad_and_value_and_grad():
    g = f.grad(1.0, 2.0)
    assert g == pytest.approx(GRADIENT)
    assert (g.x1, g.x2) == tuple(g)
    assert repr(g).startswith("Gradients(x1=18.77")
    value, again = f.value_and_grad(1.0, 2.0)
    assert value == VALUE
    assert again == g


def test_bare_or_named():
    assert differentiate(lambda x: x * x).grad(3.0) == 6.0
    assert differentiate(lambda x, n: x * n, wrt="x").grad(3.0, 2) == 2
    assert differentiate(lambda x, n: x * n, wrt=("x",)).grad(3.0, 2.0) == 2.0
    assert differentiate(lambda x, n: x * n, wrt=0).grad(3.0, 2.0) == 2.0
    assert differentiate(lambda x, n: x * n, wrt=("n", "x")).grad(3.0, 2.0) == (2.0, 3.0)
    assert differentiate(lambda x, n: x * n).grad(3.0, 2) == (2.0, None)
    three = differentiate(lambda x, y, z: x * y * z, wrt=("x", "z")).grad(2.0, 3.0, 5.0)
    assert three == (15.0, None, 6.0)
    assert three._fields == ("x", "y", "z")


def test_fields_that_no_named_tuple_may_have():
    g = differentiate(lambda _x, count, index: _x * count + index).grad(2.0, 3.0, 1.0)
    assert (g._x, g.count, g.index) == (3.0, 2.0, 1.0)
    assert repr(g) == "Gradients(_x=3.0, count=2.0, index=1.0)"
    assert pickle.loads(pickle.dumps(g)) == g


def test_wrt_that_names_nothing():
    for wrt in ("z", ("x", "z"), (), 2, (0, 5)):
        assert code(differentiate, lambda x, y: x, wrt=wrt) == "S2S501"
    assert code(grad, f, 2) == "S2S501"
    assert code(grad, f, ()) == "S2S501"
    for argnums in ("z", "", True, (True,), 1.0, None, (0, "z")):
        assert code(grad, f, argnums) == "S2S501"
    assert grad(f, "x2")(1.0, 2.0) == grad(f, 1)(1.0, 2.0)
    assert grad(f, ("x2", 0))(1.0, 2.0) == grad(f, (1, 0))(1.0, 2.0)
    assert grad(f, np.int64(1))(1.0, 2.0) == grad(f, 1)(1.0, 2.0)
    assert grad(f, [np.int8(1), 0])(1.0, 2.0) == grad(f, (1, 0))(1.0, 2.0)


def test_defaults_keywords_and_varargs():
    @differentiate
    def g(x, y=2.0, *rest, scale=1.0, **more):
        return x * y * scale + rest[0] * rest[1] + more["a"] ** 2

    got = g.grad(3.0, 4.0, 5.0, 6.0, scale=2.0, a=7.0)
    assert got == (8.0, 6.0, (6.0, 5.0), 12.0, {"a": 14.0})
    assert got._fields == ("x", "y", "rest", "scale", "more")
    h = differentiate(lambda x, y=2.0, *, k=3.0: x * y * k)
    assert h.grad(1.0) == (6.0, 3.0, 2.0)
    assert h.grad(y=1.0, x=2.0) == (3.0, 6.0, 2.0)
    assert h.value_and_grad(1.0, k=1.0) == (2.0, (2.0, 1.0, 2.0))
    assert h.source(1.0) == h.source(1.0, k=5.0)
    assert code(h.grad) == code(h.grad, 1.0, 2.0, 3.0) == code(h.grad, 1.0, z=2.0) == "S2S506"


def test_a_default_with_an_effect_runs_once():
    runs = []

    def default():
        runs.append(1)
        return 2.0

    @differentiate
    def g(x, y=default()):  # noqa: B008
        return x * y

    assert g.grad(3.0) == (2.0, 3.0)
    assert runs == [1]


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (lambda x: 1j, (1.0,)),
        (lambda x: (x, x), (1.0,)),
        (lambda x: x * 2.0, (np.ones(2),)),
        (lambda x: "a", (1.0,)),
    ],
)
@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_grad_needs_a_real_scalar(function, args, mode):
    g = differentiate(function, mode=mode)
    assert code(g.grad, *args) == "S2S504"
    assert code(g.value_and_grad, *args) == "S2S504"
    assert code(grad(function), *args) == "S2S504"


def _through_a_buffer(x):
    a = np.zeros(2, dtype=complex)
    a[0] = x
    return np.sum(np.abs(a))


def of_a_complex_polynomial(x):
    return abs(np.polyval(np.array([x, 2j * x]), 0.5))


@pytest.mark.parametrize(
    "function",
    [
        lambda x: abs(np.median(np.array([x, 2j * x]))),
        lambda x: np.maximum(np.array([x, 2j * x]), 1.0)[1].imag,
    ],
)
def test_complex_numbers_that_vary_are_refused_where_a_rule_is_of_real_numbers(function):
    assert grad(of_a_complex_polynomial)(2.0) == pytest.approx(abs(0.5 + 2j))
    for derivative in (
        lambda: grad(function)(2.0),
        lambda: vjp(function, 2.0),
        lambda: jvp(function, (2.0,), (1.0,)),
    ):
        with pytest.raises(UnsupportedError, match="complex number that varies") as e:
            derivative()
        assert e.value.code == "S2S304"
        assert e.value.lineno > 0


@pytest.mark.parametrize(
    ("function", "slope"),
    [
        (lambda x: abs(np.exp(1j * x)), 0.0),
        (lambda x: np.sum(np.abs(np.array([x, 2j * x]))), 3.0),
        (_through_a_buffer, 1.0),
        (lambda x: (np.exp(1j * x) / np.exp(0.5j * x)).imag, 0.5 * math.cos(1.0)),
        (lambda x: np.angle((x + 1j) ** 2), -0.4),
    ],
)
def test_complex_numbers_on_the_way(function, slope):
    assert grad(function)(2.0) == pytest.approx(slope, abs=1e-15)
    assert jvp(function, (2.0,), (1.0,))[1] == pytest.approx(slope, abs=1e-15)
    second = (function(2.0 + 1e-3) - 2.0 * function(2.0) + function(2.0 - 1e-3)) / 1e-6
    assert grad(grad(function))(2.0) == pytest.approx(second, abs=1e-5)
    assert jvp(grad(function), (2.0,), (1.0,))[1] == pytest.approx(second, abs=1e-5)


def test_the_adjoint_of_a_complex_result_is_that_of_jax():
    """``x_bar`` is the real part of ``z_bar * dz/dx``, without a conjugate."""
    value, back = vjp(lambda x: x * (2.0 + 3.0j), 1.5)
    assert value == 3.0 + 4.5j
    assert (back(1.0), back(1j)) == ((2.0,), (-3.0,))
    assert jvp(lambda x: x * (2.0 + 3.0j), (1.5,), (1.0,))[1] == 2.0 + 3.0j


def test_complex_numbers_that_do_not_vary_are_values():
    assert differentiate(lambda x, c: abs(c * c) * x, wrt=("x",)).grad(2.0, 3 + 4j) == 25.0
    assert differentiate(lambda x, c: abs(c * c) * x).grad(2.0, 3 + 4j) == (25.0, 12.0 - 16.0j)


def test_powers_that_are_complex():
    """Python's ``(-1.0) ** 0.5`` is complex: it is no real function of -1.0, and there is no gradient."""

    def root(x, y):
        return x**y

    for function in (lambda x, y: x**0.5, lambda x, y: x**1.5 + y, lambda x, y: (x**y) ** 2, root):
        d = differentiate(function)
        assert isinstance(d(-1.0, 0.5), complex | float)
        for derivative in (
            lambda d=d: d.grad(-1.0, 0.5),
            lambda d=d: d.vjp(-1.0, 0.5)[1](1.0),
            lambda d=d: d.jvp((-1.0, 0.5), (1.0, 0.0)),
            lambda d=d: differentiate(d, mode="forward").grad(-1.0, 0.5),
        ):
            with pytest.raises((ArgumentError, ValueError), match="negative number to a fractional power"):
                derivative()
        assert all(np.isfinite(d.grad(4.0, 0.5)))
    with pytest.raises((TypeError, ValueError)):  # the sign of a complex number, on the way
        differentiate(lambda x: abs(x**1.5)).grad(-1.0)
    assert code(differentiate(lambda x, c: x * c**0.5, wrt="x").grad, 2.0, -1.0) == "S2S504"
    assert code(differentiate(root, wrt="y").grad, -1.0, 0.5) == "S2S504"
    assert differentiate(root).grad(4.0, 0.5) == (0.25, pytest.approx(2 * math.log(4)))

    def turned(x):
        return (x * (0.5 - 2j)).imag * 4.0**0.5

    value, pull = differentiate(turned).vjp(np.array([1.0, 2.0]))  # the tape holds the user's own complex number
    assert np.all(value == [-4.0, -8.0])
    assert np.all(pull(np.ones(2))[0] == -4.0)


def test_along_the_exponent_of_a_negative_base_there_is_no_derivative():
    for x in (-2.0, np.float64(-2.0), np.array(-2.0)):
        gx, gy = differentiate(lambda x, y: x**y).grad(x, 2.0)
        assert gx == -4.0
        assert np.isnan(gy)
    x = np.array([-2.0, 0.0, 2.0])
    with np.errstate(all="raise"):
        gx, gy = differentiate(lambda x, y: np.sum(x**y * np.array([0.0, 1.0, 1.0]))).grad(x, np.array([2.0, 2.0, 2.0]))
    assert np.array_equal(gx, [0.0, 0.0, 4.0])
    assert np.isnan(gy[0])
    assert list(gy[1:]) == [0.0, pytest.approx(4 * math.log(2))]


def test_forward_mode_gives_the_same():
    def g(p, x):
        return p["a"] * np.sum(x * x * p["b"][0]) + p["b"][1]

    args = ({"a": 2.0, "b": (3.0, 1.0)}, np.arange(4.0))
    reverse, forward = differentiate(g), differentiate(g, mode="forward")
    value, (p, x) = forward.value_and_grad(*args)
    assert value == g(*args)
    assert p == reverse.grad(*args).p
    assert np.array_equal(x, reverse.grad(*args).x)
    assert "adjoint" not in forward.source(*args)


def test_a_gradient_is_made_without_the_sweeps_of_a_pullback_and_is_the_same_text():
    def g(x, n):
        y = x
        for _ in range(n):
            y = y * np.sin(y)
        return y

    d = differentiate(g)
    made, shown = d._table.plan((0.5, 3)).loaded.body, d.source(0.5, 3)
    functions = made[made.index("def g_value_and_grad") :]
    assert "def g_adjoint" in shown
    assert "g_adjoint" not in made
    assert shown.endswith(functions)


def test_gradients_are_fresh():
    def g(x, y, z):
        return np.sum(x + y) + np.sum(z)

    x, y, z = np.ones(3), np.ones(3), np.ones((2, 2))[:, 0]
    value, grads = differentiate(g).value_and_grad(x, y, z)
    everything = [x, y, z, *grads]
    for i, a in enumerate(grads):
        assert a.flags.writeable
        assert not any(np.shares_memory(a, b) for j, b in enumerate(everything) if j != i + 3)
        a += 1.0
    assert value == 8.0
    assert np.array_equal(grads[0], [2.0, 2.0, 2.0])


def test_pulled_back_seeds_are_fresh():
    def g(x, y):
        return x + y

    x, seed = np.ones(3), np.arange(3.0)
    _, pullback = vjp(g, x, x)
    a, b = pullback(seed)
    assert not any(np.shares_memory(p, q) for p, q in ((a, b), (a, seed), (b, seed), (a, x)))
    a += 1.0
    assert np.array_equal(pullback(seed)[0], seed)
    for function in (lambda x: x, lambda x: x.T, lambda x: x[1:], lambda x: (x, x)):
        value, pullback = vjp(function, x)
        (got,) = pullback(value)
        assert got.flags.writeable
        assert not any(np.shares_memory(got, v) for v in (x, *(value if isinstance(value, tuple) else (value,))))


def test_tangents_are_fresh():
    x, dot = np.ones(3), np.arange(3.0)
    for function in (lambda x: x, lambda x: x[:2], lambda x: (x, x)):
        value, out = jvp(function, (x,), (dot,))
        parts = out if isinstance(out, tuple) else (out,)
        values = value if isinstance(value, tuple) else (value,)
        for i, part in enumerate(parts):
            others = [x, dot, *values, *(p for j, p in enumerate(parts) if j != i)]
            assert part.flags.writeable
            assert not any(np.shares_memory(part, o) for o in others)


def test_arguments_stay_as_they_are():
    def g(a, b):
        a[0] = b[1] * 2.0
        b *= 3.0
        return np.sum(a * b)

    a, b = np.arange(3.0), np.arange(3.0) + 1
    d = differentiate(g)
    d.grad(a, b)
    d.value_and_grad(a, b)
    d.jvp((a, b), (a, b))
    value, pullback = d.vjp(a, b)
    pullback(1.0)
    grad(g)(a, b)
    assert np.array_equal(a, [0, 1, 2])
    assert np.array_equal(b, [1, 2, 3])
    assert value == g(a.copy(), b.copy())
    with pytest.raises(ValueError, match="read-only"):
        d.grad(a, np.broadcast_to(b, (3,)))


def test_read_only_arrays_raise_where_they_are_written_only():
    def g(p, x):
        if x > 0.0:
            p["a"][0] = x
        p["b"] *= x
        return np.sum(p["a"] * p["b"]) * x

    a, b = np.array([1.0, 2.0]), np.array([3.0, 5.0])
    writable = {"a": a.copy(), "b": b.copy()}
    a.flags.writeable = False
    p, d = {"a": a, "b": b}, differentiate(g)
    want = d.grad(writable, -1.5)
    got = d.value_and_grad(p, -1.5)[1], grad(g, (0, 1))(p, -1.5), d.vjp(p, -1.5)[1](1.0)
    for made in got:
        assert made[0]["a"].tolist() == want.p["a"].tolist()
        assert made[0]["b"].tolist() == want.p["b"].tolist()
        assert made[1] == want.x
        assert made[0]["a"].flags.writeable
    assert d.jvp((p, -1.5), (writable, 1.0)) == d.jvp((writable, -1.5), (writable, 1.0))
    assert jvp(grad(g, 1), (p, -1.5), (None, 1.0)) == jvp(grad(g, 1), (writable, -1.5), (None, 1.0))
    for call in (d.grad, d.value_and_grad, d.vjp, grad(g), grad(grad(g, 1), 1)):
        with pytest.raises(ValueError, match="assignment destination is read-only"):
            call(p, 1.5)
    with pytest.raises(ValueError, match="read-only"):
        d.jvp((p, 1.5), (writable, 1.0))
    b.flags.writeable = False
    with pytest.raises(ValueError, match="output array is read-only"):
        d.grad(p, -1.5)


def test_copies_of_arguments_with_gaps_round_as_the_arguments_do():
    def g(a, m):
        y = a @ m
        a[..., 0] = 0.5
        return np.sum(y) + np.sum(a @ m)

    numbers = np.random.default_rng(0).normal(size=(33, 33, 4))
    m = numbers[:, :, 0].copy()
    d = differentiate(g, wrt="a")
    for cut in (np.s_[0, :, 1], np.s_[0, ::-1, 1], np.s_[0, ::-2, 1], np.s_[::2, ::2, 1], np.s_[::-1, ::-1, 2]):
        a, again = numbers[cut], numbers.copy()[cut]
        side = m[: a.shape[-1]]
        want = g(again, side)
        value, pullback = d.vjp(a, side)
        assert value == want
        assert d.value_and_grad(a, side)[0] == want
        assert d.jvp((a, side), (a, None))[0] == want
        assert np.array_equal(pullback(1.0)[0], d.grad(a, side))
        assert np.allclose(d.grad(a, side), d.grad(np.ascontiguousarray(a), side), rtol=1e-12, atol=1e-12)
        assert np.array_equal(a, numbers[cut])


def test_items_that_share_memory_are_refused_where_they_are_written():
    def g(a):
        a[0] *= 3.0
        return np.sum(a * a)

    numbers, d = np.arange(1.0, 7.0), differentiate(g)
    for strides in ((8, 8), (0, 8), (-8, 8)):
        x = np.lib.stride_tricks.as_strided(numbers[2:], (3, 2), strides)
        for call in (d.grad, d.vjp, grad(g), lambda x: d.jvp((x,), (x,))):
            with pytest.raises(ArgumentError, match="some of its items share memory"):
                call(x)
    x = np.lib.stride_tricks.as_strided(numbers, (3, 2), (16, 8))
    assert np.array_equal(d.grad(x), 2.0 * x * [[9.0], [1.0], [1.0]])


def test_shared_memory_that_is_written_is_refused():
    def g(a, b):
        a[0] = 2.0
        return np.sum(a * b)

    d, x = differentiate(g), np.ones(4)
    for args in ((x, x), (x[:3], x[1:]), (x[::-1], x)):
        assert code(d.grad, *args) == code(d.vjp, *args) == code(d.jvp, args, args) == "S2S402"
    d.grad(x[::2], x[1::2])  # disjoint
    assert np.array_equal(differentiate(lambda a, b: np.sum(a * b)).grad(x, x).a, x)  # nothing is written


# ---------------------------------------------------------------- products


def test_jvp():
    assert f.jvp((1.0, 2.0), (1.0, 0.0)) == (VALUE, pytest.approx(GRADIENT[0]))
    assert f.jvp((1.0, 2.0), (None, 1.0)) == (VALUE, pytest.approx(GRADIENT[1]))
    assert f.jvp([1.0, 2.0], [2.0, 3.0])[1] == pytest.approx(2 * GRADIENT[0] + 3 * GRADIENT[1])
    assert jvp(lambda x, n=3: x**n, (2.0,), (1.0,)) == (8.0, 12.0)
    assert jvp(lambda x, n: x * n, (2.0, 3), (1.0, 0)) == (6.0, 3.0)
    assert jvp(lambda x, n: x * n, (2.0, 3), (1.0, 1.0)) == (6.0, 5.0)  # the int is named by its tangent
    assert jvp(lambda x, *r: x * r[0] + r[1], (2.0, 3.0, 4.0), (1.0, 1.0, 1.0)) == (10.0, 6.0)
    value, dot = jvp(lambda x: {"a": x, "b": (2 * x, 3, "s")}, (1.0,), (2.0,))
    assert value == {"a": 1.0, "b": (2.0, 3, "s")}
    assert dot["a"] == 2.0
    assert dot["b"][0] == 4.0


def test_vjp():
    value, pullback = f.vjp(1.0, 2.0)
    assert value == VALUE
    assert pullback(1.0) == pytest.approx(GRADIENT)
    assert pullback(2.0) == pytest.approx([2 * g for g in GRADIENT])
    assert pullback(1.0).x1 == pullback(1.0)[0]
    value, pullback = vjp(f, 1.0, 2.0)
    assert type(pullback(1.0)) is tuple
    assert pullback(1.0) == pytest.approx(GRADIENT)
    assert vjp(lambda x, n: x * n, 2.0, 3)[1](1.0) == (3.0, None)
    assert vjp(lambda x, y=3.0: x * y, 2.0)[1](1.0) == (3.0,)
    assert vjp(lambda x, *r: x * r[0] + r[1], 2.0, 3.0, 4.0)[1](1.0) == (3.0, 2.0, 1.0)


def test_the_pullback_outlives_changes_of_arguments_and_value():
    def g(x, y):
        z = np.tanh(x)
        return z * y

    x, y, seed = np.array([0.1, 0.2]), np.array([2.0, 3.0]), np.array([1.0, 10.0])
    value, pullback = differentiate(g).vjp(x, y)
    expected = [seed * y * (1 - np.tanh(x) ** 2), seed * np.tanh(x)]
    x[:], y[:], value[:] = -1.0, -2.0, -3.0
    for _ in range(3):
        for got, e in zip(pullback(seed), expected, strict=True):
            assert np.allclose(got, e)
    assert np.allclose(pullback(2 * seed)[1], 2 * expected[1])
    value, pullback = vjp(lambda x: x, x)
    value += 1.0
    assert x[0] == -1.0


@pytest.mark.parametrize(
    ("result", "seed"),
    [
        (lambda x: x[0] * 1.0, np.ones(2)),
        (lambda x: x[0] * 1.0, "a"),
        (lambda x: x[0] * 1.0, 1j),
        (lambda x: x, 1.0),
        (lambda x: x, np.ones(3)),
        (lambda x: x, np.ones((2, 1))),
        (lambda x: x, np.ones(2, dtype=complex)),
        (lambda x: x, [1.0, 1.0]),
        (lambda x: x.astype(np.float32), np.ones(2)),
        (lambda x: (x, x), np.ones(2)),
        (lambda x: (x, x), (np.ones(2),)),
        (lambda x: (x, x), [np.ones(2), np.ones(2)]),
        (lambda x: (x, 3), (np.ones(2), 1.0)),
        (lambda x: {"a": x}, {"b": np.ones(2)}),
        (lambda x: {"a": x}, np.ones(2)),
    ],
)
def test_seeds_are_checked(result, seed):
    _, pullback = differentiate(result).vjp(np.ones(2))
    assert code(pullback, seed) == "S2S505"


def test_seeds_of_narrower_kinds_are_converted():
    _, pullback = vjp(lambda x: x * 2.0, np.ones(2))
    assert np.array_equal(pullback(np.ones(2, dtype=np.float32))[0], [2.0, 2.0])
    assert np.array_equal(pullback(np.ones(2, dtype=int))[0], [2.0, 2.0])
    _, pullback = vjp(lambda x: (x * 2.0, 3), 1.0)
    assert pullback((1, None)) == pullback((np.float64(1), 0)) == (2.0,)


@pytest.mark.parametrize(
    ("primals", "tangents"),
    [
        ((1.0, 2.0), (1.0,)),
        ((1.0, 2.0), 1.0),
        (1.0, (1.0,)),
        ((1.0, 2.0), (np.ones(1), 1.0)),
        ((1.0, 2.0), ("a", 1.0)),
        ((1.0, 2.0), (1j, 1.0)),
        ((np.ones(2), 2.0), (1.0, 1.0)),
        ((np.ones(2), 2.0), (np.ones(3), 1.0)),
        ((np.ones(2), 2.0), (np.ones(2, dtype=complex), 1.0)),
        ((np.float32(1.0) * np.ones(2, dtype=np.float32), 2.0), (np.ones(2), 1.0)),
    ],
)
def test_tangents_are_checked(primals, tangents):
    assert code(jvp, lambda x, y: x * y, primals, tangents) == "S2S505"


def test_tangents_of_what_has_none():
    assert code(jvp, lambda x, s: x, (1.0, "a"), (1.0, "b")) == "S2S502"
    assert code(jvp, lambda x, n: x, (1.0, np.arange(2)), (1.0, np.ones(2))) == "S2S502"
    assert code(jvp, lambda x, n: x, (1.0, 2), (None, None)) == "S2S503"
    assert jvp(lambda x, s: x, (1.0, "a"), (1.0, None)) == (1.0, 1.0)


# ---------------------------------------------------------------- functional forms


def test_argnums():
    def g(x, y, z):
        return x * y * y * z

    assert grad(g)(2.0, 3.0, 5.0) == 45.0
    assert grad(g, argnums=1)(2.0, 3.0, 5.0) == 60.0
    assert grad(g, argnums=-1)(2.0, 3.0, 5.0) == 18.0
    assert grad(g, argnums=(0, 1))(2.0, 3.0, 5.0) == (45.0, 60.0)
    assert grad(g, argnums=(2, 0))(2.0, 3.0, 5.0) == (18.0, 45.0)
    assert grad(g, argnums=(1,))(2.0, 3.0, 5.0) == (60.0,)
    assert type(grad(g, argnums=(0, 1))(2.0, 3.0, 5.0)) is tuple
    assert value_and_grad(g, argnums=(1, 0))(2.0, 3.0, 5.0) == (90.0, (60.0, 45.0))
    assert value_and_grad(g)(2.0, z=5.0, y=3.0) == (90.0, 45.0)
    assert grad(lambda x, *r: x * r[0] * r[1], argnums=2)(2.0, 3.0, 5.0) == 6.0
    assert grad(lambda x, *r: x * r[0] * r[1], argnums=(2, 0))(2.0, 3.0, 5.0) == (6.0, 15.0)
    assert grad(f)(1.0, 2.0) == pytest.approx(GRADIENT[0])
    assert grad(f, 1).__name__ == "f_grad"


def test_aux():
    def g(x, y):
        return x * y, {"twice": 2 * x, "name": "n", "array": np.ones(2) * y}

    gradient, aux = grad(g, has_aux=True)(2.0, 3.0)
    assert gradient == 3.0
    assert (aux["twice"], aux["name"], list(aux["array"])) == (4.0, "n", [3.0, 3.0])
    (value, aux), gradient = value_and_grad(g, argnums=(0, 1), has_aux=True)(2.0, 3.0)
    assert (value, aux["twice"], gradient) == (6.0, 4.0, (3.0, 2.0))
    for wrong in (lambda x: x, lambda x: (x, x, x), lambda x: (np.ones(2) * x, x), lambda x: [x, x]):
        assert code(grad(wrong, has_aux=True), 1.0) == "S2S504"


def cube(x, y):
    return x**3 * y**2


def test_gradients_of_gradients():
    assert grad(grad(cube))(2.0, 3.0) == 108.0
    assert grad(grad(cube), argnums=1)(2.0, 3.0) == 72.0
    assert grad(grad(cube, argnums=1), argnums=0)(2.0, 3.0) == 72.0
    assert grad(grad(cube), argnums=(0, 1))(2.0, 3.0) == (108.0, 72.0)
    assert value_and_grad(grad(cube))(2.0, 3.0) == (108.0, 108.0)
    assert grad(grad(grad(cube)))(2.0, 3.0) == 54.0
    assert grad(grad(differentiate(cube)))(2.0, 3) == 108.0
    assert grad(grad(cube))(2, 3.0) == 108.0


def test_products_of_gradients():
    assert jvp(grad(cube), (2.0, 3.0), (1.0, 0.0)) == (108.0, 108.0)
    assert jvp(grad(cube), (2.0, 3.0), (1.0, 2.0)) == (108.0, 252.0)
    value, pullback = vjp(grad(cube), 2.0, 3.0)
    assert value == 108.0
    assert pullback(1.0) == (108.0, 72.0)
    assert pullback(2.0) == (216.0, 144.0)
    value, dot = jvp(grad(cube, argnums=(1, 0)), (2.0, 3.0), (1.0, 0.0))
    assert value == (48.0, 108.0)
    assert dot == (72.0, 108.0)
    value, pullback = vjp(grad(cube, argnums=(1, 0)), 2.0, 3.0)
    assert value == (48.0, 108.0)
    assert pullback((1.0, 0.0)) == (72.0, 16.0)
    value, pullback = vjp(grad(cube, argnums=(0,)), 2.0, 3.0)
    assert value == (108.0,)
    assert pullback((1.0,)) == (108.0, 72.0)
    assert code(pullback, 1.0) == "S2S505"
    x, v = np.arange(3.0), np.array([1.0, 0.0, 2.0])
    assert np.allclose(jvp(grad(lambda x: np.sum(x**3)), (x,), (v,))[1], 6 * x * v)
    assert np.allclose(vjp(grad(lambda x: np.sum(x**3)), x)[1](v)[0], 6 * x * v)


def test_gradients_that_are_no_scalar():
    assert code(grad, grad(cube, argnums=(0, 1))) == "S2S504"
    assert code(grad(grad(lambda x: np.sum(x * x))), np.ones(2)) == "S2S504"
    assert code(grad(grad(lambda x: (x**3, x), has_aux=True)), 2.0) == "S2S504"


# ---------------------------------------------------------------- what is captured


SCALE, SETTINGS, MODE = 2.0, {"factor": 3.0, "steps": [1, 2.0]}, "plain"


def helper(x):
    return x * SCALE


def uses_globals(x):
    if MODE == "double":
        x = x * 2.0
    return helper(x) * SETTINGS["factor"] * SETTINGS["steps"][1]


def test_globals_are_read_at_every_call(monkeypatch):
    here = sys.modules[__name__]
    d = differentiate(uses_globals)
    assert d.grad(1.0) == 12.0
    plans = len(d._table.plans)
    monkeypatch.setattr(here, "SCALE", 5.0)
    assert d.grad(1.0) == 30.0
    monkeypatch.setitem(SETTINGS, "factor", 1.0)
    assert d.grad(1.0) == 10.0
    assert len(d._table.plans) == plans  # nothing was generated anew
    monkeypatch.setattr(here, "SCALE", np.array(7.0))  # of another kind
    assert d.grad(1.0) == 14.0
    monkeypatch.setattr(here, "MODE", "double")
    assert d.grad(1.0) == 28.0
    monkeypatch.setattr(here, "helper", lambda x: x * 100.0)  # another function
    assert d.grad(1.0) == 400.0
    monkeypatch.setitem(SETTINGS, "steps", [1, 1.0, 4.0])
    assert d.grad(1.0) == 200.0
    monkeypatch.delattr(here, "SCALE")
    assert d.grad(1.0) == 200.0
    monkeypatch.undo()
    assert d.grad(1.0) == 12.0


def test_globals_are_read_from_modules_of_the_disk_cache(monkeypatch):
    from s2sad import loading

    here = sys.modules[__name__]
    path = differentiate(uses_globals).path(1.0)
    loading._memory.clear()
    monkeypatch.setattr(loading, "_generate", None)  # it has to come from disk
    d = differentiate(uses_globals)
    d._table.forget()
    monkeypatch.setattr(here, "SCALE", 5.0)
    assert d.path(1.0) == path
    assert d.grad(1.0) == 30.0
    monkeypatch.setattr(here, "SCALE", 6.0)
    assert d.grad(1.0) == 36.0


def test_closures():
    def make(c, kind):
        def g(x):
            return x * c if kind == "times" else x + c

        def change(value):
            nonlocal c
            c = value

        return differentiate(g), change

    g, change = make(2.0, "times")
    h, _ = make(5.0, "plus")
    assert (g.grad(3.0), h.grad(3.0)) == (2.0, 1.0)
    change(4.0)
    assert (g.grad(3.0), h.grad(3.0)) == (4.0, 1.0)
    change(np.float64(8.0))
    assert g.grad(3.0) == 8.0


class _Config:
    def __init__(self, **values):
        self.__dict__.update(values)


CONFIG = _Config(k=2.0, flag=True, inner=_Config(weights=np.ones(3)))


def test_attributes_of_objects_are_read_at_every_call():
    def g(x):
        y = x * CONFIG.k if CONFIG.flag else x
        return np.sum(y * CONFIG.inner.weights)

    d = differentiate(g)
    assert d.grad(1.0) == 6.0
    CONFIG.k = 3.0
    assert d.grad(1.0) == 9.0
    CONFIG.inner.weights = np.ones(1)
    assert d.grad(1.0) == 3.0
    CONFIG.flag = False
    assert d.grad(1.0) == 1.0
    CONFIG.inner = _Config(weights=np.full(2, 2.0))
    assert d.grad(1.0) == 4.0


def test_a_builtin_that_is_shadowed_later():
    made = module("def g(x):\n    return abs(x)\n", "shadowing")
    d = differentiate(made.g)
    assert d.grad(-2.0) == -1.0
    made.abs = lambda x: x * 3.0
    assert d.grad(-2.0) == 3.0


def test_decorated_callees_are_seen_through():
    @differentiate
    def inner(x):
        return x * x

    @differentiate
    def outer(x):
        return inner(x) * 3.0

    assert outer.grad(2.0) == 12.0


def uses_a_method(x):
    return SPRING.energy(x, 1.0) + SPRING.half()


SPRING = _Spring(3.0)


def test_decorated_methods_of_captured_objects(monkeypatch):
    d = differentiate(uses_a_method)
    assert d.grad(2.0) == 3.0
    SPRING.stiffness = 4.0
    assert d.grad(2.0) == 4.0
    assert d._table.plan((2.0,)) is d._table.plan((2.0,))  # the method is a new object at every access
    monkeypatch.setattr(sys.modules[__name__], "SPRING", _Spring(6.0))
    assert d.grad(2.0) == 6.0
    assert SPRING.energy == SPRING.energy
    assert SPRING.energy != _Spring(6.0).energy
    assert len({SPRING.energy, SPRING.energy}) == 1


def test_functions_as_arguments():
    def apply(g, x):
        return g(x) * 2.0

    d, c = differentiate(apply), 3.0
    assert d.grad(helper, 2.0) == (None, 2.0 * SCALE)
    assert d.grad(math.sin, 0.0).x == 2.0
    assert d.grad(lambda x: x * c, 0.0).x == 6.0
    c = 4.0
    assert d.grad(lambda x: x * c, 0.0).x == 8.0
    assert d.grad(differentiate(helper), 2.0).x == 2.0 * SCALE


def test_captured_values_in_gradients_of_gradients(monkeypatch):
    def g(x):
        return helper(x) ** 3

    assert grad(grad(g))(1.0) == 48.0
    monkeypatch.setattr(sys.modules[__name__], "SCALE", 3.0)
    assert grad(grad(g))(1.0) == 162.0
    assert vjp(grad(g), 1.0)[1](1.0) == (162.0,)


def test_parameters_that_do_not_matter():
    x, y = np.ones(3), np.ones((2, 2))
    _, gy, gz = differentiate(lambda x, y, z: np.sum(x)).grad(x, y, 1.0)
    assert np.array_equal(gy, np.zeros((2, 2)))
    assert gy.flags.writeable
    assert (gz, type(gz)) == (0.0, float)
    value, dot = jvp(lambda x, y: y * 2.0, (x, y), (x, None))
    assert np.array_equal(dot, np.zeros((2, 2)))
    assert not np.shares_memory(dot, value)


# ---------------------------------------------------------------- what is generated


def test_source_ir_and_path():
    text = f.source(1.0, 2.0)
    compile(text, "f", "exec")
    assert "def f_value_and_grad(x1, x2):" in text
    assert "s2sad" not in [line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert "w9" in f.ir(1.0, 2.0)
    assert "w10" not in f.ir(1.0, 2.0)
    path = f.path(1.0, 2.0)
    assert isinstance(path, Path)
    assert path.read_text().endswith(text)
    assert linecache.getline(str(path), 1).startswith("# s2sad cache")
    assert f.path(np.float64(1.0), 2.0) != path
    assert f.source(x2=2.0, x1=1.0) == text


def test_no_file_without_a_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "a"))
    d = differentiate(lambda x: x * 17.0, cache=False)
    assert d.grad(1.0) == 17.0
    assert d.path(1.0) is None
    assert not (tmp_path / "a").exists()
    monkeypatch.setenv("S2SAD_CACHE", "0")
    e = differentiate(lambda x: x * 19.0)
    assert e.grad(1.0) == 19.0
    assert e.path(1.0) is None
    assert not (tmp_path / "a").exists()


def test_tracebacks_show_the_generated_lines():
    d = differentiate(lambda x: 1.0 / x)
    with pytest.raises(ZeroDivisionError) as e:
        d.grad(0.0)
    last = e.traceback[-1]
    assert "/ x" in str(linecache.getline(str(last.frame.code.raw.co_filename), last.lineno + 1))


def test_functions_of_notebooks():
    made = module("import math\n\ndef g(x):\n    return math.sin(x) * 2.0\n", "notebook")
    assert differentiate(made.g).grad(0.5) == 2.0 * math.cos(0.5)
    assert grad(made.g)(0.5) == 2.0 * math.cos(0.5)


def test_no_source_and_stale_source(tmp_path):
    namespace = {}
    exec("def g(x):\n    return x\n", namespace)
    d = differentiate(namespace["g"])
    assert d(1.0) == 1.0
    with pytest.raises(UnsupportedError) as e:
        d.grad(1.0)
    assert e.value.code == "S2S101"

    made = module("def g(x):\n    return x * 2.0\n", "stale")
    lines = linecache.cache["<cell stale>"]
    linecache.cache["<cell stale>"] = (*lines[:2], ["def g(x):\n", "    return x * 2.0 + x\n"], lines[3])
    with pytest.raises(UnsupportedError) as e:
        differentiate(made.g).grad(1.0)
    assert e.value.code == "S2S102"


def test_all_problems_are_reported_at_the_first_derivative():
    @differentiate
    def g(x):
        a = input(x)
        b = eval(a)
        return a, b

    with pytest.raises(UnsupportedError) as e:
        g.grad(1.0)
    assert len(e.value.problems) >= 2
    assert {p.lineno for p in e.value.problems} >= {g.__wrapped__.__code__.co_firstlineno + n for n in (2, 3)}


@pytest.mark.parametrize("given", [np.sin, len, functools.partial(cube, 1.0), _Config, _Config(), 3])
def test_what_is_no_function(given):
    read = given in (np.sin, len) or isinstance(given, functools.partial)  # where it is called, which operators do
    for operator in (differentiate,) if read else (differentiate, grad):
        with pytest.raises(UnsupportedError) as e:
            operator(given)
        assert e.value.code == "S2S104"


def test_scipy_takes_it():
    optimize = pytest.importorskip("scipy.optimize")

    @differentiate
    def rosenbrock(x):
        return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)

    found = optimize.minimize(rosenbrock.value_and_grad, np.zeros(4), jac=True, method="BFGS")
    assert np.allclose(found.x, 1.0, atol=1e-4)


BOUND = [
    lambda x, y=2.0, /, z=3.0: (x, y, z),
    lambda x, *rest, k, m=5.0, **options: (x, rest, k, m, options),
    lambda x=1.0, *, k=2.0: (x, k),
    lambda *rest: (rest,),
    lambda **options: (options,),
    lambda a, b, c: (a, b, c),
    lambda x, /, **options: (x, options),
]


@pytest.mark.parametrize("function", BOUND, ids=range(len(BOUND)))
def test_arguments_are_bound_as_in_a_call(function):
    parameters = Parameters(function)
    assert parameters.names == tuple(inspect.signature(function).parameters)
    counts = [0, 1, 2, 3, 4]
    names = ["x", "y", "z", "k", "m", "a", "b", "c", "more"]
    keywords = [{}, *({n: 7.0} for n in names), *({n: 8.0, o: 9.0} for n, o in itertools.combinations(names, 2))]
    outcomes = set()
    for count, kwargs in itertools.product(counts, keywords):
        args = (0.5, 1.5, 2.5, 3.5)[:count]
        try:
            expected = function(*args, **kwargs)
        except TypeError:
            with pytest.raises(ArgumentError) as caught:
                parameters.bind(args, kwargs)
            assert caught.value.code == "S2S506"
            outcomes.add("refused")
        else:
            assert parameters.bind(args, kwargs) == expected
            outcomes.add("bound")
    assert outcomes == {"refused", "bound"}


def test_defaults_are_those_of_the_moment():
    def power(x, n=2.0):
        return x**n

    d = differentiate(power, wrt="x")
    assert d.grad(3.0) == 6.0
    power.__defaults__ = (3.0,)
    assert d.grad(3.0) == 27.0


def test_orders_of_arguments():
    value = 0.3 * 2.0 + 5.0
    made = {"x": 2.0, "y": 0.3, "z": 1.0}
    names = "xyz"
    for count in (1, 2, 3):
        for argnums in itertools.permutations(range(3), count):
            expected = tuple(made[names[i]] for i in argnums)
            assert grad(linear, argnums)(0.3, 2.0, 5.0) == expected
            assert value_and_grad(linear, argnums)(0.3, z=5.0, y=2.0) == (value, expected)
    assert grad(linear, 1)(0.3, 2.0, 5.0) == 0.3
    assert grad(linear, -1)(0.3, 2.0, 5.0) == 1.0
    assert grad(linear, (1, 1, 0))(0.3, 2.0, 5.0) == (0.3, 0.3, 2.0)


def linear(x, y, z):
    return x * y + z


def test_functions_are_not_kept_alive():
    for use in (
        lambda f: grad(f)(2.0),
        lambda f: vjp(f, 2.0)[1](1.0),
        lambda f: jvp(f, (2.0,), (1.0,)),
        lambda f: differentiate(f).grad(2.0),
    ):
        function = lambda x: x * x  # noqa: E731 - it has to go away
        gone = weakref.ref(function)
        use(function)
        del function
        gc.collect()
        assert gone() is None


def test_a_pullback_outlives_its_function():
    value, pullback = vjp(lambda x, *rest: x * rest[0], 3.0, 2.0)
    gc.collect()
    assert (value, pullback(1.0)) == (6.0, (2.0, 3.0))
