from skills_app.content.kinds import Around, Need, Reading, SpeaksOfBreath
from skills_app.content.reading import Fields
from skills_app.steps.breath_words import the_note_for_breath
from skills_app.steps.read.body import Read


def read(fields: Fields, around: Around) -> Read:
    return Read(fields["screens"].lights())


def needs(body: Read, speaks_of_breath: SpeaksOfBreath) -> list[Need]:
    return the_note_for_breath(any(map(speaks_of_breath, body.screens)))


READING = Reading(keys=("screens",), read=read, needs=needs, asks_now=True)
