"""Whoever gave a space its passphrase just now need not type it again for the first words.

Anyone else may only have found the space open. The note is in the session, which is sealed.
"""

import datetime as dt
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from skills_app.vault.models import Vault

NEW_FOR: Final = dt.timedelta(minutes=10)  # to find paper and write twelve words down
NOTE: Final = "space_new_keys"


def note_new_keys(request: HttpRequest, vault: Vault) -> None:
    request.session[NOTE] = [str(vault.pk), vault.epoch, timezone.now().isoformat()]


def keys_are_new(request: HttpRequest, vault: Vault) -> bool:
    """Whether this session made or renewed the space a few minutes ago, and nothing since."""
    note = request.session.get(NOTE)
    if not note or note[:2] != [str(vault.pk), vault.epoch]:
        return False
    age = timezone.now() - dt.datetime.fromisoformat(note[2])
    return dt.timedelta(0) <= age < NEW_FOR


def forget_new_keys(request: HttpRequest) -> None:
    request.session.pop(NOTE, None)
