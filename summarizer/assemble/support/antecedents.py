"""Who is meant by "he" or "the company": the sentence that names an actor whom the cited one only refers to.

A model resolves such a reference from the context that it was shown, and may resolve it wrongly. So an actor is only
taken for the one meant if the reference agrees with it, and no other actor that it agrees with is nearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.article.sentences import Sentence
from summarizer.article.text import REMEMBERED, find_name, fold, fold_in_place
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.support.clauses import clauses, heads, roots
from summarizer.assemble.support.naming import (
    capitals,
    holds_any,
    holds_name,
    is_held,
    names_briefly,
    names_country,
    own_parts,
)
from summarizer.language.names import is_country, is_nominal, is_title, kind_of
from summarizer.language.rules import Wording
from summarizer.language.words import FUNCTION_WORDS, telling_words
from summarizer.schema import ActorKind, Span

REACH = 4
"""How many sentences before the cited one a pronoun can refer to."""
AFTER = 2
"""How many sentences after a quotation its speaker can be named."""

_ONE_PERSON = re.compile(r"\b(?:he|she)\b")
_BODY = re.compile(
    r"\b(?:it|the (?:[\w'-]+ ){0,3}(?:group|organi[sz]ation|agency|company|firm|body|team|party|movement|\w+maker|"
    r"institution|ministry|department|court|network|alliance|bloc))\b"
)
_SEVERAL = re.compile(r"\b(?:they|both|each other|(?:the )?two|the three)\b")
_GOVERNMENT = re.compile(
    r"\b(?:the|its) (?:\w+ )?(?:government|authorities|country|nation|administration|kingdom|state)\b"
)
_PLACE = re.compile(
    r"\b(?:the (?:[\w'-]+ ){0,2}(?:city|town|village|country|island|region|province|state|capital)|here)\b"
)
_DEFINITE = re.compile(r"\b(?:the|this|that) ((?:[\w'-]+ ){0,3}[a-z]{3,})\b")
_SPEAKING = re.compile(r"\b(?:i|i'm|i'll|i've|we|we're|we'll|we've)\b")
_QUOTED = re.compile(r'"|\b(?:said|says|told|added|statement)\b')
_HEAD = re.compile(r"\b(?:of|for|at|in|to|with|from|who|on)\b|,")


@dataclass
class Antecedents:
    """Finds the sentences that name whom others refer to, in one article."""

    actors: ActorRegistry
    sentences: Mapping[int, Sentence]
    # Results of the methods of these names. All actors are known before the first of them is asked for.
    _named: dict[tuple[str, str], bool] = field(default_factory=dict)
    _named_by_number: dict[int, frozenset[str]] = field(default_factory=dict)
    _kinds: dict[str, ActorKind] = field(default_factory=dict)
    _alike_by_kind: dict[ActorKind, frozenset[str]] = field(default_factory=dict)
    _own_parts_of: dict[str, frozenset[str]] = field(default_factory=dict)

    def added(self, numbers: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
        """Return the cited sentences and those that name whom they mean, three at most.

        Who is only named earlier is not added: it would not show a reader that the model chose the wrong actor.
        """
        cited = sorted(set(numbers))[:3]
        found = dict.fromkeys(self.find(name, cited) for name in names)
        return (*cited, *(n for n in found if n is not None and n not in cited))[:3]

    def with_named(self, numbers: Sequence[int], names: Sequence[str], wording: Wording) -> tuple[int, ...]:
        """Return the cited sentences and those that name an actor whom the cited ones only call "he" or "the company";
        three at most, in any language, since no reference is read.

        A model resolves a pronoun from the context that it was shown. The reader needs that context to check it.
        """
        cited = sorted(set(numbers))[:3]

        def is_named(name: str, number: int) -> bool:
            return any(wording.holds(form, (self.sentences[number].text,)) for form in self.actors.called(name))

        unnamed = [name for name in names if not any(is_named(name, n) for n in cited)]
        earlier = [n for n in range(cited[0] - 1, 0, -1) if n in self.sentences] if unnamed else []
        while unnamed and len(cited) < 3:
            # The sentence that names most of them; the nearest one if several do.
            best = max(earlier, key=lambda n: sum(is_named(name, n) for name in unnamed), default=None)
            if best is None or not any(is_named(name, best) for name in unnamed):
                break
            cited.append(best)
            unnamed = [name for name in unnamed if not is_named(name, best)]
        return tuple(cited)

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
        own = () if self._kind(name) is ActorKind.PERSON else _descriptions(name, None, self._kind(name))
        return self.names_in(name, text) or any(_has_word(word, text) for word in own)

    def names_in(self, name: str, text: str) -> bool:
        """Return whether a text names an actor: by a form of its name, or a part of it that no other actor has."""
        key = (name, text)
        if key not in self._named:
            self._named[key] = self._is_named(name, text)
        return self._named[key]

    def _is_named(self, name: str, text: str) -> bool:
        if holds_any(self.actors.called(name), text):
            return True
        if self._kind(name) is ActorKind.PERSON:
            return not self._own_parts(name).isdisjoint(capitals(text))
        if is_country(name):
            return names_country(name, text)
        if " " not in name and len(name) > 5 and name in text and re.search(rf"\b{re.escape(name)}[a-z]+", text):
            return True  # "Congressional"
        return names_briefly(name, text) or (" " in name and is_held(telling_words(name), (text,)))

    def find(self, name: str, cited: Sequence[int], *, joint: bool = False, speaks: bool = False) -> int | None:
        """Return the number of the sentence that names an actor to whom one of the cited sentences refers.

        It is one of the cited ones if that names the actor, or describes it as nobody else of the article is. None if
        they refer to somebody else, or to nobody. With `joint` the actor is one of several, to whom "they" can refer;
        with `speaks` it may be the speaker of a quotation.
        """
        if (named := next((n for n in cited if self.names(name, n)), None)) is not None:
            return named
        for number in cited:
            found = self._described(name, number) or self._by_pronoun(name, number, joint=joint)
            text = self.sentences[number].text
            if found is None and (_is_speaking(text) or (speaks and _QUOTED.search(fold(text)))):
                found = self._speaker(name, number)
            if found is not None:
                return found
        return None

    def linked(self, name: str, statement: str, cited: Sequence[int]) -> int | None:
        """Return the sentence that names somebody beside a word by whom a statement has it, and the cited ones too.

        "The sanctions against Orlen" are "the sanctions" of the cited sentence if another one has both.
        """
        places = [span for form in self._forms(name) for span in find_name(form, statement)]
        beside = {word for span in places for word in _beside(statement, span)}
        shared = beside & frozenset().union(*(roots(self.sentences[n].text) for n in cited))
        if not shared:
            return self._place(name, cited)
        known = name in self.actors.known()
        around = sorted(self.sentences, key=lambda n: min(abs(n - c) for c in cited))
        told = (n for n in around if shared & roots(self.sentences[n].text))
        return next(
            (n for n in told if (self.names(name, n) if known else holds_name(name, self.sentences[n].text))), None
        )

    def _place(self, name: str, cited: Sequence[int]) -> int | None:
        """Return the last sentence that names a place which the cited ones call "the city" or "here"."""
        for number in cited:
            if _PLACE.search(fold(self.sentences[number].text)):
                before = range(number - 1, max(0, number - 1 - REACH), -1)
                return next(
                    (n for n in before if n in self.sentences and holds_name(name, self.sentences[n].text)), None
                )
        return None

    def _forms(self, name: str) -> Sequence[str]:
        return self.actors.forms(name) if name in self.actors.known() else (name,)

    def affiliated(self, name: str, cited: Sequence[int]) -> bool:
        """Return whether the sentences name somebody who acts for a body or a country: "Minister Reyes" for Orlen."""
        if self._kind(name) is ActorKind.PERSON:
            return False
        for other in self.actors.known():
            claim = self.actors.claim(other)
            told = f"{claim.affiliation or ''}; {claim.role or ''}"
            if other != name and holds_name(name, told) and self.is_named(other, cited):
                return True
        return False

    def is_described(self, name: str) -> bool:
        """Return whether a name is only a description ("residents of Orlen"): it may be told in any other words."""
        head = _HEAD.split(name)[0].split()
        return bool(head) and head[-1][:1].islower()

    def implied(self, name: str, cited: Sequence[int], own: Sequence[str]) -> int | None:
        """Return the sentence that names an actor who may act in one that names nobody: the last one before it."""
        kind = self._kind(name)
        rivals = self._alike(kind) - {name, *own}
        for number in cited:
            if (found := self._nearest(name, rivals, number, REACH)) is not None:
                return found
        return None

    def _own_parts(self, name: str) -> frozenset[str]:
        """Return the parts of a person's name that no other actor has."""
        if name not in self._own_parts_of:
            self._own_parts_of[name] = own_parts(name, (n for n in self.actors.known() if name not in n))
        return self._own_parts_of[name]

    def _kind(self, name: str) -> ActorKind:
        if (kind := self._kinds.get(name)) is None:
            kind = self._kinds[name] = self.actors.claim(name).kind or kind_of(name, self.actors.text)
        return kind

    def _described(self, name: str, number: int) -> int | None:
        """Return where an actor is named that a sentence describes: by its role, or by what it is ("the company")."""
        text = self.sentences[number].text
        found = [word for word in self._descriptions(name) if _has_word(word, text)]
        if not found:
            return None
        rivals = {n for n in self.actors.known() if n != name and not set(found).isdisjoint(self._descriptions(n))}
        if not rivals:
            return next((n for n in self._around(number, len(self.sentences)) if self.names(name, n)), number)
        return self._nearest(name, rivals, number, len(self.sentences))

    def _descriptions(self, name: str) -> tuple[str, ...]:
        """Return the words by which a text may refer to an actor: the heads of its role, and of its own name."""
        role = self.actors.claim(name).role
        return _descriptions(name, role, self._kind(name))

    def _by_pronoun(self, name: str, number: int, *, joint: bool) -> int | None:
        """Return where an actor is named to whom a pronoun of a sentence refers, or "the group", "the official"."""
        kind = self._kind(name)
        text = self.sentences[number].text
        folded = fold_in_place(text)
        same = self._alike(kind) - {name}
        for start, described in _references(folded, kind):
            # "The company" is no country, "it" may be one.
            rivals = frozenset(n for n in same if self._kind(n) is kind) if described else same
            if not any(self.names_in(n, text[:start]) for n in rivals & self.named(number)):
                found = self._nearest(name, rivals, number, REACH)
                if found is not None:
                    return found
        if several := _several(folded):
            # "The two leaders" are those of the whole article.
            reach = len(self.sentences) if "two" in several and joint else REACH
            return self._nearest(name, frozenset() if joint else same, number, reach)
        return None

    def _alike(self, kind: ActorKind) -> frozenset[str]:
        """Return the actors to whom a reference to one of a kind can refer: persons for a person, else all others."""
        if (found := self._alike_by_kind.get(kind)) is None:
            is_person = kind is ActorKind.PERSON
            found = frozenset(n for n in self.actors.known() if (self._kind(n) is ActorKind.PERSON) == is_person)
            self._alike_by_kind[kind] = found
        return found

    def _nearest(self, name: str, rivals: Set[str], number: int, reach: int) -> int | None:
        """Return the nearest sentence before this one that names an actor or a rival, if it names the actor."""
        return self._first(name, rivals, range(number - 1, max(0, number - 1 - reach), -1))

    def _first(self, name: str, rivals: Set[str], numbers: Iterable[int]) -> int | None:
        """Return the first of these sentences that names an actor or a rival, if it names the actor."""
        for number in numbers:
            if number in self.sentences:
                if self.names(name, number):
                    return number
                if not rivals.isdisjoint(self.named(number)):
                    return None
        return None

    def _speaker(self, name: str, number: int) -> int | None:
        """Return the sentence near a quotation that names its speaker, if that is this actor."""
        rivals = self._alike(self._kind(name)) - {name}
        if not rivals.isdisjoint(self.named(number)):
            return None
        before = self._nearest(name, rivals, number, REACH)
        return before if before is not None else self._first(name, rivals, range(number + 1, number + 1 + AFTER))

    def _around(self, number: int, reach: int) -> Iterator[int]:
        for away in range(1, reach + 1):
            yield from (n for n in (number - away, number + away) if n in self.sentences)


