"""Erasing a script or plan: undone for ten minutes, real after that."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import Record
from tests.journal.spaces import page_at, space_of
from tests.keepsakes.test_keep import WORDS, keep
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db
UNDO = "Bring it back"


def later() -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10, seconds=1)


def test_right_after_erasing_it_is_on_no_page_and_can_be_brought_back(
    alice_with_space: Client, alice: User
) -> None:
    path = keep(alice_with_space, title="For Sunday")
    keep(alice_with_space, text='About "erased": nothing.', title="Stays")
    alice_with_space.post(f"{path}erase/")
    page = page_at(alice_with_space, "/keep/")
    assert UNDO in page
    assert "For Sunday" not in page
    assert "Stays" in page
    page_at(alice_with_space, path, status=404)
    page_at(alice_with_space, f"{path}change/", status=404)

    assert alice_with_space.post("/keep/back/").headers["Location"] == path
    page = page_at(alice_with_space, path)
    assert WORDS in page
    assert "For Sunday" in page
    page = page_at(alice_with_space, "/keep/")
    assert "For Sunday" in page
    assert UNDO not in page
    assert space_of(alice).verify().is_sound


def test_a_change_under_way_elsewhere_keeps_its_words_and_does_not_bring_it_back(
    alice_with_space: Client,
) -> None:
    path = keep(alice_with_space)
    alice_with_space.post(f"{path}erase/")
    answer = alice_with_space.post(
        f"{path}change/", {"sort": "script", "text": "More of it.", "version": "1"}
    )
    assert answer.status_code == 404
    assert "More of it." in answer.text
    assert UNDO in page_at(alice_with_space, "/keep/")


def test_after_ten_minutes_it_is_deleted_at_the_next_look(
    alice_with_space: Client, alice: User
) -> None:
    path = keep(alice_with_space)
    alice_with_space.post(f"{path}erase/")
    assert Record.objects.count() == 1
    with time_machine.travel(later(), tick=False):
        assert UNDO not in page_at(alice_with_space, "/keep/")
        assert not Record.objects.exists()
        assert (
            "The ten minutes had passed" in alice_with_space.post("/keep/back/", follow=True).text
        )
    assert space_of(alice).verify().is_sound


def test_opening_the_space_later_deletes_it_even_if_nobody_looks(alice_with_space: Client) -> None:
    path = keep(alice_with_space)
    alice_with_space.post(f"{path}erase/")
    alice_with_space.post("/space/lock/")
    with time_machine.travel(later(), tick=False):
        assert alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}).status_code == 303
    assert not Record.objects.exists()


def test_it_can_be_deleted_for_good_at_once(alice_with_space: Client) -> None:
    path = keep(alice_with_space)
    alice_with_space.post(f"{path}erase/")
    alice_with_space.post("/keep/gone/")
    assert not Record.objects.exists()


def test_each_of_several_that_were_erased_waits_and_comes_back_the_last_one_first(
    alice_with_space: Client,
) -> None:
    first, second = keep(alice_with_space), keep(alice_with_space, text="Another.")
    alice_with_space.post(f"{second}erase/")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5), tick=True):
        alice_with_space.post(f"{first}erase/")
        assert "2 things are erased." in page_at(alice_with_space, "/keep/")
        assert alice_with_space.post("/keep/back/").headers["Location"] == first
        assert alice_with_space.post("/keep/back/").headers["Location"] == second
        assert UNDO not in page_at(alice_with_space, "/keep/")


def test_each_of_several_that_were_erased_has_its_own_ten_minutes(
    alice_with_space: Client,
) -> None:
    first, second = keep(alice_with_space), keep(alice_with_space, text="Another.")
    alice_with_space.post(f"{first}erase/")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5), tick=True):
        alice_with_space.post(f"{second}erase/")
    with time_machine.travel(later(), tick=True):
        assert "That is erased." in page_at(alice_with_space, "/keep/")
    assert Record.objects.count() == 1


def test_erasing_twice_is_a_calm_404_and_leaves_the_way_back(alice_with_space: Client) -> None:
    path = keep(alice_with_space)
    alice_with_space.post(f"{path}erase/")
    assert alice_with_space.post(f"{path}erase/").status_code == 404
    assert UNDO in page_at(alice_with_space, "/keep/")


def test_bob_can_neither_bring_back_nor_delete_what_is_alices(
    alice_with_space: Client, bob_with_space: Client
) -> None:
    alice_with_space.post(f"{keep(alice_with_space)}erase/")
    assert bob_with_space.post("/keep/back/").headers["Location"] == "/keep/"
    bob_with_space.post("/keep/gone/")
    assert UNDO in page_at(alice_with_space, "/keep/")


def test_one_that_does_not_open_goes_at_once_when_asked(alice_with_space: Client) -> None:
    path = keep(alice_with_space)
    blob = bytes(Record.objects.get().blob)
    Record.objects.update(blob=blob[:-1] + bytes([blob[-1] ^ 1]))
    assert "That is erased." in alice_with_space.post(f"{path}erase/", follow=True).text
    assert not Record.objects.exists()
