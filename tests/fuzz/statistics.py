"""What came out of many programs, and how often features and pairs of features occurred."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.fuzz.features import EXCLUSIVE, NAMES, ROWS_OF, features_of
from tests.fuzz.generator import Program
from tests.fuzz.runner import Outcome

EACH, PAIR = 0.01, 0.001  # the shares of the programs that a feature and a pair of features must have


@dataclass
class Statistics:
    """Counts over programs."""

    programs: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    keys: dict[str, Counter[str]] = field(default_factory=dict)
    refusals: dict[str, Counter[str]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    features: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, program: Program, outcome: Outcome) -> None:
        """Count one program."""
        self.occurred(program)
        self.kinds[outcome.kind] += 1
        if outcome.key:
            self.keys.setdefault(outcome.kind, Counter())[outcome.key] += 1
        if outcome.kind == "refused":
            what = outcome.detail.partition(" | ")[0]
            self.refusals.setdefault(outcome.key, Counter())[what] += 1

    def occurred(self, program: Program) -> None:
        """Count the features of one program."""
        self.programs += 1
        names = sorted(features_of(program.rows))
        self.rows.update(program.rows)
        self.features.update(names)
        self.pairs.update(itertools.combinations(names, 2))

    def seldom(self) -> tuple[list[str], list[tuple[str, str]]]:
        """The features and the pairs that occurred less often than they must."""
        features = [n for n in sorted(NAMES) if self.features[n] < EACH * self.programs]
        pairs = [p for p in itertools.combinations(sorted(NAMES), 2) if self.pairs[p] < PAIR * self.programs]
        return features, [p for p in pairs if p not in EXCLUSIVE]

    def report(self, table: bool = False) -> str:
        """Everything as text."""
        return "\n".join([*self._outcomes(), *self._coverage(table)])

    def _outcomes(self) -> Iterable[str]:
        for kind, count in self.kinds.most_common():
            yield f"{kind:>10} {count:6} {100 * count / self.programs:6.2f} %"
            for key, n in self.keys.get(kind, Counter()).most_common():
                yield f"{'':>18}{n:6}  {key}"
                for what, m in self.refusals.get(key, Counter()).most_common(8) if kind == "refused" else ():
                    yield f"{'':>26}{m:6}  {what}"

    def _coverage(self, table: bool) -> Iterable[str]:
        features, pairs = self.seldom()
        yield f"{len(NAMES)} features; {len(features)} in less than 1 %, {len(pairs)} pairs in less than 0.1 %"
        shown = sorted(NAMES, key=lambda n: self.features[n]) if table else features if self.programs >= 1000 else ()
        for name in shown:
            others = [o for o in NAMES if o != name and (name, o) not in EXCLUSIVE]
            counts = [self.pairs[min(name, o), max(name, o)] for o in others]
            share = 100 * self.features[name] / self.programs
            yield f"{share:8.2f} %  {name}  (with others: {min(counts)} to {max(counts)})"
            for row in ROWS_OF[name] if table else ():
                yield f"{'':12}{100 * self.rows[row] / self.programs:6.2f} %  {row}"
