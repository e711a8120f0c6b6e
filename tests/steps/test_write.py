"""Pages to write on: shown back at once, stored nowhere."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

WRITE = {"step": "learned", "way": "lines"}


def post(client: Client, data: dict[str, str], status: int = 200) -> str:
    answer = client.post("/skills/m17/", data)
    assert answer.status_code == status
    return answer.content.decode()


def test_what_is_written_comes_back_as_a_card_and_is_stored_nowhere(guest: Client) -> None:
    page = post(guest, {**WRITE, "move": "card", "written": "A marmalade <sky>\nand more"})
    assert "A marmalade &lt;sky&gt;<br>and more" in page
    assert "marmalade" not in str(dict(guest.session.items()))
    assert "Keep it in my space" not in page


def test_an_empty_or_endless_page_is_answered_kindly_and_loses_nothing(guest: Client) -> None:
    assert "Nothing is written yet" in post(guest, {**WRITE, "move": "card", "written": " "}, 422)
    endless = "x" * 20_001
    assert endless in post(guest, {**WRITE, "move": "card", "written": endless}, 422)


def test_letting_go_says_so_and_keeps_nothing(guest: Client) -> None:
    answer = guest.post("/skills/m17/", {**WRITE, "move": "let_go", "written": "marmalade"})
    assert answer.status_code == 303
    assert "marmalade" not in str(dict(guest.session.items()))
    assert "Let go." in guest.get("/skills/m17/").content.decode()


def test_a_member_can_send_a_page_into_the_private_space(alice_with_space: Client) -> None:
    page = post(alice_with_space, {**WRITE, "move": "card", "written": "marmalade"})
    assert 'formaction="/keep/new/"' in page
    assert '<input type="hidden" name="sort" value="page" />' in page
    kept = alice_with_space.post("/keep/new/", {"sort": "page", "text": "marmalade"}, follow=True)
    assert "marmalade" in kept.content.decode()
    assert '<h2 id="pages">' in alice_with_space.get("/keep/").content.decode()


def test_what_is_changed_after_the_card_is_on_the_card_that_is_kept(
    alice_with_space: Client,
) -> None:
    page = post(alice_with_space, {**WRITE, "move": "card", "written": "marmalade"})
    assert 'id="written"' not in page  # closed while the card is there to keep
    page = post(alice_with_space, {**WRITE, "move": "retype", "written": "marmalade"})
    assert re.search(r'<textarea id="written"[^>]*>marmalade</textarea>', page)
    assert "Keep it in my space" not in page
    page = post(alice_with_space, {**WRITE, "move": "card", "written": "quince"})
    assert re.search(r'<textarea name="text" hidden[^>]*>quince\s', page)
