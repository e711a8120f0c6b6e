"""Every page of every step, whatever its kind: the ways on, back and out are all there."""

import re
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.library.modules import Step, Way
from skills_app.library.vocabulary import FAMILIES
from skills_app.preferences.keeping.choices import Comfort, from_data
from skills_app.preferences.keeping.whole import first_levels
from skills_app.preferences.store import SESSION_KEY
from skills_app.steps.ladder.body import Ladder
from skills_app.steps.registry import KINDS
from skills_app.steps.rehearse.body import Rehearse
from tests.practice.courses import MOVES, comforts
from tests.practice.test_modules import fields

pytestmark = pytest.mark.django_db

ALWAYS = ("back", "skip", "another_way", "not_helping", "leave")


def ways_on(page: str) -> None:
    """What is on every page of a step, with and without scripts: nothing of it is hidden."""
    form = page.split('class="step stack"')[1].split("</form>")[0]
    for move in ALWAYS:
        buttons = re.findall(rf'<button[^>]*name="move" value="{move}"[^>]*>', form)
        assert buttons
        assert not any("hidden" in button for button in buttons)
    way_out(page)


def way_out(page: str) -> None:
    assert page.count("Leave this site") >= 2
    assert re.search(r'<a class="exit-bar__moment" href="/now/">', page)


def places_of(kind: str) -> list[tuple[str, Step, Way]]:
    """Each place where this kind of step ships: its page's address, the step, and the way."""
    return [
        (f"/skills/{module.id}/", step, way)
        for module in library().modules.values()
        for step in module.steps
        for way in step.ways
        if way.kind == kind
    ]


def at(step: Step, way: Way, **more: Any) -> dict[str, Any]:
    return {"step": step.id, "way": way.id, "opened": "1", **more}


def body_of(client: Client, address: str, posted: dict[str, Any], status: int = 200) -> str:
    answer = client.post(address, posted)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def open_guest(guest: Client) -> Client:
    """A guest whose choices close nothing, so that every way can be looked at."""
    guest.post("/comfort/preset/", {"preset": "everything"})
    return guest


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_ships_and_each_of_its_pages_has_every_way_on(
    open_guest: Client, kind: str
) -> None:
    assert places_of(kind)
    for address, step, way in places_of(kind):
        open_guest.post(address, at(step, way, move="stay"))
        page = open_guest.get(address).content.decode()
        assert fields(page)["way"] == way.id
        ways_on(page)
        on = 'value="next"' in page or 'value="answer"' in page
        assert on


def test_a_folded_step_and_a_step_set_aside_have_every_way_on(guest: Client) -> None:
    for level in ("ask", "hide"):
        guest.post("/comfort/notes/", {"brt": level, "preset": level if level == "ask" else ""})
        ways_on(guest.get("/skills/m03/").content.decode())
    guest.post("/comfort/preset/", {"preset": "gentlest"})
    for module in library().modules.values():
        for step in module.steps:
            guest.post(f"/skills/{module.id}/", {"step": step.id, "move": "stay"})
            ways_on(guest.get(f"/skills/{module.id}/").content.decode())


def test_the_answers_of_what_is_written_or_picked_have_every_way_on(
    open_guest: Client,
) -> None:
    for address, step, way in places_of("plan"):
        (first, *_rest) = way.body.fields  # type: ignore[union-attr]
        posted = at(step, way, move="card", **{f"line_{first.id}": "a kettle"})
        ways_on(body_of(open_guest, address, posted))
        ways_on(body_of(open_guest, address, at(step, way, move="card"), 422))
    for address, step, way in places_of("script"):
        for part in way.body.parts[:1]:  # type: ignore[union-attr]
            posted = at(step, way, move="card", **{f"line_{part.id}": "1"})
            ways_on(body_of(open_guest, address, posted))
            ways_on(body_of(open_guest, address, at(step, way, move="card"), 422))
    for address, step, way in places_of("write"):
        posted = at(step, way, move="card", written="three words")
        ways_on(body_of(open_guest, address, posted))
        ways_on(body_of(open_guest, address, at(step, way, move="card"), 422))


def test_the_answers_of_sliders_and_choices_have_every_way_on(open_guest: Client) -> None:
    for address, step, way in places_of("slider"):
        marks = {f"line_{line.id}": "9" for line in way.body.lines}  # type: ignore[union-attr]
        ways_on(body_of(open_guest, address, at(step, way, move="mark", **marks)))
        ways_on(body_of(open_guest, address, at(step, way, move="mark"), 422))
    for address, step, way in places_of("choose"):
        ways_on(body_of(open_guest, address, at(step, way, move="answer"), 422))


def test_every_turn_of_a_talk_has_every_way_on(open_guest: Client) -> None:
    for address, step, way in places_of("rehearse"):
        assert isinstance(way.body, Rehearse)
        for talk in way.body.rehearsals:
            opening = at(step, way, move=f"rehearse:{talk.id}")
            ways_on(body_of(open_guest, address, opening))
            for reply in ("silence", "freeze", "change", "leave", "none-such"):
                posted = at(step, way, move=f"say:{reply}", path=[talk.id])
                ways_on(body_of(open_guest, address, posted))
        ways_on(body_of(open_guest, address, at(step, way, move="stop_talk")))


