"""The note on the way out: once, easily put away, and no session for who only looks."""

import re

import pytest
from django.test import Client

from skills_app.vault.models import StoredSession

pytestmark = pytest.mark.django_db
NOTE = 'id="arriving"'


def test_it_is_there_at_first_and_makes_no_session(guest: Client) -> None:
    assert NOTE in guest.get("/").content.decode()
    assert not StoredSession.objects.exists()
    assert not guest.cookies.get("s")


@pytest.mark.parametrize("browser", ["guest", "alices_browser"])
def test_one_press_puts_it_away_for_good(browser: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(browser)
    assert NOTE in client.get("/").content.decode()
    answer = client.post("/", {"move": "arrived"})
    assert answer.status_code == 303
    assert NOTE not in client.get("/").content.decode()


def test_it_is_short_enough_to_stand_above_the_first_help(guest: Client) -> None:
    page = guest.get("/").text
    note = page.split(NOTE)[1].split("</section>")[0]
    assert page.index(NOTE) < page.index("Ground with me")
    said = re.search(r"<p>([^<]*)</p>", note)
    assert said
    assert len(said[1].split()) <= 12
    assert note.count("</a>") + note.count("</button>") == 2
