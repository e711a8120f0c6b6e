"""Where a post comes from, as far as the browser says."""

from enum import Enum
from urllib.parse import urlsplit

from django.http import HttpRequest


class Sender(Enum):
    HERE = "this site's own page"
    ELSEWHERE = "another site"
    UNSAID = "the browser does not say"


def sender_of(request: HttpRequest) -> Sender:
    """Sec-Fetch-Site first: unlike Origin, no proxy that renames the host can spoil it."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        # "none" is the person's own doing, such as an address typed in.
        return Sender.HERE if site in {"same-origin", "none"} else Sender.ELSEWHERE
    origin = request.headers.get("Origin", "")
    if not origin or origin == "null":
        return Sender.UNSAID
    try:
        here = urlsplit(origin).netloc == request.get_host()
    except ValueError:  # no browser says such a thing
        return Sender.ELSEWHERE
    return Sender.HERE if here else Sender.ELSEWHERE
