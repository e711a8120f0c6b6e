"""How well something is known to work: said of a module, and of a tool by the file it stands in."""

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from skills_app.content import library
from skills_app.templatetags.frame import drawn_before

register = Library()


@register.simple_tag
def how_well_known(name: str) -> SafeString:
    """A folded part with the evidence, its sources and the day of the last review.

    `name` is the id of a module or a tool. Drawn once for each language.
    """
    shelf = library()
    module = shelf.modules[name] if name in shelf.modules else shelf.tools[name][0]
    given = (
        ("evidence", module.evidence),
        ("name", module.id),
        ("reviewed_on", module.reviewed_on),
        ("sources", tuple(shelf.sources[one].text for one in module.sources)),
    )
    return drawn_before("practice/evidence.html", get_language() or "", given)
