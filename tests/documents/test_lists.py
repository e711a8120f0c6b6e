"""A long list comes a page at a time, and says where more is."""

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.documents.lists import page_of
from skills_app.journal.kinds import DRAFT
from skills_app.vault.models import Record
from skills_app.vault.store.open_space import NotKept, OpenSpace
from tests.journal.spaces import space_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(alice_with_space: Client, alice: User) -> OpenSpace:
    space = space_of(alice)
    with space.together():
        for n in range(7):
            space.create("draft", {"text": f"Page {n}."})
    return space


@pytest.mark.parametrize(
    ("number", "texts", "newer", "older"),
    [
        (1, ["Page 6.", "Page 5.", "Page 4."], 0, 2),
        (2, ["Page 3.", "Page 2.", "Page 1."], 1, 3),
        (3, ["Page 0."], 2, 0),
    ],
)
def test_each_page_leads_on_and_back(
    space: OpenSpace, number: int, texts: list[str], newer: int, older: int
) -> None:
    page = page_of(space, DRAFT, number, size=3)
    assert [one.text for one in page.documents] == texts
    assert (page.newer, page.older, page.count, page.damaged) == (newer, older, 7, 0)


@pytest.mark.parametrize("number", [-1, 0, 4])
def test_a_page_that_there_is_not(space: OpenSpace, number: int) -> None:
    with pytest.raises(NotKept):
        page_of(space, DRAFT, number, size=3)


def test_the_first_page_is_there_though_it_is_empty(alice_with_space: Client, alice: User) -> None:
    page = page_of(space_of(alice), DRAFT, 1, size=3)
    assert (page.documents, page.older, page.count) == ([], 0, 0)


def test_one_that_does_not_open_is_counted_on_its_page_and_hides_no_other(
    space: OpenSpace,
) -> None:
    row = Record.objects.order_by("-seq")[3]
    Record.objects.filter(pk=row.pk).update(blob=row.blob[:-1] + bytes([row.blob[-1] ^ 1]))
    first, second = (page_of(space, DRAFT, number, size=3) for number in (1, 2))
    assert (first.damaged, first.older) == (0, 2)
    assert (second.damaged, second.older, len(second.documents)) == (1, 3, 2)
