"""Dates and numbers are written as the reader's language writes them."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from skills_app.keepsakes.forms import LONGEST_TEXT, KeepsakeForm
from skills_app.preferences.forms import PaceForm
from tests.journal.spaces import kept_at

MOMENT = dt.datetime(2026, 11, 23, 18, 5)
GERMAN = {"headers": {"accept-language": "de"}}


@pytest.fixture
def german(settings: Any) -> Iterator[None]:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    yield
    translation.activate("en")


@pytest.mark.parametrize(
    ("language", "day", "month", "moment"),
    [
        ("en", "23 November 2026", "November 2026", "23 November 2026, 18:05"),
        ("de", "23. November 2026", "November 2026", "23. November 2026 18:05"),
        ("fr", "23 novembre 2026", "novembre 2026", "23 novembre 2026 18:05"),
    ],
)
def test_a_day_a_month_and_a_moment(language: str, day: str, month: str, moment: str) -> None:
    with translation.override(language):
        assert date_format(MOMENT, "DATE_FORMAT") == day
        assert date_format(MOMENT, "YEAR_MONTH_FORMAT") == month
        assert date_format(MOMENT, "DATETIME_FORMAT") == moment


def test_no_template_writes_a_date_in_the_english_order() -> None:
    for path in sorted((Path(site_settings.BASE_DIR) / "templates").rglob("*.html")):
        for pattern in re.findall(r'\|(?:date|time):"([^"]*)"', path.read_text()):
            # "Y-m" is what a form sends back, "T" the name of the time zone.
            assert pattern.endswith("_FORMAT") or pattern in ("Y-m", "T"), (path.name, pattern)


@pytest.mark.django_db
def test_an_entry_is_dated_in_the_readers_language(german: None, alice_with_space: Client) -> None:
    path = kept_at(alice_with_space, on="2026-11-23", title="")
    assert "23 November 2026" in alice_with_space.get(path).text
    assert "23. November 2026" in alice_with_space.get(path, **GERMAN).text
    assert "23. November" in alice_with_space.get("/write/", **GERMAN).text


@pytest.mark.django_db
def test_a_rhythm_is_read_with_a_comma_and_counted_with_a_point(
    german: None, guest: Client
) -> None:
    guest.post("/", {"move": "in_more"})
    page = guest.get("/tools/t03/", **GERMAN).text
    assert 'data-in="4.5"' in page
    assert re.search(r'data-shows="in">\s*4,5\s*<', page)
    told = guest.post(
        "/", {"move": "out_more"}, headers={"accept": "application/json", "accept-language": "de"}
    )
    assert told.json()["out"] == {"seconds": 6.5, "shown": "6,5"}
    comfort = guest.get("/comfort/", **GERMAN).text
    assert 'name="breath_in" value="4,5"' in comfort


def test_numbers_in_templates_and_answers_follow_the_language() -> None:
    shown = Template("{% load light_text %}{{ rate|figure }} {{ rate|seconds }} {{ whole|figure }}")
    context = Context({"rate": 4.5, "whole": 6.0})
    form = PaceForm({"breath_in": "9", "breath_out": "6"})
    assert shown.render(context) == "4.5 4.5 6"
    with translation.override("de"):
        assert shown.render(context) == "4,5 4.5 6"
        assert "2,5" in str(form.errors["breath_in"])


def test_large_numbers_are_grouped_as_the_language_does() -> None:
    typed = {"text": "x" * (LONGEST_TEXT + 1), "sort": "plan", "title": "", "version": "0"}
    with translation.override("de"):
        said = str(KeepsakeForm(typed).errors["text"])
    assert f"{LONGEST_TEXT:,}".replace(",", ".") in said
    assert f"{LONGEST_TEXT:,}" in str(KeepsakeForm(typed).errors["text"])
