from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from skills_app.http import SeeOther
from skills_app.journal import store
from skills_app.space.doorway import OpenSpaceRequest, in_open_space


@require_safe
@in_open_space
def list_versions(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    entry = store.read_entry(request.space, entry_id)
    versions, damaged = store.earlier_versions(request.space, entry)
    context = {
        "entry": entry,
        "versions": versions,
        "damaged": damaged,
        "most": store.MOST_EARLIER,
    }
    return render(request, "journal/versions.html", context)


@require_safe
@in_open_space
def read_version(request: OpenSpaceRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    entry = store.read_entry(request.space, entry_id)
    version = store.read_earlier(request.space, entry, version_id)
    return render(request, "journal/version.html", {"entry": entry, "version": version})


@require_POST
@in_open_space
def bring_version_back(request: OpenSpaceRequest, entry_id: UUID, version_id: UUID) -> HttpResponse:
    store.bring_version_back(request.space, entry_id, version_id)
    messages.success(
        request, _("The earlier version is back. The one before is among the earlier ones now.")
    )
    return SeeOther(reverse("journal:entry", args=[entry_id]))
