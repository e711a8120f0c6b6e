"""One file as its readers will meet it: every step, every way, and what each mentions."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from skills_app.content import Library, Module, Step, Way, library


@require_safe
def show_file(request: HttpRequest) -> HttpResponse:
    shelf = library("en")
    name = str(getattr(settings, "PREVIEWED", ""))
    module = shelf.modules.get(name) or next(
        (module for module, _ in shelf.tools.values() if module.id == name), None
    )
    if module is None:
        raise Http404
    context = {"module": module, "steps": [row_of(step, module, shelf) for step in module.steps]}
    return render(request, "preview/file.html", context)


def row_of(step: Step, module: Module, shelf: Library) -> dict[str, Any]:
    alone = module.id not in shelf.modules
    return {
        "step": step,
        "ways": [way_of(way, shelf) for way in step.ways],
        # A set of tools has no page of its own; each of its tools has.
        "address": f"/tools/{step.tool.id}/" if alone and step.tool else f"/skills/{module.id}/",
    }


def way_of(way: Way, shelf: Library) -> dict[str, Any]:
    words = shelf.vocabulary
    return {
        "way": way,
        "mentions": [
            (words.note(note).name, words.level(words.note(note).default).name)
            for note in way.notes
        ],
        "asks": [words.method(method).name for method in way.uses],
    }
