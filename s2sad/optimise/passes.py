"""The simplifications of derivatives: what is done once the tape is planned, in this order."""

from __future__ import annotations

from collections.abc import Callable

from s2sad.ir import Function, Program
from s2sad.optimise.copies import drop_copies
from s2sad.optimise.cse import merge_repeated
from s2sad.optimise.literals import literals_first
from s2sad.optimise.loops import count_only
from s2sad.optimise.self_stores import drop_self_stores
from s2sad.optimise.sink import sink_carried
from s2sad.optimise.stores import assign_first, assign_whole_first, drop_stores, update_in_place
from s2sad.verify import checked

Simplification = Callable[[Function, Program], Function]

ALWAYS: tuple[Simplification, ...] = (
    count_only,
    literals_first,
    merge_repeated,
)

# A copy keeps a value apart from a buffer; only when nothing is derived any more may it go.
BEFORE_TEXT: tuple[Simplification, ...] = (
    assign_whole_first,
    drop_copies,
    assign_first,
    drop_self_stores,
    drop_stores,
    update_in_place,
    sink_carried,
)

SIMPLIFICATIONS = ALWAYS + BEFORE_TEXT


def simplified(f: Function, program: Program, final: bool) -> Function:
    """A derivative, simplified; ``final`` says that its text is made next, and not another derivative."""
    for simplification in SIMPLIFICATIONS if final else ALWAYS:
        f = checked(simplification(f, program), simplification.__name__)
    return f
