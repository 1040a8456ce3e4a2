"""What may be no number where nobody takes it: what has a partial that may be infinite, and what is made of that.

::

    w2 = np.sqrt(x)             by x infinite at 0
    w3 = np.log(w2) * w2        by w2 no number there
"""

from __future__ import annotations

from collections.abc import Iterable

from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Loop, Var, blocks, leaves
from s2sad.rules import REGISTRY, Rule


def operation(s: Eqn) -> Rule:
    """What is done item by item: of an update, to what was there."""
    return REGISTRY.by_name[s.attr("by") if s.op == "update" else s.op]


def singular(rule: Rule, s: Eqn) -> bool:
    """Whether a partial of a statement may be infinite: not where it divides by a number that stands in the text.

    The quotients of derivatives, which warn of nothing, are not called singular by their row.
    """
    by = s.args[rule.operands.index(rule.nonzero)] if rule.nonzero else None
    return (bool(rule.singular) or s.op == "divide") and not (isinstance(by, Const) and by.value != 0)


def unsafe(f: Function) -> set[Var]:
    """What may be no number where it is not taken, and its tapes: what has a singular partial, what is made of that."""
    found: set[Var] = set()

    def note(outs: Iterable[Var], *sources: Arg) -> bool:
        if not any(v in found for x in sources for v in leaves(x)) or found.issuperset(outs):
            return False
        found.update(outs)
        return True

    def visit(block: Block) -> None:
        for s in block.stmts:
            if isinstance(s, Eqn):
                rule = operation(s)
                made = s.outs or [v for x in s.args[:1] for v in leaves(x)]
                if singular(rule, s) and not rule.chooses:
                    found.update(made)
                elif not rule.chooses:
                    note(made, *s.args)
                continue
            if isinstance(s, Loop):
                for p, x in zip(s.params, s.inits, strict=True):
                    note((p,), x)
            for b in blocks(s):
                visit(b)
            if isinstance(s, If):
                for v, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                    note((v,), x, y)
                continue
            turn = list(zip(s.params, s.outs, s.body.yields[1 if s.until else 0 :], strict=True))
            if sum(note((p, v), y) for p, v, y in turn):
                visit(s.body)
                for p, v, y in turn:
                    note((p, v), y)

    visit(f.body)
    return found
