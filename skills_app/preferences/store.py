"""Where comfort choices and places are kept: the session for guests, a sealed row for members.

And the choices before a change of them, for whoever made it to have back.
"""

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.contrib.sessions.backends.base import UpdateError
from django.db import Error
from django.http import HttpRequest

from skills_app.http import GuestRequest, note_unkept, unkept
from skills_app.preferences.keeping import (
    Comfort,
    Keeping,
    first_levels,
    keeping_from_data,
    nothing_kept,
)
from skills_app.preferences.keeping import from_data as comfort_from_data
from skills_app.preferences.models import Profile
from skills_app.vault.crypto import Purpose, SealError
from skills_app.vault.database import is_trouble, tell_operator, waiting_at_most
from skills_app.vault.server_keys.keys import open_from_server, seal_for_server

if TYPE_CHECKING:
    from skills_app.account.models import User

SESSION_KEY: Final = "keeping"
BEFORE: Final = "comfort_before"  # session: the choices as they were, for one-press undo
# Sealed rows are padded, so that their size says little about what was chosen.
PADDED_TO: Final = 1024
PATIENCE: Final = 1500  # milliseconds that a press waits for another writer, to keep what it says

logger = logging.getLogger(__name__)


def load(request: HttpRequest) -> Keeping:
    """What is kept for whoever asks: a member's own row, or the guest's session.

    While it cannot be read, the first choices are shown, and they are not kept over it.
    """
    if request.user.is_authenticated:
        try:
            return load_for_member(request.user) or nothing_kept()
        except Error as error:
            note_unkept(request, tell_operator(error))
            return nothing_kept()
    return keeping_from_data(request.session.get(SESSION_KEY))


def save(request: GuestRequest, keeping: Keeping) -> None:
    """Keep it if it can be kept, and let the rest of this request see it in any case.

    A member's row is written here and now; a guest's session with the answer, or by `settle`. Also
    where no cookie came along: it may have been the first press, and the next brings one.
    """
    request.keeping = keeping
    request.comfort = keeping.comfort
    if unkept(request) not in {"", "cookies"}:
        return
    if not request.user.is_authenticated:
        request.session[SESSION_KEY] = keeping.to_data()
        return
    try:
        with waiting_at_most(PATIENCE):
            _save_for_member(request.user, keeping)
    except Error as error:
        if not is_trouble(error):
            raise
        note_unkept(request, tell_operator(error))


def settle(request: HttpRequest) -> bool:
    """Save the session now, so that the page can say what is so; answers whether all is kept.

    What is saved here is not written again with the answer.
    """
    if unkept(request) or not request.session.modified:
        return not unkept(request)
    try:
        with waiting_at_most(PATIENCE):
            request.session.save()
    except UpdateError:  # it ended meanwhile, in another tab
        note_unkept(request, "ended")
    except Error as error:
        if not is_trouble(error):
            raise
        note_unkept(request, tell_operator(error))
    if unkept(request):
        request.session.modified = False
    return not unkept(request)


def say_kept(request: HttpRequest, words: str) -> None:
    """Say what was kept, unless it could not be: the page says that, then."""
    if not unkept(request):
        messages.success(request, words)


def carry_over(session_data: object, user: "User") -> bool:
    """Bring a guest's choices and places into the account they just made or opened.

    A new account takes everything, and one whose choices are the first ones takes the guest's.
    An account with choices of its own keeps them, with what the guest avoids left out as well;
    the guest's places only fill gaps. True when the account's own choices changed by this.
    """
    if session_data is None:
        return False
    guest = keeping_from_data(session_data)
    own = load_for_member(user)
    if own is None:
        _save_for_member(user, guest)
        return False
    joined = own.with_guests(guest)
    _save_for_member(user, joined)
    return own.comfort != nothing_kept().comfort and joined.comfort != own.comfort


def load_for_member(user: "User") -> Keeping | None:
    sealed = Profile.objects.filter(user=user).values_list("sealed", flat=True).first()
    if sealed is None:
        return None
    try:
        plain = open_from_server(Purpose.PROFILE, bytes(sealed), user.pk.bytes)
        return keeping_from_data(json.loads(plain))
    except (SealError, ValueError):
        # Help must open even when the row was damaged; the first choices are the safe ones.
        logger.error("A member's comfort choices could not be opened; showing the first ones.")
        return nothing_kept()


def _save_for_member(user: "User", keeping: Keeping) -> None:
    plain = json.dumps(keeping.to_data(), separators=(",", ":")).encode()
    padded = plain.ljust(-(-len(plain) // PADDED_TO) * PADDED_TO)
    sealed = seal_for_server(Purpose.PROFILE, padded, user.pk.bytes)
    Profile.objects.update_or_create(user=user, defaults={"sealed": sealed})


def change(request: GuestRequest, comfort: Comfort) -> None:
    """Keep the new choices and remember the old ones, unless they are the same."""
    before = request.comfort.to_data()
    if comfort != request.comfort:
        save(request, request.keeping.with_comfort(comfort))
        if not unkept(request):
            request.session[BEFORE] = {"who": who(request), "comfort": before}


def comfort_before(request: GuestRequest) -> Comfort | None:
    """The choices before the last change, if it was the same person who made it."""
    kept = request.session.get(BEFORE)
    if not isinstance(kept, Mapping) or kept.get("who") != who(request):
        return None
    return comfort_from_data(kept.get("comfort"), first_levels())


def who(request: GuestRequest) -> str:
    """Whose press it is: a member's key, or "" for a guest."""
    return str(request.user.pk) if request.user.is_authenticated else ""
