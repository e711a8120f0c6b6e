"""Guessing at a secret gets slow, and nobody who guesses can keep the right one out.

Tries are counted in the database: at a vault, at a group of names, or at the password of one
session; and new accounts, all together. The first few are free. Then whoever brings a proof of work
(proofs.py) is let through at any time; who brings none waits a little, and when many try, turns are
drawn. How much of this someone can hold, and at what cost: docs/decisions/023.
"""

import hashlib
import math
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills_app.vault.crypto import gate
from skills_app.vault.models import StoredSession, Tried, TryCount, Vault
from skills_app.vault.unlocking import proofs

FREE_TRIES: Final = 5
LONGEST_PAUSE: Final = 15  # seconds, give or take half
CROWD: Final = 12  # wrong tries without a proof, from which on turns are drawn
ONE_IN: Final = 3  # of those who ask between pauses, one gets the turn
MOST_COUNTED: Final = 1000
GROUPS: Final = 4096
FREE_ACCOUNTS: Final = 100  # an hour, on the whole site, before making one asks for a proof too
FORGOTTEN_AFTER: Final = timedelta(hours=1)

_chance = SystemRandom()


class KeyRefused(Exception):
    """A key did not open the space. Nothing tells what was wrong with it."""

    def __str__(self) -> str:
        """For the person: kind, and the same whatever was wrong."""
        start = _("That did not open your space. Everything in it is still there.")
        return f"{start} {self.what_now()}"

    def password_words(self) -> str:
        """The same about the sign-in password."""
        return f"{_('That is not the password you sign in with.')} {self.what_now()}"

    def what_now(self) -> str:
        return _("You can try again.")


class NotYet(Exception):
    """There were many wrong tries: this one was not made. The same secret can be sent again.

    After `seconds` there is a turn for one of those who ask; with a proof of work at `place`
    there is one at any time.
    """

    def __init__(self, place: "Target", seconds: int, *, tries: int = 0) -> None:
        super().__init__()
        self.place = place
        self.seconds = seconds
        self.tries = tries

    @property
    def challenge(self) -> str:
        """A fresh one, for the page that asks again."""
        return proofs.make_challenge(self.place.name, self.tries)

    @property
    def is_of_new_accounts(self) -> bool:
        return self.place == at_new_accounts()

    def __str__(self) -> str:
        start = _("There were many wrong tries in a short time. They may not have been yours.")
        if self.is_of_new_accounts:
            start = _("Many accounts were made in a short time.")
        when = ngettext(
            "You can try again in %(seconds)s second.",
            "You can try again in %(seconds)s seconds.",
            self.seconds,
        ) % {"seconds": self.seconds}
        return f"{start} {when}"


@dataclass(frozen=True)
class Target:
    """What a secret is tried at: one row, whoever and wherever those are who try."""

    model: type[Tried]
    pk: Any
    also_free: int = 0  # tries, beyond the first few

    @property
    def name(self) -> bytes:
        """32 bytes that tell it from all others."""
        key = self.pk if isinstance(self.pk, bytes) else str(self.pk).encode()
        return hashlib.sha256(self.model.__name__.encode() + b" " + key).digest()


@dataclass(frozen=True)
class Try:
    """A try that has its turn, and the proof it was given for."""

    place: Target
    proof: proofs.Proof | None = None


def at_vault(vault_id: uuid.UUID) -> Target:
    return Target(Vault, vault_id)


def at_name(fingerprint: bytes) -> Target:
    return Target(TryCount, group_of(fingerprint))


def at_new_accounts() -> Target:
    """Where making an account is counted, right or wrong: nothing is guessed there."""
    return Target(TryCount, GROUPS, also_free=FREE_ACCOUNTS - FREE_TRIES)


def at_session(lookup: bytes) -> Target:
    """`lookup` is the digest that finds the session's row."""
    return Target(StoredSession, lookup)


def group_of(fingerprint: bytes) -> int:
    """Which group a name belongs to; the fingerprint can not be told from it."""
    return int.from_bytes(hashlib.sha256(b"tries" + fingerprint).digest()[:2], "big") % GROUPS


def pause_after(tries: int) -> int:
    """Seconds, on the average, until the next try: none for the first five, then 2, 4, 8, 15."""
    if tries < FREE_TRIES:
        return 0
    return int(min(2 ** min(tries - FREE_TRIES + 1, 10), LONGEST_PAUSE))


