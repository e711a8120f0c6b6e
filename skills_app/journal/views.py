from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app import documents
from skills_app.documents import (
    Hindrance,
    Kept,
    OpenSpace,
    OpenSpaceRequest,
    fields_in,
    in_open_space,
    page_of,
    the_open_space,
    turning,
)
from skills_app.http import sends, sends_no_words
from skills_app.journal import finding
from skills_app.journal.forms import EntryForm
from skills_app.journal.kinds import DRAFT, ENTRY, HOME
from skills_app.journal.shapes import KINDS, Draft, Entry, Kind, read_kind
from skills_app.journal.starts import moods_for, pick

# Besides the form, the editor's buttons. A start that was asked for may be one's own.
EDITOR_SENDS = sends(
    ENTRY.form,
    quiet={"begin", "start", "set_aside", "as_another", "between", "cut", "guest", "sign_in"},
    words={"prompt"},
)
# The shapes of a page, as its buttons call them.
NAMES: dict[Kind, Promise] = {
    "free": gettext_lazy("A free page"),
    "three": gettext_lazy("Three words"),
    "list": gettext_lazy("A list"),
    "letter": gettext_lazy("A letter that is not sent"),
}
A_PAGE = 20
A_FEW = 5


@require_safe
@in_open_space
def list_entries(request: OpenSpaceRequest, page: int = 1) -> HttpResponse:
    space = request.space
    erased = documents.waiting(space, HOME)
    listed = page_of(space, ENTRY, page, size=A_PAGE)
    # By their own days, for the headings.
    entries = sorted(listed.documents, key=lambda entry: entry.on, reverse=True)
    context = {
        "title": ENTRY.title,
        "months": list(finding.pages_of(entries)),
        "damaged": listed.damaged,
        "count": listed.count,
        "pages": turning("journal:list", "journal:page", page, more=bool(listed.older)),
        "erased": erased,
    }
    if page == 1:
        found, damaged_drafts = documents.newest(space, DRAFT, limit=A_FEW + 1)
        entries_erased = {one.of for one in erased if one.of}
        unfinished = [one for one in found if one.of not in entries_erased]
        context |= {
            "pinned": documents.pinned(space, ENTRY),
            "drafts": unfinished[:A_FEW],
            "more_drafts": len(unfinished) > A_FEW,
            "damaged": listed.damaged + damaged_drafts,
        }
    return render(request, "journal/list.html", context)


@EDITOR_SENDS
@require_http_methods(["GET", "HEAD", "POST"])
def write_entry(request: HttpRequest) -> HttpResponse:
    """A new page, for anyone. What is missing to keep it is asked for once it is to be kept."""
    if request.method == "POST":
        return keep_or_go_on(request, None)
    return show_editor(request, EntryForm.blank())


