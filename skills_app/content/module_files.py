"""One module file, read into a `Module`, with the rules that hold inside a single module."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from skills_app.content.language_rules import BodyWords
from skills_app.content.reading import Link, YamlEntry, kinds, refuse_repeats
from skills_app.content.way_files import read_way
from skills_app.library import (
    COMPONENTS,
    FAMILIES,
    REVIEWED_WITHIN_DAYS,
    SHELVES,
    STATES,
    Module,
    ShelfId,
    State,
    Step,
    ToolCard,
    Way,
    methods_of,
    opens_without,
)

_MODULE_ID = re.compile(r"m\d\d\Z")  # any other file with steps is a set of tools
_TOOL_ID = re.compile(r"t\d\d\Z")


@dataclass(frozen=True, slots=True)
class ModuleFile:
    module: Module
    links: tuple[Link, ...]
    tools: tuple[tuple[YamlEntry, str], ...]


def read_module(
    top: YamlEntry,
    *,
    file_id: str,
    sources: Iterable[str],
    today: date,
    body_words: BodyWords | None,
) -> ModuleFile:
    """`body_words` are those of the file's language, where it has them."""
    fields = top.mapping(
        (
            "id",
            "title",
            "summary",
            "heavier",
            "states",
            "evidence",
            "sources",
            "reviewed_on",
            "steps",
        ),
        ("shelf",) if _MODULE_ID.match(file_id) else (),
    )
    module_id = fields["id"].new_id()
    if module_id != file_id and "id" in fields:
        fields["id"].report(
            f"The id “{module_id}” differs from the file name.", f"Write “id: {file_id}”."
        )
    links: list[Link] = []
    tools: list[tuple[YamlEntry, str]] = []
    steps: list[Step] = []

    def read_one(way: YamlEntry) -> Way:
        return read_way(way, module_id=module_id, links=links, body_words=body_words)

    for entry in fields["steps"].items(at_most=30):
        steps.append(_read_step(entry, read_one, tools))
        refuse_repeats(entry, "step", [step.id for step in steps])
    named = fields["sources"].ids(sources, "source")
    if "sources" in fields and not named:
        fields["sources"].report("No source is named.", "Add ids from sources.yaml.")
    reviewed_on = fields["reviewed_on"].day(today=today)
    if date.min < reviewed_on < today - timedelta(days=REVIEWED_WITHIN_DAYS):
        fields["reviewed_on"].note(
            f"This file was last read through on {reviewed_on}, more than a year ago.",
            "Read it through again, mend what has changed, and write the new day.",
        )
    module = Module(
        id=module_id,
        title=fields["title"].text(),
        summary=fields["summary"].text(),
        minutes=sum(step.main.minutes for step in steps if step.ways),
        heavier=fields["heavier"].flag(),
        shelf=_shelf(top, fields.get("shelf")) if _MODULE_ID.match(file_id) else None,
        states=_states(fields["states"]),
        evidence=fields["evidence"].text(),
        sources=named,
        reviewed_on=reviewed_on,
        steps=tuple(steps),
    )
    return ModuleFile(module, tuple(links), tuple(tools))


def _read_step(
    entry: YamlEntry, read_one: Callable[[YamlEntry], Way], tools: list[tuple[YamlEntry, str]]
) -> Step:
    fields = entry.mapping(("id", "title", "ways"), ("tool", "always_shown", "serves"))
    ways = _read_ways(fields["ways"], read_one)
    tool = None
    if card := fields.get("tool"):
        tool = _read_tool(card)
        tools.append((card, tool.id))
    return Step(
        id=fields["id"].new_id(),
        title=fields["title"].text(),
        ways=ways,
        tool=tool,
        always_shown=fields["always_shown"].flag(),
        serves=fields["serves"].ids(COMPONENTS, "component"),
    )


def _read_ways(listed: YamlEntry, read_one: Callable[[YamlEntry], Way]) -> tuple[Way, ...]:
    """The ways of a step, and whether there is a choice among them for every reader."""
    ways: list[Way] = []
    entries = listed.items(at_most=12)
    for entry in entries:
        ways.append(read_one(entry))
        refuse_repeats(entry, "way", [way.id for way in ways])
    if len(ways) == 1:
        listed.report(
            "This step has only one way.", "Add a second way to do it, so that there is a choice."
        )
    elif len({way.kind for way in ways}) == 1:
        _ask_for_another_kind(listed, ways[0].kind)
    for entry, way in zip(entries, ways, strict=True):
        _ask_for_another_way(entry, way, ways)
    return tuple(ways)


def _read_tool(entry: YamlEntry) -> ToolCard:
    fields = entry.mapping(("id", "title", "summary", "states", "family"))
    tool_id = fields["id"].raw()
    if "id" in fields and not _TOOL_ID.match(tool_id):
        fields["id"].report(
            f"“{tool_id[:60]}” cannot be a tool id.", "Use t and two digits, like t07."
        )
    return ToolCard(
        id=tool_id,
        title=fields["title"].text(),
        summary=fields["summary"].text(),
        states=_states(fields["states"]),
        family=fields["family"].one_of(FAMILIES, "family"),
    )


def _shelf(top: YamlEntry, entry: YamlEntry | None) -> ShelfId:
    if entry is None:
        top.report(
            "The key “shelf” is missing.",
            f"Add “shelf:” with the shelf it stands on, one of: {', '.join(SHELVES)}.",
        )
        return SHELVES[0]
    return cast(ShelfId, entry.one_of(SHELVES, "shelf"))


def _states(entry: YamlEntry) -> tuple[State, ...]:
    found = entry.ids(STATES, "state")
    if not found:
        entry.report("No state is named.", f"Add one or more of: {', '.join(STATES)}.")
    return cast(tuple[State, ...], found)


def _ask_for_another_kind(entry: YamlEntry, kind: str) -> None:
    reading = kinds().get(kind)
    if reading is not None and reading.can_be_off:
        entry.report(
            f"Every way of this step is a {kind}.",
            f"Add a way of another kind, for readers who have {kind}s off.",
        )


def _ask_for_another_way(entry: YamlEntry, way: Way, ways: list[Way]) -> None:
    """Notes and the avoid list are choices only where something else is on offer."""
    for note in way.notes:
        if all(note in other.notes for other in ways):
            entry.report(
                f"Every way of this step has the note “{note}”.",
                "Add another way to do the step that does not need this note.",
            )
    for method in methods_of(way):
        if not any(opens_without(other, method) for other in ways):
            entry.report(
                f"Every way of this step uses “{method}”.",
                "Add another way to do the step that does not use it.",
            )
