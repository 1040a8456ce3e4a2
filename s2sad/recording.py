"""The three-address code of one call, interpreted: a row for each statement that runs.

::

    for i in range(2):          L7  w5 = mul(w3, x)     1st time    6.0
        y = y * x               L7  w5 = mul(w3, x)     2nd time    18.0
"""

from __future__ import annotations

import ast
import itertools
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import CodeType
from typing import Any

import numpy as np

from s2sad.analyse.aliases import result_leaves
from s2sad.emit.expressions import operand, subscript
from s2sad.emit.expressions import value as emitted
from s2sad.emit.printing import expression
from s2sad.errors import ArgumentError
from s2sad.exceptions import found
from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, Function, If, Loop, Pack, Program, Var, leaves, map_arg, protected
from s2sad.rules import REGISTRY
from s2sad.rules.registry import scope
from s2sad.telling import function_of, way_of
from s2sad.types import Array, Scalar, Struct, is_inexact, of_value

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
        self.input_values.append(copied(value))
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
            by, words = way_of(s)
            function_of(by)(*(self._value(x, env) for x in _items(s.args[0])), **words)
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
        self._add(Row("", s.loc.var, s.loc.line, self._source(s.loc.line), text, copied(base[index])), None)

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
        row = Row(name, var, line, self._source(line), text, copied(cell.value), passes=self.passes)
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


def copied(value: Any) -> Any:
    """The value in memory of its own."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (tuple, list)) and type(value) in (tuple, list):
        return type(value)(map(copied, value))
    return {k: copied(v) for k, v in value.items()} if type(value) is dict else value


def shown_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=4, threshold=6, edgeitems=2, separator=", ").replace("\n", "")
        return text if len(text) <= 40 else f"array{value.shape}"
    return repr(value)
