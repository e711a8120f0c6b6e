from skills_app.content.kinds import Around, Reading
from skills_app.content.reading import Fields, refuse_repeats
from skills_app.steps.script.body import Script, ScriptPart


def read(fields: Fields, around: Around) -> Script:
    """`parts: words` leads to the boundary builder; a list makes a script of its own."""
    if not fields["parts"].is_list:
        fields["parts"].one_of(("words",), "word file")
        for name in ("intro", "closing"):
            if name in fields:
                fields[name].report(
                    f"The boundary builder has an {name} of its own.",
                    f"Take “{name}:” out, or give this script a list of parts.",
                )
        return Script()
    for name in ("intro", "closing"):
        if name not in fields:
            fields["parts"].report(
                f"This script has no {name}.", f"Add “{name}:” with a line or two."
            )
    parts: list[ScriptPart] = []
    for entry in fields["parts"].items(at_most=8):
        part = entry.mapping(("id", "label", "lines"), ("hint",))
        hint = part.get("hint")
        parts.append(
            ScriptPart(
                id=part["id"].new_id(),
                label=part["label"].text(),
                hint=hint.text() if hint else "",
                lines=part["lines"].texts(at_least=2, at_most=8),
            )
        )
        refuse_repeats(entry, "part", [one.id for one in parts])
    intro, closing = fields.get("intro"), fields.get("closing")
    return Script(intro.light() if intro else "", tuple(parts), closing.light() if closing else "")


READING = Reading(keys=("parts",), extras=("intro", "closing"), read=read)
