"""Writing something down, and what happens when something stands in the way."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import Record, Unlock
from tests.people import PASSPHRASE, PASSWORD

pytestmark = pytest.mark.django_db

WORDS = "The heron stood in the grey water all morning."


def entry_path(client: Client, **fields: str) -> str:
    answer = client.post("/write/new/", {"text": WORDS, **fields})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def test_what_is_kept_can_be_read_again(alice_with_space: Client) -> None:
    path = entry_path(alice_with_space, title="Heron", tags="river, morning, river")
    page = alice_with_space.get(path).content.decode()
    assert WORDS in page
    assert "Heron" in page
    assert page.count('name="tag" value="river"') == 1
    assert "Heron" in alice_with_space.get("/write/").content.decode()


@pytest.mark.parametrize("tags", ["نهر، صباح", "نهر,صباح", "نهر、 صباح", "نهر，صباح"])
def test_tags_stand_apart_by_any_keyboards_comma(alice_with_space: Client, tags: str) -> None:
    page = alice_with_space.get(entry_path(alice_with_space, tags=tags)).text
    assert 'name="tag" value="نهر"' in page
    assert 'name="tag" value="صباح"' in page


def test_text_is_shown_as_text_never_as_markup(alice_with_space: Client) -> None:
    path = entry_path(alice_with_space, text="<script>alert(1)</script> & <b>bold</b>")
    page = alice_with_space.get(path).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_empty_page_says_so_kindly(alice_with_space: Client) -> None:
    answer = alice_with_space.post("/write/new/", {"text": "  \n ", "tags": "river"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "One word is enough" in page
    assert 'value="river"' in page
    assert Record.objects.count() == 0


@pytest.mark.parametrize("chosen", [{"feelings": "calm"}, {"number": "0"}, {"tags": "sea"}])
def test_a_page_with_only_a_choice_is_not_called_empty(
    alice_with_space: Client, chosen: dict[str, str]
) -> None:
    answer = alice_with_space.post("/write/new/", {"text": " ", **chosen})
    assert answer.status_code == 422
    assert "One word is enough to keep it." in answer.text
    assert "nothing here" not in answer.text


def test_a_text_too_long_says_the_limit_and_stays(alice_with_space: Client) -> None:
    text = "long " * 40_001
    answer = alice_with_space.post("/write/new/", {"text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "200,000" in page
    assert "200,005" in page
    assert text.strip() in page
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "t" * 201}, "up to 200 characters"),
        ({"tags": ",".join(f"tag{n}" for n in range(31))}, "There is room for 30 words"),
        ({"tags": "a" * 41}, "up to 40 characters"),
        ({"on": "yesterday"}, "Write the day like"),
    ],
)
def test_a_field_that_does_not_fit_is_explained_and_nothing_typed_is_lost(
    alice_with_space: Client, fields: dict[str, str], said: str
) -> None:
    answer = alice_with_space.post("/write/new/", {"text": WORDS, **fields})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert WORDS in page


def test_saving_into_a_locked_space_asks_there_and_keeps_the_text(
    alice_with_space: Client,
) -> None:
    Unlock.objects.all().delete()
    answer = alice_with_space.post("/write/new/", {"text": WORDS, "title": "Heron"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WORDS in page
    assert 'name="passphrase"' in page
    assert Record.objects.count() == 0

    wrong = alice_with_space.post("/write/new/", {"text": WORDS, "passphrase": "not this one"})
    assert wrong.status_code == 422
    assert WORDS in wrong.content.decode()
    assert "did not open" in wrong.content.decode()

    path = entry_path(alice_with_space, passphrase=PASSPHRASE)
    assert WORDS in alice_with_space.get(path).content.decode()


def test_saving_after_the_sign_in_ran_out_asks_there_and_keeps_the_text(
    alice_with_space: Client,
) -> None:
    del alice_with_space.cookies[settings.SESSION_COOKIE_NAME]
    answer = alice_with_space.post("/write/new/", {"text": WORDS})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WORDS in page
    assert 'name="password"' in page

    half = alice_with_space.post(
        "/write/new/", {"text": WORDS, "login": "Alice", "password": "not this one"}
    )
    assert WORDS in half.content.decode()
    assert "do not fit together" in half.content.decode()

    path = entry_path(alice_with_space, login="Alice", password=PASSWORD, passphrase=PASSPHRASE)
    assert WORDS in alice_with_space.get(path).content.decode()


def test_someone_without_a_space_makes_one_there_and_the_text_is_kept(
    alices_browser: Client,
) -> None:
    page = alices_browser.post("/write/new/", {"text": WORDS}).content.decode()
    assert WORDS in page
    offered = re.search(r'name="offered" value="([a-z ]+)"', page)
    assert offered is not None
    refused = alices_browser.post("/write/new/", {"text": WORDS, "new_passphrase": "short"})
    assert "at least 12" in refused.content.decode()
    path = entry_path(alices_browser, new_passphrase=offered[1])
    assert WORDS in alices_browser.get(path).content.decode()


def test_a_later_save_shows_both_texts_and_loses_neither(alice_with_space: Client) -> None:
    path = entry_path(alice_with_space)
    editor = alice_with_space.get(f"{path}change/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', editor)
    assert version is not None
    first = alice_with_space.post(
        f"{path}change/", {"text": "From the first tab.", "version": version[1]}
    )
    assert first.status_code == 303
    second = alice_with_space.post(
        f"{path}change/", {"text": "From the second tab.", "version": version[1]}
    )
    page = second.content.decode()
    assert second.status_code == 409
    assert "From the first tab." in page
    assert "From the second tab." in page

    newer = re.search(r'name="version" value="(\d+)"', page)
    assert newer is not None
    kept = alice_with_space.post(
        f"{path}change/",
        {"text": "From the second tab.", "version": newer[1], "as_another": "1"},
    )
    assert "From the second tab." in alice_with_space.get(kept.headers["Location"]).content.decode()
    assert "From the first tab." in alice_with_space.get(path).content.decode()


def test_a_change_to_an_entry_erased_meanwhile_keeps_the_text_on_the_page(
    alice_with_space: Client,
) -> None:
    path = entry_path(alice_with_space)
    alice_with_space.post(f"{path}erase/")
    answer = alice_with_space.post(f"{path}change/", {"text": "More about it.", "version": "1"})
    assert answer.status_code == 404
    assert "More about it." in answer.content.decode()


@pytest.mark.parametrize("ending", ["", "change/", "erase/"])
def test_bob_finds_nothing_at_alices_addresses(
    alice_with_space: Client, bob_with_space: Client, ending: str
) -> None:
    path = entry_path(alice_with_space)
    assert bob_with_space.get(path + ending).status_code == 404
    answer = bob_with_space.post(path + ending, {"text": "Bob was here.", "version": "1"})
    assert answer.status_code in {404, 405}
    assert WORDS in alice_with_space.get(path).content.decode()


def test_an_unknown_entry_is_not_found(alice_with_space: Client) -> None:
    assert alice_with_space.get(f"/write/{uuid4()}/").status_code == 404


def test_a_guest_is_told_what_keeping_needs(guest: Client) -> None:
    page = guest.get("/write/").content.decode()
    assert "No e-mail" in page
    assert guest.get("/write/new/").status_code == 200


def test_a_locked_space_shows_no_entry(alice_with_space: Client, alice: User) -> None:
    path = entry_path(alice_with_space)
    alice_with_space.post("/space/lock/")
    page = alice_with_space.get(path).content.decode()
    assert WORDS not in page
    assert "Your space is locked" in page


def test_pages_of_twenty_lead_on_and_back(alice_with_space: Client) -> None:
    for n in range(21):
        entry_path(alice_with_space, title=f"Number {n}")
    first = alice_with_space.get("/write/").content.decode()
    second = alice_with_space.get("/write/page/2/").content.decode()
    assert "Number 20" in first
    assert ">Number 0<" not in first
    assert "Number 0" in second
    assert alice_with_space.get("/write/page/3/").status_code == 404
