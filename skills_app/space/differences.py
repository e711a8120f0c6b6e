"""What differs from how a space was left, in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills_app.vault.store import EPOCH, HEAD, NOTE, Soundness


def differences(found: Soundness) -> list[str]:
    """One sentence or two for each thing that can be told; empty when nothing differs."""
    words = []
    if HEAD in found.lost:
        words.append(
            _("The list of what should be here was changed, so nobody can say what is missing.")
        )
    elif found.expected != found.found:
        words.append(_how_many(found))
    elif not found.sum_fits and not found.unopenable:
        words.append(_("At least one thing is older than it should be, or was put in its place."))
    if EPOCH in found.lost or not found.epoch_fits:
        words.append(_("An older state of your space was put back over a newer one."))
    if found.unopenable:
        words.append(
            ngettext(
                "One thing does not open. It was left as it is.",
                "%(count)s things do not open. They were left as they are.",
                found.unopenable,
            )
            % {"count": found.unopenable}
        )
    if NOTE in found.lost:
        words.append(_("The note of when your space was last opened was changed."))
    return words


def _how_many(found: Soundness) -> str:
    numbers = {"expected": found.expected, "found": found.found}
    there = _("There should be %(expected)s things here, and there are %(found)s.") % numbers
    if found.found < found.expected:
        more = _("Some of those left may also be older than they should be.")
    else:
        more = _("Something that was erased may have come back.")
    return f"{there} {more}"
