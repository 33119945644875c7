"""Which actors does a sentence name, and where? What is read of a sentence or a name is kept for the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from summarizer.article.sentences import Sentence
from summarizer.article.text import Found, find_name, fold, last_word
from summarizer.language.english.checks.forms import (
    ALIKE,
    acting_capitals,
    family,
    initials,
    is_held,
    names_briefly,
    names_country,
    own_parts,
    short_forms,
    stands_together,
    starts,
    starts_of,
    states_by,
)
from summarizer.language.english.checks.positions import Mention, Positions
from summarizer.language.english.checks.reading import Reading, read_together
from summarizer.language.english.checks.references import descriptions, has_description
from summarizer.language.kinds import kind_of
from summarizer.language.names import canonical, is_country
from summarizer.language.naming import capitals, holds_any, holds_name, parts, pieces_of
from summarizer.language.rules import Actors
from summarizer.language.words import telling_words, words
from summarizer.pace import steps
from summarizer.schema import ActorKind

_OWNER = re.compile(r"^[\w .-]+['’]s? (?=[a-z])")
_SENT_TO = re.compile(r" (?:to|against) (?:the )?[A-Z].*")
"""Who is told by a role without being acted for: "ambassador to Orlen"."""
_SUFFIX = re.compile(r",? (?:[JS]r\.?|[IVX]+)$")


class _Name(NamedTuple):
    """What tells an actor in a text, read off its name and from the article once."""

    kind: ActorKind
    called: tuple[str, ...]
    """The names of which a text has to have one; see `holds_any`."""
    forms: tuple[tuple[str, str], ...]
    """All strings that name it where they stand, each with a word of it, folded."""
    own_parts: frozenset[str]
    """The parts of a person's name that no other actor has."""
    ends: frozenset[str]
    """How the last words of its forms begin: a text that names it has one that begins so. Of a state also its folded name,
    for which "the U.S." stands, and "" where it may be named by other words: "the WHO"."""
    state: str | None
    """Of a country, its folded name, also by which its capital is known."""
    others: tuple[str, ...]
    """Of a country, the folded names of all other actors."""
    described_by: tuple[str, ...]


