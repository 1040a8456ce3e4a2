"""How a rule is declared: one row per call signature, derivatives as Python expressions.

::

    elementwise("np.tanh(x)", x="g * (1.0 - out * out)")
    linear("np.sum(x, axis=None, keepdims=False)", x="g if keepdims or axis is None else np.expand_dims(g, axis)")

The first text is the call as it is printed; its positional names are the operands, its
keywords are static and have their defaults.  A derivative is an expression in ``g``, the
operands, ``out`` and the statics, and is linear in ``g``.  For an elementwise row it
serves both modes: ``g`` is the adjoint of the result, or the tangent of the operand.  A
linear row gives the transpose only; its tangent is the row itself.  A row of the third kind
gives the tangent of the result, ``d`` being that of the operand; the adjoint is found from
it (`s2sad.rules.transpose`), unless an option ``x_bar`` gives it::

    tangent("np.linalg.inv(x)", x="-(out @ d @ out)")

What the expression names is what has to be remembered; nothing else is.

A function with several results names them, and has a tangent for each (`s2sad.rules.results`)::

    several("np.linalg.eigh(x)", ("w", "v"), w_by_x="np.sum(v * (d @ v), axis=-2)",
            v_by_x="v @ (gaps(w) * (v.mT @ d @ v))")

Expressions are parsed and their names checked when the row is registered.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import importlib
import math
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import field, fields
from typing import Any, Literal

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Attrs
from s2sad.origin import version_of
from s2sad.source_text import file_bytes
from s2sad.types import Type

Memory = Literal["fresh", "view", "maybe", "none"]
Typing = Callable[["Rule", tuple[Arg, ...], Attrs, str], tuple[Type, ...]]
Derivative = ast.expr | Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Rule:
    """One operation: how it prints, what it makes, what it does to memory, how it is differentiated."""

    name: str
    call: ast.expr
    operands: tuple[str, ...]
    statics: Mapping[str, object]
    typing: Typing
    kind: Literal["elementwise", "linear", "tangent", "constant", "custom"]
    derivatives: Mapping[str, ast.expr] = field(default_factory=dict)
    adjoints: Mapping[str, ast.expr] = field(default_factory=dict)  # where a row that gives tangents gives these too
    cases: Callable[..., Mapping[str, str]] | None = None  # derivatives that depend on the operands' types
    # What an array result shares with the first operand, or what tells it from the operand's type.
    memory: Memory | Callable[[Type], Memory] = "fresh"
    shadow: str = ""  # the row that makes the shadow of a view, where its own makes one that cannot be written
    layout: Literal["", "C", "K"] = ""  # how a new array lies: row by row, or as the operands do
    repeats: bool = False  # whether items of the result share memory with one another
    sums: bool = False  # whether the result is new where the operand has another shape, however it lies in memory
    writes: tuple[int, ...] = ()  # operands whose memory is written
    acts: bool = False  # is there for what it does: raises, prints
    # Whether it may raise though every operand is a number of matching shape, or where one is complex.
    raises: bool | Literal["complex"] = False
    # Where NumPy warns of finite operands: at points where the partials are singular too ("value": division by zero),
    # or where they may be regular while they are singular elsewhere ("partials": the square root at zero).
    singular: Literal["", "value", "partials"] = ""
    poles: tuple[tuple[str, tuple[float, ...]], ...] = ()  # operands, and where the partial by them alone is infinite
    overflows: bool = False  # NumPy's result may be infinite of finite operands, and the partial with it
    distinct: bool = False  # whether the results, together as an index, name no item twice
    nonzero: str = ""  # the operand that is known not to be zero once the call has not raised
    zero_with: tuple[str, ...] = ()  # where the result is zero, one of these operands is
    pure: bool = True
    chooses: str = ""  # the operand that says, item by item, which of the other two is taken
    takes: tuple[tuple[str, str], ...] = ()  # operands and where, item by item, the result is made of them
    shape_only: tuple[str, ...] = ()  # operands of which only the shape is read
    lazy: bool = False  # takes a `g` that is yet to be broadcast to the result's shape
    vjp: Callable[..., None] | None = None
    jvp: Callable[..., Any] | None = None
    helper: str = ""  # a function that is written into the module when the row is used
    function: object = None  # the object that users call
    real_too: bool = False  # gives real numbers of real ones where it can: the type is complex all the same
    known: tuple[str, ...] = ()  # operands whose value decides the type of the result
    asked: tuple[str, ...] = ()  # the same, of which the type says less where only the run knows the value
    modules: tuple[str, ...] = ()  # that the call names besides NumPy and math: emitted text imports them
    defaults: Mapping[str, object] = field(default_factory=dict)  # of operands that a call may leave out
    unknown: tuple[str, ...] = ()  # operands by which there is a derivative, but none is known: refused
    # The names of the results, where there are several, and the derivatives of each of them by the operands.
    outs: tuple[str, ...] = ()
    of_outs: Mapping[str, Mapping[str, ast.expr]] = field(default_factory=dict)
    from_outs: Mapping[str, Mapping[str, ast.expr]] = field(default_factory=dict)  # adjoints, where a row gives them
    gives: object = tuple  # the class of what the function gives, where it gives several results
    also: tuple[object, ...] = ()  # other objects that are the same function
    method: str = ""  # its name as a method of arrays
    operator: str = ""  # the row of the operator that does the same
    origin: str = ""
    # Points where there is no derivative, and the numbers that are taken for it there; None for what has none.
    kinks: tuple[tuple[tuple[float, ...], tuple[float | None, ...]], ...] = ()


class Registry:
    """The rows by name and by the object that users call."""

    def __init__(self) -> None:
        self.by_name: dict[str, Rule] = {}
        self.by_object: dict[object, list[Rule]] = {}
        self.by_method: dict[str, Rule] = {}
        self.awaited: dict[str, str] = {}  # modules that may be loaded later: the module of s2sad with their rows
        self._kept: list[object] = []
        self._own: dict[str, Rule] = {}

    def add(self, rule: Rule) -> Rule:
        """Register a row; the derivative's names are checked here, not when it is used."""
        if rule.name in self.by_name:
            raise ValueError(f"there is a rule for {rule.name} already")
        own = "d" if rule.kind == "tangent" else "g"
        formulas = [(*item, own) for item in rule.derivatives.items()] + [(*i, "g") for i in rule.adjoints.items()]
        formulas += [(*item, "d") for partials in rule.of_outs.values() for item in partials.items()]
        formulas += [(*item, "g") for partials in rule.from_outs.values() for item in partials.items()]
        for param, expr, variable in formulas:
            if param not in rule.operands:
                raise ValueError(f"rule {rule.name}: {param} is no operand")
            known = (rule.operands, rule.statics, rule.outs, NAMESPACE, INTERNAL, (variable, "out"))
            for name in names(expr) if not rule.modules else ():  # rows of modules call one another
                if not any(name in some for some in known):
                    raise ValueError(f"rule {rule.name}: the derivative names {name}, which is not known")
        self.by_name[rule.name] = rule
        if rule.function is not None:
            for function in (rule.function, *rule.also):
                self.by_object.setdefault(identity(function), []).append(rule)
                self._kept.append(function)
        if rule.method:
            self.by_method[rule.method] = rule
        return rule

    def find(self, function: object) -> Rule | None:
        """The row of a callable, by identity: ``np.acos is np.arccos``."""
        found = self.by_object.get(identity(function))
        if found is None and self.awaited and self.load_awaited():
            found = self.by_object.get(identity(function))
        return found[0] if found else None

    def load_awaited(self) -> bool:
        """Add the rows of libraries that the user's modules have loaded by now; whether there are any."""
        loaded = [m for m in self.awaited if m in sys.modules]
        for module in loaded:
            importlib.import_module(self.awaited.pop(module))
        return bool(loaded)

    def remove(self, rule: Rule) -> None:
        """Forget a row of a user's."""
        del self.by_name[rule.name]
        self.by_object = {k: rest for k, rows in self.by_object.items() if (rest := [r for r in rows if r is not rule])}

    def forms(self, rule: Rule) -> list[Rule]:
        """The rows of one function, one for each number of arguments that it is called with."""
        return self.by_object.get(identity(rule.function), [rule])

    def helpers(self) -> set[str]:
        """The names of the functions that may be written into modules."""
        return {rule.helper for rule in self.by_name.values()} - {""}

    def seal(self, modules: tuple[str, ...] = ()) -> None:
        """All rows so far are s2sad's own: its sources, which are in every cache key, say what they are.

        With ``modules``, all rows that name these: they come when the modules are loaded, after rows of the user's.
        """
        own = {n: r for n, r in self.by_name.items() if not modules or r.modules == modules}
        self._own = {**self._own, **own}

    def is_own(self, rule: Rule) -> bool:
        """Whether a row is s2sad's own."""
        return self._own.get(rule.name) is rule

    def digest(self) -> bytes:
        """What the cache key holds of rows that are not s2sad's own: all that shows in the text; empty without any."""
        if self.by_name == self._own:
            return b""
        others = [n for n in sorted({*self.by_name, *self._own}) if self.by_name.get(n) is not self._own.get(n)]
        return hashlib.sha256(b"".join(_content(n, self.by_name.get(n)) for n in others)).digest()


