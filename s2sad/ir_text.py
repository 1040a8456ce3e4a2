"""Functions of the IR as text, for people: what `s2sad show --stage ir` prints.

::

    func f(w1 = x):
      w2 = mul(w1, w1)     ; L2 y
      return w2
"""

from __future__ import annotations

from s2sad.ir import Block, Eqn, Function, If, Loop, defined


def show(function: Function) -> str:
    """The three-address code as text, for readers and for golden tests."""
    params = ", ".join(f"{p.var!r} = {p.name}: {p.var.type}" for p in function.params)
    lines = [f"func {function.name}({params}):"]
    _show_block(function.body, "  ", lines, "return")
    return "\n".join(lines) + "\n"


def _show_block(block: Block, pad: str, lines: list[str], leave: str) -> None:
    for s in block.stmts:
        outs = ", ".join(map(repr, defined(s)))
        gets = f"{outs} = " if outs else ""
        where = f"  ; {s.loc}" if s.loc.line else ""
        if isinstance(s, Eqn):
            inside = [repr(a) for a in s.args] + [f"{k}={v!r}" for k, v in s.attrs]
            lines.append(f"{pad}{gets}{s.op}({', '.join(inside)}){where}")
        elif isinstance(s, If):
            lines.append(f"{pad}{gets}if {s.cond!r}:{where}")
            _show_block(s.then, pad + "  ", lines, "yield")
            lines.append(f"{pad}else:")
            _show_block(s.orelse, pad + "  ", lines, "yield")
        else:
            lines.append(f"{pad}{gets}{_show_head(s)}:{where}")
            if s.test is not None:
                _show_block(s.test, pad + "  ", lines, "while")
            _show_block(s.body, pad + "  ", lines, "yield")
    if block.yields or leave == "return":
        lines.append(f"{pad}{leave} " + ", ".join(map(repr, block.yields)))


def _show_head(s: Loop) -> str:
    carry = ", ".join(f"{p!r} = {i!r}" for p, i in zip(s.params, s.inits, strict=True))
    head = "loop"
    if s.bounds is not None:
        head = f"for {s.index!r} in range({', '.join(map(repr, s.bounds))})"
        head += f"[:{s.take!r}]" if s.take is not None else ""
        head += " reversed" if s.reverse else ""
    elif s.test is not None:
        head = "while"
    return head + (f" carry ({carry})" if carry else "") + (" until" if s.until else "")
