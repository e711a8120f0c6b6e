"""Making, opening, locking and recovering the private space through its pages."""

import datetime as dt
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault.models import Record, Slot, Unlock, Vault
from skills_app.vault.unlocking.opening import make_space
from tests.people import PASSPHRASE, PASSWORD

pytestmark = pytest.mark.django_db

NEW = "copper kettle beside the slow harbour"


def words_shown(page: str) -> list[str]:
    listed = re.search(r'<ol class="word-list">(.*?)</ol>', page, re.DOTALL)
    assert listed is not None
    return re.findall(r"<li>([a-z]+)</li>", listed[1])


def type_back(client: Client, words: list[str], **more: str) -> object:
    page = client.post("/space/words/", {"words": " ".join(words), "first": "", "second": ""})
    places = [int(n) for n in re.findall(r"Word number (\d+)", page.content.decode())][:2]
    fields = {"first": words[places[0] - 1], "second": words[places[1] - 1]}
    return client.post("/space/words/", {"words": " ".join(words), **fields, **more})


def make_words(client: Client, **more: str) -> list[str]:
    words = words_shown(client.post("/space/words/", {"make": "1"}).content.decode())
    answer = type_back(client, words, **more)
    assert answer.status_code == 303  # type: ignore[attr-defined]
    return words


def test_a_generated_passphrase_is_offered_and_works(alices_browser: Client) -> None:
    page = alices_browser.get("/space/make/").content.decode()
    offered = re.search(r'<p class="passphrase">([a-z ]+)</p>', page)
    assert offered is not None
    assert len(offered[1].split()) == 6
    answer = alices_browser.post("/space/make/", {"passphrase": offered[1], "again": offered[1]})
    assert answer.headers["Location"] == "/space/words/"
    assert Unlock.objects.count() == 1


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [
        ("short", "short", "at least 12 characters"),
        (NEW, NEW + "s", "not the same"),
        (PASSWORD, PASSWORD, "password you sign in with"),
        ("", "", "This field is required"),
    ],
)
def test_a_passphrase_that_will_not_do_is_explained(
    alices_browser: Client, passphrase: str, again: str, said: str
) -> None:
    answer = alices_browser.post("/space/make/", {"passphrase": passphrase, "again": again})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Vault.objects.exists()


@pytest.mark.parametrize("name", ["passphrase", "renew", "recover"])
def test_words_above_are_spoken_of_only_where_some_are(alice_with_space: Client, name: str) -> None:
    page = alice_with_space.get(f"/space/{name}/").content.decode()
    assert "At least 12 characters." in page
    assert "words above" not in page


def test_a_second_space_is_not_made_over_the_first(alice_with_space: Client) -> None:
    vault = Vault.objects.get()
    alice_with_space.post("/space/make/", {"passphrase": NEW, "again": NEW})
    assert Vault.objects.get().pk == vault.pk


def test_a_wrong_passphrase_says_so_and_loses_nothing(alice_with_space: Client) -> None:
    alice_with_space.post("/write/new/", {"text": "Here before."})
    alice_with_space.post("/space/lock/")
    answer = alice_with_space.post("/space/open/", {"passphrase": "not this one at all"})
    assert answer.status_code == 422
    assert "Everything in it is still there" in answer.content.decode()
    assert Record.objects.count() == 1
    assert alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}).status_code == 303


def test_opening_goes_on_to_where_one_was_but_never_to_another_site(
    alice_with_space: Client,
) -> None:
    for onward, expected in [
        ("/write/", "/write/"),
        ("https://elsewhere.example/", "/space/"),
        ("//elsewhere.example/", "/space/"),
        ("/\\elsewhere.example", "/space/"),
        ("javascript:alert(1)", "/space/"),
    ]:
        alice_with_space.post("/space/lock/")
        answer = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE, "next": onward})
        assert answer.headers["Location"] == expected


def test_locking_deletes_the_row_and_the_cookie(alice_with_space: Client) -> None:
    answer = alice_with_space.post("/space/lock/")
    assert not Unlock.objects.exists()
    assert answer.cookies[settings.UNLOCK_COOKIE_NAME].value == ""
    assert "Your space is locked" in alice_with_space.get("/space/").content.decode()


def test_words_work_only_after_two_were_typed_back(alice_with_space: Client) -> None:
    words = words_shown(alice_with_space.post("/space/words/", {"make": "1"}).content.decode())
    assert len(words) == 12
    assert Slot.objects.count() == 1
    wrong = alice_with_space.post(
        "/space/words/", {"words": " ".join(words), "first": "zebra", "second": "zebra"}
    )
    assert wrong.status_code == 422
    assert "not word number" in wrong.content.decode()
    assert words_shown(wrong.content.decode()) == words
    assert Slot.objects.count() == 1
    assert type_back(alice_with_space, words).status_code == 303  # type: ignore[attr-defined]
    assert Slot.objects.count() == 2


def test_found_open_with_no_words_yet_the_page_asks_for_the_passphrase(
    alice_with_space: Client,
) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11), tick=False):
        page = alice_with_space.post("/space/words/", {"make": "1"}).content.decode()
        assert 'name="passphrase"' in page
        assert "nobody who finds your space open" in page
        words = words_shown(page)
        for typed in ({}, {"passphrase": "not this one"}):
            answer = type_back(alice_with_space, words, **typed)
            assert answer.status_code == 422  # type: ignore[attr-defined]
            assert words_shown(answer.content.decode()) == words  # type: ignore[attr-defined]
        assert not Slot.objects.filter(kind=2).exists()
        kept = type_back(alice_with_space, words, passphrase=PASSPHRASE)
        assert kept.status_code == 303  # type: ignore[attr-defined]
    assert Slot.objects.filter(kind=2).exists()


