"""Calls of functions with derivatives of the user's: ``custom_vjp``, ``custom_jvp``, ``insert_grad_of``.

The rules are lowered for the types of the call, like the function itself, and stand in the program as functions of
numbers and arrays; the call names them (`s2sad.ir.Custom`), and `s2sad.differentiate.custom` puts them in its place::

    y = f(x)      w3 = call(w1, {function: f_primal, forward: f_forward, backward: f_backward})

What a function captures is handed in beside the arguments.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from s2sad import custom as public
from s2sad.dataclass import dataclass
from s2sad.differentiate.seam import free
from s2sad.differentiate.sweep import carried_type
from s2sad.ir import Arg, Block, Const, Custom, Eqn, Function, Pack, Param, Stmt, Var, leaves, map_arg, type_of
from s2sad.lower.callee_calls import bound, function_values
from s2sad.lower.calls import call_value
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.derivatives import refuse, registered
from s2sad.lower.emitting import emit, force
from s2sad.lower.frame import Frame
from s2sad.lower.handing import holds_same
from s2sad.lower.heap import anew, bare
from s2sad.lower.meanings import BUILTINS, OF_CLASS
from s2sad.lower.outside import captured
from s2sad.lower.own_memory import copy_of_array
from s2sad.optimise.results import another
from s2sad.types import List, Type, is_inexact, is_number, rank

Run = Callable[[list[Arg]], Arg]


@dataclass(frozen=True)
class _Rule:
    """A function of a call with rules: what it takes after the arguments, its statements, what it gives."""

    more: tuple[Var, ...]
    stmts: tuple[Stmt, ...]
    yields: tuple[Arg, ...]
    of: tuple[int, ...] = ()  # the arguments or results that it gives something of
    whole: Arg = BOTTOM  # the function's value in its structure

    @property
    def captured(self) -> list[Var]:
        """What it reads from around it, the arguments of the call included."""
        return [v for v in free(self.stmts, self.yields) if v not in self.more]


@dataclass(frozen=True)
class _Made:
    """What was lowered gives."""

    yields: Sequence[Arg]
    of: Sequence[int] = ()
    whole: Arg = BOTTOM


@dataclass(frozen=True)
class _Call:
    """A call with rules while it is lowered."""

    frame: Frame
    node: ast.AST
    args: tuple[Arg, ...]  # with w's of their own
    varied: tuple[bool, ...]  # which of them have derivatives
    result: Arg = BOTTOM

    def parts(self, varied: bool) -> list[Arg]:
        """The arguments that have derivatives, or those that have none."""
        return [a for a, on in zip(self.args, self.varied, strict=True) if on == varied]

    def rule(self, more: Sequence[Arg], run: Callable[[], _Made | None]) -> _Rule | None:
        """A rule of what is lowered here; None while types are not known yet."""
        yields: list[Arg] = []
        with self.frame.scope() as stmts:
            made = run()
            for y in () if made is None else made.yields:  # a w of its own for each: they are results of a call
                yields.append(another(self.frame.b, y) if not isinstance(y, Var) or y in yields else y)
        if made is None:
            return None
        given = tuple(v for m in more for v in leaves(m))
        return _Rule(given, tuple(stmts), tuple(yields), tuple(made.of), made.whole)

    def value(self, function: Arg, args: Sequence[Arg]) -> Arg:
        """What a function gives; BOTTOM while that is not known in full."""
        given = bare(call_value(self.frame, self.node, function, list(args), {}))
        return BOTTOM if _is_open(given) else given

    def beside(self, tree: Arg) -> Arg:
        """The tangents or adjoints of a value, in its structure; zero for a known number, None for what is no float."""
        if isinstance(tree, Pack):
            return tree.like(map(self.beside, tree.items))
        t = type_of(tree)
        if isinstance(tree, Var) and is_inexact(t):
            return self.frame.b.var(carried_type(t))
        return Const(0.0) if is_number(t) else Const(None)

    def copied(self, tree: Arg) -> Arg:
        """A value in memory of its own: what rules give outlives what is written meanwhile."""
        return map_arg(lambda v: copy_of_array(self.frame, self.node, v), tree)

    def pair(self, value: Arg, what: str) -> tuple[Arg, Arg]:
        """The two items of what a rule returns."""
        if not isinstance(value, Pack) or len(value.items) != 2:
            refuse(self.frame, self.node, f"a rule whose {what} is no pair", "it returns two things.", "see its text.")
        return value.items[0], value.items[1]

    def of_each(self, given: Arg, tree: Arg, what: str, fill: bool = False) -> Iterator[tuple[int, Arg]]:
        """What a rule gives for each float of a value, with its number; not for those that it gives None."""
        for i, (v, g) in enumerate(self._beside(given, tree, what)):
            if g == Const(None) or g == Const(0.0) or g == Const(0):
                continue
            t = type_of(g)
            if (not is_inexact(t) and not isinstance(g, Const)) or rank(t) != rank(v.type):
                self._refuse(what, t, v.type)
            yield i, emit(self.frame, self.node, "held", (g,)) if isinstance(g, Const) else g

    def _beside(self, given: Arg, tree: Arg, what: str) -> Iterator[tuple[Var, Arg]]:
        if isinstance(tree, Var):
            if is_inexact(tree.type):
                yield tree, given
        elif isinstance(tree, Pack) and given == Const(None):
            yield from ((v, given) for v in leaves(tree) if is_inexact(v.type))
        elif isinstance(tree, Pack):
            if not isinstance(given, Pack) or len(given.items) != len(tree.items):
                self._refuse(what, type_of(given), type_of(tree))
            items: Mapping[object, Arg] = dict(zip(given.keys or (), given.items, strict=True)) if tree.keys else {}
            if tree.keys and set(items) != set(tree.keys):
                self._refuse(what, type_of(given), type_of(tree))
            for n, part in enumerate(tree.items):
                yield from self._beside(items[tree.keys[n]] if tree.keys else given.items[n], part, what)

    def _refuse(self, what: str, t: Type, wanted: Type) -> NoReturn:
        why = f"it is of type {t}, and belongs to {wanted}."
        refuse(self.frame, self.node, f"{what} of another structure", why, "return one like it, or None.")


Rules = Callable[[_Call], "dict[str, _Rule | None]"]


def _rule_of(frame: Frame, node: ast.AST, f: public.Custom, name: str) -> Arg:
    """A rule's function; a derivative that was made with it is made anew where it is given another one."""
    place = frame.session.place_of(f)
    rule = getattr(f, name)
    return Const(rule) if place is None else captured(frame, node, (*place, ("attribute", name)), rule)


