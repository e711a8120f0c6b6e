"""Finished scripts at /words/ready/."""

import html
import re

import pytest
from django.test import Client

from skills_app.content import library

SAFE = {"gate": "safe"}
TYPED = "Amber kettle words of my own"


def page_of(guest: Client, **posted: str) -> str:
    answer = guest.post("/words/ready/", posted)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_there_are_at_least_thirty_and_every_situation_has_one() -> None:
    scripts = library().ready_scripts
    assert len(scripts) >= 30
    assert {one.about for one in scripts.values()} == {one.id for one in library().words.situations}
    assert len({one.text for one in scripts.values()}) == len(scripts)


@pytest.mark.parametrize("script", library().ready_scripts.values(), ids=lambda one: one.id)
def test_each_keeps_to_the_rules_for_scripts(script: object) -> None:
    text = script.text  # type: ignore[attr-defined]
    assert not re.search(
        r"\b(sorry|because|you must|you have to|you need to|you should|or else|my fault)\b",
        text,
        re.I,
    )
    assert text.endswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["unsure", "harm"])
def test_whoever_may_be_harmed_gets_help_and_no_script(guest: Client, answer: str) -> None:
    page = page_of(guest, gate=answer, take="s01")
    assert "Your safety comes first" in page
    assert library().ready_scripts["s01"].text not in page


@pytest.mark.django_db
def test_the_safety_question_comes_first(guest: Client) -> None:
    for answer in (guest.get("/words/ready/"), guest.post("/words/ready/", {"take": "s01"})):
        assert answer.status_code in {302, 303}
        assert answer["Location"] == "/words/"
    odd = guest.post("/words/ready/", {"gate": "whatever", "take": "s01"})
    assert library().words.gate.question in html.unescape(odd.content.decode())


@pytest.mark.django_db
def test_all_of_them_are_on_one_page_with_what_they_mention(guest: Client) -> None:
    page = page_of(guest, gate="safe")
    assert re.findall(r'name="take" value="(s\d\d)"', page) == [
        one.id
        for situation in library().words.situations
        for one in library().ready_scripts.values()
        if one.about == situation.id
    ]
    assert "Mentions examinations" in page


@pytest.mark.django_db
def test_one_can_be_changed_and_shown_as_a_card_and_nothing_of_it_is_stored(guest: Client) -> None:
    script = library().ready_scripts["s11"]
    assert script.text in page_of(guest, take="s11", **SAFE)
    card = page_of(guest, take="s11", move="card", text=TYPED, **SAFE)
    assert TYPED in card
    assert script.leaving in card
    again = page_of(guest, take="s11", move="edit", text=TYPED, **SAFE)
    assert TYPED in again
    assert TYPED not in str(dict(guest.session))


@pytest.mark.django_db
def test_empty_words_and_unknown_scripts_are_answered_kindly(guest: Client) -> None:
    empty = guest.post("/words/ready/", {"take": "s11", "move": "card", "text": "  ", **SAFE})
    assert empty.status_code == 422
    assert "There are no words here yet" in empty.content.decode()
    assert "Finished scripts" in page_of(guest, take="s99", **SAFE)
