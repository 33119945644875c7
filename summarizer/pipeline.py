"""Plan and assemble: the two pure ends of the flow, with the gateway's I/O between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar

from summarizer.clauses import needs_context, passive_agent, sentence_of
from summarizer.draft import DRAFTS, ActorClaim, Claims, CommitmentClaim, EventClaim, schema_hash
from summarizer.errors import AnswerError, ArticleTooLargeError, ArticleTooShortError, EmptyArticleError
from summarizer.filling import PAST, fill_commitment, fill_event, quoted
from summarizer.gateway import Completion, Ledger, Request
from summarizer.grounding import content_words, find_name, fold, holds_name, is_english, overlap, support, words
from summarizer.merging import Cast, merge_commitments, merge_events
from summarizer.naming import is_phrase, named
from summarizer.prompting import Message, Prompt, load_prompt
from summarizer.schema import (
    Article,
    Brief,
    Commitment,
    Coverage,
    Dropped,
    Event,
    Evidence,
    Provenance,
    When,
)
from summarizer.segmenting import Sentence, sentences
from summarizer.settings import MAX_CHARACTERS, MIN_WORDS, OVERLAP_FLOOR, SUPPORT_FLOOR, Endpoint, Profile
from summarizer.timing import resolve

T = TypeVar("T", EventClaim, CommitmentClaim)

MAX_MAIN = 3
"""Main events that code chooses where the draft does not say which they are."""


@dataclass(frozen=True)
class Plan:
    """What will be asked about an article."""

    article: Article
    profile: Profile
    prompt: Prompt
    sentences: tuple[Sentence, ...]
    requests: tuple[Request, ...]

    @property
    def shared_messages(self) -> tuple[Message, ...]:
        """What every request begins with: the instructions and the worked examples."""
        return self.requests[0].messages[:-1]

    @property
    def schema_hash(self) -> str:
        """Hash of the draft schema that the model fills in."""
        return schema_hash(DRAFTS[self.profile.draft])


def check(article: Article) -> None:
    """Raise the typed error for an article that no brief can be made of."""
    if not article.text.strip():
        raise EmptyArticleError("the article is empty")
    if len(article.text) > MAX_CHARACTERS:
        raise ArticleTooLargeError(f"the article has {len(article.text):,} characters, over {MAX_CHARACTERS:,}")
    if (count := len(words(article.text))) < MIN_WORDS:
        raise ArticleTooShortError(f"the article has {count} words, fewer than {MIN_WORDS}")


def plan(article: Article, profile: Profile) -> Plan:
    """Number the sentences, cut them into windows and render a request for each."""
    check(article)
    prompt, draft = load_prompt(profile.prompt), DRAFTS[profile.draft]
    english = _reads_english(article)
    numbered = sentences(article.text, article.language)
    requests = tuple(
        Request(
            window=index,
            messages=prompt.messages(
                title=article.title,
                published=article.published,
                context=(context := _context(numbered, first, last, profile, article.language)),
                named=named(" ".join(s.text for s in context)),
                cased=any(c.isupper() for c in article.text),
                sentences=numbered[first:last],
            ),
            draft=draft.for_window([s.number for s in numbered[first:last]], english=english),
            max_tokens=profile.max_tokens,
        )
        for index, (first, last) in enumerate(_windows(numbered, profile, article.title))
    )
    return Plan(article, profile, prompt, numbered, requests)


def _reads_english(article: Article) -> bool:
    """Tell whether the article is English, as given or by its words: what code reads off sentences is English only."""
    return article.language == "en" or (article.language is None and is_english(article.text))


def _context(
    numbered: Sequence[Sentence], first: int, last: int, profile: Profile, language: str | None
) -> Sequence[Sentence]:
    """Return the sentences before a window that are shown with it."""
    if profile.lean_context and not any(needs_context(s.text, language) for s in numbered[first:last]):
        return ()
    return numbered[max(0, first - profile.context) : first]


def _is_headline(window: Sequence[Sentence], title: str | None) -> bool:
    """Tell whether a window is only the headline again, which many texts begin with."""
    return len(window) == 1 and title is not None and words(window[0].text) == words(title)


def _windows(numbered: Sequence[Sentence], profile: Profile, title: str | None) -> Iterator[tuple[int, int]]:
    """Give the index ranges of the windows: `profile.window` sentences each, or as many as fit."""
    first = 0
    while first < len(numbered):
        last, size = first, 0
        # About four characters make a token in English, fewer elsewhere: three leaves room.
        while last < len(numbered) and last - first != profile.window:
            size += len(numbered[last].text) // 3 + 4
            if size > profile.window_tokens and last > first:
                break
            last += 1
        window = numbered[first:last]
        if sum(len(words(s.text)) for s in window) >= profile.least_words and not _is_headline(window, title):
            yield first, last
        first = last


def assemble(
    plan: Plan,
    completions: Sequence[Completion],
    ledger: Ledger,
    endpoint: Endpoint,
    started: datetime,
    finished: datetime,
) -> Brief:
    """Turn drafts into a brief: unify names, ground every claim, resolve dates, merge, and say what was dropped.

    Raises the first error if no window was answered.
    """
    answered = [c.draft.claims() for c in completions if c.draft is not None]
    failed = [c for c in completions if c.draft is None]
    if failed and not answered:
        error = failed[0].error or AnswerError("no window was answered")
        error.attempts = tuple(ledger.attempts)
        raise error
    desk = _Desk(plan)
    for completion in failed:
        numbers = completion.request.draft.window
        desk.drop("window", f"sentences {numbers[0]} to {numbers[-1]}", str(completion.error), numbers)
    events, commitments = desk.edit(answered)
    used = [n for e in events for n in (*e.agents, *e.others)]
    used += [n for c in commitments for n in (*c.by, *c.to, *c.said_by)]
    actors = desk.cast.actors([*used, *desk.quoted()])
    ids = {actor.name: actor.id for actor in actors}
    drafted = [claims for claims in answered if claims.summary]
    headline = plan.article.title or (drafted[0].headline if drafted else None) or _first(events)
    made = tuple(desk.event(e, i, ids) for i, e in enumerate(events, start=1))
    return Brief(
        headline=headline,
        summary=desk.summary(drafted, made),
        actors=actors,
        events=made,
        commitments=tuple(desk.commitment(c, i, ids) for i, c in enumerate(commitments, start=1)),
        provenance=Provenance(
            article_hash=hashlib.sha256(plan.article.text.encode("utf-8", "surrogatepass")).hexdigest(),
            model_requested=endpoint.model,
            model_answered=ledger.answered or endpoint.model,
            endpoint=endpoint.label,
            prompt=plan.prompt.name,
            prompt_version=plan.prompt.version,
            prompt_hash=plan.prompt.hash,
            schema_hash=plan.schema_hash,
            library_version=_library_version(),
            profile=plan.profile.name,
            started=started,
            finished=finished,
            attempts=tuple(ledger.attempts),
        ),
        dropped=tuple(desk.dropped),
        coverage=Coverage(windows_done=len(answered), windows_planned=len(plan.requests)),
    )


class _Desk:
    """The copy desk of one article: it holds the cast and what was dropped while claims are checked."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.article = plan.article
        self.cast = Cast(plan.article.text)
        self.dropped: list[Dropped] = []
        self.fill = plan.profile.fill and _reads_english(plan.article)
        self._by_number = {s.number: s for s in plan.sentences}
        self._prompt_text = fold(plan.prompt.source)

    def drop(self, item: str, claim: str, reason: str, numbers: Sequence[int] = ()) -> None:
        self.dropped.append(Dropped(item=item, claim=claim, reason=reason, sentences=tuple(numbers)))

    def edit(self, answered: Sequence[Claims]) -> tuple[list[EventClaim], list[CommitmentClaim]]:
        """Return the events and commitments to keep, in the order of the article, actors by their unified names."""
        for claims in answered:
            for actor in claims.actors:
                self.cast.add(actor)
        for claims in answered:
            for event in claims.events:
                self._meet(*event.agents, *event.others)
            for c in claims.commitments:
                self._meet(*c.by, *c.to, *c.said_by)
        events = [e for claims in answered for e in map(self._edit_event, claims.events) if e]
        commitments = [c for claims in answered for c in map(self._edit_commitment, claims.commitments) if c]
        events, commitments = merge_events(events), merge_commitments(commitments)
        if not any(event.main for event in events):
            events = self._choose_main(events)
        return events, commitments

    def quoted(self) -> list[str]:
        """Return the sources whom the article quotes, where the draft does not ask for them."""
        return [name for s in self.plan.sentences for name in quoted(s.text, self.cast)] if self.fill else []

    def _meet(self, *names: str) -> None:
        for name in names:
            self.cast.add(ActorClaim(name))

    def _names(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the unified names; one that the article does not hold is left out and entered as dropped."""
        found = []
        for name in names:
            known = self.cast.resolve(name)
            if known is None:
                self.drop("actor", name, self._origin(name) or self._no_actor(name))
            else:
                found.append(known)
        return tuple(dict.fromkeys(found))

    def _no_actor(self, name: str) -> str:
        held = find_name(name, self.article.text)
        return "it is nobody who acts by a name" if held else "the article does not name it"

    def _origin(self, part: str) -> str | None:
        leaked = len(part) > 3 and fold(part) in self._prompt_text and fold(part) not in fold(self.article.text)
        return "it comes from the prompt's example, not from the article" if leaked else None

    def _edit_event(self, claim: EventClaim) -> EventClaim | None:
        if agent := self._passive_agent(claim.deed, claim.sentences):
            claim = replace(claim, agents=(agent,), summary=sentence_of((agent,), claim.deed))
        told = claim.agents
        claim = replace(claim, agents=self._names(claim.agents), others=self._names(claim.others))
        if (
            told
            and not claim.agents
            and not any(is_phrase(name) and find_name(name, self.article.text) for name in told)
        ):
            self.drop("event", claim.summary, "nobody of the article does it", claim.sentences)
            return None
        cited = claim.sentences
        claim = replace(claim, sentences=self._with_antecedents(cited, claim.agents))
        if not self._stands("event", claim.summary, claim.sentences, claim.agents, cited):
            return None
        if self.fill:
            claim = fill_event(claim, self._by_number[claim.sentences[0]].text, self.cast, self.article.published)
        return claim

    def _edit_commitment(self, claim: CommitmentClaim) -> CommitmentClaim | None:
        if agent := self._passive_agent(claim.action, claim.sentences):
            claim = replace(claim, by=(agent,))
        claim = replace(claim, by=self._names(claim.by), to=self._names(claim.to), said_by=self._names(claim.said_by))
        if not claim.by:
            self.drop("commitment", claim.action, "nobody of the article undertakes it", claim.sentences)
            return None
        cited = claim.sentences
        claim = replace(claim, sentences=self._with_antecedents(cited, claim.by))
        if not self._stands("commitment", claim.action, claim.sentences, claim.by, cited):
            return None
        if self.fill:
            claim = fill_commitment(claim, self._by_number[claim.sentences[0]].text, self.cast, self.article.published)
        return claim

    def _passive_agent(self, deed: str, numbers: Sequence[int]) -> str | None:
        """Return who does the deed where the sentence says so in the passive, by the name the actor goes by."""
        if not self.fill:
            return None
        agent = passive_agent(deed, self._by_number[numbers[0]].text)
        return self.cast.add(ActorClaim(agent)) if agent else None

    def _with_antecedents(self, numbers: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
        """Add the sentences that name whoever the cited ones only call "he" or "the company".

        A model resolves a pronoun from the context that it was shown; the reader needs that context to check it.
        """
        cited = sorted(set(numbers))[:3]
        for name in names:
            forms = self.cast.called(name)
            if len(cited) >= 3 or any(holds_name(form, self._by_number[n].text) for n in cited for form in forms):
                continue
            reach = range(cited[0] - 1, max(0, cited[0] - 1 - max(3, self.plan.profile.context)), -1)
            before = next((n for n in reach if holds_name(name, self._by_number[n].text)), None)
            if before is not None:
                cited.append(before)
        return tuple(cited)

    def _stands(
        self, item: str, statement: str, numbers: Sequence[int], names: Sequence[str], cited: Sequence[int]
    ) -> bool:
        """Tell whether enough of a claim stands in its evidence; one that does not is entered as dropped.

        Who acts may be named in an antecedent; what is done must stand in the sentences that the model cited.
        """
        quotes = [self._by_number[n].text for n in numbers]
        found = support(map(self.cast.called, names), statement, " ".join(quotes))
        leaked = next(filter(None, map(self._origin, found.missing)), None)
        if leaked:
            reason = leaked
        elif found.score < SUPPORT_FLOOR:
            reason = f"the sentences that it cites lack {', '.join(found.missing)}"
        elif overlap(statement, [self._by_number[n].text for n in cited], besides=names) < OVERLAP_FLOOR:
            reason = "the sentences that it cites say something else"
        else:
            return True
        self.drop(item, statement, reason, numbers)
        return False

    def _choose_main(self, events: list[EventClaim]) -> list[EventClaim]:
        """Mark the events that tell the story: those nearest to the headline's words, the earlier the better."""
        told = set(content_words(self.article.title or ""))

        def weight(event: EventClaim) -> float:
            shared = len(told & set(content_words(event.summary))) / max(1, len(told))
            return shared + 1 / (1 + min(event.sentences)) + 0.1 * len(event.sentences)

        best = sorted(events, key=weight, reverse=True)[: min(MAX_MAIN, max(1, len(events) // 3))]
        return [replace(event, main=event in best) for event in events]

    def _evidence(self, numbers: Sequence[int], names: Sequence[str], statement: str) -> tuple[Evidence, ...]:
        cited = [self._by_number[n] for n in numbers]
        forms = [self.cast.called(name) for name in names]
        return tuple(
            Evidence(quote=s.text, start=s.start, end=s.end, support=support(forms, statement, s.text)) for s in cited
        )

    def _when(self, phrase: str | None, *, past: bool) -> When | None:
        return resolve(phrase, self.article.published, self.article.language, past=past) if phrase else None

    def event(self, claim: EventClaim, number: int, ids: dict[str, str]) -> Event:
        return Event(
            id=f"e{number}",
            summary=claim.summary,
            type=claim.type,
            status=claim.status,
            when=self._when(claim.when, past=claim.status in PAST),
            place=claim.place,
            agents=tuple(ids[name] for name in claim.agents),
            others=tuple(ids[name] for name in claim.others),
            main=claim.main,
            evidence=self._evidence(claim.sentences, claim.agents, claim.summary),
        )

    def commitment(self, claim: CommitmentClaim, number: int, ids: dict[str, str]) -> Commitment:
        return Commitment(
            id=f"c{number}",
            by=tuple(ids[name] for name in claim.by),
            to=tuple(ids[name] for name in claim.to),
            action=claim.action,
            firmness=claim.firmness,
            polarity=claim.polarity,
            due=self._when(claim.due, past=False),
            condition=claim.condition,
            amount=claim.amount,
            said_by=tuple(ids[name] for name in claim.said_by),
            evidence=self._evidence(claim.sentences, claim.by, claim.action),
        )

    def summary(self, drafted: Sequence[Claims], events: Sequence[Event]) -> str:
        """Return the model's summary where it stands in the article, the main events' statements otherwise."""
        text = " ".join(claims.summary or "" for claims in drafted).strip()
        if text:
            found = support((), text, self.article.text)
            if not found.missing:
                return text
            self.drop("summary", text, f"the article lacks {', '.join(found.missing)}")
        leading = [e for e in events if e.main] or list(events)
        return " ".join(e.summary for e in leading[:MAX_MAIN])


def _first(events: Sequence[EventClaim]) -> str:
    return events[0].summary.rstrip(".") if events else "(no headline)"


def _library_version() -> str:
    try:
        return version("summarizer")
    except PackageNotFoundError:
        return "0+unknown"
