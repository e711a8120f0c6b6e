"""Each figure of the design's table, and how it is taken."""

import os
from dataclasses import replace

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from benchmarks.measuring import Line, ms, race
from benchmarks.setting_up import Bench
from benchmarks.tables import FernetEntry, PlainEntry, bytes_on_disk, stored_bytes
from benchmarks.writing import RARE_WORD
from skills_app.documents import store
from skills_app.journal.finding import Query, _month_looked_for, find, months
from skills_app.journal.kinds import ENTRY
from skills_app.journal.shapes import Entry
from skills_app.vault.crypto import records, slots
from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.models import Record, Unlock, Vault
from skills_app.vault.rekeying.data_key import renew_data_key
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking import unlocks

SECRETS = ["title", "text", "tags", "on", "made", "changed"]


def the_newest_twenty(bench: Bench, rounds: int) -> Line:
    owner = bench.open_space().vault_id

    def sealed() -> None:
        kept = bench.open_space().newest(ENTRY.name, 20)
        assert len(kept) == 20

    def plaintext() -> None:
        bench.open_space()
        assert len(list(PlainEntry.objects.filter(owner=owner).order_by("-seq")[:20])) == 20

    def asking() -> None:
        bench.open_space()

    ways = {"sealed": sealed, "plain": plaintext, "asking": asking}
    taken = race(ways, rounds=rounds, times=100)
    sealed_rows, plain_rows = (taken[name] - taken["asking"] for name in ("sealed", "plain"))
    return Line(
        "newest 20 of all, against plaintext rows",
        sealed_rows / plain_rows,
        1.5,
        detail=f"{ms(sealed_rows)} against {ms(plain_rows)}",
    )


def searching(bench: Bench, rounds: int) -> list[Line]:
    space = bench.open_space()
    vault = Vault.objects.get(pk=space.vault_id)
    ring = Keyring.open(bytes(vault.keyring), vmk=space.master_key, vault=vault.pk.bytes)
    needle = RARE_WORD.encode()

    def search_sealed() -> int:
        return len(find(bench.open_space(), Query.of(words=RARE_WORD), names={}).entries)

    def search_objects(model: type[PlainEntry | FernetEntry]) -> int:
        rows = model.objects.filter(owner=vault.pk).only("title", "text", "tags").order_by("-seq")
        return len(
            [
                row
                for row in rows.iterator(chunk_size=500)
                if any(RARE_WORD in part.casefold() for part in (row.title, row.text, row.tags))
            ]
        )

    def search_rows() -> int:
        cipher = AESGCM(ring.newest[1])
        shelf = space.sealer.shelf(ENTRY.name)
        found = 0
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, version, blob FROM skills_app_record"
                " WHERE vault_id = %s AND shelf = %s ORDER BY seq DESC",
                [vault.pk.hex if connection.vendor == "sqlite" else vault.pk, shelf],
            )
            while rows := cursor.fetchmany(500):
                for row_id, version, blob in rows:
                    raw = bytes.fromhex(row_id) if isinstance(row_id, str) else row_id.bytes
                    place = vault.pk.bytes + raw + shelf + version.to_bytes(8, "big")
                    blob = bytes(blob)
                    plain = cipher.decrypt(blob[6:18], blob[18:], blob[:6] + place)
                    found += needle in plain.lower()
        return found

    ways = {
        "sealed": search_sealed,
        "fernet": lambda: search_objects(FernetEntry),
        "plain": lambda: search_objects(PlainEntry),
        "floor": search_rows,
    }
    for way in ways.values():
        assert way() == 1
    taken = race(ways, rounds=rounds)
    ours = taken["sealed"]

    def line(against: str, name: str, goal: float) -> Line:
        detail = f"{ms(ours)} against {ms(taken[name])}"
        return Line(f"search of all, against {against}", ours / taken[name], goal, detail=detail)

    return [
        line("Fernet fields", "fernet", 0.2),
        line("a plaintext ORM scan", "plain", 1.0),
        line("raw rows + AES-GCM", "floor", 1.4),
    ]


def bytes_stored() -> list[Line]:
    sealed = stored_bytes("skills_app_record", ["blob"])
    fernet = stored_bytes("benchmark_fernet", [f'"{name}"' for name in SECRETS])
    on_disk = bytes_on_disk("skills_app_record"), bytes_on_disk("benchmark_fernet")
    return [
        Line(
            "bytes stored, against Fernet fields",
            sealed / fernet,
            0.75,
            detail=f"{sealed / 1e6:.1f} MB against {fernet / 1e6:.1f} MB"
            f" (with indexes on disk {on_disk[0] / 1e6:.1f} against {on_disk[1] / 1e6:.1f} MB)",
        )
    ]


