"""Words for a boundary: the builder, and finished scripts. The safety question comes first.

Every stage is drawn straight from what was posted, and nothing written here is stored: who a
script is for, and whether that person is dangerous, is nobody's business, so it goes into no
session and no profile. Finished scripts are there to look through, change, and take along.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from skills_app.content import (
    BoundaryWords,
    ComposedScript,
    Module,
    ReadyScript,
    Step,
    compose,
    library,
    names_of,
    partner_lines,
    row_of,
)
from skills_app.form_fields import one_line
from skills_app.http import GuestRequest, always_here, sends
from skills_app.practice.addresses import goes_to_address
from skills_app.practice.forms import ScriptForm, WordingForm
from skills_app.steps.working import Script


@sends(ScriptForm, WordingForm, quiet={"gate", "move"})
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def build_words(request: GuestRequest) -> HttpResponse:
    words = library().words
    if request.method != "POST":
        return show_gate(request, words)
    gate = request.POST.get("gate", "")
    if not any(option.id == gate for option in words.gate.options):
        return show_gate(request, words, problem=_("You could pick the answer that fits best."))
    if not words.gate.opens(gate):
        return show_instead(request, words)
    move = request.POST.get("move", "")
    if move == "gate":
        return show_builder(request, words, ScriptForm(words=words))
    form = ScriptForm(request.POST, words=words)
    if not form.is_valid():
        return show_builder(request, words, form)
    answer = BUILDING.get(move)
    if answer is None:
        return redirect("practice:words")
    return answer(request, words, script_for(words, form))


def script_for(words: BoundaryWords, form: ScriptForm) -> ComposedScript:
    picked = form.cleaned_data
    return compose(words, picked["situation"], picked["relationship"], int(picked["firmness"]))


def show_gate(request: GuestRequest, words: BoundaryWords, *, problem: str = "") -> HttpResponse:
    context = {
        "words": words,
        "problem": problem,
        "module": module_left(request),
    }
    return render(request, "practice/words/gate.html", context, status=422 if problem else 200)


def show_instead(request: GuestRequest, words: BoundaryWords) -> HttpResponse:
    """A boundary may raise the danger: no script, but phrases that buy time, and people."""
    helplines = library().helplines
    today = timezone.now().date()
    country = request.comfort.country
    context = {
        "instead": words.gate.instead,
        "help": goes_to_address(words.gate.instead.goes_to),
        "helplines": helplines,
        "country": country,
        "rows": [row_of(line, today) for line in partner_lines(helplines.rows, country)],
    }
    return render(request, "practice/words/instead.html", context)


def show_builder(
    request: GuestRequest, words: BoundaryWords, form: ScriptForm, *, earlier: str | None = None
) -> HttpResponse:
    if earlier is None:
        earlier = request.POST.get("earlier", "")
    context = {"form": form, "gate": request.POST.get("gate", ""), "earlier": earlier}
    return render(
        request, "practice/words/build.html", context, status=422 if form.is_bound else 200
    )


def build_again(
    request: GuestRequest, words: BoundaryWords, script: ComposedScript
) -> HttpResponse:
    """Back to what it is about, with what the reader wrote kept beside it."""
    picked = {
        "situation": script.situation,
        "relationship": script.relationship,
        "firmness": str(script.firmness),
    }
    form = ScriptForm(initial=picked, words=words)
    return show_builder(request, words, form, earlier=own_wording(request, script))


def show_composed(
    request: GuestRequest, words: BoundaryWords, script: ComposedScript
) -> HttpResponse:
    return show_script(request, words, script, text=script.text)


def edit(request: GuestRequest, words: BoundaryWords, script: ComposedScript) -> HttpResponse:
    return show_script(request, words, script, text=request.POST.get("text", ""))


def change_firmness(
    request: GuestRequest, words: BoundaryWords, script: ComposedScript, by: int
) -> HttpResponse:
    """The same script, softer or firmer. Words the reader changed are kept beside the new ones."""
    level = min(max(script.firmness + by, 1), len(words.firmness))
    new = compose(words, script.situation, script.relationship, level)
    earlier = own_wording(request, script)
    return show_script(request, words, new, text=new.text, earlier=earlier)


def show_script(
    request: GuestRequest,
    words: BoundaryWords,
    script: ComposedScript,
    *,
    text: str,
    earlier: str | None = None,
    form: WordingForm | None = None,
) -> HttpResponse:
    if earlier is None:
        earlier = request.POST.get("earlier", "")
    context = about(request, words, script) | {
        "form": form or WordingForm(initial={"text": text}),
        "earlier": earlier,
        "firmest": script.firmness == len(words.firmness),
        "softest": script.firmness == 1,
    }
    return render(request, "practice/words/script.html", context, status=422 if form else 200)


def show_card(request: GuestRequest, words: BoundaryWords, script: ComposedScript) -> HttpResponse:
    form = WordingForm(request.POST)
    if not form.is_valid():
        return show_script(request, words, script, text="", form=form)
    context = about(request, words, script) | {
        "text": form.cleaned_data["text"],
        "earlier": request.POST.get("earlier", ""),
        "action": reverse("practice:words"),
        "hidden": "practice/words/hidden.html",
        "lent_from": "words",
    }
    return render(request, "practice/words/card.html", context)


def about(request: GuestRequest, words: BoundaryWords, script: ComposedScript) -> dict[str, Any]:
    situation = words.situation(script.situation)
    relationship = words.relationship(script.relationship)
    firmness = next(one for one in words.firmness if one.level == script.firmness)
    return {
        "gate": request.POST.get("gate", ""),
        "script": script,
        "situation": situation,
        "relationship": relationship,
        "firmness": firmness,
        "module": module_left(request),
    }


def module_left(request: GuestRequest) -> dict[str, str] | None:
    """The module this was opened from, so that there is a way back into it; and its talks."""
    keeping = request.keeping
    module = library().module(keeping.last or "")
    place = keeping.places.get(keeping.last or "")
    step = module.step(place.step) if module and place else None
    if module is None or step is None or not leads_here(step):
        return None
    address = reverse("practice:module", kwargs={"module_id": module.id})
    return {"title": module.title, "address": address, "talks": talks_of(module)}


def leads_here(step: Step) -> bool:
    """Whether the builder is one of its ways."""
    return any(isinstance(way.body, Script) and not way.body.parts for way in step.ways)


def talks_of(module: Module) -> str:
    """The id of its step with talks to rehearse, or nothing."""
    with_talks = (step.id for step in module.steps if step.main and step.main.kind == "rehearse")
    return next(with_talks, "")


def own_wording(request: GuestRequest, script: ComposedScript) -> str:
    """What the reader wrote themselves: just now, or before. Never lost to a new script."""
    typed = request.POST.get("text", "")
    changed = bool(typed.strip()) and normal(typed) != normal(script.text)
    return typed if changed else request.POST.get("earlier", "")


def normal(text: str) -> str:
    return one_line(text)


# What a press in the builder answers with, once it is known what the script is about.
BUILDING: dict[str, Callable[[GuestRequest, BoundaryWords, ComposedScript], HttpResponse]] = {
    "build": build_again,
    "compose": show_composed,
    "softer": partial(change_firmness, by=-1),
    "firmer": partial(change_firmness, by=1),
    "edit": edit,
    "card": show_card,
}


@sends(WordingForm, quiet={"gate", "take", "move"})
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def ready_words(request: GuestRequest) -> HttpResponse:
    words = library().words
    gate = request.POST.get("gate", "")
    if not any(option.id == gate for option in words.gate.options):
        # Also whoever comes here by its address: the question comes first.
        return redirect("practice:words") if not gate else show_gate(request, words)
    if not words.gate.opens(gate):
        return show_instead(request, words)
    script = library().ready_scripts.get(request.POST.get("take", ""))
    if script is None:
        return show_all(request)
    move = request.POST.get("move", "")
    if move == "card":
        return show_finished_card(request, script)
    text = request.POST.get("text", "") if move == "edit" else script.text
    return show_ready(request, script, WordingForm(initial={"text": text}))


def show_all(request: GuestRequest) -> HttpResponse:
    """All of them by what they are about, each with what it mentions."""
    shelf = library()
    groups = [
        (
            situation.name,
            [
                (script, names_of(script.notes, shelf))
                for script in shelf.ready_scripts.values()
                if script.about == situation.id
            ],
        )
        for situation in shelf.words.situations
    ]
    context = {"groups": groups, "gate": request.POST["gate"]}
    return render(request, "practice/words/ready.html", context)


def show_ready(
    request: GuestRequest, script: ReadyScript, form: WordingForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "script": script, "gate": request.POST["gate"]}
    return render(request, "practice/words/ready_script.html", context, status=status)


def show_finished_card(request: GuestRequest, script: ReadyScript) -> HttpResponse:
    form = WordingForm(request.POST)
    if not form.is_valid():
        return show_ready(request, script, form, status=422)
    context = {
        "script": script,
        "text": form.cleaned_data["text"],
        "gate": request.POST["gate"],
        "action": reverse("practice:ready"),
        "hidden": "practice/words/ready_hidden.html",
        "lent_from": "scripts",
    }
    return render(request, "practice/words/card.html", context)
