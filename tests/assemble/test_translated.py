"""A brief in another language than the article: numbers are looked up, and nothing that is true is dropped for them."""

import pytest

from summarizer import Article, summarize
from summarizer.testing import ScriptedEndpoint
from tests.drafts import PADDING, actor, event


@pytest.mark.parametrize(
    ("language", "sentence", "write_in", "statement", "kept"),
    [
        ("de", "Varnholm setzte im Jahr 2025 rund 1,5 Milliarden Euro um.", "en",
         "Varnholm had sales of 1.5 billion euros in 2025.", True),
        ("de", "Varnholm setzte im Jahr 2025 rund 1,5 Milliarden Euro um.", "en",
         "Varnholm had sales of 1.8 billion euros in 2025.", False),
        ("de", "Varnholm streicht 1.500 Stellen.", "en", "Varnholm will cut 1,500 jobs.", True),
        ("de", "Varnholm streicht 1.500 Stellen.", "en", "Varnholm will cut 2,500 jobs.", False),
        # A number in words beside one in digits.
        ("de", "Am 5. Mai entließ Varnholm vierzehn Arbeiter.", "en", "Varnholm dismissed 14 workers on May 5.", True),
        ("fr", "Le 5 mai, Varnholm licencia deux cents ouvriers.", "en", "Varnholm fired 200 people on May 5.", True),
        ("fr", "Le 5 mai, Varnholm licencia deux cents ouvriers.", "en", "Varnholm fired 300 people on May 5.", False),
        ("hi", "5 मई को Varnholm ने मजदूरों को निकाला।", "en", "Varnholm dismissed its workers on May 5.", True),
        ("zh", "5月5日，Varnholm公司解雇了十二名工人。", "en", "Varnholm dismissed 12 workers on May 5.", True),
        ("en", "On May 5 Varnholm dismissed thirty workers.", "fr", "Varnholm a licencié 30 ouvriers le 5 mai.", True),
        ("en", "On May 5 Varnholm dismissed thirty workers.", "fr", "Varnholm a licencié 40 ouvriers le 5 mai.", False),
    ],
)  # fmt: skip
def test_a_translated_statement_has_the_numbers_of_its_sentence(
    language: str, sentence: str, write_in: str, statement: str, kept: bool
) -> None:
    draft = {
        "actors": [actor("Varnholm", "organization")], "events": [event(statement, agents=["Varnholm"])],
        "commitments": [], "headline": "", "summary": "",
    }  # fmt: skip
    article = Article(text=f"{sentence}\n\n{PADDING}", language=language)
    with ScriptedEndpoint(lambda _: draft) as endpoint:
        brief = summarize(article, base_url=endpoint.base_url, model="any", profile="large", language=write_in)
    assert brief.language == write_in
    assert [e.summary for e in brief.events] == ([statement] if kept else [])
    assert not any(e.unsupported for e in brief.events)


def test_names_and_negation_of_a_translation_are_not_looked_up() -> None:
    """A name has another form in another language, and negation other words: only who acts has to be named."""
    draft = {
        "actors": [actor("Varnholm", "organization"), actor("Tom Hale")],
        "events": [
            event("Varnholm did not sell the yard of Lisbon.", agents=["Varnholm"]),
            event("Tom Hale sold the yard.", agents=["Tom Hale"]),
        ],
        "commitments": [], "headline": "", "summary": "",
    }  # fmt: skip
    article = Article(text=f"Varnholm hat die Werft von Lissabon verkauft.\n\n{PADDING}", language="de")
    with ScriptedEndpoint(lambda _: draft) as endpoint:
        brief = summarize(article, base_url=endpoint.base_url, model="any", profile="large", language="en")
    assert [(e.summary, e.unsupported) for e in brief.events] == [("Varnholm did not sell the yard of Lisbon.", ())]
