"""Context: which sentences need the one before them, and when that one is quoted."""

from __future__ import annotations

import pytest

from summarizer.claims import Insertion, attribution, forms_together, printed_together
from summarizer.language.english.pointing import Need
from tests.language.english.contexts import CLOSED, context, event, printed

OPENED = "Governor Odo Karst opened the new bridge in Orlen on Monday."


def need(sentence: str, title: str = "") -> Need | None:
    lacks = context(sentence, title).lacks.get(1)
    return lacks[0].need if lacks else None


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("This decision closed the yard on Monday.", True),
        ("These two ferries were sold to Norway on Friday.", True),
        ("That vote has ended the strike of the dockers.", True),
        ("But those plans were given up by the board in May.", True),
        ("To that end, the board sold two ferries to Norway.", True),
        ("In this context, the board met the dockers in Orlen.", True),
        ("“This yard is ours,” Karst told the dockers on Monday.", False),
        ("This year the board sold two ferries to Norway.", False),
        ("This Friday the board will sell two ferries to Norway.", False),
        ("At that time the board had sold two ferries to Norway.", False),
        ("These days the board sells more ferries to Norway.", False),
        ("Thisted Yard sold two ferries to Norway on Friday.", False),
        ("The board sold the yard this morning to a firm in Orlen.", False),
    ],
)
def test_what_begins_with_what_another_sentence_tells_points_back(sentence: str, points: bool) -> None:
    assert (need(sentence) is Need.POINTS_BACK) is points


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("The dockers of Orlen praised this team on Monday.", True),
        ("The board met the dockers in Orlen in that regard.", True),
        ("Strikes in Norway brought that number down on Friday.", True),
        ("The board of Orlen has spent these funds on two ferries.", True),
        ("Karst condemned such attacks in a speech in Orlen.", True),
        ("Norway sold the ferries to both groups on Friday.", True),
        ("The two met in Porto on Monday.", True),
        ("Norway left, as neither side spoke of the ferries.", True),
        ("The board of Orlen rejected the latter on Monday.", True),
        ("Ana Reyes won the same prize on Monday.", True),
        ("The board of Orlen sold the yard this year.", False),
        ("The board of Orlen sold the yard earlier this month to Norway.", False),
        ("Karst said that officials of the yard left on Monday.", False),
        ("Norway sold the bridge that links Orlen and Porto.", False),
        ("Odo Karst signed a deal in Orlen and praised this deal on Friday.", False),
        ("The board decided to sell the yard, and defended this decision on Friday.", False),
        ("The board of Orlen helped those who lost the ferry.", False),
        ("Norway sold 40 ferries in May, and this number has grown.", False),
        ("The board of Orlen sold two ferries in those years.", False),
        ("Ferries such as the old one were sold in May.", False),
        ("Odo Karst and Ana Reyes praised ties between the two countries.", False),
        ("Both Karst and Reyes left the town on Monday.", False),
        ("Both of Karst’s ferries left the town on Monday.", False),
        ("Norway gave Orlen the two old ferries on Monday.", False),
        ("“We will end this process,” Odo Karst told the dockers.", False),
    ],
)  # fmt: skip
def test_what_points_out_of_its_sentence_is_found(sentence: str, points: bool) -> None:
    assert (need(sentence) in (Need.POINTS_WITHIN, Need.TWO)) is points


@pytest.mark.parametrize(
    ("sentence", "title", "is_bare"),
    [
        ("The call was made on Monday in Orlen.", "", True),
        ("The decision also angered the dockers of Orlen.", "", True),
        ("The fishing crew sold two ferries on Friday.", "", True),
        ("Karst said the network was closed in May.", "", False),
        ("The ship sank off Norway in March.", "", True),
        ("The talks will go on in Porto on Friday.", "", True),
        ("The ship sank off Norway in March.", "Ship Sinks off Norway", True),
        ("The board of Orlen sold two ferries on Friday.", "", False),
        ("The government sold two ferries on Friday.", "", True),
        ("The government sold two ferries to Norway on Friday.", "", True),
        ("On Friday, the government sold two ferries to Spain.", "", True),
        ("In Norway, the government sold two ferries on Friday.", "", False),
        ("The president sold two ferries on Friday.", "", False),
        ("The Orlen Board sold two ferries on Friday.", "", False),
        ("The ship that sank in March was sold in May.", "", False),
        ("A ship sank off Norway in March.", "", False),
        ("Orlen sold the ship to Norway in March.", "", False),
    ],
)
def test_a_subject_that_is_only_a_definite_noun_is_found(sentence: str, title: str, is_bare: bool) -> None:
    assert (need(sentence, title) is Need.NOUN) is is_bare


