from dataclasses import replace
from datetime import date, timedelta

import pytest

from skills_app.content import library
from skills_app.content.helplines import is_stale, link, tel_link
from skills_app.content.people_shapes import Contact, Helpline

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
    assert tel_link(written) == dialled


@pytest.mark.parametrize(
    ("contact", "leads_to"),
    [
        (Contact("text", "0458 737 732"), "sms:0458737732"),
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
            if contact.kind in ("call", "text"):
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
        assert date(2026, 11, 23) <= row.read_on <= date(2026, 11, 24)


def test_the_rows_of_the_fact_base_are_there() -> None:
    lines = library().helplines
    assert lines.countries[0] == "United States"
    assert lines.countries[-1] == "Elsewhere"
    assert len(lines.in_country("United States")) == 4
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
    ]
    assert [row.id for row in lines.rows if row.men_only] == ["gb-mens-advice", "de-maenner"]


def test_a_row_is_marked_as_seen_once_unless_it_names_two_sources() -> None:
    for row in library().helplines.rows:
        assert row.seen_once == (len(row.source.split(";")) < 2), row.id


def test_every_further_country_of_a_line_is_in_the_list() -> None:
    lines = library().helplines
    for row in lines.rows:
        assert set(row.also_in) <= set(lines.countries)
