import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from skills_app.account.models import User
from skills_app.vault.crypto import records
from skills_app.vault.crypto.sealer import RecordSealer
from skills_app.vault.models import Record, Vault
from skills_app.vault.store.open_space import (
    NewerVersion,
    NotKept,
    OpenSpace,
    SpaceClosed,
    TooLarge,
)
from skills_app.vault.store.rows import in_batches
from skills_app.vault.unlocking.opening import close_everywhere

pytestmark = pytest.mark.django_db


def titles(listing: object) -> list[str]:
    return [kept.document["title"] for kept in listing]  # type: ignore[attr-defined]


def fill(space: OpenSpace, count: int, kind: str = "entry") -> list[uuid.UUID]:
    return [space.create(kind, {"title": str(number)}).id for number in range(count)]


def test_what_is_kept_is_read_back(alices_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "Größe", "tags": ["a", "b"]})
    assert kept.version == 1
    assert alices_space.read(kept.id, "entry") == kept
    assert alices_space.count("entry") == 1


def test_a_save_makes_the_next_version(alices_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    saved = alices_space.save(kept.id, "entry", {"title": "two"}, kept.version)
    assert (saved.version, saved.document) == (2, {"title": "two"})
    assert alices_space.read(kept.id, "entry") == saved
    assert alices_space.count("entry") == 1


def test_what_was_deleted_comes_back_as_the_record_and_version_it_was(
    alices_space: OpenSpace,
) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    saved = alices_space.save(kept.id, "entry", {"title": "two"}, 1)
    alices_space.delete(kept.id, "entry")
    back = alices_space.create("entry", saved.document, again=kept.id, version=saved.version)
    assert back == saved == alices_space.read(kept.id, "entry")
    assert alices_space.verify().is_sound
    with pytest.raises(IntegrityError), transaction.atomic():
        alices_space.create("entry", {"title": "three"}, again=kept.id)
    assert alices_space.read(kept.id, "entry") == saved
    assert alices_space.verify().is_sound


def test_a_save_over_a_newer_version_shows_it_and_changes_nothing(
    alices_space: OpenSpace,
) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    newer = alices_space.save(kept.id, "entry", {"title": "from the phone"}, 1)
    for version in (0, 1, 3, -1):
        with pytest.raises(NewerVersion) as met:
            alices_space.save(kept.id, "entry", {"title": "from the desk"}, version)
        assert met.value.current == newer
    assert alices_space.read(kept.id, "entry") == newer
    assert alices_space.verify().is_sound


def test_a_save_meets_a_change_that_slipped_in_under_it(
    alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a rotation re-seals the row between reading and writing."""
    kept = alices_space.create("entry", {"title": "one"})
    seal_it = RecordSealer.seal

    def meanwhile(*args: object, **kwargs: object) -> tuple[bytes, int]:
        Record.objects.update(generation=99)
        sealed = seal_it(*args, **kwargs)  # type: ignore[arg-type]
        monkeypatch.setattr(OpenSpace, "read", lambda *_: kept)
        return sealed

    monkeypatch.setattr(RecordSealer, "seal", meanwhile)
    with pytest.raises(NewerVersion):
        alices_space.save(kept.id, "entry", {"title": "two"}, 1)
    assert Record.objects.get().generation == 1, "the whole write was taken back"


def test_a_deleted_record_is_gone(alices_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    alices_space.delete(kept.id, "entry")
    assert not Record.objects.exists()
    for act in (
        lambda: alices_space.read(kept.id, "entry"),
        lambda: alices_space.save(kept.id, "entry", {}, 1),
        lambda: alices_space.delete(kept.id, "entry"),
    ):
        with pytest.raises(NotKept):
            act()
    assert alices_space.verify().is_sound


def test_a_delete_can_ask_that_nobody_saved_in_between(alices_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    saved = alices_space.save(kept.id, "entry", {"title": "two"}, 1)
    with pytest.raises(NewerVersion) as met:
        alices_space.delete(kept.id, "entry", version=1)
    assert met.value.current == saved
    alices_space.delete(kept.id, "entry", version=2)
    assert alices_space.count("entry") == 0


def test_a_record_is_found_under_its_own_kind_only(alices_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    for act in (
        lambda: alices_space.read(kept.id, "plan"),
        lambda: alices_space.save(kept.id, "plan", {}, 1),
        lambda: alices_space.delete(kept.id, "plan"),
        lambda: alices_space.read(uuid.uuid4(), "entry"),
    ):
        with pytest.raises(NotKept):
            act()
    assert alices_space.count("plan") == 0
    assert alices_space.read(kept.id, "entry") == kept


def test_bob_finds_nothing_of_alices(alices_space: OpenSpace, bobs_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "hers"})
    for act in (
        lambda: bobs_space.read(kept.id, "entry"),
        lambda: bobs_space.save(kept.id, "entry", {}, 1),
        lambda: bobs_space.delete(kept.id, "entry"),
    ):
        with pytest.raises(NotKept):
            act()
    assert bobs_space.count("entry") == 0
    assert list(bobs_space.newest("entry", 10)) == []
    assert list(bobs_space.scan("entry")) == []
    assert alices_space.read(kept.id, "entry") == kept


def test_everyone_counts_their_own(alices_space: OpenSpace, bobs_space: OpenSpace) -> None:
    bobs_space.create("entry", {"text": "his"})
    for kind in ("entry", "draft"):
        alices_space.create(kind, {"text": "hers"})
    assert (alices_space.count_all(), bobs_space.count_all()) == (2, 1)


def test_nothing_is_begun_together_in_a_space_that_was_locked(
    alice: User, alices_space: OpenSpace
) -> None:
    begun = []
    close_everywhere(alice)
    with pytest.raises(SpaceClosed), alices_space.together():
        begun.append("read what may have changed")
    assert not begun


def test_the_newest_come_first_page_by_page(alices_space: OpenSpace) -> None:
    ids = fill(alices_space, 7)
    fill(alices_space, 2, kind="plan")
    alices_space.save(ids[0], "entry", {"title": "0, changed"}, 1)
    assert titles(alices_space.newest("entry", 3)) == ["6", "5", "4"]
    assert titles(alices_space.newest("entry", 3, offset=3)) == ["3", "2", "1"]
    assert titles(alices_space.newest("entry", 3, offset=6)) == ["0, changed"]
    assert len(alices_space.newest("entry", 3, offset=9)) == 0


def test_a_list_asks_the_database_once_and_builds_no_model_objects(
    alices_space: OpenSpace, django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(alices_space, 5)
    monkeypatch.setattr(Record, "__init__", lambda *_, **__: pytest.fail("a model object"))
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(alices_space.newest("entry", 20)) == 5


def test_a_scan_can_look_at_bytes_before_decoding(alices_space: OpenSpace) -> None:
    fill(alices_space, 12)
    looked_at: list[bytes] = []

    def wanted(plain: bytes) -> bool:
        looked_at.append(plain)
        return b'"1' in plain

    assert titles(alices_space.scan("entry", wanted)) == ["11", "10", "1"]
    assert len(looked_at) == 12
    assert titles(alices_space.scan("entry"))[:2] == ["11", "10"]


def test_a_document_over_the_limit_is_refused_with_the_limit_and_nothing_changes(
    alices_space: OpenSpace,
) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    for act in (
        lambda: alices_space.create("entry", {"title": "a" * 1_000_000}),
        lambda: alices_space.save(kept.id, "entry", {"title": "a" * 1_000_000}, 1),
    ):
        with pytest.raises(TooLarge) as refused:
            act()
        assert refused.value.limit == 1_000_000
    assert alices_space.read(kept.id, "entry") == kept
    assert alices_space.count("entry") == 1


def test_a_document_at_the_limit_is_kept(alices_space: OpenSpace) -> None:
    document = {"title": "a" * (records.MOST_BYTES - len(b'{"title":""}'))}
    assert (
        alices_space.read(alices_space.create("entry", document).id, "entry").document == document
    )


def test_a_write_that_fails_half_way_leaves_everything_as_it_was(
    alices_space: OpenSpace,
) -> None:
    kept = alices_space.create("entry", {"title": "one"})

    def full_disk(execute: Any, sql: str, *more: Any) -> Any:
        if sql.startswith('UPDATE "skills_app_vault"'):  # the last statement of each
            raise OSError("the disk is full")
        return execute(sql, *more)

    for act in (
        lambda: alices_space.create("entry", {"title": "two"}),
        lambda: alices_space.save(kept.id, "entry", {"title": "two"}, 1),
        lambda: alices_space.delete(kept.id, "entry"),
    ):
        with connection.execute_wrapper(full_disk), pytest.raises(OSError, match="disk is full"):
            act()
    assert titles(alices_space.newest("entry", 10)) == ["one"]
    assert alices_space.verify().is_sound


def test_a_space_erased_in_the_meantime_says_so(alices_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "one"})
    later = OpenSpace(vault_id=alices_space.vault_id, epoch=1, vmk=alices_space.master_key)
    row = next(in_batches(later.vault_id))[0]
    Vault.objects.all().delete()
    for act in (
        lambda: alices_space.create("entry", {}),
        lambda: alices_space.verify(),
        lambda: later.sealer.open(row),
    ):
        with pytest.raises(SpaceClosed):
            act()
    with pytest.raises(NotKept):
        alices_space.read(kept.id, "entry")


def test_a_space_never_shows_its_key_when_printed(alices_space: OpenSpace) -> None:
    kept = alices_space.create("entry", {"title": "private words"})
    assert repr(alices_space) == "<OpenSpace>"
    assert "private" not in repr(kept)


def test_a_number_is_never_given_twice_even_after_deleting(alices_space: OpenSpace) -> None:
    ids = fill(alices_space, 3)
    alices_space.delete(ids[-1], "entry")
    fill(alices_space, 1)
    assert list(Record.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 4]
    with pytest.raises(IntegrityError):
        Record.objects.create(
            vault_id=alices_space.vault_id, seq=4, version=1, generation=1, shelf=b"", blob=b""
        )


acts = st.lists(
    st.tuples(
        st.sampled_from(["create", "save", "delete", "stale save"]),
        st.sampled_from(["entry", "plan"]),
        st.integers(0, 5),
    ),
    max_size=12,
)


@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts)
def test_any_run_of_writes_keeps_what_a_plain_dictionary_would(
    alices_space: OpenSpace, listed: list[tuple[str, str, int]]
) -> None:
    for kept in [*alices_space.scan("entry"), *alices_space.scan("plan")]:
        alices_space.delete(kept.id, kept.kind)
    model: dict[uuid.UUID, tuple[str, int, dict[str, object]]] = {}
    for number, (act, kind, which) in enumerate(listed):
        of_kind = [record_id for record_id, value in model.items() if value[0] == kind]
        if act == "create":
            kept = alices_space.create(kind, {"n": number})
            model[kept.id] = (kind, 1, {"n": number})
        elif of_kind:
            record_id = of_kind[which % len(of_kind)]
            version = model[record_id][1]
            if act == "save":
                alices_space.save(record_id, kind, {"n": number}, version)
                model[record_id] = (kind, version + 1, {"n": number})
            elif act == "delete":
                alices_space.delete(record_id, kind)
                del model[record_id]
            else:
                with pytest.raises(NewerVersion):
                    alices_space.save(record_id, kind, {"n": number}, version + 1)
    there = {
        kept.id: (kept.kind, kept.version, kept.document)
        for kind in ("entry", "plan")
        for kept in alices_space.scan(kind)
    }
    assert there == model
    sound = alices_space.verify()
    assert sound.is_sound
    assert sound.found == len(model)
