"""What a call did as a straight line, without loops, branches and calls: one sweep gives all adjoints.

::

    L7  w5 = mul(w3, x)         e1 = mul(y, x);  p1 = add(e1, eps1)
    L7  w5 = mul(w3, x)         e2 = mul(p1, x); p2 = add(e2, eps2)         d result / d eps1: the adjoint of e1
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from s2sad.analyse.activity import Activities
from s2sad.analyse.aliases import aliases, param_leaves
from s2sad.differentiate.derive import Deriver
from s2sad.emit.module import Part, module_text
from s2sad.entries import Entry, finished, scalar_result
from s2sad.ir import Block, Eqn, Function, Pack, Param, Program, Var, defined, substitute
from s2sad.recording import Cell, Recorder, copied
from s2sad.types import Array, Type, is_inexact, of_value


@dataclass
class StraightLine:
    """What was recorded, as a function of its inputs."""

    run: Recorder
    result: Cell
    function: Function = field(init=False)
    probed: list[Var] = field(init=False)  # active w's that no statement writes

    def __post_init__(self) -> None:
        params = [Param(f"x{i}", v, v) for i, v in enumerate(self.run.inputs)]
        self.function = Function("trace", tuple(params), Block(tuple(self.run.stmts), (self.result.arg,)))
        program = self._program(self.function)
        a = aliases(self.function, program)
        mask = tuple(is_inexact(v.type) for v in param_leaves(self.function))
        active = Activities(program).of(self.function, mask, a).active
        made = [v for s in self.run.stmts for v in defined(s)]
        self.probed = [v for v in made if v in active and is_inexact(v.type) and not a.buffer(v)]

    def _program(self, f: Function) -> Program:
        return Program({f.name: f}, itertools.count(max((v.id for v in (*_all(f), *self.run.inputs)), default=0) + 1))

    def adjoints(self) -> dict[Var, Any]:
        """The adjoint of every w, for the seed 1; nothing unless the result is a real scalar."""
        if not isinstance(self.result.arg, Var) or not scalar_result(self.function):
            return {}
        supply = itertools.count(max((v.id for v in _all(self.function)), default=0) + 1)
        probed = set(self.probed)
        new: dict[Var, Var] = {}
        params = list(self.function.params)
        zeros = list(self.run.input_values)
        stmts: list[Eqn] = []
        probes: list[Var] = []

        arg = partial(substitute, new)

        for s in self.run.stmts:
            stmts.append(replace(s, args=tuple(map(arg, s.args))))
            for v in s.outs:
                if v in probed:
                    eps = Var(next(supply), v.type if isinstance(v.type, Array) else of_value(0.0))
                    moved = Var(next(supply), v.type)
                    stmts.append(Eqn((moved,), "add", (v, eps)))
                    params.append(Param(f"eps{len(probes)}", eps, eps))
                    zeros.append(_zeros(v.type))
                    probes.append(v)
                    new[v] = moved
        f = Function("trace", tuple(params), Block(tuple(stmts), (arg(self.result.arg),)))
        found = _executed(self._program(f), f, "reverse")(*map(copied, zeros))[1]
        wanted = [v for v in self.run.inputs if is_inexact(v.type)] + probes
        return dict(zip(wanted, (found,) if len(wanted) == 1 else found, strict=True))

    def tangents(self, dots: Sequence[Any]) -> dict[Var, Any]:
        """The tangent of every w in a direction that is given for each leaf of the inputs."""
        active = [v for v in self.run.inputs if is_inexact(v.type)]
        shapes = [np.shape(x) for v, x in zip(self.run.inputs, self.run.input_values, strict=True) if v in set(active)]
        dots = [np.zeros(n) + d if n else d for n, d in zip(shapes, dots, strict=True)]
        known = dict(zip(active, dots, strict=True))
        if not self.probed:
            return known
        f = replace(self.function, body=Block(self.function.body.stmts, (Pack("tuple", tuple(self.probed)),)))
        found = _executed(self._program(f), f, "forward")(*map(copied, self.run.input_values), *dots)[1]
        return known | dict(zip(self.probed, found, strict=True))


def _executed(program: Program, f: Function, mode: str) -> Callable[..., Any]:
    """Value and gradient, or value and tangent, of a straight line as a function."""
    deriver = Deriver(program, optimise=False)
    mask = tuple(is_inexact(v.type) for v in param_leaves(f))
    made = deriver.value_and_grad(f.name, mask) if mode == "reverse" else deriver.tangent(f.name, mask)[0]
    final, parts = finished(deriver, [Entry(f, (Part(made, "One mode of a straight line."),), {})], False)
    namespace: dict[str, Any] = {}
    exec(compile(module_text(['"""A trace."""'], parts, final), "<trace>", "exec"), namespace)
    function: Callable[..., Any] = namespace[made.name]
    return function


def _all(f: Function) -> list[Var]:
    return [*(p.var for p in f.params), *(v for s in f.body.stmts for v in defined(s))]


def _zeros(t: Type) -> Any:
    if not isinstance(t, Array):
        return 0.0
    return np.zeros(tuple(1 if d.known == "1" else int(d.name) for d in t.axes or ()), t.dtype)
