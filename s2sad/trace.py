"""Every intermediate of one call: its line, operation, value, tangent and adjoint, as a table.

The typed three-address code is interpreted and each statement recorded as it runs, so that a loop gives one row an
execution, and a call the rows of its callee.  What was recorded is a straight line without loops, branches and calls;
in it every w gets a perturbation of its own, ``w' = w + eps``, and one adjoint sweep of the straight line, made by the
same rules as any derivative, gives ``d result / d eps``: the adjoint of that execution of w.

A w whose memory is written in place has no one adjoint; its place in the table is empty.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from s2sad.captured import encoded, reader
from s2sad.differentiable import Differentiable
from s2sad.errors import ArgumentError
from s2sad.ir import Arg, Function, Pack, Var
from s2sad.pipeline import read
from s2sad.recording import Recorder, Row, copied, shown_value
from s2sad.signature import spec_of
from s2sad.straight_line import StraightLine
from s2sad.targets import Target, plain
from s2sad.types import Scalar, Type, is_inexact


@dataclass(frozen=True)
class Trace:
    """The rows of one call in the order in which they ran, and its result; prints as a table.

    ``trace["w5"]`` and ``trace["u"]`` are the last row of that w or variable.
    """

    title: str
    rows: tuple[Row, ...]
    value: Any
    note: str = ""

    def __getitem__(self, name: str) -> Row:
        for wanted in (operator.attrgetter("name"), operator.attrgetter("var")):
            for row in reversed(self.rows):
                if name and wanted(row) == name:
                    return row
        raise KeyError(name)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        loops = any(row.passes for row in self.rows)
        dots = any(row.tangent is not None for row in self.rows)
        head = ["w", *["pass"] * loops, "operation", "value", *["tangent"] * dots, "adjoint", "source"]
        table = [head]
        for row in self.rows:
            passes = ".".join(map(str, row.passes))
            numbers = [shown_value(row.value), *[shown_value(row.tangent)] * dots, shown_value(row.adjoint)]
            table.append([row.name, *[passes] * loops, row.operation, *numbers, row.source])
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        right = {"value", "tangent", "adjoint"}
        lines = [
            "  ".join(c.rjust(w) if h in right else c.ljust(w) for h, c, w in zip(head, cells, widths, strict=True))
            for cells in table
        ]
        lines.insert(1, "-" * max(map(len, lines)))
        return "\n".join([self.title, "", *(line.rstrip() for line in lines), *[self.note] * bool(self.note)])


def trace(function: Any, /, *args: Any, tangent: Sequence[Any] | None = None, **kwargs: Any) -> Trace:
    """The trace of a call of a function, decorated or not.

    Args:
        function: the function; it is interpreted here, and its arguments stay as they are.
        args, kwargs: the arguments of the call.
        tangent: a direction, one item an argument (None where there is none): adds the tangents.

    Raises:
        ArgumentError: no argument is a float, or the tangent does not fit.
        UnsupportedError: the function cannot be differentiated.
    """
    plain_function, leading = plain(function)
    target = Target(plain_function, leading)
    values = list(target.bind(args, kwargs))
    names = target.parameters.names
    wrt = (function.wrt if isinstance(function, Differentiable) else None) or ()
    values = [float(v) if n in wrt and type(v) is int else v for n, v in zip(names, values, strict=True)]
    given = dict(zip(names, values, strict=True))
    of = function.of if isinstance(function, Differentiable) else ""
    program, _ = read(plain_function, {n: spec_of(v, n) for n, v in given.items()}, given, of)
    f = next(iter(program.functions.values()))
    shown = (f"{n}={shown_value(given[n])}" for n in names[len(leading) :])
    title = f"{plain_function.__qualname__}({', '.join(shown)})"
    inputs = [copied(given[p.name]) if p.name in given else _captured(f, p.name, given) for p in f.params]
    run = Recorder(program)
    result = run.entry(f, inputs)
    if not any(is_inexact(p.type) for p in run.inputs):
        raise ArgumentError("S2S503", plain_function.__qualname__, "no argument is a float", "write 2.0 for 2.")
    line = StraightLine(run, result)
    adjoints = line.adjoints()
    tangents = {} if tangent is None else line.tangents(_dots(target, f, tangent, len(args) + len(kwargs)))
    rows = []
    for row, v in zip(run.rows, run.vars, strict=True):
        rows.append(row if v is None else replace(row, adjoint=adjoints.get(v), tangent=tangents.get(v)))
    note = "" if adjoints else "no adjoints: the result is no real scalar"
    return Trace(title, tuple(rows), copied(result.value), note)


# ---------------------------------------------------------------- arguments and text


def _captured(f: Function, name: str, given: Mapping[str, Any]) -> Any:
    (place,) = [where for p, where in f.note("hidden", ()) if p.name == name]
    functions: list[Any] = []
    return copied(reader(encoded(place, functions), functions, tuple(given))(tuple(given.values())))


def _dots(target: Target, f: Function, tangent: Sequence[Any], count: int) -> list[Any]:
    """The direction as one number or array for each float leaf of the parameters."""
    title = target.parameters.function
    if not isinstance(tangent, (tuple, list)) or len(tangent) != count:
        raise ArgumentError("S2S505", title, f"the tangent is no tuple of {count}", "pass one item an argument.")
    given = dict(zip(target.parameters.names[len(target.leading) :], tangent, strict=False))
    out: list[Any] = []

    def take(arg: Arg, dot: Any) -> None:
        if isinstance(arg, Pack):
            keys = arg.keys if arg.keys is not None else range(len(arg.items))
            for key, item in zip(keys, arg.items, strict=True):
                take(item, None if dot is None else dot[key])
        elif isinstance(arg, Var) and is_inexact(arg.type):
            out.append(_dot(arg.type, dot))

    for p in f.params:
        take(p.tree, given.get(p.name))
    return out


def _dot(t: Type, dot: Any) -> Any:
    """The tangent of an input, zero where none is given."""
    if isinstance(t, Scalar):
        return 0.0 if dot is None else float(dot)
    return 0.0 if dot is None else np.array(dot, dtype=float)
