"""What a way asks for part by part, and the way without what is avoided. Pure."""

from dataclasses import replace

from skills_app.content.bodies import Avoids
from skills_app.content.module_shapes import Way


def methods_of(way: Way) -> tuple[str, ...]:
    """All it asks for, itself and part by part."""
    parts = (method for part in way.body.leavable for method in part.uses)
    return tuple(dict.fromkeys((*way.uses, *parts)))


def opens_without(way: Way, method: str) -> bool:
    return without_avoided(way, lambda uses: method in uses) is not None


def without_avoided(way: Way, avoids: Avoids) -> Way | None:
    """The way without its avoided parts; None when it is avoided itself, or too little is left."""
    if avoids(way.uses):
        return None
    if not any(avoids(part.uses) for part in way.body.leavable):
        return way
    body = way.body.without(avoids)
    return replace(way, body=body) if body is not None else None
