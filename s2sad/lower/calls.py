"""Calls: of rules, of methods, of the user's own functions, of a few builtins."""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable
from functools import cache
from typing import Any

from s2sad.ir import UNDEF, Arg, Const, Eqn, Function, Pack, Param, Var, leaves, map_arg, type_of
from s2sad.lower.expressions import METHODS, emit, expression, force, usable
from s2sad.lower.frame import BOTTOM, Frame, Place
from s2sad.lower.iterables import MAKERS, VIEWS, check_name
from s2sad.rules import REGISTRY, Rule
from s2sad.types import Array, Dim, Known, Scalar, Type, is_number

_WHY_NO_RULE = "its derivative is not known: there is no rule for it, and it is no Python function that can be read."


def call(frame: Frame, node: ast.Call) -> Arg:
    """Lower a call by what is called."""
    target = expression(frame, node.func)
    args, kwargs = _arguments(frame, node)
    if target is BOTTOM:
        return BOTTOM
    if isinstance(target, Pack) and target.kind == "method":
        base, name = target.items
        assert isinstance(name, Const)
        if isinstance(base, Pack):
            return VIEWS[name.value](frame, node, base, args, kwargs)
        return _ruled(frame, node, REGISTRY.by_name[METHODS[name.value]], [base, *args], kwargs, method=True)
    if not isinstance(target, Const):
        frame.refuse(
            node, "S2S301", f"a call of {type_of(target)}", "it is no function.", "call a function that has a name."
        )
    function = plain_function(target.value)
    if isinstance(function, (type, types.BuiltinFunctionType)) and function in MAKERS:
        return BOTTOM if any(a is BOTTOM for a in args) else MAKERS[function](frame, node, args, kwargs)
    rule = REGISTRY.find(function)
    if rule is not None:
        return _ruled(frame, node, rule, args, kwargs)
    if type(function).__module__.startswith("s2sad.") or getattr(function, "__module__", "").startswith("s2sad."):
        frame.refuse(
            node,
            "S2S301",
            "a derivative taken inside the function",
            "operators are not expanded inside a function that is itself differentiated.",
            "take it outside: grad(grad(f)), jvp(grad(f), ...), vjp(grad(f), ...).",
        )
    if isinstance(function, types.MethodType):
        function, args = plain_function(function.__func__), [Const(function.__self__), *args]
    if isinstance(function, types.FunctionType):
        return call_function(frame, node, function, args, kwargs)
    shown = getattr(function, "__qualname__", None) or repr(function)
    frame.refuse(node, "S2S301", f"a call of {shown}", _WHY_NO_RULE, "use a supported function, or register a rule.")


def plain_function(value: object) -> Any:
    """The function behind a decorated one: `Differentiable` marks it."""
    return getattr(value, "__s2sad_function__", value)


def _arguments(frame: Frame, node: ast.Call) -> tuple[list[Arg], dict[str, Arg]]:
    args: list[Arg] = []
    for a in node.args:
        if isinstance(a, ast.Starred):
            many = expression(frame, a.value)
            if not isinstance(many, Pack) or many.kind not in ("tuple", "list"):
                frame.refuse(a, "S2S211", "unpacked arguments", "their number is not known.", "pass them one by one.")
            args += [force(frame, i, a) for i in many.items]
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
    return args, kwargs


# ---------------------------------------------------------------- rules


@cache
def _parameters(rule: Rule) -> tuple[tuple[str, object], ...]:
    """Names and defaults of the real function's parameters, as far as Python tells.

    Where none can be given by name, as of ``math.sqrt``, the row's names do: `inspect` would parse a text for them.
    """
    try:
        if (getattr(rule.function, "__text_signature__", None) or "").endswith("/)"):
            raise ValueError("positional only")
        found = inspect.signature(rule.function).parameters.values()  # type: ignore[arg-type]
        names = [
            (p.name, p.default) for p in found if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
        ]
    except (TypeError, ValueError):
        names = []
    if len(names) < len(rule.operands):
        names = [(o, inspect.Parameter.empty) for o in rule.operands]
    names += [(s, d) for s, d in rule.statics.items() if s not in dict(names)]
    return tuple(names)