@pytest.mark.parametrize(
    ("before", "sentence", "is_quoted"),
    [
        # What begins with a demonstrative may mean all of the sentence before.
        (CLOSED, "This decision will cost the town two ferries.", True),
        ("Nobody came.", "This decision will cost the town two ferries.", False),
        ("The Old Yard of Orlen", "This decision will cost the town two ferries.", False),
        ("Karst told Moe that he will “pay for it.", "This decision will cost the town two ferries.", True),
        ("“We will pay for all of it.", "This decision will cost the town two ferries.", False),
        ("Was the yard of the town of Orlen closed on Monday?", "This decision will cost the town two ferries.", False),
        ("This made the board close the yard on Monday.", "That decision will cost the town two ferries.", False),
        ("They closed the yard in Orlen on Monday.", "That decision will cost the town two ferries.", False),
        ("The board [sic] closed the yard in Orlen on Monday.", "This will cost the town two ferries.", False),
        ("The board closed " + "the yard and " * 20 + "left on Monday.", "This will cost the town ferries.", False),
        # A pronoun, somebody or something.
        ("Ana Reyes met Odo Karst in Orlen on Monday.", "He sold two ferries to Norway.", True),
        ("The yard was sold by the minister on Monday.", "He sold two ferries to Norway.", True),
        ("The old yard was closed in Orlen on Monday.", "He sold two ferries to Norway.", False),
        ("Two sailors left the yard in Orlen on Monday.", "They sold two ferries to Norway.", True),
        ("Ana Reyes and Odo Karst met a man on Monday.", "They sold two ferries to Norway.", True),
        (OPENED, "They sold two ferries to Norway on Friday.", False),
        ("The yard in Orlen reopened on Monday.", "It sold two ferries to Norway.", True),
        (OPENED, "We have sold two ferries to Norway.", False),
        # Within a sentence and of a bare noun, the noun or what it sums up.
        ("A team of dockers left Orlen on Monday.", "Karst praised this team in Porto.", True),
        ("The town of Orlen closed its yard on Monday.", "Karst praised this bridge in Porto.", False),
        (CLOSED, "The dockers of Norway praised this decision on Friday.", True),
        ("A ferry with dockers left Orlen on Monday.", "The ferry sank off Norway on Friday.", True),
        ("The board announced strikes in Orlen on Monday.", "The announcement angered the dockers.", True),
        ("The Orlen Corporation closed a yard on Monday.", "The company sold two ferries to Norway.", True),
        ("Ana Reyes held a summit of dockers in Orlen on Monday.", "The meeting lasted an hour.", True),
        ("Norway and Spain held talks on ferries in Orlen.", "The meeting lasted an hour.", True),
        ("Ana Reyes sold two ferries in Orlen on Monday.", "The meeting lasted an hour.", False),
        (CLOSED, "The weather was fine in Norway on Friday.", False),
        # Of a noun within, only what was done.
        ("The court of Orlen ruled in May that the yard is too old.", "Karst fought to reverse the ruling.", True),
        ("Moe put out a film alleging that Karst took money.", "Karst gave no answer to the allegations.", True),
        ("Norway praised ferries of Varn in May.", "Dockers took part in the party.", False),
        ("Two dockers were killed off Orlen in May.", "Norway denied any role in the attack.", True),
        ("Karst nominated a judge of Varn in May.", "Moe opposed the nomination.", True),
        ("Karst promised a new bridge on Monday.", "Norway praised the pledge.", True),
        ("A judge of Orlen convicted two dockers in May.", "Moe will appeal the verdict.", True),
        ("Norway deployed two ferries off Orlen in May.", "Moe condemned the deployment.", True),
        ("The border with Norway was closed in May.", "Dockers left by the border.", False),
        ("Karst opened a new bridge in May.", "Norway praised the yards.", False),
        # Links that go on with what was told.
        (CLOSED, "As a result, 20 dockers of Norway left the town.", True),
        (CLOSED, "Hence, 20 dockers of Norway left the town.", True),
        (CLOSED, "Since then, 20 dockers of Norway have left the town.", True),
        (CLOSED, "In doing so, Norway lost 20 dockers in May.", True),
        (CLOSED, "Instead, Norway hired 20 dockers in May.", True),
        (CLOSED, "And as a consequence, Norway hired 20 dockers.", True),
        (CLOSED, "However, 20 dockers of Norway left the town.", False),
        (CLOSED, "Meanwhile, 20 dockers of Norway left the town.", False),
        (CLOSED, "In response, 20 dockers of Norway left the town.", False),
        (CLOSED, "As a gift, 20 dockers of Norway got a ferry.", False),
        # What it is about is not known, or is left open.
        (
            "At the height of the strike thousands came, but its end was near.",
            "It will pay for 40 ferries.",
            False,
        ),
        ("Owners of these ferries must leave the yard, and take action.", "This action will cost the town.", False),
        ("The ferry left Orlen for Norway on Monday.", "The ferry sank off Norway on Friday.", False),
    ],
)
def test_the_sentence_before_is_quoted_if_it_is_clear_and_can_tell(before: str, sentence: str, is_quoted: bool) -> None:
    quoted = context(f"{before}\n\n{sentence}").quoted
    assert [one.span and one.span.quote for found in quoted.values() for one in found] == [before] * is_quoted


