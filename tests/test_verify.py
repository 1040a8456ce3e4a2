"""The verifier finds each way in which three-address code can be broken, and no pass breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s2sad.differentiate import derive
from s2sad.differentiate.prepare import prepared
from s2sad.errors import InternalError
from s2sad.ir import UNDEF, Block, Const, Eqn, Function, If, Loop, Pack, Param, Var, walk
from s2sad.optimise import passes
from s2sad.optimise.inline import inline_calls
from s2sad.optimise.kinds import refine_kinds
from s2sad.optimise.renumber import renumber
from s2sad.pipeline import read
from s2sad.signature import spec_of
from s2sad.types import BOOL, FLOAT, INT, Array, Dim, Tape
from s2sad.verify import checked, verify, verify_program
from tests import lint
from tests.driver import Derived, fresh
from tests.programs_found import PROGRAMS
from tests.programs_named import NAMED

VECTOR = Array("float64", (Dim("x.0", "n"),))
MATRIX = Array("float64", (Dim("x.0", "n"), Dim("x.1", "n")))
X, N, A = Var(1, FLOAT, "x"), Var(2, INT, "n"), Var(3, VECTOR, "a")


_known: dict[tuple[int, object], Var] = {}


def w(n, t=FLOAT):
    """The w of that number and type, always the same object: w's are compared by identity."""
    return _known.setdefault((n, t), Var(10 + n, t))


def function(*stmts, returns=X):
    """A function of x, n and a."""
    params = tuple(Param(repr(v), v, v) for v in (X, N, A))
    return Function("f", params, Block(stmts, (returns,)))


def mul(out, x=X, y=X):
    return Eqn((out,), "mul", (x, y))


def loop(carry=1, **changes):
    """A loop that is right: y = y * x, n times."""
    s = Loop(
        (w(carry + 1),),
        (w(carry),),
        (Const(1.0),),
        Block((mul(w(carry + 2), w(carry)),), (w(carry + 2),)),
        w(carry + 3, INT),
        (Const(0), N, Const(1)),
    )
    parts = {name: change(s) if callable(change) else change for name, change in changes.items()}
    return replace(s, **parts)


def branch(**changes):
    """A branch that is right."""
    cond = w(20, BOOL)
    s = If((w(21),), cond, Block((mul(w(22)),), (w(22),)), Block((), (X,)))
    return Eqn((cond,), "gt", (X, Const(0.0))), replace(s, **changes)


RIGHT = {
    "a statement": function(mul(w(1)), returns=w(1)),
    "a loop": function(loop(), returns=w(2)),
    "a branch": function(*branch(), returns=w(21)),
    "an endless loop": function(
        loop(index=None, bounds=None, until=True, body=Block((mul(w(3), w(1)),), (Const(True), w(3)))), returns=w(2)
    ),
    "a while": function(
        loop(index=None, bounds=None, test=Block((Eqn((w(9, BOOL),), "lt", (w(1), X)),), (w(9, BOOL),))), returns=w(2)
    ),
    "a name that a path leaves undefined": function(*branch(orelse=Block((), (UNDEF,))), returns=w(21)),
    "a store": function(Eqn((), "store", (A, Const(0), X))),
    "a number that may be NumPy's": function(Eqn((w(1),), "mul", (X, Const(2))), returns=w(1)),
    "any number of operands": function(Eqn((w(1),), "pack", (X, N, A)), returns=w(1)),
}

