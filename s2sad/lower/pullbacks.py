"""``vjp`` inside the function: a value, and a pullback that is called with a seed.

A pullback is the adjoint of a call with its arguments as they were: copies of the arrays among them are made where
``vjp`` stands, and go again where nothing writes them.  Calling it runs both sweeps with the seed as a parameter, so no
tape is alive in between, and what stands in the program can be differentiated in turn like any function::

    y, pull = vjp(wave, q)              y = wave(q)
    (q_bar,) = pull(2.0)                q_bar = wave_vjp(q, 2.0)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NoReturn

from s2sad import api
from s2sad.analyse.aliases import result_leaves, written_params
from s2sad.dataclass import dataclass
from s2sad.differentiate.derive import Deriver, made_in_reverse
from s2sad.gradients import gradients_type
from s2sad.ir import Arg, Const, Function, Pack, Program, Var, map_arg, type_of
from s2sad.lower.callee_calls import Prepared, emit_call
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.derivatives import (
    by_parameter,
    called,
    check_repeatable,
    item_of,
    leaf_types,
    mask_of,
    of_their_classes,
    program_of,
    refuse,
    registered,
    taken,
)
from s2sad.lower.emitting import emit, force
from s2sad.lower.frame import Frame
from s2sad.lower.handing import Received, holds_same
from s2sad.lower.heap import anew
from s2sad.lower.meanings import BUILTINS, OF_KIND
from s2sad.lower.operations import binary
from s2sad.lower.own_memory import apart, copy_of_array
from s2sad.lower.pushforwards import alike, fitted
from s2sad.types import Array, Scalar, Type, is_inexact


@dataclass(frozen=True, eq=False)
class Pulled:
    """What a pullback is of: a call, whose operands are the items of the structure, and by which parameters."""

    frame: Frame
    call: Prepared
    program: Program
    value: Arg  # as the call has given it
    places: tuple[tuple[str, int | None], ...]  # the primals: their parameters, and the item of ``*rest``
    chosen: tuple[str, ...]
    names: tuple[str, ...] = ()  # of all parameters, where what it gives has them

    @property
    def function(self) -> Function:
        """The callee, with all that it calls inside."""
        return self.program.functions[self.call.name]


def lower_vjp(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``vjp(f, *primals)``: the value, and the pullback."""
    if not args or kwargs:
        refuse(frame, node, "vjp with keywords or without a function", "it takes a function and its arguments.", "vjp")
    found = called(frame, node, args[0], args[1:], {}, again=True)
    if found is None:
        return BOTTOM
    call, places = found
    program = program_of(frame, node, call)
    if program is None:
        return BOTTOM
    f = program.functions[call.name]
    given = dict.fromkeys(name for name, _ in places[: len(args) - 1])
    chosen = tuple(n for n in given if any(map(is_inexact, leaf_types(call.specs[n]))))
    if not chosen:
        refuse(frame, node, "a pullback to nothing", "no argument holds a float.", "pass floats.")
    if any(map(holds_same, [f.body.yields[0], *call.values.values()])):
        refuse(frame, node, "a vjp that is handed a list twice, or returns it", "it is no copy.", "use copies.")
    check_repeatable(frame, node, program, f, "a pullback")
    kept = replace(call, operands=tuple([map_arg(lambda v: copy_of_array(frame, node, v), x) for x in call.operands]))
    name = call.name
    if written_params(f, program):
        unchanged = Deriver(Program(dict(program.functions), program.supply), True, final=False).protected(name)
        name, f = registered(frame, replace(unchanged, name=f"{name}_value"), ("value", call.key)), unchanged
    value = emit_call(frame, node, call, name, f.body.yields[0])
    value = apart(frame, node, f, program, f.body.yields[0], value, ())
    pulled = Pulled(frame, kept, program, value, tuple(places[: len(args) - 1]), chosen)
    handed = Received(frame, node, call.handed, frame.env).value(value)
    return Pack("tuple", (handed, Pack("pullback", kept.operands, None, pulled)))


