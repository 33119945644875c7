"""What the sentences of a text lack, for the tests of pointing and context."""

from __future__ import annotations

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.language.english.context import Context, context_of
from summarizer.language.english.doers import Doers
from summarizer.language.english.events import read
from summarizer.language.english.mentions import introduced

CLOSED = "The board closed the old yard in Orlen on Monday."


def context(text: str, title: str = "", voice: str | None = None) -> Context:
    """What the sentences of a text lack, and what is quoted."""
    readings, actors = [read(sentence) for sentence in sentences(text, "en")], ActorRegistry(text)
    for reading in readings:
        introduced(reading.text, actors)
    doers = Doers(actors)
    doing = {reading.sentence.number: doers.read(reading) for reading in readings}
    return context_of(readings, doing, voice, title, actors, frozenset())
