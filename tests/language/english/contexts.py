"""What the sentences of a text lack, and what is printed of them, for the tests of pointing and context."""

from __future__ import annotations

from summarizer import summarize
from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import EventClaim, Insertion
from summarizer.language.english.context import Context, context_of
from summarizer.language.english.doers import Doers
from summarizer.language.english.events import read
from summarizer.language.english.mentions import introduced
from summarizer.schema import EventType, Span, Status
from summarizer.testing import ScriptedEndpoint

CLOSED = "The board closed the old yard in Orlen on Monday."


def context(text: str, title: str = "", voice: str | None = None) -> Context:
    """What the sentences of a text lack, and what is quoted."""
    readings, actors = [read(sentence) for sentence in sentences(text, "en")], ActorRegistry(text)
    for reading in readings:
        introduced(reading.text, actors)
    doers = Doers(actors)
    doing = {reading.sentence.number: doers.read(reading) for reading in readings}
    return context_of(readings, doing, voice, title, actors, frozenset())


def printed(text: str) -> list[str]:
    """The events of a text, if a model takes each sentence for one."""
    rest = (
        "What comes next for the dockers of the old yard, for their families, and for the ferries from Porto to Orlen?"
    )
    with ScriptedEndpoint(lambda _: "A") as endpoint:
        brief = summarize(f"{text}\n\n{rest}", base_url=endpoint.base_url, model="any", profile="small")
    return [event.summary for event in brief.events]


def event(words: str, *insertions: Insertion, at: int = 0) -> EventClaim:
    span = Span(quote=words, start=at, end=at + len(words))
    return EventClaim(words, EventType.OTHER, Status.OCCURRED, (1,), statement=span, insertions=insertions)
