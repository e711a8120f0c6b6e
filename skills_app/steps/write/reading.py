from skills_app.content.reading import Around, Fields, Reading
from skills_app.steps.write.body import Write


def read(fields: Fields, around: Around) -> Write:
    return Write(
        fields["intro"].light(), fields["starts"].texts(at_most=8), fields["closing"].light()
    )


READING = Reading(keys=("intro", "starts", "closing"), read=read)
