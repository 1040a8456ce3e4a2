"""Calls that have rules of the user's: the rules' statements stand where derivatives of the function's own would.

::

    y = f(x)                  y, k = f_forward(x)
                       ->     …
                              x_bar = f_backward(k, y_bar)

In reverse mode a rule for tangents is transposed: it is linear in them, so its adjoint is what is left of it when it is
differentiated by the tangents only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.analyse.aliases import mixing_calls, param_leaves, result_leaves, written_by, written_params
from s2sad.build import Builder
from s2sad.differentiate.forward import Forward
from s2sad.differentiate.refusals import refuse
from s2sad.differentiate.reverse import Reverse
from s2sad.differentiate.sweep import Sweep, carried_type
from s2sad.ir import (
    Arg,
    Block,
    Custom,
    Eqn,
    Function,
    Pack,
    Program,
    Stmt,
    Var,
    defined,
    leaves,
    touched,
    type_of,
    walk,
)
from s2sad.optimise.inline import inline_calls, spliced
from s2sad.rewriting import relabelled, renamed
from s2sad.rules import REGISTRY
from s2sad.types import Array, is_inexact

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


def reverse_custom(d: Deriver, adj: Reverse, s: Eqn, custom: Custom, actual: Sequence[Arg]) -> None:
    """Such a call in reverse mode."""
    if not any(map(adj.wants, s.outs)):
        return
    _check(d, adj, s, [actual[i] for i in custom.fixed if adj.wants(actual[i])])
    bars: list[Arg] = []
    for v in s.outs:
        if is_inexact(v.type):
            g = adj.take(v) if adj.wants(v) else None
            bars.append(adj.full(g, v))
    if custom.backward:
        kept = _forward(d, adj, s, custom)
        grads = _put(d, adj, s, custom.backward, [*kept, *bars])
        targets = [actual[i] for i in custom.adjoints]
    else:
        rule = _transposed(d, adj, s, custom)
        held = [adj.before(v, s) for v in actual]
        grads = _put(d, adj, s, rule.name, [*held, *(bars[i] for i in custom.dots)])
        targets = [actual[i] for i in custom.arguments]
    for target, g in zip(targets, grads, strict=True):
        if adj.wants(target):
            assert isinstance(target, Var)
            adj.add(target, adj.full(g, target))


def forward_custom(d: Deriver, tan: Forward, s: Eqn, custom: Custom, actual: Sequence[Arg]) -> None:
    """Such a call in forward mode."""
    tan.b.stmts.append(s)
    if not any(map(tan.active, s.outs)):
        return
    _check(d, tan, s, [actual[i] for i in custom.fixed if tan.active(actual[i])])
    if not custom.tangent:
        refuse(tan.f, s, "S2S306 forward")
    dots = [tan.full(actual[i]) for i in custom.arguments]
    made = dict(zip(custom.dots, _put(d, tan, s, custom.tangent, [*actual, *dots]), strict=True))
    found: dict[Var, Var] = {}
    for i, v in enumerate([v for v in s.outs if is_inexact(v.type)]):
        dot, hint = tan.b.full(made.get(i), v), f"{v!r}_dot"
        own = isinstance(v.type, Array) and tan.aliases.buffer(v)
        held = tan.b.copied(dot, hint) if own and isinstance(dot, Var) else tan.b.named(dot, hint)
        if isinstance(held, Var):
            found[v] = held
    tan.note(found)


def _check(d: Deriver, sweep: Sweep, s: Eqn, varying: Sequence[Arg]) -> None:
    """Refuse what no rule can say: that memory is shared or written, or that captured numbers vary."""
    if written_by(s, d.program) or any(c is s for c in mixing_calls(sweep.f, d.program)):
        refuse(sweep.f, s, "S2S401 rule")
    if varying:
        refuse(sweep.f, s, "S2S306 captured")


def _put(d: Deriver, sweep: Sweep, s: Eqn, name: str, args: Sequence[Arg]) -> list[Arg]:
    """The statements of a rule in the sweep, and what it gives."""
    stmts, results = _spliced(d, name, _own(d, name, args, sweep.b), s, s)
    sweep.b.stmts += stmts
    return results


def _own(d: Deriver, name: str, args: Sequence[Arg], b: Builder) -> list[Arg]:
    """What a rule is handed; of arrays that it writes a copy, as they are others' too."""
    program = d.with_made()
    written = written_params(program.functions[name], program)
    return [b.copied(v) if i in written and isinstance(v, Var) else v for i, v in enumerate(args)]


def _spliced(d: Deriver, name: str, args: Sequence[Arg], s: Eqn, of: Eqn | None = None) -> tuple[list[Stmt], list[Arg]]:
    """The statements of a rule, and what it gives; a call of it where it has branches or loops."""
    program = d.with_made()
    stmts, results = spliced(name, tuple(args), program, s.loc, of)
    if all(isinstance(t, Eqn) for t in stmts):
        return stmts, results
    outs = tuple(Var(next(d.supply), v.type) for v in result_leaves(program.functions[name]))
    return [Eqn(outs, "call", tuple(args), (("function", name),), s.loc, of)], list(outs)


