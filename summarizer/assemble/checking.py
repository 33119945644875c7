"""Check claims: names are unified, each claim is held against the sentences that it cites, and dates are resolved.

What a small model is not asked for is read off the sentences by the language rules. What does not stand in its
evidence is dropped, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.article.dates.resolving import find, is_past, resolve
from summarizer.article.sentences import Sentence, sentences
from summarizer.article.text import find_name, fold
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.grounding import OVERLAP_FLOOR, SUPPORT_FLOOR, holds_name, overlap, support
from summarizer.assemble.merging import merge_commitments, merge_events
from summarizer.claims import PAST, ActorClaim, Claims, CommitmentClaim, EventClaim
from summarizer.language.names import is_phrase
from summarizer.language.rules import LanguageRules, statement_of
from summarizer.language.words import NEGATION, content_words, numbers
from summarizer.schema import Article, Commitment, Dropped, Event, EventType, Evidence, Status, When

MAX_MAIN = 3
"""Main events that code chooses where the draft does not say which they are."""


class ClaimChecker:
    """Checks the claims about one article; holds its actors and what was dropped."""

    def __init__(
        self,
        article: Article,
        numbered: Sequence[Sentence],
        *,
        rules: LanguageRules,
        prompt_source: str,
        translated: bool,
        finds_dates: bool,
    ) -> None:
        """`rules` read off the sentences what the draft does not ask for; `translated` says whether statements are in
        another language than the article."""
        self.article = article
        self.actors = ActorRegistry(article.text)
        self.dropped: list[Dropped] = []
        self.rules = rules
        self.translated = translated
        self.finds_dates = finds_dates and not rules.fills
        self._sentences = tuple(numbered)
        self._by_number = {s.number: s for s in numbered}
        self._prompt_text = fold(prompt_source)

    def drop(self, item: str, claim: str, reason: str, numbers: Sequence[int] = ()) -> None:
        """Enter something as left out."""
        self.dropped.append(Dropped(item=item, claim=claim, reason=reason, sentences=tuple(numbers)))

    def check(self, answered: Sequence[Claims]) -> tuple[list[EventClaim], list[CommitmentClaim]]:
        """Return the events and commitments to keep, in the order of the article, actors by their unified names."""
        # First, so that "the US Ambassador" is known for whoever was introduced as such.
        for sentence in self._sentences:
            self.rules.introduce(sentence.text, self.actors)
        for claims in answered:
            for actor in claims.actors:
                self.actors.add(actor)
        for claims in answered:
            named = [name for event in claims.events for name in (*event.agents, *event.others)]
            named += [name for c in claims.commitments for name in (*c.by, *c.to, *c.said_by)]
            self._meet(named)
        for claims in answered:
            for passed in claims.passed_over:
                self.drop("event", passed.statement, passed.reason, passed.sentences)
        events = [e for claims in answered for e in map(self._check_event, claims.events) if e]
        commitments = [c for claims in answered for c in map(self._check_commitment, claims.commitments) if c]
        events, commitments = merge_events(events), merge_commitments(commitments)
        if not any(event.main for event in events):
            events = self._choose_main(events)
        return events, commitments

    def present(self) -> list[str]:
        """Return whom the article quotes, introduces with a title or lists, where the draft does not ask for them."""
        return self.rules.present([s.text for s in self._sentences], self.actors)

    def _meet(self, names: Sequence[str]) -> None:
        for name in dict.fromkeys(part for told in names for part in self.actors.parted(told)):
            self.actors.add(ActorClaim(name))

    def _names(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the unified names; one that the article does not hold is left out and entered as dropped."""
        found = []
        for name in (part for told in names for part in self.actors.parted(told)):
            known = self.actors.resolve(name)
            if known is None:
                self.drop("actor", name, self._origin(name) or self._no_actor(name))
            else:
                found.append(known)
        return tuple(dict.fromkeys(found))

    def _no_actor(self, name: str) -> str:
        held = find_name(name, self.article.text)
        return "it is nobody who acts by a name" if held else "the article does not name it"

    def _origin(self, part: str) -> str | None:
        leaked = (
            len(part) > 3
            and part != NEGATION
            and fold(part) in self._prompt_text
            and fold(part) not in fold(self.article.text)
        )
        return "it comes from the prompt's example, not from the article" if leaked else None

    def _check_event(self, claim: EventClaim) -> EventClaim | None:
        if agent := self._passive_agent(claim.predicate, claim.sentences):
            claim = replace(claim, agents=(agent,), summary=statement_of((agent,), claim.predicate))
        told = claim.agents
        claim = replace(
            claim, agents=self._doers(claim.agents, claim.predicate, claim.sentences), others=self._names(claim.others)
        )
        if (
            told
            and not claim.agents
            and not any(is_phrase(name) and find_name(name, self.article.text) for name in told)
        ):
            self.drop("event", claim.summary, "nobody of the article does it", claim.sentences)
            return None
        if self.rules.fills and claim.predicate and set(claim.agents) != set(told):
            claim = replace(claim, summary=statement_of(claim.agents or self._subject(claim), claim.predicate))
        cited = claim.sentences
        named = self._told(claim.summary, claim.agents)
        claim = replace(claim, sentences=self._with_antecedents(cited, named))
        if not self._stands("event", claim.summary, claim.sentences, claim.agents, named, cited):
            return None
        first = self._by_number[claim.sentences[0]].text
        claim = self.rules.fill_event(claim, first, self.actors, self.article.published)
        if self.rules.fills and claim.when is None:
            claim = self._dated_by_paragraph(claim)
        if self.finds_dates:
            claim = replace(claim, when=self._date_in(claim.sentences[0], claim.summary))
        return claim

    def _date_in(self, number: int, statement: str) -> str | None:
        """Return the date phrase of a sentence, in any language, that the statement holds, or that is its only one."""
        found = find(self._by_number[number].text, self.article.published, self.article.language)
        held = [phrase.text for phrase in found if find_name(phrase.text, statement)]
        return held[0] if held else found[0].text if len(found) == 1 else None

    def _subject(self, claim: EventClaim) -> tuple[str, ...]:
        """Return the sentence's own words for whatever does the predicate, where that is no actor: "the talks"."""
        subject = self.rules.subject(claim.predicate, self._by_number[claim.sentences[0]].text)
        return (subject,) if subject else ()

    def _dated_by_paragraph(self, claim: EventClaim) -> EventClaim:
        """Give an event without a date the day that an earlier sentence of its paragraph opens with, and cite that."""
        found = self._day_above(claim.sentences[0], past=claim.status in PAST)
        if found is None:
            return claim
        phrase, number = found
        cited = claim.sentences if number in claim.sentences else (*claim.sentences[:2], number)
        return replace(claim, when=phrase, sentences=cited)

    def _day_above(self, first: int, *, past: bool) -> tuple[str, int] | None:
        """Return the day that an earlier sentence opens with, and that sentence: one of the same paragraph, or for what
        is to come of any before ("Today’s actions include: …")."""
        paragraph = set(self._paragraph_before(first))
        for number in range(first - 1, 0, -1):
            text = self._by_number[number].text
            if number not in paragraph and (past or not text.endswith(":")):
                continue
            if phrase := self.rules.opening_date(text, self.article.published, past=past):
                return phrase, number
        return None

    def _paragraph_before(self, number: int) -> Iterator[int]:
        """Give the numbers of the sentences before this one in its paragraph, the nearest first."""
        while number > 1:
            between = self.article.text[self._by_number[number - 1].end : self._by_number[number].start]
            if "\n" in between:
                return
            number -= 1
            yield number

    def _check_commitment(self, claim: CommitmentClaim) -> CommitmentClaim | None:
        if agent := self._passive_agent(claim.action, claim.sentences):
            claim = replace(claim, by=(agent,))
        by = self._doers(claim.by, claim.action, claim.sentences)
        claim = replace(claim, by=by, to=self._names(claim.to), said_by=self._names(claim.said_by))
        if not claim.by:
            self.drop("commitment", claim.action, "nobody of the article undertakes it", claim.sentences)
            return None
        cited = claim.sentences
        claim = replace(claim, sentences=self._with_antecedents(cited, claim.by))
        named = self._told(claim.action, claim.by)
        if not self._stands("commitment", claim.action, claim.sentences, claim.by, named, cited):
            return None
        if self.rules.fills:
            first = self._by_number[claim.sentences[0]].text
            claim = self.rules.fill_commitment(claim, first, self.actors, self.article.published)
            if claim.due is None and (found := self._day_above(claim.sentences[0], past=False)):
                due, number = found
                claim = replace(claim, due=due, sentences=tuple(dict.fromkeys([*claim.sentences[:2], number])))
        if self.finds_dates:
            claim = replace(claim, due=self._date_in(claim.sentences[0], claim.action))
        return claim

    def _doers(self, names: Sequence[str], predicate: str, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the unified names of those who do a predicate, where code may read them off the sentence."""
        # "we" and "they" are looked up, not looked for among the actors.
        who = self._names([name for name in names if not self.rules.is_collective(name)])
        if not self.rules.fills or not predicate:
            return who
        first = numbers[0]
        earlier = [self._by_number[n].text for n in range(first - 1, 0, -1) if n in self._by_number]
        return self.rules.agents(
            who, predicate, self._by_number[first].text, [*earlier, self.article.title or ""], self.actors
        )

    def _passive_agent(self, predicate: str, numbers: Sequence[int]) -> str | None:
        """Return who does the predicate where the sentence says so in the passive, by the name the actor goes by."""
        agent = self.rules.passive_agent(predicate, self._by_number[numbers[0]].text)
        return self.actors.add(ActorClaim(agent)) if agent else None

    def _with_antecedents(self, numbers: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
        """Add the sentences that name whoever the cited ones only call "he" or "the company".

        A model resolves a pronoun from the context that it was shown; the reader needs that context to check it.
        """
        cited = sorted(set(numbers))[:3]

        def named(name: str, number: int) -> bool:
            return any(holds_name(form, self._by_number[number].text) for form in self.actors.called(name))

        lacking = [name for name in names if not any(named(name, n) for n in cited)]
        earlier = [n for n in range(cited[0] - 1, 0, -1) if n in self._by_number]
        while lacking and len(cited) < 3:
            # The sentence that names most of them, the nearest of those.
            best = max(earlier, key=lambda n: sum(named(name, n) for name in lacking), default=None)
            if best is None or not any(named(name, best) for name in lacking):
                break
            cited.append(best)
            lacking = [name for name in lacking if not named(name, best)]
        return tuple(cited)

    def _told(self, statement: str, names: Sequence[str]) -> tuple[str, ...]:
        """Return who acts, then whoever else a model names in its own words and the sentence only calls "the group";
        where the words are the sentence's, there is nobody else."""
        return tuple(dict.fromkeys([*names, *(() if self.rules.fills else self.actors.named_in(statement))]))

    def _stands(
        self,
        item: str,
        statement: str,
        shown: Sequence[int],
        names: Sequence[str],
        told: Sequence[str],
        cited: Sequence[int],
    ) -> bool:
        """Tell whether enough of a claim stands in its evidence; one that does not is entered as dropped.

        Who acts (`names`, of those `told`) may be named in an antecedent; what is done must stand in the sentences that
        the model cited.
        """
        quotes = [self._by_number[n].text for n in shown]
        found = support(map(self.actors.called, names), self._checkable(statement), *quotes)
        leaked = next(filter(None, map(self._origin, found.missing)), None)
        if leaked:
            reason = leaked
        # The words of a translation can't be looked up, so that each of its numbers has to stand in the evidence.
        elif found.score < SUPPORT_FLOOR or (self.translated and set(found.missing) & set(numbers(statement))):
            reason = f"the sentences that it cites lack {', '.join(found.missing)}"
        elif (
            not self.translated
            and overlap(statement, [self._by_number[n].text for n in cited], besides=told) < OVERLAP_FLOOR
        ):
            reason = "the sentences that it cites say something else"
        else:
            return True
        self.drop(item, statement, reason, shown)
        return False

    def _checkable(self, statement: str) -> str:
        """Return what of a statement can be looked up in the article: all of it, of a translation its numbers."""
        return " ".join(numbers(statement)) if self.translated else statement

    def _choose_main(self, events: list[EventClaim]) -> list[EventClaim]:
        """Mark the events that tell the story: those nearest to the headline's words, the earlier the better, what is
        done before what is said."""
        told = set(content_words(self.article.title or ""))

        def weight(event: EventClaim) -> float:
            shared = len(told & set(content_words(event.summary))) / max(1, len(told))
            said = 0.2 if event.type is EventType.STATEMENT else 0.0
            return shared + 1 / (1 + min(event.sentences)) + 0.1 * len(event.sentences) - said

        best = sorted(events, key=weight, reverse=True)[: min(MAX_MAIN, max(1, round(len(events) / 3)))]
        return [replace(event, main=event in best) for event in events]

    def _evidence(self, numbers: Sequence[int], names: Sequence[str], statement: str) -> tuple[Evidence, ...]:
        cited = [self._by_number[n] for n in numbers]
        forms = [self.actors.called(name) for name in names]
        checkable = self._checkable(statement)
        return tuple(
            Evidence(quote=s.text, start=s.start, end=s.end, support=support(forms, checkable, s.text)) for s in cited
        )

    def _when(self, phrase: str | None, numbers: Sequence[int], *, past: bool | None) -> When | None:
        """Resolve a date phrase; where the verbs before it speak of what is to come, so does it."""
        if not phrase:
            return None
        cited = (self._by_number[number].text for number in numbers if self.rules.fills)
        spans = next(((text, found[0]) for text in cited if (found := find_name(phrase, text))), None)
        if past and spans and is_past(spans[0], spans[1].start, spans[1].end) is False:
            past = False
        return resolve(phrase, self.article.published, self.article.language, past=past)

    def event(self, claim: EventClaim, number: int, ids: dict[str, str]) -> Event:
        """Return an edited claim as an event; `ids` gives the actors' ids by name."""
        past = None if claim.status is Status.ONGOING else claim.status in PAST
        return Event(
            id=f"e{number}",
            summary=claim.summary,
            type=claim.type,
            status=claim.status,
            when=self._when(claim.when, claim.sentences, past=past),
            place=claim.place,
            agents=tuple(ids[name] for name in claim.agents),
            others=tuple(ids[name] for name in claim.others),
            main=claim.main,
            evidence=self._evidence(claim.sentences, claim.agents, claim.summary),
        )

    def commitment(self, claim: CommitmentClaim, number: int, ids: dict[str, str]) -> Commitment:
        """Return an edited claim as a commitment; `ids` gives the actors' ids by name."""
        return Commitment(
            id=f"c{number}",
            by=tuple(ids[name] for name in claim.by),
            to=tuple(ids[name] for name in claim.to),
            action=claim.action,
            firmness=claim.firmness,
            polarity=claim.polarity,
            due=self._when(claim.due, claim.sentences, past=False),
            condition=claim.condition,
            amount=claim.amount,
            said_by=tuple(ids[name] for name in claim.said_by),
            evidence=self._evidence(claim.sentences, claim.by, claim.action),
        )

    def summary(self, drafted: Sequence[Claims], events: Sequence[Event]) -> str:
        """Return those sentences of the model's summary that stand in the article; if none does, or there is none, the
        statements of the main events."""
        stand = []
        for sentence in sentences("\n".join(claims.summary or "" for claims in drafted), self.article.language):
            found = support((), self._checkable(sentence.text), self.article.text)
            if found.missing:
                self.drop("summary", sentence.text, f"the article lacks {', '.join(found.missing)}")
            else:
                stand.append(sentence.text)
        if stand:
            return " ".join(stand)
        leading = [e for e in events if e.main] or list(events)
        return " ".join(e.summary for e in leading[:MAX_MAIN])
