import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.documents import store
from skills_app.documents import versions as earlier_ones
from skills_app.documents.values import read_id
from skills_app.journal.kinds import ENTRY
from tests.journal.spaces import WORDS, kept_at, page_at, space_of

pytestmark = pytest.mark.django_db


def change(client: Client, path: str, version: int, **fields: str) -> None:
    answer = client.post(f"{path}change/", {"version": version, **fields})
    assert answer.status_code == 303, answer.content.decode()


def test_each_change_keeps_the_version_before_it(alice_with_space: Client, alice: User) -> None:
    path = kept_at(alice_with_space, title="One")
    change(alice_with_space, path, 1, text="Second.", title="Two")
    change(alice_with_space, path, 2, text="Third.", title="Three")
    entry_id = read_id(path.split("/")[2])
    assert entry_id
    space = space_of(alice)
    versions, damaged = earlier_ones.earlier_versions(
        space, ENTRY, store.read(space, ENTRY, entry_id)
    )
    assert [(one.document.title, one.number) for one in versions] == [("Two", 2), ("One", 1)]
    assert not damaged
    page = page_at(alice_with_space, f"{path}earlier/")
    assert page.index("Two", page.index("<main")) < page.index("One", page.index("<main"))
    assert "The newest 50 stay" in page


def test_an_earlier_version_can_be_read_and_brought_back_and_nothing_is_lost(
    alice_with_space: Client, alice: User
) -> None:
    path = kept_at(alice_with_space, tags="river")
    change(alice_with_space, path, 1, text="Second.")
    entry_id = read_id(path.split("/")[2])
    assert entry_id
    (earlier,) = store.read(space_of(alice), ENTRY, entry_id).earlier
    address = f"{path}earlier/{earlier}/"
    assert WORDS in page_at(alice_with_space, address)
    assert alice_with_space.post(f"{address}back/").headers["Location"] == path
    page = page_at(alice_with_space, path)
    assert WORDS in page
    assert 'value="river"' in page
    versions, _ = earlier_ones.earlier_versions(
        space_of(alice), ENTRY, store.read(space_of(alice), ENTRY, entry_id)
    )
    assert [one.document.text for one in versions] == ["Second.", WORDS]


def test_keeping_without_a_change_makes_no_version(alice_with_space: Client) -> None:
    path = kept_at(alice_with_space, on="2026-05-01")
    change(alice_with_space, path, 1, text=WORDS, on="2026-05-01")
    assert "Earlier versions" not in page_at(alice_with_space, path)


def test_the_newest_fifty_stay(
    alice_with_space: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_ones, "MOST_EARLIER", 3)
    path = kept_at(alice_with_space)
    for n in range(1, 6):
        change(alice_with_space, path, n, text=f"Number {n}.")
    space = space_of(alice)
    assert space.count(ENTRY.earlier) == 3
    entry_id = read_id(path.split("/")[2])
    assert entry_id
    versions, _ = earlier_ones.earlier_versions(space, ENTRY, store.read(space, ENTRY, entry_id))
    assert [one.document.text for one in versions] == ["Number 4.", "Number 3.", "Number 2."]


def test_what_is_put_in_place_of_another_text_leaves_that_one_among_the_earlier(
    alice_with_space: Client,
) -> None:
    path = kept_at(alice_with_space)
    change(alice_with_space, path, 1, text="From the first tab.")
    assert (
        alice_with_space.post(
            f"{path}change/", {"text": "From the second tab.", "version": 1}
        ).status_code
        == 409
    )
    change(alice_with_space, path, 2, text="From the second tab.")
    assert "From the first tab." in page_at(alice_with_space, f"{path}earlier/")


def test_a_version_is_found_only_at_its_own_entry_and_only_by_its_writer(
    alice_with_space: Client, bob_with_space: Client, alice: User
) -> None:
    path, other = kept_at(alice_with_space), kept_at(alice_with_space, text="Another.")
    change(alice_with_space, path, 1, text="Second.")
    entry_id = read_id(path.split("/")[2])
    assert entry_id
    (earlier,) = store.read(space_of(alice), ENTRY, entry_id).earlier
    page_at(alice_with_space, f"{other}earlier/{earlier}/", status=404)
    page_at(bob_with_space, f"{path}earlier/", status=404)
    page_at(bob_with_space, f"{path}earlier/{earlier}/", status=404)
    assert bob_with_space.post(f"{path}earlier/{earlier}/back/").status_code == 404
    assert "Second." in page_at(alice_with_space, path)
