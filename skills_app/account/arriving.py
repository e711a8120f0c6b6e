"""What a guest chose, and where they were, goes along when they sign in."""

from typing import Any

from django.http import HttpRequest

from skills_app.account.models import User
from skills_app.preferences.keeping import SESSION_KEY, carry_over


def bring_choices_along(*, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Receives `user_logged_in`, which signing up sends too."""
    if request is not None:
        carry_over(request.session.pop(SESSION_KEY, None), user)
