"""Introductions: which earlier sentence is quoted for "the talks", and when there is none."""

from __future__ import annotations

import pytest

from summarizer.claims import Insertion, printed_together
from summarizer.language.english.context import Where
from tests.language.english.contexts import context, event, printed

LEAD = "A new bridge to Varn was opened by Kari Lund on Sunday."
BETWEEN = "Odo Karst closed the old yard of Orlen on Monday."
"""A sentence that tells nothing of what the others are about."""


def quoted(*text: str, title: str = "") -> str | None:
    """What is quoted before the last sentence of a text, if that is not the sentence before."""
    found = context("\n\n".join((LEAD, *text)), title).quoted.get(len(text) + 1, ())
    return next((one.words for one in reversed(found) if one.where is Where.EARLIER), None)


TOLD = [
    ("A senior official said the bridge will open in May.", "The official praised the dockers of Orlen."),
    ("Norway offered talks on the ferries of Orlen.", "The talks will go on in Porto on Friday."),
    ("Two men left the ferry in Orlen on Friday.", "The men were arrested in Porto on Monday."),
    ("Police arrested 12 dockers in Porto on Friday.", "Norway freed the dockers after two days."),
    ("The Dockers Fund, an aid group of Orlen, left on Friday.", "The aid group, Karst said, came back in May."),
    ("A maritime dispute divided Norway and Orlen in May.", "The maritime dispute went on in June."),
    ("Karst’s visit to Porto began on Friday.", "The visit angered the dockers of Orlen."),
    ("The talks with Norway began on Friday.", "Karst said the talks had failed."),
    ("An attack on the yard killed two dockers.", "Norway denied any role in the attack."),
    ("A Norwegian diplomat left Orlen on Friday.", "Karst rejected the advice of the Norwegian diplomat."),
    ("Norway sent aid to the areas flooded by the storm.", "Karst will lead the work in the flooded areas."),
    ("A diplomat of Norway left Porto on Friday.", "“The ferries are far too old for them,” the diplomat said."),
    ("A law on ferries was passed by Norway in May.", "Three dockers were fined under the law."),
]


@pytest.mark.parametrize(("earlier", "sentence"), TOLD)
def test_the_sentence_that_introduces_a_noun_is_quoted(earlier: str, sentence: str) -> None:
    expected = None if "aid group" in sentence else earlier
    assert quoted(earlier, BETWEEN, sentence) == expected


ACTS = [
    # An act within a sentence is told by the same noun, or by another of its family: by the phrase, if it tells it.
    ("A terror attack on a ferry of Norway", " killed two dockers.", "Karst denied any role in the assault."),
    ("A coordinated assault on the yard of Orlen", " began.", "Karst denied the massacre."),
    ("A bombing at the yard in Varn", " hurt two dockers.", "Nobody has claimed the attack."),
    ("Protests against the mayor of Orlen", " began in May.", "Moe called for the demonstrations."),
    ("Dockers held a rally.", "", "Two were hurt during the protests."),
    ("Allegations that Moe took money were made in May", ".", "Karst denied the allegations."),
    ("Norway made charges of theft.", "", "Moe rejected the accusations."),
    ("A raid on the homes of dockers in Varn", " failed.", "Rights groups condemned the raid."),
    ("A ruling on the yard of Orlen", " was made in May.", "Karst will fight the verdict."),
    ("A court has made a decision.", "", "Moe praised the decision."),
    ("President Moe’s ferry ban", " was lifted in May.", "Dockers were hit by the ban."),
    ("Norway’s rocket program", " is old, Karst says.", "Moe has denied that the program is aimed at Orlen."),
]


@pytest.mark.parametrize(("phrase", "rest", "sentence"), ACTS)
def test_an_act_within_a_sentence_is_told(phrase: str, rest: str, sentence: str) -> None:
    assert quoted(f"{phrase}{rest}", BETWEEN, sentence) == phrase


def test_of_several_things_the_last_one_is_meant() -> None:
    first, last = "A raid on a yard in Porto failed in May.", "A raid on a yard in Varn failed in June."
    assert quoted(first, last, BETWEEN, "Moe condemned the raid, as did Karst.") == "A raid on a yard in Varn"
    assert quoted(first, last, BETWEEN, "The raid angered the dockers.") == last
    # "On the dockers" may be whom they blame.
    blamed = "Norway blamed the raid on the dockers of Orlen."
    assert quoted(first, blamed, BETWEEN, "Karst denied any role in the raid.") == "A raid on a yard in Porto"
    # A word of its own counts before one of its family.
    march = "A march of Norway's sailors began in Varn."
    told = quoted("Protests against the mayor of Orlen began in May.", march, BETWEEN, "Moe praised the protests.")
    assert told == "Protests against the mayor of Orlen"


UNCERTAIN = [
    # Two are introduced.
    ("An official of Orlen met an official of Norway.", "The official praised the dockers of Orlen."),
    ("Norway offered talks, and Porto offered talks in May.", "The talks will go on in Porto on Friday."),
    ("An attack in Porto came after another attack in May.", "Norway denied any role in the attack."),
    ("Karst’s visit came days after Moe’s visit to Norway.", "The visit angered the dockers of Orlen."),
    ("A judge of Orlen wrote to the Norwegian judge in May.", "The judge praised the dockers of Orlen."),
    # None is, or it was known before.
    ("No official of Orlen came to the yard.", "The official praised the dockers of Orlen."),
    ("The talks were hard until Norway offered talks in May.", "The talks will go on in Porto on Friday."),
    ("His visit to Porto angered Norway in May.", "The visit angered the dockers of Orlen."),
    ("“A deal is near,” Odo Karst told the dockers.", "The deal angered the dockers of Orlen."),
    ("An official car of Norway left Orlen in May.", "The official praised the dockers of Orlen."),
    # It is of another kind.
    ("A trade dispute divided Norway and Orlen in May.", "The maritime dispute went on in June."),
    ("A Norwegian diplomat left Orlen on Friday.", "Karst rejected the advice of the Danish diplomat."),
    # Any body may be meant.
    ("A fund of Norway sold ferries in May.", "The fund was closed in June."),
    ("Norway hired a company in Orlen in May.", "The company was closed in June."),
]


