"""Random programs in the supported language, one seed each: loops, branches, jumps, writes in place, helpers."""

from __future__ import annotations

import random

HEAD = """import numpy as np


def nudge(a, s):
    a[1] += s * a[0]
    a[2:] *= 0.9
    return a[1] * s


def mix(a, b):
    b[0] = a[1] * b[0]
    a[1:3] += b[2:4] * 0.5


def pure(a, s):
    return np.sin(a) * s + a[::-1]


def scalar(s, t):
    if s > t:
        return s * t
    return np.tanh(s) + t


"""


class Generator:
    """Writes one function ``f(x, p, n)`` of an array of four, a number and an integer."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []
        self.count = 0

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def scalar(self, env, depth=0):
        """An expression for a number that stays small."""
        r = self.r
        choices = [lambda: r.choice(env["s"]), lambda: f"{r.uniform(-1.5, 1.5):.2f}"]
        if env["a"]:
            choices += [lambda: f"{r.choice(env['a'])}[{self.index(env)}]"] * 2
        if depth < 2:
            two = lambda: (self.scalar(env, depth + 1), self.scalar(env, depth + 1))  # noqa: E731
            choices += [
                lambda: "({} + {})".format(*two()),
                lambda: "({} - {})".format(*two()),
                lambda: "np.tanh({} * {})".format(*two()),
                lambda: f"np.sin({two()[0]})",
                lambda: "scalar({}, {})".format(*two()),
                lambda: f"({two()[0]} if {two()[1]} > 0.1 else {two()[0]})",
                lambda: f"np.mean({self.array(env, depth + 1)})",
                lambda: "np.maximum({}, {})".format(*two()),
                lambda: f"-{two()[0]}",
            ]
        return r.choice(choices)()

    def array(self, env, depth=0):
        """An expression for an array of four."""
        r = self.r
        names = env["a"] + ["x"]
        choices = [lambda: r.choice(names)] * 3
        if depth < 2:
            one = lambda: self.array(env, depth + 1)  # noqa: E731
            choices += [
                lambda: f"np.sin({one()} * {self.scalar(env, 2)})",
                lambda: f"({one()} + {one()})",
                lambda: f"({one()} - {self.scalar(env, 2)})",
                lambda: f"np.tanh({one()} * {one()})",
                lambda: f"{r.choice(names)}[::-1]",
                lambda: f"np.where({one()} > 0.2, {one()}, {self.scalar(env, 2)})",
                lambda: f"pure({r.choice(names)}, {self.scalar(env, 2)})",
                lambda: f"-{one()}",
                lambda: f"({one()} + 0.0)",
            ]
        return r.choice(choices)()

    def index(self, env):
        r = self.r
        return f"{r.choice(env['i'])} % 4" if env["i"] and r.random() < 0.6 else str(r.randrange(-4, 4))

    def condition(self, env):
        r = self.r
        c = f"{self.scalar(env, 1)} {r.choice(['<', '>', '>='])} {self.scalar(env, 1)}"
        if env["i"] and r.random() < 0.4:
            c = f"{r.choice(env['i'])} {r.choice(['==', '<', '>'])} {r.randrange(3)}"
        return c if r.random() < 0.8 else f"{c} {r.choice(['and', 'or'])} not {self.scalar(env, 2)} > 0.3"

    def buffers(self, env):
        """Arrays that are the function's own."""
        return env["a"]

    def statement(self, env, depth, loop):
        r, own = self.r, self.buffers(env)
        kind = r.random()
        if kind < 0.16:
            self.put(depth, f"{r.choice(env['s'])} = {self.scalar(env)}")
        elif kind < 0.22:
            self.put(depth, f"{r.choice(env['s'])} {r.choice(['+=', '-=', '*='])} {self.scalar(env)}")
        elif kind < 0.34:
            self.put(depth, f"{r.choice(own)}[{self.index(env)}] {r.choice(['=', '=', '+=', '*='])} {self.scalar(env)}")
        elif kind < 0.40:
            self.put(depth, f"{r.choice(own)}[{r.choice(['1:3', '0:2', '2:', ':-2'])}] {r.choice(['=', '+=', '*='])} "
                            f"{self.array(env, 1)}[{r.choice(['1:3', '0:2', '2:', ':-2'])}]")  # fmt: skip
        elif kind < 0.46:
            self.put(depth, f"{r.choice(own)} {r.choice(['+=', '-=', '*='])} {self.array(env)}")
        elif kind < 0.49:
            self.put(depth, f"{r.choice(own)}[:] = np.tanh({self.array(env)})")
        elif kind < 0.53 and not loop:
            self.count += 1
            name = f"v{self.count}"
            self.put(depth, f"{name} = {r.choice(own)}[{r.choice(['1:3', '2:', ':2'])}]")
            self.put(depth, f"{name} *= {self.scalar(env)}")
            if r.random() < 0.5:
                self.statement(env, depth, loop)
                self.put(depth, f"{r.choice(env['s'])} += np.sum({name} * {name})")
        elif kind < 0.56 and not loop and depth == 1:
            self.count += 1
            self.put(depth, f"a{self.count} = {self.array(env)} * 1.0")
            env["a"].append(f"a{self.count}")
        elif kind < 0.58 and not loop and depth == 1:
            self.count += 1
            self.put(depth, f"a{self.count} = {r.choice(own)}")
            env["a"].append(f"a{self.count}")
        elif kind < 0.62:
            self.put(depth, f"{r.choice(env['s'])} = nudge({r.choice(own)}, {self.scalar(env, 1)})")
        elif kind < 0.64:
            self.put(depth, f"mix({r.choice(own)}, {r.choice(own)})")
        elif kind < 0.68 and len(env["s"]) > 1:
            a, b = r.sample(env["s"], 2)
            self.put(depth, f"{a}, {b} = {b}, {a} * {self.scalar(env, 1)}")
        elif kind < 0.71:
            self.put(depth, f"w = np.sin(w * {self.scalar(env, 1)}) + {self.array(env, 1)}")
        elif kind < 0.80 and depth < 4:
            self.put(depth, f"if {self.condition(env)}:")
            self.block(env, depth + 1, loop, r.randrange(1, 3))
            if r.random() < 0.6:
                self.put(depth, "else:")
                self.block(env, depth + 1, loop, r.randrange(1, 3))
        elif kind < 0.86 and loop:
            self.put(depth, f"if {self.condition(env)}:")
            if r.random() < 0.5:
                self.block(env, depth + 1, loop, 1)
            jump = r.choice(["break", "break", "continue", f"return {r.choice(env['s'])} * np.sum({r.choice(own)})"])
            self.put(depth + 1, jump if jump != "continue" or loop == "for" else "break")
        elif depth < 4:
            self.count += 1
            i = f"i{self.count}"
            inner = {**env, "i": [*env["i"], i]}
            if r.random() < 0.7:
                bounds = r.choice(["n", "3", "1, n", "n, 0, -1", "0, 4, 2", "2"])
                self.put(depth, f"for {i} in range({bounds}):")
                self.block(inner, depth + 1, "for", r.randrange(1, 4))
            else:
                self.put(depth, f"{i} = 0")
                self.put(depth, f"while {i} < 3 and {self.scalar(env, 1)} > -1.0:")
                self.put(depth + 1, f"{i} += 1")
                self.block(inner, depth + 1, "while", r.randrange(1, 4))
        else:
            self.put(depth, f"{r.choice(env['s'])} += 0.1 * {self.scalar(env)}")

    def block(self, env, depth, loop, n):
        for _ in range(n):
            self.statement(env, depth, loop)

    def program(self):
        """The text of the module; the function is ``f``."""
        r = self.r
        env = {"s": ["p", "s", "t"], "a": ["b", "c"], "i": []}
        self.put(0, "def f(x, p, n):")
        self.put(1, "s = p * x[0]")
        self.put(1, "t = 0.5")
        self.put(1, r.choice(["b = x * 1.0", "b = np.zeros(4)", "b = np.sin(x)"]))
        self.put(1, r.choice(["c = x * x", "c = np.ones(4)", "c = np.zeros(4) + p"]))
        self.put(1, "w = x + p")
        if r.random() < 0.2:
            env["a"].append("x")
        self.block(env, 1, "", r.randrange(4, 8))
        self.put(1, "return np.sum(b * c) + np.sum(w * b) + s * t + p + np.sum(x * c)")
        return HEAD + "\n".join(self.lines) + "\n"
