"""The tangent sweep cut in two: what is computed once, and what is linear in the tangents, for each of them.

::

    w2 = sin(x)                        f_linearize(x):       f_push(x, tape, x_dot):
    w3 = cos(x)                          w2 = sin(x)           w3 = tape
    w2_dot = mul(x_dot, w3)     ->       w3 = cos(x)           return mul(x_dot, w3)
    return w2, w2_dot                    return w2, (w3,)

What depends on a tangent, or shares memory with what does, is in the second part; so are the branches and loops that
it stands in, which mirror those of the first part and run in the same direction.  What the second part reads of the
first is recorded by the tape of `s2sad.differentiate.tape`, turned round: first in, first out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from s2sad.analyse.activity import Mask
from s2sad.analyse.aliases import Aliases, aliases, packed_item, result_leaves
from s2sad.analyse.order import Order, order
from s2sad.build import copy_of
from s2sad.dataclass import dataclass
from s2sad.differentiate.boundary import with_more
from s2sad.differentiate.joint import planned
from s2sad.differentiate.prepare import condition, prepared
from s2sad.differentiate.seam import TAPE
from s2sad.differentiate.silent import silent
from s2sad.differentiate.undefined import defined
from s2sad.ir import (
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    If,
    Loop,
    Param,
    Program,
    Stmt,
    Var,
    blocks,
    leaves,
    map_arg,
    operands,
    substitute,
    type_of,
    walk,
)
from s2sad.optimise.inline import inline_calls
from s2sad.optimise.renumber import renumber
from s2sad.rewriting import map_operands
from s2sad.rules import REGISTRY
from s2sad.types import INT, Array, List, Record, Tape

if TYPE_CHECKING:
    from s2sad.differentiate.derive import Deriver


def linearized(d: Deriver, name: str, mask: Mask) -> tuple[Function, Function]:
    """The two functions of a linearization."""
    whole = type(d)(renumber(inline_calls(d.program, name, float("inf")), d.supply), d.optimise, final=False)
    f, _ = whole.tangent(name, mask)
    primal = whole.protected(name)
    dots = f.params[len(primal.params) :]
    names = (f"{name}_linearize", f"{name}_push")
    d.made.update(whole.made)
    d.tangents.update(whole.tangents)
    f = prepared(f, lambda: next(d.supply))
    program = Program({**whole.program.functions, **whole.made, f.name: f}, d.supply)
    a = aliases(f, program)
    places = order(f, a, program)
    try:
        if any(isinstance(v.type, List) and isinstance(v.type.item, Array) for v in result_leaves(f)):
            raise Inseparable  # the tape would share the items with the caller
        parts = parted(f.body, [p.var for p in dots], a, places, d.supply)
    except Inseparable:
        return _pushed_whole(d, primal, f, names)
    of = replace(f, name=f"{name}*", params=primal.params)
    both = planned(d, of, parts.primal, parts.linear, parts.copies, a, places, dots, turned=True)
    return d.cut(of, both, names, (), (Param("tape", TAPE, TAPE), *dots), both.grads[0], turned=True)


def _pushed_whole(d: Deriver, primal: Function, f: Function, names: tuple[str, str]) -> tuple[Function, Function]:
    """The linearization of a function whose tangent sweep ``f`` cannot be cut: each tangent runs all of it."""
    d.refuse_draws()
    out, tape = (Var(next(d.supply), Record(names[0]), "tape") for _ in range(2))
    body, _ = defined(primal.body, d.supply)
    packed = Block((*body.stmts, Eqn((out,), "pack", ())), (body.yields[0], out))
    params = with_more(primal.params, (Param("tape", tape, tape), *f.params[len(primal.params) :]))
    push = Function(names[1], params, Block(silent(d, f.body.stmts), f.body.yields[1:]), f.notes)
    return d.keep(replace(primal, name=names[0], body=packed)), d.keep(d.optimised(push))


class Inseparable(Exception):
    """The primal's part of a tangent sweep cannot be told from the linear part: a callee computes both."""


