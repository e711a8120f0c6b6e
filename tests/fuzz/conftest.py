"""Who tries, and what is there for them to try: found once for all the tests here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from skills_app.account.models import User
from skills_app.content import library
from skills_app.preferences.sections import SECTIONS
from tests.fuzz.pages import Form, Found, addresses, explore
from tests.people import PASSPHRASE, PASSWORD, quick_key_derivation


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """However the files are shuffled, those that share the world come one after another."""
    here = Path(__file__).parent
    ours = [item for item in items if here in item.path.parents]
    if ours:
        at = items.index(ours[0])
        chosen = set(ours)
        items[:] = [*items[:at], *ours, *(one for one in items[at:] if one not in chosen)]


@dataclass(frozen=True)
class World:
    """People by name, and every form they can meet."""

    people: dict[str, Client]
    found: Found


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: Any, gathered_static_files: None
) -> Iterator[World]:
    """A guest, a member with an open space, one whose space is locked, and one without any.

    They, and whatever they do, are undone at the end.
    """
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():
        quick_key_derivation(patched)
        with transaction.atomic():
            people = {
                "guest": Client(raise_request_exception=False),
                "open": member("alice", with_space=True),
                "locked": member("carol", with_space=True),
                "none yet": member("bob", with_space=False),
            }
            people["locked"].post("/space/lock/")
            paths = addresses(what_is_there(people["open"]))
            yield World(people, explore(people, paths, steps_of_each_kind(), patched))
            transaction.set_rollback(True)


def member(name: str, *, with_space: bool) -> Client:
    client = Client(raise_request_exception=False)  # as in life: a page that says so
    client.force_login(User.objects.create_user(name, PASSWORD))
    if with_space:
        answer = client.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
        assert answer.status_code == 303
    return client


def what_is_there(client: Client) -> dict[str, list[str]]:
    """What the parameters of addresses may be: real things, one of each sort."""
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


def id_after(client: Client, page: str, before: str) -> str:
    found = re.search(re.escape(before) + "([0-9a-f-]{36})", client.get(page).content.decode())
    assert found, f"nothing on {page} leads on from {before}"
    return found[1]


def steps_of_each_kind() -> list[Form]:
    """A step of each kind there is, in a module that has one."""
    found: dict[type, Form] = {}
    for module in library().modules.values():
        for step in module.steps:
            for way in step.ways:
                values = (("step", step.id), ("way", way.id), ("opened", "1"), ("move", "here"))
                form = Form("", f"/skills/{module.id}/", values)
                found.setdefault(type(way.body), form)
    return list(found.values())
