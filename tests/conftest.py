"""People and places that tests share."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.commands import flush
from django.test import Client
from whitenoise import WhiteNoise

from skills_app.account.models import User
from skills_app.vault.database import standing
from skills_app.vault.unlocking.owed import board
from tests.environment import DATA
from tests.people import PASSPHRASE, PASSWORD, quick_key_derivation
from tests.prepared import copy_prepared


def pytest_collection_finish() -> None:
    """What is loaded by now stays. Looking through it again and again for what can be thrown away
    took a tenth of all the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def gathered_static_files() -> None:
    """Pages name hashed files, so these have to be there, and their names be known."""
    copy_prepared(DATA, "static")
    known = staticfiles_storage.load_manifest()
    staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = known


@pytest.fixture(scope="session", autouse=True)
def _files_looked_through_once(gathered_static_files: None) -> Iterator[None]:
    """Not by every test's own client anew: that was a fifth of all the time."""
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    look_through = WhiteNoise.add_files

    def add_files(self: WhiteNoise, root: str, prefix: str | None = None) -> None:
        if self.autorefresh:
            look_through(self, root, prefix)
            return
        key = (str(root), prefix, self.max_age, self.allow_all_origins)
        if key not in seen:
            before = dict(self.files)
            look_through(self, root, prefix)
            seen[key] = {url: one for url, one in self.files.items() if url not in before}
        self.files.update(seen[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "add_files", add_files)
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptied_tables_stay_empty() -> Iterator[None]:
    """After each test with a server, rows that only Django's own admin pages ask for came back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **options: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _gate_that_does_not_step_back() -> None:
    """On a busy machine tests would wait long for it; its own test has a gate of its own."""
    from skills_app.vault.crypto import gate

    gate._gate.niceness = os.getpriority(os.PRIO_PROCESS, 0)


@pytest.fixture(autouse=True)
def _quick_key_derivation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys with the smallest allowed cost, except where a test asks for the real one."""
    if "real_argon2" in request.keywords:
        return
    quick_key_derivation(monkeypatch)


@pytest.fixture(autouse=True)
def _nothing_is_owed() -> Iterator[None]:
    """What one test could not write is no business of the next."""
    yield
    for lookup in list(board()):
        board().take(lookup)


@pytest.fixture(autouse=True)
def _serves_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test begins to serve, as the server does, the next one does not."""
    monkeypatch.setattr(standing, "_now", standing.Standing())


@pytest.fixture
def guest() -> Client:
    """Someone without an account. Forms are checked for their token, as in life."""
    return Client()


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice", PASSWORD)


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob", PASSWORD)


@pytest.fixture
def alices_browser(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def bobs_browser(bob: User) -> Client:
    client = Client()
    client.force_login(bob)
    return client


@pytest.fixture
def alice_with_space(alices_browser: Client) -> Client:
    """Alice, signed in, with her private space made and open."""
    answer = alices_browser.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert answer.status_code == 303
    return alices_browser


@pytest.fixture
def bob_with_space(bobs_browser: Client) -> Client:
    answer = bobs_browser.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert answer.status_code == 303
    return bobs_browser
