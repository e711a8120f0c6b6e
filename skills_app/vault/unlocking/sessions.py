"""Browser sessions of which a stolen database holds neither the cookie nor the contents.

A sign-in ends a day after its session last changed, and seven days after it began, whatever
happens meanwhile. When that was, and on what kind of device, is sealed in the session itself.

While the database fails, a session that cannot be read is an empty one that is never saved: what
is kept stays as it is, and once the trouble is over the same cookie finds it again.

Two tabs may change one session at once: of each entry the newest change stays, whichever request
is saved last.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import (
    VALID_KEY_CHARS,
    CreateError,
    SessionBase,
    UpdateError,
)
from django.db import Error, IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string

from skills_app.vault.crypto import Purpose, SealError, pad, unpad
from skills_app.vault.database import Trouble, all_is_well, is_trouble, tell_operator
from skills_app.vault.models import StoredSession
from skills_app.vault.server_keys.keys import name_lookup, open_from_server, seal_for_server
from skills_app.vault.unlocking.owed import is_owed, owe

SIGNED_IN: Final = "signed_in"  # the hour it began, and the kind of device
AN_HOUR: Final = timedelta(hours=1)
GROUPS: Final = 256


def session_digest(session_key: str) -> bytes:
    """32 bytes that find a session's row without being its cookie."""
    return hashlib.sha256(session_key.encode("utf-8")).digest()


class SessionStore(SessionBase):
    """Django's session engine over `StoredSession`.

    `trouble` says why it can be neither read nor saved just now.
    """

    trouble: Trouble | Literal["", "ended"] = ""
    _written: tuple[str, bytes] | None = None
    _row: bytes = b""  # as it was read, or written, by this request

    def load(self) -> dict[str, Any]:
        """A session that is gone, over or changed is an empty new one under a new key."""
        if self.trouble:
            return {}
        lookup = session_digest(self.session_key or "")
        try:
            blob = (
                StoredSession.objects.filter(_not_over(), lookup=lookup)
                .values_list("blob", flat=True)
                .first()
            )
        except Error as error:
            # Not a new key: the cookie is to fit again when the trouble is over.
            self.trouble = tell_operator(error)
            return {}
        self._row = bytes(blob or b"")
        data = None if blob is None or is_owed(lookup) else _data_in(self._row, lookup)
        if data is not None and not _is_over(data):
            if SESSION_KEY in data and SIGNED_IN not in data:  # from before this was noted
                data[SIGNED_IN] = [_this_hour().isoformat(), ""]
                self.modified = True
            return data
        self._session_key = None
        return {}

    def exists(self, session_key: str | None = None) -> bool:
        return StoredSession.objects.filter(lookup=session_digest(session_key or "")).exists()

    def create(self) -> None:
        while True:
            self._session_key = get_random_string(32, VALID_KEY_CHARS)
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Raises CreateError or UpdateError as Django's own engines do.

        The same data is not written twice. What could not be read is left as it is.
        """
        if self.trouble:
            return
        if self.session_key is None:
            self.create()
            return
        lookup = session_digest(self.session_key)
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # no stub
        if self.trouble:
            return
        if self.session_key is None:
            # Loading just now found the row gone; an update must not bring it back.
            raise UpdateError
        if not must_create and self._written == (self.session_key, _plain(data)):
            return
        if must_create:
            self._insert(lookup, data)
        else:
            self._update(lookup, data)
        all_is_well()

    def _insert(self, lookup: bytes, data: dict[str, Any]) -> None:
        columns = self._columns(lookup, data)
        try:
            with transaction.atomic():
                StoredSession.objects.create(lookup=lookup, **columns)
        except IntegrityError as error:
            raise CreateError from error
        self._note(data, columns)

    def _update(self, lookup: bytes, data: dict[str, Any]) -> None:
        """Over the row as it was read; into one that changed since, only what changed here."""
        rows = StoredSession.objects.filter(lookup=lookup)
        columns = self._columns(lookup, data)
        try:
            # Nobody else writes within: it begins by writing, and where that is not enough, the
            # row is held.
            with transaction.atomic():
                found = rows.filter(blob=self._row).update(**columns)
                held = rows.select_for_update().values_list("blob", flat=True)
                blob = None if found else held.first()
                if blob is not None:
                    data = self._into(bytes(blob), lookup, data)
                    columns = self._columns(lookup, data)
                    found = rows.update(**columns)
        except Error as error:
            # Busy or full, say, for now. Django would take an UpdateError for a request that
            # was wrong (400), when all of it may have been kept but the message that says so.
            if is_trouble(error):
                raise
            raise UpdateError from error
        if not found:
            raise UpdateError
        self._note(data, columns)

    def _into(self, blob: bytes, lookup: bytes, mine: dict[str, Any]) -> dict[str, Any]:
        was, now = _data_in(self._row, lookup), _data_in(blob, lookup)
        if was is None or now is None:
            return mine
        return changed_alike(was, json.loads(_plain(mine)), now)

    def _columns(self, lookup: bytes, data: dict[str, Any]) -> dict[str, Any]:
        user_id = data.get(SESSION_KEY)
        return {
            "blob": seal_for_server(Purpose.SESSION, pad(_plain(data)), lookup),
            "expires_at": _next_hour(self.get_expiry_date()),
            "group": None if user_id is None else _group_of(user_id),
        }

    def _note(self, data: dict[str, Any], columns: dict[str, Any]) -> None:
        self._session_cache = data
        self._row = columns["blob"]
        self._written = (str(self.session_key), _plain(data))

    def delete(self, session_key: str | None = None) -> None:
        session_key = session_key or self.session_key
        if session_key is not None:
            _end(session_digest(session_key))

    @classmethod
    def clear_expired(cls) -> None:
        StoredSession.objects.exclude(_not_over()).delete()


def _plain(data: dict[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode("ascii")


def changed_alike(was: dict[str, Any], mine: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """`now`, with what makes the difference between `was` and `mine`: entry by entry."""
    gone = object()
    changed = {name for name in was | mine if was.get(name, gone) != mine.get(name, gone)}
    return {name: value for name, value in now.items() if name not in changed} | {
        name: value for name, value in mine.items() if name in changed
    }


def _next_hour(moment: datetime) -> datetime:
    """Rounded up, so that the row does not tell the minute somebody was here."""
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(hours=1)


def _this_hour() -> datetime:
    """Rounded down: enough to know a sign-in by, and no minute of anyone's."""
    return timezone.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _not_over() -> Q:
    """Past its time, or so far off that the clock must have been set back since: both are over."""
    now = timezone.now()
    longest = timedelta(seconds=settings.SESSION_COOKIE_AGE) + AN_HOUR
    return Q(expires_at__gt=now, expires_at__lte=now + longest)


