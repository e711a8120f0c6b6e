"""A script or plan that was being changed when its writer left."""

import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.documents.store import everything
from skills_app.keepsakes.kinds import KEEPSAKE
from skills_app.keepsakes.shapes import Keepsake
from skills_app.vault.models import Record, Unlock
from tests.journal.spaces import space_of

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
WORDS = "I would like to slow down now."
NEW = "I would like to stop now."
NEWER = "Stop, please."


def keep(client: Client, text: str = WORDS, **fields: str) -> str:
    answer = client.post("/keep/new/", {"sort": "plan", "text": text, **fields})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def fields_of(client: Client, path: str) -> dict[str, str]:
    """What the editor at `path` sends along, with nothing changed."""
    page = client.get(f"{path}change/").content.decode()
    form = re.search(r'<form[^>]*data-draft="keepsake".*?</form>', page, re.DOTALL)
    assert form is not None
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    text = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", form[0], re.DOTALL)
    title = re.search(r'name="title"(?: value="([^"]*)")?', form[0])
    assert text is not None
    assert title is not None
    return {**hidden, "text": text[1], "title": title[1] or "", "form": "keepsake"}


def leave(client: Client, *typed: dict[str, str]) -> None:
    sent = {
        f"draft{number or ''}-{name}": value
        for number, fields in enumerate(typed)
        for name, value in fields.items()
    }
    assert client.post("/lock/", sent, headers=HERE).status_code == 204
    assert not Unlock.objects.exists()


def kept(user: User) -> list[Keepsake]:
    return everything(space_of(user), KEEPSAKE)[0]


def texts(user: User) -> list[str]:
    return [one.text for one in kept(user)]


def test_what_was_being_changed_is_kept_in_its_place(alice_with_space: Client, alice: User) -> None:
    path = keep(alice_with_space, title="For Sunday")
    typed = fields_of(alice_with_space, path)

    leave(alice_with_space, {**typed, "text": NEW.replace(" to ", "\r\nto ")})

    [one] = kept(alice)
    assert (one.text, one.title, one.sort) == (NEW.replace(" to ", "\nto "), "For Sunday", "plan")
    assert (str(one.id), one.version) == (typed["keepsake"], 2)


def test_newer_words_are_never_overwritten(alice_with_space: Client, alice: User) -> None:
    path = keep(alice_with_space)
    typed = fields_of(alice_with_space, path)
    alice_with_space.post(f"{path}change/", {**typed, "text": NEWER})

    leave(alice_with_space, {**typed, "text": NEW})

    assert sorted(texts(alice)) == sorted([NEW, NEWER])


def test_two_tabs_changing_the_same_one_lose_neither(alice_with_space: Client, alice: User) -> None:
    typed = fields_of(alice_with_space, keep(alice_with_space))

    leave(alice_with_space, {**typed, "text": NEW}, {**typed, "text": NEWER})

    assert sorted(texts(alice)) == sorted([NEW, NEWER])


def test_a_page_that_was_only_read_keeps_nothing(alice_with_space: Client, alice: User) -> None:
    """Not even when the words were changed or erased elsewhere meanwhile."""
    changed = keep(alice_with_space, "line one\nline two")
    opened = fields_of(alice_with_space, changed)
    opened["text"] = opened["text"].replace("\n", "\r\n")
    alice_with_space.post(f"{changed}change/", {**opened, "text": NEWER})
    erased = keep(alice_with_space)
    gone = fields_of(alice_with_space, erased)
    alice_with_space.post(f"{erased}erase/")

    leave(alice_with_space, opened, gone)

    assert texts(alice) == [NEWER]


def test_words_for_one_that_is_gone_are_kept_as_another(
    alice_with_space: Client, alice: User
) -> None:
    path = keep(alice_with_space)
    typed = fields_of(alice_with_space, path)
    alice_with_space.post(f"{path}erase/")

    leave(alice_with_space, {**typed, "text": NEW})

    assert texts(alice) == [NEW]


def test_a_text_cut_short_stands_beside_the_longer_one(
    alice_with_space: Client, alice: User
) -> None:
    typed = fields_of(alice_with_space, keep(alice_with_space, WORDS * 3))
    beginning = {**typed, "text": WORDS, "cut": "1"}
    other = {**typed, "text": NEW, "cut": "1"}

    leave(alice_with_space, beginning, other)

    assert sorted(texts(alice)) == sorted([WORDS * 3, NEW])


def test_something_new_is_kept_once_however_often_it_is_sent(
    alice_with_space: Client, alice: User
) -> None:
    typed = {"form": "keepsake", "sort": "plan", "text": NEW, "title": "  A   plan "}

    leave(alice_with_space, typed, typed)

    [one] = kept(alice)
    assert (one.text, one.title, one.sort) == (NEW, "A plan", "plan")


@pytest.mark.parametrize(
    "typed",
    [
        {"form": "entry?", "text": NEW},
        {"form": "keepsake", "text": " \n"},
    ],
)
def test_what_is_not_its_own_or_is_empty_is_left_alone(
    alice_with_space: Client, typed: dict[str, str]
) -> None:
    leave(alice_with_space, typed)
    assert not Record.objects.exists()


def test_odd_fields_are_kept_as_something_new(alice_with_space: Client, alice: User) -> None:
    odd = {"form": "keepsake", "sort": "?", "text": NEW, "keepsake": "x", "version": "²"}
    leave(alice_with_space, odd)
    assert [(one.sort, one.text) for one in kept(alice)] == [("script", NEW)]


def test_bob_can_not_write_into_alices_space(
    alice_with_space: Client, bob_with_space: Client, alice: User, bob: User
) -> None:
    typed = fields_of(alice_with_space, keep(alice_with_space))
    sent = {f"draft-{name}": value for name, value in {**typed, "text": NEW}.items()}
    bob_with_space.post("/lock/", sent, headers=HERE)
    assert texts(alice) == [WORDS]
    assert texts(bob) == [NEW]


def test_nothing_is_kept_from_a_locked_space(alice_with_space: Client, alice: User) -> None:
    typed = fields_of(alice_with_space, keep(alice_with_space))
    Unlock.objects.all().delete()
    leave(alice_with_space, {**typed, "text": NEW})
    assert texts(alice) == [WORDS]
