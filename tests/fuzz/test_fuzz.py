"""Random programs with fixed seeds, the minimiser, and how often features occur."""

from __future__ import annotations

import ast

import pytest

from tests import oracle
from tests.driver import Derived
from tests.fuzz.features import FEATURE_OF, UNCOUNTED
from tests.fuzz.generator import FEATURES, TABLES, Program, program
from tests.fuzz.minimise import minimise
from tests.fuzz.runner import Outcome, run
from tests.fuzz.statistics import Statistics

PROGRAMS = 200
REFUSED = """
def f(x, p):
    s = p * 2.0
    for i in range(3):
        s = s + x[i] * p
        if s > 2.0:
            global total
            total = s
    return np.sum(x * x) + s
"""


@pytest.mark.parametrize("seed", range(PROGRAMS))
def test_seed(seed, tmp_path):
    made = program(seed)
    outcome = run(made.text, tmp_path, thorough=seed % 4 == 0)
    assert not outcome.failed, f"{outcome.kind}: {outcome.key}\n{outcome.detail}\n{made.text}"


def test_a_seed_is_a_program():
    assert program(7).text == program(7).text
    assert program(7).text != program(8).text


def test_names_of_features_are_unique():
    assert len(FEATURES) == sum(map(len, TABLES.values()))


def test_every_row_belongs_to_a_feature():
    assert set(FEATURES) == {*FEATURE_OF, *UNCOUNTED}


def test_every_feature_and_every_pair_of_features_occurs():
    statistics = Statistics()
    for seed in range(2000):
        made = program(seed)
        ast.parse(made.text)
        statistics.occurred(made)
    assert statistics.seldom() == ([], [])
    assert set(FEATURES) == set(statistics.rows)


def test_statistics_count_features_and_pairs():
    statistics = Statistics()
    for rows in ({"if", "break"}, {"if else"}, {"if", "if else", "alias", "usual names"}):
        statistics.occurred(Program(0, "", frozenset(rows)))
    assert statistics.features["if"] == 3
    assert statistics.rows["if"] == 2
    assert statistics.pairs["break", "if"] == statistics.pairs["aliases", "if"] == 1
    assert "if" not in statistics.seldom()[0]
    assert ("aliases", "break") in statistics.seldom()[1]
    assert ("returns a number", "returns an array") not in statistics.seldom()[1]


SQUARES = """import numpy as np


def f(x):
    y = x * x
    y[0] = 2.0
    return np.sum(y)


def arguments():
    return (np.ones(2),)
"""


def test_a_wrong_derivative_is_seen(tmp_path, monkeypatch):
    assert run(SQUARES, tmp_path).kind == "right"
    jacobian = oracle.jacobian
    monkeypatch.setattr(oracle, "jacobian", lambda *args: jacobian(*args) * 1.001)
    assert run(SQUARES, tmp_path) == Outcome("wrong", "tangent", run(SQUARES, tmp_path).detail)


def test_a_written_argument_is_seen(tmp_path, monkeypatch):
    call = Derived.call

    def writing(made, which, *more):
        made.args[0][...] = 3.0
        return call(made, which, *more)

    monkeypatch.setattr(Derived, "call", writing)
    assert run(SQUARES, tmp_path).key == "the value of tangent"


def test_a_primal_that_raises_is_compared(tmp_path):
    text = "import numpy as np\n\n\ndef f(x):\n    return x[0] / (x[1] - 1.0) + x[5]\n\n\n"
    assert run(text + "def arguments():\n    return (np.ones(2),)\n", tmp_path).key == "IndexError"


def test_a_read_only_argument_that_is_written_raises(tmp_path):
    text = "import numpy as np\n\n\ndef f(x, n):\n    x[:n] += 1.0\n    return np.sum(x * x)\n\n\n"
    given = "def arguments():\n    x = np.ones(2)\n    x.flags.writeable = False\n    return (x, {})\n"
    assert run(text + given.format(1), tmp_path).key == "ValueError"


def test_minimised_programs_fail_alike():
    def fails(text):
        return "global total" in text and "range" in text

    made = minimise(REFUSED, fails)
    assert fails(made)
    assert len(made) < len(REFUSED) // 2
    assert "np.sum" not in made
