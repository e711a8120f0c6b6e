"""Erasing is real, with a short way back, as in the journal.

For ten minutes what was erased stays where it was, marked, and no page but the undo reads it. Then
it is deleted from the database at the next look at what is kept, or the next opening of the space;
or at once, when its person says so.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from typing import Final
from uuid import UUID

from skills_app.documents.values import now
from skills_app.keepsakes.store import KEEPSAKE, Keepsake, read_keepsake
from skills_app.vault.store import Damaged, NotKept, OpenSpace

WAITS: Final = dt.timedelta(minutes=10)
MARK: Final = b'"erased"'  # as it stands in a sealed document, and never inside a text


def erase_keepsake(space: OpenSpace, keepsake_id: UUID) -> bool:
    """Returns whether it can be brought back. One that does not open can not: it is gone at once.

    Raises: NotKept.
    """
    with space.together():
        try:
            keepsake = read_keepsake(space, keepsake_id)
        except Damaged:
            space.delete(keepsake_id, KEEPSAKE)
            return False
        _put(space, replace(keepsake, erased=now()))
    return True


def waiting(space: OpenSpace) -> list[Keepsake]:
    """What was erased and can still be brought back, the last one first.

    What is past its time goes now.
    """
    let_go(space)
    return _erased(space)


def bring_back(space: OpenSpace) -> Keepsake | None:
    with space.together():
        keepsake = next(iter(waiting(space)), None)
        if keepsake is not None:
            _put(space, replace(keepsake, erased=""))
    return keepsake


def let_go(space: OpenSpace, *, everything: bool = False) -> None:
    """Delete for good what was erased and is past its time, or all of it."""
    for keepsake in _erased(space):
        if keepsake.id and (everything or not _still_waits(keepsake)):
            with suppress(NotKept):  # another tab was quicker
                space.delete(keepsake.id, KEEPSAKE)


def let_go_on_opening(*, space: OpenSpace, **kwargs: object) -> None:
    """Receives `space_opened`: what was erased in an earlier sitting does not wait for a visit."""
    let_go(space)


def _erased(space: OpenSpace) -> list[Keepsake]:
    """The last erased first."""
    found = map(Keepsake.from_kept, space.scan(KEEPSAKE, lambda plain: MARK in plain))
    erased = [keepsake for keepsake in found if keepsake.erased]
    return sorted(erased, key=lambda keepsake: keepsake.erased, reverse=True)


def _still_waits(keepsake: Keepsake) -> bool:
    try:
        age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(keepsake.erased)
    except (ValueError, TypeError):
        return False
    return dt.timedelta(minutes=-1) <= age < WAITS


def _put(space: OpenSpace, keepsake: Keepsake) -> None:
    if keepsake.id is not None:
        space.save(keepsake.id, KEEPSAKE, keepsake.to_document(), keepsake.version)
