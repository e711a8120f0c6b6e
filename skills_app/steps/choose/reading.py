from skills_app.content.kinds import Around, Link, Reading, read_uses
from skills_app.content.reading import Fields, refuse_repeats
from skills_app.steps.choose.body import FEWEST_OPTIONS, Choose, Option


def read(fields: Fields, around: Around) -> Choose:
    options: list[Option] = []
    for entry in fields["options"].items(at_least=FEWEST_OPTIONS, at_most=20):
        option = entry.mapping(("id", "text"), ("answer", "goes_to", "uses"))
        goes_to = None
        if link := option.get("goes_to"):
            goes_to = link.raw()
            around.links.append(Link(link, around.module_id, goes_to))
        answer = option.get("answer")
        options.append(
            Option(
                id=option["id"].new_id(),
                text=option["text"].text(),
                answer=answer.light() if answer else "",
                goes_to=goes_to,
                uses=read_uses(option),
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


READING = Reading(
    keys=("question", "options"),
    extras=("many", "own_words"),
    read=read,
    asks_now=True,
    parts_key="options",
)
