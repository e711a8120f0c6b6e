"""Rows that say as little as rows can: sealed blobs, opaque ids, and no time of writing."""

import uuid

from django.conf import settings
from django.db import models


class Pending(models.IntegerChoices):
    """Work on a vault that was asked for or begun, and goes on wherever it was broken off."""

    NOTHING = 0
    KEY_ASKED = 1
    KEY_BEGUN = 2
    ERASING = 3


class Tried(models.Model):
    """What a secret is tried at. None of it says who tried; the last is a whole hour.

    `tries` and `proven` count the wrong ones of the last hour or two, without a proof of work and
    with one. Only those without wait, until `next_try_at`.
    """

    tries = models.PositiveSmallIntegerField(default=0)
    proven = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, default=None)
    forget_at = models.DateTimeField(null=True, default=None)

    class Meta:
        abstract = True


class Vault(Tried):
    """One person's private space. `wrong_keys`: how many came since it was last opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="vault"
    )
    epoch = models.PositiveIntegerField(default=1)
    keyring = models.BinaryField()
    head = models.BinaryField()
    about = models.BinaryField(default=b"")
    pending = models.PositiveSmallIntegerField(default=Pending.NOTHING)
    wrong_keys = models.PositiveSmallIntegerField(default=0)


class Slot(models.Model):
    """One way to open a vault: its passphrase, or its recovery words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="slots")
    kind = models.PositiveSmallIntegerField()
    blob = models.BinaryField()
    sign_in_hash = models.BinaryField(null=True, default=None)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vault", "kind"], name="one_slot_of_a_kind")]


class Record(models.Model):
    """One sealed document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vault = models.ForeignKey(
        Vault, on_delete=models.CASCADE, related_name="records", db_index=False
    )
    seq = models.BigIntegerField()
    version = models.BigIntegerField()
    generation = models.PositiveIntegerField()
    shelf = models.BinaryField(max_length=8)
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vault", "seq"], name="one_record_a_seq")]
        # With the version in it, how often a kind was saved is told without reading its rows.
        indexes = [
            models.Index(fields=["vault", "shelf", "seq", "version"], name="record_shelf_saves")
        ]


class Unlock(models.Model):
    """One browser session in which a vault is open. Useless without that browser's token."""

    lookup = models.BinaryField(primary_key=True, max_length=32)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="unlocks")
    blob = models.BinaryField()
    idle_until = models.DateTimeField()
    open_until = models.DateTimeField()


class TryCount(Tried):
    """Tries to sign in at one of 4,096 groups of names; which name was tried is not told."""

    group = models.PositiveSmallIntegerField(primary_key=True)


class Canary(models.Model):
    """Sealed with one server key, to see at start-up that it is still that key."""

    key_id = models.BigIntegerField(primary_key=True)
    blob = models.BinaryField()


class StoredSession(Tried):
    """A browser session, found by the digest of its cookie and sealed.

    Its tries are those at the password of whoever is signed in: they stand beside the sealed
    part, so that no other request of the same session can put an older count back. `group` is one
    of 256 that sessions of members fall into, so that a member's own can be found.
    """

    lookup = models.BinaryField(primary_key=True, max_length=32)
    blob = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
    group = models.PositiveSmallIntegerField(null=True, default=None, db_index=True)


class SpentProof(models.Model):
    """A proof of work that was used; until it would be too old anyway. Chance, and a time."""

    mark = models.BinaryField(primary_key=True, max_length=16)
    expires_at = models.DateTimeField(db_index=True)
