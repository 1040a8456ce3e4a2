"""Rows of users: the texts of s2sad's own rows, for functions of any module, read strictly.

::

    elementwise("mylib.softsign(x)", x="g / (1.0 + np.abs(x)) ** 2")

is a row of the object that ``mylib.softsign`` is. Where its call is met, the emitted text imports ``mylib`` and calls
``mylib.softsign``; the user's text of it, if there is one, is not read. A row that is registered once more takes the
place of the one before; a row of s2sad's own stays.
"""

from __future__ import annotations

import ast
import functools
import inspect
import keyword
import re
import sys
from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.errors import ArgumentError
from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules import REGISTRY, NoType
from s2sad.rules.formulas import RESERVED, Names, formula, taken
from s2sad.rules.locate import Located, NotThere, located, place_of
from s2sad.rules.registry import Rule, Typing
from s2sad.rules.typing import axes_named, matched
from s2sad.rules.typing import elementwise as by_broadcast
from s2sad.types import ONE, Array, Dim, Scalar, Type, axes

Kind = Literal["elementwise", "linear", "tangent"]


def register(
    call: str, kind: Kind, function: object = None, shape: str | None = None, formulas: Mapping[str, object] = {}
) -> Rule:
    """Read a row strictly, and put it among the rules.

    Raises:
        ArgumentError: (S2S509) the texts do not hold together.
    """
    parsed = _Call.of(call, function, formulas)
    backwards = {f"{o}_bar" for o in parsed.operands} if kind == "tangent" else set()
    for option in formulas:
        if option not in parsed.operands and option not in backwards:
            known = ", ".join(parsed.operands)
            raise _refusal(parsed.name, f"a formula for {option!r}, which is no operand", f"the operands are {known}.")
    made: dict[str, ast.expr] = {}
    for option, text in formulas.items():
        variable = "d" if kind == "tangent" and option in parsed.operands else "g"
        names = Names(parsed.name, option, parsed.operands, tuple(parsed.statics), variable)
        made[option] = formula(text, names)
    rule = Rule(
        parsed.name,
        parsed.node,
        parsed.operands,
        parsed.statics,
        _typing(parsed, kind, shape),
        kind,
        {o: e for o, e in made.items() if o in parsed.operands},
        {o.removesuffix("_bar"): e for o, e in made.items() if o not in parsed.operands},
        function=getattr(parsed.place.value, "__s2sad_function__", parsed.place.value),  # that of a decorated one
        modules=(parsed.place.module,) if parsed.place.module else (),
        defaults=parsed.defaults,
        unknown=tuple(o for o in parsed.operands if o not in made),
        raises=True,
        origin=call if shape is None else f"{call}, {shape}",
    )
    before = REGISTRY.by_name.get(rule.name) or REGISTRY.find(rule.function)
    if before is not None and REGISTRY.is_own(before):
        raise _refusal(rule.name, "a row for a function of which s2sad has its own", "use it, or wrap the function.")
    if before is not None:
        REGISTRY.remove(before)
    REGISTRY.add(rule)
    if "s2sad.runtime" in sys.modules:  # modules that were made with the row as it was
        sys.modules["s2sad.runtime"].forget_all()
    return rule


def _refusal(row: str, what: str, fix: str, why: str = "") -> ArgumentError:
    return ArgumentError("S2S509", row, what, fix, why)


# ---------------------------------------------------------------- the call


