"""``differentiate(f, of="A")``: the derivative of what a parameter holds at the end."""

from __future__ import annotations

import copy
import importlib.util
import pickle

import numpy as np
import pytest

from s2sad import ArgumentError, UnsupportedError, differentiate, grad, jvp, vjp
from s2sad.cli import main
from tests import oracle

A4, B4 = np.array([0.5, -1.25, 2.0, 0.75]), np.array([1.5, 0.5, -0.5, 2.0])


def sweep(a, b, c):
    for i in range(1, len(a)):
        a[i] = a[i - 1] * b[i] * c + a[i]
    a *= 2.0


def sweep_through_a_view(a, b, c):
    inner = a[1:-1]
    inner += b[1:-1] * a[:-2] * c
    inner[0] = inner[0] * inner[1]


def sweep_and_rebind(a, b, c):
    a[0] = b[0] * c
    a = a + 1.0
    a[1] = c
    return a


def sweep_by_a_callee(a, b, c):
    sweep(a, b, c)
    sweep_through_a_view(a[::-1], b, c)


def sweep_with_exits(a, b, c):
    for i in range(len(a)):
        if a[i] < 0.0:
            a[i] = c * c
            continue
        if b[i] > 1.9:
            return 1.0
        a[i] = a[i] * b[i]
    a[0] = 0.0
    return 2.0


def sweep_under_a_try(a, b, c):
    for i in range(len(a)):
        try:
            a[i] = float(a[i] * a[i]) * c / (i - 2)
        except ZeroDivisionError:
            a[i] = b[i] * c
    return None


ARRAYS = [sweep, sweep_through_a_view, sweep_and_rebind, sweep_by_a_callee, sweep_with_exits, sweep_under_a_try]


def holding(f):
    """What the first argument holds after a call, as a function."""

    def held(a, *rest):
        a = copy.deepcopy(a)
        f(a, *rest)
        return a

    return held


def check(f, of, args, held):
    given = copy.deepcopy(args)
    made = differentiate(f, of=of)
    rng = np.random.default_rng(3)
    n = oracle.flat(args).size
    u = rng.uniform(-1.0, 1.0, n)
    want, step = oracle.flat((held(*copy.deepcopy(args)),)), 1e-6
    ahead, behind = (oracle.flat((held(*oracle.like(args, oracle.flat(args) + s * u)),)) for s in (step, -step))
    value, dot = made.jvp(args, tuple(oracle.like(args, u)))
    np.testing.assert_array_equal(oracle.flat((value,)), want)
    np.testing.assert_allclose(oracle.flat((dot,)), (ahead - behind) / (2 * step), rtol=1e-7, atol=1e-8)
    value, pullback = made.vjp(*args)
    np.testing.assert_array_equal(oracle.flat((value,)), want)
    for _ in range(2):
        v = rng.uniform(-1.0, 1.0, want.size)
        got = oracle.flat(tuple(pullback(oracle.like(value, v))))
        np.testing.assert_allclose(got @ u, v @ oracle.flat((dot,)), rtol=1e-10)
    assert all(map(np.array_equal, map(oracle.flat, args), map(oracle.flat, given))), "the arguments were changed"


@pytest.mark.parametrize("f", ARRAYS, ids=lambda f: f.__name__)
def test_an_array(f):
    check(f, "a", (A4, B4, 0.7), holding(f))


def update(params, x):
    params["scale"] = params["scale"] * x
    params["shift"] += x * x
    for k in ("scale", "power"):
        params[k] = params[k] * params["shift"][0]


def test_a_dict():
    params = {"scale": 2.0, "shift": np.array([1.0, 2.0]), "power": -0.5}
    check(update, "params", (params, 1.5), holding(update))


def collect(items, x):
    items[0] = items[1] * x
    items.append(x * x)
    items.pop(1)
    return len(items)


def test_a_list():
    check(collect, "items", ([1.5, -2.0, 0.5], 3.0), holding(collect))


def test_the_function_itself_is_called_as_it_is():
    a = A4.copy()
    assert differentiate(sweep_with_exits, of="a")(a, B4, 0.5) == 1.0
    assert not np.array_equal(a, A4)


def test_with_the_functional_operators():
    f = differentiate(of="a")(sweep)
    value, dot = jvp(f, (A4, B4, 0.7), (B4, None, None))
    np.testing.assert_array_equal(value, holding(sweep)(A4, B4, 0.7))
    again, pullback = vjp(f, A4, B4, 0.7)
    assert pullback(A4)[0] @ B4 == pytest.approx(dot @ A4)
    np.testing.assert_array_equal(again, value)
    assert f.trace(A4, B4, 0.7).value.tolist() == value.tolist()
    assert f.ir(A4, B4, 0.7).splitlines()[-1] == "  return a"
    assert "\nof         a, as the function leaves it\n" in f.source(A4, B4, 0.7)


def test_one_number_has_a_gradient():
    def accumulate(total, x):
        total += np.sin(x)

    made = differentiate(accumulate, of="total").value_and_grad(np.array(2.0), 0.5)
    assert (made[0], made[1].total, made[1].x) == (2.0 + np.sin(0.5), 1.0, np.cos(0.5))


held_by_name = differentiate(sweep, of="a")


def test_a_pickle_keeps_it():
    assert pickle.loads(pickle.dumps(held_by_name)).of == "a"


@pytest.mark.parametrize(
    ("of", "what"),
    [
        ("b", "of=b, which the function leaves as it is"),
        ("c", "of=c, which is no array, list or dict"),
    ],
)
def test_what_holds_nothing_new(of, what):
    with pytest.raises(ArgumentError, match=what):
        differentiate(sweep, of=of).vjp(A4, B4, 0.7)


def test_no_parameter():
    with pytest.raises(ArgumentError, match=r"of='z' is no parameter\n.*one of a, b, c"):
        differentiate(sweep, of="z")


def test_not_inside_a_function():
    def outer(x):
        return grad(held_by_name)(x, x, 2.0)

    with pytest.raises(UnsupportedError, match="a derivative of a inside the function"):
        vjp(outer, A4)


SOURCE = """
def scaled(a: "float64[:]", c: float):
    a *= c
"""


def test_on_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "updates.py").write_text(SOURCE)
    assert main(["generate", "updates.py:scaled", "-o", "generated/", "--of", "a"]) == 0
    made = tmp_path / "generated" / "updates.py"
    assert "generate updates.py:scaled -o generated/ --of a\n" in made.read_text()
    assert "\nof         a, as the function leaves it\n" in made.read_text()
    spec = importlib.util.spec_from_file_location("made_updates", made)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    value, tape = module.scaled_forward(A4, 3.0)
    assert value.tolist() == (A4 * 3.0).tolist()
    a_bar, c_bar = module.scaled_adjoint(A4, 3.0, tape, B4)
    assert (a_bar.tolist(), c_bar) == ((B4 * 3.0).tolist(), A4 @ B4)
