"""What the editor sends while someone types: kept, never twice, never over other words."""

from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from skills_app.account.models import User
from skills_app.documents import drafts, store
from skills_app.journal.kinds import DRAFT, ENTRY
from skills_app.journal.shapes import Draft
from skills_app.vault.models import Record, Unlock
from tests.journal.spaces import WORDS, kept_at, page_at, space_of
from tests.people import PASSPHRASE, PASSWORD
from tests.proving import challenge_on, prove

pytestmark = pytest.mark.django_db

ADDRESS = "/write/keep-draft/"
TAB, OTHER_TAB = "page-of-one-tab", "page-of-other-tab"


def send(client: Client, **fields: Any) -> dict[str, Any]:
    answer = client.post(ADDRESS, {"page": TAB, "turn": 1, **fields})
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def kept_drafts(user: User) -> list[Draft]:
    found, damaged = store.newest(space_of(user), DRAFT, limit=100)
    assert not damaged
    return found


def test_typing_on_brings_one_draft_up_to_date(alice_with_space: Client, alice: User) -> None:
    first = send(alice_with_space, text="The her", turn=1)
    assert first["said"] == "kept"
    second = send(alice_with_space, text=WORDS, tags="river", turn=2, draft=first["draft"])
    assert second["draft"] == first["draft"]
    (draft,) = kept_drafts(alice)
    assert (draft.text, draft.tags) == (WORDS, "river")


def test_the_draft_is_found_by_its_page_before_its_id_is_known(
    alice_with_space: Client, alice: User
) -> None:
    send(alice_with_space, text="The her", turn=1)
    send(alice_with_space, text=WORDS, turn=2)
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


def test_a_sending_that_comes_late_does_not_undo_a_newer_one(
    alice_with_space: Client, alice: User
) -> None:
    send(alice_with_space, text=WORDS, turn=5)
    send(alice_with_space, text="The her", turn=4)
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


def test_a_sending_after_the_entry_was_kept_leaves_no_draft(
    alice_with_space: Client, alice: User
) -> None:
    send(alice_with_space, text="The her", turn=1)
    path = kept_at(alice_with_space, page=TAB, turn=1)
    assert kept_drafts(alice) == []
    send(alice_with_space, text="The heron", turn=1)
    assert kept_drafts(alice) == []
    entry_id = path.split("/")[2]
    alice_with_space.post(
        f"{path}change/",
        {"text": "More.", "version": 1, "page": OTHER_TAB, "turn": 1, "entry": entry_id},
    )
    send(alice_with_space, text="Mo", page=OTHER_TAB, entry=entry_id, version=1)
    assert kept_drafts(alice) == []


def test_what_was_typed_after_keep_it_was_pressed_becomes_a_change_of_that_entry(
    alice_with_space: Client, alice: User
) -> None:
    first = kept_at(alice_with_space, page=TAB, turn=3)
    send(alice_with_space, text=f"{WORDS} Then", turn=4)
    send(alice_with_space, text=WORDS, turn=4, page=OTHER_TAB, entry=first.split("/")[2])
    (draft,) = kept_drafts(alice)
    assert draft.text == f"{WORDS} Then"
    assert first == f"/write/{draft.of}/"
    assert draft.version == 1
    assert "Carry on with them" in page_at(alice_with_space, first)


def test_what_was_typed_after_a_change_was_kept_builds_on_that_change(
    alice_with_space: Client, alice: User
) -> None:
    path = kept_at(alice_with_space)
    change = {"entry": path.split("/")[2], "version": 1, "page": TAB}
    alice_with_space.post(f"{path}change/", {"text": "More.", "turn": 2, **change})
    send(alice_with_space, text="More. And", turn=3, **change)
    (draft,) = kept_drafts(alice)
    assert (draft.text, draft.version) == ("More. And", 2)


def test_words_typed_after_keep_it_was_pressed_may_arrive_first(
    alice_with_space: Client, alice: User
) -> None:
    send(alice_with_space, text=f"{WORDS} Then", turn=4)
    path = kept_at(alice_with_space, page=TAB, turn=3)
    (draft,) = kept_drafts(alice)
    assert draft.text == f"{WORDS} Then"
    assert path == f"/write/{draft.of}/"

    send(alice_with_space, text="Once more", page=OTHER_TAB, turn=4)
    kept_at(alice_with_space, text="Once more", page=OTHER_TAB, turn=3)
    assert len(kept_drafts(alice)) == 1, "the same words need no draft"


