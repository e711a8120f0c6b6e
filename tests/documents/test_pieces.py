"""A piece of a long page goes back to its place, or stands beside; no word of it is lost."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from skills_app.account.models import User
from skills_app.documents import drafts, store
from skills_app.documents.pieces import Position, put_in_place, read_place
from skills_app.journal.kinds import DRAFT
from skills_app.journal.shapes import Draft
from tests.journal.spaces import kept_at, space_of

TAB, OTHER_TAB = "page-of-one-tab", "page-of-other-tab"
WHOLE = "The heron stood in the grey water. " * 40

TEXTS = st.text(st.sampled_from("ab \n😀é"), max_size=30)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.data())
@example("", "", "", "a", None)
@example("aaa", "", "", "aaaa", None)
def test_whatever_was_changed_the_piece_gives_the_typed_text_again(
    before: str, old: str, after: str, new: str, data: Any
) -> None:
    kept, typed = before + old + after, before + new + after
    start = end = 0
    most = min(len(kept), len(typed))
    while start < most and kept[start] == typed[start]:
        start += 1
    while end < most - start and kept[-1 - end] == typed[-1 - end]:
        end += 1
    if data is not None:  # sharing less than could be shared is fine as well
        start, end = data.draw(st.integers(0, start)), data.draw(st.integers(0, end))
    piece = typed[start : len(typed) - end]
    place = read_place(f"{start} {end} {len(kept)}")
    assert place is not None
    assert put_in_place(piece, place, kept) == typed
    assert put_in_place(piece, place, f"{kept}.") is None


@pytest.mark.parametrize(
    "odd", ["", "1 2", "1 2 3 4", "2 2 3", "-1 2 3", "a b c", "1  2", "٣ ٣ ٩", "1 1 9999999999999"]
)
def test_a_place_that_makes_no_sense_is_none(odd: str) -> None:
    assert read_place(odd) is None


def test_a_place_reads() -> None:
    assert read_place("1 2 3") == Position(1, 2, 3)


def leave(client: Client, address: str = "/lock/", **fields: Any) -> None:
    """By the exit, with what its script puts into the beacon; or by closing the tab."""
    if address == "/lock/":
        fields = {f"draft-{name}": value for name, value in {"form": "entry", **fields}.items()}
    answer = client.post(address, fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code in {200, 204}


def begun(client: Client, **fields: Any) -> dict[str, Any]:
    told = client.post(
        "/write/keep-draft/", {"text": WHOLE, "page": TAB, "turn": 1, **fields}
    ).json()
    return {"page": TAB, "turn": 1, "draft": told["draft"], "draft_version": told["version"]}


def texts(user: User) -> list[str]:
    return [draft.text for draft in store.newest(space_of(user), DRAFT, limit=9)[0]]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/lock/", "/write/keep-draft/"])
def test_the_end_of_a_long_page_is_put_where_it_belongs(
    alice_with_space: Client, alice: User, address: str
) -> None:
    known = begun(alice_with_space)
    length = len(WHOLE)
    leave(alice_with_space, address, text="Then it", between=f"{length} 0 {length}", **known)
    assert texts(alice) == [f"{WHOLE}Then it"]


@pytest.mark.django_db
def test_a_piece_of_an_entry_or_of_a_draft_carried_on_finds_its_place(
    alice_with_space: Client, alice: User
) -> None:
    entry = kept_at(alice_with_space, text=WHOLE).split("/")[2]
    place = f"4 {len(WHOLE) - 9} {len(WHOLE)}"
    of_it = {"entry": entry, "version": 1, "page": TAB, "turn": 0}
    leave(alice_with_space, "/write/keep-draft/", text="egret", between=place, **of_it)
    changed = WHOLE.replace("heron", "egret", 1)
    assert texts(alice) == [changed]
    (draft,) = store.newest(space_of(alice), DRAFT, limit=9)[0]
    again = {**of_it, "page": OTHER_TAB, "draft": draft.id, "draft_version": draft.seen}
    leave(alice_with_space, text="stork", between=place, **again)
    assert texts(alice) == [WHOLE.replace("heron", "stork", 1)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "but",
    [
        {"draft_version": 7},
        {"between": "10 10 100"},
        {"draft": "", "draft_version": 0},
        {"cut": "1"},
    ],
)
def test_a_piece_whose_place_is_not_sure_stands_beside_the_whole(
    alice_with_space: Client, alice: User, but: dict[str, Any]
) -> None:
    known = begun(alice_with_space)
    piece = {"text": "Then it", "between": f"{len(WHOLE)} 0 {len(WHOLE)}", **known, **but}
    leave(alice_with_space, **piece)
    assert sorted(texts(alice)) == sorted([WHOLE, "Then it"])


@pytest.mark.django_db
def test_a_piece_that_only_took_words_away_leaves_nothing_beside(
    alice_with_space: Client, alice: User
) -> None:
    known = begun(alice_with_space)
    leave(alice_with_space, text="", between="10 10 100", title="Heron", **known)
    assert texts(alice) == [WHOLE]


@pytest.mark.django_db
def test_the_exits_beacon_is_newer_than_a_sending_of_the_same_turn_that_comes_late(
    alice_with_space: Client, alice: User
) -> None:
    leave(alice_with_space, text=WHOLE, page=TAB, turn=5)
    space = space_of(alice)
    late = Draft.from_typed({"text": "The her", "page": TAB, "turn": "5"})
    assert drafts.keep_draft(space, DRAFT, late).draft is not None
    assert texts(alice) == [WHOLE]