def _vjp_rules(f: public.Custom) -> Rules:
    def rules(call: _Call) -> dict[str, _Rule | None]:
        kept: list[Arg] = []

        def forward() -> _Made | None:
            made = call.value(_rule_of(call.frame, call.node, f, "forward"), call.args)
            if made is BOTTOM:
                return None
            value, residuals = call.pair(made, "forward")
            if not _alike(value, call.result):
                call._refuse("a value by the forward rule", type_of(value), type_of(call.result))
            kept.append(call.copied(residuals))
            return _Made([*_flat(call.copied(value), call.result), *leaves(kept[0])])

        first = call.rule((), forward)
        if first is None:
            return {"forward": None}
        held = map_arg(lambda v: call.frame.b.var(v.type), kept[0])
        bars = call.beside(call.result)

        def backward() -> _Made | None:
            given = call.value(_rule_of(call.frame, call.node, f, "backward"), [*call.parts(False), held, bars])
            return (
                None
                if given is BOTTOM
                else _split(call.of_each(given, Pack("tuple", tuple(call.parts(True))), "adjoints"))
            )

        return {"forward": first, "backward": call.rule((held, bars), backward)}

    return rules


def _jvp_rules(f: public.Custom) -> Rules:
    def rules(call: _Call) -> dict[str, _Rule | None]:
        primals = Pack("tuple", tuple(call.parts(True)))
        dots = call.beside(primals)

        def tangent() -> _Made | None:
            made = call.value(_rule_of(call.frame, call.node, f, "jvp"), [*call.parts(False), primals, dots])
            if made is BOTTOM:
                return None
            return _split(call.of_each(call.pair(made, "result")[1], call.result, "a tangent"))

        return {"tangent": call.rule((dots,), tangent)}

    return rules


def _edit_rules(edit: Arg) -> Rules:
    def rules(call: _Call) -> dict[str, _Rule | None]:
        (x,) = call.args
        bars, dots = call.beside(x), call.beside(x)

        def edited() -> _Made | None:
            given = call.value(edit, [bars])
            return None if given is BOTTOM else _split(call.of_each(given, x, "an adjoint"))

        return {
            "forward": call.rule((), lambda: _Made(leaves(call.copied(x)))),
            "backward": call.rule((bars,), edited),
            "tangent": call.rule((dots,), lambda: _Made(leaves(dots), range(len(leaves(dots))))),
        }

    return rules


