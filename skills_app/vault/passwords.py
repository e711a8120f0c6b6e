"""The sign-in password and the passphrase stay two different secrets."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from skills_app.vault.keyslots import is_passphrase_of
from skills_app.vault.waits import KeyRefused


class NotThePassphrase:
    """A password validator: refuses the passphrase of one's own space as sign-in password."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if user is None:
            return
        try:
            same = is_passphrase_of(user, password)
        except KeyRefused as wait:
            raise ValidationError(
                _("There were several tries in a row. You can try again in %(seconds)s seconds."),
                params={"seconds": wait.wait_seconds},
            ) from wait
        if same:
            raise ValidationError(
                _(
                    "This is the passphrase of your private space. Another password keeps the"
                    " space closed to someone who knows how you sign in."
                )
            )

    def get_help_text(self) -> str:
        return _("Use something other than the passphrase of your private space.")
