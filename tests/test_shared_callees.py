"""Reverse over reverse of graphs of functions that call one another: what is called often is made once."""

import importlib.util
import math

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp
from s2sad.optimise import inline
from tests.driver import Derived

AT, STEP = 0.7, 1e-5


def doubling(depth, tmp_path):
    """A function that calls one twice, which calls one twice, and so on."""
    lines = ["import math", "def f0(x, y):", "    return math.sin(x) * y"]
    for i in range(1, depth + 1):
        lines += [f"def f{i}(x, y):", f"    return f{i - 1}(x, y * 0.5) * f{i - 1}(y, x * 0.5) + x * y"]
    lines += ["def f(x):", f"    return f{depth}(x, 0.4)"]
    path = tmp_path / f"doubling{depth}.py"
    path.write_text("\n".join(lines) + "\n")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.f


def test_each_further_level_makes_as_much_text(tmp_path):
    lengths = []
    for depth in (10, 12, 14):
        text = Derived(doubling(depth, tmp_path), (AT,), chain=("grad",), modes=("reverse",)).module.text
        lengths.append(len(text.splitlines()))
    assert lengths[2] - lengths[1] <= 1.2 * (lengths[1] - lengths[0])


def test_second_derivatives_of_what_is_shared(tmp_path):
    f = differentiate(doubling(12, tmp_path), cache=False)
    second = grad(grad(f))(AT)
    assert second == pytest.approx(jvp(grad(f), (AT,), (1.0,))[1], rel=1e-12)
    assert second == pytest.approx((grad(f)(AT + STEP) - grad(f)(AT - STEP)) / (2.0 * STEP), rel=1e-8)


def weigh(a, i, x):
    a[i] = a[i] * x + math.sin(x)
    return a[i] * a[i - 1]


def sweep(a, x):
    total = 0.0
    for i in range(len(a)):
        total += weigh(a, i, x) if a[i] > 0.0 else x
    return total


def nested(x):
    a = np.array([x, -1.0, 2.0 * x])
    b = a * a
    s = sweep(a, x) * sweep(b, x * x)
    return s * np.sum(np.sqrt(b) * a) + sweep(a, s)


def split(x, y):
    return {"sum": x + y, "parts": (x * y, [x, y * y])}


def structured(x):
    d = split(x, math.exp(x))
    e = split(d["parts"][0], d["parts"][1][1])
    return e["sum"] * e["parts"][1][0] * d["sum"]


@pytest.mark.parametrize("most", [0, 1000])
@pytest.mark.parametrize("optimise", [True, False])
@pytest.mark.parametrize("f", [nested, structured])
def test_the_same_with_calls_and_without(f, optimise, most, monkeypatch):
    monkeypatch.setattr(inline, "_MOST", most)
    f = differentiate(f, optimise=optimise, cache=False)
    second = grad(grad(f))
    assert second(AT) == pytest.approx(jvp(grad(f), (AT,), (1.0,))[1], rel=1e-12)
    assert second(AT) == pytest.approx((grad(f)(AT + STEP) - grad(f)(AT - STEP)) / (2.0 * STEP), rel=1e-7)
    assert grad(second)(AT) == pytest.approx((second(AT + STEP) - second(AT - STEP)) / (2.0 * STEP), rel=1e-7)
