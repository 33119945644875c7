"""Are the actors of an item those of its sentences, and do they do there what the item says?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.english.checks.antecedents import ASIDE, Antecedents
from summarizer.language.english.checks.order import comes_after, verb_of
from summarizer.language.english.checks.placing import displaced, misplaced, only_owning, only_speaking
from summarizer.language.english.checks.positions import Subject, has_pronoun
from summarizer.language.english.checks.reading import read, root, roots_of
from summarizer.language.english.checks.references import means_several
from summarizer.language.english.lexicon import either
from summarizer.language.names import is_title
from summarizer.language.opposites import lemma
from summarizer.language.rules import Actors
from summarizer.language.words import words
from summarizer.schema import ActorKind, Doubt, EventType

UNNAMED = "no cited sentence names or means it"
"""The reason for a doubt about an actor whom the sentences neither name nor refer to."""

OWNS = "its sentences only tell by it whose relative or servant acts"
"""The reason for a doubt about an actor of whose cousin, friend or driver the sentences tell."""

_NO_SUBJECT = re.compile(r"['’]s?\b|[-,]|\s+[A-Z]|\s+\w+s\b|\s+and\b")
"""What shows that a name is no subject of its own: "Orlen's mayor", "Orlen police"."""
_BEFORE_NAME = re.compile(r"\s+([a-z-]+) [A-Z]")
"""A noun or a verb between two names: "Orlen mayor Ada Brand", "Orlen joined Varn"."""
_TELLS = re.compile(
    rf"['’]s?\b(?! (?:{either('undertakings', end='')}|governments?|announcements?)\b)|['’](?! )|-|"
    r",? (?:said|says?|claims?|claimed)\b"
)
"""What stands behind a name that a sentence has only aside: "Orlen's port", "Orlen said". Who "added" or "believes" acts."""


_PAIRED = re.compile(
    r"\b([A-Z][\w.]*[-–][A-Z][\w.]*)(?: [A-Z][a-z]+){0,3} (?i:summits?|talks|meetings?|dialogues?|deals?|agreements?)\b"
)
_OF = re.compile(r"^(?:[Tt]he )?(\w+s) (?:of|to) (?:the )?$")
"""A noun in the plural of which a name only says whose they are."""


def _is_qualifying(before: str) -> bool:
    """Return whether a name with these words before it only tells whose opponents, or fans, act."""
    noun = _OF.match(before)
    return noun is not None and not is_title(noun[1].removesuffix("s"))


def _first_cited(numbers: Sequence[int]) -> Sequence[int]:
    """Return the cited sentences without the earlier ones that were added to them; see `Antecedents.added`."""
    end = next((i for i in range(1, len(numbers)) if numbers[i] < numbers[i - 1]), len(numbers))
    return numbers[:end]


@dataclass(frozen=True)
class Involved:
    """Compares the actors of English items with their sentences and, of events, with the summary."""

    actors: Actors
    antecedents: Antecedents

    def of_commitment(self, claim: CommitmentClaim) -> Iterator[Doubt]:
        """Yield a doubt for each actor whom the sentences neither name nor mean, or have behind what is undertaken."""
        cited = _first_cited(claim.sentences)
        for field, names in (("by", claim.by), ("said_by", claim.said_by), ("to", claim.to)):
            speaks = field == "said_by"
            for name in names:
                joint = [other for other in names if other != name]
                if field == "to":
                    is_told = self._is_receiver(name, claim, cited)
                else:
                    own = (*claim.by, *claim.to, *(claim.said_by if speaks else ()))
                    is_told = self._is_meant(name, cited, own, joint=joint, speaks=speaks) or (
                        field == "by" and self._is_spoken_for(name, claim, cited)
                    )
                if not is_told:
                    yield Doubt(field=field, claimed=name, reason=UNNAMED)
        for name in only_speaking([name for name in claim.to if name not in claim.by], cited, self.antecedents):
            yield Doubt(field="to", claimed=name, reason=f"in its sentences {name} only speaks")
        for name in only_owning(claim.by, cited, self.antecedents, speaks=True):
            yield Doubt(field="by", claimed=name, reason=OWNS)
        yield from self._of_places("action", claim.action, self.actors.named_in(claim.action), cited)
        # Who says it stands before it: "Reyes says that talks will go on".
        rivals = [name for name in self.actors.known() if name not in (*claim.by, *claim.said_by)]
        for name in claim.by:
            yield from self._of_doer("by", name, claim, rivals, claim.action)
        for name in claim.said_by:
            yield from self._of_subjects("said_by", name, claim.said_by, cited)

    def _is_spoken_for(self, name: str, claim: CommitmentClaim, cited: Sequence[int]) -> bool:
        """Return whether who states an undertaking acts for a body, and the sentences name or mean nobody else."""
        text, named = self.antecedents.text, {other for n in cited for other in self.antecedents.named(n)}
        alone = named <= {*claim.to, *claim.said_by} and not any(means_several(text(n)) for n in cited)
        return alone and any(self.antecedents.acts_for(speaker, name) for speaker in claim.said_by)

    def _is_receiver(self, name: str, claim: CommitmentClaim, cited: Sequence[int]) -> bool:
        """Return whether an actor to whom something is promised is named, described or meant, or somebody for it."""
        joint = [other for other in claim.to if other != name]
        return (
            self.antecedents.affiliated(name, cited, (*claim.by, *claim.said_by))
            or self.antecedents.find(name, cited, joint=joint) is not None
            or self.antecedents.is_described(name, cited)
        )

    def of_event(self, claim: EventClaim, *, translated: bool) -> Iterator[Doubt]:
        """Yield a doubt for each agent whom the sentences neither name nor mean, or whom the summary contradicts.

        The words of a summary that is `translated` are not read.
        """
        named = [] if translated else self.actors.named_in(claim.summary)
        speaks, cited = claim.type is EventType.STATEMENT, _first_cited(claim.sentences)
        for name in claim.agents:
            joint = [other for other in claim.agents if other != name]
            if speaks and not any(self.antecedents.places(name, self.antecedents.text(n)) for n in claim.sentences):
                yield from self._of_subjects("agents", name, claim.agents, cited)
            if self.antecedents.is_named(name, cited):
                continue
            own = (*claim.agents, *claim.others)
            # A model that resolves "he" names in its own words whom it takes it for.
            others_act = any(n not in claim.others and self._acts(n, claim.summary) for n in named)
            unsaid = name not in named and (others_act or self._is_left_out(name, own, claim.summary))
            if unsaid or not self._is_meant(name, cited, own, joint=joint, speaks=speaks):
                yield Doubt(field="agents", claimed=name, reason=UNNAMED)
        speaks = speaks or verb_of(claim.summary) in roots_of("speech")
        for name in only_owning(claim.agents, cited, self.antecedents, speaks=speaks):
            yield Doubt(field="agents", claimed=name, reason=OWNS)
        yield from self._of_joined(claim, named, cited)
        if named and claim.agents:
            yield from self._of_summary(claim, named)
        yield from self._of_places("summary", claim.summary, named, cited)

    def _of_doer(
        self, field: str, name: str, claim: EventClaim | CommitmentClaim, rivals: Sequence[str], predicate: str
    ) -> Iterator[Doubt]:
        """Yield doubts about an actor if the sentences have others before the verb of a predicate, or as its subject."""
        if (verb := verb_of(predicate)) is None:
            return
        if (rival := comes_after(name, rivals, verb, claim.sentences, self.antecedents)) is not None:
            yield Doubt(field=field, claimed=name, reason=f"its sentences have {rival} before the verb")
        yield from self._of_subjects(field, name, claim.doers, _first_cited(claim.sentences), verb)

    def _of_subjects(
        self, field: str, name: str, own: Sequence[str], cited: Sequence[int], verb: str | None = None
    ) -> Iterator[Doubt]:
        """Yield a doubt about an actor if all subjects of a verb, by default of the verbs of speech, are other ones."""
        rivals: list[str] = []
        joint = [other for other in own if other != name]
        for number, subject in self._subjects(cited, own, verb):
            if subject.is_open or set(subject.names) & set(own):
                return
            if subject.pronoun is not None:
                if self.antecedents.may_mean(name, subject, number, joint):
                    return
                # A body that another of the sentences names may say it there.
                is_other = field != "said_by" or (
                    subject.pronoun in ("he", "she")
                    and self.antecedents.kind(name) is not ActorKind.PERSON
                    and not self.antecedents.is_named(name, cited)
                )
                if subject.pronoun != "we" and is_other:
                    rivals.append(f"“{subject.pronoun}”")
                continue
            if any(self.antecedents.are_related(name, other) for other in subject.names):
                return
            rivals += subject.names
        if rivals:
            yield Doubt(field=field, claimed=name, reason=f"its sentences say it of {rivals[0]}")

    def _subjects(self, cited: Sequence[int], own: Sequence[str], verb: str | None) -> Iterator[tuple[int, Subject]]:
        """Yield the subjects of a verb, or of the verbs of speech, with the numbers of their sentences; none if all may be
        its `own`."""
        if not self._may_act_otherwise(cited, own):
            return
        for number in cited:
            # Where the actors of a sentence stand need not be known if it does not have the verb.
            if verb is None:
                yield from ((number, subject) for subject in self.antecedents.positions(number).speakers())
            elif verb in self.antecedents.read(number).roots:
                yield from ((number, subject) for subject in self.antecedents.positions(number).subjects(verb))

    def _may_act_otherwise(self, cited: Sequence[int], own: Sequence[str]) -> bool:
        """Return whether sentences name other actors than these, or have a pronoun that may be a subject."""
        return any(has_pronoun(self.antecedents.text(n)) or not self.antecedents.named(n).issubset(own) for n in cited)

    def _is_meant(
        self, name: str, cited: Sequence[int], own: Sequence[str], *, joint: Sequence[str], speaks: bool
    ) -> bool:
        if self.antecedents.find(name, cited, joint=joint, speaks=speaks, acts=True) is not None:
            return True
        if self._has_rival(name, cited, joint if speaks else own, speaks=speaks) or self._mean_others(
            name, cited, joint
        ):
            return False
        return self.antecedents.is_described(name, cited) or self.antecedents.is_implied(name, cited, own)

    def _mean_others(self, name: str, cited: Sequence[int], joint: Sequence[str]) -> bool:
        """Return whether sentences mean several persons ("the two leaders"), but the item a body beside a person."""
        return (
            self.antecedents.kind(name) is not ActorKind.PERSON
            and any(self.antecedents.kind(other) is ActorKind.PERSON for other in joint)
            and any(means_several(self.antecedents.text(n)) for n in cited)
        )

    def _has_rival(self, name: str, cited: Sequence[int], besides: Sequence[str], *, speaks: bool) -> bool:
        """Return whether the sentences name another actor as one that may act, or refer to one, who is not in the item.

        Without one, an actor whom they neither name nor mean may well be who acts there: "the port will be closed".
        """
        find, text, speakers = self.antecedents.find, self.antecedents.text, self.antecedents.speakers
        for rival in (n for n in self.actors.known() if n != name and n not in besides):
            named = [n for n in cited if rival in self.antecedents.named(n)]
            if any(self._acts(rival, text(n)) or (speaks and rival in speakers(n)) for n in named):
                return True
            if not named and find(rival, cited, speaks=speaks) is not None:
                return True
        return False

    def _of_summary(self, claim: EventClaim, named: Sequence[str]) -> Iterator[Doubt]:
        """Yield doubts about agents who are not those of whom the summary speaks."""
        summary, involved = claim.summary, {*claim.agents, *claim.others}
        extra = [name for name in named if name not in involved and self._acts(name, summary)]
        silent = [name for name in claim.agents if not self.antecedents.tells_of(name, summary)] if extra else []
        # "Karst announced that the police had closed the yard": the announcement need not be the event.
        speaks = claim.type is EventType.STATEMENT or " that " not in summary
        if silent:
            yield Doubt(field="agents", claimed=", ".join(silent), reason=f"the summary names {extra[0]} instead")
        elif named[0] not in involved and speaks and self.opens(named[0], summary):
            claimed, reason = ", ".join(claim.agents), f"the summary says it of {named[0]}"
            yield Doubt(field="agents", claimed=claimed, reason=reason)
        yield from self._of_verbs(claim, named, _first_cited(claim.sentences))
        for name in claim.agents:
            if (behind := self._behind(name, summary)) is not None:
                yield from self._of_doer("agents", name, claim, claim.others, behind)

    def _of_verbs(self, claim: EventClaim, named: Sequence[str], cited: Sequence[int]) -> Iterator[Doubt]:
        """Yield a doubt for each agent who is the subject of a verb in the summary, but not in the sentences."""
        agents = [name for name in claim.agents if name in named]
        if not agents or not self._may_act_otherwise(cited, claim.agents):
            return
        positions = self.antecedents.positions_in(claim.summary, named)
        # An auxiliary is no verb that they could have in common.
        said = frozenset([word.root for word in read(claim.summary).words if not word.is_light])
        acting = [(verb, positions.subjects(verb)) for verb in sorted(said & self.antecedents.read(*cited).roots)]
        for verb, subjects in (*acting, (None, positions.speakers())):
            for name in (name for name in agents if any(name in subject.names for subject in subjects)):
                yield from self._of_subjects("agents", name, claim.agents, cited, verb)

    def _of_joined(self, claim: EventClaim, named: Sequence[str], cited: Sequence[int]) -> Iterator[Doubt]:
        """Yield a doubt about the person of whom a summary speaks, if only a sentence names him that has nothing of it, and
        another one has it of somebody else: two true things made one that is false."""
        if len(cited) < 2:
            return
        opening = [n for n in named if any(span.start == 0 for span in self.antecedents.places(n, claim.summary))]
        own = {root(word) for name in opening for word in words(name)}
        said = {word.root for word in read(claim.summary).words if not word.is_light} - own
        telling = max(cited, key=lambda n: len(said & self.antecedents.read(n).roots))
        if len(said & self.antecedents.read(telling).roots) < 2 or has_pronoun(self.antecedents.text(telling)):
            return
        people = (ActorKind.PERSON, ActorKind.GROUP)
        others = {n for n in self.antecedents.named(telling) if self.antecedents.kind(n) in people} - {*named}
        for name in opening if others else ():
            at = [n for n in cited if name in self.antecedents.named(n)]
            if at and all(said.isdisjoint(self.antecedents.read(n).roots) for n in at):
                yield Doubt(field="summary", claimed=name, reason=f"its sentences say it of {min(others)}")

    def _of_places(self, field: str, statement: str, named: Sequence[str], cited: Sequence[int]) -> Iterator[Doubt]:
        """Yield a doubt for each actor, or other name, in whose place the sentences have another one."""
        texts = [self.antecedents.text(n) for n in cited]
        for name, other in (*displaced(statement, named, cited, self.antecedents), *misplaced(statement, texts)):
            yield Doubt(field=field, claimed=name, reason=f"its sentences have {other} there")

    def opens(self, name: str, summary: str) -> bool:
        """Return whether a summary begins with the name of an actor, after titles at most, as the subject."""
        return self._behind(name, summary) is not None

    def _behind(self, name: str, summary: str) -> str | None:
        """Return what stands behind the name of an actor that opens a summary as its subject; None if it does not."""
        place = min(self.antecedents.places(name, summary), key=lambda span: (span.start, -span.end), default=None)
        if place is None:
            return None
        before, after = summary[: place.start], summary[place.end :]
        titled = all(word[:1].isupper() or word in ("of", "for", "the", "to") for word in before.split())
        # "Opponents of the Orlen government marched": not the government did.
        if not titled or _NO_SUBJECT.match(after) or _is_qualifying(before):
            return None
        noun = _BEFORE_NAME.match(after)
        return after if noun is None or noun[1].endswith("ed") or lemma(noun[1]) != noun[1] else None

    def _is_left_out(self, name: str, own: Sequence[str], summary: str) -> bool:
        """Return whether a summary tells by joined names who meets ("the Orlen-Veltia talks"): another actor than the
        item has, and not this one."""
        met = frozenset[str]().union(*map(self.antecedents.named_in, _PAIRED.findall(summary)))
        return not met <= set(own) and not any(n == name or self.antecedents.are_related(name, n) for n in met)

    def _acts(self, name: str, summary: str) -> bool:
        """Return whether a summary may say something of an actor: not only where it is, or who told it."""
        found = {(span.start, span.end) for span in self.antecedents.places(name, summary)}
        # Not "Reyes" of "Reyes Karst", behind which stands the rest of the name.
        whole = [(s, e) for s, e in found if not any((a, b) != (s, e) and a <= s and e <= b for a, b in found)]
        return any(not ASIDE.search(summary[:start]) and not _TELLS.match(summary[end:]) for start, end in whole)
