"""Topics of content notes, as a page says them."""

from django.utils.translation import gettext, pgettext

from skills_app.library import Library


def names_of(topics: tuple[str, ...], shelf: Library) -> str:
    """Topic ids as one plain phrase: "touch, and attention to the body"."""
    names = [shelf.vocabulary.note(topic).name for topic in topics]
    if len(names) < 2:
        return "".join(names)
    joined = pgettext("between topics in a list", ", ").join(names[:-1])
    return gettext("%(first)s and %(last)s") % {"first": joined, "last": names[-1]}
