"""Where modules, tools and the pages that steps lead to are found."""

from django.http import Http404
from django.urls import reverse

from skills_app.content import State, library
from skills_app.steps.working import Course, course_of_module, course_of_tool

PAGES = {
    "people": "people",
    "care": "support:care",
    "rights": "support:rights",
    "card": "support:card",
    "safety": "exits:safety",
    "now": "practice:now",
    "comfort": "comfort:show",
}


def course_named(name: str) -> Course | None:
    shelf = library()
    module = shelf.module(name)
    if module is not None:
        return course_of_module(module)
    found = shelf.tool(name)
    if found is None or found[1].tool is None:
        return None
    return course_of_tool(found[0], found[1].tool, found[1])


def address_of(course: Course) -> str:
    name, key = ("tool", "tool_id") if course.alone else ("module", "module_id")
    return reverse(f"practice:{name}", kwargs={key: course.id})


def state_address(state: State | None) -> str:
    """The tools for a state; where it is not known, the question which it is."""
    if state is None:
        return reverse("practice:which")
    return reverse("practice:state", kwargs={"state": state})


def goes_to_address(goes_to: str) -> str:
    """Where "module:m03", "tool:t12" or "page:people" is found."""
    kind, _colon, name = goes_to.partition(":")
    if kind == "module":
        return reverse("practice:module", kwargs={"module_id": name})
    if kind == "tool":
        return reverse("practice:tool", kwargs={"tool_id": name})
    if kind == "page" and name in PAGES:
        return reverse(PAGES[name])
    raise Http404
