from skills_app.content.reading import Around, Fields, Reading, refuse_repeats
from skills_app.steps.script.body import Script, ScriptPart

AROUND_PARTS = ("intro", "closing")


def read(fields: Fields, around: Around) -> Script:
    """`parts: words` leads to the boundary builder; a list makes a script of its own."""
    return _read_parts(fields) if fields["parts"].is_list else _read_builder(fields)


def _read_builder(fields: Fields) -> Script:
    fields["parts"].one_of(("words",), "word file")
    for name in AROUND_PARTS:
        if name in fields:
            fields[name].report(
                f"The boundary builder has an {name} of its own.",
                f"Take “{name}:” out, or give this script a list of parts.",
            )
    return Script()


def _read_parts(fields: Fields) -> Script:
    for name in AROUND_PARTS:
        if name not in fields:
            fields["parts"].report(
                f"This script has no {name}.", f"Add “{name}:” with a line or two."
            )
    parts: list[ScriptPart] = []
    for entry in fields["parts"].items(at_most=8):
        part = entry.mapping(("id", "label", "lines"), ("hint",))
        parts.append(
            ScriptPart(
                id=part["id"].new_id(),
                label=part["label"].text(),
                hint=part["hint"].text(),
                lines=part["lines"].texts(at_least=2, at_most=8),
            )
        )
        refuse_repeats(entry, "part", [one.id for one in parts])
    return Script(fields["intro"].light(), tuple(parts), fields["closing"].light())


READING = Reading(keys=("parts",), extras=AROUND_PARTS, read=read)
