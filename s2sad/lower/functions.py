"""Whole functions: from a function and the types of its arguments to its three-address code."""

from __future__ import annotations

import ast
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from s2sad.build import Builder
from s2sad.dataclass import dataclass
from s2sad.errors import UnsupportedError
from s2sad.ir import UNDEF, Arg, Block, Const, Function, Pack, Param, Program, Stmt, Var, leaves, unused
from s2sad.lower import (  # noqa: F401  (the calls of these are found in a table)
    array_calls,
    array_forms,
    array_writes,
    attributes,
    builtin_calls,
    class_calls,
    comparisons,
    copies,
    custom,
    derivatives,
    dtypes,
    factored,
    getters,
    grids,
    index_tricks,
    iterators,
    joined_forms,
    library_texts,
    linalg_forms,
    methods,
    numpy_texts,
    operators,
    optional,
    padding,
    picking,
    protocols,
    pullbacks,
    pushforwards,
    reducing,
    runtime_dicts,
    sample_forms,
    sets,
    side_by_side,
    sorting,
    splitting,
    stand_ins,
    steps,
    syntax,
    transforms,
    transposing,
    unindexed,
    zipped,
)
from s2sad.lower.closures import handed_back
from s2sad.lower.conflicts import BOTTOM, BREAK, DONE, FALSE, RETURN, TRUE, VALUE, Refused
from s2sad.lower.emitting import usable
from s2sad.lower.frame import Frame
from s2sad.lower.handing import changed_parameters, place_parameters
from s2sad.lower.heap import current
from s2sad.lower.list_operations import is_int
from s2sad.lower.loops import lower_for, lower_while  # noqa: F401  (the statements find them here)
from s2sad.lower.parameters import bind_parameters, open_parameters
from s2sad.lower.rows import ROW
from s2sad.lower.scopes import Code
from s2sad.lower.session import Folded, Session
from s2sad.lower.statements import body
from s2sad.optimise.lowered import finished
from s2sad.origin import is_library_file
from s2sad.parse import Source, parse
from s2sad.types import Known, Type
from s2sad.verify import checked

_MAX_READINGS = 60
_MOST_INSTANCES = 24  # of one function, each called by the one before
_MOST_DEEPENED = 4  # readings in which the result of one function nests deeper

Callee = types.FunctionType | Code


@dataclass(frozen=True, eq=False)
class Target:
    """A function at a signature, the name that it gets in the program (empty for its own), and the parameter of which
    the contents at the end are the result (empty for what it returns).
    """

    function: types.FunctionType
    specs: Mapping[str, Type]
    name: str = ""
    of: str = ""


def lower(function: types.FunctionType, specs: Mapping[str, Type], of: str = "") -> Program:
    """The program of a function at a signature: itself and the functions that it calls.

    With ``of``, its result is what this parameter holds at the end.

    Raises UnsupportedError with every problem that was found.  A parameter that turns out
    to be needed by value raises NeedsValue: the caller makes it part of the signature.
    """
    return lower_all([Target(function, specs, of=of)])


def lower_all(targets: Sequence[Target], reserved: Iterable[str] = ()) -> Program:
    """One program of several functions, the targets first; what they all call stands in it once.

    Callees get none of the ``reserved`` names.
    """
    import itertools

    session = Session(itertools.count(1))
    for _ in range(_MAX_READINGS):
        session.changed = session.widened = False
        session.forget_outdated()
        session.functions.clear()
        session.derived.clear()
        session.names.clear()
        session.problems.clear()
        session.failed.clear()
        session.open.clear()
        session.reached.clear()
        session.lowered.clear()
        session.supply = itertools.count(1)
        session.names.update({("reserved", name): name for name in reserved})
        session.names.update({_entry_key(session, t.function, t.specs, t.of): t.name for t in targets if t.name})
        entries = [_read(session, None, t.function, dict(t.specs), t.of)[1] for t in targets]
        if not session.unsettled:
            for note in session.open:
                note()
            break
    else:
        source = session.sources[targets[0].function]
        assert source is not None
        problem = source.problem(
            source.node,
            "S2S305",
            "types that do not settle",
            f"after {_MAX_READINGS} readings the types at the entries of its loops still change.",
            "give each name one type.",
        )
        session.problems[problem] = None
    if session.problems:
        raise UnsupportedError(*session.problems)
    lowered = {f.name: f for f in (*session.functions.values(), *session.derived.values())}
    found = (("reached", tuple(session.reached)), ("lowered", tuple(session.lowered)))
    lowered |= {n: replace(lowered[n], notes=(*lowered[n].notes, *found)) for n in entries}
    program = finished(Program(lowered, session.supply), entries)
    for f in program.functions.values():
        checked(f, "lower")
    return program


