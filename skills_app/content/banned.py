"""banned.yaml: the words that texts of a language avoid, each with its reason."""

import re
from dataclasses import dataclass

from skills_app.content.phrases import any_of
from skills_app.content.reading import YamlEntry


@dataclass(frozen=True, slots=True)
class Banned:
    """Phrases that are not used here, why, and what to do instead."""

    phrases: re.Pattern[str]
    why: str
    instead: str


def read_banned(top: YamlEntry) -> tuple[Banned, ...]:
    found = []
    for entry in top.mapping(("words",))["words"].items(at_most=100):
        fields = entry.mapping(("phrases", "why", "instead"))
        phrases = any_of(item.line_of_text() for item in fields["phrases"].items())
        found.append(
            Banned(phrases, fields["why"].line_of_text(), fields["instead"].line_of_text())
        )
    return tuple(found)
