"""People to talk to, and what helps on the way there. What is looked for is not kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from skills_app.content import library
from skills_app.content.helplines import is_stale, link
from skills_app.content.shapes import Contact, Helpline, PeopleGuide
from skills_app.http import GuestRequest
from skills_app.support.forms import CardForm, LinesForm


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


@require_http_methods(["GET", "HEAD", "POST"])
def show_people(request: HttpRequest) -> HttpResponse:
    helplines = library().helplines
    own = cast(GuestRequest, request).comfort.country
    lines = helplines.rows
    form = LinesForm(helplines=helplines, initial={"country": own})
    looking = request.method == "POST"
    if looking:
        form = LinesForm(request.POST, helplines=helplines)
        if form.is_valid():
            lines = fitting(lines, **form.cleaned_data)
    context = {
        "helplines": helplines,
        "countries": by_country(lines, own),
        "own": own,
        "form": form,
        "looking": looking and form.is_valid(),
        "guide": guide(),
    }
    status = 422 if looking and not form.is_valid() else 200
    return render(request, "support/people.html", context, status=status)


def fitting(
    lines: Iterable[Helpline], *, country: str, need: str, open_to_all: bool
) -> tuple[Helpline, ...]:
    """Lines for anything and for everywhere fit every wish."""
    return tuple(
        line
        for line in lines
        if "any" in line.needs
        or (
            (not country or line.serves(country))
            and (not need or need in line.needs)
            and (line.any_gender or not open_to_all)
        )
    )


def by_country(lines: Iterable[Helpline], own: str) -> list[tuple[str, list[Row]]]:
    """The reader's own country first, with the lines of a wider one that serve it too."""
    today = timezone.now().date()
    found: dict[str, list[Row]] = {}
    for line in lines:
        ways = tuple(Way(contact, link(contact)) for contact in line.contacts)
        place = own if line.serves(own) else line.country
        found.setdefault(place, []).append(Row(line, ways, is_stale(line, today)))
    return sorted(found.items(), key=lambda pair: pair[0] != own)


@require_safe
def show_first_call(request: HttpRequest) -> HttpResponse:
    return render(request, "support/first_call.html", {"call": guide().first_call})


@require_safe
def show_group_signs(request: HttpRequest) -> HttpResponse:
    return render(request, "support/groups.html", {"groups": guide().groups})


@require_safe
def show_care(request: HttpRequest) -> HttpResponse:
    own = cast(GuestRequest, request).comfort.country
    care = guide().care
    countries = sorted(care.by_country.items(), key=lambda pair: pair[0] != own)
    return render(request, "support/care.html", {"care": care, "countries": countries, "own": own})


@require_http_methods(["GET", "HEAD", "POST"])
def make_card(request: HttpRequest) -> HttpResponse:
    """A card for an examination: picked, changed, shown, printed or kept."""
    card = guide().card
    if request.method != "POST":
        return render(request, "support/card.html", {"card": card, "form": CardForm(card=card)})
    form = CardForm(request.POST, card=card)
    if not form.is_valid() or "again" in request.POST:
        status = 200 if form.is_valid() else 422
        return render(request, "support/card.html", {"card": card, "form": form}, status=status)
    context = {
        "card": card,
        "form": form,
        "lines": form.on_the_card,
        "text": "\n".join([card.heading, "", *form.on_the_card]),
    }
    return render(request, "support/card_shown.html", context)


def guide() -> PeopleGuide:
    return library().people
