"""Working through a module: GET shows, POST moves, the page says where it was."""

import html
import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.content import library
from skills_app.practice.shelf import KIND_OF
from skills_app.steps.plan.body import Plan

pytestmark = pytest.mark.django_db

BOOSTED = {"hx-request": "true", "hx-boosted": "true"}


def page_of(guest: Client, address: str = "/skills/m03/") -> str:
    answer = guest.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found
    return found.group(1).strip()


def fields(page: str) -> dict[str, str]:
    form = page.split('class="step stack"')[1]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def press(guest: Client, move: str, address: str = "/skills/m03/", **more: object) -> str:
    """Press a button on the page as it is now, and look at where that leads."""
    answer = guest.post(address, {**fields(page_of(guest, address)), "move": move, **more})
    assert answer.status_code == 303
    return str(answer["Location"])


def titles() -> list[str]:
    return [step.title for step in library().modules["m03"].steps]


def test_a_module_opens_at_its_first_step(guest: Client) -> None:
    page = page_of(guest)
    assert heading(page) == titles()[0]
    assert "Part 1 of" in page
    for move in ("back", "skip", "another_way", "not_helping", "leave", "next"):
        assert f'value="{move}"' in page


def test_next_goes_screen_by_screen_and_a_reload_stays(guest: Client) -> None:
    press(guest, "next")
    assert "Part 2 of" in page_of(guest)
    assert "Part 2 of" in page_of(guest)


def test_skip_goes_to_the_next_step_and_back_returns(guest: Client) -> None:
    press(guest, "skip")
    assert heading(page_of(guest)) == titles()[1]
    press(guest, "back")
    assert heading(page_of(guest)) == titles()[0]


def test_back_from_the_first_page_leads_to_the_list(guest: Client) -> None:
    assert press(guest, "back") == "/skills/"


def test_leaving_keeps_the_place(guest: Client) -> None:
    press(guest, "skip")
    assert press(guest, "leave") == "/"
    assert "Your place is kept" in guest.get("/").content.decode()
    assert heading(page_of(guest)) == titles()[1]
    assert "step 2 of" in guest.get("/skills/").content.decode()


def test_another_way_opens_the_next_way(guest: Client) -> None:
    press(guest, "another_way")
    assert fields(page_of(guest))["way"] == library().modules["m03"].steps[0].ways[1].id


def test_what_does_not_help_opens_a_tool_of_the_opposite_kind(guest: Client) -> None:
    address = press(guest, "not_helping")
    found = library().tool(address.split("/")[2])
    assert found
    assert found[1].tool
    assert "down" in found[1].tool.states
    page = guest.get(address).content.decode()
    assert "Here is another kind." in page
    assert found[1].tool.title in page


@pytest.mark.parametrize("avoided", [(), ("breath_attention",)])
def test_what_does_not_help_is_never_followed_by_more_of_its_kind_nor_by_what_is_avoided(
    guest: Client, avoided: tuple[str, ...]
) -> None:
    guest.post("/comfort/avoid/", {"avoid": list(avoided)})
    for tool_id, (_module, step) in library().tools.items():
        assert step.tool
        address = press(guest, "not_helping", f"/tools/{tool_id}/")
        name = address.split("/")[2]
        if name in {"which", "up", "down"}:
            continue  # it suits both: first it is asked which it is
        found = library().tool(name)
        assert found
        assert found[1].tool
        kind = KIND_OF[found[1].tool.family]
        assert kind != KIND_OF[step.tool.family]
        assert not avoided or kind != "breath"


def test_what_did_not_help_before_is_not_opened_again_soon(guest: Client) -> None:
    opened = []
    for address in ("/tools/t13/", "/tools/t14/", "/tools/t15/"):  # each for shut down
        other = press(guest, "not_helping", address)
        press(guest, "not_helping", other)
        opened.append(other)
    assert len(set(opened)) == len(opened), opened


