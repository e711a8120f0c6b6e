"""Who tries, and what is there for them to try."""

import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.content import library
from skills_app.preferences.sections import SECTIONS
from tests.fuzz.pages import Form, Found, addresses, explore
from tests.people import PASSPHRASE, PASSWORD


@pytest.fixture
def people(
    alice_with_space: Client, guest: Client, bobs_browser: Client, db: None
) -> dict[str, Client]:
    """A guest, a member with an open space, one whose space is locked, and one without any."""
    locked = Client()
    locked.force_login(User.objects.create_user("carol", PASSWORD))
    locked.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    locked.post("/space/lock/")
    return {"guest": guest, "open": alice_with_space, "locked": locked, "none yet": bobs_browser}


def id_after(client: Client, page: str, before: str) -> str:
    found = re.search(re.escape(before) + "([0-9a-f-]{36})", client.get(page).content.decode())
    assert found, f"nothing on {page} leads on from {before}"
    return found[1]


@pytest.fixture
def given(people: dict[str, Client]) -> dict[str, list[str]]:
    """What the parameters of addresses may be: real things, one of each sort."""
    client = people["open"]
    entry = client.post("/write/new/", {"text": "One page.", "page": "p" * 16}).headers["Location"]
    client.post(f"{entry}change/", {"text": "One page, changed.", "version": "1"})
    client.post("/write/keep-draft/", {"text": "A draft.", "page": "q" * 16})
    client.post("/write/starts/", {"text": "A start of my own"})
    kept = client.post("/keep/new/", {"text": "A plan.", "title": "", "sort": "plan"})
    return {
        "module_id": sorted(library().modules)[:2],
        "tool_id": sorted(library().tools)[:2],
        "section": list(SECTIONS),
        "state": ["up"],
        "page": ["1"],
        "entry_id": [entry.split("/")[2]],
        "version_id": [id_after(client, f"{entry}earlier/", f"{entry}earlier/")],
        "draft_id": [id_after(client, "/write/unfinished/", "/write/unfinished/")],
        "prompt_id": [id_after(client, "/write/starts/", "/write/starts/")],
        "keepsake_id": [kept.headers["Location"].split("/")[2]],
    }


@pytest.fixture
def steps() -> list[Form]:
    """A step of each kind there is, in a module that has one."""
    found: dict[type, Form] = {}
    for module in library().modules.values():
        for step in module.steps:
            for way in step.ways:
                values = (("step", step.id), ("way", way.id), ("opened", "1"), ("move", "here"))
                form = Form("", f"/skills/{module.id}/", values)
                found.setdefault(type(way.body), form)
    return list(found.values())


@pytest.fixture
def found(
    people: dict[str, Client],
    given: dict[str, list[str]],
    steps: list[Form],
    monkeypatch: pytest.MonkeyPatch,
) -> Found:
    return explore(people, addresses(given), steps, monkeypatch)
