"""Loops: which names are carried, and the types that they are assumed to have at entry.

``break`` and ``return`` become flags: a loop body's first yield says whether to leave, and
what follows a possible exit stands in the arm that does not take it::

    while True:                     w9 = loop carry (w3 = x) until:
        x = 0.5 * (x + a / x)         …
        if abs(x*x - a) < tol:        w8 = lt(w7, w2)
            break                     yield w8, w6
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cached_property, partial
from itertools import count

from s2sad.analyse.effects import writes
from s2sad.dataclass import dataclass
from s2sad.ir import STRUCTURES, UNDEF, Arg, Block, Const, Eqn, Loop, Pack, Stmt, Var, leaves, type_of, walk
from s2sad.lower import alternatives, runtime_lists
from s2sad.lower.expressions import emit, expression, force, is_object, truth, usable
from s2sad.lower.frame import BOTTOM, BREAK, DONE, FALSE, POISON, RAISED, RETURN, TRUE, VALUE, Conflict, Frame, Lists
from s2sad.lower.heap import bare, freeze, kept, places, settled
from s2sad.lower.iterables import Iteration, iteration
from s2sad.lower.objects import iterated, own_method
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.statements import assigned_names, body, store
from s2sad.lower.stepping import one_by_one, without_end
from s2sad.lower.syntax import exits
from s2sad.lower.temporaries import bound_anew
from s2sad.types import INT, Array, List, Type, is_number

_MOST_UNROLLED = 256  # iterations of a range whose index has to be known in the body


@dataclass
class Carry:
    """The w's that a loop carries, and the structures of names that are made of them."""

    frame: Frame
    node: ast.For | ast.While
    params: list[Var] = field(default_factory=list)
    inits: list[Arg] = field(default_factory=list)
    yields: list[Arg] = field(default_factory=list)
    late: dict[str, Var] = field(default_factory=dict)  # by name: what the end of the body found to be carried
    peeled: bool = False  # the first iteration stands before the loop

    def enter(self, name: str, init: Arg, path: tuple[object, ...] = ()) -> Arg:
        """The binding of a name at the start of an iteration."""
        session, key = self.frame.session, (self.frame.context, self.place, name, *path)
        form = session.forms.get(key)
        if key in session.alternatives:
            chosen = alternatives.carried(self.frame, init, session.alternatives[key])
            if chosen is not None:
                init = chosen
            init = init if chosen is not None else alternatives.read(self.frame, self.node, init)
        if isinstance(init, Pack) and init.kind == alternatives.EITHER:
            if (*key, "contents") not in session.assumed:
                number, *things = init.items
                return init.like([self.enter(name, number, (*path, "which")), *things])
            init = alternatives.read(self.frame, self.node, init)
        if init is UNDEF and form is not None:
            return form.like([self.enter(name, UNDEF, (*path, i)) for i in range(len(form.items))])
        if isinstance(init, Pack) and init.kind in STRUCTURES:
            if session.assumed.get(key, True) is None:
                lists = Lists(session.listed[key], key) if key in session.listed else None
                return Const(Conflict(name, f"a {init.kind} before and something else after an iteration", lists=lists))
            if (*key, "contents") in session.assumed:
                # Not the same list in each iteration: what it holds is carried, and nothing may change it.
                freeze(self.frame.env, places(init))
                init = bare(init)
                assert isinstance(init, Pack)
            elif init.at and (path or not name.startswith("&")):
                return init  # its contents are carried if they change
            if init.kind == "iterator":
                source, at = init.items
                moves = (*key, "moves") in session.assumed
                return init.like([self.enter(name, source, (*path, 0)), Const(None) if moves else at])
            return init.like([self.enter(name, p, (*path, i)) for i, p in enumerate(init.items)])
        if init is not UNDEF and not is_number(type_of(init)):
            if session.assumed.get(key, True) is None:
                return Const(Conflict(name, "rebound in the loop to something else than a number"))
            return init
        if isinstance(type_of(init), List):
            if session.assumed.get(key, True) is None and session.listed.pop(key, None) is not None:
                del session.assumed[key]  # it was none when that was found
                session.changed = True
            if key not in session.assumed or name.startswith("&"):
                return init  # one list in every iteration
            assert isinstance(init, Var)
            runtime_lists.joined(self.frame, self.node, self.fresh(name, path), [init], init.type)
        if init is UNDEF:
            if key not in session.assumed:
                return UNDEF
            assumed = session.assumed[key]
        else:
            session.assumed.setdefault(key, type_of(init))  # nothing was read with another one
            assumed = session.assume(key, type_of(init), self.fresh(name, path))
        if assumed is None:
            return Const(Conflict(name, "of different types before and after an iteration"))
        param = self.frame.b.var(assumed)
        if isinstance(assumed, List):
            param = self.frame.b.var(runtime_lists.joined(self.frame, self.node, self.fresh(name, path), [], assumed))
            runtime_lists.note(self.frame, param, self.fresh(name, path))
        if name in self.frame.assigned:
            self.frame.starts.append((param, 0, self.frame.assigned[name]))
        self.params.append(param)
        self.inits.append(init)
        return param

    def leave(self, name: str, start: Arg, end: Arg, path: tuple[object, ...] = ()) -> None:
        """Check the binding at the end of an iteration against the assumption; yield it."""
        session, key = self.frame.session, (self.frame.context, self.place, name, *path)
        if isinstance(start, Pack) and start.kind in STRUCTURES:
            if self._one_of_several(name, start, end, path):
                return
            if start.kind == "iterator" and isinstance(end, Pack) and end.kind == start.kind:
                if start.items[1] != end.items[1]:
                    session.assumed[(*key, "moves")] = None
                    session.changed = session.changed or start.items[1] != Const(None)
                self.leave(name, start.items[0], end.items[0], (*path, 0))
                return
            if start.at and isinstance(end, Pack) and start.at == end.at and (path or not name.startswith("&")):
                return
            if end is POISON:
                self._unread(start)
            elif end is UNDEF and key in session.forms:
                for i, s in enumerate(start.items):
                    self.leave(name, s, UNDEF, (*path, i))
            elif session.forms.get(key) is not None and not start.fits(bare(end)):
                session.forms[key] = None
                session.changed = True
                self._unread(start)
            elif isinstance(end, Pack) and (start.fits(end) or (start.at is None and start.fits(bare(end)))):
                for i, (s, e) in enumerate(zip(start.items, end.items, strict=True)):
                    self.leave(name, s, e, (*path, i))
            elif runtime_lists.reformed(self.frame, [start, end]):
                self._unread(start)
            elif isinstance(end, Pack) and bare(start).fits(bare(end)):  # type: ignore[union-attr]
                session.assumed[(*key, "contents")] = None
                session.changed = True
                self._conflict(name, start, path)
            else:
                if name.startswith("&") and start.kind == "list" and isinstance(end, Pack):
                    session.at_run_time(self.frame.context, name)
                self._conflict(name, start, path)
                if end is not BOTTOM:
                    session.assumed[key] = None
                    session.changed = True
                    lists = runtime_lists.could_be(self.frame, [start, end])
                    if lists is None:
                        self._peel()
                    else:
                        session.listed[key] = lists
            return
        if POISON in (start, end):  # a problem was noted, or the next reading will find it other
            if isinstance(start, Var) and start in self.params:
                self.yields.append(start)
            return
        if isinstance(start, Const) and isinstance(start.value, Conflict):
            return
        if isinstance(start, Var) and start in self.params:
            if end is BOTTOM or end is UNDEF:
                end = start
            t = type_of(end)
            joined = session.assume(key, t, self.fresh(name, path)) if is_number(t) else None
            if isinstance(joined, List) and isinstance(end, Var):
                runtime_lists.joined(self.frame, self.node, self.fresh(name, path), [end], joined)
            if joined is None:
                session.assumed[key] = None
                session.changed = True
                end = start
            if joined is None or (_unknown_rank(joined) and not _unknown_rank(t)):
                self._peel()
            self.yields.append(end)
        elif start is UNDEF and end is not UNDEF and end is not BOTTOM:
            self._first(name, end, path)
        elif is_list(start) and is_list(end) and not name.startswith("&"):
            if start is not end:
                session.assume(key, type_of(start), self.fresh(name, path))
        elif start is not UNDEF and start != end and end is not BOTTOM and session.assumed.get(key, 0) is not None:
            # A string, None, a function: what the first iteration sees is not what the next one sees.
            session.assumed[key] = None
            session.changed = True
            lists = runtime_lists.could_be(self.frame, [start, end]) if is_list(start) else None
            if lists is None:
                self._peel()
            else:
                session.listed[key] = lists

    def _one_of_several(self, name: str, start: Pack, end: Arg, path: tuple[object, ...]) -> bool:
        """Whether the name is one thing or another in each iteration: a number says which, and the loop carries it."""
        session, key = self.frame.session, (self.frame.context, self.place, name, *path)
        if end is BOTTOM or end is POISON or end is UNDEF or (name.startswith("&") and not path):
            return False
        if isinstance(end, Pack) and (start.at and start.at == end.at) and key not in session.alternatives:
            return False
        places = alternatives.wanted(self.frame, start, end)
        if places is None or (*key, "contents") in session.assumed:
            if session.alternatives.pop(key, None) or alternatives.is_either(start) or alternatives.is_either(end):
                session.assumed[(*key, "contents")] = None
                session.changed = True
                self._unread(start)
                return True
            return False
        assert isinstance(end, Pack)
        if alternatives.is_either(start) and set(places) == {t.at for t in start.items[1:] if isinstance(t, Pack)}:
            self.leave(name, start.items[0], alternatives.parts(self.frame, end)[0], (*path, "which"))
            return True
        session.alternatives[key] = places
        session.changed = True
        self._unread(start)
        return True

    def _peel(self) -> None:
        """Have the first iteration stand before the loop at the next reading: a type that it changes is stable then."""
        key = _peel_key(self.frame, self.node)
        if isinstance(self.node, ast.For) and key not in self.frame.session.unroll:
            self.frame.session.unroll.add(key)
            self.frame.session.changed = True

    def _first(self, name: str, end: Arg, path: tuple[object, ...]) -> None:
        """A name that is first bound inside the body: it is carried too, for what comes after the loop.

        Nothing in the body has seen that, if an iteration binds it before it looks at it; else the next reading does.
        """
        session, key = self.frame.session, (self.frame.context, self.place, name, *path)
        t = type_of(end)
        if is_list(end) and (name.startswith("&") or (name == VALUE and runtime_lists.made_before(self.frame, end))):
            return  # who refers to it refers to the list itself
        if is_number(t):
            if path or name not in self.anew:
                session.assume(key, t, self.fresh(name, path))
                return
            session.assumed[key] = t
            param = self.frame.b.var(t)
            if is_list(end):
                runtime_lists.note(self.frame, param, self.fresh(name, path))
            self.params.insert(len(self.yields), param)
            self.inits.insert(len(self.yields), UNDEF)
            self.yields.append(end)
            self.late[name] = param
        elif isinstance(end, Pack) and end.kind in ("tuple", "list", "dict") and key not in session.forms:
            form = bare(end)
            assert isinstance(form, Pack)
            session.forms[key] = form
            session.changed = True
            for i, item in enumerate(form.items):
                self._first(name, item, (*path, i))

    def _unread(self, start: Arg) -> None:
        """Yield what came in: this reading is not the last."""
        self.yields += [v for v in leaves(start) if v in self.params]

    def _conflict(self, name: str, start: Arg, path: tuple[object, ...]) -> None:
        if isinstance(start, Pack):
            for i, s in enumerate(start.items):
                self._conflict(name, s, (*path, i))
        elif isinstance(start, Var) and start in self.params:
            self.frame.session.assumed[(self.frame.context, self.place, name, *path)] = None
            self.frame.session.changed = True
            self.yields.append(start)

    @cached_property
    def anew(self) -> set[str]:
        """The names that each iteration binds before it looks at them."""
        own = self.frame.source.names
        return set() if self.frame.has_inner_functions else bound_anew(self.node) - own.globals - own.nonlocals

    @cached_property
    def place(self) -> str:
        """The loop, in keys of assumptions."""
        return self.frame.where(self.node, "+" if self.peeled else "")

    def fresh(self, name: str, path: tuple[object, ...]) -> str:
        return ".".join([self.place, name, *map(str, path)])


