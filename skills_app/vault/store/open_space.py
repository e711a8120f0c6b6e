"""The open space: sealed documents written whole or not at all, and none lost unnoticed.

Every write locks the vault's row, opens its keyring and head, and puts record and head
down in one transaction.
"""

import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Count, F, Max, QuerySet, Sum

from skills_app.vault.crypto import (
    ASIDE,
    NO_KEYS,
    About,
    Document,
    Head,
    Keyring,
    RecordSealer,
    SealError,
    TooLarge,
    decode,
    encode,
)
from skills_app.vault.database import unless_in_trouble
from skills_app.vault.models import Record, Vault
from skills_app.vault.store import rows
from skills_app.vault.store.checking import count_rows, same_damage
from skills_app.vault.store.kept import (
    Arrival,
    Damaged,
    Kept,
    Listing,
    NewerVersion,
    NotKept,
    Soundness,
    SpaceClosed,
)
from skills_app.vault.store.rows import FoundRow
from skills_app.vault.store.scanning import Rows, Scan

__all__ = [
    "Damaged",
    "Document",
    "Kept",
    "Listing",
    "NewerVersion",
    "NotKept",
    "OpenSpace",
    "Scan",
    "Soundness",
    "SpaceClosed",
    "State",
    "TooLarge",
]


@dataclass(frozen=True)
class State:
    """How many records of a kind there are, how often they were saved, and the latest made."""

    count: int
    versions: int
    newest: uuid.UUID | None


@dataclass
class Writing:
    """A vault under its lock, with what it holds opened. What is changed here is kept."""

    row: Vault
    sealer: RecordSealer  # with the keys on its keyring, and no others
    head: Head
    about: About

    @property
    def keyring(self) -> Keyring:
        return self.sealer.keyring

    @keyring.setter
    def keyring(self, keyring: Keyring) -> None:
        self.sealer = self.sealer.only(keyring)


