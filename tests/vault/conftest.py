"""Alice and Bob, each with a space that is open in a browser."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from skills_app.account.models import User
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.opening import (
    keep_recovery_words,
    make_space,
    offer_recovery_words,
    the_open_space,
)
from tests.people import PASSPHRASE
from tests.vault.browsers import Browser

# For `make mutants`: that a test fails is all there is to know, not the smallest way to fail it.
hypothesis_settings.register_profile(
    "mutants", phases=[Phase.explicit, Phase.generate], deadline=None, database=None
)


@pytest.fixture(autouse=True)
def _quick_sign_in_passwords(settings: Settings) -> None:
    """The vault has its own derivation; Django's slow one is not what is tested here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def alice_at_home(alice: User) -> Browser:
    return Browser(alice)


@pytest.fixture
def alices_words(alice: User, alice_at_home: Browser) -> list[str]:
    """Alice has a space with recovery words, and it is open in her browser at home."""
    request = alice_at_home.request()
    make_space(alice, PASSPHRASE, request=request)
    words = offer_recovery_words()
    keep_recovery_words(request, " ".join(words))
    alice_at_home.take(request)
    return words


@pytest.fixture
def alices_space(alices_words: list[str], alice_at_home: Browser) -> OpenSpace:
    space = alice_at_home.space
    assert space is not None
    return space


@pytest.fixture
def bobs_space(bob: User) -> OpenSpace:
    request = Browser(bob).request()
    make_space(bob, PASSPHRASE, request=request)
    space = the_open_space(request)
    assert space is not None
    return space


@contextmanager
def over(path: Path) -> Iterator[None]:
    """All that asks the database asks the one in this file."""
    kept = connections["default"]
    named = kept.settings_dict["NAME"]
    kept.settings_dict["NAME"] = str(path)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        kept.settings_dict["NAME"] = named
        connections["default"] = kept


@pytest.fixture(scope="session")
def empty_database(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """Made once: its tables take longer than most of what is tried on them."""
    path = tmp_path_factory.mktemp("empty") / "steady.sqlite3"
    with django_db_blocker.unblock(), over(path):
        call_command("migrate", run_syncdb=True, verbosity=0)
    assert not path.with_name("steady.sqlite3-wal").exists(), "all of it is in the one file"
    return path


@pytest.fixture
def file_database(
    tmp_path: Path, empty_database: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """A database in a file, as when serving: what many threads and raw bytes need."""
    path = tmp_path / "steady.sqlite3"
    shutil.copy(empty_database, path)
    with django_db_blocker.unblock(), over(path):
        yield path
