"""The ids that code and content share. Their plain names are in library/<lang>/vocabulary.yaml."""

NOTES = (
    "asl",
    "det",
    "bod",
    "sex",
    "tch",
    "brt",
    "shm",
    "dv",
    "sui",
    "med",
    "leg",
    "chi",
    "sub",
)

# Authors may not write a description of an assault, so no way may carry this note.
NOTE_NEVER_WRITTEN = "det"

BODY_AREAS = (
    "body_area_hands",
    "body_area_feet",
    "body_area_belly",
    "body_area_chest",
    "body_area_face",
)

METHODS = (
    "breath_hold",
    "breath_attention",
    "eyes_closed",
    "stillness",
    *BODY_AREAS,
    "touch",
    "counting",
    "sound",
    "moving_pictures",
    "cold",
    "darkness",
)

# What a pacer can be built on. The quiet ones never ask for a change of breath.
BREATH_PATTERNS = ("longer_out", "even", "four_six", "sigh", "own", "count", "hum")
QUIET_PATTERNS = ("shape", "square")
PATTERNS = (*BREATH_PATTERNS, *QUIET_PATTERNS)

PAGES = ("page:people", "page:safety", "page:now", "page:comfort")

FIRMNESS_LEVELS = (1, 2, 3, 4)
