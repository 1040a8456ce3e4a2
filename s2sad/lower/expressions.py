"""Expressions: each construct in one function, found by the type of its node."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from s2sad.ir import UNDEF, Arg, Const, Pack, Var, type_of
from s2sad.lower import alternatives, containers, list_operations, runtime_dicts, runtime_lists
from s2sad.lower.chains import Link, decide
from s2sad.lower.choices import picked
from s2sad.lower.frame import BOTTOM, VALUE, Conflict, Frame, Place, Reason, Refused
from s2sad.lower.heap import bare, current, fresh, kept
from s2sad.lower.list_operations import METHODS as LIST_METHODS
from s2sad.lower.runtime_lists import columns, is_list, is_unknown
from s2sad.lower.texts import formatted, is_text, lower_joined, percent
from s2sad.parse import resolve
from s2sad.rules import REGISTRY, NoType
from s2sad.signature import spec_of
from s2sad.types import BOOL, GENERATOR, Array, Scalar

BINARY = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.BitAnd: "bitand",
    ast.BitOr: "bitor",
    ast.BitXor: "bitxor",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
}
COMPARE = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne"}

_EXACT: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "lt": lambda x, y: x < y,
    "le": lambda x, y: x <= y,
    "gt": lambda x, y: x > y,
    "ge": lambda x, y: x >= y,
    "eq": lambda x, y: x == y,
    "ne": lambda x, y: x != y,
}
_LITERALS = (bool, int, float)
_MOST_ITEMS = 64  # of a captured list


def expression(frame: Frame, node: ast.expr) -> Arg:
    """Lower an expression to an operand."""
    lower = EXPRESSIONS.get(type(node))
    if lower is None:
        frame.refuse(node, *unsupported_expression(node))
    return lower(frame, node)


def unsupported_expression(node: ast.AST) -> Reason:
    """What is said of a form that has no function below."""
    what = f"an expression of kind {type(node).__name__}"
    return "S2S202", what, "this form has no derivative code yet.", "write it with assignments, loops and arithmetic."


def emit(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...], attrs: dict[str, object] | None = None) -> Arg:
    """One statement of the user's program; exact arithmetic of literals is done here."""
    args = tuple(alternatives.read_inside(frame, node, a) if isinstance(a, Pack) else a for a in args)
    now = [bare(current(frame.env, a)) if isinstance(a, Pack) else a for a in args]
    if any(holds_bottom(a) for a in now):
        return BOTTOM
    args = tuple(now)
    if any(map(is_list, args)):
        if any(is_unknown(frame, c) for a in args if is_list(a) for c in columns(a)):
            return BOTTOM
        if op == "np.array" and not attrs:
            return list_operations.as_array(frame, node, args[0])
        args = list_operations.as_operands(frame, node, op, args)
        if any(a is BOTTOM for a in args):
            return BOTTOM
    for a in args:
        usable(frame, a, node)
    folded = _folded(op, args)
    if folded is not None:
        return folded
    rule = REGISTRY.by_name[op]
    changed = tuple(sorted((k, v) for k, v in (attrs or {}).items() if not _same(rule.statics.get(k, UNDEF), v)))
    frame.b.loc = frame.loc(node)
    try:
        if rule.outs:
            made = frame.b.keep_all(op, args, changed, where=frame.where(node, f".{op}"))
            return Pack("tuple", made, of=None if rule.gives is tuple else rule.gives)
        return frame.b.keep(op, args, changed, where=frame.where(node, f".{op}"))
    except NoType as e:
        kinds = ", ".join(str(type_of(a)) for a in args)
        frame.refuse(
            node,
            "S2S304",
            f"{rule.origin.split(': ')[-1]} of {kinds}",
            f"{e}." if str(e) else "the result has no type that is known.",
            "use numbers or arrays of numbers of one dtype here.",
        )


def holds_bottom(arg: Arg) -> bool:
    """Whether an operand is, or has an item that is, the result of a call of which nothing is known yet."""
    return arg is BOTTOM or (isinstance(arg, Pack) and any(map(holds_bottom, arg.items)))


