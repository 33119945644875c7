"""Pointing: what leaves a sentence unclear to somebody who reads it alone, and what readers accept."""

from __future__ import annotations

import pytest

from tests.language.english.contexts import CLOSED, context

# Sentences that lack something vital, by kind.
UNCLEAR = [
    # A number, money, or a context that another sentence gives.
    "Prior to the strike, that number was one million in Norway.",
    "Most of these funds will go to the dockers of Norway.",
    "Odo Karst named two more judges in that regard.",
    # More of what was told.
    "With Norway, this additional $2 billion will pay for two ferries.",
    "The dockers of Orlen praised these new ferries on Monday.",
    # "That" with a noun, and nouns that sum up.
    "In May, the board of Orlen can deliver on that fundamental promise.",
    "To maintain that momentum, the board of Orlen hired two dockers.",
    "Norway spoiled chances to change this situation on Friday.",
    # "This" and "the two", without anything that they can mean.
    "In a post on X, the US Ambassador said that the two held talks on ferries.",
    # People whom nobody names.
    "Since his death, clashes between dockers and police have left two hurt in Norway.",
    "After their release, 300 dockers marched to the yard of Orlen.",
    "That’s in addition to the ferries of Norway,” Police Chief Odo Karst said.",
    "But they do not have the right to close it,” Police Chief Odo Karst said.",
    "It said they discussed the ferries of Norway on Monday.",
    "Some Arab politicians praised a promise he made in February.",
    # "That" with the noun that ends a clause.
    "The group with the fastest ferries won that match.",
    "Ida Moe of Orlen rejected that proposal, and left Norway.",
    "The dockers of Orlen seemed to confirm that point.",
    "Karst and Moe opened that bridge, which leads to Norway.",
    "In May, two nurses of Varn won that prize.",
    # Parties whom nobody names.
    "Neither country has told Norway of such plans.",
    "Neither party spoke of the ferries of Norway.",
    "All sides have a foe in the dockers of Norway.",
    "All parties signed a deal in Norway in May.",
    # What goes on with the verb of another sentence.
    "And no more so than in Norway, where the ferries were sold in May.",
    "Nowhere more so than in Varn, where the dockers left.",
    "But even more so in Orlen, where the yard closed in May.",
    "Less so in Varn, where the board still pays.",
    "Not so in Orlen, where the dockers left.",
    "Nor did the board sell the ferries of Orlen to Norway.",
]

CLEAR = [
    "The aid group, the Orlen-based Dockers Fund, left on Friday.",
    "The hospital of Orlen was closed in May.",
    "Dockers were taken to the hospital in May.",
    "In its statement, the board of Orlen listed two yards.",
    "In his speech, Odo Karst praised the dockers of Orlen.",
    "As he left the yard, the mayor, Ida Moe, thanked all of the dockers.",
    "In a speech about his yard, Odo Karst said he will leave.",
    "In May the board of Orlen sold the ferries of this town to Norway.",
    "Karst said that talks with Norway had failed on Monday.",
    "Norway said that development of a new ferry begins in May.",
    "The board of Orlen has 40 ferries, and that number will grow.",
    "Karst promised to keep the yard, and the board of Orlen upheld that commitment.",
    "Karst proposed a bridge to Norway, and Ida Moe rejected that proposal.",
    "Ida Moe of Orlen runs a firm that builds, sells and repairs ferries.",
    "Karst told Norway that Orlen, his town, will pay.",
    "Neither Karst nor Moe spoke of the ferries.",
    "Neither of the ferries left Orlen in May.",
    "Norway and Orlen met in May, and neither side spoke of ferries.",
    "All ferries of Orlen left in May.",
    "Karst said all sides of the yard are shut.",
    "Odo Karst spoke of the yard, and those remarks angered Norway.",
    "Karst closed two yards, and this has cost the town two ferries.",
    "Odo Karst told Ana Reyes that the two should meet in May.",
    "Gloria was taken to a doctor shortly before her death in May.",
    "The Palestinian stabbed two dockers before he was shot on Monday.",
    "The Orlen Company sold ferries after the group met in May.",
    "The Taliban left two yards in May after the group met Norway.",
    "The group of dockers left for Norway on Monday.",
    "Karst led the organization that closed the yards in May.",
    "The officials said they closed the yard of Orlen on Monday.",
    "The judge freed those who had closed the yard in May.",
]


