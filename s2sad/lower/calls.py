"""Calls: of rules, of methods, of the user's own functions, of a few builtins."""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import sys
import types
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.ir import UNDEF, Arg, Const, Eqn, Pack, Param, Var, leaves, map_arg, type_of
from s2sad.lower import alternatives, list_operations, runtime_dicts, runtime_lists
from s2sad.lower.choices import CHOICE, Call, each
from s2sad.lower.closures import CELLS, Closing, call_made, received
from s2sad.lower.comprehensions import REDUCTIONS, first_of, is_open, known_items, over_items, reduced
from s2sad.lower.containers import METHODS as STRUCTURE_METHODS
from s2sad.lower.containers import call_method
from s2sad.lower.expressions import attribute, captured, emit, expression, force, holds_bottom, usable
from s2sad.lower.frame import BOTTOM, Frame, NeedsValue, Place, Reason
from s2sad.lower.generators import lower_draw
from s2sad.lower.handing import Handed
from s2sad.lower.heap import current, fresh, kept
from s2sad.lower.iterables import MAKERS, call_view, check_name
from s2sad.lower.objects import can_be_made
from s2sad.lower.scopes import Code, Made
from s2sad.lower.texts import text_method
from s2sad.lower.writes import with_out
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.expand import without_row
from s2sad.rules.registry import identity
from s2sad.types import GENERATOR, ITEM, Array, Dim, Known, List, Scalar, Struct, Type, is_number, with_axes

# s2sad's own text that is read like the user's.
PROGRAMS = ("s2sad.operators.programs", "s2sad.lower.stand_ins")
_DRAWING = (("random", "Random"), ("numpy.random", "RandomState"), ("numpy.random", "Generator"))
_WHY_NO_RULE = "its derivative is not known: there is no rule for it, and it is no function of yours that can be read."


def call(frame: Frame, node: ast.Call) -> Arg:
    """Lower a call by what is called."""
    target = expression(frame, node.func)
    first = node.args[0] if node.args else None
    callee = id(target.value) if isinstance(target, Const) else 0
    if callee == id(next) and isinstance(first, ast.GeneratorExp) and not node.keywords and len(node.args) <= 2:
        default = expression(frame, node.args[1]) if len(node.args) == 2 else None
        return first_of(frame, first, default)
    if callee in _REDUCTIONS and isinstance(first, (ast.GeneratorExp, ast.ListComp)):
        reduction = _REDUCTIONS[callee]
        lazy = isinstance(first, ast.GeneratorExp) and reduction in ("any", "all")
        items = None if lazy or callee not in BUILTINS else known_items(frame, first)
        if items is None:
            return reduced(frame, node, reduction)
        rest = ast.copy_location(ast.Call(node.func, node.args[1:], node.keywords), node)
        args, kwargs = _arguments(frame, rest)
        return call_value(frame, node, target, [fresh("list", items), *args], kwargs)
    args, kwargs = _arguments(frame, node)
    one = len(args) == 1 and not kwargs and first is not None
    if one and (callee in _REDUCTIONS or callee == id(list)) and is_open(frame, node, args[0]):
        return over_items(frame, node, args[0], _REDUCTIONS.get(callee))
    return call_value(frame, node, target, args, kwargs)


