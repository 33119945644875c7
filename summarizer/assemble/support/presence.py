"""Which actors a sentence names, where, and who of them speaks in it; each sentence is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.article.sentences import Sentence
from summarizer.article.text import find_name, fold
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.support.acting import Mention, speakers
from summarizer.assemble.support.naming import (
    capitals,
    holds_any,
    holds_name,
    is_held,
    names_briefly,
    names_country,
    own_parts,
    stands_together,
)
from summarizer.assemble.support.references import descriptions, has_description
from summarizer.language.names import is_country, kind_of
from summarizer.language.words import telling_words
from summarizer.schema import ActorKind, Span

_SUFFIX = re.compile(r",? (?:[JS]r\.?|[IVX]+)$")


@dataclass
class Presence:
    """Tells which actors the sentences of one article name."""

    actors: ActorRegistry
    sentences: Mapping[int, Sentence]
    # Results of the methods of these names. All actors are known before the first of them is asked for.
    _named: dict[tuple[str, str], bool] = field(default_factory=dict)
    _named_by_number: dict[int, frozenset[str]] = field(default_factory=dict)
    _kinds: dict[str, ActorKind] = field(default_factory=dict)
    _own_parts_of: dict[str, frozenset[str]] = field(default_factory=dict)
    _told: dict[int, frozenset[str]] = field(default_factory=dict)
    _others_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _mentions: dict[int, tuple[Mention, ...]] = field(default_factory=dict)

    def is_named(self, name: str, cited: Sequence[int]) -> bool:
        """Return whether one of the cited sentences names an actor."""
        return any(self.names(name, number) for number in cited)

    def names(self, name: str, number: int) -> bool:
        """Return whether a sentence names an actor, by one of its forms."""
        return self.names_in(name, self.sentences[number].text)

    def named(self, number: int) -> frozenset[str]:
        """Return all actors that a sentence names."""
        if (found := self._named_by_number.get(number)) is None:
            text = self.sentences[number].text
            found = frozenset(name for name in self.actors.known() if self.names_in(name, text))
            self._named_by_number[number] = found
        return found

    def tells_of(self, name: str, text: str) -> bool:
        """Return whether a text names or describes an actor: "police" for a police department."""
        own = () if self.kind(name) is ActorKind.PERSON else descriptions(name, None, self.kind(name))
        return self.names_in(name, text) or any(has_description(word, None, text) for word in own)

    def names_in(self, name: str, text: str) -> bool:
        """Return whether a text names an actor: by a form of its name, or a part of it that no other actor has."""
        key = (name, text)
        if key not in self._named:
            self._named[key] = self._is_named(name, text)
        return self._named[key]

    def _is_named(self, name: str, text: str) -> bool:
        if holds_any(self.actors.called(name), text):
            return True
        if self.kind(name) is ActorKind.PERSON:
            if (bare := _SUFFIX.sub("", name)) != name and holds_name(bare, text):
                return True
            return not self._own_parts(name).isdisjoint(capitals(text))
        if is_country(name):
            return names_country(name, text, self._folded_others(name))
        if " " not in name and len(name) > 5 and name in text and re.search(rf"\b{re.escape(name)}[a-z]+", text):
            return True  # "Congressional"
        return names_briefly(name, text) or (
            " " in name and is_held(telling_words(name), (text,)) and stands_together(telling_words(name), text)
        )

    def places(self, name: str, text: str) -> tuple[Span, ...]:
        """Return where a text names an actor by one of its forms."""
        forms = dict.fromkeys([*self.actors.called(name), *self.actors.forms(name)])
        if self.kind(name) is ActorKind.PERSON:
            forms |= dict.fromkeys(self._own_parts(name))
        spans = (span for form in forms for span in find_name(form, text) if span.quote.isupper() or not form.isupper())
        return tuple(spans)

    def mentions(self, number: int) -> tuple[Mention, ...]:
        """Return where a sentence names actors."""
        if (found := self._mentions.get(number)) is None:
            found = self._mentions[number] = self.mentions_in(self.sentences[number].text, self.named(number))
        return found

    def mentions_in(self, text: str, names: Iterable[str]) -> tuple[Mention, ...]:
        """Return where a text names these actors."""
        spans = ((name, span) for name in names for span in self.places(name, text))
        return tuple(Mention(span.start, span.end, name) for name, span in spans)

    def told(self, number: int) -> frozenset[str]:
        """Return who speaks in a sentence."""
        if (told := self._told.get(number)) is None:
            found = speakers(self.sentences[number].text, self.mentions(number))
            told = self._told[number] = frozenset(name for subject in found for name in subject.names)
        return told

    def kind(self, name: str) -> ActorKind:
        """Return what an actor is: as the model says, or else as its name tells."""
        if (kind := self._kinds.get(name)) is None:
            kind = self._kinds[name] = self.actors.claim(name).kind or kind_of(name, self.actors.text)
        return kind

    def _own_parts(self, name: str) -> frozenset[str]:
        """Return the parts of a person's name that no other actor has."""
        if name not in self._own_parts_of:
            self._own_parts_of[name] = own_parts(name, (n for n in self.actors.known() if name not in n))
        return self._own_parts_of[name]

    def _folded_others(self, name: str) -> tuple[str, ...]:
        """Return the folded names of all other actors."""
        if (found := self._others_of.get(name)) is None:
            found = self._others_of[name] = tuple(fold(other) for other in self.actors.known() if other != name)
        return found

    def affiliated(self, name: str, cited: Sequence[int], besides: Sequence[str] = ()) -> bool:
        """Return whether the sentences name somebody, not of `besides`, who acts for a body or a country: "Minister
        Reyes" for Orlen."""
        if self.kind(name) is ActorKind.PERSON:
            return False
        for other in self.actors.known():
            claim = self.actors.claim(other)
            told = f"{claim.affiliation or ''}; {claim.role or ''}"
            if other == name or any(holds_name(other, one) for one in besides):
                continue
            if holds_name(name, told) and self.is_named(other, cited):
                return True
        return False

    def are_related(self, name: str, other: str) -> bool:
        """Return whether one of two actors acts for the other, or has its name: "Minister Reyes" for Orlen."""
        for one, two in ((name, other), (other, name)):
            claim = self.actors.claim(one)
            if holds_name(two, f"{claim.affiliation or ''}; {claim.role or ''}; {one}"):
                return True
        return not capitals(name).isdisjoint(capitals(other))
