"""people.yaml: what stands beside the helplines."""

from datetime import date

from skills_app.content.reading import YamlEntry
from skills_app.content.two_sources import read_sources_of_a_fact
from skills_app.library import (
    ByCountry,
    CountryFact,
    ExaminationCard,
    FirstCall,
    GroupSigns,
    PeopleGuide,
    PersonSigns,
)


def read_people(top: YamlEntry, *, today: date) -> PeopleGuide:
    fields = top.mapping(("person_signs", "first_call", "groups", "card", "care", "rights"))
    call = fields["first_call"].mapping(("title", "screens"))
    return PeopleGuide(
        person_signs=_read_person_signs(fields["person_signs"]),
        first_call=FirstCall(call["title"].text(), call["screens"].lights()),
        groups=_read_groups(fields["groups"]),
        card=_read_card(fields["card"]),
        care=_read_facts(fields["care"], today=today),
        rights=_read_facts(fields["rights"], today=today),
    )


def _read_person_signs(entry: YamlEntry) -> PersonSigns:
    row = entry.mapping(("title", "intro", "signs", "closing"))
    return PersonSigns(
        title=row["title"].text(),
        intro=row["intro"].light(),
        signs=row["signs"].texts(at_least=3),
        closing=row["closing"].light(),
    )


def _read_groups(entry: YamlEntry) -> GroupSigns:
    row = entry.mapping(
        ("title", "intro", "good_title", "good", "concern_title", "concern", "closing")
    )
    return GroupSigns(
        title=row["title"].text(),
        intro=row["intro"].light(),
        good_title=row["good_title"].text(),
        good=row["good"].texts(at_least=3),
        concern_title=row["concern_title"].text(),
        concern=row["concern"].texts(at_least=3),
        closing=row["closing"].light(),
    )


def _read_card(entry: YamlEntry) -> ExaminationCard:
    row = entry.mapping(("title", "intro", "heading", "lines", "closing"))
    return ExaminationCard(
        title=row["title"].text(),
        intro=row["intro"].light(),
        heading=row["heading"].text(),
        lines=row["lines"].texts(at_least=3),
        closing=row["closing"].light(),
    )


def _read_facts(entry: YamlEntry, *, today: date) -> ByCountry:
    """Every fact names its country, two sources and the day it was read."""
    row = entry.mapping(("title", "intro", "check_locally", "rows"))
    facts = []
    for item in row["rows"].items(at_most=200):
        fact = item.mapping(("country", "about", "text", "sources", "read_on"), ("everywhere",))
        facts.append(
            CountryFact(
                country=fact["country"].line_of_text(),
                about=fact["about"].text(),
                text=fact["text"].text(),
                sources=read_sources_of_a_fact(fact["sources"]),
                read_on=fact["read_on"].day(today=today),
                everywhere="everywhere" in fact and fact["everywhere"].flag(),
            )
        )
    return ByCountry(
        title=row["title"].text(),
        intro=row["intro"].light(),
        check_locally=row["check_locally"].text(),
        rows=tuple(facts),
    )
