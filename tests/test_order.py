"""Texts do not depend on the order of sets of w's, which is another one in each process."""

import numpy as np
import pytest

from s2sad.ir import Var
from tests import programs_handed, programs_models
from tests.driver import Derived, fresh

PROGRAMS = {
    n: (p.function, p.calls[0], p.wrt)
    for module in (programs_handed, programs_models)
    for n, p in module.PROGRAMS.items()
    if not p.refused
}


def several_on_the_tape(x, n):
    """Results that the tape holds as well: each is copied for the caller."""
    a, b, c = np.sin(x), np.cos(x), np.exp(x)
    for _ in range(n):
        a, b, c = a * b, b * c, c * a
    return a, b, c


PROGRAMS["several_on_the_tape"] = (several_on_the_tape, (np.array([0.5, 1.0]), 3), ("x",))


def texts(function, args, wrt):
    """The texts of derivatives, and of the tangent of a tangent."""
    for options in ({}, {"chain": ("tangent",), "modes": ("forward",)}):
        yield Derived(function, fresh(args), wrt, **options).module.text


@pytest.mark.parametrize("name", PROGRAMS)
def test_same_text_whatever_the_order_of_sets(name, monkeypatch):
    found = list(texts(*PROGRAMS[name]))
    monkeypatch.setattr(Var, "__hash__", lambda self: (self.id + 1) * 0x9E3779B97F4A7C15 >> 7 & 0xFFFFFFFF)
    assert list(texts(*PROGRAMS[name])) == found
