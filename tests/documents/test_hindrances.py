"""Whatever stands in the way of keeping, each kind says the same of it, and not a word is lost."""

import typing
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.test import Client

from skills_app.account.models import User
from skills_app.documents.keeping import HINDRANCES, Name
from skills_app.vault.crypto.head import Head
from skills_app.vault.database.trouble import Trouble
from skills_app.vault.models import Record, Unlock, Vault
from skills_app.vault.store.open_space import OpenSpace, TooLarge
from tests.documents.making import MAKINGS, Making
from tests.journal.spaces import page_at
from tests.people import PASSPHRASE, PASSWORD

pytestmark = pytest.mark.django_db
WORDS = "The heron stood in the grey water all morning."

of_each_kind = pytest.mark.parametrize("making", MAKINGS, ids=lambda making: making.name)


def failing(error: Exception) -> Callable[..., None]:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


@of_each_kind
@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OperationalError("database or disk is full"), 503, "no room left"),
        (OperationalError("database is locked"), 503, "very busy"),
        (OperationalError("attempt to write a readonly database"), 503, "can only be read"),
        (DatabaseError("database disk image is malformed"), 503, "does not open"),
        (OperationalError("no such table: x"), 503, "be reached just now"),
        (TooLarge(2_000_000), 422, "too long to keep in one piece"),
    ],
)
def test_what_can_not_be_kept_is_told_with_its_reason_and_stays_on_the_page(
    alice_with_space: Client,
    monkeypatch: pytest.MonkeyPatch,
    making: Making,
    error: Exception,
    status: int,
    said: str,
) -> None:
    path = making.kept_at(alice_with_space, "Before.")
    monkeypatch.setattr(OpenSpace, "create", failing(error))
    monkeypatch.setattr(OpenSpace, "save", failing(error))
    for address in (f"{making.home}new/", f"{path}change/"):
        sent = {**making.fields, "text": WORDS, "version": "1"}
        answer = alice_with_space.post(address, sent)
        assert answer.status_code == status
        assert said in answer.text
        assert WORDS in answer.text
    monkeypatch.undo()
    assert making.changed(alice_with_space, path, WORDS, 1) == 303


@of_each_kind
def test_a_fault_of_our_own_is_not_called_trouble(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch, making: Making
) -> None:
    monkeypatch.setattr(OpenSpace, "create", failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        making.kept_at(alice_with_space, WORDS)


@of_each_kind
def test_a_space_whose_inner_keys_do_not_open_says_so_and_keeps_the_words_on_the_page(
    alice_with_space: Client, alice: User, making: Making
) -> None:
    vault = Vault.objects.get(user=alice)
    wrong = Head(count=7).seal(vmk=b"\x07" * 32, vault=vault.pk.bytes)
    Vault.objects.filter(pk=vault.pk).update(keyring=wrong)
    answer = alice_with_space.post(f"{making.home}new/", {**making.fields, "text": WORDS})
    assert answer.status_code == 503
    assert "nothing new can be kept" in answer.text
    assert WORDS in answer.text


@of_each_kind
def test_a_change_of_one_that_does_not_open_keeps_the_words_on_the_page(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, "Before.")
    row = Record.objects.get(pk=path.split("/")[2])
    Record.objects.filter(pk=row.pk).update(blob=row.blob[:-1] + bytes([row.blob[-1] ^ 1]))
    sent = {**making.fields, "text": WORDS, "version": "1"}
    answer = alice_with_space.post(f"{path}change/", sent)
    assert answer.status_code == 503
    assert WORDS in answer.text


@of_each_kind
def test_a_locked_space_is_opened_there_and_the_words_are_kept(
    alice_with_space: Client, making: Making
) -> None:
    Unlock.objects.all().delete()
    sent = {**making.fields, "text": WORDS}
    answer = alice_with_space.post(f"{making.home}new/", sent)
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert 'name="passphrase"' in answer.text
    wrong = alice_with_space.post(f"{making.home}new/", {**sent, "passphrase": "not this one"})
    assert wrong.status_code == 422
    assert WORDS in wrong.text
    assert "did not open" in wrong.text
    assert "not this one" not in wrong.text
    kept = alice_with_space.post(f"{making.home}new/", {**sent, "passphrase": PASSPHRASE})
    assert WORDS in page_at(alice_with_space, kept.headers["Location"])


@of_each_kind
def test_after_the_sign_in_ran_out_the_page_asks_for_it_and_keeps_the_words(
    alice_with_space: Client, making: Making
) -> None:
    del alice_with_space.cookies[settings.SESSION_COOKIE_NAME]
    sent = {**making.fields, "text": WORDS}
    answer = alice_with_space.post(f"{making.home}new/", sent)
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert 'name="password"' in answer.text
    keys = {"login": "Alice", "password": PASSWORD, "passphrase": PASSPHRASE}
    kept = alice_with_space.post(f"{making.home}new/", {**sent, **keys})
    assert WORDS in page_at(alice_with_space, kept.headers["Location"])


@of_each_kind
def test_a_change_in_two_places_shows_both_and_loses_neither(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, "Before.")
    assert making.changed(alice_with_space, path, "From the first tab.", 1) == 303
    sent = {**making.fields, "text": "From the second tab.", "version": "1"}
    answer = alice_with_space.post(f"{path}change/", sent)
    assert answer.status_code == 409
    assert "From the first tab." in answer.text
    assert "From the second tab." in answer.text
    assert 'name="version" value="2"' in answer.text

    both = alice_with_space.post(
        f"{path}change/", {**sent, "version": "2", "as_another": "1"}
    ).headers["Location"]
    assert both != path
    assert "From the second tab." in page_at(alice_with_space, both)
    assert "From the first tab." in page_at(alice_with_space, path)


@of_each_kind
def test_a_form_sent_twice_is_kept_once(alice_with_space: Client, making: Making) -> None:
    fields = {**making.fields, "text": WORDS, "page": "one-opened-page"}
    answers = [alice_with_space.post(f"{making.home}new/", fields) for _ in range(2)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    path = answers[0].headers["Location"]
    for _ in range(2):
        assert making.changed(alice_with_space, path, "Changed.", 1) == 303
    assert "Changed." in page_at(alice_with_space, path)
    assert making.changed(alice_with_space, path, "Changed again.", 2) == 303


def test_each_thing_that_can_stand_in_the_way_has_its_row() -> None:
    names = {*typing.get_args(Name), *typing.get_args(Trouble)}
    assert set(HINDRANCES) == names
    assert all(one.page >= 400 and one.script >= 400 for one in HINDRANCES.values())


@of_each_kind
def test_what_was_written_in_no_field_of_the_page_comes_back_beside_it(
    alice_with_space: Client, making: Making
) -> None:
    """A page of another day may have had a field that is not there any more."""
    path = making.kept_at(alice_with_space, "Before.")
    keys = {"passphrase": "not this one", "new_passphrase": "nor this"}
    sent = {**making.fields, **keys, "version": "9", "key_moment": "calm", "note": "At dusk."}
    for address, fields, status in [
        (f"{making.home}new/", {"text": " "}, 422),
        (f"{path}change/", {"text": "Other."}, 409),
    ]:
        answer = alice_with_space.post(address, {**sent, **fields})
        assert answer.status_code == status
        assert ">\ncalm</textarea>" in answer.text
        assert "At dusk." in answer.text
        assert answer.text.count("readonly") == 2
        assert "this one" not in answer.text
    held = alice_with_space.post(f"{path}change/", {**sent, "text": "It was calm. At dusk."})
    assert held.text.count("readonly") == 0
