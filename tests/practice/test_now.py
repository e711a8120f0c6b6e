import re

import pytest
from django.test import Client

from skills_app.content import library

pytestmark = pytest.mark.django_db


def main_of(guest: Client, address: str) -> str:
    return guest.get(address).content.decode().split("<main")[1].split("</main")[0]


def test_it_opens_at_the_first_thing_to_do(guest: Client) -> None:
    page = main_of(guest, "/now/")
    assert library().modules["m02"].steps[0].title in page
    assert 'action="/skills/m02/"' in page


def test_it_opens_at_the_beginning_again_however_far_one_was(guest: Client) -> None:
    steps = library().modules["m02"].steps
    guest.post("/skills/m02/", {"step": steps[1].id, "move": "skip"})
    page = main_of(guest, "/now/")
    assert re.search(rf"<h1[^>]*>\s*{re.escape(steps[0].title)}", page)
    assert "Carry on where you were" in page


def test_its_button_goes_on_from_the_page_it_stands_on(guest: Client) -> None:
    steps = library().modules["m02"].steps
    guest.post("/skills/m02/", {"step": steps[2].id, "move": "skip"})
    guest.post("/skills/m02/", {"step": steps[1].id, "screen": "0", "move": "next"})
    assert steps[1].title in main_of(guest, "/skills/m02/")


def test_it_is_there_however_often_it_is_needed(guest: Client) -> None:
    for _ in range(30):
        assert guest.get("/now/").status_code == 200
