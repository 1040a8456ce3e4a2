"""Rows of statements by functions of NumPy and of Python's library that do more than one thing at once."""

from __future__ import annotations

from tests.fuzz.writer import Feature, Writer, lines


def one_of(*templates: str):
    """Statements by one of some templates."""
    return lambda g: lines(g.r.choice(templates))(g)


def _heaped(g: Writer) -> str:
    heap, z = g.new("heap"), g.new("num")
    g.put(g.fill(f"{heap} = [{{number}}]"))
    g.put(g.fill(f"for {z} in {{any}}:"))
    with g.block("for", **{z: "num"}):
        g.put(g.fill(g.r.choice([
            f"heapq.heappush({heap}, {z} * {{num}})",
            f"{{num}} = heapq.heappushpop({heap}, {z} + {{num}})",
            f"heapq.heappush({heap}, ({z} - {{num}}) * 0.5)",
        ])))  # fmt: skip
    g.put(g.fill(f"{{num}} = np.tanh({g.r.choice([f'heapq.heappop({heap})', f'{heap}[0]', f'sum({heap})'])})"))
    return ""


def _flat(g: Writer) -> str:
    m, z = g.name("mat"), g.new("num")
    g.put(f"for {z} in {m}.flat:")
    with g.block("for", **{z: "num"}):
        g.put(g.fill(f"{{num}} = np.tanh({{num}} * 0.5 + {z})"))
        if g.r.random() < 0.5:
            g.put(g.fill(f"{m}[{{index}}, {{index}}] {{=}} {{small}}"))
    return ""


_OPEN = "{new.items} = [z * {num} for z in {any} if z > -0.4]\n"

