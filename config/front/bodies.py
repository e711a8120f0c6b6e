"""Reads what is sent, on the event loop, with bounds on time, on each body and on all together.

Guarantee: nobody who sends slowly, half, or too much holds a thread, more memory than `Room`
allows, or anything on a disk.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

Receive = Callable[[], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Bounds:
    """Times are in seconds, sizes in bytes."""

    still: float = 20  # the longest pause between two pieces
    grace: float = 20  # so long nobody asks how fast it comes
    least_rate: int = 500  # after that, so many bytes a second on the whole
    whole: float = 600  # the longest that any body may take
    most: int = 8_000_000  # of one body; Django's own bound is the same
    swallowed: int = 32_000_000  # of one too large, read and let go so that the refusal arrives
    together: int = 64_000_000  # of all bodies that are here at once


class Unread(Exception):
    """A body that will not be read to its end. `status` says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Gone(Exception):
    """Whoever sent it hung up before all of it was here."""


@dataclass(eq=False)
class BodyReading:
    """One body on its way. It can be asked to give way to others."""

    size: int = 0
    gives_way: bool = False
    limit: asyncio.Timeout | None = field(default=None, repr=False)

    def give_way(self) -> None:
        self.gives_way = True
        if self.limit is not None:
            self.limit.reschedule(asyncio.get_running_loop().time())


class Room:
    """What all bodies take up at once in this process, those that wait for a thread included.

    When it runs out, the largest unfinished one gives way. So whoever sends little, or quickly,
    gets through while others hold large halves.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0
        self.unfinished: list[BodyReading] = []

    def take(self, reading: BodyReading, size: int) -> None:
        """Raises: Unread, when there is no room and nobody else to give way."""
        if self.taken + size > self.most:
            others = [each for each in self.unfinished if each is not reading]
            largest = max(others, key=lambda each: each.size, default=None)
            if largest is None or largest.size < reading.size + size:
                raise Unread(HTTPStatus.SERVICE_UNAVAILABLE)
            largest.give_way()
            self.give_back(largest)
        reading.size += size
        self.taken += size

    def give_back(self, reading: BodyReading) -> None:
        """Safe to do twice."""
        self.taken -= reading.size
        reading.size = 0
        if reading in self.unfinished:
            self.unfinished.remove(reading)


class _Pile:
    """The pieces of one body as they come. What is too large is only counted, so that its sender
    can hear so at its end."""

    def __init__(
        self, reading: BodyReading, room: Room, bounds: Bounds, *, too_large: bool
    ) -> None:
        self.reading = reading
        self.room = room
        self.bounds = bounds
        self.too_large = too_large
        self.arrived = 0
        self.pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        """Raises: Unread, when it is far too large, or there is no room."""
        self.arrived += len(piece)
        if self.arrived > self.bounds.swallowed:
            raise Unread(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self.arrived > self.bounds.most and not self.too_large:
            self.too_large = True
            self.pieces.clear()
            self.room.give_back(self.reading)
        if not self.too_large:
            self.room.take(self.reading, len(piece))
            self.pieces.append(piece)


async def read_body(
    receive: Receive, said: int | None, reading: BodyReading, room: Room, bounds: Bounds
) -> bytes:
    """All of a body, or an exception. The caller gives its room back when it is done with it.

    Args:
        said: its length as announced, or None when it comes in pieces of their own lengths.

    Raises:
        Unread: it is too large (413), came too slowly (408), or there is no room now (503).
        Gone: the other side hung up.
    """
    if said is not None and said > bounds.swallowed:
        raise Unread(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    pile = _Pile(reading, room, bounds, too_large=said is not None and said > bounds.most)
    now = asyncio.get_running_loop().time
    began = now()
    room.unfinished.append(reading)
    try:
        async with asyncio.timeout(bounds.still) as reading.limit:
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                more = message.get("more_body", False)
                pile.add(message.get("body", b""))
                if not reading.gives_way:
                    by_rate = began + bounds.grace + pile.arrived / bounds.least_rate
                    latest = min(now() + bounds.still, by_rate, began + bounds.whole)
                    reading.limit.reschedule(latest)
    except TimeoutError as error:
        full = reading.gives_way
        status = HTTPStatus.SERVICE_UNAVAILABLE if full else HTTPStatus.REQUEST_TIMEOUT
        raise Unread(status) from error
    finally:
        if reading in room.unfinished:
            room.unfinished.remove(reading)
    if reading.gives_way:
        raise Unread(HTTPStatus.SERVICE_UNAVAILABLE)
    if pile.too_large:
        raise Unread(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if said is not None and pile.arrived != said:
        raise Gone
    return b"".join(pile.pieces)
