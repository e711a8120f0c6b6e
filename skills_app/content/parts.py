"""The parts of a way, and the way without those that ask for something avoided. Pure."""

from collections.abc import Callable
from dataclasses import replace

from skills_app.content.body_shapes import Body, Choose, Guide, Option, Plan, PlanField, Prompt
from skills_app.content.module_shapes import Way

# What is left must still be what it was: a guide of one line or a choice of one is neither.
FEWEST_PROMPTS = 2
FEWEST_OPTIONS = 2
FEWEST_FIELDS = 1

Avoids = Callable[[tuple[str, ...]], bool]


def parts_of(body: Body) -> tuple[Prompt | Option | PlanField, ...]:
    match body:
        case Guide(prompts=prompts):
            return prompts
        case Choose(options=options):
            return options
        case Plan(fields=fields):
            return fields
        case _:
            return ()


def methods_of(way: Way) -> tuple[str, ...]:
    """All it asks for, itself and part by part."""
    parts = (method for part in parts_of(way.body) for method in part.uses)
    return tuple(dict.fromkeys((*way.uses, *parts)))


def opens_without(way: Way, method: str) -> bool:
    return without_avoided(way, lambda uses: method in uses) is not None


def without_avoided(way: Way, avoids: Avoids) -> Way | None:
    """The way without its avoided parts; None when it is avoided itself, or too little is left."""
    if avoids(way.uses):
        return None
    if not any(avoids(part.uses) for part in parts_of(way.body)):
        return way
    body = _left_of(way.body, avoids)
    return replace(way, body=body) if body is not None else None


def _left_of(body: Body, avoids: Avoids) -> Body | None:
    match body:
        case Guide(prompts=prompts):
            prompts = tuple(one for one in prompts if not avoids(one.uses))
            return replace(body, prompts=prompts) if len(prompts) >= FEWEST_PROMPTS else None
        case Choose(options=options):
            options = tuple(one for one in options if not avoids(one.uses))
            return replace(body, options=options) if len(options) >= FEWEST_OPTIONS else None
        case Plan(fields=fields):
            fields = tuple(one for one in fields if not avoids(one.uses))
            return replace(body, fields=fields) if len(fields) >= FEWEST_FIELDS else None
        case _:
            return body
