"""The forward and the adjoint sweep of one function, with the tape planned between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.analyse.activity import Mask
from s2sad.analyse.aliases import Aliases, aliases, param_leaves
from s2sad.analyse.order import LATER, Order, order
from s2sad.dataclass import dataclass
from s2sad.differentiate.adjoints import Subject
from s2sad.differentiate.arms import told_outside
from s2sad.differentiate.boundary import conformed, conformed_again
from s2sad.differentiate.masks import masks
from s2sad.differentiate.mirror import mirrored
from s2sad.differentiate.prepare import prepared, unpaired
from s2sad.differentiate.refusals import check_growth, check_overlaps, check_real, refuse
from s2sad.differentiate.reverse import Reverse
from s2sad.differentiate.seam import free, read
from s2sad.differentiate.tape import plan
from s2sad.differentiate.undefined import defined, overtaken, shapes_read
from s2sad.ir import Arg, Block, Eqn, Function, Param, Stmt, Var, leaves, walk
from s2sad.optimise.dce import sweep
from s2sad.optimise.simplify import simplify
from s2sad.rewriting import map_blocks, renamed
from s2sad.types import Array, Tape

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


@dataclass(frozen=True)
class Joint:
    """Forward and adjoint sweep with the tape planned."""

    params: tuple[Param, ...]
    forward: Block
    adjoint: tuple[Stmt, ...]
    grads: tuple[Arg, ...]
    mirrored: bool = False  # whether the forward sweep makes shadows, which serve one adjoint sweep only


def joint(
    d: Deriver,
    f: Function,
    mask: Mask,
    seeds: Mapping[Var, Arg],
    shadows: Mapping[Var, Var],
    entry: bool,
    escaping: Sequence[Var] = (),
) -> Joint:
    """Both sweeps with the tape planned; ``escaping`` is what others hold and may write before the adjoint runs."""
    written = frozenset() if entry else frozenset(i for i, v in enumerate(param_leaves(f)) if v in shadows)
    f = prepared(f, lambda: next(d.supply))
    a = aliases(f, d.program, written)
    check_overlaps(f, a)
    check_growth(f, a, d.program)
    activity = d.activities.anew(f, mask, a) if not entry else d.activities.of(f, mask, a)
    check_real(f, activity)
    primal = f
    places = order(f, a, d.program)
    f, paired, holders = mirrored(
        f, activity, a, places, d.supply, shadows, d.program, lambda s, code: refuse(primal, s, code)
    )
    if paired:
        places = order(f, a, d.program)
    if written:
        # The caller may write the memory of its buffers after the call.
        for i in written:
            places.writes.setdefault(a.find(param_leaves(f)[i]), []).append(LATER)
    known = masks(f, activity.active, a, places, d.program)
    if known.asked and (told := told_outside(primal, known, mask, written, d)) is not primal:
        return joint(d, told, mask, seeds, shadows, entry, escaping)
    escaped = {a.find(v) for v in escaping if isinstance(v.type, Array)}
    reverse = Reverse(Subject(d, f, activity, a, places, {**shadows, **paired}, holders, known, escaped))
    sweeps = reverse.run(seeds)
    grads = conformed(f, mask, sweeps, set(shadows), d.supply)
    extra = [v for x in (*seeds.values(), *shadows.values()) for v in leaves(x)]
    swept = Block(tuple(sweeps.adjoint), tuple(grads))
    more = tuple(Param(repr(v), v, v) for v in extra)
    made = planned(d, f, sweeps.forward, swept, sweeps.snapshots, a, places, more)
    adjoint, ends = conformed_again(f, mask, made.adjoint, made.grads, set(shadows), d.supply)
    return replace(made, adjoint=adjoint, grads=ends, mirrored=bool(paired))


def planned(
    d: Deriver,
    f: Function,
    forward: Block,
    adjoint: Block,
    snapshots: set[Var],
    a: Aliases,
    places: Order,
    extra: tuple[Param, ...],
    turned: bool = False,
) -> Joint:
    """Both sweeps with the tape between them; where it is ``turned``, the second runs in the direction of the first.

    The second names the w's of the first as if all were alive; ``snapshots`` are copies made in case it does.
    """
    if d.optimise:
        adjoint = simplify(adjoint, d.supply)
    adjoint = sweep(adjoint)
    wanted = {v for s in walk(adjoint) for v in read(s)}
    wanted.update(v for y in adjoint.yields for v in leaves(y))
    forward = _without(forward, snapshots - wanted)
    forward, adjoint = plan(forward, adjoint, d.supply, a, places, {})
    adjoint = _turned(adjoint, d) if turned else adjoint
    # On a path that leaves a w undefined, the adjoint reads nothing of it but its shape, for zeros.
    forward, twins = defined(forward, d.supply, {*shapes_read(adjoint), *overtaken(forward, adjoint)})
    adjoint = renamed(adjoint, twins)
    body = Block((*forward.stmts, Eqn((), "seam", ()), *adjoint.stmts), (*forward.yields, *adjoint.yields))
    made = Function(f"{f.name}*", f.params + extra, body, f.notes)
    made = d.optimised(made)
    at = next(i for i, s in enumerate(made.body.stmts) if isinstance(s, Eqn) and s.op == "seam")
    n = len(forward.yields)
    return Joint(
        f.params,
        Block(made.body.stmts[:at], made.body.yields[:n]),
        made.body.stmts[at + 1 :],
        made.body.yields[n:],
    )


def _turned(block: Block, d: Deriver) -> Block:
    """The block with its tapes turned round first: what was recorded first is taken first, by loops like any others."""
    tapes = [v for v in free(block.stmts, block.yields) if isinstance(v.type, Tape)]
    new = {v: Var(next(d.supply), v.type, repr(v)) for v in tapes}
    body = unpaired(renamed(block, new), lambda: next(d.supply))
    return Block((*(Eqn((new[v],), "tape_turned", (v,)) for v in tapes), *body.stmts), body.yields)


def _without(block: Block, unused: set[Var]) -> Block:
    """The block without the snapshots that the adjoint turned out not to need."""

    def inside(b: Block) -> Block:
        kept = (s for s in b.stmts if not (isinstance(s, Eqn) and s.outs and s.outs[0] in unused))
        return Block(tuple(map_blocks(inside, s) for s in kept), b.yields)

    return inside(block)