def test_right_after_making_a_space_the_page_does_not_ask_again(alice_with_space: Client) -> None:
    page = alice_with_space.post("/space/words/", {"make": "1"}).content.decode()
    assert 'name="passphrase"' not in page


def test_replacing_the_words_needs_the_passphrase(alice_with_space: Client) -> None:
    make_words(alice_with_space)
    before = Slot.objects.get(kind=2).pk
    words = words_shown(alice_with_space.post("/space/words/", {"make": "1"}).content.decode())
    refused = type_back(alice_with_space, words, passphrase="not this one")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert Slot.objects.get(kind=2).pk == before
    assert type_back(alice_with_space, words, passphrase=PASSPHRASE).status_code == 303  # type: ignore[attr-defined]
    assert Slot.objects.get(kind=2).pk != before


def test_the_twelve_words_open_the_space_and_set_a_new_passphrase(
    alice_with_space: Client,
) -> None:
    path = alice_with_space.post("/write/new/", {"text": "Still here."}).headers["Location"]
    words = make_words(alice_with_space)
    alice_with_space.post("/space/lock/")
    shown = " ".join(f"{n}. {word.upper()}," for n, word in enumerate(words, 1))
    answer = alice_with_space.post(
        "/space/recover/", {"words": shown, "passphrase": NEW, "again": NEW}
    )
    assert answer.status_code == 303
    assert "Still here." in alice_with_space.get(path).content.decode()
    alice_with_space.post("/space/lock/")
    assert alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}).status_code == 422
    assert alice_with_space.post("/space/open/", {"passphrase": NEW}).status_code == 303


def test_wrong_recovery_words_say_so_and_keep_what_was_typed(alice_with_space: Client) -> None:
    make_words(alice_with_space)
    alice_with_space.post("/space/lock/")
    for typed in ["abandon " * 11 + "about", "zoo " * 11 + "wrong"]:
        answer = alice_with_space.post(
            "/space/recover/", {"words": typed, "passphrase": NEW, "again": NEW}
        )
        assert answer.status_code == 422
        assert "did not open" in answer.content.decode()
        assert typed.strip() in answer.content.decode()


def test_changing_the_passphrase_locks_other_places(alice_with_space: Client, alice: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(alice)
    elsewhere.post("/space/open/", {"passphrase": PASSPHRASE})
    assert "It is open" in elsewhere.get("/space/").content.decode()
    answer = alice_with_space.post(
        "/space/passphrase/", {"now": PASSPHRASE, "passphrase": NEW, "again": NEW}
    )
    assert answer.status_code == 303
    assert "It is open" in alice_with_space.get("/space/").content.decode()
    assert "Your space is locked" in elsewhere.get("/space/").content.decode()


def test_the_wrong_present_passphrase_changes_nothing(alice_with_space: Client) -> None:
    answer = alice_with_space.post(
        "/space/passphrase/", {"now": "not this one", "passphrase": NEW, "again": NEW}
    )
    assert answer.status_code == 422
    alice_with_space.post("/space/lock/")
    assert alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}).status_code == 303


def test_arriving_from_another_site_offers_to_continue(alice_with_space: Client) -> None:
    del alice_with_space.cookies[settings.UNLOCK_COOKIE_NAME]
    page = alice_with_space.get("/write/", headers={"Sec-Fetch-Site": "cross-site"})
    assert "You came here from another site" in page.content.decode()
    page = alice_with_space.get("/write/", headers={"Sec-Fetch-Site": "none"})
    assert "You came here from another site" not in page.content.decode()


def test_who_signs_in_on_the_way_to_opening_comes_to_the_locked_door(alice: User) -> None:
    make_space(alice, PASSPHRASE)
    client = Client()
    sent = client.post("/space/open/", {"passphrase": PASSPHRASE})
    assert sent.headers["Location"].endswith("?next=/space/open/")
    signing_in = {"login": "alice", "password": PASSWORD}
    answer = client.post(sent.headers["Location"], signing_in, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/space/"
    assert "Your space is locked" in answer.content.decode()


@pytest.mark.parametrize(
    ("page", "name"),
    [("/space/make/", "offered"), ("/write/new/", "offered"), ("/account/again/", "next")],
)
def test_what_a_page_sends_along_is_not_drawn_once_more_when_far_too_long(
    alices_browser: Client, page: str, name: str
) -> None:
    answer = alices_browser.post(page, {"text": "Words.", name: "/" + "7" * 100_000})
    assert answer.status_code == 422
    assert "7" * 100 not in answer.text


def test_a_new_space_says_that_nothing_is_in_it_and_does_not_alarm(
    alice_with_space: Client,
) -> None:
    page = alice_with_space.get("/space/").text
    assert "Nothing is in it yet." in page
    assert "older copy" not in page
    alice_with_space.post("/write/new/", {"text": "The heron."})
    page = alice_with_space.get("/space/").text
    assert "Nothing is in it yet." not in page
    assert "older copy" in page


def test_an_empty_space_that_was_open_before_still_tells_how_to_notice_an_older_copy(
    alice_with_space: Client,
) -> None:
    alice_with_space.post("/space/lock/")
    alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE})
    assert "older copy" in alice_with_space.get("/space/").text
