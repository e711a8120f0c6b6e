"""Looking through the journal, by words and by month. No address says what is looked for."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from skills_app import documents
from skills_app.documents import OpenSpaceRequest, in_open_space, read_count, turning_by
from skills_app.http import sends, sends_no_words
from skills_app.journal import finding
from skills_app.journal.calendars import month_grid, read_month
from skills_app.journal.folding import Sought, around, mark
from skills_app.journal.forms import FindForm, feeling_names
from skills_app.journal.shapes import Entry

A_PAGE = 20
A_MONTH = 100
FARTHEST = 1_000_000


@sends(FindForm, quiet={"offset"})
@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def find_entries(request: OpenSpaceRequest) -> HttpResponse:
    """The form, and what fits it. While someone types, only the results are sent."""
    form = FindForm(request.POST or None)
    context: dict[str, object] = {"form": form, "feeling_names": feeling_names()}
    status = 200
    if form.is_bound:
        if form.is_valid():
            context |= found_with(request, form)
        else:
            status = 422
    if request.htmx and not request.htmx.boosted:
        # A half-typed day is no fault; there is just nothing to show for it yet.
        return render(request, "journal/found.html", {**context, "only_results": True})
    return render(request, "journal/find.html", context, status=status)


def found_with(request: OpenSpaceRequest, form: FindForm) -> dict[str, object]:
    query = finding.Query.of(**form.cleaned_data)
    if query.is_empty:
        return {"nothing_asked": True}
    documents.let_go(request.space)
    offset = min(read_count(request.POST.get("offset")), FARTHEST)
    names = feeling_names()
    found = finding.find(request.space, query, names=names, limit=A_PAGE, offset=offset)
    return {
        "found": [shown(entry, query, names) for entry in found.entries],
        "asked": [(name, value) for name in form.fields if (value := form[name].value())],
        "pages": turning_by(offset, A_PAGE, more=found.more),
        "damaged": found.damaged,
    }


def shown(entry: Entry, query: finding.Query, names: dict[str, str]) -> dict[str, object]:
    """One row: the places where the words are, cut so that a page can set them apart."""
    tag_words: tuple[Sought | str, ...] = query.words
    if query.tag:
        tag_words = (*query.words, query.tag)
    feelings = [names.get(one, one) for one in entry.feelings]
    return {
        "entry": entry,
        "lines": lines_of(entry, query),
        "tags": [mark(tag, tag_words) for tag in entry.tags],
        "feelings": feelings,
    }


def lines_of(entry: Entry, query: finding.Query) -> list[tuple[str, object]]:
    """The title, if there is one, and the text: each with its look."""
    title = mark(entry.title, query.words)
    text = mark(around(entry.text, query.words), query.words)
    if not title:
        return [("", text)]
    return [("", title), ("rows__first", text)]


@sends_no_words
@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def show_month(request: OpenSpaceRequest) -> HttpResponse:
    """One month, by the entries' own days. The choice comes by POST."""
    documents.let_go(request.space)
    wanted = read_month(request.POST.get("month", ""))
    page = finding.months(request.space, wanted)
    offset = min(read_count(request.POST.get("offset")), FARTHEST)
    entries = page.entries[offset : offset + A_MONTH]
    known = sorted(page.months, reverse=True)
    context = {
        "month": dt.date(*page.month, 1),
        "weeks": month_grid(page.month, [entry.on for entry in entries]),
        "entries": entries,
        "months": [dt.date(*month, 1) for month in known],
        "beside": months_beside(page.month, known),
        "pages": turning_by(offset, A_MONTH, more=len(page.entries) > offset + A_MONTH),
        "damaged": page.damaged,
    }
    return render(request, "journal/months.html", context)


def months_beside(month: tuple[int, int], known: list[tuple[int, int]]) -> list[tuple[str, str]]:
    """The nearest month with writing before this one and after it: what it says, and its name."""
    earlier = next((one for one in known if one < month), None)
    later = next((one for one in reversed(known) if one > month), None)
    ways = []
    if earlier:
        day = dt.date(*earlier, 1)
        words = _("Before: %(month)s") % {"month": date_format(day, "YEAR_MONTH_FORMAT")}
        ways.append((words, f"{day:%Y-%m}"))
    if later:
        day = dt.date(*later, 1)
        words = _("After: %(month)s") % {"month": date_format(day, "YEAR_MONTH_FORMAT")}
        ways.append((words, f"{day:%Y-%m}"))
    return ways
