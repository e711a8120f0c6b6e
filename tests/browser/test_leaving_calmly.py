"""Calm page changes: a swapped page behaves like a new one, and a failed one loses nothing."""

from functools import partial

from playwright.sync_api import Page, Route, expect

from tests.browser.arriving import drawn
from tests.browser.serving import served
from tests.browser.ways import way_to
from tests.browser.writing import wait_until
from tests.people import PASSWORD


def follow(page: Page, name: str) -> None:
    way_to(page, name).click()


def test_the_heading_takes_the_focus_and_the_page_starts_at_the_top(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    follow(page, "Leaving and safety")
    heading = page.get_by_role("heading", level=1, name="Being safer on this device")
    expect(heading).to_be_focused()
    assert page.evaluate("window.scrollY") == 0
    assert page.url == f"{site}/"
    assert page.locator("main").count() == 1
    assert page.locator(".exit-bar").count() == 1


def test_a_link_within_the_page_adds_nothing_to_the_address(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#page")).to_be_focused()
    assert page.url == f"{site}/"


def test_a_page_that_is_not_there_is_shown_with_the_way_out(page: Page, site: str) -> None:
    page.goto(site)
    page.locator(".places a").first.evaluate("link => { link.href = '/no/such/page/' }")
    page.route("**/", lambda route: route.continue_())
    page.evaluate("htmx.ajax('GET', '/no/such/page/', '#page')")
    expect(page.get_by_role("heading", level=1, name="There is nothing here")).to_be_focused()
    assert page.locator(".exit-bar").count() == 1


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(page: Page, site: str) -> None:
    page.goto(site)
    follow(page, "Account")
    page.get_by_label("Name").fill("nobody at all")
    page.get_by_label("Password").fill("not the password")
    page.locator("main form button").last.click()
    expect(page.locator("main [role=alert]").first).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("nobody at all")


def sign_up_form(page: Page, site: str) -> None:
    page.goto(site)
    follow(page, "Account")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    page.locator("main").get_by_role("link", name="Make an account").click()
    expect(page.get_by_role("heading", level=1, name="Make an account")).to_be_visible()
    page.get_by_label("Name").fill("heron")
    page.get_by_label("Password").fill(PASSWORD)


def test_no_connection_is_said_and_what_was_typed_stays(page: Page, site: str) -> None:
    sign_up_form(page, site)
    page.context.set_offline(True)
    page.locator("main form button").last.click()
    expect(page.locator("[data-status]")).to_have_text(
        "No connection just now. What you typed is still here."
    )
    expect(page.get_by_label("Name")).to_have_value("heron")

    page.context.set_offline(False)
    page.locator("main form button").last.click()
    expect(page.get_by_label("Name")).to_have_count(0)
    expect(page.locator("[data-status]")).to_be_empty()


def fail_with(status: int, route: Route) -> None:
    route.fulfill(status=status, content_type="text/html", body="<h1>No</h1>")


def test_a_server_that_fails_takes_nothing_that_was_typed(page: Page, site: str) -> None:
    sign_up_form(page, site)
    status_line = page.locator("[data-status]")
    for status in (400, 404, 413, 429, 500, 502):
        page.route("**/account/new/", partial(fail_with, status))
        page.locator("main form button").last.click()
        expect(status_line).to_contain_text("What you typed is still here")
        what_to_do = {413: "in two or more parts", 429: "in a few minutes"}
        expect(status_line).to_contain_text(what_to_do.get(status, "still here"))
        expect(page.get_by_label("Name")).to_have_value("heron")
        page.unroute("**/account/new/")


def test_an_answer_that_is_no_page_is_not_shown(page: Page, site: str) -> None:
    page.goto(site)
    page.route(
        "**/skills/",
        lambda route: route.fulfill(content_type="application/json", body='{"a": 1}'),
    )
    follow(page, "Skills")
    expect(page.locator("[data-status]")).not_to_be_empty()
    expect(page.locator("h1")).to_have_count(1)


def test_a_whole_page_where_a_part_was_asked_for_is_not_nested(page: Page, site: str) -> None:
    page.goto(site)

    def whole(route: Route) -> None:
        headers = {k: v for k, v in route.request.headers.items() if not k.startswith("hx-")}
        route.continue_(headers=headers)

    page.route("**/skills/", whole)
    follow(page, "Skills")
    expect(page.locator("h1")).to_be_focused()
    assert page.locator("main").count() == 1
    assert page.locator(".exit-bar").count() == 1


def test_a_late_answer_does_not_sweep_away_what_is_typed_since(page: Page, site: str) -> None:
    held: list[Route] = []
    page.goto(site)
    page.route("**/skills/", lambda route: held.append(route))
    follow(page, "Skills")
    follow(page, "Account")
    page.get_by_label("Name").fill("heron")
    assert len(held) == 1
    with page.expect_response("**/skills/"):
        held[0].continue_()
    page.unroute_all()
    page.evaluate("fetch('/skills/').then(answer => answer.text())")  # has come later than it
    drawn(page)
    expect(page.get_by_label("Name")).to_have_value("heron")


def test_nothing_is_written_to_browser_storage(page: Page, site: str) -> None:
    page.goto(site)
    for name in ("Skills", "Settings", "Account", "Leaving and safety"):
        before = page.locator("h1").inner_text()
        follow(page, name)
        expect(page.locator("h1")).not_to_have_text(before)
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    page.goto(f"{site}/leave/")
    page.route(served("js/page.js"), lambda route: route.abort())
    page.route(served("django_htmx/htmx-2.min.js"), lambda route: route.abort())
    page.reload()
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_a_form_that_names_no_address_goes_back_to_its_own_page(page: Page, site: str) -> None:
    page.goto(site)
    follow(page, "Skills")
    expect(page.locator("h1")).to_be_focused()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#page").evaluate(
        """main => {
          main.innerHTML = '<form method="post" autocomplete="off"><button>Send</button></form>';
          htmx.process(main);
        }"""
    )
    page.get_by_role("button", name="Send").click()
    wait_until(page, lambda: bool(asked))
    assert asked[0] == f"{site}/skills/"