@pytest.mark.parametrize("sentence", UNCLEAR)
def test_a_sentence_with_something_untold_is_left_out(sentence: str) -> None:
    assert 1 in context(sentence).untold


@pytest.mark.parametrize("sentence", CLEAR)
def test_a_sentence_that_tells_it_itself_is_kept(sentence: str) -> None:
    assert 1 not in context(sentence).untold


PLAN = "Odo Karst signed a plan for the old yard in Orlen on Monday."


@pytest.mark.parametrize(
    ("before", "sentence", "is_told"),
    [
        # A demonstrative with a noun: the noun, a word of its root, or a name that has it.
        (PLAN, "This plan will cost the town two ferries.", True),
        (PLAN, "This process will cost the town two ferries.", False),
        ("The board praised the plan in Orlen on Monday.", "This plan will cost the town two ferries.", False),
        ("Karst nominated Ana Reyes in Orlen on Monday.", "This nomination will cost the town two ferries.", True),
        ("Norway began its efforts in Orlen on Monday.", "As part of those efforts, two ferries left Porto.", True),
        # Nouns that sum up: something done, said, violence, a ruling, a number, money.
        (CLOSED, "This move will cost the town two ferries.", True),
        ("The yard of Orlen is an old one by the sea.", "This move will cost the town two ferries.", False),
        ("The board of Orlen should sell the yard soon.", "This move will cost the town two ferries.", False),
        ("Karst announced talks with Norway on Monday.", "That statement angered the dockers of Orlen.", True),
        (CLOSED, "That statement angered the dockers of Orlen.", False),
        ("A gunman shot two dockers in Orlen on Monday.", "This massacre angered the town of Orlen.", True),
        ("Moscow and Norway denied it in Orlen on Monday.", "That attack angered the town of Orlen.", False),
        ("A court sentenced two dockers in Orlen in May.", "That ruling angered the town of Orlen.", True),
        ("The yard had 3,000 dockers, the town of Orlen says.", "That number has grown by two in May.", True),
        ("The yard lost its dockers on March 2, Orlen says.", "That number has grown by two in May.", False),
        ("Norway gave $2 million to the town of Orlen.", "These funds will go to the dockers of Orlen.", True),
        ("The goal of the town of Orlen is clear to all.", "This funding will go to the dockers of Orlen.", False),
        # A bare one may mean all of it, but for the first of its kind.
        (CLOSED, "This comes as the dockers of Orlen are on strike.", True),
        (CLOSED, "That meant the end of two ferries in Orlen.", True),
        (CLOSED, "This is not the first time that a ferry has sunk off Norway.", False),
        ("A ferry sank off Porto on Monday.", "This is not the first time that a ferry has sunk.", True),
        # A sentence with something untold of its own tells nothing.
        ("Karst warned that this is only the first plan.", "This plan will cost the town two ferries.", False),
        # Several lacks: all of them have to be told.
        ("Odo Karst came to Orlen on Monday.", "He sold the yard to change this situation.", False),
        # People: those who do something; things have it done to them.
        ("Several scenarios were considered in Orlen on Monday.", "They estimated the cost at two ferries.", False),
        ("Several scenarios were considered in Orlen on Monday.", "They are known to the dockers of Orlen.", True),
        ("In May, three people came to the town of Orlen.", "They sold two ferries to Norway.", True),
        ("The town of Orlen closed its yard on Monday.", "Dockers praised a promise he made in May.", False),
        # A body: by its name or an indefinite mention, whoever says it.
        ("Norway met the Haqqani Network in Orlen on Monday.", "It is said the network has closed yards.", True),
        ("Norway met a group of dockers in Orlen on Monday.", "Norway says the group has closed yards.", True),
        ("Norway and Poland met in the town on Monday.", "Norway says the group has closed yards.", False),
        ("Odo Karst met Ana Reyes in Orlen on Monday.", "In a post, Norway said the two held talks.", True),
    ],
)  # fmt: skip
def test_the_sentence_before_tells_it_by_a_name_an_indefinite_mention_or_an_act(
    before: str, sentence: str, is_told: bool
) -> None:
    assert (2 in context(f"{before}\n\n{sentence}").quoted) is is_told