@dataclass(frozen=True)
class Parts:
    """The two parts of a tangent sweep; the second names the w's of the first as if all were alive."""

    primal: Block
    linear: Block
    copies: set[Var]  # of arrays that are written later, for the linear part


def parted(body: Block, given: Sequence[Var], a: Aliases, order: Order, supply: Iterator[int]) -> Parts:
    """The parts of a tangent sweep with the tangents ``given``, whose first result is the primal's."""
    cut = _Cut(a, order, supply, set(given))
    while cut.spread(body):
        pass
    if cut.on(body.yields[0]):
        raise Inseparable
    primal, linear = cut.block(body)
    _, *dots = body.yields
    return Parts(Block(primal, body.yields[:1]), Block(linear, tuple(map(cut.handed, dots))), cut.copies)


@dataclass
class _Cut:
    aliases: Aliases
    order: Order
    supply: Iterator[int]
    varying: set[Var]
    memory: set[Var] = field(default_factory=set)  # classes of what holds what varies
    copies: set[Var] = field(default_factory=set)

    def on(self, *args: Arg) -> bool:
        """Whether an operand depends on the tangents."""
        return any(self._on(v) for x in args for v in leaves(x))

    def _on(self, v: Var) -> bool:
        if v in self.varying:
            return True
        if not isinstance(v.type, (Array, List, Tape)):
            return False
        held = None if isinstance(v.type, Array) else self.aliases.held(v)
        return self.aliases.find(v) in self.memory or (held is not None and self.aliases.find(held) in self.memory)

    # ------------------------------------------------------------ which w's

    def spread(self, block: Block) -> bool:
        """Note what depends on what is known to; whether there was any."""
        before = len(self.varying) + len(self.memory)
        for s in block.stmts:
            if isinstance(s, Eqn):
                if self.on(*s.args, *s.outs):
                    self.varying.update(s.outs)
                    for i in REGISTRY.by_name[s.op].writes:
                        self.memory.update(self.aliases.find(v) for v in leaves(s.args[i]))
                continue
            if self.on(*operands(s)[len(s.inits) if isinstance(s, Loop) else 0 :]):
                raise Inseparable
            for b in blocks(s):
                self.spread(b)
            if isinstance(s, If):
                for out, *yields in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                    self._together(out, *yields, ends=(out,))
                continue
            if s.test is not None and self.on(*s.test.yields, *(v for t in walk(s.test) for v in t.outs)):
                raise Inseparable
            if s.until and self.on(s.body.yields[0]):
                raise Inseparable
            shift = 1 if s.until else 0
            for i, (out, p) in enumerate(zip(s.outs, s.params, strict=True)):
                self._together(s.inits[i], s.body.yields[i + shift], out, p, ends=(out, p))
        return len(self.varying) + len(self.memory) > before

    def _together(self, *args: Arg, ends: Sequence[Var]) -> None:
        if self.on(*args):
            self.varying.update(ends)

    # ------------------------------------------------------------ the parts

    def block(self, block: Block) -> tuple[tuple[Stmt, ...], tuple[Stmt, ...]]:
        """The statements of each part."""
        primal: list[Stmt] = []
        linear: list[Stmt] = []
        for s in block.stmts:
            if isinstance(s, Eqn):
                if self.on(*s.args, *s.outs):
                    linear.append(self._kept(s, primal))
                else:
                    primal.append(s)
            elif isinstance(s, If):
                self._if(s, primal, linear)
            else:
                self._loop(s, primal, linear)
        return tuple(primal), tuple(linear)

    def _kept(self, s: Eqn, primal: list[Stmt]) -> Eqn:
        """A statement of the linear part that reads arrays of the primal's as they are here."""
        rule = REGISTRY.by_name[s.op]
        if s.op == "call":
            raise Inseparable
        known: dict[Var, Arg] = {}
        for n, x in zip(rule.operands or ("",) * len(s.args), s.args, strict=False):
            for v in leaves(x):
                if self._from_a_record(v):
                    raise Inseparable  # whose memory it is, only the run knows
                if self.on(v) or not (isinstance(v.type, Tape) or self.aliases.buffer(v)):
                    continue
                if isinstance(v.type, Tape) or isinstance(getattr(v.type, "item", None), Array):
                    raise Inseparable  # the items may be written, too
                if not self._written_after(s, v) or (n in rule.shape_only and isinstance(v.type, Array)):
                    continue
                made = Var(next(self.supply), v.type, v.hint)
                primal.append(copy_of(made, v, Eqn((v,), "field", ())))
                self.copies.add(made)
                known[v] = made
        made_of = map_operands(lambda x: substitute(known, x), s)
        assert isinstance(made_of, Eqn)
        return made_of

    def _written_after(self, s: Eqn, v: Var) -> bool:
        return self.order.written_after(s, self.aliases.find(v))

    def _from_a_record(self, v: Var) -> bool:
        """Whether an array was taken out of a record that is packed elsewhere: pushed and popped, or merged."""
        s = self.aliases.maker.get(v)
        if not isinstance(s, Eqn) or s.op != "field" or self.on(v) or not isinstance(v.type, (Array, Tape)):
            return False
        return isinstance(type_of(s.args[0]), Record) and packed_item(self.aliases, s) is None

    def handed(self, y: Arg) -> Arg:
        """What a block of the linear part gives: no array of the primal's that is written."""

        def checked(v: Var) -> Arg:
            if not self.on(v) and (isinstance(v.type, (List, Tape)) or self.aliases.buffer(v)):
                raise Inseparable
            return v

        return map_arg(checked, y)

    def _if(self, s: If, primal: list[Stmt], linear: list[Stmt]) -> None:
        mine = [i for i, o in enumerate(s.outs) if self.on(o)]
        rest = [i for i in range(len(s.outs)) if i not in mine]
        parts = [self.block(b) for b in (s.then, s.orelse)]
        (then, then_dots), (orelse, orelse_dots) = parts
        arms = [
            Block(stmts, tuple([b.yields[i] for i in rest]))
            for stmts, b in zip((then, orelse), (s.then, s.orelse), strict=True)
        ]
        primal.append(replace(s, outs=tuple([s.outs[i] for i in rest]), then=arms[0], orelse=arms[1]))
        if not mine and not then_dots and not orelse_dots:
            return
        dots = [
            Block(stmts, tuple([self.handed(b.yields[i]) for i in mine]))
            for stmts, b in zip((then_dots, orelse_dots), (s.then, s.orelse), strict=True)
        ]
        outs = tuple([s.outs[i] for i in mine])
        linear.append(If(outs, condition(s), dots[0], dots[1], s.loc, s.tag, adjoint=True))

    def _loop(self, s: Loop, primal: list[Stmt], linear: list[Stmt]) -> None:
        shift = 1 if s.until else 0
        mine = [i for i, o in enumerate(s.outs) if self.on(o)]
        rest = [i for i in range(len(s.outs)) if i not in mine]
        stmts, dots = self.block(s.body)

        def chosen(items: Sequence[Arg], at: Sequence[int], first: int = 0) -> tuple[Arg, ...]:
            return (*items[:first], *[items[first + i] for i in at])

        primal.append(
            replace(
                s,
                outs=tuple([s.outs[i] for i in rest]),
                params=tuple([s.params[i] for i in rest]),
                inits=chosen(s.inits, rest),
                body=Block(stmts, chosen(s.body.yields, rest, shift)),
            )
        )
        if not mine and not dots:
            return
        bounds = s.bounds
        if s.index is None or bounds is None:
            assert s.count is not None
            bounds = (Const(0), s.count, Const(1))
        linear.append(
            Loop(
                tuple([s.outs[i] for i in mine]),
                tuple([s.params[i] for i in mine]),
                tuple(map(self.handed, chosen(s.inits, mine))),
                Block(dots, tuple(map(self.handed, chosen(s.body.yields[shift:], mine)))),
                Var(next(self.supply), INT, "" if s.index is None else repr(s.index)),
                bounds,
                take=s.count if s.index is not None and s.until else s.take,
                reverse=s.reverse,
                loc=s.loc,
                tag=s.tag,
                adjoint=True,
            )
        )
