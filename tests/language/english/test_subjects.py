"""Subjects: who does what a verb says, by the words before it."""

import pytest

from summarizer.language.english.subjects import is_pronoun, needs_context, subject_of, verb_group
from summarizer.language.rules import NeutralRules


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


def test_a_pronoun_names_nobody() -> None:
    assert is_pronoun("They")
    assert not is_pronoun("the team")


@pytest.mark.parametrize(
    ("sentence", "refers_back"),
    [
        ("On Monday he met Karst.", True),
        ("They left on Friday.", True),
        ("It denied the report.", True),
        ("The company denied it.", True),
        ("The two will meet in Porto.", True),
        ("Reyes said it will close the yard.", True),
        ("Kerry met Karst in Rome.", False),
        ("Storms hit the coast.", False),
    ],
)
def test_only_sentences_that_refer_back_need_context(sentence: str, refers_back: bool) -> None:
    assert needs_context(sentence) is refers_back


def test_in_other_languages_every_sentence_is_shown_with_its_context() -> None:
    assert NeutralRules().needs_context("Kerry a rencontré Karst à Rome.")