def instance(frame: Frame, node: ast.AST, callee: Callee, specs: dict[str, Type]) -> str:
    """The name of the callee at these types; it may itself be being lowered (recursion)."""
    key = instance_key(callee, specs)
    codes = [other[0] for other in frame.session.nest.under_way]  # type: ignore[index]
    if codes.count(key[0]) > _MOST_INSTANCES:
        frame.refuse(
            node,
            "S2S305",
            "a recursive call with other types at each depth",
            "the text of a function is made for the types of its arguments, and there is no end of them here.",
            "hand on what keeps its form: an array instead of a list that grows.",
        )
    name = callee.source.qualname if isinstance(callee, Code) else callee.__qualname__
    try:
        made = _read(frame.session, frame, callee, specs)[1]
    except Refused:
        made = ""
    theirs = [p for p in frame.session.problems if is_library_file(p.filename)]
    if theirs and not is_library_file(frame.source.filename):
        for problem in theirs:
            del frame.session.problems[problem]
        frame.note(
            node,
            "S2S301",
            f"a call of {name}",
            f"there is no rule for it, and its text, which is not yours to change, has {theirs[0].what}.",
            "use a supported function, or register a rule.",
        )
        if not made:
            raise Refused(name)
    if not made:
        frame.refuse(
            node,
            "S2S301",
            f"a call of {name}, which cannot be differentiated",
            "the reason stands beside this message.",
            "mend the callee.",
        )
    return made


def instance_key(callee: Callee, specs: Mapping[str, Type]) -> tuple[object, ...]:
    """What tells one callee at some types from others; from one reading to the next."""
    if isinstance(callee, Code):
        return (callee, tuple(specs.items()))
    cells = tuple(id(c) for c in callee.__closure__ or ())
    return (callee.__code__, id(callee.__globals__), cells, tuple(specs.items()))


def _entry_key(session: Session, function: Callee, specs: Mapping[str, Type], of: str) -> tuple[object, ...]:
    """What tells an entry from others: callers in the program are told what changes, callers from outside are not."""
    key = instance_key(function, specs)
    if of:
        return (*key, of, "entry")
    return (*key, "entry") if key in session.reporting else key


def _read(
    session: Session, caller: Frame | None, function: Callee, specs: dict[str, Type], of: str = ""
) -> tuple[tuple[object, ...], str, Function | None]:
    if not isinstance(function, Code):
        session.lowered[function] = None
    key = instance_key(function, specs) if caller is not None else _entry_key(session, function, specs, of)
    if key in session.functions:
        return key, session.names[key], session.functions[key]
    if key in session.nest.under_way:
        session.recursive.add(key)
        return key, session.names[key], None
    if isinstance(function, Code):
        source = function.source
    else:
        source = session.sources.setdefault(function, None) or parse(function)
        session.sources[function] = source
    base = source.name if source.name.isidentifier() else "function"
    taken = set(session.names.values())
    name = session.names.get(key) or unused(base, taken)
    session.names[key] = name

    def made() -> Function:
        before = len(session.problems)
        session.functions[key] = _lower_one(session, caller, source, name, key, specs, of)
        if len(session.problems) > before:
            session.failed.add(key)
        return session.functions[key]

    return key, name, session.nest.do(key, made)


