"""Where a member is signed in: seen, ended one by one or all at once, and over after a week."""

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.crypto.padding import unpad
from skills_app.vault.crypto.sealing import Purpose
from skills_app.vault.models import StoredSession
from skills_app.vault.server_keys.keys import open_from_server
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
START = dt.datetime(2030, 1, 7, 9, 40, tzinfo=dt.UTC)
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
)
TABLET = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
COMPUTER = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"


def sign_in(browser: str = COMPUTER, name: str = "alice") -> Client:
    client = Client(headers={"User-Agent": browser})
    answer = client.post("/account/in/", {"login": name, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def said(client: Client) -> str:
    page = client.get("/account/places/").content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())


def ids(client: Client) -> list[str]:
    return re.findall(
        r'name="session" value="([^"]+)"', client.get("/account/places/").content.decode()
    )


def test_each_is_shown_by_its_kind_of_device_and_the_hour(alice: User, bob: User) -> None:
    with time_machine.travel(START, tick=False):
        here = sign_in()
        sign_in(PHONE)
        sign_in(TABLET)
        sign_in("something else entirely")
        sign_in(name="bob")
        page = said(here)
    assert page.count("signed in since about") == 4
    for words in ("This browser", "A phone", "A tablet", "Another browser"):
        assert words in page
    assert "9 a.m." in page or "9:00" in page or "09:00" in page
    assert "9:40" not in page


def sealed() -> list[dict[str, Any]]:
    return [
        json.loads(unpad(open_from_server(Purpose.SESSION, bytes(row.blob), bytes(row.lookup))))
        for row in StoredSession.objects.all()
    ]


def test_no_address_nor_what_the_browser_calls_itself_is_kept_even_sealed(alice: User) -> None:
    with time_machine.travel(START, tick=False):
        sign_in(PHONE)
        (data,) = sealed()
    assert data["signed_in"] == ["2030-01-07T09:00:00+00:00", "phone"]
    assert "Pixel" not in str(data)
    assert "127.0.0.1" not in str(data)


def test_one_is_ended_and_the_others_go_on(alice: User) -> None:
    here, phone, other = sign_in(), sign_in(PHONE), sign_in()
    listed = ids(here)
    assert len(listed) == 3
    theirs = ids(phone)[0]
    assert listed[0] != theirs
    here.post("/account/places/end/", {"session": theirs})
    assert [is_in(one) for one in (here, phone, other)] == [True, False, True]


def test_all_the_others_are_ended_at_once(alice: User, bob: User) -> None:
    here, phone, bobs = sign_in(), sign_in(PHONE), sign_in(name="bob")
    here.post("/account/places/end/", {"others": "1"})
    assert [is_in(one) for one in (here, phone, bobs)] == [True, False, True]
    assert said(here).count("signed in since about") == 1


def test_nobody_ends_someone_elses(alice: User, bob: User) -> None:
    hers, bobs = sign_in(), sign_in(name="bob")
    for session in (ids(hers)[0], "", "zz", "0" * 64):
        bobs.post("/account/places/end/", {"session": session})
    assert is_in(hers)
    assert is_in(bobs)
    assert Client().post("/account/places/end/", {"session": ids(hers)[0]}).status_code == 303
    assert is_in(hers)


def test_looking_at_the_address_ends_nothing(alice: User) -> None:
    here, phone = sign_in(), sign_in(PHONE)
    assert here.get("/account/places/end/").status_code == 302
    assert is_in(phone)


def test_a_new_password_takes_the_other_sessions_away(alice: User) -> None:
    here, phone = sign_in(), sign_in(PHONE)
    new = "a kite over the slow river"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/account/password/", fields).status_code == 303
    assert [is_in(one) for one in (here, phone)] == [True, False]
    assert said(here).count("signed in since about") == 1
    assert StoredSession.objects.filter(group__isnull=False).count() == 1


def test_a_sign_in_ends_after_seven_days_however_busy_one_is(alice: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        here = sign_in()
        for number in range(6 * 2 + 1):
            clock.shift(dt.timedelta(hours=12))
            here.post("/comfort/avoid/", {"avoid": ["cold"] if number % 2 else []})
            assert is_in(here), number
        clock.shift(dt.timedelta(hours=12))
        assert not is_in(here)


def test_an_unused_one_ends_after_a_day(alice: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        here = sign_in()
        clock.shift(dt.timedelta(hours=26))
        assert not is_in(here)


@pytest.mark.parametrize("back", [dt.timedelta(hours=2), dt.timedelta(days=1)])
def test_a_clock_set_back_makes_no_sign_in_longer(alice: User, back: dt.timedelta) -> None:
    with time_machine.travel(START, tick=False) as clock:
        here = sign_in()
        assert is_in(here)
        clock.shift(-back)
        assert not is_in(here)


def test_a_sign_in_from_before_this_was_noted_goes_on_and_is_noted_now(alice: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        here = sign_in()
        session = here.session
        del session["signed_in"]
        session.save()
        assert is_in(here)
        assert sealed()[0]["signed_in"][0] == "2030-01-07T09:00:00+00:00"
        clock.shift(dt.timedelta(hours=1))
        assert is_in(here)
