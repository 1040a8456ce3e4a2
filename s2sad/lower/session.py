"""What lowering knows of a whole program, from one reading to the next: assumptions, callees, problems.

::

    while n > 0:            reading 1: assumed[y at the loop] = int, joined with float at the back edge: changed
        y = y * 0.5         reading 2: assumed[y at the loop] = float, nothing changes: this reading counts
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any

from s2sad.dataclass import dataclass
from s2sad.errors import Problem
from s2sad.ir import Arg, Function, Pack, Var
from s2sad.lower.scopes import Code
from s2sad.nest import Nest
from s2sad.parse import Source
from s2sad.types import Type, join, rank

# Where a captured value is found: the function that reads it (None: a parameter of the entry), a name, and
# then attributes and items, as ("attribute", "scale") and ("item", 0).
Place = tuple[Any, ...]
PartOfParameter = tuple[object, tuple[object, ...]]  # of a code: the name of the parameter, and the way in it
Folded = tuple[tuple[PartOfParameter, ...], tuple[tuple[object, ...], ...]]  # of calls before, and ways in its own
Hidden = tuple[str, Type, Place]  # a captured number or array: its name as a parameter, its type, its place


@dataclass
class Session:
    """One program being lowered, over several readings."""

    supply: Iterator[int]
    assumed: dict[tuple[object, ...], Type | None] = field(default_factory=dict)
    needs_value: set[PartOfParameter] = field(default_factory=set)  # parts of callees' parameters
    unanswered: set[tuple[object, tuple[object, ...]]] = field(default_factory=set)  # of these no caller knows a value
    needs_list: set[tuple[object, tuple[object, ...]]] = field(default_factory=set)  # those that are changed
    changed: bool = False
    widened: bool = False  # the same of what loops are assumed to carry: to read them again may be enough
    functions: dict[tuple[object, ...], Function] = field(default_factory=dict)
    sources: dict[object, Source | None] = field(default_factory=dict)
    names: dict[tuple[object, ...], str] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    failed: set[tuple[object, ...]] = field(default_factory=set)  # instances that have problems, or call one that has
    nest: Nest = field(default_factory=Nest)  # the instances that are being lowered
    recursive: set[tuple[object, ...]] = field(default_factory=set)
    results: dict[tuple[object, ...], Arg] = field(default_factory=dict)
    returned: dict[tuple[object, ...], dict[Var, Folded]] = field(default_factory=dict)  # the integers of results
    deepened: dict[tuple[object, ...], int] = field(default_factory=dict)  # how often a result nested deeper
    reached: dict[Place, None] = field(default_factory=dict)  # captured objects that decided the text
    lowered: dict[types.FunctionType, None] = field(default_factory=dict)  # the functions whose code did
    readers: dict[tuple[int, str], Any] = field(default_factory=dict)  # the function that stands for a variable
    reporting: set[tuple[object, ...]] = field(default_factory=set)  # instances that change what they are handed
    changing: set[tuple[object, ...]] = field(default_factory=set)  # lists and dicts that change, by their places
    forms: dict[tuple[object, ...], Pack | None] = field(
        default_factory=dict
    )  # of structures that only a loop's body binds
    alternatives: dict[tuple[object, ...], tuple[str, ...]] = field(
        default_factory=dict
    )  # things that a name is in a loop
    choices: dict[tuple[object, ...], tuple[Arg, ...]] = field(
        default_factory=dict
    )  # functions that a name is in a loop
    runtime: set[tuple[object, ...]] = field(default_factory=set)  # lists that exist at run time, by their places
    item_forms: dict[tuple[object, ...], Pack] = field(default_factory=dict)  # of lists of tuples
    in_lists: set[object] = field(default_factory=set)  # classes of objects that such lists hold
    by_number: set[object] = field(default_factory=set)  # those of them that change there: see `s2sad.lower.held`
    outdated: bool = False  # whether what was assumed of lists holds no more
    peeled: bool = False  # whether a first iteration stands apart now: ranks that it mixed up may be known after it
    shared_pools: dict[tuple[object, ...], tuple[object, ...]] = field(
        default_factory=dict
    )  # of lists that get objects of other lists
    empty: set[tuple[object, ...]] = field(default_factory=set)  # lists of whose items nothing was known in a reading
    listed: dict[tuple[object, ...], Any] = field(default_factory=dict)  # of names that loops bind to various lists
    optional: set[tuple[object, ...]] = field(default_factory=set)  # names that are None or a value in a loop
    unbound: set[tuple[object, ...]] = field(default_factory=set)  # names that an iteration of a loop may unbind
    unroll: set[tuple[object, ...]] = field(default_factory=set)  # loops whose index has to be known in their body
    places: dict[int, tuple[object, Place]] = field(default_factory=dict)  # by identity; holds the objects
    open: list[Callable[[], None]] = field(default_factory=list)  # says what could not be made yet; final at the end
    derived: dict[str, Function] = field(default_factory=dict)  # derivatives that are taken inside functions
    sought: dict[int, object] = field(default_factory=dict)  # objects that no place was known of; holds them
    lost: dict[tuple[object, ...], list[tuple[Any, ...]]] = field(
        default_factory=dict
    )  # parameters that instances change and raise
    lost_cells: dict[tuple[object, ...], list[int]] = field(default_factory=dict)  # the same of cells
    asked: dict[types.FunctionType, Code | None] = field(default_factory=dict)  # of methods that hand out items
    codes: dict[int, Code] = field(default_factory=dict)  # of functions inside functions, by the identity of the node
    steps: dict[tuple[int, str], ast.FunctionDef] = field(default_factory=dict)  # what generators do at each turn
    late: dict[ast.AST, frozenset[str]] = field(default_factory=dict)  # what their items must not read
    hidden: dict[tuple[object, ...], tuple[Hidden, ...]] = field(default_factory=dict)  # what an instance captures

    def forget_outdated(self) -> None:
        """Before a reading: what was assumed of lists by their fields says nothing of lists by number.

        Nor do ranks that nobody knew because a loop took what stands before it, where its first iteration now does.
        """
        if self.outdated:
            for assumptions in (self.assumed, self.item_forms, self.forms, self.empty, self.listed):
                assumptions.clear()
            self.outdated = False
        if self.peeled:
            for key in [k for k, t in self.assumed.items() if t is not None and rank(t) is None]:
                del self.assumed[key]
            self.peeled = False

    def place_of(self, value: object) -> Place | None:
        """Where a captured object is found, if anything in the program finds it there."""
        found = self.places.get(id(value))
        if found is None:
            self.sought[id(value)] = value
            return None
        return found[1]

    def found_at(self, place: Place, value: object) -> None:
        """Note where an object is found first; what was read before without knowing is read again."""
        if id(value) not in self.places:
            self.places[id(value)] = (value, place)
            self.changed = self.changed or id(value) in self.sought

    def at_run_time(self, context: tuple[object, ...], place: str) -> None:
        """From the next reading on, a list exists when the module runs: its length only the run knows."""
        if (context, place) not in self.runtime:
            self.runtime.add((context, place))
            self.changed = True

    def needs_list_of(self, code: object, path: tuple[object, ...]) -> None:
        """From the next reading on, what this parameter is handed exists at run time: the callee sees the same list."""
        if (code, path) not in self.needs_list:
            self.needs_list.add((code, path))
            self.changed = True

    @property
    def unsettled(self) -> bool:
        """Whether something is read again that was read in this reading."""
        return self.changed or self.widened

    def carry(self, key: tuple[object, ...], t: Type, fresh: str) -> Type | None:
        """As `assume`, of what a loop carries, at its end."""
        before = self.changed
        joined = self.assume(key, t, fresh)
        if self.changed and not before and joined is not None:
            self.changed, self.widened = False, True
        return joined

    def assume(self, key: tuple[object, ...], t: Type, fresh: str) -> Type | None:
        """Join a type into an assumption; None where no w can hold both."""
        if key not in self.assumed:
            self.assumed[key] = t
            self.changed = True
            return t
        old = self.assumed[key]
        new = None if old is None else join(old, t, fresh)
        if new != old:
            self.assumed[key] = new
            self.changed = True
        return new
