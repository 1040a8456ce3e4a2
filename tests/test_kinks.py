"""The conventions at kinks: what the rows say is what gradients are, and the table in ``docs/kinks.md`` shows it."""

import ast
import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

import s2sad
from s2sad.rules import REGISTRY
from tests.documents import with_blocks

KINKS = [
    (rule, point, derivative)
    for name, rule in REGISTRY.by_name.items()
    for point, derivative in REGISTRY.by_name[name].kinks
]
DOCUMENT = Path(__file__).parent.parent / "docs" / "kinks.md"


def operands(rule, point):
    """The names that the point's numbers stand for; of ``*xs``, one for each."""
    return list(rule.operands) if len(rule.operands) == len(point) else ["x", "y", "z"][: len(point)]


def shown(rule, point):
    """The call as it is written."""
    return ast.unparse(rule.call).replace("*xs", ", ".join(operands(rule, point)))


def table():
    """One line a kink."""
    rows = [("", "at", "derivative")]
    for rule, point, derivative in KINKS:
        names = operands(rule, point)
        at = ", ".join(f"{n} = {v}" for n, v in zip(names, point, strict=True))
        by = ", ".join(f"{n}: {v}" for n, v in zip(names, derivative, strict=True) if v is not None)
        rows.append((shown(rule, point), at, by))
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    return "\n".join(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}" for a, b, c in rows)


def test_the_document_shows_the_conventions(golden):
    golden(DOCUMENT, with_blocks(DOCUMENT.read_text("utf-8"), {"kinks": table()}.__getitem__))


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """A function for each kink, in a module."""
    path = tmp_path_factory.mktemp("kinks") / "kinks.py"
    text = "import math\nimport numpy as np\n"
    for i, (rule, point, _) in enumerate(KINKS):
        names = operands(rule, point)
        text += f"def f{i}({', '.join(names)}):\n    return 0.0 * {names[0]} + {shown(rule, point)}\n"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("kinks", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


@pytest.mark.parametrize("i", range(len(KINKS)), ids=[f"{r.name} at {p}" for r, p, _ in KINKS])
def test_the_derivative_is_the_convention(i, functions):
    _, point, derivative = KINKS[i]
    f = functions[f"f{i}"]
    floats = tuple(k for k, v in enumerate(point) if isinstance(v, float))
    with np.errstate(all="ignore"):
        gradient = s2sad.grad(f, floats)(*point)
    assert gradient == tuple(derivative[k] for k in floats)
    if all(math.isfinite(derivative[k]) for k in floats):  # forward mode multiplies infinity by zero as well
        for k in floats:
            tangents = [1.0 if j == k else 0.0 if isinstance(v, float) else None for j, v in enumerate(point)]
            assert s2sad.jvp(f, point, tuple(tangents))[1] == derivative[k]
