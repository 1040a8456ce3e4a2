"""From a function and a signature to the text of its derivative module: the order of things.

::

    lower          ast -> typed three-address code, the callees beside it
    differentiate  forward, reverse, or a chain of them (derivatives of derivatives)
    simplify       within the two above: fold, propagate, CSE, copies, DCE
    emit           the module's text

`generate` is a pure function of its arguments: equal inputs give equal text, byte for byte.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Any

from s2sad.analyse.aliases import param_leaves, result_leaves, written_params
from s2sad.dataclass import dataclass
from s2sad.differentiate.boundary import copied
from s2sad.differentiate.derive import Deriver, made_in_reverse
from s2sad.differentiate.refusals import check_dtypes, check_remembered
from s2sad.emit.imports import needs
from s2sad.emit.module import Header, complex_row, docstring, module_text, of_row
from s2sad.entries import (
    KINDS,
    active_mask,
    callees,
    check_holomorphic,
    derivatives,
    finished,
    scalar_result,
    signature_text,
    source_digest,
)
from s2sad.errors import ArgumentError
from s2sad.ir import Block, Const, Eqn, Function, Pack, Param, Program, Stmt, Var, leaves, statements, type_of
from s2sad.lower.conflicts import NeedsValue
from s2sad.lower.frame import static
from s2sad.lower.functions import lower
from s2sad.lower.session import Place
from s2sad.optimise.inline import inline_calls
from s2sad.optimise.renumber import renumber
from s2sad.rules import REGISTRY
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, Known, Scalar, Struct, Type, is_inexact, is_real

Step = str | tuple[str, tuple[str, ...]]
# Transformations applied before: "grad", "tangent", or a pair of one and its own wrt. What is said of the function
# itself comes first: see `prologue`.
Chain = tuple[Step, ...]


@dataclass(frozen=True)
class Module:
    """A generated module: its text, and what a caller has to know to call it (JSON-able)."""

    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    hidden: tuple[Place, ...] = ()  # where the captured numbers are read, in the order of meta["hidden"]
    reached: tuple[Place, ...] = ()  # captured objects that must still be the same ones
    lowered: tuple[types.FunctionType, ...] = ()  # functions whose code and defaults must be


def read(
    function: types.FunctionType, specs: Mapping[str, Type], values: Mapping[str, object], of: str = ""
) -> tuple[Program, dict[str, Type]]:
    """Lower a function; parameters whose value is needed become part of the signature, and then stand last in it.

    With ``of``, the result is what this parameter holds at the end.
    """
    known = dict(specs)
    while True:
        try:
            program = lower(function, known, of)
            check_dtypes(program)
            check_remembered(program)
            if of:
                _check_updated(program, function, of)
            return program, known
        except NeedsValue as e:
            if e.param not in values or isinstance(known.get(e.param), Known):
                raise ArgumentError(
                    "S2S308",
                    function.__qualname__,
                    f"the value of {e.param!r} is needed before the text can be made",
                    "pass it as a literal or a parameter of the function that is differentiated.",
                ) from None
            del known[e.param]
            known[e.param] = static(values[e.param])


def _check_updated(program: Program, function: types.FunctionType, of: str) -> None:
    """Refuse what ``of`` names if the function leaves it as it is."""
    f = next(iter(program.functions.values()))
    param = next((p for p in f.params if p.name == of), None)
    held = None if param is None else type_of(param.tree)
    if isinstance(held, Array) or (isinstance(held, Struct) and held.kind in ("list", "dict")):
        assert param is not None
        if of in _written(f, program) or f.body.yields != (param.tree,):
            return
        what, fix = (
            f"{of}, which the function leaves as it is",
            "name a parameter that it updates, or return the result.",
        )
    else:
        what, fix = f"{of}, which is no array, list or dict", "name one that the function updates in place."
    why = "the derivative is that of what the parameter holds at the end."
    raise ArgumentError("S2S501", function.__qualname__, f"of={what}", fix, why)


def prologue(chain: Chain) -> tuple[dict[str, tuple[str, ...]], Chain]:
    """What a chain says of the function itself, and the transformations.

    ``of`` is the parameter whose contents at the end are the result, if not what it returns; ``locked`` are the arrays
    among its arguments that are read-only, ``gaps`` those whose copies have to lie in memory as they do.
    """
    said: dict[str, tuple[str, ...]] = {}
    while chain and isinstance(chain[0], tuple) and chain[0][0] in ("of", "locked", "gaps"):
        step, names = chain[0]
        said[step] = names
        chain = chain[1:]
    return said, chain


def _numbered(f: Function, arrays: Sequence[str]) -> dict[int, Var]:
    """The arrays of parameters that are named with a number (``A:0``), by their numbers among the leaves."""
    places = {v: i for i, v in enumerate(param_leaves(f))}
    named: dict[str, Var] = {}
    for p in f.params:
        own = [v for v in leaves(p.tree) if isinstance(v.type, Array)]
        named |= {f"{p.name}:{k}": v for k, v in enumerate(own)}
    return {places[named[name]]: named[name] for name in arrays}


def derive_chain(program: Program, name: str, wrt: Sequence[str], chain: Chain, optimise: bool) -> tuple[Program, str]:
    """Apply transformations one after the other, on the three-address code."""
    for item in chain:
        step, names = (item, wrt) if isinstance(item, str) else item
        f = program.functions[name]
        mask = active_mask(f, names)
        if step == "holomorphic":
            check_holomorphic(f, mask)
        if step == "grad" and not scalar_result(f):
            raise ArgumentError(
                "S2S504",
                f.note("source").qualname,
                f"the gradient of a result of type {type_of(f.body.yields[0])}",
                "take the inner derivative by one parameter, or use vjp or jvp for the outer one.",
                "a gradient needs a real scalar result.",
            )
        if step in ("grad", "holomorphic"):
            make = partial(Deriver.value_and_grad, name=name, mask=mask, value=False, suffix="_grad")
            made, deriver = made_in_reverse(program, name, make, optimise, frozenset())
        else:
            deriver = Deriver(program, optimise, final=False)
            made, _ = deriver.tangent(name, mask)
            # Differentiated again, (value, tangent) is one result.
            made = replace(made, body=Block(made.body.stmts, (Pack("tuple", made.body.yields),)))
            deriver.made[made.name] = made
        program = renumber(deriver.reachable(made.name))
        program = Program({made.name: program.functions.pop(made.name), **program.functions}, program.supply)
        name = made.name
    return program, name


def generate(
    function: types.FunctionType,
    specs: Mapping[str, Type],
    values: Mapping[str, object],
    wrt: Sequence[str],
    chain: Chain = (),
    modes: Sequence[str] = ("reverse", "forward"),
    optimise: bool = True,
    rebuild: str = "",
    notes: Sequence[str] = (),
    version: str = "",
) -> Module:
    """The derivative module of a function at a signature.

    ``modes`` are "reverse", "forward", and "gradient": of what "reverse" makes, what calls of a gradient need. It is
    called "holomorphic" where the result is complex, and the gradient is the derivative.
    """
    said, chain = prologue(chain)
    of = "".join(said.get("of", ()))
    program, known = read(function, specs, values, of)
    source = next(iter(program.functions.values())).note("source")
    base = next(iter(program.functions))
    entry = program.functions[base]
    reached, lowered, written = entry.note("reached", ()), entry.note("lowered", ()), _written(entry, program)
    locked, gaps = (_numbered(entry, said.get(step, ())) for step in ("locked", "gaps"))
    if locked or gaps:
        program.functions[base] = copied(entry, {**locked, **gaps}, program.supply, locked, gaps)
    steps = [s if isinstance(s, str) else s[0] for s in chain]
    inner = steps.count("grad") + steps.count("holomorphic")
    if inner + any(mode in modes for mode in ("reverse", "gradient", "holomorphic")) > 1:
        program = renumber(inline_calls(program, base))
    program, name = derive_chain(program, base, wrt, chain, optimise)
    module = emit_program(program, name, known, wrt, modes, optimise, source, rebuild, notes, version, of)
    module.meta["written"] = written
    module.meta["changes"] = entry.note("changes", False)
    module.meta["by_value"] = [k for k, t in known.items() if isinstance(t, Known) and not isinstance(specs[k], Known)]
    return replace(module, reached=reached, lowered=lowered)


def emit_program(
    program: Program,
    name: str,
    known: Mapping[str, Type],
    wrt: Sequence[str],
    modes: Sequence[str],
    optimise: bool,
    source: Any,
    rebuild: str,
    notes: Sequence[str],
    version: str,
    of: str = "",
) -> Module:
    """The module of an entry of a program."""
    f = program.functions[name]
    deriver = Deriver(program, optimise, reserved=frozenset(f"{name}_{kind}" for kind in KINDS))
    entries = [derivatives(deriver, name, wrt, modes)]
    refined, parts = finished(deriver, entries, optimise)
    shown = signature_text(f, known)
    header = Header(
        source.qualname,
        version,
        source_digest(source),
        shown,
        ", ".join(wrt),
        rebuild,
        tuple(notes),
        (*of_row(of), *complex_row(f), *needs(refined)),
    )
    mask = active_mask(f, wrt)
    meta = {
        "names": dict(entries[0].names),
        "params": [p.name for p in f.params if p.name not in _hidden_names(f)],
        "hidden": _hidden_names(f),
        "active": [p.name for p in f.params if _is_active(p, f, mask)],
        "scalar": scalar_result(f),
        "acts": any(_acts(s) for g in program.functions.values() for s in statements(g)),
        "fractional": _gives_floats(f)
        and any(_fractional(s) for g in program.functions.values() for s in statements(g)),
        "result": _shape_of(type_of(f.body.yields[0])),
        "known": [k for k, t in known.items() if isinstance(t, Known)],
        "callables": [p.function.name for p in parts],
    }
    lead = docstring([*header.lines(source), *callees(parts, [source], deriver.program)])
    text = module_text(lead, parts, refined)
    return Module(text, meta, tuple(place for _, place in f.note("hidden", ())))


def ir_text(function: types.FunctionType, specs: Mapping[str, Type], values: Mapping[str, object], of: str = "") -> str:
    """The three-address code of a function and its callees, as text."""
    from s2sad.ir_text import show

    program, _ = read(function, specs, values, of)
    return "\n".join(show(f) for f in program.functions.values())


def _is_active(p: Param, f: Function, mask: tuple[bool, ...]) -> bool:
    flags = iter(mask)
    for q in f.params:
        on = [next(flags) for _ in leaves(q.tree)]
        if q is p:
            return any(on)
    return False


def _written(f: Function, program: Program) -> list[str]:
    """The parameters whose memory the function writes."""
    indices = written_params(f, program)
    owners = [p.name for p in f.params for _ in leaves(p.tree)]
    return list(dict.fromkeys(owners[i] for i in sorted(indices)))


def _fractional(s: Stmt) -> bool:
    """Whether a statement is a power that may be complex: between Python's numbers, of a negative one."""
    if not isinstance(s, Eqn) or s.op != "pow":
        return False
    t = s.outs[0].type
    if not isinstance(t, Scalar) or t.kind == "np" or not is_real(t):
        return False
    exponent = s.args[1]
    return exponent.value % 1 != 0 if isinstance(exponent, Const) else is_inexact(type_of(exponent))


def _gives_floats(f: Function) -> bool:
    """Whether no result and no gradient is complex by its type."""
    return not any(is_complex(v.type) for v in (*param_leaves(f), *result_leaves(f)))


def _acts(s: Stmt) -> bool:
    """Whether a statement does what has to happen once, such as to print."""
    return isinstance(s, Eqn) and REGISTRY.by_name[s.op].acts


def _hidden_names(f: Function) -> list[str]:
    return [p.name for p, _ in f.note("hidden", ())]


def _shape_of(t: Type) -> Any:
    """The structure of a result for JSON: what seeds have to look like."""
    if isinstance(t, Struct):
        return {
            "kind": t.kind,
            "keys": None if t.keys is None else list(t.keys),
            "items": [_shape_of(i) for i in t.items],
        }
    if isinstance(t, Known) or not hasattr(t, "dtype"):
        return None
    return {"dtype": t.dtype, "scalar": isinstance(t, Scalar), "kind": getattr(t, "kind", "array")}
