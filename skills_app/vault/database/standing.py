"""Whether this process may ask its database: once each server key opened its canary there.

Guarantee: a process that serves beside a database that is cut, held or gone reads nothing of it,
writes nothing and seals nothing, until the keys were seen to be the right ones. So help can be
there from the first moment, and a wrong key still touches nobody's words. What does not serve, a
command or a test, looks at the keys by itself.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection

from skills_app.vault.database import patience
from skills_app.vault.database.trouble import Trouble, all_is_well, is_trouble, tell_operator

TRY_AT_MOST_EVERY: Final = 1.0  # seconds

Prove = Callable[[], None]  # raises ImproperlyConfigured, or the database's own error

logger = logging.getLogger(__name__)


@dataclass
class Standing:
    """Of this process. `waits_for` is why it may not ask its database yet; `said`, in its words."""

    prove: Prove | None = None
    waits_for: Trouble | None = None
    said: str = ""
    refused: str = ""
    next_try: float = 0.0


_now = Standing()
_one_at_a_time = threading.Lock()
_here = threading.local()


def begin(prove: Prove) -> None:
    """Call once, as a process begins to serve.

    Raises: ImproperlyConfigured, when the database can be asked and the keys are not its own.
    """
    _now.prove, _now.waits_for, _now.refused = prove, None, ""
    try:
        _try(prove)
    except Error as error:
        if not is_trouble(error):
            raise
        _wait_for(error)


def come_back() -> Trouble | None:
    """Why the database may not be asked, after trying once more where that is due."""
    if _now.waits_for is None or _now.prove is None:
        return None
    if time.monotonic() < _now.next_try or not _one_at_a_time.acquire(blocking=False):
        return _now.waits_for
    try:
        if _now.waits_for is not None:
            _try_again(_now.prove)
    finally:
        _one_at_a_time.release()
    return _now.waits_for


def why_not() -> str:
    """What the database, or the keys, said when this process last tried; nothing when it may ask.

    Asked before each new connection.
    """
    waits = _now.waits_for is not None and not getattr(_here, "tries", False)
    return _now.said if waits else ""


def serves() -> bool:
    """Whether a database that is not there is to be waited for, and not made."""
    return _now.prove is not None


def _try_again(prove: Prove) -> None:
    try:
        _try(prove)
    except Error as error:
        _wait_for(error)
    except ImproperlyConfigured as error:
        # It can be asked now, and these are not its keys, or it is not of this version.
        _now.said = _now.refused = str(error)
        _now.waits_for = "gone"
        logger.critical(_now.refused)
    else:
        _now.waits_for = None
        all_is_well()
        logger.warning("The database is there again, and the server keys are its own.")


def _try(prove: Prove) -> None:
    _here.tries = True
    try:
        with patience.waiting(patience.Waits.HARDLY):
            prove()
    finally:
        _here.tries = False
        connection.close()
        _now.next_try = time.monotonic() + TRY_AT_MOST_EVERY


def _wait_for(error: Error) -> None:
    _now.said = str(error) or type(error).__name__
    _now.waits_for = tell_operator(error)