def test_a_line_below_a_photo_is_passed_over() -> None:
    quoted = context(f"{CLOSED}\n\nFILE - Dockers leave the yard in Orlen.\n\nThis cost the town two ferries.").quoted
    assert [one.words for found in quoted.values() for one in found] == [CLOSED]


def test_an_issuer_who_says_we_is_clear() -> None:
    text = "We closed the old yard in Orlen on Monday. This will cost the town two ferries."
    assert not context(text).quoted
    assert context(text, voice="Statement of the Board").quoted


QUOTED = f"[Sentence before: “{CLOSED}”] This has cost the town of Orlen two old ferries."


def test_an_event_has_the_sentence_before_in_brackets() -> None:
    assert printed(f"{CLOSED} This has cost the town of Orlen two old ferries.") == [CLOSED, QUOTED]


def test_marks_of_what_is_quoted_become_inner_ones() -> None:
    told = "Odo Karst called the yard “a wreck” in Orlen on Monday."
    assert printed(f"{told} This has cost the town of Orlen two old ferries.")[1].startswith(
        "[Sentence before: “Odo Karst called the yard ‘a wreck’ in Orlen on Monday.”] This has cost"
    )


def test_a_mark_that_is_lost_at_the_end_is_set() -> None:
    told = "Odo Karst told the dockers that the yard is “a wreck."
    assert printed(f"{told}\n\nThis has cost the town of Orlen two old ferries.")[-1].startswith(
        "[Sentence before: “Odo Karst told the dockers that the yard is ‘a wreck.’”] This has cost"
    )


def test_a_bare_noun_that_nothing_introduces_stays_as_it_is() -> None:
    assert printed("The ferry sank in the harbour of Orlen on Friday.") == [
        "The ferry sank in the harbour of Orlen on Friday."
    ]


def test_a_sentence_printed_directly_before_is_not_quoted_in_a_summary() -> None:
    voice = Insertion(0, "[Statement of the Board:] ")
    first = event(CLOSED, voice)
    before = Insertion(0, f"[Sentence before: “{CLOSED}”] ", quoted=first.statement)
    second = event("This has cost the town two ferries.", voice, before, at=80)
    assert printed_together([first, second]) == f"{voice.text}{CLOSED} {second.summary}"
    other = event(OPENED, voice, at=200)
    together = printed_together([first, other, second])
    assert together == f"{voice.text}{CLOSED} {OPENED} {before.text}{second.summary}"
    # Each of them is found again in both.
    for summary in (together, printed_together([first, second])):
        assert any(form in summary for form in forms_together(second.printed))


def test_the_forms_of_a_statement_are_its_words_with_fewer_brackets() -> None:
    printed = f"[Statement of the Board:] [Sentence before: “{CLOSED}”] [“]It has cost us two ferries,” Karst said."
    bare = "[“]It has cost us two ferries,” Karst said."
    assert forms_together(printed) == (
        printed,
        f"[Statement of the Board:] {bare}",
        f"[Sentence before: “{CLOSED}”] {bare}",
        bare,
    )
    assert forms_together(bare) == (bare,)
    assert attribution(f"[Sentence before: “{CLOSED}”] {bare}") == ""
