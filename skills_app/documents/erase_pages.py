"""The answers to erasing, bringing back and deleting for good, the same for every kind."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skills_app.documents import erasing
from skills_app.documents.kinds import Kind
from skills_app.documents.pins import MOST_PINS
from skills_app.http import sends_no_words
from skills_app.space.doorway import OpenSpaceRequest, in_open_space
from skills_app.vault.store import NotKept


def erase(
    request: OpenSpaceRequest,
    kind: Kind[Any],
    record_id: UUID,
    *,
    onward: str = "",
    twice: bool = False,
) -> HttpResponse:
    """What can be brought back is told of on the page that comes (documents/erased.html).

    Raises: NotKept, unless one that is gone already is no trouble (`twice`).
    """
    can_come_back = False
    try:
        can_come_back = erasing.erase(request.space, kind, record_id)
    except NotKept:
        if not twice:
            raise
    if not can_come_back:
        messages.success(request, str(kind.gone))
    return redirect(onward or kind.home)


def ways_back(at: str, home: str) -> list[URLPattern]:
    """The two addresses beside a list: one puts back what was erased there last, one lets all go.

    `at` is what they begin with; `home` is the name of the list's address.
    """

    @sends_no_words
    @require_POST
    @in_open_space
    def bring_back(request: OpenSpaceRequest) -> HttpResponse:
        return _bring_back(request, home)

    @sends_no_words
    @require_POST
    @in_open_space
    def let_go_for_good(request: OpenSpaceRequest) -> HttpResponse:
        erasing.let_go(request.space, all_at=home)
        messages.success(request, _("Gone for good."))
        return redirect(home)

    return [
        path(f"{at}back/", bring_back, name="bring_back"),
        path(f"{at}gone/", let_go_for_good, name="let_go_for_good"),
    ]


def _bring_back(request: OpenSpaceRequest, home: str) -> HttpResponse:
    back = erasing.bring_back(request.space, home)
    if back is None:
        messages.info(request, _("It is gone for good. The ten minutes had passed."))
        return redirect(home)
    if back.kind.drafts or back.kind.earlier:
        messages.success(request, _("It is back, with everything that belongs to it."))
    else:
        messages.success(request, _("It is back."))
    if back.lost_its_pin:
        said = _("It is not pinned any more: %(most)d other entries are. Your words are all here.")
        messages.info(request, said % {"most": MOST_PINS})
    return redirect(back.kind.address(back.id))
