from skills_app.content.kinds import Around, Reading
from skills_app.content.reading import Fields
from skills_app.steps.write.body import Write


def read(fields: Fields, around: Around) -> Write:
    return Write(
        fields["intro"].light(), fields["starts"].texts(at_most=8), fields["closing"].light()
    )


READING = Reading(keys=("intro", "starts", "closing"), read=read)
