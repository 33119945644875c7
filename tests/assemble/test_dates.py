"""The days of the dates in claims."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.checking import ClaimChecker
from summarizer.claims import EventClaim
from summarizer.language.rules import NeutralRules
from summarizer.schema import Article, EventType, Status


def day(text: str, when: str, status: Status, country: str | None = None) -> str:
    """Return the first day of an event that a model found in a text of May 12, 2014."""
    article = Article(text=text, published=date(2014, 5, 12), language="en")
    checker = ClaimChecker(
        article, sentences(text), rules=NeutralRules(), prompt_source="", translated=False, finds_dates=False,
        country=country,
    )  # fmt: skip
    claim = EventClaim(summary=text, type=EventType.VISIT, status=status, sentences=(1,), when=when)
    event = checker.event(claim, 1, {})
    assert event.when is not None
    return str(event.when.start)


def test_the_country_of_the_article_tells_the_order_of_a_date() -> None:
    assert day("They met on 02/03/2014.", "02/03/2014", Status.OCCURRED, "US") == "2014-02-03"
    assert day("They met on 02/03/2014.", "02/03/2014", Status.OCCURRED, "GB") == "2014-03-02"
    assert day("They met on 02/03/2014.", "02/03/2014", Status.OCCURRED) == "None"


@pytest.mark.parametrize(
    ("text", "when", "status", "expected"),
    [
        ("He canceled a visit planned for June.", "June", Status.NEGATED, "2014-06-01"),
        ("The summit scheduled for Friday was called off.", "Friday", Status.NEGATED, "2014-05-16"),
        ("The talks that were to begin in July will not take place.", "July", Status.NEGATED, "2014-07-01"),
        ("The meeting due to open in August is off.", "August", Status.NEGATED, "2014-08-01"),
        ("The trip will not happen in September.", "September", Status.NEGATED, "2014-09-01"),
        ("Talks scheduled for the end of July were cancelled.", "the end of July", Status.NEGATED, "2013-07-25"),
        ("He did not visit in June.", "June", Status.NEGATED, "2013-06-01"),
        ("They never met on Friday.", "Friday", Status.NEGATED, "2014-05-09"),
        ("He visited in June.", "June", Status.OCCURRED, "2013-06-01"),
    ],
)
def test_what_was_cancelled_can_be_of_a_day_to_come(text: str, when: str, status: Status, expected: str) -> None:
    assert day(text, when, status) == expected
