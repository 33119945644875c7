"""The headline and the summary are checked as the items are."""

from __future__ import annotations

import pytest

from tests.drafts import actor, brief_of, event

TEXT = (
    "Police in Orlen arrested Odo Karst for theft on Friday. Ana Reyes said the port may close in May. "
    "A fire in Lisbon killed 40 people."
)
ACTORS = [actor("Odo Karst"), actor("Ana Reyes")]
EVENTS = [event("Police arrested Odo Karst for theft.", others=["Odo Karst"], main=True)]

FALSE = [
    "Ana Reyes arrested for theft, 40 dead",
    "Police did not arrest Odo Karst for theft.",
    "Police arrested Odo Karst for theft on Monday.",
    "A fire in Lisbon killed 90 people.",
    "A fire in Orlen killed 40 people.",
    "Odo Karst said the port may close in May.",
    "The port will close in May.",
]
TRUE = [
    "Police arrested Odo Karst for theft.",
    "A fire killed 40 people in Lisbon.",
    "Reyes said the port may close in May.",
]


@pytest.mark.parametrize("text", FALSE)
def test_what_the_article_does_not_say_is_in_neither(text: str) -> None:
    brief = brief_of(TEXT, actors=ACTORS, events=EVENTS, headline=text, summary=text)
    assert brief.summary == brief.events[0].summary
    assert brief.headline == brief.events[0].summary.rstrip(".")
    assert [(d.item, d.claim) for d in brief.dropped] == [("headline", text), ("summary", text)]


@pytest.mark.parametrize("text", TRUE)
def test_what_it_says_stays(text: str) -> None:
    brief = brief_of(TEXT, actors=ACTORS, events=EVENTS, headline=text, summary=text)
    assert (brief.headline, brief.summary, brief.dropped) == (text, text, ())


def test_the_title_of_the_article_needs_no_proof() -> None:
    assert brief_of(TEXT, title="Nobody knows", actors=ACTORS, events=EVENTS, headline="x").headline == "Nobody knows"
