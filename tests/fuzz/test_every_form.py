"""Every form there is, filled in at random and with ill will: a clear answer, no markup that lives,
and what somebody wrote comes back with a refusal.

Each form is sent at least once in each run, and again while there is time, with other values each
time. `FUZZ_SEED` has a run again, `FUZZ_SECONDS` makes it longer.
"""

import html
import os
import random
import re
import time

import pytest
from django.test import RequestFactory

from skills_app.http import writing_in
from tests.fuzz.conftest import World
from tests.fuzz.hostile import KINDS, RAW, multipart, urlencoded
from tests.fuzz.pages import Form, Found, nothing_stays
from tests.fuzz.test_whose_words import is_typed, may_come_back

pytestmark = pytest.mark.django_db

SEED = int(os.environ.get("FUZZ_SEED") or 12)  # the same for all, so that red means changed
# Where a form belongs: with another place in it, its words are for fields that are not there.
PLACE = {"step", "way", "screen", "at", "opened", "move", "sort", "kind", "gate", "state"}
LONGEST = float(os.environ.get("FUZZ_SECONDS") or 1)  # of processor time, for all of it
# Told apart from whatever stands on a page by itself: tokens, prints and ids are letters and
# figures alone, so none can end in this by chance. Tokens are taken out besides.
MARK = "zq-wren"
ALIVE = re.compile(
    rf"<{MARK}|{MARK}[\"']|={MARK}[ >]|(?:href|src|action)=[\"']?\s*javascript:", re.IGNORECASE
)
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?=")')
MARKUP = [
    f"<{MARK} onload=alert(1)>",
    f'"><{MARK} src=x onerror=alert(1)>',
    f"{MARK}' onfocus='alert(1)",
    f'{MARK}" autofocus onfocus="alert(1)',
    f"</textarea><{MARK}>",
    f"</title></script><{MARK}>",
    f"--><{MARK}><!--",
    f"[{MARK}](javascript:alert(1))",
    f"![{MARK}](x)",
    f"{{{{ 7|{MARK} }}}}{{% {MARK} %}}",
    "javascript:alert(7)",
    f"%3C{MARK}%3E",
    f"\u202e<{MARK}>\u2066",
    f"<{MARK}\0>",
    f"<\0{MARK}>",
]
ODD = [
    "",
    " ",
    "0",
    "-1",
    "1e309",
    "NaN",
    "99999999999999999999",
    "٣",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "../../etc/passwd",
    "//elsewhere.example/",
    "00000000-0000-0000-0000-000000000000",
    "\r\n\r\n",
    "\ud7ff\uffff\U0010ffff",
    "' OR 1=1 --",
    "on",
    "true",
    "None",
]
LETTERS = [*range(1, 0x250), *range(0x300, 0x3000, 7), 0x1F9D8]
SENTENCE = "The heron {} stood & waited <here> in the grey water"


def drawn(lot: random.Random, name: str, found: Found) -> str:
    kind = lot.randrange(7)
    if kind == 0:
        return lot.choice(MARKUP)
    if kind == 1:
        return lot.choice(ODD)
    if kind == 2:
        return "".join(chr(lot.choice(LETTERS)) for _ in range(lot.randrange(300)))
    if kind == 3:
        return KINDS[lot.choice(list(KINDS))](lot.choice([10, 300, 6_000, 60_000]))
    if kind == 4 and name in found.seen:
        return lot.choice(sorted(found.seen[name]))
    return SENTENCE.format(lot.randrange(10**6))


def filled(lot: random.Random, found: Found, form: Form) -> list[tuple[str, str]]:
    """Some fields as the page had them, others drawn, some missing, some twice, some unknown."""
    values: list[tuple[str, str]] = []
    given = dict(form.values)
    in_its_place = lot.random() < 0.5
    for name in found.fields_of(form):
        chance = lot.random()
        if name in PLACE and in_its_place:
            chance = 0.0 if name in given else 1.0
        if chance == 1.0:
            continue
        if chance < 0.4 and name in given:
            values.append((name, given[name]))
        elif chance < 0.9:
            values.append((name, drawn(lot, name, found)))
        if chance > 0.85:
            values.append((name, drawn(lot, name, found)))
    if lot.random() < 0.1:
        values.append((lot.choice(["zq", '"><zq>', "x" * 300, "draft-text", "draft9-zq"]), "zq"))
    lot.shuffle(values)
    return values