def identity(function: object) -> object:
    """What tells a callable from others; ``np.add.at``, ``dict.fromkeys`` and methods are made anew at each naming."""
    owner = getattr(function, "__self__", None)
    made_anew = isinstance(owner, (np.ufunc, type)) or isinstance(function, types.MethodType)
    return (id(owner), function.__name__) if made_anew else id(function)  # type: ignore[attr-defined]


def _content(name: str, r: Rule | None) -> bytes:
    """All of a row that shows in the text; that it is gone, if it is."""
    if r is None:
        return f"\0{name}\0".encode()
    facts = {f.name: getattr(r, f.name) for f in fields(r) if f.name not in ("origin", "kinks", "also", "gives")}
    parts = [ast.dump(r.call), repr(sorted(r.statics.items())), repr(sorted(r.defaults.items()))]
    parts += [f"{m} {version_of(m) or _text_of(m, r)}" for m in r.modules]
    parts += [f"{n}={v!r}" for n, v in facts.items() if isinstance(v, (str, bool, tuple))]
    parts += [f"{p}={ast.dump(e)}" for formulas in (r.derivatives, r.adjoints) for p, e in formulas.items()]
    of_each = (r.of_outs, r.from_outs)
    parts += [f"{o}/{p}={ast.dump(e)}" for x in of_each for o, formulas in x.items() for p, e in formulas.items()]
    return "\0".join(parts).encode()


