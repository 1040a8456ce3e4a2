"""``match``: each case is a condition, and names for parts of the subject.

::

    match method:                         method = "heun", known when the text is made: one case is left
        case "euler": …
        case "heun" | "rk2": …
    match (n, x):                         w3 = eq(n, 0)
        case (0, _): y = x                if w3: y = x
        case (k, v) if v > 0: …           else: k, v = n, x; w4 = gt(v, 0); if w4: …
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.chains import Link, decide
from s2sad.lower.class_calls import is_instance
from s2sad.lower.conflicts import BOTTOM, FALSE, TRUE
from s2sad.lower.emitting import emit, force, usable
from s2sad.lower.expressions import expression, truth
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, fresh, kept
from s2sad.types import BOOL, Scalar

Captures = dict[str, Arg]
_SELF = (bool, int, float, str, bytes, list, tuple, dict)  # classes of which ``float(x)`` captures the subject


def lower_match(frame: Frame, node: ast.Match) -> None:
    """The first case that matches, and whose guard holds."""
    subject = force(frame, usable(frame, expression(frame, node.subject), node.subject), node.subject)
    if subject is BOTTOM:
        return
    subject = kept(frame, node, subject)
    decide(frame, node, [_link(frame, case, subject) for case in node.cases], lambda: None)


def _link(frame: Frame, case: ast.match_case, subject: Arg) -> Link:
    from s2sad.lower.statements import body

    captures: Captures = {}

    def bound() -> None:
        for name, value in captures.items():
            frame.bind(name, value)

    def test() -> Arg:
        cond = _matches(frame, case.pattern, subject, captures)
        guard = case.guard
        if guard is None or cond == FALSE:
            return cond

        def guarded() -> Arg:
            bound()
            return truth(frame, guard)

        return frame.choose(cond, guarded, lambda: FALSE, case.pattern)

    def then() -> None:
        bound()
        body(frame, case.body)

    return Link(case.pattern, test, then)


def _matches(frame: Frame, pattern: ast.pattern, subject: Arg, captures: Captures) -> Arg:
    """Whether the subject has the form of a pattern; notes what its names stand for."""
    subject = current(frame.env, subject)  # a guard before may have changed it
    if isinstance(pattern, ast.MatchAs):
        cond = TRUE if pattern.pattern is None else _matches(frame, pattern.pattern, subject, captures)
        if pattern.name is not None:
            captures[pattern.name] = subject
        return cond
    if isinstance(pattern, ast.MatchValue):
        return _equal(frame, pattern, subject, expression(frame, pattern.value))
    if isinstance(pattern, ast.MatchSingleton):
        return _is(frame, pattern, subject, pattern.value)
    if isinstance(pattern, ast.MatchOr):
        return _any(frame, pattern, subject, captures)
    if isinstance(pattern, ast.MatchSequence):
        return _sequence(frame, pattern, subject, captures)
    if isinstance(pattern, ast.MatchMapping):
        return _mapping(frame, pattern, subject, captures)
    if isinstance(pattern, ast.MatchClass):
        return _class(frame, pattern, subject, captures)
    frame.refuse(pattern, "S2S210", "this pattern", "it has no derivative code.", "write it with if and elif.")


def _equal(frame: Frame, node: ast.AST, subject: Arg, value: Arg) -> Arg:
    if isinstance(subject, Const) and isinstance(value, Const):
        return Const(bool(subject.value == value.value))
    if isinstance(type_of(subject), Scalar) and isinstance(type_of(value), Scalar):
        return emit(frame, node, "eq", (subject, value))
    if isinstance(subject, Pack) or (isinstance(type_of(subject), Scalar) and isinstance(value, Const)):
        return FALSE  # a structure is equal to no literal, a number to no string
    frame.refuse(
        node, "S2S210", f"{type_of(subject)} compared with a pattern", "it is no one number.", "compare with if."
    )


def _is(frame: Frame, node: ast.AST, subject: Arg, value: object) -> Arg:
    if isinstance(subject, Const):
        return Const(subject.value is value)
    if value is not None and type_of(subject) == BOOL:
        return subject if value else emit(frame, node, "not", (subject,))
    return FALSE


def _both(frame: Frame, node: ast.AST, op: str, a: Arg, b: Arg) -> Arg:
    """``and`` or ``or`` of what is decided by now and what is not."""
    decides = Const(op == "or")
    if a == decides or b == decides:
        return decides
    if isinstance(a, Const):
        return b
    return a if isinstance(b, Const) else emit(frame, node, op, (a, b))


def _any(frame: Frame, pattern: ast.MatchOr, subject: Arg, captures: Captures) -> Arg:
    found: Arg = FALSE
    for p in pattern.patterns:
        own: Captures = {}
        cond = _matches(frame, p, subject, own)
        if own and cond != FALSE and not (cond == TRUE and found == FALSE):
            frame.refuse(
                p,
                "S2S210",
                "names in an alternative that only the run decides on",
                "they stand for another part in each alternative.",
                "write a case for each alternative.",
            )
        captures.update(own)
        found = _both(frame, pattern, "or", found, cond)
        if found == TRUE:
            break
    return found


def _sequence(frame: Frame, pattern: ast.MatchSequence, subject: Arg, captures: Captures) -> Arg:
    if isinstance(subject, Const) and isinstance(subject.value, tuple):
        items: list[Arg] = [Const(v) for v in subject.value]
    elif isinstance(subject, Pack) and subject.kind in ("tuple", "list"):
        items = list(subject.items)
    else:
        return FALSE  # arrays, strings and numbers are no sequences to match
    parts = pattern.patterns
    star = next((i for i, p in enumerate(parts) if isinstance(p, ast.MatchStar)), None)
    if len(items) < len(parts) - 1 or (star is None and len(items) != len(parts)):
        return FALSE
    if star is not None:
        after = len(items) - (len(parts) - 1 - star)
        items = [*items[:star], fresh("list", items[star:after]), *items[after:]]
    cond: Arg = TRUE
    for p, i in zip(parts, items, strict=True):
        if isinstance(p, ast.MatchStar):
            if p.name is not None:
                captures[p.name] = kept(frame, p, i)
            continue
        cond = _both(frame, pattern, "and", cond, _matches(frame, p, i, captures))
        if cond == FALSE:
            break
    return cond


def _mapping(frame: Frame, pattern: ast.MatchMapping, subject: Arg, captures: Captures) -> Arg:
    if not isinstance(subject, Pack) or subject.kind != "dict" or subject.keys is None:
        return FALSE
    left = dict(zip(subject.keys, subject.items, strict=True))
    cond: Arg = TRUE
    for k, p in zip(pattern.keys, pattern.patterns, strict=True):
        key = frame.known(expression(frame, k), k)
        if key not in left:
            return FALSE
        cond = _both(frame, pattern, "and", cond, _matches(frame, p, left.pop(key), captures))
    if pattern.rest is not None:
        captures[pattern.rest] = kept(frame, pattern, fresh("dict", left.values(), tuple(left)))
    return cond


def _class(frame: Frame, pattern: ast.MatchClass, subject: Arg, captures: Captures) -> Arg:
    wanted = expression(frame, pattern.cls)
    if not isinstance(wanted, Const) or wanted.value not in _SELF or pattern.kwd_patterns or len(pattern.patterns) > 1:
        frame.refuse(
            pattern,
            "S2S210",
            f"the pattern {ast.unparse(pattern)[:60]}",
            "its parts are attributes of an object; only Python's own classes are matched.",
            "use isinstance and read the attributes.",
        )
    cond = is_instance(frame, pattern, subject, wanted.value)
    if cond == FALSE or not pattern.patterns:
        return cond
    return _both(frame, pattern, "and", cond, _matches(frame, pattern.patterns[0], subject, captures))