def _beside(text: str, span: Span) -> Iterator[str]:
    """Yield the roots of the two words on each side of a name that carry a claim, within its clause."""
    before = clauses(text[: span.start] + "x")[-1][:-1] if text[: span.start].strip() else ()
    after = clauses("x" + text[span.end :])[0][1:] if text[span.end :].strip(" .") else ()
    for words in (tuple(reversed(before)), after):
        yield from (word.root for word in heads(words, 2))


@lru_cache(maxsize=REMEMBERED)
def _references(folded: str, kind: ActorKind) -> tuple[tuple[int, bool], ...]:
    """Return where a folded text refers to somebody of a kind, and whether by a noun; see `_referring`."""
    return tuple(_referring(folded, kind))


def _referring(folded: str, kind: ActorKind) -> Iterator[tuple[int, bool]]:
    """Yield where a folded text refers to somebody of a kind without a name, and whether by a noun ("the company")."""
    if kind is ActorKind.PERSON:
        yield from ((match.start(), False) for match in _ONE_PERSON.finditer(folded))
        for m in _DEFINITE.finditer(folded):
            if any(is_title(word) or (is_nominal(word) and word[-1] != "s") for word in m[1].split()):
                yield m.start(), True
        return
    yield from ((m.start(), m.group() != "it") for m in _BODY.finditer(folded))
    if kind is ActorKind.COUNTRY:
        yield from ((m.start(), True) for m in _GOVERNMENT.finditer(folded))
        yield from ((m.start(), True) for m in _PLACE.finditer(folded))
    if kind is ActorKind.GROUP:
        for m in _DEFINITE.finditer(folded):
            if any(is_nominal(word) and word[-1] == "s" for word in m[1].split()):
                yield m.start(), True


