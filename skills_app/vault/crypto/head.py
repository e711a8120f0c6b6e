"""A vault's head says which records there are, so that a missing or older one shows."""

import hashlib
import hmac
import struct
from dataclasses import dataclass, replace
from typing import Final

from skills_app.vault.crypto.sealing import Purpose, SealError, open_sealed, seal, subkey

LAYOUT: Final = struct.Struct(">IQQ32s")  # epoch, next seq, count, sum
MODULUS: Final = 1 << 256


def record_mark(sum_key: bytes, *, record: bytes, version: int, tag: bytes) -> int:
    """What one record adds to the sum: HMAC-SHA256 of id, version and its seal's tag.

    Raises:
        SealError: a version no record could have.
    """
    if not 0 <= version < 1 << 64:
        raise SealError
    message = record + version.to_bytes(8, "big") + tag
    return int.from_bytes(hmac.digest(sum_key, message, hashlib.sha256), "big")


@dataclass(frozen=True)
class Head:
    """Epoch, the next record's number, how many records, and the sum of their marks."""

    epoch: int = 1
    next_seq: int = 1
    count: int = 0
    sum: int = 0

    @classmethod
    def open(cls, blob: bytes, *, vmk: bytes, vault: bytes) -> "Head":
        """Raises SealError when the blob is not this vault's head."""
        plain = open_sealed(
            subkey(vmk, "head"), blob, purpose=Purpose.HEAD, key_id=0, context=vault
        )
        if len(plain) != LAYOUT.size:
            raise SealError
        epoch, next_seq, count, total = LAYOUT.unpack(plain)
        return cls(epoch, next_seq, count, int.from_bytes(total, "big"))

    def seal(self, *, vmk: bytes, vault: bytes) -> bytes:
        plain = LAYOUT.pack(self.epoch, self.next_seq, self.count, self.sum.to_bytes(32, "big"))
        return seal(subkey(vmk, "head"), purpose=Purpose.HEAD, key_id=0, plain=plain, context=vault)

    def with_added(self, mark: int, *, seq: int) -> "Head":
        return replace(
            self,
            next_seq=seq + 1,
            count=self.count + 1,
            sum=(self.sum + mark) % MODULUS,
        )

    def with_replaced(self, old: int, new: int) -> "Head":
        return replace(self, sum=(self.sum - old + new) % MODULUS)

    def with_removed(self, mark: int) -> "Head":
        return replace(self, count=max(self.count - 1, 0), sum=(self.sum - mark) % MODULUS)

    def with_all(self, *, count: int, total: int) -> "Head":
        return replace(self, count=count, sum=total)

    def at_epoch(self, epoch: int) -> "Head":
        return replace(self, epoch=epoch)
