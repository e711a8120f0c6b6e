"""One small form a section of /comfort/. Each says what it would change in a Comfort."""

from typing import TYPE_CHECKING, Any, ClassVar, Protocol
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from skills_app.content import (
    BODY_AREAS,
    BREATH_MINUTES,
    BREATHE_IN_SECONDS,
    BREATHE_OUT_SECONDS,
    BREATHS_A_MINUTE,
    HOLD_SECONDS,
    LEVELS,
    Range,
    Vocabulary,
    figure,
    figure_lazy,
)
from skills_app.form_fields import BriefMixin
from skills_app.preferences.cap_forms import initial_caps
from skills_app.preferences.keeping import (
    ADVANCE_SECONDS,
    COVER_MINUTES,
    IDLE_MINUTES,
    PROMPT_PAUSE,
    WHOLE_BREATH,
    WRITING_MINUTES,
    Comfort,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ONE_OF_TWO = {
    "required": _("You could pick one of the two."),
    "invalid_choice": _("You could pick one of the two."),
}


class SecondsField(BriefMixin, forms.FloatField):
    """A number of seconds, within a range, written with a comma or a point."""

    def __init__(
        self, label: "_StrPromise", within: Range, help_text: "_StrPromise | str" = ""
    ) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            min_value=within.low,
            max_value=within.high,
            widget=forms.TextInput(attrs=short_box("decimal")),
            error_messages=kind_answers(within),
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class WholeField(BriefMixin, forms.IntegerField):
    """A whole number within a range."""

    def __init__(
        self, label: "_StrPromise", within: Range, help_text: "_StrPromise | str" = ""
    ) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            min_value=int(within.low),
            max_value=int(within.high),
            widget=forms.TextInput(attrs=short_box("numeric")),
            error_messages=kind_answers(within),
        )


def short_box(keyboard: str) -> dict[str, str]:
    return {"inputmode": keyboard, "class": "field__short", "autocomplete": "off"}


def kind_answers(within: Range) -> dict[str, Any]:
    """What is said to a number that is missing, no number, or out of range."""
    outside = format_lazy(
        _("Between {low} and {high} works here. You could pick a number in between."),
        low=figure_lazy(within.low),
        high=figure_lazy(within.high),
    )
    return {
        "required": _("A number goes here."),
        "invalid": format_lazy(
            _("That does not look like a number. Something like {low} would do."),
            low=figure_lazy(within.low),
        ),
        "min_value": outside,
        "max_value": outside,
    }


class SectionForm(Protocol):
    """What the views need of a section's form."""

    def is_valid(self) -> bool: ...

    def changes(self) -> dict[str, Any]: ...


class PaceForm(forms.Form):
    breath_in = SecondsField(_("Breathing in, seconds"), BREATHE_IN_SECONDS)
    breath_out = SecondsField(
        _("Breathing out, seconds"),
        BREATHE_OUT_SECONDS,
        help_text=_("As long as breathing in, or longer."),
    )
    hold_seconds = SecondsField(
        _("Resting before the breath out, seconds"),
        HOLD_SECONDS,
        help_text=_("0 is none, and easiest on the body."),
    )
    breath_minutes = WholeField(_("A breathing session, minutes"), BREATH_MINUTES)
    advance = forms.ChoiceField(
        label=_("Going on to the next line"),
        choices=[
            ("tap", _("When I press Next")),
            ("timed", _("By itself, once I have pressed start")),
        ],
        widget=forms.RadioSelect,
        error_messages=ONE_OF_TWO,
    )
    advance_seconds = WholeField(_("If by itself: each line stays, seconds"), ADVANCE_SECONDS)
    prompt_pause = WholeField(_("A rest between lines, seconds"), PROMPT_PAUSE)
    writing_minutes = WholeField(
        _("Time for a page of writing, minutes"),
        WRITING_MINUTES,
        help_text=_("Only if you start it. You can stop, or go on, whenever you like."),
    )

    @property
    def safe_ranges(self) -> str:
        """Least and most seconds in, out, of rest and of a whole breath, for the live example."""
        ranges = (BREATHE_IN_SECONDS, BREATHE_OUT_SECONDS, HOLD_SECONDS, WHOLE_BREATH)
        return " ".join(f"{one.low:g} {one.high:g}" for one in ranges)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        breath_in, breath_out = cleaned.get("breath_in"), cleaned.get("breath_out")
        if breath_in is None or breath_out is None:
            return cleaned
        if breath_out < breath_in:
            self.add_error(
                "breath_out",
                _("A breath out at least as long as the breath in is easier on the body."),
            )
        elif not WHOLE_BREATH.holds(breath_in + breath_out):
            self.add_error(
                "breath_out",
                _(
                    "In and out together make %(rate)s breaths a minute."
                    " Between %(low)s and %(high)s stays easy."
                )
                % {
                    "rate": figure(round(60 / (breath_in + breath_out), 1)),
                    "low": figure(BREATHS_A_MINUTE.low),
                    "high": figure(BREATHS_A_MINUTE.high),
                },
            )
        elif not WHOLE_BREATH.holds(breath_in + breath_out + (cleaned.get("hold_seconds") or 0)):
            self.add_error(
                "hold_seconds",
                _("With this rest a breath takes more than %(most)s seconds. A shorter one fits.")
                % {"most": figure(WHOLE_BREATH.high)},
            )
        return cleaned

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class NotesForm(forms.Form):
    """A level for each topic, or one of three presets for all of them."""

    PRESETS: ClassVar = {"show", "ask", "first"}

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = tuple(topic.id for topic in vocabulary.notes)
        levels = [(level.id, level.name) for level in vocabulary.levels]
        for topic in vocabulary.notes:
            self.fields[topic.id] = forms.ChoiceField(
                label=topic.name[:1].upper() + topic.name[1:],
                choices=levels,
                required=False,
                error_messages={
                    "invalid_choice": _("That one is not in the list. You could pick another.")
                },
            )

    @property
    def preset(self) -> str:
        preset = self.data.get("preset", "")
        return preset if preset in self.PRESETS else ""

    def changes(self) -> dict[str, Any]:
        if self.preset == "first":
            return {"notes": {}}
        if self.preset:
            return {"notes": dict.fromkeys(self.topics, self.preset)}
        chosen = {t: self.cleaned_data[t] for t in self.topics}
        return {"notes": {t: level for t, level in chosen.items() if level in LEVELS}}


