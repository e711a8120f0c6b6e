"""Closings that could not be written yet: they hold all the same, in every worker, at once.

Locking and signing out delete a row. On a full, held or read-only disk that fails, and whoever has
a copy of the cookies could go on. So the row's lookup (32 bytes that open nothing) goes on a board:
a small file that was made while there was room, mapped into each worker of this machine, so that
marking it needs no room and no lock of the database. Nothing on the board opens anything. What is
on it is deleted at the first request that finds the database writable again, and stays on it across
a restart until then. Where not even the board can be made, each worker has one of its own.
"""

import fcntl
import logging
import mmap
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import Error, transaction

from skills_app.vault.database import Waits, waiting, waiting_at_most
from skills_app.vault.models import StoredSession, Unlock

logger = logging.getLogger(__name__)

SIZE: Final = 32  # bytes of a lookup
PLACES: Final = 512
FREE: Final = bytes(SIZE)
TRY_AT_MOST_EVERY: Final = 2.0  # seconds


class Board:
    """Lookups in places of 32 bytes. Takes no room beyond what it was made with."""

    def __init__(self, path: Path | None) -> None:
        """Without a path, or where the file can not be made, in this process alone."""
        self._guard = threading.Lock()
        self._file: int | None = None
        if path is not None:
            with suppress(OSError):
                self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
                # Written, not only made longer: a hole would need room later.
                if os.fstat(self._file).st_size < SIZE * PLACES:
                    os.write(self._file, FREE * PLACES)
                    os.fsync(self._file)
                self._map = mmap.mmap(self._file, SIZE * PLACES)
                return
        self._file = None
        self._map = mmap.mmap(-1, SIZE * PLACES)

    def __contains__(self, lookup: bytes) -> bool:
        return any(lookup == each for each in self)

    def __iter__(self) -> Iterator[bytes]:
        whole = self._map[:]
        if whole.count(0) == len(whole):
            return
        for at in range(0, len(whole), SIZE):
            each = whole[at : at + SIZE]
            if each != FREE:
                yield each

    def put(self, lookup: bytes) -> None:
        """When all places are taken, the first gives way: its row's time runs out by itself."""
        with self._alone():
            places = [self._map[at : at + SIZE] for at in range(0, SIZE * PLACES, SIZE)]
            if lookup in places:
                return
            at = places.index(FREE) if FREE in places else 0
            self._map[at * SIZE : (at + 1) * SIZE] = lookup

    def take(self, lookup: bytes) -> None:
        with self._alone():
            for at in range(0, SIZE * PLACES, SIZE):
                if self._map[at : at + SIZE] == lookup:
                    self._map[at : at + SIZE] = FREE

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._guard:
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)


_boards: dict[Path, Board] = {}
_tried: dict[Path, float] = {}


def board() -> Board:
    """This machine's board; made at the first call, which the server makes as it starts."""
    path = Path(settings.DATA_DIR) / "closings"
    if path not in _boards:
        _boards[path] = Board(path)
    return _boards[path]


def owe(lookup: bytes) -> None:
    """From now on this row opens nothing, whether or not it can be deleted."""
    board().put(lookup)
    logger.warning("A closing could not be written. It holds, and is written when it can be.")


def is_owed(lookup: bytes) -> bool:
    return lookup in board()


def settle() -> None:
    """Delete what is owed, if anything is and the database lets us; never waits, never fails."""
    owed = list(board())
    if not owed:
        return
    path, now = Path(settings.DATA_DIR), time.monotonic()
    if now - _tried.get(path, -TRY_AT_MOST_EVERY) < TRY_AT_MOST_EVERY:
        return
    _tried[path] = now
    try:
        with waiting(Waits.NOT_TO_READ), waiting_at_most(0), transaction.atomic():
            Unlock.objects.filter(lookup__in=owed).delete()
            StoredSession.objects.filter(lookup__in=owed).delete()
    except Error:
        return
    for lookup in owed:
        board().take(lookup)
