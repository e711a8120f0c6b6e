"""What a guest chose, and where they were, goes along when they sign in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from skills_app.account.models import User
from skills_app.preferences.store import SESSION_KEY, carry_over


def bring_choices_along(*, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Receives `user_logged_in`, which signing up sends too."""
    if request is None:
        return
    if carry_over(request.session.pop(SESSION_KEY, None), user):
        messages.info(
            request,
            _(
                "What you left out before signing in is left out here too."
                " The rest is as you had it. You can change it under “Settings”."
            ),
            fail_silently=True,
        )
