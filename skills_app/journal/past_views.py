"""What has been of an entry: erased and brought back, or its earlier versions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app import documents
from skills_app.documents import Damaged, OpenSpaceRequest, bring_back_earlier, in_open_space, read
from skills_app.http import sends_no_words
from skills_app.journal.kinds import ENTRY
from skills_app.journal.shapes import Entry


@sends_no_words
@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def erase_entry(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return documents.erase(request, ENTRY, entry_id)
    entry: Entry | None
    try:
        entry = read(request.space, ENTRY, entry_id)
    except Damaged:
        entry = None
    return render(request, "journal/delete.html", {"entry": entry, "entry_id": entry_id})


@require_safe
@in_open_space
def list_versions(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    entry = read(request.space, ENTRY, entry_id)
    earlier, damaged = documents.earlier_versions(request.space, ENTRY, entry)
    context = {
        "entry": entry,
        "versions": earlier,
        "damaged": damaged,
        "most": documents.MOST_EARLIER,
    }
    return render(request, "journal/versions.html", context)


@require_safe
@in_open_space
def read_version(request: OpenSpaceRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    entry = read(request.space, ENTRY, entry_id)
    version = documents.read_earlier(request.space, ENTRY, entry, version_id)
    return render(request, "journal/version.html", {"entry": entry, "version": version})


@sends_no_words
@require_POST
@in_open_space
def bring_version_back(request: OpenSpaceRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    bring_back_earlier(request.space, ENTRY, entry_id, version_id)
    messages.success(
        request, _("The earlier version is back. The one before is among the earlier ones now.")
    )
    return redirect("journal:entry", entry_id)