def lower_for(frame: Frame, node: ast.For) -> None:
    """``for``: read item by item where the items are known, else a loop over an index."""
    seq = force(frame, usable(frame, expression(frame, node.iter), node.iter), node.iter)
    if seq is BOTTOM:
        return
    if is_object(seq):
        by_iter = own_method(seq, "__iter__") is not None
        seq = kept(frame, node.iter, iterated(frame, node.iter, seq))
        if is_object(seq):
            one_by_one(frame, node, seq, by_iter)
            return
    over = _turns(frame, node, seq)
    if over.endless:
        without_end(frame, node, over)
        return
    if over.ended is None and over.direct is not None:
        over = _unrolled_range(frame, node, over)
    if over.ended is not None:
        _unrolled(frame, node, over, over.ended)
    elif _peel_key(frame, node) in frame.session.unroll:
        _first_apart(frame, node, over)
    else:
        _over_index(frame, node, over)


def _turns(frame: Frame, node: ast.For, seq: Arg) -> Iteration:
    """How to loop over a value; an iterator that is kept is where the loop leaves it."""
    if isinstance(seq, Pack) and seq.kind == "iterator":
        from s2sad.lower.iterators import stepped

        return stepped(frame, node.iter, seq)
    return iteration(frame, node.iter, seq)


