"""How well something is known to work can be read where it is chosen, and where it ends."""

import html
import re

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.library.modules import Module
from skills_app.templatetags.frame import drawn_before

pytestmark = pytest.mark.django_db

ASKED = "How well is this known to work?"


def folded(page: str) -> str:
    """The folded part, in the words a reader sees."""
    found = re.search(r'<details class="no-print">.*?</details>', page, re.DOTALL)
    assert found, page
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", found[0]).split()))


def says_all(text: str, module: Module) -> None:
    assert ASKED in text
    assert " ".join(module.evidence.split()) in text
    for source in module.sources:
        assert library().sources[source].text in text
    assert "Last looked over on" in text


def test_each_skill_says_it_in_the_list(guest: Client) -> None:
    page = guest.get("/skills/").text
    for card in page.split('<li class="card card--parts">')[1:]:
        found = re.search(r"/skills/(m\d\d)/", card)
        assert found
        says_all(folded(card), library().modules[found[1]])


def test_the_last_page_of_a_module_says_it_and_the_pages_before_do_not(guest: Client) -> None:
    module = library().modules["m05"]
    address = "/skills/m05/"
    for step in module.steps:
        assert ASKED not in guest.get(address).text
        guest.post(address, {"step": step.id, "move": "skip"})
    page = guest.get(address).text
    assert "That is all of it" in page
    says_all(folded(page), module)


@pytest.mark.parametrize("tool_id", ["t03", "t60"])
def test_each_tool_says_it_for_the_file_it_stands_in(guest: Client, tool_id: str) -> None:
    says_all(folded(guest.get(f"/tools/{tool_id}/").text), library().tools[tool_id][0])


def test_it_is_drawn_once(guest: Client) -> None:
    guest.get("/tools/t60/")
    before = drawn_before.cache_info()
    guest.get("/tools/t60/")
    after = drawn_before.cache_info()
    assert (after.currsize, after.misses) == (before.currsize, before.misses)