class AvoidForm(forms.Form):
    avoid = forms.MultipleChoiceField(
        label=_("Leave out of every exercise"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of these is not in the list. The others are still ticked.")
        },
    )

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["avoid"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [
            (method.id, method.name[:1].upper() + method.name[1:])
            for method in vocabulary.methods
            if method.id not in BODY_AREAS
        ]

    def changes(self) -> dict[str, Any]:
        return {"avoid": frozenset(self.cleaned_data["avoid"])}


class LockForm(forms.Form):
    idle_minutes = WholeField(_("Lock after, minutes"), IDLE_MINUTES)

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CoverForm(forms.Form):
    cover_minutes = WholeField(
        _("Cover by itself after, minutes"),
        Range(0, COVER_MINUTES.high),
        help_text=_("Counted from the last press, key or touch. 0 is never."),
    )
    blank_when_hidden = forms.BooleanField(
        label=_("Go blank while I look at something else"),
        help_text=_("Another tab or app. Your list of open pages may then show an empty one."),
        required=False,
    )

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AddressForm(forms.Form):
    address_bar = forms.ChoiceField(
        label=_("The address bar"),
        choices=[
            ("quiet", _("Quiet: it stays at the first page, and the history gets one row")),
            ("ordinary", _("Ordinary: each page has its address, its title and its row")),
        ],
        widget=forms.RadioSelect,
        error_messages=ONE_OF_TWO,
    )

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ShiftForm(forms.Form):
    no_shift = forms.BooleanField(
        label=_("Shift does not leave"),
        help_text=_(
            "Shift three times leaves from a keyboard. Some aids and keyboards press it by"
            " themselves; with this choice only the button leaves."
        ),
        required=False,
    )

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LeavingForm(forms.Form):
    exit_page = forms.TypedChoiceField(
        label=_("Leave this site takes me to"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("You could pick one of these pages."),
            "invalid_choice": _("That page is not in the list. You could pick one that is."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["exit_page"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(number), host) for number, host in enumerate(exit_hosts())]

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def exit_hosts() -> list[str]:
    """The pages one may leave to, by the name of their site."""
    return [urlsplit(address).hostname or address for address in settings.EXIT_PAGES]


def initial_of(comfort: Comfort, vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    """What each section's form shows before anything is changed."""
    exits = len(settings.EXIT_PAGES)
    return {
        "pace": {
            "breath_in": figure(comfort.breath_in),
            "breath_out": figure(comfort.breath_out),
            "hold_seconds": figure(comfort.hold_seconds),
            "breath_minutes": comfort.breath_minutes,
            "advance": comfort.advance,
            "advance_seconds": comfort.advance_seconds,
            "prompt_pause": comfort.prompt_pause,
            "writing_minutes": comfort.writing_minutes,
        },
        "caps": initial_caps(comfort),
        "notes": {topic.id: comfort.level(topic.id) for topic in vocabulary.notes},
        "modules": dict(comfort.module_notes),
        "avoid": {"avoid": sorted(comfort.avoid - set(BODY_AREAS))},
        "body": {"body_areas": sorted(comfort.body_areas)},
        "words": {
            "self_word": comfort.self_word,
            "voice": comfort.voice,
            "spelling": comfort.spelling,
        },
        "sound": {
            "tone": comfort.tone,
            "vibration": comfort.vibration,
            "read_aloud": comfort.read_aloud,
        },
        "marks": {"slider": comfort.slider},
        "help": {"country": comfort.country},
        "look": {
            "look": comfort.look,
            "text_size": str(comfort.text_size),
            "spacing": comfort.spacing,
            "plain_font": comfort.plain_font,
            "still": comfort.still,
            "fewer_pictures": comfort.fewer_pictures,
        },
        "lock": {"idle_minutes": comfort.idle_minutes},
        "cover": {
            "cover_minutes": comfort.cover_minutes,
            "blank_when_hidden": comfort.blank_when_hidden,
        },
        "address": {"address_bar": comfort.address_bar},
        "shift": {"no_shift": comfort.no_shift},
        "leaving": {"exit_page": str(comfort.exit_page if comfort.exit_page < exits else 0)},
    }
