"""Unfinished pages: kept while they are typed, carried on, or let go."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app import documents
from skills_app.documents import (
    NOT_TRIED,
    DraftKept,
    Hindrance,
    OpenSpace,
    OpenSpaceRequest,
    attempt,
    fields_in,
    in_open_space,
    keep_draft,
    keep_last_words,
    let_go,
    page_of,
    read,
    still_before_it,
    turning,
    waiting_ids,
)
from skills_app.http import sends_no_words
from skills_app.journal.forms import EntryForm
from skills_app.journal.kinds import DRAFT
from skills_app.journal.shapes import Draft
from skills_app.journal.views import EDITOR_SENDS, show_editor

A_PAGE = 50
SAID = {"too_large": "too-large", "does_not_open": "damaged"}  # where the script says it otherwise


@EDITOR_SENDS
@require_http_methods(["GET", "HEAD", "POST"])
def keep_what_is_typed(request: HttpRequest) -> HttpResponse:
    """What the editor sends while someone types. Answers with the draft, or what is missing.

    423 carries the doorway to fill in, right there on the page. A GET answers with a fresh form
    token, for a page whose own went stale when someone signed in from another tab.
    """
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    was_signed_in = request.user.is_authenticated
    try:
        outcome = attempt(request, partial(keep_sent, request=request))
    except NOT_TRIED as why:
        outcome = Hindrance("locked", door=still_before_it(request, why))
    if isinstance(outcome, Hindrance):
        return say_why_not(request, outcome, was_signed_in=was_signed_in)
    answer: dict[str, object] = {
        "said": "beside" if outcome.beside else "emptied" if outcome.emptied else "kept",
        "draft": str(outcome.draft.id) if outcome.draft else "",
        "version": outcome.draft.seen if outcome.draft else 0,
    }
    if not was_signed_in:
        answer["token"] = get_token(request)
    return JsonResponse(answer)


def say_why_not(request: HttpRequest, why: Hindrance, *, was_signed_in: bool) -> HttpResponse:
    if why.door is None:
        return JsonResponse({"said": SAID.get(why.name, why.name)}, status=why.status_for_a_script)
    context = {"door": why.door}
    response = render(request, "journal/door.html", context, status=why.status_for_a_script)
    if not was_signed_in and request.user.is_authenticated:
        response.headers["X-Form-Token"] = get_token(request)
    return response


def keep_sent(space: OpenSpace, request: HttpRequest) -> DraftKept[Draft]:
    """A page that is closed while too long to send whole sends only what was typed last."""
    if "between" in request.POST:
        return keep_last_words(space, DRAFT, fields_in(request.POST))
    return keep_draft(space, DRAFT, Draft.from_typed(fields_in(request.POST)))


@require_safe
@in_open_space
def list_drafts(request: OpenSpaceRequest, page: int = 1) -> HttpResponse:
    let_go(request.space)
    erased = waiting_ids(request.space)
    listed = page_of(request.space, DRAFT, page, size=A_PAGE)
    context = {
        "title": DRAFT.title,
        "drafts": [one for one in listed.documents if one.of not in erased],
        "damaged": listed.damaged,
        "pages": turning("journal:drafts", "journal:drafts_page", page, more=bool(listed.older)),
    }
    return render(request, "journal/drafts.html", context)


@require_safe
@in_open_space
def carry_on_draft(request: OpenSpaceRequest, draft_id: UUID) -> HttpResponse:
    draft = read(request.space, DRAFT, draft_id)
    return show_editor(request, EntryForm.showing(draft), entry_id=draft.of)


@sends_no_words
@require_POST
@in_open_space
def let_draft_go(request: OpenSpaceRequest, draft_id: UUID) -> HttpResponse:
    return documents.erase(request, DRAFT, draft_id, twice=True)
