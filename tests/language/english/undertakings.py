"""What an article with a known cast undertakes, for the tests of commitments and promisors."""

from __future__ import annotations

from datetime import date

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim, CommitmentClaim
from summarizer.language.english.commitments import commitments_of
from summarizer.language.english.doers import Doers
from summarizer.language.english.events import read
from summarizer.schema import Polarity

PUBLISHED = date(2026, 1, 29)
"""A Thursday."""

CAST = (
    "President Ana Reyes and Prime Minister Tom Hale lead Norway and Finland. Reyes came. Hale left. Varnholm Bank and "
    "the Harbour Council trade. Governor Odo Karst slept. Karst woke."
)
"""An article that names everybody more than once."""


def found(text: str, speakers: tuple[str, ...] = ()) -> list[CommitmentClaim]:
    """The commitments of a text; `speakers` say "we" in its own voice."""
    actors = ActorRegistry(f"{text}\n{CAST}")
    for name in ("Ana Reyes", "Tom Hale", "Odo Karst", "Norway", "Finland", "Varnholm Bank", "Harbour Council"):
        assert actors.add(ActorClaim(name)) == name
    readings = [read(sentence) for sentence in sentences(text, "en")]
    doers = Doers(actors)
    made = [
        claim
        for i, reading in enumerate(readings)
        for claim in commitments_of(reading, readings[:i][::-1], speakers, actors, PUBLISHED, doers.read(reading))
    ]
    for claim in made:
        assert claim.statement is not None
        assert text[claim.statement.start : claim.statement.end] == claim.statement.quote
        # Of a form in -ing, the action has the base form, and of "won't" or "not to" its negation.
        assert claim.action.split()[-1] == claim.statement.quote.split()[-1]
        is_reworded = "ing " in claim.statement.quote or claim.polarity is Polarity.REFRAIN
        assert is_reworded or claim.action.removeprefix("give ") == claim.statement.quote.removeprefix("give ")
    return made
