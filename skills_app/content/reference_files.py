"""The short files beside the modules: vocabulary, sources, helplines, prompts, feelings."""

import re
from collections.abc import Iterable
from datetime import date
from typing import cast, get_args

from skills_app.content.reading import YamlEntry, each_once
from skills_app.content.two_sources import read_sources_of_a_fact
from skills_app.library import (
    LEVELS,
    METHODS,
    NEEDS,
    NOTES,
    SELF_WORDS,
    STATES,
    Contact,
    ContactKind,
    EmergencyNumber,
    Feeling,
    FeelingGroup,
    Helpline,
    Helplines,
    Level,
    LevelName,
    Method,
    Mood,
    NoteTopic,
    SelfWord,
    SelfWordName,
    Source,
    State,
    StateName,
    Vocabulary,
)

_CONTACT_KINDS = get_args(ContactKind)
_NUMBER = re.compile(r"[0-9*#+][0-9*#+ -]*\Z")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+\Z")
_NEVER = "never"
_DIALLED = ("call", "callback", "text", "whatsapp")
_SITES = ("web", "chat")


def read_vocabulary(top: YamlEntry) -> Vocabulary:
    fields = top.mapping(("notes", "levels", "methods", "states", "self_words"))
    notes = []
    for one in each_once(fields["notes"], NOTES, ("name", "default")):
        level = one["default"].one_of(LEVELS, "level")
        notes.append(NoteTopic(one["id"].raw(), one["name"].text(), cast(Level, level)))
    levels = [
        LevelName(cast(Level, one["id"].raw()), one["name"].text(), one["meaning"].text())
        for one in each_once(fields["levels"], LEVELS, ("name", "meaning"))
    ]
    methods = [
        Method(one["id"].raw(), one["name"].text())
        for one in each_once(fields["methods"], METHODS, ("name",))
    ]
    states = [
        StateName(cast(State, one["id"].raw()), one["name"].text(), one["summary"].text())
        for one in each_once(fields["states"], STATES, ("name", "summary"))
    ]
    # These are words that texts do not use by themselves, so they are no prose to check.
    self_words = [
        SelfWordName(
            cast(SelfWord, one["id"].raw()),
            one["name"].line_of_text(),
            one["phrase"].line_of_text(),
        )
        for one in each_once(fields["self_words"], SELF_WORDS, ("name", "phrase"))
    ]
    return Vocabulary(tuple(notes), tuple(levels), tuple(methods), tuple(states), tuple(self_words))


def read_sources(top: YamlEntry) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for entry in top.mapping(("sources",))["sources"].items(at_most=200):
        row = entry.mapping(("id", "text"))
        source_id = row["id"].raw()
        if source_id in found:
            entry.report(f"“{source_id[:60]}” is listed twice.", "Keep one of them.")
        found[source_id] = Source(source_id, row["text"].line_of_text())
    return found


def read_helplines(top: YamlEntry, *, today: date) -> Helplines:
    lines = ("check_first", "not_checked_live", "may_have_changed", "seen_once")
    fields = top.mapping((*lines, "rows"), ("emergency",))
    rows: list[Helpline] = []
    for entry in fields["rows"].items(at_most=500):
        rows.append(_read_helpline(entry, today=today))
        if [row.id for row in rows].count(rows[-1].id) > 1:
            entry.report(f"The id “{rows[-1].id}” is used twice.", "Give each row its own id.")
    check_first, not_checked, changed, once = (fields[name].text() for name in lines)
    numbers = fields.get("emergency")
    emergency = _read_emergency(numbers, today=today) if numbers else ()
    return Helplines(check_first, not_checked, changed, once, tuple(rows), emergency)


def _read_emergency(entry: YamlEntry, *, today: date) -> tuple[EmergencyNumber, ...]:
    """One row a country, with what has to be known before anyone writes instead of calling."""
    found: dict[str, EmergencyNumber] = {}
    for item in entry.items(at_most=250):
        row = item.mapping(("country", "numbers", "writing", "sources", "read_on"))
        country = row["country"].line_of_text()
        if country in found:
            item.report(f"“{country[:60]}” is listed twice.", "Keep one of the rows.")
        numbers = []
        for number in row["numbers"].items(at_most=6):
            numbers.append(number.line_of_text())
            if not _NUMBER.match(numbers[-1]):
                number.report(
                    f"“{numbers[-1][:60]}” is not a number to dial.",
                    'Write digits as they are dialled, in quotes, like "112".',
                )
        found[country] = EmergencyNumber(
            country=country,
            numbers=tuple(numbers),
            writing=row["writing"].text(),
            sources=read_sources_of_a_fact(row["sources"]),
            read_on=row["read_on"].day(today=today),
        )
    return tuple(found.values())