def test_the_same_page_sent_again_after_it_was_kept_leaves_no_draft(
    alice_with_space: Client, alice: User
) -> None:
    typed = "A line pasted\x0bfrom a word processor.\u2028And one more."
    kept_at(alice_with_space, text=typed, title=" A  title ", page=TAB, turn=3)
    send(alice_with_space, text=typed, title=" A  title ", turn=4)
    assert kept_drafts(alice) == []


def test_setting_aside_is_newer_than_a_sending_of_the_same_turn_that_comes_late(
    alice_with_space: Client, alice: User
) -> None:
    alice_with_space.post("/write/new/", {"text": WORDS, "set_aside": "1", "page": TAB, "turn": 5})
    send(alice_with_space, text="The her", turn=5)
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


@pytest.mark.parametrize("brought_back", [False, True])
def test_typing_on_in_an_entry_erased_meanwhile_is_kept_as_a_page_of_its_own(
    alice_with_space: Client, alice: User, *, brought_back: bool
) -> None:
    path = kept_at(alice_with_space)
    change = {"entry": path.split("/")[2], "version": 1}
    send(alice_with_space, text="Half a change", turn=1, **change)
    alice_with_space.post(f"{path}erase/")
    assert "Half a change" not in page_at(alice_with_space, "/write/unfinished/")
    send(alice_with_space, text="Half a change, and more", turn=2, **change)
    assert "and more" in page_at(alice_with_space, "/write/unfinished/")

    alice_with_space.post("/write/back/" if brought_back else "/write/gone/")
    (draft,) = kept_drafts(alice)
    assert (draft.text, draft.of, draft.version) == ("Half a change, and more", None, 0)


def test_an_entry_just_erased_does_not_come_back_from_another_tab_that_shows_it(
    alice_with_space: Client, alice: User
) -> None:
    path = kept_at(alice_with_space)
    alice_with_space.post(f"{path}erase/")
    send(alice_with_space, text=WORDS, entry=path.split("/")[2], version=1)
    assert kept_drafts(alice) == []


def test_two_tabs_with_the_same_draft_lose_neither_text(
    alice_with_space: Client, alice: User
) -> None:
    begun = send(alice_with_space, text=WORDS)
    both = {"draft": begun["draft"], "draft_version": begun["version"]}
    send(alice_with_space, text="From one tab.", page="one-tab-here", **both)
    told = send(alice_with_space, text="From the other.", page=OTHER_TAB, **both)
    assert told["said"] == "beside"
    assert {draft.text for draft in kept_drafts(alice)} == {"From one tab.", "From the other."}
    send(alice_with_space, text="From one tab, more.", page="one-tab-here", turn=2, **both)
    send(alice_with_space, text="From the other, more.", page=OTHER_TAB, turn=2, **both)
    assert {draft.text for draft in kept_drafts(alice)} == {
        "From one tab, more.",
        "From the other, more.",
    }


def test_keeping_in_one_tab_leaves_the_other_tabs_draft(
    alice_with_space: Client, alice: User
) -> None:
    begun = send(alice_with_space, text=WORDS)
    both = {"draft": begun["draft"], "draft_version": begun["version"]}
    send(alice_with_space, text="From the other.", page=OTHER_TAB, **both)
    kept_at(alice_with_space, page="a-third-tab", **both)
    assert [draft.text for draft in kept_drafts(alice)] == ["From the other."]


def test_the_same_words_left_twice_make_one_draft(alice_with_space: Client, alice: User) -> None:
    send(alice_with_space, text=WORDS, page=TAB)
    send(alice_with_space, text=WORDS, page=OTHER_TAB)
    assert len(kept_drafts(alice)) == 1


def test_an_emptied_page_keeps_its_last_words(alice_with_space: Client, alice: User) -> None:
    begun = send(alice_with_space, text=WORDS)
    told = send(alice_with_space, text="", turn=2, draft=begun["draft"])
    assert told["said"] == "emptied"
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


