"""What a module has of one function: its sweeps, its gradient, and what these call.

::

    f(x, n) by x        f_forward  f_adjoint  f_value_and_grad  f_grad  f_tangent  f_linearize  f_push
    a callee of f       its sweeps and its tangent, each with a line that says what it is
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from s2sad.analyse.aliases import param_leaves
from s2sad.dataclass import dataclass
from s2sad.differentiate.derive import Deriver
from s2sad.emit.clashes import without_clashes
from s2sad.emit.module import Part, described, listing
from s2sad.errors import ArgumentError
from s2sad.ir import Function, Program, leaves, type_of
from s2sad.optimise.kinds import refine_kinds
from s2sad.parse import Source
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, Known, Scalar, Type, is_inexact, is_real

# Of the public functions of a module.
KINDS = ("forward", "adjoint", "value_and_grad", "grad", "tangent", "linearize", "push")


def active_mask(f: Function, wrt: Sequence[str]) -> tuple[bool, ...]:
    """Which parameter leaves are differentiated: the floats, real or complex, of the named parameters."""
    return tuple(p.name in wrt and is_inexact(v.type) for p in f.params for v in leaves(p.tree))


def scalar_result(f: Function) -> bool:
    """Whether the result is one real number."""
    t = type_of(f.body.yields[0])
    return is_real(t) and (isinstance(t, Scalar) or getattr(t, "axes", None) == ())


def check_holomorphic(f: Function, mask: Sequence[bool]) -> None:
    """Refuse the derivative of a holomorphic function by a real number, or of what is no complex number."""
    t = type_of(f.body.yields[0])
    what = ""
    if not is_complex(t) or (isinstance(t, Array) and t.axes != ()):
        what = f"holomorphic=True of a result of type {t}"
    elif not all(is_complex(v.type) for v, on in zip(param_leaves(f), mask, strict=True) if on):
        what = "holomorphic=True by a real argument"
    if what:
        why = "it is about a complex number as a function of complex numbers."
        fix = "leave it out, or use vjp with a seed, or jvp."
        raise ArgumentError("S2S504", f.note("source").qualname, what, fix, why)


@dataclass(frozen=True)
class Entry:
    """The derivatives of one function: what is public in a module."""

    function: Function
    parts: tuple[Part, ...]
    names: Mapping[str, str]  # by kind, such as "adjoint"; empty for what there is not


def derivatives(
    deriver: Deriver, name: str, wrt: Sequence[str], modes: Sequence[str], constants: frozenset[str] = frozenset()
) -> Entry:
    """The sweeps of a function of a program, and its gradient if the result is a scalar."""
    f = deriver.program.functions[name]
    mask = active_mask(f, wrt)
    scalar = scalar_result(f)
    if "holomorphic" in modes:
        check_holomorphic(f, mask)
        scalar, modes = True, ("gradient", *modes)
    parts: list[Part] = []
    args = ", ".join(p.name for p in f.params if p.name not in constants)
    call = f"{f.name}({args})"
    names = dict.fromkeys(KINDS, "")
    ends = _grad_names(f, wrt)

    def add(
        kind: str, made: Function, doc: str, seed: Mapping[str, str], adjoint: bool, body: tuple[str, ...] = ()
    ) -> None:
        names[kind] = made.name
        parts.append(Part(made, doc, seed, adjoint, body, constants))

    if "reverse" in modes or ("gradient" in modes and not scalar):  # which finds what is refused besides the result
        forward, adjoint = deriver.split(name, mask)
        seed = {adjoint.params[-1].name: "1.0"} if scalar else {}
        add("forward", forward, f"Forward sweep: ``{call}``, and the tape for the adjoint sweep.", {}, False)
        add("adjoint", adjoint, f"Adjoint sweep: {ends} from the adjoint of the result.", seed, True)
    if scalar and ("reverse" in modes or "gradient" in modes):
        add("value_and_grad", deriver.value_and_grad(name, mask), f"``{call}`` and its gradient: {ends}.", {}, True)
    if "forward" in modes:
        add("tangent", deriver.tangent(name, mask)[0], f"``{call}`` and its tangent.", {}, False)
    if "linear" in modes:
        forward, push = deriver.linearized(name, mask)
        add("linearize", forward, f"``{call}``, and the tape for its tangents.", {}, False)
        add("push", push, f"The tangent of ``{call}``, linear in the tangents of the arguments.", {}, False)
    if names["value_and_grad"]:
        body = (f"    return {names['value_and_grad']}({args})[1]",)
        grad = Function(f"{name}_grad", f.params, f.body, f.notes)
        add("grad", grad, f"The gradient of ``{call}``: {ends}.", {}, False, body)
    return Entry(f, tuple(parts), names)


def finished(deriver: Deriver, entries: Sequence[Entry], optimise: bool) -> tuple[Program, list[Part]]:
    """The program of some entries and of what they call, ready to be printed; the entries first."""
    made = deriver.reachable(*(p.function.name for e in entries for p in e.parts if not p.body))
    refined = refine_kinds(made) if optimise else made
    refined = without_clashes(refined, {n for e in entries for p in e.parts for n in (p.function.name, *p.constants)})
    parts = [p if p.body else replace(p, function=refined.functions[p.function.name]) for e in entries for p in e.parts]
    shown = {p.function.name for p in parts}
    for g in refined.functions.values():
        if g.name not in shown:
            adjoint = g.name in {p.adjoint for p in deriver.pairs.values()}
            parts.append(Part(g, _callee_doc(g, deriver), {}, adjoint))
    return refined, parts


def callees(parts: Sequence[Part], entries: Sequence[Source], program: Program) -> list[str]:
    """The sources of the functions that the entries call, for the docstring: the comments count their lines too."""
    rows: list[str] = []
    shown = {id(source) for source in entries}
    renamed = {p.function.note("was"): p.function.name for p in parts}
    for p in parts:
        source = p.function.note("source")
        if id(source) in shown:
            continue
        shown.add(id(source))
        own = [f.name for f in program.functions.values() if f.note("source") is source and not f.name.endswith("'")]
        names = [renamed.get(name, name) for name in own]
        here = "" if names in ([], [source.qualname]) else f", here {' and '.join(names)}"
        facts = [("calls", source.qualname + here), ("source", f"sha256:{source_digest(source)}")]
        rows += ["", *described(facts), "", *listing(source)]
    return rows


def source_digest(source: Any) -> str:
    """What tells one text of a function from another, for headers."""
    return hashlib.sha256(source.text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _grad_names(f: Function, wrt: Sequence[str]) -> str:
    names = [f"``{p.name}_bar``" for p in f.params if p.name in wrt]
    return ", ".join(names) or "nothing"


def signature_text(f: Function, known: Mapping[str, Type], constants: frozenset[str] = frozenset()) -> str:
    """The parameters with their types, as headers show them."""
    shown = [f"{p.name}: {p.var.type}" for p in f.params if p.name not in constants]
    return ", ".join(shown + [f"{k}{t}" for k, t in known.items() if isinstance(t, Known)])


def _callee_doc(g: Function, deriver: Deriver) -> str:
    for (name, *_), pair in deriver.pairs.items():
        if g.name == pair.forward:
            return f"Forward sweep of ``{name}``: its result, and the tape for the adjoint sweep."
        if g.name == f"{pair.forward}_again":
            return f"Forward sweep of ``{name}`` once more, without what it prints."
        if g.name == pair.adjoint:
            return f"Adjoint sweep of ``{name}``."
    if any(g.name == rule.name for rule in deriver.transposed.values()):
        return f"Adjoint of a rule for tangents, ``{g.name.removesuffix('_transposed')}``."
    for (name, *_), (tangent, _) in deriver.tangents.items():
        if g.name == tangent:
            return f"``{name}`` and its tangent."
    return f"``{g.name}``, as it stands in the source."
