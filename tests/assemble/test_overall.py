"""The headline and the summary: what the article is against is left out, what it does not say is a doubt."""

from __future__ import annotations

import pytest

from tests.drafts import actor, brief_of, event

TEXT = (
    "Police in Orlen arrested Odo Karst for theft on Friday. Ana Reyes said the port may close in May. "
    "A fire in Lisbon killed 40 people. Prices rose."
)
ACTORS = [actor("Odo Karst"), actor("Ana Reyes")]
EVENTS = [event("Police arrested Odo Karst for theft.", others=["Odo Karst"], main=True)]

AGAINST = [
    "Police did not arrest Odo Karst for theft.",
    "A fire in Lisbon killed 90 people.",
    "Police arrested Pavel Drask for theft.",
    "Prices fell.",
]
DOUBTFUL = [
    ("Ana Reyes arrested for theft, 40 dead", "Ana Reyes"),
    ("Police arrested Odo Karst for theft on Monday.", "Monday"),
    ("A fire in Orlen killed 40 people.", "Orlen"),
    ("Odo Karst said the port may close in May.", "Odo Karst"),
    ("The port will close in May.", "“may” left out"),
    ("Police arrested three people.", "3"),
]
TRUE = [
    "Police arrested Odo Karst for theft.",
    "A fire killed 40 people in Lisbon.",
    "Reyes said the port may close in May.",
]


@pytest.mark.parametrize("text", AGAINST)
def test_what_the_article_lacks_or_contradicts_is_in_neither(text: str) -> None:
    brief = brief_of(TEXT, actors=ACTORS, events=EVENTS, headline=text, summary=text)
    assert brief.summary == brief.events[0].summary
    assert brief.headline == brief.events[0].summary.rstrip(".")
    assert [(d.item, d.claim) for d in brief.dropped] == [("headline", text), ("summary", text)]
    assert brief.unsupported == ()


@pytest.mark.parametrize(("text", "claimed"), DOUBTFUL)
def test_what_stands_apart_or_is_not_found_stays_as_a_doubt(text: str, claimed: str) -> None:
    brief = brief_of(TEXT, actors=ACTORS, events=EVENTS, headline=text, summary=text)
    assert (brief.headline, brief.summary, brief.dropped) == (text, text, ())
    assert {(d.field, d.claimed) for d in brief.unsupported} >= {("headline", claimed), ("summary", claimed)}


@pytest.mark.parametrize("text", TRUE)
def test_what_it_says_stays(text: str) -> None:
    brief = brief_of(TEXT, actors=ACTORS, events=EVENTS, headline=text, summary=text)
    assert (brief.headline, brief.summary, brief.dropped, brief.unsupported) == (text, text, (), ())


def test_the_title_of_the_article_needs_no_proof() -> None:
    assert brief_of(TEXT, title="Nobody knows", actors=ACTORS, events=EVENTS, headline="x").headline == "Nobody knows"
