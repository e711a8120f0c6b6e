"""Reads the bodies of write, slider, ladder and rehearse steps, with the rules each keeps."""

from skills_app.content import limits
from skills_app.content.limits import Range
from skills_app.content.reading import Entry, Fields
from skills_app.content.task_shapes import (
    Aim,
    Excluded,
    Ladder,
    QuietEnds,
    Rehearsal,
    Rehearse,
    Reply,
    Rung,
    Slider,
    SliderLine,
    Turn,
    Write,
)
from skills_app.content.vocabulary import (
    NOTE_NEVER_WRITTEN,
    NOTES,
    OWN_REPLY,
    PUSHBACKS,
    QUIET_ENDS,
)

TALK_NOTES = tuple(note for note in NOTES if note != NOTE_NEVER_WRITTEN)

BODY_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "write": (("intro", "starts", "closing"), ()),
    "slider": (("question", "lines", "words", "closing"), ("strain",)),
    "ladder": (
        ("intro", "question", "aims", "check", "excluded", "rungs_text", "closing"),
        (),
    ),
    "rehearse": (("intro", "rehearsals", "ends", "ignored", "closing"), ()),
}


def read_write(fields: Fields) -> Write:
    return Write(
        fields["intro"].light(), fields["starts"].texts(at_most=8), fields["closing"].light()
    )


def read_slider(fields: Fields) -> Slider:
    lines: list[SliderLine] = []
    for entry in fields["lines"].items(at_most=6):
        row = entry.mapping(("id", "label", "low", "high"))
        lines.append(
            SliderLine(
                row["id"].new_id(), row["label"].text(), row["low"].text(), row["high"].text()
            )
        )
        refuse_repeats(entry, "line", [line.id for line in lines])
    strain = fields.get("strain")
    return Slider(
        question=fields["question"].text(),
        lines=tuple(lines),
        words=fields["words"].texts(at_least=limits.SLIDER_PLACES, at_most=limits.SLIDER_PLACES),
        strain=strain.flag() if strain else False,
        closing=fields["closing"].light(),
    )


def read_ladder(fields: Fields) -> Ladder:
    aims: list[Aim] = []
    for entry in fields["aims"].items(at_most=12):
        row = entry.mapping(("id", "text", "rungs"))
        aims.append(Aim(row["id"].new_id(), row["text"].text(), _read_rungs(row["rungs"])))
        refuse_repeats(entry, "aim", [aim.id for aim in aims])
    excluded: list[Excluded] = []
    for entry in fields["excluded"].items(at_least=limits.EXCLUDED_AIMS, at_most=12):
        row = entry.mapping(("id", "text", "answer"))
        excluded.append(Excluded(row["id"].new_id(), row["text"].text(), row["answer"].light()))
        refuse_repeats(entry, "excluded aim", [one.id for one in excluded])
    return Ladder(
        intro=fields["intro"].light(),
        question=fields["question"].text(),
        aims=tuple(aims),
        check=fields["check"].text(),
        excluded=tuple(excluded),
        rungs_text=fields["rungs_text"].light(),
        closing=fields["closing"].light(),
    )


def _read_rungs(entry: Entry) -> tuple[Rung, ...]:
    low, high = int(limits.RUNGS.low), int(limits.RUNGS.high)
    rungs = []
    for item in entry.items(at_least=low, at_most=high):
        row = item.mapping(("text", "hard"))
        rungs.append(Rung(row["text"].text(), int(row["hard"].number(Range(0, 10)))))
    hard = [rung.hard for rung in rungs]
    if hard and not limits.FIRST_RUNG.holds(hard[0]):
        entry.report(
            f"The first rung is at {hard[0]} of 10.", f"Begin at {limits.FIRST_RUNG} of 10."
        )
    if hard != sorted(hard):
        entry.report("A later rung is easier than the one before.", "Put them in order.")
    return tuple(rungs)


def read_rehearse(fields: Fields) -> Rehearse:
    rehearsals: list[Rehearsal] = []
    for entry in fields["rehearsals"].items(at_most=20):
        row = entry.mapping(("id", "title", "setting", "turns"), ("notes",))
        turns = tuple(_read_turn(item) for item in row["turns"].items(at_most=40))
        notes = row.get("notes")
        rehearsal = Rehearsal(
            row["id"].new_id(),
            row["title"].text(),
            row["setting"].light(),
            turns,
            notes.ids(TALK_NOTES, "note") if notes else (),
        )
        _check_rehearsal(row["turns"], rehearsal)
        rehearsals.append(rehearsal)
        refuse_repeats(entry, "rehearsal", [one.id for one in rehearsals])
    _ask_for_a_plain_talk(fields["rehearsals"], rehearsals)
    ends = fields["ends"].mapping(QUIET_ENDS)
    return Rehearse(
        intro=fields["intro"].light(),
        rehearsals=tuple(rehearsals),
        ends=QuietEnds(
            silence=ends["silence"].light(),
            freeze=ends["freeze"].light(),
            change=ends["change"].light(),
            leave=ends["leave"].light(),
            help=ends["help"].light(),
        ),
        ignored=fields["ignored"].light(),
        closing=fields["closing"].light(),
    )


