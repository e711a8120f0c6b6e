"""What is seen to each time a key opens a space, before and after it is open."""

from contextlib import ExitStack, suppress
from datetime import datetime

from django.db import Error, IntegrityError
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from skills_app.vault.crypto import EPOCH, HEAD, About, Head, Keyring, RecordSealer, SealError
from skills_app.vault.models import Unlock, Vault
from skills_app.vault.rekeying.data_key import carry_on_if_asked
from skills_app.vault.store import Arrival, Damaged, OpenSpace, SpaceClosed, count_rows
from skills_app.vault.unlocking.throttle import KeyRefused
from skills_app.vault.unlocking.unlocks import close_space, open_here

# In the session: something differs. "new" until its page was shown, then "shown" until read.
DIFFERS = "space_differs"
# In the session: how many wrong keys came before this opening, while the space is open.
WRONG_KEYS = "space_wrong_keys"

# Sent with `space` when a space has just been opened with a key.
space_opened = Signal()


def lock_as_tried(vault: Vault) -> Vault:
    """The vault's row under its lock. Call inside a transaction.

    Raises KeyRefused when it was locked everywhere, or given new keys, since `vault` was read:
    what the key gave then may be worth nothing now.
    """
    row = Vault.objects.select_for_update().filter(pk=vault.pk, epoch=vault.epoch).first()
    if row is None:
        raise KeyRefused
    return row


def put_in_order(row: Vault, vmk: bytes) -> About:
    """Make a head that does not open, or is newer than its vault, usable again.

    The note says so until its person has read it; nothing else is changed. Saves nothing.

    Raises Damaged when the keyring does not open: then nothing can be read.
    """
    vault = row.pk.bytes
    about = About.read(bytes(row.about), vmk=vmk, vault=vault)
    try:
        keyring = Keyring.open(bytes(row.keyring), vmk=vmk, vault=vault)
    except SealError as error:
        raise Damaged from error
    try:
        head = Head.open(bytes(row.head), vmk=vmk, vault=vault)
    except SealError:
        counted = count_rows(row.pk, RecordSealer(row.pk, vmk, keyring))
        head = Head(epoch=row.epoch).with_all(count=counted.found, total=counted.total)
        about = about.with_lost(HEAD)
    if head.epoch > row.epoch:
        # An old row was put back. What was opened under its epoch may not count again.
        row.epoch = head.epoch + 1
        about = about.with_lost(EPOCH)
        Unlock.objects.filter(vault_id=row.pk).delete()
    row.head = head.at_epoch(row.epoch).seal(vmk=vmk, vault=vault)
    return about


def write_down(row: Vault, about: About, vmk: bytes) -> datetime | None:
    """Note this opening, save the row, and answer when the one before was."""
    now = timezone.now().replace(microsecond=0)
    row.about = about.opened_at(now).seal(vmk=vmk, vault=row.pk.bytes)
    row.save(update_fields=["epoch", "head", "about"])
    return about.opened


def come_in(
    request: HttpRequest, row: Vault, vmk: bytes, *, last_opened: datetime | None
) -> OpenSpace:
    """Open the space in this browser, go on with work that waits for it, and look it over.

    When something comes in between, the space is not left open: the page will say it is not.
    """
    with ExitStack() as undone:
        undone.callback(_lock_again, request)
        try:
            space = open_here(request, row, vmk)
            fresh_key = carry_on_if_asked(space)
            soundness = space.verify()
        except (SpaceClosed, IntegrityError) as error:  # locked everywhere, or erased, just now
            raise KeyRefused from error
        undone.pop_all()
    if soundness.needs_telling:
        request.session[DIFFERS] = "new"
    else:
        request.session.pop(DIFFERS, None)
    request.session[WRONG_KEYS] = row.wrong_keys
    space.arrival = Arrival(last_opened, row.wrong_keys, soundness.found, soundness, fresh_key)
    # Nothing a feature does at this moment may keep its person out.
    space_opened.send_robust(sender=OpenSpace, space=space)
    return space


def _lock_again(request: HttpRequest) -> None:
    with suppress(Error):  # this browser gives up its key all the same
        close_space(request)
