"""What was being typed when someone left."""

import re

import pytest
from django.test import Client

from skills_app.vault.models import Record
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db

WORDS = "I was in the middle of"


def leave_while_typing(client: Client, **fields: str) -> None:
    draft = {f"draft-{name}": value for name, value in {"form": "entry", **fields}.items()}
    answer = client.post("/lock/", draft, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 204


def come_back(client: Client, alice: object) -> str:
    client.force_login(alice)  # type: ignore[arg-type]
    client.post("/space/open/", {"passphrase": PASSPHRASE})
    return client.get("/write/").content.decode()


def test_leaving_in_mid_sentence_keeps_the_sentence(
    alice_with_space: Client, alice: object
) -> None:
    leave_while_typing(alice_with_space, text=WORDS, title="", tags="a", on="2026-01-02")
    page = come_back(alice_with_space, alice)
    found = re.search(r'href="(/write/unfinished/[^"]+)"', page)
    assert found is not None
    editor = alice_with_space.get(found[1]).content.decode()
    assert WORDS in editor
    assert 'value="2026-01-02"' in editor


def test_keeping_a_draft_turns_it_into_an_entry(alice_with_space: Client, alice: object) -> None:
    leave_while_typing(alice_with_space, text=WORDS)
    page = come_back(alice_with_space, alice)
    draft = re.search(r"/write/unfinished/([0-9a-f-]+)/", page)
    assert draft is not None
    alice_with_space.post("/write/new/", {"text": f"{WORDS} it.", "draft": draft[1]})
    page = alice_with_space.get("/write/").content.decode()
    assert "unfinished" not in page
    assert f"{WORDS} it." in page


def test_a_draft_can_be_erased(alice_with_space: Client, alice: object) -> None:
    leave_while_typing(alice_with_space, text=WORDS)
    draft = re.search(r"/write/unfinished/([0-9a-f-]+)/", come_back(alice_with_space, alice))
    assert draft is not None
    alice_with_space.post(f"/write/unfinished/{draft[1]}/erase/")
    alice_with_space.post("/write/gone/")
    assert Record.objects.count() == 0


def test_an_empty_page_or_an_unchanged_entry_leaves_no_draft(
    alice_with_space: Client, alice: object
) -> None:
    path = alice_with_space.post("/write/new/", {"text": WORDS}).headers["Location"]
    entry_id = path.split("/")[2]
    leave_while_typing(alice_with_space, text="  ")
    assert Record.objects.count() == 1
    come_back(alice_with_space, alice)
    leave_while_typing(alice_with_space, text=WORDS, entry=entry_id, version="1")
    assert Record.objects.count() == 1


def test_leaving_with_the_space_locked_keeps_nothing_and_breaks_nothing(
    alice_with_space: Client,
) -> None:
    alice_with_space.post("/space/lock/")
    leave_while_typing(alice_with_space, text=WORDS)
    assert Record.objects.count() == 0


def test_odd_fields_in_the_beacon_do_no_harm(alice_with_space: Client, alice: object) -> None:
    leave_while_typing(
        alice_with_space, text=WORDS, entry="not-an-id", version="-7", draft="../../", on="x"
    )
    assert WORDS in come_back(alice_with_space, alice)


def test_the_cut_beginning_of_a_long_page_never_takes_the_place_of_the_whole(
    alice_with_space: Client, alice: object
) -> None:
    whole = f"{WORDS} " * 50
    leave_while_typing(alice_with_space, text=whole, page="p1", turn="1")
    come_back(alice_with_space, alice)
    leave_while_typing(alice_with_space, text=whole[:40], page="p1", turn="2", cut="1")
    assert Record.objects.count() == 1

    page = come_back(alice_with_space, alice)
    found = re.search(r'href="(/write/unfinished/[^"]+)"', page)
    assert found is not None
    assert whole.strip() in alice_with_space.get(found[1]).content.decode()

    leave_while_typing(alice_with_space, text="Something else", page="p1", turn="3", cut="1")
    assert Record.objects.count() == 2
