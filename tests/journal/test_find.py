"""Looking through the journal: by POST only, and never in an address."""

import datetime as dt
import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.documents import store
from skills_app.journal import finding
from skills_app.journal.folding import fold
from skills_app.journal.forms import feeling_names
from skills_app.journal.kinds import ENTRY
from skills_app.journal.shapes import Entry
from skills_app.vault.models import Record
from tests.journal.spaces import WORDS, kept_at, page_at, space_of

pytestmark = pytest.mark.django_db


def found(client: Client, **asked: str) -> str:
    answer = client.post("/write/find/", asked)
    assert answer.status_code == 200
    return answer.text


def test_words_are_found_whatever_their_capitals_and_accents(alice_with_space: Client) -> None:
    kept_at(alice_with_space, text="Un HÉRON gris.")
    kept_at(alice_with_space, text="Nothing of the kind.")
    page = found(alice_with_space, words="heron")
    assert "<mark>HÉRON</mark>" in page
    assert "Nothing of the kind." not in page
    assert "<mark>HÉRON</mark>" in found(alice_with_space, words="Héron GRI")
    assert "Nothing fits" in found(alice_with_space, words="heron kind")


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Bir ışık gördüm.", "IŞIK"),
        ("BİR IŞIK GÖRDÜM.", "ışık"),
        ("Byłam w Łodzi.", "lodzi"),
        ("De tout mon cœur.", "coeur"),
        ("Ich ging die STRASSE hinab.", "straße"),
        ("قال مُحَمَّد نعم", "محمد"),
        ("نمی\u200cدانم چرا", "نمیدانم"),
        ("I co\xadope\xadrate.", "cooperate"),
        ("With love ❤", "❤\ufe0f"),
    ],
)
def test_a_word_is_found_in_any_script_and_marked_whole(
    alice_with_space: Client, written: str, sought: str
) -> None:
    kept_at(alice_with_space, text=written)
    page = found(alice_with_space, words=sought)
    (marked,) = re.findall("<mark>(.*?)</mark>", page)
    assert fold(marked) == fold(sought)


def test_titles_tags_and_feelings_are_looked_through_too(alice_with_space: Client) -> None:
    kept_at(alice_with_space, title="Riverside", tags="slow walk", feelings="on-edge")
    kept_at(alice_with_space, title="Elsewhere", own_feelings="wobbly")
    assert "<mark>River</mark>side" in found(alice_with_space, words="river")
    assert "<mark>slow</mark>" in found(alice_with_space, words="slow")
    assert "Riverside" in found(alice_with_space, words="on edge")
    assert "Elsewhere" in found(alice_with_space, words="wobbly")


def test_a_feeling_is_found_by_its_name_and_not_only_by_its_id(alice_with_space: Client) -> None:
    kept_at(alice_with_space, title="First", text="By the river.", feelings="too-much")
    kept_at(alice_with_space, title="Second", text="At home.", feelings="unsure")
    kept_at(alice_with_space, title="Third", text="Nothing chosen.", own_feelings="wobbly")
    names = feeling_names()
    assert "all" in names["too-much"]
    assert "not" in names["unsure"]
    for words, title in (("all", "First"), ("not sure", "Second"), ("river all", "First")):
        page = found(alice_with_space, words=words)
        assert [one for one in ("First", "Second") if one in page] == [title]
    assert "Nothing fits" in found(alice_with_space, words="river sure")
    assert "Nothing fits" in found(alice_with_space, words="not sure", tag="river")


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"tag": "Sea"}, {"Two"}),
        ({"feeling": "calm"}, {"One"}),
        ({"feeling": "WOBB"}, {"Two"}),
        ({"since": "2026-03-02"}, {"Two"}),
        ({"until": "2026-03-01"}, {"One"}),
        ({"since": "2026-03-01", "until": "2026-03-02"}, {"One", "Two"}),
        ({"words": "heron", "tag": "sea", "since": "2026-03-02"}, {"Two"}),
        ({"words": "heron", "tag": "sea", "until": "2026-03-01"}, set()),
    ],
)
def test_tag_feeling_and_days_narrow_it_down(
    alice_with_space: Client, asked: dict[str, str], fits: set[str]
) -> None:
    kept_at(alice_with_space, title="One", tags="river", feelings="calm", on="2026-03-01")
    kept_at(
        alice_with_space, title="Two", tags="river, sea", own_feelings="wobbly", on="2026-03-02"
    )
    page = found(alice_with_space, **asked)
    assert {title for title in ("One", "Two") if f"<bdi>{title}</bdi>" in page} == fits


def test_what_was_typed_is_never_markup_in_the_results(alice_with_space: Client) -> None:
    kept_at(alice_with_space, text="<b>heron</b> <mark>x</mark>", title="<i>heron</i>")
    page = found(alice_with_space, words="heron")
    assert "&lt;b&gt;<mark>heron</mark>&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<mark>x" not in page


def test_while_typing_only_the_results_are_sent(alice_with_space: Client) -> None:
    kept_at(alice_with_space)
    answer = alice_with_space.post(
        "/write/find/", {"words": "heron"}, headers={"HX-Request": "true"}
    )
    assert "<mark>heron</mark>" in answer.text
    assert "<h1" not in answer.text
    assert "1 entry is shown." in answer.text
    half = alice_with_space.post(
        "/write/find/", {"since": "2026-1"}, headers={"HX-Request": "true"}
    )
    assert half.status_code == 200


