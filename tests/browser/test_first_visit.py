"""The first visit is light: few requests, all to this site, small enough for a poor connection."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.arriving import scripts_there
from tests.real_site import RealSite


def test_a_first_visit_takes_few_kilobytes_and_five_requests(
    page: Page, real_site: RealSite
) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: dict[str, float] = {}
    asked: list[str] = []

    def note(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.loadingFinished", note)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{real_site.url}/")
    scripts_there(page)
    network = [url for url in asked if not url.startswith("data:")]
    assert all(url.startswith(real_site.url) for url in network), network
    assert len(network) <= 5, network
    assert sum(sizes.values()) <= 37_500, sizes
