"""A language may be there in part: the rest is read in English, and says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from skills_app.content import languages, library, reset
from skills_app.content.loading import TOP_FILES, load_library
from skills_app.library.problems import ContentError

GERMAN = "Erst einmal ankommen"
SAID = "This part is in English so far."
MARKED = ' lang="en" dir="ltr"'
LENT = (
    "/",
    "/now/",
    "/skills/m03/",
    "/tools/",
    "/tools/up/",
    "/tools/quiet/",
    "/tools/t60/",
    "/words/",
    "/people/",
    "/people/first-call/",
    "/people/groups/",
    "/people/care/",
    "/people/card/",
    "/write/let-go/",
)


@pytest.fixture
def partly_german(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The real library, with one module in German and nothing else."""
    root = tmp_path / "library"
    shutil.copytree(settings.CONTENT_LIBRARY, root)
    (root / "de" / "modules").mkdir(parents=True)
    text = (root / "en" / "modules" / "m01.yaml").read_text(encoding="utf-8")
    text = text.replace("What this is, and what it is not", GERMAN, 1)
    (root / "de" / "modules" / "m01.yaml").write_text(text, encoding="utf-8")
    settings.CONTENT_LIBRARY = str(root)
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    reset()
    yield root
    reset()


def test_what_is_not_there_yet_is_read_in_english(partly_german: Path) -> None:
    german = load_library(partly_german, "de")
    assert list(german.modules) == list(library("en").modules)
    assert german.modules["m01"].steps[0].title == GERMAN
    assert german.modules["m02"] == library("en").modules["m02"]
    assert "m01" not in german.borrowed
    assert {"m02", "words", "helplines", "grounding"} <= german.borrowed
    assert library("en").borrowed == frozenset()


def test_a_broken_file_of_another_language_is_refused_by_its_own_name(partly_german: Path) -> None:
    path = partly_german / "de" / "modules" / "m01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("minutes: 3", "minutes: 300"))
    with pytest.raises(ContentError, match=r"de/modules/m01\.yaml"):
        load_library(partly_german, "de")


def test_the_reading_grade_is_asked_of_english_only(partly_german: Path) -> None:
    path = partly_german / "de" / "modules" / "m01.yaml"
    hard = "Incomprehensibility characterises multitudinous institutional communications. "
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Small skills, at your pace.", hard * 34, 1), encoding="utf-8")
    load_library(partly_german, "de")
    shutil.copy(path, partly_german / "en" / "modules" / "m01.yaml")
    with pytest.raises(ContentError, match="reads at grade"):
        load_library(partly_german, "en")


BODY_WORDS = """\
areas:
  - {id: body_area_hands, words: ["hand", "hände", "finger*"]}
  - {id: body_area_feet, words: [fuß]}
  - {id: body_area_face, words: [gesicht]}
  - {id: body_area_belly, words: [bauch]}
  - {id: body_area_chest, words: [brust]}
  - {id: eyes_closed, words: ["augen geschlossen"]}
not_offered: ["schulter*"]
elsewhere: ["auf der hand liegt"]
breath: ["atem*", "einatmen"]
"""
BANNED = """\
words:
  - phrases: [musst du]
    why: es ist ein Befehl.
    instead: Lieber einladen.
"""


def said_in_german(root: Path, text: str) -> str:
    """Everything that is refused once this stands in the German module, each on a line."""
    path = root / "de" / "modules" / "m01.yaml"
    german = path.read_text(encoding="utf-8")
    ways = german.index("kind: read")
    screen = german.index("- ", german.index("screens:", ways))
    path.write_text(f"{german[:screen]}- {text}\n          {german[screen:]}", encoding="utf-8")
    try:
        load_library(root, "de")
    except ContentError as error:
        return str(error)
    finally:
        path.write_text(german, encoding="utf-8")
    return ""


def test_words_of_the_body_and_the_breath_are_looked_for_as_a_language_says_them(
    partly_german: Path,
) -> None:
    texts = ("Deine Fingerspitzen.", "Die Schultern.", "Folge dem Atemzug.", "Das musst du.")
    assert [said_in_german(partly_german, text) for text in texts] == [""] * 4
    (partly_german / "de" / "body_words.yaml").write_text(BODY_WORDS, encoding="utf-8")
    (partly_german / "de" / "banned.yaml").write_text(BANNED, encoding="utf-8")
    reset()
    fingers, shoulders, breath, order = (said_in_german(partly_german, text) for text in texts)
    assert "“Fingerspitzen” is named here" in fingers
    assert "Add “body_area_hands” to uses" in fingers
    assert "“Schultern” names a part of the body that readers cannot leave out" in shoulders
    assert "This way speaks of the breath. Add the note “brt”" in breath
    assert "“musst du” is not used here: es ist ein Befehl." in order
    assert said_in_german(partly_german, "Was auf der Hand liegt.") == ""


