"""A bar on a terminal, and a line at every tenth part elsewhere; and a calm end on Ctrl+C."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError, OutputWrapper

WIDTH = 30
STOPPED = 130  # what a shell expects of a program that was stopped with Ctrl+C


@contextmanager
def stoppable(words: str) -> Iterator[None]:
    """When someone stops the command: what is true then, and not a trace of calls."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise CommandError(f"Stopped. {words}", returncode=STOPPED) from stop


class ProgressLine:
    """Call `add` as work is done, and `end` when it is over."""

    def __init__(self, out: OutputWrapper, label: str, total: int) -> None:
        self.out = out
        self.label = label
        self.total = total
        self.done = 0
        self.tenth = 0

    def add(self, count: int = 1) -> None:
        self.done += count
        share = min(self.done / self.total, 1) if self.total else 1
        if self.out.isatty():
            bar = ("█" * round(share * WIDTH)).ljust(WIDTH, "·")
            line = f"\r{self.label} {bar} {self.done:,} of {self.total:,}"
            self.out.write(line, str, ending="")
            self.out.flush()
        elif int(share * 10) > self.tenth:
            self.tenth = int(share * 10)
            line = f"{self.label}: {self.tenth * 10} %, {self.done:,} of {self.total:,}"
            self.out.write(line, str)

    def end(self) -> None:
        if self.out.isatty() and self.done:
            self.out.write("", str)
