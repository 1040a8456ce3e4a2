"""Rows of the clocks of Python's ``time``: each is read once, in the forward sweep; what it says is a constant."""

from __future__ import annotations

import time  # noqa: F401  (the rows name it)

from s2sad.ir import Arg, Attrs
from s2sad.rules.registry import Rule, declare
from s2sad.types import FLOAT, INT, Type


def _seconds(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (FLOAT,)


def _nanoseconds(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT,)


for _clock in ("time", "perf_counter", "monotonic", "process_time", "thread_time"):
    declare(f"time.{_clock}()", "constant", _seconds, acts=True, modules=("time",))
    declare(f"time.{_clock}_ns()", "constant", _nanoseconds, acts=True, modules=("time",))
