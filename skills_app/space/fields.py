"""Form fields for a name and a secret. How long a text is comes before what is in it.

None has a `maxlength` in the page: a browser would cut what is pasted, and nobody would see it.
"""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from skills_app.typed import shown_again
from skills_app.vault.crypto import LONGEST_NAME, LONGEST_SECRET


def at_most(most: int) -> MaxLengthValidator:
    return MaxLengthValidator(most, _("Please use at most %(limit_value)d characters."))


class BoundedField(forms.CharField):
    def bound_data(self, data: Any, initial: Any) -> Any:
        return shown_again(data, initial)


class SecretField(BoundedField):
    """A password, a passphrase or recovery words, just as typed."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators.append(at_most(LONGEST_SECRET))


class MemberNameField(BoundedField):
    """The name someone signs in with."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(at_most(LONGEST_NAME))
