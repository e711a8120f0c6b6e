"""Composes a boundary script from the parts in words.yaml. Pure: the same choice, the same words.

The shape: an opener (optional) → the limit in one sentence → what I want instead (never at the
firmest level) → what I will do → a close; and one leaving line kept ready.
"""

from skills_app.content.word_shapes import BoundaryWords, ComposedScript, ScriptLine


class UnknownChoice(LookupError):
    """A situation, relationship or firmness that words.yaml does not have."""


def compose(
    words: BoundaryWords, situation_id: str, relationship_id: str, firmness: int
) -> ComposedScript:
    """The script for one choice. Raises UnknownChoice for ids or a level that are not listed."""
    situation = words.situation(situation_id)
    relationship = words.relationship(relationship_id)
    if situation is None or relationship is None:
        raise UnknownChoice(f"{situation_id} with {relationship_id}")
    if firmness not in {one.level for one in words.firmness}:
        raise UnknownChoice(f"firmness {firmness}")
    wording = situation.wording_for(relationship_id)
    parts = (
        ("opener", wording.opener.get(firmness, relationship.opener.get(firmness, ""))),
        ("limit", wording.limit[firmness]),
        ("instead", wording.instead.get(firmness, "")),
        ("will", wording.will[firmness]),
        ("close", wording.close.get(firmness, relationship.close[firmness])),
    )
    return ComposedScript(
        situation=situation_id,
        relationship=relationship_id,
        firmness=firmness,
        lines=tuple(ScriptLine(part, text) for part, text in parts if text),
        leaving=wording.leaving or relationship.leaving,
        tips=(*situation.tips, *relationship.tips),
    )
