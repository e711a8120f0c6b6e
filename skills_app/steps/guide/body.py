from dataclasses import dataclass, replace

from skills_app.library import Avoids, Body

FEWEST_PROMPTS = 2  # what is left must still be a guide


@dataclass(frozen=True, slots=True)
class Prompt:
    """One line of a guide. `uses` are the methods it asks for beside those of its way."""

    text: str
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide(Body):
    """Prompts at the reader's pace, one plain or light line each, then a closing line."""

    prompts: tuple[Prompt, ...]
    closing: str

    @property
    def leavable(self) -> tuple[Prompt, ...]:
        return self.prompts

    def without(self, avoids: Avoids) -> "Guide | None":
        prompts = tuple(one for one in self.prompts if not avoids(one.uses))
        return replace(self, prompts=prompts) if len(prompts) >= FEWEST_PROMPTS else None

    @property
    def screen_count(self) -> int:
        return max(len(self.prompts), 1) + bool(self.closing)
