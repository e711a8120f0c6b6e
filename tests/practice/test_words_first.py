"""A move that would lead away from typed words shows them first, to keep, print or let go."""

import html
import re

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.practice.pace import MOVES
from skills_app.templatetags.assets import pinned
from tests.practice.test_every_kind import at, places_of
from tests.practice.test_modules import fields

pytestmark = pytest.mark.django_db

WORDS = "a blue <kettle>"
LEADING_AWAY = (*MOVES, "follow:one", "a move that is not there any more")


def first_of(kind: str, **needs: bool) -> tuple[str, dict[str, str]]:
    """Where the first step of a kind is, and the fields that say one is on it."""
    address, step, way = next(
        (address, step, way)
        for address, step, way in places_of(kind)
        if all(bool(getattr(way.body, name)) is wanted for name, wanted in needs.items())
    )
    return address, at(step, way)


def typed_on(kind: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """An address, the place on it, and something typed there."""
    if kind == "choose":
        address, place = first_of(kind, own_words=True)
        return address, place, {"own_words": WORDS}
    if kind == "script":
        address, place = first_of(kind, parts=True)
    else:
        address, place = first_of(kind.split("-")[0])
    body = next(way.body for _, step, way in places_of(kind.split("-")[0])
                if (step.id, way.id) == (place["step"], place["way"]))  # fmt: skip
    typed = {
        "plan": lambda: {f"line_{body.fields[0].id}": WORDS},
        "script": lambda: {f"own_{body.parts[0].id}": WORDS},
        "write": lambda: {"written": f"{WORDS}\r\nand more"},
        "ladder-aim": lambda: {"own_aim": WORDS},
        "ladder": lambda: {"aim_text": "The shop", "rung_1": WORDS, "hard_1": "2"},
    }
    return address, place, typed[kind]()


KINDS = ("plan", "script", "write", "choose", "ladder", "ladder-aim")


@pytest.fixture
def reader(guest: Client) -> Client:
    guest.post("/comfort/preset/", {"preset": "everything"})
    return guest


def post(client: Client, address: str, *data: dict[str, str], **more: str) -> tuple[int, str]:
    posted: dict[str, str] = {}
    for one in (*data, more):
        posted |= one
    answer = client.post(address, posted)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("move", LEADING_AWAY)
@pytest.mark.parametrize("kind", KINDS)
def test_words_are_shown_first_and_one_press_then_makes_the_move(
    reader: Client, kind: str, move: str
) -> None:
    address, place, typed = typed_on(kind)
    before = reader.post(address, {**place, "move": move})["Location"]
    status, page = post(reader, address, place, typed, move=move)
    assert status == 200
    card = page.split('class="card card--parts')[1].split("</dl>")[0]
    assert html.escape(WORDS) in card
    assert re.search(rf'button--main" name="move" value="{move}">\s*Go on', page)
    assert 'value="let_go"' in page
    assert "data-print" in page
    assert WORDS not in str(dict(reader.session.items()))
    seen = {name: html.unescape(value) for name, value in fields(page).items()}
    answer = reader.post(address, {**seen, "move": move})
    assert (answer.status_code, answer["Location"]) == (303, before)


@pytest.mark.parametrize("kind", KINDS)
def test_with_nothing_typed_the_move_is_made_at_once(reader: Client, kind: str) -> None:
    address, place, typed = typed_on(kind)
    nothing = dict.fromkeys(typed, " ")
    nothing.pop("aim_text", None)
    for move in LEADING_AWAY:
        assert post(reader, address, place, nothing, move=move)[0] == 303


@pytest.mark.parametrize("kind", ["plan", "script", "write", "ladder"])
def test_a_card_already_seen_lets_one_go_and_words_typed_since_are_shown(
    reader: Client, kind: str
) -> None:
    address, place, typed = typed_on(kind)
    move = "rungs" if kind == "ladder" else "card"
    shown = fields(post(reader, address, place, typed, move=move)[1])["shown"]
    changed = {name: f"{value} today" for name, value in typed.items() if value != "2"}
    status, page = post(reader, address, place, typed, changed, move="skip", shown=shown)
    assert status == 200
    assert f"{html.escape(WORDS)}" in page
    assert "today" in page
    assert post(reader, address, place, typed, move="skip", shown=shown)[0] == 303


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_can_still_be_changed(reader: Client, kind: str) -> None:
    address, place, typed = typed_on(kind)
    page = post(reader, address, place, typed, move="leave")[1]
    seen = {name: html.unescape(value) for name, value in fields(page).items()}
    status, again = post(reader, address, seen, move="retype")
    assert status == 200
    form = again.split('class="step stack"')[1].split("</form>")[0]
    visible = re.sub(r'<input type="hidden"[^>]*>', "", form)
    assert html.escape(WORDS) in visible
    assert "Go on" not in visible


def test_rungs_of_the_library_are_nothing_to_lose_until_one_is_changed(reader: Client) -> None:
    address, place, _typed = typed_on("ladder")
    page = post(reader, address, place, move="aim", aim="shop", involves="none")[1]
    names = re.findall(r'<input id="((?:rung|hard)_\d)"[^>]*? value="([^"]*)"', page)
    drawn = fields(page) | {name: html.unescape(value) for name, value in names}
    assert drawn["rung_1"]
    for move in ("skip", "aims"):
        assert "Your words first" not in post(reader, address, drawn, move=move)[1]
        status, page = post(reader, address, drawn, move=move, rung_1=WORDS)
        assert status == 200
        assert html.escape(WORDS) in page
        assert "Your words first" in page
    own = fields(post(reader, address, place, move="aim", own_aim=WORDS, involves="none")[1])
    assert "Your words first" in post(reader, address, own, move="skip")[1]


def test_words_too_long_for_a_card_stay_where_they_are(reader: Client) -> None:
    address, place, typed = typed_on("plan")
    endless = dict.fromkeys(typed, "x" * 5001)
    status, page = post(reader, address, place, endless, move="next")
    assert status == 422
    assert "x" * 5001 in page


FORGED = {
    "no such step": {"step": "nowhere", "way": "nowhere"},
    "the end": {"finished": "1"},
    "another step": {"step": library().modules["m01"].steps[0].id, "way": ""},
    "no step": {"step": "", "way": "", "screen": "-1", "at": "9" * 99},
}


@pytest.mark.parametrize("move", ["leave", "card", "say:own", "let_go", ""])
@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("kind", KINDS)
def test_words_of_a_step_that_is_not_there_come_back_whatever_was_pressed(
    reader: Client, kind: str, forged: str, move: str
) -> None:
    _address, place, typed = typed_on(kind)
    for address in ("/skills/m01/", "/tools/t02/"):
        status, page = post(reader, address, place, typed, FORGED[forged], move=move)
        assert status == 422
        texts = [html.unescape(text) for text in re.findall(r"<textarea[^>]*>\n([^<]*)", page)]
        for text in typed.values():
            assert text == "2" or text.replace("\r\n", "\n") in "\n".join(texts).replace("\r", "")
        assert WORDS not in str(dict(reader.session.items()))
        # They stand beside the form and are no part of it: the next press leads on.
        again = {**fields(page), "move": "leave"}
        assert reader.post(address, again).status_code == 303


def test_words_for_a_closed_step_come_back(reader: Client) -> None:
    """Between the page and the press, its topic was left out of everything."""
    address, place, typed = typed_on("write")
    reader.post("/comfort/preset/", {"preset": "least"})
    for forged in ({"opened": ""}, {"step": "gone"}):
        status, page = post(reader, address, place, typed, forged, move="next")
        assert html.escape(WORDS) in page
        assert status in (200, 422)


@pytest.mark.parametrize("address", ["/skills/m99/", "/tools/t99/"])
def test_words_of_a_skill_that_is_not_there_come_back(reader: Client, address: str) -> None:
    for typed in ({"written": "No"}, {"line_a": "No"}, {"own_words": "No"}, {"rung_1": "No"}):
        answer = reader.post(
            address, {**typed, "move": "next"}, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code == 404
        assert re.search(r"<textarea[^>]*readonly[^>]*>\s*No<", answer.content.decode())


def test_a_member_can_keep_the_words_from_there(alice_with_space: Client) -> None:
    address, place, typed = typed_on("plan")
    page = post(alice_with_space, address, place, typed, move="leave")[1]
    assert 'formaction="/keep/new/"' in page
    assert html.escape(WORDS) in page.split('<textarea name="text" hidden')[1].split("</text")[0]


def test_own_words_beside_a_choice_can_be_kept_as_a_card(alice_with_space: Client) -> None:
    address, place, typed = typed_on("choose")
    page = post(alice_with_space, address, place, typed, move="answer")[1]
    assert 'formaction="/keep/new/"' in page
    seen = {name: html.unescape(value) for name, value in fields(page).items()}
    assert post(alice_with_space, address, seen, move="next")[0] == 303


def test_only_steps_with_room_for_words_bring_the_script_that_remembers_them(
    reader: Client,
) -> None:
    address, place, _typed = typed_on("plan")
    reader.post(address, {**place, "move": "stay"})
    script = pinned("js/typed.js")[0]
    assert script in reader.get(address).content.decode()
    assert script not in reader.get("/skills/m03/").content.decode()