@dataclass
class Presence:
    """Tells which actors the sentences of one article name."""

    actors: Actors
    sentences: Mapping[int, Sentence]
    # Results of the methods of these names. All actors are known before the first of them is asked for.
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    _names: dict[str, _Name] = field(default_factory=dict)
    _positions: dict[int, Positions] = field(default_factory=dict)
    _positions_in: dict[str, Positions] = field(default_factory=dict)

    def text(self, number: int) -> str:
        """Return the text of a sentence."""
        return self.sentences[number].text

    def read(self, *cited: int) -> Reading:
        """Return what is read from sentences together."""
        return read_together(tuple([self.sentences[number].text for number in cited]))

    def is_named(self, name: str, cited: Sequence[int]) -> bool:
        """Return whether one of the cited sentences names an actor."""
        return any(name in self.named(number) for number in cited)

    def named(self, number: int) -> frozenset[str]:
        """Return all actors that a sentence names."""
        return self.named_in(self.sentences[number].text)

    def tells_of(self, name: str, text: str) -> bool:
        """Return whether a text names or describes an actor: "police" for a police department."""
        if name in self.named_in(text):
            return True
        own = () if self.kind(name) is ActorKind.PERSON else descriptions(name, None, self.kind(name))
        return any(has_description(word, None, text) for word in own)

    def named_in(self, text: str) -> frozenset[str]:
        """Return the actors that a text names: by a form of the name, or a part of it that no other actor has."""
        if (found := self._named.get(text)) is None:
            by_start, pieces = self._by_start, pieces_of((text,))
            told = by_start.keys() & (starts(pieces) | states_by(pieces))
            may_be = by_start[""].union(*map(by_start.__getitem__, told))
            found = self._named[text] = frozenset([name for name in may_be if self._is_named(name, text)])
        return found

    @cached_property
    def _by_start(self) -> dict[str, set[str]]:
        """The actors by what a text that names them has; see `_Name.ends`."""
        found: dict[str, set[str]] = {"": set()}
        for name in steps(self.actors.known()):
            for start in self._name(name).ends:
                found.setdefault(start, set()).add(name)
        return found

    def _is_named(self, name: str, text: str) -> bool:
        known = self._name(name)
        if holds_any(known.called, text):
            return True
        if known.kind is ActorKind.PERSON:
            return not known.own_parts.isdisjoint(capitals(text)) or (" " in name and family(name) in fold(text))
        if known.state:
            return names_country(name, text, known.others) or any(self._capitals(known.state, text))
        if " " in name:
            wanted = telling_words(name)
            return names_briefly(name, text) or (is_held(wanted, (text,)) and stands_together(wanted, text))
        is_derived = len(name) > 5 and name in text and re.search(rf"\b{re.escape(name)}[a-z]+", text)
        return bool(is_derived) or names_briefly(name, text)  # "Congressional"

    def places(self, name: str, text: str) -> tuple[Found, ...]:
        """Return where a text names an actor by one of its forms."""
        folded = fold(text)
        # Most forms do not stand there; a search for one as a name would be remembered for each text.
        known = self._name(name)
        forms = [form for form, piece in known.forms if piece in folded]
        found = [span for form in forms for span in find_name(form, text) if span.quote.isupper() or not form.isupper()]
        return (*found, *self._capitals(known.state, text)) if known.state else tuple(found)

    def _capitals(self, state: str, text: str) -> list[Found]:
        """Return where a text has the capital of a state for its government, unless the capital is an actor itself."""
        found = [span for of, span in acting_capitals(text) if of == state]
        return [span for span in found if span.quote not in self.actors.known()]

    def positions(self, number: int) -> Positions:
        """Return who acts in a sentence."""
        if (found := self._positions.get(number)) is None:
            found = self._positions[number] = self._positions_of(self.text(number), sorted(self.named(number)))
        return found

    def positions_in(self, text: str, names: Iterable[str]) -> Positions:
        """Return who of these actors acts in a text of a claim."""
        if (found := self._positions_in.get(text)) is None:
            found = self._positions_in[text] = self._positions_of(text, names)
        return found

    def _positions_of(self, text: str, names: Iterable[str]) -> Positions:
        return Positions(text, [Mention(s.start, s.end, name) for name in names for s in self.places(name, text)])

    def speakers(self, number: int) -> frozenset[str]:
        """Return who speaks in a sentence."""
        return frozenset([name for subject in self.positions(number).speakers() for name in subject.names])

    def kind(self, name: str) -> ActorKind:
        """Return what an actor is: as the model says, or else as its name tells."""
        return self._name(name).kind

    def role(self, name: str) -> str | None:
        """Return the role of an actor, if any is known."""
        return self.actors.claim(name).role

    def described_by(self, name: str) -> tuple[str, ...]:
        """Return the words by which a text may refer to an actor: the heads of its role, and of a body's own name."""
        return self._name(name).described_by

    def _name(self, name: str) -> _Name:
        if (found := self._names.get(name)) is None:
            found = self._names[name] = self._read(name)
        return found

    def _read(self, name: str) -> _Name:
        claim = self.actors.claim(name)
        kind = claim.kind or kind_of(name, self.actors.text)
        state = canonical(name) if is_country(name) else None
        called, own_only = self.actors.called(name), frozenset[str]()
        forms = dict.fromkeys([*called, *self.actors.forms(name)])
        if not state:
            forms |= dict.fromkeys(short_forms(name))
        if kind is ActorKind.PERSON:
            # "Karst's lawyer" has no part of Karst's name.
            own_only = own_parts(name, (own for n, own in self._parts_by_name.items() if name not in n))
            forms |= dict.fromkeys(own_only)
            called = tuple(dict.fromkeys((*called, _SUFFIX.sub("", name))))
        ends = starts_of((*forms, *called, initials(name)))
        if state:
            ends |= {state, state[:ALIKE]}
        elif " " in name and len(telling_words(name)) == 1:
            ends |= {""}
        return _Name(
            kind=kind,
            called=called,
            forms=tuple((form, last_word(form)) for form in forms),
            own_parts=own_only,
            ends=ends,
            state=state,
            others=tuple(fold(other) for other in self.actors.known() if other != name) if state else (),
            described_by=descriptions(name, claim.role, kind),
        )

    @cached_property
    def _parts_by_name(self) -> dict[str, tuple[str, ...]]:
        """The parts of each name without its owner's."""
        return {name: parts(words(_OWNER.sub("", name))) for name in self.actors.known()}

    def affiliated(self, name: str, cited: Sequence[int], besides: Sequence[str] = ()) -> bool:
        """Return whether the sentences name somebody, not of `besides`, who acts for a body or a country: "Minister
        Reyes" for Orlen."""
        others = (o for o in self.actors.known() if o != name and not any(holds_name(o, one) for one in besides))
        return any(self.acts_for(other, name) and self.is_named(other, cited) for other in others)

    def acts_for(self, person: str, name: str) -> bool:
        """Return whether an actor acts for a body or a country, by its role or affiliation."""
        return self.kind(name) is not ActorKind.PERSON and holds_name(name, self.office(person))

    def are_related(self, name: str, other: str) -> bool:
        """Return whether one of two actors acts for the other, or has its name: "Minister Reyes" for Orlen."""
        for one, two in ((name, other), (other, name)):
            if holds_name(two, f"{self.office(one)}; {one}"):
                return True
        return not capitals(name).isdisjoint(capitals(other))

    def office(self, name: str) -> str:
        """Return the affiliation and role of an actor, as far as they are known, without those to whom it is sent."""
        claim = self.actors.claim(name)
        return f"{claim.affiliation or ''}; {_SENT_TO.sub('', claim.role or '')}"