def take_a_try(place: Target, proof: str = "") -> Try:
    """Count a try before it is made, so that many at once gain nothing.

    End it with one of `forgive` and `give_back`, unless the secret was wrong. Raises NotYet, or
    GateFull when the derivation that follows would be turned away: a flood writes nothing. Raises
    KeyRefused when there is nothing left to try at. Not to be called inside a transaction.
    """
    brought = proofs.read_proof(proof, place.name) if proof else None
    gate.look(first=True if brought else None)
    with transaction.atomic():
        if place.model is TryCount:
            TryCount.objects.get_or_create(group=place.pk)
        row = _locked(place)
        if row is None:
            raise KeyRefused
        now = timezone.now()
        if _is_forgotten(row, now):
            row.tries, row.proven, row.next_try_at = 0, 0, None
        if brought and brought.is_enough(_counted(row, place)) and proofs.spend(brought):
            row.proven = min(row.proven + 1, MOST_COUNTED)
            gate.go_first()
        else:
            brought = None
            _take_turn(row, place, now)
        row.forget_at = _whole_hour(now + FORGOTTEN_AFTER)
        row.save(update_fields=["tries", "proven", "next_try_at", "forget_at"])
    return Try(place, brought)


def give_back(taken: Try) -> None:
    """It was not made after all, and whoever it was can come again with the same proof."""
    _uncount(taken, at_most=MOST_COUNTED)
    if taken.proof is not None:
        proofs.unspend(taken.proof)


def forgive(taken: Try) -> None:
    """The secret was right: the pause is over for all.

    At a group of names not all is forgotten: someone might have one of its names only to be
    forgiven again and again, and so gain free tries at another.
    """
    _uncount(taken, at_most=FREE_TRIES - 1 if taken.place.model is TryCount else 0)


def end_pause(place: Target) -> None:
    """Those who tried are out now, or another right secret came: others may try at once."""
    place.model.objects.filter(pk=place.pk).update(  # type: ignore[attr-defined]
        tries=Least(F("tries"), Value(FREE_TRIES - 1)), next_try_at=None
    )


def _uncount(taken: Try, *, at_most: int) -> None:
    with transaction.atomic():
        row = _locked(taken.place)
        if row is None:
            return
        if taken.proof is not None:
            row.proven = max(row.proven - 1, 0)
        else:
            row.tries, row.next_try_at = max(row.tries - 1, 0), None
        if row.tries > at_most:
            row.tries, row.next_try_at = at_most, None
        if not (row.tries or row.proven):
            row.forget_at = None
        row.save(update_fields=["tries", "proven", "next_try_at", "forget_at"])


def _locked(place: Target) -> Tried | None:
    rows = place.model.objects.select_for_update()  # type: ignore[attr-defined]
    found: Tried | None = (
        rows.only("tries", "proven", "next_try_at", "forget_at").filter(pk=place.pk).first()
    )
    return found


def _take_turn(row: Tried, place: Target, now: datetime) -> None:
    """Raises NotYet during a pause, and when the draw falls on somebody else."""
    left = 0
    if row.next_try_at is not None:
        left = math.ceil((row.next_try_at - now).total_seconds())
        # More than the longest pause means that the clock was moved, not that anyone waits.
        left = left if left <= LONGEST_PAUSE * 2 else 0
    if left <= 0 and row.tries - place.also_free >= CROWD and _chance.randrange(ONE_IN):
        left = 1
    if left > 0:
        raise NotYet(place, left, tries=_counted(row, place))
    row.tries = min(row.tries + 1, MOST_COUNTED)
    pause = pause_after(row.tries - place.also_free) * _chance.uniform(0.5, 1.5)
    row.next_try_at = now + timedelta(seconds=pause) if pause else None


def _counted(row: Tried, place: Target) -> int:
    """By how many recent tries the work goes."""
    return max(row.tries + row.proven - place.also_free, 0)


def _is_forgotten(row: Tried, now: datetime) -> bool:
    """Tries of more than an hour ago count no more; nor do those of a clock that was moved."""
    if row.forget_at is None:
        return True
    return not timedelta(0) < row.forget_at - now <= FORGOTTEN_AFTER * 2


def _whole_hour(moment: datetime) -> datetime:
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(hours=1)
