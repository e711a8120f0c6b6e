from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from skills_app.http import SeeOther
from skills_app.journal import erasing, store
from skills_app.journal.drafts import DRAFT
from skills_app.journal.shapes import Entry
from skills_app.journal.starts import PROMPT
from skills_app.space.doorway import OpenSpaceRequest, in_open_space
from skills_app.vault.store import Damaged


@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def erase_entry(request: OpenSpaceRequest, entry_id: UUID) -> HttpResponse:
    if request.method == "POST":
        if not erasing.erase_entry(request.space, entry_id):
            messages.success(request, _("That entry is erased."))
        return SeeOther(reverse("journal:list"))
    entry: Entry | None
    try:
        entry = store.read_entry(request.space, entry_id)
    except Damaged:
        entry = None
    return render(request, "journal/delete.html", {"entry": entry, "entry_id": entry_id})


@require_POST
@in_open_space
def bring_back(request: OpenSpaceRequest) -> HttpResponse:
    back = erasing.bring_back(request.space)
    if back is None:
        messages.info(request, _("It is gone for good. The ten minutes had passed."))
        return SeeOther(reverse("journal:list"))
    messages.success(request, _("It is back, with everything that belongs to it."))
    if back.lost_its_pin:
        said = _("It is not pinned any more: %(most)d other entries are. Your words are all here.")
        messages.info(request, said % {"most": store.MOST_PINS})
    if back.kind == PROMPT:
        return SeeOther(reverse("journal:starts"))
    page = "journal:draft" if back.kind == DRAFT else "journal:entry"
    return SeeOther(reverse(page, args=[back.id]))


@require_POST
@in_open_space
def let_go_for_good(request: OpenSpaceRequest) -> HttpResponse:
    erasing.let_go(request.space, everything=True)
    messages.success(request, _("Gone for good."))
    return SeeOther(reverse("journal:list"))
