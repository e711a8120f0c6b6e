"""A space is open for one browser session: its cookie, its session and the server's key together.

None of the three opens anything without the other two, and no two without the row.
"""

import base64
import binascii
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import Error, transaction
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from skills_app.vault.crypto import (
    Head,
    Purpose,
    SealError,
    key_id_of,
    open_sealed,
    seal,
    subkey,
)
from skills_app.vault.database import unless_in_trouble, waiting_at_most
from skills_app.vault.models import Unlock, Vault
from skills_app.vault.server_keys.keys import server_keyring
from skills_app.vault.store import OpenSpace
from skills_app.vault.unlocking.owed import is_owed, owe
from skills_app.vault.unlocking.sessions import session_digest

TOKEN_SIZE: Final = 32
WRITE_AT_MOST_EVERY: Final = timedelta(seconds=30)
LONGEST_IDLE: Final = timedelta(hours=1)  # what anyone can choose
PATIENCE: Final = 200  # milliseconds that a page waits for another writer, only to move the limit
# Attributes kept on the request: the open space once looked for, and a cookie to hand out.
FOUND: Final = "_open_space"
COOKIE: Final = "_unlock_cookie"


def the_open_space(request: HttpRequest) -> OpenSpace | None:
    """The space this browser has open, or None. Looks once a request, and counts as use."""
    if not hasattr(request, FOUND):
        setattr(request, FOUND, _find(request))
    found: OpenSpace | None = getattr(request, FOUND)
    return found


def open_here(request: HttpRequest, vault: Vault, vmk: bytes) -> OpenSpace:
    """Open `vault` for this browser session, in place of what it had open."""
    close_space(request)
    if request.session.session_key is None:
        request.session.create()
    token = os.urandom(TOKEN_SIZE)
    now = timezone.now()
    open_until = now + timedelta(hours=settings.OPEN_MOST_HOURS)
    key_id, server_key = server_keyring().newest
    Unlock.objects.filter(vault=vault, open_until__lt=now).delete()
    Unlock.objects.create(
        lookup=_lookup(token),
        vault=vault,
        blob=seal(
            _unlock_key(token, server_key),
            purpose=Purpose.UNLOCK,
            key_id=key_id,
            plain=vmk,
            context=_context(request, vault),
        ),
        idle_until=min(now + _idle(request), open_until),
        open_until=open_until,
    )
    setattr(request, COOKIE, base64.urlsafe_b64encode(token).decode("ascii").rstrip("="))
    space = OpenSpace(vault_id=vault.pk, epoch=vault.epoch, vmk=vmk)
    setattr(request, FOUND, space)
    return space


def close_space(request: HttpRequest) -> bool:
    """Lock the space in this browser. Safe to call when none is open.

    False when the row could not be deleted just now: it opens nothing any more all the same.
    """
    token = _token(request)
    # This browser gives up its key first, whether or not the row can be deleted just now.
    if settings.UNLOCK_COOKIE_NAME in request.COOKIES or getattr(request, COOKIE, None):
        setattr(request, COOKIE, None)
    setattr(request, FOUND, None)
    if token is None:
        return True
    try:
        Unlock.objects.filter(lookup=_lookup(token)).delete()
    except Error:
        owe(_lookup(token))
        return False
    return True


def close_everywhere(user: AbstractBaseUser) -> bool:
    """Lock this person's space in every browser.

    False when that could not be written just now: what is open now opens nothing any more all the
    same, though a row put back from a copy of the database would.
    """
    try:
        with transaction.atomic():
            Vault.objects.filter(user_id=user.pk).update(epoch=F("epoch") + 1)
            Unlock.objects.filter(vault__user_id=user.pk).delete()
    except Error:
        rows = Unlock.objects.filter(vault__user_id=user.pk).values_list("lookup", flat=True)
        for lookup in rows:
            owe(bytes(lookup))
        return False
    return True


def is_open_at(now: datetime, idle_until: datetime, open_until: datetime) -> bool:
    """Neither limit is past, nor so far off that the clock must have been set back since.

    Such a row is over: or else a space would stay open as much longer as the clock was set back.
    """
    return now < idle_until <= now + LONGEST_IDLE and now < open_until <= now + timedelta(
        hours=settings.OPEN_MOST_HOURS
    )


def open_now() -> Q:
    """The same, for asking the database."""
    now = timezone.now()
    return Q(
        idle_until__gt=now,
        idle_until__lte=now + LONGEST_IDLE,
        open_until__gt=now,
        open_until__lte=now + timedelta(hours=settings.OPEN_MOST_HOURS),
    )


