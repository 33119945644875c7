"""Which sentences are cited beside those of a claim: those that name whom it is about."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.citing import Citing
from summarizer.claims import ActorClaim
from summarizer.language.registry import wording_of
from summarizer.schema import ActorKind

TEXTS = {
    "en": "Odo Karst came. Ana Reyes came with Ida Moe. It rained. She left. Karst, Reyes and Moe met.",
    "fr": "Odo Karst est venu. Ana Reyes et Ida Moe aussi. Il a plu. Elle est partie. Karst, Reyes et Moe mangent.",
}


def citing(language: str) -> Citing:
    text, wording = TEXTS[language], wording_of(language)
    numbered = {sentence.number: sentence for sentence in sentences(text, language)}
    actors = ActorRegistry(text, wording)
    for name in ("Odo Karst", "Ana Reyes", "Ida Moe"):
        assert actors.add(ActorClaim(name, ActorKind.PERSON))
    return Citing(actors, numbered, wording.checks(actors, numbered), wording)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    ("cited", "names", "expected"),
    [
        ((4,), ("Ana Reyes",), (4, 2)),
        ((4,), ("Odo Karst",), (4, 1)),
        ((4,), ("Odo Karst", "Ana Reyes"), (4, 2, 1)),
        ((4,), ("Ida Moe", "Ana Reyes"), (4, 2)),
        ((5,), ("Odo Karst", "Ana Reyes", "Ida Moe"), (5,)),
        ((1,), ("Ana Reyes",), (1,)),
        ((4, 3, 2, 1), ("Ana Reyes",), (1, 2, 3)),
    ],
)
def test_an_earlier_sentence_that_names_an_actor_is_added_in_every_language(
    language: str, cited: tuple[int, ...], names: tuple[str, ...], expected: tuple[int, ...]
) -> None:
    assert citing(language).with_named(cited, names) == expected


def test_whom_a_sentence_means_is_asked_where_the_grammar_is_read() -> None:
    """Not Karst: other persons are named between him and "she". Without a grammar, he is only named earlier."""
    assert citing("en").with_meant((4,), ("Ana Reyes",)) == (4, 2)
    assert citing("en").with_meant((4,), ("Odo Karst",)) == (4,)
    assert citing("fr").with_meant((4,), ("Odo Karst",)) == (4, 1)
