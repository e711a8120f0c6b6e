from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured

from skills_app.vault.canary import check_canaries, ensure_canaries
from skills_app.vault.models import Canary
from skills_app.vault.server_keys import forget_keys
from tests.vault.test_server_keys import KEY_A, KEY_B

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    listing(monkeypatch, f"2:{KEY_B},1:{KEY_A}")
    yield monkeypatch
    monkeypatch.undo()
    forget_keys()


def listing(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("STEADY_SERVER_KEYS", keys)
    forget_keys()


def test_each_listed_key_gets_one_canary_once() -> None:
    assert ensure_canaries() == 2
    assert ensure_canaries() == 0
    assert sorted(Canary.objects.values_list("key_id", flat=True)) == [1, 2]
    check_canaries()


def test_a_new_key_beside_the_old_ones_may_start(keys: pytest.MonkeyPatch) -> None:
    listing(keys, f"1:{KEY_A}")
    ensure_canaries()
    listing(keys, f"2:{KEY_B},1:{KEY_A}")
    check_canaries()
    assert ensure_canaries() == 1


def test_a_key_taken_off_the_list_too_early_is_refused(keys: pytest.MonkeyPatch) -> None:
    ensure_canaries()
    listing(keys, f"2:{KEY_B}")
    with pytest.raises(ImproperlyConfigured, match=r"Server key 1 is not listed.*Put its line"):
        check_canaries()


def test_another_key_under_an_old_id_is_refused(keys: pytest.MonkeyPatch) -> None:
    ensure_canaries()
    listing(keys, f"2:{KEY_A},1:{KEY_B}")
    with pytest.raises(ImproperlyConfigured, match=r"Server key 1 is not the key it was"):
        check_canaries()


def test_a_canary_moved_to_another_id_or_changed_is_refused() -> None:
    ensure_canaries()
    one = Canary.objects.get(key_id=1)
    two = Canary.objects.get(key_id=2)
    one.blob, two.blob = two.blob, one.blob
    one.save()
    with pytest.raises(ImproperlyConfigured, match="key 1"):
        check_canaries()
    one.blob = b"short"
    one.save()
    with pytest.raises(ImproperlyConfigured, match="key 1"):
        check_canaries()
