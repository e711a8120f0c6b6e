from dataclasses import dataclass, replace

from skills_app.library import Avoids, Body

FEWEST_OPTIONS = 2  # what is left must still be a choice


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `answer` (light, may be empty) is said after choosing it.

    `goes_to` is None or one of "step:<id>" (same module), "module:<id>", "tool:<id>",
    "page:people", "page:safety", "page:now". `uses` are the methods it asks for beside those of
    its way.
    """

    id: str
    text: str
    answer: str
    goes_to: str | None
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose(Body):
    """A question with options; `many` allows several, `own_words` adds a free line."""

    question: str
    many: bool
    own_words: bool
    options: tuple[Option, ...]

    @property
    def leavable(self) -> tuple[Option, ...]:
        return self.options

    def without(self, avoids: Avoids) -> "Choose | None":
        options = tuple(one for one in self.options if not avoids(one.uses))
        return replace(self, options=options) if len(options) >= FEWEST_OPTIONS else None
