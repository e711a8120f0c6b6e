"""The reader's comfort choices as one frozen value. Pure: no Django, no store."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from skills_app.library import (
    BODY_AREAS,
    BREATH_MINUTES,
    BREATHE_IN_SECONDS,
    BREATHE_OUT_SECONDS,
    BREATHS_A_MINUTE,
    HOLD_SECONDS,
    LEVELS,
    METHODS,
    NOTES,
    SELF_WORDS,
    Level,
    Range,
    SelfWord,
)

One = TypeVar("One")

Advance = Literal["tap", "timed"]
Look = Literal["system", "light", "dark", "contrast"]
Spacing = Literal["ordinary", "roomy"]
SliderStyle = Literal["numbers", "words", "faces", "off"]
Voice = Literal["plain", "softer"]
AddressBar = Literal["quiet", "ordinary"]

ADVANCES: tuple[Advance, ...] = ("tap", "timed")
LOOKS: tuple[Look, ...] = ("system", "light", "dark", "contrast")
SPACINGS: tuple[Spacing, ...] = ("ordinary", "roomy")
SLIDER_STYLES: tuple[SliderStyle, ...] = ("numbers", "words", "faces", "off")
VOICES: tuple[Voice, ...] = ("plain", "softer")
ADDRESS_BARS: tuple[AddressBar, ...] = ("quiet", "ordinary")
TEXT_SIZES = (100, 110, 125, 150)  # per cent
# Body steps begin at the edges; more is a choice (an allow-list, not a skip-list).
FIRST_AREAS = frozenset({"body_area_hands", "body_area_feet"})

# What the reader may set, beside the breathing figures that authors keep to as well.
WHOLE_BREATH = Range(60 / BREATHS_A_MINUTE.high, 60 / BREATHS_A_MINUTE.low)  # seconds
ADVANCE_SECONDS = Range(10, 60)  # this and the next one: judgement
PROMPT_PAUSE = Range(2, 20)
WRITING_MINUTES = Range(5, 15)  # lab studies used 15 to 20 minutes; less to start with: judgement
IDLE_MINUTES = Range(1, 60)
COVER_MINUTES = Range(1, 60)
NUDGE_MINUTES = Range(5, 30)  # these: judgement; all can be off, kept as 0
SITTINGS_A_DAY = Range(1, 9)
HEAVIER_A_DAY = Range(1, 2)
HEAVIER_GAP_DAYS = Range(0, 7)
COOL_DOWN_MINUTES = Range(2, 15)

MOST_MODULES = 60
LONGEST_COUNTRY = 60

# Beginners tend to over-breathe at first (PLoS ONE 0218550), so the first uses are shorter.
FIRST_USES = 3
FIRST_USES_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Comfort:
    """Everything the reader may set about how things go. Seconds and minutes as named.

    `module_notes` holds one level for all topics of a module, where the reader wants another
    than elsewhere. The caps (`nudge_minutes` and the four after it) only inform; 0 is off.
    `heavier_a_day` counts over `heavier_gap_days`.
    """

    breath_in: float = 4.0
    breath_out: float = 6.0
    hold_seconds: float = 0.0
    breath_minutes: int = 2
    advance: Advance = "tap"
    advance_seconds: int = 20
    prompt_pause: int = 5
    writing_minutes: int = 10
    notes: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    module_notes: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    avoid: frozenset[str] = frozenset()
    body_areas: frozenset[str] = FIRST_AREAS
    self_word: SelfWord = "neither"
    voice: Voice = "plain"
    slider: SliderStyle = "numbers"
    look: Look = "system"
    text_size: int = 100
    spacing: Spacing = "ordinary"
    plain_font: bool = False
    still: bool = False
    fewer_pictures: bool = False
    tone: bool = False
    vibration: bool = False
    read_aloud: bool = False
    spelling: bool = False
    nudge_minutes: int = 12
    sittings_a_day: int = 3
    heavier_a_day: int = 1
    heavier_gap_days: int = 1
    cool_down_minutes: int = 3
    country: str = ""
    idle_minutes: int = 15
    exit_page: int = 0
    blank_when_hidden: bool = False
    cover_minutes: int = 0
    address_bar: AddressBar = "quiet"
    no_shift: bool = False
    # How topics start out: the content library says, a clinician may change it there.
    first_levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))

    def level(self, topic: str) -> Level:
        """How much of a topic the reader wants to meet. `notes` holds what they changed."""
        return self.notes.get(topic) or self.first_levels.get(topic, "label")

    def in_module(self, module_id: str) -> "Comfort":
        """The same choices, with the level the reader gave this one module, if any."""
        level = self.module_notes.get(module_id)
        if level is None:
            return self
        return replace(self, notes=MappingProxyType(dict.fromkeys(NOTES, level)))

    def avoids(self, methods: tuple[str, ...]) -> bool:
        """Whether any of these is on the avoid list, or is a body area not agreed to."""
        return any(
            method in self.avoid or (method in BODY_AREAS and method not in self.body_areas)
            for method in methods
        )

    @property
    def on_the_page(self) -> tuple[tuple[str, str], ...]:
        """What <html> says of look and cover, as data-attributes; only what was chosen."""
        values = (  # and what each is at first
            ("look", self.look, "system"),
            ("size", self.text_size, 100),
            ("spacing", self.spacing, "ordinary"),
            ("address", self.address_bar, "quiet"),
            ("cover-after", self.cover_minutes, 0),
        )
        switches = (
            ("font", "plain", self.plain_font),
            ("motion", "still", self.still),
            ("pictures", "few", self.fewer_pictures),
            ("shift", "off", self.no_shift),
            ("blank", "hidden", self.blank_when_hidden),
        )
        chosen = [(name, str(value)) for name, value, first in values if value != first]
        return (*chosen, *((name, word) for name, word, is_on in switches if is_on))

    @property
    def breaths_a_minute(self) -> float:
        return round(60 / (self.breath_in + self.breath_out), 1)

    def with_changes(self, **changes: Any) -> "Comfort":
        """A copy with some choices changed, each kept inside its range."""
        return from_data(replace(self, **changes).to_data(), self.first_levels)

    def to_data(self) -> dict[str, Any]:
        """Plain values for JSON; what is as it was at first is left out."""
        whole = {name: _plain(getattr(self, name)) for name in _KEPT}
        first = _FIRST_DATA
        return {name: value for name, value in whole.items() if value != first.get(name)}


_KEPT = tuple(one.name for one in fields(Comfort) if one.name != "first_levels")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, frozenset) else value


_FIRST_DATA: dict[str, Any] = {name: _plain(getattr(Comfort(), name)) for name in _KEPT}


def breath_fits(breath_in: float, breath_out: float) -> bool:
    """Whether a rhythm is within the safe ranges, the breath out at least as long as in."""
    return (
        BREATHE_IN_SECONDS.holds(breath_in)
        and BREATHE_OUT_SECONDS.holds(breath_out)
        and breath_out >= breath_in
        and WHOLE_BREATH.holds(breath_in + breath_out)
    )


def nearest_breath(breath_in: float, breath_out: float) -> tuple[float, float]:
    """The safe rhythm nearest to the one asked for; the breath in decides."""
    steady_in = _within(BREATHE_IN_SECONDS, breath_in)
    longest_out = min(BREATHE_OUT_SECONDS.high, WHOLE_BREATH.high - steady_in)
    shortest_out = max(BREATHE_OUT_SECONDS.low, steady_in, WHOLE_BREATH.low - steady_in)
    return steady_in, min(max(breath_out, shortest_out), longest_out)


def from_data(data: object, first_levels: Mapping[str, Level] = MappingProxyType({})) -> Comfort:
    """Comfort from stored data. Total: numbers are brought into range, junk is left out."""
    first = Comfort(first_levels=first_levels)
    if not isinstance(data, Mapping):
        return first
    breath_in, breath_out = nearest_breath(
        _number(data.get("breath_in"), first.breath_in),
        _number(data.get("breath_out"), first.breath_out),
    )

    def whole(name: str, within: Range) -> int:
        return _whole(data.get(name), getattr(first, name), within)

    def whole_or_off(name: str, within: Range) -> int:
        value = _whole(data.get(name), getattr(first, name), Range(0, within.high))
        return max(value, int(within.low)) if value else 0

    def flag(name: str) -> bool:
        return data.get(name) is True

    # A part of the body on the avoid list is one that is not agreed to.
    avoid = _some_of(METHODS, data.get("avoid"), frozenset())
    areas = _some_of(BODY_AREAS, data.get("body_areas"), FIRST_AREAS)
    size = data.get("text_size")
    country = data.get("country")
    return Comfort(
        breath_in=breath_in,
        breath_out=breath_out,
        hold_seconds=_within(HOLD_SECONDS, _number(data.get("hold_seconds"), 0.0)),
        breath_minutes=whole("breath_minutes", BREATH_MINUTES),
        advance=_one_of(ADVANCES, data.get("advance")),
        advance_seconds=whole("advance_seconds", ADVANCE_SECONDS),
        prompt_pause=whole("prompt_pause", PROMPT_PAUSE),
        writing_minutes=whole("writing_minutes", WRITING_MINUTES),
        notes=MappingProxyType(_levels(data.get("notes"), first_levels)),
        module_notes=MappingProxyType(_module_levels(data.get("module_notes"))),
        avoid=avoid - set(BODY_AREAS),
        body_areas=areas - avoid,
        self_word=_one_of(SELF_WORDS, data.get("self_word")),
        voice=_one_of(VOICES, data.get("voice")),
        slider=_one_of(SLIDER_STYLES, data.get("slider")),
        look=_one_of(LOOKS, data.get("look")),
        text_size=size if isinstance(size, int) and size in TEXT_SIZES else first.text_size,
        spacing=_one_of(SPACINGS, data.get("spacing")),
        plain_font=flag("plain_font"),
        still=flag("still"),
        fewer_pictures=flag("fewer_pictures"),
        tone=flag("tone"),
        vibration=flag("vibration"),
        read_aloud=flag("read_aloud"),
        spelling=flag("spelling"),
        nudge_minutes=whole_or_off("nudge_minutes", NUDGE_MINUTES),
        sittings_a_day=whole_or_off("sittings_a_day", SITTINGS_A_DAY),
        heavier_a_day=whole_or_off("heavier_a_day", HEAVIER_A_DAY),
        heavier_gap_days=whole("heavier_gap_days", HEAVIER_GAP_DAYS),
        cool_down_minutes=whole_or_off("cool_down_minutes", COOL_DOWN_MINUTES),
        country=country if isinstance(country, str) and len(country) <= LONGEST_COUNTRY else "",
        idle_minutes=whole("idle_minutes", IDLE_MINUTES),
        exit_page=whole("exit_page", Range(0, 99)),
        blank_when_hidden=flag("blank_when_hidden"),
        cover_minutes=whole_or_off("cover_minutes", COVER_MINUTES),
        address_bar=_one_of(ADDRESS_BARS, data.get("address_bar")),
        no_shift=flag("no_shift"),
        first_levels=first_levels,
    )


def _within(within: Range, value: float) -> float:
    return min(max(value, within.low), within.high)


def _number(value: object, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    # A whole number too long for a float would raise in isfinite; the ranges are small.
    if isinstance(value, int):
        return float(min(max(value, -1000), 1000))
    return round(value, 2) if math.isfinite(value) else otherwise


def _whole(value: object, otherwise: int, within: Range) -> int:
    return round(_within(within, _number(value, otherwise)))


def _levels(value: object, first_levels: Mapping[str, Level]) -> dict[str, Level]:
    """Topics whose level differs from how it was at first."""
    if not isinstance(value, Mapping):
        return {}
    return {
        topic: level
        for topic in NOTES
        for level in LEVELS
        if value.get(topic) == level and level != first_levels.get(topic, "label")
    }


def _module_levels(value: object) -> dict[str, Level]:
    if not isinstance(value, Mapping):
        return {}
    found: dict[str, Level] = {
        module: level
        for module, wanted in value.items()
        for level in LEVELS
        if isinstance(module, str) and len(module) <= 40 and wanted == level
    }
    return dict(list(found.items())[:MOST_MODULES])


def _some_of(known: tuple[str, ...], value: object, otherwise: frozenset[str]) -> frozenset[str]:
    if not isinstance(value, list | tuple | set | frozenset):
        return otherwise
    return frozenset(one for one in known if one in value)


def _one_of(known: tuple[One, ...], value: object) -> One:
    """The chosen one, or the first."""
    return next((one for one in known if one == value), known[0])
