"""Reads every content file and lists each problem with its file, line and remedy."""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale

from skills_app.content import (
    FIRST_LANGUAGE,
    LONG_SENTENCE,
    LONG_SHARE,
    ContentError,
    Library,
    Problem,
    ReadingMeasure,
    load_library,
)


class Command(BaseCommand):
    help = "Check the content library: every problem, with its file, line and what to do."
    # The list is complete in itself; the system checks would say the same a second time.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.CONTENT_LIBRARY)
        today = datetime.now().astimezone().date()
        count = 0
        for folder in sorted(path for path in root.iterdir() if path.is_dir()):
            try:
                library = load_library(root, folder.name, today=today)
            except ContentError as error:
                count += self.say_problems(folder.name, error.problems)
            else:
                count += self.say_that_it_is_sound(root, library)
        if count:
            raise CommandError(f"{count} to mend before this library goes out to readers.")

    def say_that_it_is_sound(self, root: Path, library: Library) -> int:
        """What is there, and what is worth a look; answers how many of its figures are not."""
        steps = sum(len(module.steps) for module in library.modules.values())
        said = f"{library.lang}: {len(library.modules)} modules, {steps} steps, all sound."
        self.stdout.write(said)
        self.say_what_is_missing(root, library.lang, library.borrowed)
        for gap in library.unchecked:
            self.stdout.write(f"  {gap}")
        for note in library.notes:
            if is_own(note, library.lang):
                self.stdout.write(f"  note: {note}")
        return self.say_how_it_reads(library.reading)

    def say_what_is_missing(self, root: Path, lang: str, borrowed: Collection[str]) -> None:
        """Files that are not translated yet, each with what to do. None of them is a mistake."""
        if lang == FIRST_LANGUAGE:
            return
        first = root / FIRST_LANGUAGE
        for path in sorted(first.rglob("*.yaml")):
            name = path.relative_to(first)
            if path.stem in borrowed and not (root / lang / name).exists():
                self.stdout.write(
                    f"  {lang}/{name}: not there yet, so English is shown."
                    f" Copy {FIRST_LANGUAGE}/{name} there, and translate the text in it."
                )
        texts = Path("locale", to_locale(lang), "LC_MESSAGES", "django.po")
        if not any((Path(one).parent / texts).exists() for one in settings.LOCALE_PATHS):
            self.stdout.write(
                f"  {texts}: not there yet, so buttons and titles are in English."
                f" `make messages LOCALE={to_locale(lang)}` gathers them to translate."
            )

    def say_problems(self, lang: str, problems: Iterable[Problem]) -> int:
        """Each problem of this language's own; those of borrowed files are said with English."""
        own = [problem for problem in problems if is_own(problem, lang)]
        for problem in own:
            self.stdout.write(str(problem))
        if not own:
            self.stdout.write(f"{lang}: nothing of its own to mend, but English has to be first.")
        return len(own)

    def say_how_it_reads(self, reading: ReadingMeasure) -> int:
        """The figures of the whole library; answers how many of them are over their limit."""
        if reading.too_short:
            self.stdout.write(f"  too short for a grade: {', '.join(reading.too_short)}")
        if not reading.grades:
            return 0
        hardest = max(reading.grades, key=lambda path: reading.grades[path])
        self.stdout.write(
            f"  reading grade: median {reading.median:.1f}, highest"
            f" {reading.grades[hardest]:.1f} ({hardest});"
            f" {reading.long_share:.1%} of {reading.sentences} sentences over"
            f" {LONG_SENTENCE} words"
        )
        over = 0
        most = reading.median_at_most
        if most is not None and reading.median > most:
            self.stdout.write(f"  Make half of the files easier, to {most:g} or less.")
            over += 1
        if reading.long_share > LONG_SHARE:
            self.stdout.write(f"  Split long sentences, until {LONG_SHARE:.0%} are left.")
            over += 1
        return over


def is_own(problem: Problem, lang: str) -> bool:
    """Whether it is about a file of this language, not one that it borrows from English."""
    return lang == FIRST_LANGUAGE or not problem.path.startswith(f"{FIRST_LANGUAGE}/")
