from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.journal import store
from skills_app.journal.forms import EntryForm
from skills_app.vault.doorway import (
    Doorway,
    OpenSpaceRequest,
    show_way_in,
    space_must_be_open,
    step_through,
)
from skills_app.vault.opening import the_open_space
from skills_app.vault.store import Damaged, NewerVersion, NotKept, OpenSpace, SpaceClosed

A_PAGE = 20


@require_safe
@space_must_be_open
def list_entries(request: HttpRequest, page: int = 1) -> HttpResponse:
    space = cast(OpenSpaceRequest, request).space
    offset = (page - 1) * A_PAGE
    count = space.count(store.ENTRY)
    entries, damaged = store.newest_entries(space, limit=A_PAGE, offset=offset)
    if page > 1 and offset >= count:
        raise Http404
    context = {
        "entries": entries,
        "damaged": damaged,
        "drafts": store.drafts(space) if page == 1 else [],
        "count": count,
        "newer": page - 1,
        "older": page + 1 if offset + A_PAGE < count else 0,
    }
    return render(request, "journal/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_entry(request: HttpRequest) -> HttpResponse:
    """A new page. One may begin before the space is open; keeping it opens it."""
    if request.method == "POST":
        return keep_entry(request, None)
    if not request.user.is_authenticated:
        return show_way_in(request)
    return show_editor(request, EntryForm())


@require_safe
@space_must_be_open
def read_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(cast(OpenSpaceRequest, request).space, entry_id)
    return render(request, "journal/entry.html", {"entry": entry})


@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return keep_entry(request, entry_id)
    return show_entry_to_change(request, entry_id)


@space_must_be_open
def show_entry_to_change(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = entry_or_404(cast(OpenSpaceRequest, request).space, entry_id)
    return show_editor(request, EntryForm.showing(entry), entry_id=entry_id)


@require_safe
@space_must_be_open
def carry_on_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    space = cast(OpenSpaceRequest, request).space
    try:
        draft = store.read_draft(space, draft_id)
    except NotKept as error:
        raise Http404 from error
    return show_editor(request, EntryForm.showing(draft), entry_id=draft.of)


@require_POST
@space_must_be_open
def let_draft_go(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    store.let_draft_go(cast(OpenSpaceRequest, request).space, draft_id)
    messages.success(request, _("That unfinished page is gone."))
    return redirect("journal:list")


@require_http_methods(["GET", "HEAD", "POST"])
@space_must_be_open
def delete_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    space = cast(OpenSpaceRequest, request).space
    entry = entry_or_404(space, entry_id)
    if request.method != "POST":
        return render(request, "journal/delete.html", {"entry": entry})
    store.delete_entry(space, entry_id)
    messages.success(request, _("That entry is erased."))
    return redirect("journal:list")


def keep_entry(request: HttpRequest, entry_id: UUID | None) -> HttpResponse:
    """Keep what was typed; whatever stands in the way, the page comes back with every word."""
    form = EntryForm(request.POST)
    if not form.is_valid():
        return show_editor(request, form, entry_id=entry_id)
    space = step_through(request)
    if isinstance(space, Doorway):
        return show_editor(request, form, entry_id=entry_id, door=space)
    try:
        if entry_id is None or "as_another" in request.POST:
            entry = store.add_entry(space, form.to_entry())
        else:
            entry = store.change_entry(space, entry_id, form.to_entry(), version=form.of_version)
    except NewerVersion as newer:
        theirs = store.Entry.from_kept(newer.current)
        return show_both(request, theirs)
    except SpaceClosed:
        return show_editor(request, form, entry_id=entry_id, door=Doorway("key"))
    except NotKept:
        # Erased elsewhere meanwhile, or never ours: what was typed still can be kept as its own.
        return show_editor(request, form, gone=True)
    if form.draft_id:
        store.let_draft_go(space, form.draft_id)
    messages.success(request, _("Kept. Only you can open it."))
    return redirect("journal:entry", entry.id)


def show_editor(
    request: HttpRequest,
    form: EntryForm,
    *,
    entry_id: UUID | None = None,
    door: Doorway | None = None,
    gone: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "entry_id": entry_id,
        "door": door,
        "gone": gone,
        "locked": the_open_space(request) is None,
    }
    status = 404 if gone else 422 if form.is_bound else 200
    return render(request, "journal/edit.html", context, status=status)


def show_both(request: HttpRequest, theirs: store.Entry) -> HttpResponse:
    """The kept text and the typed one, side by side; the form now builds on the kept one."""
    typed = request.POST.copy()
    typed["version"] = str(theirs.version)
    form = EntryForm(typed)
    context = {"form": form, "theirs": theirs, "entry_id": theirs.id}
    return render(request, "journal/both.html", context, status=409)


def entry_or_404(space: OpenSpace, entry_id: UUID) -> store.Entry:
    try:
        return store.read_entry(space, entry_id)
    except (NotKept, Damaged) as error:
        raise Http404 from error
