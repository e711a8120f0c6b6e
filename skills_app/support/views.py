"""People to talk to, and what helps on the way there. What is looked for is not kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from skills_app.content import (
    ByCountry,
    Helpline,
    HelplineRow,
    Helplines,
    PeopleGuide,
    drawn_once,
    fitting,
    library,
    row_of,
)
from skills_app.http import GuestRequest, always_here, sends, sends_no_words
from skills_app.support.forms import CardForm, LinesForm


@sends_no_words
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def show_people(request: GuestRequest) -> HttpResponse:
    helplines = library().helplines
    own = request.comfort.country
    wanted: dict[str, Any] = {}
    looking = request.method == "POST"
    drawn_form = None
    if not looking:
        own = own if own in helplines.countries else ""
        form = LinesForm(helplines=helplines, initial={"country": own})
        find = "support/find_lines.html"
        drawn_form = drawn_once(find, own, lambda: {"form": form}, get_token(request))
    else:
        form = LinesForm(request.POST, helplines=helplines)
        if form.is_valid():
            wanted = form.cleaned_data
    context = {
        "helplines": helplines,
        "lines": drawn_lines(helplines, own, wanted),
        "form": form,
        "drawn_form": drawn_form,
        "looking": bool(wanted),
        "guide": guide(),
    }
    status = 422 if looking and not form.is_valid() else 200
    return render(request, "support/people.html", context, status=status)


def drawn_lines(helplines: Helplines, own: str, wanted: Mapping[str, Any]) -> SafeString:
    """The lines, the same for everybody of one country who looks for the same today."""
    today = timezone.now().date()

    def given() -> dict[str, Any]:
        lines = fitting(helplines.rows, **wanted) if wanted else helplines.rows
        return {
            "countries": [
                (country, rows, helplines.emergency_in(country))
                for country, rows in by_country(lines, own)
            ],
            "helplines": helplines,
            "own": own,
            "looking": bool(wanted),
        }

    key = (own if own in helplines.countries else "", today, *wanted.values())
    return drawn_once("support/lines.html", key, given)


def by_country(lines: Iterable[Helpline], own: str) -> list[tuple[str, list[HelplineRow]]]:
    """The reader's own country first, with the lines of a wider one that serve it too."""
    today = timezone.now().date()
    found: dict[str, list[HelplineRow]] = {}
    for line in lines:
        place = own if line.serves(own) else line.country
        found.setdefault(place, []).append(row_of(line, today))
    return sorted(found.items(), key=lambda pair: pair[0] != own)


@always_here
@require_safe
def show_first_call(request: GuestRequest) -> HttpResponse:
    return render(request, "support/first_call.html", {"call": guide().first_call})


@always_here
@require_safe
def show_group_signs(request: GuestRequest) -> HttpResponse:
    return render(request, "support/groups.html", {"groups": guide().groups})


@always_here
@require_safe
def show_care(request: GuestRequest) -> HttpResponse:
    return show_facts(request, guide().care)


@always_here
@require_safe
def show_rights(request: GuestRequest) -> HttpResponse:
    return show_facts(request, guide().rights)


def show_facts(request: GuestRequest, facts: ByCountry) -> HttpResponse:
    own = request.comfort.country
    countries = sorted(facts.by_country.items(), key=lambda pair: pair[0] != own)
    context = {"care": facts, "countries": countries, "own": own}
    return render(request, "support/care.html", context)


@sends(CardForm, quiet={"again"})
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def make_card(request: GuestRequest) -> HttpResponse:
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
