import datetime as dt

import pytest
import time_machine
from django.http import HttpRequest
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault.models import Record, Slot, Unlock, Vault
from skills_app.vault.rekeying.data_key import renew_data_key
from skills_app.vault.store.open_space import OpenSpace, SpaceClosed
from skills_app.vault.unlocking import opening
from skills_app.vault.unlocking.opening import (
    AlreadyMade,
    KeyRefused,
    NoSpace,
    NotRecoveryWords,
    PassphraseRefused,
    change_passphrase,
    close_everywhere,
    erase_space,
    finish_erasing,
    has_recovery_words,
    has_space,
    keep_recovery_words,
    make_space,
    offer_recovery_words,
    open_space,
    open_with_words,
    recover,
    remove_recovery_words,
    renew,
    words_need_passphrase,
)
from tests.people import PASSPHRASE, PASSWORD, bring_back_sign_in
from tests.vault.browsers import Browser

pytestmark = pytest.mark.django_db
NEW_PASSPHRASE = "a kite over the slow river"


def opens(browser: Browser, passphrase: str) -> bool:
    Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None)
    try:
        open_space(browser.request(), passphrase)
    except KeyRefused:
        return False
    return True


def test_a_new_space_opens_with_its_passphrase_however_it_is_spaced(
    alice: User, alice_at_home: Browser
) -> None:
    assert not has_space(alice)
    make_space(alice, PASSPHRASE)
    assert has_space(alice)
    assert not has_recovery_words(alice), "none before they were typed back"
    assert alice_at_home.space is None, "making is not opening"
    assert opens(alice_at_home, f"  {PASSPHRASE.replace(' ', '   ')} ")
    assert not opens(alice_at_home, PASSPHRASE.upper())
    assert not opens(alice_at_home, "")


def test_it_opens_with_its_recovery_words(alice: User, alices_words: list[str]) -> None:
    browser = Browser(alice)
    request = browser.request()
    space = open_with_words(request, "\n".join(word.upper() for word in alices_words))
    browser.take(request)
    assert browser.space is not None
    assert browser.space.vault_id == space.vault_id


