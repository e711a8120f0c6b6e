"""Rows swapped in the database, seen through the pages: nothing leaks, nothing is thrown away."""

import pytest
from django.test import Client

from skills_app.vault.models import Record
from tests.journal.spaces import kept_at
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db


def swap(one: Record, other: Record, *fields: str) -> None:
    for field in fields:
        mine, theirs = getattr(one, field), getattr(other, field)
        setattr(one, field, theirs)
        setattr(other, field, mine)
    one.save()
    other.save()


def open_again(client: Client) -> str:
    client.post("/space/lock/")
    return client.post("/space/open/", {"passphrase": PASSPHRASE}, follow=True).content.decode()


@pytest.mark.parametrize("fields", [("blob",), ("blob", "version"), ("blob", "shelf")])
def test_two_of_alices_entries_swapped_are_neither_shown_nor_lost(
    alice_with_space: Client, fields: tuple[str, ...]
) -> None:
    first = kept_at(alice_with_space, text="The first of two.")
    second = kept_at(alice_with_space, text="The second of two.")
    one, other = Record.objects.order_by("seq")
    swap(one, other, *fields)
    for path in (first, second):
        page = alice_with_space.get(path)
        assert page.status_code < 500
        assert "of two." not in page.content.decode()
    assert "of two." not in alice_with_space.get("/write/").content.decode()
    assert Record.objects.count() == 2
    assert "not quite" in open_again(alice_with_space)


def test_bobs_row_put_in_alices_place_is_not_shown_to_her(
    alice_with_space: Client, bob_with_space: Client
) -> None:
    path = kept_at(alice_with_space, text="Of Alice.")
    kept_at(bob_with_space, text="Of Bob.")
    one, other = Record.objects.order_by("vault__user_id")
    swap(one, other, "blob")
    page = alice_with_space.get(path)
    assert page.status_code < 500
    assert "Of Bob." not in page.content.decode()
    assert "Of Alice." not in page.content.decode()
