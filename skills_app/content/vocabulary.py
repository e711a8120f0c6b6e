"""The ids that code and content share. Their plain names are in library/<lang>/vocabulary.yaml."""

FIRST_LANGUAGE = "en"  # what everything is written in first

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

PAGES = (
    "page:people",
    "page:care",
    "page:rights",
    "page:card",
    "page:safety",
    "page:now",
    "page:comfort",
)

FIRMNESS_LEVELS = (1, 2, 3, 4)

# What a tool mostly is, so that the shelf can be looked through. The first six are grounding.
GROUNDING_FAMILIES = ("senses", "orienting", "mental", "physical", "soothing", "movement")
FAMILIES = (
    *GROUNDING_FAMILIES,
    "breathing",
    "body",
    "thoughts",
    "kindness",
    "words",
    "writing",
    "planning",
    "people",
)

# What a helpline is for.
NEEDS = ("assault", "partner", "crisis", "stalking", "images", "own_community", "any")

# The parts of care that the modules together have to serve, each at some step (docs/coverage.md).
COMPONENTS = {
    "a": "education on consent, boundaries and communication",
    "b": "mindfulness",
    "c": "grounding",
    "d": "gradual exposure",
    "e": "goal setting",
    "f": "skill building",
    "g": "social connectedness",
    "h": "paced breathing in flashbacks",
    "i": "journaling for meaning",
    "j": "assertive communication",
    "k": "warning signs and flexible plans",
    "l": "partners who honour consent",
    "m": "personal code of conduct",
    "n": "self-care rituals",
    "o": "trusted allies, disclosure at one's own pace",
    "p": "anniversaries and reminders",
    "q": "cognitive reframing",
    "r": "bodily signals as information",
    "s": "consent as ongoing: pause, check in, renegotiate",
    "t": "scripts and role-play",
    "u": "attachment patterns",
    "v": "compassionate self-talk",
    "w": "peer feedback and groups",
    "x": "body literacy without shame",
    "y": "body scan, breathwork, mindful touch",
    "z": "preventive health check-ups",
    "A": "trauma-informed care",
    "B": "collaborative goals, transparent feedback",
    "C": "legal, social and financial supports",
    "D": "own long-term outcomes: self-efficacy, avoidance, satisfaction",
    "E": "diverse, culturally sensitive, equitable",
    "F": "predictable routines",
}
