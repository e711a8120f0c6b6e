import datetime as dt

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault.models import StoredSession
from skills_app.vault.unlocking.sessions import SessionStore, session_digest

pytestmark = pytest.mark.django_db


def kept(**data: object) -> SessionStore:
    session = SessionStore()
    session.update(data)
    session.save()
    return session


def row(session: SessionStore) -> StoredSession:
    return StoredSession.objects.get(lookup=session_digest(str(session.session_key)))


def test_what_is_put_in_comes_back() -> None:
    session = kept(place="m03", deep={"a": [1, None, "ü"]})
    again = SessionStore(session.session_key)
    assert dict(again.items()) == {"place": "m03", "deep": {"a": [1, None, "ü"]}}


def test_the_row_holds_neither_the_cookie_nor_the_words() -> None:
    session = kept(place="a distinctive word")
    stored = row(session)
    held = bytes(stored.lookup) + bytes(stored.blob)
    assert str(session.session_key).encode() not in held
    assert b"distinctive" not in held
    assert not SessionStore(bytes(stored.lookup).hex()).exists(bytes(stored.lookup).hex())


def test_short_sessions_all_have_one_size() -> None:
    assert len(bytes(row(kept()).blob)) == len(bytes(row(kept(place="x" * 500)).blob))


def test_the_row_does_not_tell_the_minute() -> None:
    with time_machine.travel(dt.datetime(2030, 1, 1, 10, 41, 7, tzinfo=dt.UTC), tick=False):
        assert row(kept()).expires_at == dt.datetime(2030, 1, 2, 11, 0, tzinfo=dt.UTC)
    with time_machine.travel(dt.datetime(2030, 1, 1, 10, 0, tzinfo=dt.UTC), tick=False):
        assert row(kept()).expires_at == dt.datetime(2030, 1, 2, 10, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("change", ["flip", "cut", "empty", "another row", "text"])
def test_a_tampered_row_is_an_empty_new_session(change: str) -> None:
    session, other = kept(place="m03"), kept(place="m04")
    blob = bytes(row(session).blob)
    blob = {
        "flip": blob[:40] + bytes([blob[40] ^ 1]) + blob[41:],
        "cut": blob[:-1],
        "empty": b"",
        "another row": bytes(row(other).blob),
        "text": b'{"place":"m03"}',
    }[change]
    StoredSession.objects.filter(pk=row(session).pk).update(blob=blob)
    again = SessionStore(session.session_key)
    assert again.get("place") is None
    assert again.session_key is None
    again["place"] = "new"
    again.save()
    assert again.session_key not in {None, session.session_key}


def test_a_tampered_session_answers_a_page_and_not_an_error(client: Client, alice: User) -> None:
    client.force_login(alice)
    StoredSession.objects.update(blob=b"nonsense")
    assert client.get("/").status_code == 200


def test_an_unknown_or_forged_cookie_is_an_empty_session() -> None:
    for forged in ("x" * 32, "", "short", "\x00" * 32, "ü" * 40):
        session = SessionStore(forged)
        assert session.get("place") is None
        assert session.session_key is None


def test_cycling_the_key_keeps_the_contents_and_retires_the_old_row() -> None:
    session = kept(place="m03")
    before = str(session.session_key)
    session.cycle_key()
    session.save()
    assert session.session_key != before
    assert not session.exists(before)
    assert SessionStore(session.session_key)["place"] == "m03"


def test_flushing_erases_the_row() -> None:
    session = kept(place="m03")
    key = str(session.session_key)
    session.flush()
    assert session.session_key is None
    assert not session.exists(key)
    assert not StoredSession.objects.exists()


def test_saving_a_session_that_was_ended_elsewhere_does_not_bring_it_back() -> None:
    session = kept(place="m03")
    SessionStore(session.session_key).flush()
    session["place"] = "m04"
    with pytest.raises(UpdateError):
        session.save()
    unread = SessionStore("a" * 32)
    with pytest.raises(UpdateError):
        unread.save()
    assert not StoredSession.objects.exists()


def test_of_two_requests_at_once_each_keeps_what_it_changed() -> None:
    """Read by both before either is saved: what is not changed here is as it was saved last."""
    session = kept(place="m03", seen=[1], tried={"a": 1}, left="x")
    mine, others = SessionStore(session.session_key), SessionStore(session.session_key)
    mine["place"], mine["new"] = "m04", 1
    mine["seen"].append(2)
    del mine["left"]
    others["tried"]["b"] = 2
    others["place"], others["other"] = "m05", 2
    others.save()
    mine.save()
    expected = {"place": "m04", "seen": [1, 2], "tried": {"a": 1, "b": 2}, "new": 1, "other": 2}
    assert dict(SessionStore(session.session_key).items()) == expected
    assert dict(mine.items()) == expected

    # And the next change of the same request undoes none of it.
    others["other"] = 3
    others.save()
    mine["place"] = "m06"
    mine.save()
    again = dict(SessionStore(session.session_key).items())
    assert again == {**expected, "place": "m06", "other": 3}


def test_what_another_request_took_away_stays_away() -> None:
    session = kept(place="m03", covered=True)
    mine, others = SessionStore(session.session_key), SessionStore(session.session_key)
    mine["place"] = "m04"
    del others["covered"]
    others.save()
    mine.save()
    assert dict(SessionStore(session.session_key).items()) == {"place": "m04"}


def test_creating_over_a_row_that_is_there_is_refused() -> None:
    session = kept(place="m03")
    twin = SessionStore(session.session_key)
    with pytest.raises(CreateError):
        twin.save(must_create=True)
    assert SessionStore(session.session_key)["place"] == "m03"


def test_an_expired_session_is_gone_and_can_be_cleared() -> None:
    session = kept(place="m03")
    with time_machine.travel(timezone.now() + dt.timedelta(hours=26)):
        assert SessionStore(session.session_key).get("place") is None
        other = kept(place="m05")
        SessionStore.clear_expired()
        assert StoredSession.objects.count() == 1
        assert SessionStore(other.session_key)["place"] == "m05", "nobody else is signed out"


def test_a_session_can_be_deleted_by_key_and_twice() -> None:
    session = kept()
    session.delete(session.session_key)
    session.delete()
    SessionStore().delete()
    assert not StoredSession.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_works_from_async_code() -> None:
    async def journey() -> object:
        session = SessionStore()
        await session.aset("place", "m03")
        await session.asave()
        await session.acycle_key()
        await session.asave()
        again = SessionStore(session.session_key)
        place = await again.aget("place")
        await again.aflush()
        return place

    assert async_to_sync(journey)() == "m03"
    assert not StoredSession.objects.exists()


def test_signing_in_and_out_works_with_it(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.session["_auth_user_id"] == str(alice.pk)
    client.logout()
    assert not StoredSession.objects.exists()


@pytest.mark.django_db
def test_a_busy_database_is_not_taken_for_a_request_that_was_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = SessionStore()
    store["a"] = 1
    store.create()
    store["a"] = 2

    def busy(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(QuerySet, "update", busy)
    with pytest.raises(OperationalError):
        store.save()
