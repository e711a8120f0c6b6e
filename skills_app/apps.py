from django.apps import AppConfig


class SkillsAppConfig(AppConfig):
    name = "skills_app"
    verbose_name = "Steady"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.core import checks

        from skills_app.account.arriving import bring_choices_along
        from skills_app.content.checks import check_content
        from skills_app.exits.drafts import keep_draft_with
        from skills_app.journal.drafts import keep_typed_text
        from skills_app.vault.opening import connect_signals

        checks.register(check_content)
        connect_signals()
        user_logged_in.connect(bring_choices_along, dispatch_uid="bring-choices-along")
        keep_draft_with(keep_typed_text)
