"""``docs/rules.md``: its examples run, one after the other, and give what it says."""

import ast
import importlib.util
import re
import sys
from pathlib import Path

import autograd
import numpy as np
import pytest
from autograd.core import primitive_vjps
from autograd.tracer import notrace_primitives

from s2sad.check_rule import WrongRule
from s2sad.cli import main
from s2sad.cli.table import entries, load_scipy, table
from s2sad.rules import REGISTRY
from tests.documents import with_blocks

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
BLOCKS = re.findall(r"^```(python|text)\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def written(path, text, names):
    """Run a block as a file, so that its functions have a text."""
    path.write_text(text, encoding="utf-8")
    exec(compile(text, str(path), "exec"), names)


def test_the_examples(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    before = dict(REGISTRY.by_name)
    blocks = iter(BLOCKS)
    kind, library = next(blocks)
    assert library.startswith("# mylib.py\n")
    (tmp_path / "mylib.py").write_text(library, encoding="utf-8")
    names = {"__name__": "examples"}
    said, compared = None, 0
    try:
        for i, (kind, text) in enumerate(blocks):
            if kind == "text" and text.startswith("WrongRule"):
                assert f"WrongRule: {said}\n" == text
                said = None
            elif kind == "python":
                assert said is None, said
                try:
                    written(tmp_path / f"block{i}.py", text, names)
                except WrongRule as wrong:
                    said = str(wrong)
                for call, shown in re.findall(r"^(s2sad\..*)  # (array\(.*\))$", text, re.MULTILINE):
                    np.testing.assert_allclose(eval(call, names), eval(shown, {"array": np.array}), atol=1e-4)
                    compared += 1
        assert said is None
        assert compared
    finally:
        sys.modules.pop("mylib", None)
        for name, rule in list(REGISTRY.by_name.items()):
            if before.get(name) is not rule and not REGISTRY.is_own(rule):
                REGISTRY.remove(rule)


def names_of(tool):
    """What another tool has, ``np.sin``, from its list."""
    text = (Path(__file__).parent / f"names_of_{tool}.txt").read_text("utf-8")
    parts = re.findall(r"^(\S+): (.*(?:\n  .*)*)$", text, re.MULTILINE)
    return {f"{module}.{name}" for module, names in parts for name in names.split()}


def column(tool):
    """A column of the table: whether the tool has it under one of its names."""
    known = names_of(tool)
    return tool.replace("jax", "JAX"), lambda e: "yes" if any(f"{e.module}.{n}" in known for n in e.names) else ""


def own_entries():
    """The functions of the table that are s2sad's own rows."""
    assert load_scipy() == []
    return [e for e in entries() if e.module != "lab_of_user"]


def test_the_table(golden):
    text = table(own_entries(), (column("autograd"), column("jax")))
    golden(DOCUMENT, with_blocks(DOCUMENT.read_text("utf-8"), {"table": text}.__getitem__))


def test_every_row_that_can_be_called_is_in_the_table():
    shown = {f"{e.module}.{n}" for e in own_entries() for n in e.names}
    for rule in REGISTRY.by_name.values():
        if callable(rule.function) and isinstance(rule.call, ast.Call) and REGISTRY.is_own(rule):
            name = ast.unparse(rule.call.func)
            if not re.search(r"\.(reduce|reduceat|accumulate|outer|at|fromkeys)$", name) and "." in name:
                assert name in shown, name


def test_what_the_list_of_autograd_says_is_so():
    for module in ("scipy.special", "scipy.linalg", "scipy.stats"):
        importlib.import_module(f"autograd.{module}")
    for name in names_of("autograd"):
        at = autograd
        for part in name.replace("np.", "numpy.", 1).split("."):
            at = getattr(at, part)
        constant = any(at in functions for functions in notrace_primitives.values())
        composed = not getattr(at, "_is_autograd_primitive", False)
        assert at in primitive_vjps or constant or composed, name


def test_what_the_list_of_jax_says_is_so():
    jax = pytest.importorskip("jax", "0.10")
    known = names_of("jax")
    for full in {f"{e.module}.{n}" for e in own_entries() for n in e.names} | known:
        if not full.startswith(("np.", "scipy.")):
            continue
        at, there = jax, True
        for part in full.replace("np.", "numpy.", 1).split("."):
            if hasattr(at, "__path__") and importlib.util.find_spec(f"{at.__name__}.{part}"):
                importlib.import_module(f"{at.__name__}.{part}")
            there, at = hasattr(at, part), getattr(at, part, None)
        assert there == (full in known), full


def test_the_command(capsys, tmp_path, monkeypatch):
    assert main(["rules", "tanh", "norm.cdf"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^  arctanh, atanh +by x$", shown, re.MULTILINE)
    assert re.search(r"^  norm.cdf +by x, loc, scale$", shown, re.MULTILINE)
    assert "sin" not in shown
    assert main(["rules", "there_is_none"]) == 1
    capsys.readouterr()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "rows_of_mine.py").write_text(
        'import s2sad\n\ndef own(x, n=1):\n    return x\n\ns2sad.elementwise("rows_of_mine.own(x, n=1)", x="g")\n',
        encoding="utf-8",
    )
    try:
        assert main(["rules", "--import", "rows_of_mine", "own"]) == 0
        assert capsys.readouterr().out == "rows_of_mine  derivative\n  own         by x\n"
    finally:
        REGISTRY.remove(REGISTRY.by_name["rows_of_mine.own"])
        sys.modules.pop("rows_of_mine", None)
    assert main(["rules", "--import", "nowhere_to_be_found"]) == 1
