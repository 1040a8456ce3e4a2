"""The README's first example does what it says, and the module that it shows is the one that is made."""

import importlib.util
import re
from pathlib import Path

import pytest

import s2sad

README = Path(__file__).resolve().parent.parent / "README.md"
TEXT = README.read_text("utf-8")
CODE = re.search(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[1]
BLOCK = re.compile(r"(^<!-- emitted:begin -->\n).*?(^<!-- emitted:end -->$)", re.MULTILINE | re.DOTALL)


@pytest.fixture
def f(tmp_path, monkeypatch):
    """The example's function, from a file as a user would have it."""
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "readme_example.py"
    path.write_text(CODE, "utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.f


def test_the_emitted_module(f, golden):
    block = f"```python\n{f.source(0.5, 10)}```\n"
    golden(README, BLOCK.sub(lambda m: m[1] + block + m[2], TEXT))


def test_the_values_in_the_comments(f):
    said = dict(re.findall(r"^(f\S*\(0\.5, 10\))  # (.*?)(?::.*)?$", CODE, re.MULTILINE))
    assert f"{f(0.5, 10):.3f}" == said["f(0.5, 10)"]
    gradients = f.grad(0.5, 10)
    assert f"Gradients(x={gradients.x:.3f}, n={gradients.n})" == said["f.grad(0.5, 10)"]
    assert Path(f.path(0.5, 10)).is_file()
    assert s2sad.__version__ in f.source(0.5, 10)
