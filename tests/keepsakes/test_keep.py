"""Scripts and plans, kept in the private space from wherever they were made."""

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.documents.store import everything
from skills_app.keepsakes.kinds import KEEPSAKE
from skills_app.vault.models import Record
from tests.journal.spaces import space_of

pytestmark = pytest.mark.django_db

WORDS = "I would like to slow down now."


def keep(client: Client, **fields: str) -> str:
    answer = client.post("/keep/new/", {"sort": "script", "text": WORDS, **fields})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def test_what_is_kept_is_listed_and_can_be_read(alice_with_space: Client) -> None:
    path = keep(alice_with_space, title="For Sunday")
    keep(alice_with_space, sort="plan", text="Call Robin.", title="My plan")
    page = alice_with_space.get("/keep/").content.decode()
    assert "For Sunday" in page
    assert "My plan" in page
    assert WORDS in alice_with_space.get(path).content.decode()


def test_the_way_back_to_where_it_was_made_is_sealed_with_it_and_stays_through_a_change(
    alice_with_space: Client, alice: User
) -> None:
    path = keep(alice_with_space, of="m13")
    alice_with_space.post(f"{path}change/", {"sort": "script", "text": "Other.", "version": "1"})
    assert 'href="/skills/m13/"' in alice_with_space.get(path).content.decode()
    (kept,) = everything(space_of(alice), KEEPSAKE)[0]
    assert (kept.of, kept.text) == ("m13", "Other.")
    card = alice_with_space.get(keep(alice_with_space, of="card")).content.decode()
    assert 'href="/people/card/"' in card.split("<article")[1]
    built = alice_with_space.get(keep(alice_with_space, of="words")).content.decode()
    assert '<a href="/words/">Back to Words for your limits' in built
    gone = keep(alice_with_space, of="m99")
    assert "Back to " not in alice_with_space.get(gone).content.decode().split("<article")[1]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "  "}, "One line is enough"),
        ({"text": "a" * 20_001}, "20,001"),
        ({"title": "t" * 201}, "up to 200"),
    ],
)
def test_what_does_not_fit_is_explained_and_stays(
    alice_with_space: Client, fields: dict[str, str], said: str
) -> None:
    answer = alice_with_space.post("/keep/new/", {"sort": "script", "text": WORDS, **fields})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert fields.get("text", WORDS).strip() in answer.content.decode()
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("field", "odd"),
    [("sort", "?"), ("of", "a b\x00"), ("version", "-1"), ("version", "²"), ("began", "\x00")],
)
def test_odd_hidden_fields_stop_no_ones_words(
    alice_with_space: Client, field: str, odd: str
) -> None:
    path = keep(alice_with_space, **{field: odd})
    assert WORDS in alice_with_space.get(path).text


def test_control_characters_go_and_every_letter_stays(
    alice_with_space: Client, alice: User
) -> None:
    path = keep(alice_with_space, text="one\x00two\r\n\x07three\u2028fo\u0301ur", title="T\x00 1")
    (kept,) = everything(space_of(alice), KEEPSAKE)[0]
    assert (kept.title, kept.text) == ("T 1", "onetwo\nthree\nfo\u0301ur")
    assert "\x00" not in alice_with_space.get(path).text


def test_writing_from_right_to_left_is_typed_and_shown_from_the_right(
    alice_with_space: Client,
) -> None:
    path = keep(alice_with_space, text="مرحبا", title="\u202eabc")
    assert "<bdi>\u202eabc</bdi>" in alice_with_space.get("/keep/").text
    assert '<div class="card writing notranslate" dir="auto"' in alice_with_space.get(path).text
    assert alice_with_space.get(f"{path}change/").text.count('dir="auto"') == 2


@pytest.mark.parametrize("ending", ["", "change/", "erase/"])
def test_bob_finds_nothing_at_alices_addresses(
    alice_with_space: Client, bob_with_space: Client, ending: str
) -> None:
    path = keep(alice_with_space)
    assert bob_with_space.get(path + ending).status_code in {404, 405}
    answer = bob_with_space.post(path + ending, {"sort": "script", "text": "Bob", "version": "1"})
    assert answer.status_code in {404, 405}
    assert WORDS in alice_with_space.get(path).content.decode()


def test_a_journal_entry_is_not_found_among_the_keepsakes(alice_with_space: Client) -> None:
    entry = alice_with_space.post("/write/new/", {"text": WORDS}).headers["Location"]
    entry_id = entry.split("/")[2]
    assert alice_with_space.get(f"/keep/{entry_id}/").status_code == 404


def test_the_same_form_sent_twice_keeps_it_once(alice_with_space: Client) -> None:
    path = keep(alice_with_space, title="For Sunday")
    assert keep(alice_with_space, title="For Sunday") == path
    assert keep(alice_with_space, title="For Monday") != path
    assert keep(alice_with_space, title="For Sunday", sort="plan") != path
    assert Record.objects.count() == 3


def test_a_change_sent_twice_is_kept_once(alice_with_space: Client, alice: User) -> None:
    path = keep(alice_with_space)
    change = {"sort": "script", "text": "Other.", "version": "1"}
    for _ in range(2):
        assert alice_with_space.post(f"{path}change/", change).headers["Location"] == path
    (kept,) = everything(space_of(alice), KEEPSAKE)[0]
    assert (kept.text, kept.version) == ("Other.", 2)


def test_one_that_does_not_open_is_told_of_and_left_as_it_is(alice_with_space: Client) -> None:
    record_id = keep(alice_with_space).split("/")[2]
    blob = bytes(Record.objects.get(pk=record_id).blob)
    Record.objects.filter(pk=record_id).update(blob=blob[:-1] + bytes([blob[-1] ^ 1]))
    page = alice_with_space.get("/keep/").text
    assert "One thing here does not open." in page
    assert "Nothing yet." not in page
    assert Record.objects.filter(pk=record_id).exists()


def test_however_many_there_are_each_is_listed(alice_with_space: Client, alice: User) -> None:
    space = space_of(alice)
    with space.together():
        for n in range(502):
            space.create("keepsake", {"sort": "plan", "title": f"Plan number {n}.", "text": WORDS})
    assert alice_with_space.get("/keep/").text.count("Plan number ") == 502