def _ruled(
    frame: Frame, node: ast.Call, rule: Rule, args: list[Arg], kwargs: dict[str, Arg], method: bool = False
) -> Arg:
    """Bind a call to a row: operands by position or NumPy's own names, the rest static."""
    names = _parameters(rule)
    if method and rule.name in ("np.reshape", "np.transpose") and len(args) > 2:
        args = [args[0], Pack("tuple", tuple(args[1:]))]
    if len(args) > len(names):
        frame.refuse(node, "S2S302", f"{len(args)} arguments of {rule.name}", "it takes fewer.", "check the call.")
    given = {names[i][0]: a for i, a in enumerate(args)}
    for k, v in kwargs.items():
        if k in given:
            frame.refuse(node, "S2S211", f"two values for {k!r}", "the primal would raise.", "check the call.")
        given[k] = v
    operands: list[Arg] = []
    order = list(dict(names))
    statics: dict[str, object] = {}
    for position, operand in enumerate(rule.operands):
        real = order[position]
        if real in rule.statics:
            real = operand
        value = given.pop(real, given.pop(operand, None))
        if value is None:
            frame.refuse(node, "S2S302", f"{rule.name} without {real!r}", "the row needs it.", "pass it.")
        operands.append(value)
    for k, v in given.items():
        if k in rule.statics:
            statics[k] = frame.known(v, node)
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
    return emit(frame, node, rule.name, tuple(operands), statics)


# ---------------------------------------------------------------- the user's own functions


def call_function(
    frame: Frame, node: ast.Call, function: types.FunctionType, args: list[Arg], kwargs: dict[str, Arg]
) -> Arg:
    """Lower the callee at the types of this call; its text will stand beside the caller's."""
    try:
        bound = inspect.signature(function, follow_wrapped=False).bind(*args, **kwargs)
    except TypeError as e:
        frame.refuse(node, "S2S211", f"a call of {function.__name__}", f"{e}.", "check the call.")
    values: dict[str, Arg] = {}
    for p in inspect.signature(function, follow_wrapped=False).parameters.values():
        if p.kind is p.VAR_POSITIONAL:
            values[p.name] = Pack("tuple", tuple(bound.arguments.get(p.name, ())))
        elif p.kind is p.VAR_KEYWORD:
            extra = bound.arguments.get(p.name, {})
            values[p.name] = Pack("dict", tuple(extra.values()), tuple(extra))
        elif p.name in bound.arguments:
            values[p.name] = bound.arguments[p.name]
        else:
            values[p.name] = Const(p.default)
    for v in values.values():
        check_name(frame, node, usable(frame, v, node), "handed to a function")
    if any(v is BOTTOM for v in values.values()):
        return BOTTOM
    from s2sad.lower.functions import instance

    canonical = _Canonical()
    specs = {k: canonical.spec(v) for k, v in values.items()}
    key, name, made = instance(frame, node, function, specs)
    result = frame.session.results.get(key)
    if result is None:
        return BOTTOM
    dynamic: list[Arg] = [v for k, v in values.items() if not isinstance(specs[k], Known)]
    if made is not None:
        for hidden, place in made.note("hidden", ()):
            dynamic.append(hidden_input(frame, hidden.name, hidden.var.type, place))
    outs: dict[Var, Var] = {}
    for i, leaf in enumerate(leaves(result)):
        if leaf not in outs:
            outs[leaf] = frame.b.var(canonical.back(leaf.type, frame.where(node, f".call.{i}")))
    frame.b.loc = frame.loc(node)
    frame.b.stmts.append(Eqn(tuple(outs.values()), "call", tuple(dynamic), (("function", name),), frame.loc(node)))
    return map_arg(lambda v: outs[v], result)


class _Canonical:
    """Names axes by order of appearance, so that a callee is lowered once for many callers."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, int], str] = {}
        self.dims: dict[str, Dim] = {}

    def spec(self, arg: Arg) -> Type:
        from s2sad.types import Struct

        if (isinstance(arg, Const) and not is_number(type_of(arg))) or (
            isinstance(arg, Const) and isinstance(arg.value, bool)
        ):
            return Known(arg.key(), arg.value)
        if isinstance(arg, Pack):
            return Struct(arg.kind, arg.keys, tuple(map(self.spec, arg.items)))
        t = type_of(arg)
        if isinstance(t, Array) and t.axes is not None:
            return Array(t.dtype, tuple(map(self.dim, t.axes)))
        if isinstance(t, Scalar) and t.dim is not None:
            return Scalar(t.kind, t.dtype, self.dim(t.dim))
        return t

    def dim(self, d: Dim) -> Dim:
        if d.known == "1":
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
            return Dim(f"{where}.{i}", d.known)

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
    while unique in frame.hidden or unique in frame.env:
        unique += "_"
    var = frame.b.var(t, unique)
    frame.hidden[unique] = (Param(unique, var, var), place)
    return var


Lowered = Callable[[Frame, ast.Call], Arg]
__all__ = ["Function", "call", "call_function", "hidden_input", "plain_function"]
