"""Which two of the twelve words are asked for: always the same for the same words."""

import hashlib
from collections.abc import Sequence


def ask_for_two(words: Sequence[str]) -> tuple[int, int]:
    """Two different places from 1 to 12, in order; a page sent again asks for the same two."""
    digest = hashlib.sha256(" ".join(words).encode()).digest()
    first = digest[0] % 12
    second = (first + 1 + digest[1] % 11) % 12
    low, high = sorted((first + 1, second + 1))
    return low, high
