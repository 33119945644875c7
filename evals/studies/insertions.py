"""Print the editorial insertions of profile `small`, to be read beside their articles.

`python -m evals.studies.insertions` replays the recordings of all English sets and prints each summary that has an
insertion, after the sentence of the article before it. `python -m evals.studies.insertions FILE` reads the pronouns of
other texts, one a line, and needs no recording: there every sentence counts, not only events.

`python -m evals.studies.insertions --marks` compares them with the marks of sentences that cannot be printed alone
(`not_alone` in `external/event_sentences.jsonl`): how many of those before which another one, or as a last resort
the headline or the lead, is quoted need it, and how many of those that need one have it, or a name behind their
pronoun. The annotators had read the headline, and marked no noun that it tells. Then it replays the recordings of these
articles, and prints how many events are marked, and are printed without an insertion.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from evals.data.cases import load_cases
from evals.data.project import project
from evals.recording.external import SETS, as_case, cases_of, recordings_of
from evals.recording.recorder import Recordings, library_subject, profile_of
from evals.recording.replaying import replay_all
from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import with_insertions
from summarizer.language.english.doers import Doers
from summarizer.language.english.events import is_report, read
from summarizer.language.english.insertions import insertions_of
from summarizer.language.english.mentions import introduced
from summarizer.language.english.quotations import without_source
from summarizer.language.english.rules import understood
from summarizer.language.rules import Document
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Article, Brief
from summarizer.settings import load_settings

ENGLISH = ("gum", "meantime", "plover", "unlabelled", "marked", "unseen", "unread", "long")

Found = tuple[str, str, str]
"""Where an insertion is, the sentence before, and the sentence with its insertions."""


def recorded() -> Iterator[Found]:
    """Yield the events with insertions of all recordings."""
    settings = load_settings()
    library = library_subject(settings.embedded_model, profile_of(settings.embedded_model), settings.reasks)
    external = [recordings_of(cases_of(SETS[name].load()).values(), name, library)[0] for name in ENGLISH]
    replays = [replay for one in (Recordings(load_cases(), library), *external) for replay in replay_all(one)[0]]
    for replay in replays:
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


NEED_CONTEXT = frozenset({"pronoun", "demonstrative", "noun", "link"})
"""Why a sentence cannot be printed alone, where another one may tell what it lacks."""


def marks() -> Iterator[tuple[Article, Mapping[int, str]]]:
    """Yield the articles whose sentences are marked, with why they cannot be printed alone, by number.

    Of several reasons one counts for which another sentence may be quoted.
    """
    lines = (project().external / "event_sentences.jsonl").read_text("utf-8").splitlines()
    marked = [record for record in map(json.loads, lines) if "not_alone" in record]
    articles = {r.id: as_case(r).article for name in {record["set"] for record in marked} for r in SETS[name].load()}
    for record in marked:
        reasons = sorted(record["not_alone"], key=lambda one: one["why"] in NEED_CONTEXT)
        yield articles[record["id"]], {one["sentence"]: one["why"] for one in reasons}


def compared(marked: Iterable[tuple[Article, Mapping[int, str]]]) -> Counter[tuple[str, str]]:
    """Return how many sentences of a kind of mark ("none" without one) are told, by what ("" for those that are not).

    Only sentences that can be reports count.
    """
    found = Counter[tuple[str, str]]()
    for article, why in marked:
        planned = plan(article, PROFILES["small"])
        read_in = understood(Document(planned.article, planned.sentences, {}), ActorRegistry(planned.article.text))
        for reading in read_in.readings:
            number = reading.sentence.number
            if is_report(reading, attributed=read_in.voice is not None) and number not in read_in.no_sentences:
                quoted = read_in.context.quoted.get(number, ())
                told = "quotation" if any(not one.is_resort for one in quoted) else "last resort" if quoted else ""
                found[why.get(number, "none"), told or ("name" if read_in.doing[number].meant else "")] += 1
    return found


def untold_events() -> Iterator[bool]:
    """Yield of each event of the articles with marks whether it is marked, and printed without an insertion."""
    settings = load_settings()
    library = library_subject(settings.embedded_model, profile_of(settings.embedded_model), settings.reasks)
    why = {article.id: marked for article, marked in marks()}
    for recordings in recordings_of(cases_of(SETS["marked"].load()).values(), "marked", library):
        for replay in replay_all(recordings)[0]:
            if not isinstance(replay.outcome, Brief):
                continue
            text = replay.outcome.article.text or ""
            starts = [sentence.end for sentence in sentences(text, "en")]
            for event in replay.outcome.events:
                if event.statement is not None:
                    number = bisect_right(starts, event.statement.start) + 1
                    is_marked = why.get(replay.case, {}).get(number) in NEED_CONTEXT
                    yield is_marked and event.summary == event.words


def print_marks() -> None:
    """Print what insertions tell of what is marked."""
    found = compared(marks())
    needed = {why: sum(count for (of, _), count in found.items() if of == why) for why in sorted(NEED_CONTEXT)}
    if not found:
        print("no article has marks of the sentences that cannot be printed alone")
        return
    for told in ("quotation", "last resort"):
        all_told = sum(count for (_, by), count in found.items() if by == told)
        print(f"{sum(found[why, told] for why in needed)} of {all_told} sentences with a {told} before them need one")
    for why, count in needed.items():
        own = (f"{found[why, told]} a {told}" for told in ("quotation", "last resort", "name"))
        print(f"{why}: of {count}, {', '.join(own)}")


def main(files: list[str]) -> None:
    """Print them, and how many there are."""
    if files == ["--marks"]:
        print_marks()
        untold = [*untold_events()]
        print(f"{sum(untold)} of {len(untold)} events are printed without the insertion that they need")
        return
    lines = [line for file in files for line in Path(file).read_text("utf-8").splitlines()]
    found = [one for n, line in enumerate(lines, start=1) for one in told(str(n), line)] if files else [*recorded()]
    for where, before, inserted in found:
        print(f"{where}\n    {before}\n  > {inserted}")
    print(f"{len(found)} sentences with insertions")


if __name__ == "__main__":
    main(sys.argv[1:])
