"""Reads talks that branch, and looks at each path through them."""

from collections.abc import Sequence

from skills_app.content.reading import Around, Fields, Reading, YamlEntry, refuse_repeats
from skills_app.library import ACCEPTING_SHARE, NOTE_NEVER_WRITTEN, NOTES, REHEARSAL_DEPTH
from skills_app.steps.rehearse.body import (
    OWN_REPLY,
    PUSHBACKS,
    QUIET_ENDS,
    QuietEnds,
    Rehearsal,
    Rehearse,
    Reply,
    Turn,
)

TALK_NOTES = tuple(note for note in NOTES if note != NOTE_NEVER_WRITTEN)


def read(fields: Fields, around: Around) -> Rehearse:
    rehearsals: list[Rehearsal] = []
    for entry in fields["rehearsals"].items(at_most=20):
        row = entry.mapping(("id", "title", "setting", "turns"), ("notes",))
        turns = tuple(_read_turn(item) for item in row["turns"].items(at_most=40))
        rehearsal = Rehearsal(
            row["id"].new_id(),
            row["title"].text(),
            row["setting"].light(),
            turns,
            row["notes"].ids(TALK_NOTES, "note"),
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


def _ask_for_a_plain_talk(entry: YamlEntry, rehearsals: list[Rehearsal]) -> None:
    """Leaving out a topic is a choice only where another talk does without it."""
    for note in dict.fromkeys(note for one in rehearsals for note in one.notes):
        if all(note in one.notes for one in rehearsals):
            entry.report(
                f"Every talk has the note “{note}”.",
                "Add one that does not need it, or give the note to the whole way.",
            )


def _read_turn(entry: YamlEntry) -> Turn:
    fields = entry.mapping(("id", "says"), ("accepts", "push", "replies", "end"))
    replies: list[Reply] = []
    for item in fields["replies"].items(at_least=2, at_most=6):
        row = item.mapping(("id", "text", "leads"))
        replies.append(Reply(row["id"].new_id(), row["text"].text(), row["leads"].raw()))
        refuse_repeats(item, "reply", [reply.id for reply in replies])
        if replies[-1].id in (*QUIET_ENDS, OWN_REPLY):
            row["id"].report(
                f"The reply id “{replies[-1].id}” belongs to an end that every talk has.",
                "Give the reply another id.",
            )
    if ("replies" in fields) == ("end" in fields):
        entry.report("A turn has replies, or it is an end.", "Write “replies:” or “end:”.")
    return Turn(
        id=fields["id"].new_id(),
        says=fields["says"].text(),
        accepts=fields["accepts"].flag(),
        replies=tuple(replies),
        end=fields["end"].light(),
        push=fields["push"].one_of(PUSHBACKS, "kind of push"),
    )


def _check_rehearsal(entry: YamlEntry, rehearsal: Rehearsal) -> None:
    """Every reply leads on, nothing goes round, and enough replies are taken well."""
    ids = [turn.id for turn in rehearsal.turns]
    for doubled in {one for one in ids if ids.count(one) > 1}:
        entry.report(f"The turn id “{doubled}” is used twice.", "Give each its own id.")
    turns = {turn.id: turn for turn in rehearsal.turns}
    if _all_lead_on(entry, turns) and ids:
        _refuse_too_deep(entry, rehearsal, turns)
        for turn in rehearsal.turns:
            _ask_for_acceptance(entry, turn, turns)


def _all_lead_on(entry: YamlEntry, turns: dict[str, Turn]) -> bool:
    loose = [one for turn in turns.values() for one in turn.replies if one.leads not in turns]
    for reply in loose:
        entry.report(
            f"The reply “{reply.id}” leads to “{reply.leads[:40]}”, which is no turn.",
            f"Use one of: {', '.join(turns)}.",
            line=entry.line_of(f"leads: {reply.leads}"),
        )
    return not loose


def _refuse_too_deep(entry: YamlEntry, rehearsal: Rehearsal, turns: dict[str, Turn]) -> None:
    seen: set[str] = set()
    deepest = _depth(turns, rehearsal.turns[0].id, (), seen)
    if deepest > REHEARSAL_DEPTH:
        entry.report(
            f"“{rehearsal.id}” goes round, or takes more than {REHEARSAL_DEPTH} replies.",
            f"Let every way through it end within {REHEARSAL_DEPTH}.",
        )
    for turn_id in turns:
        if turn_id not in seen:
            entry.report(f"Nothing leads to the turn “{turn_id}”.", "Link it, or take it out.")


def _ask_for_acceptance(entry: YamlEntry, turn: Turn, turns: dict[str, Turn]) -> None:
    taken_well = sum(turns[reply.leads].accepts for reply in turn.replies)
    if taken_well < len(turn.replies) * ACCEPTING_SHARE:
        entry.report(
            f"After “{turn.id}”, {taken_well} of {len(turn.replies)} replies are taken well.",
            "Let at least a third lead to a turn with “accepts: yes”.",
            line=entry.line_of(f"id: {turn.id}"),
        )


def _depth(turns: dict[str, Turn], turn_id: str, path: tuple[str, ...], seen: set[str]) -> int:
    """The most replies from here to an end; beyond the limit as soon as a path is too long."""
    seen.add(turn_id)
    if len(path) > REHEARSAL_DEPTH:
        return len(path)
    return max(
        (_depth(turns, reply.leads, (*path, turn_id), seen) for reply in turns[turn_id].replies),
        default=len(path),
    )


def counted(bodies: Sequence[Rehearse]) -> tuple[str, str]:
    return "rehearsals", str(sum(len(body.rehearsals) for body in bodies))


READING = Reading(
    keys=("intro", "rehearsals", "ends", "ignored", "closing"), read=read, counted=counted
)