def _is_open(value: Arg) -> bool:
    return value is BOTTOM or (isinstance(value, Pack) and any(map(_is_open, value.items)))


def _split(given: Iterator[tuple[int, Arg]]) -> _Made:
    found = list(given)
    return _Made([g for _, g in found], [i for i, _ in found])


def _alike(a: Arg, b: Arg) -> bool:
    if isinstance(a, Pack) and isinstance(b, Pack):
        return a.keys == b.keys and len(a.items) == len(b.items) and all(map(_alike, a.items, b.items))
    if isinstance(a, Pack) or isinstance(b, Pack):
        return False
    return rank(type_of(a)) == rank(type_of(b)) and is_inexact(type_of(a)) == is_inexact(type_of(b))


def _flat(value: Arg, like: Arg) -> list[Arg]:
    """What belongs to each w of a structure."""
    if isinstance(value, Pack) and isinstance(like, Pack):
        return [x for a, b in zip(value.items, like.items, strict=True) for x in _flat(a, b)]
    return [value] if isinstance(like, Var) else []


def _lowered(
    frame: Frame,
    node: ast.AST,
    title: str,
    given: list[Arg],
    varied: list[bool],
    run: Run,
    rules: Rules,
    called: Sequence[str] = (),
) -> Arg:
    """The call, with its rules as functions of the program."""
    given = [bare(a) for a in given]
    if any(map(holds_same, given)):
        refuse(frame, node, f"a call of {title} that gets one list twice", "it has rules.", "pass copies.")
    operands = [v for a in given for v in leaves(a)]
    if any(isinstance(v.type, List) for v in operands):
        what, why = f"a call of {title} that gets a list whose length only the run knows", "it has rules, and they take"
        refuse(frame, node, what, f"{why} numbers and arrays.", "pass an array: np.array(items).")
    call = _Call(frame, node, tuple(map_arg(lambda v: frame.b.var(v.type), a) for a in given), tuple(varied))
    primal = call.rule((), lambda: _value(run, call))
    if primal is None:
        return BOTTOM
    call = _Call(frame, node, call.args, call.varied, primal.whole)
    made: dict[str, _Rule] = {"primal": primal}
    for kind, rule in rules(call).items():
        if rule is None:  # it calls what it is a rule of: the next reading knows what that gives
            frame.session.changed = True
        else:
            made[kind] = rule
    fixed = {v for k, r in made.items() if k in ("primal", "forward") for v in r.captured}
    fixed.difference_update(v for a in call.parts(True) for v in leaves(a))
    if "backward" in made:
        made["forward"], made["backward"] = _handed_on(call, made["forward"], made["backward"])
    own = [v for a in call.args for v in leaves(a)]
    captured = [v for v in dict.fromkeys(v for r in made.values() for v in r.captured) if v not in own]
    parameters = {a: name for a, name in zip(call.args, called, strict=False) if name and isinstance(a, Var)}
    names = _registered(call, title, made, [*own, *captured], parameters)
    outs = tuple(frame.b.var(v.type) for v in leaves(primal.whole))
    params = [*own, *captured]
    floats = [i for i, v in enumerate(params) if v in {v for a in call.parts(True) for v in leaves(a)}]
    floats = [i for i in floats if is_inexact(params[i].type)]
    custom = Custom(
        title,
        tuple(floats),
        tuple(i for i, v in enumerate(params) if v in fixed and is_inexact(v.type)),
        names.get("forward", ""),
        names.get("backward", ""),
        tuple(floats[i] for i in made["backward"].of) if "backward" in made else (),
        names.get("tangent", ""),
        made["tangent"].of if "tangent" in made else (),
    )
    frame.b.loc = loc = frame.loc(node)
    attrs = (("function", names["primal"]), ("custom", custom))
    frame.b.stmts.append(Eqn(outs, "call", (*operands, *captured), attrs, loc))
    rest = iter(outs)
    return anew(map_arg(lambda _: next(rest), primal.whole))


def _value(run: Run, call: _Call) -> _Made | None:
    value = bare(run(list(call.args)))
    return None if _is_open(value) else _Made(leaves(value), (), value)


def _handed_on(call: _Call, forward: _Rule, backward: _Rule) -> tuple[_Rule, _Rule]:
    """The rules where what the backward one captures is kept by the forward one."""
    captured = backward.captured
    count = len(backward.more) - sum(is_inexact(v.type) for v in leaves(call.result))
    with call.frame.scope() as stmts:
        copies = [call.copied(v) for v in captured]
    kept = replace(forward, stmts=(*forward.stmts, *stmts), yields=(*forward.yields, *copies))
    return kept, replace(backward, more=(*backward.more[:count], *captured, *backward.more[count:]))