def _read_helpline(entry: YamlEntry, *, today: date) -> Helpline:
    fields = entry.mapping(
        (
            "id",
            "country",
            "name",
            "contacts",
            "hours",
            "languages",
            "who_for",
            "needs",
            "women_only",
            "read_on",
            "verified_on",
            "source",
            "seen_once",
        ),
        ("also_in", "men_only", "any_gender_for"),
    )
    also_in, for_all = fields.get("also_in"), fields.get("any_gender_for")
    checked = fields["verified_on"]
    never = "verified_on" not in fields or checked.raw().lower() == _NEVER
    return Helpline(
        id=fields["id"].new_id(),
        country=fields["country"].line_of_text(),
        name=fields["name"].line_of_text(),
        contacts=tuple(_read_contacts(fields["contacts"].items(at_most=8))),
        hours=fields["hours"].line_of_text(empty_is_fine=True),
        languages=fields["languages"].line_of_text(empty_is_fine=True),
        who_for=fields["who_for"].line_of_text(),
        needs=fields["needs"].ids(NEEDS, "need"),
        women_only=fields["women_only"].flag(),
        read_on=fields["read_on"].day(today=today),
        verified_on=None if never else checked.day(today=today),
        source=fields["source"].line_of_text(),
        seen_once=fields["seen_once"].flag(),
        men_only="men_only" in fields and fields["men_only"].flag(),
        also_in=tuple(one.line_of_text() for one in also_in.items()) if also_in else (),
        any_gender_for=for_all.ids(NEEDS, "need") if for_all else (),
    )


def _read_contacts(entries: Iterable[YamlEntry]) -> Iterable[Contact]:
    for entry in entries:
        fields = entry.mapping(("kind",), ("value",))
        kind = fields["kind"].one_of(_CONTACT_KINDS, "kind of contact")
        value = fields["value"].line_of_text()
        _check_value(fields.get("value") or entry, kind, value)
        yield Contact(cast(ContactKind, kind), value)


def _check_value(entry: YamlEntry, kind: str, value: str) -> None:
    if kind in _DIALLED and not _NUMBER.match(value):
        entry.report(
            f"“{value[:60]}” is not a number to dial.",
            "Write digits as they are dialled; spaces, -, +, * and # may be among them.",
        )
    if kind == "web" and not value:
        entry.report("This contact has no address.", "Add “value:” with the site's name.")
    if kind in _SITES and value and not _HOST.match(value):
        entry.report(f"“{value[:60]}” is not the name of a site.", "Write it like example.org.")


MOODS = ("heavy", "numb", "okay", "good")
FEWEST_PROMPTS = 5


def read_prompts(top: YamlEntry) -> tuple[Mood, ...]:
    """Every mood once, each prompt once in the whole file."""
    moods: list[Mood] = []
    seen: set[str] = set()
    entry = top.mapping(("moods",))["moods"]
    for item in entry.items(at_least=len(MOODS), at_most=len(MOODS)):
        row = item.mapping(("id", "name", "prompts"))
        mood_id = row["id"].one_of(MOODS, "mood")
        if mood_id in (mood.id for mood in moods):
            item.report(f"“{mood_id}” is listed twice.", "Keep one of them.")
        prompts = []
        for line in row["prompts"].items(at_least=FEWEST_PROMPTS):
            prompt = line.text()
            if prompt in seen:
                line.report("This prompt is here twice.", "Keep one of them.")
            seen.add(prompt)
            prompts.append(prompt)
        moods.append(Mood(mood_id, row["name"].text(), tuple(prompts)))
    return tuple(moods)


def read_feelings(top: YamlEntry) -> tuple[FeelingGroup, ...]:
    groups: list[FeelingGroup] = []
    seen: set[str] = set()
    for item in top.mapping(("groups",))["groups"].items(at_most=12):
        row = item.mapping(("name", "words"))
        words = []
        for line in row["words"].items():
            word = line.mapping(("id", "name"))
            word_id = word["id"].new_id()
            if word_id in seen:
                line.report(f"The id “{word_id}” is used twice.", "Give each word its own id.")
            seen.add(word_id)
            words.append(Feeling(word_id, word["name"].line_of_text()))
        groups.append(FeelingGroup(row["name"].text(), tuple(words)))
    return tuple(groups)
