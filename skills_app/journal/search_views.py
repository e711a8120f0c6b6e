"""Looking through the journal, by words and by month. No address says what is looked for."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from skills_app.documents import erasing
from skills_app.documents.values import read_count
from skills_app.journal import finding
from skills_app.journal.calendars import month_grid, read_month
from skills_app.journal.folding import Sought, around, mark
from skills_app.journal.forms import FindForm, feeling_names
from skills_app.journal.shapes import Entry
from skills_app.space.doorway import OpenSpaceRequest, in_open_space
from skills_app.written import sends, sends_no_words

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
        return render(request, "journal/found.html", context)
    return render(request, "journal/find.html", context, status=status)


def found_with(request: OpenSpaceRequest, form: FindForm) -> dict[str, object]:
    query = finding.Query.of(**form.cleaned_data)
    if query.is_empty:
        return {"nothing_asked": True}
    erasing.let_go(request.space)
    offset = min(read_count(request.POST.get("offset")), FARTHEST)
    names = feeling_names()
    found = finding.find(request.space, query, names=names, limit=A_PAGE, offset=offset)
    return {
        "found": [shown(entry, query, names) for entry in found.entries],
        "asked": [(name, value) for name in form.fields if (value := form[name].value())],
        "older": offset + A_PAGE if found.more else 0,
        "newer": max(offset - A_PAGE, 0) if offset else None,
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
        "title": mark(entry.title, query.words),
        "text": mark(around(entry.text, query.words), query.words),
        "tags": [mark(tag, tag_words) for tag in entry.tags],
        "feelings": feelings,
    }


@sends_no_words
@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def show_month(request: OpenSpaceRequest) -> HttpResponse:
    """One month, by the entries' own days. The choice comes by POST."""
    erasing.let_go(request.space)
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
        "later": next((dt.date(*m, 1) for m in reversed(known) if m > page.month), None),
        "before": next((dt.date(*m, 1) for m in known if m < page.month), None),
        "rest": offset + A_MONTH if len(page.entries) > offset + A_MONTH else 0,
        "first": max(offset - A_MONTH, 0) if offset else None,
        "damaged": page.damaged,
    }
    return render(request, "journal/months.html", context)
