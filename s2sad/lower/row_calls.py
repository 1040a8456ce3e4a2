"""Calls of functions that have rows: the arguments in the order and by the names of the row.

::

    np.sum(a, 0)                w3 = np.sum(a, axis=0)      the row says which arguments are statics
    np.arctan2(x1=y, x2=x)      w3 = np.arctan2(y, x)
"""

from __future__ import annotations

import ast
import inspect
from functools import cache

import numpy as np

from s2sad.ir import UNDEF, Arg, Const, Pack
from s2sad.lower.coercion import arrayed
from s2sad.lower.emitting import as_tuples, emit
from s2sad.lower.frame import Frame
from s2sad.lower.rows import is_row
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.writes import with_out
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.expand import without_row


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


def _literal(value: object) -> Arg:
    return Pack("tuple", tuple(map(_literal, value))) if isinstance(value, (tuple, list)) else Const(value)


def _in_order(rule: Rule, args: list[Arg], kwargs: dict[str, Arg]) -> bool:
    """Whether a call of a ufunc has its operands and nothing else: `inspect` would make up names that nobody uses."""
    return not kwargs and isinstance(rule.function, np.ufunc) and len(args) == rule.function.nin == len(rule.operands)


def _fits(rule: Rule, args: list[Arg], kwargs: dict[str, Arg]) -> bool:
    """Whether the operands of a row are just the arguments of a call that are no statics."""
    if _in_order(rule, args, kwargs):
        return True
    order = [name for name, _ in _parameters(rule)]
    defaults = dict(_parameters(rule))
    if len(args) > len(order) - _only_by_name(rule):
        return False
    passed = {**dict(zip(order, args, strict=False)), **kwargs}
    said = {k for k, v in passed.items() if not isinstance(v, Const) or v.value is not defaults.get(k, UNDEF)}
    given = {k for k in said if (k, passed[k]) != ("where", Const(True))}
    named = _named(rule)
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
    names = [(o, None) for o in rule.operands] if _in_order(rule, args, kwargs) else _parameters(rule)
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
        elif operand in rule.asked:
            frame.ask_for(value)
        if isinstance(value, Pack) and value.kind == "range":
            value = arrayed(frame, node, value)
        if (
            (len(operand) == 1 or operand in ("indices", "xp", "fp", *named))
            and isinstance(value, Pack)
            and value.kind in ("tuple", "list")
        ):
            value = emit(frame, node, "np.array", (value,))  # as NumPy does
        if operand == "xs" and isinstance(value, Pack) and not is_list(value):
            nests = rule.function is np.array  # which takes lists of lists as they are written
            items = (
                x if nests and isinstance(x, Pack) and not is_row(x) else arrayed(frame, node, x) for x in value.items
            )
            value = Pack(value.kind, tuple(items))
        operands.append(value)
    for k, v in given.items():
        if k in rule.statics:
            value = frame.known(v, node)
            statics[k] = as_tuples(value) if rule.statics[k] is not None else value
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
