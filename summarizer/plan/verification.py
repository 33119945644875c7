"""Plan the verification of a brief: requests that show each claim with its sentences alone, line by line.

A model that sees only the cited sentences cannot read into them what it knows from elsewhere. It also sees those that
name whom "he" or "the company" means, and those that have the day and the place, as these often stand earlier.

The summary is a claim too, with a line for each sentence, as "he" in the second one may be named in the first. It
cites nothing: code finds what it sums up. So is a headline that the model worded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from summarizer.article.sentences import Sentence, sentences
from summarizer.article.text import find_name, fold
from summarizer.claims import forms_together
from summarizer.language.summing import MAX_SENTENCES, SummedUp, words_beside_names
from summarizer.plan.drafts import VerdictDraft, schema_hash
from summarizer.plan.planning import MAX_TITLE, Plan, Request, fence_of
from summarizer.plan.prompts import Prompt, inert, load_prompt
from summarizer.schema import NO_HEADLINE, Actor, Brief, Commitment, Event, Firmness, Polarity, Span, Status, When

PROMPT = "verify.v1"
"""Name of the prompt template."""

MAX_CLAIMS = 25
"""Number of claims that one request asks about: more, and a model's attention to the last ones flags."""

MAX_SUMMARY = 4
"""Number of sentences of a summary that are one claim: a long text has a summary for each window."""

MAX_AROUND = 4
"""Number of sentences shown around those that a claim cites."""

_T = TypeVar("_T")
_MAX_TOKENS = 4_000

_STATUS = {
    Status.OCCURRED: "it has happened, as a fact",
    Status.ONGOING: "it is going on",
    Status.SCHEDULED: "it is a definite plan for the future",
    Status.PROPOSED: "it is only possible, proposed, offered, demanded or conditional",
    Status.ALLEGED: "somebody claims that it happened, and nobody confirms it",
    Status.NEGATED: "it did not happen, was called off, or is denied as a fact",
}
_FIRMNESS = {
    Firmness.PLEDGED: "promised, agreed, signed or ordered",
    Firmness.PLANNED: "announced, planned or scheduled",
    Firmness.INTENDED: "only aimed at, hoped for, offered, considered or under a condition",
}
_POLARITY = {
    Polarity.DO: "It is an undertaking to do something",
    Polarity.REFRAIN: "It is an undertaking not to do something",
}


class BriefPart(StrEnum):
    """What of a brief a question is about."""

    EVENT = "event"
    COMMITMENT = "commitment"
    SUMMARY = "summary"
    HEADLINE = "headline"


@dataclass(frozen=True)
class Question:
    """One claim as it is shown: its lines, and the field of the brief that each is about.

    `id` is that of the event or commitment; else it is empty, and each line is a sentence of the brief. `cited` are the
    numbers of its sentences, `around` those of the further ones that help to understand them.
    """

    part: BriefPart
    id: str
    fields: tuple[str, ...]
    lines: tuple[str, ...]
    cited: tuple[int, ...]
    around: tuple[int, ...]


@dataclass(frozen=True)
class VerificationPlan:
    """The requests of a verification, and the claims that each asks about, in the order of their numbers."""

    prompt: Prompt
    requests: tuple[Request, ...]
    questions: tuple[tuple[Question, ...], ...]

    @property
    def schema_hash(self) -> str:
        """Hash of the draft schema."""
        return schema_hash(VerdictDraft)


def plan_verification(plan: Plan, brief: Brief) -> VerificationPlan:
    """Return the requests that verify a brief, made from this plan; none if it says nothing that a model worded.

    Claims are asked about in the order of their sentences, `MAX_CLAIMS` at most in a request.
    """
    place = _Placement(plan)
    items: list[Event | Commitment] = [*brief.events, *brief.commitments]
    questions = [_question(item, brief, place) for item in items]
    questions += _Overall(plan, brief, place, questions).questions()
    questions.sort(key=lambda question: question.cited[0])
    parts = _parts(questions, MAX_CLAIMS)
    prompt = load_prompt(PROMPT)
    first = 1 + max((request.number for request in plan.requests), default=-1)
    requests = tuple(_request(plan, prompt, first + index, part) for index, part in enumerate(parts))
    return VerificationPlan(prompt, requests, tuple(parts))


def summary_of(brief: Brief) -> tuple[str, ...]:
    """Return the sentences of the summary of a brief, which its verification asks about one by one."""
    return tuple(sentence.text for sentence in sentences(brief.summary, brief.language))


