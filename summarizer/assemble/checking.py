"""Check claims: unify their names, compare each claim with the sentences that it cites, and resolve its dates.

The language rules read from the sentences what a small model is not asked for. A claim that its evidence does not
support is dropped, and the reason is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from summarizer.article.sentences import Sentence
from summarizer.article.text import find_name, fold
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.asserting import is_question, unasserted
from summarizer.assemble.bounds import shown
from summarizer.assemble.citing import Citing
from summarizer.assemble.dating import Dating
from summarizer.assemble.doubts import Doubter
from summarizer.assemble.fields import with_said_role
from summarizer.assemble.grounding import NEAR, SUPPORT_FLOOR, WORDING, is_untold, says_something_else, support
from summarizer.assemble.merging import merge_commitments, merge_events
from summarizer.assemble.overall import Checked, Overall
from summarizer.assemble.ranking import with_main
from summarizer.assemble.timing import UNCONFIRMED, Timing
from summarizer.assemble.traces import is_traced
from summarizer.claims import (
    MAX_MAIN,
    PAST,
    ActorClaim,
    Claims,
    CommitmentClaim,
    EventClaim,
    actors_in,
    printed_together,
)
from summarizer.language.names import is_phrase
from summarizer.language.registry import wording_of
from summarizer.language.rules import Document, LanguageRules, Unasserted, is_contradicted
from summarizer.language.words import NEGATION, content_words, numbers
from summarizer.pace import steps
from summarizer.schema import NO_HEADLINE, Article, Commitment, Doubt, Dropped, Event, Evidence, Status, Support


def _record(dropped: list[Dropped], item: str, claim: str, reason: str, numbers: Sequence[int] = ()) -> None:
    record = Dropped(item=item, claim=shown(claim), reason=reason, sentences=tuple(numbers))
    if record not in dropped:
        dropped.append(record)


class ClaimChecker:
    """Checks the claims about one article. Holds the article's actors and the items dropped."""

    def __init__(
        self,
        article: Article,
        numbered: Sequence[Sentence],
        *,
        rules: LanguageRules,
        prompt_source: str,
        translated: bool,
        finds_dates: bool,
        country: str | None = None,
        insertions: bool = True,
    ) -> None:
        """Prepare to check the claims about `article`, whose sentences are `numbered`.

        `rules` read from the sentences what the draft does not ask for. `prompt_source` is the prompt's text, to
        recognize claims copied from its example. `translated` says that the statements are in another language than
        the article. With `finds_dates`, dates are looked up in the cited sentences, unless the rules do so.
        `country` is the ISO 3166 code of the country that the article is from. Without `insertions`, those of events
        are left out.
        """
        self._article = article
        self._wording = wording_of(article.language)
        self.actors = ActorRegistry(article.text, self._wording, article.title or "", is_translated=translated)
        self.dropped: list[Dropped] = []
        self.doubts: list[Doubt] = []
        """What is doubtful of the headline and the summary; known after they are made."""
        self.present: tuple[str, ...] = ()
        """Actors to list although no item refers to them; known after `check`."""
        self._rules = rules
        self._translated = translated
        self._timing = Timing(article, country) if finds_dates and not rules.extracts else None
        self._insertions = insertions
        self._leads: list[EventClaim] = []
        # Given the list, not this checker: what it holds must not hold it, or only the garbage collector frees it.
        self._dating = Dating(article, country, partial(_record, self.dropped, "date"), verbatim=rules.extracts)
        self._sentences = tuple(numbered)
        self._by_number = {s.number: s for s in numbered}
        self._told = f"{article.title or ''}\n{article.text}"
        self._prompt_text = fold(prompt_source)
        checks = self._wording.checks(self.actors, self._by_number)
        self._citing = Citing(self.actors, self._by_number, checks, self._wording)
        self._doubter = Doubter(self.actors, self._by_number, checks, wording=self._wording, translated=translated)
        self._overall = Overall(article, self._by_number, self._doubter, translated=translated, wording=self._wording)

    def drop(self, item: str, claim: str, reason: str, numbers: Sequence[int] = ()) -> None:
        """Record an item as dropped; `numbers` are those of the sentences that it cites."""
        _record(self.dropped, item, claim, reason, numbers)

    def check(self, answered: Sequence[Claims]) -> tuple[list[EventClaim], list[CommitmentClaim]]:
        """Return the events and commitments that pass, merged, in article order, with actors by their unified names."""
        if self._rules.extracts:
            kinds = {kind.sentence: kind for claims in answered for kind in claims.kinds}
            answered = [self._rules.extract(Document(self._article, self._sentences, kinds), self.actors)]
        told = [self._article.title or "", *(sentence.text for sentence in self._sentences)]
        for claims in answered:
            for actor in steps(claims.actors):
                leak = self._leak_reason(actor.name)
                said = with_said_role(actor, told, self.drop)
                known = self.actors.add(said)
                if known is not None and actor.role and not said.role:
                    self.actors.unsaid_roles[known] = actor.role
                if leak or (known is None and len(self.actors.parted(actor.name)) == 1):
                    self.drop("actor", actor.name, leak or self._no_actor_reason(actor.name))
        for claims in answered:
            self._add_actors(actors_in([*claims.events, *claims.commitments]))
        for claims in answered:
            for passed in claims.passed_over:
                self.drop("event", passed.statement, passed.reason, passed.sentences)
        self._leads = [self._check_verbatim_event(claims.lead) for claims in answered if claims.lead]
        present = [name for claims in answered for name in claims.present]
        self.present = tuple(present) if self._rules.extracts else self._known(present)
        events = merge_events([[e for e in map(self._check_event, steps(claims.events)) if e] for claims in answered])
        commitments = merge_commitments(
            [[c for c in map(self._check_commitment, steps(claims.commitments)) if c] for claims in answered]
        )
        if not any(event.main for event in events):
            reads = self._wording.reads_grammar
            words_of = content_words if reads else self._wording.stems
            events = with_main(events, self._article.title or "", words_of, reads_grammar=reads)
        return events, commitments

    def _add_actors(self, names: Sequence[str]) -> None:
        for name in dict.fromkeys(part for joint in steps(names) for part in self.actors.parted(joint)):
            known = self.actors.resolve(name)
            # Of whom a model lists, a mere name tells nothing more.
            if known is None or self.actors.claim(known).kind is None:
                self.actors.add(ActorClaim(name))

    def _known(self, names: Sequence[str], *, drop: bool = False) -> tuple[str, ...]:
        """Return the unified names of the known actors among these, each once; with `drop`, others are recorded."""
        parts = [part for joint in names for part in self.actors.parted(joint)]
        known = [self.actors.resolve(part) for part in parts]
        for name in (part for part, found in zip(parts, known, strict=True) if drop and found is None):
            self.drop("actor", name, self._leak_reason(name) or self._no_actor_reason(name))
        return tuple(dict.fromkeys(name for name in known if name is not None))

    def _no_actor_reason(self, name: str) -> str:
        in_article = find_name(name, self._article.text)
        return "it is nobody who acts by a name" if in_article else "the article does not name it"

    def _leak_reason(self, part: str) -> str | None:
        """Return the reason to drop a name that only the prompt contains, not the article; None for any other."""
        leaked = (
            len(part) > 3
            and part != NEGATION
            and fold(part) not in fold(self._told)
            and fold(part) in self._prompt_text
        )
        return "it comes from the prompt's example, not from the article" if leaked else None

    def _check_event(self, claim: EventClaim) -> EventClaim | None:
        if claim.statement is not None:
            timed = self._timing.event(claim, self._by_number[claim.sentences[0]].text) if self._timing else claim
            if timed is None:
                self.drop("event", claim.summary, UNCONFIRMED, claim.sentences)
            return timed and self._check_verbatim_event(timed)
        agents, others = (self._known(names, drop=True) for names in (claim.agents, claim.others))
        cited = claim.sentences
        if (
            claim.agents
            and not agents
            and not any(is_phrase(name) and find_name(name, self._article.text) for name in claim.agents)
        ):
            self.drop("event", claim.summary, "nobody of the article does it", cited)
            return None
        named = self._named_actors(claim.summary, agents)
        if not self._is_supported("event", claim.summary, agents, named, cited):
            return None
        sentences = self._citing.with_meant(cited, named)
        claim = replace(self._doubter.copied(claim), agents=agents, others=others, sentences=sentences)
        return self._as_asserted(claim, named, cited)

    def _as_asserted(self, claim: EventClaim, named: Sequence[str], cited: Sequence[int]) -> EventClaim | None:
        """Return an event with a status that its sentences allow, or None, recorded as dropped, if they assert nothing.

        What they only ask, or say under a condition, is no event; what somebody denies, or what may have happened, is
        alleged. A plan may depend on a condition, but it may not be a mere question.
        """
        if claim.status not in (Status.OCCURRED, Status.ONGOING, Status.SCHEDULED):
            return claim
        quotes = self._quotes(cited)
        if self._translated:
            # The words of a translation can't be looked up.
            manner = Unasserted.ASKED if all(is_question(quote, self._wording) for quote in quotes) else None
        else:
            aside = [*named, claim.when or "", claim.place or ""]
            manner = unasserted(claim.summary, aside, quotes, self._wording)
            if claim.status is Status.SCHEDULED and manner is not Unasserted.ASKED:
                manner = None
        if manner is Unasserted.DENIED:
            return replace(claim, status=Status.ALLEGED)
        if manner is not None:
            self.drop("event", claim.summary, manner.value, cited)
            return None
        return claim

    def _check_verbatim_event(self, claim: EventClaim) -> EventClaim:
        """Return an event in the article's own words, with unified actors; unknown actors are left out.

        Where the sentence has only a pronoun for an agent, the sentence that names the agent is cited too.
        """
        agents, others = self._known(claim.agents), self._known(claim.others)
        cited = self._citing.with_named(claim.sentences, agents)
        insertions = claim.insertions if self._insertions else ()
        return replace(claim, agents=agents, others=others, sentences=cited, insertions=insertions)

    def _check_commitment(self, claim: CommitmentClaim) -> CommitmentClaim | None:
        given, is_own = (claim.by, claim.to, claim.said_by), claim.statement is None
        by, to, said_by = (self._known(names, drop=is_own) for names in given)
        if not by:
            self.drop("commitment", claim.action, "nobody of the article undertakes it", claim.sentences)
            return None
        if claim.statement is not None:
            sentences = self._citing.with_named(claim.sentences, by)
        else:
            named = self._named_actors(claim.action, by)
            if not self._is_supported("commitment", claim.action, by, named, claim.sentences):
                return None
            sentences = self._citing.with_meant(claim.sentences, by)
            claim = self._doubter.copied(claim)
        timed = self._timing.commitment(claim, self._by_number[claim.sentences[0]].text) if self._timing else claim
        if timed is None:
            self.drop("commitment", claim.action, UNCONFIRMED, claim.sentences)
        return timed and replace(timed, by=by, to=to, said_by=said_by, sentences=sentences)

    def _named_actors(self, statement: str, agents: Sequence[str]) -> tuple[str, ...]:
        """Return the agents, then the other actors that the statement names: a model that writes its own statement may
        name an actor whom the sentence only calls "the group"."""
        return tuple(dict.fromkeys([*agents, *self.actors.named_in(statement)]))

    def _is_supported(
        self,
        item: str,
        statement: str,
        agents: Sequence[str],
        named: Sequence[str],
        cited: Sequence[int],
    ) -> bool:
        """Return whether the evidence supports enough of a claim; if not, record the claim as dropped.

        The agents may be named in the sentences added by `Citing.with_named`, but what is done must be in the cited
        ones; names of the actors in `named` do not count for that. Whom the cited ones do not mean has a doubt later.
        """
        evidence = self._citing.with_named(cited, named if item == "event" else agents)
        quotes = self._quotes(evidence)
        names, told = map(self.actors.called, agents), self._checkable(statement)
        found = support(names, told, *quotes, wording=self._wording, lean=self._translated)
        leaked = next(filter(None, map(self._leak_reason, found.missing)), None)
        absent = self._absent(found.missing, quotes)
        share = (1 - found.score) * len(absent) / max(1, len(found.missing))
        said = self._quotes(cited)
        # What is missing, but stands elsewhere in the article, is in `Support.missing`, and does not count twice.
        besides = [*named, *(part for part in found.missing if part not in absent)]
        near = self._sentences[max(0, min(cited) - NEAR) : max(cited) + NEAR]
        others = (s.text for s in near if s.number not in evidence)
        if leaked:
            reason = leaked
        elif share > 1 - SUPPORT_FLOOR or (self._translated and set(absent) & set(numbers(statement))):
            reason = f"the sentences that it cites lack {', '.join(found.missing)}"
        elif not self._translated and says_something_else(statement, said, others, besides, wording=self._wording):
            reason = "the sentences that it cites say something else"
        else:
            return True
        self.drop(item, statement, reason, evidence)
        return False

    def _absent(self, missing: Sequence[str], quotes: Sequence[str]) -> list[str]:
        """Return what speaks against a claim, of the parts that the cited sentences lack.

        A name may stand elsewhere in the article. In a language without rules a number may be spelled out, unless the
        sentences have another one in digits, and a negation may be a word that is not known.
        """
        spelled_out = not self._wording.reads_names and not any(map(numbers, quotes))
        counted = {number for part in missing for number in numbers(part) if number == part}
        unread = (counted if spelled_out else set()) | (set() if self._wording.reads_names else {NEGATION})
        if not self._wording.reads_grammar:
            unread.update(
                filter(is_contradicted, missing)
            )  # by the words beside one, which may be about something else
        unsaid = counted | {NEGATION}
        return [p for p in missing if p not in unread and (p in unsaid or not is_traced(p, self._told, self._wording))]

    def _checkable(self, statement: str) -> str:
        """Return what can be looked up in the article: the whole statement or, of a translation, its numbers."""
        return "; ".join(numbers(statement)) if self._translated else statement

    def _quotes(self, numbers: Sequence[int]) -> list[str]:
        return [self._by_number[n].text for n in numbers]

    def _evidence(
        self, numbers: Sequence[int], names: Sequence[str], statement: str, *, verbatim: bool
    ) -> tuple[Evidence, ...]:
        cited = [self._by_number[n] for n in numbers]
        forms = [self.actors.called(name) for name in names]
        lean = verbatim or self._translated
        named = () if lean else self._named_actors(statement, names)
        untold = not lean and is_untold(statement, self._quotes(numbers), named, wording=self._wording)

        def supported(quote: str) -> Support:
            found = support(forms, self._checkable(statement), quote, wording=self._wording, lean=lean)
            return found.model_copy(update={"missing": (*found.missing, WORDING)}) if untold else found

        return tuple(Evidence(quote=s.text, start=s.start, end=s.end, support=supported(s.text)) for s in cited)

    def _doubts(self, claim: EventClaim | CommitmentClaim, evidence: Sequence[Evidence]) -> dict[str, Any]:
        """Return the field of an item's doubts.

        A claim in the article's own words has those of its time, or only what the schema reads off its evidence.
        """
        if claim.statement is not None:
            return {"unsupported": claim.doubts} if claim.doubts else {}
        untold = all(WORDING in e.support.missing for e in evidence)
        return {"unsupported": (*self._doubter.doubts(claim), *(self._doubter.untold(claim) if untold else ()))}

    def event(self, claim: EventClaim, number: int, ids: dict[str, str]) -> Event:
        """Return a checked claim as event `e{number}`; `ids` maps the names of actors to their ids."""
        past = None if claim.status is Status.ONGOING else claim.status in PAST
        # What is cancelled can have been planned for a day to come.
        off = claim.status is Status.NEGATED
        verbatim = claim.statement is not None
        evidence = self._evidence(claim.sentences, claim.agents, claim.summary, verbatim=verbatim)
        return Event(
            id=f"e{number}",
            summary=claim.printed,
            type=claim.type,
            status=claim.status,
            when=self._dating.when(claim.when, claim.days, self._quotes(claim.sentences), past=past, off=off),
            place=claim.place,
            agents=tuple(ids[name] for name in claim.agents),
            others=tuple(ids[name] for name in claim.others),
            main=claim.main,
            statement=claim.statement,
            evidence=evidence,
            **self._doubts(claim, evidence),
        )

    def commitment(self, claim: CommitmentClaim, number: int, ids: dict[str, str]) -> Commitment:
        """Return a checked claim as commitment `c{number}`; `ids` maps the names of actors to their ids."""
        verbatim = claim.statement is not None
        evidence = self._evidence(claim.sentences, claim.by, claim.action, verbatim=verbatim)
        return Commitment(
            id=f"c{number}",
            by=tuple(ids[name] for name in claim.by),
            to=tuple(ids[name] for name in claim.to),
            action=claim.action,
            firmness=claim.firmness,
            polarity=claim.polarity,
            due=self._dating.when(claim.due, claim.days, self._quotes(claim.sentences), past=False),
            condition=claim.condition,
            amount=claim.amount,
            said_by=tuple(ids[name] for name in claim.said_by),
            statement=claim.statement,
            evidence=evidence,
            **self._doubts(claim, evidence),
        )

    def _kept(self, found: Checked) -> list[str]:
        self.dropped += found.dropped
        self.doubts += found.doubts
        return found.kept

    def summary(self, answered: Sequence[Claims], events: Sequence[EventClaim]) -> str:
        """Return the sentences of the model's summary that the article supports.

        If there is no such sentence, return the statements of the first main events (of any events if none is main),
        `MAX_MAIN` at most; without events, the sentence that the rules take for the lead.
        """
        kept = self._kept(self._overall.summary([claims.summary or "" for claims in answered], events))
        told = [e for e in events if e.main] or events or self._leads
        return " ".join(kept) or printed_together(told[:MAX_MAIN])

    def headline(self, answered: Sequence[Claims], events: Sequence[EventClaim]) -> str:
        """Return the article's title or, without one, the model's headline if the article supports it, else the first
        main event."""
        if self._article.title:
            return self._article.title
        told = [claims.headline for claims in answered if claims.headline][:1]
        kept = self._kept(self._overall.checked("headline", told, events))
        first = next((e for e in events if e.main), next(iter(events), None))
        return kept[0] if kept else (first.printed.rstrip(".") if first else NO_HEADLINE)
