"""What a statement says is compared with its sentences: numbers, negation, hedges, bounds, verbs, names, days."""

from __future__ import annotations

import pytest

from summarizer.language.english.checks.numbers import quantities
from summarizer.language.naming import holds_name
from tests.claims import supported

TRUE = [
    ("a six-year term", "a term of 6 years"),
    ("It cost 3 million dollars.", "It cost $3,000,000."),
    ("two hundred thousand people", "some 200,000 people"),
    ("the twenty-first congress", "the 21st congress"),
    ("on February 4th", "on February 4"),
    ("Tens of thousands fled.", "tens of thousands of people fled"),
    ("45 percent", "45%"),
    ("45 per cent", "45%"),
    ("The two leaders met.", "Karst and Reyes met."),
    ("The remaining four detainees left.", "Seven of the 11 detainees stayed, the remaining four left."),
    ("It will not close.", "It has refused to close."),
    ("It will not close.", "The board voted against closing it."),
    ("It has not closed.", "It has yet to close."),
    ("It covers Varn, but not Orlen.", "Orlen is not among the places that it covers; Varn is."),
    ("Reyes says why it failed.", "Reyes says why it failed, and has not said why it went on."),
    ("Karst was taking no steps against it.", "Karst did not take any steps against it."),
    ("Karst refused to take steps.", "Karst did not take any steps."),
    ("She moved so that she could be near.", "She moved so that she could be near."),
    ("She moved to be near.", "She moved so she could be near."),
    ("The second vote is in May.", "They will then vote in May."),
    ("It will close.", "It will not open, and it will close."),
    ("It may close.", "It may close."),
    ("Karst said it would close.", "It may close, Karst said."),
    ("It met in May.", "It met in May."),
    ("More than 5 died.", "At least 5 died."),
    ("All ships left.", "All of the ships left, some of them late."),
    ("The bank lost.", "The bank lost the case that others won."),
    ("It met in September.", "It met on Sept. 4."),
    ("Doctors praised it.", "doctors praised it"),
    ("It eased to about 4.4 percent.", "It eased to 4.4 percent from 4.7 percent."),
    ("It met on May 14 and 15.", "It met on May 14 and on May 15."),
    ("It met on May 14, 2015.", "The last meetings were on May 14, 2015 and May 21, 2017."),
    ("He, 14, was freed.", "He is a 14-year-old who was freed."),
    # Parts of names are no numbers.
    ("First Lady Moe came.", "Moe came."),
    ("Karst met First Minister Moe.", "Karst met minister Moe."),
    # A relative clause asks nothing.
    ("Karst won’t sell it.", "We have a mayor in Karst who won’t sell it after he promised it."),
    ("Karst didn’t sell it.", "There is Karst, who didn’t sell it."),
    ("It isn’t open.", "Moe named a bridge that isn’t open."),
    # Both of two opposites.
    ("It is to begin and end in May.", "It is to begin on May 2, and end on May 9."),
    ("Shops open and close early.", "Shops open at six and close at two."),
]
FALSE = [
    ("It will not close the yard.", "It will close the yard by the end of May.", "negation"),
    ("It will close.", "It will not close.", "“close” without negation"),
    ("It will close.", "It will never close.", "“close” without negation"),
    ("The ship was not sunk.", "The ship was sunk, but nobody was hurt.", "negation"),
    ("Israel signed the treaty.", "Iran signed the treaty.", "Israel"),
    ("a six-year term", "a five-year term", "6 year"),
    ("a first term", "a second term", "1st"),
    ("half of them", "a third of them", "half"),
    ("thousands of people", "millions of people", "thousands"),
    ("The four countries met.", "Three countries met.", "4"),
    ("two soldiers died", "two civilians and five soldiers died", "2"),
    ("It cost $10 billion.", "It cost $10 million.", "10000000000 dollar"),
    ("It cost $10 billion.", "It cost €10 billion.", "10000000000 dollar"),
    ("within 5 days", "within 5 years", "5 day"),
    ("killed 2014 children", "In 2014 it killed 130 children.", "2014"),
    ("Reyes has said why it failed.", "Karst says that Reyes has not said why it failed.", "“why” without negation"),
    ("The doors are open, and no one left.", "The doors are not open, and no one left.", "“open” without negation"),
    ("Reyes announced that Karst stole it.", "Reyes announced that Karst allegedly stole it.", "“allegedly” left out"),
    ("Karst will visit Rome.", "Karst may visit Rome.", "“may” left out"),
    ("Karst stole it.", "Karst allegedly stole it.", "“allegedly” left out"),
    ("All ships left.", "Some ships left.", "“all”"),
    ("More than 5 died.", "Fewer than 5 died.", "“more than”"),
    ("Karst won the vote.", "Karst lost the vote.", "“won” for its opposite"),
    ("Prices fell.", "Prices rose.", "“fell” for its opposite"),
    ("It met in March.", "It met in April.", "March"),
    ("It met on Monday.", "It met on Friday.", "Monday"),
    ("It eased to about 4.7 percent.", "It eased to 4.4 percent from 4.7 percent.", "4.7 percent"),
    ("It rose from 4.4 percent.", "It rose to 4.4 percent from 4.2 percent.", "4.4 percent"),
    ("It has met since 15.", "It has met for 15 minutes since 1979.", "15"),
    ("It met on May 21, 2015.", "It met on May 14, 2015 and May 21, 2017.", "21 May 2015"),
    ("It met on May 14, 21.", "It met on May 14, 2015 and May 21, 2017.", "21"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "quote"), TRUE)