@pytest.mark.parametrize(("field", "most"), [("words", 200), ("tag", 100), ("feeling", 100)])
def test_more_than_fits_is_said_also_while_typing(
    alice_with_space: Client, field: str, most: int
) -> None:
    asked = {field: "heron " * 40}
    said = f"Up to {most} characters fit here."
    assert said in alice_with_space.post("/write/find/", asked).text
    assert said in alice_with_space.post("/write/find/", asked, headers={"HX-Request": "true"}).text


def test_a_day_that_is_no_day_is_explained_and_the_words_stay(alice_with_space: Client) -> None:
    answer = alice_with_space.post("/write/find/", {"words": "heron", "since": "soon"})
    assert answer.status_code == 422
    assert "Write the day like" in answer.text
    assert 'value="heron"' in answer.text


def test_results_come_in_pages(alice_with_space: Client, alice: User) -> None:
    space = space_of(alice)
    for n in range(45):
        store.add(space, ENTRY, Entry(text=f"Heron, day {n}."))
    first = found(alice_with_space, words="heron")
    assert first.count("<mark>Heron</mark>") == 20
    assert 'name="words" value="heron"' in first
    assert 'name="offset" value="20"' in first
    last = found(alice_with_space, words="heron", offset="40")
    assert last.count("<mark>Heron</mark>") == 5
    assert 'name="offset" value="20"' in last
    assert "Nothing fits" in found(alice_with_space, words="heron", offset="999999999")


def test_nothing_asked_is_said_kindly(alice_with_space: Client) -> None:
    assert "Fill in any one" in found(alice_with_space, words="  ")


def test_bob_finds_nothing_of_alices(alice_with_space: Client, bob_with_space: Client) -> None:
    kept_at(alice_with_space)
    assert "Nothing fits" in found(bob_with_space, words="heron")


def test_an_entry_that_does_not_open_is_told_of(alice_with_space: Client) -> None:
    kept_at(alice_with_space)
    kept_at(alice_with_space, text="Another heron.")
    row = Record.objects.first()
    assert row
    row.blob = bytes(row.blob)[:-1] + bytes([bytes(row.blob)[-1] ^ 1])
    row.save()
    page = found(alice_with_space, words="heron")
    assert "does not open" in page
    assert page.count("<mark>heron</mark>") == 1


# --- by month -------------------------------------------------------------------------


def test_a_month_shows_its_days_and_entries_and_leads_to_its_neighbours(
    alice_with_space: Client,
) -> None:
    kept_at(alice_with_space, title="Spring", on="2026-03-14")
    kept_at(alice_with_space, title="Same day", on="2026-03-14")
    kept_at(alice_with_space, title="Winter", on="2025-12-31")
    kept_at(alice_with_space, title="Summer", on="2026-07-01")
    page = page_at(alice_with_space, "/write/months/")
    assert "July 2026" in page
    assert "Summer" in page
    assert "Spring" not in page
    page = alice_with_space.post("/write/months/", {"month": "2026-03"}).text
    assert "March 2026" in page
    assert "Spring" in page
    assert "Same day" in page
    assert '<a href="#p0">14</a>' in page
    assert 'value="2025-12"' in page
    assert 'value="2026-07"' in page


@pytest.mark.parametrize("month", ["2026-13", "0000-01", "heron", "", "２０２６-01", "9" * 40])
def test_a_month_that_is_none_shows_the_latest(alice_with_space: Client, month: str) -> None:
    kept_at(alice_with_space, on="2026-07-01")
    assert "July 2026" in alice_with_space.post("/write/months/", {"month": month}).text


def test_an_empty_journal_has_a_month_too(alice_with_space: Client) -> None:
    assert "Nothing is dated in this month." in page_at(alice_with_space, "/write/months/")


def test_the_latest_month_is_by_day_and_not_by_when_it_was_kept(
    alice_with_space: Client, alice: User
) -> None:
    space = space_of(alice)
    store.add(space, ENTRY, Entry(text="Later day.", on=dt.date(2026, 8, 1)))
    store.add(space, ENTRY, Entry(text="Kept last.", on=dt.date(2020, 1, 1)))
    page = finding.months(space, None)
    assert page.month == (2026, 8)
    assert [entry.text for entry in page.entries] == ["Later day."]
    assert page.months == {(2026, 8): 1, (2020, 1): 1}


def test_a_month_of_hundreds_comes_in_pages(alice_with_space: Client, alice: User) -> None:
    space = space_of(alice)
    for n in range(103):
        store.add(space, ENTRY, Entry(title=f"Number {n}", text=WORDS, on=dt.date(2026, 5, 4)))
    page = alice_with_space.post("/write/months/", {"month": "2026-05"}).text
    assert page.count("Number ") == 100
    rest = alice_with_space.post("/write/months/", {"month": "2026-05", "offset": "100"}).text
    assert rest.count("Number ") == 3


def test_no_address_of_the_journal_holds_a_word_or_a_day(alice_with_space: Client) -> None:
    kept_at(alice_with_space, title="Heron", tags="river", on="2026-03-14")
    pages = [
        page_at(alice_with_space, "/write/"),
        page_at(alice_with_space, "/write/months/"),
        found(alice_with_space, words="heron"),
    ]
    for page in pages:
        addresses = [part.split('"')[0] for part in page.split('href="')[1:]]
        assert not [one for one in addresses if "2026" in one or "eron" in one or "?" in one]
