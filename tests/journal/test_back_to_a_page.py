"""From the front door back to a page that was left in the middle."""

import re

import pytest
from django.test import Client

from skills_app.vault.models import Unlock
from skills_app.vault.store.open_space import OpenSpace, SpaceClosed
from tests.journal.spaces import kept_at

pytestmark = pytest.mark.django_db

WORDS = "Carry on writing"


def leave_unfinished(client: Client, text: str, **fields: str) -> str:
    sent = {"text": text, "page": text[:1] * 12, **fields}
    answer = client.post("/write/keep-draft/", sent)
    assert answer.status_code == 200
    return str(answer.json()["draft"])


def way_on(client: Client) -> str:
    page = client.get("/").content.decode()
    link = re.search(rf'<a[^>]* href="([^"]+)">{WORDS}</a>', page)
    return link[1] if link else ""


def test_the_front_door_leads_back_to_the_one_unfinished_page(alice_with_space: Client) -> None:
    assert not way_on(alice_with_space)
    draft = leave_unfinished(alice_with_space, "half a line")

    assert way_on(alice_with_space) == f"/write/unfinished/{draft}/"
    assert "half a line" not in alice_with_space.get("/").content.decode()
    assert "half a line" in alice_with_space.get(way_on(alice_with_space)).content.decode()


def test_several_unfinished_pages_are_reached_by_their_list(alice_with_space: Client) -> None:
    leave_unfinished(alice_with_space, "half a line")
    leave_unfinished(alice_with_space, "another half")

    assert way_on(alice_with_space) == "/write/unfinished/"


def test_a_locked_space_says_nothing_of_it_nor_does_another_persons(
    alice_with_space: Client, bob_with_space: Client, guest: Client
) -> None:
    leave_unfinished(alice_with_space, "half a line")

    assert not way_on(bob_with_space)
    assert not way_on(guest)
    Unlock.objects.all().delete()
    assert not way_on(alice_with_space)


def test_changes_of_an_entry_that_was_erased_are_not_offered(alice_with_space: Client) -> None:
    path = kept_at(alice_with_space)
    leave_unfinished(alice_with_space, "half", entry=path.split("/")[2], version="1")
    assert way_on(alice_with_space)

    alice_with_space.post(f"{path}erase/")

    assert not way_on(alice_with_space)


def test_a_space_that_is_locked_meanwhile_does_not_break_the_front_door(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*args: object, **kwargs: object) -> None:
        raise SpaceClosed

    monkeypatch.setattr(OpenSpace, "newest", closed)
    assert not way_on(alice_with_space)
    assert alice_with_space.get("/").status_code == 200
