from skills_app.content.reading import Around, Fields, Link, Reading, read_uses, refuse_repeats
from skills_app.steps.choose.body import FEWEST_OPTIONS, Choose, Option


def read(fields: Fields, around: Around) -> Choose:
    options: list[Option] = []
    for entry in fields["options"].items(at_least=FEWEST_OPTIONS, at_most=20):
        option = entry.mapping(("id", "text"), ("answer", "goes_to", "uses"))
        goes_to = None
        if link := option.get("goes_to"):
            goes_to = link.raw()
            around.links.append(Link(link, around.module_id, goes_to))
        options.append(
            Option(
                id=option["id"].new_id(),
                text=option["text"].text(),
                answer=option["answer"].light(),
                goes_to=goes_to,
                uses=read_uses(option),
            )
        )
        refuse_repeats(entry, "option", [one.id for one in options])
    return Choose(
        question=fields["question"].text(),
        many=fields["many"].flag(),
        own_words=fields["own_words"].flag(),
        options=tuple(options),
    )


READING = Reading(
    keys=("question", "options"),
    extras=("many", "own_words"),
    read=read,
    asks_now=True,
    parts_key="options",
)
