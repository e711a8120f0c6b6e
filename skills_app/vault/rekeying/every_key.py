"""Everything under new keys at once: for when someone may know the passphrase or the words.

A new master key means new shelves, marks, head and keyring, so every record is sealed anew. It
all happens in one transaction: before it ends the old keys open everything, after it the new.
"""

import uuid
from typing import Final

from skills_app.vault.crypto import ASIDE, MODULUS, About, Head, Keyring, RecordSealer, SealError
from skills_app.vault.models import Pending, Vault
from skills_app.vault.store import Change, Damaged, Row, in_batches, swap


class UnknownKind(Exception):
    """A record opens, and no kind of thing is known that it could be. Nothing was changed."""


def move_to_new_keys(row: Vault, *, old: bytes, new: bytes) -> None:
    """Seal all of a vault under the master key `new` and a new data key; saves the vault's row.

    Call under the vault's lock, in the transaction that also puts the new slots in place. What
    did not fit before (a missing record, an older one) does not fit afterwards either, and a
    record that does not open stays as it is, with its key.

    Raises Damaged or UnknownKind; roll the transaction back then.
    """
    move = _Move(row, old, new)
    for batch in in_batches(row.pk):
        move.batch(batch)
    move.save()
    move.see_that_all_is_there()


class _Move:
    def __init__(self, row: Vault, old: bytes, new: bytes) -> None:
        vault = row.pk.bytes
        self.row: Final = row
        self.new: Final = new
        try:
            old_keys = Keyring.open(bytes(row.keyring), vmk=old, vault=vault)
            self.head = Head.open(bytes(row.head), vmk=old, vault=vault)
        except SealError as error:
            raise Damaged from error
        self.about: Final = About.read(bytes(row.about), vmk=old, vault=vault)
        self.keys: Final = old_keys.with_next_generation()
        self.before: Final = RecordSealer(row.pk, old, old_keys)
        self.after: Final = RecordSealer(row.pk, new, self.keys)
        kinds = self.about.all_kinds | ASIDE
        self.kinds: Final = {self.before.shelf(kind): kind for kind in kinds}
        self.old_sum = self.new_sum = 0
        self.moved: set[uuid.UUID] = set()
        self.left: set[int] = set()  # generations of records that stay as they are

    def batch(self, rows: list[Row]) -> None:
        changes = []
        for row in rows:
            try:
                plain = self.before.open(row)
            except SealError:
                self.left.add(row.generation)
                self._count(row, row.blob)
                continue
            if row.shelf not in self.kinds:
                raise UnknownKind
            changes.append(self._sealed_anew(row, plain))
        if not swap(changes):
            raise Damaged
        self.moved.update(change.row.id for change in changes)

    def save(self) -> None:
        vault, row = self.row.pk.bytes, self.row
        # The difference between what should be and what is goes along, whatever it is.
        total = (self.new_sum + self.head.sum - self.old_sum) % MODULUS
        head = self.head.at_epoch(row.epoch).with_all(count=self.head.count, total=total)
        row.head = head.seal(vmk=self.new, vault=vault)
        row.keyring = self.keys.only(self.left).seal(vmk=self.new, vault=vault)
        row.about = self.about.seal(vmk=self.new, vault=vault)
        row.pending = Pending.NOTHING
        row.save(update_fields=["epoch", "head", "keyring", "about", "pending"])

    def see_that_all_is_there(self) -> None:
        """Reads every record back with the new keys alone."""
        missing = set(self.moved)
        for batch in in_batches(self.row.pk):
            for row in batch:
                if row.id in missing:
                    self._must_open(row)
                    missing.remove(row.id)
        if missing:
            raise Damaged

    def _must_open(self, row: Row) -> None:
        try:
            self.after.open(row)
        except SealError as error:
            raise Damaged from error

    def _sealed_anew(self, row: Row, plain: bytes) -> Change:
        shelf = self.after.shelf(self.kinds[row.shelf])
        blob, generation = self.after.seal(plain, row.id, shelf, version=row.version)
        self._count(row, blob)
        return Change(row, shelf, generation, blob)

    def _count(self, row: Row, blob: bytes) -> None:
        try:
            self.old_sum += self.before.mark(row.id, row.version, row.blob)
            self.new_sum += self.after.mark(row.id, row.version, blob)
        except SealError:  # a version no record could have counts for nothing, then and now
            return
