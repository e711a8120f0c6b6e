"""What the code of the first edition wrote opens and goes on, word for word as it was written.

The documents here are written out by hand, as that code put them into the space. They may only
be added to.
"""

import base64
import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import Record
from skills_app.vault.store.open_space import OpenSpace
from tests.journal.spaces import page_at, space_of
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(alice_with_space: Client, alice: User) -> OpenSpace:
    return space_of(alice)


def moment(*, minutes_ago: int) -> str:
    when = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)
    return when.isoformat(timespec="seconds")


def short(record_id: UUID) -> str:
    return base64.urlsafe_b64encode(record_id.bytes).decode().rstrip("=")


def entry(text: str = "An old entry.", **more: Any) -> dict[str, Any]:
    return {
        "title": "Old",
        "text": text,
        "tags": ["river", "sea"],
        "on": "2026-03-04",
        "kind": "letter",
        "feelings": ["calm", "my own"],
        "number": 7,
        "prompt": "A start.",
        "made": "2026-03-04T10:00:00+00:00",
        "changed": "2026-03-05T10:00:00+00:00",
        "page": "an-old-page",
        "turn": 3,
        **more,
    }


def keepsake(text: str = "An old script.", **more: Any) -> dict[str, Any]:
    return {
        "sort": "plan",
        "title": "Old plan",
        "text": text,
        "made": "2026-03-04T10:00:00+00:00",
        "changed": "2026-03-04T10:00:00+00:00",
        "of": "m13",
        **more,
    }


def erased_entry(of: UUID, *, at: str, **more: Any) -> dict[str, Any]:
    return {"entry": entry(**more), "of": str(of), "version": 2, "pinned": True, "at": at}


def test_an_entry_with_its_versions_its_pin_and_an_unfinished_change(
    alice_with_space: Client, space: OpenSpace
) -> None:
    kept = space.create("entry", entry())
    before = entry("As it was.", of=str(kept.id), version=1)
    earlier = space.create(
        "earlier", {k: v for k, v in before.items() if k not in ("page", "turn")}
    )
    space.save(kept.id, "entry", entry(earlier=[short(earlier.id)]), 1)
    space.create("pins", {"entries": [str(kept.id)]})
    draft = {"text": "Half a change.", "tags": "river", "of": str(kept.id), "version": 2}
    space.create("draft", {**draft, "changed": "2026-03-06T10:00:00+00:00", "page": "p" * 12})

    page = page_at(alice_with_space, f"/write/{kept.id}/")
    for there in ("An old entry.", "Old", "river", "my own", "A start.", "Unpin it"):
        assert there in page
    assert "did not finish" in page
    assert "As it was." in page_at(alice_with_space, f"/write/{kept.id}/earlier/{earlier.id}/")
    assert "Half a change." in page_at(alice_with_space, "/write/")
    assert "Pinned" in page_at(alice_with_space, "/write/")


def test_an_entry_that_waits_erased_comes_back_with_all_that_belongs_to_it(
    alice_with_space: Client, space: OpenSpace
) -> None:
    was = uuid4()
    earlier = space.create("earlier", entry("As it was.", of=str(was), version=1))
    draft = {"text": "Half a change.", "of": str(was), "version": 2}
    space.create("draft", draft)
    document = erased_entry(was, at=moment(minutes_ago=1), earlier=[short(earlier.id)])
    space.create("erased", document)
    page = page_at(alice_with_space, "/write/")
    assert "That entry is erased." in page
    assert "Half a change." not in page

    back = alice_with_space.post("/write/back/").headers["Location"]
    page = page_at(alice_with_space, back)
    assert "An old entry." in page
    assert "Unpin it" in page
    assert "did not finish" in page
    assert "As it was." in page_at(alice_with_space, f"{back}earlier/{earlier.id}/")
    changed = alice_with_space.post(f"{back}change/", {"text": "On.", "version": "2"})
    assert changed.status_code == 303
    assert space.verify().is_sound


