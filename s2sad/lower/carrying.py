"""What a loop carries: the names that its body changes, and the types that they are assumed to have at entry.

::

    y, p = 1.0, (x, 0.0)        w9, w10, w11 = for ... carry (w3 = 1.0, w4 = x, w5 = 0.0):
    for i in range(n):            w6 = mul(w3, w4)          y -> w3, p -> (w4, w5)
        y = y * p[0]              w7 = add(w4, w6)
        p = p[0] + y, y           yield w6, w7, w6          y -> w9, p -> (w10, w11) after it

A name that an iteration makes into something else than the one before is a conflict, unless lists, numbers that say
which, or a first iteration that stands apart can express it: the next reading tries these.
"""

from __future__ import annotations

import ast
from dataclasses import field
from functools import cached_property

from s2sad.dataclass import dataclass
from s2sad.ir import STRUCTURES, UNDEF, Arg, Const, Pack, Stmt, Var, leaves, type_of
from s2sad.lower import alternatives, choices, optional, runtime_lists
from s2sad.lower.conflicts import BOTTOM, POISON, VALUE, Conflict, Lists
from s2sad.lower.frame import Frame
from s2sad.lower.heap import bare, freeze, places
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.temporaries import bound_anew
from s2sad.types import Array, List, Type, is_number

_FORMED = ("tuple", "list", "dict", "held", "columns", optional.OPTIONAL)  # structures that a loop may bind first


@dataclass
class Carry:
    """The w's that a loop carries, and the structures of names that are made of them."""

    frame: Frame
    node: ast.For | ast.While
    params: list[Var] = field(default_factory=list)
    inits: list[Arg] = field(default_factory=list)
    yields: list[Arg] = field(default_factory=list)
    late: dict[str, Var] = field(default_factory=dict)  # by name: what the end of the body found to be carried
    stmts: list[Stmt] = field(default_factory=list)  # of the body
    peeled: bool = False  # the first iteration stands before the loop

    def enter(self, name: str, init: Arg, path: tuple[object, ...] = ()) -> Arg:
        """The binding of a name at the start of an iteration."""
        session, key = self.frame.session, (self.frame.context, self.place, name, *path)
        form = session.forms.get(key)
        if optional.is_optional(init) or (key in session.optional and init is not UNDEF):
            return optional.entered(self, name, init, path)
        if key in session.alternatives:
            chosen = alternatives.carried(self.frame, init, session.alternatives[key])
            if chosen is not None:
                init = chosen
            init = init if chosen is not None else alternatives.read(self.frame, self.node, init)
        if key in session.choices:
            init = choices.carried(self.frame, init, session.choices[key]) or init
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
        if init is UNDEF or init in self.frame.unbound or key in session.unbound:
            self.frame.unbound.add(param)
        self.params.append(param)
        self.inits.append(init)
        return param

    def leave(self, name: str, start: Arg, end: Arg, path: tuple[object, ...] = ()) -> None:
        """Check the binding at the end of an iteration against the assumption; yield it."""
        session, key = self.frame.session, (self.frame.context, self.place, name, *path)
        if isinstance(start, Pack) and start.kind == optional.OPTIONAL and optional.left(self, name, start, end, path):
            return
        if optional.is_between(start, end) and not self._peel():
            session.changed = session.changed or key not in session.optional
            session.optional.add(key)
            self._unread(start)
            return
        if self._other_function(name, start, end, path):
            return
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
            if end is POISON or end is BOTTOM or self._undecided(end):
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
                    if self._unroll_for(end):
                        return
                    session.at_run_time(self.frame.context, name)
                self._conflict(name, start, path)
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
            if start not in self.frame.unbound and end in self.frame.unbound:
                session.unbound.add(key)  # a ``del`` on the way: what was read of the body took it for bound
                session.changed = True
            if end is BOTTOM or end is UNDEF or self._undecided(end):
                end = start
            t = type_of(end)
            joined = session.carry(key, t, self.fresh(name, path)) if is_number(t) else None
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
        elif is_list(start) and self._demanded(end):
            return  # the next reading has one list or another
        elif BOTTOM not in (start, end) and start not in (UNDEF, end) and session.assumed.get(key, 0) is not None:
            # A string, None, a function: what the first iteration sees is not what the next one sees.
            session.assumed[key] = None
            session.changed = True
            lists = runtime_lists.could_be(self.frame, [start, end]) if is_list(start) else None
            if lists is None:
                self._peel()
            else:
                session.listed[key] = lists

    def _undecided(self, end: Arg) -> bool:
        """Whether what an iteration ends with is a conflict that the next reading may not have."""
        return self.frame.session.unsettled and isinstance(end, Const) and isinstance(end.value, Conflict)

    def _demanded(self, end: Arg) -> bool:
        """Whether an iteration ends with a list that a branch chooses, which has to exist at run time for that."""
        conflict = end.value if isinstance(end, Const) else None
        return isinstance(conflict, Conflict) and runtime_lists.demanded(self.frame, conflict.lists)

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

    def _other_function(self, name: str, start: Arg, end: Arg, path: tuple[object, ...]) -> bool:
        """Whether the name is one function or another in each iteration: the loop carries a number that says which."""
        session, key = self.frame.session, (self.frame.context, self.place, name, *path)
        if not choices.is_function(start) or not choices.is_function(end):
            return False
        if choices.in_order(start, end):
            return False
        if isinstance(start, Pack) and start.kind == choices.CHOICE and key in session.choices:
            items = choices.aligned(start, end)
            if items is not None:
                with self.frame.b.within(self.stmts):
                    number = choices.chosen(self.frame, self.node, start, end)
                for i, (s, e) in enumerate(zip(start.items, (number, *items), strict=True)):
                    self.leave(name, s, e, (*path, i))
                return True
        wanted = choices.wanted(self.frame, start, end)
        if wanted is None or session.choices.get(key) == wanted:
            return False
        session.choices[key] = wanted
        session.changed = True
        self._unread(start)
        return True

    def _unroll_for(self, end: Pack) -> bool:
        """Whether the loop is read item by item from now on: a list of functions grows in it."""
        key = unroll_key(self.frame, self.node)
        if key not in self.frame.indices.values() or not any(map(choices.is_function, end.items)):
            return False
        self.frame.session.unroll.add(key)
        self.frame.session.changed = True
        return True

    def _peel(self) -> bool:
        """Have the first iteration stand before the loop at the next reading: a type that it changes is stable then.

        False where it does already, or cannot.
        """
        key = peel_key(self.frame, self.node)
        if not isinstance(self.node, ast.For) or key in self.frame.session.unroll:
            return False
        self.frame.session.unroll.add(key)
        self.frame.session.changed = self.frame.session.peeled = True
        return True

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
                session.carry(key, t, self.fresh(name, path))
                return
            session.assumed[key] = t
            param = self.frame.b.var(t)
            if is_list(end):
                runtime_lists.note(self.frame, param, self.fresh(name, path))
            self.frame.unbound.add(param)
            self.params.insert(len(self.yields), param)
            self.inits.insert(len(self.yields), UNDEF)
            self.yields.append(end)
            self.late[name] = param
        elif isinstance(end, Pack) and end.kind in _FORMED and key not in session.forms:
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


def peel_key(frame: Frame, node: ast.stmt) -> tuple[object, ...]:
    return (frame.context, frame.where(node), "first iteration apart")


def _unknown_rank(t: Type) -> bool:
    return isinstance(t, Array) and t.axes is None


def unroll_key(frame: Frame, node: ast.stmt) -> tuple[object, ...]:
    return (frame.context, frame.where(node))
