"""What every kind asks of a way that speaks of the breath. Pure."""

from skills_app.content.kinds import Need


def the_note_for_breath(speaks_of_it: bool) -> list[Need]:
    return [Need("notes", "brt", "This way speaks of the breath.")] if speaks_of_it else []
