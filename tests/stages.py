"""What each pass makes of a function, as text: taken where the passes hand over to one another."""

from __future__ import annotations

import inspect

from s2sad.differentiate import derive, joint
from s2sad.differentiate.derive import Deriver
from s2sad.entries import active_mask
from s2sad.ir import Function, walk
from s2sad.ir_text import show
from s2sad.optimise import passes
from s2sad.optimise.kinds import refine_kinds
from s2sad.pipeline import generate, read
from s2sad.signature import spec_of


class Stages:
    """The stages of the gradient of a function at the signature of ``args``."""

    def __init__(self, function, args, wrt, monkeypatch):
        names = list(inspect.signature(function).parameters)
        given = dict(zip(names, args, strict=True))
        specs = {n: spec_of(a, n) for n, a in given.items()}
        program, _ = read(function, specs, given)
        name = function.__name__
        f = program.functions[name]
        self.functions = {"lower": f}
        self.sizes = {"lower": _size(f.body)}
        with monkeypatch.context() as patch:
            self._watch(patch, f)
            deriver = Deriver(program)
            made = deriver.value_and_grad(name, active_mask(f, wrt))
        self.functions["made"] = made
        self.functions["refine_kinds"] = refine_kinds(deriver.reachable(made.name)).functions[made.name]
        self.sizes["refine_kinds"] = _size(self.functions["refine_kinds"].body)
        self.text = generate(function, specs, given, wrt, modes=("reverse", "forward", "linear"), version="0.1.0").text

    def _watch(self, patch, f):
        def note(stage, *bodies):
            for part, body in zip(("", "adjoint ")[-len(bodies) :], bodies, strict=True):
                self.functions[part + stage] = Function(f.name, (), body)
            self.sizes[stage] = sum(map(_size, bodies))

        originals = joint.simplify, joint.plan, derive.checked

        def simplify(block, supply):
            note("reverse", block)
            out = originals[0](block, supply)
            note("simplify", out)
            return out

        def plan(forward, adjoint, *rest):
            note("sweep", forward, adjoint)
            out = originals[1](forward, adjoint, *rest)
            note("plan", *out)
            return out

        def checked(g, after):
            after = "eliminate_dead again" if after in self.functions else after
            self.functions[after] = g
            self.sizes[after] = _size(g.body)
            return originals[2](g, after)

        patch.setattr(joint, "simplify", simplify)
        patch.setattr(joint, "plan", plan)
        for module in (derive, passes):
            patch.setattr(module, "checked", checked)

    def show(self, stage):
        """The three-address code at a stage."""
        return show(self.functions[stage])

    def emitted(self, name):
        """One function of the emitted module."""
        (block,) = (b for b in self.text.split("\n\n\n") if b.startswith(f"def {name}("))
        return block.rstrip() + "\n"


def _size(block):
    return sum(1 for _ in walk(block))
