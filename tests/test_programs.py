"""Every program of the zoo, through every mode, against dual numbers; of complex numbers against differences."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from tests import oracle
from tests.driver import Derived, as_given, dot_numbers, fresh, identical

PARTS = sorted(p.stem for p in Path(__file__).parent.glob("programs*.py"))
ZOO = [m for m in (importlib.import_module(f"tests.{name}") for name in PARTS) if hasattr(m, "PROGRAMS")]
PROGRAMS = {name: p for module in ZOO for name, p in module.PROGRAMS.items()}
WITH_TWINS = [m for m in ZOO if not getattr(m, "BY_DIFFERENCES", False)]
TWINS = {n: p.function for module in WITH_TWINS for n, p in oracle.twin(Path(module.__file__)).PROGRAMS.items()}
assert len(PROGRAMS) == sum(len(module.PROGRAMS) for module in ZOO), "two programs of one name"
CASES = [
    pytest.param(name, i, optimise, id=f"{name}-{i}{'' if optimise else '-plain'}")
    for name, p in PROGRAMS.items()
    for i in range(len(p.calls))
    for optimise in (True, False)
]
RIGHT = [c for c in CASES if not PROGRAMS[c.values[0]].refused]
SECOND = [c for c in RIGHT if PROGRAMS[c.values[0]].second and PROGRAMS[c.values[0]].expected is None]


def directions(n, count, seed=7):
    """Directions that no accident makes right."""
    return np.random.default_rng(seed).uniform(0.5, 1.5, (count, n)) * np.array([1, -1] * n)[:n]


def primal(p, args):
    """The value of the user's function, and the arguments after the call."""
    after = fresh(args)
    with np.errstate(all="ignore"):
        return p.function(*after), after


def close(got, want, p, what):
    """Equal within the program's tolerance, infinities and nans at the same places."""
    scale = max(1.0, float(np.max(np.abs(want[np.isfinite(want)]), initial=0.0)))
    np.testing.assert_allclose(got, want, rtol=p.tolerance, atol=p.tolerance * scale, err_msg=what)


def along(function, args, u):
    """The derivative of a function of the arguments in a direction, by differences."""
    return oracle.difference(lambda *a: (function(*fresh(a)),), args, u)


