from skills_app.content.reading import Around, Fields, Reading, refuse_repeats
from skills_app.library import SLIDER_PLACES
from skills_app.steps.slider.body import Slider, SliderLine


def read(fields: Fields, around: Around) -> Slider:
    lines: list[SliderLine] = []
    for entry in fields["lines"].items(at_most=6):
        row = entry.mapping(("id", "label", "low", "high"))
        lines.append(
            SliderLine(
                row["id"].new_id(), row["label"].text(), row["low"].text(), row["high"].text()
            )
        )
        refuse_repeats(entry, "line", [line.id for line in lines])
    return Slider(
        question=fields["question"].text(),
        lines=tuple(lines),
        words=fields["words"].texts(at_least=SLIDER_PLACES, at_most=SLIDER_PLACES),
        strain=fields["strain"].flag(),
        closing=fields["closing"].light(),
    )


READING = Reading(
    keys=("question", "lines", "words", "closing"), extras=("strain",), read=read, can_be_off=True
)
