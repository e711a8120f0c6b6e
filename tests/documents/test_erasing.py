"""Erasing, of every kind alike: undone for ten minutes, real after that."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import Record
from tests.documents.making import MAKINGS, Making
from tests.journal.spaces import page_at, space_of
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db
WORDS = 'The heron said "erased":"2026" and stood there.'
UNDO = "Bring it back"

of_each_kind = pytest.mark.parametrize("making", MAKINGS, ids=lambda making: making.name)


def later(minutes: int = 10) -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes, seconds=1)


def shown(client: Client, path: str) -> str:
    return page_at(client, path).replace("&quot;", '"')


@of_each_kind
def test_right_after_erasing_it_is_on_no_page_and_comes_back_as_it_was_where_it_was(
    alice_with_space: Client, alice: User, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    making.kept_at(alice_with_space, 'Stays, "erased":"" or not.')
    assert making.changed(alice_with_space, path, f"{WORDS} Still.", 1) == 303
    alice_with_space.post(f"{path}erase/")
    page = shown(alice_with_space, making.home)
    assert UNDO in page
    assert "heron" not in page
    assert "Stays" in page
    page_at(alice_with_space, path, status=404)
    page_at(alice_with_space, f"{path}change/", status=404)

    assert alice_with_space.post(f"{making.home}back/").headers["Location"] == path
    page = shown(alice_with_space, path)
    assert f"{WORDS} Still." in page
    assert "It is back" in page
    page = shown(alice_with_space, making.home)
    assert "heron" in page
    assert UNDO not in page
    assert space_of(alice).verify().is_sound


@of_each_kind
def test_an_editor_opened_before_goes_on_after_it_was_erased_and_brought_back(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    assert making.changed(alice_with_space, path, "Second.", 1) == 303
    alice_with_space.post(f"{path}erase/")
    alice_with_space.post(f"{making.home}back/")
    assert making.changed(alice_with_space, path, "From an older tab.", 1) == 409
    assert making.changed(alice_with_space, path, "Third.", 2) == 303
    assert "Third." in page_at(alice_with_space, path)


@of_each_kind
def test_a_change_under_way_elsewhere_keeps_its_words_and_does_not_bring_it_back(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    alice_with_space.post(f"{path}erase/")
    sent = {**making.fields, "text": "More of it.", "version": "1"}
    answer = alice_with_space.post(f"{path}change/", sent)
    assert answer.status_code == 404
    assert "More of it." in answer.text
    assert UNDO in page_at(alice_with_space, making.home)


@of_each_kind
def test_what_was_erased_can_be_kept_anew_in_the_same_words(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    alice_with_space.post(f"{path}erase/")
    assert WORDS in shown(alice_with_space, making.kept_at(alice_with_space, WORDS))


@of_each_kind
def test_after_ten_minutes_nothing_of_it_is_left_at_the_next_look(
    alice_with_space: Client, alice: User, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    making.changed(alice_with_space, path, f"{WORDS} Still.", 1)
    alice_with_space.post(f"{path}erase/")
    with time_machine.travel(later(minutes=9), tick=True):
        assert UNDO in page_at(alice_with_space, making.home)
    assert Record.objects.exists()
    with time_machine.travel(later(), tick=True):
        assert UNDO not in page_at(alice_with_space, making.home)
        assert not Record.objects.exists()
        page = alice_with_space.post(f"{making.home}back/", follow=True).text
        assert "The ten minutes had passed" in page
    assert space_of(alice).verify().is_sound


@of_each_kind
def test_opening_the_space_later_deletes_it_even_if_nobody_looks(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    alice_with_space.post(f"{path}erase/")
    alice_with_space.post("/space/lock/")
    with time_machine.travel(later(), tick=True):
        alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE})
    assert not Record.objects.exists()


@of_each_kind
def test_it_can_be_deleted_for_good_at_once(alice_with_space: Client, making: Making) -> None:
    alice_with_space.post(f"{making.kept_at(alice_with_space, WORDS)}erase/")
    assert "Gone for good." in alice_with_space.post(f"{making.home}gone/", follow=True).text
    assert not Record.objects.exists()


@of_each_kind
def test_each_of_several_waits_its_own_ten_minutes_and_the_last_one_comes_back_first(
    alice_with_space: Client, making: Making
) -> None:
    first, second, third = (making.kept_at(alice_with_space, f"Number {n}.") for n in range(3))
    alice_with_space.post(f"{third}erase/")
    alice_with_space.post(f"{second}erase/")
    with time_machine.travel(later(minutes=5), tick=True):
        alice_with_space.post(f"{first}erase/")
        assert "3 things are erased." in page_at(alice_with_space, making.home)
        back = f"{making.home}back/"
        assert alice_with_space.post(back).headers["Location"] == first
        assert alice_with_space.post(back).headers["Location"] in {second, third}
        alice_with_space.post(f"{first}erase/")
    with time_machine.travel(later(), tick=True):
        assert UNDO in page_at(alice_with_space, making.home)
        assert alice_with_space.post(back).headers["Location"] == first
    assert Record.objects.count() == 2


@of_each_kind
def test_erasing_twice_is_a_calm_404_and_leaves_the_way_back(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    alice_with_space.post(f"{path}erase/")
    assert alice_with_space.post(f"{path}erase/").status_code == 404
    assert UNDO in page_at(alice_with_space, making.home)


@of_each_kind
def test_bob_can_neither_erase_nor_bring_back_nor_delete_what_is_alices(
    alice_with_space: Client, bob_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    assert bob_with_space.post(f"{path}erase/").status_code == 404
    alice_with_space.post(f"{path}erase/")
    assert bob_with_space.post(f"{making.home}back/").headers["Location"] == making.home
    bob_with_space.post(f"{making.home}gone/")
    assert UNDO in page_at(alice_with_space, making.home)


@of_each_kind
def test_one_that_does_not_open_goes_at_once_when_asked(
    alice_with_space: Client, making: Making
) -> None:
    path = making.kept_at(alice_with_space, WORDS)
    for row in Record.objects.exclude(pk=None):
        Record.objects.filter(pk=row.pk).update(blob=row.blob[:-1] + bytes([row.blob[-1] ^ 1]))
    assert "is erased." in alice_with_space.post(f"{path}erase/", follow=True).text
    assert not Record.objects.filter(pk=path.split("/")[2]).exists()


def test_each_list_has_the_way_back_for_what_was_on_it_and_for_nothing_else(
    alice_with_space: Client,
) -> None:
    entry, script = (one.kept_at(alice_with_space, WORDS) for one in MAKINGS[:2])
    alice_with_space.post(f"{entry}erase/")
    alice_with_space.post(f"{script}erase/")
    assert "That entry is erased." in page_at(alice_with_space, "/write/")
    assert "That is erased." in page_at(alice_with_space, "/keep/")
    alice_with_space.post("/write/gone/")
    assert UNDO not in page_at(alice_with_space, "/write/")
    assert alice_with_space.post("/keep/back/").headers["Location"] == script
    assert WORDS in shown(alice_with_space, script)


def test_a_script_that_came_back_stands_where_it_stood(alice_with_space: Client) -> None:
    making = MAKINGS[1]
    first = making.kept_at(alice_with_space, "The first.")
    with time_machine.travel(later(minutes=2), tick=True):
        making.kept_at(alice_with_space, "The second.")
        alice_with_space.post(f"{first}erase/")
        alice_with_space.post("/keep/back/")
        page = page_at(alice_with_space, "/keep/")
    assert page.index("The second.") < page.index("The first.")
