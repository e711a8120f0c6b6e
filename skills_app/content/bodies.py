"""What the library and the engine ask of every body of a way, whatever its kind. Pure.

The kinds are in `steps`, a folder each. Text of a body marked "light" may hold the little Markdown
that `rendering.render_light` knows (paragraphs, lists, strong, emphasis). Everything else is a
single plain line.
"""

from collections.abc import Callable
from typing import Protocol, Self

Avoids = Callable[[tuple[str, ...]], bool]


class Part(Protocol):
    """A line of a body that can be left out by itself. `uses` are the methods it asks for."""

    @property
    def uses(self) -> tuple[str, ...]: ...


class Body:
    """The heart of a way. A kind's body is a frozen dataclass, and says more where it has more."""

    __slots__ = ()

    @property
    def leavable(self) -> tuple[Part, ...]:
        """The parts that can be left out one by one, in the order they stand."""
        return ()

    def without(self, avoids: Avoids) -> Self | None:
        """The same without the parts whose methods are avoided; None when too little is left."""
        return self

    @property
    def screen_count(self) -> int:
        """How many screens it has, one after another."""
        return 1
