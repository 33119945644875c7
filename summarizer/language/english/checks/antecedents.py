"""Whom does a sentence mean by "he" or "the company", and which other one names him?

A model resolves such a reference from the context that it was shown, and may resolve it wrongly. So an actor is only
taken for the one meant if the reference agrees with it, and no other actor that it agrees with is nearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from summarizer.article.text import Found, find_name, fold
from summarizer.language.english.checks.positions import Subject
from summarizer.language.english.checks.presence import Presence
from summarizer.language.english.checks.reading import clauses, heads, root, roots_of
from summarizer.language.english.checks.references import (
    HEAD_END,
    Reference,
    fits,
    has_description,
    is_speaking,
    obliques,
    origins_of,
    references,
)
from summarizer.language.english.events import FIRST_PERSON
from summarizer.language.english.lexicon import either, listed
from summarizer.language.english.predicates import masked
from summarizer.language.naming import holds_name
from summarizer.language.rules import MOST_CITED
from summarizer.language.words import telling_words, words
from summarizer.pace import steps
from summarizer.schema import ActorKind

REACH = 4
"""How many sentences before the cited one a pronoun can refer to."""
AFTER = 2
"""How many sentences after a quotation its speaker can be named."""

_PLACE = re.compile(
    r"\b(?:the (?:[\w'-]+ ){0,2}(?:city|town|village|country|island|region|province|state|capital)|here)\b"
)
_QUOTED = re.compile(rf'"|\b(?:{either("quoting", end="")}|statement)\b')
ASIDE = re.compile(
    r"\b(?:in|on|of|for|around|at|from|with|to|against|near|across|over|between|about|into|said|says|according to|"
    r"as well as) (?:[Tt]he |[a-z]+ )?$"
)
"""What stands before a name that a sentence has only aside: "in Orlen"."""


_ACTS = re.compile(
    r"(?:,[^,.]*,)? (?:(?:also|then|later) )?"
    r"(?:\w+ed|said|says|told|will|would|has|have|had|is|was|were|are|may|plans)\b"
)
_CAPTION = re.compile(r"FILE\b")
"""The start of a caption, which stands between sentences of the text without belonging to them."""
_ISSUED = re.compile(r"\b(?:statement|remarks|speech|letter|address|message) (?:by|of|from)\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"\s{either('subject_openers')}", re.IGNORECASE)
"""What a statement is about begins here: "Statement by Karst on the visit of Reyes"."""
_OF_LEADERS = listed("leading_states")
"""Roles of whom a text may call the leader of a country."""
_POSSESSIVE = re.compile(r"['’]s?\b")


@dataclass
class Antecedents(Presence):
    """Finds the sentences that name whom others refer to, in one article."""

    def added(self, numbers: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
        """Return the cited sentences and those that name whom they mean, three at most.

        Who is only named earlier is not added: it would not show a reader that the model chose the wrong actor.
        """
        cited = sorted(set(numbers))[:MOST_CITED]
        found = dict.fromkeys(self.find(name, cited) for name in names) if len(cited) < MOST_CITED else {}
        return (*cited, *(n for n in found if n is not None and n not in cited))[:MOST_CITED]

    def find(
        self,
        name: str,
        cited: Sequence[int],
        *,
        joint: Sequence[str] = (),
        speaks: bool = False,
        acts: bool = False,
    ) -> int | None:
        """Return the number of the sentence that names an actor to whom one of the cited sentences refers.

        It is one of the cited ones if that names the actor, or describes it as nobody else of the article is. None if
        they refer to somebody else, or to nobody. `joint` are those with whom the actor acts: "they" can mean all of
        them; with `speaks` it may be the speaker of a quotation. Who `acts` is nobody whom an earlier sentence has
        aside.
        """
        if (named := next((n for n in cited if name in self.named(n)), None)) is not None:
            return named
        found = (n for number in steps(cited) for n in self._meaning(name, number, joint, speaks=speaks, acts=acts))
        return next((n for n in found if n is not None), None)

    def _meaning(
        self, name: str, number: int, joint: Sequence[str], *, speaks: bool, acts: bool
    ) -> Iterator[int | None]:
        """Yield, for each way in which a sentence may mean an actor, the one that names it, None if it does not."""
        text = self.text(number)
        yield self._described(name, number)
        # Who does something is no mere object or owner, but a body acts by its people: "its trustees voted".
        for reference in (*references(text), *(r for r in obliques(text) if not acts or r.word == "it")):
            yield self.meant(name, reference, number, joint, acts=acts)
        if is_speaking(text) or (speaks and _QUOTED.search(fold(text))):
            yield self._speaker(name, number, joint)
        if name == self._issuer and (speaks or FIRST_PERSON.search(masked(text))):
            yield None if self.speakers(number) else number
        elif speaks and not self.speakers(number):
            yield self._issued(name)

    def _issued(self, name: str) -> int | None:
        """Return the first sentence if it says that the text is a statement of an actor, who speaks in all of it."""
        first = min(self.sentences, default=0)
        issued = _ISSUED.search(self.text(first)) if first else None
        return first if issued and name in self.named_in(self.text(first)[issued.end() :]) else None

    @cached_property
    def _issuer(self) -> str | None:
        """The one whose statement the text is, by its headline ("Statement by Karst on …"), if it speaks as "I" or "we".

        Of several who issue it jointly, "we" may be any.
        """
        issued = _ISSUED.search(self.actors.headline)
        if not issued or not any(FIRST_PERSON.search(masked(one.text)) for one in self.sentences.values()):
            return None
        words = _SUBJECT.split(self.actors.headline[issued.end() :])[0]
        named = sorted(self.named_in(words))
        people = [name for name in named if self.kind(name) is ActorKind.PERSON]
        return next((found[0] for found in (people, named) if len(found) == 1), None)

    def meant(
        self, name: str, reference: Reference, number: int, joint: Sequence[str] = (), *, acts: bool = True
    ) -> int | None:
        """Return the sentence that names an actor if a reference in the sentence of this number may mean it."""
        kind = self.kind(name)
        if not self._fits(reference, name, joint):
            return None
        if reference.is_noun and kind is ActorKind.PERSON and reference.word in self._all_descriptions:
            return None  # whose description it is is known; see `_described`
        if reference.is_noun and self.affiliated(name, [number]):
            return self._closest(name, number)  # "Karst said the company", of which he is the head
        if joint and not reference.is_noun and reference.word not in ("he", "she", "it"):
            # "The two leaders" are those of the whole article.
            reach = len(self.sentences) if reference.word.startswith("two") else REACH
            return self._nearest(name, frozenset(), number, reach)
        start = self._run_start(reference.word, number)
        near = frozenset[str]().union(*map(self.named, self._before(start)))
        if name not in near:
            return None
        others = (near | self.named(number)) & self._alike(kind) - {name, *joint}
        rivals = frozenset(n for n in others if self._fits(reference, n, ()))
        here = rivals & self.named(number)
        here = here and here & self.named_in(self.text(number)[: reference.start])
        if reference.is_noun:
            if here and kind is not ActorKind.PERSON and any(self.kind(n) is kind for n in here):
                return None
            # "Obama said the Iranian leader": not Obama.
            rivals = frozenset(n for n in rivals if self.kind(n) is kind) - here
        elif here and not reference.is_object:
            return None
        found = self._nearest(name, rivals, start)
        if found is None or reference.is_noun or not acts:
            return found
        return found if self._leads(name, rivals & self.named(found), found) else None

    def _run_start(self, pronoun: str, number: int) -> int:
        """Return the first of the sentences up to this one that go on about the same "he" or "she": those that have the
        pronoun before any name of a person."""
        first_read = number - REACH
        while pronoun in ("he", "she") and number - 1 in self.sentences and number > first_read:
            text = self.text(number - 1)
            first = next((r.start for r in references(text) if r.word == pronoun), None)
            if first is None and any(r.is_object and r.word == pronoun for r in obliques(text)):
                first = 0
            if first is None or not self._persons.isdisjoint(self.named_in(text[:first])):
                break
            number -= 1
        return number

    def _fits(self, reference: Reference, name: str, joint: Sequence[str]) -> bool:
        return fits(reference, name, self.kind(name), [self.kind(other) for other in joint], self.role(name))

    def may_mean(self, name: str, subject: Subject, number: int, joint: Sequence[str]) -> bool:
        """Return whether the pronoun of a subject may mean an actor, named before it in its sentence or earlier."""
        reference = Reference(subject.start, subject.pronoun or "")
        if reference.word in ("we", "i"):
            return self._may_speak(name, number)
        if not self._fits(reference, name, joint):
            return False
        before = self.text(number)[: subject.start]
        if name in self.named_in(before):
            return True
        # "She left the conductor Egon Karst": who is named behind the pronoun is not meant by it.
        if name not in self.named(number) and self._described(name, number) is not None:
            return True
        return self.meant(name, reference, number, joint) is not None

    def _may_speak(self, name: str, number: int) -> bool:
        """Return whether an actor may be the "I" or "we" of a sentence: its speaker if it names one, or who acts for it."""
        speakers = self.speakers(number)
        return not speakers or any(other == name or self.are_related(name, other) for other in speakers)

    @cached_property
    def _all_descriptions(self) -> frozenset[str]:
        """The words that describe one of the actors, by its role or by its name."""
        return frozenset(word for name in self.actors.known() for word in self.described_by(name))

    def is_linked(self, name: str, statement: str, cited: Sequence[int]) -> bool:
        """Return whether a sentence names somebody beside a word by whom a statement has it, and the cited ones too.

        "The sanctions against Orlen" are "the sanctions" of the cited sentence if another one has both.
        """
        places = [span for form in self._forms(name) for span in find_name(form, statement)]
        beside = {word for span in places for word in _beside(statement, span)}
        shared = beside & self.read(*cited).roots
        if not shared:
            return self._is_place(name, cited)
        known = name in self.actors.known()
        if known and self.kind(name) is ActorKind.PERSON and self._is_replaced(name, statement, cited, shared):
            return False
        # Who is named beside such a word is mostly named near.
        around = sorted(self.sentences, key=lambda n: min(abs(n - c) for c in cited))
        naming = (n for n in around if (name in self.named(n) if known else holds_name(name, self.text(n))))
        return any(not shared.isdisjoint(self.read(n).roots) for n in naming)

    def _is_replaced(self, name: str, statement: str, cited: Sequence[int], shared: Set[str]) -> bool:
        """Return whether the cited sentences have another person beside one of these words, whom a statement does not name."""
        persons = ((n, other) for n in cited for other in self.named(n) & self._persons)
        others = ((self.text(n), other) for n, other in persons if other not in self.named_in(statement))
        shared -= roots_of("speech")
        return any(shared & {*_beside(text, span)} for text, other in others for span in self.places(other, text))

    def _is_place(self, name: str, cited: Sequence[int]) -> bool:
        """Return whether a sentence shortly before one that says "the city" or "here" names a place."""
        number = next((n for n in cited if _PLACE.search(fold(self.text(n)))), None)
        return number is not None and any(holds_name(name, self.text(n)) for n in self._before(number))

    def _forms(self, name: str) -> Sequence[str]:
        return self.actors.forms(name) if name in self.actors.known() else (name,)

    def is_described(self, name: str, cited: Sequence[int]) -> bool:
        """Return whether sentences describe in other words whom a name only describes: "residents of Orlen".

        They have most of its words, and its head among them.
        """
        head = HEAD_END.split(name)[0].split()
        # A single word has a capital where it opened a sentence: "Doctors".
        is_group = self.kind(name) is ActorKind.GROUP and len(head) == 1
        if not head or not (head[-1][:1].islower() or is_group):
            return False
        if any(r.is_noun and r.word[:6] in name and len(r.word) > 6 for n in cited for r in references(self.text(n))):
            return True  # "the researchers", of a "research team"
        wanted = frozenset(map(root, telling_words(name)))
        said = self.read(*cited).roots
        return root(fold(head[-1])) in said and len(wanted & said) > len(wanted) / 2

    def is_implied(self, name: str, cited: Sequence[int], own: Sequence[str]) -> bool:
        """Return whether an actor may act in one of the sentences that names nobody: it is the last one before it."""
        rivals = self._alike(self.kind(name)) - {name, *own}
        return any(self._nearest(name, rivals, number) is not None for number in cited)

    def _described(self, name: str, number: int) -> int | None:
        """Return where an actor is named that a sentence describes: by its role, or by what it is ("the company")."""
        text = self.text(number)
        found = self._descriptions(name, text)
        if self._has_unsaid_role(name, text) or self._is_leader(name, text):
            return self._closest(name, number)
        if not found:
            return None
        rivals = {
            n for n in self.actors.known() if n != name and not set(found).isdisjoint(self._descriptions(n, text))
        }
        if origins := frozenset(origin for word in found for origin in origins_of(word, text)):
            # "The Russian president"
            from_there = {n for n in (name, *rivals) if self._is_from(n, origins)}
            if from_there and name not in from_there:
                return None
            rivals &= from_there or rivals
        if not rivals:
            return self._closest(name, number)
        return self._nearest(name, rivals, number, len(self.sentences))

    def _descriptions(self, name: str, text: str) -> list[str]:
        """Return the words by which a text may describe an actor."""
        return [word for word in self.described_by(name) if has_description(word, self.role(name), text)]

    def _has_unsaid_role(self, name: str, text: str) -> bool:
        """Return whether a text has, word for word, the role that only the model gives to an actor: "the director of a
        clinic in Orlen", who is named in another sentence. A single word would be too little."""
        role = self.actors.unsaid_roles.get(name)
        return role is not None and len(telling_words(role)) > 1 and bool(find_name(role, text))

    def _leads_state(self, name: str) -> bool:
        return not _OF_LEADERS.isdisjoint(self.described_by(name)) and self.kind(name) is ActorKind.PERSON

    def _is_leader(self, name: str, text: str) -> bool:
        """Return whether a text has an actor, and nobody else who leads a state, as the leader of a country: "the
        Iranian leader"."""
        if not (origins := frozenset(origins_of("leader", text))):
            return False
        leaders = {n for n in self.actors.known() if self._leads_state(n) and self._is_from(n, origins)}
        return leaders == {name}

    def _is_from(self, name: str, origins: Set[str]) -> bool:
        """Return whether what the article tells of an actor has one of these adjectives, or their country."""
        known = {word[:4] for word in words(f"{self.office(name)} {name}")}
        return any(origin[:4] in known for origin in origins)

    def _alike(self, kind: ActorKind) -> frozenset[str]:
        """Return the actors to whom a reference to one of a kind can refer: persons for a person, else all others."""
        return self._persons if kind is ActorKind.PERSON else frozenset(self.actors.known()) - self._persons

    @cached_property
    def _persons(self) -> frozenset[str]:
        return frozenset(name for name in self.actors.known() if self.kind(name) is ActorKind.PERSON)

    def _before(self, number: int, reach: int = REACH) -> list[int]:
        """Return the numbers of the sentences before one, the nearest first."""
        return [n for n in range(number - 1, max(0, number - 1 - reach), -1) if n in self.sentences]

    def _nearest(self, name: str, rivals: Set[str], number: int, reach: int = REACH) -> int | None:
        """Return the nearest sentence before this one that names an actor or a rival, if it names the actor."""
        return self._first(name, rivals, self._before(number, reach))

    def _first(self, name: str, rivals: Set[str], numbers: Iterable[int]) -> int | None:
        """Return the first of these sentences that names an actor or a rival, if it names the actor."""
        for number in numbers:
            if number in self.sentences and not _CAPTION.match(self.text(number)):
                if name in self.named(number):
                    return number
                if not rivals.isdisjoint(self.named(number)):
                    return None
        return None

    def _leads(self, name: str, rivals: Set[str], number: int) -> bool:
        """Return whether a sentence has an actor before its rivals, apart from those that it has aside, or as one who
        acts there too."""
        text = self.text(number)
        spans = self.places(name, text)
        if not spans or any(_ACTS.match(text[span.end :]) for span in spans):
            return True
        first = min(span.start for span in spans)
        before = [s for rival in rivals for s in self.places(rival, text) if s.start < first]
        return not any(not ASIDE.search(text[: s.start]) and not _POSSESSIVE.match(text[s.end :]) for s in before)

    def _speaker(self, name: str, number: int, joint: Sequence[str]) -> int | None:
        """Return the sentence near a quotation that names its speaker, if that is this actor."""
        kind = self.kind(name)
        rivals = self._alike(kind) - {name, *joint}
        text = self.text(number)
        if joint and is_speaking(text) and self._alike(kind).issuperset(joint):
            # "We", the countries that an earlier sentence names side by side.
            return next((n for n in self._around(number) if self.named(n).issuperset({name, *joint})), None)
        if not self._may_speak(name, number):
            return None
        here = rivals & self.named(number)
        if here and not (is_speaking(text) and here.isdisjoint(self.speakers(number))):
            return None
        before = self._nearest(name, rivals, number)
        if before is not None:
            return before if self._leads(name, rivals & self.named(before), before) else None
        return self._first(name, rivals, range(number + 1, number + 1 + AFTER))

    def _closest(self, name: str, number: int) -> int:
        """Return the sentence that names an actor, the nearest to this one; this one if there is none."""
        return next((n for n in self._around(number) if name in self.named(n)), number)

    def _around(self, number: int) -> Iterator[int]:
        """Yield the other sentences of the article, the nearest first."""
        for away in range(1, len(self.sentences) + 1):
            yield from (n for n in (number - away, number + away) if n in self.sentences)


def _beside(text: str, span: Found) -> Iterator[str]:
    """Yield the roots of the two words on each side of a name that carry a claim, within its clause."""
    before = clauses(text[: span.start] + "x")[-1][:-1] if text[: span.start].strip() else ()
    after = clauses("x" + text[span.end :])[0][1:] if text[span.end :].strip(" .") else ()
    for side in (tuple(reversed(before)), after):
        yield from (word.root for word in heads(side, 2))
