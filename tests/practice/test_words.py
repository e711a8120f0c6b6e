"""Boundary scripts: the safety question first, nothing stored, nothing written lost."""

import html
import re

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.library.words import compose

pytestmark = pytest.mark.django_db


def gate_answer(*, opens: bool) -> str:
    return next(option.id for option in library().words.gate.options if option.opens == opens)


def choice(firmness: int = 2) -> dict[str, str]:
    words = library().words
    return {
        "gate": gate_answer(opens=True),
        "situation": words.situations[0].id,
        "relationship": words.relationships[0].id,
        "firmness": str(firmness),
    }


def script_text(firmness: int = 2) -> str:
    words = library().words
    return compose(words, words.situations[0].id, words.relationships[0].id, firmness).text


def box(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\s?(.*?)</textarea>", page, re.DOTALL)
    assert found
    return found.group(1).replace("&#x27;", "'").strip()


def test_the_safety_question_comes_before_any_script(guest: Client) -> None:
    page = guest.get("/words/").content.decode()
    assert library().words.gate.question.replace("'", "&#x27;") in page
    assert "<textarea" not in page


def test_a_person_who_may_be_dangerous_leads_to_help_and_to_no_script(guest: Client) -> None:
    answer = guest.post("/words/", {"move": "gate", "gate": gate_answer(opens=False)})
    page = answer.content.decode()
    assert library().words.gate.instead.delay[0].replace("'", "&#x27;") in page
    assert 'href="/people/"' in page
    assert "<textarea" not in page
    assert "<select" not in page


def test_the_partner_lines_of_the_reader_s_country_stand_where_no_script_does(
    guest: Client,
) -> None:
    guest.post("/comfort/help/", {"country": "United States"})
    sent = {"move": "gate", "gate": gate_answer(opens=False)}
    page = guest.post("/words/", sent).content.decode()
    rows = library().helplines.rows
    here = {row.id for row in rows if row.serves("United States") and "partner" in row.needs}
    assert here
    assert {row.id for row in rows if f">{html.escape(row.name)}<" in page} == here
    assert 'href="tel:800-799-7233"'.replace("-", "") in page.replace("-", "")
    assert html.escape(library().helplines.check_first) in page


def test_without_a_country_no_line_is_guessed(guest: Client) -> None:
    sent = {"move": "gate", "gate": gate_answer(opens=False)}
    page = guest.post("/words/", sent).content.decode()
    assert 'class="line"' not in page
    assert 'href="/people/"' in page


def test_no_script_without_the_safety_question(guest: Client) -> None:
    answer = guest.post("/words/", {**choice(), "gate": "", "move": "compose"})
    assert answer.status_code == 422
    assert "<textarea" not in answer.content.decode()
    unsafe = {**choice(), "gate": gate_answer(opens=False), "move": "compose"}
    assert "<textarea" not in guest.post("/words/", unsafe).content.decode()


def test_a_choice_makes_a_script_that_can_be_changed(guest: Client) -> None:
    page = guest.post("/words/", {**choice(), "move": "compose"}).content.decode()
    assert box(page) == script_text()


def test_a_missing_or_unknown_choice_is_answered_kindly(guest: Client) -> None:
    answer = guest.post("/words/", {**choice(), "situation": "none-such", "move": "compose"})
    assert answer.status_code == 422
    assert "not in the list" in answer.content.decode()
    answer = guest.post("/words/", {**choice(), "relationship": "", "move": "compose"})
    assert answer.status_code == 422
    for firmness in ("9", "-1", "two", ""):
        posted = {**choice(), "firmness": firmness, "move": "compose"}
        assert guest.post("/words/", posted).status_code == 422


@pytest.mark.parametrize(("move", "level"), [("softer", 1), ("firmer", 3)])
def test_another_firmness_gives_other_words(guest: Client, move: str, level: int) -> None:
    posted = {**choice(), "text": script_text(), "move": move}
    page = guest.post("/words/", posted).content.decode()
    assert box(page) == script_text(level)
    assert "Your earlier words" not in page


def test_own_words_are_kept_beside_the_new_ones(guest: Client) -> None:
    mine = "Please stop. I mean it kindly."
    page = guest.post("/words/", {**choice(), "text": mine, "move": "firmer"}).content.decode()
    assert box(page) == script_text(3)
    assert "Your earlier words" in page
    assert mine in page
    posted = {**choice(3), "text": script_text(3), "earlier": mine, "move": "build"}
    assert mine in guest.post("/words/", posted).content.decode()


def test_the_firmest_cannot_be_made_firmer(guest: Client) -> None:
    page = guest.post("/words/", {**choice(4), "text": "", "move": "firmer"}).content.decode()
    assert box(page) == script_text(4)
    assert 'value="firmer"' not in page


def test_the_card_shows_the_words_and_stores_nothing(guest: Client) -> None:
    mine = "No <script>.\nNot today."
    page = guest.post("/words/", {**choice(), "text": mine, "move": "card"}).content.decode()
    assert "No &lt;script&gt;.<br>Not today." in page
    assert "They were not stored" in page
    assert not guest.session.keys()


def test_words_that_are_too_long_or_missing_stay_on_the_page(guest: Client) -> None:
    long = "word " * 500
    answer = guest.post("/words/", {**choice(), "text": long, "move": "card"})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert guest.post("/words/", {**choice(), "text": " ", "move": "card"}).status_code == 422


def test_changing_the_words_again_brings_them_back(guest: Client) -> None:
    page = guest.post("/words/", {**choice(), "text": "Mine.", "move": "edit"}).content.decode()
    assert box(page) == "Mine."


def test_an_unknown_move_starts_again(guest: Client) -> None:
    answer = guest.post("/words/", {**choice(), "move": "fly"})
    assert (answer.status_code, answer["Location"]) == (303, "/words/")


def test_one_answer_about_safety_is_enough_for_the_skill_and_the_builder(guest: Client) -> None:
    here = {"step": "safety", "way": "main", "move": "answer", "choice": gate_answer(opens=True)}
    answered = guest.post("/skills/m13/", here, follow=True).content.decode()
    assert "follow:safe" in answered
    assert 'value="next"' not in answered, "going there and going on are one press"
    on = {**here, "move": "follow:safe", "was_chosen": "safe"}
    step = guest.post("/skills/m13/", on, follow=True).content.decode()
    assert 'formaction="/words/"' in step
    assert "One question about safety" not in step
    builder = guest.post("/words/", {"gate": "safe", "move": "gate", "step": "script"})
    assert "What it is about" in builder.content.decode()


@pytest.mark.parametrize("chosen", ["unsure", "harm", "none"])
def test_any_other_answer_asks_again_before_a_script(guest: Client, chosen: str) -> None:
    sent = {"step": "script", "way": "main", "move": "stay", "was_chosen": chosen}
    step = guest.post("/skills/m13/", sent, follow=True).content.decode()
    assert 'formaction="/words/"' not in step
    assert "One question about safety" in step


def test_from_the_card_ones_line_comes_along_into_a_talk(guest: Client) -> None:
    guest.post("/skills/m13/", {"step": "safety", "way": "main", "move": "skip"})
    sent = {"gate": gate_answer(opens=True), **choice(), "text": "Plum words", "move": "card"}
    card = guest.post("/words/", sent).content.decode()
    assert "Try it in a talk" in card
    form = {"step": "rehearse", "way": "main", "move": "talks", "line": "Plum words"}
    assert "Your line." in guest.post("/skills/m13/", form).content.decode()