def test_an_entry_past_its_time_goes_with_all_that_belonged_to_it(
    alice_with_space: Client, space: OpenSpace
) -> None:
    was = uuid4()
    earlier = space.create("earlier", entry("As it was.", of=str(was), version=1))
    space.create("draft", {"text": "Half a change.", "of": str(was), "version": 2})
    document = erased_entry(was, at=moment(minutes_ago=11), earlier=[short(earlier.id)])
    space.create("erased", document)
    assert "is erased" not in page_at(alice_with_space, "/write/")
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("kind", "document", "said"),
    [
        ("draft", {"text": "Half a page.", "tags": "sea"}, "That unfinished page is erased."),
        ("prompt", {"text": "Half a start.", "made": "2026"}, "That start is erased."),
    ],
)
def test_a_page_or_start_that_waits_erased_comes_back(
    alice_with_space: Client, space: OpenSpace, kind: str, document: dict[str, Any], said: str
) -> None:
    at = moment(minutes_ago=1)
    space.create("erased", {"kind": kind, "document": document, "at": at})
    assert said in page_at(alice_with_space, "/write/")
    back = alice_with_space.post("/write/back/").headers["Location"]
    assert document["text"] in page_at(alice_with_space, back)
    assert space.count("erased") == 0


def test_a_script_or_plan(alice_with_space: Client, space: OpenSpace) -> None:
    kept = space.create("keepsake", keepsake())
    page = page_at(alice_with_space, f"/keep/{kept.id}/")
    assert "An old script." in page
    assert 'href="/skills/m13/"' in page
    assert "Old plan" in page_at(alice_with_space, "/keep/")


def test_a_script_marked_as_erased_in_its_place_is_on_no_page_and_comes_back(
    alice_with_space: Client, space: OpenSpace
) -> None:
    document = keepsake(erased=moment(minutes_ago=1))
    kept = space.create("keepsake", document)
    path = f"/keep/{kept.id}/"
    page_at(alice_with_space, path, status=404)
    page_at(alice_with_space, f"{path}change/", status=404)
    assert alice_with_space.post(f"{path}erase/").status_code == 404
    page = page_at(alice_with_space, "/keep/")
    assert "That is erased." in page
    assert "Old plan" not in page

    assert alice_with_space.post("/keep/back/").headers["Location"] == path
    assert "An old script." in page_at(alice_with_space, path)
    assert space.read(kept.id, "keepsake").document == keepsake()
    assert space.count("erased") == 0
    assert space.verify().is_sound


def test_marked_ones_keep_their_order_and_their_own_ten_minutes(
    alice_with_space: Client, space: OpenSpace
) -> None:
    last = space.create("keepsake", keepsake("Last.", erased=moment(minutes_ago=1)))
    first = space.create("keepsake", keepsake("First.", erased=moment(minutes_ago=5)))
    space.create("keepsake", keepsake("Gone.", erased=moment(minutes_ago=11)))
    assert "2 things are erased." in page_at(alice_with_space, "/keep/")
    for one in (last, first):
        back = alice_with_space.post("/keep/back/").headers["Location"]
        assert back == f"/keep/{one.id}/"
    assert Record.objects.count() == 2


def test_opening_the_space_deletes_what_was_marked_in_an_earlier_sitting(
    alice_with_space: Client, space: OpenSpace
) -> None:
    space.create("keepsake", keepsake(erased=moment(minutes_ago=1)))
    alice_with_space.post("/space/lock/")
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10)
    with time_machine.travel(later, tick=True):
        alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE})
    assert not Record.objects.exists()


def test_what_is_erased_now_is_written_as_it_was_written_then(
    alice_with_space: Client, space: OpenSpace
) -> None:
    """The older code would still bring it back, should somebody have to go back to it."""
    kept = space.create("entry", entry())
    alice_with_space.post(f"/write/{kept.id}/erase/")
    draft = space.create("draft", {"text": "Half a page."})
    alice_with_space.post(f"/write/unfinished/{draft.id}/erase/")
    page, whole = (one.document for one in space.scan("erased"))
    assert whole == {
        "entry": entry(),
        "of": str(kept.id),
        "version": 1,
        "pinned": False,
        "at": whole["at"],
    }
    assert (page["kind"], page["document"]) == ("draft", {"text": "Half a page."})
    assert page["at"] <= dt.datetime.now(dt.UTC).isoformat()
