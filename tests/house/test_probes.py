"""What an operator's tools may ask: one word, without a cookie, whatever else is wrong."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from skills_app.vault.server_keys.canary import check_keys
from skills_app.vault.server_keys.keys import server_keyring

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_one_word_is_answered_to_anyone_over_anything(path: str) -> None:
    check_keys()

    answer = Client().get(path, headers={"host": "10.0.0.7"}, secure=False)

    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_without_a_database_it_is_alive_but_not_ready() -> None:
    def fail(*args: object) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(fail):
        assert Client().get("/healthz").status_code == 200
        answer = Client().get("/readyz")

    assert answer.status_code == 503
    assert answer.content == b"not now\n"


def test_with_another_key_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    check_keys()
    assert Client().get("/readyz").status_code == 200
    number, _ = server_keyring().newest
    monkeypatch.setattr(
        "skills_app.vault.server_keys.canary.server_keyring", lambda: {number: b"k" * 32}
    )

    assert Client().get("/readyz").status_code == 503
