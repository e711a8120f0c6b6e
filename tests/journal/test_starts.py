"""Ways to begin, to write for a time, and to let go."""

import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.content import library
from skills_app.journal import starts
from skills_app.vault.models import Record
from tests.journal.spaces import WORDS, kept_at, page_at, space_of

pytestmark = pytest.mark.django_db


def test_there_are_enough_starts_for_every_mood() -> None:
    moods = library().moods
    assert [mood.id for mood in moods] == ["heavy", "numb", "okay", "good"]
    assert sum(len(mood.prompts) for mood in moods) >= 30


def test_no_start_asks_what_happened() -> None:
    text = " ".join(prompt for mood in library().moods for prompt in mood.prompts).lower()
    assert not re.search(r"happened|remember when|that day|that night|did to you|memory", text)


def test_a_start_is_shown_when_asked_for_and_what_was_typed_stays(
    alice_with_space: Client,
) -> None:
    plain = page_at(alice_with_space, "/write/new/")
    assert 'class="prompt"' not in plain
    typed = {"text": WORDS, "tags": "river", "feelings": ["calm", "sad"], "number": "3"}
    answer = alice_with_space.post("/write/new/", {**typed, "start": "heavy"})
    assert answer.status_code == 200
    shown = re.search(r'name="prompt" value="([^"]+)"', answer.text)
    assert shown
    assert 'class="prompt"' in answer.text
    assert WORDS in answer.text
    assert 'value="river"' in answer.text
    assert answer.text.count("checked") == 2
    assert Record.objects.count() == 0
    none = alice_with_space.post("/write/new/", {**typed, "prompt": shown[1], "start": "none"})
    assert 'class="prompt"' not in none.text
    assert WORDS in none.text


def test_another_one_is_another_one() -> None:
    first = starts.pick("good", None)
    for _ in range(30):
        assert starts.pick("good", None, besides=first) != first
    assert starts.pick("nothing of the kind", None) == ""
    assert starts.pick(starts.OWN, None) == ""


def test_own_starts_are_sealed_offered_and_can_be_erased(
    alice_with_space: Client, alice: User
) -> None:
    assert "One of my own" not in page_at(alice_with_space, "/write/new/")
    alice_with_space.post("/write/starts/", {"text": "What did the river say?"})
    alice_with_space.post("/write/starts/", {"text": "What did the river say?"})
    assert Record.objects.count() == 1
    assert "What did the river say?" in page_at(alice_with_space, "/write/starts/")
    assert "One of my own" in page_at(alice_with_space, "/write/new/")
    asked = alice_with_space.post("/write/new/", {"start": "own"}).text
    assert "What did the river say?" in asked
    (own,) = starts.own_prompts(space_of(alice))
    page = alice_with_space.post(f"/write/starts/{own.id}/erase/", follow=True).text
    assert "That start is erased." in page
    assert "What did the river say?" not in page
    page = alice_with_space.post("/write/back/", follow=True).text
    assert "What did the river say?" in page
    assert "is erased" not in page
    (own,) = starts.own_prompts(space_of(alice))
    alice_with_space.post(f"/write/starts/{own.id}/erase/")
    alice_with_space.post("/write/gone/")
    assert Record.objects.count() == 0


def test_an_empty_start_and_one_too_many_are_explained(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alice_with_space.post("/write/starts/", {"text": " "}).status_code == 422
    monkeypatch.setattr(starts, "MOST_OWN", 0)
    answer = alice_with_space.post("/write/starts/", {"text": "One more?"})
    assert answer.status_code == 422
    assert "There is room for 0" in answer.text
    assert 'value="One more?"' in answer.text


@pytest.mark.parametrize("kind", ["three", "list", "letter"])
def test_another_shape_keeps_every_word(alice_with_space: Client, kind: str) -> None:
    answer = alice_with_space.post("/write/new/", {"text": WORDS, "title": "Heron", "begin": kind})
    assert WORDS in answer.text
    assert f'name="kind" value="{kind}"' in answer.text
    page = page_at(alice_with_space, kept_at(alice_with_space, kind=kind))
    assert f"writing--{kind}" in page


def test_an_unknown_shape_is_a_free_page(alice_with_space: Client) -> None:
    answer = alice_with_space.post("/write/new/", {"text": WORDS, "begin": "<script>"})
    assert 'name="kind" value="free"' in answer.text


def test_writing_for_a_time_says_kindly_what_is_known_and_ends_in_something_steady(
    alice_with_space: Client,
) -> None:
    page = page_at(alice_with_space, "/write/timed/")
    assert "last month or two" in page
    assert '<option value="10" selected>' in page
    assert '<option value="5">' in page
    editor = alice_with_space.post("/write/timed/", {"minutes": "7"}).text
    assert "You chose 7 minutes. Look at a clock" in editor
    assert 'name="timed" value="7"' in editor
    kept = alice_with_space.post("/write/new/", {"text": WORDS, "timed": "7"})
    assert kept.headers["Location"] == "/write/rest/"
    rest = page_at(alice_with_space, "/write/rest/")
    assert re.findall(r"/tools/(\w+)/", rest)[0] == "t24", "the cool-down made for this"
    assert rest.count("/tools/") >= 3


@pytest.mark.parametrize("minutes", ["4", "16", "", "ten", "-7", "7.5"])
def test_other_lengths_are_asked_again(alice_with_space: Client, minutes: str) -> None:
    page = alice_with_space.post("/write/timed/", {"minutes": minutes}).text
    assert "How many minutes?" in page


def test_a_guest_writes_for_a_time_on_a_page_that_keeps_nothing(guest: Client) -> None:
    assert "Without an account nothing is kept" in page_at(guest, "/write/timed/")
    page = guest.post("/write/timed/", {"minutes": "5"}).text
    assert "Write it, and let it go" in page
    assert "You chose 5 minutes" in page


def test_what_is_let_go_stands_in_no_form_and_has_no_name(guest: Client) -> None:
    page = page_at(guest, "/write/let-go/")
    assert "never sent and never stored" in page
    box = page[page.index("<textarea") : page.index("</textarea>")]
    assert " name=" not in box
    assert 'autocomplete="off"' in box
    assert 'spellcheck="false"' in box
    before = page[: page.index("<textarea")]
    assert before.count("<form") == before.count("</form>")
    assert "data-draft" not in page


@pytest.mark.parametrize(
    "path", ["/write/months/", "/write/find/", "/write/starts/", "/write/unfinished/"]
)
def test_a_guest_and_a_locked_space_see_the_way_in(
    guest: Client, alice_with_space: Client, path: str
) -> None:
    kept_at(alice_with_space)
    alice_with_space.post("/space/lock/")
    assert "Your space is locked" in page_at(alice_with_space, path)
    assert "A space of your own" in page_at(guest, path)


def test_the_writing_step_leads_a_member_to_writing_for_a_time(
    guest: Client, alice_with_space: Client
) -> None:
    step = {"step": "page", "way": "main", "opened": "1", "move": "stay"}
    for reader, leads in ((guest, False), (alice_with_space, True)):
        page = reader.post("/skills/m08/", step, follow=True).text
        assert "First words to borrow" in page
        assert ('href="/write/timed/"' in page) is leads