class OpenSpace:
    """One person's space while it is open.

    It holds the master key: keep it no longer than a request.
    """

    def __init__(
        self, *, vault_id: uuid.UUID, epoch: int, vmk: bytes, row: Vault | None = None
    ) -> None:
        """`row`: the vault's, when it was read just now, so that its keyring need not be again."""
        self.vault_id: Final = vault_id
        self.epoch: Final = epoch
        self._vmk: Final = vmk
        self._at_hand: Final = row
        self._sealer: Final = RecordSealer(vault_id, vmk, NO_KEYS, find_keys=self._keyring_now)
        self.arrival: Arrival | None = None

    def __repr__(self) -> str:
        return "<OpenSpace>"

    @property
    def master_key(self) -> bytes:
        """For wrapping into another slot, and nothing else."""
        return self._vmk

    @property
    def sealer(self) -> RecordSealer:
        """Ask before rows are read: a data key dropped a moment later still opens them then.

        Without keys where the keyring does not open.
        """
        if self._sealer.keyring == NO_KEYS:
            row = self._at_hand or Vault.objects.filter(pk=self.vault_id).first()
            if row is not None:
                with suppress(Damaged):
                    self._sealer.learn(self._keyring_in(row))
        return self._sealer

    # --- reading ------------------------------------------------------------------

    def read(self, record_id: uuid.UUID, kind: str) -> Kept:
        """Raises NotKept, Damaged or SpaceClosed."""
        return self._opened(self._row(record_id, kind), kind)

    def newest(self, kind: str, limit: int, offset: int = 0) -> Listing:
        """The latest made first."""
        scan = Scan(self.sealer, kind, self._rows(kind)[offset : offset + limit])
        kept = tuple(scan)
        return Listing(kept, scan.damaged)

    def count(self, kind: str) -> int:
        return self._of_kind(kind).count()

    def count_all(self) -> int:
        """How many things are kept, of every kind. What is kept aside is none of them."""
        return Record.objects.filter(vault_id=self.vault_id).count() - self._count_aside()

    def state_of(self, kind: str) -> State:
        """Tells whether anything of a kind was made, saved or erased since; nothing is opened."""
        rows = self._of_kind(kind)
        counted = rows.aggregate(count=Count("seq"), versions=Sum("version"))
        newest = rows.order_by("-seq").values_list("id", flat=True).first()
        return State(counted["count"], int(counted["versions"] or 0), newest)

    def ids_of(self, kind: str) -> list[tuple[uuid.UUID, int]]:
        """Each record's id and version, the first made first, those that do not open as well."""
        return list(self._of_kind(kind).order_by("seq").values_list("id", "version"))

    def read_many(self, record_ids: Collection[uuid.UUID], kind: str) -> Listing:
        """Those of them that are there, the latest made first."""
        scan = Scan(self.sealer, kind, self._rows(kind).filter(id__in=record_ids))
        kept = tuple(scan)
        return Listing(kept, scan.damaged)

    def scan(self, kind: str, wanted: Callable[[bytes], bool] | None = None) -> "Scan":
        """Every document of a kind, latest made first, decrypted as it is asked for.

        `wanted` sees the JSON bytes first; only those it wants are decoded.
        """
        return Scan(self.sealer, kind, self._rows(kind), wanted)

    # --- writing ------------------------------------------------------------------

    def create(
        self, kind: str, document: Document, *, again: uuid.UUID | None = None, version: int = 1
    ) -> Kept:
        """`again` is the id of a record that was deleted, to have it back as it was at `version`.

        Raises TooLarge, Damaged or SpaceClosed.
        """
        plain = encode(document)
        with self.writing() as vault:
            vault.about = vault.about.with_kind(kind)
            record_id = again or uuid.uuid4()
            latest = Record.objects.filter(vault_id=self.vault_id).aggregate(Max("seq"))
            seq = max(vault.head.next_seq, (latest["seq__max"] or 0) + 1)
            shelf = vault.sealer.shelf(kind)
            blob, generation = vault.sealer.seal(plain, record_id, shelf, version=version)
            Record.objects.create(
                id=record_id,
                vault_id=self.vault_id,
                seq=seq,
                version=version,
                generation=generation,
                shelf=shelf,
                blob=blob,
            )
            mark = vault.sealer.mark(record_id, version, blob)
            vault.head = vault.head.with_added(mark, seq=seq)
        return Kept(record_id, kind, version, document)

    def save(self, record_id: uuid.UUID, kind: str, document: Document, version: int) -> Kept:
        """Put a new version in place of `version`.

        Raises:
            NewerVersion: somebody saved in between; nothing is changed.
            NotKept, Damaged, TooLarge, SpaceClosed: nothing is changed either.
        """
        plain = encode(document)
        with self.writing() as vault:
            row = self._row(record_id, kind)
            current = self._opened(row, kind)
            if row.version != version:
                raise NewerVersion(current)
            blob, generation = vault.sealer.seal(plain, record_id, row.shelf, version=version + 1)
            if not rows.replace(row, version=version + 1, generation=generation, blob=blob):
                raise NewerVersion(self.read(record_id, kind))
            vault.head = vault.head.with_replaced(
                vault.sealer.mark(record_id, version, row.blob),
                vault.sealer.mark(record_id, version + 1, blob),
            )
        return Kept(record_id, kind, version + 1, document)

    def delete(self, record_id: uuid.UUID, kind: str, version: int | None = None) -> None:
        """Erase a record for good; with `version`, only if nobody saved in between.

        A damaged record goes only this way, when its person asks.

        Raises NotKept, NewerVersion, Damaged or SpaceClosed; nothing is changed then.
        """
        with self.writing() as vault:
            row = self._row(record_id, kind)
            if version is not None and row.version != version:
                raise NewerVersion(self._opened(row, kind))
            Record.objects.filter(id=record_id).delete()
            mark = vault.sealer.mark(record_id, row.version, row.blob)
            vault.head = vault.head.with_removed(mark)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Reads and writes inside happen as one: all or none, nobody in between."""
        with transaction.atomic():
            self._locked()
            yield

    def note(self) -> About:
        """What the vault notes about itself. Raises SpaceClosed."""
        row = Vault.objects.filter(pk=self.vault_id).first()
        if row is None:
            raise SpaceClosed
        return self._about(row)

    def forget_wrong_keys(self, count: int) -> None:
        """Its person was told of so many. A database that is busy just now has them told again."""
        with unless_in_trouble():
            Vault.objects.filter(pk=self.vault_id, wrong_keys__gte=count).update(
                wrong_keys=F("wrong_keys") - count
            )

    # --- checking -----------------------------------------------------------------

    def verify(self) -> Soundness:
        """Compare every row with the head. Changes nothing.

        Raises Damaged (the head or keyring does not open) or SpaceClosed.
        """
        with transaction.atomic():
            row = self._locked()
            head, about = self._head(row), self._about(row)
            sealer = self._sealer.only(self._keyring_in(row))
            counted = count_rows(self.vault_id, sealer)
            aside = self._count_aside()
        return Soundness(
            expected=head.count - aside,
            found=counted.found - aside,
            unopenable=counted.unopenable,
            sum_fits=counted.total == head.sum,
            epoch_fits=head.epoch <= row.epoch,
            lost=about.lost,
            damage=counted.damage,
            damage_is_known=same_damage(counted.damage, about.damage_read),
        )

    def accept_as_it_is(self) -> None:
        """After an alarm was read: count what is there now as what should be there."""
        with self.writing() as vault:
            counted = count_rows(self.vault_id, vault.sealer)
            vault.head = vault.head.with_all(count=counted.found, total=counted.total)
            vault.about = vault.about.after_reading(counted.damage)

    # --- for the vault's own modules ----------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The vault under its lock; what was changed of it is put down as the block ends.

        Raises Damaged or SpaceClosed.
        """
        with transaction.atomic():
            row = self._locked()
            sealer = self._sealer.only(self._keyring_in(row))
            vault = Writing(row, sealer, self._head(row), self._about(row))
            before, pending = (vault.keyring, vault.about), row.pending
            self._sealer.learn(vault.keyring)
            yield vault
            fields, place = ["head"], self.vault_id.bytes
            row.head = vault.head.seal(vmk=self._vmk, vault=place)
            if vault.about != before[1]:
                row.about = vault.about.seal(vmk=self._vmk, vault=place)
                fields.append("about")
            if vault.keyring != before[0]:
                row.keyring = vault.keyring.seal(vmk=self._vmk, vault=place)
                fields.append("keyring")
            if row.pending != pending:
                fields.append("pending")
            Vault.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in fields})

    # --- inside -------------------------------------------------------------------

    def _locked(self) -> Vault:
        row = Vault.objects.select_for_update().filter(pk=self.vault_id).first()
        if row is None or row.epoch != self.epoch:
            raise SpaceClosed
        return row

    def _head(self, row: Vault) -> Head:
        try:
            return Head.open(bytes(row.head), vmk=self._vmk, vault=self.vault_id.bytes)
        except SealError as error:
            raise Damaged from error

    def _keyring_in(self, row: Vault) -> Keyring:
        try:
            return Keyring.open(bytes(row.keyring), vmk=self._vmk, vault=self.vault_id.bytes)
        except SealError as error:
            raise Damaged from error

    def _keyring_now(self) -> Keyring:
        """For the sealer: raises SealError or SpaceClosed."""
        row = Vault.objects.filter(pk=self.vault_id).first()
        if row is None:
            raise SpaceClosed
        return Keyring.open(bytes(row.keyring), vmk=self._vmk, vault=self.vault_id.bytes)

    def _about(self, row: Vault) -> About:
        return About.read(bytes(row.about), vmk=self._vmk, vault=self.vault_id.bytes)

    def _count_aside(self) -> int:
        shelves = [self._sealer.shelf(kind) for kind in ASIDE]
        return Record.objects.filter(vault_id=self.vault_id, shelf__in=shelves).count()

    def _of_kind(self, kind: str) -> QuerySet[Record]:
        return Record.objects.filter(vault_id=self.vault_id, shelf=self._sealer.shelf(kind))

    def _rows(self, kind: str) -> Rows:
        return (
            self._of_kind(kind).order_by("-seq").values_list("id", "version", "generation", "blob")
        )

    def _row(self, record_id: uuid.UUID, kind: str) -> FoundRow:
        shelf = self.sealer.shelf(kind)
        found = rows.find(record_id, vault_id=self.vault_id, shelf=shelf)
        if found is None:
            raise NotKept
        return found

    def _opened(self, row: FoundRow, kind: str) -> Kept:
        try:
            document = decode(self._sealer.open(row))
        except SealError as error:
            raise Damaged from error
        return Kept(row.id, kind, row.version, document)
