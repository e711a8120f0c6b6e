"""What can be seen of every vault without a passphrase: sizes, headers, numbers, belonging.

A sentence for each thing that is not as this program would have made it. Whether words open
is for their person alone to see.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, Exists, OuterRef, Q

from skills_app.vault.crypto import (
    ENTRY,
    FLOOR,
    INNER_SIZE,
    LAYOUT,
    MOST_BYTES,
    OVERHEAD,
    SHELF_SIZE,
    Purpose,
    SealError,
    SlotKind,
    key_id_of,
    padded_size,
    padme,
    read_parameters,
    slot_context,
)
from skills_app.vault.models import Canary, Pending, Record, Slot, Unlock, Vault
from skills_app.vault.server_keys.canary import check_canaries
from skills_app.vault.server_keys.keys import open_from_server, server_keyring
from skills_app.vault.store import Row, in_batches

OUTER_SIZE: Final = INNER_SIZE + OVERHEAD
HEAD_SIZE: Final = LAYOUT.size + OVERHEAD
MOST_PADDED: Final = padded_size(MOST_BYTES)

Tell = Callable[[int], None]


def check_keys() -> Iterator[str]:
    """The canaries open under their keys, and the newest key has one."""
    try:
        check_canaries()
    except ImproperlyConfigured as error:
        yield str(error)
    newest, _ = server_keyring().newest
    if not Canary.objects.filter(key_id=newest).exists():
        yield f"Server key {newest} has no canary. Run: manage.py prepare"


def check_belonging() -> Iterator[str]:
    """Rows whose vault or person is gone, and numbers given twice."""
    people = get_user_model().objects.all()
    vault = Vault.objects.filter(pk=OuterRef("vault_id"))
    for rows in (Slot.objects, Record.objects, Unlock.objects):
        count = rows.filter(~Exists(vault)).count()
        if count:
            yield f"{count} {rows.model._meta.verbose_name_plural} belong to no vault."
    count = Vault.objects.filter(~Exists(people.filter(pk=OuterRef("user_id")))).count()
    if count:
        yield f"{count} vaults belong to no member."
    twice = Record.objects.values("vault_id", "seq").annotate(rows=Count("pk"))
    for row in twice.filter(rows__gt=1)[:100]:
        yield f"Vault {row['vault_id']}: number {row['seq']} was given {row['rows']} times."
    stranger = ~Q(kind__in=[kind.value for kind in SlotKind])
    for slot_id in Slot.objects.filter(stranger).values_list("pk", flat=True)[:100]:
        yield f"Slot {slot_id}: its kind is not one that is known."


def check_vault(vault: Vault, tell: Tell | None = None) -> Iterator[str]:
    """One vault: keyring, head, note, slots and records."""
    name = f"Vault {vault.pk}"
    if vault.pending == Pending.ERASING:
        yield f"{name}: erasing it was broken off. Run: manage.py prepare"
        return
    if vault.pending not in Pending.values:
        yield f"{name}: the work that waits for it has no known name ({vault.pending})."
    keys = _keys_in(vault.keyring)
    if not keys or not _has_header(vault.keyring, Purpose.KEYRING, 0):
        yield f"{name}: the keyring is not one. Put it back from a backup."
    if len(bytes(vault.head)) != HEAD_SIZE or not _has_header(vault.head, Purpose.HEAD, 0):
        yield f"{name}: the head is not one; its person is told at the next opening."
    if not (_is_padded(vault.about) and _has_header(vault.about, Purpose.ABOUT, 0)):
        yield f"{name}: the note about it is not one; its person is told at the next opening."
    yield from (f"{name}: {words}" for words in _check_slots(vault))
    yield from (f"{name}: {words}" for words in _check_records(vault, keys, tell))


def _check_slots(vault: Vault) -> Iterator[str]:
    kinds: Counter[int] = Counter()
    for slot in Slot.objects.filter(vault=vault):
        kinds[slot.kind] += 1
        yield from (f"slot {slot.pk}: {words}" for words in _check_slot(slot))
    if not kinds[SlotKind.PASSPHRASE]:
        yield "no passphrase opens it. Put its slot back from a backup."
    if any(count > 1 for count in kinds.values()):
        yield "two slots are of one kind."


def _check_slot(slot: Slot) -> Iterator[str]:
    blob = bytes(slot.blob)
    hashed = slot.sign_in_hash
    size = None if hashed is None else len(bytes(hashed))
    if size != (32 if slot.kind == SlotKind.RECOVERY else None):
        yield "the hash that brings back a sign-in does not fit its kind."
    if len(blob) != OUTER_SIZE or slot.kind not in set(SlotKind):
        yield f"it is not a slot of {OUTER_SIZE} bytes. Put it back from a backup."
        return
    place = slot_context(slot.vault_id.bytes, slot.pk.bytes, SlotKind(slot.kind))
    try:
        read_parameters(open_from_server(Purpose.SLOT, blob, place))
    except SealError:
        yield "it opens under none of the listed server keys. Put it back from a backup."


def _check_records(vault: Vault, keys: int, tell: Tell | None) -> Iterator[str]:
    generations: set[int] = set()
    for batch in in_batches(vault.pk):
        for row in batch:
            generations.add(row.generation)
            yield from (f"record {row.id}: {words}" for words in check_record(row))
        if tell is not None:
            tell(len(batch))
    now = Vault.objects.filter(pk=vault.pk).values_list("keyring", flat=True).first() or b""
    # A key may have come or gone while the records were read.
    most = max(keys, _keys_in(now))
    if len(generations) > most:
        yield f"its records name {len(generations)} data keys, and the keyring holds {most}."


def check_record(row: Row) -> Iterable[str]:
    """One record's numbers, its header and its size."""
    if row.seq < 1 or row.version < 1 or row.generation < 1:
        yield "a number in it is below one."
    if len(row.shelf) != SHELF_SIZE:
        yield f"its shelf is not {SHELF_SIZE} bytes."
    if not _has_header(row.blob, Purpose.RECORD, row.generation):
        yield "its header is not that of a record of its data key."
    if not _is_padded(row.blob) or len(row.blob) > MOST_PADDED + OVERHEAD:
        yield "its size is none that padding makes."


def vault_ids() -> list[UUID]:
    return list(Vault.objects.order_by("pk").values_list("pk", flat=True))


def _has_header(blob: bytes | memoryview, purpose: Purpose, key_id: int) -> bool:
    try:
        return key_id_of(bytes(blob), purpose=purpose) == key_id
    except SealError:
        return False


def _keys_in(keyring: bytes | memoryview) -> int:
    """How many data keys a keyring of this size holds; 0 when it is none's size."""
    keys, odd = divmod(len(bytes(keyring)) - OVERHEAD, ENTRY.size)
    return 0 if odd else max(keys, 0)


def _is_padded(blob: bytes | memoryview) -> bool:
    size = len(bytes(blob)) - OVERHEAD
    return size >= FLOOR and padme(size) == size
