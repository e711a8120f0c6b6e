"""Whatever takes long on purpose goes through here one at a time, behind everything else.

One thread a process makes all key derivations and password hashes, at a lower priority than the
pages. Few may wait for it, and not for long: who comes when the line is full is turned away at
once. So guests who make the server hash without end hold neither its threads nor its cores. Who
is signed in already, or brought a proof of work, has places of their own, before the others.
Reading, tools, locking and leaving never come near it.
"""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final, TypeVar

MOST_WAITING: Final = 4  # beside the one whose turn it is; a server has more threads than these
KEPT_FREE: Final = 2  # further places, for those who go before the others
LONGEST: Final = 4.0  # seconds in the line
NICENESS: Final = 19  # on a busy core a page that is drawn gets nearly all of it

Result = TypeVar("Result")


class _Request:
    """Whether this one goes before others; asked only when it comes to a gate."""

    def __init__(self, goes_first: Callable[[], bool]) -> None:
        self.goes_first = goes_first


_request: ContextVar[_Request | None] = ContextVar("request", default=None)


class GateFull(Exception):
    """Too many are waiting, or it took too long. Nothing was done; it can be asked for again."""


class _Job:
    def __init__(self, work: Callable[[], Any], first: bool) -> None:
        self.work = work
        self.first = first
        self.begun = threading.Event()
        self.ended = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None

    def do(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:  # noqa: BLE001  (raised again where it was asked for)
            self.error = error
        finally:
            self.ended.set()


class Gate:
    """A short line before one thread, which is started when it is first needed."""

    def __init__(self, *, most_waiting: int = MOST_WAITING, longest: float = LONGEST) -> None:
        self.most_waiting = most_waiting
        self.longest = longest
        self.niceness = NICENESS
        self.start_anew()

    def start_anew(self) -> None:
        """Nobody waits. In a forked process: it has a copy of the line, and not the thread."""
        self._line: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def look(self, *, first: bool | None = None) -> None:
        """Raises GateFull when who comes now would be turned away."""
        goes_first = _is_first() if first is None else first
        if len(self._line) >= self.most_waiting + (KEPT_FREE if goes_first else 0):
            raise GateFull

    def through(self, work: Callable[[], Result]) -> Result:
        """Do `work` when its turn comes, and answer with its result or its error.

        Hold no lock and no transaction: others may be before you. Work that asks for more work
        has its turn already. Raises GateFull.
        """
        if threading.current_thread() is self._thread:
            return work()
        job = _Job(work, first=_is_first())
        with self._changed:
            self.look(first=job.first)
            before = sum(1 for other in self._line if other.first or not job.first)
            self._line.insert(before, job)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._serve, name="gate", daemon=True)
                self._thread.start()
            self._changed.notify()
        if not job.begun.wait(self.longest):
            with self._changed:
                if job in self._line:
                    self._line.remove(job)
                    raise GateFull
        job.ended.wait()
        if job.error is not None:
            raise job.error
        result: Result = job.result
        return result

    def _serve(self) -> None:
        _step_back(self.niceness)
        while True:
            with self._changed:
                while not self._line:
                    self._changed.wait()
                job = self._line.popleft()
                job.begun.set()
            job.do()


def _step_back(niceness: int) -> None:
    """This thread only; on Linux each has a niceness of its own, and what it starts inherits it."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


@contextmanager
def request_of(goes_first: Callable[[], bool]) -> Iterator[None]:
    """Around one request: whether it goes before others at the gate."""
    token = _request.set(_Request(goes_first))
    try:
        yield
    finally:
        _request.reset(token)


def go_first() -> None:
    """From here on this request does: it brought a proof of work."""
    request = _request.get()
    if request is not None:
        request.goes_first = lambda: True


def _is_first() -> bool:
    request = _request.get()
    return request is not None and request.goes_first()


_gate = Gate()
os.register_at_fork(after_in_child=_gate.start_anew)
through = _gate.through
look = _gate.look
