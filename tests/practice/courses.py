"""Courses and choices made up at random, for the property tests of the engine."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from skills_app.library.modules import Body, Step, ToolCard, Way
from skills_app.library.vocabulary import BODY_AREAS, LEVELS, METHODS, NOTES, STATES
from skills_app.preferences.keeping.choices import SLIDER_STYLES, Comfort, from_data
from skills_app.preferences.keeping.places import Place
from skills_app.steps.choose.body import Choose, Option
from skills_app.steps.courses import Course
from skills_app.steps.guide.body import Guide, Prompt
from skills_app.steps.plan.body import Plan, PlanField
from skills_app.steps.read.body import Read
from skills_app.steps.registry import KINDS
from skills_app.steps.script.body import Script
from tests.steps.library import ways_with

STEP_IDS = ("one", "two", "three", "four", "five")
WAY_IDS = ("main", "other", "third")
MOVES = (
    "next",
    "skip",
    "back",
    "leave",
    "another_way",
    "open_note",
    "not_helping",
    "begin",
    "answer",
    "follow",
    "fly",
    "",
)

# The module made up here, and every real one: each may have a level of its own.
MODULE_IDS = ("m99", *(f"m{number:02}" for number in range(1, 19)))

topics = st.lists(st.sampled_from(NOTES), max_size=3, unique=True).map(tuple)
methods = st.lists(st.sampled_from(METHODS), max_size=3, unique=True).map(tuple)
goes_to = st.none() | st.sampled_from([f"step:{name}" for name in STEP_IDS[:1]] + ["page:people"])

with TemporaryDirectory() as folder:
    EXAMPLES = tuple(way.body for way in ways_with(Path(folder), *KINDS).values())

# One of each kind there is, and more of those that the engine has most to do with.
bodies: st.SearchStrategy[Body] = st.one_of(
    st.sampled_from(EXAMPLES),
    st.integers(1, 4).map(lambda n: Read(("Some text.",) * n)),
    st.builds(
        Guide,
        st.tuples(*(st.builds(Prompt, st.just(text), methods) for text in ("Look.", "Turn."))).map(
            lambda prompts: (Prompt("Wait."), *prompts)
        ),
        st.sampled_from(["", "That is all."]),
    ),
    st.builds(
        Choose,
        question=st.just("Which one?"),
        many=st.booleans(),
        own_words=st.booleans(),
        options=st.tuples(
            st.builds(
                Option, st.just("a"), st.just("A"), st.sampled_from(["", "Yes."]), goes_to, methods
            ),
            st.builds(Option, st.just("b"), st.just("B"), st.just("Yes."), goes_to, methods),
            st.builds(Option, st.just("c"), st.just("C"), st.just(""), st.none()),
        ),
    ),
    st.builds(
        lambda uses: Plan("Some lines.", (PlanField("line", "A line", "", False, uses),), ""),
        methods,
    ),
    st.just(Script()),
)


@st.composite
def ways(draw: st.DrawFn, way_id: str) -> Way:
    body = draw(bodies)
    (kind,) = (name for name, kind in KINDS.items() if kind.body is type(body))
    return Way(way_id, f"Way {way_id}", kind, 2, draw(topics), draw(methods), body)


@st.composite
def steps(draw: st.DrawFn, step_id: str) -> Step:
    count = draw(st.integers(1, 3))
    return Step(
        step_id,
        f"Step {step_id}",
        tuple(draw(ways(way_id)) for way_id in WAY_IDS[:count]),
        ToolCard("t01", "A tool", "", ("up",), "senses"),
        draw(st.integers(0, 9)) == 0,
    )


@st.composite
def courses(draw: st.DrawFn) -> Course:
    count = draw(st.integers(1, 5))
    states = draw(st.lists(st.sampled_from(STATES), min_size=1, max_size=3, unique=True))
    made = tuple(draw(steps(step_id)) for step_id in STEP_IDS[:count])
    return Course("m99", "A module", made, tuple(states))


@st.composite
def comforts(draw: st.DrawFn, module_ids: tuple[str, ...] = MODULE_IDS) -> Comfort:
    levels = st.dictionaries(st.sampled_from(NOTES), st.sampled_from(LEVELS), max_size=13)
    return from_data(
        {
            "notes": draw(levels),
            "avoid": draw(st.lists(st.sampled_from(METHODS), max_size=8)),
            "advance": draw(st.sampled_from(["tap", "timed"])),
            "body_areas": draw(st.lists(st.sampled_from(BODY_AREAS), max_size=5)),
            "slider": draw(st.sampled_from(SLIDER_STYLES)),
            "module_notes": draw(
                st.dictionaries(st.sampled_from(module_ids), st.sampled_from(LEVELS), max_size=1)
            ),
        },
        draw(levels),
    )


places = st.builds(
    Place,
    step=st.sampled_from(("", "gone", *STEP_IDS)),
    way=st.none() | st.sampled_from(("gone", *WAY_IDS)),
    screen=st.integers(0, 9),
    opened=st.booleans(),
    chosen=st.lists(st.sampled_from(["a", "b", "gone"]), max_size=2).map(tuple),
    at=st.integers(0, 9),
    finished=st.booleans(),
)
