"""Erasing: asked first, undone for ten minutes, real after that."""

import datetime as dt
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from skills_app.account.models import User
from skills_app.documents import drafts, pins, store
from skills_app.documents.erased import ERASED
from skills_app.documents.values import read_id
from skills_app.journal.kinds import DRAFT, ENTRY
from skills_app.journal.shapes import Draft
from skills_app.vault.models import Record
from skills_app.vault.store.open_space import OpenSpace, TooLarge
from tests.journal.spaces import WORDS, kept_at, page_at, space_of

pytestmark = pytest.mark.django_db


def entry_with_a_past(client: Client, user: User) -> str:
    """An entry with an earlier version, an unfinished change and a pin."""
    path = kept_at(client, title="Heron")
    client.post(f"{path}change/", {"text": f"{WORDS} Still.", "version": 1})
    entry_id = read_id(path.split("/")[2])
    drafts.keep_draft(space_of(user), DRAFT, Draft(text="Half a change", of=entry_id, version=2))
    client.post(f"{path}pin/")
    return path


def test_erasing_asks_first(alice_with_space: Client) -> None:
    path = kept_at(alice_with_space)
    page = page_at(alice_with_space, f"{path}erase/")
    assert "Erase this entry?" in page
    assert "For ten minutes" in page
    assert page_at(alice_with_space, path)


def test_right_after_erasing_it_is_gone_from_every_list_and_can_be_brought_back(
    alice_with_space: Client, alice: User
) -> None:
    path = entry_with_a_past(alice_with_space, alice)
    alice_with_space.post(f"{path}erase/")
    page = page_at(alice_with_space, "/write/")
    assert "Bring it back" in page
    assert WORDS not in page
    assert "Half a change" not in page
    assert "Half a change" not in page_at(alice_with_space, "/write/unfinished/")
    assert "Nothing fits" in alice_with_space.post("/write/find/", {"words": "heron"}).text
    page_at(alice_with_space, path, status=404)

    back = alice_with_space.post("/write/back/").headers["Location"]
    page = page_at(alice_with_space, back)
    assert f"{WORDS} Still." in page
    assert "Unpin it" in page
    assert WORDS in page_at(alice_with_space, f"{back}earlier/")
    page = page_at(alice_with_space, "/write/")
    assert "Half a change" in page
    assert "Bring it back" not in page
    (draft,) = store.newest(space_of(alice), DRAFT, limit=5)[0]
    kept = alice_with_space.post(
        f"{back}change/",
        {"text": "A whole change", "version": draft.version, "draft": draft.id},
    )
    assert kept.status_code == 303


def test_a_pinned_entry_comes_back_even_when_others_took_every_pin(
    alice_with_space: Client, alice: User
) -> None:
    path = entry_with_a_past(alice_with_space, alice)
    alice_with_space.post(f"{path}erase/")
    for n in range(pins.MOST_PINS):
        alice_with_space.post(f"{kept_at(alice_with_space, text=f'Number {n}.')}pin/")
    page = alice_with_space.post("/write/back/", follow=True).text
    assert f"{WORDS} Still." in page
    assert "It is not pinned any more" in page
    assert "Pin it" in page
    assert len(pins.pinned_ids(space_of(alice), ENTRY)) == pins.MOST_PINS


def test_every_unfinished_change_comes_back_with_its_entry(
    alice_with_space: Client, alice: User
) -> None:
    path = kept_at(alice_with_space)
    space = space_of(alice)
    entry_id = read_id(path.split("/")[2])
    drafts.keep_draft(space, DRAFT, Draft(text="Half a change", of=entry_id, version=1))
    for n in range(drafts.LOOKED_THROUGH):
        space.create(DRAFT.name, Draft(text=f"Page {n}.").to_document())
    alice_with_space.post(f"{path}erase/")
    back = alice_with_space.post("/write/back/").headers["Location"]
    found = [Draft.from_kept(kept) for kept in space.scan(DRAFT.name)]
    assert [f"/write/{one.of}/" for one in found if one.of] == [back]


def test_after_ten_minutes_nothing_of_it_is_left_in_the_database(
    alice_with_space: Client, alice: User
) -> None:
    path = entry_with_a_past(alice_with_space, alice)
    alice_with_space.post(f"{path}erase/")
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10, seconds=1)
    with time_machine.travel(later, tick=True):
        assert "Bring it back" not in page_at(alice_with_space, "/write/")
        assert alice_with_space.post("/write/back/").headers["Location"] == "/write/"
    assert space_of(alice).count(ENTRY.pins) == Record.objects.count() == 1
    assert pins.pinned_ids(space_of(alice), ENTRY) == ()
    assert space_of(alice).verify().is_sound


