"""One way of a step, read into a `Way`: what every kind has, its body, and what that asks for."""

from collections.abc import Iterable
from typing import Any

import yaml

from skills_app.content.language_rules import BodyWords
from skills_app.content.reading import (
    Around,
    Fields,
    Link,
    Need,
    Passage,
    Reading,
    YamlEntry,
    kinds,
    read_uses,
)
from skills_app.library import (
    BODY_AREAS,
    NOTE_NEVER_WRITTEN,
    NOTES,
    WAY_MINUTES,
    Body,
    Way,
    methods_of,
)

_WAY_KEYS = ("id", "label", "kind", "minutes")
_WAY_EXTRAS = ("notes", "uses", "also_fine")


def read_way(
    entry: YamlEntry, *, module_id: str, links: list[Link], body_words: BodyWords | None
) -> Way:
    """`body_words` are those of the file's language; without them, neither the parts of the body
    nor the breath are looked for in its texts.
    """
    name = _kind_of(entry)
    reading = kinds().get(name)
    fields = _fields_of(entry, reading)
    minutes = fields["minutes"].number(WAY_MINUTES)
    before = len(entry.findings.prose)
    way = Way(
        id=fields["id"].new_id(),
        label=fields["label"].text(),
        kind=name,
        minutes=minutes,
        notes=fields["notes"].ids(NOTES, "note") if "notes" in fields else (),
        uses=read_uses(fields),
        body=reading.read(fields, Around(minutes, module_id, links)) if reading else Body(),
    )
    _check_notes(entry, way)
    if reading is not None:
        speaks_of_breath = body_words.speaks_of_breath if body_words else speaks_of_nothing
        _check_needs(entry, way, reading.needs(way.body, speaks_of_breath))
    if reading is not None and reading.asks_now and body_words is not None:
        _check_areas(reading, way, fields, entry.findings.prose[before:], body_words)
    return way


def _kind_of(entry: YamlEntry) -> str:
    """The kind of a way, or "" when it is missing or unknown."""
    kind = entry.peek("kind")
    written = kind.node.value if kind and isinstance(kind.node, yaml.ScalarNode) else ""
    return written if written in kinds() else ""


def _fields_of(entry: YamlEntry, reading: Reading[Any] | None) -> Fields:
    if reading is not None:
        return entry.mapping((*_WAY_KEYS, *reading.keys), (*_WAY_EXTRAS, *reading.extras))
    # Which other keys belong here is not known, so only the known ones are looked at.
    every = {key for one in kinds().values() for key in (*one.keys, *one.extras)}
    fields = entry.mapping(_WAY_KEYS, (*_WAY_EXTRAS, *sorted(every)))
    if "kind" in fields:
        fields["kind"].one_of(kinds(), "kind")
    return fields


def _check_notes(entry: YamlEntry, way: Way) -> None:
    if NOTE_NEVER_WRITTEN in way.notes:
        entry.report(
            f"The note “{NOTE_NEVER_WRITTEN}” is here.",
            "Take the description out: it may not be written in this library.",
        )
    if set(methods_of(way)) & set(BODY_AREAS) and "bod" not in way.notes:
        entry.report("This way names a part of the body.", "Add the note “bod”.")


def _check_needs(entry: YamlEntry, way: Way, needs: Iterable[Need]) -> None:
    for need in needs:
        if need.list == "uses" and need.id not in way.uses:
            entry.report(need.why, f"Add “{need.id}” to uses.")
        if need.list == "notes" and need.id not in way.notes:
            entry.report(need.why, f"Add the note “{need.id}”.")


def speaks_of_nothing(text: str) -> bool:
    return False


def _check_areas(
    reading: Reading[Any],
    way: Way,
    fields: Fields,
    prose: list[Passage],
    body_words: BodyWords,
) -> None:
    """Whoever left a part of the body out is not asked about it by a way that does not say so."""
    listed = fields[reading.parts_key]
    items = listed.items(at_least=0) if listed.is_list else ()
    parts = list(zip(items, way.body.leavable, strict=False))
    said_to_all = [fields[key].node for key in reading.said_to_all]
    fine = fields["also_fine"].words() if "also_fine" in fields else ()
    for passage in prose:
        if passage.entry.node not in said_to_all:
            own = next((part.uses for item, part in parts if item.holds(passage.entry)), ())
            _check_passage(passage, body_words, said={*way.uses, *own}, fine=fine)


def _check_passage(
    passage: Passage, body_words: BodyWords, *, said: set[str], fine: tuple[str, ...]
) -> None:
    for area, word in body_words.areas_named(passage.text).items():
        if word.lower() in fine:
            continue
        if not area:
            passage.entry.report(
                f"“{word}” names a part of the body that readers cannot leave out.",
                "Name hands or feet, or no body. If no body is meant, use another word.",
                line=passage.entry.line_of(word),
            )
        elif area not in said:
            passage.entry.report(
                f"“{word}” is named here, and nothing says that this uses it.",
                f"Add “{area}” to uses, of this line or of the whole way, or reword it.",
                line=passage.entry.line_of(word),
            )