def open_places(user: AbstractBaseUser) -> int:
    """In how many browsers this person's space is open now."""
    return Unlock.objects.filter(open_now(), vault__user_id=user.pk).count()


@dataclass(frozen=True)
class OpenPlace:
    """A browser in which the space is open. Which browser that is, nobody wrote down."""

    is_here: bool
    idle_until: datetime
    open_until: datetime


def list_open_places(request: HttpRequest) -> list[OpenPlace]:
    """This browser first, then the others by when they lock themselves at the latest."""
    if request.user.pk is None:
        return []
    token = _token(request)
    here = None if token is None else _lookup(token)
    rows = Unlock.objects.filter(open_now(), vault__user_id=request.user.pk).values_list(
        "lookup", "idle_until", "open_until"
    )
    places = [OpenPlace(bytes(lookup) == here, idle, latest) for lookup, idle, latest in rows]
    return sorted(places, key=lambda place: (not place.is_here, place.open_until))


def clear_expired() -> None:
    """Delete rows that open nothing any more."""
    Unlock.objects.exclude(open_now()).delete()


def hand_out_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Set or delete the cookie as this request decided."""
    if not hasattr(request, COOKIE):
        return
    name = settings.UNLOCK_COOKIE_NAME
    value: str | None = getattr(request, COOKIE)
    if value is None:
        response.delete_cookie(name, path="/", samesite="Strict")
    else:
        response.set_cookie(
            name,
            value,
            path="/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )


def _find(request: HttpRequest) -> OpenSpace | None:
    token = _token(request)
    if token is None or not request.user.is_authenticated or not request.session.session_key:
        return None
    row = (
        Unlock.objects.select_related("vault")
        .filter(lookup=_lookup(token), vault__user_id=request.user.pk)
        .first()
    )
    if row is None or is_owed(bytes(row.lookup)):
        return None
    now = timezone.now()
    if not is_open_at(now, row.idle_until, row.open_until):
        with suppress(Error):  # a row past its time opens nothing while it waits
            close_space(request)
        return None
    try:
        vmk = _open_row(request, row, token)
        head = Head.open(bytes(row.vault.head), vmk=vmk, vault=row.vault.pk.bytes)
    except SealError:
        return None
    if head.epoch > row.vault.epoch:  # an old vault row was put back: its locks do not count
        return None
    _move_idle_limit(request, row, now)
    return OpenSpace(vault_id=row.vault.pk, epoch=row.vault.epoch, vmk=vmk, row=row.vault)


def _open_row(request: HttpRequest, row: Unlock, token: bytes) -> bytes:
    blob = bytes(row.blob)
    server_key = server_keyring().get(key_id_of(blob, purpose=Purpose.UNLOCK))
    if server_key is None:
        raise SealError
    return open_sealed(
        _unlock_key(token, server_key),
        blob,
        purpose=Purpose.UNLOCK,
        context=_context(request, row.vault),
    )


def _move_idle_limit(request: HttpRequest, row: Unlock, now: datetime) -> None:
    idle = _idle(request)
    idle_until = min(now + idle, row.open_until)
    # A tenth at most, so that a choice of one minute does not lock after half of it.
    if abs(idle_until - row.idle_until) >= min(WRITE_AT_MOST_EVERY, idle / 10):
        # With a busy or full database one can still read. A limit not moved errs to the safe side.
        with unless_in_trouble(), waiting_at_most(PATIENCE):
            Unlock.objects.filter(lookup=row.lookup).update(idle_until=idle_until)


def _idle(request: HttpRequest) -> timedelta:
    comfort = getattr(request, "comfort", None)
    minutes = getattr(comfort, "idle_minutes", settings.OPEN_IDLE_MINUTES)
    return min(timedelta(minutes=max(int(minutes), 1)), LONGEST_IDLE)


def _context(request: HttpRequest, vault: Vault) -> bytes:
    """Vault, person, epoch and this browser session, in 52 bytes."""
    bind = session_digest(request.session.session_key or "")[:16]
    return vault.pk.bytes + vault.user_id.bytes + vault.epoch.to_bytes(4, "big") + bind


def _token(request: HttpRequest) -> bytes | None:
    text = getattr(request, COOKIE, request.COOKIES.get(settings.UNLOCK_COOKIE_NAME))
    if not text:
        return None
    try:
        token = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return token if len(token) == TOKEN_SIZE else None


def _lookup(token: bytes) -> bytes:
    return subkey(token, "unlock-id")


def _unlock_key(token: bytes, server_key: bytes) -> bytes:
    return subkey(token, "unlock-key", salt=subkey(server_key, "unlock"))
