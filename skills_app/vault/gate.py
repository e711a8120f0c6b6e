"""Whatever takes long on purpose goes through here one at a time, behind everything else.

One thread a process makes all key derivations and password hashes, at a lower priority than the
pages. Few may wait for it, and not for long: who comes when the line is full is turned away at
once. So guests who make the server hash without end hold neither its threads nor its cores.
Reading, tools, locking and leaving never come near it.
"""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

MOST_WAITING: Final = 4  # beside the one whose turn it is; a server has more threads than these
LONGEST: Final = 4.0  # seconds in the line
NICENESS: Final = 10  # on a busy core a page that is drawn gets about ten times as much

Result = TypeVar("Result")


class GateFull(Exception):
    """Too many are waiting, or it took too long. Nothing was done; it can be asked for again."""


class _Job:
    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
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

    def look(self) -> None:
        """Raises GateFull when who comes now would be turned away."""
        if len(self._line) >= self.most_waiting:
            raise GateFull

    def through(self, work: Callable[[], Result]) -> Result:
        """Do `work` when its turn comes, and answer with its result or its error.

        Hold no lock and no transaction: others may be before you. Work that asks for more work
        has its turn already. Raises GateFull.
        """
        if threading.current_thread() is self._thread:
            return work()
        job = _Job(work)
        with self._changed:
            self.look()
            self._line.append(job)
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


_gate = Gate()
os.register_at_fork(after_in_child=_gate.start_anew)
through = _gate.through
look = _gate.look