@pytest.mark.parametrize(("earlier", "sentence"), UNCERTAIN)
def test_nothing_is_quoted_if_several_may_be_meant(earlier: str, sentence: str) -> None:
    assert quoted(earlier, BETWEEN, sentence) is None


NEEDLESS = [
    # Every reader knows it, or it is told.
    ("Police of Porto came in May.", "The police left Orlen on Friday."),
    ("A government was formed in Norway in May.", "In Norway, the government closed two yards on Friday."),
    ("A president was elected in Norway in May.", "The president closed two yards on Friday."),
    ("A week of rain ended in Norway in May.", "The week was hard in Orlen."),
    ("Norway has closed yards over 20 years.", "Karst thanked the dockers who came over the years."),
    ("Norway has an environment of trust.", "Karst promised to protect the environment."),
    ("A storm hit an area of Norway in May.", "Karst will lead the work in the area."),
    ("Norway offered talks on the ferries of Orlen.", "The talks in Porto were held on Friday."),
    ("Norway offered talks on the ferries of Orlen.", "Porto held talks on Friday, and the talks failed."),
    ("A senior official said the bridge will open in May.", "The official of Norway praised the dockers."),
    ("A senior official said the bridge will open in May.", "Ida Moe left, and Karst praised the official."),
    ("Norway fought a war in May.", "The Syrian war went on in June."),
    # Not the subject, and not one of a kind.
    ("Norway offered talks on the ferries of Orlen.", "Karst praised the talks."),
]


@pytest.mark.parametrize(("earlier", "sentence"), NEEDLESS)
def test_nothing_is_quoted_for_what_readers_take_as_it_is(earlier: str, sentence: str) -> None:
    assert quoted(earlier, BETWEEN, sentence) is None


def test_the_headline_tells_a_noun() -> None:
    earlier, sentence = TOLD[1]
    assert quoted(earlier, BETWEEN, sentence, title="Norway and Orlen in Talks") is None


@pytest.mark.parametrize(
    ("earlier", "sentence", "phrase"),
    [
        ("It is for this that Norway issued a call for talks on ferries in Orlen.", "The call came late.",
         "a call for talks on ferries in Orlen"),
        ("They denied an attack on the yard of Orlen that killed 18 dockers.", "The attack angered Porto.",
         "an attack on the yard of Orlen"),  # the yard may have killed them
        ("They denied an attack that killed 18 dockers of Orlen.", "The attack angered Porto.",
         "an attack that killed 18 dockers of Orlen"),
        ("A delegation of Norway came as part of those efforts.", "The delegation met Odo Karst.",
         "A delegation of Norway"),
        ("He praised a deal with Norway, which was signed in May.", "The deal angered Porto.", "a deal with Norway"),
        ("That led to a strike at the Orlen Yard; nobody came.", "The strike went on in June.",
         "a strike at the Orlen Yard"),
        # Nothing tells which it is, a pronoun leaves it open, or it goes on.
        ("They denied an attack on the yard.", "The attack angered Porto.", None),
        ("They denied an attack on his yard in Orlen.", "The attack angered Porto.", None),
        ("They denied an attack.", "The attack angered Porto.", None),
        ("They saw an attack that killed 18 dockers, two guards and a child.", "The attack angered Porto.", None),
        ("They signed a deal with Norway and left the town.", "The deal angered Porto.", None),
    ],
)  # fmt: skip
def test_of_a_sentence_that_is_unclear_itself_the_phrase_is_quoted(
    earlier: str, sentence: str, phrase: str | None
) -> None:
    assert quoted(BETWEEN, earlier, BETWEEN.replace("old", "new"), sentence) == phrase


def test_what_is_vital_and_introduced_is_no_longer_left_out() -> None:
    signed = "Norway signed a plan for the yard of Orlen in May."
    text = f"{LEAD}\n\n{signed}\n\n{BETWEEN}\n\nThis plan will cost the town two ferries."
    assert 4 not in context(text).untold
    assert 4 in context(text.replace("a plan", "a plan, and Porto signed a plan,")).untold


def test_what_stands_further_up_is_marked_as_such() -> None:
    earlier, sentence = TOLD[1]
    assert printed(f"{earlier} {BETWEEN} {sentence}")[-1] == f"[Earlier in the article: “{earlier}”] {sentence}"
    assert printed(f"{earlier} {sentence}")[-1] == f"[Sentence before: “{earlier}”] {sentence}"


def test_a_phrase_of_what_was_printed_directly_before_is_not_quoted_in_a_summary() -> None:
    first = event("They issued a call for talks in Orlen.")
    assert first.statement is not None
    phrase = first.statement.model_copy(update={"quote": "a call for talks in Orlen", "start": 12, "end": 37})
    second = event("The call came late.", Insertion(0, "[Earlier in the article: “…”] ", quoted=phrase), at=80)
    assert printed_together([first, second]) == f"{first.summary} {second.summary}"
    assert printed_together([event(BETWEEN, at=200), second]).endswith(second.printed)
