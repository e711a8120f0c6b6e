"""What is typed into the journal lies nowhere on the server's disk that a thief could read."""

import re

from playwright.sync_api import Page, expect

from tests.browser.joining import join_and_make_space
from tests.browser.writing import about_page
from tests.people import PASSWORD
from tests.raw_bytes import found_in, ways_to_write
from tests.real_site import RealSite

NAME = "Wilhelmina-Quist"
SENTENCE = "The pomegranate telescope remembers nothing of the harbour tonight"
TITLE = "Marzipan lighthouse"
TAG = "juniperwood"


def test_a_sentence_typed_into_the_journal_is_nowhere_in_the_data_folder(
    page: Page, real_site: RealSite
) -> None:
    page.goto(f"{real_site.url}/account/new/")
    passphrase = join_and_make_space(page, NAME)
    page.get_by_role("button", name="Show me my words").click()
    expect(page.locator(".word-list li")).to_have_count(12)
    words = page.locator(".word-list li").all_inner_texts()
    for label in page.locator("main label").all():
        place = re.search(r"Word number (\d+)", label.inner_text())
        assert place is not None
        page.get_by_label(place[0], exact=True).fill(words[int(place[1]) - 1])
    page.get_by_role("button", name="They are written down").click()
    expect(page.get_by_text("Your 12 words work")).to_be_visible()
    page.goto(f"{real_site.url}/write/new/")
    page.get_by_label("Your words").fill(SENTENCE)
    about_page(page)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Tags").fill(TAG)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text(SENTENCE)).to_be_visible()

    private = {text: ways_to_write(text) for text in (SENTENCE, TITLE, TAG)}
    while_running = found_in(real_site.data, private)
    real_site.stop()
    also = (NAME, PASSWORD, passphrase, " ".join(words))
    afterwards = found_in(real_site.data, private | {text: ways_to_write(text) for text in also})
    assert not while_running
    assert not afterwards

    # The search itself is tried: what is put there in the clear is found, however it is written.
    for number, written in enumerate(private[SENTENCE]):
        (real_site.data / f"control-{number}").write_bytes(b"x" + written + b"y")
    assert len(found_in(real_site.data, private)[SENTENCE]) == len(private[SENTENCE])
