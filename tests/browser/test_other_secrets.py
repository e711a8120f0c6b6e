"""A browser that keeps the sign-in puts it nowhere else, and puts nothing else in its place.

Real profiles with a saved sign-in. The control in each: the sign-in itself is filled in.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from skills_app.account.models import User
from skills_app.vault.unlocking.opening import make_space
from tests.browser.firefox import Firefox, FirefoxProfile, wait_for
from tests.people import PASSPHRASE, PASSWORD

OTHER = "seven quiet herons walk along"
ENTER = "\ue007"
# Where a passphrase or the words are asked for, by address: with the space locked, and open.
LOCKED = ("/space/", "/space/open/", "/space/recover/", "/write/", "/keep/", "/write/find/")
OPEN = ("/space/passphrase/", "/space/renew/", "/space/words/remove/", "/space/recover/")
# Whatever is no sign-in: every secret field that does not say it is for the password of old.
SECRETS = """JSON.stringify([...document.querySelectorAll(
    'input[type=password]:not([autocomplete=current-password]), '
    + ':is(input, textarea)[autocapitalize=none]:not([name=login], [name=name])')]
    .map(field => [field.name, field.value]))"""
SIGN_IN = """JSON.stringify(['login', 'password']
    .map(name => document.querySelector(`main [name=${name}]`)?.value))"""
SAVE = """(async () => {{
  const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
  login.init({site}, {site}, null, 'alice', {password}, 'login', 'password');
  await Services.logins.addLoginAsync(login);
}})()"""
SAVED = """(async () => JSON.stringify((await Services.logins.getAllLogins())
    .map(one => [one.username, one.password]).sort()))()"""
# What Firefox asks at the moment, and the name that stands in its box: "" when it asks nothing.
ASKED = """(() => {
  const asked = PopupNotifications.getNotification('password');
  if (!asked) return '';
  const name = document.getElementById('password-notification-username');
  return JSON.stringify([asked.mainAction.label, name.value]);
})()"""
AGREE = """(() => {
  const asked = PopupNotifications.getNotification('password');
  asked.mainAction.callback({ checkboxChecked: false, source: 'button' });
  asked.remove();
})()"""


CONTROL = """() => document.body.insertAdjacentHTML('beforeend', `
  <form id="control" action="/account/in/" method="post">
    <input name="login"><input type="password" name="password" autocomplete="current-password">
  </form>`)"""


@pytest.fixture
def alice_far_away(transactional_db: None) -> User:
    """She has an account and a space, and is not signed in."""
    alice = User.objects.create_user("alice", PASSWORD)
    make_space(alice, PASSPHRASE)
    return alice


@pytest.fixture
def firefox(tmp_path: Path, site: str) -> Iterator[Firefox]:
    with FirefoxProfile(tmp_path / "profile", ()).opened("--remote-allow-system-access") as browser:
        browser.own(SAVE.format(site=json.dumps(site), password=json.dumps(PASSWORD)))
        yield browser


def empty(filled: str) -> bool:
    return all(value == "" for _name, value in json.loads(filled))


def asked_by(firefox: Firefox) -> list[str]:
    firefox.wait_until(lambda: firefox.own(ASKED))
    return list(json.loads(firefox.own(ASKED)))


def test_firefox_keeps_the_passphrase_and_the_sign_in_apart(
    firefox: Firefox, site: str, alice_far_away: User
) -> None:
    firefox.open(f"{site}/account/in/")
    firefox.wait_until(lambda: json.loads(firefox.evaluate(SIGN_IN)) == ["alice", PASSWORD])
    firefox.click("main form button", "Sign in")
    firefox.wait_until(lambda: firefox.heading() != "Sign in")
    for path in LOCKED:
        firefox.open(site + path)
        filled = firefox.evaluate(SECRETS)
        assert json.loads(filled), path
        assert empty(filled), (path, filled)

    # Opening it: kept beside the sign-in, if at all, and under a name of its own.
    firefox.open(f"{site}/space/")
    firefox.type("#passphrase", PASSPHRASE + ENTER)
    firefox.wait_until(lambda: firefox.heading() != "Your space is locked")
    assert asked_by(firefox) == ["Save", "Passphrase"]
    firefox.own(AGREE)
    kept = [["Passphrase", PASSPHRASE], ["alice", PASSWORD]]
    firefox.wait_until(lambda: json.loads(firefox.own(SAVED)) == kept)

    for path in OPEN:
        firefox.open(site + path)
        filled = firefox.evaluate(SECRETS)
        assert empty(filled), (path, filled)

    # Another one: what is offered to be replaced is the passphrase, never the sign-in.
    firefox.open(f"{site}/space/passphrase/")
    for name, typed in (("now", PASSPHRASE), ("passphrase", OTHER), ("again", OTHER)):
        firefox.type(f"main [name={name}]", typed)
    firefox.press(ENTER)
    firefox.wait_until(lambda: firefox.heading() != "Change the passphrase")
    assert asked_by(firefox) == ["Update", "Passphrase"]
    firefox.own(AGREE)
    kept = [["Passphrase", OTHER], ["alice", PASSWORD]]
    firefox.wait_until(lambda: json.loads(firefox.own(SAVED)) == kept)


def test_firefox_takes_no_passphrase_at_a_doorway_for_a_new_password(
    firefox: Firefox, site: str, alice_far_away: User
) -> None:
    """Signed out in the middle of writing: two secrets, asked for one after the other."""
    firefox.open(f"{site}/account/in/")
    firefox.wait_until(lambda: json.loads(firefox.evaluate(SIGN_IN)) == ["alice", PASSWORD])
    firefox.click("main form button", "Sign in")
    firefox.wait_until(lambda: firefox.heading() != "Sign in")
    firefox.open(f"{site}/space/")
    firefox.type("#passphrase", PASSPHRASE + ENTER)
    firefox.wait_until(lambda: firefox.heading() != "Your space is locked")
    firefox.open(f"{site}/write/new/")
    firefox.find("#id_text")
    firefox.own("PopupNotifications.getNotification('password')?.remove()")
    firefox.ask("storage.deleteCookies", filter={"name": settings.SESSION_COOKIE_NAME})
    firefox.type("#id_text", "The heron stood.")
    firefox.find("#door-login")
    assert firefox.nodes("[data-door] input[name=passphrase]") == []
    for name, typed in (("login", "alice"), ("password", PASSWORD)):
        firefox.evaluate(f"document.querySelector('#door-{name}').value = ''")
        firefox.type(f"#door-{name}", typed)
    firefox.press(ENTER)
    firefox.find("#door-passphrase")
    assert firefox.nodes("[data-door] input[name=password]") == []
    assert empty(firefox.evaluate(SECRETS))
    firefox.type("#door-passphrase", PASSPHRASE + ENTER)
    firefox.wait_until(lambda: not firefox.nodes("#door-passphrase"))
    if firefox.own(ASKED):
        assert json.loads(firefox.own(ASKED)) == ["Save", "Passphrase"]
    assert json.loads(firefox.own(SAVED)) == [["alice", PASSWORD]]


# --- Chromium ---


def kept_by_chromium(secret: str) -> bytes:
    """As it keeps a password where the machine has no key ring: by a key that everybody knows."""
    key = PBKDF2HMAC(SHA1(), 16, b"saltysalt", 1).derive(b"peanuts")
    fill = 16 - len(secret) % 16
    sealing = Cipher(algorithms.AES(key), modes.CBC(b" " * 16)).encryptor()
    return b"v10" + sealing.update(secret.encode() + bytes([fill]) * fill) + sealing.finalize()


def put_in(file: Path, site: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        columns = database.execute("PRAGMA table_info(logins)").fetchall()
        row: dict[str, object] = {
            name: 0 if kind == "INTEGER" else "" if kind == "VARCHAR" else b""
            for _, name, kind, needed, otherwise, _ in columns
            if needed and otherwise is None
        }
        row |= {"origin_url": f"{site}/", "signon_realm": f"{site}/", "times_used": 1}
        row |= {"action_url": f"{site}/account/in/", "date_created": 13_300_000_000_000_000}
        row |= {"username_element": "login", "username_value": "alice"}
        row |= {"password_element": "password", "password_value": kept_by_chromium(PASSWORD)}
        marks = ", ".join("?" * len(row))
        names = ", ".join(row)
        database.execute(f"INSERT INTO logins ({names}) VALUES ({marks})", list(row.values()))
        database.commit()


def kept_logins(file: Path) -> list[tuple[Any, ...]]:
    copied = file.with_name("copied")
    shutil.copy(file, copied)
    with closing(sqlite3.connect(copied)) as database:
        return database.execute("SELECT username_value, password_value FROM logins").fetchall()


def test_chromium_fills_a_saved_sign_in_into_no_other_secret(
    site: str,
    alice_far_away: User,
    tmp_path: Path,
    playwright: Playwright,
    whole_browser: dict[str, Any],
) -> None:
    folder = tmp_path / "profile"

    def opened() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            folder,
            **whole_browser,
            ignore_default_args=["--enable-automation"],  # a person's browser keeps passwords
        )

    logins = folder / "Default" / "Login Data"
    context = opened()
    wait_for(logins.exists)
    context.close()
    put_in(logins, site)

    context = opened()
    page = context.pages[0]
    page.goto(f"{site}/account/in/")
    expect(page.locator("main input:autofill")).to_have_count(2)  # the control
    page.locator("h1").click()  # what it filled in is told to the page after a first press
    expect(page.get_by_label("Password")).to_have_value(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).not_to_have_text("Sign in")
    for path in LOCKED:
        assert_none_filled(page, site + path)
    page.goto(f"{site}/space/")
    page.get_by_label("Your passphrase").press_sequentially(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text("Your space is locked")
    for path in OPEN:
        assert_none_filled(page, site + path)
    context.close()
    assert kept_logins(logins) == [("alice", kept_by_chromium(PASSWORD))]


def assert_none_filled(page: Page, address: str) -> None:
    page.goto(address)
    # A form for the sign-in, come last: once it is filled in, the others were looked at.
    page.evaluate(CONTROL)
    expect(page.locator("#control input:autofill")).to_have_count(2)
    page.locator("h1").click()
    assert page.locator("main input[type=password]:autofill").count() == 0, address
    filled = page.evaluate(SECRETS)
    assert empty(filled), (address, filled)
