"""A whole library, as small as one can be, to break in one place at a time."""

import shutil
from pathlib import Path

from django.conf import settings

MODULE = """\
id: m02
title: A small module
summary: One step to read and one to do.
heavier: no
shelf: now
states: [up, even]
evidence: It may help.
sources: [LAB]
reviewed_on: 2026-01-15
steps:
  - id: first
    title: The first step
    tool:
      id: t01
      title: A tool
      summary: It stands alone.
      states: [up]
      family: breathing
    ways:
      - id: main
        label: Breathe along
        kind: pacer
        minutes: 2
        notes: [brt]
        uses: [breath_attention]
        pattern: even
        breathe_in: 4
        breathe_out: 6
        care: Stop when you like.
        cue_in: In
        cue_out: Out
        plain:
          - In and out, as you like.
      - id: other
        label: Look around
        kind: guide
        minutes: 1
        prompts:
          - Look at one thing.
          - Look at another.
        closing: That was enough.
  - id: second
    title: The second step
    ways:
      - id: main
        label: Choose
        kind: choose
        minutes: 1
        question: Which one?
        options:
          - id: one
            text: The first step
            answer: |
              Some **light** text.

              - and a list
            goes_to: step:first
          - id: two
            text: The tool
            goes_to: tool:t01
      - id: plan
        label: Plan
        kind: plan
        minutes: 1
        intro: Fill in what you like.
        fields:
          - id: what
            label: One thing
            hint: Anything
            long: yes
        closing: You can change it.
      - id: read
        label: Read
        kind: read
        minutes: 1
        screens:
          - A short screen.
"""

WORDS = """\
intro: Find your words.
tips: [You never owe a reason.]
gate:
  question: Is it safe to say no?
  hint: Nobody keeps this.
  options:
    - {id: safe, text: "Yes", opens: yes}
    - {id: unsure, text: Not sure, opens: no}
  instead:
    heading: Your safety comes first
    text: There is no script for now.
    delay: [Let me think.]
    leaving: [I have a call to make.]
    reminder: Going along to stay safe is not consent.
    help_text: A line can help.
    goes_to: page:people
firmness:
  - {level: 1, name: Warm, meaning: Kind.}
  - {level: 2, name: Clear, meaning: Plain.}
  - {level: 3, name: Firm, meaning: Short.}
  - {level: 4, name: Final, meaning: Shortest.}
relationships:
  - id: friend
    name: A friend
    power: no
    opener: {1: You matter to me.}
    close: {1-2: Thanks., 3-4: I mean it.}
    leaving: I'm off now.
  - id: work
    name: A boss
    power: yes
    close: {1-4: Thank you.}
    leaving: I'm ending this meeting.
    tips: [Have a witness with you.]
situations:
  - id: stop
    name: Stop
    wordings:
      - for: [friend]
        limit: {1-2: I want to stop., 3-4: Stop.}
        instead: {1: A break is good.}
        will: {1-3: I'll step back., 4: I'll leave.}
      - for: [work]
        limit: {1-4: I want to stop.}
        will: {1-4: I'll come back tomorrow.}
"""

SCRIPTS = """\
scripts:
  - id: s01
    title: A break
    about: stop
    setting: At any time.
    firmness: 3
    text: I'm stopping here.
    leaving: I'm off now.
    notes: [tch]
"""

HELPLINES = """\
check_first: Numbers change.
not_checked_live: Not checked.
may_have_changed: May have changed.
seen_once: Seen once.
rows:
  - id: one
    country: Somewhere
    name: A line
    contacts:
      - kind: call
        value: 0800 123
      - kind: web
        value: example.org
    hours: ""
    languages: ""
    who_for: Anyone
    needs: [assault]
    women_only: no
    read_on: 2026-01-15
    verified_on: never
    source: a page
    seen_once: yes
"""


def make_small_library(root: Path) -> Path:
    """Write it to `root`/en and give `root` back."""
    real = Path(settings.CONTENT_LIBRARY) / "en"
    folder = root / "en"
    (folder / "modules").mkdir(parents=True)
    for path in real.glob("*.yaml"):
        shutil.copy(path, folder / path.name)
    (folder / "modules" / "m02.yaml").write_text(MODULE, encoding="utf-8")
    (folder / "words.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "scripts.yaml").write_text(SCRIPTS, encoding="utf-8")
    (folder / "helplines.yaml").write_text(HELPLINES, encoding="utf-8")
    return root


def line_of(path: Path, fragment: str) -> int:
    """The line of the only, or first, place where `fragment` begins."""
    text = path.read_text(encoding="utf-8")
    return text[: text.index(fragment)].count("\n") + 1
