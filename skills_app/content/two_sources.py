"""Facts of care, of rights and of emergency numbers stand on two sources that are not one site.

Whether one page copied the other, a machine cannot see: an author has to look. What it can see is
that two names belong to the same site, and that is refused.
"""

import re

from skills_app.content.reading import YamlEntry

FEWEST_SOURCES = 2
_SITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
# Second-level names under which different bodies have their own sites.
_SHARED = {"ac", "co", "com", "edu", "gov", "govt", "gouv", "net", "nhs", "nsw", "org", "police"}


def read_sources_of_a_fact(entry: YamlEntry) -> tuple[str, ...]:
    """A list of two or more: a site or a title first, then if wanted a year and what it says."""
    found: dict[str, str] = {}
    sources = []
    for item in entry.items(at_least=FEWEST_SOURCES, at_most=8):
        source = item.line_of_text()
        sources.append(source)
        whose = owner_of(source)
        if whose in found:
            item.report(
                f"“{source[:60]}” and “{found[whose][:60]}” are one site.",
                "Name a second source that does not copy the first. If there is none, the text"
                " cannot stand here: say what was not found in a row that has two.",
            )
        found[whose] = source
    return tuple(sources)


def owner_of(source: str) -> str:
    """Who speaks: the site without its parts ("pub.example.nl" is "example.nl"), or the title."""
    site = _SITE.match(source)
    if not site:
        return source.split(",")[0].split(":")[0].strip().lower()
    labels = site.group().lower().split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _SHARED else labels[-2:])
