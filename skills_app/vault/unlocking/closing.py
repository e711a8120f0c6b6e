"""Closing all that is open in a browser: its space, its session, its cookies."""

import logging
import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from skills_app.vault.database import wait_at_most
from skills_app.vault.unlocking.owed import is_owed
from skills_app.vault.unlocking.sessions import session_digest
from skills_app.vault.unlocking.unlocks import close_space

logger = logging.getLogger(__name__)

# How long each of the two deletions may wait for another writer while a person waits.
PATIENCE: Final = 200  # milliseconds
COOKIE_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


# Not the cache: nothing of this site is in it, and clearing it delays the other page
# (docs/decisions/017).
CLEARED: Final = '"cookies", "storage"'
STORAGE: Final = '"storage"'  # where the answer itself brings cookies that are to stay


def close_what_can_be_closed_soon(request: HttpRequest, response: HttpResponse) -> bool:
    """Close everything, without keeping the person here while another writer has the database.

    The cookies are taken back in any case, and what could not be deleted opens nothing any more
    (`owed`). Answers whether all of it was written.
    """
    usual: list[int] = []
    even_if_broken(lambda: usual.append(wait_at_most(PATIENCE)))
    written = close_everything(request, response)
    if usual:
        even_if_broken(lambda: wait_at_most(usual[0]))
    return written


def close_everything(request: HttpRequest, response: HttpResponse) -> bool:
    """Lock the space, end the session, take the cookies back. Answers whether it is written."""
    written: list[bool] = []
    lookup = session_digest(request.session.session_key or "")
    even_if_broken(lambda: written.append(close_space(request)))
    if not even_if_broken(request.session.flush):
        # An emptied session that could not be deleted would be saved again on the way out.
        request.session = type(request.session)()
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME}
    for name in sorted(ours | set(filter(COOKIE_NAME.fullmatch, request.COOKIES))):
        response.delete_cookie(name, samesite="Lax")
    return written == [True] and not is_owed(lookup)


def even_if_broken(step: Callable[[], object]) -> bool:
    """Do one step of leaving; say whether it worked.

    This is the one place that catches everything: no fault may keep a person here.
    """
    try:
        step()
    except Exception:
        logger.exception("A step of leaving failed; the person was let go all the same.")
        return False
    return True
