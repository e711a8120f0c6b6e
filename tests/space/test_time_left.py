"""How long the space stays open: asking does not count as use, sending does."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

ADDRESS = "/space/time/"


def test_asking_puts_nothing_off_and_sending_does(alice_with_space: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=14), tick=False) as later:
        for _ in range(2):
            told = alice_with_space.get(ADDRESS).json()
            assert 0 < told["left"] <= 60
            assert told["more"] is True
        assert 890 <= alice_with_space.post(ADDRESS).json()["left"] <= 900
        later.shift(timedelta(minutes=14))
        assert alice_with_space.get("/keep/").status_code == 200
        later.shift(timedelta(minutes=16))
        assert alice_with_space.post(ADDRESS).json()["left"] == 0
        assert "locked" in alice_with_space.get("/keep/").content.decode()


def test_a_day_that_ends_can_not_be_put_off(alice_with_space: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as later:
        for _ in range(71):
            later.shift(timedelta(minutes=10))
            alice_with_space.post(ADDRESS)
        told = alice_with_space.post(ADDRESS).json()
        assert told["more"] is False
        assert 0 < told["left"] <= 600


def test_others_learn_nothing(
    guest: Client, bob_with_space: Client, alices_browser: Client
) -> None:
    for client in (guest, alices_browser):
        assert client.get(ADDRESS).json()["left"] == 0
        assert client.post(ADDRESS).json()["left"] == 0
    assert bob_with_space.get(ADDRESS).json()["left"] > 0


def test_a_forged_press_keeps_nothing_open(alice_with_space: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = alice_with_space.cookies
    assert strict.post(ADDRESS).status_code == 403
