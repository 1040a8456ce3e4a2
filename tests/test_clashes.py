"""Functions of the user's that are called like what a generated module needs itself."""

from __future__ import annotations

import importlib.util

import numpy as np

from s2sad import differentiate

NAMES = ["other", "np", "math", "_", "undiff", "ValueError", "float", "int", "str", "len", "range", "list", "tuple"]
NAMES += ["type", "isinstance", "max", "min", "abs", "sum", "round", "any", "print", "zip"]
X = np.array([0.4, -0.7, 1.2, 0.3])

BODY = """
import math
import numpy as np


def body(x, k, n):
    '''What prints as calls of builtins, in the primal and in derivatives.'''
    s = 0.0
    seen = []
    for i in range(n):
        seen.append(x[i] * float(x[0]))
        if len(seen) > 2 and any([z > 0.8 for z in seen]):
            s = s + max(seen) * abs(s) + min(x[i], math.sin(s)) * round(1.2)
        s = s + np.sum(seen[-1] * x) * k
    if isinstance(k, str) or not s:
        raise ValueError("none")
    while n > k:
        n = n - 1
        s = math.tanh(s * x[int(n)])
    return s + sum(seen) * k + np.sum(np.diff(x) ** 2)
"""

USER = """
def f(x, n):
    def {name}(k):
        while k > 2:
            k = k - 2
        return k

    return body(x, {name}(n), n)
"""


def loaded(tmp_path, name, text):
    path = tmp_path / f"{name}.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def derivatives(f, *args):
    """Value, gradient, value and derivative in a direction."""
    d = differentiate(f, wrt="x")
    value, first = d.value_and_grad(*args)
    pushed, dot = d.jvp(args, (np.ones(4), *[None] * (len(args) - 1)))
    return [np.asarray(v).tolist() for v in (value, first, pushed, dot)]


def test_a_function_of_any_name_hides_nothing_that_the_text_needs(tmp_path):
    body = loaded(tmp_path, "library", BODY).body
    found = {}
    for name in NAMES:
        user = loaded(tmp_path, "user", USER.format(name=name))
        user.body = body
        found[name] = derivatives(user.f, X, 4)
    assert found == dict.fromkeys(NAMES, found["other"])


def test_the_header_says_what_a_function_is_called_in_the_text(tmp_path):
    user = loaded(tmp_path, "user", USER.format(name="float") + "\n\ndef body(x, k, n):\n    return sum(x) * k * n\n")
    text = differentiate(user.f, wrt="x").source(X, 5)
    assert "def float_2(k):" in text
    assert "calls      f.<locals>.float, here float_2\n" in text
