"""What is None or a value, as the run decides: a truth value says which.

::

    best = None                               best -> optional(True, nothing)
    while k < n:                              w8, w9 = while carry (w3 = True, w4 = None):
        if best is None or v[k] < best:         w5 = or(w3, …)
            best = v[k]                         w6, w7 = if w5: yield False, v[k]   else: yield w3, w4
    return best * x                           if w8: throw TypeError;  w10 = mul(w9, x)

The w of the value holds None where there is none, so it can be printed and handed on.  ``is None`` reads the truth
value; in the arms of a branch on it, names mean what that arm knows.  Any other use asks first, and raises TypeError
as Python does.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from s2sad.ir import STRUCTURES, UNDEF, Arg, Block, Const, Function, If, Loc, Pack, Var, type_of
from s2sad.lower.conflicts import BOTTOM, DONE, FALSE, POISON, TRUE, Conflict
from s2sad.types import is_number

if TYPE_CHECKING:
    from s2sad.lower.carrying import Carry
    from s2sad.lower.frame import Frame
    from s2sad.lower.merging import Merge

OPTIONAL = "optional"
NONE = Const(None)


def is_optional(value: Arg) -> bool:
    """Whether a value may be None, as the run decides."""
    return isinstance(value, Pack) and value.kind == OPTIONAL


def made(is_none: Arg, value: Arg) -> Arg:
    """What is None or this value; one of the two where that is known."""
    if is_none == TRUE:
        return NONE
    return value if is_none == FALSE else Pack(OPTIONAL, (is_none, value))


def parts(value: Arg) -> tuple[Arg, Arg]:
    """Whether it is None, and what it is otherwise."""
    if isinstance(value, Pack) and value.kind == OPTIONAL:
        is_none, inner = value.items
        return is_none, inner
    return (TRUE, UNDEF) if value == NONE else (FALSE, value)


# ---------------------------------------------------------------- where paths meet


def joined(merge: Merge, a: Arg, b: Arg, name: str) -> Arg | None:
    """What is None, or may be, in one arm, and a value in the other; None of anything else."""
    if not any(x == NONE or is_optional(x) for x in (a, b)) or not all(map(_can_be_optional, (a, b))):
        return None
    if UNDEF in (a, b) and NONE in (a, b):
        return None
    count = len(merge.outs)
    (no, x), (none, y) = parts(a), parts(b)
    if UNDEF in (a, b):
        whole = a if b is UNDEF else b
        is_none = merge.join(no if a is whole else UNDEF, none if b is whole else UNDEF, name)
    else:
        is_none = merge.join(no, none, name)
    value = _alone(merge, y if x is UNDEF else x, name, x is UNDEF) if UNDEF in (x, y) else merge.join(x, y, name)
    if isinstance(value, Const) and isinstance(value.value, Conflict):
        return value
    for i in range(count, len(merge.outs)):
        merge.then[i] = NONE if merge.then[i] is UNDEF and a is not UNDEF else merge.then[i]
        merge.orelse[i] = NONE if merge.orelse[i] is UNDEF and b is not UNDEF else merge.orelse[i]
    return Pack(OPTIONAL, (is_none, value))


def _alone(merge: Merge, value: Arg, name: str, is_second: bool) -> Arg:
    """What one arm alone has: where it is a constant, nobody asks whether it is there."""
    if isinstance(value, Var):
        return merge.join(UNDEF, value, name) if is_second else merge.join(value, UNDEF, name)
    if isinstance(value, Pack) and not value.at and value.kind != "either":
        return value.like([_alone(merge, i, name, is_second) for i in value.items])
    if isinstance(value, Pack):
        return merge.join(UNDEF, value, name) if is_second else merge.join(value, UNDEF, name)
    return value


def _can_be_optional(value: Arg) -> bool:
    if value is UNDEF or value == NONE or is_optional(value):
        return True
    if isinstance(value, Pack):
        return value.kind in ("tuple", "list", "dict", "object", "either", "held")
    return is_number(type_of(value))


def entered(carry: Carry, name: str, init: Arg, path: tuple[object, ...]) -> Arg:
    """What may be None at the entry of a loop: its truth value and its value are carried."""
    is_none, value = parts(init)
    count = len(carry.inits)
    flag = carry.enter(name, is_none, (*path, "is_none"))
    inner = carry.enter(name, value, (*path, "value"))
    if init is not UNDEF:
        carry.inits[count:] = [NONE if i is UNDEF else i for i in carry.inits[count:]]
    # Of what no iteration has bound yet nothing is known: the next reading will know.
    return Pack(OPTIONAL, (flag, BOTTOM if inner is UNDEF and init is not UNDEF else inner))


def left(carry: Carry, name: str, start: Pack, end: Arg, path: tuple[object, ...]) -> bool:
    """What may be None at the end of an iteration; False of what cannot be carried so."""
    if end in (UNDEF, POISON, BOTTOM) or not _can_be_optional(end):
        return False
    flag, inner = start.items
    inner = UNDEF if inner is BOTTOM else inner
    is_none, value = parts(end)
    carry.leave(name, flag, is_none, (*path, "is_none"))
    if value is UNDEF:
        params = [v for v in _vars(inner) if v in carry.params]
        carry.yields += [NONE] * len(params)
    else:
        carry.leave(name, inner, value, (*path, "value"))
    return True


def _vars(value: Arg) -> Iterable[Var]:
    if isinstance(value, Pack):
        for i in value.items:
            yield from _vars(i)
    elif isinstance(value, Var):
        yield value


def is_between(start: Arg, end: Arg) -> bool:
    """Whether a name is None or a value in a loop, from one iteration to the next."""
    if not any(x == NONE or is_optional(x) for x in (start, end)):
        return False
    return start != end and all(x is not UNDEF and _can_be_optional(x) for x in (start, end))


# ---------------------------------------------------------------- what is known


def asked(frame: Frame, cond: Arg) -> tuple[Var, bool] | None:
    """The truth value that a condition is, and whether it is its negation."""
    negated = False
    while isinstance(cond, Var) and cond in frame.b.made and frame.b.made[cond].op == "not":
        (inner,) = frame.b.made[cond].args
        cond, negated = inner, not negated
    return (cond, negated) if isinstance(cond, Var) else None


def knowing(frame: Frame, cond: Arg, is_true: bool, run: Callable[[], None]) -> Callable[[], None]:
    """The arm of a branch in which it is known whether a condition holds."""
    flag = asked(frame, cond)
    if flag is None or not any(map(holds, frame.env.values())):
        return run

    def knowingly() -> None:
        refine(frame, flag[0], is_true != flag[1])
        run()

    return knowingly


def refine(frame: Frame, flag: Arg, is_none: bool) -> None:
    """From here on, what this truth value tells is known."""
    for name, value in frame.env.items():
        frame.env[name] = _refined(value, flag, is_none)


def _refined(value: Arg, flag: Arg, is_none: bool) -> Arg:
    if not isinstance(value, Pack) or value.kind not in STRUCTURES:
        return value
    if value.kind == OPTIONAL and value.items[0] is flag:
        return NONE if is_none else value.items[1]
    items = [_refined(i, flag, is_none) for i in value.items]
    return value if all(map(_is, items, value.items)) else value.like(items)


def _is(a: object, b: object) -> bool:
    return a is b


def unchanged(whole: Arg | None, a: Arg, b: Arg) -> bool:
    """Whether two arms left a name as they found it, one of them knowing that it is None, the other that it is not."""
    if not isinstance(whole, Pack) or whole.kind != OPTIONAL:
        return False
    inner = whole.items[1]
    return any(x == NONE and _same_thing(y, inner) for x, y in ((a, b), (b, a)))


def is_known_part(whole: Arg | None, value: Arg) -> bool:
    """Whether a value is what an arm knows of what may be None."""
    return isinstance(whole, Pack) and whole.kind == OPTIONAL and (value == NONE or value == whole.items[1])


def is_still(whole: Arg | None, value: Arg) -> bool:
    """Whether a value is what a name was if it was not None."""
    return isinstance(whole, Pack) and whole.kind == OPTIONAL and whole.items[1] is value


def _same_thing(a: Arg, b: Arg) -> bool:
    if isinstance(a, Pack) and isinstance(b, Pack) and a.at:
        return a.at == b.at
    return a is b


# ---------------------------------------------------------------- uses


def present(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """The value, where it is not None; where it is, what uses it raises."""
    if not isinstance(value, Pack) or value.kind != OPTIONAL:
        return value
    shown = f": {ast.unparse(node)[:60]}" if isinstance(node, (ast.expr, ast.stmt)) else ""
    return _or_raise(frame, node, value, f"None where a value is needed{shown}")


def _or_raise(frame: Frame, node: ast.AST, value: Pack, message: str) -> Arg:
    from s2sad.lower.acts import Raised, throw
    from s2sad.lower.emitting import usable
    from s2sad.lower.slots import loaded

    flag, inner = value.items
    is_named = any(_tells(flag, v) for v in frame.env.values())
    frame.branch(flag, lambda: throw(frame, node, Raised("TypeError", (Const(message),))), lambda: None, node)
    if flag in frame.slots and not is_named:
        inner = loaded(frame, node, frame.slots[flag])  # it is there: nobody asks again
    refine(frame, flag, is_none=False)
    return usable(frame, inner, node)


def _tells(flag: Arg, value: Arg) -> bool:
    """Whether a truth value tells of something in a value whether it is None."""
    return isinstance(value, Pack) and (
        (value.kind == OPTIONAL and value.items[0] is flag) or any(_tells(flag, i) for i in value.items)
    )


def holds(value: Arg) -> bool:
    """Whether a value, or something in it, may be None."""
    from s2sad.lower.slots import may_hold_none

    return isinstance(value, Pack) and (value.kind == OPTIONAL or may_hold_none(value) or any(map(holds, value.items)))


def needed(frame: Frame, node: ast.AST, result: Arg) -> Arg:
    """The result of a whole program, which has no derivative where it is None: that raises TypeError."""
    from s2sad.lower import slots

    if not isinstance(result, Pack):
        return result
    if slots.may_hold_none(result):
        frame.env[DONE] = FALSE  # the function has returned, and this comes after it
        return slots.filled(frame, node, result)
    if result.kind != OPTIONAL:
        return result.like([needed(frame, node, i) for i in result.items])
    message = f"{frame.source.qualname} returned None, which has no derivative"
    return needed(frame, node, _or_raise(frame, node, result, message))


def with_value(f: Function, tag: int) -> Function:
    """The function of which the result may be None as one that raises TypeError there."""
    from s2sad.lower.acts import Raised, thrown

    result, *more = f.body.yields
    if not isinstance(result, Pack) or result.kind != OPTIONAL:
        return f
    is_none, value = result.items
    message = Const(f"{f.name} returned None, which has no derivative")
    raises = Block((thrown(Raised("TypeError", (message,)), None, Loc()),))
    check = If((), is_none, raises, Block(()), tag=tag)
    return replace(f, body=Block((*f.body.stmts, check), (value, *more)))


def shown(value: Arg) -> Arg:
    """What is shown of it: None, or the number."""
    if isinstance(value, Pack) and value.kind == OPTIONAL and isinstance(value.items[1], Var):
        return value.items[1]
    return value


def each(frame: Frame, node: ast.AST, value: Pack, use: Callable[[Arg], Arg]) -> Arg:
    """What a use gives that None allows as well."""
    flag, inner = value.items
    return frame.choose(flag, lambda: use(NONE), lambda: use(inner), node)