def _is_over(data: dict[str, Any]) -> bool:
    """Whether the sign-in began too long ago, or later than now."""
    if SESSION_KEY not in data or SIGNED_IN not in data:
        return False
    try:
        age = timezone.now() - datetime.fromisoformat(data[SIGNED_IN][0])
    except (LookupError, TypeError, ValueError):
        return True
    return not timedelta(0) <= age < timedelta(days=settings.SIGN_IN_MOST_DAYS)


def _group_of(user_id: str) -> int:
    """One of 256, by a keyed hash: few enough that no group is anyone's for sure."""
    return int(name_lookup(f"session of {user_id}")[:8], 16) % GROUPS


def _data_in(blob: bytes, lookup: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(unpad(open_from_server(Purpose.SESSION, blob, lookup)))
    except (SealError, ValueError):
        return None
    return data if isinstance(data, dict) else None


# --- the sessions of one member -------------------------------------------------------


@dataclass(frozen=True)
class SignedIn:
    """A browser in which a member is signed in. `device`: "phone", "tablet", "computer" or ""."""

    id: str
    is_here: bool
    device: str
    since: datetime | None


def note_sign_in(request: HttpRequest) -> None:
    """From now on the session knows when its sign-in began, to the hour, and on what."""
    request.session[SIGNED_IN] = [_this_hour().isoformat(), _device(request)]


def list_sessions(request: HttpRequest) -> list[SignedIn]:
    """This browser first, then the newest."""
    here = session_digest(request.session.session_key or "")
    found = [
        SignedIn(lookup.hex(), lookup == here, *_signed_in(data))
        for lookup, data in _sessions_of(str(request.user.pk))
    ]
    first = datetime.min.replace(tzinfo=UTC)
    found.sort(key=lambda one: one.since or first, reverse=True)
    return sorted(found, key=lambda one: not one.is_here)


def end_session(request: HttpRequest, session_id: str) -> bool:
    """End one session of whoever is signed in here, by the id that `list_sessions` gave.

    From now on it opens nothing. Answers whether that is written.
    """
    mine = [lookup for lookup, _data in _sessions_of(str(request.user.pk))]
    return _end_each(lookup for lookup in mine if lookup.hex() == session_id)


def end_other_sessions(request: HttpRequest) -> bool:
    """From now on they open nothing. Answers whether that is written."""
    here = session_digest(request.session.session_key or "")
    mine = [lookup for lookup, _data in _sessions_of(str(request.user.pk))]
    return _end_each(lookup for lookup in mine if lookup != here)


def _end_each(lookups: Iterable[bytes]) -> bool:
    written = [_end(lookup) for lookup in lookups]  # every one, whatever became of another
    return all(written)


def _end(lookup: bytes) -> bool:
    """A row that can not be deleted just now is the same as none from here on."""
    try:
        with transaction.atomic():
            StoredSession.objects.filter(lookup=lookup).delete()
    except Error:
        owe(lookup)
        return False
    return True


def end_sessions_of(user_id: str) -> int:
    """Delete every browser session of a member; answers how many."""
    mine = [lookup for lookup, _ in _sessions_of(user_id)]
    for lookup in mine:
        StoredSession.objects.filter(lookup=lookup).delete()
    return len(mine)


def _sessions_of(user_id: str) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Which row is whose is sealed, so each row of the group is opened."""
    rows = StoredSession.objects.filter(_not_over(), group=_group_of(user_id))
    for lookup, blob in rows.values_list("lookup", "blob").iterator():
        data = _data_in(bytes(blob), bytes(lookup))
        if data is None or data.get(SESSION_KEY) != user_id or _is_over(data):
            continue
        if not is_owed(bytes(lookup)):
            yield bytes(lookup), data


def _signed_in(data: dict[str, Any]) -> tuple[str, datetime | None]:
    since, device = data.get(SIGNED_IN) or ["", ""]
    return str(device), datetime.fromisoformat(since) if since else None


def _device(request: HttpRequest) -> str:
    """A kind, and no more: what the browser calls itself is not kept."""
    said = request.headers.get("User-Agent", "")
    if re.search(r"iPad|Tablet|Android(?!.*Mobile)", said):
        return "tablet"
    if re.search(r"Mobi|iPhone|Android", said):
        return "phone"
    return "computer" if re.search(r"Windows|Macintosh|X11|Linux|CrOS", said) else ""
