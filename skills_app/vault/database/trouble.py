"""What a database that takes or gives nothing just now is to be called.

full: no room left · busy: another has it, or no answer came in time · read_only: it can be read
and takes nothing · damaged: what is there cannot be read · gone: it is not there.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from django.db import DataError, Error, IntegrityError, NotSupportedError, ProgrammingError

Trouble = Literal["full", "busy", "read_only", "damaged", "gone", "too_large"]

# As SQLite and PostgreSQL say it; the first that fits counts.
SAID: tuple[tuple[Trouble, tuple[str, ...]], ...] = (
    ("full", ("disk is full", "is full", "no space left", "disk full", "quota exceeded")),
    ("read_only", ("readonly", "read-only", "read only")),
    (
        "damaged",
        ("malformed", "not a database", "corrupt", "disk i/o error", "invalid page", "read block"),
    ),
    (
        "gone",
        (
            "no such table",
            "no such column",
            "unable to open",
            "does not exist",
            "refused",
            "could not connect",
            "connection failed",
            "could not translate",
            "failed to resolve",
            "is closed",
            "already closed",
            "closed the connection",
            "terminating connection",
            "shutting down",
            "starting up",
            "no route",
        ),
    ),
)
REMEDIES: dict[Trouble, str] = {
    "full": "The disk of the database is full. Make room on it.",
    "busy": "The database does not answer in time. Another program may hold it.",
    "read_only": (
        "The database can be read and not written to. Make its folder and its files writable for"
        " the user that runs the site."
    ),
    "damaged": (
        "The database cannot be read: it is damaged, or something else was put in its place. Stop"
        " the site and put a backup back (docs/operating.md)."
    ),
    "gone": (
        "The database, or a table of it, is not there or not reached. See that it runs and that"
        " its folder is there; put a backup back, or run “manage.py prepare” for a new one."
    ),
    "too_large": "What was sent is larger than the database takes.",
}

logger = logging.getLogger(__name__)


def is_trouble(error: BaseException | None) -> bool:
    """Whether it is the database that fails, and not what was asked of it."""
    if isinstance(error, ProgrammingError):
        return _named(error) is not None  # a table that is gone, as PostgreSQL says it
    return isinstance(error, Error) and not isinstance(
        error, IntegrityError | DataError | NotSupportedError
    )


@contextmanager
def unless_in_trouble() -> Iterator[None]:
    """For what can be left undone: it is, when the database fails in any way.

    Told, but for one that is busy: such things hardly wait.
    """
    try:
        yield
    except Error as error:
        if not is_trouble(error):
            raise
        if trouble_of(error) != "busy":
            tell_operator(error)


def trouble_of(error: Error) -> Trouble:
    return _named(error) or "busy"


def remedy_for(error: BaseException) -> str | None:
    """What is wrong with the database and what to do, with its own words; None if it is not it."""
    if not isinstance(error, Error) or not is_trouble(error):
        return None
    return f"{REMEDIES[trouble_of(error)]} It says: {error}"


def _named(error: Error) -> Trouble | None:
    said = str(error).lower()
    return next((kind for kind, words in SAID if any(word in said for word in words)), None)


def tell_operator(error: Error) -> Trouble:
    """Say in the log, once until it changes, what is wrong and what to do; answers its name."""
    kind = trouble_of(error)
    if kind not in _told:
        _told.clear()
        _told.add(kind)
        # Whole: the logs leave out whatever is put into a sentence later (exits/logs.py).
        said = f"{REMEDIES[kind]} Tools, people and leaving go on working meanwhile."
        logger.error(said)
    return kind


def all_is_well() -> None:
    """The database took something: the next trouble is told again."""
    _told.clear()


_told: set[Trouble] = set()