def _forward(d: Deriver, adj: Reverse, s: Eqn, custom: Custom) -> list[Arg]:
    """The forward rule in the forward sweep, instead of the call; what it keeps for the backward rule."""
    b = Builder(d.supply, [])
    stmts, results = _spliced(d, custom.forward, _own(d, custom.forward, s.args, b), s)
    stmts = [*b.stmts, *stmts]
    memory = [v for v in (*s.outs, *(v for x in s.args for v in leaves(x))) if isinstance(v.type, Array)]
    writes = any(REGISTRY.by_name[t.op].writes for t in _operations(stmts)) or any(map(adj.aliases.buffer, memory))
    if not writes:
        stmts, results = _without_copies(stmts, results)
    own = {v for t in stmts for v in defined(t)}
    new: dict[Var, Var] = {}
    for out, r in zip(s.outs, results, strict=False):
        if isinstance(r, Var) and r in own and r not in new:
            new[r] = out
        elif isinstance(out.type, Array) and writes:
            stmts.append(Eqn((out,), "copy", (r,), loc=s.loc))
        else:
            adj.same[out] = r
    # Copies that keep what the rule gives apart from other memory go where nobody can tell.
    stmts = [replace(t, of=s) if isinstance(t, Eqn) and t.op == "copy" else t for t in stmts]
    block = relabelled(Block(tuple(stmts), tuple(results[len(s.outs) :])), new)
    for t in block.stmts:
        for v in defined(t):
            adj.regions.home.setdefault(v, adj.regions.of[id(s)])
    adj.replaced[id(s)] = block.stmts
    return list(block.yields)


def _without_copies(stmts: Sequence[Stmt], results: Sequence[Arg]) -> tuple[list[Stmt], list[Arg]]:
    """The statements with originals for copies, where nothing is written."""
    gone = {t.outs[0]: t.args[0] for t in stmts if isinstance(t, Eqn) and _is_same(t)}

    def original(x: Arg) -> Arg:
        while isinstance(x, Var) and x in gone:
            x = gone[x]
        return x

    known = {v: original(v) for v in gone}
    block = renamed(
        Block(tuple(t for t in stmts if not defined(t) or defined(t)[0] not in gone), tuple(results)), known
    )
    return list(block.stmts), list(block.yields)


def _is_same(s: Eqn) -> bool:
    """Whether a statement gives what it gets: where nothing is written, a copy is as good as the original."""
    return s.op == "copy" or (s.op == "pos" and s.outs[0].type == type_of(s.args[0]))


def _operations(stmts: Sequence[Stmt]) -> list[Eqn]:
    return [t for t in walk(Block(tuple(stmts))) if isinstance(t, Eqn)]


def _transposed(d: Deriver, adj: Reverse, s: Eqn, custom: Custom) -> Function:
    """The adjoint of a rule for tangents: takes the arguments and the adjoints of the results, gives the arguments'."""
    found = d.transposed.get(custom.tangent)
    if found is not None:
        return found
    program = inline_calls(d.program, custom.tangent)
    rule = program.functions[custom.tangent]
    count = len(rule.params) - len(custom.arguments)
    dots = {v for p in rule.params[count:] for v in leaves(p.tree)}
    mask = tuple(v in dots for v in param_leaves(rule))
    inner = type(d)(Program(dict(program.functions), program.supply), d.optimise, final=False)
    made = inner.pullback(rule.name, mask, [carried_type(v.type) for v in result_leaves(rule)], "_transposed")
    stmts = _needed(made, inner.program)
    if not any(_reads(t, dots) for t in _operations(stmts)):
        # Where only its shape is asked for, what it is a tangent of has it too.
        like = dict(zip((v for p in rule.params[count:] for v in leaves(p.tree)), _primals(rule, custom), strict=True))
        made = replace(made, body=renamed(Block(stmts, made.body.yields), like))
        stmts = made.body.stmts
    if any(v in dots for t in stmts for v in touched(t)):
        refuse(adj.f, s, "S2S306 linear")
    tree = made.body.yields[0]
    grads = tree.items if len(custom.arguments) > 1 and isinstance(tree, Pack) else (tree,)
    params = (*made.params[:count], *made.params[len(rule.params) :])
    found = Function(made.name, params, Block(stmts, tuple(grads)), rule.notes)
    d.made.update({n: f for n, f in inner.made.items() if n not in d.made})
    d.made[found.name] = d.transposed[custom.tangent] = found
    return found


def _primals(rule: Function, custom: Custom) -> list[Var]:
    """The arguments that the tangents belong to."""
    given = param_leaves(rule)
    return [given[i] for i in custom.arguments]


def _reads(s: Eqn, dots: set[Var]) -> bool:
    """Whether a statement reads the numbers of a tangent, and not its shape alone."""
    rule = REGISTRY.by_name[s.op]
    names = rule.operands if len(rule.operands) == len(s.args) else ("",) * len(s.args)
    return any(v in dots for n, x in zip(names, s.args, strict=True) if n not in rule.shape_only for v in leaves(x))


def _needed(f: Function, program: Program) -> tuple[Stmt, ...]:
    """The statements that the result needs: what else they do, the primal has done."""
    wanted = {v for y in f.body.yields for v in leaves(y)}
    kept: list[Stmt] = []
    for s in reversed(f.body.stmts):
        inside = _operations([s])
        writes = any(REGISTRY.by_name[t.op].writes or written_by(t, program) for t in inside)
        if writes or not wanted.isdisjoint(defined(s)):
            kept.append(s)
            wanted.update(touched(s))
    return tuple(reversed(kept))
