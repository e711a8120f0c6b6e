"""Which parts of the body a text names, so that nobody meets one they left out. Pure.

A short list of plain words, not a dictionary. What it cannot tell, a reader of the file can.
"""

import re

# Words by the id of the area or method they need.
_NAMES = {
    "body_area_hands": r"hands?|fingers?|fingertips?|thumbs?|palms?|fists?|knuckles?|wrists?",
    "body_area_feet": r"foot|feet|toes?|heels?|soles?|ankles?",
    "body_area_face": r"faces?|jaws?|mouths?|tongues?|lips?|teeth|cheeks?|chins?|foreheads?|nose",
    "body_area_belly": r"bell(?:y|ies)|stomachs?|tummy|guts?",
    "body_area_chest": r"chests?|ribs?",
    "eyes_closed": r"eyes (?:are )?(?:closed|shut)|(?:close|shut) (?:your|both) eyes",
}
# Areas that readers cannot agree to one by one, so that no exercise names them.
_NOT_OFFERED = (
    r"arms?|elbows?|shoulders?|legs?|knees?|laps?|thighs?|hips?|throats?|necks?|buttocks"
    r"|(?:your|my|the) back(?! of)"
)
# The same words where no body is meant. Add to it what is plainly of that kind.
_OTHER_SENSES = re.compile(
    r"""\b(?:
        hand\ cream | (?:at|by|second)[ -]hand | on\ the\ (?:one|other)\ hand
      | keeps\ it\ in\ your\ hands
      | hands?\ (?:you|them|over|it\ over|in)\b | (?:find|get)\ your\ feet(?:\ under\ you)?
      | leg\ of\ a\ (?:table|chair) | face\ to\ face | (?:to|who|can|must|not)\ face
      | (?:with|in)\ (?:the|their|his|her)\ open\ arms
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = tuple(
    (area, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for area, words in _NAMES.items()
)
_NOT_OFFERED_NAMED = re.compile(rf"\b(?:{_NOT_OFFERED})\b", re.IGNORECASE)


def areas_named(text: str) -> dict[str, str]:
    """The areas a text names, each with the first word that did; "" for areas with no id."""
    plain = _OTHER_SENSES.sub(" ", text)
    found = {area: match[0] for area, named in _NAMED if (match := named.search(plain))}
    if match := _NOT_OFFERED_NAMED.search(plain):
        found[""] = match[0]
    return found
