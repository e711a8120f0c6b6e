from dataclasses import dataclass

from skills_app.library import Body


@dataclass(frozen=True, slots=True)
class Read(Body):
    """Short screens of light text, shown one after another."""

    screens: tuple[str, ...]

    @property
    def screen_count(self) -> int:
        return max(len(self.screens), 1)
