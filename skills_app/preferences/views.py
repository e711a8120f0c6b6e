"""/comfort/: one calm page of small forms. Every choice counts at once and can be undone."""

from collections.abc import Collection, Mapping
from datetime import time
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.content import LEVELS, Library, Vocabulary, library
from skills_app.http import GuestRequest, always_here, unkept
from skills_app.preferences.drawing import (
    DEPENDS,
    drawn_fields,
    drawn_options,
    drawn_sections,
    later,
)
from skills_app.preferences.forms import SectionForm, exit_hosts, initial_of
from skills_app.preferences.keeping import PRESETS, Comfort
from skills_app.preferences.sections import BESIDE, SECTIONS, section_form
from skills_app.preferences.store import change, comfort_before, say_kept, settle

LEFT = "comfort_left"  # session: what was open and what was pressed, for the next look at the page
EXAMPLE_TOPIC = "brt"


@always_here
@require_safe
def show_comfort(request: GuestRequest) -> HttpResponse:
    left = request.session.pop(LEFT) if LEFT in request.session else {}
    return draw(request, unfolded=left.get("open", ()), pressed=left.get("pressed", ""))


@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def save_section(request: GuestRequest, section: str) -> HttpResponse:
    """Keep one section. A choice kept as it is made is answered with the page as it is now."""
    if section not in SECTIONS:
        raise Http404
    if request.method != "POST":
        return redirect("comfort:show")
    form = section_form(section, request.comfort, data=request.POST)
    if not cast(SectionForm, form).is_valid():
        return draw(request, bound={section: form}, status=422)
    change(request, request.comfort.with_changes(**cast(SectionForm, form).changes()))
    settle(request)
    if request.htmx.target == f"now-{section}":
        return draw(request, kept=section)
    say_kept(request, _("Kept. It counts from now on."))
    return come_back(request, unfolded=[section])


@always_here
@require_POST
def choose_preset(request: GuestRequest) -> HttpResponse:
    """Many choices in one press, undone in one press like any other change."""
    name = request.POST.get("preset", "")
    if name not in PRESETS:
        return redirect("comfort:show")
    change(request, PRESETS[name](request.comfort))
    say_kept(request, _("Kept. It counts from now on."))
    return come_back(request, unfolded=open_sections(request), pressed=name)


@always_here
@require_POST
def undo(request: GuestRequest) -> HttpResponse:
    """Put the choices back as they were before the last change; pressed twice, it redoes it."""
    before = comfort_before(request)
    if before is not None:
        change(request, before)
        say_kept(request, _("Put back as it was."))
    return come_back(request, unfolded=open_sections(request), pressed="undo")


def come_back(
    request: GuestRequest, *, unfolded: list[str], pressed: str = ""
) -> HttpResponseRedirect:
    """The page again, with the same sections open, and the focus on what was pressed."""
    request.session[LEFT] = {"open": unfolded, "pressed": pressed}
    return redirect("comfort:show")


def open_sections(request: GuestRequest) -> list[str]:
    """Those open when a button was pressed; without scripts, those the page was drawn with."""
    named = request.POST.getlist("open" if request.htmx else "was_open")
    return [section for section in SECTIONS if section in named]


def draw(
    request: GuestRequest,
    *,
    bound: Mapping[str, forms.Form] | None = None,
    kept: str = "",
    unfolded: Collection[str] = (),
    pressed: str = "",
    status: int = 200,
) -> HttpResponse:
    bound = bound or {}
    at_once = (request.htmx.target or "").startswith("now-")
    unfolded = {BESIDE.get(name, name) for name in (*bound, kept, *unfolded) if name}
    parts = forms_of(request.comfort, bound) | words_of(request.comfort, library())
    parts |= {"kept": kept, "unkept": unkept(request), "unfolded": unfolded, "at_once": at_once}
    context = {
        "sections": drawn_sections(
            request.comfort,
            parts,
            anew=DEPENDS if kept or at_once else {BESIDE.get(name, name) for name in bound},
            unfolded=unfolded,
            token=get_token(request),
        ),
        "wrong": next(iter(bound.values()), None),
        "kept": kept,
        "unfolded": unfolded,
        "pressed": pressed,
        "can_undo": not unkept(request) and comfort_before(request) is not None,
    }
    return render(request, "preferences/comfort.html", context, status=status)


def forms_of(comfort: Comfort, bound: Mapping[str, forms.Form]) -> dict[str, Any]:
    """Each section's form. Of one that holds no mistake the long lists are drawn once for all."""
    parts: dict[str, Any] = {
        f"{section}_form": bound.get(section) or later(section_form, section, comfort)
        for section in SECTIONS
    }
    for name in {"notes", "modules"} - set(bound):
        parts[f"{name}_fields"] = later(drawn_fields, name, parts[f"{name}_form"])
    first = initial_of(comfort, library().vocabulary)
    for section, name in (("avoid", "avoid"), ("body", "body_areas")):
        if section not in bound:
            chosen = tuple(first[section][name])
            form = parts[f"{section}_form"]
            parts[f"{section}_options"] = later(drawn_options, name, chosen, form)
    return parts


def words_of(comfort: Comfort, shelf: Library) -> dict[str, Any]:
    """What the sections say in words of what is chosen now."""
    vocabulary = shelf.vocabulary
    hosts = exit_hosts()
    host = comfort.exit_page if comfort.exit_page < len(hosts) else 0
    return {
        "comfort": comfort,
        "site_name": settings.SITE_NAME,
        "levels": vocabulary.levels,
        "example": {
            "name": vocabulary.note(EXAMPLE_TOPIC).name,
            "level": comfort.level(EXAMPLE_TOPIC),
        },
        "tally": later(tally, comfort, vocabulary),
        "own_modules": [
            (shelf.modules[name].title, vocabulary.level(level).name)
            for name, level in comfort.module_notes.items()
            if name in shelf.modules
        ],
        "avoided": [method.name for method in vocabulary.methods if method.id in comfort.avoid],
        "areas": [area.name for area in vocabulary.methods if area.id in comfort.body_areas],
        "self_phrase": vocabulary.phrase_for(comfort.self_word),
        "put_down_at": clock(0),
        "locks_at": clock(comfort.idle_minutes),
        "exit_host": hosts[host],
        "exit_page": settings.EXIT_PAGES[host],
    }


def clock(minutes: int) -> str:
    """So many minutes after ten."""
    return time_format(time(10 + minutes // 60, minutes % 60))


def tally(comfort: Comfort, vocabulary: Vocabulary) -> list[tuple[str, int]]:
    """How many topics stand at each level, by the level's name."""
    chosen = [comfort.level(topic.id) for topic in vocabulary.notes]
    return [(vocabulary.level(level).name, chosen.count(level)) for level in LEVELS]
