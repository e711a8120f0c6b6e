"""Words typed on a step outlast a way out of it and back, in this page and nowhere else."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from skills_app.content import library
from skills_app.templatetags.assets import pinned
from tests.browser.test_steps import go_to, press
from tests.browser.ways import begin_skill
from tests.browser.writing import cookies_for

WORDS = "Marmalade at four"
STORED = "() => [localStorage.length, document.cookie]"


def first_field(page: Page) -> Locator:
    return page.locator("form.step textarea:visible, form.step input[type=text]:visible, "
                        "form.step input:not([type]):visible").first  # fmt: skip


def type_words(page: Page) -> None:
    expect(page.locator(f"head script[src='{pinned('js/typed.js')[0]}']")).to_have_count(1)
    first_field(page).fill(WORDS)


def out_and_back(page: Page, module_id: str) -> None:
    """“I need a moment”, then through the list of skills to the same step."""
    page.get_by_role("link", name="I need a moment").first.click()
    expect(page.locator("main .step__where")).to_have_text("Right now")
    page.locator("a[href='/skills/']").first.click()
    begin_skill(page, module_id)
    expect(page.locator("form.step[data-script]")).to_be_visible()


@pytest.mark.parametrize("kind", ["plan", "write", "script", "ladder"])
def test_words_are_there_again_after_a_moment_elsewhere(page: Page, site: str, kind: str) -> None:
    go_to(page, site, kind)
    module_id = (page.locator("form.step").get_attribute("data-step") or "").split("/")[0]
    if kind == "script":
        page.locator("form.step details").last.locator("summary").click()
    type_words(page)
    out_and_back(page, module_id)
    expect(first_field(page)).to_have_value(WORDS)
    page.reload()
    page.goto(f"{site}/skills/{module_id}/")
    expect(first_field(page)).to_have_value("")


@pytest.mark.parametrize("leaving", ["let_go", "forget"])
def test_words_let_go_or_forgotten_do_not_come_back(page: Page, site: str, leaving: str) -> None:
    go_to(page, site, "write")
    module_id = (page.locator("form.step").get_attribute("data-step") or "").split("/")[0]
    type_words(page)
    if leaving == "let_go":
        press(page, "Show it as a card")
        press(page, "Let it go")
        expect(page.get_by_text("Nothing of it was kept.")).to_be_visible()
        out_and_back(page, module_id)
        expect(first_field(page)).to_have_value("")
        return
    step = page.locator("form.step").get_attribute("data-step")
    press(page, "Forget my place")
    begin_skill(page, module_id)
    for _ in range(8):
        if page.locator("form.step").get_attribute("data-step") == step:
            break
        before = page.locator("form.step").get_attribute("data-step") or ""
        press(page, "Skip")
        expect(page.locator("form.step")).not_to_have_attribute("data-step", before)
    expect(first_field(page)).to_have_value("")


def test_a_move_with_words_shows_them_and_goes_on_with_one_press(page: Page, site: str) -> None:
    go_to(page, site, "plan")
    first_field(page).fill(WORDS)
    step = page.locator("form.step").get_attribute("data-step") or ""
    press(page, "Skip")
    expect(page.locator("main dd").first).to_have_text(WORDS)
    press(page, "Go on")
    expect(page.locator("form.step")).not_to_have_attribute("data-step", step)
    press(page, "Back")
    expect(first_field(page)).to_have_value(WORDS)
    assert page.evaluate(STORED) == [0, ""]


def test_the_page_with_the_words_is_sound(
    page: Page, site: str, axe_finds_nothing: Callable[..., None]
) -> None:
    go_to(page, site, "plan")
    first_field(page).fill(WORDS)
    press(page, "Leave for now")
    expect(page.get_by_role("button", name="Change it")).to_be_visible()
    axe_finds_nothing(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def break_down(*args: object, **kwargs: object) -> None:
    raise OperationalError("database or disk is full")


def test_words_stay_where_they_are_when_the_site_breaks(
    page: Page, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(page, site, "plan")
    first_field(page).fill(WORDS)
    press(page, "Skip")
    monkeypatch.setattr("skills_app.vault.unlocking.sessions.SessionStore.save", break_down)
    press(page, "Go on")
    expect(page.locator("[data-status]")).to_contain_text("What you typed is still here")
    expect(page.locator("main dd").first).to_have_text(WORDS)


def test_words_come_back_without_scripts_when_the_site_breaks(
    quiet_context: BrowserContext, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = quiet_context.new_page()
    go_to(page, site, "plan")
    first_field(page).fill(WORDS)
    press(page, "Skip")
    monkeypatch.setattr("skills_app.vault.unlocking.sessions.SessionStore.save", break_down)
    press(page, "Go on")
    expect(page.locator("h1")).to_have_text("Not just now")
    expect(page.get_by_label("What you wrote")).to_have_value(WORDS)


def test_own_words_beside_a_choice_are_there_again(page: Page, site: str) -> None:
    module, step = next(
        (module, step)
        for module in library().modules.values()
        for step in module.steps
        if step.main.kind == "choose" and getattr(step.main.body, "own_words", False)
    )
    reader = Client()
    reader.post(f"/skills/{module.id}/", {"step": step.id, "opened": "1", "move": "stay"})
    page.context.add_cookies(cookies_for(site, reader))
    page.goto(f"{site}/skills/{module.id}/")
    type_words(page)
    out_and_back(page, module.id)
    expect(first_field(page)).to_have_value(WORDS)