def _ask_for_a_plain_talk(entry: Entry, rehearsals: list[Rehearsal]) -> None:
    """Leaving out a topic is a choice only where another talk does without it."""
    for note in dict.fromkeys(note for one in rehearsals for note in one.notes):
        if all(note in one.notes for one in rehearsals):
            entry.report(
                f"Every talk has the note “{note}”.",
                "Add one that does not need it, or give the note to the whole way.",
            )


def _read_turn(entry: Entry) -> Turn:
    fields = entry.mapping(("id", "says"), ("accepts", "push", "replies", "end"))
    replies: list[Reply] = []
    listed, end, accepts = fields.get("replies"), fields.get("end"), fields.get("accepts")
    push = fields.get("push")
    for item in listed.items(at_least=2, at_most=6) if listed else ():
        row = item.mapping(("id", "text", "leads"))
        replies.append(Reply(row["id"].new_id(), row["text"].text(), row["leads"].raw()))
        refuse_repeats(item, "reply", [reply.id for reply in replies])
        if replies[-1].id in (*QUIET_ENDS, OWN_REPLY):
            row["id"].report(
                f"The reply id “{replies[-1].id}” belongs to an end that every talk has.",
                "Give the reply another id.",
            )
    if (listed is None) == (end is None):
        entry.report("A turn has replies, or it is an end.", "Write “replies:” or “end:”.")
    return Turn(
        id=fields["id"].new_id(),
        says=fields["says"].text(),
        accepts=accepts.flag() if accepts else False,
        replies=tuple(replies),
        end=end.light() if end else "",
        push=push.one_of(PUSHBACKS, "kind of push") if push else "",
    )


def _check_rehearsal(entry: Entry, rehearsal: Rehearsal) -> None:
    """Every reply leads on, nothing goes round, and enough replies are taken well."""
    ids = [turn.id for turn in rehearsal.turns]
    for doubled in {one for one in ids if ids.count(one) > 1}:
        entry.report(f"The turn id “{doubled}” is used twice.", "Give each its own id.")
    turns = {turn.id: turn for turn in rehearsal.turns}
    sound = True
    for turn in rehearsal.turns:
        for reply in turn.replies:
            if reply.leads not in turns:
                sound = False
                entry.report(
                    f"The reply “{reply.id}” leads to “{reply.leads[:40]}”, which is no turn.",
                    f"Use one of: {', '.join(ids)}.",
                    line=entry.line_of(f"leads: {reply.leads}"),
                )
    if not sound or not rehearsal.turns:
        return
    seen: set[str] = set()
    deepest = _depth(turns, ids[0], (), seen)
    if deepest > limits.REHEARSAL_DEPTH:
        entry.report(
            f"“{rehearsal.id}” goes round, or takes more than {limits.REHEARSAL_DEPTH} replies.",
            f"Let every way through it end within {limits.REHEARSAL_DEPTH}.",
        )
    for turn in rehearsal.turns:
        if turn.id not in seen:
            entry.report(f"Nothing leads to the turn “{turn.id}”.", "Link it, or take it out.")
        taken_well = sum(turns[reply.leads].accepts for reply in turn.replies)
        if taken_well < len(turn.replies) * limits.ACCEPTING_SHARE:
            entry.report(
                f"After “{turn.id}”, {taken_well} of {len(turn.replies)} replies are taken well.",
                "Let at least a third lead to a turn with “accepts: yes”.",
                line=entry.line_of(f"id: {turn.id}"),
            )


def _depth(turns: dict[str, Turn], turn_id: str, path: tuple[str, ...], seen: set[str]) -> int:
    """The most replies from here to an end; beyond the limit as soon as a path is too long."""
    seen.add(turn_id)
    if len(path) > limits.REHEARSAL_DEPTH:
        return len(path)
    return max(
        (_depth(turns, reply.leads, (*path, turn_id), seen) for reply in turns[turn_id].replies),
        default=len(path),
    )


def refuse_repeats(entry: Entry, what: str, ids: list[str]) -> None:
    if ids[-1] in ids[:-1]:
        entry.report(f"The {what} id “{ids[-1]}” is used twice.", "Give each its own id.")
