"""The types of results: what stand-ins tell."""

from __future__ import annotations

import pytest

from s2sad.ir import Const, Var
from s2sad.rules import REGISTRY
from s2sad.rules.typing import elementwise
from s2sad.types import Scalar, of_value


@pytest.mark.parametrize("literals", [(1.0, 1, True), (True, 1, 1.0), (0, False, 0.0)])
def test_literals_that_are_equal_have_types_of_their_own(literals):
    """``i + 1.0`` anywhere in a process must not make ``i + 1`` a float."""
    index = Var(1, Scalar("py", "int64"))
    for x in literals:
        assert elementwise(REGISTRY.by_name["add"], (index, Const(x)), (), "here") == (of_value(3 + x),)
