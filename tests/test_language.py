"""``docs/language.md``: its examples do what it says, and it knows every code and every construct.

A block of Python ends in the call of a derivative, ``grad(f)(1.2, 3)``. Under a heading with a code, a block with a
message below it is refused, the next one is its rewrite; every other block is differentiated.
"""

from __future__ import annotations

import ast
import builtins
import copy
import functools
import itertools
import math
import operator
import random
import re
import sys
import textwrap
import types
from dataclasses import asdict, dataclass, is_dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

import s2sad
import s2sad.pipeline  # before its parts
from s2sad.errors import CODES
from s2sad.lower.attributes import ATTRIBUTES
from s2sad.lower.expressions import EXPRESSIONS
from s2sad.lower.meanings import ARRAY_METHODS, BUILTINS, FLOAT_METHODS
from s2sad.lower.statements import STATEMENTS
from s2sad.rules import REGISTRY
from s2sad.rules.registry import identity
from tests.documents import with_blocks

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "language.md"
TEXT = DOCUMENT.read_text("utf-8")
NAMES = {
    "__name__": "model",
    "dataclass": dataclass,
    "asdict": asdict,
    "copy": copy,
    "functools": functools,
    "itertools": itertools,
    "math": math,
    "NamedTuple": NamedTuple,
    "np": np,
    "operator": operator,
    "random": random,
    "replace": replace,
    "SimpleNamespace": SimpleNamespace,
    "custom_jvp": s2sad.custom_jvp,
    "grad": s2sad.grad,
    "hessian": s2sad.hessian,
    "insert_grad_of": s2sad.insert_grad_of,
    "jvp": s2sad.jvp,
    "stop_gradient": s2sad.stop_gradient,
    "vjp": s2sad.vjp,
}

_PART = re.compile(
    r"^#+ (?P<title>[^\n]*)$|^```python\n(?P<code>.*?)^```$|(?<=^```\n)```text\n(?P<message>.*?)^```$", re.M | re.S
)


@dataclass
class Example:
    """A block of Python; ``code`` where it is refused, ``message`` the text below it."""

    title: str
    number: int
    text: str
    code: str = ""
    message: str = ""

    @property
    def name(self):
        return f"{self.title}, {self.number}"

    @functools.cached_property
    def tree(self):
        return ast.parse(self.text)


def examples():
    """The examples of the document, in order."""
    found, title = [], ""
    for part in _PART.finditer(TEXT):
        if part["title"]:
            title = part["title"]
        elif part["code"] is not None:
            found.append(Example(title, sum(e.title == title for e in found) + 1, part["code"]))
        else:
            found[-1].code, found[-1].message = title.partition(":")[0], part["message"]
    return found


EXAMPLES = examples()
REFUSED = [e for e in EXAMPLES if e.code]
WORKING = [e for e in EXAMPLES if not e.code]


def executed(example, directory):
    """The call that the block ends in, and what gives the values of its parts."""
    path = directory / "model.py"
    path.write_text(example.text, "utf-8")
    module = types.ModuleType("model")
    vars(module).update(NAMES)
    *before, last = example.tree.body
    assert isinstance(last, ast.Expr), "an example ends in the call of a derivative"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "model", module)  # dataclasses look there
        exec(compile(ast.Module(before, []), str(path), "exec"), vars(module))

    def value(node):
        return eval(compile(ast.Expression(node), str(path), "eval"), vars(module))

    return last.value, value


# ---------------------------------------------------------------- structures of numbers


def parts(x):
    """The keys, items or fields of a structure; None of what is a leaf."""
    if isinstance(x, dict):
        return x
    if isinstance(x, (tuple, list)):
        return dict(enumerate(x))
    return vars(x) if is_dataclass(x) or isinstance(x, SimpleNamespace) else None


def rebuilt(x, change):
    """The structure with its floats and arrays of floats changed, in order."""
    inside = parts(x)
    if inside is None:
        return change(x) if isinstance(x, float) or (isinstance(x, np.ndarray) and x.dtype.kind == "f") else x
    new = {k: rebuilt(v, change) for k, v in inside.items()}
    if isinstance(x, (tuple, list)):
        return type(x)(*new.values()) if hasattr(x, "_fields") else type(x)(new.values())
    if isinstance(x, dict):
        return new
    made = copy.copy(x)
    for k, v in new.items():
        object.__setattr__(made, k, v)
    return made


def numbers(x, like):
    """The numbers of ``x`` where ``like`` has floats, flat."""
    inside = parts(like)
    if inside is None:
        is_float = isinstance(like, float) or (isinstance(like, np.ndarray) and like.dtype.kind == "f")
        return np.ravel(x).astype(float) if is_float else np.zeros(0)
    return np.concatenate([np.zeros(0), *(numbers(v, inside[k]) for k, v in parts(x).items())])


def moved(args, by):
    """The arguments with a flat direction added."""
    steps = iter(np.asarray(by, dtype=float))

    def change(v):
        if isinstance(v, np.ndarray):
            return v + np.reshape(list(itertools.islice(steps, v.size)), v.shape)
        return v + next(steps)

    return rebuilt(args, change)