def _peel_key(frame: Frame, node: ast.stmt) -> tuple[object, ...]:
    return (frame.context, frame.where(node), "first iteration apart")


def _unknown_rank(t: Type) -> bool:
    return isinstance(t, Array) and t.axes is None


def _first_apart(frame: Frame, node: ast.For, over: Iteration) -> None:
    """The first iteration, if there is one, and a loop over the others: a name may be None, or 0.0, before it."""
    outer, length, index = frame.env[BREAK], over.length(), frame.b.var(INT)
    frame.env.update({BREAK: FALSE, RETURN: FALSE})

    def others() -> None:
        frame.env[BREAK] = _run(
            frame,
            node,
            bind=lambda: store(frame, node.target, over.at(index)),
            names=assigned_names([node.target, *node.body]),
            index=index,
            bounds=(Const(1), length, Const(1)),
            test=None,
            peeled=True,
        )

    def first() -> None:
        frame.env[DONE] = FALSE
        variant, frame.variant = frame.variant, f"{frame.variant}'"
        store(frame, node.target, over.at(Const(0)))
        body(frame, node.body)
        frame.variant = variant
        if RAISED not in frame.env:
            frame.branch(_either(frame, node, frame.env[BREAK], frame.env[RETURN]), lambda: None, others, node)

    frame.branch(emit(frame, node, "lt", (Const(0), length)), first, lambda: None, node)
    if RAISED not in frame.env:
        broke, frame.env[BREAK] = frame.env[BREAK], outer
        _leave(frame, node, broke, frame.env[RETURN])


