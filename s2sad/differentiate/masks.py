"""What is computed for one branch of ``np.where`` alone: its adjoint is cut off where the other branch is taken.

``np.where(x > 0, np.log(x), 0.0)`` computes ``log(0)`` and throws it away.  Its derivative is infinite there, and an
adjoint of zero times infinity would be nan.  So within what only one branch uses, adjoints are those of the result, and
the condition is applied where they leave it::

    w3 = np.log(x)                              w3_bar = out_bar
    w4 = np.where(w2, w3, 0.0)        ->        x_bar = np.where(w2, w3_bar / x, 0.0)

What a comparison reads gets no adjoint from there, so ``np.where(n > 0, x / n, x)`` is such a choice as well.
What is remembered on a tape is used where it is popped: the derivative of a derivative cuts off there as well.  What
several branches use is cut off where none of them is taken; where an operand is of another shape than the choice, or
of a shape that is not known, the condition is that any item which it became part of is taken.  These two are asked
only where something in the branches has a partial that may be infinite.  So it is with rows that choose by the operands
themselves, ``np.maximum(np.log(x), -9.0)``: the row says where an operand is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.recorded import Again, Recorded
from s2sad.ir import ALWAYS, Block, Const, Eqn, Function, If, Pack, Var, blocks, leaves, operands
from s2sad.rules import REGISTRY, Rule
from s2sad.types import Array, Scalar, is_inexact, same_shape


@dataclass(frozen=True)
class Taken:
    """Where a statement takes an operand: its row has a formula for that."""

    eqn: Eqn = field(compare=False)
    formula: str
    at: int  # which statement it is


@dataclass(frozen=True)
class Branch:
    """The condition of a choice, whether it is the branch for True, and whether the shape may be another."""

    cond: Var | Again | Taken
    taken: bool
    apart: bool = False


Mask = tuple[Branch, ...]  # what only these branches use
_MOST = 4  # branches that use one w


def masks(f: Function, a: Aliases) -> dict[Var, Mask]:
    """The w's that only branches of choices use, with these branches."""
    found: dict[Var, Mask] = {}
    used: dict[Var, dict[tuple[Mask, int] | None, None]] = {}
    infinite: set[Mask] = set()
    records = Recorded(f, a)

    def note(v: Var, mask: Mask | None, block: int) -> None:
        used.setdefault(v, {})[None if mask is None else (mask, block)] = None

    def within(v: Var, block: int) -> Mask | None:
        """The branches that use a w, where nothing else does and their conditions are known in its block."""
        branches: dict[Branch, None] = {}
        for use in used.get(v, ()):
            if use is None or not (use[1] == block or all(known_in(x.cond, block) for x in use[0])):
                return None
            branches.update(dict.fromkeys(use[0]))
        both = any(replace(x, taken=not x.taken) in branches for x in branches)
        return None if both or not 0 < len(branches) <= _MOST else tuple(branches)

    def known_in(cond: Var | Again | Taken, block: int) -> bool:
        return not isinstance(cond, Taken) and records.known_in(cond, block)

    def visit(block: Block, outs: tuple[Var, ...] = ()) -> None:
        for i, y in enumerate(block.yields):
            for v in leaves(y):
                if outs:  # it runs in any case: what uses the result uses it
                    used.setdefault(v, {}).update(used.get(outs[i], {}))
                else:
                    note(v, None, 0)
        for s in reversed(block.stmts):
            if isinstance(s, Eqn):
                eqn(s, id(block))
                continue
            for x in operands(s):
                for v in leaves(x):
                    note(v, None, 0)
            if isinstance(s, If) and isinstance(s.cond, Pack) and s.cond.kind in ALWAYS:
                visit(s.then, s.outs)
                continue
            for inner in reversed(blocks(s)):
                visit(inner)

    def eqn(s: Eqn, block: int) -> None:
        rule = REGISTRY.by_name[s.op]
        out = s.outs[0] if len(s.outs) == 1 else None
        if s.op == "push" and isinstance(s.args[1], Var):
            at = records.popped.get(s.args[0])
            if at is None or at.outs[0] in used:  # else what is popped gets no adjoint
                note(s.args[1], recorded(s, s.args[1]), block)
            return
        if out is not None and _by_item(rule) and not a.buffer(out):
            own = within(out, block)
            if own is not None and not (rule.takes and _by_value(own)):
                found[out] = own
                if rule.singular and not _by_literal(rule, s):
                    infinite.add(own)
        if out is not None and isinstance(out.type, (Array, Scalar)) and not is_inexact(out.type) and not rule.writes:
            return  # no adjoint comes from there: the condition may ask for what a branch computes with
        for i, x in enumerate(s.args):
            if rule.shape_only and rule.operands[i] in rule.shape_only:
                continue  # no adjoint goes there
            for v in leaves(x):
                mask = None
                if out is not None and isinstance(v.type, (Array, Scalar)):
                    mask = found.get(out) or branch(rule, s, i)
                    if mask is not None and not same_shape(v.type, out.type):
                        mask = tuple(replace(x, apart=True) for x in mask)
                note(v, mask, block)

    def recorded(s: Eqn, v: Var) -> Mask | None:
        """The mask of what is remembered: that of its use, under the conditions as they were where it is remembered."""
        at = records.popped.get(s.args[0])
        mask = within(at.outs[0], records.home[id(at)]) if at is not None else None
        branches = []
        for x in mask or ():
            own = records.at_push(x.cond, s) if isinstance(x.cond, Var) else None
            if own is None or (isinstance(own, Var) and a.buffer(own)):
                return None
            branches.append(replace(x, cond=own))
        return tuple(branches) or None

    def branch(rule: Rule, s: Eqn, i: int) -> Mask | None:
        """The mask of an operand of a choice."""
        where = dict(rule.takes).get(rule.operands[i]) if rule.takes else None
        if where is not None:
            return None if Const(None) in s.args else (Branch(Taken(s, where, s.outs[0].id), True),)
        if not rule.chooses or rule.operands[i] == rule.chooses:
            return None
        at = rule.operands.index(rule.chooses)
        cond = s.args[at]
        if not isinstance(cond, Var) or a.buffer(cond):
            return None
        return (Branch(cond, [o for o in rule.operands if o != rule.chooses].index(rule.operands[i]) == 0),)

    visit(f.body)
    return {v: mask for v, mask in found.items() if mask in infinite or (plain(mask) and not _by_value(mask))}


def plain(mask: Mask) -> bool:
    """Whether it is one branch, of a condition of the same shape."""
    return len(mask) == 1 and not mask[0].apart


def _by_value(mask: Mask) -> bool:
    return any(isinstance(x.cond, Taken) for x in mask)


def _by_item(rule: Rule) -> bool:
    """Whether an operation works item by item, and is no choice itself."""
    return rule.kind == "elementwise" and rule.vjp is None and not rule.chooses


def _by_literal(rule: Rule, s: Eqn) -> bool:
    """Whether a statement divides by a number that stands in the text."""
    by = s.args[rule.operands.index(rule.nonzero)] if rule.nonzero else None
    return isinstance(by, Const) and by.value != 0
