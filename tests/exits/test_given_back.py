"""What an error page gives back is what its reader wrote, whatever the field is called."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from skills_app.content import library
from skills_app.http import sends, writing_in

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
SECRET = "amber lantern under the quiet bridge by the water"


def refused(path: str, **fields: str) -> str:
    """The page of a form whose token did not fit, or whose address there is not."""
    answer = Client(enforce_csrf_checks=True).post(path, fields, headers=HERE)
    assert answer.status_code in {403, 404}
    return answer.text


@pytest.mark.parametrize("path", ["/write/new/", "/keep/new/", "/write/starts/"])
@pytest.mark.parametrize("name", ["note", "text", "key_moment", "passage", "code_word", "tokens"])
def test_a_word_comes_back_whatever_its_field_is_called(path: str, name: str) -> None:
    assert ">\ncalm</textarea>" in refused(path, **{name: "calm"})


@pytest.mark.parametrize("path", ["/write/new/", "/keep/new/", "/nowhere/"])
def test_a_secret_does_not(path: str) -> None:
    names = ["login", "password", "passphrase", "new_passphrase", "offered", "words"]
    page = refused(path, text="calm", **dict.fromkeys(names, SECRET))
    assert SECRET not in page
    assert page.count("readonly") == 1


def test_what_is_looked_for_is_no_secret_though_it_is_called_words() -> None:
    page = refused("/write/find/", words="heron", tag="river", offset="20", passphrase=SECRET)
    assert page.count("readonly") == 2
    assert "heron" in page
    assert "river" in page
    assert SECRET not in page


def test_what_is_picked_on_an_entry_is_the_pages_own() -> None:
    page = refused("/write/new/", text="calm", number="7", feelings="sad", kind="list", page="p")
    assert page.count("readonly") == 1


def test_of_several_texts_by_one_name_each_comes_back() -> None:
    request = RequestFactory().post("/tools/t01/", {"own": ["One.", "Two."]})
    assert writing_in(request) == ["One.", "Two."]


def test_a_number_written_on_a_plan_comes_back_and_one_marked_on_a_slider_does_not() -> None:
    found = {
        way.kind: (module.id, step.id, way.id, way.body)
        for module in library().modules.values()
        for step in module.steps
        for way in step.ways
    }
    module, step, way, plan = found["plan"]
    line = f"line_{plan.fields[0].id}"  # type: ignore[attr-defined]
    sent = {"step": step, "way": way, "move": "onward", line: "7"}
    assert writing_in(RequestFactory().post(f"/skills/{module}/", sent)) == ["7"]
    module, step, way, slider = found["slider"]
    line = f"line_{slider.lines[0].id}"  # type: ignore[attr-defined]
    sent = {"step": step, "way": way, "move": "onward", line: "7"}
    assert writing_in(RequestFactory().post(f"/skills/{module}/", sent)) == []


@pytest.mark.parametrize("address", ["/write/new/", "/keep/new/"])
def test_in_a_broken_space_too(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("skills_app.space.doorway.the_open_space", fail)
    answer = alice_with_space.post(address, {"text": "calm", "passphrase": SECRET})
    assert answer.status_code == 503
    assert "calm" in answer.text
    assert SECRET not in answer.text


def test_an_address_without_words_gives_nothing_back() -> None:
    assert writing_in(RequestFactory().post("/leave/", {"x": "calm"})) == []
    assert writing_in(RequestFactory().post("/space/recover/", {"x": "calm"})) == []


def test_a_view_says_it_on_top_of_what_else_decorates_it() -> None:
    @sends(quiet={"move"})
    def view() -> None: ...

    assert view.sends.quiet == {"move"}  # type: ignore[attr-defined]
