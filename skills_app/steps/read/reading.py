from skills_app.content.reading import (
    Around,
    Fields,
    Need,
    Reading,
    SpeaksOfBreath,
    the_note_for_breath,
)
from skills_app.steps.read.body import Read


def read(fields: Fields, around: Around) -> Read:
    return Read(fields["screens"].lights())


def needs(body: Read, speaks_of_breath: SpeaksOfBreath) -> list[Need]:
    return the_note_for_breath(any(map(speaks_of_breath, body.screens)))


READING = Reading(keys=("screens",), read=read, needs=needs, asks_now=True)
