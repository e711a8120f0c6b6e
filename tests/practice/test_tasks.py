"""Pages to write on, lines to mark and ladders: shown back at once, stored nowhere."""

import re

import pytest
import time_machine
from django.test import Client

from skills_app.content import library
from skills_app.steps.ladder.body import Ladder
from skills_app.steps.slider.strain import advice, places

pytestmark = pytest.mark.django_db

WRITE = {"step": "learned", "way": "lines"}
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


def test_what_is_written_comes_back_as_a_card_and_is_stored_nowhere(guest: Client) -> None:
    page = post(guest, {**WRITE, "move": "card", "written": "A marmalade <sky>\nand more"})
    assert "A marmalade &lt;sky&gt;<br>and more" in page
    assert "marmalade" not in str(dict(guest.session.items()))
    assert "Keep it in my space" not in page


def test_an_empty_or_endless_page_is_answered_kindly_and_loses_nothing(guest: Client) -> None:
    assert "Nothing is written yet" in post(guest, {**WRITE, "move": "card", "written": " "}, 422)
    endless = "x" * 20_001
    assert endless in post(guest, {**WRITE, "move": "card", "written": endless}, 422)


def test_letting_go_says_so_and_keeps_nothing(guest: Client) -> None:
    answer = guest.post("/skills/m17/", {**WRITE, "move": "let_go", "written": "marmalade"})
    assert answer.status_code == 303
    assert "marmalade" not in str(dict(guest.session.items()))
    assert "Let go." in guest.get("/skills/m17/").content.decode()


def test_a_member_can_send_a_page_into_the_private_space(alice_with_space: Client) -> None:
    page = post(alice_with_space, {**WRITE, "move": "card", "written": "marmalade"})
    assert 'formaction="/keep/new/"' in page
    assert '<input type="hidden" name="sort" value="page" />' in page
    kept = alice_with_space.post("/keep/new/", {"sort": "page", "text": "marmalade"}, follow=True)
    assert "marmalade" in kept.content.decode()
    assert '<h2 id="pages">' in alice_with_space.get("/keep/").content.decode()


def test_what_is_changed_after_the_card_is_on_the_card_that_is_kept(
    alice_with_space: Client,
) -> None:
    page = post(alice_with_space, {**WRITE, "move": "card", "written": "marmalade"})
    assert 'id="written"' not in page  # closed while the card is there to keep
    page = post(alice_with_space, {**WRITE, "move": "retype", "written": "marmalade"})
    assert re.search(r'<textarea id="written"[^>]*>marmalade</textarea>', page)
    assert "Keep it in my space" not in page
    page = post(alice_with_space, {**WRITE, "move": "card", "written": "quince"})
    assert re.search(r'<textarea name="text" hidden[^>]*>quince\s', page)


@pytest.mark.parametrize(
    ("now", "before", "heavier", "offer"),
    [
        (7, None, False, ""),
        (7, None, True, "ground"),
        (8, None, False, "high"),
        (10, None, True, "high"),
        (5, 3, True, ""),
        (6, 3, True, "risen"),
        (7, 7, True, ""),
        (2, 9, True, ""),
    ],
)
def test_stopping_is_offered_on_much_strain_or_a_rise(
    now: int, before: int | None, heavier: bool, offer: str
) -> None:
    assert advice(now, before, heavier=heavier) == offer


def test_a_rise_since_the_first_slider_offers_to_stop_and_never_scores(guest: Client) -> None:
    page = post(guest, {"step": "before", "way": "main", "move": "mark", "line_now": "2"})
    assert "Stop here for now" not in page
    page = post(guest, {"step": "after", "way": "main", "move": "mark", "line_now": "5"})
    assert "harder than it was" in page
    assert "Stop here for now" in page
    for word in ("score", "points", "worse than"):
        assert word not in page


def test_the_first_mark_is_remembered_as_the_card_says_and_until_the_skill_ends(
    guest: Client,
) -> None:
    before = {"step": "before", "way": "main", "move": "mark", "line_now": "2"}
    after = {"step": "after", "way": "main", "move": "mark", "line_now": "6"}
    skip = {"step": "after", "way": "main", "move": "skip"}
    for forgets in (skip, {"move": "begin"}, {"move": "forget"}):
        page = post(guest, before)
        assert "remembered until this skill ends" in page
        assert "They were not stored" not in page
        assert "harder than it was" in post(guest, after)
        guest.post("/skills/m17/", forgets)
        assert "strain" not in guest.session
        page = post(guest, after)
        assert "harder than it was" not in page
        assert "They were not stored" in page


def test_a_mark_from_hours_ago_is_compared_with_nothing(guest: Client) -> None:
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        post(guest, {"step": "before", "way": "main", "move": "mark", "line_now": "2"})
    with time_machine.travel("2026-11-23T14:00:00Z", tick=False):
        page = post(guest, {"step": "after", "way": "main", "move": "mark", "line_now": "6"})
    assert "harder than it was" not in page


def test_a_remembered_mark_that_makes_no_sense_is_none(guest: Client) -> None:
    for junk in ([], {"m17": 2}, {"m17": ["x", 1]}):
        session = guest.session
        session["strain"] = junk
        session.save()
        post(guest, {"step": "after", "way": "main", "move": "mark", "line_now": "6"})


def test_a_line_is_optional_and_nonsense_is_no_mark(guest: Client) -> None:
    for posted in ({}, {"line_now": "99"}, {"line_now": "-1"}, {"line_now": "²"}):
        data = {"step": "before", "way": "main", "move": "mark", **posted}
        assert "Nothing is marked yet" in post(guest, data, 422)


def test_lines_can_be_words_or_faces_or_off(guest: Client) -> None:
    words = ("none", "hardly", "a little", "some", "more", "a lot", "all")
    assert places(words, "words")[0] == (0, "none")
    assert places(words, "faces")[-1] == (10, "all")
    assert len(places(words, "numbers")) == 11
    guest.post("/comfort/marks/", {"slider": "faces"})
    assert '<svg class="face"' in guest.get("/skills/m17/").content.decode()
    guest.post("/comfort/marks/", {"slider": "off"})
    assert "How is it right now?" in guest.get("/skills/m17/").content.decode()


def test_what_a_line_leads_from_and_to_is_said_with_its_name(guest: Client) -> None:
    page = guest.get("/skills/m17/").content.decode()
    described = re.findall(r'<fieldset[^>]* aria-describedby="(ends_[^"]+)"', page)
    assert described
    for name in described:
        assert re.search(rf'id="{name}">From “', page)


def test_a_face_grows_sadder_only_where_more_is_harder(guest: Client) -> None:
    """“I am content with my days: very much” with the saddest face would say the opposite."""
    guest.post("/comfort/marks/", {"slider": "faces"})
    skill = library().modules["m01"]
    step = next(step for step in skill.steps if step.main.kind == "slider")
    at = {"step": step.id, "way": step.main.id, "move": "stay"}
    aims = guest.post("/skills/m01/", at, follow=True).content.decode()
    strain = guest.get("/skills/m17/").content.decode()
    eyes, glass = '<circle cx="8.6"', '<path transform="matrix'
    assert glass in aims
    assert eyes not in aims
    assert eyes in strain
    assert glass not in strain


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


def test_the_word_for_me_is_used_where_content_asks_for_it(guest: Client) -> None:
    assert "written for someone who lived through it" in guest.get("/skills/m01/").content.decode()
    guest.post("/comfort/words/", {"self_word": "victim", "voice": "plain"})
    assert "written for a victim" in guest.get("/skills/m01/").content.decode()
