"""Nothing stands in an emitted module that a reviewer would strike out; and what a rule costs to add."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from s2sad.rules import REGISTRY
from s2sad.rules.elementwise import elementwise
from s2sad.rules.registry import NAMESPACE
from tests import lint
from tests.driver import Derived, fresh
from tests.programs import PROGRAMS
from tests.programs_named import NAMED

ROOT = Path(__file__).resolve().parent.parent
OVER_GRADIENT = {"chain": ("grad",), "modes": ("forward",)}


def example(file, name):
    """A function of an example, as it stands there."""
    spec = importlib.util.spec_from_file_location(f"examples_{file}", ROOT / "examples" / f"{file}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function = getattr(module, name)
    return getattr(function, "__s2sad_function__", function)


def made(function, args, wrt=None, **options):
    """The text of a module and the program behind it; None where the function is refused."""
    try:
        with lint.programs() as seen:
            text = Derived(function, fresh(args), wrt, **options).module.text
    except UnsupportedError:
        return None
    return text, seen[-1]


RATES = {"rate": 0.3, "sink": 0.2, "weight": 0.1, "sweeps": 3, "limit": 2.0}
EXAMPLES = {
    ("closed_forms", "y"): ((1.0, 2.0), None),
    ("closed_forms", "z"): ((3.0, 2.0), None),
    ("closed_forms", "J"): ((2.0, 3.0), None),
    ("loops", "f"): ((0.5, 10), None),
    ("loops", "newton_sqrt"): ((2.0,), None),
    ("iris", "loss"): ((np.ones((3, 4)), np.ones(3), np.ones((5, 4)), np.ones((5, 3)), 1e-6), ("weights", "bias")),
    ("relaxation", "relaxed_energy"): ((np.ones(6), RATES), None),
}


@pytest.mark.parametrize(("file", "name"), EXAMPLES)
def test_nothing_to_strike_out_of_the_examples(file, name):
    args, wrt = EXAMPLES[file, name]
    text, program = made(example(file, name), args, wrt)
    assert lint.findings(text, program) == []


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("options", [{}, OVER_GRADIENT], ids=["first", "second"])
def test_nothing_to_strike_out_of_the_named_programs(name, options):
    p = NAMED[name]
    text, program = made(p.function, p.args, p.wrt, **options)
    assert lint.findings(text, program) == []


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_to_strike_out_of_the_zoo(name):
    p = PROGRAMS[name]
    module = made(p.function, p.calls[0], p.wrt)
    found = [] if module is None else lint.findings(*module)
    if module is not None and p.second and f"def {name}_value_and_grad" in module[0]:
        module = made(p.function, p.calls[0], p.wrt, **OVER_GRADIENT)
        found += lint.findings(*module) if module is not None else []
    assert found == []


@pytest.mark.parametrize("name", NAMED)
def test_the_tape_has_exactly_these_lists(name):
    p = NAMED[name]
    text, _ = made(p.function, p.args, p.wrt)
    assert lint.tape_sites(text, f"{name}_value_and_grad") == p.sites, p.why
    assert lint.tape_sites(text, f"{name}_forward") == p.sites, p.why


def test_there_are_ten_named_programs():
    assert len(NAMED) == 10


# ---------------------------------------------------------------- the lint itself

STRUCK_OUT = {
    "dead statement: a = 1.0": "a = 1.0\nreturn x",
    "dead statement: x_bar = x * y": "x_bar = x * y\nreturn x",
    "dead statement: w = y": "w = x\nwhile w < n:\n    w = w * x\n    if w:\n        w = y\n        break\nreturn x",
    "a copy of a name: a = x": "a = x\nreturn a * y",
    "a copy of a name: b = a": "a = x * y\nb = a\nb = b * y\nreturn b",
    "a repeated expression: np.sin(x)": "a = np.sin(x)\nb = np.sin(x) * y\nreturn a * b",
    "a repeated expression: x * y": "a = x * y\nfor i in range(n):\n    a = a + (x * y)\nreturn a",
    "a repeated expression: x[1]": "a = x[1] * y\nb = x[1] * n\nreturn a * b",
    "zero, then add: a = a + x": "a = 0.0\na = a + x\nreturn a",
    "zero, then add: a[0] += x": "a = np.zeros(n)\na[0] = 0.0\na[0] += x\nreturn a",
    "an item that is stored to itself: x_bar[n] = a": "x_bar = x * y\na = x_bar[n]\nx_bar[n] = a\nreturn x_bar * a",
    "a name for a condition: a = x > y": "a = x > y  # L2\nif a:  # L2\n    x = y  # L3\nreturn x",
    "a seed that is bound anew: n_bar = n_bar * x": "n_bar = n_bar * x\nreturn n_bar",
    "a range that is reversed twice: reversed(range(n, 0, -1))": (
        "a = 0.0\nfor i in reversed(range(n, 0, -1)):\n    a = a + x * i\nreturn a"
    ),
    "zero, then add: a_bar += x": "a_bar = np.zeros_like(x)\na_bar += x\nreturn a_bar",
}
KEPT = [
    "a = x[1] * y\nx[1] = 2.0\nb = x[1] * n\nreturn a * b",  # memory has changed
    "v = x[1:]\na = v[0] * y\nx[1] = 2.0\nb = v[0] * n\nreturn a * b",  # through a view
    "a = x * y\nx = n * y\nb = x * y\nreturn a * b",  # another x
    "a = np.zeros(n)\nb = np.zeros(n)\na[0] = x\nb[0] = y\nreturn a, b",  # two arrays
    "a = x\nfor i in range(n):\n    a = a * x\nreturn a",  # x is needed, and so is a
    "a = 0.0\nfor i in range(n):\n    a = a + x\nreturn a",  # the start of a sum
    "a = x\nb = y\nfor i in range(n):\n    c = a\n    a = b\n    b = b * c\nreturn a",  # a rotation
    "a = 0.0\nfor i in range(n):\n    if x > y:\n        a = x\n        break\nreturn a",
    "a = 0.0\nfor i in range(n):\n    b = a * x\n    a = b + y\n    y = a\nreturn a",
]


def in_function(body):
    return "def f(x, y, n, n_bar=1.0):\n" + "".join(f"    {line}\n" for line in body.splitlines())


@pytest.mark.parametrize("finding", STRUCK_OUT)
def test_the_lint_finds(finding):
    assert f"f: {finding}" in lint.findings(in_function(STRUCK_OUT[finding]))


def test_the_lint_finds_another_name_across_the_cut():
    text = "def f_forward(x):\n    a = x * x\n    b = a * x\n    return b, (a, b)\n"
    text += "def f_adjoint(x, tape, out_bar=1.0):\n    a, c = tape\n    return out_bar * a * c\n"
    assert lint.findings(text) == ["f_adjoint: another name across the cut: c for b"]


def test_the_lint_finds_a_tape_that_is_taken_apart_item_by_item():
    text = "def f_forward(x):\n    return x, (x, x)\n"
    text += "def f_adjoint(x, tape, out_bar=1.0):\n    a = tape[0]\n    b = tape[1]\n    return out_bar * a * b\n"
    assert "f_adjoint: a tape taken apart item by item: 2 lines" in lint.findings(text)


def test_the_lint_finds_a_comment_that_says_nothing():
    text = in_function("a = x * y  # a = x * y\nreturn a")
    assert lint.findings(text) == ["a comment that repeats its line: a = x * y"]


@pytest.mark.parametrize("body", KEPT)
def test_the_lint_keeps(body):
    assert lint.findings(in_function(body)) == []


# ---------------------------------------------------------------- what a rule costs


def docstrings_and_comments_removed(path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


@pytest.mark.parametrize("path", sorted((ROOT / "s2sad" / "differentiate").glob("*.py")), ids=lambda p: p.stem)
def test_differentiate_names_no_function_of_numpy(path):
    code = docstrings_and_comments_removed(path)
    assert re.findall(r"\b(?:np|numpy|math)\.\w+", code) == []


def test_adding_a_rule_touches_one_file():
    NAMESPACE["softplus"] = softplus
    before = dict(REGISTRY.by_name), dict(REGISTRY.by_object)
    try:
        elementwise("softplus(x)", x="g * (1.0 - np.exp(-out))")
        x = np.array([0.3, -1.2, 2.0])
        derived = Derived(uses_softplus, (x,))
        derived.namespace["softplus"] = softplus
        slope = 1.0 / (1.0 + np.exp(-x))
        value, gradient = derived.call("value_and_grad")
        assert value == uses_softplus(x)
        np.testing.assert_allclose(gradient, softplus(x) * x + slope * x * x / 2)
        value, tangent = derived.call("tangent", np.ones(3))
        assert value == uses_softplus(x)
        np.testing.assert_allclose(tangent, np.sum(gradient))
    finally:
        REGISTRY.by_name, REGISTRY.by_object = before
        del NAMESPACE["softplus"]


def softplus(x):
    return np.log1p(np.exp(x))


def uses_softplus(x):
    return np.sum(softplus(x) * x * x / 2)
