"""How strained a reader was at a skill's first slider: one number, in the session, for a while."""

from collections.abc import Mapping

from skills_app.http import GuestRequest
from skills_app.preferences.keeping import this_minute
from skills_app.preferences.store import settle
from skills_app.steps.shared import Course

STRAIN = "strain"  # session: by the id of the module, the highest mark and the minute it was made
FRESH_MINUTES = 4 * 60  # after that it says nothing about now: judgement


def remember_strain(request: GuestRequest, course: Course, mark: int) -> None:
    before = _kept(request)
    request.session[STRAIN] = {**before, course.id: [mark, this_minute()]}
    if not settle(request):
        request.session[STRAIN] = dict(before)


def strain_before(request: GuestRequest, course: Course) -> int | None:
    """The mark, unless there is none or it is too old to compare with."""
    match _kept(request).get(course.id):
        case [int(mark), int(minute)] if 0 <= this_minute() - minute < FRESH_MINUTES:
            return mark
    return None


def forget_strain(request: GuestRequest, course: Course) -> None:
    kept = {name: value for name, value in _kept(request).items() if name != course.id}
    if kept:
        request.session[STRAIN] = kept
    elif STRAIN in request.session:
        del request.session[STRAIN]


def _kept(request: GuestRequest) -> Mapping[str, object]:
    kept = request.session.get(STRAIN)
    return kept if isinstance(kept, Mapping) else {}
