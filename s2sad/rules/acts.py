"""Statements that are there for what they do: they raise, catch or print, in the forward sweep only; no derivative.

``completed`` ends what a ``try`` stands around; what follows it in the block is the ``else`` of the ``try``.
``caught`` is the exception, where it is read.  ``bound`` stands where a name is read that may have no value: reading
it raises, whatever becomes of what is read.
"""

from __future__ import annotations

from s2sad.ir import Arg, Attrs
from s2sad.rules.registry import Rule, declare
from s2sad.types import EXCEPTION, Type


def _nothing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return ()


def _exception(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (EXCEPTION,)


# fmt: off
declare("throw(values)", "constant", _nothing, acts=True, raises=True, function=False)
declare("completed()",    "constant", _nothing, function=False)
declare("bound(x)",       "constant", _nothing, function=False)
declare("caught()",       "constant", _exception, function=False, memory="none")
declare("print(values)",  "constant", _nothing, acts=True, raises=True, function=False)
declare("unpack(x, count=0, more=False)", "constant", _nothing, acts=True, raises=True, function=False,
        shape_only=("x",))
# fmt: on
