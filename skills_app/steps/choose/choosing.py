"""What was chosen, and where it leads. Pure."""

from dataclasses import replace

from skills_app.steps.choose.body import Choose, Option
from skills_app.steps.shared import Outcome, Place


def chosen_of(body: Choose, place: Place) -> tuple[Option, ...]:
    """The options that were taken here, of those the reader can be shown."""
    return tuple(one for one in body.options if one.id in place.chosen)


def take(body: Choose, place: Place, chosen: tuple[str, ...]) -> Outcome:
    """Take the chosen options; one without words of its own leads straight on."""
    real = [option for option in body.options if option.id in chosen]
    if not body.many:
        real = real[:1]
    place = replace(place, chosen=tuple(option.id for option in real))
    if len(real) == 1 and real[0].goes_to and not real[0].answer:
        return _toward(place, real[0])
    return Outcome("stay", place)


def follow(body: Choose, place: Place, chosen: tuple[str, ...]) -> Outcome:
    """Go where a chosen option leads. To a step, the answer comes along: nobody asks twice."""
    options = [one for one in body.options if one.id in chosen and one.goes_to]
    return _toward(place, options[0]) if options else Outcome("stay", place)


def _toward(place: Place, option: Option) -> Outcome:
    kind, _, name = (option.goes_to or "").partition(":")
    if kind == "step":
        return Outcome("follow", Place(step=name, chosen=(option.id,)), "step")
    return Outcome("follow", place, option.goes_to)
