"""Calls across which partials that may be infinite meet adjoints that need not be there.

::

    def pick(r, x):                               def f(x):
        return np.where(x > 0, r, 0.0)                return np.sum(pick(np.sqrt(x), x))

Only ``pick`` knows of which items of ``r`` there is no adjoint, and only ``f`` has the partial, infinite at 0: across
the call the adjoint is zero, and zero times infinity is nan.  So the statements of ``pick`` are put in place of the
call, and what is known of branches and choices in one function holds (`s2sad.differentiate.guards`,
`s2sad.differentiate.masks`).  So it is with a parameter that the callee reads in one arm of an ``if`` only, and with a
root that the callee makes and the caller chooses from, where the call does not work item by item or gives more.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import aliases, aligned, param_leaves
from s2sad.analyse.call_graph import recursive
from s2sad.analyse.effects import operations
from s2sad.analyse.presence import dispensable, leading
from s2sad.analyse.undefined import merges
from s2sad.dataclass import dataclass
from s2sad.differentiate.branches import picks
from s2sad.differentiate.items import calls_by_item, works_by_item
from s2sad.ir import Arg, Eqn, Function, Program, Var, bound, callees, custom_of, defined, leaves, statements, uses
from s2sad.optimise.inline import inline_found, inline_mixed
from s2sad.rules import REGISTRY
from s2sad.rules.singular import may_be_singular

_MOST = 1000  # statements that stand for the calls of one function


@dataclass(frozen=True)
class _Told:
    """Of a function: the parameters that choices take, those that need no adjoint, whether partials are infinite."""

    chosen: tuple[bool, ...]
    dispensable: tuple[bool, ...]
    singular: bool


def inline_across(program: Program) -> Program:
    """The program without such calls; those of recursive functions stay, and what comes to very many statements."""
    told: dict[str, _Told] = {}
    made = inline_found(program, partial(_across, told=told))
    if all(made.functions[name] is f for name, f in program.functions.items()):
        return program
    return inline_mixed(made)  # what is put in place may mix memory of the function that it now stands in


def _across(f: Function, program: Program, told: dict[str, _Told]) -> list[Eqn]:
    """The calls of a function that adjoints and infinite partials meet across."""
    if "call" not in operations(f) or _is_derivative(f):
        return []
    of = _Calls(program, told)
    calls = [s for s in statements(f) if isinstance(s, Eqn) and s.op == "call" and custom_of(s) is None]
    everything = Activity(set(_numbers(f)))
    by_item = leading(f, everything, of.singular, of.by_item)
    anyway = leading(f, everything, of.singular)
    chosen = _chosen(f, of)
    unneeded = dispensable(f, everything, of.needed)
    found = []
    for s in calls:
        callee = of.told(s)
        given = list(zip(_given(s), callee.chosen, callee.dispensable, strict=True))
        asked = any((choice and x in by_item) or (less and x in anyway) for x, choice, less in given)
        roots = callee.singular and (_is_one_of(s, chosen) or (len(s.outs) > 1 and _is_one_of(s, unneeded)))
        if asked or (roots and not calls_by_item(s, aliases(f, program), program)):
            found.append(s)
    found = [s for s in found if _only_computes(s, f, program)]
    return found if sum(len(statements(program.functions[s.attr("function")])) for s in found) <= _MOST else []


def _only_computes(s: Eqn, f: Function, program: Program) -> bool:
    """Whether a call hands on no memory that is written, and its callee calls nothing that calls itself.

    Whose memory is whose may be plain of a call, and not of its statements; and masks and marks are not of memory.
    Calls in derivatives stay: inside a function and outside of it, they are to round alike.
    """
    a, callee = aliases(f, program), program.functions[s.attr("function")]
    if any(map(a.buffer, (*uses(s), *s.outs))) or _is_derivative(callee):
        return False
    return not any(recursive(program.functions[g], program) for g in callees(callee))


def _is_derivative(f: Function) -> bool:
    return any(isinstance(s, Eqn) and s.of is not None for s in statements(f))


class _Calls:
    """What the callees of a program do with their parameters."""

    def __init__(self, program: Program, known: dict[str, _Told]) -> None:
        self.program = program
        self.known = known

    def told(self, s: Eqn) -> _Told:
        name = s.attr("function")
        if name not in self.known:
            f = self.program.functions[name]
            own = param_leaves(f)
            self.known[name] = _Told((False,) * len(own), (False,) * len(own), False)  # of what calls itself
            chosen = _chosen(f, self)
            less = dispensable(f, Activity(set(_numbers(f))), self.needed)
            roots = any(isinstance(t, Eqn) and self.singular(t) for t in statements(f))
            self.known[name] = _Told(tuple(v in chosen for v in own), tuple(v in less for v in own), roots)
        return self.known[name]

    def singular(self, s: Eqn) -> bool:
        return self.told(s).singular if _plain_call(s) else may_be_singular(s)

    def needed(self, s: Eqn) -> Iterable[tuple[Arg, bool]]:
        """What a call is given, each with whether an adjoint comes back where one goes in."""
        if not _plain_call(s):
            return [(x, True) for x in s.args]
        return [(x, not less) for x, less in zip(_given(s), self.told(s).dispensable, strict=True)]

    def by_item(self, s: Eqn) -> bool:
        return _plain_call(s) or bool((rule := REGISTRY.by_name[s.op]).chooses) or works_by_item(rule, s)


def _plain_call(s: Eqn) -> bool:
    return s.op == "call" and custom_of(s) is None


def _given(s: Eqn) -> list[Arg]:
    return [v for x in s.args for v in aligned(x)]


def _numbers(f: Function) -> Iterable[Var]:
    yield from param_leaves(f)
    for s in statements(f):
        yield from (*defined(s), *bound(s))


def _is_one_of(s: Eqn, found: set[Var]) -> bool:
    return not found.isdisjoint(s.outs)


def _chosen(f: Function, of: _Calls) -> set[Var]:
    """The w's that choices take, item by item, or what is made of them so."""
    found: set[Var] = set()

    def take(args: Iterable[Arg]) -> None:
        found.update(v for x in args for v in leaves(x))

    def eqn(s: Eqn) -> None:
        rule = REGISTRY.by_name[s.op]
        if rule.chooses:
            take(x for name, x in zip(rule.operands, s.args, strict=False) if name != rule.chooses)
        elif picks(s):
            take(s.args[:1])
        elif rule.takes:
            taken = dict(rule.takes)
            take(x for name, x in zip(rule.operands, s.args, strict=False) if name in taken)
        elif _plain_call(s):
            take(x for x, choice in zip(_given(s), of.told(s).chosen, strict=True) if choice)
            if _is_one_of(s, found):
                take(s.args)
        elif works_by_item(rule, s) and _is_one_of(s, found):
            take(s.args)

    before = -1
    while len(found) > before:
        before = len(found)
        for s in reversed(statements(f)):
            if isinstance(s, Eqn):
                eqn(s)
        for out, sources in merges(f.body):
            if out in found:
                take(sources)
    return found
