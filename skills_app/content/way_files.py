"""One way of a step, read into a `Way`: its body by kind, and the notes that kind asks for."""

import re
from dataclasses import dataclass
from typing import cast

from skills_app.content import limits
from skills_app.content.body_shapes import (
    KINDS,
    Body,
    Choose,
    Guide,
    Kind,
    Option,
    Pacer,
    Plan,
    PlanField,
    Prompt,
    Read,
    Script,
    ScriptPart,
)
from skills_app.content.body_words import areas_named
from skills_app.content.module_shapes import Way
from skills_app.content.parts import FEWEST_OPTIONS, FEWEST_PROMPTS, methods_of, parts_of
from skills_app.content.reading import Entry, Fields, Passage
from skills_app.content.task_files import BODY_KEYS as TASK_KEYS
from skills_app.content.task_files import (
    read_ladder,
    read_rehearse,
    read_slider,
    read_write,
    refuse_repeats,
)
from skills_app.content.vocabulary import (
    BODY_AREAS,
    BREATH_PATTERNS,
    METHODS,
    NOTE_NEVER_WRITTEN,
    NOTES,
    PATTERNS,
    QUIET_PATTERNS,
)

_WAY_KEYS = ("id", "label", "kind", "minutes")
_WAY_EXTRAS = ("notes", "uses", "also_fine")
_BODY_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "read": (("screens",), ()),
    "guide": (("prompts", "closing"), ()),
    "choose": (("question", "options"), ("many", "own_words")),
    "pacer": (
        ("pattern", "cue_in", "cue_out", "plain"),
        ("breathe_in", "breathe_out", "hold", "care"),
    ),
    "plan": (("intro", "fields", "closing"), ()),
    "script": (("parts",), ("intro", "closing")),
    **TASK_KEYS,
}
# Kinds that ask for something now. In the others, words are got ready to say to somebody.
_ASKING = ("read", "guide", "choose", "plan", "pacer")
_ABOUT_BREATH = re.compile(r"\b(breath\w*|inhal\w*|exhal\w*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where an option leads, kept until every module is read."""

    entry: Entry
    module_id: str
    goes_to: str


def read_way(entry: Entry, *, module_id: str, links: list[Link]) -> Way:
    kind = _kind_of(entry)
    required, optional = _BODY_KEYS.get(kind, ((), ()))
    if kind:
        fields = entry.mapping((*_WAY_KEYS, *required), (*_WAY_EXTRAS, *optional))
    else:
        # Which other keys belong here is not known, so only the known ones are looked at.
        every = (key for keys in _BODY_KEYS.values() for group in keys for key in group)
        fields = entry.mapping(_WAY_KEYS, (*_WAY_EXTRAS, *every))
        if "kind" in fields:
            fields["kind"].one_of(KINDS, "kind")
    minutes = fields["minutes"].number(limits.WAY_MINUTES)
    before = len(entry.findings.prose)
    way = Way(
        id=fields["id"].new_id(),
        label=fields["label"].text(),
        kind=cast(Kind, kind or "read"),
        minutes=minutes,
        notes=fields["notes"].ids(NOTES, "note") if "notes" in fields else (),
        uses=_uses(fields),
        body=_read_body(kind, fields, minutes=minutes, module_id=module_id, links=links),
    )
    _check_notes(entry, way)
    if kind in _ASKING:
        _check_areas(entry, way, fields, entry.findings.prose[before:])
    return way


def _uses(fields: Fields) -> tuple[str, ...]:
    return fields["uses"].ids(METHODS, "method") if "uses" in fields else ()


def _kind_of(entry: Entry) -> str:
    """The kind of a way, or "" when it is missing or unknown."""
    try:
        written = {key.value: value.value for key, value in entry.node.value}
    except (TypeError, ValueError, AttributeError):
        return ""
    kind = written.get("kind")
    return kind if isinstance(kind, str) and kind in KINDS else ""


def _read_body(
    kind: str, fields: Fields, *, minutes: float, module_id: str, links: list[Link]
) -> Body:
    match kind:
        case "guide":
            return Guide(_read_prompts(fields["prompts"]), fields["closing"].text())
        case "choose":
            return _read_choose(fields, module_id=module_id, links=links)
        case "pacer":
            return _read_pacer(fields, minutes=minutes)
        case "plan":
            return _read_plan(fields)
        case "script":
            return _read_script(fields)
        case "write":
            return read_write(fields)
        case "slider":
            return read_slider(fields)
        case "ladder":
            return read_ladder(fields)
        case "rehearse":
            return read_rehearse(fields)
        case "read":
            return Read(fields["screens"].lights())
        case _:
            return Read(())


def _read_prompts(entry: Entry) -> tuple[Prompt, ...]:
    """Each a line, or a line with what it alone asks for."""
    prompts: list[Prompt] = []
    for item in entry.items(at_least=FEWEST_PROMPTS, at_most=30):
        if item.is_group:
            line = item.mapping(("text",), ("uses",))
            prompts.append(Prompt(line["text"].text(), _uses(line)))
        else:
            prompts.append(Prompt(item.text()))
    return tuple(prompts)


def _read_choose(fields: Fields, *, module_id: str, links: list[Link]) -> Choose:
    options: list[Option] = []
    for entry in fields["options"].items(at_least=FEWEST_OPTIONS, at_most=20):
        option = entry.mapping(("id", "text"), ("answer", "goes_to", "uses"))
        goes_to = None
        if link := option.get("goes_to"):
            goes_to = link.raw()
            links.append(Link(link, module_id, goes_to))
        answer = option.get("answer")
        options.append(
            Option(
                id=option["id"].new_id(),
                text=option["text"].text(),
                answer=answer.light() if answer else "",
                goes_to=goes_to,
                uses=_uses(option),
            )
        )
        refuse_repeats(entry, "option", [one.id for one in options])
    many, own = fields.get("many"), fields.get("own_words")
    return Choose(
        question=fields["question"].text(),
        many=many.flag() if many else False,
        own_words=own.flag() if own else False,
        options=tuple(options),
    )


def _read_pacer(fields: Fields, *, minutes: float) -> Pacer:
    pattern = fields["pattern"].one_of(PATTERNS, "pattern")
    care = fields.get("care")
    if pattern in BREATH_PATTERNS and care is None:
        fields.owner.report(
            "This breathing exercise does not say when to stop.",
            "Add “care:” with the signs to stop, and who asks a clinician first.",
        )
    in_entry, out_entry = fields.get("breathe_in"), fields.get("breathe_out")
    breathe_in = in_entry.number(limits.BREATHE_IN_SECONDS) if in_entry else None
    breathe_out = out_entry.number(limits.BREATHE_OUT_SECONDS) if out_entry else None
    hold_entry = fields.get("hold")
    hold = hold_entry.number(limits.HOLD_SECONDS) if hold_entry else 0.0
    if (in_entry is None) != (out_entry is None):
        (in_entry or out_entry or fields.owner).report(
            "Only one half of the breath has a length.",
            "Give both breathe_in and breathe_out, or neither for the reader's own rhythm.",
        )
    if breathe_in is not None and breathe_out is not None and out_entry is not None:
        if breathe_out < breathe_in:
            out_entry.report(
                "The out-breath is shorter than the in-breath.",
                f"Make breathe_out {breathe_in:g} or more.",
            )
        a_minute = 60 / (breathe_in + breathe_out + hold)
        if not limits.BREATHS_A_MINUTE.holds(a_minute):
            out_entry.report(
                f"This makes {a_minute:.1f} breaths a minute.",
                f"Choose lengths that make {limits.BREATHS_A_MINUTE} a minute.",
            )
    return Pacer(
        pattern=pattern,
        breathe_in=breathe_in,
        breathe_out=breathe_out,
        hold=hold,
        minutes=minutes,
        cue_in=fields["cue_in"].text(),
        cue_out=fields["cue_out"].text(),
        plain=fields["plain"].texts(at_most=8),
        care=care.light() if care else "",
    )


def _read_plan(fields: Fields) -> Plan:
    rows: list[PlanField] = []
    for entry in fields["fields"].items(at_most=12):
        row = entry.mapping(("id", "label"), ("hint", "long", "uses"))
        hint, long = row.get("hint"), row.get("long")
        rows.append(
            PlanField(
                id=row["id"].new_id(),
                label=row["label"].text(),
                hint=hint.text() if hint else "",
                long=long.flag() if long else False,
                uses=_uses(row),
            )
        )
        refuse_repeats(entry, "field", [one.id for one in rows])
    return Plan(fields["intro"].light(), tuple(rows), fields["closing"].light())


def _read_script(fields: Fields) -> Script:
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


def _check_notes(entry: Entry, way: Way) -> None:
    if NOTE_NEVER_WRITTEN in way.notes:
        entry.report(
            f"The note “{NOTE_NEVER_WRITTEN}” is here.",
            "Take the description out: it may not be written in this library.",
        )
    if set(methods_of(way)) & set(BODY_AREAS) and "bod" not in way.notes:
        entry.report("This way names a part of the body.", "Add the note “bod”.")
    match way.body:
        case Pacer(pattern=pattern, hold=hold):
            breath = pattern in BREATH_PATTERNS
            _need(entry, way, breath, "breath_attention", "This is a breathing exercise.")
            _need(entry, way, hold > 0, "breath_hold", "This exercise holds the breath.")
            _need(entry, way, pattern in ("count", "steps"), "counting", "This exercise counts.")
            _need(entry, way, pattern == "hum", "sound", "This exercise makes a sound.")
            moving = pattern in QUIET_PATTERNS
            _need(entry, way, moving, "moving_pictures", "This follows a shape.")
        case Guide(prompts=prompts):
            breath = any(_ABOUT_BREATH.search(prompt.text) for prompt in prompts)
            _need(entry, way, breath, "breath_attention", "These prompts speak of the breath.")
        case Read(screens=screens):
            breath = any(_ABOUT_BREATH.search(screen) for screen in screens)
        case _:
            breath = False
    if breath and "brt" not in way.notes:
        entry.report("This way speaks of the breath.", "Add the note “brt”.")


def _check_areas(entry: Entry, way: Way, fields: Fields, prose: list[Passage]) -> None:
    """Whoever left a part of the body out is not asked about it by a way that does not say so."""
    lists = [fields[name] for name in ("prompts", "options", "fields") if name in fields]
    items = [item for one in lists if one.is_list for item in one.items(at_least=0)]
    parts = list(zip(items, parts_of(way.body), strict=False))
    care = fields.get("care")
    fine = fields["also_fine"].words() if "also_fine" in fields else ()
    for passage in prose:
        if care is not None and passage.entry.node is care.node:
            continue  # when to stop is said to everybody
        own = [part.uses for item, part in parts if item.holds(passage.entry)]
        said = {*way.uses, *(own[0] if own else ())}
        for area, word in areas_named(passage.text).items():
            line = passage.entry.line_of(word)
            if word.lower() in fine:
                continue
            if not area:
                passage.entry.report(
                    f"“{word}” names a part of the body that readers cannot leave out.",
                    "Name hands or feet, or no body. If no body is meant, use another word.",
                    line=line,
                )
            elif area not in said:
                passage.entry.report(
                    f"“{word}” is named here, and nothing says that this uses it.",
                    f"Add “{area}” to uses, of this line or of the whole way, or reword it.",
                    line=line,
                )


def _need(entry: Entry, way: Way, needed: bool, method: str, why: str) -> None:
    if needed and method not in way.uses:
        entry.report(why, f"Add “{method}” to uses.")
