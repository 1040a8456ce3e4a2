"""Every intermediate of one call: its line, operation, value, tangent and adjoint, as a table.

The typed three-address code is interpreted and each statement recorded as it runs, so that a loop gives one row an
execution, and a call the rows of its callee.  What was recorded is a straight line without loops, branches and calls;
in it every w gets a perturbation of its own, ``w' = w + eps``, and one adjoint sweep of the straight line, made by the
same rules as any derivative, gives ``d result / d eps``: the adjoint of that execution of w.

A w whose memory is written in place has no one adjoint; its place in the table is empty.
"""

from __future__ import annotations

import ast
import itertools
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import CodeType
from typing import Any

import numpy as np

from s2sad.analyse.activity import Activities
from s2sad.analyse.aliases import aliases, param_leaves, result_leaves
from s2sad.captured import encoded, reader
from s2sad.differentiable import Differentiable
from s2sad.differentiate.derive import Deriver
from s2sad.emit.expressions import operand, subscript
from s2sad.emit.expressions import value as emitted
from s2sad.emit.module import Part, module_text
from s2sad.emit.printing import expression
from s2sad.errors import ArgumentError
from s2sad.exceptions import found
from s2sad.ir import (
    UNDEF,
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    If,
    Loop,
    Pack,
    Param,
    Program,
    Var,
    defined,
    leaves,
    map_arg,
    protected,
    substitute,
)
from s2sad.pipeline import Entry, finished, read, scalar_result
from s2sad.rules import REGISTRY
from s2sad.rules.registry import scope
from s2sad.signature import spec_of
from s2sad.targets import Target, plain
from s2sad.types import Array, Scalar, Struct, Type, is_inexact, of_value

_MOST_ROWS = 20_000
_IN_PLACE: Mapping[str, Callable[[Any, Any], Any]] = {
    "add": operator.iadd,
    "sub": operator.isub,
    "mul": operator.imul,
    "truediv": operator.itruediv,
    "pow": operator.ipow,
}
_SIGNS = {"add": "+=", "sub": "-=", "mul": "*=", "truediv": "/=", "pow": "**="}


@dataclass(frozen=True)
class Row:
    """One execution of one w.

    ``name`` is ``w5``, in a callee ``g.w5``, and empty for a statement that writes memory; ``var`` is the variable of
    the source that it is assigned to. ``line`` counts from the ``def``; ``passes`` numbers the passes through the loops
    around it, outermost first. ``tangent`` and ``adjoint`` are None where there is none.
    """

    name: str
    var: str
    line: int
    source: str
    operation: str
    value: Any
    tangent: Any = None
    adjoint: Any = None
    passes: tuple[int, ...] = ()


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
            numbers = [_shown(row.value), *[_shown(row.tangent)] * dots, _shown(row.adjoint)]
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
    shown = (f"{n}={_shown(given[n])}" for n in names[len(leading) :])
    title = f"{plain_function.__qualname__}({', '.join(shown)})"
    inputs = [_copied(given[p.name]) if p.name in given else _captured(f, p.name, given) for p in f.params]
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
    return Trace(title, tuple(rows), _copied(result.value), note)


# ---------------------------------------------------------------- recording


@dataclass(frozen=True)
class Cell:
    """What a w stands for while it is alive: its value, its operand in the straight line, and how it is shown."""

    value: Any
    arg: Arg
    shown: ast.expr


Env = dict[Var, Cell]
_NOTHING = Cell(None, Const(None), ast.Constant(None))  # a name that a path left undefined


