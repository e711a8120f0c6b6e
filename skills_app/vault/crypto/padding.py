"""A padded text shows only its size class, and there is one way to pad each text."""

import struct
from functools import lru_cache
from typing import Final

from skills_app.vault.crypto.sealing import SealError

FLOOR: Final = 1024  # Padmé alone still tells 6.3 bits of a short entry's length, this 3.6
LENGTH: Final = struct.Struct(">I")


def padme(size: int) -> int:
    """The smallest Padmé size not below `size`: at most 12 % more, O(log log) bits told.

    Source: Nikitin et al., "Reducing metadata leakage from encrypted files", PoPETs 2019.
    """
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    if low_bits <= 0:
        return size
    mask = (1 << low_bits) - 1
    return (size + mask) & ~mask


def padded_size(length: int) -> int:
    """How many bytes `pad` makes of `length` bytes; the length field is inside."""
    return padme(max(length + LENGTH.size, FLOOR))


@lru_cache(maxsize=1024)
def lengths_padded_to(size: int) -> range:
    """The lengths of which `pad` makes `size` bytes; empty for a size it never makes."""
    if size < FLOOR or padme(size) != size:
        return range(0)
    least = 0 if size == FLOOR else _size_before(size) - LENGTH.size + 1
    return range(least, size - LENGTH.size + 1)


def _size_before(size: int) -> int:
    """The next smaller Padmé size."""
    below = size - 1
    low_bits = below.bit_length() - 1 - (below.bit_length() - 1).bit_length()
    return below >> low_bits << low_bits


def pad(text: bytes) -> bytes:
    """`length u32 ‖ text ‖ zeros`."""
    return (LENGTH.pack(len(text)) + text).ljust(padded_size(len(text)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The text inside; refuses every spelling `pad` would not have made.

    Raises:
        SealError: wrong size, wrong length field, or padding that is not zeros.
    """
    size = len(padded)
    if size < LENGTH.size:
        raise SealError
    (length,) = LENGTH.unpack_from(padded)
    end = LENGTH.size + length
    if length not in lengths_padded_to(size) or padded[end:] != bytes(size - end):
        raise SealError
    return padded[LENGTH.size : end]
