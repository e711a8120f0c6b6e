"""Where to go on to after signing in: an address of this site, and so never a long one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from skills_app.form_fields import shown_again


def with_brief_next(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """One that is far too long counts as none: allauth writes it into fields and links anew."""

    @wraps(view)
    def brief(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not shown_again(request.POST.get("next", "unset")):
            typed = request.POST.copy()
            del typed["next"]
            request.POST = typed  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return brief
