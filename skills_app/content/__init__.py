"""The content library: text files in, frozen values out. Broken files are refused as a whole.

This is the room's door for whoever shows content: the library of the reader's language, what it
hands out, and how its parts are drawn and said. All that a library is made of is in
`skills_app.library`, for those who must not load Django; how a kind of step is read, in
`content.reading`, which has a door of its own.
"""

from skills_app.content.checks import check_content
from skills_app.content.drawn import drawn_once
from skills_app.content.figures import figure, figure_lazy, grouped
from skills_app.content.loaded import languages, library, reset
from skills_app.content.loading import has_steps, load_library
from skills_app.content.overviews import coverage_page, summary_of, table_of_scripts
from skills_app.content.rendering import render_light
from skills_app.content.topics import names_of
from skills_app.library import (
    BODY_AREAS,
    BREATH_MINUTES,
    BREATHE_IN_SECONDS,
    BREATHE_OUT_SECONDS,
    BREATHS_A_MINUTE,
    FIRST_LANGUAGE,
    HOLD_SECONDS,
    LEVELS,
    LONG_SENTENCE,
    LONG_SHARE,
    STATES,
    BoundaryWords,
    ByCountry,
    ComposedScript,
    ContentError,
    Helpline,
    HelplineRow,
    Helplines,
    Level,
    Library,
    Module,
    PeopleGuide,
    Problem,
    Range,
    ReadingMeasure,
    ReadyScript,
    State,
    Step,
    Vocabulary,
    Way,
    compose,
    fitting,
    in_own_word,
    partner_lines,
    row_of,
)

__all__ = [
    "BODY_AREAS",
    "BREATHE_IN_SECONDS",
    "BREATHE_OUT_SECONDS",
    "BREATHS_A_MINUTE",
    "BREATH_MINUTES",
    "FIRST_LANGUAGE",
    "HOLD_SECONDS",
    "LEVELS",
    "LONG_SENTENCE",
    "LONG_SHARE",
    "STATES",
    "BoundaryWords",
    "ByCountry",
    "ComposedScript",
    "ContentError",
    "Helpline",
    "HelplineRow",
    "Helplines",
    "Level",
    "Library",
    "Module",
    "PeopleGuide",
    "Problem",
    "Range",
    "ReadingMeasure",
    "ReadyScript",
    "State",
    "Step",
    "Vocabulary",
    "Way",
    "check_content",
    "compose",
    "coverage_page",
    "drawn_once",
    "figure",
    "figure_lazy",
    "fitting",
    "grouped",
    "has_steps",
    "in_own_word",
    "languages",
    "library",
    "load_library",
    "names_of",
    "partner_lines",
    "render_light",
    "reset",
    "row_of",
    "summary_of",
    "table_of_scripts",
]
