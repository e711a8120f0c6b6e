from dataclasses import dataclass

from skills_app.library import Body


@dataclass(frozen=True, slots=True)
class SliderLine:
    """One thing to place between two ends; `low` and `high` name the ends."""

    id: str
    label: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Slider(Body):
    """Lines from 0 to 10, each optional. `words` names seven places from low to high.

    With `strain`, more means harder: much of it, or a rise since the earlier such slider of
    the module, brings the offer to stop. Never a score, never a verdict.
    """

    question: str
    lines: tuple[SliderLine, ...]
    words: tuple[str, ...]
    strain: bool
    closing: str
