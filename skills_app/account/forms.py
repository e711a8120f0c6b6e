"""allauth's forms with our words: a name and a password, nothing else."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

# Form-wide `off` keeps names out of the browser's typed-text store; a password field
# still tells a password manager what it is (WCAG 3.3.8).
NAME_ATTRIBUTES = {
    "autocomplete": "off",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
}


def plain_words(form: Any) -> None:
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in {"login", "username"}:
            field.label = _("Name")
            field.widget.attrs.update(NAME_ATTRIBUTES)


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_words(self)
        self.fields["password"].help_text = ""


class SignUpForm(allauth_forms.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_words(self)
        self.fields["username"].help_text = _(
            "Any name you like, at least 3 characters. It does not need to be yours. We keep it in"
            " a form nobody can read back, so we can not remind you of it."
        )
        self.fields["password1"].help_text = _(
            "At least 10 characters. A few words in a row work well."
        )


class NewPasswordForm(allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_words(self)
        self.fields["oldpassword"].label = _("The password you have now")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("A new password")
        self.fields["password1"].help_text = _(
            "At least 10 characters. A few words in a row work well."
        )
        self.fields["password2"].label = _("The new one once more")
