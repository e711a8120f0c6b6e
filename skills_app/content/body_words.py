"""body_words.yaml: which parts of the body a text names, so that nobody meets one they left out.

Each language has its own list; where one has none, nothing is found in its texts.
"""

import re
from dataclasses import dataclass

from skills_app.content.phrases import any_of, as_found
from skills_app.content.reading import YamlEntry, each_once
from skills_app.content.vocabulary import BODY_AREAS

AREAS = (*BODY_AREAS, "eyes_closed")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The words of one language for the body and the breath, by the id of area or method."""

    areas: tuple[tuple[str, re.Pattern[str]], ...]
    not_offered: re.Pattern[str]
    elsewhere: re.Pattern[str]
    breath: re.Pattern[str]

    def areas_named(self, text: str) -> dict[str, str]:
        """The areas a text names, each with the first words that did; "" for those with no id."""
        plain = self.elsewhere.sub(" ", text)
        named = (*self.areas, ("", self.not_offered))
        return {area: as_found(match) for area, words in named if (match := words.search(plain))}

    def speaks_of_breath(self, text: str) -> bool:
        return self.breath.search(text) is not None


def read_body_words(top: YamlEntry) -> BodyWords:
    fields = top.mapping(("areas", "not_offered", "breath"), ("elsewhere",))
    rows = each_once(fields["areas"], AREAS, ("words",))
    elsewhere = fields.get("elsewhere")
    return BodyWords(
        areas=tuple((row["id"].raw(), any_of(row["words"].words(at_most=200))) for row in rows),
        not_offered=any_of(fields["not_offered"].words(at_most=200)),
        elsewhere=any_of(elsewhere.words(at_most=400) if elsewhere else ()),
        breath=any_of(fields["breath"].words(at_most=200)),
    )
