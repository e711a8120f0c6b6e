"""A wrong setting is refused when the server starts, with what to do; none fails in silence."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from config.serve import refuse_unsafe_folder, refuse_unusable, tell_unless_writable, usable_port
from tests.real_site import ROOT, RealSite


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    prepared = RealSite(tmp_path_factory.mktemp("refused"))
    prepared.prepare()
    return prepared


def refusal(prepared: RealSite, *arguments: str, **changed: str | None) -> str:
    """What `manage.py serve` says before it ends with 1."""
    environment = {**prepared.environment, **changed}
    answer = subprocess.run(
        [sys.executable, "manage.py", "serve", *(arguments or ("--port", str(prepared.port)))],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert answer.returncode == 1, answer.stderr
    assert "Traceback" not in answer.stderr
    return answer.stderr.strip()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("STEADY_HOSTS", "your.host:8443", "has a port"),
        ("STEADY_TIME_ZONE", "Mars/Olympus", "no such time zone"),
        ("STEADY_BEHIND_PROXY", "1", "both set"),
        ("STEADY_PLAIN_HTTP", None, "sent on to https"),
        ("STEADY_HOST", "your.host", "If you meant STEADY_HOSTS, write that."),
        ("STEADY_SOMETHING_ELSE_ALTOGETHER", "1", "no such setting"),
    ],
)
def test_a_setting_that_can_not_work_is_refused(
    prepared: RealSite, name: str, value: str | None, said: str
) -> None:
    assert said in refusal(prepared, **{name: value})


@pytest.mark.parametrize(
    "page", ["https://your.host/", "https://Your.Host:8443/news", "https://[::1]/"]
)
def test_a_page_to_leave_to_that_is_on_this_very_site_is_refused(
    prepared: RealSite, page: str
) -> None:
    changed = {"STEADY_PLAIN_HTTP": None, "STEADY_BEHIND_PROXY": "1"}
    pages = f"https://www.example.org/ {page}"
    heard = refusal(prepared, **changed, STEADY_HOSTS="YOUR.host [::1]", STEADY_EXIT_PAGES=pages)
    assert f"“{page}”, which is on a name of this site" in heard


@pytest.mark.parametrize("port", ["abc", "0", "70000", "80 80", "-1", "٨٠"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="not a port"):
        usable_port(port)


def test_a_port_in_use_is_refused(prepared: RealSite) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        heard = refusal(prepared, "--port", str(taken.getsockname()[1]))
    assert re.search(r"in use.*choose another port", heard)


def test_a_host_by_name_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="in numbers"):
        refuse_unusable("localhost", 8000)


def test_a_database_that_was_not_prepared_is_refused(prepared: RealSite, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert "manage.py prepare" in refusal(prepared, STEADY_DATA=str(tmp_path))


OURS = [
    "",
    "server.keys",
    "names.key",
    "steady.sqlite3",
    "steady.sqlite3-wal",
    "steady.sqlite3-shm",
]


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("access", [0o040, 0o002])
def test_what_others_can_reach_is_refused(
    settings: Settings, tmp_path: Path, name: str, access: int
) -> None:
    settings.DATA_DIR = tmp_path
    settings.SERVER_KEYS_FILE = tmp_path / "server.keys"
    settings.NAMES_KEY_FILE = tmp_path / "names.key"
    tmp_path.chmod(0o700)
    path = tmp_path / name
    if name:
        path.touch(mode=0o600)
    refuse_unsafe_folder()
    path.chmod(path.stat().st_mode | access)
    with pytest.raises(ImproperlyConfigured, match=f"chmod {600 if name else 700} {path}$"):
        refuse_unsafe_folder()


def test_a_secret_key_that_others_can_read_is_refused(prepared: RealSite) -> None:
    path = prepared.data / "secret.key"
    path.chmod(0o644)
    try:
        assert f"chmod 600 {path}" in refusal(prepared)
    finally:
        path.chmod(0o600)


def test_a_folder_that_can_not_be_written_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tell_unless_writable(tmp_path)
    assert not tell_unless_writable(Path("/proc"))
    assert capsys.readouterr().err.startswith("Nothing can be written into /proc")