def call_value(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """Lower a call of a value with arguments that are lowered already."""
    if target is BOTTOM:
        return BOTTOM
    if isinstance(target, Pack):
        return _call_structure(frame, node, target, args, kwargs)
    if not isinstance(target, Const):
        frame.refuse(
            node, "S2S301", f"a call of {type_of(target)}", "it is no function.", "call a function that has a name."
        )
    function = plain_function(target.value)
    lower = BUILTINS.get(identity(function))
    if lower is not None or REGISTRY.find(function) is not None:
        args = [alternatives.read(frame, node, a) for a in args]
        kwargs = {k: alternatives.read(frame, node, a) for k, a in kwargs.items()}
    if lower is not None:
        return BOTTOM if any(map(holds_bottom, args)) else lower(frame, node, args, kwargs)
    if isinstance(function, types.BuiltinMethodType) and isinstance(function.__self__, str):
        return text_method(frame, node, function, args, kwargs)
    rule = REGISTRY.find(function)
    if rule is not None and rule.name in OF_ROW:
        return BOTTOM if any(a is BOTTOM for a in args) else OF_ROW[rule.name](frame, node, args, kwargs)
    if rule is not None:
        return ruled(frame, node, rule, args, kwargs)
    problem = without_rule(function)
    if problem is not None:
        frame.refuse(node, *problem)
    taken = _taken_inside(function)
    if taken is not None:
        return taken(frame, node, Const(function), args, kwargs)
    if isinstance(function, types.MethodType):
        return call_value(frame, node, Const(function.__func__), [Const(function.__self__), *args], kwargs)
    if isinstance(function, types.FunctionType):
        return call_function(frame, node, function, args, kwargs)
    if isinstance(function, functools.partial):
        return _call_partial_object(frame, node, function, args, kwargs)
    if can_be_made(function):
        from s2sad.lower.instances import construct

        return construct(frame, node, function, args, kwargs)
    return call_function(frame, node, _own_call(function), [Const(function), *args], kwargs)


def _draws(function: object) -> bool:
    """Whether a function draws random numbers, or makes what does."""
    # As long as a module is not loaded there are no objects of its classes, and to load it only to ask takes a while.
    kinds = [getattr(sys.modules[module], name) for module, name in _DRAWING if module in sys.modules]
    owner = getattr(function, "__self__", None)
    return isinstance(owner, tuple(kinds)) or (
        "numpy.random" in sys.modules and function is sys.modules["numpy.random"].default_rng
    )


def without_rule(target: object) -> Reason | None:
    """What is said of a call of something that is neither in a row nor a function that can be read."""
    function = plain_function(target)
    if identity(function) in BUILTINS or REGISTRY.find(function) is not None:
        return None
    if _taken_inside(function) is not None:
        return None
    if _draws(function):
        return (
            "S2S307",
            f"a draw of random numbers, {getattr(function, '__name__', function)}",
            "the derivative would be that of other numbers than those that the value was computed with.",
            "draw the numbers before the call, and pass them in.",
        )
    module = getattr(function, "__module__", None)  # some of C have None
    own = isinstance(module, str) and module.startswith("s2sad.") and module not in PROGRAMS
    if own or type(function).__module__.startswith("s2sad."):
        return (
            "S2S301",
            f"a call of s2sad's {getattr(function, '__name__', type(function).__name__)} inside the function",
            "of its operators, grad, value_and_grad, jvp and vjp are expanded in a function that is differentiated.",
            "use one of these, or take the derivative outside: vjp(grad(f), ...).",
        )
    if isinstance(function, types.MethodType):
        return without_rule(function.__func__)
    if can_be_made(function):
        return None
    shown = getattr(function, "__qualname__", None) or repr(function)
    problem = (
        "S2S301",
        f"a call of {shown}",
        _WHY_NO_RULE,
        "use a supported function, or register a rule: s2sad.elementwise, linear or rule.",
    )
    if isinstance(function, types.FunctionType):
        # What NumPy and SciPy write in Python is no more the user's to read than what they write in C.
        return problem if str(module).partition(".")[0] in ("numpy", "scipy") else None
    return None if isinstance(function, functools.partial) or _own_call(function) is not None else problem


def _taken_inside(function: object) -> LowerObject | None:
    """How a call of a gradient, or of a method of a decorated function, is lowered."""
    owner = function.__self__ if isinstance(function, types.MethodType) else function
    return OF_CLASS.get(type(owner))


def _own_call(function: object) -> Any:
    """The method that makes an object callable, if it can be read."""
    method = getattr(type(function), "__call__", None)  # noqa: B004 - it is the method that is wanted
    return method if isinstance(method, types.FunctionType) and not isinstance(function, type) else None


def _call_structure(frame: Frame, node: ast.AST, target: Pack, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """A call of a function that was made inside the program, of a method, or of a partial."""
    if target.kind == "function":
        return call_made(frame, node, target, args, kwargs)
    if target.kind == "method":
        base, name = target.items
        assert isinstance(name, Const)
        if isinstance(base, Pack) and alternatives.is_either(base):
            use: Call = lambda p: call_value(frame, node, attribute(frame, node, p, name.value), args, kwargs)  # noqa: E731
            return alternatives.each(frame, node, base, use)
        if isinstance(base, Var) and base.type == GENERATOR:
            return lower_draw(frame, node, base, name.value, args, kwargs)
        if runtime_lists.is_list(base):
            return list_operations.call_method(frame, node, base, name.value, args, kwargs)
        if runtime_dicts.is_dict(base):
            return runtime_dicts.call_method(frame, node, base, name.value, args, kwargs)
        if isinstance(base, Pack) and (base.kind, name.value) in STRUCTURE_METHODS:
            return call_method(frame, node, base, name.value, args, kwargs)
        if isinstance(base, Pack):
            return call_view(frame, node, base, name.value, args, kwargs)
        if name.value in ARRAY_METHODS:
            return ARRAY_METHODS[name.value](frame, node, [base, *args], kwargs)
        return ruled(frame, node, REGISTRY.by_method[name.value], [base, *args], kwargs, method=True)
    if target.kind == CHOICE:
        return each(frame, node, target, lambda f: call_value(frame, node, f, args, kwargs))
    if target.kind == alternatives.EITHER:
        return alternatives.each(frame, node, target, lambda p: call_value(frame, node, p, args, kwargs))
    if target.kind == "object":
        return call_value(frame, node, attribute(frame, node, target, "__call__"), args, kwargs)
    if target.kind == "bound":
        function, base = target.items
        return call_value(frame, node, function, [base, *args], kwargs)
    if target.kind == "partial":
        names = target.keys or ()
        count = len(target.items) - len(names)
        given = dict(zip(map(str, names), target.items[count:], strict=True))
        return call_value(frame, node, target.items[0], [*target.items[1:count], *args], {**given, **kwargs})
    lower = OF_KIND.get(target.kind)
    if lower is not None:
        return lower(frame, node, target, args, kwargs)
    frame.refuse(
        node, "S2S301", f"a call of {type_of(target)}", "it is no function.", "call a function that has a name."
    )


def _call_partial_object(
    frame: Frame, node: ast.AST, made: functools.partial[Any], args: list[Arg], kwargs: dict[str, Arg]
) -> Arg:
    """A partial that was made outside: what it holds is read like attributes of an object."""
    place = frame.session.place_of(made)
    if place is None:
        frame.refuse(
            node,
            "S2S301",
            "a call of a functools.partial that comes from nowhere",
            "the values that it holds are read at every call, and nothing tells where.",
            "give it a name.",
        )
    first = [captured(frame, node, (*place, ("attribute", "args"), ("item", i)), v) for i, v in enumerate(made.args)]
    given = {
        k: captured(frame, node, (*place, ("attribute", "keywords"), ("item", k)), v) for k, v in made.keywords.items()
    }
    function = captured(frame, node, (*place, ("attribute", "func")), made.func)
    return call_value(frame, node, function, [*first, *args], {**given, **kwargs})


def plain_function(value: object) -> Any:
    """The function behind a decorated one: `Differentiable` marks it."""
    return getattr(value, "__s2sad_function__", value)


def _arguments(frame: Frame, node: ast.Call) -> tuple[list[Arg], dict[str, Arg]]:
    args: list[Arg] = []
    for a in node.args:
        if isinstance(a, ast.Starred):
            args += unpacked(frame, a)
        else:
            args.append(force(frame, expression(frame, a), a))
    kwargs: dict[str, Arg] = {}
    for k in node.keywords:
        value = force(frame, expression(frame, k.value), k.value)
        if k.arg is not None:
            kwargs[k.arg] = value
        elif isinstance(value, Pack) and value.keys is not None:
            kwargs.update({str(key): v for key, v in zip(value.keys, value.items, strict=True)})
        else:
            frame.refuse(k.value, "S2S211", "unpacked keywords", "they are not known.", "pass them one by one.")
    # A list that is an argument may have been changed by the arguments after it.
    return [current(frame.env, a) for a in args], {k: current(frame.env, a) for k, a in kwargs.items()}


def unpacked(frame: Frame, node: ast.Starred) -> list[Arg]:
    """``*a`` as an argument: the items of anything that can be looped over, if their number is known."""
    from s2sad.lower.builtin_calls import known_items

    value = force(frame, usable(frame, expression(frame, node.value), node), node)
    items = known_items(frame, node, alternatives.read(frame, node, value))
    if items is None:
        frame.refuse(
            node,
            "S2S211",
            f"unpacked arguments, of {type_of(value)}",
            "their number is not known when the text is made.",
            "pass them one by one, x[0], x[1], or the whole as one argument.",
        )
    return items


# ---------------------------------------------------------------- rules


@cache
def _told(rule: Rule) -> tuple[inspect.Parameter, ...]:
    """The real function's parameters, as far as Python tells.

    Where none can be given by name, as of ``math.sqrt``, the row's names do: `inspect` would parse a text for them.
    """
    if (getattr(rule.function, "__text_signature__", None) or "").endswith("/)"):
        return ()
    try:
        return tuple(inspect.signature(rule.function).parameters.values())  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ()


@cache
def _parameters(rule: Rule) -> tuple[tuple[str, object], ...]:
    """Names and defaults of the real function's parameters, or of the row's where Python does not tell."""
    found = list(_told(rule))
    rest = next((i for i, p in enumerate(found) if p.kind is p.VAR_POSITIONAL), None)
    if rest is not None:  # ``np.gradient(f, *spacings, axis=None)``: the row says what they are
        more = [inspect.Parameter(o, inspect.Parameter.POSITIONAL_ONLY) for o in rule.operands[rest:]]
        found[rest : rest + 1] = more
    names = [
        (p.name, p.default) for p in found if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
    ]
    args = rule.call.args if isinstance(rule.call, ast.Call) else []
    if len(names) < len(rule.operands) or any(isinstance(a, (ast.Starred, ast.Tuple)) for a in args):
        names = [(o, inspect.Parameter.empty) for o in rule.operands]
    names += [(s, d) for s, d in rule.statics.items() if s not in dict(names)]
    return tuple(names)


@cache
def _only_by_name(rule: Rule) -> int:
    """How many of the parameters of the real function, its last ones, are given by name only."""
    names = dict(_parameters(rule))
    return sum(p.kind is p.KEYWORD_ONLY and p.name in names for p in _told(rule))


def _starred(rule: Rule) -> int | None:
    """Where the operand is that takes all the rest."""
    args = rule.call.args if isinstance(rule.call, ast.Call) else []
    return next((i for i, a in enumerate(args) if isinstance(a, ast.Starred)), None)


def _named(rule: Rule) -> set[str]:
    """The operands that are passed by name."""
    return {str(k.arg) for k in rule.call.keywords} if isinstance(rule.call, ast.Call) else set()


def _tuples(value: object) -> object:
    """Lists of numbers as tuples: ``axes=([0], [1])``."""
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value


def _literal(value: object) -> Arg:
    return Pack("tuple", tuple(map(_literal, value))) if isinstance(value, (tuple, list)) else Const(value)


def _fits(rule: Rule, args: list[Arg], kwargs: dict[str, Arg]) -> bool:
    """Whether the operands of a row are just the arguments of a call that are no statics."""
    order = [name for name, _ in _parameters(rule)]
    defaults = dict(_parameters(rule))
    said = {k for k, v in kwargs.items() if not isinstance(v, Const) or v.value is not defaults.get(k, UNDEF)}
    given = {*order[: len(args)], *(k for k in said if (k, kwargs[k]) != ("where", Const(True)))}
    named = _named(rule)
    if len(args) > len(order) - _only_by_name(rule):
        return False
    wanted = {o if o in kwargs or o in named else order[i] for i, o in enumerate(rule.operands)}
    wanted -= {o if o in named else order[i] for i, o in enumerate(rule.operands) if o in rule.defaults} - given
    more = {"out", "where"} if isinstance(rule.function, np.ufunc) else {"out"}
    return wanted <= given and given - wanted <= {*rule.statics, *more}


def ruled(
    frame: Frame, node: ast.AST, rule: Rule, args: list[Arg], kwargs: dict[str, Arg], method: bool = False
) -> Arg:
    """Bind a call to a row: operands by position or NumPy's own names, the rest static."""
    if method and rule.name in ("np.reshape", "np.transpose") and len(args) > 2:
        args = [args[0], Pack("tuple", tuple(args[1:]))]
    starred = _starred(rule)
    if starred is not None:
        args = [*args[:starred], Pack("tuple", tuple(args[starred:]))]
    if not _fits(rule, args, kwargs):
        rule = next((form for form in REGISTRY.forms(rule) if _fits(form, args, kwargs)), rule)
    nameless = without_row(rule) if rule.modules else None
    if nameless is not None:
        why = f"a formula of the row of {rule.name} calls it, and it has no row."
        fix = f'register it too: s2sad.elementwise("{nameless}(x)"), with formulas for derivatives of higher order.'
        frame.refuse(node, "S2S301", f"a derivative that calls {nameless}", why, fix)
    names = _parameters(rule)
    if len(args) > len(names):
        frame.refuse(node, "S2S302", f"{len(args)} arguments of {rule.name}", "it takes fewer.", "check the call.")
    given = {names[i][0]: a for i, a in enumerate(args)}
    for k, v in kwargs.items():
        if k in given:
            frame.refuse(node, "S2S211", f"two values for {k!r}", "the primal would raise.", "check the call.")
        given[k] = v
    named = _named(rule)
    into: dict[str, Arg] = {
        k: given.pop(k) for k in ("out", "where") if k in given and k not in {*rule.statics, *named}
    }
    into = {k: v for k, v in into.items() if v != Const(None if k == "out" else True)}
    operands: list[Arg] = []
    order = list(dict(names))
    statics: dict[str, object] = {}
    for position, operand in enumerate(rule.operands):
        real = order[position]
        if real in rule.statics or operand in named:
            real = operand
        value = given.pop(real, given.pop(operand, None))
        if value is None and operand in rule.defaults:
            value = Const(rule.defaults[operand])
        if value is None:
            frame.refuse(node, "S2S302", f"{rule.name} without {real!r}", "the row needs it.", "pass it.")
        if operand in rule.known:
            value = _literal(frame.known(value, node))
        if (
            (len(operand) == 1 or operand in ("indices", "xp", "fp", *named))
            and isinstance(value, Pack)
            and value.kind in ("tuple", "list")
        ):
            value = emit(frame, node, "np.array", (value,))  # as NumPy does
        operands.append(value)
    for k, v in given.items():
        if k in rule.statics:
            value = frame.known(v, node)
            statics[k] = _tuples(value) if rule.statics[k] is not None else value
        elif isinstance(v, Const) and dict(names).get(k, UNDEF) is v.value:
            continue
        else:
            frame.refuse(
                node,
                "S2S302",
                f"the argument {k!r} of {rule.name}",
                "the rule for its derivative does not know it.",
                "leave it out, or do what it does in a statement of its own.",
            )
    if into:
        return with_out(frame, node, rule, tuple(operands), statics, into)
    return emit(frame, node, rule.name, tuple(operands), statics)


# ---------------------------------------------------------------- the user's own functions


def call_function(
    frame: Frame, node: ast.AST, function: types.FunctionType, args: list[Arg], kwargs: dict[str, Arg]
) -> Arg:
    """Lower a call of a function that was defined outside."""
    return invoke(frame, node, function, function_values(frame, node, function, args, kwargs))


def function_values(
    frame: Frame, node: ast.AST, function: types.FunctionType, args: list[Arg], kwargs: dict[str, Arg]
) -> dict[str, Arg]:
    """The value of each parameter of a function that was defined outside."""
    signature = inspect.signature(function, follow_wrapped=False)

    def default(p: inspect.Parameter) -> Arg:
        return _default(frame, node, function, p)

    return bound(frame, node, function.__name__, signature, args, kwargs, default)


def _default(frame: Frame, node: ast.AST, function: types.FunctionType, p: inspect.Parameter) -> Arg:
    """A default of a function that was defined outside: numbers as they are, what can be written is read anew."""
    if not isinstance(p.default, (np.ndarray, list, dict, tuple)):
        return Const(p.default)
    place = frame.session.place_of(function)
    if place is None:
        frame.refuse(
            node,
            "S2S211",
            f"the default of {p.name!r} in {function.__name__}",
            "its value may change from call to call, and nothing tells where the function comes from.",
            "pass the argument.",
        )
    if p.kind is p.KEYWORD_ONLY:
        steps: tuple[tuple[str, Any], ...] = (("attribute", "__kwdefaults__"), ("item", p.name))
    else:
        code = function.__code__
        names = code.co_varnames[: code.co_argcount]
        at = names.index(p.name) - (code.co_argcount - len(function.__defaults__ or ()))
        steps = (("attribute", "__defaults__"), ("item", at))
    return captured(frame, node, (*place, *steps), p.default)


def bound(
    frame: Frame,
    node: ast.AST,
    name: str,
    signature: inspect.Signature,
    args: list[Arg],
    kwargs: dict[str, Arg],
    default: Callable[[inspect.Parameter], Arg],
) -> dict[str, Arg]:
    """The value of each parameter, in order."""
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError as e:
        frame.refuse(node, "S2S211", f"a call of {name}", f"{e}.", "check the call.")
    values: dict[str, Arg] = {}
    for p in signature.parameters.values():
        if p.kind is p.VAR_POSITIONAL:
            values[p.name] = Pack("tuple", tuple(given.get(p.name, ())))
        elif p.kind is p.VAR_KEYWORD:
            extra = given.get(p.name, {})
            values[p.name] = fresh("dict", extra.values(), tuple(extra))
        else:
            values[p.name] = given[p.name] if p.name in given else default(p)
    return values


@dataclass(frozen=True)
class Prepared:
    """A call whose callee is lowered: what it is called, and what it is handed."""

    name: str
    key: tuple[object, ...]
    values: dict[str, Arg]
    specs: dict[str, Type]
    canonical: _Canonical
    operands: tuple[Arg, ...]
    rebound: tuple[str, ...]  # where the variables are that the callee may assign
    handed: Handed

    def numbers(self, name: str) -> list[Arg]:
        """The operands for a parameter that is taken apart."""
        return numbers_of(self.values[name], self.specs[name])


def prepared(
    frame: Frame,
    node: ast.AST,
    callee: types.FunctionType | Code,
    values: dict[str, Arg],
    made: Made | None = None,
) -> Prepared | None:
    """Lower the callee at the types of a call; None while an argument is not known yet."""
    from s2sad.lower.functions import instance, instance_key

    for v in values.values():
        check_name(frame, node, usable(frame, v, node), "handed to a function")
    if any(v is BOTTOM for v in values.values()):
        return None
    code = callee if isinstance(callee, Code) else callee.__code__
    closing, handed = Closing(frame), Handed()
    values = {name: kept(frame, node, v) for name, v in values.items()}
    for name, v in values.items():
        runtime_lists.make_needed(frame, node, code, v, (name,))
    values = {name: closing.value(v) for name, v in values.items()}
    cells = closing.packed(closing.reference(made) if made is not None else None)
    if cells is not None:
        values[CELLS] = cells
        for i, (scope, name) in enumerate(closing.cells):
            runtime_lists.make_needed(frame, node, code, closing.scopes[scope].value(name), (CELLS, i))
    values = handed.over(values)
    while True:
        canonical = _Canonical(code, frame.session.needs_value)
        specs = {name: canonical.spec(v, (name,)) for name, v in values.items()}
        key = instance_key(callee, specs)
        try:
            name = instance(frame, node, callee, specs)
            for parameter, v in values.items():
                runtime_lists.handed(frame, node, key, v, (parameter,))
            break
        except NeedsValue as e:
            if e.function != key:
                raise
            part, problem = _part(values, e.path), e.otherwise
            if problem is not None and not isinstance(part, Const):
                frame.refuse(node, "S2S305", f"the result is {problem.what}", problem.why, problem.fix)
            frame.known(part, node)
            frame.session.needs_value.add((canonical.code, e.path))
            frame.session.changed = True
    operands: list[Arg] = []
    for parameter, v in values.items():
        if is_flat(specs[parameter]):
            operands += numbers_of(v, specs[parameter])
        elif not isinstance(specs[parameter], Known):
            operands.append(v)
    for hidden, t, place in frame.session.hidden.get(key, ()):
        operands.append(hidden_input(frame, hidden, t, place))
    return Prepared(name, key, values, specs, canonical, tuple(operands), tuple(closing.rebound_keys()), handed)


def emit_call(frame: Frame, node: ast.AST, call: Prepared, name: str, result: Arg, more: Sequence[Arg] = ()) -> Arg:
    """The statement of a call, and its result; ``name`` may be a derivative of the callee that takes ``more``."""
    outs: dict[Var, Var] = {}
    for i, leaf in enumerate(leaves(result)):
        if leaf not in outs:
            place = frame.where(node, f".call.{i}")
            outs[leaf] = frame.b.var(call.canonical.back(leaf.type, place))
            if isinstance(leaf.type, List):
                outs[leaf] = runtime_lists.received(frame, node, place, leaf.type)
    frame.b.loc = loc = frame.loc(node)
    frame.b.stmts.append(Eqn(tuple(outs.values()), "call", (*call.operands, *more), (("function", name),), loc))
    return map_arg(lambda v: outs[v], result)


def invoke(
    frame: Frame,
    node: ast.AST,
    callee: types.FunctionType | Code,
    values: dict[str, Arg],
    made: Made | None = None,
) -> Arg:
    """Lower a call; the callee's text will stand beside the caller's."""
    call = prepared(frame, node, callee, values, made)
    result = None if call is None else frame.session.results.get(call.key)
    if call is None or result is None:
        return BOTTOM
    return received(frame, node, emit_call(frame, node, call, call.name, result), call.handed, call.rebound)


def is_flat(t: Type) -> bool:
    """Whether a structure has a parameter for each of its numbers: the text has no value for it, or knows some."""
    if not isinstance(t, Struct):
        return False
    return t.kind not in ("tuple", "list", "dict") or any(isinstance(i, Known) or is_flat(i) for i in t.items)


def _part(values: dict[str, Arg], path: tuple[Any, ...]) -> Arg:
    at: Arg = values[path[0]]
    for i in path[1:]:
        assert isinstance(at, Pack)
        at = at.items[i]
    return at


def numbers_of(arg: Arg, t: Type) -> list[Arg]:
    """The operands for a parameter that was taken apart into one for each number."""
    if isinstance(arg, Pack):
        assert isinstance(t, Struct)
        return [n for i, item in zip(arg.items, t.items, strict=True) for n in numbers_of(i, item)]
    return [] if isinstance(t, Known) else [arg]


class _Canonical:
    """Names axes by order of appearance, so that a callee is lowered once for many callers."""

    def __init__(self, code: object, by_value: set[tuple[object, tuple[object, ...]]]) -> None:
        self.code = code
        self.by_value = by_value
        self.names: dict[tuple[str, int], str] = {}
        self.dims: dict[str, Dim] = {}

    def spec(self, arg: Arg, path: tuple[object, ...]) -> Type:
        """The type of an argument; ``path`` says whose."""
        if isinstance(arg, Const):
            by_value = isinstance(arg.value, bool) or not is_number(type_of(arg)) or (self.code, path) in self.by_value
            if by_value:
                return Known(arg.key(), arg.value)
        if isinstance(arg, Pack):
            items = tuple(self.spec(item, (*path, i)) for i, item in enumerate(arg.items))
            if arg.kind == "iterator" and isinstance(arg.items[1], Const):
                items = items[0], Known(arg.items[1].key(), arg.items[1].value)  # how far it is decides what there is
            return Struct(arg.kind, arg.keys, items, arg.of)
        return self.type(type_of(arg))

    def type(self, t: Type) -> Type:
        """A type with the callee's names for axes."""
        return with_axes(t, self.dim)

    def dim(self, d: Dim) -> Dim:
        if d.known == "1" or d.name == ITEM:
            return d
        name = self.names.setdefault((d.name, d.offset), f"a{len(self.names)}")
        self.dims[name] = d
        return Dim(name, d.known)

    def back(self, t: Type, where: str) -> Type:
        def known(d: Dim, i: int) -> Dim:
            if d.known == "1":
                return d
            if d.name in self.dims:
                found = self.dims[d.name] if not d.offset else self.dims[d.name].shorter(-d.offset)
                if found is not None:
                    return found
            return d if d.name == ITEM else Dim(f"{where}.{i}", d.known)

        if isinstance(t, List):
            item = self.back(t.item, where)
            assert isinstance(item, (Scalar, Array))
            return List.of(item)
        if isinstance(t, Array) and t.axes is not None:
            return Array(t.dtype, tuple(known(d, i) for i, d in enumerate(t.axes)))
        if isinstance(t, Scalar) and t.dim is not None:
            return Scalar(t.kind, t.dtype)
        return t


def hidden_input(frame: Frame, name: str, t: Type, place: Place) -> Arg:
    """A captured number or array: an input that is read anew at every call."""
    for known, where in frame.hidden.values():
        if where == place:
            return known.var
    unique = name
    while unique in frame.hidden or unique in frame.env or unique in frame.names:
        unique += "_"
    var = frame.b.var(t, unique)
    frame.hidden[unique] = (Param(unique, var, var), place)
    return var


# What is called by its own meaning: each gets the arguments as they are lowered.
Lower = Callable[[Frame, ast.AST, list[Arg], dict[str, Arg]], Arg]
_REDUCTIONS = {id(getattr(builtins, name)): name for name in REDUCTIONS}
# The same for structures of some kind, and for objects of some class: these get what is called, too.
LowerObject = Callable[[Frame, ast.AST, Arg, list[Arg], dict[str, Arg]], Arg]
OF_KIND: dict[str, LowerObject] = {}
OF_CLASS: dict[type, LowerObject] = {}
ARRAY_METHODS: dict[str, Lower] = {}  # methods of arrays that are no rows: the first argument is the array
# What NumPy's numbers do as arrays do; they have no ``dot``, and what writes writes a copy.
NUMBER_METHODS = {"astype", "clip", "conj", "conjugate", "copy", "item", "max", "mean", "min", "prod"} | {
    *("round", "squeeze", "std", "sum", "transpose", "var")
}
OF_ROW: dict[str, Lower] = {}  # functions whose arguments or results are taken apart before the row is applied
BUILTINS: dict[Any, Lower] = {id(function): lower for function, lower in MAKERS.items()}
