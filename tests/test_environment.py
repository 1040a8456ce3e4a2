"""What keys say of s2sad itself, Python and NumPy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import s2sad
from s2sad import environment, fingerprint
from s2sad.environment import environment_parts, package_digest
from s2sad.fingerprint import dependencies


def f(x):
    return x * x


def key(function):
    return fingerprint.key("f", [dependencies(function)])


def test_each_part_counts(monkeypatch):
    own, python, numpy = environment_parts()
    assert np.__version__.encode() in numpy
    assert s2sad.__version__.encode() in own
    before = key(f)
    for changed in [(b"other", python, numpy), (own, b"other", numpy), (own, python, b"other")]:
        monkeypatch.setattr(fingerprint, "environment_parts", lambda changed=changed: changed)
        assert key(f) != before


@pytest.mark.parametrize("interpreter", [("implementation", "another"), ("version_info", (3, 99, 0, "final", 0))])
def test_the_interpreter_counts(monkeypatch, interpreter):
    before = environment_parts.__wrapped__()
    name, value = interpreter
    replaced = value if name == "version_info" else type("", (), {"name": value})
    monkeypatch.setattr(sys, name, replaced)
    assert environment_parts.__wrapped__()[1] != before[1]


def test_the_digest_of_sources(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / "rules" / "b.py").write_text("y = 1\n")
    digests = [package_digest(str(tmp_path))]
    (tmp_path / "README").write_text("no source")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "c.py").write_text("no source of ours")
    assert package_digest(str(tmp_path)) == digests[0]
    (tmp_path / "rules" / "b.py").write_text("y = 2\n")
    digests.append(package_digest(str(tmp_path)))
    (tmp_path / "rules" / "b.py").rename(tmp_path / "rules" / "c.py")
    digests.append(package_digest(str(tmp_path)))
    (tmp_path / "a.py").write_text("x = 1\ny = 2\n")
    (tmp_path / "rules" / "c.py").write_text("")
    digests.append(package_digest(str(tmp_path)))
    assert len({*digests, None}) == 5


def test_no_sources(tmp_path):
    assert package_digest(str(tmp_path)) is None
    assert package_digest(str(tmp_path / "nothing")) is None
    (tmp_path / "a.py").mkdir()  # what cannot be read
    assert package_digest(str(tmp_path)) is None


def test_without_its_own_sources_s2sad_caches_nothing(monkeypatch):
    monkeypatch.setattr(environment, "_sources", None)
    assert environment_parts.__wrapped__() is None
    monkeypatch.setattr(fingerprint, "environment_parts", lambda: None)
    assert key(f) is None


@pytest.mark.parametrize("age", [-1, 10**10])
def test_a_change_of_the_sources_is_noticed_by_its_time_or_by_what_they_say(tmp_path, monkeypatch, age):
    source = tmp_path / "a.py"
    source.write_text("x = 1\n")
    stamps, digest = environment._stamps([str(tmp_path), str(source)]), package_digest(str(tmp_path))
    for name, value in [("_ROOT", str(tmp_path)), ("_stamped", stamps), ("_sources", digest)]:
        monkeypatch.setattr(environment, name, value)
    monkeypatch.setattr(environment, "_stamped_at", max(changed for *_, changed in stamps.values()) + age)
    read = []
    monkeypatch.setattr(environment, "file_bytes", lambda path: read.append(path) or Path(path).read_bytes())
    assert environment.sources_unchanged()
    assert bool(read) is (age < 0)
    source.write_text("x = 2\n")
    assert not environment.sources_unchanged()
    source.write_text("x = 1\n")
    assert environment.sources_unchanged()  # as they were: what is generated now is what the key says
    (tmp_path / "b.py").write_text("y = 1\n")
    assert not environment.sources_unchanged()


PROGRAM = """
import sys
import program, s2sad
if len(sys.argv) > 1:
    with open(sys.argv[1], "a") as file:
        file.write("# edited while the program runs\\n")
print(s2sad.grad(program.f)(3.0))
"""


@pytest.mark.parametrize("edited", [None, "optimise/cse.py"])
def test_what_sources_edited_since_the_import_make_is_not_kept(tmp_path, edited):
    package = shutil.copytree(Path(s2sad.__file__).parent, tmp_path / "lib" / "s2sad")
    (tmp_path / "lib" / "program.py").write_text("def f(x):\n    return x * x\n")
    cache = tmp_path / "cache"
    variables = {**os.environ, "PYTHONPATH": str(tmp_path / "lib"), "S2SAD_CACHE_DIR": str(cache)}
    variables.pop("S2SAD_CACHE", None)
    command = [sys.executable, "-c", PROGRAM, *([str(package / edited)] if edited else [])]
    done = subprocess.run(command, env=variables, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "6.0\n"
    assert (not list(cache.glob("*"))) is bool(edited)
