"""What pages are called: one neutral word, or by choice the part of the site; nothing private."""

import re

import pytest
from django.test import Client

from skills_app.content import library
from tests.exits.test_headers import ADDRESSES

# Reached from every page alike; they belong to none of the four places.
NO_PLACE = ("/comfort/", "/leave/", "/lock/", "/cover/", "/safety/")

pytestmark = pytest.mark.django_db
PAGES = ["/", "/now/", "/skills/", "/skills/m03/", "/tools/", "/tools/t07/", "/words/", "/people/"]


def title_of(client: Client, address: str) -> str:
    found = re.search("<title>(.*?)</title>", client.get(address).content.decode())
    assert found is not None
    return found[1]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_same_neutral_title(guest: Client, address: str) -> None:
    assert title_of(guest, address) == "Steady"


def test_with_an_ordinary_address_bar_pages_have_names(guest: Client) -> None:
    guest.post("/comfort/address/", {"address_bar": "ordinary"})
    assert title_of(guest, "/") == "Steady"
    assert title_of(guest, "/skills/m03/") == f"{library().modules['m03'].title} · Steady"
    assert title_of(guest, "/tools/t07/").startswith("Five, four")
    assert title_of(guest, "/people/care/") == "People to talk to · Steady"
    assert title_of(guest, "/safety/") == "Leaving and safety · Steady"


def test_nothing_written_is_ever_in_a_title(alice_with_space: Client) -> None:
    alice_with_space.post("/comfort/address/", {"address_bar": "ordinary"})
    sent = {"title": "Sepia heading", "text": "Sepia words", "on": "2026-11-23", "kind": "free"}
    where = alice_with_space.post("/write/new/", sent).headers["Location"]
    assert title_of(alice_with_space, where) == "Write · Steady"
    assert title_of(alice_with_space, f"{where}change/").startswith(("Write", "Steady"))


def test_an_answer_to_a_form_gets_no_row_in_the_history(guest: Client) -> None:
    boosted = {"hx-request": "true", "hx-boosted": "true"}
    answer = guest.post("/words/", {"gate": "safe", "move": "gate"}, headers=boosted)
    assert answer.headers["HX-Push-Url"] == "false"
    assert "HX-Push-Url" not in guest.get("/words/", headers=boosted).headers


def test_every_page_says_where_it_belongs_among_the_links(
    guest: Client, alice_with_space: Client
) -> None:
    said: dict[str, str] = {}
    for client in (guest, alice_with_space):
        for address in ADDRESSES:
            answer = client.get(address)
            html = answer.content.decode()
            if answer.status_code != 200 or "places" not in html:
                continue
            current = re.findall(r'data-section="(\w+)" aria-current="(page|true)"', html)
            nowhere = address.startswith(NO_PLACE)
            assert len(current) == (0 if nowhere else 1), address
            said[address] = "" if nowhere else " ".join(current[0])
    assert said["/"] == "home page"
    assert said["/skills/"] == "skills page"
    assert said["/tools/"] == "skills true"
    assert said["/now/"] == said["/tools/which/"] == "home true"
    assert said["/words/"] == "skills true"
    assert said["/space/"] == "mine page"
    assert said["/account/in/"] == said["/write/"] == said["/keep/"] == "mine true"
    assert said["/leave/"] == said["/comfort/"] == ""