def test_each_of_several_that_were_erased_waits_and_comes_back_the_last_one_first(
    alice_with_space: Client, alice: User
) -> None:
    first, second = entry_with_a_past(alice_with_space, alice), kept_at(alice_with_space, text="B.")
    alice_with_space.post(f"{first}erase/")
    alice_with_space.post(f"{second}erase/")
    page = page_at(alice_with_space, "/write/")
    assert "2 things are erased." in page
    assert "Half a change" not in page
    assert "Half a change" not in page_at(alice_with_space, "/write/unfinished/")
    back = alice_with_space.post("/write/back/").headers["Location"]
    assert "B." in page_at(alice_with_space, back)
    assert "That entry is erased." in page_at(alice_with_space, "/write/")
    back = alice_with_space.post("/write/back/").headers["Location"]
    assert f"{WORDS} Still." in page_at(alice_with_space, back)
    assert "Half a change" in page_at(alice_with_space, "/write/")


def test_several_that_were_erased_are_deleted_at_once_when_asked(
    alice_with_space: Client, alice: User
) -> None:
    first, second = entry_with_a_past(alice_with_space, alice), kept_at(alice_with_space, text="B.")
    alice_with_space.post(f"{first}erase/")
    alice_with_space.post(f"{second}erase/")
    alice_with_space.post("/write/gone/")
    assert space_of(alice).count(ENTRY.pins) == Record.objects.count() == 1


def test_an_unfinished_page_that_was_erased_can_be_brought_back(
    alice_with_space: Client, alice: User
) -> None:
    draft = drafts.keep_draft(space_of(alice), DRAFT, Draft(text=WORDS, tags="sea")).draft
    other = drafts.keep_draft(space_of(alice), DRAFT, Draft(text="Another one")).draft
    assert draft
    assert other
    page = alice_with_space.post(f"/write/unfinished/{draft.id}/erase/", follow=True).text
    assert "That unfinished page is erased." in page
    assert WORDS not in page
    assert "Another one" in page
    assert "Carry on writing" in page_at(alice_with_space, "/")
    back = alice_with_space.post("/write/back/").headers["Location"]
    page = page_at(alice_with_space, back)
    assert WORDS in page
    assert 'value="sea"' in page
    assert len(store.newest(space_of(alice), DRAFT, limit=5)[0]) == 2
    assert space_of(alice).count(ERASED) == 0


def test_an_unfinished_change_that_was_erased_comes_back_as_a_change_of_its_entry(
    alice_with_space: Client, alice: User
) -> None:
    path = entry_with_a_past(alice_with_space, alice)
    (draft,) = store.newest(space_of(alice), DRAFT, limit=5)[0]
    alice_with_space.post(f"/write/unfinished/{draft.id}/erase/")
    assert "did not finish" not in page_at(alice_with_space, path)
    alice_with_space.post("/write/back/")
    assert "did not finish" in page_at(alice_with_space, path)


def test_an_unfinished_page_is_gone_after_ten_minutes_and_twice_is_no_trouble(
    alice_with_space: Client, alice: User
) -> None:
    draft = drafts.keep_draft(space_of(alice), DRAFT, Draft(text=WORDS)).draft
    assert draft
    for _ in range(2):
        answer = alice_with_space.post(f"/write/unfinished/{draft.id}/erase/")
        assert answer.headers["Location"] == "/write/"
    assert Record.objects.count() == 1
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10, seconds=1)
    with time_machine.travel(later, tick=True):
        page_at(alice_with_space, "/write/")
    assert not Record.objects.exists()


def test_an_unfinished_page_that_fills_a_record_is_gone_at_once(
    alice_with_space: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.keep_draft(space_of(alice), DRAFT, Draft(text=WORDS)).draft
    assert draft

    def full(*args: object, **kwargs: object) -> None:
        raise TooLarge(1)

    monkeypatch.setattr(OpenSpace, "create", full)
    page = alice_with_space.post(f"/write/unfinished/{draft.id}/erase/", follow=True).text
    assert "That unfinished page is gone." in page
    assert not Record.objects.exists()


def test_bob_can_not_erase_what_alice_has_not_finished(
    alice_with_space: Client, bob_with_space: Client, alice: User
) -> None:
    draft = drafts.keep_draft(space_of(alice), DRAFT, Draft(text=WORDS)).draft
    assert draft
    bob_with_space.post(f"/write/unfinished/{draft.id}/erase/")
    assert store.read(space_of(alice), DRAFT, UUID(str(draft.id))).text == WORDS


def test_an_entry_that_does_not_open_says_so_and_goes_only_when_asked(
    alice_with_space: Client, alice: User
) -> None:
    path = entry_with_a_past(alice_with_space, alice)
    alice_with_space.post(f"{path}pin/", {"off": "1"})
    entry_id = path.split("/")[2]
    blob = bytes(Record.objects.get(pk=entry_id).blob)
    Record.objects.filter(pk=entry_id).update(blob=blob[:-1] + bytes([blob[-1] ^ 1]))
    page = page_at(alice_with_space, path, status=409)
    assert "This does not open" in page
    assert "does not open" in page_at(alice_with_space, "/write/")
    changed = alice_with_space.post(f"{path}change/", {"text": "More of it.", "version": 2})
    assert changed.status_code == 503
    assert "More of it." in changed.text
    assert "deleted at once" in page_at(alice_with_space, f"{path}erase/")
    alice_with_space.post(f"{path}erase/")
    assert space_of(alice).count(ENTRY.earlier) == space_of(alice).count(ENTRY.name) == 0
    assert space_of(alice).count(DRAFT.name) == 0
