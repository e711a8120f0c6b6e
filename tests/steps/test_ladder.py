"""Ladders to an aim: shown back at once, stored nowhere."""

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.steps.ladder.body import Ladder

pytestmark = pytest.mark.django_db

LADDER = {"step": "ladder", "way": "main", "opened": "1"}


def ladder() -> Ladder:
    step = library().modules["m17"].step("ladder")
    assert step is not None
    assert isinstance(step.main.body, Ladder)
    return step.main.body


def post(client: Client, data: dict[str, str], status: int = 200) -> str:
    answer = client.post("/skills/m17/", data)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_aim_fills_in_rungs_that_start_low(guest: Client) -> None:
    page = post(guest, {**LADDER, "move": "aim", "aim": "shop", "involves": "none"})
    assert 'value="Walk past it at a quiet hour"' in page
    for aim in ladder().aims:
        assert 5 <= len(aim.rungs) <= 8
        assert aim.rungs[0].hard in (2, 3)


@pytest.mark.parametrize("one", ladder().excluded, ids=lambda one: one.id)
def test_what_does_not_belong_on_a_ladder_is_declined_kindly(guest: Client, one: object) -> None:
    page = post(
        guest, {**LADDER, "move": "aim", "own_aim": "Marmalade", "involves": getattr(one, "id", "")}
    )
    assert "Not with a ladder" in page
    assert 'name="rung_1"' not in page
    assert "Choose another aim" in post(
        guest, {**LADDER, "move": "aim"} | {"own_aim": "x", "involves": "place"}
    )


def test_an_aim_that_was_declined_is_there_to_be_changed(guest: Client) -> None:
    sent = {**LADDER, "own_aim": "Marmalade in the dark", "involves": "place"}
    page = post(guest, {**sent, "move": "aim"})
    assert '<input type="hidden" name="own_aim" value="Marmalade in the dark"' in page
    page = post(guest, {**LADDER, "own_aim": "Marmalade in the dark", "move": "retype"})
    assert "Build the ladder" in page
    assert 'value="Marmalade in the dark"' in page


def test_an_aim_waits_for_the_one_question_and_loses_no_words(guest: Client) -> None:
    page = post(guest, {**LADDER, "move": "aim", "own_aim": "Swim again"}, 422)
    assert "Swim again" in page
    assert "is any of these part of it" in page
    assert "No aim is chosen" in post(guest, {**LADDER, "move": "aim", "involves": "none"}, 422)
    assert "Build the ladder" in post(guest, {**LADDER, "move": "aims"})


def test_every_refusal_says_what_fits_instead() -> None:
    for one in ladder().excluded:
        assert "can be an aim here" in one.answer or "look for an aim" in one.answer, one.id


def test_rungs_come_back_in_order_and_only_inform(guest: Client) -> None:
    rungs = {"rung_1": "Hard one", "hard_1": "7", "rung_2": "Easy one", "hard_2": "5"}
    page = post(guest, {**LADDER, "move": "rungs", "aim_text": "Swim", **rungs})
    card = page.split("Your card")[1]
    assert card.index("Easy one") < card.index("Hard one")
    assert "Many people begin at 2 or 3" in page
    assert "With five or more rungs" in page
    assert "Swim" not in str(dict(guest.session.items()))


def test_rungs_with_nonsense_or_nothing_lose_no_words(guest: Client) -> None:
    page = post(guest, {**LADDER, "move": "rungs", "rung_1": "One", "hard_1": "many"})
    assert "not sure" in page
    assert "No rung is written" in post(guest, {**LADDER, "move": "rungs", "aim_text": "S"}, 422)
    long = "y" * 301
    assert long in post(guest, {**LADDER, "move": "rungs", "rung_3": long}, 422)
