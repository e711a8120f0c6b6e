"""At the gate's end, and after many wrong tries: a calm page that holds all that was typed."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.crypto import gate
from skills_app.vault.crypto.gate import GateFull
from skills_app.vault.models import TryCount, Vault
from tests.people import PASSPHRASE, PASSWORD
from tests.proving import challenge_on, prove

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
A_PAGE = "First line.\r\n\r\nSecond “line” <b>&amp;</b>"


@pytest.fixture
def full_gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*args: object) -> None:
        raise GateFull

    monkeypatch.setattr(gate, "through", refuse)
    yield
    monkeypatch.undo()


def what_it_holds(answer: Any) -> dict[str, str]:
    main = answer.content.decode().partition("data-again")[2].partition("</form>")[0]
    fields = {name: unescape(value) for name, value in FIELD.findall(main)}
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


NEW = "a kite over the slow river"
FORMS = {
    "/account/in/": {"login": "alice", "password": PASSWORD},
    "/account/new/": {"username": "Maren", "password1": NEW},
    "/account/again/": {"password": PASSWORD},
    "/account/password/": {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    "/account/erase/": {"password": PASSWORD},
    "/space/erase/": {"password": PASSWORD},
    "/space/open/": {"passphrase": PASSPHRASE, "next": "/space/"},
    "/space/passphrase/": {"now": PASSPHRASE, "passphrase": NEW, "again": NEW},
    "/space/renew/": {"now": PASSPHRASE, "passphrase": NEW, "again": NEW},
    "/space/words/remove/": {"passphrase": PASSPHRASE},
    "/write/new/": {"title": "T", "text": A_PAGE, "passphrase": PASSPHRASE, "page": "p"},
    "/keep/new/": {"sort": "script", "title": "T", "text": A_PAGE, "passphrase": PASSPHRASE},
}
FOR_GUESTS = {"/account/in/", "/account/new/"}
WHILE_LOCKED = {"/space/open/", "/write/new/", "/keep/new/"}


@pytest.mark.parametrize("path", FORMS)
def test_at_the_gates_end_the_page_holds_the_very_form(
    path: str, alice_with_space: Client, request: pytest.FixtureRequest
) -> None:
    alice_with_space.post("/space/words/", {"make": "1"})
    client = Client() if path in FOR_GUESTS else alice_with_space
    if path in WHILE_LOCKED:
        alice_with_space.post("/space/lock/")
    if path == "/space/words/remove/":
        from tests.space.test_space import make_words

        make_words(alice_with_space)
    before = (Vault.objects.values().get(), User.objects.count(), User.objects.get().password)
    request.getfixturevalue("full_gate")
    answer = client.post(path, FORMS[path])
    assert answer.status_code == 503
    assert 2 <= int(answer.headers["Retry-After"]) <= 6
    assert answer.headers["Cache-Control"] == "no-store"
    assert what_it_holds(answer) == {**FORMS[path], "times": "1"}
    assert f'action="{path}"' in answer.content.decode()
    after = (Vault.objects.values().get(), User.objects.count(), User.objects.get().password)
    after[0].pop("forget_at"), before[0].pop("forget_at")
    assert after == before, "no try was counted, and nothing was changed"


def test_one_press_sends_the_very_same_form_again(
    alice: User, request: pytest.FixtureRequest
) -> None:
    guest = Client()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "through", _refuse)
        answer = guest.post("/account/in/", FORMS["/account/in/"])
    assert guest.post("/account/in/", what_it_holds(answer)).status_code == 303
    assert guest.get("/account/").status_code == 200


def _refuse(*args: object) -> None:
    raise GateFull


def test_it_goes_by_itself_a_few_times_and_then_waits_for_a_press(
    alice: User, guest: Client, full_gate: None
) -> None:
    fields: dict[str, str] = dict(FORMS["/account/in/"])
    by_itself = []
    for _ in range(8):
        answer = guest.post("/account/in/", fields)
        by_itself.append('data-again="wait"' in answer.content.decode())
        fields = what_it_holds(answer)
    assert by_itself == [True] * 5 + [False] * 3


@pytest.mark.parametrize("times", ["-1", "x", "99999999999999999999", "²", "1.5"])
def test_an_odd_number_of_times_breaks_nothing(
    alice: User, guest: Client, full_gate: None, times: str
) -> None:
    assert guest.post("/account/in/", {**FORMS["/account/in/"], "times": times}).status_code == 503


def test_reading_tools_locking_and_leaving_never_meet_the_gate(
    alice_with_space: Client, full_gate: None
) -> None:
    for path in ("/", "/now/", "/tools/", "/skills/", "/people/", "/space/", "/write/", "/leave/"):
        assert alice_with_space.get(path).status_code == 200, path
    assert alice_with_space.post("/write/new/", {"text": "words"}).status_code == 303
    assert alice_with_space.post("/lock/").status_code == 204
    assert alice_with_space.post("/leave/").status_code == 200


def test_a_script_that_keeps_a_draft_is_told_with_the_doorway_as_it_was_typed(
    alice_with_space: Client, full_gate: None
) -> None:
    alice_with_space.post("/space/lock/")
    fields = {"text": A_PAGE, "passphrase": PASSPHRASE, "page": "p"}
    answer = alice_with_space.post(
        "/write/keep-draft/", fields, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 423
    page = answer.content.decode()
    assert "very busy" in page
    assert f'value="{PASSPHRASE}"' in page


@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json"}])
def test_the_cover_stays_on_and_shows_nothing_of_the_site(
    alice_with_space: Client, headers: dict[str, str], request: pytest.FixtureRequest
) -> None:
    alice_with_space.post("/cover/")
    request.getfixturevalue("full_gate")
    answer = alice_with_space.post("/cover/off/", {"passphrase": PASSPHRASE}, headers=headers)
    page = answer.content.decode()
    assert answer.status_code in {423, 429}
    assert "very busy" in page
    assert f'value="{PASSPHRASE}"' in page
    assert "site__nav" not in page
    assert "Send it again" not in page


def test_after_many_wrong_tries_it_says_that_someone_else_may_be_trying(
    alice: User, guest: Client
) -> None:
    for _ in range(5):
        wrong = Client().post("/account/in/", {"login": "alice", "password": "a guess"})
        assert wrong.status_code == 422
    answer = guest.post("/account/in/", FORMS["/account/in/"])
    page = answer.content.decode()
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 3
    assert "someone else may be trying" in page
    assert "12 words" in page
    assert {**what_it_holds(answer), "proof": ""} == {
        **FORMS["/account/in/"],
        "times": "1",
        "proof": "",
    }
    proof = prove(challenge_on(page))
    again = guest.post("/account/in/", {**what_it_holds(answer), "proof": proof})
    assert again.status_code == 303
    assert guest.get("/account/").status_code == 200


def test_someone_who_knows_only_a_name_keeps_nobody_out(alice: User) -> None:
    """They go on with tries from many browsers; the right password with its proof gets in."""
    for number in range(40):
        guesser = Client()
        answer = guesser.post("/account/in/", {"login": "alice", "password": f"guess {number}"})
        if answer.status_code == 429 and number % 8 == 0:
            proof = prove(challenge_on(answer.content))
            fields = {"login": "alice", "password": f"guess {number}", "proof": proof}
            assert guesser.post("/account/in/", fields).status_code == 422
    hers = Client()
    answer = hers.post("/account/in/", FORMS["/account/in/"])
    proof = prove(challenge_on(answer.content))
    assert hers.post("/account/in/", {**FORMS["/account/in/"], "proof": proof}).status_code == 303


def test_unknown_names_wait_and_are_answered_as_known_ones(alice: User) -> None:
    said = {}
    for name in ("alice", "nobody"):
        statuses = []
        for _ in range(7):
            answer = Client().post("/account/in/", {"login": name, "password": "a guess"})
            statuses.append(answer.status_code)
        said[name] = statuses
    assert said["alice"] == said["nobody"] == [422] * 5 + [429] * 2


def test_the_count_is_in_the_database_and_outlives_a_restart(alice: User) -> None:
    """Another process, or this one started anew, has nothing but the database to go by."""
    for _ in range(5):
        Client().post("/account/in/", {"login": "alice", "password": "a guess"})
    assert TryCount.objects.get().tries == 5
    TryCount.objects.update(next_try_at=None, tries=0)
    assert Client().post("/account/in/", FORMS["/account/in/"]).status_code == 303


def test_a_change_of_password_needs_no_turn_of_anyones_and_ends_all_tries(
    alice: User, alice_with_space: Client
) -> None:
    """Someone with the old password goes on trying the passphrase; she is signed in, and locked."""
    guesser = Client()
    guesser.force_login(alice)
    for _ in range(20):
        guesser.post("/space/open/", {"passphrase": "a guess at it"})
        Client().post("/account/in/", {"login": "alice", "password": "a guess"})
    alice_with_space.post("/space/lock/")
    answer = alice_with_space.post("/account/password/", FORMS["/account/password/"])
    assert answer.status_code == 303, "at once"
    assert guesser.get("/account/").status_code == 302, "they are out"
    opened = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE})
    assert opened.status_code == 303, "and nobody has to wait for what they did"
