"""Formulas of rows that users write: read strictly, and put into the names of the rows.

Before, a text as a user writes it, in which names mean what they mean in Python. After, an expression of which each
operation is a row's, by its name::

    "g * np.abs(x).sum(axis=0) * math.tau"        g * np.sum(np.absolute(x), axis=0) * 6.283185307179586

Everything that `s2sad.rules.expand.evaluate` would not know is refused here, when the row is registered. What is left
open is whether a function of the user's that a formula calls has a row: two rows may call each other's functions.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from typing import NoReturn

from s2sad.dataclass import dataclass
from s2sad.errors import ArgumentError
from s2sad.rules.expand import BINARY, COMPARE
from s2sad.rules.locate import NotThere, located
from s2sad.rules.registry import INTERNAL, NAMESPACE, REGISTRY, Rule

CONSTANTS = ("np", "math")  # modules whose numbers are written out


@dataclass(frozen=True)
class Names:
    """What a formula may name: the operands, the statics, and its variable: ``g`` or ``d``."""

    row: str
    option: str
    operands: tuple[str, ...]
    statics: Collection[str]
    variable: str


def formula(text: object, names: Names) -> ast.expr:
    """The expression of a user's formula, or an error that says where it is wrong.

    Raises:
        ArgumentError: (S2S509) it is no expression, names what is not known, or needs what only Python can do.
    """
    if not isinstance(text, str):
        refuse(names, "", 0, f"is a {type(text).__name__}", f'write the formula as a text: {names.option}="..."')
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        refuse(names, text, (error.offset or 1) - 1, "is no expression", f"write one expression in {names.variable}.")
    return _Reader(text.strip(), names).read(tree)


def refuse(names: Names, text: str, column: int, what: str, fix: str, why: str = "") -> NoReturn:
    """A refusal of a formula, with what stands in it."""
    shown = f' = "{text}", column {column + 1},' if text else ""
    raise ArgumentError("S2S509", names.row, f"the formula {names.option}{shown} {what}", fix, why)


class _Reader:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.values = {*names.operands, names.variable, "out"}

    def refuse(self, node: ast.AST, what: str, fix: str, why: str = "") -> NoReturn:
        refuse(self.names, self.text, getattr(node, "col_offset", 0), what, fix, why)

    def read(self, node: ast.expr) -> ast.expr:
        """The expression in the names of rows."""
        match node:
            case ast.Constant(value=value):
                if not isinstance(value, (int, float)) or isinstance(value, bool):
                    self.refuse(node, f"has {value!r} for a number", "use numbers, and texts only as keywords.")
                return node
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return ast.UnaryOp(node.op, self.read(operand))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                return ast.BinOp(self.read(left), op, self.read(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARE:
                return ast.Compare(self.read(left), [op], [self.read(right)])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self.condition(test)
                return ast.IfExp(test, self.read(body), self.read(orelse))
            case ast.Tuple(elts=items):
                return ast.Tuple([self.read(i) for i in items], ast.Load())
            case ast.Attribute():
                return self.attribute(node)
            case ast.Call(func=func, args=args, keywords=keywords):
                return self.call(node, func, args, keywords)
        fixes = {
            ast.BoolOp: "use np.logical_and and np.logical_or.",
            ast.Compare: "compare two things at a time.",
            ast.Subscript: "pick items with np.take, or in a function of your own that has a row.",
        }
        what = f"has {ast.unparse(node)}, which formulas have not"
        self.refuse(node, what, fixes.get(type(node), "use operators, calls and numbers."))

    def name(self, node: ast.AST, name: str) -> ast.expr:
        if name in self.values or name in self.names.statics:
            return ast.Name(name, ast.Load())
        known = ", ".join(sorted({*self.values, *self.names.statics}))
        self.refuse(node, f"names {name}, which is not known", f"these are: {known}; functions with their modules.")

    def condition(self, test: ast.expr) -> None:
        """A condition chooses when the text is made: it may only be about what is known then."""
        literal = [c for c in ast.walk(test) if isinstance(c, ast.Call) and ast.unparse(c.func) == "literal"]
        asked = {id(n) for c in literal for n in ast.walk(c)}
        for node in ast.walk(test):
            if isinstance(node, ast.Name) and node.id not in {*self.names.statics, "np"} and id(node) not in asked:
                why = "an if chooses once, when the text is made: it knows keywords, and no values."
                self.refuse(node, f"has an if about {node.id}", "choose item by item: np.where(x > 0, a, b).", why)

    def attribute(self, node: ast.Attribute) -> ast.expr:
        """A number of a module is written out; of a value, a row that is an attribute: ``x.T``."""
        dotted = self.dotted(node)
        if dotted is None:
            rule = REGISTRY.by_name.get(node.attr)
            if rule is None or not isinstance(rule.call, ast.Attribute):
                self.refuse(node, f"has the attribute .{node.attr}", "use the function of NumPy that gives the same.")
            return ast.Attribute(self.read(node.value), node.attr, ast.Load())
        value = self.object(node, dotted)
        top = dotted.partition(".")[0]
        if isinstance(value, (int, float)) and not isinstance(value, bool) and top in CONSTANTS:
            return ast.Constant(float(value) if isinstance(value, float) else value)
        why = "a number of a module of yours may change, and nothing would tell."
        self.refuse(
            node, f"names {dotted}, which is no function", "write the number, or hand it in as an operand.", why
        )

    def call(self, node: ast.Call, func: ast.expr, args: list[ast.expr], keywords: list[ast.keyword]) -> ast.expr:
        if isinstance(func, ast.Name) and func.id in INTERNAL | {"abs", "min", "max"} and func.id not in self.values:
            return self.made(node, func.id, args, keywords)
        dotted = self.dotted(func)
        if dotted is not None:
            function = self.object(func, dotted)
            if not callable(function):
                self.refuse(func, f"calls {dotted}, which is no function", "name a function.")
            rule = REGISTRY.find(function)
            return self.made(node, dotted if rule is None else rule.name, args, keywords)
        if isinstance(func, ast.Attribute):
            method = REGISTRY.by_method.get(func.attr)
            if method is None:
                self.refuse(func, f"calls the method .{func.attr}()", "use the function of NumPy that does the same.")
            return self.made(node, method.name, [func.value, *args], keywords)
        what = f"calls {ast.unparse(func)}, which is not known"
        self.refuse(func, what, f"name the function with its module, mylib.{ast.unparse(func)}.")

    def made(self, node: ast.Call, name: str, args: list[ast.expr], keywords: list[ast.keyword]) -> ast.expr:
        """A call of a row: operands in their places, keywords that are known."""
        rule = REGISTRY.by_name.get(name)
        if rule is not None and rule.outs:
            self.refuse(node, f"calls {name}, which gives several results", "name functions with one result.")
        if rule is not None:
            rule = self.form(node, rule, args, keywords)
            name = rule.name
        made = [self.read(a) for a in args]
        func = ast.parse(name, mode="eval").body
        for k in keywords:
            self.keyword(k)
        return ast.Call(func, made, keywords)

    def form(self, node: ast.Call, rule: Rule, args: list[ast.expr], keywords: list[ast.keyword]) -> Rule:
        """The row of a function that is for so many operands."""
        given = {str(k.arg) for k in keywords}
        for form in REGISTRY.forms(rule) if rule.function is not None else [rule]:
            plain = "." in form.name and isinstance(form.call, ast.Call) and not form.call.keywords
            own = form.name == rule.name or plain
            if own and len(args) == len(form.operands) and given <= set(form.statics):
                return form
        takes = f"{', '.join(rule.operands)}{''.join(f', {s}=' for s in rule.statics)}"
        what = f"calls {rule.name} in a way that its row does not know"
        self.refuse(node, what, f"it takes ({takes}): operands by place, the others by name.")

    def keyword(self, keyword: ast.keyword) -> None:
        """What is given by name is known when the text is made: literals, and statics of the row."""
        for node in ast.walk(keyword.value):
            if isinstance(node, ast.Name) and node.id not in {*self.names.statics, "np"}:
                what = f"gives {keyword.arg}= a value that depends on {node.id}"
                self.refuse(keyword.value, what, "give keywords literals, or keywords of the row's own call.")

    def dotted(self, node: ast.expr) -> str | None:
        """``np.linalg.inv`` as a text, if it begins with a module and not with a value."""
        parts: list[str] = []
        at = node
        while isinstance(at, ast.Attribute):
            parts.append(at.attr)
            at = at.value
        if not parts or not isinstance(at, ast.Name) or at.id in self.values or at.id in self.names.statics:
            return None
        return ".".join([at.id, *reversed(parts)])

    def object(self, node: ast.expr, dotted: str) -> object:
        try:
            return located(dotted).value
        except NotThere as problem:
            self.refuse(node, f"names {dotted}: {problem}", "name functions with their modules, np.abs or mylib.slope.")


# What an operand cannot be called.
RESERVED = frozenset({"g", "d", "out", "literal", "np", "math"})


def taken(top: str) -> bool:
    """Whether the texts of s2sad call something so, and can have no module of that name."""
    return top in NAMESPACE or top in INTERNAL or top in REGISTRY.helpers()
