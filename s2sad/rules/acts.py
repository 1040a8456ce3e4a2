"""Statements that are there for what they do: they raise or print, in the forward sweep only; no derivative."""

from __future__ import annotations

from s2sad.ir import Arg, Attrs
from s2sad.rules.registry import Rule, declare
from s2sad.types import Type


def _nothing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return ()


# fmt: off
declare("throw(values)",  "constant", _nothing, acts=True, raises=True, function=False)
declare("print(values)",  "constant", _nothing, acts=True, raises=True, function=False)
declare("unpack(x, count=0)", "constant", _nothing, acts=True, raises=True, function=False, shape_only=("x",))
# fmt: on
