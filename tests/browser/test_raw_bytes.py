"""What is typed into the journal lies nowhere on the server's disk that a thief could read."""

import base64
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import RealSite
from tests.people import PASSWORD

NAME = "Wilhelmina-Quist"
SENTENCE = "The pomegranate telescope remembers nothing of the harbour tonight"
TITLE = "Marzipan lighthouse"
TAG = "juniperwood"


def ways_to_write(text: str) -> list[bytes]:
    """The text as bytes that a search would find: encodings, and base64 at any offset."""
    plain = text.encode()
    found = [plain, plain.lower(), text.encode("utf-16-le"), plain.hex().encode()]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + plain)
        found.append(encoded[4 if offset else 0 : -4])
    return found


def files_holding(folder: Path, text: str) -> list[str]:
    needles = ways_to_write(text)
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def test_a_sentence_typed_into_the_journal_is_nowhere_in_the_data_folder(
    page: Page, real_site: RealSite
) -> None:
    page.goto(f"{real_site.url}/account/new/")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").last.click()
    page.get_by_role("link", name="Make my space").click()
    passphrase = page.locator(".passphrase").inner_text()
    page.get_by_label("A passphrase").fill(passphrase)
    page.get_by_label("The same once more").fill(passphrase)
    page.get_by_role("button", name="Make my space").click()
    page.get_by_role("button", name="Show me my words").click()
    expect(page.locator(".word-list li")).to_have_count(12)
    words = page.locator(".word-list li").all_inner_texts()
    for label in page.locator("main label").all():
        place = re.search(r"Word number (\d+)", label.inner_text())
        assert place is not None
        page.get_by_label(place[0]).fill(words[int(place[1]) - 1])
    page.get_by_role("button", name="They are written down").click()
    expect(page.get_by_text("Your 12 words work")).to_be_visible()
    page.goto(f"{real_site.url}/write/new/")
    page.get_by_label("Your words").fill(SENTENCE)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Tags").fill(TAG)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text(SENTENCE)).to_be_visible()

    while_running = {text: files_holding(real_site.data, text) for text in (SENTENCE, TITLE, TAG)}
    real_site.stop()
    everything = (SENTENCE, TITLE, TAG, NAME, PASSWORD, passphrase, " ".join(words))
    afterwards = {text: files_holding(real_site.data, text) for text in everything}
    assert not any(while_running.values()), while_running
    assert not any(afterwards.values()), afterwards

    # The search itself is tried: what is put there in the clear is found, however it is written.
    for number, written in enumerate(ways_to_write(SENTENCE)):
        (real_site.data / f"control-{number}").write_bytes(b"x" + written + b"y")
    assert len(files_holding(real_site.data, SENTENCE)) == len(ways_to_write(SENTENCE))
