"""What is computed for one branch of ``np.where`` alone: its adjoint is cut off where the other branch is taken.

``np.where(x > 0, np.log(x), 0.0)`` computes ``log(0)`` and throws it away.  Its derivative is infinite there, and an
adjoint of zero times infinity would be nan.  So within what only one branch uses, adjoints are those of the result, and
the condition is applied where they leave it::

    w3 = np.log(x)                              w3_bar = out_bar
    w4 = np.where(w2, w3, 0.0)        ->        x_bar = np.where(w2, w3_bar / x, 0.0)

What a comparison reads gets no adjoint from there, so ``np.where(n > 0, x / n, x)`` is such a choice as well.
What is remembered on a tape is used where it is popped, and what leaves on a record where its readers use it: the
derivative of a derivative cuts off there as well.  What several branches use is cut off where none of them is taken;
where an operand is of another shape than the choice, or of a shape that is not known, the condition is that any item
which it became part of is taken.  These two are asked only where something in the branches has a partial that may be
infinite, or that is made of what has one.  So it is with rows that choose by the operands themselves,
``np.maximum(np.log(x), -9.0)``, ``np.nansum(w * x)``: the row says where an operand is taken; of ``np.log(x)[x > 0]``
the index does.  Memory that stores write over, ``r = np.log(x); r[x <= 0] = -9.0``, is taken where these leave it, if
nothing but such choices reads it before (`s2sad.analyse.overwritten`).

Of a choice that only a branch of another uses, ``np.where(c, np.maximum(np.log(x), -9.0), x)``, the condition is that
both take it; and where the arms of an ``if`` have choices of their own, that the run takes the arm too.  Conditions
that only an arm knows are asked for (`s2sad.differentiate.arms`).  What a call gives is cut off behind the call, where
the function works item by item (`s2sad.differentiate.items`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import operations
from s2sad.analyse.order import Order
from s2sad.analyse.overwritten import InArms, Overwritten, fills
from s2sad.analyse.presence import turns
from s2sad.analyse.recorded import Recorded
from s2sad.differentiate.branches import (
    MOST,
    Arms,
    Branch,
    Mask,
    Taken,
    any_of,
    both_take,
    common,
    count,
    items_of,
    meet,
    picks,
    plain,
    reads_items,
    without,
)
from s2sad.differentiate.items import calls_by_item, works_by_item
from s2sad.differentiate.readers import with_readers
from s2sad.differentiate.unsafe import operation, singular, unsafe
from s2sad.ir import (
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    If,
    Loop,
    Program,
    Var,
    blocks,
    is_with,
    leaves,
    operands,
    statements,
    uses,
)
from s2sad.rules import REGISTRY, Rule
from s2sad.types import Array, Scalar, is_inexact, same_shape

_MOST_AROUND = 32  # choices around a choice: those of a chain, as of the largest of a list, are around all before them


@dataclass(frozen=True)
class Asked:
    """A condition in arms of ``if`` that is asked for outside of them, for a w that only its branch uses."""

    cond: Var
    depth: int  # how many arms around it, one in the other, it is to leave
    out: Var


@dataclass(frozen=True)
class Masks:
    """The w's that only branches of choices use, with these branches, and what more would be if more were known.

    So are statements that fill what stores write over, by their ``id``.
    """

    found: Mapping[Var | int, Mask]
    asked: tuple[Asked, ...] = ()


def masks(f: Function, active: Container[Var], a: Aliases, order: Order, program: Program) -> Masks:
    """The w's that only branches of choices use, and statements that fill what stores write over.

    A choice by a tangent that is ``active`` itself is none: where that is zero, what is cut off has a derivative.
    """
    rules = [REGISTRY.by_name[op] for op in operations(f)]
    risky = unsafe(f)
    chosen = any(rule.chooses or rule.takes for rule in rules) or any(map(picks, statements(f)))
    if not chosen and not (risky and "store" in operations(f)):
        return Masks({})
    known = set(_by_tangents(f))
    by_tangents = {v for v in known if v in active}
    if "pack" in operations(f) and any(rule.singular for rule in rules):
        f, a, order = with_readers(f, a, order, program)
        risky = unsafe(f)
        by_tangents.update(v for v in _by_tangents(f) if v not in known)
    found: dict[Var | int, Mask] = {}
    asked: list[Asked] = []
    used: dict[Var, dict[tuple[Mask, int] | None, None]] = {}
    infinite: set[Mask] = set()
    choices: dict[Var, Mask] = {}
    records = Recorded(f, a, order)
    overwritten = Overwritten(f, a)
    reads: dict[int, Mask | None] = {}  # of memory, by the statement that reads it

    def note(v: Var, mask: Mask | None, block: int) -> None:
        used.setdefault(v, {})[None if mask is None else (mask, block)] = None

    def within(v: Var, block: int, at: Eqn) -> Mask | None:
        """The branches that use what a statement makes, where nothing else does and conditions are known there."""
        arms: dict[Branch, list[Arms]] = {}
        for use in used.get(v, ()):
            known = None if use is None else use[0] if use[1] == block else brought(use[0], block)
            if use is None or known is None or not all(still(x, at) for x in known):
                return None
            for x in known:
                arms.setdefault(x, []).append(records.arms(use[1], block))
        always = len(common([path for paths in arms.values() for path in paths]))
        return any_of(in_arms(x, common(paths)[always:], block, at) for x, paths in arms.items())

    def ask(v: Var, block: int) -> None:
        """Note the conditions that only arms of ``if`` know, if nothing but branches on conditions uses a w."""
        uses = list(used.get(v, ()))
        for mask, _ in uses if None not in uses else ():  # type: ignore[misc]
            for cond in (x.cond for x in mask if isinstance(x.cond, Var)):
                depth = records.depth(cond, block)
                if depth and _is_condition(cond, v) and records.in_block(cond, block) is None:
                    asked.append(Asked(cond, depth, v))

    def in_arms(x: Branch, arms: Arms, block: int, at: Eqn) -> Branch:
        """What a branch takes where the run takes arms of an ``if`` too, as far as their conditions are known there."""
        for cond, taken in arms:
            own = records.in_block(cond, block)
            arm = None if own is None else Branch(own, taken, out=x.out)
            if arm is None or not still(arm, at):
                break
            x = both_take(x, arm)
        return x

    def still(x: Branch, at: Eqn) -> bool:
        """Whether a condition that is computed again reads the same memory at a statement."""
        return (isinstance(x.cond, Taken) or records.same_at(x.cond, at)) and all(still(o, at) for o in x.outer)

    def brought(mask: Mask, block: int) -> Mask | None:
        """A mask with its conditions as they are known in a block around, or are computed there."""
        branches = []
        for x in mask:
            own = None if isinstance(x.cond, Taken) else records.in_block(x.cond, block)
            if own is None:
                return None
            inside = any(o.apart for o in x.outer) and x.out is not None and not records.known_in(x.out, block)
            branches.append(replace(x, cond=own, outer=() if inside else brought(x.outer, block) or ()))
        return tuple(branches)

    def hand_on(x: Arg, to: Var | None) -> None:
        """What uses the result of a branch uses what is yielded for it, and so it is with what a loop starts with."""
        for v in leaves(x):
            if to is not None and (v.type == to.type or same_shape(v.type, to.type)):
                if to in used:
                    used.setdefault(v, {}).update(used[to])
            else:
                note(v, None, 0)

    def visit(block: Block, outs: tuple[Var, ...] = ()) -> None:
        for i, y in enumerate(block.yields):
            hand_on(y, outs[i] if outs else None)
        for at in range(len(block.stmts) - 1, -1, -1):
            s = block.stmts[at]
            if isinstance(s, Eqn):
                eqn(s, id(block), left(s, id(block), *overwritten.after(block, at)))
                continue
            for x in operands(s)[len(s.inits) if isinstance(s, Loop) else 0 :]:
                hand_on(x, None)
            for inner in reversed(blocks(s)):
                visit(inner, s.outs if isinstance(s, If) else ())
            if isinstance(s, Loop):
                for x, first, end in zip(s.inits, s.params, s.outs, strict=True):
                    hand_on(x, None if a.buffer(first) else first)
                    if not turns(s):
                        hand_on(x, end)

    def left(s: Eqn, block: int, then: Iterable[Eqn | InArms], known: bool) -> Mask:
        """What stores leave of what a statement filled an array with, and what is read before; that alone, if known."""
        rest: Mask = ()  # what stores leave: all of it, to begin with
        before: list[Branch] = []
        for t in then:
            if isinstance(t, InArms) or t.op == "store":
                more = meet(in_either(t, block, s) if isinstance(t, InArms) else (without(t),), rest)
                rest = more if count(more) <= MOST else rest
            elif asked_of(t):
                own = reads.get(id(t))
                if own is None or not all(still(x, s) for x in own):
                    known = False
                    break
                before += meet(own, rest)
        if known and before:
            return any_of(before) or ()
        return (rest and any_of((*rest, *before))) or ()

    def asked_of(s: Eqn) -> bool:
        """Whether an adjoint comes from a statement that reads or remembers an array."""
        return bool(popped(s)) if s.op == "push" else not used.keys().isdisjoint(s.outs)

    def in_either(s: InArms, block: int, at: Eqn) -> Mask:
        """What stores in the arms of a branch leave, as far as a block around, or one beside, can ask for that."""
        arms: list[Mask] = []
        for stores in s.stores:
            arm: Mask = ()
            for x in map(without, stores):
                asked = leaves(x.cond.eqn.args[1]) if isinstance(x.cond, Taken) else ()
                cond = x.cond if isinstance(x.cond, Taken) else records.in_block(x.cond, block)
                if cond is not None and all(records.known_in(v, block) for v in asked):
                    told = replace(x, cond=cond)
                    arm = meet((told,), arm) if still(told, at) else arm
            arms.append(arm)
        if is_with(s.branch) or arms == [(), ()]:
            return arms[0]
        if not isinstance(s.branch.cond, Var):
            return ()
        taken = [Branch(s.branch.cond, holds, out=s.array) for holds in (True, False)]
        return tuple(y for x, arm in zip(taken, arms, strict=True) for y in meet((x,), arm))

    def eqn(s: Eqn, block: int, over: Mask) -> None:
        rule = operation(s)
        out = s.outs[0] if len(s.outs) == 1 else None
        if s.op == "push" and isinstance(s.args[1], Var):
            for at in popped(s):
                note(s.args[1], recorded(s, at), block)
            return
        unused = out is not None and out not in used and not rule.writes and not a.buffer(out)
        if unused and isinstance(s.outs[0].type, (Array, Scalar)):  # what is on records is read elsewhere
            return  # nothing with an adjoint is made of it
        by_item = rule.kind == "elementwise"  # else what it takes is told of its operand
        called = calls_by_item(s, a, program)
        filled = fills(s) if over else None
        if called or works_by_item(rule, s) or rule.chooses:
            memory = out is None or a.buffer(out)
            own = over if out is None or memory else within(out, block, s)
            may_be = called or singular(rule, s) or (by_item and not risky.isdisjoint(uses(s)))
            if own and out is not None and (rule.chooses or (memory and not may_be)):
                choices[out] = own  # of memory, what is left has an adjoint of zero
            elif own and (out is not None or may_be):
                found[id(s) if out is None else out] = own
                if may_be:
                    infinite.add(own)
            elif may_be and out is not None and not memory and not rule.chooses:
                ask(out, block)
        if out is not None and isinstance(out.type, (Array, Scalar)) and not is_inexact(out.type) and not rule.writes:
            return  # no adjoint comes from there: the condition may ask for what a branch computes with
        for i, x in enumerate(s.args):
            if rule.shape_only and rule.operands[i] in rule.shape_only:
                continue  # no adjoint goes there
            for v in leaves(x):
                mask: Mask | None = None
                made = filled if out is None else out
                if made is not None and isinstance(v.type, (Array, Scalar)):
                    mask = over or None if out is None else branch(rule, s, i, found.get(out, choices.get(out, ())))
                    if mask is not None and (by_item or out is None) and not same_shape(v.type, made.type):
                        mask = tuple(replace(x, apart=True) for x in mask)
                note(v, mask, block)
                if a.buffer(v):
                    reads[id(s)] = mask if reads.get(id(s), mask) == mask else None

    def popped(push: Eqn) -> list[Eqn | None]:
        """What takes off a tape what is pushed, and has an adjoint; None for what is not known."""
        return [at for at in records.pops(push.args[0]) if at is None or at.outs[0] in used]

    def recorded(s: Eqn, at: Eqn | None) -> Mask | None:
        """The mask of what is remembered: that of its use, under the conditions as they were where it is remembered."""
        mask = within(at.outs[0], records.home[id(at)], at) if at is not None else None
        return remembered(mask, s) if mask is not None else None

    def remembered(mask: Mask, push: Eqn) -> Mask | None:
        branches = []
        for x in mask:
            own = None if isinstance(x.cond, Taken) else records.at_push(x.cond, push)
            if own is None or (isinstance(own, Var) and a.buffer(own)):
                return None
            outer = None if any(o.apart for o in x.outer) else remembered(x.outer, push)
            branches.append(replace(x, cond=own, outer=outer or ()))
        return tuple(branches)

    def branch(rule: Rule, s: Eqn, i: int, outer: Mask) -> Mask | None:
        """The mask of an operand, given that of the result."""
        out = s.outs[0]
        one = overwritten.any and reads_items(s, "item") and any(map(a.buffer, leaves(s.args[0])))
        if i == 0 and (one or picks(s)):
            if any(a.buffer(v) for v in leaves(s.args[1])):
                return None
            return (Branch(items_of(s), True, out=out),)
        where = dict(rule.takes).get(rule.operands[i]) if rule.takes else None
        around = outer if count(outer) <= _MOST_AROUND else ()
        if where is not None and Const(None) not in s.args:
            return (Branch(Taken(s, where, out.id), True, outer=around, out=out),)
        if not rule.chooses:
            return outer or None
        at = rule.operands.index(rule.chooses)
        cond = s.args[at]
        if i == at or not isinstance(cond, Var) or a.buffer(cond) or cond in by_tangents:
            return None
        taken = [o for o in rule.operands if o != rule.chooses].index(rule.operands[i]) == 0
        return (Branch(cond, taken, outer=around, out=out),)

    visit(f.body)

    def kept(mask: Mask) -> bool:
        maker = a.maker.get(mask[0].out)  # type: ignore[arg-type]
        chosen = plain(mask) and isinstance(maker, Eqn) and bool(REGISTRY.by_name[maker.op].chooses)
        return mask in infinite or all(map(_picks, mask)) or chosen

    return Masks({v: mask for v, mask in found.items() if kept(mask)}, tuple(asked))


def _is_condition(cond: Var, like: Var) -> bool:
    """Whether it is a truth value, or an array of them of the shape of another w."""
    t = cond.type
    if isinstance(t, Array) and not same_shape(t, like.type):
        return False
    return isinstance(t, (Scalar, Array)) and t.dtype == "bool"


def _by_tangents(f: Function) -> list[Var]:
    """The tangents by which choices are made (`s2sad.differentiate.marks`); the conditions of others are booleans."""
    made = [s.args[0] for s in statements(f) if isinstance(s, Eqn) and s.op == "select"]
    return [v for v in made if isinstance(v, Var) and is_inexact(v.type)]


def _picks(x: Branch) -> bool:
    """Whether it is items of which a sum is made, others being no numbers: where they are none, partials are none."""
    rule = REGISTRY.by_name[x.cond.eqn.op] if isinstance(x.cond, Taken) else None
    return rule is not None and bool(rule.takes) and rule.kind != "elementwise"


def _by_value(mask: Mask) -> bool:
    return any(isinstance(x.cond, Taken) for x in mask)
