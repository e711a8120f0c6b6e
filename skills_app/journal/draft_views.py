"""Unfinished pages: kept while they are typed, carried on, or let go."""

from uuid import UUID

from django.contrib import messages
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.http import SeeOther
from skills_app.journal import drafts, erasing
from skills_app.journal.forms import EntryForm
from skills_app.journal.views import show_editor
from skills_app.space.doorway import (
    Doorway,
    OpenSpaceRequest,
    in_open_space,
    step_through,
    still_before_it,
)
from skills_app.vault.gate import GateFull
from skills_app.vault.store import Damaged, OpenSpace, SpaceClosed, TooLarge
from skills_app.vault.trouble import is_trouble, tell_operator
from skills_app.vault.waits import NotYet

A_PAGE = 50
LOCKED = 423


@require_http_methods(["GET", "HEAD", "POST"])
def keep_draft(request: HttpRequest) -> HttpResponse:
    """What the editor sends while someone types. Answers with the draft, or what is missing.

    423 carries the doorway to fill in, right there on the page. A GET answers with a fresh form
    token, for a page whose own went stale when someone signed in from another tab.
    """
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    was_signed_in = request.user.is_authenticated
    try:
        space = step_through(request)
        if isinstance(space, Doorway):
            return ask_for_key(request, space, was_signed_in=was_signed_in)
        outcome = keep_sent(space, request)
    except (GateFull, NotYet) as why:
        door = still_before_it(request, why)
        return ask_for_key(request, door, was_signed_in=was_signed_in)
    except SpaceClosed:
        return ask_for_key(request, Doorway("key"), was_signed_in=was_signed_in)
    except TooLarge:
        return JsonResponse({"said": "too-large"}, status=413)
    except Damaged:
        return JsonResponse({"said": "damaged"}, status=409)
    except Error as error:
        if not is_trouble(error):
            raise
        return JsonResponse({"said": tell_operator(error)}, status=503)
    answer: dict[str, object] = {
        "said": "beside" if outcome.beside else "emptied" if outcome.emptied else "kept",
        "draft": str(outcome.draft.id) if outcome.draft else "",
        "version": outcome.draft.seen if outcome.draft else 0,
    }
    if not was_signed_in:
        answer["token"] = get_token(request)
    return JsonResponse(answer)


def keep_sent(space: OpenSpace, request: HttpRequest) -> drafts.Outcome:
    """A page that is closed while too long to send whole sends only what was typed last."""
    if "between" in request.POST:
        return drafts.keep_last_words(space, drafts.fields_in(request.POST))
    return drafts.keep_draft(space, drafts.draft_in(request.POST))


def ask_for_key(request: HttpRequest, door: Doorway, *, was_signed_in: bool) -> HttpResponse:
    response = render(request, "journal/door.html", {"door": door}, status=LOCKED)
    if not was_signed_in and request.user.is_authenticated:
        response.headers["X-Form-Token"] = get_token(request)
    return response


@require_safe
@in_open_space
def list_drafts(request: OpenSpaceRequest, page: int = 1) -> HttpResponse:
    erased = {one.of for one in erasing.waiting(request.space) if one.of}
    offset = (page - 1) * A_PAGE
    if page < 1 or (page > 1 and offset >= request.space.count(drafts.DRAFT)):
        raise Http404
    found, damaged = drafts.drafts(request.space, limit=A_PAGE + 1, offset=offset)
    context = {
        "drafts": [one for one in found[:A_PAGE] if one.of not in erased],
        "damaged": damaged,
        "newer": page - 1,
        "older": page + 1 if len(found) > A_PAGE else 0,
    }
    return render(request, "journal/drafts.html", context)


@require_safe
@in_open_space
def carry_on_draft(request: OpenSpaceRequest, draft_id: UUID) -> HttpResponse:
    draft = drafts.read_draft(request.space, draft_id)
    return show_editor(request, EntryForm.showing(draft), entry_id=draft.of)


@require_POST
@in_open_space
def let_draft_go(request: OpenSpaceRequest, draft_id: UUID) -> HttpResponse:
    if not erasing.erase_piece(request.space, draft_id, drafts.DRAFT):
        messages.success(request, _("That unfinished page is gone."))
    return SeeOther(reverse("journal:list"))
