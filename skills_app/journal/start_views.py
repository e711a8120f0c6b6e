"""Ways to sit down and write: with a start, for a set time, or only to let it go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app import documents
from skills_app.content import Module, Step, library
from skills_app.documents import OpenSpaceRequest, in_open_space, waiting
from skills_app.http import always_here, sends, sends_no_words
from skills_app.journal import starts
from skills_app.journal.forms import (
    MINUTES,
    EntryForm,
    OwnPromptForm,
    read_minutes,
)
from skills_app.journal.kinds import HOME, PROMPT
from skills_app.journal.views import show_editor

COOL_DOWN = "t24"  # "Come down slowly", made for after a page of writing
STEADYING = "m04"  # the grounding toolkit
COOL_DOWNS = 3


@sends(PROMPT.form)
@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def show_starts(request: OpenSpaceRequest) -> HttpResponse:
    """The writer's own starts, and a place to add one."""
    form = OwnPromptForm(request.POST or None)
    if form.is_valid():
        try:
            starts.add_prompt(request.space, form.cleaned_data["text"])
        except starts.TooManyPrompts:
            said = _("There is room for %(most)d. You could erase one that you do not use.")
            form.add_error("text", said % {"most": starts.MOST_OWN})
        else:
            messages.success(request, _("Kept. You can ask for it on a new page."))
            return redirect("journal:starts")
    context = {
        "title": PROMPT.title,
        "form": form,
        "prompts": starts.own_prompts(request.space),
        "erased": waiting(request.space, HOME),
    }
    status = 422 if form.is_bound else 200
    return render(request, "journal/starts.html", context, status=status)


@sends_no_words
@require_POST
@in_open_space
def erase_start(request: OpenSpaceRequest, prompt_id: UUID) -> HttpResponse:
    return documents.erase(request, PROMPT, prompt_id, onward="journal:starts", twice=True)


@sends_no_words
@require_http_methods(["GET", "HEAD", "POST"])
def write_for_a_time(request: HttpRequest) -> HttpResponse:
    """Choose how long, then write; a guest writes on a page that keeps nothing."""
    minutes = read_minutes(request.POST.get("minutes", ""))
    if minutes is None:
        return render(request, "journal/timed.html", {"minutes": MINUTES})
    if "let_go" in request.POST or not request.user.is_authenticated:
        chosen = {"minutes": minutes, "tools": steadying_tools()}
        return render(request, "journal/let_go.html", chosen)
    return show_editor(request, EntryForm.blank(minutes=minutes))


@require_safe
def rest_after_writing(request: HttpRequest) -> HttpResponse:
    return render(request, "journal/rest.html", {"tools": steadying_tools()})


@always_here
@require_safe
def write_and_let_go(request: HttpRequest) -> HttpResponse:
    """A page that sends and keeps nothing; all of it happens in the browser."""
    return render(request, "journal/let_go.html", {"tools": steadying_tools()})


def steadying_tools() -> list[tuple[Module, Step]]:
    """The cool-down first, then a few tools that bring the eyes and hands back to where one is."""
    tools = library().tools
    first = [tools[COOL_DOWN]] if COOL_DOWN in tools else []
    others = [pair for tool_id, pair in tools.items() if tool_id != COOL_DOWN]
    grounding = [pair for pair in others if pair[0].id == STEADYING]
    return (first + (grounding or others))[:COOL_DOWNS]
