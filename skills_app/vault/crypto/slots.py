"""A slot gives up the vault's master key only for its own secret, and guessing one is slow."""

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from skills_app.vault.crypto import gate
from skills_app.vault.crypto.sealing import (
    KEY_SIZE,
    OVERHEAD,
    Purpose,
    SealError,
    open_sealed,
    seal,
    subkey,
)
from skills_app.vault.crypto.spelling import one_secret

VERSION: Final = 1
KDF_ARGON2ID: Final = 1
PARAMETERS: Final = struct.Struct(">BBIIB16s")  # version, kdf, KiB, passes, lanes, salt
SALT_SIZE: Final = 16
COMMIT_SIZE: Final = 32
INNER_SIZE: Final = PARAMETERS.size + COMMIT_SIZE + KEY_SIZE + OVERHEAD
SHORTEST_PASSPHRASE: Final = 12
LONGEST_PASSPHRASE: Final = 512


class SlotKind(IntEnum):
    """What opens a slot."""

    PASSPHRASE = 1
    RECOVERY = 2


@dataclass(frozen=True)
class Cost:
    """Argon2id's price: memory in KiB and passes over it. Lanes are always one."""

    memory_kib: int = 64 * 1024
    passes: int = 3

    def is_bearable(self) -> bool:
        """Neither too cheap to protect nor so dear that opening would stop the server."""
        least, most = LEAST_COST, MOST_COST
        return (
            least.memory_kib <= self.memory_kib <= most.memory_kib
            and least.passes <= self.passes <= most.passes
        )


LEAST_COST: Final = Cost(memory_kib=8 * 1024, passes=1)
MOST_COST: Final = Cost(memory_kib=256 * 1024, passes=10)
# What new slots are made with; what opens a slot is always what the slot itself says.
COST = Cost()


@dataclass(frozen=True, repr=False)
class Root:
    """What a secret turns into: a key that opens, and a commitment to compare first."""

    key: bytes
    commit: bytes


def normalise(passphrase: str) -> str:
    """One spelling for each passphrase. Frozen: NFKC, trimmed, white space collapsed.

    Raises:
        TooLong: over 2,000 characters as typed, which nobody's passphrase has.
    """
    return one_secret(passphrase)


def passphrase_secret(passphrase: str) -> bytes:
    """The bytes Argon2id takes for a passphrase."""
    return normalise(passphrase).encode("utf-8", "surrogatepass")


def derive(secret: bytes, *, salt: bytes, cost: Cost) -> Root:
    """Argon2id, through the gate: one at once. At the standard cost about 190 ms.

    Lanes are fixed at one: with two or more, two threads deriving at once hang for
    ever in `cryptography` 50.

    Raises:
        SealError: the cost is outside its bounds.
        GateFull: too many others are before it.
    """
    if not cost.is_bearable():
        raise SealError
    argon2 = Argon2id(
        salt=salt,
        length=KEY_SIZE,
        iterations=cost.passes,
        lanes=1,
        memory_cost=cost.memory_kib,
    )
    root = gate.through(lambda: argon2.derive(secret))
    return Root(key=subkey(root, "kek"), commit=subkey(root, "commit"))


def make_inner(secret: bytes, vmk: bytes, *, vault: bytes, slot: bytes) -> bytes:
    """The 125-byte inner slot: `parameters 27 ‖ commitment 32 ‖ sealed master key 66`."""
    salt = os.urandom(SALT_SIZE)
    cost = COST
    parameters = PARAMETERS.pack(VERSION, KDF_ARGON2ID, cost.memory_kib, cost.passes, 1, salt)
    root = derive(secret, salt=salt, cost=cost)
    sealed = seal(
        root.key,
        purpose=Purpose.VMK,
        key_id=0,
        plain=vmk,
        context=vault + slot + parameters + root.commit,
    )
    return parameters + root.commit + sealed


def open_inner(secret: bytes, inner: bytes, *, vault: bytes, slot: bytes) -> bytes:
    """The master key.

    Raises:
        SealError: another secret, another place, or a changed slot.
    """
    salt, cost = read_parameters(inner)
    root = derive(secret, salt=salt, cost=cost)
    parameters = inner[: PARAMETERS.size]
    commit = inner[PARAMETERS.size : PARAMETERS.size + COMMIT_SIZE]
    if not hmac.compare_digest(root.commit, commit):
        raise SealError
    return open_sealed(
        root.key,
        inner[PARAMETERS.size + COMMIT_SIZE :],
        purpose=Purpose.VMK,
        key_id=0,
        context=vault + slot + parameters + commit,
    )


def read_parameters(inner: bytes) -> tuple[bytes, Cost]:
    """Salt and cost, as the slot says them.

    Raises:
        SealError: another size, version or derivation, lanes other than one, or a cost
            outside its bounds.
    """
    if len(inner) != INNER_SIZE:
        raise SealError
    version, kdf, memory_kib, passes, lanes, salt = PARAMETERS.unpack_from(inner)
    cost = Cost(memory_kib=memory_kib, passes=passes)
    if (version, kdf, lanes) != (VERSION, KDF_ARGON2ID, 1) or not cost.is_bearable():
        raise SealError
    return salt, cost


def derive_for_nothing(secret: bytes) -> None:
    """Spend the same time when there is no slot worth trying."""
    derive(secret, salt=bytes(SALT_SIZE), cost=COST)


def slot_context(vault: bytes, slot: bytes, kind: SlotKind) -> bytes:
    """Where the outer slot, sealed under the server's key, belongs."""
    return vault + slot + bytes([kind])


def sign_in_hash(entropy: bytes) -> bytes:
    """What is stored so that recovery words can also bring back a lost sign-in."""
    return hashlib.sha256(subkey(entropy, "sign-in")).digest()