def _text_of(module: str, r: Rule) -> str:
    """What tells one module from another that says no version: of functions in Python their own text is looked at."""
    if isinstance(r.function, types.FunctionType):
        return ""
    file = getattr(sys.modules.get(module), "__file__", None)
    return hashlib.sha256(file_bytes(str(file)) or b"").hexdigest() if file else ""


NAMESPACE: dict[str, Any] = {
    "np": np,
    "math": math,
    "abs": builtins.abs,
    "complex": complex,
    "float": float,
    "len": len,
    "max": max,
    "min": min,
    "range": range,
}
# What a derivative may name besides: rows of s2sad.rules.derivative, and facts known when the text is made.
INTERNAL = {
    "shape",
    "count",
    "sign",
    "select",
    "positive",
    "polygamma",
    "power_dx",
    "log_positive",
    "literal",
    "dim",
    "einsum_view",
    "eye_of",
    "expand",
    "unbroadcast",
    "reshape_like",
    "size",
    "mean_with_where",
    "nanmean_with_where",
    "quantile_slopes",
    "insert_number",
    "arange_by",
    "vander_of",
    "tri_of",
    "fft_of",
    "pad_with",
    "pad_odd",
    "gradient_at",
}

REGISTRY = Registry()


def names(node: ast.expr) -> list[str]:
    """The names in an expression, from left to right; `ast.walk` takes twice the time, and there are many rows."""
    found: list[str] = []
    todo: list[ast.AST] = [node]
    while todo:
        at = todo.pop()
        if isinstance(at, ast.Name):
            found.append(at.id)
            continue
        parts: list[ast.AST] = []
        for name in at._fields:
            part = getattr(at, name)
            if isinstance(part, list):
                parts += part
            elif isinstance(part, ast.AST):
                parts.append(part)
        todo += reversed(parts)
    return found