def test_what_suits_both_kinds_leads_to_the_question_which_it_is(guest: Client) -> None:
    assert press(guest, "not_helping", "/skills/m11/") == "/tools/which/"
    page = guest.get("/tools/which/").content.decode()
    assert "Thank you for noticing" in page
    main = page.split("<main")[1].split("</main>")[0]
    for address in ("/tools/up/", "/tools/down/", "/tools/", "/people/"):
        assert f'href="{address}"' in main


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/skills/m99/", "/skills/"),
        ("/tools/t99/", "/tools/"),
        ("/tools/t99/near/", "/tools/"),
    ],
)
@pytest.mark.parametrize("headers", [{}, BOOSTED])
def test_a_press_on_what_was_taken_out_of_the_library_leads_to_what_is_there(
    guest: Client, address: str, leads: str, headers: dict[str, str]
) -> None:
    answer = guest.post(address, {"move": "next", "step": "one"}, headers=headers)
    assert (answer.status_code, answer["Location"]) == (303, leads)
    assert "That skill is not here any more." in guest.get(leads).content.decode()


def test_the_end_says_so_and_lets_one_begin_again(guest: Client) -> None:
    for _ in titles():
        press(guest, "skip")
    page = page_of(guest)
    assert heading(page) == "That is all of it"
    assert "Carry on" not in guest.get("/").content.decode()
    press(guest, "begin")
    assert heading(page_of(guest)) == titles()[0]


def test_the_end_says_when_to_stop_and_find_a_person_whatever_is_hidden(guest: Client) -> None:
    guest.post("/comfort/notes/", {"sui": "hide", "sub": "hide", "dv": "hide"})
    for _ in titles():
        press(guest, "skip")
    page = page_of(guest)
    signs = library().people.person_signs
    assert len(signs.signs) >= 6
    for sign in (signs.title, *signs.signs):
        assert html.escape(sign) in page
    assert 'href="/people/"' in page.split("<main")[1]
    assert signs.title not in page_of(guest, "/skills/m04/")


def test_an_old_tab_moves_from_the_page_it_shows(guest: Client) -> None:
    old_tab = fields(page_of(guest))
    for _ in range(3):
        press(guest, "skip")
    guest.post("/skills/m03/", {**old_tab, "move": "skip"})
    assert heading(page_of(guest)) == titles()[1]


def test_pressing_twice_moves_once(guest: Client) -> None:
    seen = fields(page_of(guest))
    for _ in range(2):
        guest.post("/skills/m03/", {**seen, "move": "skip"})
    assert heading(page_of(guest)) == titles()[1]


def test_a_place_that_is_gone_lands_on_the_nearest_step_and_says_so(guest: Client) -> None:
    press(guest, "skip")
    session = guest.session
    kept = session["keeping"]
    kept["places"]["m03"] = {"step": "taken-out", "at": 2}
    session["keeping"] = kept
    session.save()
    page = page_of(guest)
    assert heading(page) == titles()[2]
    assert "not here any more" in page


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"move": "fly"},
        {"move": "next", "step": "x" * 5000},
        {"move": "next", "step": "none-such", "at": "99999999999999"},
        {"move": "next", "screen": "-3", "at": "٣", "way": "\x00"},
        {"move": "follow:none-such"},
        {"move": "answer", "choice": ["none-such"]},
        {"move": "open_note", "opened": "1", "finished": "1"},
        {"move": "card"},
    ],
)
def test_a_forged_post_is_answered_with_a_step(guest: Client, posted: dict[str, object]) -> None:
    assert guest.post("/skills/m03/", posted).status_code == 303
    assert heading(page_of(guest))


@pytest.mark.parametrize("address", ["/skills/m99/", "/skills/up/", "/tools/t99/", "/tools/m03/"])
def test_what_does_not_exist_is_not_found(guest: Client, address: str) -> None:
    assert guest.get(address).status_code == 404


