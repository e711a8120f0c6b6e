"""Browser sessions of which a stolen database holds neither the cookie nor the contents.

While the database fails, a session that cannot be read is an empty one that is never saved: what
is kept stays as it is, and once the trouble is over the same cookie finds it again.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any, Literal

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import (
    VALID_KEY_CHARS,
    CreateError,
    SessionBase,
    UpdateError,
)
from django.db import DatabaseError, Error, IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from skills_app.vault.models import StoredSession
from skills_app.vault.owed import is_owed, owe
from skills_app.vault.padding import pad, unpad
from skills_app.vault.sealing import Purpose, SealError
from skills_app.vault.server_keys import open_from_server, seal_for_server
from skills_app.vault.trouble import Trouble, all_is_well, is_trouble, tell_operator


def session_digest(session_key: str) -> bytes:
    """32 bytes that find a session's row without being its cookie."""
    return hashlib.sha256(session_key.encode("utf-8")).digest()


class SessionStore(SessionBase):
    """Django's session engine over `StoredSession`.

    `trouble` says why it can be neither read nor saved just now.
    """

    trouble: Trouble | Literal["", "ended"] = ""
    _written: tuple[str, bytes] | None = None

    def load(self) -> dict[str, Any]:
        """A session that is gone, over or changed is an empty new one under a new key."""
        lookup = session_digest(self.session_key or "")
        try:
            blob = (
                StoredSession.objects.filter(lookup=lookup, expires_at__gt=timezone.now())
                .values_list("blob", flat=True)
                .first()
            )
        except Error as error:
            # Not a new key: the cookie is to fit again when the trouble is over.
            self.trouble = tell_operator(error)
            return {}
        if blob is not None and not is_owed(lookup):
            try:
                data = json.loads(unpad(open_from_server(Purpose.SESSION, bytes(blob), lookup)))
            except (SealError, ValueError):
                pass
            else:
                if isinstance(data, dict):
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
        plain = json.dumps(data, separators=(",", ":")).encode("ascii")
        if not must_create and self._written == (self.session_key, plain):
            return
        blob = seal_for_server(Purpose.SESSION, pad(plain), lookup)
        expires_at = _next_hour(self.get_expiry_date())
        if not must_create:
            try:
                with transaction.atomic():
                    found = StoredSession.objects.filter(lookup=lookup).update(
                        blob=blob, expires_at=expires_at
                    )
            except DatabaseError as error:
                # Busy or full, say, for now. Django would take an UpdateError for a request that
                # was wrong (400), when all of it may have been kept but the message that says so.
                if is_trouble(error):
                    raise
                raise UpdateError from error
            if not found:
                raise UpdateError
        else:
            try:
                with transaction.atomic():
                    StoredSession.objects.create(lookup=lookup, blob=blob, expires_at=expires_at)
            except IntegrityError as error:
                raise CreateError from error
        self._written = (self.session_key, plain)
        all_is_well()

    def delete(self, session_key: str | None = None) -> None:
        """A row that can not be deleted just now is the same as none from here on."""
        session_key = session_key or self.session_key
        if session_key is None:
            return
        lookup = session_digest(session_key)
        try:
            StoredSession.objects.filter(lookup=lookup).delete()
        except DatabaseError:
            owe(lookup)

    @classmethod
    def clear_expired(cls) -> None:
        StoredSession.objects.filter(expires_at__lt=timezone.now()).delete()


def _next_hour(moment: datetime) -> datetime:
    """Rounded up, so that the row does not tell the minute somebody was here."""
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(hours=1)


def end_sessions_of(user_id: str) -> int:
    """Delete every browser session of a member; answers how many.

    Which row is whose is sealed too, so each one is opened: this is for erasing an account.
    """
    mine = []
    for lookup, blob in StoredSession.objects.values_list("lookup", "blob").iterator():
        try:
            sealed = open_from_server(Purpose.SESSION, bytes(blob), bytes(lookup))
            data = json.loads(unpad(sealed))
        except (SealError, ValueError):
            continue
        if isinstance(data, dict) and data.get(SESSION_KEY) == user_id:
            mine.append(bytes(lookup))
    for lookup in mine:
        StoredSession.objects.filter(lookup=lookup).delete()
    return len(mine)
