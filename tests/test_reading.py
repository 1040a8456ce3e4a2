"""Which names a text reads: those that a walk of its tree finds, also where lines tell without a compiler."""

import ast
from pathlib import Path

import pytest

from s2sad.emit.reading import Read

ROOT = Path(__file__).parent.parent
MODULES = [*sorted((ROOT / "tests" / "golden").glob("*.py")), *sorted((ROOT / "generated").glob("*.py"))]


def read(text):
    return {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_the_names_of_modules(path):
    text, found = path.read_text("utf-8"), read(path.read_text("utf-8"))
    asked = Read(text)
    for name in ("np", "math", "scipy", "lab"):
        assert (name in asked) == (name in found)


@pytest.mark.parametrize(
    "text",
    [
        "y = x  # np.sin(x)",
        "y = 'np.sin'",
        "y = x, '#', np.pi",
        "y = lab.anp.sin(x)",
        "y = _np.sin(x)",
        "y = f(np)",
        "y = xnp.sin(x) + np.cos(x)",
        'def f():\n    """One.\n    np.sin\n    """\n    return lab.x',
        'def f():\n    """One."""\n    return np.pi',
        'y = """\nnp.sin\n"""',
        'y = x  # """\nz = np.pi\n',
        'y = x  # """\nz = """\nnp.sin"""',
        "y = '''\nnp.sin'''",
        "y = 'a \\\nnp.sin'",
        "",
    ],
)
def test_what_only_looks_like_a_name(text):
    asked = Read(text)
    assert {n for n in ("np", "lab") if n in asked} == read(text) & {"np", "lab"}


def test_modules_are_not_compiled_to_know_what_they_import(monkeypatch):
    def compiled(self):
        raise AssertionError

    monkeypatch.setattr(Read, "_compiled", property(compiled))
    text = 'def f(x):\n    """A docstring\n    of two lines.\n    """\n    return np.sin(x)  # L1: y = np.sin(x)'
    asked = Read(text)
    assert "np" in asked
    assert "math" not in asked
