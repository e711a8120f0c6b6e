"""allauth's forms with our words: a name and a password, nothing else."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.fields import PasswordField
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.translation import gettext_lazy as _

from skills_app.form_fields import shown_again
from skills_app.space.fields import MemberNameField, SecretField, at_most, refuse_impossible_words
from skills_app.vault.unlocking import (
    LONGEST_NAME,
    LONGEST_SECRET,
    KeyRefused,
    one_secret,
    prove_password,
    refuse_the_passphrase,
)

# Form-wide `off` keeps names out of the browser's typed-text store; a password field
# still tells a password manager what it is (WCAG 3.3.8).
NAME_ATTRIBUTES = {
    "autocomplete": "off",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "translate": "no",
    "data-gramm": "false",
    "data-enable-grammarly": "false",
    "data-lt-active": "false",
}


def plain_words(form: Any) -> None:
    """Our label for the name, and our bounds, looked at before a text is looked into."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.pop("maxlength", None)
        if isinstance(field, PasswordField):
            field.validators.append(at_most(LONGEST_SECRET))
        if name in {"login", "username"}:
            field.label = _("Name")
            field.bound_data = shown_again
            field.widget.attrs.update(NAME_ATTRIBUTES)
            # allauth's own bound is the length of what is stored in place of a name.
            kept = [rule for rule in field.validators if not isinstance(rule, MaxLengthValidator)]
            field.validators = [*kept, at_most(LONGEST_NAME)]


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_words(self)
        self.fields["password"].help_text = ""


class SignUpForm(allauth_forms.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_words(self)
        for rule in self.fields["username"].validators:
            if isinstance(rule, MinLengthValidator):
                rule.message = _("A name of at least 3 characters works here.")
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

    def clean_oldpassword(self) -> str:
        """Counted by session, so that nobody elsewhere can stand in the way of a change."""
        password: str = self.cleaned_data["oldpassword"]
        try:
            prove_password(context.request, self.user, password)
        except KeyRefused as refused:
            raise ValidationError(refused.password_words()) from refused
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                refuse_the_passphrase(self.user, cleaned["password1"])
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class BringBackForm(forms.Form):
    """Name, twelve words and a new password, for someone who lost the one they had."""

    name = MemberNameField(
        label=_("Name"),
        help_text=_("The one you sign in with. Capital letters do not matter."),
        widget=forms.TextInput(attrs=NAME_ATTRIBUTES),
    )
    words = SecretField(
        label=_("Your 12 words"),
        help_text=_("With spaces between. Capital letters, numbers and commas do not matter."),
        widget=forms.Textarea(attrs={**NAME_ATTRIBUTES, "rows": 3}),
    )
    password = SecretField(
        label=_("A new password"),
        help_text=_("At least 10 characters. A few words in a row work well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )

    def clean_words(self) -> str:
        """Looks at the words alone, before anyone's are known."""
        words: str = self.cleaned_data["words"]
        refuse_impossible_words(words)
        return words

    def clean_password(self) -> str:
        """Looks at the password alone: the name must not change the answer or its time."""
        password: str = self.cleaned_data["password"]
        validate_password(one_secret(password))
        return password


class EraseAccountForm(forms.Form):
    password = SecretField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