def test_with_htmx_a_move_answers_with_the_step_alone(guest: Client) -> None:
    answer = guest.post(
        "/skills/m03/", {**fields(page_of(guest)), "move": "skip"}, headers=BOOSTED, follow=True
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert heading(page) == titles()[1]


def test_another_sites_form_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert strict.post("/skills/m03/", {"move": "next"}, headers=elsewhere).status_code == 403
    strict.get("/skills/m03/")
    assert strict.post("/skills/m03/", {"move": "next"}).status_code == 403


def test_an_avoided_method_is_swapped_without_a_word(guest: Client) -> None:
    guest.post("/comfort/avoid/", {"avoid": ["breath_attention"]})
    guest.post("/skills/m03/", {"step": "pacer", "move": "stay"})
    page = page_of(guest)
    assert "avoid" not in page.split("<main")[1].split("</main")[0]
    assert fields(page)["way"] == "shape"


def test_a_folded_step_opens_when_asked(guest: Client) -> None:
    guest.post("/comfort/notes/", {"brt": "ask"})
    page = page_of(guest)
    assert "Open it" in page
    assert "Part 1 of" not in page
    press(guest, "open_note")
    assert "Part 1 of" in page_of(guest)


def test_a_chosen_option_says_its_answer_and_leads_on(guest: Client) -> None:
    guest.post("/skills/m03/", {"step": "choose", "move": "stay"})
    press(guest, "answer", choice="hum")
    page = page_of(guest)
    assert "A hum often makes the out-breath longer" in page
    press(guest, "follow:hum")
    assert fields(page_of(guest))["step"] == "hum"


def test_choosing_nothing_is_answered_kindly(guest: Client) -> None:
    guest.post("/skills/m03/", {"step": "choose", "move": "stay"})
    answer = guest.post("/skills/m03/", {**fields(page_of(guest)), "move": "answer"})
    assert answer.status_code == 422
    assert "Nothing is chosen yet" in answer.content.decode()


def plan_step() -> tuple[str, list[str]]:
    for step in library().modules["m03"].steps:
        if isinstance(step.main.body, Plan):
            return step.id, [field.id for field in step.main.body.fields]
    raise AssertionError("m03 has a plan")


def test_a_plan_is_shown_as_a_card_and_stored_nowhere(guest: Client) -> None:
    step, lines = plan_step()
    guest.post("/skills/m03/", {"step": step, "move": "stay"})
    posted = {**fields(page_of(guest)), "move": "card", f"line_{lines[0]}": "the <b>kettle</b>"}
    answer = guest.post("/skills/m03/", posted)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("the &lt;b&gt;kettle&lt;/b&gt;") == 2  # on the card, and still in its box
    assert "They were not stored" in page
    assert "kettle&lt" not in page_of(guest)
    assert "kettle" not in str(dict(guest.session))


def test_a_plan_that_is_too_long_keeps_every_word_on_the_page(guest: Client) -> None:
    step, lines = plan_step()
    posted = {"step": step, "move": "card", f"line_{lines[0]}": "word " * 1200}
    answer = guest.post("/skills/m03/", posted)
    assert answer.status_code == 422
    assert "Up to 5000 letters" in answer.content.decode()
    assert "word " * 1200 in answer.content.decode()


def test_an_empty_plan_is_answered_kindly(guest: Client) -> None:
    step, _ = plan_step()
    assert guest.post("/skills/m03/", {"step": step, "move": "card"}).status_code == 422


def test_a_members_place_is_kept_for_them_and_nobody_else(
    alices_browser: Client, bobs_browser: Client, alice: User
) -> None:
    press(alices_browser, "skip")
    assert heading(page_of(alices_browser)) == titles()[1]
    assert heading(page_of(bobs_browser)) == titles()[0]
    again = Client()
    again.force_login(alice)
    assert heading(page_of(again)) == titles()[1]


def test_every_step_of_every_module_can_be_drawn_in_every_way(guest: Client) -> None:
    for module in library().modules.values():
        for step in module.steps:
            for way in step.ways:
                page = {"step": step.id, "way": way.id, "opened": "1", "move": "stay"}
                guest.post(f"/skills/{module.id}/", page)
                drawn = page_of(guest, f"/skills/{module.id}/")
                assert fields(drawn)["way"] == way.id
                assert 'value="leave"' in drawn


def test_the_word_for_me_is_used_where_content_asks_for_it(guest: Client) -> None:
    assert "written for someone who lived through it" in guest.get("/skills/m01/").content.decode()
    guest.post("/comfort/words/", {"self_word": "victim", "voice": "plain"})
    assert "written for a victim" in guest.get("/skills/m01/").content.decode()
