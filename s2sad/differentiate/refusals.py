"""What only differentiation finds, and refuses at its place."""

from __future__ import annotations

from typing import NoReturn

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases, aliases, result_leaves
from s2sad.analyse.dtypes import losing_stores
from s2sad.analyse.growth import grown_while_iterated
from s2sad.analyse.reads import reads
from s2sad.analyse.strides import overlapping_stores
from s2sad.errors import InternalError, Problem, UnsupportedError, character_column
from s2sad.ir import Eqn, Function, Program, Stmt, statements, touched
from s2sad.rules import REGISTRY
from s2sad.rules.complexes import complex_inside, holds
from s2sad.rules.results import unknown, unknown_operands
from s2sad.types import Array

_WHY = {
    "S2S205": (
        "a list that may grow or shrink while a loop runs over it",
        "how many iterations there will be is asked once, before the loop.",
        "loop over a copy: for v in list(values).",
    ),
    "S2S401": (
        "a write to an array that other names may or may not share",
        "which memory it is, only the run knows: the name is bound to one array on one path and to another elsewhere.",
        "copy the array before it is written: a = a.copy().",
    ),
    "S2S401 maybe": (
        "a write to an array that a reshaped one may share",
        "whether NumPy gives a view or a copy here, only the run knows: it depends on how the array lies in memory.",
        "copy the reshaped array: b = a.reshape(...).copy().",
    ),
    "S2S401 repeated": (
        "a write to an array of which a view repeats items and is read after it",
        "an item of the array is several of the view: adjoints of such a view are no memory like the array's.",
        "make the view after the write, or a copy of it: v = v.copy().",
    ),
    "S2S401 call": (
        "a call of a function that calls itself, and may return what it is handed",
        "whose memory its result is, only the run knows, and some of it is written or a list.",
        "return a copy there: a.copy() of an array, list(a) of a list.",
    ),
    "S2S401 remembered": (
        "a write to an array that a function with a cache hands out again",
        "its next call would find what is written here.",
        "copy the array before it is written: a = a.copy().",
    ),
    "S2S305": (
        "a store to an array of integers or of floats",
        "an array of integers would drop the fraction, and its derivative is zero; which it is, only the run knows.",
        "make it an array of floats before: of [1.0, 2.0], or by a.astype(float).",
    ),
    "S2S305 complex": (
        "a store to an array of real or of complex numbers",
        "an array of real numbers would drop the imaginary part; which it is, only the run knows.",
        "make it an array of complex numbers before: by w.astype(complex).",
    ),
    "S2S402": (
        "a call that gets one array twice and may write it",
        "the callee would see one argument change through the other.",
        "pass a copy of one of them.",
    ),
    "S2S405": (
        "a strided store of a view of the same array",
        "NumPy copies one item after the other here, so what is stored may be read again.",
        "store a copy: a[i] = a[j].copy().",
    ),
    "S2S304": (
        "a complex number that varies with what is differentiated",
        "the rule for this derivative holds for real numbers: it would take the wrong part of a complex one.",
        "compute its real and its imaginary part as two numbers.",
    ),
    "S2S307": (
        "a draw of random numbers, or the time, that would not be constant",
        "its distribution varies with what is differentiated, or the adjoint sweep would have to ask once more.",
        "draw standard numbers and scale them, mean + scale * rng.standard_normal(), or draw before the call.",
    ),
    "S2S306 result": (
        "a result of this function, which has no derivative",
        "of what the function gives, only the other results have one.",
        "use the other results only: of an SVD, full_matrices=False has derivatives for all of them.",
    ),
    "S2S306 operand": (
        "a derivative by {}, which is not known",
        "the row of the function has no formula for it, and what is put there varies with what is differentiated.",
        "pass a constant: stop_gradient({0}); of a row of your own, add the formula.",
    ),
    "S2S306 forward": (
        "forward mode of a function that has a rule for adjoints only",
        "custom_vjp gives no tangents.",
        "use reverse mode, or give it a rule for tangents with custom_jvp: reverse mode transposes that.",
    ),
    "S2S306 captured": (
        "a function with rules that reads what varies from around it, or as an argument without derivatives",
        "the rules give derivatives by its arguments only: those by what it captures would be missing.",
        "pass it as an argument, and let the rules give its derivative.",
    ),
    "S2S306 linear": (
        "a rule for tangents that is not linear in them, or writes them in place",
        "reverse mode transposes the rule, and only what is linear has a transpose.",
        "let each tangent be a factor once, in terms that make new arrays.",
    ),
    "S2S401 rule": (
        "a function with rules that writes an argument, or returns one",
        "the rules speak of values: they do not say what becomes of memory.",
        "copy in the function: y = x.copy().",
    ),
    "S2S306": (
        "a derivative of a derivative in reverse mode through a recursive call",
        "what its forward sweep records are arrays with their adjoints beside them: names are bound to one or another.",
        "bind each name to one array, take one or both derivatives in forward mode, as jvp(grad(f), ...), or loop.",
    ),
}