def difference(f, args, direction, step=1e-3):
    """Central differences at h and h/2, extrapolated (Richardson)."""

    def at(h):
        return (f(*moved(args, h * direction)) - f(*moved(args, -h * direction))) / (2.0 * h)

    return (4.0 * at(step / 2.0) - at(step)) / 3.0


# ---------------------------------------------------------------- the examples


@pytest.mark.parametrize("example", WORKING, ids=lambda e: e.name)
def test_the_gradient(example, tmp_path):
    call, value = executed(example, tmp_path)
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Call)
    assert ast.unparse(call.func.func) == "grad"
    f = value(call.func.args[0])
    args = tuple(map(value, call.args))
    argnums = tuple(i for i, a in enumerate(args) if numbers((a,), (a,)).size)
    kept = tuple(args[i] for i in argnums)
    got = numbers(s2sad.grad(f, argnums)(*copy.deepcopy(args)), kept)
    directions = np.eye(got.size)
    np.testing.assert_allclose(got, [difference(f, args, e) for e in directions], rtol=1e-7, atol=1e-8)
    for e in directions:
        tangents = tuple(rebuilt(a, lambda v: v * 0.0) if i in argnums else None for i, a in enumerate(args))
        tangents = moved(tangents, e)
        primal, tangent = s2sad.jvp(f, copy.deepcopy(args), tuple(map(without_the_rest, tangents)))
        assert primal == f(*copy.deepcopy(args))
        assert tangent == pytest.approx(e @ got, rel=1e-10, abs=1e-12)
    assert value(call) is not None  # as it stands in the document


def without_the_rest(x):
    """The structure with None for what is no float."""
    inside = parts(x)
    if inside is None:
        return x if isinstance(x, (float, np.ndarray)) else None
    if isinstance(x, (tuple, list)):
        new = [without_the_rest(v) for v in x]
        return type(x)(*new) if hasattr(x, "_fields") else type(x)(new)
    if isinstance(x, dict):
        return {k: without_the_rest(v) for k, v in x.items()}
    made = copy.copy(x)
    for k, v in inside.items():
        object.__setattr__(made, k, without_the_rest(v))
    return made


def refusal(example, directory):
    """The error of an example, and the first line of its message."""
    call, value = executed(example, directory)
    with pytest.raises(s2sad.UnsupportedError) as caught:
        value(call)
    return caught.value, str(caught.value).splitlines()[0].replace(str(directory / "model.py"), "model.py")


@pytest.mark.parametrize("example", REFUSED, ids=lambda e: e.name)
def test_the_refusal(example, tmp_path):
    error, _ = refusal(example, tmp_path)
    assert error.code == example.code, str(error)
    assert all(p.why and p.fix for p in error.problems)


def test_each_refusal_has_its_rewrite():
    for e, following in itertools.pairwise([*EXAMPLES, Example("", 0, "")]):
        if e.code:
            assert not following.code, f"{e.name} has no rewrite"
            assert following.title == e.title, f"{e.name} has no rewrite"


def functions():
    """The functions of NumPy, ``math`` and the builtins that calls may name, a paragraph each."""
    text = []
    for module in (builtins, math, np, np.linalg):
        known = [v for v in vars(module).values() if callable(v) and (REGISTRY.find(v) or identity(v) in BUILTINS)]
        found = {v.__name__ for v in known}  # under one name each
        prefix = f"{module.__name__.replace('numpy', 'np')}: "
        text.append(textwrap.fill(prefix + " ".join(sorted(found)), 120, subsequent_indent=" " * len(prefix)))
    names = {*REGISTRY.by_method, *ARRAY_METHODS} - FLOAT_METHODS
    methods = " ".join(sorted([f"{m}()" for m in names] + list(ATTRIBUTES)))
    text.append(textwrap.fill("of arrays: " + methods, 120, subsequent_indent=" " * 11))
    text.append("of floats: " + " ".join(sorted(f"{m}()" for m in FLOAT_METHODS)))
    return "\n".join(text)


def test_what_is_made(golden, tmp_path):
    lines = (refusal(e, tmp_path)[1] for e in REFUSED)
    text = _PART.sub(lambda m: f"```text\n{next(lines)}\n```" if m["message"] is not None else m[0], TEXT)
    golden(DOCUMENT, with_blocks(text, {"functions": functions()}.__getitem__))


# ---------------------------------------------------------------- nothing is left out


def test_every_code_that_a_refusal_may_have_is_shown():
    used = set()
    for file in (ROOT / "s2sad").rglob("*.py"):
        if file.name != "errors.py":
            used |= set(re.findall(r"\bS2S[234]\d\d\b", file.read_text("utf-8")))
    assert {e.code for e in REFUSED} == used


def test_every_title_is_the_meaning_of_its_code():
    for title in {e.title for e in REFUSED}:
        code, _, meaning = title.partition(": ")
        assert meaning == CODES[code]


def test_every_construct_has_an_example():
    shown = {type(node) for e in WORKING for node in ast.walk(e.tree)}
    read = {t for t in EXPRESSIONS.keys() | STATEMENTS.keys() if t.__module__ == "ast"}  # others no program has
    missing = {t.__name__ for t in read - shown}
    assert not missing, f"no example has {sorted(missing)}"
