from dataclasses import dataclass

from skills_app.library import Body


@dataclass(frozen=True, slots=True)
class Write(Body):
    """A page to write on. `starts` are first words to borrow; `intro` and `closing` are light."""

    intro: str
    starts: tuple[str, ...]
    closing: str
