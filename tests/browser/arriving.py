"""When a page is there: what to wait for before the next press, without waiting for a time."""

from playwright.sync_api import Page, expect

SCRIPTS_THERE = """() => document.readyState === 'complete' && [...document.scripts].every(
  each => !each.src || performance.getEntriesByName(each.src).some(one => one.responseEnd > 0))"""
DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"""
AT_REST = """() => new Promise(done => {
  let place = scrollY;
  let pictures = 0;
  const look = () => {
    pictures = scrollY === place ? pictures + 1 : 0;
    place = scrollY;
    if (pictures < 30) requestAnimationFrame(look); else done();
  };
  look();
})"""


def scripts_there(page: Page) -> None:
    """Each script that the page has asked for by now has come, or will never come.

    Not where the driver keeps the page's clock: it keeps back what the page knows of them, too.
    """
    page.wait_for_function(SCRIPTS_THERE)


def exit_there(page: Page) -> None:
    """The way out acts by its script."""
    expect(page.locator("html[data-exits]")).to_be_attached()


def drawn(page: Page) -> None:
    """Whatever the page has done by now can be seen. For a page whose clock is its own."""
    page.evaluate(DRAWN)


def at_rest(page: Page) -> None:
    """The window glides no more: thirty pictures in a row show the same place."""
    page.evaluate(AT_REST)


def hand_moves(page: Page) -> None:
    """Somebody is there. Where a pointer came from to its first place, a browser cannot tell."""
    page.mouse.move(5, 300)
    page.mouse.move(6, 301)
