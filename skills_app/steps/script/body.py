from dataclasses import dataclass

from skills_app.library import Body


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """One thing to say: `lines` to pick from, and always room for the reader's own."""

    id: str
    label: str
    hint: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script(Body):
    """Words put together part by part. `intro` and `closing` are light.

    Without `parts` it leads to the boundary builder, whose words are in words.yaml.
    """

    intro: str = ""
    parts: tuple[ScriptPart, ...] = ()
    closing: str = ""
