"""Guessing at one vault slows down for everyone who guesses, and no number of tries locks it.

Someone who takes each try as the wait ends stands in the way meanwhile: docs/threat-model.md.
"""

import hashlib
import math
import uuid
from datetime import timedelta
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills_app.vault.models import TryCount, Vault

FREE_TRIES: Final = 5
LONGEST_WAIT: Final = 60  # seconds
MOST_COUNTED: Final = 1000
GROUPS: Final = 4096
FORGOTTEN_AFTER: Final = timedelta(hours=1)


class KeyRefused(Exception):
    """A key did not open the space, or came before its wait was over; nothing tells which."""

    def __init__(self, wait_seconds: int = 0) -> None:
        super().__init__()
        self.wait_seconds = wait_seconds

    def __str__(self) -> str:
        """For the person: kind, and the same whatever was wrong."""
        start = _("That did not open your space. Everything in it is still there.")
        return f"{start} {self.what_now()}"

    def password_words(self) -> str:
        """The same about the sign-in password."""
        return f"{_('That is not the password you sign in with.')} {self.what_now()}"

    def what_now(self) -> str:
        if not self.wait_seconds:
            return _("You can try again.")
        return ngettext(
            "You can try again in %(seconds)s second.",
            "You can try again in %(seconds)s seconds.",
            self.wait_seconds,
        ) % {"seconds": self.wait_seconds}


def wait_after(wrong_keys: int) -> int:
    """Seconds until the next try: none for the first five, then 2, 4, 8 … up to 60."""
    if wrong_keys < FREE_TRIES:
        return 0
    return int(min(2 ** min(wrong_keys - FREE_TRIES + 1, 10), LONGEST_WAIT))


def take_a_try(vault_id: uuid.UUID) -> int:
    """Count a try before it is made, so that many at once gain nothing.

    Answers the wait that follows should the key be wrong. Raises KeyRefused while an
    earlier wait runs. Not to be called inside a transaction that may be rolled back.
    """
    with transaction.atomic():
        rows = Vault.objects.select_for_update().only("wrong_keys", "next_try_at")
        row = rows.filter(pk=vault_id).first()
        if row is None:  # erased in this very moment
            raise KeyRefused
        return _count(row)


def forgive_tries(vault_id: uuid.UUID) -> None:
    """The right key came."""
    Vault.objects.filter(pk=vault_id).update(wrong_keys=0, next_try_at=None)


def take_a_turn(group: int) -> int:
    """As `take_a_try`, for one of `GROUPS` groups of names, whether anyone has that name or not.

    Tries of more than an hour ago count no more: several names share a group.
    """
    with transaction.atomic():
        TryCount.objects.get_or_create(group=group)
        row = TryCount.objects.select_for_update().get(pk=group)
        if row.next_try_at is not None and timezone.now() - row.next_try_at > FORGOTTEN_AFTER:
            row.wrong_keys, row.next_try_at = 0, None
        return _count(row)


def forgive_turns(group: int) -> None:
    TryCount.objects.filter(pk=group).delete()


def prove_password(member: AbstractBaseUser, password: str) -> None:
    """The sign-in password of a member, asked for once more. Raises KeyRefused.

    It takes the turns of their group; the right one ends the waiting.
    """
    group = group_of(member.pk.bytes)
    wait = take_a_turn(group)
    if not member.check_password(password):
        raise KeyRefused(wait)
    forgive_turns(group)


def group_of(fingerprint: bytes) -> int:
    """Which group a name or member belongs to; the fingerprint can not be told from it."""
    return int.from_bytes(hashlib.sha256(b"tries" + fingerprint).digest()[:2], "big") % GROUPS


def _count(row: Vault | TryCount) -> int:
    now = timezone.now()
    if row.next_try_at is not None:
        left = math.ceil((row.next_try_at - now).total_seconds())
        # More than the longest wait means that the clock was moved, not that anyone waits.
        if 0 < left <= LONGEST_WAIT:
            raise KeyRefused(left)
    row.wrong_keys = min(row.wrong_keys + 1, MOST_COUNTED)
    wait = wait_after(row.wrong_keys)
    row.next_try_at = now + timedelta(seconds=wait) if wait else None
    row.save(update_fields=["wrong_keys", "next_try_at"])
    return wait
