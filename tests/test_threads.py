"""Threads and forked processes that take derivatives at once."""

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp, loading, targets, value_and_grad, vjp


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("S2SAD_CACHE", raising=False)
    forget(monkeypatch)


def forget(monkeypatch):
    """What is known in this process, as if it had just begun."""
    monkeypatch.setattr(loading, "_memory", type(loading._memory)())
    monkeypatch.setattr(targets, "_known", {})


@pytest.fixture
def generated(monkeypatch):
    """How often each text was generated."""
    counts = Counter()
    generate = loading._generate

    def counted(order):
        module = generate(order)
        counts[module.text] += 1
        return module

    monkeypatch.setattr(loading, "_generate", counted)
    return counts


def at_once(tasks):
    """Run tasks in threads that start together; what any of them raises is raised."""
    start, problems = threading.Barrier(len(tasks)), []

    def run(task):
        start.wait()
        try:
            task()
        except BaseException as problem:
            problems.append(problem)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    if problems:
        raise problems[0]


def scaled(x, y, n):
    for _ in range(n):
        x = np.sin(x) * y
    return np.sum(x)


def by_axis(x, axis):
    return np.sum(np.sum(x * x, axis=axis) ** 2)


@pytest.mark.parametrize("use", ["grad", "value_and_grad", "jvp", "vjp", "method", "second"])
def test_the_first_call_is_made_once(generated, use):
    d, first = differentiate(scaled), grad(scaled)
    calls = {
        "grad": lambda x: grad(scaled, (0, 1))(x, 2.0, 3),
        "value_and_grad": lambda x: value_and_grad(scaled)(x, 2.0, 3),
        "jvp": lambda x: jvp(scaled, (x, 2.0, 3), (1.0, 1.0, None)),
        "vjp": lambda x: vjp(scaled, x, 2.0, 3)[1](1.0),
        "method": lambda x: d.grad(x, 2.0, 3),
        "second": lambda x: jvp(first, (x, 2.0, 3), (1.0, 0.5, None)),
    }
    call, found = calls[use], []
    points = [0.1 * k for k in range(12)]
    at_once([lambda x=x: found.append((x, call(x))) for x in points])
    assert list(generated.values()) == [1]
    assert dict(found) == {x: call(x) for x in points}


def test_tables_that_grow_while_they_are_read(monkeypatch, generated):
    """Signatures of many kinds, values that belong to the signature among them, from many threads in any order."""
    kinds = [0.5, np.float64(0.5), np.float32(0.5), np.array(0.5), np.full(3, 0.5), np.full((2, 3), 0.5), np.ones(1)]
    jobs = [lambda x=x, y=y: grad(scaled)(x, y, 2) for x, y in itertools.product(kinds[:5], [2.0, np.float64(2.0)])]
    jobs += [lambda axis=axis: grad(by_axis)(np.arange(6.0).reshape(2, 3), axis) for axis in (0, 1, -1)]
    jobs += [lambda x=x: vjp(scaled, x, 2.0, 2)[1](1.0)[0] for x in kinds]
    expected = [job() for job in jobs]
    assert set(generated.values()) == {1}
    count = len(generated)
    forget(monkeypatch)

    def work(seed):
        order = list(range(len(jobs))) * 3
        random.Random(seed).shuffle(order)
        for i in order:
            np.testing.assert_array_equal(jobs[i](), expected[i])

    at_once([lambda seed=seed: work(seed) for seed in range(6)])
    assert len(generated) == count
    assert set(generated.values()) == {1}  # read from the disk by now


def double(x):
    return 2.0 * x


def triple(x):
    return 3.0 * x


HELPER, FACTOR = double, 1.0


def uses_both(x):
    return HELPER(x) * FACTOR


def test_globals_that_are_rebound_by_another_thread(monkeypatch):
    """Each call sees one of the helpers and one of the factors, and its gradient is that of what it saw."""
    done = threading.Event()

    def rebind():
        for _ in range(300):
            monkeypatch.setitem(globals(), "HELPER", triple if HELPER is double else double)
            monkeypatch.setitem(globals(), "FACTOR", 6.0 - FACTOR)
        done.set()

    slopes = set()

    def call():
        while not done.is_set():
            value, slope = value_and_grad(uses_both)(2.0)
            assert value == 2.0 * slope
            slopes.add(slope)

    at_once([rebind, call, call, call])
    assert slopes <= {2.0, 3.0, 10.0, 15.0}
    monkeypatch.setitem(globals(), "HELPER", triple)
    monkeypatch.setitem(globals(), "FACTOR", 1.0)
    assert value_and_grad(uses_both)(2.0) == (6.0, 3.0)


def test_what_changes_while_the_module_is_made_is_read_again(monkeypatch):
    """As if another thread had come between the key and the text: neither memory nor disk may keep that text."""
    generate, changes = loading._generate, iter([triple])

    def interrupted(order):
        module = generate(order)
        for helper in changes:
            monkeypatch.setitem(globals(), "HELPER", helper)
        return module

    monkeypatch.setattr(loading, "_generate", interrupted)
    assert grad(uses_both)(2.0) == 3.0
    monkeypatch.setitem(globals(), "HELPER", double)
    assert grad(uses_both)(2.0) == 2.0


FORKED = """
import os, sys, threading
from s2sad import grad, runtime

def f(x):
    return x * x

held, leave = threading.Event(), threading.Event()

def hold():
    with runtime._LOCK:
        held.set()
        leave.wait()

thread = threading.Thread(target=hold)
thread.start()
held.wait()
child = os.fork()
if child == 0:
    os._exit(0 if grad(f)(3.0) == 6.0 else 1)
status = os.waitpid(child, 0)[1]
leave.set()
thread.join()
assert grad(f)(4.0) == 8.0
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_fork_while_another_thread_generates(tmp_path):
    (tmp_path / "program.py").write_text(FORKED)
    process = subprocess.Popen([sys.executable, str(tmp_path / "program.py")], start_new_session=True)
    try:
        assert process.wait(timeout=60) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
