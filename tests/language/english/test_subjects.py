"""Subjects: who does what a verb says, by the words before it."""

import pytest

from summarizer.language.english.subjects import is_pronoun, place_of, subject_of, verb_group


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
        ("He plans to sell it.", "sell", "He"),
        ("It rained, and Karst soon left.", "left", "Karst"),
    ],
)  # fmt: skip
def test_the_words_before_a_verb_name_who_does_it(sentence: str, verb: str, subject: str) -> None:
    assert subject_of(sentence, sentence.index(verb)) == subject


def test_without_words_before_it_nobody_is_named() -> None:
    assert subject_of("Closed on Monday.", 0) is None


def test_the_verb_group_holds_auxiliaries_and_undertaking_verbs() -> None:
    sentence = "Karst has not yet agreed to sell it."
    assert sentence[verb_group(sentence, sentence.index("sell")) :] == "has not yet agreed to sell it."


def test_a_deed_is_found_by_its_words_else_by_its_verb() -> None:
    sentence = "Karst announced that Spain would repair the old port."
    assert place_of("will repair the old port", sentence) == sentence.index("repair")
    assert place_of("repaired a bridge", sentence) == sentence.index("repair")
    assert place_of("danced", sentence) is None


def test_a_pronoun_names_nobody() -> None:
    assert is_pronoun("They")
    assert not is_pronoun("the team")
