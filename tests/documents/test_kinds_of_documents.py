"""A kind of document is whole, or nothing starts; and nothing is kept that is of no kind."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.utils.functional import lazystr

import skills_app
from skills_app.account.models import User
from skills_app.documents import kinds as registry
from skills_app.documents.checks import check_pages
from skills_app.documents.erased import ERASED
from skills_app.documents.kinds import KINDS, ON_LEAVING, Kind, MissingPart, hand_in
from skills_app.documents.leaving import Typed
from skills_app.journal.kinds import DRAFT, ENTRY
from skills_app.keepsakes.kinds import KEEPSAKE
from skills_app.vault.crypto.records import ASIDE
from tests.documents.making import MAKINGS
from tests.journal.spaces import kept_at, space_of


class OnlyPicks(forms.Form):
    number = forms.ChoiceField()


class OnlyText:
    text = ""


@pytest.fixture(autouse=True)
def _as_they_were() -> Iterator[None]:
    before = list(KINDS.values())
    yield
    hand_in(before)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "has no name"),
        ({"title": lazystr("")}, "“keepsake” has no title"),
        ({"gone": lazystr("")}, "has no words for erasing: say `erased` and `gone`"),
        ({"erased": lazystr("")}, "has no words for erasing"),
        ({"read": None}, "has no reader"),
        ({"form": OnlyPicks}, "no field for private writing: OnlyPicks has none"),
        ({"typed": Kind.__dataclass_fields__["typed"].default}, "has no reading of what is typed"),
        ({"typed": lambda typed: OnlyText()}, "OnlyText answers no `id` (`Typed` in documents"),
        ({"pins": "stars"}, "add “stars” to KNOWN_KINDS"),
        ({"day": lambda one: 20261127}, "add “days/keepsake” to ASIDE"),
        ({"drafts": "half"}, "hand in a kind “half” that is `of` this one"),
    ],
)
def test_a_kind_that_lacks_a_part_is_refused_with_what_to_do(
    changed: dict[str, Any], said: str
) -> None:
    before = dict(KINDS)
    with pytest.raises(MissingPart) as refused:
        hand_in([replace(KEEPSAKE, **changed)])
    assert said in str(refused.value)
    assert before == KINDS, "nothing is half handed in"


def test_what_a_shape_answers_on_leaving_is_asked_for_at_start() -> None:
    assert {name for name in vars(Typed) if not name.startswith("_")} == set(ON_LEAVING)


@pytest.mark.parametrize("more", [{"pins": "entry"}, {"earlier": "pins"}, {"name": "earlier"}])
def test_two_kinds_never_keep_records_of_one_name(more: dict[str, Any]) -> None:
    with pytest.raises(MissingPart, match="another kind keeps records by that name"):
        hand_in([ENTRY, DRAFT, replace(KEEPSAKE, **more)])


def test_each_feature_s_kinds_are_handed_in() -> None:
    folder = Path(skills_app.__file__).parent
    for path in folder.glob("*/kinds.py"):
        module = import_module(f"skills_app.{path.parent.name}.kinds")
        for kind in getattr(module, "KINDS", ()):
            if isinstance(kind, Kind):
                assert KINDS.get(kind.name) is kind
    assert {"entry", "draft", "prompt", "keepsake"} <= KINDS.keys()


def test_each_has_a_list_and_a_page_and_the_check_says_which_has_not() -> None:
    assert check_pages(None) == []
    hand_in([replace(KEEPSAKE, home="keep:nowhere")])
    (said,) = check_pages(None)
    assert "“keepsake” has no page" in said.msg


@pytest.mark.django_db
def test_whatever_is_kept_is_of_a_kind_or_told_of_by_one(
    alice_with_space: Client, alice: User
) -> None:
    client = alice_with_space
    path = kept_at(client)
    client.post(f"{path}change/", {"text": "Other.", "version": "1"})
    client.post(f"{path}pin/")
    client.post("/write/keep-draft/", {"text": "Half a page.", "page": "p" * 12})
    client.post("/write/starts/", {"text": "A start of my own"})
    for making in MAKINGS:
        making.kept_at(client, "A plan.")
    client.post(f"{path}erase/")
    known = {name for kind in KINDS.values() for name in registry.records_of(kind)}
    kept = space_of(alice).note().kinds
    assert kept == known | {ERASED}
    assert not known & (ASIDE | {ERASED})
