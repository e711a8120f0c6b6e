"""What a stolen database holds: counts, padded sizes, shelves, and no word of anyone's."""

import base64
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.models import Record, Vault
from skills_app.vault.rekeying.data_key import renew_data_key
from skills_app.vault.server_keys.keys import server_keyring
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.opening import (
    change_passphrase,
    keep_recovery_words,
    make_space,
    offer_recovery_words,
    open_space,
    renew,
)
from skills_app.vault.unlocking.unlocks import the_open_space
from tests.people import PASSPHRASE
from tests.raw_bytes import spellings, ways_to_write
from tests.vault.browsers import Browser

TITLE = "The lighthouse keeper's map"
TEXT = "Nobody knows that the heron waits by the fourth pier. Zwölf Boote."
TAGS = ["quincunx", "marigolds"]
NEW_PASSPHRASE = "seven herons over a slow estuary"
NEWEST_PASSPHRASE = "nine quiet boats by the fourth pier"


def newest_key(space: OpenSpace) -> bytes:
    vault = Vault.objects.get()
    return Keyring.open(bytes(vault.keyring), vmk=space.master_key, vault=vault.pk.bytes).newest[1]


@pytest.fixture
def a_days_traces(file_database: Path) -> tuple[bytes, dict[str, list[bytes]]]:
    """Every byte on disk after a day, and everything that may not be among them."""
    rowan = User.objects.create_user("heronfriend", "a sign-in password")
    browser = Browser(rowan)
    request = browser.request()
    make_space(rowan, PASSPHRASE, request=request)
    words = offer_recovery_words()
    keep_recovery_words(request, " ".join(words))
    browser.take(request)
    space = browser.space
    assert space is not None
    kept = space.create("entry", {"title": TITLE, "text": "first", "tags": TAGS})
    space.save(kept.id, "entry", {"title": TITLE, "text": TEXT, "on": "2031-05-17"}, 1)
    gone = space.create("entry", {"title": TITLE, "text": TEXT})
    space.delete(gone.id, "entry")
    change_passphrase(browser.request(), PASSPHRASE, NEW_PASSPHRASE)
    first_vmk, first_key = space.master_key, newest_key(space)
    request = browser.request()
    renew(request, NEW_PASSPHRASE, NEWEST_PASSPHRASE)
    browser.take(request)
    space = browser.space
    assert space is not None
    renew_data_key(space)
    request = browser.request()
    open_space(request, NEWEST_PASSPHRASE)
    browser.take(request)
    assert the_open_space(request) is not None
    opened = space.note().opened
    assert opened is not None
    texts = {
        "title": TITLE,
        "text": TEXT,
        "a tag": TAGS[0],
        "a date": "2031-05-17",
        "passphrase": PASSPHRASE,
        "new passphrase": NEW_PASSPHRASE,
        "newest passphrase": NEWEST_PASSPHRASE,
        "when it was opened": opened.isoformat(timespec="minutes")[:16],
        "recovery words": " ".join(words[:4]),
        "name": "heronfriend",
        "session id": browser.session_key,
        "unlock cookie": browser.unlock_cookie,
    }
    secrets = {
        "first master key": first_vmk,
        "first data key": first_key,
        "master key": space.master_key,
        "data key": newest_key(space),
        "server key": server_keyring().newest[1],
        "unlock token": base64.urlsafe_b64decode(browser.unlock_cookie + "="),
    }
    found = b"".join(
        path.read_bytes() for path in file_database.parent.rglob("*") if path.is_file()
    )
    needles = {name: list(ways_to_write(text)) for name, text in texts.items()}
    needles |= {name: list(spellings(secret)) for name, secret in secrets.items()}
    return found, needles


def test_no_word_key_or_cookie_is_among_the_bytes_on_disk(
    a_days_traces: tuple[bytes, dict[str, list[bytes]]],
) -> None:
    found, needles = a_days_traces
    assert [name for name, forms in needles.items() if any(form in found for form in forms)] == []


def test_the_search_would_have_found_them(
    a_days_traces: tuple[bytes, dict[str, list[bytes]]], file_database: Path
) -> None:
    """The same search finds a sentence that is put there in the clear."""
    _, needles = a_days_traces
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE careless (words)")
        cursor.execute("INSERT INTO careless VALUES (%s)", [TITLE])
    found = b"".join(path.read_bytes() for path in file_database.parent.glob("steady.sqlite3*"))
    assert any(form in found for form in needles["title"])


