"""People and places that tests share."""


import pytest
from django.core.management import call_command
from django.test import Client

from skills_app.account.models import User

PASSWORD = "a long enough sign-in password"
PASSPHRASE = "amber lantern under the quiet bridge"


@pytest.fixture(scope="session", autouse=True)
def gathered_static_files() -> None:
    """Pages name hashed files, so these have to be there."""
    call_command("collectstatic", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def _quick_key_derivation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys with the smallest allowed cost, except where a test asks for the real one."""
    if "real_argon2" in request.keywords:
        return
    from skills_app.vault import slots

    monkeypatch.setattr(slots, "COST", slots.Cost(memory_kib=8 * 1024, passes=1))


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
