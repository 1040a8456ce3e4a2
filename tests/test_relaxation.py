"""Case 6: in-place loops, a view, ``+=``, a nonlinear overwrite, a break, a mutating helper, parameters in a dict."""

import numpy as np
import pytest

from examples.relaxation import relaxed_energy
from s2sad import grad, jvp, vjp

START = np.array([1.0, 0.5, 0.3, 0.8, 0.2, 0.9])
PARAMS = {"rate": 0.3, "sink": 0.2, "weight": 0.1, "sweeps": 3, "limit": 2.0}
FLOATS = ("rate", "sink", "weight")
BREAKS_LATER = 0.6  # after the second sweep


def energy(u, params):
    return relaxed_energy(u.copy(), params)


def moved(params, direction, by):
    return {k: v + by * direction[k] if k in FLOATS else v for k, v in params.items()}


def richardson(f, step=1e-3):
    """The derivative of f at 0 from central differences at two step sizes, of fourth order."""
    coarse = (f(step) - f(-step)) / (2 * step)
    fine = (f(step / 2) - f(-step / 2)) / step
    return (4 * fine - coarse) / 3


def directions(rng):
    return rng.normal(size=START.size), {k: rng.normal() if k in FLOATS else 0.0 for k in PARAMS}


@pytest.mark.parametrize("limit", [2.0, BREAKS_LATER, 0.0], ids=["never breaks", "breaks later", "breaks at once"])
def test_gradient(limit):
    params = {**PARAMS, "limit": limit}
    value, gradient = relaxed_energy.value_and_grad(START, params)
    assert value == energy(START, params)
    for i in range(START.size):
        e = np.eye(START.size)[i]
        assert gradient.u[i] == pytest.approx(
            richardson(lambda h, e=e: energy(START + h * e, params)), rel=1e-8, abs=1e-9
        )
    for k in FLOATS:
        want = richardson(lambda h, k=k: energy(START, {**params, k: params[k] + h}))
        assert gradient.params[k] == pytest.approx(want, rel=1e-8)
    assert gradient.params["sweeps"] is None


def test_the_cases_differ():
    """Without a break in one of them, the test above would not see that a partial run is recorded."""
    values = {energy(START, {**PARAMS, "limit": limit}) for limit in (2.0, BREAKS_LATER, 0.0)}
    assert len(values) == 3


def test_hessian_vector_product():
    rng = np.random.default_rng(0)
    v, w = directions(rng)
    w = {k: w[k] if k in FLOATS else (None if k == "sweeps" else 0.0) for k in PARAMS}
    gradient = grad(relaxed_energy, argnums=(0, 1))
    _, (by_u, by_params) = jvp(gradient, (START, PARAMS), (v, w))
    for i in range(START.size):
        want = richardson(lambda h, i=i: gradient(START + h * v, moved(PARAMS, w, h))[0][i])
        assert by_u[i] == pytest.approx(want, rel=1e-7, abs=1e-8)
    for k in FLOATS:
        want = richardson(lambda h, k=k: gradient(START + h * v, moved(PARAMS, w, h))[1][k])
        assert by_params[k] == pytest.approx(want, rel=1e-7)


def test_pullback_twice_and_after_the_caller_has_changed_the_argument():
    u = START.copy()
    value, pullback = vjp(relaxed_energy, u, PARAMS)
    u[...] = np.nan
    assert value == energy(START, PARAMS)
    want = relaxed_energy.grad(START, PARAMS)
    for seed in (1.0, -2.5, 1.0):
        by_u, by_params = pullback(seed)
        np.testing.assert_allclose(by_u, seed * want.u, rtol=1e-14)
        assert by_params["rate"] == pytest.approx(seed * want.params["rate"], rel=1e-14)
        by_u[...] = np.nan  # the caller's own


def test_arguments_are_untouched_though_the_primal_writes_them():
    u, params = START.copy(), dict(PARAMS)
    relaxed_energy.value_and_grad(u, params)
    relaxed_energy.jvp((u, params), (START, {k: 0.0 if k != "sweeps" else None for k in params}))
    np.testing.assert_array_equal(u, START)
    assert params == PARAMS
    relaxed_energy(u, params)
    assert not np.array_equal(u, START)


def test_forward_mode_agrees():
    v, w = directions(np.random.default_rng(1))
    w["sweeps"] = None
    _, dot = relaxed_energy.jvp((START, PARAMS), (v, w))
    gradient = relaxed_energy.grad(START, PARAMS)
    assert dot == pytest.approx(gradient.u @ v + sum(gradient.params[k] * w[k] for k in FLOATS), rel=1e-12)