BROKEN = {
    "read before it is assigned": (
        function(mul(w(2), w(1)), mul(w(1)), returns=w(2)),
        "w11 .* is read where it has no",
    ),
    "never assigned": (function(returns=w(1)), "is read where it has no value"),
    "never assigned, in a structure": (function(returns=Pack("tuple", (X, w(1)))), "is read where it has no value"),
    "read after its branch": (function(*branch(), returns=w(22)), "is read where it has no value"),
    "read in the other arm": (function(*branch(orelse=Block((), (w(22),))), returns=w(21)), "is read where it has no"),
    "read after its loop": (function(loop(), returns=w(3)), "is read where it has no value"),
    "the index read after its loop": (function(loop(), returns=w(4, INT)), "is read where it has no value"),
    "carried from itself": (function(loop(inits=(w(1),)), returns=w(2)), "is read where it has no value"),
    "read in the body, assigned in the test": (
        function(
            loop(
                index=None,
                bounds=None,
                test=Block((Eqn((w(9, BOOL),), "lt", (w(1), X)), mul(w(8))), (w(9, BOOL),)),
                body=Block((mul(w(3), w(8)),), (w(3),)),
            )
        ),
        "is read where it has no value",
    ),
    "assigned twice": (function(mul(w(1)), mul(w(1)), returns=w(1)), "is assigned twice"),
    "a parameter assigned": (function(mul(X)), "is assigned twice"),
    "assigned in both arms": (
        function(*branch(orelse=Block((mul(w(22)),), (w(22),))), returns=w(21)),
        "is assigned twice",
    ),
    "a result that is carried": (function(loop(outs=lambda s: s.params), returns=X), "is assigned twice"),
    "an arm that yields too little": (function(*branch(orelse=Block((), ()))), "0 values for 1 w's"),
    "an arm that yields too much": (function(*branch(orelse=Block((), (X, X)))), "2 values for 1 w's"),
    "a body that yields too little": (function(loop(body=Block((), ()))), "0 values for 1 w's"),
    "a body that does not say whether to leave": (
        function(loop(index=None, bounds=None, until=True, body=Block((mul(w(3)),), (w(3),)))),
        "0 values for 1 w's",
    ),
    "a start too many": (function(loop(inits=(X, X))), "2 values for 1 w's"),
    "an index without bounds": (function(loop(bounds=None)), "an index without bounds"),
    "bounds without an index": (function(loop(index=None)), "bounds without an index"),
    "no such operation": (function(Eqn((w(1),), "np.nonesuch", (X,))), "there is no operation np.nonesuch"),
    "an operand too few": (function(Eqn((w(1),), "mul", (X,))), "mul takes 2 operands"),
    "an operand too many": (function(Eqn((w(1),), "neg", (X, X))), "neg takes 1 operands"),
    "an effect with a result": (function(Eqn((w(1),), "store", (A, Const(0), X))), "store has no result"),
    "an array for a number": (function(*branch(orelse=Block((), (A,)))), "float64.x.0. for .* float"),
    "a vector for a matrix": (function(loop(params=(w(1, MATRIX),), inits=(A,))), "for .* float64.x.0, x.1."),
    "a number for a tape": (function(loop(params=(w(1, Tape(FLOAT)),))), "float for .* tape"),
    "an array for a result that is a number": (
        function(loop(params=(w(1, VECTOR),), inits=(A,), body=Block((), (A,))), returns=w(2)),
        "float64.x.0. for .* float",
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_code_passes(name):
    verify(RIGHT[name], "a test")


@pytest.mark.parametrize("name", BROKEN)
def test_broken_code_is_found(name):
    f, message = BROKEN[name]
    with pytest.raises(InternalError, match=message) as caught:
        verify(f, "the pass that broke it")
    assert "f after the pass that broke it" in str(caught.value)


@pytest.mark.parametrize("optimise", [True, False])
@pytest.mark.parametrize("options", [{}, {"chain": ("grad",)}, {"chain": ("tangent",), "modes": ("forward",)}], ids=str)
@pytest.mark.parametrize("name", NAMED)
def test_no_pass_breaks_the_code(name, options, optimise, monkeypatch):
    monkeypatch.setenv("S2SAD_DEBUG", "1")
    verified = []
    for module in (derive, passes):
        monkeypatch.setattr(module, "checked", lambda f, after: verified.append(after) or checked(f, after))
    p = NAMED[name]
    with lint.programs() as printed:
        Derived(p.function, fresh(p.args), p.wrt, optimise=optimise, **options)
    verify_program(printed[-1], "the last pass")
    assert "differentiate" in verified
    if optimise:
        assert {s.__name__ for s in passes.SIMPLIFICATIONS} <= set(verified)


@pytest.mark.parametrize("name", NAMED)
def test_no_pass_over_programs_breaks_the_code(name):
    p = NAMED[name]
    names = p.function.__code__.co_varnames
    program, _ = read(p.function, {n: spec_of(a, n) for n, a in zip(names, p.args, strict=False)}, {})
    for step in (renumber, lambda given: inline_calls(given, name), renumber, refine_kinds):
        program = step(program)
        verify_program(program, "a step")


def test_without_the_switch_nothing_is_verified(monkeypatch):
    monkeypatch.delenv("S2SAD_DEBUG", raising=False)
    f, _ = BROKEN["never assigned"]
    assert checked(f, "a test") is f
    monkeypatch.setenv("S2SAD_DEBUG", "1")
    with pytest.raises(InternalError):
        checked(f, "a test")


def test_each_branch_and_loop_has_a_tag_of_its_own_in_conditions_too():
    program = PROGRAMS["conditions_of_while_in_while_that_branch"]
    read_one, _ = read(program.function, {"x": spec_of(0.7, "x")}, {})
    (f,) = read_one.functions.values()
    new = iter(range(1000, 2000))
    tags = [s.tag for s in walk(prepared(f, lambda: next(new)).body) if isinstance(s, (If, Loop))]
    assert len(tags) == len({*tags}) == 4
    assert min(tags) >= 1000
