"""One person's long day with every part of the site that takes words, and what must stay unseen."""

import base64
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.real_site import RealSite
from tests.vault import independent_reader
from tests.vault.stress.writers import KEPT, hidden_fields
from tests.visitor import Answer, Visitor

NAME = "Wilhelmina-Quist"
PASSWORD = "thimble orchard sign-in 4471"
NEW_PASSWORD = "velvet gutter sign-in 9083"
PASSPHRASES = (
    "amber lantern under the quiet bridge",
    "copper kettle beside the slow harbour",
    "seven herons over a windless estuary",
    "nine marzipan boats by the fourth pier",
)
LISTED = re.compile(r'<ol class="word-list">(.*?)</ol>', re.DOTALL)


@dataclass
class Day:
    """What was typed and shown, by what it is, and the keys that were behind it."""

    site: RealSite
    visitor: Visitor
    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def typed(self, what: str, text: str) -> str:
        self.texts[what] = text
        return text

    def do(self, path: str, *, page: str = "", **fields: str | list[str]) -> Answer:
        """Opens the page, sends its form with these fields, and says where that led."""
        along = hidden_fields(self.visitor.get(page or path))
        answer = self.visitor.send(path, **(along | fields))
        assert answer.status in (KEPT, 200), f"{path}: {answer.status} {answer.said}"
        self.remember_cookies()
        return answer

    def remember_cookies(self) -> None:
        for name, value in self.visitor.cookies.items():
            if name in ("s", "k"):
                self.texts[f"cookie {name} {value[:4]}"] = value

    def look_at(self, paths: Iterable[str]) -> None:
        for path in paths:
            answer = self.visitor.get(path)
            assert answer.status == 200, f"{path}: {answer.status}"

    def note_keys(self, passphrase: str) -> None:
        """Finds the keys as they are now, from the outside."""
        with sqlite3.connect(self.site.data / "steady.sqlite3") as rows:
            vault, keyring = rows.execute("SELECT id, keyring FROM skills_app_vault").fetchone()
            slot, blob = rows.execute(
                "SELECT id, blob FROM skills_app_slot WHERE kind = 1"
            ).fetchone()
        vmk = independent_reader.master_key(
            independent_reader.passphrase_bytes(passphrase),
            blob,
            server_keys=independent_reader.read_key_file(
                (self.site.data / "server.keys").read_text()
            ),
            vault=bytes.fromhex(vault),
            slot=bytes.fromhex(slot),
            kind=1,
        )
        self.keys[f"master key {vmk.hex()[:6]}"] = vmk
        data_keys = independent_reader.data_keys(vmk, keyring, bytes.fromhex(vault))
        for generation, key in data_keys.items():
            self.keys[f"data key {generation} {key.hex()[:6]}"] = key


def live(day: Day) -> None:
    joins(day)
    makes_words(day, "first")
    writes(day)
    keeps_plans(day)
    leaves_in_mid_sentence(day)
    changes_keys(day)
    leaves(day)


def joins(day: Day) -> None:
    day.look_at(["/", "/now/", "/skills/", "/tools/", "/words/", "/people/", "/comfort/"])
    day.do("/comfort/lock/", page="/comfort/", idle_minutes="45")
    day.typed("name", NAME)
    day.do("/account/new/", username=NAME, password1=day.typed("password", PASSWORD))
    passphrase = day.typed("passphrase 1", PASSPHRASES[0])
    day.do("/space/make/", passphrase=passphrase, again=passphrase)
    day.note_keys(passphrase)


def makes_words(day: Day, which: str, **more: str) -> None:
    shown = day.do("/space/words/", make="1")
    listed = LISTED.search(shown.text)
    assert listed is not None
    day.words = re.findall(r"<li>([a-z]+)</li>", listed[1])
    together = " ".join(day.words)
    day.typed(f"{which} recovery words", together)
    day.typed(f"{which} recovery words, a part", " ".join(day.words[2:6]))
    day.keys[f"entropy of the {which} words"] = bytes(entropy_of(day.words))
    places = [int(number) for number in re.findall(r"Word number (\d+)", shown.text)][:2]
    first, second = (day.words[place - 1] for place in places)
    kept = day.visitor.send("/space/words/", words=together, first=first, second=second, **more)
    assert kept.status == KEPT, kept.said


def entropy_of(words: list[str]) -> bytes:
    from mnemonic import Mnemonic

    return bytes(Mnemonic("english").to_entropy(words))


