"""The benchmarks run, and their hand-written adjoints are right; what they measure is no matter of the tests."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent


def test_the_table_is_printed():
    command = [sys.executable, "-m", "benchmarks", "--tiny"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n| ") == 37  # the titles, four gradients, 22 calls, four sizes, six of what is paid once


@pytest.mark.parametrize("name", ["logistic", "array_operations", "rosenbrock"])
def test_what_is_written_by_hand_is_right(name):
    from benchmarks import by_hand, programs
    from s2sad.testing import _flat, _like

    x = np.array([0.3, 0.9, 0.4])
    args = {"logistic": (0.3, 3.4, 5), "array_operations": (x, x + 1.0, 3), "rosenbrock": (x,)}[name]
    function, step = getattr(programs, name), 1e-5
    value, gradients = getattr(by_hand, name)(*args)
    assert value == pytest.approx(function(*args), rel=1e-12)
    at, found = _flat(args), []
    for e in np.eye(at.size) * step:
        found.append((function(*_like(args, at + e)) - function(*_like(args, at - e))) / (2.0 * step))
    np.testing.assert_allclose(_flat(gradients), found, rtol=1e-6, atol=1e-8)