def refuse(f: Function, s: Stmt | None, key: str, name: str = "") -> NoReturn:
    """A located refusal of something that only differentiation finds."""
    code = key.partition(" ")[0]
    source = f.note("source")
    if source is None or s is None:
        raise InternalError(f"{code} at an unknown place in {f.name}")
    what, why, fix = (text.format(name) if name else text for text in _WHY[key])
    lineno = source.first_line + s.loc.line - 1
    line = source.lines[lineno - 1] if 0 < lineno <= len(source.lines) else ""
    col = character_column(line, s.loc.col)
    raise UnsupportedError(
        Problem(code, source.filename, lineno, col, source.qualname, what, why, fix, line.rstrip("\n"))
    )


def is_draw(s: Stmt) -> bool:
    """Whether a statement gives something that depends on when it runs: it must not run twice."""
    return isinstance(s, Eqn) and bool(s.outs) and REGISTRY.by_name[s.op].acts


def check_overlaps(f: Function, a: Aliases) -> None:
    """Refuse stores whose source NumPy may overwrite before it has read it."""
    for s in overlapping_stores(f, a):
        refuse(f, s, "S2S405")


def check_dtypes(program: Program) -> None:
    """Refuse stores into arrays of which only the run knows whether they hold integers, or real numbers."""
    for f, s, dtype in losing_stores(program):
        refuse(f, s, "S2S305 complex" if dtype.startswith("complex") else "S2S305")


def check_remembered(program: Program) -> None:
    """Refuse writes to what functions with a cache hand out, wherever it is handed on to."""
    told: set[str] = set()  # functions that hand on what such a function gives
    while True:
        before = len(told)
        for f in program.functions.values():
            given = [s for s in statements(f) if isinstance(s, Eqn) and s.op == "call" and _hands_out(s, told)]
            a = aliases(f, program) if given else Aliases()
            results = {a.find(v) for v in result_leaves(f)} if given else set()
            for s in given:
                arrays = [v for v in s.outs if isinstance(v.type, Array)]
                if any(map(a.buffer, arrays)):
                    refuse(f, s, "S2S401 remembered")
                if any(a.find(v) in results for v in arrays):
                    told.add(f.name)
        if len(told) == before:
            return


def _hands_out(call: Eqn, told: set[str]) -> bool:
    return ("remembered", True) in call.attrs or call.attr("function") in told


def check_growth(f: Function, a: Aliases, program: Program) -> None:
    """Refuse lists that may change their length while a loop runs over them."""
    for s in grown_while_iterated(f, a, program):
        refuse(f, s, "S2S205")


def check_real(f: Function, activity: Activity) -> None:
    """Refuse complex numbers where derivatives flow, and draws of random numbers that they decide."""
    read = reads(f).keys()
    for s in statements(f):
        if not read.isdisjoint(unknown(s, activity.__contains__)):
            refuse(f, s, "S2S306 result")
        for operand in unknown_operands(s, activity.__contains__):
            refuse(f, s, "S2S306 operand", operand)
        if is_draw(s) and any(v in activity for v in touched(s)):
            refuse(f, s, "S2S307")
        if isinstance(s, Eqn) and not holds(s) and any(v in activity for v in complex_inside(s)):
            refuse(f, s, "S2S304")
