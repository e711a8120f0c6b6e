from django.apps import AppConfig


class SkillsAppConfig(AppConfig):
    name = "skills_app"
    verbose_name = "Steady"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.core import checks

        from skills_app import documents
        from skills_app.account.arriving import bring_choices_along
        from skills_app.content import check_content
        from skills_app.content.reading import hand_in
        from skills_app.documents import check_pages, keep_what_was_typed, let_go_on_opening
        from skills_app.exits.drafts import keep_draft_with
        from skills_app.journal.carrying_on import unfinished_page
        from skills_app.journal.kinds import KINDS as JOURNAL_KINDS
        from skills_app.keepsakes.kinds import KINDS as KEEPSAKE_KINDS
        from skills_app.keepsakes.to_hand import plan_to_hand
        from skills_app.preferences.unfinished import find_unfinished_with
        from skills_app.steps.checks import check_guide
        from skills_app.steps.registry import KINDS, refuse_without_templates
        from skills_app.vault.unlocking import connect_signals, space_opened

        refuse_without_templates(KINDS)
        hand_in({name: kind.reading for name, kind in KINDS.items()})
        documents.hand_in([*JOURNAL_KINDS, *KEEPSAKE_KINDS])
        checks.register(check_content)
        checks.register(check_guide)
        checks.register(check_pages)
        connect_signals()
        space_opened.connect(let_go_on_opening, dispatch_uid="let-go-on-opening")
        user_logged_in.connect(bring_choices_along, dispatch_uid="bring-choices-along")
        keep_draft_with(keep_what_was_typed)
        find_unfinished_with(plan_to_hand)
        find_unfinished_with(unfinished_page)
