"""A proof of work instead of a refusal: whoever brings one is let through, whatever others do.

The server gives out a challenge and keeps nothing. It says for which place it is, until when, and
how much work it asks; the server's key signs it. What is used up is remembered by its chance
alone, until it would be too old. The work is a number of small searches rather than one large
one, so that luck matters little.
"""

import base64
import binascii
import hashlib
import hmac
import os
import struct
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from skills_app.vault.crypto import subkey
from skills_app.vault.models import SpentProof
from skills_app.vault.server_keys.keys import server_keyring

HEAD: Final = struct.Struct(">IIB12s")  # server key, until (seconds), bits, chance
MAC_SIZE: Final = 16
GOOD_FOR: Final = 600  # seconds
PARTS: Final = 16
LEAST_BITS: Final = 11  # 16 × 2¹¹ hashes: a blink
MOST_BITS: Final = 15  # 16 × 2¹⁵, half a million hashes: some seconds on a cheap phone
A_STEP: Final = 6  # wrong tries after which the work doubles
BEHIND: Final = 2  # steps by which a challenge may lag: others tried while it was worked on
LONGEST: Final = 400  # characters


@dataclass(frozen=True)
class Proof:
    """One that is right, and as yet unspent as far as is known."""

    bits: int
    chance: bytes
    until: int

    def is_enough(self, tries: int) -> bool:
        return self.bits >= bits_after(tries) - BEHIND


def bits_after(tries: int) -> int:
    """How many zero bits each part asks for, after so many recent wrong tries."""
    return min(LEAST_BITS + tries // A_STEP, MOST_BITS)


def proof_in(request: HttpRequest) -> str:
    """The proof that a form brought along, if any."""
    return request.POST.get("proof", "")


def make_challenge(place: bytes, tries: int) -> str:
    """For one use at this place, within ten minutes. Stored nowhere."""
    key_id, key = server_keyring().newest
    head = HEAD.pack(key_id, int(time.time()) + GOOD_FOR, bits_after(tries), os.urandom(12))
    return _text(head + _mac(key, head, place))


def bits_of(challenge: str) -> int:
    """As a page needs them that shows the challenge."""
    return int(HEAD.unpack(_bytes(challenge)[: HEAD.size])[2])


def read_proof(text: str, place: bytes) -> Proof | None:
    """`challenge.nonce.nonce…`, a nonce for each part. None when anything does not fit."""
    if len(text) > LONGEST or not text.isascii():
        return None
    challenge, *nonces = text.split(".")
    if len(nonces) != PARTS:
        return None
    try:
        blob = _bytes(challenge)
    except (binascii.Error, ValueError):
        return None
    if len(blob) != HEAD.size + MAC_SIZE:
        return None
    head, mac = blob[: HEAD.size], blob[HEAD.size :]
    key_id, until, bits, chance = HEAD.unpack(head)
    key = server_keyring().get(key_id)
    if key is None or not hmac.compare_digest(_mac(key, head, place), mac):
        return None
    # One from far in the future was made by a clock that has been moved since.
    if not 0 < until - time.time() <= GOOD_FOR:
        return None
    for number, nonce in enumerate(nonces):
        digest = hashlib.sha256(part_of(challenge, number) + nonce.encode("ascii")).digest()
        if int.from_bytes(digest[:4], "big") >> (32 - bits):
            return None
    return Proof(bits, chance, until)


def part_of(challenge: str, number: int) -> bytes:
    """64 bytes, one block: a browser works it out once and then tries nonce after nonce."""
    return f"{challenge}.{number}".encode("ascii").ljust(64, b".")


def spend(proof: Proof) -> bool:
    """Whether it was still unspent. From now on it is not."""
    SpentProof.objects.filter(expires_at__lt=timezone.now()).delete()
    try:
        with transaction.atomic():
            SpentProof.objects.create(
                mark=proof.chance, expires_at=datetime.fromtimestamp(proof.until, UTC)
            )
    except IntegrityError:
        return False
    return True


def unspend(proof: Proof) -> None:
    """The try it was for was not made."""
    SpentProof.objects.filter(mark=proof.chance).delete()


def _mac(key: bytes, head: bytes, place: bytes) -> bytes:
    return hmac.digest(subkey(key, "proof"), head + place, "sha256")[:MAC_SIZE]


def _text(blob: bytes) -> str:
    return base64.urlsafe_b64encode(blob).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
