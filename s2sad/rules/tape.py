"""The operations of the tape, and calls of functions that stand beside the caller.

The forward sweep pushes, the adjoint sweep pops in reverse order; what runs in the same order pops of a tape that is
turned round.  The tape of tangents follows the tape; in the adjoint of an adjoint the order turns round once more: what
was popped is pushed on the tape's own shadow, what was pushed is popped from it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Eqn, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.types import INT, Tape, Type


def _popped(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    assert isinstance(t, Tape)
    return (t.item,)


def _given(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return ()


def _push_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    tape, value = eqn.args
    if adj.wants(value) and adj.filled(tape):
        adj.add(value, adj.b.op("pop", adj.shadow(tape)), adj.pop_mark(tape))


def _push_jvp(tan: Any, eqn: Eqn) -> None:
    tape, value = eqn.args
    if tan.active(tape):
        tan.b.effect("push", tan.shadow(tape), tan.full(value))


def _pop_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    adj.b.effect("push", adj.shadow(eqn.args[0]), adj.full(g, eqn.outs[0]))
    adj.push_mark(eqn.args[0], eqn.outs[0], g)


def _pop_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.op("pop", tan.shadow(eqn.args[0]), hint=tan.hint(eqn))


def zeros_of(tape):  # type: ignore[no-untyped-def]
    """Zeros in the structure of what a forward sweep recorded."""
    if isinstance(tape, (list, tuple)):
        return type(tape)(zeros_of(item) for item in tape)  # type: ignore[no-untyped-call]
    return np.zeros_like(tape) if isinstance(tape, np.ndarray) else 0.0


NAMESPACE["zeros_of"] = zeros_of


def _same(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (type_of(args[0]),)


def _size(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT,)


def _cut_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    """What was pushed before an exception was thrown away unread: nothing flows to it."""


def _cut_jvp(tan: Any, eqn: Eqn) -> None:
    tape, size = eqn.args
    if tan.active(tape):
        tan.b.effect("tape_cut", tan.shadow(tape), size)


def _tape_copy_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    tape, out = eqn.args[0], eqn.outs[0]
    if out in adj.given and tape in adj.given:
        return  # the forward sweep made the shadows of both, which hold the same shadows
    if adj.filled(out):
        adj.home(tape).shadows[tape] = adj.home(out).shadows.pop(out)
        adj.share_marks(tape, out)


# fmt: off
declare("tape()",             "constant", _given)
declare("push(tape, value)",  "linear",   _given,  function=False, writes=(0,), vjp=_push_vjp, jvp=_push_jvp)
declare("pop(tape)",          "linear",   _popped, function=False, writes=(0,), memory="none",
        vjp=_pop_vjp, jvp=_pop_jvp)
declare("tape_size: len(tape)", "constant", _size)
declare("tape_cut(tape, size)", "linear", _given,  function=False, writes=(0,), vjp=_cut_vjp, jvp=_cut_jvp)
declare("tape_copy: list(tape)", "linear", _given, memory="none", vjp=_tape_copy_vjp)
declare("tape_turned: tape[::-1]", "linear", _same, memory="none")
declare("zeros_of(tape)",     "constant", _same,   helper="zeros_of")
declare("pack()",             "linear",   _given,  function=False, memory="none")
declare("call()",             "linear",   _given,  function=False, raises=True)
declare("seam()",             "constant", _given,  function=False)
# fmt: on
