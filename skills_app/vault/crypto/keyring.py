"""Data keys, one a generation; only the vault's master key shows them."""

import os
import struct
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from skills_app.vault.crypto.sealing import KEY_SIZE, Purpose, SealError, open_sealed, seal, subkey

ENTRY: Final = struct.Struct(f">I{KEY_SIZE}s")


@dataclass(frozen=True, repr=False)
class Keyring:
    """Pairs of generation and data key, oldest first."""

    keys: tuple[tuple[int, bytes], ...]

    @classmethod
    def new(cls) -> "Keyring":
        return cls(((1, os.urandom(KEY_SIZE)),))

    @classmethod
    def open(cls, blob: bytes, *, vmk: bytes, vault: bytes) -> "Keyring":
        """Raises SealError when the blob is not this vault's keyring."""
        plain = open_sealed(
            subkey(vmk, "keyring"), blob, purpose=Purpose.KEYRING, key_id=0, context=vault
        )
        if not plain or len(plain) % ENTRY.size:
            raise SealError
        keys = tuple(ENTRY.iter_unpack(plain))
        generations = [generation for generation, _ in keys]
        if generations != sorted(set(generations)):
            raise SealError
        return cls(keys)

    def seal(self, *, vmk: bytes, vault: bytes) -> bytes:
        plain = b"".join(ENTRY.pack(generation, key) for generation, key in self.keys)
        return seal(
            subkey(vmk, "keyring"), purpose=Purpose.KEYRING, key_id=0, plain=plain, context=vault
        )

    @property
    def newest(self) -> tuple[int, bytes]:
        return self.keys[-1]

    def get(self, generation: int) -> bytes | None:
        return dict(self.keys).get(generation)

    def with_next_generation(self) -> "Keyring":
        return Keyring((*self.keys, (self.newest[0] + 1, os.urandom(KEY_SIZE))))

    def only(self, generations: Collection[int]) -> "Keyring":
        """Without the keys of other generations; the newest always stays."""
        return Keyring(
            tuple(pair for pair in self.keys if pair[0] in generations or pair == self.newest)
        )

    def beside(self, other: "Keyring | None") -> "Keyring":
        """With what `other` knows as well, for reading rows sealed a moment ago."""
        if other is None:
            return self
        return Keyring(tuple(sorted((dict(other.keys) | dict(self.keys)).items())))


NO_KEYS: Final = Keyring(())
