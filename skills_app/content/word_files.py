"""words.yaml and scripts.yaml: the safety gate, the parts of boundary scripts, finished scripts."""

import re
from collections.abc import Collection

from skills_app.content.reading import YamlEntry
from skills_app.content.reading_grade import words as words_of
from skills_app.library import (
    FIRMNESS_LEVELS,
    NOTES,
    PAGES,
    SCRIPT_WORDS_TO_POWER,
    SCRIPT_WORDS_WHEN_FIRM,
    BoundaryWords,
    Firmness,
    GateAnswer,
    GateOption,
    ReadyScript,
    Relationship,
    SafetyGate,
    Situation,
    Wording,
    compose,
)


def read_words(top: YamlEntry) -> BoundaryWords:
    fields = top.mapping(("intro", "tips", "gate", "firmness", "relationships", "situations"))
    relationships = tuple(map(_read_relationship, fields["relationships"].items()))
    ids = [one.id for one in relationships]
    pairs = [(entry, _read_situation(entry, ids)) for entry in fields["situations"].items()]
    _refuse_repeats(fields["relationships"], ids)
    _refuse_repeats(fields["situations"], [situation.id for _, situation in pairs])
    found = BoundaryWords(
        intro=fields["intro"].light(),
        tips=fields["tips"].texts(),
        gate=_read_gate(fields["gate"]),
        situations=tuple(situation for _, situation in pairs),
        relationships=relationships,
        firmness=_read_firmness(fields["firmness"]),
    )
    if not top.findings.problems:
        for entry, situation in pairs:
            _check_lengths(entry, found, situation)
    return found


def _read_gate(entry: YamlEntry) -> SafetyGate:
    fields = entry.mapping(("question", "hint", "options", "instead"))
    options = []
    for item in fields["options"].items(at_least=2):
        row = item.mapping(("id", "text", "opens"))
        options.append(GateOption(row["id"].new_id(), row["text"].text(), row["opens"].flag()))
    answer = fields["instead"].mapping(
        ("heading", "text", "delay", "leaving", "reminder", "help_text", "goes_to")
    )
    return SafetyGate(
        question=fields["question"].text(),
        hint=fields["hint"].text(),
        options=tuple(options),
        instead=GateAnswer(
            heading=answer["heading"].text(),
            text=answer["text"].light(),
            delay=answer["delay"].texts(),
            leaving=answer["leaving"].texts(),
            reminder=answer["reminder"].text(),
            help_text=answer["help_text"].text(),
            goes_to=answer["goes_to"].one_of(PAGES, "page"),
        ),
    )


def _read_firmness(entry: YamlEntry) -> tuple[Firmness, ...]:
    found = []
    for item in entry.items(at_least=len(FIRMNESS_LEVELS), at_most=len(FIRMNESS_LEVELS)):
        row = item.mapping(("level", "name", "meaning"))
        level = row["level"].one_of(map(str, FIRMNESS_LEVELS), "level")
        found.append(Firmness(int(level or 0), row["name"].text(), row["meaning"].text()))
    if [one.level for one in found] != list(FIRMNESS_LEVELS):
        entry.report("The levels are not 1, 2, 3, 4 in order.", "Put them in that order.")
    return tuple(found)


def _read_relationship(entry: YamlEntry) -> Relationship:
    fields = entry.mapping(("id", "name", "power", "close", "leaving"), ("opener", "tips"))
    opener, tips = fields.get("opener"), fields.get("tips")
    return Relationship(
        id=fields["id"].new_id(),
        name=fields["name"].text(),
        power=fields["power"].flag(),
        opener=opener.by_level(FIRMNESS_LEVELS) if opener else {},
        close=fields["close"].by_level(FIRMNESS_LEVELS, needed=FIRMNESS_LEVELS),
        leaving=fields["leaving"].text(),
        tips=tips.texts() if tips else (),
    )


