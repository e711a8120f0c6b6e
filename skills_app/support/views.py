from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from skills_app.content import library
from skills_app.content.helplines import is_stale, link
from skills_app.content.shapes import Contact, Helpline
from skills_app.http import GuestRequest


@dataclass(frozen=True)
class Way:
    """One way to reach a service: what to show, and where a tap leads, if anywhere."""

    contact: Contact
    link: str | None


@dataclass(frozen=True)
class Row:
    line: Helpline
    ways: tuple[Way, ...]
    stale: bool


@require_safe
def show_people(request: HttpRequest) -> HttpResponse:
    helplines = library().helplines
    own = cast(GuestRequest, request).comfort.country
    today = timezone.now().date()
    countries = [
        (
            country,
            [
                Row(
                    line,
                    tuple(Way(contact, link(contact)) for contact in line.contacts),
                    is_stale(line, today),
                )
                for line in helplines.in_country(country)
            ],
        )
        for country in sorted(helplines.countries, key=lambda country: country != own)
    ]
    context = {"helplines": helplines, "countries": countries, "own": own}
    return render(request, "support/people.html", context)
