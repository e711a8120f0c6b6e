from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from skills_app import documents
from skills_app.documents import bring_back_earlier, read
from skills_app.journal.kinds import ENTRY
from skills_app.space.doorway import OpenSpaceRequest, in_open_space
from skills_app.written import sends_no_words


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
    return render(request, "journal/documents.html", context)


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