def _read_situation(entry: YamlEntry, relationships: list[str]) -> Situation:
    fields = entry.mapping(("id", "name", "wordings"), ("tips",))
    tips = fields.get("tips")
    wordings = tuple(_read_wording(item, relationships) for item in fields["wordings"].items())
    served = [one for wording in wordings for one in wording.relationships]
    for relationship in relationships:
        if served.count(relationship) != 1:
            fields["wordings"].report(
                f"“{relationship}” has {served.count(relationship)} wordings here.",
                "Name each relationship in exactly one “for:” list of a situation.",
            )
    return Situation(
        fields["id"].new_id(),
        fields["name"].text(),
        wordings,
        tips=tips.texts(at_most=4) if tips else (),
    )


def _read_wording(entry: YamlEntry, relationships: list[str]) -> Wording:
    fields = entry.mapping(("for", "limit", "will"), ("opener", "instead", "close", "leaving"))
    opener, instead, close = (fields.get(name) for name in ("opener", "instead", "close"))
    leaving = fields.get("leaving")
    return Wording(
        relationships=fields["for"].ids(relationships, "relationship"),
        opener=opener.by_level(FIRMNESS_LEVELS) if opener else {},
        limit=fields["limit"].by_level(FIRMNESS_LEVELS, needed=FIRMNESS_LEVELS),
        instead=instead.by_level(FIRMNESS_LEVELS[:-1]) if instead else {},
        will=fields["will"].by_level(FIRMNESS_LEVELS, needed=FIRMNESS_LEVELS),
        close=close.by_level(FIRMNESS_LEVELS) if close else {},
        leaving=leaving.text() if leaving else None,
    )


def _refuse_repeats(entry: YamlEntry, ids: list[str]) -> None:
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        entry.report(f"The id “{one}” is used twice.", "Give each its own id.")


def _check_lengths(entry: YamlEntry, found: BoundaryWords, situation: Situation) -> None:
    """Firm words, and words to someone with power, are short."""
    for relationship in found.relationships:
        for level in FIRMNESS_LEVELS:
            most = SCRIPT_WORDS_TO_POWER if relationship.power else None
            if level >= 3:
                most = SCRIPT_WORDS_WHEN_FIRM
            script = compose(found, situation.id, relationship.id, level)
            count = len(words_of(script.text))
            if most is not None and count > most:
                entry.report(
                    f"To “{relationship.id}” at firmness {level} this makes {count} words.",
                    f"Shorten its lines, to {most} words in all.",
                )


_ID = re.compile(r"s\d\d\Z")


def read_ready_scripts(top: YamlEntry, *, situations: Collection[str]) -> dict[str, ReadyScript]:
    """By id, in file order."""
    found: dict[str, ReadyScript] = {}
    for item in top.mapping(("scripts",))["scripts"].items(at_most=99):
        script = _read_script(item, situations)
        if script.id in found:
            item.report(f"The id “{script.id}” is used twice.", "Give each script its own id.")
        found[script.id] = script
    return found


def _read_script(item: YamlEntry, situations: Collection[str]) -> ReadyScript:
    row = item.mapping(
        ("id", "title", "about", "setting", "firmness", "text"), ("leaving", "notes", "tips")
    )
    script_id = row["id"].raw()
    if "id" in row and not _ID.match(script_id):
        row["id"].report(
            f"“{script_id[:60]}” cannot be a script id.", "Use s and two digits, like s07."
        )
    firmness = int(row["firmness"].one_of(map(str, FIRMNESS_LEVELS), "level") or 1)
    text = row["text"].text()
    count = len(words_of(text))
    if firmness >= 3 and count > SCRIPT_WORDS_WHEN_FIRM:
        row["text"].report(
            f"At firmness {firmness} this has {count} words.",
            f"Shorten it, to {SCRIPT_WORDS_WHEN_FIRM} words in all.",
        )
    leaving, notes, tips = row.get("leaving"), row.get("notes"), row.get("tips")
    return ReadyScript(
        id=script_id,
        title=row["title"].text(),
        about=row["about"].one_of(situations, "situation"),
        setting=row["setting"].text(),
        firmness=firmness,
        text=text,
        leaving=leaving.text() if leaving else "",
        notes=notes.ids(NOTES, "note") if notes else (),
        tips=tips.texts(at_most=4) if tips else (),
    )
