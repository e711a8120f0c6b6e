"""Sentences that could harm, and the ones that stand there instead.

Each was found by a trauma-informed editor's reading. The first list holds the patterns of what
was wrong: none of them may come back anywhere in the library, in any file.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from skills_app.content import library
from skills_app.content.loading import load_library
from skills_app.content.two_sources import owner_of
from skills_app.library.problems import ContentError
from skills_app.library.words import compose
from skills_app.steps.choose.body import Choose
from skills_app.steps.guide.body import Guide
from skills_app.steps.read.body import Read
from skills_app.steps.rehearse.body import Rehearse
from skills_app.steps.script.body import Script

ENGLISH = Path(settings.CONTENT_LIBRARY) / "en"
FILES = sorted(ENGLISH.rglob("*.yaml"))

HARMFUL = {
    "a limit as a closed door": r"within 48 at the latest|\bat the latest\b|not used after",
    "only a clear no counts": r"\b(clear|plain|proper|firm) no\b|said (it|no) clearly|"
    r"asked (for it )?(plainly|clearly)",
    "the wording is judged": r"wording is not to blame",
    "the bar for consent is collapse": r"too drunk to stand|passed out is",
    "better is promised": r"before (they|you|it) (feels?|gets?) better|"
    r"\b(will|soon|mostly) (feels? better|eases?|pass(es)?)\b",
    "a memory is declared": r"the memory is a memory|it is (only|just) a memory",
    "it is declared over": r"it is over for today",
    "pace is put on the reader": r"if I went|I went faster|faster than I wanted",
    "silence makes ill": r"secrets? that|secrets make",
    "an absolute turns into blame": r"\bI (will|must) always\b|I have my own way home",
    "sober is a duty": r"I am sober",
    "someone from the past is asked for": r"did not (know|own) \w+ years ago|"
    r"where do you know it from|where did you get it",
    "every line takes every call": r"(?<!many )helplines take calls|"
    r"take calls about anything heavy",
    "the reader could have asked": r"(a pause|pausing|asking) first.{0,40}would have|"
    r"wish you had not|you could have (said|asked|stopped|left|known|done|prevented)",
    "touch is excused": r"(colleague|partner|friend|relative) who (does it without|means well)|"
    r"I didn't (mean to|think)\b(?! so)",
    "touch is put off by rule": r"is better kept for later",
    "suicide is not named": r"pulled to do something that is not safe|too heavy to go on",
    "the person does not matter": r"they are not a danger to you\. if they were",
    "good words always win": r"strongest one there is|your no held the whole way",
    "a helpline is promised to know nobody": r"nobody there knows|who knows neither of you",
    "a deadline is waved away": r"none of it has to be decided",
    "a new pain is told to wait": r"illness\. if it stays for weeks",
}


@pytest.mark.parametrize("what", HARMFUL)
def test_what_could_harm_is_nowhere_in_the_library(what: str) -> None:
    pattern = re.compile(HARMFUL[what], re.IGNORECASE)
    for file in FILES:
        if file.name == "banned.yaml":
            continue
        text = " ".join(file.read_text(encoding="utf-8").split())
        found = pattern.search(text)
        assert not found, (file.name, text[max(0, found.start() - 60) : found.end() + 60])


def choice(module: str, step: str, option: str, way: str = "main") -> tuple[str, str | None]:
    """The answer of one option, and where it leads."""
    place = library().modules[module].step(step)
    assert place is not None
    body = next(one.body for one in place.ways if one.id == way)
    assert isinstance(body, Choose)
    found = next(one for one in body.options if one.id == option)
    return found.answer or "", found.goes_to


def said_by(step_of: str, step: str) -> list[str]:
    """What each way of a step says, as one text a way."""
    module = library().modules[step_of]
    place = module.step(step)
    assert place is not None
    told = []
    for way in place.ways:
        if isinstance(way.body, Guide):
            told.append(" ".join([*(prompt.text for prompt in way.body.prompts), way.body.closing]))
        elif isinstance(way.body, Read):
            told.append(" ".join(way.body.screens))
    return told


def talks() -> Rehearse:
    step = library().modules["m13"].step("rehearse")
    assert step is not None
    assert isinstance(step.main.body, Rehearse)
    return step.main.body


def test_someone_hurt_is_told_what_can_kill_unseen_and_led_to_care() -> None:
    answer, leads = choice("m18", "recent", "hurt")
    assert "pressed on your neck" in answer
    assert "hit your head or blacked out" in answer
    assert "even if you feel fine" in answer
    assert leads == "page:care"


def test_suicide_and_harm_going_on_are_named_among_the_signs_for_a_person() -> None:
    signs = " ".join(library().people.person_signs.signs)
    assert "You think about ending your life" in signs
    assert "You are still being hurt" in signs
    assert "emergency number" in library().people.person_signs.closing
    ladder = library().modules["m06"].step("ladder")
    assert ladder is not None
    for way in ladder.ways[:2]:
        assert "ending your life" in way.body.intro  # type: ignore[union-attr]
        assert "sui" in way.notes


def test_right_now_asks_first_whether_it_is_safe_here() -> None:
    assert [step.id for step in library().modules["m02"].steps][:2] == ["here", "orient"]


def test_here_today_speaks_of_danger_first_wherever_it_stands_alone() -> None:
    for told in said_by("m02", "orient"):
        first, _, rest = told.partition(".")
        assert "danger here" in first
        assert "people" in first + rest[:80]
        assert "this is a memory" not in told or "If you are safe here, this is a memory" in told


def test_a_no_counts_however_it_was_shown() -> None:
    said = "If they ignore your no, however you showed it, that is their choice."
    assert said in library().words.tips
    plan = library().modules["m13"].step("plan")
    assert plan is not None
    assert said in plan.main.body.closing  # type: ignore[union-attr]
    assert said in said_by("m13", "plan")[0]
    assert "however you showed it" in talks().ignored


def test_in_several_talks_the_person_goes_on_and_one_leaves_anyway() -> None:
    unheard = {
        one.id: turn.end
        for one in talks().rehearsals
        for turn in one.turns
        if turn.end and not turn.accepts
    }
    assert len(unheard) >= 3
    assert "You go anyway, and you held your limit." in unheard["slow"]
    assert "You go anyway" in unheard["tonight"]
    for end in unheard.values():
        assert not re.search(r"next time|try|could have", end), end


def test_pressure_is_called_pressure_in_the_talk_at_home() -> None:
    talk = next(one for one in talks().rehearsals if one.id == "tonight")
    assert any("If you loved me" in turn.says for turn in talk.turns)
    for turn in talk.turns:
        if turn.id in ("okay", "soft", "cold"):
            assert "pressure" in turn.end, turn.id


def test_messages_after_a_no_are_called_what_they_can_be() -> None:
    talk = next(one for one in talks().rehearsals if one.id == "again")
    for turn in talk.turns:
        if turn.end:
            assert "copies" in turn.end, turn.id
            assert "helpline for stalking or partner violence can plan with you" in turn.end, (
                turn.id
            )
    assert "helpline for stalking" in talk.setting


def test_telling_begins_with_its_own_question_of_safety() -> None:
    module = library().modules["m15"]
    ids = [step.id for step in module.steps]
    assert ids.index("safe") == ids.index("tell") - 1
    step = module.step("safe")
    assert step is not None
    assert step.always_shown
    assert isinstance(step.main.body, Choose)
    assert "Could this person hurt you, or pass it on" in step.main.body.question
    for option in ("unsure", "harm"):
        assert choice("m15", "safe", option)[1] == "page:people"
    assert "Some jobs have to pass things on." in choice("m15", "safe", "pass")[0]


def test_ending_it_and_going_off_the_map_come_with_a_word_on_danger() -> None:
    words = library().words
    for situation in ("ending", "phone"):
        for relationship in words.relationships:
            tips = compose(words, situation, relationship.id, 2).tips
            assert "danger" in tips[0], (situation, relationship.id)
            assert "helpline first" in tips[0]
    for script in ("s27", "s28", "s32", "s34"):
        tips = library().ready_scripts[script].tips
        assert "danger" in tips[0], script
        assert "helpline first" in tips[0], script


def test_weight_and_wrapping_are_noted_and_can_be_beside_one() -> None:
    for tool in ("t69", "t72"):
        _, step = library().tools[tool]
        assert "tch" in step.main.notes
        assert isinstance(step.main.body, Guide)
        said = " ".join(prompt.text for prompt in step.main.body.prompts)
        assert "Beside you works too." in said


def test_a_stop_word_is_an_extra() -> None:
    step = library().modules["m12"].step("mine")
    assert step is not None
    assert isinstance(step.main.body, Script)
    assert (
        "No, stop, silence or moving away count just as much, with or without your word."
        in step.main.body.intro
    )


def test_someone_forced_today_is_answered_beside_the_scale() -> None:
    step = library().modules["m01"].step("lines")
    assert step is not None
    closing = step.main.body.closing  # type: ignore[union-attr]
    assert "If closeness is not your choice now, that is not your doing." in closing
    assert "People to talk to" in closing


def test_letters_go_to_people_who_are_safe_to_think_about() -> None:
    assert "safe to think about today" in choice("m08", "what", "letter")[0]
    page = library().modules["m08"].step("page")
    assert page is not None
    assert "safe to think about today" in page.main.body.intro  # type: ignore[union-attr]


def facts_of(about: str, country: str = "Everywhere") -> str:
    found = [
        fact.text
        for fact in library().people.care.rows
        if fact.country == country and fact.about == about
    ]
    assert len(found) == 1, (country, about)
    return found[0]


def test_no_limit_for_medicine_against_hiv_is_a_closed_door() -> None:
    rows = [one for one in library().people.care.rows if one.about == "Medicine against HIV"]
    assert len(rows) >= 15
    for row in rows:
        assert "still worth asking" in row.text, row.country
        assert not re.search(r"at the latest|no later|not after", row.text), row.country
    for words in ("48", "72", "past 48"):
        assert words in facts_of("Medicine against HIV", "Germany")
    assert "still worth asking" in choice("m18", "recent", "hiv")[0]


def test_no_limit_for_evidence_is_a_closed_door() -> None:
    rows = [one for one in library().people.care.rows if "vidence" in one.about]
    assert len(rows) >= 15
    for row in rows:
        if re.search(r"\b(hours|days)\b", row.text):
            assert re.search(r"worth asking|still ask|could ask|first who|so soon is", row.text), (
                row.country
            )


def test_a_drug_that_is_soon_gone_is_not_given_days() -> None:
    """Blood for three days would keep somebody at home whose test works for twelve hours."""
    spiked = facts_of("If a drink may have been spiked")
    assert "8 hours in blood and 12 in urine" in spiked
    assert spiked.index("12 in urine") < spiked.index("three days")
    assert "some only then" in choice("m18", "recent", "spiked")[0]


def test_what_the_police_hear_is_not_promised_where_sources_differ() -> None:
    dutch = facts_of("Keeping evidence", "Netherlands")
    assert "differ on the police" in dutch
    assert "You could ask first." in dutch
    (line,) = (row for row in library().helplines.rows if row.id == "nl-veilig-thuis")
    assert "can bring in the police" in line.who_for
    assert "have to pass something on" in choice("m15", "safe", "unsure")[0]
    assert "have to pass something on" in choice("m18", "rights", "police")[0]


def test_leave_from_work_names_whose_harm_it_is_for() -> None:
    work = {
        fact.country: fact.text for fact in library().people.rights.rows if fact.about == "Work"
    }
    for country in ("Ireland", "Australia"):
        assert "Harm by a stranger" in work[country]
    assert "partner or relative" not in work["Ireland"]


def test_rights_with_a_limit_say_so_first() -> None:
    assert "Some of it has time limits" in library().people.rights.intro


def test_no_fact_is_left_with_the_day_of_the_first_reading() -> None:
    """An older day is a list of what is still to be done: there is none among these."""
    for fact in (*library().people.care.rows, *library().people.rights.rows):
        assert fact.read_on >= date(2026, 11, 27), (fact.country, fact.about)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("Needs a hospital now", ["neck", "even if nothing shows"]),
        ("Before an examination", ["If you can, and if you want to", "If you have already washed"]),
        ("If a drink may have been spiked", ["differ", "clean jar", "does not prove", "ask first"]),
        ("Pregnancy", ["copper coil", "most effective", "weaken the pills"]),
        ("Pregnancy, after five days", ["three weeks", "every option", "nobody else decides"]),
        ("Infections", ["hepatitis B", "two weeks", "tetanus"]),
        ("Sexual pictures, shared or threatened", ["don't have to pay", "Copies", "StopNCII"]),
        ("Who may have to pass it on", ["You could ask before"]),
    ],
)
def test_what_everyone_is_told_about_care(about: str, words: list[str]) -> None:
    for one in words:
        assert one in facts_of(about)


@pytest.mark.parametrize(
    "country",
    ["United States", "England and Wales", "Ireland", "Germany", "France", "Australia"],
)
def test_the_copper_coil_is_named_where_it_was_missing(country: str) -> None:
    assert "copper coil" in facts_of("Pregnancy", country)
    assert "most effective" in facts_of("Pregnancy", country)


def test_every_country_of_a_line_in_the_list_of_the_editor_has_care() -> None:
    has: dict[str, str] = {}
    for fact in library().people.care.rows:
        has[fact.country] = has.get(fact.country, "") + "|" + fact.about
    for country in ("Canada", "New Zealand", "Belgium", "Japan", "Norway", "Spain", "India"):
        assert "Medicine against HIV" in has[country], country
    for country in ("Scotland", "Netherlands", "South Africa", "Belgium", "Northern Ireland"):
        assert "Pregnancy" in has[country], country
    for country in ("France", "New Zealand", "South Africa"):
        assert "vidence" in has[country], country
    for country in ("Northern Ireland", "Austria", "Spain", "Italy", "Sweden", "Finland", "India"):
        assert country in has


def test_nothing_is_promised_that_was_not_found() -> None:
    assert "Hospitals may have to tell the police" in facts_of("Care", "India")
    paris = facts_of("Keeping evidence", "France")
    assert "In Paris" in paris
    assert "we did not find such a scheme" in paris
    assert "We did not find" in facts_of("Evidence", "New Zealand")
    for fact in library().people.care.rows:
        if fact.country in ("India", "France", "New Zealand"):
            assert "police need not know" not in fact.text


def test_japan_and_australia_say_what_a_pharmacy_has() -> None:
    japan = facts_of("Pregnancy", "Japan")
    assert "without a prescription" in japan
    assert "in front of a pharmacist" in japan
    australia = facts_of("Pregnancy", "Australia")
    assert "two pills without a prescription" in australia
    assert "copper coil" in australia


def test_a_spiked_drink_samples_and_infections_are_answered_where_one_asks() -> None:
    spiked, leads = choice("m18", "recent", "spiked")
    assert "clean jar" in spiked
    assert "who would see the result" in spiked
    assert leads == "page:care"
    samples, _ = choice("m18", "recent", "traces")
    assert "If you can, and if you want to: don't wash yet" in samples
    assert "If you have already washed, samples may still be found." in samples
    assert "hepatitis B" in choice("m18", "recent", "infections")[0]
    assert "three weeks" in choice("m18", "recent", "pregnancy")[0]


def test_sexual_pictures_have_a_script_with_what_to_know_first() -> None:
    script = library().ready_scripts["s35"]
    assert script.about == "photos"
    assert "don't have to pay" in " ".join(script.tips)
    photos = library().words.situation("photos")
    assert photos is not None
    assert "A helpline can help get it taken down." in " ".join(photos.tips)
    assert "Copies of the messages, not of the picture" in " ".join(photos.tips)


def test_leave_and_money_in_the_united_states_say_what_federal_law_gives() -> None:
    rows = {
        fact.about: fact.text
        for fact in library().people.rights.rows
        if fact.country == "United States"
    }
    assert "FMLA" in rows["Work"]
    assert "There is no such leave" not in rows["Work"]
    assert "free under federal law" in rows["Money"]
    assert "examination counts instead" in rows["Money"]


def test_every_fact_names_two_sources_of_different_owners_and_its_day() -> None:
    for fact in (*library().people.care.rows, *library().people.rights.rows):
        assert len({owner_of(source) for source in fact.sources}) >= 2, fact.about
        assert fact.read_on.year == 2026


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schadefonds.nl", "publicaties.schadefonds.nl, 2020"),
        ("www.aidshilfe.de: 48", "aidshilfe.de"),
        ("The Guardian, 2015", "the guardian, 2020"),
    ],
)
def test_two_names_of_one_site_are_one_source(one: str, other: str) -> None:
    assert owner_of(one) == owner_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lewishamandgreenwich.nhs.uk", "clch.nhs.uk"),
        ("police.govt.nz", "acc.govt.nz"),
        ("aidshilfe-koeln.de", "aidshilfe-essen.de"),
        ("St Emlyn's, emergency medicine", "entuk.org (UK guideline)"),
    ],
)
def test_sites_under_one_public_name_are_different_sources(one: str, other: str) -> None:
    assert owner_of(one) != owner_of(other)


@pytest.mark.parametrize(
    ("sources", "wrong"),
    [
        ("[schadefonds.nl, publicaties.schadefonds.nl]", "are one site"),
        ("[only.example]", "1 item"),
    ],
)
def test_a_fact_on_one_source_is_refused_with_a_remedy(
    tmp_path: Path, sources: str, wrong: str
) -> None:
    root = tmp_path / "library"
    shutil.copytree(Path(settings.CONTENT_LIBRARY), root)
    people = root / "en" / "people.yaml"
    text = people.read_text(encoding="utf-8")
    people.write_text(re.sub(r"sources: \[.*\]", f"sources: {sources}", text, count=1), "utf-8")
    with pytest.raises(ContentError) as refused:
        load_library(root, "en")
    (problem,) = refused.value.problems
    assert problem.path == "en/people.yaml"
    assert wrong in problem.wrong
    assert problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('numbers: ["911"]', 'numbers: ["help"]', "is not a number to dial"),
        ("country: Canada\n    numbers", "country: United States\n    numbers", "listed twice"),
    ],
)
def test_a_broken_emergency_number_is_refused(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    root = tmp_path / "library"
    shutil.copytree(Path(settings.CONTENT_LIBRARY), root)
    lines = root / "en" / "helplines.yaml"
    text = lines.read_text(encoding="utf-8")
    assert old in text
    lines.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as refused:
        load_library(root, "en")
    assert any(wrong in problem.wrong and problem.remedy for problem in refused.value.problems)
