"""Rows of statements about objects of classes with state, and about exceptions that functions raise and catch."""

from __future__ import annotations

from tests.fuzz.calls import defined, fixed
from tests.fuzz.writer import Feature, Writer, lines

_CHECKED = "def checked(z):\n    if z < 0.0:\n        raise ValueError('negative')\n    return math.sqrt(z + 0.1) * 0.7"
_PICKED = "def picked(a, k):\n    if k > 3:\n        raise IndexError(k)\n    return a[k] * 0.5"


def _metered(g: Writer) -> str:
    meter, k = g.new("meter"), g.new("int")
    g.put(g.fill(f"{meter} = {g.r.choice(['Meter', 'Fine'])}({{number}})"))
    g.put(g.fill(f"for {k} in range({{n}}):"))
    with g.block("for", **{k: "int"}):
        g.put(g.fill(f"{meter}.add({{number}})"))
        g.statements(0, 1)
        g.put(f"{g.name('num')} = {meter}.total")
    uses = [f"{meter}.total", f"np.tanh({meter}({{number}}))", f"1 / len({meter})"]
    g.put(g.fill(f"{{num}} = np.tanh({meter}.mean) + {g.r.choice(uses)}"))
    return ""


def _tried_in_a_loop(g: Writer) -> str:
    k, s = g.new("int"), g.new("num")
    g.put(g.fill(f"for {k} in range(3):"))
    with g.block("for", **{k: "int"}):
        g.put("try:")
        g.put(g.fill(f"    {s} = float({{number}}) / ({k} - 1)"))
        g.put("except ZeroDivisionError:")
        g.put(f"    {g.r.choice(['continue', 'break', f'{s} = 0.3'])}")
        g.scope.names[s] = "num"
        g.statements(1, 2)
    return ""


def _raised_by_a_helper(g: Writer) -> str:
    name = g.new("num")
    call = g.r.choice(["checked({number})", "picked({any}, {int} + 2)"])
    defined(g, "checked", _CHECKED) if "checked" in call else defined(g, "picked", _PICKED)
    error = "ValueError" if "checked" in call else "IndexError"
    g.put("try:")
    g.put(g.fill(f"    {name} = {call}"))
    g.put(g.r.choice([f"except {error} as e:\n{'    ' * (g.scope.depth + 1)}print(e)", f"except {error}:"]))
    g.put(g.fill(f"    {name} = {{number}}"))
    g.bind(name, "num")
    return ""


CLASSES = (
    Feature("object with a list", 2, _metered),
    Feature("object or another", 2, lines(
        "{new.meter}, {new.more} = Meter({number}), Fine({number})\n{new.pack} = @ if {condition} else Meter({num})\n"
        "{num} = @.add({number}).total"
    )),
    Feature("objects in a list", 2, lines(
        "{new.meters} = [Meter({number}), Meter({num})]\nfor m in @:\n    m.add({number})\n"
        "{num} = np.tanh(@[0].total * @[1].mean)"
    )),
    Feature("objects added", 1.5, lines(
        "{new.meter} = Meter({number}) + Meter({number})\n{num} = @.total + len(@)"
    )),
    Feature("object with two names", 2, lines(
        "{new.meter} = Fine({number})\n{new.more} = @\n@.add({number})\n@.total {=} {number}\n"
        "{num} = np.tanh(@.total * @.mean)"
    )),
    Feature("object copied", 1.5, lines(
        "{new.body} = Body({number}, {any} * 1.0)\n{new.more} = copy.deepcopy(@)\n@.push({number})\n"
        "{num} = @.energy({number})"
    )),
    Feature("object handed to a helper", 2, fixed(
        "fill_up", "def fill_up(meter, z):\n    meter.add(z)\n    meter.seen[0] = z * 0.5\n    return meter",
        "{new.meter} = Meter({number})\n{num} = fill_up(@, {number}).mean + @.total",
    )),
    # exceptions
    Feature("exception of a helper", 2, _raised_by_a_helper),
    Feature("try in a loop", 2, _tried_in_a_loop),
    Feature("item that is not there", 2, lines(
        "try:\n    {new.num} = {any}[{int} + 2] * {num}\nexcept IndexError:\n    @ = {number}"
    )),
    Feature("suppress", 1.5, lines(
        "with contextlib.suppress(ZeroDivisionError):\n    {num} = float({number}) / ({int} % 2)"
    )),
    Feature("try within try", 1.5, lines(
        "{new.caught} = {number}\ntry:\n    try:\n        @ = float({number}) / ({int} % 2)\n    except KeyError:\n"
        "        @ = 0.1\nexcept ZeroDivisionError:\n    @ = {number}\n{num} = @"
    )),
)  # fmt: skip
