"""What the w's of a region that empties tapes were in the region that filled them.

::

    for w1 in range(n):                for w7 in range(n) reversed:
      w3 = lt(w2, 0.0)                   w8 = pop(t1)          ; w2 as it was
      push(t1, w2)                       w9 = lt(w8, 0.0)      ; w3 as it was: computed again

A tape is last in, first out, so what is popped is what the same turn pushed.  What is computed of it alone, by
operations that read no memory that is written meanwhile, is what the same operations gave there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import may_raise
from s2sad.analyse.order import Order
from s2sad.ir import (
    Arg,
    Attrs,
    Block,
    Const,
    Eqn,
    Function,
    If,
    Loop,
    Pack,
    Stmt,
    Var,
    blocks,
    defined,
    leaves,
    operands,
    substitute,
)
from s2sad.rules import REGISTRY
from s2sad.rules.typing import elementwise
from s2sad.types import Array, Dim, Scalar, Tape, axes, same_shape

_Key = tuple[object, ...]
_MOST = 64  # operations that may have to be done again


@dataclass(frozen=True)
class Again:
    """An operation on what is beside the push, where that region does not hold its result.

    Where it reads memory that is written later, ``place`` is its own in the program.
    """

    op: str
    attrs: Attrs
    args: tuple[Arg | Again, ...]
    steps: int = field(compare=False)
    place: int = 0


class Recorded:
    """Finds, for a w beside a pop, the w beside the push."""

    def __init__(self, f: Function, a: Aliases, order: Order) -> None:
        self.aliases, self.order = a, order
        self.pushed: dict[Arg, Eqn | None] = {}  # by tape; None where that is not all
        self.popped: dict[Arg, Eqn | None] = {}
        self.copies: dict[Arg, list[Arg]] = {}  # of a tape
        self.copied: dict[Arg, Arg] = {}  # what a copy is of
        self.home: dict[Var | int, int] = {}  # the block of a w, and of a push or pop
        self.outer: dict[int, int] = {}
        self.maker: dict[Var, Eqn] = {}
        self.made: dict[_Key, list[Var]] = {}
        self.loops: dict[int, Loop] = {}
        self.yielded: dict[Var, list[Var]] = {}  # the results of branches that a w is yielded for
        self.arm: dict[int, tuple[Var, bool]] = {}  # the condition of a branch's block, and which one it is
        self.anyway: set[int] = set()  # blocks that are run in any case: of readers (`s2sad.differentiate.readers`)
        self.met: dict[frozenset[tuple[Dim, ...]], set[int]] = {}  # shapes that are broadcast together, and the blocks
        self.top = id(f.body)
        self._read(f.body)

    def pops(self, tape: Arg) -> list[Eqn | None]:
        """The statements that take what was pushed on a tape off it, or off a copy; None for what is not known."""
        if self.pushed.get(tape) is None:
            return [None]
        ends = [*([tape] if tape in self.popped else []), *self.copies.get(tape, ())]
        return [self.popped.get(t) for t in ends] or [None]

    def _read(self, block: Block) -> None:
        todo = [block]
        while todo:
            block = todo.pop()
            for s in block.stmts:
                for inner in blocks(s):
                    self.outer[id(inner)] = id(block)
                    todo.append(inner)
                    self._hand_on(inner.yields)
                    if isinstance(s, If) and s.cond == Const(True):
                        self.anyway.add(id(inner))
                    if isinstance(s, If) and isinstance(s.cond, Var) and isinstance(s.cond.type, Scalar):
                        self.arm[id(inner)] = s.cond, inner is s.then
                        for o, y in zip(s.outs, inner.yields, strict=True):
                            if isinstance(y, Var):
                                self.yielded.setdefault(y, []).append(o)
                    if isinstance(s, Loop):
                        self.loops[id(inner)] = s
                        self.home.update({v: id(inner) for v in s.params})
                        if s.index is not None:
                            self.home[s.index] = id(inner)
                self.home.update({v: id(block) for v in defined(s)})
                if not isinstance(s, Eqn):
                    self._hand_on(operands(s))
                    continue
                self.maker.update(dict.fromkeys(s.outs, s))
                if len(shapes := _broadcast(s)) > 1:
                    self.met.setdefault(shapes, set()).add(id(block))
                if s.op in ("push", "pop"):
                    known = self.pushed if s.op == "push" else self.popped
                    known[s.args[0]] = None if s.args[0] in known else s
                    self.home[id(s)] = id(block)
                    self._hand_on(s.args[1:])
                elif s.op == "tape_copy":
                    self.copies.setdefault(s.args[0], []).append(s.outs[0])
                    self.copied[s.outs[0]] = s.args[0]
                elif s.op in ("pack", "call", "tape_turned"):
                    self._hand_on(s.args)
                elif self._steady(s, s):
                    self.made.setdefault(_key(s, s.args), []).append(s.outs[0])

    def _hand_on(self, args: Iterable[Arg]) -> None:
        """Tapes that others get: what these pop is not known."""
        for x in args:
            if isinstance(x, Var) and isinstance(x.type, Tape):
                self.pushed[x] = self.popped[x] = None

    def known_in(self, v: Var | Again, block: int) -> bool:
        """Whether a w is made in a block, or in one around it."""
        home = self.home.get(v, self.top) if isinstance(v, Var) else None
        return home is not None and (home == self.top or self._inside(block, home))

    def arms(self, block: int, around: int) -> tuple[tuple[Var, bool], ...]:
        """The branches in which a block stands within another, the outermost first."""
        found: list[tuple[Var, bool]] = []
        at: int | None = block
        while at not in (None, around):
            assert at is not None
            if at in self.arm:
                found.insert(0, self.arm[at])
            at = self.outer.get(at)
        return tuple(found) if at == around else ()

    def depth(self, v: Var, block: int) -> int | None:
        """In how many branches, one in the other, a w stands within a block; None where it stands in a loop there."""
        return self._arms_between(self.home.get(v, self.top), block)

    def _arms_between(self, at: int, block: int) -> int | None:
        """How many branches there are between two blocks; None where there is anything else."""
        found = 0
        while at != block:
            if at not in self.arm and at not in self.anyway:
                return None
            at, found = self.outer[at], found + 1
        return found

    def _inside(self, block: int | None, around: int) -> bool:
        while block not in (None, around):
            block = self.outer.get(block)
        return block == around

    def _steady(self, s: Eqn, since: Eqn) -> bool:
        """Whether a statement gives the same wherever its operands are the same, at any time after another one."""
        memory = {self.aliases.find(v) for x in _contents(s) for v in leaves(x) if self.aliases.buffer(v)}  # type: ignore[arg-type]
        return self._by_operands(s) and not any(self.order.written_after(since, root) for root in memory)

    def _by_operands(self, s: Eqn) -> bool:
        """Whether a statement gives a value that its operands tell, and does nothing else."""
        rule = REGISTRY.by_name[s.op]
        plain = len(s.outs) == 1 and not rule.writes and not rule.acts and s.op != "call"
        return plain and not self.aliases.buffer(s.outs[0])

    def _memory(self, v: Var | Again) -> list[tuple[Var, int]]:
        """The memory that is read again and written later, and where it was read."""
        if isinstance(v, Var):
            return []
        own = [x for x in _contents(v) if isinstance(x, Var) and self.aliases.buffer(x)] if v.place else []
        inner = [read for x in v.args if isinstance(x, Again) for read in self._memory(x)]
        return [*((x, v.place) for x in own), *inner]

    def same_at(self, v: Var | Again, s: Stmt) -> bool:
        """Whether what is computed again reads the same of memory right before a statement as where it stands."""
        here = self.order.at[id(s)]
        for x, place in self._memory(v):
            if self.order.made.get(x, 0) >= here:
                return False
            if self.order.written_between(s, place, self.aliases.find(x)):
                return False
        return True

    def at_push(self, v: Var | Again, push: Eqn) -> Var | Again | None:
        """The w that had the value of this one, beside the push, or how it is computed there."""

        def there(x: Var) -> Var | Again | None:
            return self.at_push(x, push)

        own = push.args[1] if isinstance(push.args[1], Var) else None
        if isinstance(v, Again):
            return None if self._memory(v) else self._again(v, there, self.home[id(push)], like=own)
        if self.home.get(v, self.top) == self.top:
            return v
        maker = self.maker.get(v)
        if maker is None:
            return self._index(v, push)
        if maker.op == "pop":
            pushed = self.pushed.get(self.copied.get(maker.args[0], maker.args[0]))
            if pushed is None or self.popped.get(maker.args[0]) is not maker or not self._sees(push, id(pushed)):
                return None
            return pushed.args[1] if isinstance(pushed.args[1], Var) else None
        return self._again(maker, there, self.home[id(push)], like=own) if self._steady(maker, push) else None

    def in_block(self, v: Var | Again, block: int) -> Var | Again | None:
        """A w as a block around knows it: itself, or how it is computed of what is known there."""

        def there(x: Var) -> Var | Again | None:
            return self.in_block(x, block)

        if isinstance(v, Again):
            return self._again(v, there, block, v.place)
        if self.known_in(v, block):
            return v
        maker = self.maker.get(v)
        made: Var | Again | None = None
        if maker is not None and maker.op == "pop":
            made = self._pushed_in_arms(maker, block)
        elif maker is not None and self._by_operands(maker) and self._is_quiet(maker, block):
            made = self._again(maker, there, block, 0 if self._steady(maker, maker) else self.order.at[id(maker)])
        return self._given_out(v, block) if made is None else made

    def _pushed_in_arms(self, pop: Eqn, block: int) -> Var | Again | None:
        """What is popped, as a block knows what was pushed, where nothing but branches is in that block between."""
        tape = self.copied.get(pop.args[0], pop.args[0])
        push = self.pushed.get(tape)
        if push is None or not isinstance(tape, Var) or self.popped.get(pop.args[0]) is not pop:
            return None
        once = (self._arms_between(self.home[id(s)], block) for s in (push, pop))
        if self._arms_between(block, self.home.get(tape, self.top)) is None or None in once:
            return None
        return self.in_block(push.args[1], block) if isinstance(push.args[1], Var) else None

    def _given_out(self, v: Var, block: int) -> Var | Again | None:
        """What a w in the arms of branches is outside of them, where they yield it."""
        outs = (o for o in self.yielded.get(v, ()) if not self.aliases.buffer(o))
        return next((own for o in outs if (own := self.in_block(o, block)) is not None), None)

    def _is_quiet(self, s: Eqn, block: int) -> bool:
        """Whether a statement raises nothing in a block either: what is in a branch need not have been run."""
        return not may_raise(s) or self._have_met(s, block)

    def _have_met(self, s: Eqn, block: int) -> bool:
        """Whether a statement raises only where shapes do not fit that a block, or one around it, broadcasts too."""
        if REGISTRY.by_name[s.op].raises and not s.op.startswith("np."):
            return False
        return any(at == self.top or self._inside(block, at) for at in self.met.get(_broadcast(s), ()))

    def _again(
        self,
        made: Eqn | Again,
        there: Callable[[Var], Var | Again | None],
        block: int,
        place: int = 0,
        like: Var | None = None,
    ) -> Var | Again | None:
        """An operation on what stands there for its operands: what the block knows as its result, or how it is done.

        What is ``like`` an operand of which only the shape is read can stand for it.
        """
        args: list[Arg | Again] = []
        steps = 1
        contents = _contents(made)
        for x in made.args:
            known: Arg | Again | None = x
            if isinstance(x, (Var, Again)):
                known = there(x) if isinstance(x, Var) else self._again(x, there, block, x.place, like)
                if known is None and isinstance(x, Var) and like is not None and x not in contents:
                    known = like if same_shape(x.type, like.type) else None
            elif isinstance(x, Pack):
                known = self._structure(x, there)
            if known is None:
                return None
            if isinstance(known, Again):
                steps += known.steps
            args.append(known)
        plain = [x for x in args if not isinstance(x, Again)]
        for u in self.made.get(_key(made, plain), ()) if len(plain) == len(args) and not place else ():
            if self.known_in(u, block):
                return u
        return Again(made.op, made.attrs, tuple(args), steps, place) if steps <= _MOST else None

    def _structure(self, x: Pack, there: Callable[[Var], Var | Again | None]) -> Arg | None:
        """A structure, as the bounds of a slice, of what stands there for its w's, where these are values."""
        known: dict[Var, Arg] = {}
        for v in leaves(x):
            own = there(v)
            if not isinstance(own, Var) or self.aliases.buffer(own):
                return None
            known[v] = own
        return substitute(known, x)

    def _index(self, v: Var, push: Eqn) -> Var | None:
        """The index of the loop that ran one way, for that of the loop that runs over the same range the other way."""
        here, there = self._around(self.home[v]), self._around(self.home[id(push)])
        if not here or here[0].index is not v or len(here) > len(there):
            return None
        back, on = here[0], there[-len(here)]
        if back.until or back.reverse == on.reverse:
            return None
        ends = zip(_range(back, back.take), _range(on, on.count if on.until else on.take), strict=True)
        alike = (x == (self.at_push(y, push) if isinstance(y, Var) else y) for y, x in ends)
        return on.index if all(alike) else None

    def _around(self, block: int | None) -> list[Loop]:
        """The loops around a block, the innermost first."""
        found: list[Loop] = []
        while block is not None:
            if block in self.loops:
                found.append(self.loops[block])
            block = self.outer.get(block)
        return found

    def _sees(self, push: Eqn, what: Var | int) -> bool:
        """Whether something stands in the block of a push, or in one around it."""
        block: int | None = self.home[id(push)]
        while block is not None:
            if self.home.get(what, self.top) == block:
                return True
            block = self.outer.get(block)
        return False