@pytest.mark.parametrize(("name", "i", "optimise"), [c for c in CASES if PROGRAMS[c.values[0]].refused])
def test_refused(name, i, optimise):
    p = PROGRAMS[name]
    with pytest.raises(UnsupportedError) as caught:
        Derived(p.function, fresh(p.calls[i]), p.wrt, optimise=optimise, modes=("reverse",))
    assert p.refused in [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(("name", "i", "optimise"), RIGHT)
def test_first_derivatives(name, i, optimise):
    p = PROGRAMS[name]
    args = fresh(p.calls[i])
    value, _ = primal(p, args)
    made = Derived(p.function, args, p.wrt, optimise=optimise)
    n = oracle.flat(args).size
    if name not in TWINS:
        jacobian = np.stack([along(lambda *a: primal(p, a)[0], args, e) for e in np.eye(n)], axis=1)
    elif p.expected is None:
        jacobian = oracle.jacobian(TWINS[name], fresh(args)).reshape(-1, n)
    else:
        jacobian = oracle.flat((p.expected,)).reshape(1, n)
    with np.errstate(all="ignore"):
        if made.active():
            _check_forward(made, p, value, jacobian, n)
        _check_reverse(made, p, value, jacobian)
    assert identical(args, fresh(p.calls[i])), "the arguments were changed"


def _check_forward(made, p, value, jacobian, n):
    for u in (*np.eye(n), *directions(n, 1)):
        got_value, dots = made.call("tangent", *made.dots(u))
        assert identical(got_value, value), f"the tangent sweep's value {got_value!r} is not {value!r}"
        if np.all(np.isfinite(jacobian)):  # where not, the sweep multiplies infinity by zero as well
            close(dot_numbers(value, dots), jacobian @ u, p, f"tangent along {u}")


def _check_reverse(made, p, value, jacobian):
    m = oracle.flat((value,)).size
    if not made.active():
        return
    got_value, tape = made.call("forward")
    assert identical(got_value, value), f"the forward sweep's value {got_value!r} is not {value!r}"
    if made.has("value_and_grad"):
        got, bars = made.call("value_and_grad")
        assert identical(got, value), f"value_and_grad's value {got!r} is not {value!r}"
        close(made.flat_gradient(bars), jacobian[0], p, "gradient")
        close(made.flat_gradient(made.call("grad")), jacobian[0], p, "gradient alone")
    # The value is the caller's own, as far as it is not an argument: a tape that shares it would be wrong now.
    oracle.map_leaves(lambda v: _spoil(v) if not _shares(v, made.args) else None, got_value)
    for v in (*directions(m, 2), *directions(m, 1)):
        bars = made.call("adjoint", tape, made.seed(value, v))
        want = v @ jacobian if np.all(np.isfinite(jacobian)) else v[0] * jacobian[0]
        close(made.flat_gradient(bars), want, p, f"adjoint of {v}")
        for g in made.gradients(bars):
            oracle.map_leaves(_spoil, g)  # gradients are the caller's own: writing them harms nothing
    got_value, _ = made.call("forward")
    assert identical(got_value, value), "calling the adjoint changed what the forward sweep sees"


@pytest.mark.parametrize(("name", "i"), [c.values[:2] for c in RIGHT if c.values[2]])
def test_linearizations(name, i):
    """What the primal computes is computed once, and each tangent is that of the tangent sweep."""
    p = PROGRAMS[name]
    args = fresh(p.calls[i])
    value, _ = primal(p, args)
    try:
        made = Derived(p.function, args, p.wrt, modes=("forward", "linear"))
    except UnsupportedError:  # random numbers would be drawn again
        return
    if not made.active():
        return
    n = oracle.flat(args).size
    with np.errstate(all="ignore"):
        got_value, tape = made.call("linearize")
        assert identical(got_value, value), f"the value {got_value!r} is not {value!r}"
        oracle.map_leaves(lambda v: _spoil(v) if not _shares(v, made.args) else None, got_value)
        for u in (*directions(n, 2), *directions(n, 1)):
            _, want = made.call("tangent", *made.dots(u))
            want, got = dot_numbers(value, want), dot_numbers(value, made.call("push", tape, *made.dots(u)))
            if np.all(np.isfinite(want)):
                close(got, want, p, f"push of {u}")
    assert identical(args, fresh(p.calls[i])), "the arguments were changed"


def _shares(v, args):
    found = []
    oracle.map_leaves(lambda a: found.append(np.may_share_memory(v, a)), args)
    return any(found)


def _spoil(g):
    if isinstance(g, np.ndarray):
        g[...] = np.nan


@pytest.mark.parametrize(("name", "i", "optimise"), SECOND)
def test_second_derivatives(name, i, optimise):
    p = PROGRAMS[name]
    args = fresh(p.calls[i])
    function = TWINS.get(name)
    n = oracle.flat(args).size
    (u, w), e = directions(n, 2), np.eye(n)
    value, _ = primal(p, args)
    with np.errstate(all="ignore"):
        both = Derived(p.function, args, p.wrt, optimise=optimise, chain=("tangent",), modes=("forward",))
        if both.meta["active"]:
            _check_forward_over_forward(both, p, function, args, value, u, w)
        first = Derived(p.function, args, p.wrt, optimise=optimise)
        if not (first.has("value_and_grad") and first.active()):
            return
        if function is None:
            want_u, want_w = (along(_gradient(first), args, v) for v in (u, w))
        else:
            want_u = np.array([oracle.second(function, args, u, e[k])[0] for k in range(n)])
            want_w = np.array([oracle.second(function, args, w, e[k])[0] for k in range(n)])
        _check_over_gradient(p, args, first, optimise, u, w, want_u, want_w)
    assert identical(args, fresh(p.calls[i])), "the arguments were changed"


def _gradient(made):
    return lambda *args: made.flat_gradient(made.call("grad", args=args))


def _slope(p, args, value, u):
    made = Derived(p.function, args, p.wrt, modes=("forward",))
    dots = made.dots(u)
    return lambda *xs: dot_numbers(value, made.call("tangent", *dots, args=xs)[1])


def _check_forward_over_forward(both, p, function, args, value, u, w):
    made = both.namespace[both.meta["names"]["tangent"]]
    known = set(both.meta["known"])
    own = [as_given(v) for k, v in both.given.items() if k in both.meta["params"] and k not in known]
    dots = Derived.dots(both, u), Derived.dots(both, w)
    (got, first), (_, second) = made(*own, *both.extra, *dots[0], *dots[1])
    assert identical(got, value)
    slope = _slope(p, args, value, u) if function is None else None
    inner = slope(*args) if slope else oracle.jvp(function, args, u)[1]
    outer = along(slope, args, w) if slope else oracle.second(function, args, u, w)
    close(dot_numbers(value, first), inner, p, "the inner tangent")
    close(dot_numbers(value, second), outer, p, "forward over forward")


def _check_gradient(got, gradient, p):
    """The gradient of the chain is the gradient to the bit, where nothing is added in another order."""
    if p.reordered:
        np.testing.assert_array_max_ulp(oracle.flat((got,)), oracle.flat((gradient,)), maxulp=8)
    else:
        assert identical(got, gradient), "the gradient of the chain is another"


def _check_over_gradient(p, args, first, optimise, u, w, want_u, want_w):
    modes = ("reverse", "forward")
    for code, refused in (
        (p.second_refused, ("reverse",)),
        (p.hessian_refused, ("reverse",)),
        (p.hessian_refused, ("forward",)),
    ):
        if code:
            with pytest.raises(UnsupportedError) as caught:
                Derived(p.function, args, p.wrt, optimise=optimise, chain=("grad",), modes=refused)
            assert code in [problem.code for problem in caught.value.problems]
            modes = tuple(m for m in modes if m not in refused)
    if not modes:
        return
    hessian = Derived(p.function, args, p.wrt, optimise=optimise, chain=("grad",), modes=modes)
    gradient = first.call("grad")
    got, dots = hessian.call("tangent", *hessian.dots(u))
    _check_gradient(got, gradient, p)
    close(first.flat_gradient(dots, exact=False), want_u, p, "forward over reverse")
    if p.second_refused:
        return
    got, tape = hessian.call("forward")
    _check_gradient(got, gradient, p)
    for v, want in ((u, want_u), (w, want_w), (u, want_u)):
        bars = hessian.call("adjoint", tape, hessian.seed_of_gradient(gradient, v))
        close(hessian.flat_gradient(bars), want, p, "reverse over reverse")


@pytest.mark.parametrize(
    ("name", "i"),
    [c.values[:2] for c in SECOND if c.values[2] and c.values[0] in TWINS and PROGRAMS[c.values[0]].smooth],
)
def test_the_oracle_agrees_with_differences(name, i):
    p = PROGRAMS[name]
    args = fresh(p.calls[i])
    n = oracle.flat(args).size
    for u in directions(n, 2) if n else ():
        want = oracle.difference(lambda *a: p.function(*fresh(a)), args, u, step=1e-4)
        got = oracle.jvp(TWINS[name], args, u)[1]
        np.testing.assert_allclose(got, want, rtol=1e-5, atol=1e-6)