def test_the_rules_of_english_are_asked_of_english_only(partly_german: Path) -> None:
    """A hand is “Hand” in German by chance; and “should” is no German word at all."""
    assert said_in_german(partly_german, "Your hand should relax.") == ""
    german = load_library(partly_german, "de")
    assert [gap.partition(" (")[0] for gap in german.unchecked] == [
        "de has no list of words for the body",
        "de has no list of words to avoid",
        "de has no measure of reading",
    ]
    assert library("en").unchecked == ()
    # What is borrowed is still held to them.
    path = partly_german / "en" / "modules" / "m02.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("summary: ", "summary: You should. ", 1), encoding="utf-8")
    with pytest.raises(ContentError, match="“should” is not used here"):
        load_library(partly_german, "de")


def test_the_readers_language_decides_where_there_is_one(partly_german: Path) -> None:
    assert languages(partly_german) == {"en", "de"}
    with translation.override("de-at"):
        assert library().lang == "de"


def test_a_language_without_a_folder_borrows_everything(partly_german: Path) -> None:
    with translation.override("fr"):
        french = library()
    assert french.modules == library("en").modules
    assert set(TOP_FILES) | set(french.modules) | {"grounding", "breathing"} <= french.borrowed
    assert library("en").borrowed == frozenset()


@pytest.mark.django_db
def test_a_part_that_is_in_english_so_far_says_so(partly_german: Path, guest: Client) -> None:
    german = {"headers": {"accept-language": "de"}}
    own = guest.get("/skills/m01/", **german).content.decode()
    assert GERMAN in own
    assert 'lang="de"' in own
    assert "This part is in English so far." not in own
    listed = guest.get("/skills/", **german).content.decode()
    assert "Some of this is in English so far." in listed
    assert '<a href="/skills/m01/">' in listed
    assert f'<a href="/skills/m02/"{MARKED}>' in listed


@pytest.fixture
def french(settings: Any) -> dict[str, dict[str, str]]:
    """What a browser sends that asks for a language whose content nobody has begun."""
    settings.LANGUAGES = [("en", "English"), ("fr", "Français")]
    return {"headers": {"accept-language": "fr"}}


@pytest.mark.django_db
def test_a_page_of_a_language_without_a_folder_says_so(
    french: dict[str, Any], guest: Client
) -> None:
    for address in LENT:
        page = guest.get(address, **french).content.decode()
        assert SAID in page, address
        assert MARKED in page.split("<main")[1], address
        assert "so far" not in guest.get(address).content.decode(), address


@pytest.mark.django_db
def test_pages_drawn_from_what_was_posted_say_so_too(french: dict[str, Any], guest: Client) -> None:
    gate = {"gate": "safe"}
    built = {**gate, "situation": "slow", "relationship": "friend", "firmness": "2"}
    ready = {**gate, "take": next(iter(library("en").ready_scripts))}
    for address, posted in (
        ("/words/", {"gate": "harm"}),
        ("/words/", {**gate, "move": "gate"}),
        ("/words/", {**built, "move": "compose"}),
        ("/words/", {**built, "move": "card", "text": "Not today."}),
        ("/words/ready/", gate),
        ("/words/ready/", ready),
        ("/words/ready/", {**ready, "move": "card", "text": "Not today."}),
        ("/people/card/", {"lines": "0"}),
        ("/tools/", {"state": "up"}),
        ("/tools/one/", {}),
    ):
        page = guest.post(address, posted, **french).content.decode()
        assert SAID in page, posted
        assert MARKED in page.split("<main")[1], posted
        assert "so far" not in guest.post(address, posted).content.decode(), posted


@pytest.mark.django_db
def test_starts_and_feelings_in_english_are_marked_and_own_starts_are_not(
    french: dict[str, Any], alice_with_space: Client
) -> None:
    page = alice_with_space.get("/write/new/", **french).content.decode()
    assert page.count(SAID) == 2
    assert f"<span{MARKED}>" in page
    asked = {"text": "", "start": "okay"}
    assert f"<bdi{MARKED}>" in alice_with_space.post("/write/new/", asked, **french).text
    alice_with_space.post("/write/starts/", {"text": "Un début à moi"})
    own = alice_with_space.post("/write/new/", {**asked, "start": "own"}, **french).text
    assert "<bdi>Un début à moi</bdi>" in own
