from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from skills_app.content import library
from skills_app.content.loading import load_library
from skills_app.content.overviews import coverage_page, served_by, summary_of, tools_by_family
from skills_app.library.vocabulary import COMPONENTS
from tests.content.small_library import make_small_library


def said_by(**options: Any) -> str:
    said = StringIO()
    call_command("content", stdout=said, **options)
    return said.getvalue()


def test_the_summary_counts_what_is_there(tmp_path: Path) -> None:
    small = load_library(make_small_library(tmp_path), "en")
    said = "\n".join(summary_of(small))
    assert "modules     1" in said
    assert "steps       2" in said
    assert "tools       1, of these 0 grounding" in said
    assert "8 from parts, 1 finished" in said
    assert tools_by_family(small)["breathing"] == 1


def test_a_step_is_listed_under_each_part_of_care_it_serves(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    path = root / "en" / "modules" / "m02.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("title: The first step\n", "title: The first step\n    serves: [c, A]\n"),
        encoding="utf-8",
    )
    small = load_library(root, "en")
    served = served_by(small)
    assert served["c"] == served["A"] == [("m02 A small module", "The first step")]
    assert "| c | grounding | m02 A small module | The first step |" in coverage_page(small)
    assert "| b | mindfulness | nothing yet |  |" in coverage_page(small)


def test_the_table_of_scripts_has_a_row_for_every_combination() -> None:
    rows = said_by(words=True).splitlines()[2:]
    words = library().words
    assert len(rows) == len(words.situations) * len(words.relationships) * len(words.firmness)
    assert len({row.split(" | ")[4] + row.split(" | ")[1] for row in rows}) > len(rows) / 2
    assert all(row.count(" | ") == 5 for row in rows)


def test_the_command_says_what_each_language_holds() -> None:
    assert said_by(summary=True).startswith("en\n  modules")


def test_every_part_of_care_is_served_and_the_page_that_says_so_is_up_to_date() -> None:
    served = served_by(library())
    assert [component for component, steps in served.items() if not steps] == []
    page = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert page == coverage_page(library()), "make coverage"


# The table of the catalogue: the parts of care that each module serves.
CATALOGUE = {
    "m01": "ABDEF",
    "m02": "ch",
    "m03": "hby",
    "m04": "cb",
    "m05": "arx",
    "m06": "k",
    "m07": "efnF",
    "m08": "i",
    "m09": "q",
    "m10": "v",
    "m11": "bry",
    "m12": "asl",
    "m13": "fjtsw",
    "m14": "lmu",
    "m15": "gow",
    "m16": "p",
    "m17": "d",
    "m18": "zACE",
}


@pytest.mark.parametrize("module_id", CATALOGUE)
def test_each_module_serves_what_the_catalogue_says_of_it(module_id: str) -> None:
    served = {one for step in library().modules[module_id].steps for one in step.serves}
    assert set(CATALOGUE[module_id]) - served == set()


def test_the_catalogue_names_every_part_of_care() -> None:
    assert set("".join(CATALOGUE.values())) == set(COMPONENTS)
    assert set(CATALOGUE) == set(library().modules)


def test_all_eighteen_modules_are_there() -> None:
    assert {f"m{number:02}" for number in range(1, 19)} <= set(library().modules)
