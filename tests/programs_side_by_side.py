"""The zoo's programs of ``zip_longest``, ``cycle`` and ``compress``, and of counted turns (see `tests.programs`)."""

from itertools import compress, cycle, islice, zip_longest

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4,), (V3,))
def shorter_ones_are_filled_up(x):
    total = 0.0
    for a, b in zip_longest(x, x[1:], fillvalue=2.0):
        total = total * 0.5 + a * b
    for a, b in zip_longest(x, x[2:]):
        total += a if b is None else a * b
    p, q = [v for v in x], [v * v for v in x if v > 0.4]
    both = [a + b for a, b in zip_longest(p, q, fillvalue=0.0)]
    known = sum(a * b for a, b in zip_longest([x[0], x[1]], (x[2], 3.0, x[0]), fillvalue=x[1]))
    return total * both[1] + known * sum(a * b for a, b in zip_longest(q, (1.0, x[0], 2.0, 4.0), fillvalue=3.0))


@program((V4,), (V3,))
def signs_go_round(x):
    total = sum(a * b for a, b in zip(x, cycle([1.0, x[1]])))
    for k, (a, b) in enumerate(zip(cycle((x[0], 2.0, x[2])), range(7))):
        total = total * 0.9 + a * b * k
    for k, a in enumerate(islice(cycle([x[0], x[1]]), 5)):
        total += a * k
    return total


@program((V4,), (V3,))
def some_are_chosen(x):
    total = 1.0
    for v in compress(x, [True, False, x[0] > 9.0, True]):
        total *= v
    else:
        total += 1.0
    a, b = list(compress([x[0], x[1], x[2]], [1, 0, 1]))
    return total * a + b * sum(v * v for v in compress(x, x > 0.4))


@program((V3,), refused="S2S206")
def list_that_goes_round_is_changed(x):
    w, total = [1.0, x[0]], 0.0
    for a, b in zip(x, cycle(w)):
        total += a * b
        w[0] = w[0] * 2.0
    return total


@program((V3,))
def counted_turns_pick_from_what_is_known(x):
    total = 0.0
    for k, _ in enumerate(range(5)):
        total = total * 0.9 + "ab".index("ba"[k % 2]) * x[k % 3]
    for (k, _), b in zip(enumerate(range(4)), range(7)):
        total = total * 0.9 + ({"a": x[0]}, {"a": x[1]})[k % 2]["a"] * b
        if total > 50.0:
            break
    return total
