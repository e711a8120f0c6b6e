"""What every page needs to draw its frame."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template

from skills_app.http import brings_a_cookie, unkept
from skills_app.titles import section_of, title_of
from skills_app.vault.unlocking import the_open_space


def house(request: HttpRequest) -> dict[str, Any]:
    comfort = getattr(request, "comfort", None)
    htmx = getattr(request, "htmx", None)
    choice = getattr(comfort, "exit_page", 0)
    pages = settings.EXIT_PAGES
    section, at = section_of(request)
    return {
        "site_name": settings.SITE_NAME,
        "page_title": title_of(request),
        "section": section,
        "at": at,
        # Cheap to know, and enough to have its script look when the space would lock itself.
        "has_key": settings.UNLOCK_COOKIE_NAME in request.COOKIES,
        # The template itself: by its name, every page would look it up past the loader's cache.
        "base_template": get_template("fragment.html" if htmx and htmx.boosted else "base.html"),
        "comfort": comfort,
        "exit_page": pages[choice] if 0 <= choice < len(pages) else pages[0],
        # Asked for where it is shown: what was to be read has been tried by then.
        "unkept": lambda: unkept(request),
        # On a first visit, too: nobody can tell yet whether the browser keeps one.
        "brings_a_cookie": lambda: brings_a_cookie(request),
        "space_open": lambda: the_open_space(request) is not None,
    }
