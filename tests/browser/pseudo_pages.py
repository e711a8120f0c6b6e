"""Every kind of page, as what would stand inside <main>: reached by address, and drawn by a form.

Asked for through Django's client, which is quicker than a browser; the browser only lays them out.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client

from skills_app.content import library
from skills_app.library.modules import Body
from skills_app.steps.guide.body import Guide
from skills_app.steps.ladder.body import Ladder
from skills_app.steps.read.body import Read
from skills_app.steps.rehearse.body import Rehearse
from tests.practice.test_every_kind import at, places_of

Page = tuple[str, str]  # its name for a message, and its HTML
PART = {"hx-request": "true", "hx-boosted": "true"}
TYPED = "١٢٣ 456"  # no letters: whatever is in another alphabet was not translated
LONG = "9" * 200


def opened(client: Client, address: str) -> Page:
    answer = client.get(address, headers=PART)
    assert answer.status_code in (200, 404), (address, answer.status_code)
    return address, answer.content.decode()


def posted(client: Client, address: str, form: dict[str, Any], name: str = "") -> Page:
    answer = client.post(address, form, headers=PART)
    while answer.status_code == 303:
        address = answer.headers["Location"]
        answer = client.get(address, headers=PART)
    assert answer.status_code in (200, 422), (address, form, answer.status_code)
    return f"{address} after {name or form}", answer.content.decode()


def steps(client: Client) -> Iterator[Page]:
    """Each way of each step of each module, nothing folded; then the last page of all."""
    client.post("/comfort/preset/", {"preset": "everything"})
    for module in library().modules.values():
        address = f"/skills/{module.id}/"
        for step in module.steps:
            for way in step.ways:
                for screen in screens_of(way.body):
                    form = at(step, way, move="stay", screen=str(screen))
                    yield posted(client, address, form, f"{step.id}/{way.id}/{screen}")
        yield posted(client, address, at(step, way, finished="1", move="stay"), "its end")


def screens_of(body: Body) -> set[int]:
    """The first screen, and the one with the longest text: the others lie between them."""
    texts: tuple[str, ...] = ()
    if isinstance(body, Read):
        texts = body.screens
    elif isinstance(body, Guide):
        texts = tuple(prompt.text for prompt in body.prompts)
        texts += (body.closing,) if body.closing else ()
    return {0, *sorted(range(len(texts)), key=lambda number: len(texts[number]))[-1:]}


def folded_steps(client: Client) -> Iterator[Page]:
    """Steps that are folded behind a note, and steps that were set aside."""
    for level in ("ask", "hide"):
        client.post("/comfort/notes/", {"preset": "ask"})
        if level == "hide":
            client.post("/comfort/notes/", {one.id: "hide" for one in library().vocabulary.notes})
        for module_id in ("m03", "m05", "m11"):
            step = library().modules[module_id].steps[0]
            form = {"step": step.id, "move": "stay"}
            yield posted(client, f"/skills/{module_id}/", form, level)


def answers(client: Client) -> Iterator[Page]:
    """What a step shows after something was written, marked or picked."""
    client.post("/comfort/preset/", {"preset": "everything"})
    for address, step, way in places_of("plan"):
        form = {f"line_{one.id}": TYPED for one in way.body.fields}  # type: ignore[union-attr]
        yield posted(client, address, at(step, way, move="card", **form), f"{step.id} card")
    for address, step, way in places_of("script"):
        parts = way.body.parts  # type: ignore[union-attr]
        if parts:
            form = {f"line_{one.id}": "1" for one in parts}
            yield posted(client, address, at(step, way, move="card", **form), f"{step.id} card")
    for address, step, way in places_of("write"):
        yield posted(client, address, at(step, way, move="card", written=TYPED), f"{step.id} card")
    for style in ("numbers", "words", "faces"):
        client.post("/comfort/words/", {"self_word": "neither", "voice": "plain", "slider": style})
        for address, step, way in places_of("slider")[:4]:
            marks = {f"line_{one.id}": "9" for one in way.body.lines}  # type: ignore[union-attr]
            yield posted(client, address, at(step, way, move="mark", **marks), f"{style} marked")
    for address, step, way in places_of("choose"):
        form = {"choice": way.body.options[0].id}  # type: ignore[union-attr]
        yield posted(client, address, at(step, way, move="answer", **form), f"{step.id} picked")
        yield posted(client, address, at(step, way, move="answer"), f"{step.id} nothing picked")


def talks_and_ladders(client: Client) -> Iterator[Page]:
    client.post("/comfort/preset/", {"preset": "everything"})
    for address, step, way in places_of("rehearse"):
        assert isinstance(way.body, Rehearse)
        for talk in way.body.rehearsals:
            for turn in talk.turns:
                path = way_to(talk, turn.id)
                form = at(step, way, move="say:silence", path=[talk.id, *path])
                yield posted(client, address, form, f"{talk.id} silence after {path}")
                last = {"path": [talk.id, *path[:-1]], "move": f"say:{path[-1]}"} if path else {}
                form = at(step, way, move=f"rehearse:{talk.id}") | last
                yield posted(client, address, form, f"{talk.id} {path}")
    for address, step, way in places_of("ladder"):
        assert isinstance(way.body, Ladder)
        aim = way.body.aims[0].id
        for involves in ("none", "", *(one.id for one in way.body.excluded)):
            form = at(step, way, move="aim", aim=aim, involves=involves)
            yield posted(client, address, form, f"ladder {involves}")
        rungs = {"rung_1": TYPED, "hard_1": "7", "rung_2": TYPED, "hard_2": "x"}
        yield posted(client, address, at(step, way, move="rungs", aim_text=TYPED, **rungs), "rungs")


def way_to(talk: Any, turn_id: str) -> list[str]:
    """The replies that lead to a turn."""
    waiting: list[tuple[str, list[str]]] = [(talk.turns[0].id, [])]
    while waiting:
        here, path = waiting.pop(0)
        if here == turn_id:
            return path
        waiting += [(reply.leads, [*path, reply.id]) for reply in talk.turn(here).replies]
    raise AssertionError(f"Nothing leads to {turn_id}.")


def words(client: Client) -> Iterator[Page]:
    """The builder, its scripts and cards, and the finished ones."""
    known = library().words
    yield posted(client, "/words/", {"move": "gate"})
    yield posted(client, "/words/", {"move": "gate", "gate": "harm"})
    safe = {"gate": "safe"}
    yield posted(client, "/words/", {**safe, "move": "gate"})
    yield posted(client, "/words/", {**safe, "move": "compose"}, "nothing picked")
    for number, situation in enumerate(known.situations):
        relationship = known.relationships[number % len(known.relationships)]
        chosen = {**safe, "situation": situation.id, "relationship": relationship.id}
        form = {**chosen, "firmness": str(1 + number % 4)}
        yield posted(client, "/words/", {**form, "move": "compose"})
    for move in ("softer", "firmer", "build", "edit", "card"):
        yield posted(client, "/words/", {**form, "move": move, "text": TYPED})
    yield posted(client, "/words/", {**form, "move": "card", "text": ""})
    yield posted(client, "/words/ready/", safe)
    for take in library().ready_scripts:
        yield posted(client, "/words/ready/", {**safe, "take": take})
    for text in (TYPED, ""):
        yield posted(client, "/words/ready/", {**safe, "take": take, "move": "card", "text": text})


def lists_and_forms(client: Client) -> Iterator[Page]:
    """What is found, and forms that something is missing in."""
    for tool_id in library().tools:
        yield opened(client, f"/tools/{tool_id}/")
    client.post("/tools/t03/near/", {})
    for address in ("/tools/", "/tools/t03/", "/tools/quiet/", "/write/timed/", "/leave/try/"):
        yield opened(client, address)
    yield posted(client, "/tools/", {"state": "up", "minutes": "3", "without": ["breath_holds"]})
    yield posted(client, "/tools/", {"state": "9"})
    yield posted(client, "/tools/one/", {"state": "down"})
    yield posted(client, "/write/timed/", {"minutes": "5", "let_go": "1"})
    country = library().helplines.countries[0]
    yield posted(client, "/people/", {"country": country, "need": "assault", "open_to_all": "on"})
    yield posted(client, "/people/", {"country": "9"})
    lines = [str(number) for number, _ in enumerate(library().people.card.lines)]
    yield posted(client, "/people/card/", {"lines": lines, "own": TYPED}, "all lines")
    yield posted(client, "/people/card/", {})
    yield posted(client, "/comfort/pace/", {"breath_in": "x", "breath_out": "99"})
    yield posted(client, "/comfort/preset/", {"preset": "gentlest"})
    yield posted(client, "/account/new/", {"username": "1", "password1": "1"})
    yield posted(client, "/account/in/", {"login": "11111", "password": "111111111111"})
    yield opened(client, "/account/recover/")
    yield posted(client, "/account/recover/", {"name": "111", "words": "1", "password": "1"})


def kept_things(client: Client) -> Iterator[Page]:
    """A member's own: entries and what is around them, kept words, keys, and erasing."""
    start = {"kind": "free", "title": TYPED, "tags": "1, 2", "own_feelings": "3", "number": "5"}
    answer = client.post("/write/new/", {**start, "text": LONG})
    entry = answer.headers["Location"]
    client.post(f"{entry}change/", {**start, "text": TYPED, "version": "1"})
    client.post(f"{entry}pin/", {})
    client.post("/write/new/", {**start, "text": TYPED, "set_aside": "1"})
    for address in (
        *("/write/", "/write/months/", "/write/find/", "/write/unfinished/", "/write/starts/"),
        *("/write/timed/", "/write/rest/", entry, f"{entry}change/", f"{entry}earlier/"),
        f"{entry}erase/",
    ):
        yield opened(client, address)
    versions = client.get(f"{entry}earlier/").content.decode()
    for version in re.findall(rf'href="({entry}earlier/[^"]+)"', versions):
        yield opened(client, version)
    yield posted(client, "/write/find/", {"words": "456"})
    yield posted(client, "/write/find/", {"words": "789"})
    yield posted(client, "/write/starts/", {"text": TYPED})
    for mood in library().moods:
        yield posted(client, "/write/new/", {"text": "", "start": mood.id}, mood.id)
    yield posted(client, "/write/new/", {"text": "1", "number": "11", "on": "9"}, "a wrong number")
    yield posted(
        client, f"{entry}change/", {**start, "text": TYPED, "version": "1"}, "two versions"
    )
    yield posted(client, f"{entry}erase/", {})
    for sort in ("script", "plan"):
        yield posted(client, "/keep/new/", {"sort": sort, "text": LONG, "title": TYPED}, sort)
    keepsake = re.search(r'href="(/keep/[0-9a-f-]{36}/)"', client.get("/keep/").content.decode())
    assert keepsake
    for address in ("/keep/", keepsake[1], f"{keepsake[1]}change/"):
        yield opened(client, address)
    for name in ("", "places/", "renew/", "passphrase/", "erase/", "different/", "words/"):
        yield opened(client, f"/space/{name}")
    for name in ("renew", "passphrase", "erase"):
        yield posted(client, f"/space/{name}/", {})
    yield posted(client, "/space/check/", {})
    for address in ("/account/erase/", "/account/password/", "/account/again/"):
        yield opened(client, address)
    yield posted(client, "/account/erase/", {"password": "1"})
    client.post("/space/lock/", {})
    for address in ("/space/", "/space/recover/", "/write/new/"):
        yield opened(client, address)
    yield posted(client, "/space/recover/", {"words": "1", "passphrase": "1", "again": "2"})
    yield posted(client, "/write/new/", {"text": TYPED}, "a locked space")
    yield posted(client, "/keep/new/", {"sort": "plan", "text": TYPED}, "a locked space")
