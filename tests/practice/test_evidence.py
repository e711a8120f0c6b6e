"""How well something is known to work can be read where it begins, and where it ends."""

import html
import math
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


@pytest.mark.parametrize("module_id", ["m02", "m05", "m18"])
def test_each_skill_says_it_on_its_first_step_with_what_it_takes(
    guest: Client, module_id: str
) -> None:
    module = library().modules[module_id]
    page = guest.get(f"/skills/{module_id}/").text
    says_all(folded(page.split("About this skill")[1]), module)
    about = html.unescape(page.split("About this skill")[1])
    assert module.summary in about
    assert f"about {math.ceil(module.minutes)} minutes in all" in about.lower()


def test_the_list_of_skills_is_kept_free_of_it(guest: Client) -> None:
    page = guest.get("/skills/").text
    assert ASKED not in page
    assert "minutes in all" not in page


def test_what_a_skill_mentions_is_said_but_not_what_was_set_aside(guest: Client) -> None:
    def about() -> str:
        page = guest.get("/skills/m05/").text
        return page.split("About this skill")[1].split("</p>")[1]

    assert "attention to the body" in about()
    for level in ("hide", "show"):
        guest.post("/comfort/notes/", {"bod": level})
        assert "attention to the body" not in about()


def test_the_last_page_of_a_module_says_it_and_the_pages_between_do_not(guest: Client) -> None:
    module = library().modules["m05"]
    address = "/skills/m05/"
    for number, step in enumerate(module.steps):
        assert (ASKED in guest.get(address).text) == (number == 0)
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
