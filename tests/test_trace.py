"""Traces: every intermediate with its value, tangent and adjoint."""

import math

import numpy as np
import pytest

from examples import closed_forms, loops, relaxation
from s2sad import ArgumentError, differentiate, grad, jvp
from s2sad.trace import trace

SCALE = 2.5


def test_intermediates_of_case_3():
    t = trace(closed_forms.J, 2.0, 3.0)
    u, v, z = t["u"], t["v"], t["z"]
    assert [round(row.adjoint, 4) for row in (u, v, z)] == [0.2032, 0.3078, 0.3078]
    assert u.value == 18.0
    assert v.value == np.sin(18.0)
    assert (u.name, u.operation, u.line) == ("w4", "w4 = w3 * y", 6)
    assert u.source == "L6: u = 3 * x * y"
    assert t.value == closed_forms.J(2.0, 3.0)
    assert (t["x"].adjoint, t["y"].adjoint) == pytest.approx(tuple(closed_forms.J.grad(2.0, 3.0)), rel=1e-14)


def test_case_1_has_nine_ws():
    t = closed_forms.y.trace(1.0, 2.0)
    assert [row.name for row in t] == [f"w{i}" for i in range(1, 10)]
    assert t["w3"].operation == "w3 = 2 * x1"
    assert t["w9"].adjoint == 1.0


def test_tangents_are_those_of_forward_mode():
    t = trace(closed_forms.J, 2.0, 3.0, tangent=(1.0, 0.0))
    assert t["u"].tangent == 9.0
    assert t["w8"].tangent == pytest.approx(closed_forms.J.jvp((2.0, 3.0), (1.0, 0.0))[1], rel=1e-14)
    # <adjoint, tangent> of the input is the tangent of the result.
    assert t["w8"].tangent == pytest.approx(t["x"].adjoint, rel=1e-14)
    assert "tangent" in str(t)
    assert "tangent" not in str(trace(closed_forms.J, 2.0, 3.0))


def test_loops_have_one_row_an_execution():
    t = trace(loops.f, 0.5, 3)
    assert [row.adjoint for row in t if row.name == "w6"] == [0.0, 1.0, 2.0]
    assert [row.passes for row in t if row.name == "w6"] == [(0,), (1,), (2,)]
    assert [row.operation for row in t if row.name == "w8"] == ["w8 = 0.0 + w7", "w8 = w8 + w7", "w8 = w8 + w7"]
    assert t["y"].value == loops.f(0.5, 3)
    assert t["x"].adjoint == pytest.approx(grad(loops.f)(0.5, 3), rel=1e-14)


def test_while_that_converges():
    t = trace(loops.newton_sqrt, 2.0)
    assert t["a"].adjoint == pytest.approx(1 / (2 * math.sqrt(2)), rel=1e-9)
    assert t["a"].adjoint == pytest.approx(loops.newton_sqrt.grad(2.0), rel=1e-13)


def test_memory_written_in_place():
    u = np.array([1.0, 0.5, 0.3, 0.8, 0.2, 0.9])
    before = u.copy()
    params = {"rate": 0.3, "sink": 0.2, "weight": 0.1, "sweeps": 3, "limit": 2.0}
    t = relaxation.relaxed_energy.trace(u, params)
    gradient = relaxation.relaxed_energy.grad(u, params)
    np.testing.assert_array_equal(u, before)
    np.testing.assert_allclose(t["u"].adjoint, gradient.u, rtol=1e-13)
    for key in ("rate", "sink", "weight"):
        assert t[f'params["{key}"]'].adjoint == pytest.approx(gradient.params[key], rel=1e-13)
    assert t["inner"].adjoint is None
    assert t["smooth.w7"].passes == (2, 3)
    np.testing.assert_array_equal(t["w1"].value, before)
    dot = np.ones(6)
    tangent = relaxation.relaxed_energy.trace(u, params, tangent=(dot, None))
    assert tangent.rows[-1].tangent == pytest.approx(dot @ gradient.u, rel=1e-12)


def test_arrays_and_captured_numbers():
    def f(x, a):
        s = a * x * SCALE
        return np.sum(s**2)

    x = np.array([1.0, 2.0, 3.0])
    t = trace(f, 2.0, x)
    np.testing.assert_allclose(t["a"].adjoint, grad(f, 1)(2.0, x))
    np.testing.assert_allclose(t["s"].adjoint, 2 * x * 2.0 * SCALE)
    assert t["SCALE"].value == SCALE
    tangent = trace(f, 2.0, x, tangent=(1.0, None))
    assert tangent.rows[-1].tangent == pytest.approx(jvp(f, (2.0, x), (1.0, np.zeros(3)))[1])


def test_axes_whose_length_changes_from_pass_to_pass():
    def f(x):
        s = 0.0
        for _ in range(3):
            x = x[1:] * x[:-1]
            s = s + np.sum(x)
        return s

    x = np.array([1.0, 2.0, 0.5, 3.0, 1.5])
    np.testing.assert_allclose(trace(f, x)["w1"].adjoint, grad(f)(x))


def test_a_result_that_is_no_scalar_has_no_adjoints():
    def f(x):
        return x * x, x + 1.0

    t = trace(f, 3.0, tangent=(1.0,))
    assert all(row.adjoint is None for row in t)
    assert "no adjoints" in str(t)
    assert t["w2"].tangent == 6.0


def test_integers_in_wrt_are_promoted():
    @differentiate(wrt="x")
    def f(x):
        return x * x

    assert f.trace(3)["x"].adjoint == 6.0


class _Spring:
    stiffness = 3.0

    @differentiate
    def energy(self, x):
        return self.stiffness * x * x


def test_a_method():
    t = _Spring().energy.trace(2.0)
    assert t["x"].adjoint == 12.0
    assert str(t).startswith("_Spring.energy(x=2)\n")
    assert str(t) == str(_Spring().energy.trace(2.0))


def test_prints_as_a_table():
    text = str(trace(closed_forms.J, 2.0, 3.0))
    header, rule, *rows = text.split("\n")[2:]
    assert header.split() == ["w", "operation", "value", "adjoint", "source"]
    assert set(rule) == {"-"}
    assert len(rows) == 8
    column = header.index("source")
    assert all(row[column : column + 1] == "L" for row in rows)


def test_refusals(monkeypatch):
    with pytest.raises(ArgumentError, match="S2S503"):
        trace(closed_forms.J, 2, 3)
    with pytest.raises(ArgumentError, match="S2S505"):
        trace(closed_forms.J, 2.0, 3.0, tangent=(1.0,))
    monkeypatch.setattr("s2sad.recording._MOST_ROWS", 100)
    with pytest.raises(ArgumentError, match="100 steps"):
        trace(loops.f, 0.5, 100_000)
    with pytest.raises(KeyError):
        trace(closed_forms.J, 2.0, 3.0)["w99"]


def catches(x):
    try:
        y = math.sqrt(x)
        if y > 3.0:
            raise OverflowError(f"y = {y}")
    except ValueError as e:
        print(e)
        y = x * x
    return y * x


def test_an_attempt_is_traced_as_it_goes(capsys):
    rows = differentiate(catches).trace(4.0)
    assert [row.operation for row in rows][1:] == ["w2 = math.sqrt(x)", "w3 = w2 > 3.0", "w7 = w2 * x"]
    trace = differentiate(catches).trace(-2.0)
    assert trace.value == -8.0
    assert trace["x"].adjoint == 12.0
    assert capsys.readouterr().out == "math domain error\n"
    with pytest.raises(OverflowError, match=r"y = 4\.0"):
        differentiate(catches).trace(16.0)
