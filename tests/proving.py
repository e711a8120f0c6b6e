"""The sum that a browser does for a proof of work, done here."""

import hashlib
import itertools
import re

from skills_app.vault.unlocking.proofs import PARTS, bits_of, part_of

CHALLENGE = re.compile(r'data-challenge="([^"]+)"')


def prove(challenge: str) -> str:
    found = [challenge]
    for number in range(PARTS):
        start = hashlib.sha256(part_of(challenge, number))
        for nonce in itertools.count():
            tried = start.copy()
            tried.update(str(nonce).encode())
            if int.from_bytes(tried.digest()[:4], "big") >> (32 - bits_of(challenge)) == 0:
                found.append(str(nonce))
                break
    return ".".join(found)


def challenge_on(page: bytes | str) -> str:
    """The challenge that a page asks with; fails when there is none."""
    text = page.decode() if isinstance(page, bytes) else page
    found = CHALLENGE.search(text)
    assert found, "no challenge on the page"
    return found[1]
