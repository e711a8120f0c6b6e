from skills_app.content.reading import Around, Fields, Reading, read_uses, refuse_repeats
from skills_app.steps.plan.body import Plan, PlanField


def read(fields: Fields, around: Around) -> Plan:
    rows: list[PlanField] = []
    for entry in fields["fields"].items(at_most=12):
        row = entry.mapping(("id", "label"), ("hint", "long", "uses"))
        rows.append(
            PlanField(
                id=row["id"].new_id(),
                label=row["label"].text(),
                hint=row["hint"].text(),
                long=row["long"].flag(),
                uses=read_uses(row),
            )
        )
        refuse_repeats(entry, "field", [one.id for one in rows])
    return Plan(fields["intro"].light(), tuple(rows), fields["closing"].light())


READING = Reading(keys=("intro", "fields", "closing"), read=read, asks_now=True, parts_key="fields")
