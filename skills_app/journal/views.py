from uuid import UUID

from django.contrib import messages
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.http import SeeOther
from skills_app.journal import drafts, erasing, finding, store
from skills_app.journal.forms import EntryForm
from skills_app.journal.shapes import KINDS, Draft, Entry, read_kind
from skills_app.journal.starts import moods_for, pick
from skills_app.space.doorway import (
    Doorway,
    OpenSpaceRequest,
    in_open_space,
    show_way_in,
    step_through,
)
from skills_app.vault.opening import the_open_space
from skills_app.vault.store import (
    Damaged,
    NewerVersion,
    NotKept,
    OpenSpace,
    SpaceClosed,
    TooLarge,
)
from skills_app.vault.trouble import Trouble, is_trouble, tell_operator

A_PAGE = 20
A_FEW = 5


@require_safe
@in_open_space
def list_entries(request: OpenSpaceRequest, page: int = 1) -> HttpResponse:
    space = request.space
    offset = (page - 1) * A_PAGE
    count = space.count(store.ENTRY)
    if page < 1 or (page > 1 and offset >= count):
        raise Http404
    erased = erasing.waiting(space)
    entries, damaged = store.newest_entries(space, limit=A_PAGE, offset=offset)
    entries.sort(key=lambda entry: entry.on, reverse=True)  # by their own days, for the headings
    context = {
        "months": list(finding.pages_of(entries)),
        "damaged": damaged,
        "count": count,
        "newer": page - 1,
        "older": page + 1 if offset + A_PAGE < count else 0,
        "erased": erased,
    }
    if page == 1:
        found, damaged_drafts = drafts.drafts(space, limit=A_FEW + 1)
        entries_erased = {one.of for one in erased if one.of}
        unfinished = [one for one in found if one.of not in entries_erased]
        context |= {
            "pinned": store.pinned_entries(space),
            "drafts": unfinished[:A_FEW],
            "more_drafts": len(unfinished) > A_FEW,
            "damaged": damaged + damaged_drafts,
        }
    return render(request, "journal/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_entry(request: HttpRequest) -> HttpResponse:
    """A new page. One may begin before the space is open; keeping it opens it."""
    if request.method == "POST":
        return keep_or_go_on(request, None)
    if not request.user.is_authenticated:
        return show_way_in(request)
    return show_editor(request, EntryForm.blank())


@require_safe
@in_open_space
def read_entry(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    entry = store.read_entry(request.space, entry_id)
    context = {
        "entry": entry,
        "pinned": entry_id in store.pinned_ids(request.space),
        "drafts": drafts.drafts_of(request.space, entry_id),
    }
    return render(request, "journal/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return keep_or_go_on(request, entry_id)
    return show_entry_to_change(request, entry_id)


@in_open_space
def show_entry_to_change(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    form = EntryForm.showing(store.read_entry(request.space, entry_id))
    unfinished = drafts.drafts_of(request.space, entry_id)
    return show_editor(request, form, entry_id=entry_id, unfinished=unfinished[:1])


@require_POST
@in_open_space
def pin_entry(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    store.read_entry(request.space, entry_id)
    if "off" in request.POST:
        store.unpin(request.space, entry_id)
        messages.success(request, _("It is not pinned any more."))
    else:
        try:
            store.pin(request.space, entry_id)
            messages.success(request, _("Pinned. It stays on top of your list."))
        except store.TooManyPins:
            said = _("You can pin %(most)d entries. Unpin another one first, if you like.")
            messages.info(request, said % {"most": store.MOST_PINS})
    return SeeOther(reverse("journal:entry", args=[entry_id]))


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
        form = EntryForm.again(typed)
    else:
        form = EntryForm(typed)
        if not form.is_valid():
            return show_editor(request, form, entry_id=entry_id)
    return keep(request, form, entry_id)


def keep(request: HttpRequest, form: EntryForm, entry_id: UUID | None) -> HttpResponse:
    """Keep what was typed; whatever stands in the way, the page comes back with every word."""

    def back_with(**why: object) -> HttpResponse:
        return show_editor(request, form, entry_id=entry_id, **why)  # type: ignore[arg-type]

    try:
        space = step_through(request)
        if isinstance(space, Doorway):
            return back_with(door=space)
        if not form.is_bound:
            return set_aside(request, space)
        entry = put_in(space, form, entry_id, request)
    except NewerVersion as newer:
        return show_both(request, Entry.from_kept(newer.current))
    except SpaceClosed:
        return back_with(door=Doorway("key"))
    except NotKept:
        # Erased elsewhere meanwhile, or never ours: what was typed still can be kept as its own.
        return back_with(gone=True)
    except TooLarge:
        return back_with(trouble="too_large")
    except Damaged:
        return back_with(trouble="damaged")
    except Error as error:
        if not is_trouble(error):
            raise
        return back_with(trouble=tell_operator(error))
    messages.success(request, _("Kept. Only you can open it."))
    if form.minutes:
        return SeeOther(reverse("journal:rest"))
    return SeeOther(reverse("journal:entry", args=[entry.id]))


def put_in(space: OpenSpace, form: EntryForm, entry_id: UUID | None, request: HttpRequest) -> Entry:
    """The entry and the end of its draft, in one go."""
    with space.together():
        if entry_id is None or "as_another" in request.POST:
            beside = "as_another" in request.POST
            entry = store.add_entry(space, form.to_entry(), beside=beside)
        else:
            entry = store.change_entry(space, entry_id, form.to_entry(), version=form.of_version)
        drafts.settle(space, drafts.draft_in(request.POST), entry)
    return entry


def set_aside(request: HttpRequest, space: OpenSpace) -> HttpResponse:
    outcome = drafts.keep_last_words(space, drafts.fields_in(request.POST))
    if outcome.draft:
        messages.success(request, _("Set aside. It waits under “Not finished”."))
    return SeeOther(reverse("journal:list"))


def show_editor(
    request: HttpRequest,
    form: EntryForm,
    *,
    entry_id: UUID | None = None,
    door: Doorway | None = None,
    gone: bool = False,
    trouble: Trouble | None = None,
    mood: str = "",
    unfinished: list[Draft] | None = None,
) -> HttpResponse:
    # After trouble with the database nothing more is asked of it than drawing a page needs.
    too_large = trouble == "too_large"
    space = None if trouble and not too_large else the_open_space(request)
    context = {
        "form": form,
        "entry_id": None if gone else entry_id,
        "door": door,
        "gone": gone,
        "trouble": trouble,
        "locked": space is None,
        "kinds": KINDS,
        "moods": moods_for(space),
        "mood": mood,
        "prompt": form.sent_along("prompt"),
        "unfinished": unfinished or [],
    }
    status = 422 if form.is_bound or door or too_large else 200
    if trouble and not too_large:
        status = 503
    if gone:
        status = 404
    return render(request, "journal/edit.html", context, status=status)


def show_both(request: HttpRequest, theirs: Entry) -> HttpResponse:
    """The kept text and the typed one, side by side; the form now builds on the kept one."""
    typed = request.POST.copy()
    typed["version"] = str(theirs.version)
    typed["entry"] = str(theirs.id)
    form = EntryForm(typed)
    context = {"form": form, "theirs": theirs, "entry_id": theirs.id}
    return render(request, "journal/both.html", context, status=409)
