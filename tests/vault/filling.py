"""Puts numbered documents into a space, one at a time or very many at once."""

import uuid

from skills_app.vault.crypto import records
from skills_app.vault.models import Record
from skills_app.vault.store.open_space import OpenSpace


def fill(space: OpenSpace, count: int, kind: str = "entry") -> list[uuid.UUID]:
    return [space.create(kind, {"title": str(number)}).id for number in range(count)]


def fill_quickly(space: OpenSpace, count: int, kind: str = "entry", text: str = "") -> None:
    """Thousands in a moment: sealed as `create` does, put down in one go."""
    with space.writing() as vault:
        vault.about = vault.about.with_kind(kind)
        rows = []
        for number in range(count):
            record_id, seq = uuid.uuid4(), vault.head.next_seq
            plain = records.encode({"title": str(number), "text": text})
            shelf = vault.sealer.shelf(kind)
            blob, generation = vault.sealer.seal(plain, record_id, shelf, version=1)
            row = Record(id=record_id, vault_id=space.vault_id, seq=seq, version=1)
            row.generation, row.shelf, row.blob = generation, shelf, blob
            rows.append(row)
            vault.head = vault.head.with_added(vault.sealer.mark(record_id, 1, blob), seq=seq)
        Record.objects.bulk_create(rows, batch_size=100)


def titles(space: OpenSpace, kind: str = "entry") -> list[str]:
    """What a scan finds, oldest first; fails when something does not open."""
    scan = space.scan(kind)
    found = [str(kept.document["title"]) for kept in scan]
    assert not scan.damaged
    return found[::-1]