def parse_call(text: str, modules: tuple[str, ...] = ()) -> tuple[str, ast.expr, tuple[str, ...], dict[str, object]]:
    """Name, expression, operands and statics of a row's first text.

    ``"np.sum(x, axis=None)"`` is named ``np.sum``; an operator names itself: ``"add: x + y"``.  An operand that is
    passed by name has its own for a value: ``"sum_where: np.sum(x, axis=None, where=where)"``.  A row whose call has
    not first what its result is made of says the order: ``"einsum_view(x, subscripts): np.einsum(subscripts, x)"``.
    """
    apart = NAMESPACE.keys() | {m.partition(".")[0] for m in modules}
    name, colon, rest = text.partition(": ")
    node = ast.parse(rest if colon else text, mode="eval").body
    statics: dict[str, object] = {}
    if isinstance(node, ast.Call):
        by_name = [k for k in node.keywords if isinstance(k.value, ast.Name)]
        statics = {k.arg: ast.literal_eval(k.value) for k in node.keywords if k.arg is not None and k not in by_name}
        node = ast.Call(node.func, node.args, by_name)
        if not colon:
            name = text.partition("(")[0].strip()
    if isinstance(node, ast.BinOp):
        operands = ["x", "y"]
    elif isinstance(node, ast.Call):
        func = node.func
        method = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
        parts = [*([func] if method else []), *node.args, *(k.value for k in node.keywords)]
        operands = [n for part in parts for n in names(part) if n not in apart]
    else:
        operands = list(dict.fromkeys(n for n in names(node) if n not in apart))
    if colon and name.endswith(")"):
        name, _, order = name[:-1].partition("(")
        operands = order.split(", ")
    return name, node, tuple(operands), statics


def lookup(dotted: str) -> object:
    """The object that a dotted name such as ``np.linalg.inv`` means in a row."""
    base, *rest = dotted.split(".")
    value: object = NAMESPACE[base] if base in NAMESPACE else sys.modules.get(base)
    for part in rest:
        value = getattr(value, part)
    return value


def scope(rule: Rule) -> dict[str, Any]:
    """What the names in a row's call mean."""
    return {**NAMESPACE, **{top: sys.modules[top] for top in tops(rule)}}


def tops(rule: Rule) -> set[str]:
    """The names by which a row's call reaches the modules that it names: ``scipy`` for ``scipy.special``."""
    return {m.partition(".")[0] for m in rule.modules}


def declare(
    text: str, kind: Literal["elementwise", "linear", "tangent", "constant"], typing: Typing, **options: Any
) -> Rule:
    """Register a row; derivatives are the options named like operands."""
    name, call, operands, statics = parse_call(text, options.get("modules", ()))
    derivatives = {p: ast.parse(options.pop(p), mode="eval").body for p in operands if p in options}
    adjoints = {p: ast.parse(options.pop(f"{p}_bar"), mode="eval").body for p in operands if f"{p}_bar" in options}
    for out in options.get("outs", ()):
        for kind_of, text_of in (("of_outs", f"{out}_by_{{}}"), ("from_outs", f"{{}}_from_{out}")):
            found = {p: options.pop(text_of.format(p)) for p in operands if text_of.format(p) in options}
            options.setdefault(kind_of, {})[out] = {p: ast.parse(v, mode="eval").body for p, v in found.items()}
    function = options.pop("function", None)
    if function is None and isinstance(call, ast.Call) and ":" not in text:
        function = lookup(name)
    return REGISTRY.add(
        Rule(
            name,
            call,
            operands,
            statics,
            typing,
            kind,
            derivatives,
            adjoints,
            function=function,
            origin=text,
            **options,
        )
    )
