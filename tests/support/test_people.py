"""People to talk to, by country, with honest words about how fresh the facts are."""

import html
import re
from collections import Counter

import pytest
from django.test import Client
from django.utils.formats import date_format

from skills_app.content import library
from skills_app.content.two_sources import owner_of
from skills_app.steps.choose.body import Choose
from skills_app.support.views import by_country

pytestmark = pytest.mark.django_db


def test_every_line_is_shown_with_a_link_that_dials_what_it_says(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    for line in library().helplines.rows:
        assert html.escape(line.name) in page
        for contact in line.contacts:
            if contact.kind == "call":
                dialled = "".join(c for c in contact.value if c in "0123456789*+#")
                assert f'href="tel:{dialled.replace("#", "%23")}"' in page
                assert contact.value in page


def test_the_page_says_to_check_before_relying_on_it(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    assert library().helplines.check_first in page
    assert library().helplines.not_checked_live in page


def test_the_page_says_when_it_is_time_for_a_person(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    for sign in library().people.person_signs.signs:
        assert html.escape(sign) in page


def test_women_only_lines_are_marked(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    rows = re.split(r'<li class="line">', page)
    marked = [row for row in rows if "for women" in row]
    assert len(marked) >= sum(line.women_only for line in library().helplines.rows) > 0


def test_danger_right_now_comes_before_any_list(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    assert page.index("local emergency number") < page.index('class="line"')


def shown(page: str) -> set[str]:
    return {line.id for line in library().helplines.rows if f">{html.escape(line.name)}<" in page}


def test_lines_are_found_by_country_and_need_and_those_for_everywhere_stay(guest: Client) -> None:
    page = guest.post("/people/", {"country": "United States", "need": "partner"}).content.decode()
    assert shown(page) == {"us-strong-hearts", "us-dv-hotline", "elsewhere"}
    assert not guest.session.keys()


def test_a_line_for_a_wider_country_is_found_in_its_parts(guest: Client) -> None:
    page = guest.post("/people/", {"country": "Scotland"}).content.decode()
    assert shown(page) == {
        "gb-scotland",
        "gb-sarcs",
        "gb-scotland-da",
        "gb-galop",
        "gb-stalking",
        "gb-images",
        "gb-mens-advice",
        "gb-samaritans",
        "elsewhere",
    }


def test_lines_of_a_wider_country_stand_with_the_reader_s_own() -> None:
    (first, rows), *_ = by_country(library().helplines.rows, "Northern Ireland")
    assert first == "Northern Ireland"
    assert [row.line.id for row in rows] == [
        "gb-ni-dsa",
        "gb-galop",
        "gb-stalking",
        "gb-images",
        "gb-mens-advice",
        "gb-samaritans",
    ]


def test_lines_for_one_gender_can_be_left_out(guest: Client) -> None:
    page = guest.post("/people/", {"open_to_all": "on"}).content.decode()
    assert not {"de-hilfetelefon", "de-maenner"} & shown(page)
    assert "nl-csg" in shown(page)


def test_a_wish_that_is_not_in_the_list_shows_every_line_and_says_so(guest: Client) -> None:
    answer = guest.post("/people/", {"country": "Atlantis", "need": "gold"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "That one is not in the list" in page
    assert shown(page) == {line.id for line in library().helplines.rows}


@pytest.mark.parametrize("name", ["first-call", "groups", "care", "rights", "card"])
def test_what_stands_beside_the_lines_opens_and_leads_back(guest: Client, name: str) -> None:
    page = guest.get(f"/people/{name}/").content.decode()
    assert f'href="/people/{name}/"' in guest.get("/people/").content.decode()
    assert 'class="back" href="/people/"' in page


@pytest.mark.parametrize("name", ["care", "rights"])
def test_each_fact_shows_its_source_and_day_and_says_to_check(guest: Client, name: str) -> None:
    page = html.unescape(guest.get(f"/people/{name}/").content.decode())
    facts = getattr(library().people, name)
    for fact in facts.rows:
        assert fact.text in page
        assert f"{fact.source}, on" in page
    days = Counter(date_format(fact.read_on) for fact in facts.rows)
    assert {day: page.count(f", on {day}.") for day in days} == days
    assert facts.check_locally in page


def test_what_holds_everywhere_stands_before_every_country(guest: Client) -> None:
    page = html.unescape(guest.get("/people/care/").content.decode())
    facts = library().people.care.anywhere
    assert len(facts) >= 8
    for fact in facts:
        assert page.count(fact.text) == 1
        assert page.index(fact.text) < page.index("<details")
    assert facts[0].about == "Needs a hospital now"


def test_every_fact_of_care_and_rights_has_two_sources() -> None:
    for fact in (*library().people.care.rows, *library().people.rights.rows):
        assert len({owner_of(source) for source in fact.sources}) >= 2, fact.about


def test_rights_are_listed_for_several_countries_and_reached_from_the_module() -> None:
    assert len(library().people.rights.by_country) >= 8
    step = library().modules["m18"].step("rights")
    assert step is not None
    assert isinstance(step.main.body, Choose)
    leads = {option.id: option.goes_to for option in step.main.body.options}
    assert leads["home"] == leads["work"] == leads["money"] == "page:rights"
    assert None not in leads.values()


def test_each_wish_for_a_service_is_answered_or_leads_to_the_lines() -> None:
    step = library().modules["m18"].step("own")
    assert step is not None
    assert isinstance(step.main.body, Choose)
    for option in step.main.body.options:
        assert option.answer or option.goes_to == "page:people", option.id


def test_a_line_whose_languages_are_not_known_says_so(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    unknown = sum(not line.languages for line in library().helplines.rows)
    assert page.count("languages not known here") == unknown > 0


def test_the_card_shows_what_was_picked_and_typed_and_stores_nothing(guest: Client) -> None:
    lines = library().people.card.lines
    answer = guest.post("/people/card/", {"lines": ["2", "0"], "own": "Call me Robin\n\nslowly"})
    card = html.unescape(answer.content.decode().split('class="script', 1)[1].split("</ul")[0])
    assert re.findall("<li>(.*?)</li>", card) == [lines[0], lines[2], "Call me Robin", "slowly"]
    again = guest.post(
        "/people/card/", {"lines": ["2"], "own": "Call me Robin", "again": "1"}
    ).content.decode()
    assert "Call me Robin" in again
    assert 'value="2" id="id_lines_2" checked' in again
    assert not guest.session.keys()


@pytest.mark.parametrize("posted", [{}, {"own": "  "}, {"lines": ["99"]}, {"own": "x" * 2001}])
def test_a_card_with_nothing_or_too_much_on_it_is_answered_kindly(
    guest: Client, posted: dict[str, object]
) -> None:
    answer = guest.post("/people/card/", posted)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_each_emergency_number_stands_with_its_country_and_what_to_know_about_writing(
    guest: Client,
) -> None:
    page = html.unescape(guest.get("/people/").content.decode())
    for row in library().helplines.emergency:
        part = page.split(f">{row.country}</summary>")[1].split("</details>")[0]
        assert row.writing in part
        for number in row.numbers:
            assert f'href="tel:{number}"' in part
        assert part.index(row.writing) < part.index('class="line"')


def test_only_lines_one_can_write_to_can_be_asked_for(guest: Client) -> None:
    page = guest.post("/people/", {"country": "Ireland", "in_writing": "on"}).content.decode()
    assert shown(page) == {"elsewhere"}
    page = guest.post("/people/", {"country": "Canada", "in_writing": "on"}).content.decode()
    assert {"ca-quebec", "ca-alberta"} <= shown(page)


def test_a_code_that_brings_a_call_back_says_so(guest: Client) -> None:
    page = guest.get("/people/").content.decode()
    row = page.split("GBV Command Centre")[1].split("</li>")[0]
    before = row.split("*120*7867#")[0]
    assert "they call you back" in before[before.rindex("<p") :] + before[-300:]
    assert "for anyone in what it says so" in page.split(">1522<", 1)[1].split("</li>")[0]


def test_writing_instead_of_calling_is_told_beside_a_first_call(guest: Client) -> None:
    page = html.unescape(guest.get("/people/first-call/").content.decode())
    assert "Writing instead of calling." in page
    assert "Texting that number mostly has to be set up beforehand." in page
    assert "a text to 911 from an ordinary phone does not arrive" in page
