"""Opens a vault from a database file, a passphrase and the server's keys.

Written from docs/vault-format.md alone; it shares no code with the program.
"""

import base64
import hashlib
import hmac
import json
import sqlite3
import struct
import unicodedata
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def hkdf(key: bytes, name: str, salt: bytes = b"") -> bytes:
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, b"vault/v1/" + name.encode() + b"\x01", "sha256")


def open_envelope(key: bytes, blob: bytes, purpose: int, context: bytes) -> bytes:
    assert (blob[0], blob[1]) == (1, purpose)
    return AESGCM(key).decrypt(blob[6:18], blob[18:], blob[:6] + context)


def key_id(blob: bytes) -> int:
    return int(struct.unpack(">I", blob[2:6])[0])


def read_key_file(text: str) -> dict[int, bytes]:
    entries = (line.strip() for line in text.splitlines())
    pairs = (entry.split(":") for entry in entries if entry and not entry.startswith("#"))
    return {int(name): base64.urlsafe_b64decode(key.strip() + "==") for name, key in pairs}


def passphrase_bytes(passphrase: str) -> bytes:
    return " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()


def unpad(padded: bytes) -> bytes:
    (length,) = struct.unpack(">I", padded[:4])
    assert not any(padded[4 + length :])
    return padded[4 : 4 + length]


def master_key(
    secret: bytes,
    blob: bytes,
    *,
    server_keys: dict[int, bytes],
    vault: bytes,
    slot: bytes,
    kind: int,
) -> bytes:
    place = vault + slot + bytes([kind])
    inner = open_envelope(hkdf(server_keys[key_id(blob)], "slot", place), blob, 1, place)
    parameters, commitment, sealed = inner[:27], inner[27:59], inner[59:]
    version, kdf, kib, passes, lanes, salt = struct.unpack(">BBIIB16s", parameters)
    assert (version, kdf, lanes) == (1, 1, 1)
    root = hash_secret_raw(secret, salt, passes, kib, lanes, 32, Type.ID)
    assert hkdf(root, "commit") == commitment
    return open_envelope(hkdf(root, "kek"), sealed, 2, vault + slot + parameters + commitment)


def data_keys(vmk: bytes, blob: bytes, vault: bytes) -> dict[int, bytes]:
    return dict(struct.iter_unpack(">I32s", open_envelope(hkdf(vmk, "keyring"), blob, 3, vault)))


def head(vmk: bytes, blob: bytes, vault: bytes) -> tuple[int, int, int, bytes]:
    inside = open_envelope(hkdf(vmk, "head"), blob, 5, vault)
    epoch, next_seq, count, total = struct.unpack(">IQQ32s", inside)
    return epoch, next_seq, count, total


def note(vmk: bytes, blob: bytes, vault: bytes) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(unpad(open_envelope(hkdf(vmk, "about"), blob, 10, vault)))
    return about


def record(
    keys: dict[int, bytes], blob: bytes, *, vault: bytes, row: bytes, shelf: bytes, version: int
) -> dict[str, Any]:
    place = vault + row + shelf + struct.pack(">Q", version)
    document: dict[str, Any] = json.loads(unpad(open_envelope(keys[key_id(blob)], blob, 4, place)))
    return document


def shelf_of(vmk: bytes, kind: str) -> bytes:
    return hmac.digest(hkdf(vmk, "shelf"), kind.encode(), "sha256")[:8]


def sign_in_hash(entropy: bytes) -> bytes:
    return hashlib.sha256(hkdf(entropy, "sign-in")).digest()


def stored_name(names_key: bytes, name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return hmac.digest(names_key, folded.encode(), "sha256").hex()


def read_everything(
    database: Path, key_file: Path, name: str, names_key: str, passphrase: str
) -> dict[str, list[dict[str, Any]]]:
    """All documents of one person, by kind, oldest first, having checked the head."""
    rows = sqlite3.connect(database)
    (user,) = rows.execute(
        "SELECT id FROM skills_app_user WHERE username = ?",
        [stored_name(base64.urlsafe_b64decode(names_key.strip() + "="), name)],
    ).fetchone()
    vault_id, keyring, sealed_head, about = rows.execute(
        "SELECT id, keyring, head, about FROM skills_app_vault WHERE user_id = ?", [user]
    ).fetchone()
    slot_id, slot = rows.execute(
        "SELECT id, blob FROM skills_app_slot WHERE vault_id = ? AND kind = 1", [vault_id]
    ).fetchone()
    vault = bytes.fromhex(vault_id)
    vmk = master_key(
        passphrase_bytes(passphrase),
        slot,
        server_keys=read_key_file(key_file.read_text()),
        vault=vault,
        slot=bytes.fromhex(slot_id),
        kind=1,
    )
    keys = data_keys(vmk, keyring, vault)
    shelves = {shelf_of(vmk, kind): kind for kind in note(vmk, about, vault)["kinds"]}
    found: dict[str, list[dict[str, Any]]] = {}
    count = total = 0
    for row_id, shelf, version, blob in rows.execute(
        "SELECT id, shelf, version, blob FROM skills_app_record WHERE vault_id = ? ORDER BY seq",
        [vault_id],
    ):
        row = bytes.fromhex(row_id)
        document = record(keys, blob, vault=vault, row=row, shelf=shelf, version=version)
        found.setdefault(shelves[shelf], []).append(document)
        message = row + struct.pack(">Q", version) + blob[-16:]
        total += int.from_bytes(hmac.digest(hkdf(vmk, "sum"), message, "sha256"), "big")
        count += 1
    _, _, expected, expected_sum = head(vmk, sealed_head, vault)
    assert (count, (total % 2**256).to_bytes(32, "big")) == (expected, expected_sum)
    return found
