"""Where comfort choices and places are kept: the session for guests, a sealed row for members."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.sessions.backends.base import UpdateError
from django.db import Error
from django.http import HttpRequest

from skills_app.content import library
from skills_app.content.vocabulary_shapes import Level
from skills_app.http import note_unkept, unkept
from skills_app.preferences.choices import FIRST_AREAS, Comfort
from skills_app.preferences.choices import from_data as comfort_from_data
from skills_app.preferences.models import Profile
from skills_app.preferences.places import LONGEST_ID, Place, place_from_data
from skills_app.preferences.sittings import NO_SITTING, Sitting, needed, sitting_from_data
from skills_app.vault.patience import waiting_at_most
from skills_app.vault.sealing import Purpose, SealError
from skills_app.vault.server_keys import open_from_server, seal_for_server
from skills_app.vault.trouble import is_trouble, tell_operator

if TYPE_CHECKING:
    from skills_app.account.models import User
    from skills_app.http import GuestRequest

SESSION_KEY = "keeping"
MOST_PLACES = 200
MOST_NEAR = 40
# Sealed rows are padded, so that their size says little about what was chosen.
PADDED_TO = 1024
PATIENCE = 1500  # milliseconds that a press waits for another writer, to keep a place or a choice

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept for a reader. `last` names the module or tool they were in last.

    `uses` counts how often the breathing pacer was begun, for its shorter first uses.
    `near` are the tools the reader wants on top of the shelf, the newest last.
    `arrived` is true once the note on how leaving works was put away.
    `sitting` is what the soft limits need to know, and empty when they are off.
    """

    comfort: Comfort
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    last: str | None = None
    uses: int = 0
    near: tuple[str, ...] = ()
    sitting: Sitting = NO_SITTING
    arrived: bool = False

    def with_comfort(self, comfort: Comfort) -> "Keeping":
        return replace(self, comfort=comfort, sitting=needed(self.sitting, comfort))

    def with_place(self, name: str, place: Place) -> "Keeping":
        places = {other: kept for other, kept in self.places.items() if other != name}
        places[name] = place
        return replace(self, places=MappingProxyType(_newest(places)), last=name)

    def without_place(self, name: str) -> "Keeping":
        places = {other: kept for other, kept in self.places.items() if other != name}
        last = None if self.last == name else self.last
        return replace(self, places=MappingProxyType(places), last=last)

    def with_one_more_use(self) -> "Keeping":
        return replace(self, uses=min(self.uses + 1, 1000))

    def with_sitting(self, sitting: Sitting) -> "Keeping":
        return replace(self, sitting=sitting)

    def having_arrived(self) -> "Keeping":
        return replace(self, arrived=True)

    def with_near(self, name: str, *, near: bool) -> "Keeping":
        others = tuple(one for one in self.near if one != name)
        return replace(self, near=(*others, name)[-MOST_NEAR:] if near else others)

    def to_data(self) -> dict[str, Any]:
        return {
            "comfort": self.comfort.to_data(),
            "places": {name: place.to_data() for name, place in self.places.items()},
            "last": self.last,
            "uses": self.uses,
            "near": list(self.near),
            "sitting": self.sitting.to_data(),
            "arrived": self.arrived,
        }


def first_levels() -> Mapping[str, Level]:
    """How much of each topic is shown until the reader says otherwise."""
    return {topic.id: topic.default for topic in library().vocabulary.notes}


def nothing_kept() -> Keeping:
    return Keeping(comfort=Comfort(first_levels=first_levels()))


def keeping_from_data(data: object) -> Keeping:
    """Total: whatever cannot be read is left out."""
    if not isinstance(data, Mapping):
        return nothing_kept()
    kept = data.get("places")
    places = {
        name: place
        for name, found in (kept.items() if isinstance(kept, Mapping) else ())
        if isinstance(name, str) and (place := place_from_data(found)) is not None
    }
    last = data.get("last")
    uses = data.get("uses")
    return Keeping(
        comfort=comfort_from_data(data.get("comfort"), first_levels()),
        places=MappingProxyType(_newest(places)),
        last=last if isinstance(last, str) and last in places else None,
        uses=min(max(uses, 0), 1000) if isinstance(uses, int) else 0,
        near=_names(data.get("near")),
        arrived=data.get("arrived") is True,
        sitting=sitting_from_data(data.get("sitting")),
    )


