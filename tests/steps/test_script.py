"""A script of parts: lines that are picked, or one's own, become a card that is stored nowhere."""

import html
import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.content import library
from skills_app.documents.store import everything
from skills_app.keepsakes.kinds import KEEPSAKE
from skills_app.steps.cards import LONGEST_ANSWER
from skills_app.steps.script.body import Script
from skills_app.vault.models import Record, Unlock
from tests.journal.spaces import space_of
from tests.people import PASSPHRASE
from tests.practice.test_modules import fields

pytestmark = pytest.mark.django_db

ADDRESS = "/skills/m12/"


def script() -> Script:
    step = library().modules["m12"].step("mine")
    assert step is not None
    assert isinstance(step.main.body, Script)
    return step.main.body


def show(reader: Client, status: int = 200, **posted: str) -> str:
    reader.post(ADDRESS, {"step": "mine", "move": "stay"})
    seen = fields(reader.get(ADDRESS).content.decode())
    answer = reader.post(ADDRESS, {**seen, "move": "card", **posted})
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


def card(page: str) -> list[str]:
    return re.findall(r"<dd>(.*?)</dd>", page)


def sent_to_keep(page: str) -> dict[str, str]:
    form = page.split('class="step stack"')[1]
    sent = dict(re.findall(r'<input type="hidden" name="(sort|title|of)" value="([^"]*)"', form))
    text = re.search(r'<textarea name="text" hidden[^>]*>(.*?)</textarea>', form, re.DOTALL)
    assert text
    return {**sent, "text": text.group(1)}


def test_only_what_was_picked_or_written_is_on_the_card_in_the_order_of_the_parts(
    guest: Client,
) -> None:
    page = show(guest, line_word="2", own_check="  Still good?  ", line_check="1", line_ask="")
    assert card(page) == ["Still good?", "Pineapple"]
    assert "Everything stops" not in page  # nothing beside the card can be changed unseen
    page = show(guest, move="retype", line_word="2", own_check="  Still good?  ", line_check="1")
    assert card(page) == []
    assert "Everything stops" in page  # what was left out can still be picked
    assert re.search(r'name="line_word" value="2" checked', page)
    assert 'value="  Still good?  "' in page


def test_every_line_of_every_script_can_be_picked(guest: Client) -> None:
    for part in script().parts:
        for number, line in enumerate(part.lines, start=1):
            assert card(show(guest, **{f"line_{part.id}": str(number)})) == [line]


@pytest.mark.parametrize("forged", ["0", "99", "-1", "one", "1 ", "\x00", "<b>"])
def test_a_forged_number_picks_nothing_and_keeps_what_was_written(
    guest: Client, forged: str
) -> None:
    page = show(guest, 422, line_word=forged)
    assert "One line is enough" in page
    page = show(guest, line_word=forged, own_word="Kettle")
    assert card(page) == ["Kettle"]


def test_nothing_picked_is_answered_kindly(guest: Client) -> None:
    page = show(guest, 422)
    assert "Nothing is picked yet. One line is enough, or you could skip this step." in page


def test_words_that_are_too_long_stay_on_the_page(guest: Client) -> None:
    long = "k" * (LONGEST_ANSWER + 1)
    page = show(guest, 422, own_word=long, line_ask="1")
    assert f'value="{long}"' in page
    assert re.search(r'name="line_ask" value="1" checked', page)
    assert "longer than a card can hold" in page


def test_own_words_are_shown_as_they_are_and_never_as_markup(guest: Client) -> None:
    guest.post(ADDRESS, {"step": "mine", "move": "stay"})
    seen = fields(guest.get(ADDRESS).content.decode())
    posted = {**seen, "move": "card", "own_word": "<script>alert(1)</script>"}
    assert "<script>alert" not in guest.post(ADDRESS, posted).content.decode()


def test_nothing_of_it_is_stored_until_its_writer_keeps_it(
    guest: Client, alice_with_space: Client, alice: User
) -> None:
    show(guest, own_word="Kettle")
    assert "Kettle" not in str(dict(guest.session))
    before = Record.objects.count()
    page = show(alice_with_space, own_word="Kettle")
    assert Record.objects.count() == before
    answer = alice_with_space.post("/keep/new/", sent_to_keep(page), follow=True)
    assert "Kettle" in answer.content.decode()
    assert f'<a href="{ADDRESS}">Back to ' in answer.content.decode()
    (kept,) = everything(space_of(alice), KEEPSAKE)[0]
    assert (kept.sort, kept.title) == ("script", "My checking line and my stop signal")


def test_keeping_into_a_locked_space_asks_there_and_keeps_the_card(
    alice_with_space: Client, alice: User
) -> None:
    sent = sent_to_keep(show(alice_with_space, own_word="Kettle", line_sign="1"))
    Unlock.objects.all().delete()
    answer = alice_with_space.post("/keep/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kettle" in page
    assert "Two taps" in page
    assert 'name="passphrase"' in page
    alice_with_space.post("/keep/new/", {**sent, "passphrase": PASSPHRASE})
    (kept,) = everything(space_of(alice), KEEPSAKE)[0]
    assert "Kettle" in kept.text


def test_a_control_character_loses_no_words_on_the_card_or_on_the_way_to_the_space(
    alice_with_space: Client, alice: User
) -> None:
    page = show(alice_with_space, own_word="Ket\x1btle", own_sign="Red\x00scarf")
    assert card(page) == ["Ket\x1btle", "Red\x00scarf"]
    assert alice_with_space.post("/keep/new/", sent_to_keep(page)).status_code == 303
    (kept,) = everything(space_of(alice), KEEPSAKE)[0]
    assert "Kettle" in kept.text
    assert "Redscarf" in kept.text


def test_letting_go_leaves_the_page_as_it_was_at_first(guest: Client) -> None:
    show(guest, own_word="Kettle")
    seen = fields(guest.get(ADDRESS).content.decode())
    answer = guest.post(ADDRESS, {**seen, "move": "let_go", "own_word": "Kettle"}, follow=True)
    page = answer.content.decode()
    assert "Kettle" not in page
    assert re.search(r'name="line_ask" value="" checked', page)