def writes(day: Day) -> None:
    entry = day.do(
        "/write/new/",
        text=day.typed("entry", "The pomegranate telescope remembers nothing tonight."),
        title=day.typed("title", "Marzipan lighthouse"),
        tags=day.typed("tag", "juniperwood"),
        on=day.typed("day", "2031-05-17"),
        own_feelings=day.typed("feeling", "thimbleglad"),
    ).where
    day.do(
        f"{entry}change/",
        text=day.typed("entry, changed", "Nobody knows that the heron waits. Zwölf Boote."),
        title=day.typed("title, changed", "Größe of the quayside"),
        tags="juniperwood",
    )
    day.look_at([entry, f"{entry}earlier/", "/write/", "/write/months/", "/write/unfinished/"])
    day.do(f"{entry}pin/", page=entry)
    day.do(
        "/write/keep-draft/",
        page="/write/new/",
        text=day.typed("draft", "Half a sentence about the orchard wall"),
        title=day.typed("draft title", "Unfinished quincunx"),
    )
    for what in ("heron waits", "größe", "no such velvetthing"):
        day.do("/write/find/", words=day.typed(f"searched: {what}", what), tag="", feeling="")
    day.do("/write/starts/", text=day.typed("own start", "What did the kite see over there"))
    gone = day.do(
        "/write/new/",
        text=day.typed("entry that is erased", "A caravan of brass umbrellas went by."),
        title="",
    ).where
    day.do(f"{gone}erase/")
    day.do("/write/gone/", page="/write/")
    # Kept nowhere, though the server is sent it.
    too_long = day.visitor.send("/write/new/", text=day.typed("refused", "x" * 200_001), title="")
    assert too_long.status == 422
    day.texts["refused"] = "x" * 64


def keeps_plans(day: Day) -> None:
    kept = day.do(
        "/keep/new/",
        page="/write/new/",
        text=day.typed("script", "When the doorbell rings I say plum and go."),
        title=day.typed("script title", "Doorbell plum"),
        sort="script",
    ).where
    day.do(f"{kept}change/", text=day.typed("script, changed", "I say damson, and I go upstairs."))
    day.look_at([kept, "/keep/"])


def leaves_in_mid_sentence(day: Day) -> None:
    day.visitor.send(
        "/lock/",
        **{
            "draft-form": "entry",
            "draft-text": day.typed("beacon", "In the middle of the saffron"),
        },
    )
    # The wrong password and passphrase first, as it happens.
    signs_in(day, day.typed("wrong password", "thimble orchard sign-in 4472"))
    signs_in(day, PASSWORD)
    day.visitor.send(
        "/space/open/", passphrase=day.typed("wrong passphrase", "amber lantern bridge")
    )
    day.do("/space/open/", page="/write/", passphrase=PASSPHRASES[0])
    day.look_at(["/write/", "/write/unfinished/"])


def signs_in(day: Day, password: str) -> None:
    day.visitor.get("/account/in/")
    day.visitor.send("/account/in/", login=NAME, password=password)
    day.remember_cookies()


def changes_keys(day: Day) -> None:
    first, second, third, fourth = PASSPHRASES
    for number, passphrase in enumerate(PASSPHRASES[1:], 2):
        day.typed(f"passphrase {number}", passphrase)
    day.do("/space/passphrase/", now=first, passphrase=second, again=second)
    day.do("/space/recover/", words=" ".join(day.words), passphrase=third, again=third)
    day.do("/space/fresh-key/", page="/space/")
    day.note_keys(third)
    day.do("/space/renew/", now=third, passphrase=fourth, again=fourth)
    day.note_keys(fourth)
    makes_words(day, "second")
    day.do("/space/check/", page="/space/")
    day.typed("new password", NEW_PASSWORD)
    day.do(
        "/account/password/", oldpassword=PASSWORD, password1=NEW_PASSWORD, password2=NEW_PASSWORD
    )
    day.do("/space/open/", page="/write/", passphrase=fourth)
    found = day.do("/write/find/", words="heron").text
    assert "Nobody knows that the" in found, "it is all still there"


def leaves(day: Day) -> None:
    day.do("/space/lock-everywhere/", page="/space/places/")
    day.do("/leave/", page="/")
    for name in ("server.keys", "names.key"):
        for line in (day.site.data / name).read_text().split():
            day.keys[name] = base64.urlsafe_b64decode(line.rpartition(":")[2] + "=")