def _lower_one(
    session: Session,
    caller: Frame | None,
    source: Source,
    name: str,
    key: tuple[object, ...],
    specs: Mapping[str, Type],
    of: str,
) -> Function:
    stmts: list[Stmt] = []
    frame = Frame(session, source, Builder(session.supply, stmts), key, caller=caller)
    params: list[Param] = []
    for p, t in specs.items():
        params += bind_parameters(frame, p, t)
    place_parameters(frame, specs)
    frame.given = {v for p in params for v in leaves(p.tree)}
    keys = open_parameters(frame, specs)
    given = frame.env.get(of, UNDEF)
    frame.env.update({DONE: FALSE, BREAK: FALSE, RETURN: FALSE})
    node = source.node
    if isinstance(node, ast.Lambda):
        statements: list[ast.stmt] = [ast.copy_location(ast.Return(node.body), node.body)]
    else:
        statements = list(node.body)
    body(frame, statements)
    returns = [s for s in syntax.statements(statements) if isinstance(s, ast.Return)]
    if frame.env[DONE] != TRUE:

        def fall_off() -> None:
            frame.env[VALUE] = Const(None)

        frame.branch(frame.env[DONE], lambda: None, fall_off, node)
    # Where no return has a value, every way out gives None.
    result = frame.env.get(VALUE, Const(None)) if any(s.value is not None for s in returns) else Const(None)
    if of:
        result = current(frame.env, given)
        returns = []
    try:
        result = usable(frame, result, node)
        if caller is None and optional.holds(result) and key[-1] != "entry":
            session.reporting.add(key)  # its callers in the program may be handed None
            session.changed = True
        elif caller is None:
            result = optional.needed(frame, node, result)
        result = handed_back(frame, node, result, keys)
        for cell in keys:
            usable(frame, frame.env.get(cell, UNDEF), node)
        if caller is None and isinstance(result, Pack):
            _check_result(frame, returns[0] if returns else node, result)
    except Refused:
        result = Const(None)
    if _deepens(session, key, result):
        frame.note(
            returns[0] if returns else node,
            "S2S305",
            "a recursive call whose result nests deeper at each depth",
            "the text of a function is made for the types of its results, and there is no end of them here.",
            "fill a list or an array of numbers, and link its items by their places.",
        )
    else:
        _remember(session, key, result)
        session.returned[key] = dict(_made_of_parameters(frame, result))
    frame.lost &= {*frame.parameters, *keys}
    session.lost[key] = [*(frame.parameters[k][0] for k in sorted(frame.lost & frame.parameters.keys()))]
    session.lost_cells[key] = [i for i, cell in enumerate(keys) if cell in frame.lost]
    changes = any(changed_parameters(frame))
    if changes and key not in session.reporting and key[-1] != "entry":
        session.reporting.add(key)
        session.changed = True
    dynamic = tuple(p for p in params if not isinstance(p.var.type, Known))
    hidden = tuple((p, w) for p, w in frame.hidden.values())
    captured = tuple((p.name, p.var.type, place) for p, place in hidden)
    if key in session.recursive and [c[2] for c in session.hidden.get(key, ())] != [c[2] for c in captured]:
        session.changed = True  # a recursive call was lowered without them
    session.hidden[key] = captured
    notes: tuple[tuple[str, object], ...] = (("source", source), ("hidden", hidden), ("starts", tuple(frame.starts)))
    notes += (("changes", changes),)
    return Function(name, dynamic + tuple(p for p, _ in hidden), Block(tuple(stmts), (result,)), notes)


def _check_result(frame: Frame, node: ast.AST, result: Pack) -> None:
    """What a caller outside of the program cannot be handed."""
    todo: list[Arg] = [result]
    while todo:
        at = todo.pop()
        if isinstance(at, Pack):
            todo += at.items
            if at.kind == runtime_dicts.TABLE:
                frame.refuse(
                    node,
                    "S2S304",
                    "a result that holds a dict whose keys only the run knows",
                    "the derivative by each value has a name, or a place that is known.",
                    "return list(d.values()).",
                )
            if at.kind not in ("tuple", "list", "dict") or at.of is not None:
                frame.refuse(
                    node,
                    "S2S304",
                    f"a result that holds {_named(at)}",
                    "a result is made of numbers, arrays, tuples, lists and dicts.",
                    "return its numbers, or np.array of them.",
                )
        else:
            usable(frame, at, node)


def _named(structure: Pack) -> str:
    if isinstance(structure.of, type):
        return f"an object of {structure.of.__name__}"
    named = {
        "range": "a range",
        "zip": "an iterator",
        "columns": "a list of tuples of a length that only the run knows",
        ROW: "a tuple of a length that only the run knows",
    }
    return named.get(structure.kind, "a function")


def _deepens(session: Session, key: tuple[object, ...], result: Arg) -> bool:
    """Whether a recursive call gives what it gave, inside of something more, from one reading to the next."""
    before = session.results.get(key)
    if key not in session.recursive or before is None or _depth(result) <= _depth(before):
        return False
    session.deepened[key] = session.deepened.get(key, 0) + 1
    return session.deepened[key] > _MOST_DEEPENED


def _depth(arg: Arg) -> int:
    """How many structures are nested in one another."""
    return 1 + max(map(_depth, arg.items), default=0) if isinstance(arg, Pack) else 0


def _remember(session: Session, key: tuple[object, ...], result: Arg) -> None:
    """The result's structure and types, for recursive calls at the next reading."""
    if result is BOTTOM:
        return
    before = session.results.get(key)
    if key in session.recursive and (before is None or _form(before) != _form(result)):
        session.changed = True
    session.results[key] = result


def _made_of_parameters(frame: Frame, result: Arg) -> Iterator[tuple[Var, Folded]]:
    """The integers of a result that a caller knows where it knows what it hands over."""
    for v in leaves(result):
        found = frame.made_of(v) if is_int(v) else None
        if found is not None and all(u in frame.origins for u in found.given):
            yield v, (found.parts, tuple(frame.origins[u] for u in found.given))


def _form(arg: Arg) -> object:
    """What is known of an operand when the text is made."""
    if isinstance(arg, Pack):
        return arg.kind, arg.keys, arg.of, arg.at, tuple(map(_form, arg.items))
    return arg.type if isinstance(arg, Var) else arg
