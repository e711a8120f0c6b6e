from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app import documents
from skills_app.content import library
from skills_app.documents import Hindrance, OpenSpaceRequest, in_open_space
from skills_app.http import sends, sends_no_words
from skills_app.keepsakes.forms import KeepsakeForm
from skills_app.keepsakes.kinds import HOME, KEEPSAKE
from skills_app.keepsakes.parts import parts_of, red_first
from skills_app.keepsakes.shapes import Keepsake
from skills_app.steps.working import OF_A_STEP, picked_on_a_step

# Besides the form, what comes along from the step it was made on.
EDITOR_SENDS = sends(
    KEEPSAKE.form, quiet={"keepsake", "as_another", *OF_A_STEP}, picked=picked_on_a_step
)

# What each sort is called where one has no title.
NAMES: dict[str, Promise] = {
    "plan": gettext_lazy("A plan"),
    "page": gettext_lazy("A page"),
    "script": gettext_lazy("Some words"),
}


@require_safe
@in_open_space
def list_keepsakes(request: OpenSpaceRequest) -> HttpResponse:
    erased = documents.waiting(request.space, HOME)
    kept, damaged = documents.everything(request.space, KEEPSAKE)
    kept.sort(key=by_making, reverse=True)  # what came back, in its old place
    context = {
        "title": KEEPSAKE.title,
        "erased": erased,
        "damaged": damaged,
        "shelves": shelves(kept),
        "nothing_yet": not kept and not damaged,
    }
    return render(request, "keepsakes/list.html", context)


def shelves(kept: list[Keepsake]) -> list[tuple[str, str, list[Keepsake]]]:
    """What there is of each sort, under its heading; none for what there is nothing of."""
    headings = (
        ("scripts", _("Words"), "script"),
        ("plans", _("Plans"), "plan"),
        ("pages", _("Pages"), "page"),
    )
    found = [
        (name, heading, [keepsake for keepsake in kept if keepsake.sort == sort])
        for name, heading, sort in headings
    ]
    return [shelf for shelf in found if shelf[2]]


@require_safe
@in_open_space
def show_plan(request: OpenSpaceRequest) -> HttpResponse:
    """The plan, from green to red, in one press from anywhere."""
    return draw_plan(request, first_red=False)


@require_safe
@in_open_space
def show_plan_now(request: OpenSpaceRequest) -> HttpResponse:
    """The same on a hard day: what is for red first, the rest folded."""
    return draw_plan(request, first_red=True)


def draw_plan(request: OpenSpaceRequest, *, first_red: bool) -> HttpResponse:
    """The newest plan for such days, if there is one, else the newest of any kind."""
    kept, damaged = documents.everything(request.space, KEEPSAKE)
    plans = sorted((one for one in kept if one.sort == "plan"), key=by_making, reverse=True)
    drawn = [(plan, parts_of(plan.text, asked_in(plan.of))) for plan in plans]
    drawn.sort(key=lambda pair: not any(part.is_red for part in pair[1]))
    context: dict[str, object] = {"damaged": damaged, "others": [plan for plan, _ in drawn[1:]]}
    if drawn:
        plan, parts = drawn[0]
        first, rest = red_first(parts) if first_red else (parts, [])
        context |= {"plan": plan, "parts": first, "rest": rest}
    return render(request, "keepsakes/plan.html", context)


def by_making(keepsake: Keepsake) -> str:
    return keepsake.made


def asked_in(name: str) -> dict[str, str]:
    """What the plans of that skill ask for: the ids of their fields, by the labels."""
    module = library().module(name)
    bodies = [way.body for step in module.steps for way in step.ways] if module else []
    return {one.label: one.id for body in bodies for one in getattr(body, "fields", ())}


@EDITOR_SENDS
@require_POST
def keep_new(request: HttpRequest) -> HttpResponse:
    """Takes a script or plan from where it was made, and keeps it."""
    return keep(request, None)


@require_safe
@in_open_space
def show_keepsake(request: OpenSpaceRequest, keepsake_id: UUID) -> HttpResponse:
    keepsake = documents.read(request.space, KEEPSAKE, keepsake_id)
    context = {
        "keepsake": keepsake,
        "name": NAMES[keepsake.sort],
        "origin": where_it_was_made(keepsake.of),
    }
    return render(request, "keepsakes/keepsake.html", context)


@EDITOR_SENDS
@require_http_methods(["GET", "HEAD", "POST"])
def change_keepsake(request: HttpRequest, keepsake_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return keep(request, keepsake_id)
    return show_keepsake_to_change(request, keepsake_id)


@in_open_space
def show_keepsake_to_change(request: OpenSpaceRequest, keepsake_id: UUID) -> HttpResponse:
    keepsake = documents.read(request.space, KEEPSAKE, keepsake_id)
    return show_editor(request, KeepsakeForm.showing(keepsake), keepsake_id)


@sends_no_words
@require_POST
@in_open_space
def delete_keepsake(request: OpenSpaceRequest, keepsake_id: UUID) -> HttpResponse:
    return documents.erase(request, KEEPSAKE, keepsake_id)


def keep(request: HttpRequest, keepsake_id: UUID | None) -> HttpResponse:
    form = KeepsakeForm(request.POST)
    if not form.is_valid():
        return show_editor(request, form, keepsake_id)
    keepsake = documents.keep(
        request, KEEPSAKE, form.to_keepsake(), of=keepsake_id, version=form.of_version
    )
    if isinstance(keepsake, Hindrance):
        if keepsake.theirs:
            form = KeepsakeForm(documents.onto(request.POST, keepsake.theirs))
        return show_editor(request, form, keepsake_id, keepsake)
    return redirect("keep:show", keepsake.id)


def show_editor(
    request: HttpRequest,
    form: KeepsakeForm,
    keepsake_id: UUID | None,
    hindrance: Hindrance | None = None,
) -> HttpResponse:
    """All that was typed, and what stood in the way of keeping it, if anything did."""
    told = documents.told(hindrance)
    theirs = hindrance.theirs if hindrance else None
    context = {
        **told,
        "form": form,
        **editing(None if told["gone"] else keepsake_id),
        "heading": _("Nearly kept") if told["door"] else _("Keep this"),
        "theirs": Keepsake.from_kept(theirs) if theirs else None,
        "written": documents.came_along(request, form),
    }
    status = documents.status_of(hindrance, form)
    return render(request, "keepsakes/edit.html", context, status=status)


def editing(keepsake_id: UUID | None) -> dict[str, object]:
    """Where the page is sent, where it leads back to, and the name under which typing is held."""
    if keepsake_id is None:
        return {"address": reverse("keep:new"), "onward": reverse("keep:list")}
    return {
        "keepsake_id": keepsake_id,
        "data_step": f"keepsake/{keepsake_id}",
        "address": reverse("keep:change", args=[keepsake_id]),
        "onward": reverse("keep:show", args=[keepsake_id]),
    }


def where_it_was_made(name: str) -> dict[str, str] | None:
    """The skill, tool or page of this name, if it is still there, to go back to."""
    shelf = library()
    if name == "words":
        return {"title": _("Words for your limits"), "address": reverse("practice:words")}
    if name == "card":
        return {"title": shelf.people.card.title, "address": reverse("support:card")}
    module = shelf.module(name)
    if module is not None:
        return {"title": module.title, "address": reverse("practice:module", args=[name])}
    found = shelf.tool(name)
    if found is None or found[1].tool is None:
        return None
    return {"title": found[1].tool.title, "address": reverse("practice:tool", args=[name])}