def test_an_unchanged_entry_leaves_no_draft_but_a_new_tag_does(
    alice_with_space: Client, alice: User
) -> None:
    entry_id = kept_at(alice_with_space, tags="river").split("/")[2]
    send(alice_with_space, text=WORDS, tags="river", entry=entry_id, version=1)
    assert kept_drafts(alice) == []
    send(alice_with_space, text=WORDS, tags="river, day", entry=entry_id, version=1, turn=2)
    assert len(kept_drafts(alice)) == 1
    send(alice_with_space, text=WORDS, tags="river", entry=entry_id, version=1, turn=3)
    assert kept_drafts(alice) == []


def test_a_locked_space_asks_for_the_passphrase_there_and_then_keeps(
    alice_with_space: Client, alice: User
) -> None:
    Unlock.objects.all().delete()
    asked = alice_with_space.post(ADDRESS, {"text": WORDS, "page": TAB})
    assert asked.status_code == 423
    assert 'name="passphrase"' in asked.content.decode()
    assert "data-open-here" in asked.content.decode()
    wrong = alice_with_space.post(ADDRESS, {"text": WORDS, "passphrase": "not this"})
    assert wrong.status_code == 423
    assert "did not open" in wrong.content.decode()
    assert Record.objects.count() == 0
    assert send(alice_with_space, text=WORDS, passphrase=PASSPHRASE)["said"] == "kept"
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


def test_after_the_sign_in_ran_out_one_gets_back_in_and_a_fresh_token(
    alice_with_space: Client, alice: User
) -> None:
    del alice_with_space.cookies[settings.SESSION_COOKIE_NAME]
    asked = alice_with_space.post(ADDRESS, {"text": WORDS, "page": TAB})
    assert asked.status_code == 423
    assert 'name="password"' in asked.content.decode()
    halfway = alice_with_space.post(
        ADDRESS, {"text": WORDS, "page": TAB, "login": "Alice", "password": PASSWORD}
    )
    assert halfway.status_code == 423
    assert halfway.headers["X-Form-Token"]
    del alice_with_space.cookies[settings.SESSION_COOKIE_NAME]
    told = send(
        alice_with_space, text=WORDS, login="Alice", password=PASSWORD, passphrase=PASSPHRASE
    )
    assert told["token"]
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


def test_a_page_can_ask_for_a_fresh_form_token(alices_browser: Client) -> None:
    assert alices_browser.get(ADDRESS).json()["token"]


