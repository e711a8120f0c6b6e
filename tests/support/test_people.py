"""People to talk to, by country, with honest words about how fresh the facts are."""

import re

import pytest
from django.test import Client

from skills_app.content import library

pytestmark = pytest.mark.django_db


def test_every_line_is_shown_with_a_link_that_dials_what_it_says(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    for line in library().helplines.rows:
        assert line.name.replace("&", "&amp;") in page
        for contact in line.contacts:
            if contact.kind == "call":
                dialled = "".join(c for c in contact.value if c in "0123456789*+#")
                assert f'href="tel:{dialled.replace("#", "%23")}"' in page
                assert contact.value in page


def test_the_page_says_to_check_before_relying_on_it(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    assert library().helplines.check_first in page
    assert library().helplines.not_checked_live in page


def test_women_only_lines_are_marked(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    rows = re.split(r'<li class="line">', page)
    marked = [row for row in rows if "for women" in row]
    assert len(marked) >= sum(line.women_only for line in library().helplines.rows) > 0


def test_danger_right_now_comes_before_any_list(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    assert page.index("local emergency number") < page.index('class="line"')