class Recorder:
    """Runs the three-address code and keeps each statement as it ran."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.supply = itertools.count(1)
        self.rows: list[Row] = []
        self.vars: list[Var | None] = []  # the w of the straight line that a row is
        self.stmts: list[Eqn] = []
        self.inputs: list[Var] = []
        self.input_values: list[Any] = []
        self.codes: dict[int, tuple[Eqn, CodeType]] = {}
        self.passes: tuple[int, ...] = ()
        self.calls: list[Function] = []
        self.caught: list[BaseException] = []

    def entry(self, f: Function, values: Sequence[Any]) -> Cell:
        """Run the function that is traced; its result."""
        env: Env = {}
        self.calls.append(f)
        for p, value in zip(f.params, values, strict=True):
            env[p.var] = cell = Cell(value, self._input(value), ast.Name(p.name, ast.Load()))
            if isinstance(cell.arg, (Var, Const)) and not isinstance(p.var.type, Struct):
                self._row(p.var, p.name, ast.Name(p.name, ast.Load()), cell, 1, f"w{p.var.id}")
        self._block(f.body, env)
        return self._cell(f.body.yields[0], env)

    def _input(self, value: Any) -> Arg:
        if isinstance(value, (tuple, list)):
            return Pack("tuple" if isinstance(value, tuple) else "list", tuple(map(self._input, value)))
        if isinstance(value, dict):
            return Pack("dict", tuple(map(self._input, value.values())), tuple(value))
        if not isinstance(value, np.ndarray) and not is_inexact(of_value(value)):
            return Const(value)
        v = Var(next(self.supply), of_value(value))
        self.inputs.append(v)
        self.input_values.append(_copied(value))
        return v

    # -------------------------------------------------------- operands

    def _cell(self, arg: Arg, env: Env) -> Cell:
        def inside(v: Var) -> Arg:
            return env[v].arg

        return Cell(self._value(arg, env), map_arg(inside, arg), operand(arg, lambda v: env[v].shown))

    def _value(self, arg: Arg, env: Env) -> Any:
        if isinstance(arg, Var):
            return env[arg].value
        if isinstance(arg, Const):
            return arg.value
        items = [self._value(i, env) for i in arg.items]
        if arg.kind == "format":
            return items[0].format(*items[1:]) if items[0] is not None else items[1] % items[2]
        if arg.keys is not None:
            return dict(zip(arg.keys, items, strict=True))
        return slice(*items) if arg.kind == "slice" else tuple(items) if arg.kind == "tuple" else items

    def _taken(self, cond: Arg, env: Env) -> bool:
        if isinstance(cond, Pack) and cond.kind == "caught":
            assert isinstance(cond.of, tuple)
            return isinstance(self.caught[-1], tuple(map(found, cond.of)))  # type: ignore[arg-type]
        return self._truth(cond, env)

    def _truth(self, arg: Arg, env: Env) -> bool:
        return bool(self._value(arg, env))

    # -------------------------------------------------------- statements

    def _block(self, block: Block, env: Env) -> None:
        for s in block.stmts:
            if isinstance(s, If) and isinstance(s.cond, Pack) and s.cond.kind == "try":
                self._attempt(s, s.cond.of, env)
            elif isinstance(s, If):
                arm = s.then if self._taken(s.cond, env) else s.orelse
                self._block(arm, env)
                self._bind(s.outs, arm.yields, env)
            elif isinstance(s, Loop):
                self._loop(s, env)
            elif s.op == "call":
                self._call(s, env)
            elif s.op == "field":
                self._field(s, env)
            elif s.op in ("store", "update"):
                self._write(s, env)
            elif (REGISTRY.by_name[s.op].acts and not s.outs) or s.op in ("caught", "completed"):
                self._act(s, env)
            else:
                self._eqn(s, env)

    def _attempt(self, s: If, handled: Any, env: Env) -> None:
        """A ``try``: its first arm, or the handler of what that raised."""
        classes = tuple(found(n) for names in handled for n in names)
        arm, depth = s.then, (self.passes, len(self.calls))
        kept, rest = protected(s.then)
        try:
            self._block(Block(kept), env)
        except classes as e:  # type: ignore[misc]
            self.passes = depth[0]
            del self.calls[depth[1] :]
            self.caught.append(e)
            self._block(arm := s.orelse, env)
            self.caught.pop()
        else:
            self._block(Block(rest), env)
        self._bind(s.outs, arm.yields, env)

    def _bind(self, targets: Sequence[Var], args: Sequence[Arg], env: Env) -> None:
        cells = [self._cell(a, env) if a is not UNDEF else _NOTHING for a in args]
        env.update(zip(targets, cells, strict=True))

    def _loop(self, s: Loop, env: Env) -> None:
        self._bind(s.params, s.inits, env)
        outer, count, shift = self.passes, 0, int(s.until)
        indices: Iterator[int | None] = itertools.repeat(None)
        if s.bounds is not None:
            indices = iter(range(*(self._value(b, env) for b in s.bounds)))
        for index in indices:
            self.passes = (*outer, count)
            if s.test is not None:
                self._block(s.test, env)
                if not self._truth(s.test.yields[0], env):
                    break
            if s.index is not None:
                env[s.index] = Cell(index, Const(index), ast.Constant(index))
            count += 1
            self._block(s.body, env)
            stop = bool(shift) and self._truth(s.body.yields[0], env)
            self._bind(s.params, s.body.yields[shift:], env)
            if stop:
                break
        self.passes = outer
        self._bind(s.outs, s.params, env)
        if s.count is not None:
            env[s.count] = Cell(count, Const(count), ast.Constant(count))

    def _call(self, s: Eqn, env: Env) -> None:
        callee = self.program.functions[s.attr("function")]
        inner = {p.var: self._cell(a, env) for p, a in zip(callee.params, s.args, strict=True)}
        self.calls.append(callee)
        self._block(callee.body, inner)
        self.calls.pop()
        for out, leaf in zip(s.outs, result_leaves(callee), strict=False):
            env[out] = inner[leaf]

    def _field(self, s: Eqn, env: Env) -> None:
        base, key = env[s.args[0]], s.args[1]  # type: ignore[index]
        assert isinstance(key, Const)
        assert isinstance(base.arg, Pack)
        at = base.arg.keys.index(key.value) if base.arg.keys is not None else key.value
        shown = subscript(base.shown, key, lambda v: env[v].shown)
        cell = Cell(base.value[key.value], base.arg.items[at], shown)
        env[s.outs[0]] = cell
        if len(self.calls) == 1 and not isinstance(cell.arg, Pack):
            self._row(s.outs[0], expression(shown), shown, cell, 1, f"w{s.outs[0].id}")

    def _act(self, s: Eqn, env: Env) -> None:
        """What raises or prints does so; it is no row."""
        if s.op == "caught":
            env[s.outs[0]] = Cell(self.caught[-1], Const(None), ast.Name("exception", ast.Load()))
        elif s.op == "print":
            words: Any = dict(s.attrs)
            print(*(self._value(x, env) for x in _items(s.args[0])), **words)
        elif s.op == "unpack":
            count, found = s.attr("count"), len(list(self._value(s.args[0], env)))
            if found < count or (found > count and "more" not in dict(s.attrs)):
                raise ValueError(f"{count} values to unpack are expected")
        elif s.op == "throw":
            parts = zip(s.attr("exceptions"), _items(s.args[0]), strict=True)
            made = [self._raised(name, words, x, env) for (name, words), x in parts]
            if len(made) == 1:
                raise made[0]
            raise made[0] from made[1]

    def _raised(self, name: str, keywords: tuple[str, ...], values: Arg, env: Env) -> Any:
        args = [self._value(x, env) for x in _items(values)]
        plain = len(args) - len(keywords)
        if name:
            return found(name)(*args[:plain], **dict(zip(keywords, args[plain:], strict=True)))  # type: ignore[operator]
        return args[0] if args else self.caught[-1]

    def _write(self, s: Eqn, env: Env) -> None:
        base = self._value(s.args[0], env)
        target = operand(s.args[0], lambda v: env[v].shown)
        if s.op == "store":
            index, new = self._value(s.args[1], env), self._value(s.args[2], env)
            target, sign, value = subscript(target, s.args[1], lambda v: env[v].shown), "=", s.args[2]
            base[index] = new
        else:
            index, sign, value = ..., _SIGNS[s.attr("by")], s.args[1]
            _IN_PLACE[s.attr("by")](base, self._value(value, env))
        self.stmts.append(replace(s, args=tuple(self._cell(a, env).arg for a in s.args), of=None))
        text = f"{expression(target)} {sign} {expression(operand(value, lambda v: env[v].shown))}"
        self._add(Row("", s.loc.var, s.loc.line, self._source(s.loc.line), text, _copied(base[index])), None)

    def _eqn(self, s: Eqn, env: Env) -> None:
        names = scope(REGISTRY.by_name[s.op])
        made = eval(self._code(s), {**names, **{f"w{v.id}": env[v].value for a in s.args for v in leaves(a)}})
        results = (made,) if len(s.outs) == 1 else made
        outs = []
        shown = emitted(s, lambda v: env[v].shown)
        for out, value in zip(s.outs, results, strict=True):
            number = isinstance(out.type, (Scalar, Array))
            fixed = number and not isinstance(value, np.ndarray) and not is_inexact(of_value(value))
            v = Var(next(self.supply), of_value(value) if number else out.type)
            outs.append(v)
            name = self._name(out)
            env[out] = Cell(value, Const(value) if fixed else v, ast.Name(name, ast.Load()))
            if number:
                self._row(out, s.loc.var, shown, env[out], s.loc.line, name)
        if REGISTRY.by_name[s.op].acts:  # it is not to act once more: what it gave is a constant
            (x,) = results
            self.stmts.append(Eqn(tuple(outs), "np.array" if isinstance(x, np.ndarray) else "held", (_literal(x),)))
            return
        args = tuple(self._cell(a, env).arg for a in s.args)
        self.stmts.append(Eqn(tuple(outs), s.op, args, s.attrs, s.loc))

    def _code(self, s: Eqn) -> CodeType:
        if id(s) not in self.codes:
            node = ast.Expression(emitted(s, lambda v: ast.Name(f"w{v.id}", ast.Load())))
            self.codes[id(s)] = (s, compile(ast.fix_missing_locations(node), "<trace>", "eval"))
        return self.codes[id(s)][1]

    # -------------------------------------------------------- rows

    def _name(self, v: Var) -> str:
        return f"w{v.id}" if len(self.calls) == 1 else f"{self.calls[-1].name}.w{v.id}"

    def _row(self, out: Var, var: str, shown: ast.expr, cell: Cell, line: int, name: str) -> None:
        text = f"{name} = {expression(shown)}"
        row = Row(name, var, line, self._source(line), text, _copied(cell.value), passes=self.passes)
        self._add(row, cell.arg if isinstance(cell.arg, Var) else None)

    def _add(self, row: Row, v: Var | None) -> None:
        if len(self.rows) == _MOST_ROWS:
            raise ArgumentError(
                "S2S507",
                self.calls[0].note("source").qualname,
                f"a trace of more than {_MOST_ROWS} steps",
                "trace a smaller case: fewer iterations.",
            )
        self.rows.append(replace(row, passes=self.passes))
        self.vars.append(v)

    def _source(self, line: int) -> str:
        source = self.calls[-1].note("source")
        lines = source.text.splitlines()
        where = f"L{line}" if len(self.calls) == 1 else f"{source.name} L{line}"
        return f"{where}: {lines[line - 1].strip()}" if 0 < line <= len(lines) else ""


def _literal(value: Any) -> Arg:
    """An array as lists of numbers."""
    if isinstance(value, (np.ndarray, list)):
        return Pack("list", tuple(map(_literal, value.tolist() if isinstance(value, np.ndarray) else value)))
    return Const(value)


def _items(arg: Arg) -> tuple[Arg, ...]:
    assert isinstance(arg, Pack)
    return arg.items


# ---------------------------------------------------------------- derivatives of the straight line


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
        found = _executed(self._program(f), f, "reverse")(*map(_copied, zeros))[1]
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
        found = _executed(self._program(f), f, "forward")(*map(_copied, self.run.input_values), *dots)[1]
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


# ---------------------------------------------------------------- arguments and text


def _captured(f: Function, name: str, given: Mapping[str, Any]) -> Any:
    (place,) = [where for p, where in f.note("hidden", ()) if p.name == name]
    functions: list[Any] = []
    return _copied(reader(encoded(place, functions), functions, tuple(given))(tuple(given.values())))


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


def _copied(value: Any) -> Any:
    """The value in memory of its own."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (tuple, list)) and type(value) in (tuple, list):
        return type(value)(map(_copied, value))
    return {k: _copied(v) for k, v in value.items()} if type(value) is dict else value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=4, threshold=6, edgeitems=2, separator=", ").replace("\n", "")
        return text if len(text) <= 40 else f"array{value.shape}"
    return repr(value)
