"""Draws a step page: turns what the engine answers into what the step template shows."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from skills_app.content import library
from skills_app.content.library_shapes import Library
from skills_app.content.own_word import in_own_word
from skills_app.content.topics import names_of
from skills_app.http import GuestRequest
from skills_app.practice.addresses import address_of
from skills_app.practice.pace import Showing, show
from skills_app.preferences.choices import Comfort
from skills_app.preferences.keeping import Keeping
from skills_app.preferences.places import Place
from skills_app.steps.answering import Page
from skills_app.steps.cards import fingerprint_of
from skills_app.steps.courses import Course
from skills_app.steps.registry import answering_of, template_of

# What any step shows only after something was typed or pressed. A name the templates look for in
# vain costs the page more than an empty one.
ANSWERED = ("astray", "card", "carried", "problem", "remembered", "shown", "wanted", "wrong")


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
    context: dict[str, Any] = dict.fromkeys(ANSWERED, "") | {
        "course": course,
        "showing": showing,
        "step": showing.step,
        "way": way,
        "minutes": way.minutes if way else 0,
        "place": showing.place,
        "title": title_of(course, showing),
        "mentions": names_of(showing.labels, shelf),
        "asks": names_of((*showing.asks, *showing.labels), shelf),
        "hidden_topics": _hidden_topics(showing, course.kept_to(keeping.comfort), shelf),
        "other": showing.others[0] if showing.others else None,
        "timed": keeping.comfort.advance == "timed",
        "is_near": course.id in keeping.near,
        "borrowed": file_of(course, shelf) in shelf.borrowed,
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
        "kind_template": template_of(way.kind),
    }
    return context | answering.shows(Page(body, course, showing.place, keeping, shelf))


def _is_begun(showing: Showing) -> bool:
    """Whether there is a beginning to go back to; the last page of all offers that by itself."""
    return showing.answer != "finished" and (showing.number > 1 or showing.place.screen > 0)


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
