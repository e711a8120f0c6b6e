"""Someone moves rows about in the database: no page shows what does not belong there, or breaks."""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import Record
from tests.people import PASSPHRASE

pytestmark = pytest.mark.django_db
PARTS = ("blob", "version", "generation", "shelf")
LETTERS = re.compile(r"[^\w ]")


@dataclass(frozen=True)
class Thing:
    """Something kept: what it says, where it is shown, and its row."""

    says: str
    path: str
    row: Record

    @property
    def own_pages(self) -> list[str]:
        return [self.path, f"{self.path}change/"]


def send(browser: Client, path: str, says: str, **fields: str) -> tuple[str, Record]:
    """Where it leads, and the one row it made."""
    before = set(Record.objects.values_list("pk", flat=True))
    answer = browser.post(path, {"text": says, "title": "", **fields})
    assert answer.status_code in (200, 303), answer.content.decode()
    (new,) = set(Record.objects.values_list("pk", flat=True)) - before
    return answer.get("Location", ""), Record.objects.get(pk=new)


def keep(browser: Client, path: str, says: str, **fields: str) -> Thing:
    return Thing(says, *send(browser, path, says, **fields))


def set_aside(browser: Client, says: str) -> Thing:
    """A draft, as the editor keeps it while someone types."""
    _, row = send(browser, "/write/keep-draft/", says, page="p" * 12)
    return Thing(says, f"/write/unfinished/{row.pk}/", row)


def replace(browser: Client, entry: Thing, says: str) -> tuple[Thing, Thing]:
    """The entry as it is from now on, and the row that holds what it said before."""
    _, row = send(browser, f"{entry.path}change/", says, version="1")
    earlier = Thing(entry.says, f"{entry.path}earlier/{row.pk}/", row)
    return Thing(says, entry.path, Record.objects.get(pk=entry.row.pk)), earlier


@pytest.fixture
def things(alice_with_space: Client, bob_with_space: Client) -> dict[str, Thing]:
    first = keep(alice_with_space, "/write/new/", "gravel under old wheels")
    changed, earlier = replace(alice_with_space, first, "thistles along the fence")
    return {
        "changed entry": changed,
        "earlier version": earlier,
        "draft": set_aside(alice_with_space, "half of a saffron moon"),
        "bobs draft": set_aside(bob_with_space, "an unfinished tin whistle"),
        "entry": keep(alice_with_space, "/write/new/", "a heron by the pier"),
        "other entry": keep(alice_with_space, "/write/new/", "quincunx of plums"),
        "keepsake": keep(alice_with_space, "/keep/new/", "lantern over moss", sort="script"),
        "bobs entry": keep(bob_with_space, "/write/new/", "velvet and thimbles"),
        "bobs keepsake": keep(bob_with_space, "/keep/new/", "nine marzipan boats", sort="plan"),
    }


def swap(one: Thing, other: Thing, *parts: str) -> None:
    """Puts these parts of two rows in each other's place, as a writer of the database could."""
    for row, source in ((one.row, other.row), (other.row, one.row)):
        changes = {part: getattr(source, part) for part in parts}
        Record.objects.filter(pk=row.pk).update(**changes)


def pages(things: Iterable[Thing]) -> Iterator[str]:
    yield from ("/write/", "/write/unfinished/", "/write/months/", "/keep/", "/space/")
    for thing in things:
        yield from thing.own_pages


def shown_to(browser: Client, things: Collection[Thing]) -> dict[str, str]:
    """What lists and these things' pages show to this person, found things too. None may break."""
    shown = {}
    for path in pages(things):
        answer = browser.get(path)
        assert answer.status_code in (200, 404, 409), f"{path}: {answer.status_code}"
        shown[path] = answer.content.decode()
    for thing in things:
        word = thing.says.split()[-1]
        answer = browser.post("/write/find/", {"words": word})
        assert answer.status_code == 200
        body = answer.content.decode()
        # The form shows the word again, so the page is searched for the rest of the sentence.
        shown[f"found with {word}"] = LETTERS.sub("", body).replace(word, "")
    return shown


def alarm_is_raised(browser: Client) -> bool:
    answer = browser.post("/space/check/", follow=True)
    return answer.redirect_chain[-1][0] == "/space/different/" and answer.status_code == 200