def test_every_page_of_a_ladder_has_every_way_on(open_guest: Client) -> None:
    for address, step, way in places_of("ladder"):
        assert isinstance(way.body, Ladder)
        aim = way.body.aims[0].id
        excluded = way.body.excluded[0].id
        for posted in (
            at(step, way, move="aim", aim=aim, involves="none"),
            at(step, way, move="aim", aim=aim, involves=excluded),
            at(step, way, move="aims"),
        ):
            ways_on(body_of(open_guest, address, posted))
        ways_on(body_of(open_guest, address, at(step, way, move="aim"), 422))


def is_closed(step: Step, way: Way, comfort: Comfort) -> bool:
    """Whether the reader's choices close this way of doing the step."""
    if step.always_shown:
        return False
    hidden = any(comfort.level(topic) == "hide" for topic in way.notes)
    off = way.kind == "slider" and comfort.slider == "off"
    return hidden or off or comfort.avoids(way.uses)


# Whole pages take their time: making a failing example smaller would take minutes.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def pieces(part: object) -> set[str]:
    """Of each longer text in it, the longest piece that a page shows just as it is written."""
    if isinstance(part, str):
        plain = [piece.strip(" -") for piece in re.split(r"[*\n&<>'\"{}]", part)]
        longest = max(plain, key=len)
        return {longest} if len(longest) >= 25 and " " in longest else set()
    if isinstance(part, tuple):
        return set().union(*(pieces(one) for one in part))
    if is_dataclass(part):
        return set().union(*(pieces(getattr(part, one.name)) for one in dataclass_fields(part)))
    return set()


def texts(part: object) -> str:
    """All its words in a row."""
    if isinstance(part, str):
        return part
    if isinstance(part, tuple):
        return " ".join(texts(one) for one in part)
    if is_dataclass(part):
        return " ".join(texts(getattr(part, one.name)) for one in dataclass_fields(part))
    return ""


def shows_only_what_is_open(page: str, steps: tuple[Step, ...], comfort: Comfort) -> None:
    """Nothing closed is there, and of a folded or hidden way not a sentence is in the page."""
    seen = fields(page)
    step = next(step for step in steps if step.id == seen["step"])
    way = step.way(seen["way"])
    main = page.split("<main")[1]
    assert way is None or not is_closed(step, way, comfort)
    asks = way is not None and any(comfort.level(topic) == "ask" for topic in way.notes)
    folded = asks and not step.always_shown and "opened" not in seen
    assert folded == ("It stays folded until you say" in main)
    shown = " ".join((step.title, *(one.label for one in step.ways)))
    if way is not None and not folded and "That is all of it" not in page:
        rest = way.body if step.always_shown else way.body.without(comfort.avoids)
        shown += texts(rest)
    for other in step.ways:
        for piece in pieces(other.body):
            assert piece in shown or piece not in main, (step.id, other.id, piece)


def with_choices(guest: Client, module_id: str, data: st.DataObject) -> Comfort:
    """A guest with choices drawn at random, and those choices as they are in this module."""
    kept = {"comfort": data.draw(comforts((module_id,))).to_data()}
    session = guest.session
    session[SESSION_KEY] = kept
    session.save()
    return from_data(kept["comfort"], first_levels()).in_module(module_id)


@pytest.mark.parametrize("module_id", tuple(library().modules))
@settings(
    max_examples=4,
    deadline=None,
    phases=NO_SHRINKING,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_on_the_pages_themselves_no_path_is_a_dead_end_or_shows_what_is_closed(
    guest: Client, module_id: str, data: st.DataObject
) -> None:
    """Random choices, random presses, and places nobody was ever given."""
    comfort = with_choices(guest, module_id, data)
    module = library().modules[module_id]
    address = f"/skills/{module_id}/"
    for name in data.draw(st.lists(st.sampled_from(MOVES), min_size=1, max_size=6)):
        page = guest.get(address).content.decode()
        if "That is all of it" in page:
            way_out(page)
            assert 'value="begin"' in page
        else:
            ways_on(page)
        shows_only_what_is_open(page, module.steps, comfort)
        seen = fields(page)
        forged = data.draw(st.sampled_from(module.steps))
        if data.draw(st.booleans()):
            seen = at(forged, data.draw(st.sampled_from(forged.ways)))
            seen["opened"] = data.draw(st.sampled_from(["", "1"]))
        assert guest.post(address, {**seen, "move": name}).status_code in (303, 422)


@pytest.mark.parametrize("family", FAMILIES)
@settings(
    max_examples=3,
    deadline=None,
    phases=NO_SHRINKING,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_every_way_of_every_tool_is_open_only_if_nothing_closes_it(
    guest: Client, family: str, data: st.DataObject
) -> None:
    for name, (module, step) in library().tools.items():
        if step.tool is None or step.tool.family != family:
            continue
        comfort = with_choices(guest, module.id, data)
        for way in step.ways:
            wanted = at(step, way, opened=data.draw(st.sampled_from(["", "1"])), move="stay")
            assert guest.post(f"/tools/{name}/", wanted).status_code == 303
            page = guest.get(f"/tools/{name}/").content.decode()
            ways_on(page)
            shows_only_what_is_open(page, (step,), comfort)
