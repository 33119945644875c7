"""True paraphrases of large models in German, French and Spanish pass without a doubt; false ones are found.

Each line of `paraphrases/` is an agent, a sentence, a true paraphrase, and one that negates it or loses its negation
("-": there is none). Numbers and names are altered by rule.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.drafts import actor, brief_of, event

LANGUAGES = {"de": "Emil Kranz", "es": "Hugo Vidal", "fr": "Luc Ferrand"}
"""Each with somebody whom no sentence names."""


class Row(NamedTuple):
    agent: str
    sentence: str
    true: str
    negated: str


def rows(language: str) -> list[Row]:
    lines = (Path(__file__).parent / "paraphrases" / f"{language}.tsv").read_text("utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines]


def is_clean(language: str, number: int, agent: str, statement: str) -> bool:
    """Whether the statement of an event that cites the sentence of this number is in the brief, without a doubt."""
    text = "\n".join(row.sentence for row in rows(language))
    made = brief_of(text, language=language, actors=[actor(agent)], events=[event(statement, number, agents=[agent])])
    return bool(made.events) and not made.events[0].unsupported


def numbered(language: str) -> list[tuple[int, Row]]:
    return list(enumerate(rows(language), start=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_true_paraphrase_has_no_doubt(language: str) -> None:
    assert len(rows(language)) == 30
    assert [row.true for n, row in numbered(language) if not is_clean(language, n, row.agent, row.true)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negation_that_is_added_or_lost_is_found(language: str) -> None:
    altered = [(n, row) for n, row in numbered(language) if row.negated != "-"]
    assert len(altered) >= 14
    assert [row.negated for n, row in altered if is_clean(language, n, row.agent, row.negated)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_number_is_found(language: str) -> None:
    altered = [
        (n, row.agent, row.true[: at.start()] + str((int(at[0]) + 4) % 10 or 7) + row.true[at.end() :])
        for n, row in numbered(language)
        if (at := re.search(r"\d", row.true))
    ]
    assert len(altered) >= 14
    assert [statement for n, agent, statement in altered if is_clean(language, n, agent, statement)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_whom_the_article_does_not_name_is_found(language: str) -> None:
    other = LANGUAGES[language]
    altered = [(n, row.true.replace(row.agent, other)) for n, row in numbered(language)]
    assert [statement for n, statement in altered if is_clean(language, n, other, statement)] == []


@pytest.mark.parametrize(
    ("language", "sentence", "statement", "clean"),
    [
        ("de", "Der Konzern Varnholm setzte 1,5 Mrd. Euro um.", "Varnholm setzte 1,5 Milliarden Euro um.", True),
        ("de", "Der Konzern Varnholm setzte 1,5 Mrd. Euro um.", "Varnholm setzte 1,5 Millionen Euro um.", False),
        ("de", "Varnholm entließ zwölf Arbeiter.", "Varnholm entließ 12 Arbeiter.", True),
        ("de", "Varnholm entließ zwölf Arbeiter.", "Varnholm entließ vierzehn Arbeiter.", False),
        ("de", "Varnholm schließt die Werft nicht nur, sondern verkauft sie.", "Varnholm schließt die Werft.", True),
        ("de", "Varnholm hat die Werft nicht verkauft.", "Varnholm verkaufte die Werft.", False),
        ("fr", "Varnholm a licencié deux cents ouvriers.", "Varnholm a licencié 200 ouvriers.", True),
        ("fr", "Varnholm n'a licencié que des ouvriers.", "Varnholm a licencié des ouvriers.", True),
        ("fr", "Varnholm n'a pas licencié les ouvriers.", "Varnholm a licencié les ouvriers.", False),
        ("es", "Varnholm no solo despidió a obreros.", "Varnholm despidió a obreros.", True),
        ("es", "Varnholm no ha despedido a los obreros.", "Varnholm ha despedido a los obreros.", False),
        ("it", "Varnholm non ha licenziato gli operai.", "Varnholm ha licenziato gli operai.", False),
        ("pl", "Varnholm nie zwolnił pracowników.", "Varnholm zwolnił pracowników.", False),
        ("ru", "Varnholm не уволил рабочих порта.", "Varnholm уволил рабочих порта.", False),
        ("zh", "Varnholm公司解雇了十二名工人。", "Varnholm解雇12名工人。", True),
    ],
)
def test_numbers_in_words_and_negation_of_other_languages(
    language: str, sentence: str, statement: str, clean: bool
) -> None:
    made = brief_of(
        sentence, language=language, actors=[actor("Varnholm")], events=[event(statement, agents=["Varnholm"])]
    )
    assert (bool(made.events) and not made.events[0].unsupported) is clean
