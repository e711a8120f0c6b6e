"""What an operator may set; a bad value is refused in plain words that name it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.keys import read_or_make_secret_key
from skills_app.vault.server_keys.keys import KEYS_VARIABLE, NAMES_VARIABLE


@pytest.fixture(autouse=True)
def _no_leftovers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRIED", raising=False)


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("No", False), ("", True)])
def test_a_flag_is_read(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("TRIED", value)
    assert env.env_flag("TRIED", default=True) is meant


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIED", "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"TRIED is “maybe”\. Write 1 for yes"):
        env.env_flag("TRIED", default=False)


@pytest.mark.parametrize("value", ["0", "61", "-1", "1.5", "ten", "٣", "9" * 5000])
def test_a_number_out_of_range_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TRIED", value)
    with pytest.raises(ImproperlyConfigured, match="whole number from 1 to 60"):
        env.env_whole_number("TRIED", 15, least=1, most=60)


@pytest.mark.parametrize(
    "value",
    [
        "example.org",
        "ftp://example.org/",
        "https://",
        "//a.b/",
        "https://example.org:port/",
        "https://me:hidden@example.org/",
        "https://*.example.org/",
        "https://bücher.example/",
        "https://example.org/caf\u00e9",
        "https://example..org/",
        "https://[::1/",
    ],
)
def test_an_exit_page_that_is_no_whole_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("TRIED", value)
    with pytest.raises(ImproperlyConfigured, match="whole web address"):
        env.env_web_addresses("TRIED", [])


def test_an_exit_page_can_not_bring_a_policy_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIED", "https://example.org/;script-src")
    with pytest.raises(ImproperlyConfigured, match="semicolon"):
        env.env_web_addresses("TRIED", [])


def test_a_folder_that_can_not_be_made_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRIED", str(tmp_path / "file" / "below"))
    with pytest.raises(ImproperlyConfigured, match="cannot be made or used"):
        env.env_folder("TRIED", tmp_path)


def test_a_folder_is_made_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRIED", str(tmp_path / "new" / "data"))
    folder = env.env_folder("TRIED", tmp_path)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("your.host:8443", "has a port"),
        ("https://your.host", "begins with a scheme"),
        ("your.host/steady", "has a path"),
        ("*", "stands for many"),
        ("*.your.host", "stands for many"),
        (".your.host", "stands for many"),
        ("me@your.host", "user’s name"),
        ("::1", "without its brackets"),
        ("[::1]:80", "not an address in numbers"),
        ("[::zz]", "not an address in numbers"),
        ("10.0.0.256", "not an address in numbers"),
        ("bücher.example", "xn--"),
        ("your_host", "not the name of a host"),
        ("your..host", "not the name of a host"),
        ("your.host.", "not the name of a host"),
        ("-.host", "not the name of a host"),
        ("your.host;other", "not the name of a host"),
        ("good.host your.host:1", "holds “your.host:1”, which has a port"),
        (" , ", "names nothing"),
    ],
)
def test_a_host_that_no_browser_could_ask_for_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    monkeypatch.setenv("TRIED", value)
    with pytest.raises(ImproperlyConfigured, match=re.escape(said)):
        env.env_hosts("TRIED", [])


def test_hosts_are_read_with_spaces_and_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = ["Your.host", "xn--bcher-kva.example", "127.0.0.1", "[::1]", "localhost", "a1"]
    monkeypatch.setenv("TRIED", ", ".join(hosts[:3]) + "  " + " ".join(hosts[3:]))
    assert env.env_hosts("TRIED", []) == hosts


@pytest.mark.parametrize("value", ["Mars/Olympus", "../../etc/passwd", "Europe", "/etc", "1"])
def test_a_time_zone_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TRIED", value)
    with pytest.raises(ImproperlyConfigured, match="knows no such time zone"):
        env.env_time_zone("TRIED", "UTC")
    monkeypatch.setenv("TRIED", "Europe/Dublin")
    assert env.env_time_zone("TRIED", "UTC") == "Europe/Dublin"


@pytest.mark.parametrize(
    "value",
    [
        "postgres://",
        "postgres://host",
        "postgres://host/",
        "postgres://steady:hidden@host:port/steady",
        "postgres://steady:hidden@[::1/steady",
        "postgres://steady:hidden@host:99999/steady",
        "sqlite:///steady.sqlite3",
        "hidden",
    ],
)
def test_a_database_address_that_is_none_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("TRIED", value)
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL") as refusal:
        env.env_database("TRIED", {})
    assert "hidden" not in str(refusal.value)


def test_only_postgresql_addresses_are_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIED", "mysql://root@127.0.0.1/steady")
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL"):
        env.env_database("TRIED", {})
    monkeypatch.setenv("TRIED", "postgres://steady:secret@127.0.0.1:5432/steady")
    assert env.env_database("TRIED", {})["ENGINE"] == "config.engines.postgresql"


def test_the_secret_key_is_made_once_and_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = read_or_make_secret_key(tmp_path)
    assert read_or_make_secret_key(tmp_path) == first
    assert len(first) >= 40
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_short_secret_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="shorter than 40"):
        read_or_make_secret_key(tmp_path)


def test_operators_are_told_of_every_variable_they_may_set() -> None:
    read = (settings.BASE_DIR / "config" / "settings.py").read_text(encoding="utf-8")
    names = {"SECRET_KEY", KEYS_VARIABLE, NAMES_VARIABLE, *re.findall(r'env_\w+\(\s*"(\w+)"', read)}
    assert len(names) > 10
    told = (settings.BASE_DIR / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"`{name}`" not in told] == []