def _same(a: object, b: object) -> bool:
    return type(a) is type(b) and a == b


def _folded(op: str, args: tuple[Arg, ...]) -> Arg | None:
    values = [a.value for a in args if isinstance(a, Const)]
    if len(values) < len(args):
        return None
    if op in _EXACT and all(type(v) in _LITERALS for v in values):
        return Const(_EXACT[op](*values))
    if op in ("eq", "ne") and all(isinstance(v, (str, bool, int, type(None))) for v in values):
        return Const(_EXACT[op](*values))
    if op == "neg" and type(values[0]) in (int, float):
        return Const(-values[0])
    if op == "not":
        return Const(not values[0])
    if op in ("floordiv", "mod") and all(type(v) is int for v in values) and values[1] != 0:
        return Const(values[0] // values[1] if op == "floordiv" else values[0] % values[1])
    return None


def usable(frame: Frame, arg: Arg, node: ast.AST) -> Arg:
    """The operand, unless a merge left it with no single meaning."""
    if isinstance(arg, Const) and isinstance(arg.value, Conflict):
        if not arg.value.name or runtime_lists.demanded(frame, arg.value.lists):
            raise Refused(arg.value.what)
        name = arg.value.name
        shown = "the result" if name == VALUE else repr(name) if name.isidentifier() else "a value"
        frame.refuse(
            node,
            "S2S305",
            f"{shown} is {arg.value.what}",
            arg.value.why,
            arg.value.fix,
        )
    if arg is UNDEF:
        frame.refuse(
            node,
            "S2S204",
            "a name that has no value here",
            "it is assigned on no path that leads here.",
            "assign it before it is used.",
        )
    return arg


def truth(frame: Frame, node: ast.expr) -> Arg:
    """A condition; of what is known, its truth."""
    value = force(frame, usable(frame, expression(frame, node), node), node)
    value = frame.decided(value, node)
    if isinstance(type_of(value), Array):
        # A condition is a number of its own: the array may be written before the adjoint asks again.
        return emit(frame, node, "bool", (value,))
    return value


# ---------------------------------------------------------------- names and literals


def _constant(frame: Frame, node: ast.Constant) -> Arg:
    return Const(node.value)


def _name(frame: Frame, node: ast.Name) -> Arg:
    if node.id in frame.env:
        return usable(frame, current(frame.env, frame.env[node.id]), node)
    own = frame.source.names
    if frame.outer is not None and node.id not in own.locals and node.id not in own.globals:
        found = frame.outer.find(node.id)
        if found is not None:
            return usable(frame, current(frame.env, found[0].value(node.id)), node)
    binding = resolve(frame.source, node.id)
    if not binding.bound:
        frame.refuse(node, *undefined(node.id))
    function, name = frame.source.function, frame.source.mangled(node.id)
    slot = id(binding.cell if binding.cell is not None else function.__globals__), name
    reader = frame.session.readers.setdefault(slot, function)  # one input for a global that several functions read
    return captured(frame, node, (reader, name), binding.value)


def undefined(name: str) -> Reason:
    """What is said of a name without a value."""
    why = "it is assigned on no path that leads here, and the module does not define it."
    return "S2S204", f"the name {name!r} is not defined here", why, "assign it before it is used."


def captured(frame: Frame, node: ast.AST, place: Place, value: object) -> Arg:
    """What is read from outside: numbers and arrays are hidden inputs, the rest is known, its identity is checked."""
    from s2sad.lower.calls import hidden_input

    if type(value) in (tuple, list, dict):
        frame.session.reached[place] = None  # how many items it has, under which keys, decides the text
        keys = tuple(value) if isinstance(value, dict) else None
        items = list(value.values()) if isinstance(value, dict) else list(value)  # type: ignore[call-overload]
        if len(items) > _MOST_ITEMS:
            frame.refuse(
                node,
                "S2S304",
                f"a captured {type(value).__name__} of {len(items)} items",
                "each item is an input that is read at every call.",
                "make it a NumPy array.",
            )
        steps = [("item", k) for k in (keys if keys is not None else range(len(items)))]
        parts = [captured(frame, node, (*place, s), i) for s, i in zip(steps, items, strict=True)]
        return Pack(type(value).__name__, tuple(parts), keys)
    spec = spec_of(value, _path(place))
    if isinstance(spec, (Scalar, Array)):
        return hidden_input(frame, _input_name(place), spec, place)
    frame.session.reached[place] = None
    frame.session.found_at(place, value)
    return Const(value)


def _path(place: Place) -> str:
    """What the axes of a captured array are named after; no parameter is called so."""
    steps = [step if isinstance(step, str) else str(step[1]) for step in place[1:]]
    return f"{place[0].__qualname__ if place[0] is not None else ''}:{'.'.join(steps)}"


def _input_name(place: Place) -> str:
    """``cfg_scale`` for ``cfg.scale``: the name of a parameter of the generated functions."""
    steps = [step if isinstance(step, str) else str(step[1]) for step in place[1:]]
    name = "_".join(re.sub(r"\W", "_", step) for step in steps)
    return f"{name}_" if keyword.iskeyword(name) or not name.isidentifier() else name


def _attribute(frame: Frame, node: ast.Attribute) -> Arg:
    return attribute(frame, node, expression(frame, node.value), node.attr)


def attribute(frame: Frame, node: ast.AST, base: Arg, name: str) -> Arg:
    """``base.name``."""
    from s2sad.lower.attributes import attribute_of_number
    from s2sad.lower.calls import ARRAY_METHODS, NUMBER_METHODS
    from s2sad.lower.objects import attribute_of_object, attribute_of_structure, is_method

    base = usable(frame, current(frame.env, base), node)
    if base is BOTTOM:
        return BOTTOM
    if isinstance(base, Const):
        return attribute_of_object(frame, node, base, name)
    if isinstance(base, Pack) and base.kind == alternatives.EITHER:
        if is_method(base.items[1], frame.source.mangled(name)):
            return Pack("method", (base, Const(name)))
        return usable(frame, alternatives.each(frame, node, base, lambda p: attribute(frame, node, p, name)), node)
    t = type_of(base)
    if t == GENERATOR or (is_list(base) and name in LIST_METHODS):
        return Pack("method", (base, Const(name)))
    if isinstance(t, (Array, Scalar)) and isinstance(base, Var) and not is_list(base):
        found = attribute_of_number(frame, node, base, t, name)
        if found is not None:
            return found
        methods = isinstance(t, Array) or (t.kind == "np" and name in NUMBER_METHODS)
        if methods and (name in REGISTRY.by_method or name in ARRAY_METHODS):
            return Pack("method", (base, Const(name)))
    if isinstance(base, Pack):
        return attribute_of_structure(frame, node, base, name)
    frame.refuse(
        node,
        "S2S303",
        f"the attribute {name!r} of {t}",
        "its derivative is not known.",
        "use the NumPy function of the same name, or an item of a dict.",
    )


def no_attribute(owner: str, name: str) -> Reason:
    """What is said of an attribute that is not there."""
    why = "the primal would raise AttributeError here."
    return "S2S303", f"{owner} has no attribute {name!r}", why, "check the spelling."


def force(frame: Frame, arg: Arg, node: ast.AST) -> Arg:
    """Make the statement for an item of a shape that is really used."""
    if isinstance(arg, Pack):
        if arg.kind == "lazy_dim":
            base, axis = arg.items
            assert isinstance(axis, Const)
            return emit(frame, node, "dim", (base,), {"axis": axis.value})
        return arg.like(force(frame, i, node) for i in arg.items)
    return arg


# ---------------------------------------------------------------- operators


def _binop(frame: Frame, node: ast.BinOp) -> Arg:
    """Left-deep chains (``a + b + c + …``) are walked, not recursed into."""
    spine: list[ast.BinOp] = []
    at: ast.expr = node
    while isinstance(at, ast.BinOp):
        spine.append(at)
        at = at.left
    value = expression(frame, at)
    for n in reversed(spine):
        right = expression(frame, n.right)
        value = binary(frame, n, BINARY.get(type(n.op)), value, right)
    return value


def is_object(value: Arg) -> bool:
    """Whether a value is an object whose class says what operators do."""
    return isinstance(value, Pack) and value.kind == "object"


def operated(frame: Frame, node: ast.AST, op: str | None, left: Arg, right: Arg | None) -> Arg:
    """An operator of objects."""
    from s2sad.lower.objects import call_operator

    return call_operator(frame, node, op, left, right)


def binary(frame: Frame, node: ast.AST, op: str | None, left: Arg, right: Arg) -> Arg:
    """``left op right`` with Python's meaning for tuples and lists where they are known."""
    left, right = (force(frame, alternatives.read(frame, node, current(frame.env, x)), node) for x in (left, right))
    if op == "mod" and isinstance(left, Const) and isinstance(left.value, str):
        return percent(frame, node, left.value, usable(frame, right, node))
    if op == "add" and is_text(left) and is_text(right):
        return formatted(frame, node, "{}{}", (left, right))
    if is_object(left) or is_object(right):
        return operated(frame, node, op, left, right)
    made = containers.operated(frame, node, op, left, right)
    if made is not None:
        return made
    assert op is not None
    if is_list(left) or is_list(right):
        return list_operations.operated(frame, node, op, left, right)
    return emit(frame, node, op, (left, right))


def _unary(frame: Frame, node: ast.UnaryOp) -> Arg:
    value = force(frame, expression(frame, node.operand), node)
    if isinstance(node.op, ast.Not):
        return emit(frame, node, "not", (frame.decided(value, node),))
    op = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert"}[type(node.op)]
    return operated(frame, node, op, value, None) if is_object(value) else emit(frame, node, op, (value,))


def _compare(frame: Frame, node: ast.Compare) -> Arg:
    from s2sad.lower.comparisons import compare

    return compare(frame, node)


def _boolop(frame: Frame, node: ast.BoolOp) -> Arg:
    """``a and b and c`` from left to right: each value is computed if those before it ask for it."""
    is_and = isinstance(node.op, ast.And)
    value = force(frame, expression(frame, node.values[0]), node)
    for operand in node.values[1:]:
        value = _and_or(frame, node, is_and, value, operand)
    return value


def _and_or(frame: Frame, node: ast.BoolOp, is_and: bool, value: Arg, operand: ast.expr) -> Arg:
    more: Callable[[], Arg] = lambda: force(frame, expression(frame, operand), node)  # noqa: E731
    if type_of(value) == BOOL and isinstance(value, Var) and not _binds(operand):
        # Where the rest is cheap and cannot raise, `and` is an operation like another.
        before = frame.env
        with frame.scope() as rest:
            other = more()
            binds = any(before.get(k) is not v for k, v in frame.env.items())  # it may change a list
        if type_of(other) == BOOL and not binds and all(_harmless(s) for s in rest):
            frame.b.stmts.extend(rest)
            return emit(frame, node, "and" if is_and else "or", (value, other))
    keep: Callable[[], Arg] = lambda: value  # noqa: E731
    return frame.choose(value, more, keep, node) if is_and else frame.choose(value, keep, more, node)


def _binds(node: ast.expr) -> bool:
    return any(isinstance(n, ast.NamedExpr) for n in ast.walk(node))


def _harmless(stmt: object) -> bool:
    from s2sad.analyse.effects import may_raise
    from s2sad.ir import Eqn

    return isinstance(stmt, Eqn) and not may_raise(stmt) and all(isinstance(type_of(a), Scalar) for a in stmt.args)


def _ifexp(frame: Frame, node: ast.IfExp) -> Arg:
    name, links = f"%value@{frame.where(node)}", []
    at: ast.expr = node

    def bind(value: ast.expr) -> Callable[[], None]:
        return frame.bound(name, lambda: force(frame, expression(frame, value), node))

    while isinstance(at, ast.IfExp):
        links.append(Link(at, partial(truth, frame, at.test), bind(at.body)))
        at = at.orelse
    decide(frame, node, links, bind(at))
    return frame.env.pop(name)


# ---------------------------------------------------------------- structures and indices


def _tuple(frame: Frame, node: ast.Tuple) -> Arg:
    return Pack("tuple", tuple(_items(frame, node.elts)))


def _list(frame: Frame, node: ast.List) -> Arg:
    """The items; from a starred one on whose length only the run knows, the list exists at run time."""
    from s2sad.lower.builtin_calls import known_items

    made: Arg | None = None
    items: list[Arg] = []
    for e in node.elts:
        if not isinstance(e, ast.Starred):
            items.append(expression(frame, e))
            continue
        value = usable(frame, current(frame.env, expression(frame, e.value)), e)
        if value is BOTTOM:
            return BOTTOM
        known = known_items(frame, e, value)
        if known is not None:
            items += known
            continue
        more = list_operations.collected(frame, e, value)
        made = _and_items(frame, node, made, items)
        made = more if made is None else list_operations.operated(frame, node, "add", made, more)
        items = []
    made = _and_items(frame, node, made, items)
    return fresh("list", ()) if made is None else made


def _and_items(frame: Frame, node: ast.AST, made: Arg | None, items: Sequence[Arg]) -> Arg | None:
    """A list that exists at run time with more items; the items alone where there is none."""
    if made is None:
        return fresh("list", items) if items else None
    return list_operations.operated(frame, node, "add", made, fresh("list", items)) if items else made


def _items(frame: Frame, nodes: Sequence[ast.expr]) -> list[Arg]:
    """Items one by one; of a starred one, its own."""
    from s2sad.lower.builtin_calls import needed_items

    items: list[Arg] = []
    for e in nodes:
        if isinstance(e, ast.Starred):
            items += needed_items(frame, e, expression(frame, e.value), "the items")
        else:
            items.append(expression(frame, e))
    return items


def _dict(frame: Frame, node: ast.Dict) -> Arg:
    items: dict[object, Arg] = {}  # of equal keys the first one stays, with the last value
    for k, v in zip(node.keys, node.values, strict=True):
        if k is not None:
            key = frame.known(expression(frame, k), k)
            items[key] = expression(frame, v)
            continue
        more = expression(frame, v)
        if not isinstance(more, Pack) or more.kind != "dict" or more.keys is None:
            frame.refuse(v, "S2S304", f"the items of {type_of(more)}", "its keys are not known.", "use a dict.")
        items.update(zip(more.keys, more.items, strict=True))
    return fresh("dict", items.values(), tuple(items))


def _subscript(frame: Frame, node: ast.Subscript) -> Arg:
    base = expression(frame, node.value)
    return item(frame, node, base, index_of(frame, node.slice))


def item(frame: Frame, node: ast.AST, base: Arg, index: Arg) -> Arg:
    """``base[index]``: of a structure when it is known, else a load."""
    if base is BOTTOM:
        return BOTTOM
    base, index = current(frame.env, base), current(frame.env, index)
    if isinstance(base, Pack) and base.kind == alternatives.EITHER:
        return usable(frame, alternatives.each(frame, node, base, lambda p: item(frame, node, p, index)), node)
    if is_object(base):
        return operated(frame, node, "getitem", base, index)
    if isinstance(base, Pack):
        thing = alternatives.picked(frame, node, base, index)
        if thing is not None:
            return thing
        base = containers.indexable(frame, node, base, index)
    if isinstance(base, Pack):
        base = runtime_dicts.with_key(frame, node, base, index)
    if is_list(base):
        return list_operations.item(frame, node, base, index)
    if runtime_dicts.is_dict(base):
        return runtime_dicts.item(frame, node, base, index)
    if isinstance(base, Pack) and base.kind in ("tuple", "list", "dict"):
        choice = picked(frame, node, base, index)
        if choice is not None:
            return choice
        key = frame.known(index, node)
        if base.kind == "dict" and base.of is not None and key not in (base.keys or ()):
            return containers.missing(frame, node, base, index)
        try:
            if isinstance(key, slice):
                part = base.items[key]
                return fresh("list", part) if base.kind == "list" else Pack(base.kind, part)
            found: Arg = base.items[key if base.keys is None else base.keys.index(key)]
            return found
        except (IndexError, ValueError, TypeError) as e:
            error = type(e)(str(e).replace("tuple", base.kind)) if base.keys is None else KeyError(key)
            what = f"no item {key!r} in a {base.kind}"
            frame.raises(node, error, "S2S304", what, "the primal would raise here.", "check the key.")
    if isinstance(base, Const) and isinstance(base.value, (tuple, str)):
        return _item_of_known(frame, node, base.value, frame.known(index, node))
    if isinstance(base, Var) and isinstance(base.type, Array):
        return emit(frame, node, "getitem", (base, index))
    frame.refuse(
        node,
        "S2S304",
        f"an item of {type_of(base)}",
        "only arrays, tuples, lists and dicts have items here.",
        "index an array.",
    )


def _item_of_known(frame: Frame, node: ast.AST, base: tuple[Any, ...] | str, key: Any) -> Arg:
    """An item of a key that is a tuple, or of a text."""
    try:
        return Const(base[key])
    except (IndexError, TypeError) as e:
        what = f"no item {key!r} in {base!r}"
        frame.raises(node, e, "S2S304", what, "the primal would raise here.", "check the index.")


def index_of(frame: Frame, node: ast.expr) -> Arg:
    """An index as an operand: an entry, or a tuple of entries."""
    return as_index(frame, node, force(frame, expression(frame, node), node))


def as_index(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """An index that was evaluated: a list is made an array when it is used, as it is then."""
    value = alternatives.read(frame, node, current(frame.env, value))
    if isinstance(value, Pack) and value.kind == "tuple":
        return Pack("tuple", tuple(_gathering(frame, node, i, ("list", "tuple")) for i in value.items))
    return _gathering(frame, node, value, ("list",))


def _gathering(frame: Frame, node: ast.AST, entry: Arg, kinds: tuple[str, ...]) -> Arg:
    """An entry of an index; of several numbers it is an array."""
    if isinstance(entry, Pack) and entry.kind == "range":
        start, stop, step = entry.items
        plain = start == Const(0) and step == Const(1)
        return emit(frame, node, "np.arange", (stop,)) if plain else emit(frame, node, "arange_by", entry.items)
    many = isinstance(entry, Pack) and entry.kind in kinds
    return emit(frame, node, "np.array", (entry,)) if many else entry


def _slice(frame: Frame, node: ast.Slice) -> Arg:
    parts = (node.lower, node.upper, node.step)
    return Pack("slice", tuple(Const(None) if p is None else force(frame, expression(frame, p), node) for p in parts))


def _lambda(frame: Frame, node: ast.Lambda) -> Arg:
    from s2sad.lower.closures import make_function

    return make_function(frame, node)


def _call(frame: Frame, node: ast.Call) -> Arg:
    from s2sad.lower.calls import call

    around, keys = set(frame.iterated), len(frame.looped_keys)
    try:
        return call(frame, node)
    finally:  # what the call loops over, it has looped over
        frame.iterated = around
        del frame.looped_keys[keys:]


def _named_expr(frame: Frame, node: ast.NamedExpr) -> Arg:
    from s2sad.lower.statements import store

    value = kept(frame, node, force(frame, usable(frame, expression(frame, node.value), node), node))
    store(frame, node.target, value)
    return value


def _list_comprehension(frame: Frame, node: ast.ListComp) -> Arg:
    from s2sad.lower.comprehensions import lower_list

    return lower_list(frame, node)


def _dict_comprehension(frame: Frame, node: ast.DictComp) -> Arg:
    from s2sad.lower.comprehensions import lower_dict

    return lower_dict(frame, node)


def _generator(frame: Frame, node: ast.GeneratorExp) -> Arg:
    from s2sad.lower.comprehensions import lower_generator

    return lower_generator(frame, node)


EXPRESSIONS: dict[type[ast.AST], Callable[[Frame, Any], Arg]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.BinOp: _binop,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolop,
    ast.IfExp: _ifexp,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Dict: _dict,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Call: _call,
    ast.Lambda: _lambda,
    ast.JoinedStr: lower_joined,
    ast.NamedExpr: _named_expr,
    ast.ListComp: _list_comprehension,
    ast.DictComp: _dict_comprehension,
    ast.GeneratorExp: _generator,
}
