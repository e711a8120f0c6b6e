from skills_app.content.reading import (
    Around,
    Fields,
    Need,
    Reading,
    SpeaksOfBreath,
    YamlEntry,
    read_uses,
    the_note_for_breath,
)
from skills_app.steps.guide.body import FEWEST_PROMPTS, Guide, Prompt


def read(fields: Fields, around: Around) -> Guide:
    return Guide(_read_prompts(fields["prompts"]), fields["closing"].text())


def _read_prompts(entry: YamlEntry) -> tuple[Prompt, ...]:
    """Each a line, or a line with what it alone asks for."""
    prompts: list[Prompt] = []
    for item in entry.items(at_least=FEWEST_PROMPTS, at_most=30):
        if item.is_group:
            line = item.mapping(("text",), ("uses",))
            prompts.append(Prompt(line["text"].text(), read_uses(line)))
        else:
            prompts.append(Prompt(item.text()))
    return tuple(prompts)


def needs(body: Guide, speaks_of_breath: SpeaksOfBreath) -> list[Need]:
    breath = any(speaks_of_breath(prompt.text) for prompt in body.prompts)
    attention = Need("uses", "breath_attention", "These prompts speak of the breath.")
    return [*the_note_for_breath(breath), *([attention] if breath else [])]


READING = Reading(
    keys=("prompts", "closing"), read=read, needs=needs, asks_now=True, parts_key="prompts"
)
