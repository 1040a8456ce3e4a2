"""What the cache key says of the rules: nothing of s2sad's own, whose sources are in it; everything of others."""

import ast
import dataclasses
import subprocess
import sys

from s2sad.rules import REGISTRY

PROGRAM = """
import sys
import program, s2sad
s2sad.grad(program.f)(2.0)
print("s2sad.rules" in sys.modules, "s2sad.pipeline" in sys.modules)
"""


def test_own_rows_say_nothing_and_changed_added_and_removed_ones_do(monkeypatch):
    assert REGISTRY.digest() == b""
    rule = REGISTRY.by_name["np.sin"]
    digests = {b""}
    for derivative in ("g * np.sin(x)", "g * np.cos(x)"):
        derivatives = {"x": ast.parse(derivative, mode="eval").body}
        monkeypatch.setitem(REGISTRY.by_name, "np.sin", dataclasses.replace(rule, derivatives=derivatives))
        digests.add(REGISTRY.digest())
    monkeypatch.setitem(REGISTRY.by_name, "np.another", dataclasses.replace(rule, name="np.another"))
    digests.add(REGISTRY.digest())
    monkeypatch.delitem(REGISTRY.by_name, "np.sin")
    digests.add(REGISTRY.digest())
    assert len(digests) == 5
    monkeypatch.undo()
    assert REGISTRY.digest() == b""


def test_a_disk_hit_loads_neither_rules_nor_passes(tmp_path, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("S2SAD_CACHE", raising=False)
    (tmp_path / "program.py").write_text("def f(x):\n    return x * x\n", encoding="utf-8")
    said = []
    for _ in range(2):
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{PROGRAM}"]
        said.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert said == ["True True\n", "False False\n"]
