"""Subjects: who does what a verb says, by the words before it."""

import pytest

from summarizer.language.english.subjects import is_pronoun, subject_of


@pytest.mark.parametrize(
    ("sentence", "verb", "subject"),
    [
        ("The official said Spain has been in touch with the port.", "been", "Spain"),
        ("Karst, the governor, will leave.", "leave", "Karst"),
        ("Rebels who have been fighting fled.", "fighting", "Rebels"),
        ("Over the summer, the team will travel.", "travel", "the team"),
        ("On Tuesday the council agreed to pay.", "pay", "the council"),
        ("Together we will work for peace.", "work", "we"),
        ("Spain, Italy, and France commit to increasing aid.", "increasing", "Spain, Italy, and France"),
        ("Foreign Minister Ana Reyes and Ambassador Tom Hale will meet.", "meet",
         "Foreign Minister Ana Reyes and Ambassador Tom Hale"),
        ("Secretary of Trade Ana Reyes and Secretary of State Tom Hale will meet.", "meet",
         "Secretary of Trade Ana Reyes and Secretary of State Tom Hale"),
        ("President Odo Karst, Jr. will leave.", "leave", "President Odo Karst, Jr."),
        ("He plans to sell it.", "sell", "He"),
        ("Karst has not yet agreed to sell it.", "sell", "Karst"),
        ("It rained, and Karst soon left.", "left", "Karst"),
        ("Karst, who chairs the board, will leave.", "leave", "Karst"),
        ("Varnholm Bank, founded in 1901, will close.", "close", "Varnholm Bank"),
        ("Varnholm Bank, which chose Orlen over Larvik, will also buy it.", "buy", "Varnholm Bank"),
        ("Karst, along with two aides, will leave.", "leave", "Karst"),
        ("Norway announced it would leave.", "leave", "it"),
        ("Norway, the minister declared, would leave.", "leave", "Norway"),
        ("The United States would leave.", "leave", "The United States"),
        ("Karst told reporters the board would leave.", "leave", "the board"),
        ("Karst told the Orlen Echo he would leave.", "leave", "he"),
        ("The Orlen Assembly will leave.", "leave", "The Orlen Assembly"),
        ("Karst said the family would leave.", "leave", "the family"),
        ("It was sad. We will leave.", "leave", "We"),
        ("We will invest in Orlen and we will leave.", "leave", "we"),
        ("Karst said that as governor he would leave.", "leave", "he"),
        ("Karst quickly responded it would leave.", "leave", "it"),
        ("Spain, which has 600,000 dockers, will leave.", "leave", "Spain"),
        ("The rule declared in March will stay.", "stay", "The rule declared in March"),
        ("Karst flew to Orlen, and both leaders agreed to pay.", "pay", "both leaders"),
    ],
)  # fmt: skip
def test_the_words_before_a_verb_name_who_does_it(sentence: str, verb: str, subject: str) -> None:
    assert subject_of(sentence, sentence.index(verb)) == subject


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("Closed on Monday.", "Closed"),
        ("Karst wept and will leave.", "leave"),
        ("Karst met the brother of Moe, who will leave.", "leave"),
        ("Karst met Moe’s brother Odo and will leave.", "leave"),
        ("Five teachers, two of whom are smiths, will leave.", "leave"),
    ],
)
def test_without_words_of_its_own_before_it_nobody_is_named(sentence: str, verb: str) -> None:
    assert subject_of(sentence, sentence.index(verb)) is None


def test_a_pronoun_names_nobody() -> None:
    assert is_pronoun("They")
    assert not is_pronoun("the team")