LIBRARY = (
    # products and systems
    Feature("system solved", 2, one_of(
        "{new.val} = np.linalg.solve(np.eye(4) * 3.0 + np.tanh({matrix}) * 0.2, {vector})",
        "{num} = np.linalg.inv(np.eye(4) * 3.0 + np.tanh({matrix}) * 0.2)[{index}, {index}]",
    )),
    Feature("determinant", 1.5, one_of(
        "{num} = np.tanh(np.linalg.det(np.eye(4) + np.tanh({matrix}) * 0.1))",
        "{num} = np.trace(np.tanh({matrix})) * {number}",
    )),
    Feature("einsum", 2, one_of(
        '{num} = np.tanh(np.einsum("i,ij,j->", {any}, {mat}, {any}))',
        '{new.mat} = np.tanh(np.einsum("i,j->ij", {vector}, {any}))', '{new.val} = np.tanh(np.einsum("ij->j", {mat}))',
        '{new.val} = np.tanh(np.einsum("ii->i", {mat}))',
    )),
    Feature("convolution", 2, one_of(
        "{num} = np.tanh(np.sum(np.convolve({vector}, {any})))", '{new.val} = np.convolve({vector}, {pair}, "same")',
        "{new.val} = np.correlate({vector}, {pair}, mode='same')",
    )),
    Feature("windows", 1.5, one_of(
        "{num} = np.tanh(np.sum(np.lib.stride_tricks.sliding_window_view({any}, 2) ** 2))",
        "{new.two} = np.lib.stride_tricks.sliding_window_view({any}, 3).mean(axis=1)",
    )),
    # statistics
    Feature("spread", 2, one_of(
        "{num} = np.std({vector} + WEIGHTS)", "{num} = np.var({vector}, ddof=1)", "{num} = np.ptp({any} + WEIGHTS)",
        "{num} = np.median({any} + WEIGHTS)",
    )),
    Feature("weighted mean", 2.5, one_of(
        "{num} = np.average({vector}, weights=np.exp(-np.abs({any})))",
        "{num} = np.average({any}, weights=[1, 2, 0, 1])",
    )),
    Feature("sum of exponentials", 2, one_of(
        "{num} = np.logaddexp.reduce({vector})", "{num} = np.logaddexp({number}, {number})",
        "{new.val} = np.exp({any} - np.max({any}))\n{new.val} = @ / (1.0 + np.sum(np.abs(@)))",
    )),
    # along axes
    Feature("products so far", 1.5, one_of(
        "{new.val} = np.cumprod(np.tanh({vector}))", "{new.val} = np.tanh(np.add.accumulate({vector}))",
        "{new.val} = np.maximum.accumulate({any} + WEIGHTS)",
    )),
    Feature("slopes and areas", 1.5, one_of(
        "{new.val} = np.gradient({vector}) * 0.5", "{num} = np.trapezoid({vector}, dx=0.5)",
        "{num} = np.trapezoid({vector}, np.cumsum(np.exp({any})) * 0.1)", "{new.val} = np.diff({any}, prepend={num})",
    )),
    Feature("reductions by ufuncs", 1.5, one_of(
        "{num} = np.add.reduce({vector})", "{num} = np.multiply.reduce(np.tanh({vector}))",
        "{new.mat} = np.multiply.outer({vector}, {any})", "{num} = np.maximum.reduce({any} + WEIGHTS)",
    )),
    Feature("interpolation", 1.5, one_of(
        "{num} = np.interp({num} * 0.37 + 0.11, np.arange(4.0), {vector})",
        "{new.val} = np.interp({any} * 0.41 + 0.13, [0.0, 1.0], {pair})",
    )),
    # picking and shaping
    Feature("np.select", 1.5, lines("{new.val} = np.select([{mask}, {mask}], [{vector}, {any} * 2.0], default={num})")),
    Feature("take and put", 2, one_of(
        "{num} = np.sum(np.take({vector}, [1, 3, 1]))", "np.put({vec}, [0, 2], {number})",
        "{new.val} = np.take_along_axis({any}, ids, axis=0)", "np.put({vec}, ids, {vector})",
        "np.putmask({vec}, {mask}, {num})",
    )),
    Feature("tile and repeat", 1.5, one_of(
        "{new.val} = np.tile({pair}, 2)", "{new.val} = np.repeat({pair}, 2)", "{new.val} = np.repeat({pair}, [3, 1])",
    )),
    Feature("split", 2, one_of(
        "{new.two}, {new.two} = np.split({vec}, 2)\n@[{index2}] {=} {number}",
        "{new.two}, {new.two} = np.array_split({any}, 2)\n{num} = np.tanh(@[0] * @[1])",
    )),
    Feature("pad", 1.5, one_of(
        "{new.val} = np.pad({pair}, 1)", '{new.val} = np.pad({pair}, (0, 2), mode="edge")',
        '{new.val} = np.pad({pair}, 1, mode="reflect")', "{new.val} = np.append({pair}, [{number}, {num}])",
    )),
    Feature("triangles and diagonals", 2.5, one_of(
        "{new.mat} = np.tril({matrix})", "{new.mat} = np.diag({vector})", "{new.val} = np.diag({matrix})",
        "{new.mat} = np.triu({mat}, 1) * {num}", "{num} = {mat}.diagonal()[{index}]",
    )),
    Feature("axes moved", 2.5, one_of(
        "{new.mat} = np.moveaxis({matrix}, 0, 1)", "{num} = np.sum(np.swapaxes({mat}, 0, 1)[1:] * {num})",
        "{new.val} = np.squeeze({any}[None, :] * {num}, axis=0)", "{new.mat} = np.broadcast_to({vector}, (4, 4)) * 1.0",
    )),
    Feature("flipped", 2.5, one_of(
        "{new.val} = np.flip({vector})", "{new.mat} = np.rot90({matrix})", "{new.mat} = np.flip({mat}, axis=1)",
    )),
    Feature("a matrix as flat", 2.5, _flat),
    Feature("items as flat", 2.5, one_of(
        "{mat}.flat[{int} % 16] {=} {number}", "{mat}.flat[1:3] = {pair}", "{num} = {mat}.flat[{digit}]",
    )),
    Feature("methods of arrays", 2, one_of(
        "{new.val} = {any}.clip(-0.5, 0.7)", "{num} = {any}.dot({vector})", "{num} = np.tanh({mat}.trace())",
        "{new.val} = {mat}.flatten()[::4] * {num}", "{new.val} = {any}.cumsum() * 0.3", "{num} = {mat}.max()",
        "{new.val} = {any}.astype(float) * {num}", "{new.val} = {any}.take([3, 0, 0, 1])",
    )),
    # Python's library
    Feature("heap", 1.5, _heaped),
    Feature("bisected list", 1.5, one_of(
        "{new.items} = [0.1, 0.5]\nbisect.insort(@, {number})\n{num} = @[0] - @[-1] * 0.5",
        "{num} = bisect.bisect([-0.3, 0.2, 0.9], {number}) * {num} * 0.2",
    )),
    Feature("rows to columns", 2, one_of(
        "{new.more}, {new.pack} = zip(*[(z, z * {num}) for z in {any}])\n{num} = np.tanh(sum(@))",
        "{new.pack} = list(zip(*[({number}, {num}), ({num}, 0.5)]))\n{num} = @[0][1] * @[1][0]",
    )),
    Feature("zip of what is longer, round, or chosen", 1.5, one_of(
        "{num} = np.tanh(sum([y * z for y, z in itertools.zip_longest({any}, [{num}], fillvalue=0.3)]))",
        "{num} = np.tanh(sum([y * z for y, z in zip({any}, itertools.cycle([{num}, -1.0]))]))",
        "{num} = np.tanh(sum(itertools.compress({any}, [1, 0, 1, 1])) * {num})",
    )),
    Feature("taken while, filtered", 1.5, one_of(
        "{num} = np.tanh(sum(itertools.takewhile(lambda z: z < 0.8, {any})) + {num})",
        "{num} = np.tanh(sum(filter(lambda z: z > 0.1, {any})) * {num})",
        "{num} = sum(1 for z in {any} if z > {num}) * {num} * 0.2",
    )),
    Feature("reduced by a function", 2, one_of(
        "{num} = np.tanh(functools.reduce(lambda y, z: y * 0.5 + z, {any}, {number}))",
        "{num} = np.tanh(functools.reduce(operator.mul, [{number}, {number}, 0.7]))",
        "{num} = np.tanh(math.prod([{number}, {num}]) + math.fsum([{num}, {number}]))",
    )),
    Feature("list of a computed length, changed", 2, one_of(
        _OPEN + "@[1:2] = [{number}, {number}]\n{num} = np.tanh(sum(@))",
        _OPEN + "del @[:1]\n{num} = np.tanh(sum(@)) + len(@)", _OPEN + "@ *= 2\n{num} = np.tanh(sum(@))",
        _OPEN + "@.insert(1, {number})\n@.reverse()\n{num} = np.tanh(@[0])",
        _OPEN + "@ = @[:2] + [{number}]\n@.append({num})\n{num} = np.tanh(@[0] * @[-1])",
        _OPEN + "@.extend([z * 0.5 for z in @])\n{num} = np.tanh(np.sum(np.array(@) ** 2))",
        _OPEN + "@[:] = [z + {num} for z in @]\n{num} = np.tanh(sum(@))",
    )),
)  # fmt: skip
