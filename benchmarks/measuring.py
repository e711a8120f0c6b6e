"""Times several ways of doing one thing in turn, so that a busy moment falls on all alike."""

import gc
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


def race(ways: Mapping[str, Work], *, rounds: int, times: int = 1) -> dict[str, float]:
    """Seconds each way takes at its best, of `rounds` rounds of `times` goes each.

    The best, since whatever else the machine does only ever adds. Each way goes once before,
    unmeasured, and the order turns about from round to round.
    """
    for work in ways.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        names = list(ways) if number % 2 else list(reversed(ways))
        for name in names:
            work = ways[name]
            gc.collect()
            begun = time.perf_counter()
            for _ in range(times):
                work()
            taken[name].append((time.perf_counter() - begun) / times)
    return {name: min(each) for name, each in taken.items()}


@dataclass(frozen=True)
class Line:
    """One figure beside its goal. Smaller is better."""

    what: str
    figure: float
    goal: float | None
    unit: str = "×"
    detail: str = ""

    @property
    def is_met(self) -> bool:
        return self.goal is None or self.figure <= self.goal

    def __str__(self) -> str:
        goal, verdict = "no goal", ""
        if self.goal is not None:
            goal, verdict = f"goal ≤ {self.goal:g}", "met" if self.is_met else "NOT MET"
        shown = f"{self.figure:7.2f} {self.unit:<2} {goal}"
        return f"  {self.what:<47} {shown:<25} {verdict:<8} {self.detail}".rstrip()


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"