# Everything that stands in the clear, and why it may: ids are random; counts, order and sizes
# are told in docs/threat-model.md; times say when a wait, a session or an open space ends.
# How many wrong tries there were lately, and when the wait after them ends or all is forgotten.
TRIED = {"tries", "proven", "next_try_at", "forget_at"}
PLAIN_COLUMNS = {
    # `pending`: whether a new data key was asked for or begun, or erasing was broken off. It
    # has to be known without the person's key, and says nothing of what is kept.
    "Vault": {"id", "user", "epoch", "pending", "wrong_keys"} | TRIED,
    "Slot": {"id", "vault", "kind"},
    "Record": {"id", "vault", "seq", "version", "generation"},
    "Unlock": {"vault", "idle_until", "open_until"},
    "Canary": {"key_id"},
    # `group`: one of 256 that sessions of members fall into, by a keyed hash.
    "StoredSession": {"expires_at", "group"} | TRIED,
    # One row for each of 4,096 groups of names, so that a wait tells no name.
    "TryCount": {"group"} | TRIED,
    # `mark`, beside it, is chance.
    "SpentProof": {"expires_at"},
    "Profile": {"user"},
    # `username` is a keyed fingerprint, `password` an Argon2 hash.
    "User": {"id", "username", "password", "is_active"},
    # Django's own names of what the program is made of: the same rows in every installation.
    "auth.Permission": {"id", "name", "content_type", "codename"},
    "contenttypes.ContentType": {"id", "app_label", "model"},
}
OPAQUE_COLUMNS = {
    # `about`: when it was last opened and what was told of it, sealed under the master key.
    "Vault": {"keyring", "head", "about"},
    "Slot": {"blob", "sign_in_hash"},
    "Record": {"shelf", "blob"},
    "Unlock": {"lookup", "blob"},
    "Canary": {"blob"},
    "StoredSession": {"lookup", "blob"},
    "SpentProof": {"mark"},
    "Profile": {"sealed"},
}
# Tables that Django and allauth bring along and that nobody here writes in.
EMPTY_TABLES = {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
}
TABLES_WITHOUT_MODEL = {"django_migrations", "sqlite_sequence"}
MODELS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.db_table not in EMPTY_TABLES
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_new_column_has_to_be_thought_about_here(model: type[Model]) -> None:
    fields = model._meta.concrete_fields
    name = model._meta.label.removeprefix("skills_app.")
    opaque = {field.name for field in fields if field.get_internal_type() == "BinaryField"}
    assert opaque == OPAQUE_COLUMNS.get(name, set())
    assert {field.name for field in fields} - opaque == PLAIN_COLUMNS.get(name, set())


@pytest.mark.django_db
def test_there_is_no_table_besides_these() -> None:
    with connection.cursor() as cursor:
        there = {table.name for table in connection.introspection.get_table_list(cursor)}
    there -= TABLES_WITHOUT_MODEL
    assert there == {model._meta.db_table for model in MODELS} | EMPTY_TABLES


@pytest.mark.django_db
def test_joining_coming_back_and_new_keys_write_in_none_of_the_empty_ones(guest: Client) -> None:
    new = {"password1": NEW_PASSPHRASE, "password2": NEW_PASSPHRASE}
    for path, fields in {
        "/account/new/": {"username": "heronfriend", "password1": "a sign-in password"},
        "/space/make/": {"passphrase": PASSPHRASE, "again": PASSPHRASE},
        "/account/out/": {},
        "/account/in/": {"login": "heronfriend", "password": "a sign-in password"},
        "/account/password/": {"oldpassword": "a sign-in password", **new},
    }.items():
        assert guest.post(path, fields).status_code in {303}, path
    with connection.cursor() as cursor:
        for table in sorted(EMPTY_TABLES):
            assert cursor.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


@pytest.mark.usefixtures("file_database")
def test_entries_of_a_few_words_and_of_a_page_look_alike() -> None:
    rowan = User.objects.create_user("rowan", "unused")
    request = Browser(rowan).request()
    make_space(rowan, PASSPHRASE, request=request)
    space = the_open_space(request)
    assert space is not None
    for length in (1, 100, 900):
        space.create("entry", {"text": "a" * length})
    space.create("plan", {"text": "a"})
    assert {len(bytes(blob)) for blob in Record.objects.values_list("blob", flat=True)} == {1058}