@dataclass(frozen=True)
class _Call:
    """The first text of a row, taken apart."""

    name: str
    node: ast.expr
    operands: tuple[str, ...]
    statics: Mapping[str, object]
    defaults: Mapping[str, object]
    place: Located

    @classmethod
    def of(cls, text: object, function: object, formulas: Mapping[str, object]) -> _Call:
        """Read ``mylib.smooth(x, weight=1.0, width=3)``: x is an operand, weight too if it has a formula."""
        if not isinstance(text, str):
            raise _refusal("rule", f"a row for {text!r}", 'write the call as a text: "mylib.softsign(x)".')
        try:
            node = ast.parse(text.strip(), mode="eval").body
        except SyntaxError as error:
            at = f"column {error.offset or 1}"
            raise _refusal("rule", f'"{text}", {at}, is no call', 'write it like "mylib.softsign(x)".') from None
        if not isinstance(node, ast.Call) or not re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", ast.unparse(node.func)):
            raise _refusal("rule", f'"{text}" is no call of a function', 'write it like "mylib.softsign(x)".')
        place = _place(ast.unparse(node.func), function)
        operands: list[str] = []
        for arg in node.args:
            if not isinstance(arg, ast.Name):
                fix = "give each operand a name, and options as keywords with their defaults: width=3."
                raise _refusal(place.name, f'"{text}" has {ast.unparse(arg)} for an operand', fix)
            operands.append(arg.id)
        statics: dict[str, object] = {}
        defaults: dict[str, object] = {}
        for k in node.keywords:
            value = _default(place.name, text, k)
            if k.arg in formulas:
                operands.append(str(k.arg))
                defaults[str(k.arg)] = value
            else:
                statics[str(k.arg)] = value
        _check_names(place, operands, statics)
        _check_call(place, text, node, operands)
        func = ast.parse(place.name, mode="eval").body
        names: list[ast.expr] = [ast.Name(o, ast.Load()) for o in operands]
        by_name = [ast.keyword(o, v) for o, v in zip(operands, names, strict=True) if o in defaults]
        call = ast.Call(func, names[: len(names) - len(by_name)], by_name)
        return cls(place.name, call, tuple(operands), statics, defaults, place)


def _place(name: str, function: object) -> Located:
    if function is not None and "." not in name:
        stands = place_of(function) if callable(function) else None
        if stands is None or not (stands == name or stands.endswith(f".{name}")):
            shown = getattr(function, "__qualname__", function)
            why = "the emitted text calls it by the name under which its module holds it."
            fix = f'name it in full, "mylib.{name}(x)", and make it a function of a module.'
            raise _refusal(name, f"the function {shown}, which no module holds as {name}", fix, why)
        name = stands
    elif "." not in name:
        fix = f'name its module, "mylib.{name}(x)", or pass it: function={name}.'
        raise _refusal(name, "a function without a module", fix, "the emitted text imports it.")
    try:
        found = located(name)
    except NotThere as problem:
        raise _refusal(name, f"there is no such function: {problem}", "check the spelling.") from None
    top = found.name.partition(".")[0]
    if not callable(found.value):
        raise _refusal(name, "what stands there is no function", "name a function.")
    if function is not None and found.value is not function:
        raise _refusal(name, "what stands there is another function than the one passed", "pass one of the two.")
    if found.module and taken(top):
        fix = "import it under another name, or put it into a package."
        raise _refusal(name, f"a module called {top}, as s2sad calls something in its texts", fix)
    return found


def _default(row: str, text: str, k: ast.keyword) -> object:
    if k.arg is None:
        raise _refusal(row, f'"{text}" has ** in it', "name the keywords.")
    try:
        value = ast.literal_eval(k.value)
    except ValueError:
        fix = f"write the default of {k.arg} as a literal: {k.arg}=None."
        raise _refusal(row, f'"{text}" has {k.arg}={ast.unparse(k.value)}, which is no literal', fix) from None
    return tuple(value) if isinstance(value, list) else value


_OPTIONS = ("shape", "function", "call")  # parameters of the functions that register


def _check_names(place: Located, operands: list[str], statics: Mapping[str, object]) -> None:
    names = [*operands, *statics]
    for i, name in enumerate(names):
        top = place.name.partition(".")[0]
        if name in RESERVED or name in _OPTIONS or keyword.iskeyword(name) or name == top:
            why = "the name means something else in formulas or options."
            raise _refusal(place.name, f"an operand called {name}", "give it another name in the row.", why)
        if name in names[:i]:
            raise _refusal(place.name, f"two operands called {name}", "give each a name of its own.")
    if not operands:
        raise _refusal(place.name, "a call without operands", 'name what it is called with: "mylib.softsign(x)".')


