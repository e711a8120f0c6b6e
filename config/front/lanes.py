"""Which of the few threads answers a request, so that what matters most waits for nothing else.

Guarantee: a request waits only for others of its own lane. Leaving waits for leaving alone. Where
derivations are asked for, there is one thread more than can be at the gate (vault/crypto/gate):
it turns away who comes then, and leaves the interpreter to the readers.
"""

from concurrent.futures import ThreadPoolExecutor
from enum import Enum


class Lane(Enum):
    """The lanes, each with its number of threads in one process; they are begun when needed."""

    LEAVING = ("leaving", 2)  # someone waits to be gone
    LOCKING = ("locking", 2)  # a beacon, the cover, "lock now", signing out: may wait to write
    HELP = ("help", 4)  # tools, skills, people: waits for nobody who waits for the database
    READING = ("reading", 4)  # whatever else is only shown
    KEYS = ("keys", 8)  # what is sent to the account and the space: may wait at the gate
    SENDING = ("sending", 8)  # whatever else is sent; an editor may bring a passphrase along

    def __init__(self, label: str, threads: int) -> None:
        self.label = label
        self.threads = threads


HELP = ("/now/", "/skills/", "/tools/", "/words/", "/people/", "/comfort/", "/safety/")
# The beginnings of paths, the more particular first.
LANES = (
    ("/leave/", Lane.LEAVING),
    ("/lock/", Lane.LOCKING),
    ("/cover/", Lane.LOCKING),
    ("/space/lock", Lane.LOCKING),
    ("/account/out/", Lane.LOCKING),
    *((beginning, Lane.HELP) for beginning in HELP),
    ("/space/", Lane.KEYS),
    ("/account/", Lane.KEYS),
)
ONLY_SHOWN = frozenset({"GET", "HEAD", "OPTIONS"})
# What is answered even when not all of a body came: nobody stays because a line was slow.
NEVER_REFUSED = ("/leave/", "/lock/")


def lane_of(method: str, path: str) -> Lane:
    found = next((lane for beginning, lane in LANES if path.startswith(beginning)), None)
    if path == "/":
        return Lane.HELP
    if found in {Lane.LEAVING, Lane.HELP} or method not in ONLY_SHOWN:
        return found or Lane.SENDING
    return Lane.READING


class Threads:
    """The threads of one process, a pool a lane."""

    def __init__(self) -> None:
        self.pools = {
            lane: ThreadPoolExecutor(lane.threads, thread_name_prefix=lane.label) for lane in Lane
        }

    def of(self, lane: Lane) -> ThreadPoolExecutor:
        return self.pools[lane]
