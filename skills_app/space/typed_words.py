"""Twelve words that can be nobody's are said to be so before they are tried, and which one."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills_app.vault.crypto import (
    RECOVERY_WORDS,
    NotRecoveryWords,
    check_words,
    nearest_word,
)
from skills_app.vault.unlocking import as_secret, sentence_with

MOST_NAMED: Final = 3
LONGEST_SHOWN: Final = 30


def refuse_impossible_words(text: str) -> None:
    """Raises ValidationError, which says what follows from the public list alone."""
    try:
        check_words(text)
    except NotRecoveryWords as wrong:
        raise ValidationError(_what_is_wrong(wrong)) from wrong


def _what_is_wrong(wrong: NotRecoveryWords) -> list[str]:
    said = []
    if wrong.found != RECOVERY_WORDS:
        said.append(
            ngettext(
                "This is %(count)s word. There are 12.",
                "These are %(count)s words. There are 12.",
                wrong.found,
            )
            % {"count": wrong.found}
        )
    for place, word in list(wrong.unknown.items())[:MOST_NAMED]:
        said.append(_about(place, word))
    if not said:
        said.append(
            _(
                "Each of these words is on the list, but together they can not be right. One may"
                " be another word, or two may have changed places."
            )
        )
    said.append(_("Nothing was tried yet."))
    return said


def _about(place: int, word: str) -> str:
    nearest = nearest_word(word)
    sentence = _("Word number %(place)s, “%(word)s”, is not on the list.")
    if nearest:
        sentence = _("Word number %(place)s, “%(word)s”, is not on the list. Is it “%(nearest)s”?")
    typed = as_secret(word[:LONGEST_SHOWN])
    return sentence_with(sentence, place=place, word=typed, nearest=as_secret(nearest))