def _registered(
    call: _Call, title: str, rules: Mapping[str, _Rule], params: Sequence[Var], called: Mapping[Var, str]
) -> dict[str, str]:
    """The rules as functions of the program, by kind; their parameters are called as those of the function."""
    place = call.frame.fresh_prefix(call.frame.where(call.node))
    names: dict[str, str] = {}
    for kind, rule in rules.items():
        given = [*([] if kind == "backward" else params), *rule.more]
        notes: tuple[tuple[str, object], ...] = (("source", call.frame.source), ("hidden", ()))
        spelled = dict(called)
        if kind == "tangent":
            floats = [v for a in call.parts(True) for v in leaves(a) if is_inexact(v.type)]
            spelled.update({d: f"{called[v]}_dot" for v, d in zip(floats, rule.more, strict=True) if v in called})
        whole = tuple(Param(spelled.get(v, repr(v)), v, v) for v in given)
        made = Function(f"{title}_{kind}", whole, Block(rule.stmts, rule.yields), notes)
        names[kind] = registered(call.frame, made, ("custom", kind, call.frame.context, place))
    return names


def _call_custom(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``f(x)`` of an f with rules."""
    assert isinstance(target, Const)
    f = target.value
    if not isinstance(f, public.Custom):  # a method of it
        refuse(frame, node, "a rule given inside the function", "it would hold from then on.", "give it outside.")
    if not callable(f.rules[0]):
        what, why = f"a call of {f!r}", "it has no rule: neither defvjp nor defjvp was called."
        refuse(frame, node, what, why, "give it its rule.")
    given = _positional(frame, node, f, args, kwargs)
    fixed = {n % len(given) for n in f.nondiff_argnums} if given else set()
    rules = _vjp_rules(f) if isinstance(f, public.custom_vjp) else _jvp_rules(f)
    varied = [i not in fixed for i in range(len(given))]

    def run(args: list[Arg]) -> Arg:
        return call_value(frame, node, Const(f.function), args, {})

    return _lowered(frame, node, getattr(f, "__name__", "f"), given, varied, run, rules, _called(f))


def _called(f: public.Custom) -> list[str]:
    """The names of the parameters, up to one that takes any number of arguments; not those of derivatives."""
    if not isinstance(f.function, types.FunctionType):
        return []
    parameters = inspect.signature(f.function, follow_wrapped=False).parameters.values()
    first = itertools.takewhile(lambda p: p.kind is not p.VAR_POSITIONAL, parameters)
    return ["" if p.name.endswith(("_bar", "_dot")) or p.name == "tape" else p.name for p in first]


def _positional(frame: Frame, node: ast.AST, f: public.Custom, args: list[Arg], kwargs: dict[str, Arg]) -> list[Arg]:
    """The arguments by position: the rules take no other."""
    function: Any = f.function
    if not isinstance(function, types.FunctionType):
        if kwargs:
            refuse(frame, node, f"arguments of {f!r} by name", "its rules take them by position.", "leave the names.")
        return args
    values = function_values(frame, node, function, args, kwargs)
    given: list[Arg] = []
    for p in inspect.signature(function, follow_wrapped=False).parameters.values():
        value = values[p.name]
        items = value.items if isinstance(value, Pack) else ()
        if p.kind is p.VAR_POSITIONAL:
            given += items
        elif p.kind is p.KEYWORD_ONLY or (p.kind is p.VAR_KEYWORD and items):
            what, why = f"arguments of {f!r} that are given by name only", "its rules take them by position."
            refuse(frame, node, what, why, "give it positional parameters.")
        elif p.kind is not p.VAR_KEYWORD:
            given.append(value)
    return given


def _lower_insert(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``insert_grad_of(x, edit)``."""
    signature = inspect.signature(public.insert_grad_of)
    values = bound(frame, node, "insert_grad_of", signature, args, kwargs, lambda p: Const(p.default))
    x = force(frame, values["x"], node)

    def run(args: list[Arg]) -> Arg:
        return map_arg(lambda v: copy_of_array(frame, node, v), args[0])

    return _lowered(frame, node, "insert_grad_of", [x], [True], run, _edit_rules(values["edit"]))


BUILTINS[id(public.insert_grad_of)] = _lower_insert
for _cls in (public.custom_vjp, public.custom_jvp):
    OF_CLASS[_cls] = _call_custom
