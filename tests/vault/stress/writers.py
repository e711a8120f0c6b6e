"""People who keep writing while their server dies, and remember what it told them is kept."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.people import PASSPHRASE, PASSWORD
from tests.visitor import Answer, Visitor

KEPT = 303
PAGE = re.compile(r'name="(page|version|draft|entry|sort)"[^>]*value="([^"]*)"')


def sign_up(visitor: Visitor, name: str) -> None:
    """Joins, makes a space, and has it open."""
    visitor.get("/account/new/")
    assert visitor.send("/account/new/", username=name, password1=PASSWORD).status == KEPT
    visitor.get("/space/make/")
    made = visitor.send("/space/make/", passphrase=PASSPHRASE, again=PASSPHRASE)
    assert made.status == KEPT, made.said


def hidden_fields(answer: Answer) -> dict[str, str]:
    """What an editor's page sends along by itself."""
    return dict(PAGE.findall(answer.text))


@dataclass
class Writer:
    """Keeps one new entry after another, or changes one again and again, until told to stop."""

    name: str
    visitor: Visitor
    changing: str = ""  # the address of the entry to change; empty for new ones
    acknowledged: list[str] = field(default_factory=list)
    unanswered: int = 0
    odd: list[str] = field(default_factory=list)
    stop: bool = False

    def run(self) -> None:
        number = 0
        while not self.stop:
            number += 1
            try:
                self._keep(self.sentence(number))
            except (OSError, HTTPException):
                self.unanswered += 1
                time.sleep(0.001)

    def sentence(self, number: int) -> str:
        return f"{self.name} wrote sentence {number:05}."

    def _keep(self, text: str) -> None:
        path = f"{self.changing}change/" if self.changing else "/write/new/"
        fields = hidden_fields(self.visitor.get(path))
        answer = self.visitor.send(path, **(fields | {"text": text, "title": "", "tags": ""}))
        if answer.status == KEPT:
            self.acknowledged.append(text)
        elif answer.status != 409:  # 409: an unanswered save was kept after all
            self.odd.append(f"{answer.status} {answer.said}")


@contextmanager
def writing(*writers: Writer) -> Iterator[None]:
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for writer in writers:
            writer.stop = True
        for thread in threads:
            thread.join(timeout=60)