def _over_index(frame: Frame, node: ast.For, over: Iteration) -> None:
    index = frame.b.var(INT)
    bounds, at = over.direct or ((Const(0), over.length(), Const(1)), over.at)
    if _numbers(bounds) is not None:
        frame.indices[index] = _unroll_key(frame, node)
    _loop(
        frame,
        node,
        bind=lambda: store(frame, node.target, at(index)),
        names=assigned_names([node.target, *node.body]),
        index=index,
        bounds=bounds,
        test=None,
    )


def _unrolled_range(frame: Frame, node: ast.For, over: Iteration) -> Iteration:
    """A range that is known, if an earlier reading found that its index has to be: it picks an item of a structure."""
    assert over.direct is not None
    if _unroll_key(frame, node) not in frame.session.unroll:
        return over
    numbers = _numbers(over.direct[0])
    if numbers is None:
        return over  # an earlier reading knew more
    return iteration(frame, node.iter, Pack("tuple", tuple(map(over.direct[1], map(Const, numbers)))))


def _unroll_key(frame: Frame, node: ast.For) -> tuple[object, ...]:
    return (frame.context, frame.where(node))


def _numbers(bounds: tuple[Arg, Arg, Arg]) -> range | None:
    """The numbers of a range that is known, and short enough to be read one by one."""
    values = [b.value for b in bounds if isinstance(b, Const) and type(b.value) is int]
    if len(values) < 3 or values[2] == 0:
        return None
    numbers = range(*values)
    return numbers if len(numbers) <= _MOST_UNROLLED else None


def _unrolled(frame: Frame, node: ast.For, over: Iteration, ended: Callable[[int], bool]) -> None:
    """A loop over a structure is its body, once for each item; what may leave it skips what follows."""
    outer = frame.env[BREAK]
    exhausted = f"%exhausted@{frame.where(node)}"
    frame.env.update({BREAK: FALSE, RETURN: FALSE, exhausted: FALSE})

    surely = False

    def iterate(k: int) -> None:
        def run() -> None:
            frame.env[DONE] = FALSE
            store(frame, node.target, over.at(Const(k)))
            body(frame, node.body)

        def stop() -> None:
            frame.env[exhausted] = TRUE

        goes_on = TRUE if over.more is None else over.more(k)
        nonlocal surely
        surely = goes_on == FALSE
        frame.branch(goes_on, run, stop, node)

    for k in count():
        left = _either(frame, node, frame.env[BREAK], frame.env[RETURN])
        left = _either(frame, node, left, frame.env[exhausted])
        if left == TRUE or RAISED in frame.env or ended(k):
            break
        frame.branch(left, lambda: None, partial(iterate, k), node)
        if surely:
            break
    del frame.env[exhausted]
    if RAISED in frame.env:
        return
    broke, frame.env[BREAK] = frame.env[BREAK], outer
    _leave(frame, node, broke, frame.env[RETURN])


