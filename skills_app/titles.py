"""What a page is called in the title bar: one neutral word, unless the reader chose otherwise.

Titles end up in the history. So with an ordinary address bar they name the part of the site, and
a skill or tool by its name, and never anything that somebody wrote.
"""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skills_app.content import library

# By the namespace or name of the address.
PARTS = {
    "account": _("Account"),
    "comfort": _("Settings"),
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
    "ready": _("Things to say"),
    "words": _("Things to say"),
}
# The place each belongs to, with the address its link leads to. What is missing belongs to none:
# settings and leaving are reached from every page alike.
SECTIONS = {
    "account": ("mine", "space:home"),
    "front": ("home", "front"),
    "journal": ("mine", "space:home"),
    "keep": ("mine", "space:home"),
    "people": ("people", "people"),
    "practice": ("skills", "practice:skills"),
    "space": ("mine", "space:home"),
    "support": ("people", "people"),
}
AT_HOME = ("now", "state", "which", "one", "quiet")  # what a hard moment leads to


def section_of(request: HttpRequest) -> tuple[str, str]:
    """The section a page belongs to, and "page" if it is the very page of that link, else "true".

    Two empty texts for a page that belongs to none, such as one that is not there.
    """
    found = request.resolver_match
    if found is None:
        return "", ""
    name = found.url_name or ""
    part = found.namespace or ("account" if name.startswith(("account", "mfa")) else name)
    if part == "practice" and name in AT_HOME:
        part = "front"
    section, address = SECTIONS.get(part, ("", ""))
    if not section:
        return "", ""
    return section, "page" if request.path == reverse(address) else "true"


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
