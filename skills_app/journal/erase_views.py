from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from skills_app import documents
from skills_app.documents import read
from skills_app.journal.kinds import ENTRY, HOME
from skills_app.journal.shapes import Entry
from skills_app.space.doorway import OpenSpaceRequest, in_open_space
from skills_app.vault.store import Damaged
from skills_app.written import sends_no_words


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


@sends_no_words
@require_POST
@in_open_space
def bring_back(request: OpenSpaceRequest) -> HttpResponse:
    return documents.bring_back(request, HOME)


@sends_no_words
@require_POST
@in_open_space
def let_go_for_good(request: OpenSpaceRequest) -> HttpResponse:
    return documents.let_go_for_good(request, HOME)