@require_safe
@in_open_space
def read_entry(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    entry = documents.read(request.space, ENTRY, entry_id)
    context = {
        "entry": entry,
        "pinned": entry_id in documents.pinned_ids(request.space, ENTRY),
        "drafts": documents.drafts_of(request.space, DRAFT, entry_id),
    }
    return render(request, "journal/entry.html", context)


@EDITOR_SENDS
@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return keep_or_go_on(request, entry_id)
    return show_entry_to_change(request, entry_id)


@in_open_space
def show_entry_to_change(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    form = EntryForm.showing(documents.read(request.space, ENTRY, entry_id))
    unfinished = documents.drafts_of(request.space, DRAFT, entry_id)
    return show_editor(request, form, entry_id=entry_id, unfinished=unfinished[:1])


@sends_no_words
@require_POST
@in_open_space
def pin_entry(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    documents.read(request.space, ENTRY, entry_id)
    if "off" in request.POST:
        documents.unpin(request.space, ENTRY, entry_id)
        messages.success(request, _("It is not pinned any more."))
    else:
        try:
            documents.pin(request.space, ENTRY, entry_id)
            messages.success(request, _("Pinned. It stays on top of your list."))
        except documents.TooManyPins:
            said = _("You can pin %(most)d entries. Unpin another one first, if you like.")
            messages.info(request, said % {"most": documents.MOST_PINS})
    return redirect("journal:entry", entry_id)


# --- the editor -----------------------------------------------------------------------


def keep_or_go_on(request: HttpRequest, entry_id: UUID | None) -> HttpResponse:
    """The editor's buttons: another shape, a start, set aside, or keep. Each keeps every word."""
    typed = request.POST
    if "begin" in typed:
        form = EntryForm.again(typed, kind=read_kind(typed["begin"]))
        form.fields["text"].widget.attrs["autofocus"] = True
        return show_editor(request, form, entry_id=entry_id)
    if "start" in typed:
        start = pick(typed["start"], the_open_space(request), besides=typed.get("prompt", ""))
        form = EntryForm.again(typed, prompt=start)
        return show_editor(request, form, entry_id=entry_id, mood=typed["start"])
    if "set_aside" in typed:
        return set_aside(request, EntryForm.again(typed), entry_id)
    form = EntryForm(typed)
    if not form.is_valid():
        return show_editor(request, form, entry_id=entry_id)
    return keep(request, form, entry_id)


def keep(request: HttpRequest, form: EntryForm, entry_id: UUID | None) -> HttpResponse:
    """The entry and the end of its draft, in one go."""

    def settle(space: OpenSpace, entry: Entry) -> None:
        documents.settle(space, DRAFT, Draft.from_typed(fields_in(request.POST)), entry)

    entry = documents.keep(
        request, ENTRY, form.to_entry(), of=entry_id, version=form.of_version, then=settle
    )
    if isinstance(entry, Hindrance):
        if entry.theirs:
            return show_both(request, entry.theirs)
        return show_editor(request, form, entry_id=entry_id, hindrance=entry)
    if form.minutes:
        return redirect("journal:rest")
    return redirect("journal:entry", entry.id)


def set_aside(request: HttpRequest, form: EntryForm, entry_id: UUID | None) -> HttpResponse:
    def put_in(space: OpenSpace) -> documents.DraftKept[Draft]:
        return documents.keep_last_words(space, DRAFT, fields_in(request.POST))

    outcome = documents.attempt(request, put_in)
    if isinstance(outcome, Hindrance):
        return show_editor(request, form, entry_id=entry_id, hindrance=outcome)
    if outcome.draft:
        messages.success(request, _("Set aside. It waits under “Not finished”."))
    return redirect("journal:list")


def show_editor(
    request: HttpRequest,
    form: EntryForm,
    *,
    entry_id: UUID | None = None,
    hindrance: Hindrance | None = None,
    mood: str = "",
    unfinished: Sequence[Draft] = (),
) -> HttpResponse:
    """All that was typed, and what stood in the way of keeping it, if anything did."""
    told = documents.told(hindrance)
    space = None if hindrance and hindrance.asks_no_more else the_open_space(request)
    at = editing(None if told["gone"] else entry_id, guest=not request.user.is_authenticated)
    prompt = form.sent_along("prompt")
    context = {
        **told,
        **at,
        **started_from(mood),
        "form": form,
        "written": documents.came_along(request, form),
        "posted": request.method == "POST",
        "locked": space is None,
        "guest": is_guest(request),
        "kinds": [(kind, NAMES[kind], kind == form.shape) for kind in KINDS],
        "moods": moods_for(space),
        "prompt": prompt,
        "unfinished": unfinished,
    }
    status = documents.status_of(hindrance, form)
    return render(request, "journal/edit.html", context, status=status)


def is_guest(request: HttpRequest) -> bool:
    """Whether the page was opened without a sign-in, and not only lost it since."""
    signed_in = request.user.is_authenticated
    return not signed_in and (request.method != "POST" or "guest" in request.POST)


def editing(entry_id: UUID | None, *, guest: bool = False) -> dict[str, object]:
    """What the page is called, where it is sent, and where it leads back to."""
    if entry_id is None:
        return {
            "entry_id": None,
            "heading": _("Write"),
            "address": reverse("journal:new"),
            "onward": reverse("space:home" if guest else "journal:list"),
            "onward_name": _("Mine") if guest else _("My pages"),
        }
    return {
        "entry_id": entry_id,
        "heading": _("Change your entry"),
        "address": reverse("journal:change", args=[entry_id]),
        "onward": reverse("journal:entry", args=[entry_id]),
        "onward_name": _("Your page"),
    }


def started_from(mood: str) -> dict[str, str]:
    """Where a start was asked for: one of the library's can be in English, never one's own."""
    if mood in ("", "own"):
        return {"mood": mood, "prompt_from": "", "prompt_translate": "no"}
    return {"mood": mood, "prompt_from": "prompts", "prompt_translate": ""}


def show_both(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The kept text and the typed one, side by side; the form now builds on the kept one."""
    theirs = Entry.from_kept(kept)
    typed = documents.onto(request.POST, kept)
    typed["entry"] = str(theirs.id)
    form = EntryForm(typed)
    context = {
        "form": form,
        "written": documents.came_along(request, form),
        "theirs": theirs,
        "entry_id": theirs.id,
    }
    return render(request, "journal/both.html", context, status=409)
