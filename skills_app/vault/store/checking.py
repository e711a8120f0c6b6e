"""Counts what is there, opens every record, and knows again what was damaged before."""

import hashlib
import hmac
import uuid
from dataclasses import dataclass

from skills_app.vault.crypto import MODULUS, RecordSealer, SealError
from skills_app.vault.store.rows import Row, in_batches


@dataclass(frozen=True)
class Counted:
    """How many rows there are, the sum of their marks, and how many of them do not open.

    `damage` is the same text for the same damaged rows, and empty when there are none.
    """

    found: int
    total: int
    unopenable: int
    damage: str
    generations: frozenset[int]


def count_rows(vault_id: uuid.UUID, sealer: RecordSealer) -> Counted:
    """Call under the vault's lock, so that nothing moves meanwhile."""
    found = total = 0
    damaged: list[bytes] = []
    generations: set[int] = set()
    for batch in in_batches(vault_id):
        for row in batch:
            found += 1
            generations.add(row.generation)
            try:
                total += sealer.mark(row.id, row.version, row.blob)
                sealer.open(row)
            except SealError:
                damaged.append(_digest(row))
    damage = hashlib.sha256(b"".join(sorted(damaged))).hexdigest() if damaged else ""
    return Counted(found, total % MODULUS, len(damaged), damage, frozenset(generations))


def same_damage(one: str, other: str) -> bool:
    return bool(one) and hmac.compare_digest(one, other)


def _digest(row: Row) -> bytes:
    place = f"{row.id.hex} {row.version} {row.generation} ".encode()
    return hashlib.sha256(place + row.shelf + b" " + row.blob).digest()
