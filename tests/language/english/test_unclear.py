"""Sentences that leave open whom they are about, though no pronoun is their subject."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import Sentence
from summarizer.language.english.events import read
from summarizer.language.english.unclear import leaves_open


def is_open(text: str) -> bool:
    return leaves_open(read(Sentence(1, 0, len(text), text)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Both are seen as part of the plan to close the yard.",
        "Some held up signs while others set fire to a flag of Orlen.",
        "Others have been critical of the speech that Karst made in May.",
        "Neither side mentioned the strike in Orlen.",
        "Another was shot by police in Orlen on Monday.",
        "One was shot by police in Orlen on Monday.",
        "One of them was shot by police in Orlen on Monday.",
        "Several of those were sold in Orlen on Monday.",
        "All of them have left the yard of Orlen.",
        "The others were sold in Orlen on Monday.",
        "Eight others were sold in Orlen on Monday.",
        "Among them were two dockers from Orlen.",
        "Among those groups was the union of the dockers of Orlen.",
        "The board last month named it as the owner of the yard.",
        "Police arrested him on Monday.",
        "Norway has replaced it with three ferries.",
        "The union dismissed them in May, Karst said.",
    ],
)
def test_a_bare_quantity_or_an_object_that_nobody_can_be_is_open(sentence: str) -> None:
    assert is_open(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Both dockers were shot in Orlen on Monday.",
        "Both of the ferries were sold in Orlen on Monday.",
        "Some dockers held up signs in Orlen.",
        "Some of the dockers held up signs in Orlen.",
        "Some say that the yard will close.",
        "Many fear that the yard will close.",
        "Most believe that the yard will close.",
        "One could think that the yard was sold.",
        "One of the dockers was shot in Orlen on Monday.",
        "Two were shot in Orlen on Monday.",
        "Neither Karst nor Moe mentioned the strike.",
        "Among those who left were two dockers from Orlen.",
        "Among those hurt were two dockers from Orlen.",
        "Among the dockers was the mayor of Orlen.",
        "Others in the union said that the yard was lost.",
        "The board made it clear that the yard would close.",
        "The board has made it a crime to enter the yard.",
        "Norway denied it wants to close the yard.",
        "The board announced it sold two ferries in May.",
        "As Karst left the yard, dockers attacked him in the street.",
        "Karst said that dockers had attacked him in the street.",
        "Friends of Karst saw him in the street.",
        "The union and Karst split it in May.",
    ],
)
def test_a_noun_people_in_general_or_a_name_before_the_pronoun_leave_nothing_open(sentence: str) -> None:
    assert not is_open(sentence)
