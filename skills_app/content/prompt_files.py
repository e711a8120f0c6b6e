"""The files of the writing pages: prompts.yaml and feelings.yaml."""

from skills_app.content.reading import YamlEntry
from skills_app.content.writing_shapes import Feeling, FeelingGroup, Mood

MOODS = ("heavy", "numb", "okay", "good")
FEWEST_PROMPTS = 5


def read_prompts(top: YamlEntry) -> tuple[Mood, ...]:
    """Every mood once, each prompt once in the whole file."""
    moods: list[Mood] = []
    seen: set[str] = set()
    entry = top.mapping(("moods",))["moods"]
    for item in entry.items(at_least=len(MOODS), at_most=len(MOODS)):
        row = item.mapping(("id", "name", "prompts"))
        mood_id = row["id"].one_of(MOODS, "mood")
        if mood_id in (mood.id for mood in moods):
            item.report(f"“{mood_id}” is listed twice.", "Keep one of them.")
        prompts = []
        for line in row["prompts"].items(at_least=FEWEST_PROMPTS):
            prompt = line.text()
            if prompt in seen:
                line.report("This prompt is here twice.", "Keep one of them.")
            seen.add(prompt)
            prompts.append(prompt)
        moods.append(Mood(mood_id, row["name"].text(), tuple(prompts)))
    return tuple(moods)


def read_feelings(top: YamlEntry) -> tuple[FeelingGroup, ...]:
    groups: list[FeelingGroup] = []
    seen: set[str] = set()
    for item in top.mapping(("groups",))["groups"].items(at_most=12):
        row = item.mapping(("name", "words"))
        words = []
        for line in row["words"].items():
            word = line.mapping(("id", "name"))
            word_id = word["id"].new_id()
            if word_id in seen:
                line.report(f"The id “{word_id}” is used twice.", "Give each word its own id.")
            seen.add(word_id)
            words.append(Feeling(word_id, word["name"].line_of_text()))
        groups.append(FeelingGroup(row["name"].text(), tuple(words)))
    return tuple(groups)
