"""Headers that leave little behind: no copy kept, no frame, no sensor, no other site's reach.

And no cookie sent twice, and no blank page without a way out.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers

from skills_app.exits.errors import not_read, not_this_way
from skills_app.exits.unread import UNREAD

# What a browser could offer a page. None of it is used here, so all of it is off.
SWITCHED_OFF = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
# A breath that is followed keeps the screen lit while it goes on: this site's own pages only.
OWN_ONLY = ("screen-wake-lock",)
PERMISSIONS_POLICY = ", ".join(
    [*(f"{name}=()" for name in SWITCHED_OFF), *(f"{name}=(self)" for name in OWN_ONLY)]
)


class QuietHeadersMiddleware:
    """Stands outside WhiteNoise, so that files get these headers too.

    Referrer-Policy, Cross-Origin-Opener-Policy and HSTS come from Django's SecurityMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        # Files too: what is never stored need not be cleared while someone waits to be gone.
        headers["Cache-Control"] = "no-store"
        is_page = headers.get("Content-Type", "text/html").startswith("text/html")
        if is_page:
            # htmx gets a fragment of the same address, and each reader their own page.
            patch_vary_headers(response, ["HX-Request", "Cookie"])
        if is_page or not request.path.startswith(settings.STATIC_URL):
            # Files have no use for it, and on five of them it would be 4 kB of a first visit.
            headers["Permissions-Policy"] = PERMISSIONS_POLICY
        if request.method == "POST" and request.headers.get("HX-Boosted") == "true":
            # An answer to what was sent is no page to come back to; where it leads on, that is.
            headers.setdefault("HX-Push-Url", "false")
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        return response


class UnreadMiddleware:
    """Says so when what was sent was not read to its end; no view sees half a form.

    Stands before whatever asks the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = request.META.get(UNREAD)
        return not_read(request, status) if status else self.get_response(request)


class CookiesOnceMiddleware:
    """Sends no cookie that the browser has sent just now.

    An answer still on its way when someone leaves would bring back what leaving took away. Stands
    outside whatever sets cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, cookie in list(response.cookies.items()):
            lasts = cookie["max-age"] or cookie["expires"]
            if cookie.value and not lasts and request.COOKIES.get(name) == cookie.value:
                del response.cookies[name]
        return response


class NotAllowedMiddleware:
    """An address that only takes what a form sends shows a calm page to whoever opens it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        if request.headers.get("Accept") == "application/json":  # a script reads no page
            return response
        page = not_this_way(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page
