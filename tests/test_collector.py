"""The garbage collector while modules are made: off, and afterwards as it was."""

import gc
import os
import threading

import pytest

from s2sad import collector, grad, loading


@pytest.fixture(autouse=True)
def _as_it_was():
    on = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if on else gc.disable)()


def square(x):
    return x * x


def test_it_waits_while_a_module_is_made(monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE", "0")
    monkeypatch.setattr(loading, "_memory", type(loading._memory)())
    seen, generate = [], loading._generate

    def watched(order):
        seen.append(gc.isenabled())
        return generate(order)

    monkeypatch.setattr(loading, "_generate", watched)
    assert grad(square)(3.0) == 6.0
    assert seen == [False]
    assert gc.isenabled()


def test_an_exception_switches_it_on_again():
    def fails():
        with collector.waits():
            raise KeyError(gc.isenabled())

    with pytest.raises(KeyError, match="False"):
        fails()
    assert gc.isenabled()


def test_what_the_user_has_switched_off_stays_off():
    gc.disable()
    with collector.waits():
        pass
    assert not gc.isenabled()


def test_the_last_one_out_switches_it_on():
    inside, leave = threading.Event(), threading.Event()

    def other():
        with collector.waits():
            inside.set()
            leave.wait(60)

    thread = threading.Thread(target=other)
    with collector.waits():
        thread.start()
        assert inside.wait(60)
        with collector.waits():
            pass
        assert not gc.isenabled()
    assert not gc.isenabled()
    leave.set()
    thread.join(60)
    assert gc.isenabled()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_fork_is_not_left_without_it():
    with collector.waits():
        child = os.fork()
        if child == 0:
            os._exit(0 if gc.isenabled() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert gc.isenabled()