def rotating(rounds: int, bench: Bench) -> Line:
    """All of it: a new key, every record sealed under it, every one opened to see, the old gone."""
    space = bench.open_space()

    def batched() -> None:
        progress = renew_data_key(bench.open_space())
        assert progress.ended
        assert progress.done == progress.total == bench.count

    def by_objects() -> None:
        """The usual way, only read, sealed and written; rolled back so that the head still fits."""
        row = Vault.objects.get(pk=space.vault_id)
        ring = Keyring.open(bytes(row.keyring), vmk=space.master_key, vault=row.pk.bytes)
        generation, key = ring.newest
        with transaction.atomic():
            objects = list(Record.objects.filter(vault=row))
            for each in objects:
                place = records.context(
                    vault=row.pk.bytes,
                    record=each.pk.bytes,
                    shelf=bytes(each.shelf),
                    version=each.version,
                )
                blob = bytes(each.blob)
                plain = records.open_record(key, blob, generation=generation, place=place)
                each.blob = records.seal_record(
                    key, generation=generation, plain=plain, place=place
                )
            Record.objects.bulk_update(objects, ["generation", "blob"], batch_size=500)
            transaction.set_rollback(True)

    taken = race({"ours": batched, "bulk_update": by_objects}, rounds=rounds)
    return Line(
        "a new data key for all, against bulk_update",
        taken["ours"] / taken["bulk_update"],
        0.35,
        detail=f"{ms(taken['ours'])} against {ms(taken['bulk_update'])}"
        f" ({bench.count / taken['ours']:,.0f} records/s)",
    )


def deriving(rounds: int) -> Line:
    cost, salt = slots.Cost(), os.urandom(slots.SALT_SIZE)
    secret = b"six quiet herons over the estuary"
    ways = {
        "ours": lambda: slots.derive(secret, salt=salt, cost=cost),
        "argon2-cffi": lambda: hash_secret_raw(
            secret, salt, cost.passes, cost.memory_kib, 1, 32, Type.ID
        ),
    }
    taken = race(ways, rounds=rounds)
    return Line(
        "opening: key derivation, against argon2-cffi",
        taken["ours"] / taken["argon2-cffi"],
        1.15,
        detail=f"{ms(taken['ours'])} against {ms(taken['argon2-cffi'])}",
    )


def key_recovery(bench: Bench, rounds: int) -> Line:
    """All that an open space costs each request, but for fetching the row."""
    request = bench.request()
    token = unlocks._token(request)
    assert token is not None
    row = Unlock.objects.select_related("vault").get(lookup=unlocks._lookup(token))

    def recover() -> None:
        vmk = unlocks._open_row(request, row, unlocks._token(request) or b"")
        OpenSpace(vault_id=row.vault.pk, epoch=row.vault.epoch, vmk=vmk)

    taken = race({"ours": recover}, rounds=rounds, times=1000)["ours"]
    return Line("key recovery in each request", taken * 1e6, 50, unit="µs")


def beside_a_published_diary(bench: Bench, rounds: int) -> list[Line]:
    """Figures it publishes: search 292 ms, a month 1.1 ms, a save 0.84 ms.

    It keeps an index of days in the clear; ours is sealed, and opened for each month.
    """
    space = bench.open_space()

    def search() -> None:
        found = find(bench.open_space(), Query.of(words=RARE_WORD), names={})
        assert len(found.entries) == 1

    def month() -> None:
        assert months(bench.open_space(), None).entries

    newest, second = space.newest(ENTRY.name, 2).kept
    version = newest.version
    entry = [Entry.from_kept(second)]

    def save() -> None:
        nonlocal version
        version = space.save(newest.id, ENTRY.name, newest.document, version).version

    def change() -> None:
        before = entry[0]
        changed = replace(before, text=before.text[1:] + before.text[0])
        entry[0] = store.change(space, ENTRY, second.id, changed, version=before.version)

    def bare_commit() -> None:
        with transaction.atomic():
            PlainEntry.objects.filter(owner=space.vault_id, seq=1).update(title="x")

    def opening_all() -> None:
        assert _month_looked_for(bench.open_space(), None).entries

    ways = {"search": search, "month": month, "opening all": opening_all}
    looked = race(ways, rounds=rounds)
    ways = {"save": save, "change": change, "bare": bare_commit}
    saved = race(ways, rounds=rounds, times=50)
    return [
        Line("search for a rare word (theirs: 292 ms)", looked["search"] * 1000, 0.3 * 292, "ms"),
        Line(
            "the latest month (theirs: 1.1 ms)",
            looked["month"] * 1000,
            10,
            "ms",
            detail=f"every entry opened for it: {ms(looked['opening all'])}",
        ),
        Line(
            "a save, synced to disk (theirs: 0.84 ms)",
            saved["save"] * 1000,
            3,
            unit="ms",
            detail=f"one plaintext row changed and synced: {ms(saved['bare'])}",
        ),
        Line("the same, its earlier version kept too", saved["change"] * 1000, None, "ms"),
    ]
