"""Around every private page of the journal: whatever stands in the way gets a calm answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from skills_app.vault.doorway import show_way_in, space_must_be_open
from skills_app.vault.store import Damaged, NotKept, SpaceClosed

View = Callable[..., HttpResponse]
Trouble = Literal["full", "busy", "damaged", "too_large"]


def in_open_space(view: View) -> View:
    """Shows the view to a member whose space is open; its request then has `.space`.

    What is not there is a 404, whoever it may belong to. What does not open is said to be so.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return opened(request, *args, **kwargs)
        except SpaceClosed:
            return show_way_in(request)
        except NotKept as error:
            raise Http404 from error
        except Damaged:
            return render(request, "journal/damaged.html", status=409)
        except OperationalError as error:
            context = {"trouble": trouble_of(error)}
            return render(request, "journal/trouble.html", context, status=503)

    opened = space_must_be_open(view)
    return guarded


def trouble_of(error: OperationalError) -> Trouble:
    said = str(error).lower()
    return "full" if "full" in said or "no space left" in said else "busy"