def load(request: HttpRequest) -> Keeping:
    """What is kept for whoever asks: a member's own row, or the guest's session.

    While it cannot be read, the first choices are shown, and they are not kept over it.
    """
    if request.user.is_authenticated:
        try:
            return _load_for_member(request.user) or nothing_kept()
        except Error as error:
            note_unkept(request, tell_operator(error))
            return nothing_kept()
    return keeping_from_data(request.session.get(SESSION_KEY))


def save(request: "GuestRequest", keeping: Keeping) -> None:
    """Keep it if it can be kept, and let the rest of this request see it in any case.

    A member's row is written here and now; a guest's session with the answer, or by `settle`. Also
    where no cookie came along: it may have been the first press, and the next brings one.
    """
    request.keeping = keeping
    request.comfort = keeping.comfort
    if unkept(request) not in {"", "cookies"}:
        return
    if not request.user.is_authenticated:
        request.session[SESSION_KEY] = keeping.to_data()
        return
    try:
        with waiting_at_most(PATIENCE):
            _save_for_member(request.user, keeping)
    except Error as error:
        if not is_trouble(error):
            raise
        note_unkept(request, tell_operator(error))


def settle(request: HttpRequest) -> bool:
    """Save the session now, so that the page can say what is so; answers whether all is kept.

    What is saved here is not written again with the answer.
    """
    if unkept(request) or not request.session.modified:
        return not unkept(request)
    try:
        with waiting_at_most(PATIENCE):
            request.session.save()
    except UpdateError:  # it ended meanwhile, in another tab
        note_unkept(request, "ended")
    except Error as error:
        if not is_trouble(error):
            raise
        note_unkept(request, tell_operator(error))
    if unkept(request):
        request.session.modified = False
    return not unkept(request)


def say_kept(request: HttpRequest, words: str) -> None:
    """Say what was kept, unless it could not be: the page says that, then."""
    if not unkept(request):
        messages.success(request, words)


def carry_over(session_data: object, user: "User") -> bool:
    """Bring a guest's choices and places into the account they just made or opened.

    A new account takes everything, and one whose choices are the first ones takes the guest's.
    An account with choices of its own keeps them, with what the guest avoids left out as well;
    the guest's places only fill gaps. True when the account's own choices changed by this.
    """
    if session_data is None:
        return False
    guest = keeping_from_data(session_data)
    own = _load_for_member(user)
    if own is None:
        _save_for_member(user, guest)
        return False
    comfort = _joined(own.comfort, guest.comfort)
    places = MappingProxyType(_newest({**guest.places, **own.places}))
    _save_for_member(
        user,
        replace(
            own.with_comfort(comfort),
            places=places,
            last=own.last or guest.last,
            uses=max(own.uses, guest.uses),
            near=_names((*guest.near, *own.near)),
            arrived=own.arrived or guest.arrived,
            sitting=needed(max(own.sitting, guest.sitting, key=lambda one: one.latest), comfort),
        ),
    )
    return own.comfort != nothing_kept().comfort and comfort != own.comfort


def _joined(own: Comfort, guest: Comfort) -> Comfort:
    """The account's choices; nothing either of the two left out is asked for."""
    if own == nothing_kept().comfort:
        return guest
    areas = own.body_areas
    if guest.body_areas != FIRST_AREAS:  # only areas that were chosen say something
        areas &= guest.body_areas
    return own.with_changes(avoid=own.avoid | guest.avoid, body_areas=areas)


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return ()
    names = [name for name in value if isinstance(name, str) and len(name) <= LONGEST_ID]
    return tuple(dict.fromkeys(names))[-MOST_NEAR:]


def _newest(places: dict[str, Place]) -> dict[str, Place]:
    return dict(list(places.items())[-MOST_PLACES:])


def _load_for_member(user: "User") -> Keeping | None:
    sealed = Profile.objects.filter(user=user).values_list("sealed", flat=True).first()
    if sealed is None:
        return None
    try:
        plain = open_from_server(Purpose.PROFILE, bytes(sealed), user.pk.bytes)
        return keeping_from_data(json.loads(plain))
    except (SealError, ValueError):
        # Help must open even when the row was damaged; the first choices are the safe ones.
        logger.error("A member's comfort choices could not be opened; showing the first ones.")
        return nothing_kept()


def _save_for_member(user: "User", keeping: Keeping) -> None:
    plain = json.dumps(keeping.to_data(), separators=(",", ":")).encode()
    padded = plain.ljust(-(-len(plain) // PADDED_TO) * PADDED_TO)
    sealed = seal_for_server(Purpose.PROFILE, padded, user.pk.bytes)
    Profile.objects.update_or_create(user=user, defaults={"sealed": sealed})