def test_the_form_token_is_checked(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(ADDRESS, {"text": WORDS}).status_code == 403


def test_a_draft_too_long_to_seal_says_so(alice_with_space: Client) -> None:
    answer = alice_with_space.post(ADDRESS, {"text": "é" * 600_000, "page": TAB})
    assert answer.status_code == 413
    assert answer.json()["said"] == "too-large"
    assert Record.objects.count() == 0


def test_setting_aside_keeps_the_page_without_scripts(
    alice_with_space: Client, alice: User
) -> None:
    answer = alice_with_space.post(
        "/write/new/", {"text": WORDS, "on": "not a day", "set_aside": "1", "page": TAB}
    )
    assert answer.headers["Location"] == "/write/"
    (draft,) = kept_drafts(alice)
    assert draft.on == "not a day"
    editor = page_at(alice_with_space, f"/write/unfinished/{draft.id}/")
    assert WORDS in editor
    assert 'value="not a day"' in editor


@pytest.mark.parametrize(
    "chosen", [{"tags": "river"}, {"feelings": "calm"}, {"own_feelings": "odd"}, {"number": "0"}]
)
def test_tags_feelings_or_a_number_are_set_aside_without_any_words(
    alice_with_space: Client, alice: User, chosen: dict[str, str]
) -> None:
    alice_with_space.post("/write/new/", {**chosen, "set_aside": "1", "page": TAB})
    (draft,) = kept_drafts(alice)
    for name in chosen:
        assert getattr(draft, name) in {chosen[name], (chosen[name],)}
    assert "A page without words yet" in page_at(alice_with_space, "/write/")


def test_an_emptied_page_with_a_tag_keeps_its_last_words(
    alice_with_space: Client, alice: User
) -> None:
    begun = send(alice_with_space, text=WORDS, tags="river")
    told = send(alice_with_space, text="", tags="river", turn=2, draft=begun["draft"])
    assert told["said"] == "emptied"
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


def test_setting_aside_into_a_locked_space_asks_there(alice_with_space: Client) -> None:
    alice_with_space.post("/space/lock/")
    answer = alice_with_space.post("/write/new/", {"text": WORDS, "set_aside": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WORDS in page
    assert 'name="passphrase"' in page


def test_an_entry_says_that_a_change_of_it_is_not_finished(alice_with_space: Client) -> None:
    path = kept_at(alice_with_space)
    send(alice_with_space, text="More of it.", entry=path.split("/")[2], version=1)
    for address in (path, f"{path}change/"):
        assert "Carry on with them" in page_at(alice_with_space, address)


def test_every_unfinished_page_can_be_reached(alice_with_space: Client, alice: User) -> None:
    space = space_of(alice)
    for n in range(52):
        drafts.keep_draft(space, DRAFT, Draft(text=f"Page {n}."))
    assert "All unfinished pages" in page_at(alice_with_space, "/write/")
    assert "Page 51." in page_at(alice_with_space, "/write/unfinished/")
    assert "Page 0." in page_at(alice_with_space, "/write/unfinished/page/2/")
    page_at(alice_with_space, "/write/unfinished/page/3/", status=404)
    page_at(alice_with_space, "/write/unfinished/page/0/", status=404)


def test_bobs_words_never_reach_alices_draft(
    alice_with_space: Client, bob_with_space: Client, alice: User
) -> None:
    begun = send(alice_with_space, text=WORDS)
    send(bob_with_space, text="Bob was here.", draft=begun["draft"], draft_version=1)
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]
    page_at(bob_with_space, f"/write/unfinished/{begun['draft']}/", status=404)
    bob_with_space.post(f"/write/unfinished/{begun['draft']}/erase/")
    assert len(kept_drafts(alice)) == 1


def test_a_change_that_was_replayed_is_kept_once(alice_with_space: Client, alice: User) -> None:
    first = kept_at(alice_with_space, page=TAB)
    assert kept_at(alice_with_space, page=TAB) == first
    assert space_of(alice).count(ENTRY.name) == 1
    other = alice_with_space.post("/write/new/", {"text": "Other words.", "page": TAB})
    assert other.status_code == 409
    assert WORDS in other.content.decode()
    assert "Other words." in other.content.decode()


def test_others_who_guess_can_not_keep_the_editors_doorway_shut(
    alice_with_space: Client, alice: User
) -> None:
    Unlock.objects.all().delete()
    typed = {"text": WORDS, "page": TAB, "turn": 1}
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(8):
            alice_with_space.post(ADDRESS, {**typed, "passphrase": "not this one at all"})
        held = alice_with_space.post(ADDRESS, {**typed, "passphrase": PASSPHRASE})
        assert held.status_code == 423
        assert "There were many wrong tries" in held.content.decode()
        assert f'value="{PASSPHRASE}"' in held.content.decode()
        proof = prove(challenge_on(held.content))
        told = send(alice_with_space, text=WORDS, passphrase=PASSPHRASE, proof=proof)
    assert told["said"] == "kept"
    assert [draft.text for draft in kept_drafts(alice)] == [WORDS]


def test_nor_its_sign_in(alice_with_space: Client, alice: User) -> None:
    del alice_with_space.cookies[settings.SESSION_COOKIE_NAME]
    typed = {"text": WORDS, "page": TAB, "turn": 1, "login": "Alice"}
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(8):
            alice_with_space.post(ADDRESS, {**typed, "password": "not this one at all"})
        held = alice_with_space.post(ADDRESS, {**typed, "password": PASSWORD})
        assert held.status_code == 423
        proof = prove(challenge_on(held.content))
        inside = alice_with_space.post(ADDRESS, {**typed, "password": PASSWORD, "proof": proof})
    assert inside.status_code == 423
    assert 'name="passphrase"' in inside.content.decode()
