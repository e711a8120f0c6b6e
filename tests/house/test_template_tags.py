"""Attributes, sentences and parts that templates ask for by name instead of deciding."""

from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template

from skills_app.documents.keeping import HINDRANCES
from skills_app.library.vocabulary import LEVELS, STATES
from skills_app.preferences.keeping.choices import SLIDER_STYLES
from skills_app.templatetags.states import LEDES, WORDS
from skills_app.templatetags.troubles import NOT_YET, UNKEPT, WRONG
from skills_app.vault.database.trouble import Trouble


def drawn(text: str, **given: object) -> str:
    return engines["django"].from_string("{% load attributes %}" + text).render(given)


@pytest.mark.parametrize(
    ("value", "attribute"),
    [
        (True, " open"),
        (False, ""),
        (None, ""),
        ("", ""),
        ([], ""),
        ({"some": "errors"}, " open"),
        (0, ' open="0"'),
        ('"><b>', ' open="&quot;&gt;&lt;b&gt;"'),
    ],
)
def test_an_attribute_is_there_when_it_says_something_and_is_escaped(
    value: object, attribute: str
) -> None:
    assert drawn("{% attrs open=value %}", value=value) == attribute


def test_names_with_hyphens_are_written_with_underscores() -> None:
    assert drawn('{% attrs aria_label="A" data_rest=0 %}') == ' aria-label="A" data-rest="0"'


def test_only_the_chosen_one_of_a_group_is_marked() -> None:
    group = (
        '{% for one in "abc" %}{{ one }}{% checked one "b" %}{% selected one "c" %};{% endfor %}'
    )
    assert drawn(group) == "a;b checked;c selected;"
    assert drawn('{% checked "" nothing %}') == " checked"


def test_a_field_is_tied_to_its_hint_and_to_a_problem_only_while_there_is_one() -> None:
    field = '{% refused_by problem "why" hint="hint" %}'
    assert drawn(field) == ' aria-describedby="hint"'
    assert drawn(field, problem="No.") == ' aria-describedby="hint why" aria-invalid="true"'
    assert drawn('{% refused_by problem "why" %}') == ""


def test_every_trouble_has_words_of_its_own_but_for_the_likeliest() -> None:
    names = set(get_args(Trouble))
    assert set(WRONG) == names - {"busy", "too_large"}  # a page of its own says the last
    assert set(NOT_YET) == set(HINDRANCES) - {"busy", "locked", "changed", "erased"}
    assert set(UNKEPT) - {"cookies", "ended"} <= names


def test_every_state_has_words() -> None:
    assert set(WORDS) == set(LEDES) == set(STATES)


@pytest.mark.parametrize(
    "name",
    [
        *(f"shapes/{state}.html" for state in STATES),
        *(f"preferences/notes/{level}.html" for level in LEVELS),
        *(f"preferences/slider/{style}.html" for style in SLIDER_STYLES),
        *(f"space/doorway/{needs}.html" for needs in ("sign_in", "space", "key")),
        *(f"exits/cover_door/{needs}.html" for needs in ("sign_in", "key")),
    ],
)
def test_every_part_that_is_named_by_a_choice_is_there(name: str) -> None:
    assert get_template(name)


def test_every_small_drawing_that_is_asked_for_is_there() -> None:
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        for part in path.read_text().split('includes/shape.html" with name="')[1:]:
            name, _quote, _rest = part.partition('"')
            assert get_template(f"shapes/{name}.html")
