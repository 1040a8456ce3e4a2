"""`s2sad.dataclass` stands in for the standard decorator: what can be seen of a class is the same with both."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field

import pytest

from s2sad import ir, types
from s2sad.dataclass import dataclass as own


def classes(dataclass):
    """The same classes, made by a decorator."""

    @dataclass
    class Plain:
        a: int
        b: list = field(default_factory=list)
        c: str = "c"

    @dataclass(frozen=True)
    class Frozen:
        a: object
        b: object = None

    @dataclass(frozen=True, slots=True)
    class Slots:
        a: object
        b: tuple = ()
        facts: dict = field(default_factory=dict, init=False, compare=False, repr=False)

    @dataclass(frozen=True, slots=True)
    class Below(Slots):
        d: float = 0.5

    @dataclass(frozen=True)
    class One:
        a: object

    @dataclass(frozen=True, eq=False)
    class ByIdentity:
        a: int

    @dataclass(frozen=True, slots=True, eq=False)
    class Own:
        a: int

        def __eq__(self, other):
            return True

        def __hash__(self):
            return 7

        def __repr__(self):
            return "mine"

    @dataclass
    class Derived:
        a: int
        twice: int = field(init=False)
        thrice: int = field(init=False, default=3)

        def __post_init__(self):
            self.twice = 2 * self.a

    @dataclass
    class Empty:
        pass

    return Plain, Frozen, Slots, Below, One, ByIdentity, Own, Derived, Empty


def placed(cls, where):
    """The class where pickle finds it."""
    cls.__qualname__ = f"{cls.__name__}{where}"
    globals()[cls.__qualname__] = cls
    return cls


OURS = [placed(c, "Ours") for c in classes(own)]
THEIRS = [placed(c, "Theirs") for c in classes(dataclasses.dataclass)]
PAIRS = [pytest.param(x, y, id=x.__name__) for x, y in zip(OURS, THEIRS, strict=True)]
FROZEN = {"Frozen", "Slots", "Below", "One", "ByIdentity", "Own"}


def one(cls, value=1):
    return cls() if cls.__name__ == "Empty" else cls(value)


def both(pair, act):
    """What an act makes of each of two classes: a value, or an exception and what it says."""
    found = []
    for cls in pair:
        try:
            found.append(act(cls))
        except Exception as e:
            found.append((type(e), str(e).replace("Theirs", "Ours")))
    return found


ACTS = {
    "made by place": lambda c: vars_of(one(c)),
    "made by name": lambda c: vars_of(c(**{} if c.__name__ == "Empty" else {"a": 2})),
    "made of too little": lambda c: vars_of(c()),
    "made of too much": lambda c: c(*range(9)),
    "parameters": lambda c: [(p.name, p.kind, p.default is p.empty) for p in inspect.signature(c).parameters.values()],
    "repr": lambda c: repr(one(c)).replace("Theirs", "Ours"),
    "equal": lambda c: (one(c) == one(c), one(c) != one(c), one(c) == one(c, 2), one(c) == 1),
    "equal by identity of what is held": lambda c: one(c, NAN) == one(c, NAN),
    "not equal to what is below it": lambda c: any(one(c) == one(b) for b in c.__subclasses__()),
    "hash": lambda c: hash(one(c)) == hash(one(c)) and (c.__name__ == "ByIdentity" or hash(one(c))),
    "fields": lambda c: [(f.name, f.init, f.repr, f.compare, f.default) for f in dataclasses.fields(c)],
    "asdict": lambda c: dataclasses.asdict(one(c)),
    "astuple": lambda c: dataclasses.astuple(one(c)),
    "replace": lambda c: vars_of(dataclasses.replace(one(c), a=5)),
    "replace what is not given": lambda c: vars_of(dataclasses.replace(one(c), facts={})),
    "copy": lambda c: vars_of(copy.copy(one(c))),
    "copy is another": lambda c: copy.copy(x := one(c)) is not x,
    "deepcopy": lambda c: vars_of(copy.deepcopy(one(c, (1, [2])))),
    "pickle": lambda c: vars_of(pickle.loads(pickle.dumps(one(c)))),
    "match": lambda c: c.__match_args__,
    "slots": lambda c: c.__dict__.get("__slots__"),
    "assign": lambda c: setattr(one(c), "a", 3),
    "delete": lambda c: delattr(one(c), "a"),
}
NAN = float("nan")


def vars_of(x):
    return {f.name: getattr(x, f.name) for f in dataclasses.fields(x)}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_as_the_standard_decorator(ours, theirs, act):
    found = both((ours, theirs), ACTS[act])
    assert found[0] == found[1]


@pytest.mark.parametrize("cls", [c for c in OURS if c.__name__ in FROZEN])
def test_what_is_frozen_stays_as_it_was_made(cls):
    x = one(cls)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
        x.a = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
        del x.a
    with pytest.raises(FrozenInstanceError):  # the standard decorator raises a TypeError if there are slots
        x.other = 3
    assert x.a == 1


W = ir.Var(1, types.FLOAT, "x")
LOOP = ir.Loop((W,), (W,), (ir.Const(0.0),), ir.Block((), (W,)))
INSTANCES = [
    ir.Loc(1, 2),
    W,
    ir.Const(1.0),
    ir.Pack("tuple", (W,)),
    ir.Eqn((W,), "add", (W, ir.Const(1.0))),
    ir.Block((), (W,)),
    ir.If((W,), W, ir.Block((), (W,)), ir.Block((), (W,))),
    LOOP,
    ir.Param("x", W, W),
    ir.Function("f", (ir.Param("x", W, W),), ir.Block((LOOP,), (W,))),
    ir.Program({}),
    types.FLOAT,
    types.Array("float64", ()),
]


@pytest.mark.parametrize("x", INSTANCES, ids=lambda x: type(x).__name__)
def test_three_address_code_and_types_are_frozen(x):
    for f in dataclasses.fields(x):
        before = getattr(x, f.name)
        with pytest.raises(FrozenInstanceError):
            setattr(x, f.name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(x, f.name)
        assert getattr(x, f.name) is before


@pytest.mark.parametrize("x", [x for x in INSTANCES if not isinstance(x, ir.Program)], ids=lambda x: type(x).__name__)
def test_three_address_code_and_types_are_pickled_and_copied(x):
    for y in (pickle.loads(pickle.dumps(x)), copy.deepcopy(x), copy.copy(x)):
        assert type(y) is type(x)
        assert repr(y) == repr(x)
        assert [f.name for f in dataclasses.fields(y)] == [f.name for f in dataclasses.fields(x)]