def test_every_form_answers_whatever_it_is_sent(world: World) -> None:
    print(f"FUZZ_SEED={SEED}")  # noqa: T201  (so that a run can be had again)
    lot = random.Random(SEED)
    found = world.found
    # Not in the order of addresses, whose ids are others in each run.
    forms = sorted(found.forms.values(), key=lambda form: str(sorted_shape(form)))
    lot.shuffle(forms)
    until, tries, wrong = time.process_time() + LONGEST, 0, []
    while tries < len(forms) or time.process_time() < until:
        form = forms[tries % len(forms)]
        tries += 1
        values = filled(lot, found, form)
        body, kind = lot.choice([multipart, urlencoded])(values)
        if kind.startswith("application") and lot.random() < 0.2:
            body += (
                b"&" + lot.choice([b"text", b"login", b"x"]) + b"=" + lot.choice(list(RAW.values()))
            )
        client = world.people[form.who]
        headers = {"Sec-Fetch-Site": "same-origin"}
        if lot.random() < 0.3:
            headers["HX-Request"] = "true"
        with nothing_stays(client):
            answer = client.generic("POST", form.path, body, content_type=kind, headers=headers)
        wrong += what_is_wrong(
            form, values, answer.status_code, dict(answer.headers), answer.content
        )
        if len(wrong) > 10:
            break
    print(f"{tries} forms of {len(forms)} kinds")  # noqa: T201
    assert not wrong, "\n".join([f"FUZZ_SEED={SEED}", *wrong])
    assert tries >= len(forms), "every kind of form was tried"


def sorted_shape(form: Form) -> tuple[object, ...]:
    who, view, names, chosen = form.shape
    return (who, view, sorted(names), chosen)


def what_is_wrong(
    form: Form, values: list[tuple[str, str]], status: int, headers: dict[str, str], content: bytes
) -> list[str]:
    about = f"{form.who} {form.path} {status}"
    if status >= 500:
        return [f"{about}: {ascii(values)[:600]}"]
    if not headers.get("Content-Type", "").startswith("text/html"):
        return []
    page = TOKEN.sub("", content.decode())
    problems = []
    if alive := ALIVE.search(page):
        problems.append(f"{about}: alive: {page[alive.start() - 80 : alive.end() + 40]!a}")
    own = dict(form.values)
    if 400 <= status < 500:
        shown = html.unescape(page)
        # Of a field that came twice, the last counts. Its place may be forged: words come back.
        # A sentence in the place of a choice, or of what the page sends along, is nobody's.
        sent = {
            name: text
            for name, text in dict(values).items()
            if name in own and (is_typed(form, name) or may_come_back(form, name))
        }
        theirs = writing_in(RequestFactory().post(form.path, sent))
        lost = [text for text in theirs if text.startswith("The heron") and text not in shown]
        # The field's name first, whatever else was sent.
        problems += [
            f"{about}: lost: {text}; {[name for name in sent if sent[name] == text]}"
            f" of {form.shape[2:]}; {ascii(values)[:900]}"
            for text in lost
        ]
    return problems


@pytest.mark.parametrize("text", [f"<{MARK}>", f'value="{MARK}" x="', "<a href=' javascript:x'>"])
def test_markup_that_lives_is_seen(text: str) -> None:
    assert " alive: " in "".join(judged(f"<main>{text}</main>"))


@pytest.mark.parametrize(
    "text",
    [
        "&lt;zq-wren&gt;",
        '<input type="hidden" name="csrfmiddlewaretoken" value="aB3zq">',
        f'<input type="hidden" name="csrfmiddlewaretoken" value="aB3{MARK.replace("-", "")}">',
        '<input type="hidden" name="shown" value="0f3zq">',
    ],
)
def test_what_is_drawn_anew_for_each_page_is_no_markup(text: str) -> None:
    assert judged(f"<main>{text}</main>") == []


def test_a_text_that_a_refusal_does_not_give_back_is_seen() -> None:
    sent = [("step", "forged"), ("text", SENTENCE)]
    assert " lost: " in "".join(judged("<main></main>", *sent))
    assert judged(f"<main>{html.escape(SENTENCE)}</main>", *sent) == []


def judged(page: str, *sent: tuple[str, str]) -> list[str]:
    values = (("text", ""), ("step", "one"))
    form = Form("guest", "/write/new/", values, frozenset({("text", "textarea")}))
    kind = {"Content-Type": "text/html; charset=utf-8"}
    return what_is_wrong(form, list(sent), 422, kind, page.encode())
