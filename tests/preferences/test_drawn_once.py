"""What is drawn once is what would be drawn anew, for every choice, and holds nobody's own."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from skills_app.content import drawn
from skills_app.preferences import drawing

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')
CHOICES = [
    ("pace", {"breath_in": "4.5", "breath_out": "6.5", "hold_seconds": "1", "breath_minutes": "3",
              "advance": "timed", "advance_seconds": "25", "prompt_pause": "6",
              "writing_minutes": "12"}),
    ("caps", {"nudge_minutes": "0", "sittings_a_day": "2", "heavier_a_day": "2",
              "heavier_gap_days": "3", "cool_down_minutes": "5"}),
    ("notes", {"preset": "ask"}),
    ("notes", {"brt": "hide"}),
    ("modules", {"m03": "ask"}),
    ("avoid", {"avoid": ["sound", "breath_hold", "counting", "moving_pictures"]}),
    ("body", {"body_areas": ["body_area_feet"]}),
    ("words", {"self_word": "survivor", "voice": "softer"}),
    ("marks", {"slider": "faces"}),
    ("look", {"look": "dark", "text_size": "125", "spacing": "roomy", "plain_font": "on",
              "still": "on", "fewer_pictures": "on"}),
    ("sound", {"tone": "on", "read_aloud": "on"}),
    ("help", {"country": "Ireland"}),
    ("lock", {"idle_minutes": "7"}),
    ("cover", {"cover_minutes": "4", "blank_when_hidden": "on"}),
    ("leaving", {"exit_page": "1"}),
    ("address", {"address_bar": "ordinary"}),
]  # fmt: skip
PAGES = ("/comfort/", "/people/", "/tools/", "/tools/up/")


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    drawn._held.clear()
    yield
    drawn._held.clear()


def look_at(client: Client, path: str) -> str:
    return TOKEN.sub(r"\1", client.get(path).content.decode())


@pytest.mark.parametrize(("section", "data"), CHOICES, ids=lambda one: str(one)[:24])
def test_a_page_from_what_was_drawn_before_is_the_page_drawn_anew(
    guest: Client, section: str, data: dict[str, str]
) -> None:
    for path in PAGES:
        look_at(guest, path)  # by someone with the first choices
    answer = guest.post(f"/comfort/{section}/", data)
    assert answer.status_code == 303
    guest.get("/comfort/")  # with the section unfolded and the message said
    before = {path: look_at(guest, path) for path in PAGES}
    again = {path: look_at(guest, path) for path in PAGES}
    drawn._held.clear()
    anew = {path: look_at(guest, path) for path in PAGES}
    for path in PAGES:
        assert before[path].splitlines() == anew[path].splitlines(), path
    assert before == again
    first = Client()
    look_at(first, "/")
    assert look_at(first, "/comfort/") != anew["/comfort/"]


def test_each_reader_gets_their_own_token(guest: Client) -> None:
    other = Client()
    seen = set()
    for client in (guest, other, guest):
        for path in PAGES:
            page = client.get(path).content.decode()
            assert drawn.TOKEN not in page
            seen |= {client.cookies["c"].value}
            tokens = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            assert tokens or path == "/tools/up/"
    assert len(seen) == 2
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/comfort/").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    answer = strict.post("/comfort/lock/", {"idle_minutes": "9", "csrfmiddlewaretoken": token})
    assert answer.status_code == 303


def test_no_combination_of_choices_is_held_and_what_is_held_is_bounded(
    guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest.post("/comfort/avoid/", {"avoid": ["sound", "counting"]})
    guest.post("/comfort/notes/", {"brt": "hide"})
    for path in PAGES:
        look_at(guest, path)
    sections = [name for name in drawn._held if str(name[0]).startswith("preferences/sections/")]
    assert sections
    assert not [name for name in sections if "avoid" in str(name[0]) or "notes" in str(name[0])]
    assert "frozenset" not in str(list(drawn._held))
    monkeypatch.setattr(drawn, "MOST", 5)
    drawn._held.clear()
    for path in PAGES:
        look_at(guest, path)
    assert len(drawn._held) == 5


WRONG = [
    ("pace", {"breath_in": "x"}, "pace"),
    ("caps", {"sittings_a_day": "x"}, "pace"),
    ("notes", {"brt": "x"}, "notes"),
    ("modules", {"m03": "x"}, "notes"),
    ("avoid", {"avoid": ["x"]}, "avoid"),
    ("body", {"body_areas": ["x"]}, "avoid"),
    ("help", {"country": "x"}, "help"),
    ("leaving", {"exit_page": "x"}, "leaving"),
]


@pytest.mark.parametrize(("sent", "data", "section"), WRONG, ids=lambda one: str(one)[:24])
def test_a_refusal_draws_anew_only_the_section_that_is_refused(
    guest: Client, sent: str, data: dict[str, str], section: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> str:
        answer = guest.post(f"/comfort/{sent}/", data)
        assert answer.status_code == 422
        return TOKEN.sub(r"\1", answer.content.decode())

    guest.get("/")  # from now on it is known to keep cookies
    anew = refused()
    look_at(guest, "/comfort/")
    refused()
    parts: list[str] = []
    draw = drawing.render_to_string
    monkeypatch.setattr(
        drawing,
        "render_to_string",
        lambda template, given: (parts.append(template), draw(template, given))[1],
    )
    monkeypatch.setattr(drawn, "render_to_string", lambda *_given: pytest.fail("drawn anew"))
    assert refused() == anew
    assert parts == [f"preferences/sections/{section}.html"]