def test_what_the_sentence_says_in_other_words_is_supported(statement: str, quote: str) -> None:
    assert supported(statement, quote).missing == ()


@pytest.mark.parametrize(("statement", "quote", "missing"), FALSE)
def test_what_the_sentence_says_otherwise_is_missing(statement: str, quote: str, missing: str) -> None:
    found = supported(statement, quote)
    assert missing in found.missing
    assert found.score < 1


@pytest.mark.parametrize(("statement", "quote", "missing"), FALSE)
def test_a_sentence_supports_itself(statement: str, quote: str, missing: str) -> None:
    assert supported(statement, statement).missing == ()
    assert supported(quote, f"Officials said: {quote}").missing == ()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Il doit fermer.", "Il pourrait fermer."),
        ("Er wird kommen.", "Er wird nicht kommen."),
        ("El mitin fue en May.", "El mitin fue en abril."),
    ],
)
def test_rules_of_english_say_nothing_of_other_languages(statement: str, quote: str) -> None:
    assert supported(statement, quote, language="fr").missing == ()


@pytest.mark.parametrize(
    ("name", "quote", "held"),
    [
        ("Pavel Drask", "Minister Ada Drask met him.", False),
        ("Pavel Drask", "Minister Drask met him.", True),
        ("Pavel Drask", "In Orlen, Mr Drask met him.", True),
        ("Pavel Drask", "Ada Drask and Pavel Drask met.", True),
        ("Pavel Drask", "Ada Drask met Drask.", True),
        ("Pavel Drask", "The US-Drask pact held.", True),
        ("Cubans", "It is far from Cuba.", False),
    ],
)
def test_a_surname_with_another_given_name_is_another_person(name: str, quote: str, held: bool) -> None:
    assert holds_name(name, quote) is held


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one hundred and five", ["105"]),
        ("2.5 million", ["2500000"]),
        ("1,50,000 rupees", ["150000"]),
        ("the first, second and third", ["1st", "2nd", "3rd"]),
        ("at 5:30", ["5:30"]),
        ("half a dozen", ["half", "dozen"]),
        ("nothing", []),
    ],
)
def test_numbers_are_read_in_every_form(text: str, values: list[str]) -> None:
    assert [quantity.value for quantity in quantities(text)] == values
