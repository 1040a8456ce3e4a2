"""Which file a derivative lies in: all that decides its text decides the file."""

import dataclasses
import math
import os

import numpy as np
import pytest

from s2sad import differentiate, fingerprint, grad, jvp, loading, targets, value_and_grad, vjp
from s2sad.private_directory import CacheWarning
from s2sad.rules import REGISTRY


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("S2SAD_CACHE", raising=False)
    forget(monkeypatch)
    return tmp_path / "cache"


def forget(monkeypatch):
    """What is known in this process, as if it had just begun."""
    monkeypatch.setattr(loading, "_memory", type(loading._memory)())
    monkeypatch.setattr(targets, "_known", {})


def f(x, y):
    return np.sum(np.sin(x) * y)


def path(*args, **options):
    return differentiate(**options)(f).path(*args)


def test_options_and_signatures_are_in_the_key(place):
    x = np.ones(3)
    paths = [
        path(1.0, 2.0),
        path(1.0, 2.0, wrt="x"),
        path(1.0, 2.0, wrt="y"),
        path(1.0, 2.0, mode="forward"),
        path(1.0, 2.0, optimise=False),
        path(1.0, 2),
        path(np.float64(1.0), 2.0),
        path(np.float32(1.0), 2.0),
        path(np.array(1.0), 2.0),
        path(x, 2.0),
        path(x[:1], 2.0),
        path(x[None], 2.0),
        path(x.astype(np.float32), 2.0),
    ]
    assert len(set(paths)) == len(paths)
    assert path(x + 1.0, 7.0) == path(np.ones(9), 2.0) == path(x, 2.0)
    assert sorted(p.name for p in paths) == sorted(os.listdir(place))


def test_each_operator_has_an_entry_of_its_own(place):
    def made(use):
        before = set(os.listdir(place)) if place.exists() else set()
        use()
        return len(set(os.listdir(place)) - before)

    gradient = grad(f)
    assert made(lambda: gradient(1.0, 2.0)) == 1
    assert made(lambda: value_and_grad(f)(1.0, 2.0)) == 0  # the same text
    assert made(lambda: grad(f, 1)(1.0, 2.0)) == 1
    assert made(lambda: vjp(f, 1.0, 2.0)) == 1
    assert made(lambda: jvp(f, (1.0, 2.0), (1.0, None))) == 1
    assert made(lambda: jvp(gradient, (1.0, 2.0), (1.0, None))) == 1
    assert made(lambda: grad(gradient)(1.0, 2.0)) == 1


def test_rules_and_environment_are_in_the_key(monkeypatch):
    paths = [path(1.0, 2.0)]
    with monkeypatch.context() as patched:
        forget(patched)
        rule = dataclasses.replace(REGISTRY.by_name["np.sin"], derivatives=REGISTRY.by_name["np.cos"].derivatives)
        patched.setitem(REGISTRY.by_name, "np.sin", rule)
        paths.append(path(1.0, 2.0))
    for i in range(3):
        with monkeypatch.context() as patched:
            forget(patched)
            parts = list(fingerprint.environment_parts())
            parts[i] += b"another"
            patched.setattr(fingerprint, "environment_parts", lambda parts=tuple(parts): parts)
            paths.append(path(1.0, 2.0))
    assert len(set(paths)) == 5
    forget(monkeypatch)
    monkeypatch.setattr(loading, "_generate", None)
    assert path(1.0, 2.0) == paths[0]


def test_without_sources_of_its_own_nothing_is_read_or_written(monkeypatch, place):
    monkeypatch.setattr(fingerprint, "environment_parts", lambda: None)
    assert path(1.0, 2.0) is None
    assert grad(f)(0.0, 2.0) == 2.0
    assert not place.exists()


def test_what_has_no_stable_description_is_made_in_memory(place):
    def g(x, which=frozenset({math.sin, forget})):
        return x * x

    assert differentiate(g, wrt="x").grad(3.0) == 6.0
    assert differentiate(g, wrt="x").path(3.0) is None
    assert not place.exists()


def test_switched_off_nothing_is_read_or_written(monkeypatch, place):
    made = path(1.0, 2.0)
    made.write_text("raise SystemExit")
    forget(monkeypatch)
    monkeypatch.setenv("S2SAD_CACHE", "0")
    assert path(1.0, 2.0) is None
    assert grad(f)(0.0, 2.0) == 2.0
    assert made.read_text() == "raise SystemExit"
    assert os.listdir(place) == [made.name]


@pytest.mark.parametrize("harm", ["writable by others", "a symbolic link", "damaged", "truncated"])
def test_an_entry_that_cannot_be_trusted_does_not_matter(monkeypatch, place, tmp_path, harm):
    made = path(1.0, 2.0)
    text = made.read_bytes()
    evil = text.replace(b"np.cos", b"np.exp")
    assert evil != text
    if harm == "a symbolic link":
        (tmp_path / "evil.py").write_bytes(text)
        made.unlink()
        made.symlink_to(tmp_path / "evil.py")
    else:
        made.write_bytes(text[:-9] if harm == "truncated" else evil)
        made.chmod(0o666 if harm == "writable by others" else 0o600)
    forget(monkeypatch)
    with pytest.warns(CacheWarning):
        found = path(1.0, 2.0)
    assert found == (made if harm in ("damaged", "truncated") else None)
    assert vjp(f, 0.0, 2.0)[1](1.0) == (2.0, 0.0)
    if harm in ("damaged", "truncated"):
        assert made.read_bytes() == text
