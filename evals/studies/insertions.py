"""Print the editorial insertions of profile `small`, to be read beside their articles.

`python -m evals.studies.insertions` replays the recordings of all English sets and prints each summary that has an
insertion, after the sentence of the article before it. `python -m evals.studies.insertions FILE` reads the pronouns of
other texts, one a line, and needs no recording: there every sentence counts, not only events.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from evals.data.cases import load_cases
from evals.recording.external import SETS, cases_of, parts_of
from evals.recording.recorder import library_subject, profile_of
from evals.recording.replaying import replay_all
from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import with_insertions
from summarizer.language.english.doers import Doers
from summarizer.language.english.events import read
from summarizer.language.english.insertions import insertions_of
from summarizer.language.english.mentions import introduced
from summarizer.language.english.quotations import without_source
from summarizer.language.rules import Document
from summarizer.schema import Article, Brief
from summarizer.settings import load_settings

ENGLISH = ("gum", "meantime", "plover", "unlabelled", "unseen", "unread", "long")

Found = tuple[str, str, str]
"""Where an insertion is, the sentence before, and the sentence with its insertions."""


def recorded() -> Iterator[Found]:
    """Yield the events with insertions of all recordings."""
    settings = load_settings()
    library = library_subject(settings.embedded_model, profile_of(settings.embedded_model), settings.reasks)
    parts = [parts_of(cases_of(SETS[name].load()).values(), name, library)[0] for name in ENGLISH]
    outcomes = [r for part in parts for r in replay_all(part.cases, part.subject, part.directory)[0]]
    for replay in [*replay_all(load_cases(), library)[0], *outcomes]:
        if not isinstance(replay.outcome, Brief):
            continue
        text = replay.outcome.article.text or ""
        for event in replay.outcome.events:
            if event.statement is not None and event.summary != event.words:
                before = sentences(text[: event.statement.start], "en")[-1:]
                yield f"{replay.case} {event.id}", " ".join(s.text for s in before), event.summary


def told(name: str, text: str) -> Iterator[Found]:
    """Yield the sentences of a text that have a pronoun whose meaning is certain."""
    actors, numbered = ActorRegistry(text), sentences(text, "en")
    unsourced = without_source(Document(Article(text=text), numbered, {}))
    readings = [read(sentence) for sentence in numbered if sentence.number not in unsourced]
    for reading in readings:
        introduced(reading.text, actors)
    doers, before = Doers(actors), ""
    for reading in readings:
        if (doing := doers.read(reading)).meant:
            inserted = with_insertions(reading.text, insertions_of(reading, doing, None))
            yield f"{name} {reading.sentence.number}", before, inserted
        before = reading.text


def main(files: list[str]) -> None:
    """Print them, and how many there are."""
    lines = [line for file in files for line in Path(file).read_text("utf-8").splitlines()]
    found = [one for n, line in enumerate(lines, start=1) for one in told(str(n), line)] if files else [*recorded()]
    for where, before, inserted in found:
        print(f"{where}\n    {before}\n  > {inserted}")
    print(f"{len(found)} sentences with insertions")


if __name__ == "__main__":
    main(sys.argv[1:])
