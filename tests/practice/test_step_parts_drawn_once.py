"""Parts of a step that are drawn once and shown to everybody: nothing of a reader is in them."""

from typing import Any

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.templatetags.frame import drawn_before
from skills_app.templatetags.light_text import light
from tests.practice.test_every_kind import at, body_of, places_of

pytestmark = pytest.mark.django_db


def typed(kind: str, body: Any, words: str, marked: int) -> dict[str, Any]:
    if kind == "plan":
        return {"move": "card", f"line_{body.fields[0].id}": words}
    if kind == "write":
        return {"move": "card", "written": words}
    if kind == "choose":
        return {"move": "answer", "own_words": words}
    if kind == "slider":
        return {"move": "mark", f"line_{body.lines[0].id}": str(marked)}
    return {"move": "aim", "own_aim": words, "involves": "none"}


@pytest.mark.parametrize("kind", ["plan", "write", "choose", "slider", "ladder"])
def test_what_a_reader_typed_or_marked_is_never_among_what_is_drawn_once(
    guest: Client, kind: str
) -> None:
    guest.post("/comfort/preset/", {"preset": "everything"})
    address, step, way = next(
        (address, step, way)
        for address, step, way in places_of(kind)
        if kind != "choose" or getattr(way.body, "own_words", False)
    )
    kept = []
    for words, marked in (("Marmalade", 2), ("Plum", 4)):
        page = body_of(guest, address, at(step, way, **typed(kind, way.body, words, marked)))
        assert kind == "slider" or words in page
        kept.append((drawn_before.cache_info().currsize, light.cache_info().currsize))
    assert kept[0] == kept[1]


def test_a_part_drawn_once_is_drawn_anew_for_each_rhythm(guest: Client) -> None:
    tool = next(name for name, (_, step) in library().tools.items() if step.main.kind == "pacer")
    first = body_of(guest, f"/tools/{tool}/", {"move": "out_more"}, 303)
    assert not first
    page = guest.get(f"/tools/{tool}/").content.decode()
    assert 'data-out="6.5"' in page
    guest.post(f"/tools/{tool}/", {"move": "out_less"})
    assert 'data-out="6"' in guest.get(f"/tools/{tool}/").content.decode()
