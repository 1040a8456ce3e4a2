"""ARCHITECTURE.md shows what the passes make of two functions, and which file is what: made here, and compared."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from s2sad.optimise.passes import SIMPLIFICATIONS
from tests.documents import made_blocks, with_blocks
from tests.stages import Stages
from tests.test_lint import example

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "ARCHITECTURE.md"
TEXT = DOCUMENT.read_text("utf-8")
CALLS = {"f": ((0.5, 10), ["x"]), "newton_sqrt": ((2.0,), ["a"])}
WIDTH = 118


def first_line(path):
    """The contract of a file: the first sentence of its docstring, on one line."""
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    text = " ".join(doc.partition("\n\n")[0].split())
    return re.split(r"(?<=[^.])[.](?: |$)|:: ?$", text)[0].rstrip(".:")


def layout():
    """The files of the package with their contracts."""
    lines = ["s2sad/"]
    for path in sorted((ROOT / "s2sad").rglob("*.py"), key=lambda p: (p.parent != ROOT / "s2sad", p)):
        contract = first_line(path)
        if not contract:
            continue
        while len(contract) > WIDTH - 30:  # up to the last clause that fits
            contract = re.match(r"(.*)[:;,] ", contract)[1]
        lines.append(f"  {path.relative_to(ROOT / 's2sad')!s:<27} {contract}")
    return "\n".join(lines)


def source(name):
    """An example's function without its docstring, as it stands in the file."""
    lines = inspect.getsource(example("loops", name)).splitlines()
    node = ast.parse("\n".join(lines)).body[0]
    start = node.lineno - 1
    doc = node.body[0]
    return "\n".join(lines[start : doc.lineno - 1] + lines[doc.end_lineno :])


@pytest.fixture(scope="module")
def stages():
    patch = pytest.MonkeyPatch()
    return {n: Stages(example("loops", n), args, wrt, patch) for n, (args, wrt) in CALLS.items()}


def sizes(stages):
    """How many statements there are after each pass."""
    passes = list(stages["f"].sizes)
    rows = [f"{'pass':<22} {'f':>4} {'newton_sqrt':>12}"]
    rows += [f"{p:<22} {stages['f'].sizes[p]:>4} {stages['newton_sqrt'].sizes[p]:>12}" for p in passes]
    return "\n".join(rows)


def make(stages, what):
    """One block: `layout`, `sizes`, `f source`, `f text f_adjoint`, or `f` and the stages that stand in it."""
    if what == "layout":
        return layout()
    if what == "sizes":
        return sizes(stages)
    name, *stage = what.split(maxsplit=1)[0], *what.split(maxsplit=1)[1:]
    (stage,) = stage
    if stage == "source":
        return source(name)
    if stage.startswith("text "):
        return stages[name].emitted(stage.removeprefix("text "))
    return stages[name].show(stage)


def test_the_document_shows_what_the_passes_make(stages, golden):
    golden(DOCUMENT, with_blocks(TEXT, lambda what: make(stages, what)))


def test_the_document_shows_every_pass(stages):
    shown = {what.split(maxsplit=1)[1] for what in made_blocks(TEXT) if " " in what}
    assert {"source", "lower", "adjoint reverse", "adjoint simplify", "plan", "adjoint plan", "refine_kinds"} <= shown
    assert {s.__name__ for s in SIMPLIFICATIONS} <= set(stages["f"].sizes)
    named = re.findall(r"`(count_only|merge_\w+|drop_\w+|assign_\w+)`", TEXT)
    assert set(named) <= {s.__name__ for s in SIMPLIFICATIONS}
    assert {"layout", "sizes"} <= set(made_blocks(TEXT))


def test_names_of_files_in_the_document_exist():
    named = re.findall(r"`((?:s2sad|tests|examples|generated)/[\w/.]*)`", TEXT)
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert named


def test_every_file_says_what_it_is():
    silent = [p for p in (ROOT / "s2sad").rglob("*.py") if p.read_text("utf-8").strip() and not first_line(p)]
    assert silent == []


def test_examples_in_the_document_run(stages):
    """What the document says of values is so."""
    for name, (args, _) in CALLS.items():
        namespace = {}
        exec(compile(stages[name].text, f"<{name}>", "exec"), namespace)
        value, gradient = namespace[f"{name}_value_and_grad"](*args)
        assert value == example("loops", name)(*args)
        forward, tape = namespace[f"{name}_forward"](*args)
        assert forward == value
        assert namespace[f"{name}_adjoint"](*args, tape) == pytest.approx(gradient, rel=1e-15)
        assert namespace[f"{name}_adjoint"](*args, tape, 2.0) == pytest.approx(2.0 * gradient, rel=1e-15)
        assert namespace[f"{name}_tangent"](*args, 1.0)[1] == pytest.approx(gradient, rel=1e-12)
        linear, tape = namespace[f"{name}_linearize"](*args)
        assert linear == value
        for dot in (1.0, 2.0):
            assert namespace[f"{name}_push"](*args, tape, dot) == pytest.approx(dot * gradient, rel=1e-12)
