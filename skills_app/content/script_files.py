"""scripts.yaml: finished boundary scripts, beside those put together from parts."""

import re
from collections.abc import Collection

from skills_app.content import limits
from skills_app.content.reading import YamlEntry
from skills_app.content.reading_grade import words as words_of
from skills_app.content.vocabulary import FIRMNESS_LEVELS, NOTES
from skills_app.content.word_shapes import ReadyScript

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
    if firmness >= 3 and count > limits.SCRIPT_WORDS_WHEN_FIRM:
        row["text"].report(
            f"At firmness {firmness} this has {count} words.",
            f"Shorten it, to {limits.SCRIPT_WORDS_WHEN_FIRM} words in all.",
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