def _broadcast(s: Eqn) -> frozenset[tuple[Dim, ...]]:
    """The shapes of the arrays that a statement works on item by item; none if one of them is not known."""
    rule = REGISTRY.by_name[s.op]
    if rule.kind != "elementwise" and rule.typing is not elementwise:
        return frozenset()
    shapes = [axes(x.type) for x in s.args if isinstance(x, Var) and isinstance(x.type, Array)]
    return frozenset(x for x in shapes if x is not None) if None not in shapes else frozenset()


def _contents(s: Eqn | Again) -> list[Arg | Again]:
    """The operands of which more is read than the shape."""
    rule = REGISTRY.by_name[s.op]
    if not rule.shape_only:
        return list(s.args)
    return [x for n, x in zip(rule.operands, s.args, strict=True) if n not in rule.shape_only]


def _range(s: Loop, take: Arg | None) -> tuple[Arg | None, ...]:
    """What says over which numbers a loop runs."""
    return (*(s.bounds or (None, None, None)), take)


def _key(s: Eqn | Again, args: Iterable[Arg]) -> _Key:
    return s.op, s.attrs, tuple(map(operand_key, args))


def operand_key(x: Arg) -> object:
    """What tells an operand from others."""
    if isinstance(x, Pack):
        return x.kind, x.keys, tuple(map(operand_key, x.items))
    return x.key() if isinstance(x, Const) else x.id
