from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured

from skills_app.account.models import User
from skills_app.vault.models import Canary, Vault
from skills_app.vault.server_keys.canary import check_canaries, check_keys, remove_canaries
from skills_app.vault.unlocking.opening import make_space
from tests.people import PASSPHRASE
from tests.server_keys import forget_keys
from tests.vault.server_keys.test_server_keys import KEY_A, KEY_B

KEY_C = "dGhpcyBrZXkgaXMgbm90IGEgc2VjcmV0IGF0IGFsbCE"

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


@pytest.fixture
def both_sealed(keys: pytest.MonkeyPatch) -> None:
    """Both keys were the newest once; the second one is now."""
    listing(keys, f"1:{KEY_A}")
    check_keys()
    listing(keys, f"2:{KEY_B},1:{KEY_A}")
    check_keys()


def test_each_key_that_becomes_the_newest_gets_one_canary_once(both_sealed: None) -> None:
    before = list(Canary.objects.order_by("key_id").values())
    assert [row["key_id"] for row in before] == [1, 2]
    check_keys()
    assert list(Canary.objects.order_by("key_id").values()) == before


def test_a_retired_key_that_is_still_listed_gets_no_canary_back(both_sealed: None) -> None:
    """Else its line could never be taken out."""
    remove_canaries([1])
    check_keys()
    assert list(Canary.objects.values_list("key_id", flat=True)) == [2]


def test_two_machines_with_different_keys_under_a_new_id_do_not_both_start(
    both_sealed: None, keys: pytest.MonkeyPatch
) -> None:
    listing(keys, f"2:{KEY_C},1:{KEY_A}")
    with pytest.raises(ImproperlyConfigured, match=r"Server key 2 is not the key it was"):
        check_keys()


def test_of_two_that_start_at_once_with_different_keys_only_one_does(
    keys: pytest.MonkeyPatch,
) -> None:
    """The other's canary comes between this one's look and its own."""
    make = Canary.objects.bulk_create

    def too_late(rows: list[Canary], **kwargs: bool) -> list[Canary]:
        keys.setattr(Canary.objects, "bulk_create", make)
        listing(keys, f"2:{KEY_C}")
        check_keys()
        listing(keys, f"2:{KEY_B},1:{KEY_A}")
        return make(rows, **kwargs)

    keys.setattr(Canary.objects, "bulk_create", too_late)
    with pytest.raises(ImproperlyConfigured, match=r"Server key 2 is not the key it was"):
        check_keys()


def test_a_key_file_that_is_refused_leaves_no_canary_behind(keys: pytest.MonkeyPatch) -> None:
    listing(keys, f"1:{KEY_A}")
    check_keys()
    listing(keys, f"2:{KEY_B}")
    with pytest.raises(ImproperlyConfigured, match="Server key 1 is not listed"):
        check_keys()
    listing(keys, f"1:{KEY_A}")
    check_keys()


def test_a_server_that_runs_with_another_key_gives_no_one_a_slot(
    alice: User, both_sealed: None, keys: pytest.MonkeyPatch
) -> None:
    """As when the database was put in place of another while it ran."""
    listing(keys, f"2:{KEY_C},1:{KEY_A}")
    with pytest.raises(ImproperlyConfigured, match=r"Server key 2 is not the key it was"):
        make_space(alice, PASSPHRASE)
    assert not Vault.objects.exists()
    listing(keys, f"2:{KEY_B},1:{KEY_A}")
    make_space(alice, PASSPHRASE)


def test_a_new_key_beside_the_old_ones_may_start(both_sealed: None) -> None:
    check_keys()
    check_canaries()


def test_a_key_taken_off_the_list_too_early_is_refused(
    both_sealed: None, keys: pytest.MonkeyPatch
) -> None:
    listing(keys, f"2:{KEY_B}")
    with pytest.raises(ImproperlyConfigured, match=r"Server key 1 is not listed.*Put its line"):
        check_canaries()


def test_another_key_under_an_old_id_is_refused(
    both_sealed: None, keys: pytest.MonkeyPatch
) -> None:
    listing(keys, f"2:{KEY_A},1:{KEY_B}")
    with pytest.raises(ImproperlyConfigured, match=r"Server key 1 is not the key it was"):
        check_canaries()


def test_a_canary_moved_to_another_id_or_changed_is_refused(both_sealed: None) -> None:
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
