"""The note that leaving was tried out, so that the site can explain it to who comes back."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse

TRIED_SECONDS: Final = 600  # how long a try is remembered, if nobody comes back sooner


def note_the_try(response: HttpResponse) -> None:
    response.set_cookie(
        settings.TRIED_COOKIE_NAME,
        "1",
        max_age=TRIED_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
