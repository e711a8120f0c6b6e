"""Draws a step page: turns what the engine answers into what the step template shows."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext

from skills_app.content import Library, Module, in_own_word, library, names_of
from skills_app.practice.addresses import address_of
from skills_app.practice.pace import Answer, Showing, show
from skills_app.steps.working import (
    Comfort,
    Course,
    GuestRequest,
    Keeping,
    Page,
    Place,
    answering_of,
    fingerprint_of,
    template_of,
)
from skills_app.templatetags.light_text import about_minutes

# What any step shows only after something was typed or pressed. A name the templates look for in
# vain costs the page more than an empty one.
ANSWERED = (
    "astray",
    "card",
    "carried",
    "given_up",
    "problem",
    "remembered",
    "shown",
    "told",
    "told_below",
    "wanted",
    "wrong",
)

# What stands in the step's form. Where it is open, that is up to the kind of step.
OPEN = "practice/open.html"
INSIDE: dict[Answer, str] = {
    "shown": OPEN,
    "another_way": OPEN,
    "noted": "practice/noted.html",
    "set_aside": "practice/set_aside.html",
    "nothing_left": "practice/nothing_left.html",
    "finished": "practice/finished.html",
}
IN_ENGLISH = "practice/in_english.html"  # around a kind's own template


def show_step(
    request: GuestRequest,
    course: Course,
    place: Place | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    showing = show(course, request.comfort, place)
    context = step_context(course, showing, request.keeping, library())
    context["action"] = address_of(course)
    if "card" in more:
        more.setdefault("shown", fingerprint_of(more["card"]))
    return render(request, "practice/step.html", {**context, **more}, status=status)


def step_context(
    course: Course, showing: Showing, keeping: Keeping, shelf: Library
) -> dict[str, Any]:
    """Everything step.html needs. A view may put something in the places of `ANSWERED`."""
    if showing.way is not None:
        phrase = shelf.vocabulary.phrase_for(keeping.comfort.self_word)
        showing = replace(showing, way=in_own_word(showing.way, phrase))
    way = showing.way
    borrowed = file_of(course, shelf) in shelf.borrowed
    mentions = names_of(showing.labels, shelf)
    context: dict[str, Any] = dict.fromkeys(ANSWERED, "") | {
        "course": course,
        "showing": showing,
        "step": showing.step,
        "way": way,
        "minutes": way.minutes if way else 0,
        "place": showing.place,
        "title": title_of(course, showing),
        "mentioned": mentions if showing.open else "",
        "asks": names_of((*showing.asks, *showing.labels), shelf),
        "hidden_topics": _hidden_topics(showing, course.kept_to(keeping.comfort), shelf),
        "other": showing.others[0] if showing.others else None,
        "another": _another(showing),
        "next_words": _next_words(showing, course),
        "where": _where(course, showing),
        "way_words": _way_words(showing),
        "way_look": "visually-hidden" if _is_the_first(showing) else "step__way",
        "inside": INSIDE[showing.answer],
        "about": _about(course, showing, keeping.comfort, shelf),
        "tells_evidence": course.alone or showing.answer == "finished",
        "is_near": course.id in keeping.near,
        "lent": "en" if borrowed else "",
        "is_kept": course.id in keeping.places,
        "is_begun": _is_begun(showing),
        "person_signs": shelf.people.person_signs,
    }
    if not showing.open or way is None:
        return context
    body, answering = way.body, answering_of(way)
    context |= dict.fromkeys(answering.blanks, "") | {
        "body": body,
        "typing": answering.words is not None and answering.words.here(body),
        "kind_template": IN_ENGLISH if borrowed else template_of(way.kind),
        "lent_template": template_of(way.kind),
    }
    context |= answering.shows(Page(body, course, showing.place, keeping, shelf))
    if not mentions:
        context["where"] = _where(course, showing, about_minutes(context["minutes"]))
    return context


def _about(
    course: Course, showing: Showing, comfort: Comfort, shelf: Library
) -> dict[str, Module | str] | None:
    """What stands on the first step of a module: the module, and what it mentions on its way.

    Not what the reader asked to see without a note, nor what they set aside and will not meet.
    """
    module = None if course.alone else shelf.module(course.id)
    if module is None or showing.answer == "finished" or showing.number > 1:
        return None
    choices = course.kept_to(comfort)
    topics = dict.fromkeys(
        topic
        for step in module.steps
        for topic in step.main.notes
        if choices.level(topic) in {"label", "ask"}
    )
    return {"module": module, "mentions": names_of(tuple(topics), shelf)}


def _is_begun(showing: Showing) -> bool:
    """Whether there is a beginning to go back to; the last page of all offers that by itself."""
    return showing.answer != "finished" and (showing.number > 1 or showing.place.screen > 0)


def _next_words(showing: Showing, course: Course) -> str:
    """What the button says that goes on from here."""
    if not showing.last:
        return gettext("Next")
    return gettext("Done") if course.alone else gettext("Finish")


def _another(showing: Showing) -> str:
    """What the button says that asks for another way, or "" where there is none to press."""
    if showing.answer == "finished":
        return ""
    return gettext("Another way") if showing.others else gettext("Something else")


def _where(course: Course, showing: Showing, minutes: str = "") -> str:
    """The line above the title: how far in, and how long it takes unless a note says that."""
    if showing.answer == "finished":
        return course.title
    if course.alone:
        return capfirst(minutes) or gettext("One tool")
    place = gettext("%(number)s of %(of)s") % {"number": showing.number, "of": showing.of}
    return " · ".join(part for part in (course.title, place, minutes) if part)


def _is_the_first(showing: Showing) -> bool:
    return showing.way is not None and showing.way.id == showing.step.main.id


def _way_words(showing: Showing) -> str:
    """Which way of the step this is, where it is not the only one."""
    if showing.way is None or (_is_the_first(showing) and not showing.others):
        return ""
    label = {"label": showing.way.label}
    if _is_the_first(showing):
        return gettext("The first way: %(label)s.") % label
    return gettext("Another way: %(label)s.") % label


def file_of(course: Course, shelf: Library) -> str:
    """The name of the content file a course was read from, without its ending."""
    found = shelf.tool(course.id) if course.alone else None
    return found[0].id if found else course.id


def title_of(course: Course, showing: Showing) -> str:
    """The step's title; never that of a step the reader set aside."""
    if showing.answer == "finished":
        return gettext("That is all of it")
    if showing.answer in ("set_aside", "nothing_left"):
        return gettext("Something was set aside here")
    if course.alone and showing.step.tool is not None:
        return showing.step.tool.title
    return showing.step.title


def _hidden_topics(showing: Showing, comfort: Comfort, shelf: Library) -> str:
    if showing.answer != "set_aside":
        return ""
    topics = dict.fromkeys(
        topic for way in showing.step.ways for topic in way.notes if comfort.level(topic) == "hide"
    )
    return names_of(tuple(topics), shelf)
