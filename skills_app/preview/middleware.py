"""Only for `make preview`: reads the content files anew for every page, and shows what is wrong."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from skills_app.content import ContentError, library, reset


class FreshContentMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(("/static/", "/leave/", "/lock/")):
            return self.get_response(request)
        reset()
        try:
            library("en")
        except ContentError as error:
            # Drawn without the reader's choices: they hang on the library, too.
            context = {
                "problems": error.problems,
                "site_name": settings.SITE_NAME,
                "exit_page": settings.EXIT_PAGES[0],
            }
            return HttpResponse(render_to_string("preview/problems.html", context), status=422)
        return self.get_response(request)
