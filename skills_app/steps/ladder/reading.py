from skills_app.content.reading import Around, Fields, Reading, YamlEntry, refuse_repeats
from skills_app.library import EXCLUDED_AIMS, FIRST_RUNG, RUNGS, Range
from skills_app.steps.ladder.body import Aim, Excluded, Ladder, Rung


def read(fields: Fields, around: Around) -> Ladder:
    aims: list[Aim] = []
    for entry in fields["aims"].items(at_most=12):
        row = entry.mapping(("id", "text", "rungs"))
        aims.append(Aim(row["id"].new_id(), row["text"].text(), _read_rungs(row["rungs"])))
        refuse_repeats(entry, "aim", [aim.id for aim in aims])
    excluded: list[Excluded] = []
    for entry in fields["excluded"].items(at_least=EXCLUDED_AIMS, at_most=12):
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


def _read_rungs(entry: YamlEntry) -> tuple[Rung, ...]:
    low, high = int(RUNGS.low), int(RUNGS.high)
    rungs = []
    for item in entry.items(at_least=low, at_most=high):
        row = item.mapping(("text", "hard"))
        rungs.append(Rung(row["text"].text(), int(row["hard"].number(Range(0, 10)))))
    hard = [rung.hard for rung in rungs]
    if hard and not FIRST_RUNG.holds(hard[0]):
        entry.report(f"The first rung is at {hard[0]} of 10.", f"Begin at {FIRST_RUNG} of 10.")
    if hard != sorted(hard):
        entry.report("A later rung is easier than the one before.", "Put them in order.")
    return tuple(rungs)


READING = Reading(
    keys=("intro", "question", "aims", "check", "excluded", "rungs_text", "closing"), read=read
)