def lower_while(frame: Frame, node: ast.While) -> None:
    """``while``: the condition is a block of its own, run before each iteration.

    A condition that binds names or calls what may write memory is a statement of the body
    instead, since the condition's block yields no names and has no adjoint; an ``else``
    runs where the condition has failed, before that statement leaves the loop.
    """
    known = isinstance(node.test, ast.Constant) and bool(node.test.value)
    if not known and _has_effects(frame, node.test):
        jump = next((s for s in exits(node.orelse) if not isinstance(s, ast.Return)), None)
        if jump is not None:
            frame.refuse(
                jump,
                "S2S206",
                "a jump in the else of a while whose condition binds a name or writes memory",
                "the condition and the else are part of the body then, and the jump is meant for the loop around it.",
                "compute the condition in the body.",
            )
        leave = ast.If(ast.UnaryOp(ast.Not(), node.test), [*node.orelse, ast.Break()], [])
        ast.copy_location(leave, node.test)
        ast.fix_missing_locations(leave)
        forever = ast.copy_location(ast.While(ast.Constant(True), [leave, *node.body], []), node)
        ast.copy_location(forever.test, node.test)
        lower_while(frame, forever)
        return
    _loop(
        frame,
        node,
        bind=lambda: None,
        names=assigned_names(node.body),
        index=None,
        bounds=None,
        test=None if known else node.test,
    )


def _has_effects(frame: Frame, test: ast.expr) -> bool:
    """Whether a condition binds a name, calls a function that writes memory or a name, or calls others."""
    kinds = {type(n) for n in ast.walk(test)}
    if ast.NamedExpr in kinds:
        return True
    if ast.Call not in kinds:
        return False
    before = {k: frame.env.get(k) for k in frame.rebound}
    with frame.scope() as stmts:
        truth(frame, test)
        if any(frame.env.get(k) is not v for k, v in before.items()):
            return True
    for s in walk(Block(tuple(stmts))):
        if isinstance(s, Eqn) and s.op == "call":
            made = next((f for f in frame.session.functions.values() if f.name == s.attr("function")), None)
            if made is None or any(isinstance(t, Eqn) and (writes(t) or t.op == "call") for t in walk(made.body)):
                return True
    return False


def _loop(
    frame: Frame,
    node: ast.For | ast.While,
    bind: Callable[[], None],
    names: Sequence[str],
    index: Var | None,
    bounds: tuple[Arg, Arg, Arg] | None,
    test: ast.expr | None,
) -> None:
    broke = _run(frame, node, bind, names, index, bounds, test)
    _leave(frame, node, broke, frame.env[RETURN])


