"""Of every form there is: what its reader typed comes back with an error, and nothing else does."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from skills_app.http import SECRETS, writing_in
from tests.fuzz.conftest import World
from tests.fuzz.pages import Form

pytestmark = pytest.mark.django_db

CALM = "calm"
TYPED = {"text", "search", "textarea"}
# Hidden from the eye, and still somebody's words: what a page carries on with.
CARRIED = {
    ("journal:new", "prompt"),
    ("journal:change", "prompt"),
    ("keep:new", "text"),
    ("keep:new", "title"),
    ("practice:words", "earlier"),
    ("practice:words", "text"),
    ("support:card", "own"),
}
# What a search carries on to its next page.
SOUGHT = {"words", "tag", "feeling"}
# Nobody's own words are typed there: names, passwords, passphrases, recovery words, and choices.
FOR_SECRETS = ("account", "space:", "exits:", "comfort:")


def comes_back(form: Form, name: str, text: str = CALM) -> bool:
    others = {one: value for one, value in form.values if one != name}
    return text in writing_in(RequestFactory().post(form.path, {**others, name: text}))


def belongs_to_a_step(form: Form, name: str) -> bool:
    """What was written on a step, and goes on hidden beside its card."""
    steps = ("practice:now", "practice:module", "practice:tool", "keep:new")
    own = ("line_", "own", "written", "rung_", "aim_text")
    return form.view in steps and (name.startswith(own) or name == "text")


def is_typed(form: Form, name: str) -> bool:
    return any((name, control) in form.controls for control in TYPED)


def may_come_back(form: Form, name: str) -> bool:
    return (
        (form.view, name) in CARRIED
        or (form.view == "journal:find" and name in SOUGHT)
        or belongs_to_a_step(form, name)
    )


def test_whatever_is_typed_comes_back_be_it_a_single_word(world: World) -> None:
    tried = {
        (form.view, name): comes_back(form, name)
        for form in world.found.forms.values()
        for name, control in form.controls
        if control in TYPED and not form.view.startswith(FOR_SECRETS) and name in dict(form.values)
        if name not in SECRETS or form.view == "journal:find"
    }
    assert [one for one, back in tried.items() if not back] == []
    assert {view.partition(":")[0] for view, _name in tried} >= {"journal", "keep", "practice"}
    assert len(tried) > 15


def test_what_a_page_sends_by_itself_and_what_is_picked_from_it_does_not(world: World) -> None:
    wrong = {
        (form.view, name, control)
        for form in world.found.forms.values()
        for name, control in form.controls
        if control not in TYPED
        and name in dict(form.values)
        and not may_come_back(form, name)
        and comes_back(form, name)
    }
    assert wrong == set()


def test_a_form_as_its_page_drew_it_holds_nothing_of_its_reader(world: World) -> None:
    """So that help can tell a bare press from words that only a session could hold."""
    wrong = {
        (form.view, text, form.values)
        for form in world.found.forms.values()
        if form.who == "guest"
        for text in writing_in(RequestFactory().post(form.path, dict(form.values)))
        if not any(
            value == text and (may_come_back(form, name) or is_typed(form, name))
            for name, value in form.values
        )
    }
    assert wrong == set()


def test_no_secret_comes_back_from_any_address(world: World) -> None:
    secret = "amber lantern"
    passwords = {
        name
        for form in world.found.forms.values()
        for name, control in form.controls
        if control == "password"
    }
    wrong = {
        (form.view, name)
        for form in world.found.forms.values()
        for name in SECRETS | passwords
        if (form.view, name) != ("journal:find", "words")
        and comes_back(form, name, secret)
        # `now` and `again` are secrets where they are asked for, and nothing elsewhere.
        and (name in SECRETS or (name, "password") in form.controls)
    }
    assert wrong == set()
    assert {"passphrase", "password", "again", "now"} <= passwords


def test_what_is_typed_where_secrets_are_asked_for_stays_there(world: World) -> None:
    wrong = {
        (form.view, name)
        for form in world.found.forms.values()
        for name in dict(form.values)
        if form.view.startswith(FOR_SECRETS) and comes_back(form, name, "amber lantern")
    }
    assert wrong == set()


def test_each_address_that_takes_a_form_says_what_its_page_sends(world: World) -> None:
    silent = {
        form.view
        for form in world.found.forms.values()
        if form.values
        and not hasattr(resolve(form.path).func, "sends")
        and not form.view.startswith("account_")  # allauth's own: nothing but secrets
    }
    assert silent == set()