def _check_call(place: Located, text: str, node: ast.Call, operands: list[str]) -> None:
    """Whether the function can be called so, where Python tells."""
    ufunc = place.value
    if isinstance(ufunc, np.ufunc):
        if ufunc.nin != len(operands) or ufunc.nout != 1 or node.keywords:
            what = f'"{text}" has {len(operands)} operands, the function {ufunc.nin}, with {ufunc.nout} results'
            raise _refusal(place.name, what, "name the operands of a ufunc with one result, and nothing else.")
        return
    try:
        signature = inspect.signature(place.value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*node.args, **{str(k.arg): None for k in node.keywords})
    except TypeError as error:
        raise _refusal(place.name, f'"{text}" is no call of it: {error}', f"its parameters are {signature}.") from None


# ---------------------------------------------------------------- the type of the result


def _typing(call: _Call, kind: Kind, shape: str | None) -> Typing:
    if kind == "elementwise":
        return by_broadcast
    if shape is None:
        return _left_open
    if shape in call.operands:
        return functools.partial(_like, call.operands.index(shape))
    text = re.sub(r"\s+", "", shape)
    names = r"\((\.\.\.,?)?(\w+(,\w+)*)?,?\)"
    if not re.fullmatch(rf"{names}(,{names})*->{names}", text):
        fix = f'write the axes of each operand and of the result, "(m,n),(n)->(m)", or an operand: {call.operands[0]}.'
        raise _refusal(call.name, f"shape={shape!r}, which says no shape", fix)
    inputs, outputs = axes_named(text.replace("...,", "...").replace("...", "...,"))
    if len(inputs) != len(call.operands):
        fix = f"write one pair of parentheses for each of {', '.join(call.operands)}."
        raise _refusal(call.name, f"shape={shape!r} for {len(call.operands)} operands", fix)
    return functools.partial(_by_signature, shape, inputs, outputs[0])


def _left_open(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    raise NoType('its row leaves the shape of the result open; register it with shape="(n)->(n)" or the like')


def _like(index: int, rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """That of an operand."""
    return (_kept(rule, args, axes(type_of(args[index]))),)


def _by_signature(
    text: str, inputs: list[list[str]], output: list[str], rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str
) -> tuple[Type, ...]:
    """That of a signature; axes before those that it names are allowed where it says ``...``."""
    plain = [[n for n in names if n != "..."] for names in inputs]
    for a, names, inner in zip(args, inputs, plain, strict=True):
        shape = axes(type_of(a))
        if shape is None or len(shape) < len(inner) or (len(shape) > len(inner) and "..." not in names):
            raise NoType(f"its row is for {text}")
    named, stack = matched(rule, args, plain, where)
    known = {"1": ONE, **named}
    own = tuple(known.get(n) or Dim(f"{where}.{n}", "?") for n in output if n != "...")
    return (_kept(rule, args, (*stack, *own) if "..." in output else own),)


def _kept(rule: Rule, args: tuple[Arg, ...], shape: tuple[Dim, ...] | None) -> Type:
    """A number or array of the dtype that NumPy gives to sums of the operands."""
    types = [type_of(a) for a in args]
    numbers = [t for t in types if isinstance(t, (Scalar, Array))]
    if len(numbers) < len(types):
        raise NoType(f"{rule.name} of {', '.join(map(str, types))}")
    weak: dict[str, object] = {"bool": True, "int64": 1, "float64": 1.0, "complex128": 1j}  # Python's own numbers
    parts = [weak[t.dtype] if isinstance(t, Scalar) and t.kind == "py" else np.dtype(t.dtype) for t in numbers]
    dtype = np.result_type(*parts)  # type: ignore[arg-type]
    if dtype.kind not in "fc":
        dtype = np.result_type(dtype, np.float64)
    return Scalar("any", dtype.name) if shape == () else Array(dtype.name, shape)


def row_of(name_or_function: str | Callable[..., object]) -> Rule:
    """The row of a name as rows have it, or of a function.

    Raises:
        ArgumentError: (S2S509) there is none.
    """
    if isinstance(name_or_function, str):
        name = name_or_function.partition("(")[0].strip()
        found = REGISTRY.by_name.get(name)
        if found is None:
            try:
                found = REGISTRY.find(located(name).value)
            except NotThere:
                found = None
    else:
        found = REGISTRY.find(getattr(name_or_function, "__s2sad_function__", name_or_function))
    if found is None:
        shown = getattr(name_or_function, "__qualname__", name_or_function)
        raise _refusal(str(shown), "there is no row for it", "register one: s2sad.elementwise(...).")
    return found