def _run(
    frame: Frame,
    node: ast.For | ast.While,
    bind: Callable[[], None],
    names: Sequence[str],
    index: Var | None,
    bounds: tuple[Arg, Arg, Arg] | None,
    test: ast.expr | None,
    peeled: bool = False,
) -> Arg:
    """The loop itself; whether it was left by a ``break``."""
    carry = Carry(frame, node, peeled=peeled)
    frame.env.update(settled(frame.env))
    names = frame.carried(names)
    flags = _jumps(node)
    starts: dict[str, Arg] = {n: carry.enter(n, frame.env.get(n, UNDEF)) for n in names}
    carried_flags = [f for f in flags if f != DONE]
    for f in carried_flags:
        starts[f] = carry.enter(f, FALSE if f != VALUE else UNDEF)
    if index in frame.indices:
        # What the body counts itself is known as well where the loop is read item by item.
        frame.indices.update(dict.fromkeys(carry.params, frame.indices[index]))
    tested: list[Stmt] = []
    cond: Arg = TRUE
    with frame.scope() as stmts:
        frame.env.update({n: s for n, s in starts.items() if not n.startswith("%")})
        for n, s in starts.items():
            if s is UNDEF:
                frame.env.pop(n, None)
        if test is not None:
            with frame.b.within(tested):
                cond = truth(frame, test)
        frame.env.update({DONE: FALSE, BREAK: FALSE, RETURN: FALSE})
        frame.env.pop(VALUE, None)
        bind()
        body(frame, node.body)
        # An iteration that ends in an exception has no next one, and nothing after it.
        ends = dict(starts | {BREAK: FALSE, RETURN: FALSE}) if RAISED in frame.env else dict(settled(frame.env))
        leave = _either(frame, node, ends[BREAK], ends[RETURN])
    for n, s in starts.items():
        carry.leave(n, s, ends.get(n, UNDEF))
    starts |= carry.late
    outs = {p: frame.b.var(p.type) for p in carry.params}
    frame.lists.update({out: frame.lists[p] for p, out in outs.items() if p in frame.lists})
    until = leave != FALSE
    body_block = Block(tuple(stmts), ((leave,) if until else ()) + tuple(carry.yields))
    frame.b.stmts.append(
        Loop(
            tuple(outs.values()),
            tuple(carry.params),
            tuple(carry.inits),
            body_block,
            index,
            bounds,
            Block(tuple(tested), (cond,)) if test is not None else None,
            until,
            loc=frame.loc(node, _variable(node)),
            tag=next(frame.session.supply),
        )
    )
    for n, s in starts.items():
        frame.env[n] = _after(frame, s, outs, frame.env.get(n, UNDEF), ends.get(n, UNDEF), n)
        if frame.env[n] is UNDEF:
            del frame.env[n]
    frame.env.setdefault(BREAK, FALSE)
    broke = frame.env[BREAK] if BREAK in carried_flags else FALSE
    frame.env[BREAK] = FALSE
    if RETURN not in carried_flags:
        frame.env[RETURN] = FALSE
    elif bounds is None and test is None and ends[BREAK] == FALSE:
        frame.env[RETURN] = TRUE  # nothing else ends ``while True``: nobody comes to what follows
    return broke


def _leave(frame: Frame, node: ast.For | ast.While, broke: Arg, returned: Arg) -> None:
    """What follows a loop: its ``else``, unless it was left before its end."""
    frame.env[DONE] = returned
    if node.orelse:
        left = _either(frame, node, broke, returned)

        def otherwise() -> None:
            frame.env[DONE] = FALSE
            body(frame, node.orelse)

        frame.branch(left, lambda: None, otherwise, node)


def _variable(node: ast.For | ast.While) -> str:
    """The name of the loop's variable, where there is one that means something."""
    target = node.target if isinstance(node, ast.For) else None
    return target.id if isinstance(target, ast.Name) and target.id != "_" else ""


def _after(frame: Frame, start: Arg, outs: dict[Var, Var], before: Arg, end: Arg, name: str) -> Arg:
    """The binding of a name after the loop."""
    if isinstance(start, Pack) and start.kind == alternatives.EITHER:
        number, *things = start.items
        return start.like([_after(frame, number, outs, UNDEF, UNDEF, name), *things])
    if isinstance(start, Pack) and start.kind in STRUCTURES:
        known = isinstance(end, Pack) and len(end.items) == len(start.items)
        ends = end.items if isinstance(end, Pack) and known else [end] * len(start.items)
        return start.like(_after(frame, s, outs, before, e, name) for s, e in zip(start.items, ends, strict=True))
    if end is POISON or start is POISON:
        return POISON
    if isinstance(start, Var):
        return outs.get(start, start)
    if isinstance(start, Const) and start is not UNDEF and start != end and end is not BOTTOM:
        lists = start.value.lists if isinstance(start.value, Conflict) else None
        return Const(Conflict(name, "of different kinds before and after the loop", lists=lists))
    if start is UNDEF and name == VALUE and runtime_lists.made_before(frame, end):
        return end
    if start is UNDEF and is_number(type_of(end)) and not (name.startswith("&") and is_list(end)):
        later = frame.b.var(type_of(end))  # the next reading carries it; what follows is read with its type
        return runtime_lists.note(frame, later, name) if is_list(later) else later
    if start is UNDEF and end is not UNDEF:
        return Const(Conflict(name, f"{type_of(end)}, bound in the loop only"))
    return start


def _jumps(node: ast.For | ast.While) -> list[str]:
    """The flags that a body may set, by its syntax."""
    kinds = set(map(type, exits(node.body)))
    flags = [BREAK] if ast.Break in kinds and node.orelse else []
    return [*flags, RETURN, VALUE] if ast.Return in kinds else flags


def _either(frame: Frame, node: ast.AST, a: Arg, b: Arg) -> Arg:
    if a == TRUE or b == TRUE:
        return TRUE
    if a == FALSE:
        return b
    return a if b == FALSE else emit(frame, node, "or", (a, b))
