"""An alarm in plain words, shown until it was read; and nothing is thrown away."""

import pytest
from django.test import Client

from skills_app.vault.models import Record, Vault
from skills_app.vault.unlocking.after_unlock import DIFFERS
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db
TITLE = "Something is not as you left it"


@pytest.fixture
def two_entries(alice_with_space: Client) -> list[str]:
    """Their addresses, with the space locked again."""
    places = [
        alice_with_space.post("/write/new/", {"text": text}).headers["Location"]
        for text in ("The first one.", "The second one.")
    ]
    alice_with_space.post("/space/lock/")
    return places


def take_one_out() -> None:
    first = Record.objects.order_by("seq").first()
    assert first is not None
    first.delete()


def open_space(client: Client, onward: str = "") -> str:
    answer = client.post("/space/open/", {"passphrase": PASSPHRASE, "next": onward}, follow=True)
    return str(answer.content.decode())


def test_a_row_taken_out_is_told_with_both_numbers(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    expected = Record.objects.count()
    take_one_out()
    page = open_space(alice_with_space)
    assert TITLE in page
    assert f"There should be {expected} things here, and there are {expected - 1}." in page
    assert "Nothing was thrown away." in page
    assert "not quite as you left it" in page
    assert "The second one." in alice_with_space.get(two_entries[1]).content.decode()


def test_it_is_shown_once_at_each_opening_until_it_was_read(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    take_one_out()
    for _ in range(2):
        assert TITLE in open_space(alice_with_space)
        home = alice_with_space.get("/space/").content.decode()
        assert TITLE not in home
        assert "Something here is not as you left it." in home
        alice_with_space.post("/space/lock/")
    open_space(alice_with_space)
    answer = alice_with_space.post("/space/different/", {"next": "/write/"})
    assert answer.headers["Location"] == "/write/"
    assert "is not as you left it" not in alice_with_space.get("/space/").content.decode()
    alice_with_space.post("/space/lock/")
    assert TITLE not in open_space(alice_with_space)


def test_looking_at_the_page_accepts_nothing(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    take_one_out()
    open_space(alice_with_space)
    head = bytes(Vault.objects.get().head)
    for _ in range(2):
        assert TITLE in alice_with_space.get("/space/different/").content.decode()
    assert bytes(Vault.objects.get().head) == head


def test_it_leads_on_to_where_one_was_going(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    take_one_out()
    page = open_space(alice_with_space, two_entries[1])
    assert TITLE in page
    assert f'href="{two_entries[1]}"' in page
    assert "The second one." in alice_with_space.get(two_entries[1]).content.decode()


def test_a_save_into_a_locked_space_is_kept_and_then_the_alarm_is_shown(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    take_one_out()
    answer = alice_with_space.post(
        "/write/new/", {"text": "Typed while it was locked.", "passphrase": PASSPHRASE}, follow=True
    )
    assert TITLE in answer.content.decode()
    onward = answer.redirect_chain[-1][0]
    assert "Typed while it was locked." in alice_with_space.get(onward).content.decode()


def test_a_broken_record_is_told_and_the_rest_is_read(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    first = Record.objects.order_by("seq").first()
    assert first is not None
    Record.objects.filter(pk=first.pk).update(blob=bytes(first.blob)[:-1] + b"\0")
    page = open_space(alice_with_space)
    assert "One thing does not open. It was left as it is." in page
    alice_with_space.post("/space/different/")
    assert Record.objects.filter(pk=first.pk).exists()
    alice_with_space.post("/space/lock/")
    assert TITLE not in open_space(alice_with_space), "it was read about"


def test_a_broken_head_locks_nobody_out(alice_with_space: Client, two_entries: list[str]) -> None:
    Vault.objects.update(head=b"broken")
    page = open_space(alice_with_space)
    assert "nobody can say what is missing" in page
    assert "The first one." in alice_with_space.get(two_entries[0]).content.decode()


def test_a_broken_keyring_is_explained_and_not_taken_for_a_wrong_passphrase(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    Vault.objects.update(keyring=b"broken")
    answer = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE})
    assert answer.status_code == 422
    assert "That is the right key" in answer.content.decode()
    answer = alice_with_space.post("/write/new/", {"text": "Mine.", "passphrase": PASSPHRASE})
    assert "That is the right key" in answer.content.decode()
    assert "Mine." in answer.content.decode()


def test_one_can_look_for_oneself(alice_with_space: Client) -> None:
    alice_with_space.post("/write/new/", {"text": "One."})
    alice_with_space.post("/write/new/", {"text": "Two."})
    page = alice_with_space.post("/space/check/", follow=True).content.decode()
    assert "things are here, as you left them" in page
    take_one_out()
    page = alice_with_space.post("/space/check/", follow=True).content.decode()
    assert TITLE in page
    alice_with_space.post("/space/different/")
    Record.objects.update(blob=b"broken")
    alice_with_space.post("/space/different/")
    page = alice_with_space.post("/space/check/", follow=True).content.decode()
    assert "What did not open before still does not." in page


def test_with_nothing_wrong_the_page_says_so(alice_with_space: Client) -> None:
    assert "All is here now" in alice_with_space.get("/space/different/").content.decode()


def test_a_guest_or_a_locked_space_gets_the_way_in(guest: Client, alice_with_space: Client) -> None:
    alice_with_space.post("/space/lock/")
    for client in (guest, alice_with_space):
        assert TITLE not in client.get("/space/different/").content.decode()
        assert TITLE not in client.post("/space/different/").content.decode()


def test_opening_says_when_it_was_last_opened_and_how_much_is_in_it(
    alice_with_space: Client, two_entries: list[str]
) -> None:
    page = open_space(alice_with_space)
    assert "Your space is open. It was last opened on" in page
    assert "things are kept in it." in page
    home = alice_with_space.get("/space/").content.decode()
    assert "The time before this one, it was opened on" in home
    assert "an older copy of everything may have been put back" in home


def test_looking_at_the_page_of_differences_marks_nothing_in_a_sound_space(
    alice_with_space: Client,
) -> None:
    page = alice_with_space.get("/space/different/").content.decode()
    assert "All is as you left it" in page
    assert "Something is not as you left it" not in page
    assert DIFFERS not in alice_with_space.session
    assert "not as you left it" not in alice_with_space.get("/space/").content.decode()


def test_a_mark_goes_when_nothing_differs_any_more(alice_with_space: Client) -> None:
    session = alice_with_space.session
    session[DIFFERS] = "shown"
    session.save()
    alice_with_space.get("/space/different/")
    assert DIFFERS not in alice_with_space.session
