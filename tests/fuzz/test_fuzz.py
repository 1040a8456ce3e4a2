"""Random programs against dual numbers; ``python -m tests.fuzz.test_fuzz FIRST LAST`` runs many seeds."""

from __future__ import annotations

import collections
import importlib.util
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from tests import oracle
from tests.driver import Derived, dot_numbers, fresh, identical
from tests.fuzz.generator import Generator

ARGS = (np.array([0.4, -0.7, 1.2, 0.3]), 0.8, 3)
LIMIT = 1e6


def check(seed, folder):
    """``right``, ``raises`` (the primal does), or the code of the refusal; raises where the derivative is wrong."""
    path = folder / f"fuzz_{seed}.py"
    path.write_text(Generator(seed).program(), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with np.errstate(all="ignore"):
        try:
            value = module.f(*fresh(ARGS))
        except (UnboundLocalError, OverflowError, ZeroDivisionError, ValueError):
            return "raises"
        if not np.isfinite(value) or abs(value) > LIMIT:
            return "raises"
        function = oracle.twin(path).f
        n = oracle.flat(ARGS).size
        jacobian = oracle.jacobian(function, fresh(ARGS))
        if np.max(np.abs(jacobian)) > LIMIT:
            return "raises"
        modes = ((True, ()), (False, ()), (True, ("grad",)))
        outcome = "right"
        for optimise, chain in modes:
            try:
                made = Derived(module.f, fresh(ARGS), optimise=optimise, chain=chain)
            except UnsupportedError as e:
                if chain:
                    return "right, second " + e.problems[0].code
                return e.problems[0].code
            _compare(made, function, chain, value, jacobian, n)
    return outcome


def _compare(made, function, chain, value, jacobian, n):
    u = np.array([0.7, -1.1, 0.9, 1.3, -0.6])
    if not chain:
        got, tangent = made.call("tangent", *made.dots(u))
        assert identical(got, value)
        _close(dot_numbers(value, tangent), jacobian @ u)
        got, tape = made.call("forward")
        assert identical(got, value)
        for factor in (1.0, 2.0):
            bars = made.call("adjoint", tape, made.seed(value, [factor]))
            _close(made.flat_gradient(bars), factor * jacobian[0])
        got, bars = made.call("value_and_grad")
        assert identical(got, value)
        _close(made.flat_gradient(bars), jacobian[0])
    else:
        want = np.array([oracle.second(function, ARGS, u, oracle.unit(n, i))[0] for i in range(n)])
        if not np.all(np.isfinite(want)):
            return  # the duals themselves overflow
        gradient, dots = made.call("tangent", *made.dots(u))
        _close(made.flat_gradient(gradient), jacobian[0])
        _close(made.flat_gradient(dots, exact=False), want)
        gradient, tape = made.call("forward")
        for _ in range(2):
            _close(made.flat_gradient(made.call("adjoint", tape, made.seed(gradient, u))), want)
    assert identical(made.args, ARGS)


def _close(got, want):
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    np.testing.assert_allclose(got, want, rtol=1e-8, atol=1e-8 * scale)


@pytest.mark.parametrize("seed", range(40))
def test_seed(seed, tmp_path):
    check(seed, tmp_path)


def main(first, last):
    """Classify many seeds; print those that are wrong."""
    outcomes = collections.Counter()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        for seed in range(first, last):
            try:
                outcome = check(seed, Path(folder))
            except AssertionError as e:
                outcome = "WRONG"
                print(seed, "WRONG", " ".join(str(e).split())[:150])
            except Exception as e:
                outcome = "CRASH"
                print(seed, "CRASH", type(e).__name__, str(e).splitlines()[0][:150] if str(e) else "")
            outcomes[outcome] += 1
    print(dict(outcomes))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