@lru_cache(maxsize=REMEMBERED)
def _is_speaking(text: str) -> bool:
    """Return whether the speaker of a text tells of himself: "I", "we"."""
    return _SPEAKING.search(fold(text)) is not None


@lru_cache(maxsize=REMEMBERED)
def _several(folded: str) -> str | None:
    """Return by what a folded text refers to several at once: "they", "the two"; None if it does not."""
    found = _SEVERAL.search(folded)
    return found.group() if found else None


@lru_cache(maxsize=REMEMBERED)
def _descriptions(name: str, role: str | None, kind: ActorKind) -> tuple[str, ...]:
    found = []
    if role:
        heads = [part.split()[-1] for part in _HEAD.split(fold(role)) if part.split()]
        found += heads[:1]
    if kind is not ActorKind.PERSON:
        own = [part.split()[-1] for part in _HEAD.split(fold(name)) if part.split()]
        found += [*own[:1], *(word for word in fold(name).split() if word == "police")]
    return tuple(word for word in dict.fromkeys(found) if word not in FUNCTION_WORDS and len(word) > 2)


def _has_word(word: str, text: str) -> bool:
    """Return whether a text has a description in small letters, or after "the": "the Ministry", "police"."""
    # Most texts do not have the word; a search for it as a name would be remembered for each of them.
    for span in find_name(word, text) if word in fold(text) else ():
        if span.quote[:1].islower() or re.search(
            r"\b[Tt]he (?:\w+ ){0,2}$", text[max(0, span.start - 30) : span.start]
        ):
            return True
    return False
