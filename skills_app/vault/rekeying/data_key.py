"""A new data key for a vault: in batches, from wherever it was broken off, losing no record.

The new key joins the keyring first. Then records are sealed under it, some at a time; both keys
open meanwhile. When every record opens, the old keys go. Operators can only ask for it: the
vault's own person has to have it open.
"""

from collections.abc import Callable
from typing import Final

from skills_app.vault.crypto import NO_KEYS, SealError
from skills_app.vault.models import Pending, Record, Vault
from skills_app.vault.store import (
    Change,
    Damaged,
    OpenSpace,
    Progress,
    count_rows,
    in_batches,
    same_damage,
    swap,
)

Tell = Callable[[int], None]  # how many more are done
AT_AN_OPENING: Final = 5_000  # records
VAULTS_AT_ONCE: Final = 500


def ask_for_new_keys(*, dry_run: bool = False, tell: Tell | None = None) -> int:
    """Mark every vault that is not at it already; each goes on when it is next opened.

    `tell` hears how many more vaults were looked at. Answers how many are marked now, or would be.
    """
    asked, vaults = 0, list(Vault.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(vaults), VAULTS_AT_ONCE):
        batch = vaults[start : start + VAULTS_AT_ONCE]
        fresh = Vault.objects.filter(pk__in=batch, pending=Pending.NOTHING)
        asked += fresh.count() if dry_run else fresh.update(pending=Pending.KEY_ASKED)
        if tell is not None:
            tell(len(batch))
    return asked


def carry_on_if_asked(space: OpenSpace) -> Progress | None:
    """Some batches of what was asked for or begun, or None when nothing was."""
    waiting = (Pending.KEY_ASKED, Pending.KEY_BEGUN)
    if not Vault.objects.filter(pk=space.vault_id, pending__in=waiting).exists():
        return None
    return renew_data_key(space, most=AT_AN_OPENING)


def renew_data_key(
    space: OpenSpace, *, most: int | None = None, tell: Tell | None = None
) -> Progress:
    """Begin, or go on; re-seals about `most` records, or all of them.

    Raises Damaged (the keyring or head does not open) or SpaceClosed. What was done stays done.
    """
    begin(space)
    resealed, after = 0, None
    while most is None or resealed < most:
        count, after = reseal_batch(space, after=after)
        if after is None:
            return _progress(space, ended=finish(space))
        resealed += count
        if tell is not None:
            tell(count)
    return _progress(space, ended=False)


def begin(space: OpenSpace) -> None:
    """Put the new key into the keyring; nothing is sealed with it yet."""
    with space.writing() as vault:
        if vault.row.pending != Pending.KEY_BEGUN:
            vault.keyring = vault.keyring.with_next_generation()
            vault.row.pending = Pending.KEY_BEGUN


def reseal_batch(space: OpenSpace, *, after: int | None) -> tuple[int, int | None]:
    """Seal the next records behind number `after` with the newest key.

    Answers how many, and the last one's number, or None when there was none left. Each is
    changed only where it is still as it was read; one that does not open is left as it is.
    """
    with space.writing() as vault:
        generation, _ = vault.keyring.newest
        batch = next(in_batches(space.vault_id, but_generation=generation, after=after), [])
        changes = []
        for row in batch:
            try:
                plain = vault.sealer.open(row)
                old = vault.sealer.mark(row.id, row.version, row.blob)
            except SealError:
                continue
            blob, _ = vault.sealer.seal(plain, row.id, row.shelf, version=row.version)
            new = vault.sealer.mark(row.id, row.version, blob)
            vault.head = vault.head.with_replaced(old, new)
            changes.append(Change(row, row.shelf, generation, blob))
        if not swap(changes):
            raise Damaged
    return len(changes), batch[-1].seq if batch else None


def finish(space: OpenSpace) -> bool:
    """See that every record opens, then drop the keys that none of them needs.

    With records that do not open, and that their person has not read about, nothing is dropped
    and it is asked again at the next opening.
    """
    with space.writing() as vault:
        counted = count_rows(space.vault_id, vault.sealer)
        if counted.unopenable and not same_damage(counted.damage, vault.about.damage_read):
            return False
        vault.keyring = vault.keyring.only(counted.generations)
        vault.row.pending = Pending.NOTHING
    return True


def _progress(space: OpenSpace, *, ended: bool) -> Progress:
    rows = Record.objects.filter(vault_id=space.vault_id)
    return Progress(
        done=rows.filter(generation=_newest_generation(space)).count(),
        total=rows.count(),
        ended=ended,
    )


def _newest_generation(space: OpenSpace) -> int:
    keyring = space.sealer.keyring
    if keyring == NO_KEYS:
        raise Damaged
    return keyring.newest[0]
