"""What a page is called in the title bar: one neutral word, unless the reader chose otherwise.

Titles end up in the history. So with an ordinary address bar they name the part of the site, and
a skill or tool by its name, and never anything that somebody wrote.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from skills_app.content import library

# By the namespace or name of the address.
PARTS = {
    "account": _("Account"),
    "comfort": _("Comfort"),
    "exits": _("Leaving and safety"),
    "journal": _("Write"),
    "keep": _("What you keep"),
    "people": _("People to talk to"),
    "space": _("Your space"),
    "support": _("People to talk to"),
}
PRACTICE = {
    "now": _("Right now"),
    "skills": _("Skills"),
    "ready": _("Words"),
    "words": _("Words"),
}


def title_of(request: HttpRequest) -> str:
    comfort = getattr(request, "comfort", None)
    neutral: str = settings.SITE_NAME
    if getattr(comfort, "address_bar", "quiet") != "ordinary":
        return neutral
    part = part_of(request)
    return f"{part} · {neutral}" if part else neutral


def part_of(request: HttpRequest) -> str:
    """The part of the site an address belongs to; "" for the first page and for none."""
    found = request.resolver_match
    if found is None or found.url_name == "front":
        return ""
    shelf = library()
    module = shelf.module(str(found.kwargs.get("module_id", "")))
    tool = shelf.tool(str(found.kwargs.get("tool_id", "")))
    if module is not None:
        return module.title
    if tool is not None and tool[1].tool is not None:
        return tool[1].tool.title
    if found.namespace == "practice":
        return str(PRACTICE.get(found.url_name or "", _("Tools")))
    return str(PARTS.get(found.namespace, PARTS.get(found.url_name or "", "")))
