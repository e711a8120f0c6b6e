"""Where to go on to after a form: a path of this site, and nothing else."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from skills_app.typed import shown_again


def safe_path(request: HttpRequest) -> str:
    """The posted path, else the space's own page."""
    onward: str = shown_again(request.POST.get("next", ""))
    if onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return onward
    return "/space/"
