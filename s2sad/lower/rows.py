"""Rows: tuples of which only the run knows the length, as lists that nobody changes (`s2sad.lower.transposing`)."""

from __future__ import annotations

from s2sad.ir import Arg, Pack
from s2sad.lower.conflicts import BOTTOM

ROW = "row"


def row(items: Arg) -> Arg:
    """A tuple of the items of a list that exists at run time and is this tuple's own."""
    return BOTTOM if items is BOTTOM else Pack(ROW, (items,))


def is_row(value: Arg) -> bool:
    """Whether a value is a tuple of run-time length."""
    return isinstance(value, Pack) and value.kind == ROW


def opened(value: Arg) -> Arg:
    """The list of a row, for what tells no lists from tuples; any other value itself."""
    return value.items[0] if isinstance(value, Pack) and value.kind == ROW else value
