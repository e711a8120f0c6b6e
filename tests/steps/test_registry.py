"""Each kind of step is whole, and one that is not starts nothing. A new kind is tried here."""

import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.utils.http import urlencode

from skills_app.apps import SkillsAppConfig
from skills_app.content import library, reset
from skills_app.content.reading.handed_in import NoKinds, hand_in, kinds
from skills_app.steps import checks, registry
from skills_app.steps.cards import carried
from skills_app.steps.checks import check_guide
from skills_app.steps.registry import KINDS, MissingPart, kinds_in, missing_in
from tests.practice.test_every_kind import at, ways_on
from tests.steps.library import example_of, make_library_with, ways_with

HERE = Path(settings.BASE_DIR)
GUIDE = HERE / "docs" / "writing-content.md"


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_read_as_its_example_says(name: str, tmp_path: Path) -> None:
    way = ways_with(tmp_path, name)[name]
    assert way.kind == name
    assert type(way.body) is KINDS[name].body
    assert is_dataclass(way.body)
    assert hash(way) == hash(way)  # plain values all through
    assert way.body.screen_count >= 1
    assert way.body.without(lambda uses: False) == way.body
    assert all(isinstance(part.uses, tuple) for part in way.body.leavable)


@pytest.mark.parametrize("name", KINDS)
def test_each_key_of_a_kind_is_told_to_those_who_write_content(name: str) -> None:
    (row,) = re.findall(rf"^\| `{name}` \|.*$", GUIDE.read_text(encoding="utf-8"), re.M)
    reading = KINDS[name].reading
    assert [key for key in (*reading.keys, *reading.extras) if f"`{key}" not in row] == []


def test_a_kind_with_no_row_for_authors_is_found() -> None:
    page = GUIDE.read_text(encoding="utf-8")
    assert missing_in(page, KINDS) == []
    assert missing_in(page, ["no_such_kind", *KINDS]) == ["no_such_kind"]


