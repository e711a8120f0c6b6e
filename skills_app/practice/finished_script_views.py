"""Finished scripts: to look through, change, and take along. Behind the same safety question.

Like the builder, drawn from the post alone; what is chosen and typed here is not stored.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from skills_app.content import ReadyScript, library, names_of
from skills_app.http import GuestRequest, always_here
from skills_app.practice.boundary_views import show_gate, show_instead
from skills_app.practice.forms import WordingForm
from skills_app.written import sends


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
        return show_card(request, script)
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


def show_card(request: GuestRequest, script: ReadyScript) -> HttpResponse:
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
