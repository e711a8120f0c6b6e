"""A program that makes accounts without end gets slow; a person always gets one."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault.models import TryCount
from skills_app.vault.unlocking.throttle import FORGOTTEN_AFTER, FREE_ACCOUNTS, at_new_accounts
from tests.people import PASSWORD
from tests.proving import challenge_on, prove

pytestmark = pytest.mark.django_db
A_PAUSE = timedelta(seconds=25)


def join(name: str, **more: str) -> tuple[int, str]:
    sent = {"username": name, "password1": PASSWORD, **more}
    answer = Client().post("/account/new/", sent)
    return answer.status_code, answer.content.decode()


def so_many_were_made(count: int) -> None:
    TryCount.objects.create(
        group=at_new_accounts().pk, tries=count, forget_at=timezone.now() + FORGOTTEN_AFTER
    )


def test_up_to_a_hundred_an_hour_nothing_is_asked() -> None:
    so_many_were_made(FREE_ACCOUNTS - 1)
    assert join("rowan")[0] == 303
    status, page = join("willow")
    assert status == 429
    assert "Many accounts are being made just now" in page
    assert "wrong" not in page
    assert "willow" in page, "what was typed is on the page"
    assert PASSWORD in page
    assert [user.username for user in User.objects.named("willow")] == []


def test_with_a_proof_it_is_made_at_once_and_the_proof_is_good_for_one() -> None:
    so_many_were_made(FREE_ACCOUNTS + 2)
    TryCount.objects.update(next_try_at=timezone.now() + A_PAUSE)
    _, page = join("rowan")
    proof = prove(challenge_on(page))
    assert join("rowan", proof=proof)[0] == 303
    assert join("willow", proof=proof)[0] == 429
    assert len(User.objects.named("rowan")) == 1


def test_without_scripts_there_is_a_turn_after_a_pause() -> None:
    so_many_were_made(FREE_ACCOUNTS)
    TryCount.objects.update(next_try_at=timezone.now() + A_PAUSE)
    status, page = join("rowan")
    assert status == 429
    assert re.search(r"You can send it again in \d+ seconds", page)
    TryCount.objects.update(next_try_at=timezone.now())
    assert join("rowan")[0] == 303


def test_a_name_that_is_refused_counts_for_nothing() -> None:
    assert join("ab")[0] == 422
    assert not TryCount.objects.filter(group=at_new_accounts().pk).exists()
