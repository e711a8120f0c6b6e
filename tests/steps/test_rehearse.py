"""Rehearsals: every path leads to a good end, and nothing of it is kept."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.content.topics import names_of
from skills_app.preferences.keeping.choices import Comfort
from skills_app.steps.rehearse.body import OWN_REPLY, PUSHBACKS, QUIET_ENDS, Rehearse, Turn
from skills_app.steps.rehearse.scenes import scene_of, without_hidden

HERE = {"step": "rehearse", "way": "main"}


def body() -> Rehearse:
    step = library().modules["m13"].step("rehearse")
    assert step is not None
    found = step.main.body
    assert isinstance(found, Rehearse)
    return found


def every_path(turn: Turn, path: tuple[str, ...], rehearsal: Any) -> list[tuple[str, ...]]:
    if not turn.replies:
        return [path]
    return [
        longer
        for reply in turn.replies
        for longer in every_path(rehearsal.turn(reply.leads), (*path, reply.id), rehearsal)
    ]


@pytest.mark.parametrize("rehearsal", body().rehearsals, ids=lambda one: one.id)
def test_every_way_through_a_talk_ends_within_four_replies(rehearsal: Any) -> None:
    for path in every_path(rehearsal.turns[0], (rehearsal.id,), rehearsal):
        assert len(path) - 1 <= 4
        scene = scene_of(body(), path)
        assert scene is not None
        assert scene.end
        assert scene.path == path


@pytest.mark.parametrize("end", QUIET_ENDS)
def test_silence_freezing_a_change_of_mind_and_going_are_ends_everywhere(end: str) -> None:
    for rehearsal in body().rehearsals:
        scene = scene_of(body(), (rehearsal.id, end))
        assert scene is not None
        assert scene.end == getattr(body().ends, end)


def test_no_reply_is_mistaken_for_an_end() -> None:
    """A reply leads where it says, though an end may bear the same name in another talk."""
    for rehearsal in body().rehearsals:
        for turn in rehearsal.turns:
            for reply in turn.replies:
                assert reply.id not in (*QUIET_ENDS, OWN_REPLY)


@pytest.mark.django_db
def test_turning_to_someone_is_an_end_too(guest: Client) -> None:
    page = guest.post("/skills/m13/", {**HERE, "move": "rehearse:photo"}).content.decode()
    assert 'value="say:help"' in page
    said = {**HERE, "path": ["photo"], "move": "say:help"}
    assert "You turned to someone." in guest.post("/skills/m13/", said).content.decode()


@pytest.mark.django_db
def test_each_talk_says_what_it_mentions_beside_its_title(guest: Client) -> None:
    page = guest.post("/skills/m13/", {**HERE, "step": "script", "move": "next"}, follow=True)
    rows = re.split(r"<li>", page.content.decode())
    for one in body().rehearsals:
        (row,) = [row for row in rows if f'value="rehearse:{one.id}"' in row]
        names = names_of(one.notes, library())
        assert (f"Mentions {names}." in row) if names else ("Mentions" not in row.split("</ul>")[0])
    noted = {one.id: one.notes for one in body().rehearsals if one.notes}
    assert noted["drinks"] == ("sub",)
    assert noted["hug"] == ("tch",)
    assert noted["clinic"] == ("med",)
    assert noted["asked"] == ("asl",)


def test_the_level_for_a_whole_module_counts_for_its_talks() -> None:
    comfort = Comfort(module_notes={"m13": "hide"}).in_module("m13")
    open_to = without_hidden(body(), comfort).rehearsals
    assert [one.id for one in open_to] == [one.id for one in body().rehearsals if not one.notes]
    assert len(open_to) >= 2


@pytest.mark.django_db
def test_a_hidden_talk_is_neither_listed_nor_opened_and_the_page_says_so(guest: Client) -> None:
    guest.post("/comfort/notes/", {"sub": "hide", "med": "show"})
    page = guest.post("/skills/m13/", {**HERE, "step": "script", "move": "next"}, follow=True)
    listed = page.content.decode()
    assert 'value="rehearse:drinks"' not in listed
    assert "Something is set aside here, as you chose." in listed
    assert "examinations, infections" not in listed
    for sent in ({"move": "rehearse:drinks"}, {"move": "say:water", "path": ["drinks"]}):
        page = guest.post("/skills/m13/", {**HERE, **sent})
        assert "What are you having" not in page.content.decode()
        assert "A round at the bar" not in page.content.decode()


def test_there_are_ten_talks_with_every_kind_of_pushing_back_among_them() -> None:
    assert len(body().rehearsals) >= 10
    pushes = {turn.push for one in body().rehearsals for turn in one.turns if turn.push}
    assert pushes == set(PUSHBACKS)
    for one in body().rehearsals:
        assert not [turn.id for turn in one.turns if turn.push and turn.accepts]


def test_own_words_are_said_and_taken_well() -> None:
    for rehearsal in body().rehearsals:
        scene = scene_of(body(), (rehearsal.id, OWN_REPLY), ("Plum words",))
        assert scene is not None
        assert scene.said[-1][1].text == "Plum words"
        assert scene.turn.accepts
        empty = scene_of(body(), (rehearsal.id, OWN_REPLY), ("  ",))
        assert empty is not None
        assert empty.path == (rehearsal.id,)


@pytest.mark.django_db
def test_own_words_are_drawn_back_and_stored_nowhere(guest: Client) -> None:
    guest.post("/skills/m13/", {**HERE, "step": "script", "move": "next"})
    before = dict(guest.session.items())
    sent = {**HERE, "path": ["visit"], "move": "say:own", "own_reply": "Plum <b> words"}
    page = guest.post("/skills/m13/", sent).content.decode()
    assert re.search(r"You say:</span> Plum &lt;b&gt; words\s*</li>", page)
    assert "I&#x27;ll tell them" in page
    back = {**HERE, "path": ["visit", "own"], "own": ["Plum"], "move": "unsay"}
    page = guest.post("/skills/m13/", back).content.decode()
    assert "Plum" not in page
    nothing = guest.post("/skills/m13/", {**sent, "own_reply": " "})
    assert nothing.status_code == 422
    assert "There are no words here yet" in nothing.content.decode()
    long = guest.post("/skills/m13/", {**sent, "own_reply": "x" * 5000}).content.decode()
    assert "x" * 300 in long
    assert "x" * 301 not in long
    assert dict(guest.session.items()) == before


@pytest.mark.django_db
@pytest.mark.parametrize("move", ["say:silence", "unsay", "stop_talk", "skip", "next", "leave"])
def test_words_half_typed_are_not_lost_on_another_press(guest: Client, move: str) -> None:
    sent = {**HERE, "path": ["visit"], "move": move, "own_reply": "Plum <b> words"}
    page = guest.post("/skills/m13/", sent).content.decode()
    assert "Plum &lt;b&gt; words" in page
    again = {**sent, "own_reply": ""}
    assert guest.post("/skills/m13/", again).status_code in {200, 303}, "the next leads on"


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(one.id for one in body().rehearsals),
                *(r.id for one in body().rehearsals for t in one.turns for r in t.replies),
                *QUIET_ENDS,
                "",
                "gone",
            ]
        ),
        max_size=9,
    ).map(tuple)
)
def test_whatever_path_is_posted_leads_somewhere_or_nowhere_at_all(path: tuple[str, ...]) -> None:
    scene = scene_of(body(), path)
    if scene is None:
        assert not path or body().rehearsal(path[0]) is None
        return
    assert scene.end or scene.turn.replies
    assert scene_of(body(), scene.path) == scene


def test_two_clear_noes_in_a_row_that_are_ignored_are_not_the_readers_fault() -> None:
    scene = scene_of(body(), ("slow", "tonight", "asked"))
    assert scene is not None
    assert scene.ignored
    assert not scene.end
    once = scene_of(body(), ("slow", "tonight"))
    assert once is not None
    assert not once.ignored


@pytest.mark.django_db
def test_a_talk_is_held_stepped_back_and_stopped_and_leaves_nothing(guest: Client) -> None:
    guest.post("/skills/m13/", {**HERE, "step": "script", "move": "next"})
    before = dict(guest.session.items())

    def press(move: str, *path: str) -> str:
        answer = guest.post("/skills/m13/", {**HERE, "move": move, "path": list(path)})
        assert answer.status_code == 200
        return answer.content.decode()

    page = press("rehearse:slow")
    assert "Stay a little longer" in page
    page = press("say:tonight", "slow")
    assert re.findall(r'name="path" value="(\w+)"', page) == ["slow", "tonight"]
    page = press("say:asked", "slow", "tonight")
    assert "Ignoring a no is their choice" in page
    page = press("unsay", "slow", "tonight", "asked")
    assert re.findall(r'name="path" value="(\w+)"', page) == ["slow", "tonight"]
    page = press("say:freeze", "slow", "tonight")
    assert "You froze." in page
    page = press("stop_talk", "slow", "tonight")
    assert "Nothing of it was kept" in page
    assert 'name="path"' not in page
    assert dict(guest.session.items()) == before


@pytest.mark.django_db
def test_a_forged_path_is_left_out(guest: Client) -> None:
    answer = guest.post("/skills/m13/", {**HERE, "move": "say:none", "path": ["none"] * 50})
    assert answer.status_code == 200
    assert 'name="path"' not in answer.content.decode()


@pytest.mark.django_db
def test_three_replies_are_in_sight_and_none_is_missing(guest: Client) -> None:
    for talk in body().rehearsals:
        sent = {**HERE, "move": f"rehearse:{talk.id}", "line": "Plum <b> words"}
        page = guest.post("/skills/m13/", sent).content.decode()
        before, _fold, folded = page.partition("Something else, or nothing")
        replies = [f"say:{one.id}" for one in talk.turns[0].replies]
        seen = re.findall(r'value="(say:\w+)"', before)[1:]  # the first is for the Enter key
        assert seen == ["say:line", *replies[:2]]
        rest = re.findall(r'value="(say:\w+)"', folded)
        assert rest == [*replies[2:], "say:own", *(f"say:{end}" for end in QUIET_ENDS)]


@pytest.mark.django_db
def test_a_line_that_was_brought_along_is_said_by_a_press_and_stored_nowhere(guest: Client) -> None:
    guest.post("/skills/m13/", {**HERE, "step": "script", "move": "next"})
    before = dict(guest.session.items())
    line = "Plum <b> words\nin two lines"

    def press(move: str, *path: str, **more: Any) -> str:
        sent = {**HERE, "move": move, "path": list(path), "line": line, **more}
        return guest.post("/skills/m13/", sent).content.decode()

    shown = "Plum &lt;b&gt; words in two lines"
    assert press("talks").count(shown) == 2  # to be read, and to be carried along
    assert "Your line:" in press("rehearse:visit")
    said = press("say:line", "visit")
    assert re.search(rf"You say:</span> {shown}\s*</li>", said)
    assert re.findall(r'name="path" value="(\w+)"', said) == ["visit", "own"]
    assert f'name="line" value="{shown}"' in said
    assert f"You say:</span> {shown}" not in press("unsay", "visit", "own", own=[line])
    assert press("stop_talk", "visit").count(shown) == 2
    assert press("talks", line="x" * 5000).count("x" * 301) == 0
    assert press("say:line", "visit", line=" ").count("You say:") == 0
    assert dict(guest.session.items()) == before
