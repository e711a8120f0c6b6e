"""Sealed documents in the database: an open space, what is read from it, its rows.

This is the room's door: others import from here, but for `days`, which has its own name.
"""

from skills_app.vault.crypto import ASIDE, EPOCH, HEAD, KNOWN_KINDS, NOTE
from skills_app.vault.store.checking import count_rows, same_damage
from skills_app.vault.store.days import index_of
from skills_app.vault.store.fetching import read_through
from skills_app.vault.store.kept import (
    Arrival,
    Damaged,
    Kept,
    NotKept,
    Progress,
    Soundness,
    SpaceClosed,
)
from skills_app.vault.store.open_space import Document, NewerVersion, OpenSpace, State, TooLarge
from skills_app.vault.store.rows import Change, Row, in_batches, swap

__all__ = [
    "ASIDE",
    "EPOCH",
    "HEAD",
    "KNOWN_KINDS",
    "NOTE",
    "Arrival",
    "Change",
    "Damaged",
    "Document",
    "Kept",
    "NewerVersion",
    "NotKept",
    "OpenSpace",
    "Progress",
    "Row",
    "Soundness",
    "SpaceClosed",
    "State",
    "TooLarge",
    "count_rows",
    "in_batches",
    "index_of",
    "read_through",
    "same_damage",
    "swap",
]
