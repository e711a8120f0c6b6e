from uuid import UUID

from django.contrib import messages
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.content import library
from skills_app.keepsakes import erasing, store
from skills_app.keepsakes.forms import KeepsakeForm
from skills_app.space.doorway import Doorway, OpenSpaceRequest, in_open_space, step_through
from skills_app.vault.store import Damaged, NewerVersion, NotKept, OpenSpace, SpaceClosed, TooLarge
from skills_app.vault.trouble import is_trouble, tell_operator
from skills_app.written import writing_in


@require_safe
@in_open_space
def list_keepsakes(request: OpenSpaceRequest) -> HttpResponse:
    erased = erasing.waiting(request.space)
    kept, damaged = store.everything_kept(request.space)
    context = {
        "erased": erased,
        "damaged": damaged,
        "scripts": [keepsake for keepsake in kept if keepsake.sort == "script"],
        "plans": [keepsake for keepsake in kept if keepsake.sort == "plan"],
        "pages": [keepsake for keepsake in kept if keepsake.sort == "page"],
    }
    return render(request, "keepsakes/list.html", context)


@require_POST
def keep_new(request: HttpRequest) -> HttpResponse:
    """Takes a script or plan from where it was made, and keeps it."""
    return keep(request, None)


@require_safe
@in_open_space
def show_keepsake(request: OpenSpaceRequest, keepsake_id: UUID) -> HttpResponse:
    keepsake = store.read_keepsake(request.space, keepsake_id)
    context = {"keepsake": keepsake, "origin": where_it_was_made(keepsake.of)}
    return render(request, "keepsakes/keepsake.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_keepsake(request: HttpRequest, keepsake_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return keep(request, keepsake_id)
    return show_keepsake_to_change(request, keepsake_id)


@in_open_space
def show_keepsake_to_change(request: OpenSpaceRequest, keepsake_id: UUID) -> HttpResponse:
    keepsake = store.read_keepsake(request.space, keepsake_id)
    return show_editor(request, KeepsakeForm.showing(keepsake), keepsake_id)


@require_POST
@in_open_space
def delete_keepsake(request: OpenSpaceRequest, keepsake_id: UUID) -> HttpResponse:
    if not erasing.erase_keepsake(request.space, keepsake_id):
        messages.success(request, _("That is erased."))
    return redirect("keep:list")


@require_POST
@in_open_space
def bring_back(request: OpenSpaceRequest) -> HttpResponse:
    keepsake = erasing.bring_back(request.space)
    if keepsake is None:
        messages.info(request, _("It is gone for good. The ten minutes had passed."))
        return redirect("keep:list")
    messages.success(request, _("It is back."))
    return redirect("keep:show", keepsake.id)


@require_POST
@in_open_space
def let_go_for_good(request: OpenSpaceRequest) -> HttpResponse:
    erasing.let_go(request.space, everything=True)
    messages.success(request, _("Gone for good."))
    return redirect("keep:list")


def keep(request: HttpRequest, keepsake_id: UUID | None) -> HttpResponse:
    """Keep what was typed; whatever stands in the way, the page comes back with every word."""
    form = KeepsakeForm(request.POST)
    if not form.is_valid():
        return show_editor(request, form, keepsake_id)
    try:
        space = step_through(request)
        if isinstance(space, Doorway):
            return show_editor(request, form, keepsake_id, door=space)
        keepsake = put_away(space, form, keepsake_id, as_another="as_another" in request.POST)
    except NewerVersion as newer:
        theirs = store.Keepsake.from_kept(newer.current)
        typed = request.POST.copy()
        typed["version"] = str(theirs.version)
        return show_editor(request, KeepsakeForm(typed), keepsake_id, theirs=theirs)
    except SpaceClosed:
        return show_editor(request, form, keepsake_id, door=Doorway("key"))
    except NotKept:
        return show_editor(request, form, None, gone=True)
    except (Damaged, TooLarge, Error) as error:
        if isinstance(error, Error):
            if not is_trouble(error):
                raise
            tell_operator(error)
        form.add_error(None, _("It could not be kept just now. Your words are all still here."))
        return show_editor(request, form, keepsake_id)
    messages.success(request, _("Kept. Only you can open it."))
    return redirect("keep:show", keepsake.id)


def put_away(
    space: OpenSpace, form: KeepsakeForm, keepsake_id: UUID | None, *, as_another: bool
) -> store.Keepsake:
    """Raises NotKept, NewerVersion, SpaceClosed, Damaged or TooLarge."""
    if keepsake_id is None or as_another:
        return store.add_keepsake(space, form.to_keepsake())
    return store.change_keepsake(space, keepsake_id, form.to_keepsake(), version=form.of_version)


def show_editor(
    request: HttpRequest,
    form: KeepsakeForm,
    keepsake_id: UUID | None,
    *,
    door: Doorway | None = None,
    theirs: store.Keepsake | None = None,
    gone: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "keepsake_id": keepsake_id,
        "door": door,
        "theirs": theirs,
        "gone": gone,
        # What came along from the step it was made on, if the text does not hold it.
        "written": [one for one in writing_in(request, besides=form.fields) if not holds(form, one)]
        if form.is_bound
        else [],
    }
    status = 404 if gone else 409 if theirs else 422 if form.is_bound else 200
    return render(request, "keepsakes/edit.html", context, status=status)


def holds(form: KeepsakeForm, words: str) -> bool:
    return words.strip() in str(form["text"].value())


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
