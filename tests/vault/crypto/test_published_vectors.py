"""The ciphers underneath answer as the world says they should."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from skills_app.vault.crypto import sealing, slots

VECTORS = Path(__file__).parents[1] / "vectors"
AES_GCM: list[dict[str, Any]] = json.loads((VECTORS / "wycheproof_aes_gcm.json").read_text())[
    "tests"
]
ARGON2ID: list[dict[str, Any]] = json.loads((VECTORS / "argon2id.json").read_text())["tests"]
RFC_9106, *OURS = ARGON2ID


@pytest.mark.parametrize("case", AES_GCM, ids=lambda case: str(case["tcId"]))
def test_aes_256_gcm_opens_what_wycheproof_calls_valid_and_nothing_else(
    case: dict[str, Any],
) -> None:
    key, nonce, plain, added, body, tag = (
        bytes.fromhex(case[part]) for part in ("key", "iv", "msg", "aad", "ct", "tag")
    )
    cipher = sealing.AESGCM(key)
    if case["result"] == "valid":
        assert cipher.encrypt(nonce, plain, added) == body + tag
        assert cipher.decrypt(nonce, body + tag, added) == plain
    else:
        with pytest.raises(InvalidTag):
            cipher.decrypt(nonce, body + tag, added)


def test_the_vectors_hold_both_sorts() -> None:
    results = [case["result"] for case in AES_GCM]
    assert (results.count("valid"), results.count("invalid")) == (39, 27)


def test_argon2id_gives_what_rfc_9106_prints() -> None:
    """Its four lanes are safe here: nothing else derives in this process at the same time."""
    derived = Argon2id(
        salt=bytes.fromhex(RFC_9106["salt"]),
        length=RFC_9106["length"],
        iterations=RFC_9106["passes"],
        lanes=RFC_9106["lanes"],
        memory_cost=RFC_9106["kib"],
        ad=bytes.fromhex(RFC_9106["ad"]),
        secret=bytes.fromhex(RFC_9106["secret"]),
    ).derive(bytes.fromhex(RFC_9106["password"]))
    assert derived.hex() == RFC_9106["output"]


@pytest.mark.real_argon2
@pytest.mark.parametrize("case", OURS, ids=lambda case: case["about"])
def test_a_root_comes_from_what_the_reference_implementation_derives(
    case: dict[str, Any],
) -> None:
    root = slots.derive(
        bytes.fromhex(case["password"]),
        salt=bytes.fromhex(case["salt"]),
        cost=slots.Cost(memory_kib=case["kib"], passes=case["passes"]),
    )
    expected = bytes.fromhex(case["output"])
    assert root.key == sealing.subkey(expected, "kek")
    assert root.commit == sealing.subkey(expected, "commit")
