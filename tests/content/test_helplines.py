import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from skills_app.content import library
from skills_app.content.two_sources import owner_of
from skills_app.library.people import Contact, Helpline, fitting, is_stale, link

TODAY = date(2026, 11, 23)


def a_row() -> Helpline:
    return library().helplines.rows[0]


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0808 500 2222", "tel:08085002222"),
        ("800-656-4673", "tel:8006564673"),
        ("016", "tel:016"),
        ("+44 20 7946 0000", "tel:+442079460000"),
        ("*120*7867#", "tel:*120*7867%23"),
    ],
)
def test_the_dial_link_comes_from_the_number_as_written(written: str, dialled: str) -> None:
    assert link(Contact("call", written)) == dialled


@pytest.mark.parametrize(
    ("contact", "leads_to"),
    [
        (Contact("text", "0458 737 732"), "sms:0458737732"),
        (Contact("callback", "*120*7867#"), "tel:*120*7867%23"),
        (Contact("web", "findahelpline.com"), "https://findahelpline.com/"),
        (Contact("chat", "rainn.org"), "https://rainn.org/"),
        (Contact("chat", ""), None),
        (Contact("whatsapp", "600 000 016"), None),
    ],
)
def test_each_kind_of_contact_leads_where_it_says(contact: Contact, leads_to: str | None) -> None:
    assert link(contact) == leads_to


def test_every_number_in_the_library_can_be_dialled() -> None:
    for row in library().helplines.rows:
        for contact in row.contacts:
            if contact.kind in ("call", "callback", "text"):
                made = link(contact) or ""
                digits = [one for one in contact.value if one.isdigit()]
                assert [one for one in made.replace("%23", "") if one.isdigit()] == digits


def test_a_row_nobody_checked_live_is_stale() -> None:
    assert is_stale(a_row(), TODAY)


def test_a_row_is_stale_after_ninety_days_and_not_before() -> None:
    row = replace(a_row(), verified_on=TODAY - timedelta(days=90))
    assert not is_stale(row, TODAY)
    assert is_stale(row, TODAY + timedelta(days=1))


def test_no_row_claims_a_live_check_that_was_not_made() -> None:
    for row in library().helplines.rows:
        assert row.verified_on is None
        assert date(2026, 11, 23) <= row.read_on <= date(2026, 11, 27)


def test_the_rows_of_the_fact_base_are_there() -> None:
    lines = library().helplines
    assert lines.countries[0] == "United States"
    assert lines.countries[-1] == "Elsewhere"
    assert [row.country for row in lines.rows].count("United States") == 8
    assert [row.id for row in lines.rows if row.women_only] == [
        "gb-da",
        "ie-womens-aid",
        "nz-refuge",
        "de-hilfetelefon",
        "at-frauenhelpline",
        "fr-3919",
        "es-016",
        "it-1522",
        "se-kvinnofrid",
        "in-181",
        "in-ncw",
    ]
    assert [row.id for row in lines.rows if row.men_only] == [
        "gb-mens-advice",
        "de-maenner",
        "se-man",
    ]


def test_a_row_is_marked_as_seen_once_unless_it_names_two_sources() -> None:
    for row in library().helplines.rows:
        assert row.seen_once == (len(row.source.split(";")) < 2), row.id


def test_every_further_country_of_a_line_is_in_the_list() -> None:
    lines = library().helplines
    for row in lines.rows:
        assert set(row.also_in) <= set(lines.countries)


def test_a_line_for_one_gender_is_found_by_anyone_it_serves() -> None:
    """1522 is for women, and for anyone who is stalked: nobody who is stalked loses it."""
    rows = library().helplines.rows
    for need, found in (("stalking", True), ("", True), ("assault", False)):
        shown = fitting(rows, country="Italy", need=need, open_to_all=True)
        assert ("it-1522" in [row.id for row in shown]) is found, need


def test_a_code_for_being_called_back_is_no_call() -> None:
    row = next(row for row in library().helplines.rows if row.id == "za-gbv")
    kinds = {contact.value: contact.kind for contact in row.contacts}
    assert kinds == {"0800 428 428": "call", "*120*7867#": "callback", "31531": "text"}
    assert "people with disabilities" in row.who_for


def test_lines_that_can_be_written_to_are_found() -> None:
    rows = fitting(
        library().helplines.rows, country="", need="", open_to_all=False, in_writing=True
    )
    for row in rows:
        written = {"text", "chat", "whatsapp"} & {contact.kind for contact in row.contacts}
        assert written or "any" in row.needs, row.id
    assert {"us-rainn", "ca-quebec", "gb-scotland", "be-sos-viol"} <= {row.id for row in rows}


def test_sexual_pictures_have_a_line_where_one_was_found_in_two_sources() -> None:
    """Where none stands, the reader sees those for everywhere."""
    found = {row.country for row in library().helplines.rows if "images" in row.needs}
    assert {"United States", "Canada", "United Kingdom", "Australia", "Germany"} <= found


def test_a_man_finds_a_line_after_sexual_harm_where_one_was_found() -> None:
    lines = library().helplines
    for country in ("Canada", "Sweden", "France", "Belgium", "Netherlands", "Japan", "Germany"):
        open_to_men = [
            row
            for row in lines.rows
            if row.serves(country) and "assault" in row.needs and not row.women_only
        ]
        assert open_to_men, country


def test_lines_that_were_closed_or_may_be_are_not_listed() -> None:
    """988's third choice ended in July 2025; the state money of a line for men in 2025."""
    told = str(library().helplines.rows).lower()
    assert "press 3" not in told
    assert "male survivor" not in told
    assert "0120-213-533" not in told


def test_every_emergency_number_says_what_was_read_about_writing_to_it() -> None:
    lines = library().helplines
    assert lines.emergency
    for row in lines.emergency:
        assert row.country in lines.countries, row.country
        assert row.numbers
        assert re.search(r"\b(regist|set up|some places|does not arrive|textphone)", row.writing), (
            row
        )
        assert len({owner_of(source) for source in row.sources}) >= 2
    canada = lines.emergency_in("Canada")
    assert canada is not None
    assert "A text sent to 911 does not arrive." in canada.writing
    assert lines.emergency_in("Nowhere") is None
