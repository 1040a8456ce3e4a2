"""``docs/rules.md``: its examples run, one after the other, and give what it says."""

import re
import sys
from pathlib import Path

import numpy as np

from s2sad.check_rule import WrongRule
from s2sad.rules import REGISTRY

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
            if before.get(name) is not rule:
                REGISTRY.remove(rule)