def repeated(texts: Iterable[str], events: Iterable[Event], language: str | None) -> set[str]:
    """Return those of these sentences that are statements of events, which are to prove them.

    A statement may be in its own words alone, or with insertions; of several, one tells what others need not repeat.
    """
    forms = {form for e in events for form in (e.words, *forms_together(e.summary))}
    told = {_bare(sentence.text) for form in forms for sentence in sentences(form, language)}
    return {text for text in texts if _bare(text) in told}


def _bare(text: str) -> str:
    return fold(text).strip(". ")


def _parts(items: Sequence[_T], most: int) -> list[tuple[_T, ...]]:
    """Return the items in parts of about the same size, which have so many at most."""
    count = -(-len(items) // most)
    return [tuple(items[len(items) * i // count : len(items) * (i + 1) // count]) for i in range(count)]


def _request(plan: Plan, prompt: Prompt, number: int, questions: Sequence[Question]) -> Request:
    shown = {number for question in questions for number in (*question.cited, *question.around)}
    messages = prompt.messages(
        title=plan.article.title and inert(plan.article.title[:MAX_TITLE]),
        published=plan.article.published,
        sentences=[replace(s, text=inert(s.text)) for s in plan.sentences if s.number in shown],
        claims=[replace(question, lines=tuple(map(inert, question.lines))) for question in questions],
        fence=fence_of(plan.article),
    )
    draft = VerdictDraft.for_claims([len(question.lines) for question in questions])
    return Request(number, messages, draft, _MAX_TOKENS)


class _Placement:
    """Finds the sentences of a plan in which the spans of a brief lie, whose offsets are of the original text."""

    def __init__(self, plan: Plan) -> None:
        self.sentences = plan.sentences
        self._starts = [plan.legible.quoted(Span(quote=s.text, start=s.start, end=s.end)).start for s in plan.sentences]

    def number(self, span: Span) -> int:
        """Return the number of the sentence in which a span begins."""
        return self.sentences[max(0, bisect_right(self._starts, span.start) - 1)].number

    def with_phrase(self, phrase: str) -> list[int]:
        """Return the numbers of the sentences that have a phrase."""
        return [s.number for s in self.sentences if find_name(phrase, s.text)]


def _nearest(found: Sequence[int], first: int) -> int | None:
    """Return the last of these numbers before `first`, or else the first one after it."""
    before = [number for number in found if number < first]
    return max(before) if before else min(found, default=None)


def _question(item: Event | Commitment, brief: Brief, place: _Placement) -> Question:
    lines = dict(_event_lines(item, brief) if isinstance(item, Event) else _commitment_lines(item, brief))
    cited = tuple(sorted({place.number(evidence) for evidence in item.evidence}))
    quotes = [evidence.quote for evidence in item.evidence]
    lacking = [phrase for phrase in _phrases(item) if not any(find_name(phrase, quote) for quote in quotes)]
    around = _around(brief.actors_of(item), lacking, cited, place)
    kind = BriefPart.EVENT if isinstance(item, Event) else BriefPart.COMMITMENT
    return Question(kind, item.id, tuple(lines), tuple(lines.values()), cited, around)


class _Overall:
    """Asks about the summary and the headline, with the sentences that they sum up."""

    def __init__(self, plan: Plan, brief: Brief, place: _Placement, questions: Sequence[Question]) -> None:
        self._brief, self._place = brief, place
        items: list[Event | Commitment] = [*brief.events, *brief.commitments]
        statements = [item.summary if isinstance(item, Event) else item.action for item in items]
        self._cited = [question.cited for question in questions]
        self._told = list(zip(statements, self._cited, strict=True))
        self._forms = [(a, dict.fromkeys((a.name, *(span.quote for span in a.mentions)))) for a in brief.actors]
        self._translated = plan.language != plan.article.language
        # A translation shares its words with the items, not with the article.
        said = [Sentence(number, 0, 0, text) for number, text in enumerate(statements)]
        self._summed = SummedUp(said if self._translated else plan.sentences)
        main = [cited for item, cited in zip(items, self._cited, strict=True) if isinstance(item, Event) and item.main]
        self._leading = [n for cited in main for n in cited][:MAX_SENTENCES] or [plan.sentences[0].number]

    def questions(self) -> Iterator[Question]:
        """Yield the questions about what a model worded."""
        headline, told = self._brief.headline, summary_of(self._brief)
        by_code = repeated((headline, *told), self._brief.events, self._brief.language) | {NO_HEADLINE}
        if not self._brief.article.title and headline not in by_code:
            yield self._question(BriefPart.HEADLINE, (headline,))
        if not by_code.issuperset(told):
            yield from (self._question(BriefPart.SUMMARY, texts) for texts in _parts(told, MAX_SUMMARY))

    def _question(self, part: BriefPart, texts: Sequence[str]) -> Question:
        named = [self._named(text) for text in texts]
        found = (self._rests_on(text, actors) for text, actors in zip(texts, named, strict=True))
        cited = tuple(sorted({number for numbers in found for number in numbers}))
        around = _around([actor for actors in named for actor in actors], (), cited, self._place)
        return Question(part, "", (part.value,) * len(texts), tuple(texts), cited, around)

    def _rests_on(self, text: str, named: Sequence[Actor]) -> Sequence[int]:
        """Return the numbers of the sentences that a text sums up; if none shares a word with it, the leading ones."""
        words = words_beside_names(text, [actor.name for actor in named])
        if found := self._summed.repeated(words, self._told):
            return found
        shared = self._summed.shared(words, gain=1)
        found = [number for index in shared for number in self._cited[index]] if self._translated else shared
        return found or self._leading

    def _named(self, text: str) -> list[Actor]:
        return [actor for actor, forms in self._forms if any(find_name(form, text) for form in forms)]


def _around(
    actors: Iterable[Actor], phrases: Iterable[str], cited: Sequence[int], place: _Placement
) -> tuple[int, ...]:
    """Return the sentences that name an actor whom the cited ones do not, or have these phrases, the nearest of each.

    Where an actor is named elsewhere, the sentence before the cited ones is shown too: a pronoun may mean somebody
    else who is named there.
    """
    mentioned = [[place.number(span) for span in actor.mentions] for actor in actors]
    away = [numbers for numbers in mentioned if not set(numbers) & set(cited)]
    found = [_nearest(numbers, cited[0]) for numbers in away]
    if away and cited[0] > 1:
        found.insert(0, cited[0] - 1)
    found += [_nearest(place.with_phrase(phrase), cited[0]) for phrase in phrases]
    numbers = dict.fromkeys(number for number in found if number is not None and number not in cited)
    return tuple(sorted(list(numbers)[:MAX_AROUND]))


def _phrases(item: Event | Commitment) -> Iterator[str]:
    """Yield the phrases that an item has from the article."""
    when = item.when if isinstance(item, Event) else item.due
    others = (item.place,) if isinstance(item, Event) else (item.condition, item.amount)
    yield from (phrase for phrase in (when.text if when else None, *others) if phrase)


def _event_lines(event: Event, brief: Brief) -> Iterator[tuple[str, str]]:
    yield "summary", event.words
    yield "status", f"Status: {_STATUS[event.status]}"
    if event.agents:
        yield "agents", f"Done by: {brief.names(event.agents)}"
    if event.others:
        yield "others", f"Done to, for or with: {brief.names(event.others)}"
    if event.when:
        yield "when", f"When: {_days(event.when)}"
    if event.place:
        yield "place", f"Where: {event.place}"


def _commitment_lines(commitment: Commitment, brief: Brief) -> Iterator[tuple[str, str]]:
    yield "by", f"Undertaken by: {brief.names(commitment.by)}"
    yield "action", f"They will {commitment.action}"
    yield "firmness", f"Firmness: {_FIRMNESS[commitment.firmness]}"
    yield "polarity", _POLARITY[commitment.polarity]
    if commitment.to:
        yield "to", f"Promised to, or for the good of: {brief.names(commitment.to)}"
    if commitment.due:
        yield "due", f"Due: {_days(commitment.due)}"
    if commitment.condition:
        yield "condition", f"On condition: {commitment.condition}"
    if commitment.amount:
        yield "amount", f"Amount: {commitment.amount}"
    if commitment.said_by:
        yield "said_by", f"Said by: {brief.names(commitment.said_by)}"


def _days(when: When) -> str:
    phrase = f"“{when.text}”"
    if when.start is None or when.end is None:
        return phrase
    if when.deadline:
        return f"{phrase}, by {when.end}"
    return f"{phrase}, {when.start}" + (f" to {when.end}" if when.end != when.start else "")
