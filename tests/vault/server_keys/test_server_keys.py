import base64
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from skills_app.vault.crypto.sealing import Purpose, SealError
from skills_app.vault.server_keys import keys as server_keys
from skills_app.vault.server_keys.first_run import nothing_is_sealed_yet
from skills_app.vault.server_keys.keys import (
    make_or_check_keys,
    name_lookup,
    open_from_server,
    seal_for_server,
    server_keyring,
)
from tests.server_keys import forget_keys

pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
KEY_A = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")
KEY_B = base64.urlsafe_b64encode(bytes(range(32, 64))).decode().rstrip("=")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own, that never ran."""
    settings.SERVER_KEYS_FILE = tmp_path / "server.keys"
    settings.NAMES_KEY_FILE = tmp_path / "names.key"
    settings.DATABASES = {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "steady.sqlite3"}
    }
    monkeypatch.delenv("STEADY_SERVER_KEYS", raising=False)
    monkeypatch.delenv("STEADY_NAMES_KEY", raising=False)
    forget_keys()
    yield tmp_path
    forget_keys()


def write_keys(folder: Path, text: str, mode: int = 0o600) -> None:
    path = folder / "server.keys"
    path.write_text(text)
    path.chmod(mode)
    forget_keys()


def refusal() -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        server_keyring()
    return str(refused.value)


def database(folder: Path, *statements: str) -> None:
    file = sqlite3.connect(folder / "steady.sqlite3")
    for statement in statements:
        file.execute(statement)
    file.commit()
    file.close()


def test_the_first_run_makes_both_files_for_their_owner_only(folder: Path) -> None:
    make_or_check_keys()
    for name in ("server.keys", "names.key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert [path.name for path in sorted(folder.iterdir())] == ["names.key", "server.keys"]
    assert server_keyring().ids == (1,)


@pytest.mark.parametrize("first", [server_keyring, lambda: name_lookup("rowan")])
def test_whichever_key_is_needed_first_both_are_made(
    folder: Path, first: Callable[[], object]
) -> None:
    first()
    assert [path.name for path in sorted(folder.iterdir())] == ["names.key", "server.keys"]


def test_a_second_start_reads_the_same_keys(folder: Path) -> None:
    before = server_keyring().newest, name_lookup("rowan")
    forget_keys()
    assert (server_keyring().newest, name_lookup("rowan")) == before


def test_two_first_starts_at_once_agree_on_one_key(folder: Path) -> None:
    def start(_: int) -> str:
        return server_keys._read_or_make(folder / "server.keys", "STEADY_SERVER_KEYS")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(32)))) == 1


def test_an_empty_database_is_still_a_first_run(folder: Path) -> None:
    database(folder, "CREATE TABLE skills_app_user (id)", "CREATE TABLE skills_app_canary (id)")
    assert nothing_is_sealed_yet()
    make_or_check_keys()


@pytest.mark.parametrize("table", ["canary", "user", "vault", "storedsession"])
@pytest.mark.parametrize("missing", ["server.keys", "names.key"])
def test_a_missing_file_is_never_replaced_once_anything_is_sealed(
    folder: Path, table: str, missing: str
) -> None:
    make_or_check_keys()
    database(
        folder,
        f"CREATE TABLE skills_app_{table} (id)",
        f"INSERT INTO skills_app_{table} VALUES (1)",
    )
    (folder / missing).unlink()
    forget_keys()
    with pytest.raises(ImproperlyConfigured, match=r"is missing.*Put the file back") as refused:
        make_or_check_keys()
    assert missing in str(refused.value)
    assert not (folder / missing).exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_others_can_read_is_refused_with_the_command_that_mends_it(
    folder: Path, mode: int
) -> None:
    write_keys(folder, f"1:{KEY_A}", mode=mode)
    assert f"chmod 600 {folder / 'server.keys'}" in refusal()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no key"),
        ("# nothing yet\n\n", "holds no key"),
        (KEY_A, "not “id:key”"),
        (f"one:{KEY_A}", "not “id:key”"),
        (f"-1:{KEY_A}", "not “id:key”"),
        (f"0:{KEY_A}", "ids go from 1"),
        (f"4294967296:{KEY_A}", "ids go from 1"),
        (f"1:{KEY_A}\n1:{KEY_B}", "id 1 is there twice"),
        (f"2:{KEY_A}\n1:{KEY_A}", "same key is there twice"),
        ("1:", "has 0 bytes and must have 32"),
        (f"1:{KEY_A[:-4]}", "must have 32"),
        (f"1:{KEY_A}{KEY_A}", "must have 32"),
        ("1:not base64 at all!", "not base64"),
        (f"1:{'A' * 43}", "not random"),
    ],
)
def test_a_malformed_file_is_refused_in_plain_words(folder: Path, text: str, words: str) -> None:
    write_keys(folder, text)
    said = refusal()
    assert words in said
    assert KEY_A[:20] not in said
    assert KEY_B[:20] not in said


def test_a_file_that_is_not_text_or_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "server.keys").write_bytes(b"\xff\xfe")
    (folder / "server.keys").chmod(0o600)
    assert "not a key" in refusal()
    (folder / "server.keys").unlink()
    (folder / "server.keys").mkdir(mode=0o700)
    assert "cannot be read" in refusal()


def test_a_folder_that_cannot_be_written_says_so(folder: Path, settings: Settings) -> None:
    settings.SERVER_KEYS_FILE = folder / "nowhere" / "server.keys"
    assert "cannot be written" in refusal()


def test_the_newest_key_stands_first_and_comments_are_passed_over(folder: Path) -> None:
    write_keys(folder, f"# two keys\n\n 9:{KEY_B} \n3:{KEY_A}\n")
    keys = server_keyring()
    assert keys.ids == (9, 3)
    assert keys.newest == (9, bytes(range(32, 64)))
    assert keys.get(3) == bytes(range(32))
    assert keys.get(4) is None
    assert "\\x" not in repr(keys)


def test_the_environment_comes_before_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_keys(folder, f"1:{KEY_A}")
    monkeypatch.setenv("STEADY_SERVER_KEYS", f"5:{KEY_B}, 1:{KEY_A}")
    monkeypatch.setenv("STEADY_NAMES_KEY", KEY_A)
    make_or_check_keys()
    assert server_keyring().ids == (5, 1)
    assert not (folder / "names.key").exists()


def test_a_bad_environment_is_refused_and_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_keys(folder, f"1:{KEY_A}")
    monkeypatch.setenv("STEADY_SERVER_KEYS", "5:short")
    assert "STEADY_SERVER_KEYS" in refusal()


def test_what_an_older_key_sealed_opens_until_that_key_is_retired(folder: Path) -> None:
    context = b"u" * 16
    write_keys(folder, f"1:{KEY_A}")
    blob = seal_for_server(Purpose.PROFILE, b"choices", context)
    write_keys(folder, f"2:{KEY_B}\n1:{KEY_A}")
    assert open_from_server(Purpose.PROFILE, blob, context) == b"choices"
    assert seal_for_server(Purpose.PROFILE, b"choices", context)[2:6] == bytes([0, 0, 0, 2])
    write_keys(folder, f"2:{KEY_B}")
    with pytest.raises(SealError):
        open_from_server(Purpose.PROFILE, blob, context)


def test_another_key_under_the_same_id_opens_nothing(folder: Path) -> None:
    write_keys(folder, f"1:{KEY_A}")
    blob = seal_for_server(Purpose.PROFILE, b"choices", b"u" * 16)
    write_keys(folder, f"1:{KEY_B}")
    with pytest.raises(SealError):
        open_from_server(Purpose.PROFILE, blob, b"u" * 16)


def test_each_context_and_purpose_is_sealed_apart(folder: Path) -> None:
    blob = seal_for_server(Purpose.PROFILE, b"choices", b"u" * 16)
    with pytest.raises(SealError):
        open_from_server(Purpose.PROFILE, blob, b"w" * 16)
    with pytest.raises(SealError):
        open_from_server(Purpose.SESSION, blob, b"u" * 32)
    with pytest.raises(SealError):
        open_from_server(Purpose.PROFILE, b"", b"u" * 16)


def test_a_name_is_found_however_it_is_capitalised_and_never_shown(folder: Path) -> None:
    stored = name_lookup("Róisín")
    assert len(stored) == 64
    assert (
        stored
        == name_lookup("róisín")
        == name_lookup("RÓISÍN")
        == name_lookup("Ro\u0301isi\u0301n")
    )
    assert stored != name_lookup("roisin")


def test_names_are_stored_otherwise_on_another_server(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = name_lookup("rowan")
    monkeypatch.setenv("STEADY_NAMES_KEY", KEY_B)
    forget_keys()
    assert name_lookup("rowan") != here
