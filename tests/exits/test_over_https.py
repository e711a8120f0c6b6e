"""The HTTP Observatory's criteria, against the settings a real site runs with (no plain http)."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A process of its own, since these settings are chosen once, when the site starts.
ASK = """
import json, re, django
django.setup()
from django.conf import settings
from django.test import Client
plain = Client().get("/", headers={"host": "localhost"})
client = Client()
page = client.get("/account/in/", secure=True, headers={"host": "localhost"})
cookies = {name: dict(one) for name, one in client.cookies.items()}
tried = Client().post("/leave/try/", secure=True, headers={"host": "localhost"})
cookies["__Host-t"] = dict(tried.cookies["__Host-t"])
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "status": page.status_code,
    "headers": dict(page.headers),
    "cookies": cookies,
    "marks": re.findall('data-mark="([^"]*)"', page.content.decode()),
    "names": [getattr(settings, name) for name in dir(settings) if name.endswith("COOKIE_NAME")],
}))
"""


@pytest.fixture(scope="module")
def answer(gathered_static_files: None) -> dict[str, Any]:
    environment = {**os.environ, "STEADY_HOSTS": "localhost"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    environment.pop("STEADY_PLAIN_HTTP", None)
    command = [sys.executable, "-c", ASK]
    said = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return dict(json.loads(said.stdout))


def test_plain_http_is_sent_to_https_at_the_same_name(answer: dict[str, Any]) -> None:
    assert answer["plain"] == [301, "https://localhost/"]


def test_browsers_are_told_to_stay_with_https(answer: dict[str, Any]) -> None:
    said = dict(
        part.strip().partition("=")[::2]
        for part in answer["headers"]["Strict-Transport-Security"].split(";")
    )
    assert int(said["max-age"]) >= 60 * 60 * 24 * 182
    assert "includeSubDomains" in said


def test_every_cookie_is_bound_to_this_host_and_hidden_from_scripts(
    answer: dict[str, Any],
) -> None:
    assert answer["status"] == 200
    assert {"__Host-c", "__Host-t"} <= set(answer["cookies"]), "a form's token, the note of a try"
    ours = [name for name in answer["names"] if name not in {"django_language"}]
    assert len(ours) == 6
    for name in (*ours, *answer["cookies"]):
        assert re.fullmatch("__Host-[a-z]", name), "a name that tells nothing"
    for cookie in answer["cookies"].values():
        assert (cookie["secure"], cookie["httponly"]) == (True, True)
        assert cookie["samesite"] in {"Lax", "Strict"}
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_the_marks_that_scripts_set_are_bound_to_this_host_too(answer: dict[str, Any]) -> None:
    """A script's cookie can not be hidden from scripts; it holds one digit."""
    assert set(answer["marks"]) == {
        "__Host-x=1; path=/; samesite=lax; secure",
        "__Host-y=1; path=/; samesite=lax; secure",
    }


def test_the_policy_allows_nothing_unsafe_and_no_other_site(answer: dict[str, Any]) -> None:
    policy = answer["headers"]["Content-Security-Policy"]
    assert {part.split()[0] for part in policy.split(";")} == {
        *("default-src", "script-src", "style-src", "connect-src", "img-src"),
        *("base-uri", "frame-ancestors", "form-action"),
    }
    assert "default-src 'none'" in policy
    for unsafe in ("unsafe-", "*", "http:", "https:", "blob:", "strict-dynamic"):
        assert unsafe not in policy
    assert "Access-Control-Allow-Origin" not in answer["headers"]
