"""Searches files for a secret in every way it could have been written down."""

import base64
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote_plus

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
SHORTEST = 6  # fewer bytes turn up by chance


def spellings(secret: bytes) -> set[bytes]:
    """Bytes as they are, in hex, and in base64 of both alphabets wherever they begin in it."""
    found = {secret, secret.hex().encode(), secret.hex().upper().encode()}
    for lead in range(3):
        whole = base64.b64encode(bytes(lead) + secret)
        inner = whole[4 if lead else 0 : -4]
        found |= {inner, inner.translate(bytes.maketrans(b"+/", b"-_"))}
    return {form for form in found if len(form) >= SHORTEST}


def ways_to_write(text: str) -> set[bytes]:
    """A text in several encodings, each in all `spellings`; escaped, and without capitals."""
    found: set[bytes] = set()
    for written in {text, text.lower(), text.casefold()}:
        for encoding in ENCODINGS:
            found |= spellings(written.encode(encoding))
        found |= {json.dumps(written)[1:-1].encode(), quote_plus(written).encode()}
    return found


def found_in(folder: Path, secrets: Mapping[str, Iterable[bytes]]) -> dict[str, list[str]]:
    """Which secrets are in which files of a folder, and in the files' own names."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = str(path.relative_to(folder))
        held = path.read_bytes() + b"\0" + name.encode()
        for secret, forms in secrets.items():
            if any(form in held for form in forms):
                found.setdefault(secret, []).append(name)
    return found