def alarm_is_raised_when_opened(user: User) -> bool:
    browser = Client()
    browser.force_login(user)
    answer = browser.post("/space/open/", {"passphrase": PASSPHRASE}, follow=True)
    return "not quite as you left it" in answer.content.decode()


def test_untouched_everyone_sees_their_own(
    things: dict[str, Thing], alice_with_space: Client, bob_with_space: Client
) -> None:
    """The control: the pages that are searched below do show what belongs on them."""
    for browser, whose in ((alice_with_space, False), (bob_with_space, True)):
        everything = " ".join(shown_to(browser, things.values()).values())
        for name, thing in things.items():
            assert (thing.says in everything) is (name.startswith("bobs") is whose)
        assert not alarm_is_raised(browser)


SWAPS = [("entry", "other entry"), ("entry", "keepsake"), ("entry", "bobs entry")]
SWAPS += [("keepsake", "bobs keepsake"), ("keepsake", "bobs entry")]
SWAPS += [("draft", "entry"), ("draft", "earlier version"), ("draft", "bobs draft")]
SWAPS += [("earlier version", "entry"), ("earlier version", "bobs draft")]


@contextmanager
def as_if_never() -> Iterator[None]:
    """What was done inside is taken back, so that several cases share what was set up."""
    start = transaction.savepoint()
    yield
    transaction.savepoint_rollback(start)


@pytest.mark.parametrize(("one", "other"), SWAPS)
def test_two_rows_swapped_show_nothing_and_raise_the_alarm(
    things: dict[str, Thing],
    alice: User,
    alice_with_space: Client,
    bob_with_space: Client,
    one: str,
    other: str,
) -> None:
    # The two, and one of each person's that nobody touched.
    near = {name: things[name] for name in dict.fromkeys((one, other, "changed entry"))}
    near |= {} if other.startswith("bobs") else {"bobs entry": things["bobs entry"]}
    before = list(Record.objects.order_by("pk").values())
    for parts in (("blob",), PARTS, ("shelf",), ("version", "blob")):
        if (other, parts) == ("other entry", ("shelf",)):
            continue  # two entries of one person stand on one shelf
        with as_if_never():
            swap(things[one], things[other], *parts)
            after = list(Record.objects.order_by("pk").values())
            assert before != after
            for browser, whose in ((alice_with_space, False), (bob_with_space, True)):
                everything = " ".join(shown_to(browser, near.values()).values())
                for name, thing in near.items():
                    belongs_here = name.startswith("bobs") is whose
                    if name in (one, other):
                        assert thing.says not in everything, f"{name} is shown, {parts} swapped"
                    else:
                        assert (thing.says in everything) is belongs_here
            assert alarm_is_raised(alice_with_space)
            assert alarm_is_raised(bob_with_space) is other.startswith("bobs")
            assert alarm_is_raised_when_opened(alice)
            assert list(Record.objects.order_by("pk").values()) == after, "nothing was thrown away"
        assert not alarm_is_raised(alice_with_space), "or the next case would prove nothing"


def test_a_row_given_to_another_persons_vault_is_shown_to_neither(
    things: dict[str, Thing], alice_with_space: Client, bob_with_space: Client
) -> None:
    mine, theirs = things["entry"], things["bobs entry"]
    Record.objects.filter(pk=mine.row.pk).update(
        vault=theirs.row.vault_id, shelf=theirs.row.shelf, seq=99
    )
    for browser in (alice_with_space, bob_with_space):
        assert mine.says not in " ".join(shown_to(browser, things.values()).values())
        assert alarm_is_raised(browser)


def test_a_damaged_entry_can_not_be_written_over_by_mistake(
    things: dict[str, Thing], alice_with_space: Client
) -> None:
    swap(things["entry"], things["other entry"], "blob")
    before = list(Record.objects.order_by("pk").values())
    for version in ("", "0", "1", "2"):
        path = things["entry"].path + "change/"
        typed = {"text": "my own new words", "title": "", "version": version}
        answer = alice_with_space.post(path, typed)
        assert answer.status_code < 500 or answer.status_code == 503
        assert "my own new words" in answer.content.decode(), "the words stay on the page"
    assert list(Record.objects.order_by("pk").values()) == before