def test_making_a_second_space_leaves_the_first_as_it_is(
    alice: User, alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    alices_space.create("entry", {"text": "kept"})
    with pytest.raises(AlreadyMade):
        make_space(alice, NEW_PASSPHRASE)
    assert opens(alice_at_home, PASSPHRASE)
    assert Record.objects.count() == 1


def test_pressing_make_twice_at_once_keeps_the_first(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_space(alice, PASSPHRASE)
    monkeypatch.setattr("skills_app.vault.unlocking.opening.has_space", lambda user: False)
    with pytest.raises(AlreadyMade):
        make_space(alice, NEW_PASSPHRASE)
    assert opens(Browser(alice), PASSPHRASE)


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("", "at least 12"),
        ("eleven char", "at least 12"),
        ("    short      one    ", "at least 12"),
        ("word " * 150, "at most 512"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("abababab abababab", "easy to guess"),
        (PASSWORD, "password you sign in with"),
        (f"  {PASSWORD} ", "password you sign in with"),
    ],
)
def test_a_passphrase_that_can_not_be_used_is_refused_kindly(
    alice: User, passphrase: str, words: str
) -> None:
    with pytest.raises(PassphraseRefused) as refused:
        make_space(alice, passphrase)
    assert words in " ".join(refused.value.messages)
    assert not has_space(alice)


def test_a_password_with_odd_spaces_is_no_passphrase_either(db: None) -> None:
    password = "wide   open  spaces here"
    rowan = User.objects.create_user("rowan", password)
    with pytest.raises(PassphraseRefused, match="password you sign in with"):
        make_space(rowan, password)


def test_a_passphrase_of_exactly_12_or_512_characters_is_taken(alice: User, bob: User) -> None:
    make_space(alice, "nine herons!")
    make_space(bob, ("long words " * 50)[:512].replace(" ", "-"))
    assert opens(Browser(alice), "nine herons!")


def test_someone_without_a_space_is_told_so(bob: User) -> None:
    with pytest.raises(NoSpace):
        open_space(Browser(bob).request(), PASSPHRASE)
    with pytest.raises(NoSpace):
        recover(Browser(bob).request(), "words", NEW_PASSPHRASE)


def test_changing_the_passphrase_retires_the_old_one_and_keeps_everything(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    kept = alices_space.create("entry", {"text": "kept"})
    request = alice_at_home.request()
    change_passphrase(request, PASSPHRASE, NEW_PASSPHRASE)
    alice_at_home.take(request)
    assert alice_at_home.space is not None
    assert alice_at_home.space.read(kept.id, "entry") == kept
    assert alice_at_home.space.verify().is_sound
    assert not opens(alice_at_home, PASSPHRASE)
    assert opens(alice_at_home, NEW_PASSPHRASE)


def test_changing_it_closes_every_other_browser(
    alice: User, alices_words: list[str], alice_at_home: Browser
) -> None:
    elsewhere = Browser(alice)
    request = elsewhere.request()
    open_space(request, PASSPHRASE)
    elsewhere.take(request)
    assert elsewhere.space is not None
    change_passphrase(alice_at_home.request(), PASSPHRASE, NEW_PASSPHRASE)
    assert elsewhere.space is None
    assert Unlock.objects.count() == 1


def test_a_wrong_old_passphrase_or_bad_new_one_changes_nothing(
    alices_words: list[str], alice_at_home: Browser
) -> None:
    before = list(Slot.objects.order_by("id").values())
    with pytest.raises(KeyRefused):
        change_passphrase(alice_at_home.request(), "wrong one entirely", NEW_PASSPHRASE)
    with pytest.raises(PassphraseRefused):
        change_passphrase(alice_at_home.request(), PASSPHRASE, PASSWORD)
    assert list(Slot.objects.order_by("id").values()) == before
    assert alice_at_home.space is not None


def test_a_forgotten_passphrase_is_replaced_with_the_words(
    alice: User, alices_space: OpenSpace, alices_words: list[str], alice_at_home: Browser
) -> None:
    kept = alices_space.create("entry", {"text": "kept"})
    browser = Browser(alice)
    request = browser.request()
    recover(request, " ".join(alices_words), NEW_PASSPHRASE)
    browser.take(request)
    assert browser.space is not None
    assert browser.space.read(kept.id, "entry") == kept
    assert alice_at_home.space is None, "every other browser is closed"
    assert opens(browser, NEW_PASSPHRASE)
    assert not opens(browser, PASSPHRASE)
    assert open_with_words(browser.request(), " ".join(alices_words)), "the words still work"


def test_wrong_words_or_a_bad_new_passphrase_change_nothing(
    alices_words: list[str], alice_at_home: Browser
) -> None:
    with pytest.raises(KeyRefused):
        recover(alice_at_home.request(), "abandon " * 11 + "about", NEW_PASSPHRASE)
    with pytest.raises(PassphraseRefused):
        recover(alice_at_home.request(), " ".join(alices_words), "short")
    assert opens(alice_at_home, PASSPHRASE)


def test_words_that_were_only_offered_open_nothing(alices_words: list[str], alice: User) -> None:
    with pytest.raises(KeyRefused):
        open_with_words(Browser(alice).request(), " ".join(offer_recovery_words()))


def test_words_are_replaced_with_the_passphrase_and_not_by_finding_the_space_open(
    alice: User, alices_words: list[str], alice_at_home: Browser
) -> None:
    words = offer_recovery_words()
    for passphrase in (None, "", "wrong one entirely"):
        with pytest.raises(KeyRefused):
            keep_recovery_words(alice_at_home.request(), " ".join(words), passphrase)
    keep_recovery_words(alice_at_home.request(), " ".join(words), PASSPHRASE)
    assert open_with_words(alice_at_home.request(), " ".join(words))
    with pytest.raises(KeyRefused):
        open_with_words(alice_at_home.request(), " ".join(alices_words))
    assert bring_back_sign_in("alice", " ".join(words))
    assert not bring_back_sign_in("alice", " ".join(alices_words))


def test_first_words_need_the_space_open_or_its_passphrase(alice: User) -> None:
    make_space(alice, PASSPHRASE)
    browser, words = Browser(alice), " ".join(offer_recovery_words())
    with pytest.raises(KeyRefused):
        keep_recovery_words(browser.request(), words)
    with pytest.raises(NotRecoveryWords):
        keep_recovery_words(browser.request(), "not twelve words", PASSPHRASE)
    keep_recovery_words(browser.request(), words, PASSPHRASE)
    assert open_with_words(browser.request(), words)


def made_at_home(alice: User, alice_at_home: Browser) -> None:
    """Alice makes her space in her browser at home, and no words yet."""
    request = alice_at_home.request()
    make_space(alice, PASSPHRASE, request=request)
    alice_at_home.take(request)


@pytest.mark.parametrize("minutes", [10, 60])
def test_found_open_with_no_words_yet_the_passphrase_is_asked(
    alice: User, alice_at_home: Browser, minutes: int
) -> None:
    words = " ".join(offer_recovery_words())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        made_at_home(alice, alice_at_home)
        for _ in range(minutes // 10):
            clock.shift(dt.timedelta(minutes=10))
            assert alice_at_home.space is not None
        assert words_need_passphrase(alice_at_home.request())
        for passphrase in (None, "", "wrong one entirely"):
            with pytest.raises(KeyRefused):
                keep_recovery_words(alice_at_home.request(), words, passphrase)
        assert not has_recovery_words(alice)
        keep_recovery_words(alice_at_home.request(), words, PASSPHRASE)
    assert open_with_words(alice_at_home.request(), words)


def test_right_after_making_it_the_passphrase_is_not_asked_again(
    alice: User, alice_at_home: Browser
) -> None:
    words = " ".join(offer_recovery_words())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        made_at_home(alice, alice_at_home)
        clock.shift(dt.timedelta(minutes=9, seconds=59))
        request = alice_at_home.request()
        assert not words_need_passphrase(request)
        keep_recovery_words(request, words)
        request.session.save()
        assert words_need_passphrase(request), "to replace them"
        remove_recovery_words(request, PASSPHRASE)
        assert words_need_passphrase(alice_at_home.request()), "once, and not again"
    assert not has_recovery_words(alice)


def test_only_the_session_that_made_it_is_not_asked(alice: User, alice_at_home: Browser) -> None:
    made_at_home(alice, alice_at_home)
    elsewhere = Browser(alice)
    request = elsewhere.request()
    open_space(request, PASSPHRASE)
    assert words_need_passphrase(request)
    assert not words_need_passphrase(alice_at_home.request())
    close_everywhere(alice)
    request = alice_at_home.request()
    open_space(request, PASSPHRASE)
    assert words_need_passphrase(request), "locked everywhere since"


def test_right_after_renewing_it_the_passphrase_is_not_asked_again(
    alices_words: list[str], alice_at_home: Browser
) -> None:
    request = alice_at_home.request()
    renew(request, PASSPHRASE, NEW_PASSPHRASE)
    assert not words_need_passphrase(request)
    words = " ".join(offer_recovery_words())
    keep_recovery_words(request, words)
    assert open_with_words(alice_at_home.request(), words)


def test_removed_words_open_nothing_and_the_passphrase_still_does(
    alice: User, alices_words: list[str], alice_at_home: Browser
) -> None:
    remove_recovery_words(alice_at_home.request(), PASSPHRASE)
    assert not has_recovery_words(alice)
    with pytest.raises(KeyRefused):
        open_with_words(alice_at_home.request(), " ".join(alices_words))
    assert not bring_back_sign_in("alice", " ".join(alices_words))
    assert opens(alice_at_home, PASSPHRASE)


def test_only_ones_own_words_bring_back_a_sign_in(
    alice: User, bob: User, alices_words: list[str], bobs_space: OpenSpace
) -> None:
    words = " ".join(alices_words)
    assert bring_back_sign_in("alice", words)
    assert not bring_back_sign_in("bob", words)
    assert not bring_back_sign_in("alice", "not words")


def test_a_slot_put_on_another_vault_or_kind_opens_nothing(
    alice: User, bob: User, alices_words: list[str], bobs_space: OpenSpace
) -> None:
    bobs = Slot.objects.get(vault__user=bob, kind=1)
    alices = Slot.objects.get(vault__user=alice, kind=1)
    Slot.objects.filter(pk=bobs.pk).update(blob=alices.blob)
    assert not opens(Browser(bob), PASSPHRASE)
    words_slot = Slot.objects.get(vault__user=alice, kind=2)
    Slot.objects.filter(pk=words_slot.pk).delete()
    Slot.objects.filter(pk=alices.pk).update(kind=2)
    with pytest.raises(KeyRefused):
        open_with_words(Browser(alice).request(), " ".join(alices_words))


def test_erasing_leaves_no_row_and_a_new_space_may_follow(
    alice: User, alices_space: OpenSpace, bobs_space: OpenSpace, alice_at_home: Browser
) -> None:
    alices_space.create("entry", {"text": "kept"})
    kept = bobs_space.create("entry", {"text": "bob's"})
    erase_space(alice)
    assert not has_space(alice)
    for model in (Vault, Unlock):
        assert model.objects.count() == 1
    assert Slot.objects.count() == 1
    assert Record.objects.count() == 1
    assert alice_at_home.space is None
    assert bobs_space.read(kept.id, "entry") == kept
    make_space(alice, NEW_PASSPHRASE)


KEY_USES = {
    "open": lambda request: open_space(request, PASSPHRASE),
    "change": lambda request: change_passphrase(request, PASSPHRASE, NEW_PASSPHRASE),
    "renew": lambda request: renew(request, PASSPHRASE, NEW_PASSPHRASE),
    "words": lambda request: keep_recovery_words(
        request, " ".join(offer_recovery_words()), PASSPHRASE
    ),
}


@pytest.mark.parametrize("use", KEY_USES)
def test_a_key_that_was_tried_before_an_erasing_brings_nothing_back(
    alice: User, alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch, use: str
) -> None:
    try_key = opening.try_key

    def then_erased(*args: object) -> bytes:
        vmk = try_key(*args)  # type: ignore[arg-type]
        with monkeypatch.context() as broken_off:
            broken_off.setattr(opening, "finish_erasing", lambda user: 0)
            erase_space(alice)
        return vmk

    monkeypatch.setattr(opening, "try_key", then_erased)
    browser = Browser(alice)
    request = browser.request()
    with pytest.raises(KeyRefused):
        KEY_USES[use](request)
    browser.take(request)
    assert browser.space is None
    assert not Slot.objects.exists()
    assert not has_space(alice)
    assert finish_erasing() == 1


def test_an_open_space_writes_nothing_once_its_erasing_has_begun(
    alice: User, alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = alices_space.create("entry", {"text": "kept"})
    with monkeypatch.context() as broken_off:
        broken_off.setattr(opening, "finish_erasing", lambda user: 0)
        erase_space(alice)
    for write in (
        lambda: alices_space.create("entry", {"text": "late"}),
        lambda: alices_space.save(kept.id, "entry", {"text": "late"}, 1),
        lambda: renew_data_key(alices_space),
    ):
        with pytest.raises(SpaceClosed):
            write()
    assert finish_erasing() == 1
    assert not Vault.objects.exists()
    assert not Record.objects.exists()


def test_after_an_erasing_that_was_broken_off_another_space_can_be_made(
    alice: User, alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    alices_space.create("entry", {"text": "kept"})
    with monkeypatch.context() as broken_off:
        broken_off.setattr(opening, "finish_erasing", lambda user: 0)
        erase_space(alice)
    with pytest.raises(NoSpace):
        open_space(Browser(alice).request(), PASSPHRASE)
    make_space(alice, NEW_PASSPHRASE)
    assert opens(Browser(alice), NEW_PASSPHRASE)
    assert not Record.objects.exists()


def test_a_key_tried_as_the_space_is_erased_is_refused(
    alice: User, alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = opening._vault_of

    def then_erased(request: HttpRequest) -> Vault:
        vault = look(request)
        erase_space(alice)
        return vault

    monkeypatch.setattr(opening, "_vault_of", then_erased)
    with pytest.raises(KeyRefused):
        open_space(Browser(alice).request(), PASSPHRASE)


def test_deleting_the_account_takes_its_space_along(alice: User, alices_space: OpenSpace) -> None:
    alices_space.create("entry", {"text": "kept"})
    alice.delete()
    for model in (Vault, Slot, Record, Unlock):
        assert not model.objects.exists()


@pytest.mark.real_argon2
def test_making_and_opening_at_the_standard_cost(alice: User) -> None:
    words = " ".join(offer_recovery_words())
    make_space(alice, PASSPHRASE)
    keep_recovery_words(Browser(alice).request(), words, PASSPHRASE)
    assert open_space(Browser(alice).request(), PASSPHRASE)
    assert open_with_words(Browser(alice).request(), words)