def test_a_check_asks_for_that_row_where_the_docs_are(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_guide(None) == []
    monkeypatch.setattr(checks, "KINDS", ["no_such_kind", *KINDS])
    (said,) = check_guide(None)
    assert said.id == "steps.W001"
    assert "“no_such_kind” is not told" in said.msg
    settings.BASE_DIR = tmp_path
    assert check_guide(None) == []


@pytest.fixture
def with_every_kind(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.CONTENT_LIBRARY = str(make_library_with(tmp_path / "library", *KINDS))
    reset()
    yield
    reset()


@pytest.mark.django_db
@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_drawn_and_answers_each_of_its_presses_with_every_way_on(
    with_every_kind: None, guest: Client, name: str
) -> None:
    guest.post("/comfort/preset/", {"preset": "everything"})
    step = library().modules["m02"].step("examples")
    assert step is not None
    way = step.way(name)
    assert way is not None
    guest.post("/skills/m02/", at(step, way, move="stay"))
    page = guest.get("/skills/m02/").content.decode()
    ways_on(page)
    assert f'name="way" value="{name}"' in page
    for press in (*KINDS[name].answering.presses, "retype", "let_go", "none-such"):
        answer = guest.post("/skills/m02/", at(step, way, move=press))
        assert answer.status_code in (200, 303, 422), press
        if answer.status_code != 303:
            ways_on(answer.content.decode())


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_ships_in_some_module(name: str) -> None:
    """What no module uses is read by nobody, and none of the other tests meets it."""
    steps = [step for module in library().modules.values() for step in module.steps]
    assert any(way.kind == name for step in steps for way in step.ways), (
        f"No module uses “{name}”: give a step of content/library/en/modules/ a way of it."
    )


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.answering.words])
def test_the_fields_of_a_kind_are_carried_along_with_its_card(name: str, tmp_path: Path) -> None:
    """By how they begin: what is called otherwise would be gone on the way back from a card."""
    words = KINDS[name].answering.words
    assert words is not None
    names = words.names(ways_with(tmp_path, name)[name].body)
    typed = QueryDict(urlencode(dict.fromkeys(names, "Marmalade")))
    assert [field for field, _ in carried(typed)] == list(names), "see _TYPED in steps/cards.py"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The kind “plan” in a package of its own, to take something out of."""
    folder = tmp_path / "made_up" / "plan"
    shutil.copytree(Path(registry.__file__).parent / "plan", folder)
    (folder.parent / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith("made_up")]:
        del sys.modules[name]


def refusal_of(folder: Path) -> str:
    with pytest.raises(MissingPart) as refused:
        kinds_in(folder.parent, "made_up")
    return str(refused.value)


def test_a_whole_kind_is_taken(copied: Path) -> None:
    (kind,) = kinds_in(copied.parent, "made_up").values()
    assert (kind.name, kind.template) == ("plan", "steps/plan.html")


@pytest.mark.parametrize(
    ("part", "wanted"), [("body", "Plan"), ("reading", "READING"), ("answering", "ANSWERING")]
)
def test_a_kind_without_a_part_is_refused_by_name(copied: Path, part: str, wanted: str) -> None:
    (copied / f"{part}.py").unlink()
    assert refusal_of(copied).startswith(
        f"The kind of step “plan” has no {part}: write {wanted} in made_up/plan/{part}.py"
    )


@pytest.mark.parametrize(
    ("part", "wanted"), [("body", "Plan"), ("reading", "READING"), ("answering", "ANSWERING")]
)
def test_a_part_that_is_something_else_is_none(copied: Path, part: str, wanted: str) -> None:
    (copied / f"{part}.py").write_text(f"{wanted} = 3\n")
    assert refusal_of(copied).startswith(f"The kind of step “plan” has no {part}: {wanted} in")


def test_a_part_with_another_name_in_it_is_none(copied: Path) -> None:
    (copied / "reading.py").write_text("HOW_IT_IS_READ = 3\n")
    assert "has no reading: write READING in made_up/plan/reading.py" in refusal_of(copied)


def test_a_part_that_cannot_be_read_says_so_itself(copied: Path) -> None:
    (copied / "reading.py").write_text("import nothing_of_this_name\n")
    with pytest.raises(ModuleNotFoundError, match="nothing_of_this_name"):
        kinds_in(copied.parent, "made_up")


def test_an_empty_folder_is_no_kind(copied: Path) -> None:
    (copied.parent / "left_over" / "__pycache__").mkdir(parents=True)
    assert list(kinds_in(copied.parent, "made_up")) == ["plan"]


def test_nothing_starts_without_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "KINDS", {"no_such_kind": KINDS["plan"]})
    ready = SkillsAppConfig("skills_app", __import__("skills_app")).ready
    with pytest.raises(
        MissingPart, match=r"“no_such_kind” has no template: write templates/steps/"
    ):
        ready()


def test_content_is_not_read_before_the_kinds_are_there() -> None:
    handed = dict(kinds())
    hand_in({})
    try:
        with pytest.raises(NoKinds):
            kinds()
    finally:
        hand_in(handed)
    assert list(kinds()) == list(KINDS)


def test_the_import_contract_names_each_kind() -> None:
    """import-linter refuses a folder that its layers do not list; this says so sooner."""
    contracts = tomllib.loads((HERE / "pyproject.toml").read_text())["tool"]["importlinter"]
    (layers,) = [
        contract["layers"]
        for contract in contracts["contracts"]
        if contract.get("containers") == ["skills_app.steps"]
    ]
    assert set(KINDS) in [set(layer.split(" | ")) for layer in layers]


def test_every_example_is_of_a_kind_there_is() -> None:
    examples = Path(__file__).parent / "examples"
    assert {path.stem for path in examples.glob("*.yaml")} == set(KINDS)
    assert all(f"kind: {name}\n" in example_of(name) for name in KINDS)