def call_pullback(frame: Frame, node: ast.AST, pullback: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``pull(seed)``: a tuple, one gradient a primal; None where there is none."""
    assert isinstance(pullback, Pack)
    pulled = pullback.of
    assert isinstance(pulled, Pulled)
    if len(args) != 1 or kwargs:
        refuse(frame, node, "a pullback of several seeds", "it takes one, like the result.", "pass one tuple.")
    if pulled.frame is not frame:
        why = "what it holds is known in the function that made it."
        refuse(frame, node, "a pullback in another function than that which made it", why, "hand on what it gives.")
    f = pulled.function
    seeds: dict[Var, Arg] = {}
    for leaf, mine, seed in _pairs(frame, node, f.body.yields[0], pulled.value, force(frame, args[0], node)):
        one = _conformed(frame, node, mine, seed)
        seeds[leaf] = binary(frame, node, "add", seeds[leaf], one) if leaf in seeds else one
    if any(s is BOTTOM for s in seeds.values()):
        return BOTTOM
    leaves = result_leaves(f)
    given = [_parameter_type(v, seeds[v]) if v in seeds else None for v in leaves]
    mask = mask_of(f, pulled.call, pulled.chosen)
    key = ("vjp", pulled.call.key, pulled.chosen, tuple(given))
    make = partial(Deriver.pullback, name=f.name, mask=mask, given=given)
    made, deriver = made_in_reverse(pulled.program, f.name, make, True, taken(frame, key))
    name, call = registered(frame, made, key, deriver), replace(pulled.call, operands=pullback.items)
    tree = anew(emit_call(frame, node, call, name, made.body.yields[0], [seeds[v] for v in leaves if v in seeds]))
    grads = of_their_classes(frame, node, pulled.call, by_parameter(f, pulled.call, mask, tree))
    if pulled.names:
        named = tuple(grads[n] if n in pulled.chosen else Const(None) for n in pulled.names)
        return Pack("tuple", named, None, gradients_type(pulled.names))
    return Pack("tuple", tuple(item_of(grads[n], i) if n in pulled.chosen else Const(None) for n, i in pulled.places))


def _pairs(frame: Frame, node: ast.AST, result: Arg, mine: Arg, seed: Arg) -> Iterator[tuple[Var, Arg, Arg]]:
    """The numbers of a result that have adjoints, as the callee and the caller have them, each with its seed."""
    if isinstance(result, Pack):
        if not isinstance(seed, Pack) or len(seed.items) != len(result.items):
            _refuse_seed(frame, node, type_of(seed), type_of(mine))
        assert isinstance(mine, Pack)
        for r, m, s in zip(result.items, mine.items, seed.items, strict=True):
            yield from _pairs(frame, node, r, m, s)
    elif isinstance(result, Var) and is_inexact(result.type):
        yield result, mine, seed


def _refuse_seed(frame: Frame, node: ast.AST, seed: Type, result: Type) -> NoReturn:
    why = f"it belongs to {result}, and has to be like it."
    refuse(frame, node, f"a seed of type {seed}", why, "make it of the value: np.ones_like(y).")


def _conformed(frame: Frame, node: ast.AST, mine: Arg, seed: Arg) -> Arg:
    t, wanted = type_of(seed), type_of(mine)
    if isinstance(seed, Const) and type(seed.value) in (int, float) and isinstance(wanted, Scalar):
        return Const(float(seed.value))
    if not alike(t, wanted) or (isinstance(t, Array) and isinstance(wanted, Array) and t.dtype != wanted.dtype):
        _refuse_seed(frame, node, t, wanted)
    return fitted(frame, node, seed, mine) if is_inexact(t) else emit(frame, node, "float", (seed,))


def _parameter_type(leaf: Var, seed: Arg) -> Type:
    t = type_of(seed)
    return Scalar(t.kind, t.dtype) if isinstance(t, Scalar) else leaf.type


BUILTINS[id(api.vjp)] = lower_vjp
OF_KIND["pullback"] = call_pullback
