"""Merging: one actor for one person, one event for one happening, whatever window told of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from summarizer.article.text import find_name, fold, last_word
from summarizer.claims import ActorClaim
from summarizer.language.names import (
    canonical,
    fullest,
    holder,
    is_country,
    is_nominal,
    kind_of,
    parenthesised,
    split_title,
    title_after,
    title_before,
    titled_by,
)
from summarizer.language.words import content_words, words
from summarizer.schema import Actor, ActorKind, Span

_OPENER = re.compile(r"^(?:But|And|As|Yet|So|While|Even|Perhaps)\s+(?=[A-Z])")
_FULL_STOP = re.compile(r"(?<=[a-z]{4})\.\s+")


@dataclass
class ActorRegistry:
    """The actors of an article. `resolve` says which of them a name means."""

    text: str
    _names: dict[str, str] = field(default_factory=dict)
    _claims: dict[str, ActorClaim] = field(default_factory=dict)
    _short: dict[str, str] = field(default_factory=dict)
    _abbreviations: dict[str, str] = field(default_factory=dict)
    # What was found before, as the same names are looked up for every claim.
    _called: dict[str, list[str]] = field(default_factory=dict)
    _told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _roles: dict[str, str | None] = field(default_factory=dict)
    _resolved: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._abbreviations = parenthesised(self.text)
        self._short = {canonical(short): long for short, long in self._abbreviations.items()}

    def add(self, claim: ActorClaim) -> str | None:
        """Take in an actor and return the name it goes by, or None if the article does not name it."""
        # "But Kerry said …": the word that opens the sentence is no part of the name.
        claim = _renamed(claim, _OPENER.sub("", claim.name))
        known = self.resolve(claim.name)
        if known is not None:
            old = self._claims[known]
            told = (old.kind or claim.kind, old.role or claim.role, old.affiliation or claim.affiliation)
            if told != (old.kind, old.role, old.affiliation):
                self._claims[known] = ActorClaim(old.name, *told)
                self._resolved.clear()
            return known
        # Who is described with a kind is an actor by the model's judgement; a bare name is one by its form.
        if not (is_nominal(claim.name) if claim.kind is None else _is_more_than_pronoun(claim.name)):
            return None
        if (bearer := holder(claim.name.strip(), self.text)) is not None:
            claim = replace(claim, name=bearer, role=claim.role or claim.name.strip())
            if (known := self.resolve(bearer)) is not None:
                return known
        # Two names that a full stop parts are the end of one sentence and the beginning of another.
        claim = _renamed(claim, _FULL_STOP.split(claim.name.strip())[-1])
        titled = split_title(claim.name)
        bare = titled.name if find_name(titled.name, self.text) else claim.name.strip()
        spans = find_name(bare, self.text)
        if not spans:
            return None
        # The article's own spelling, not the model's, nor that of a dateline ("MOSCOW").
        spelled = next((span.quote for span in spans if not span.quote.isupper()), spans[0].quote)
        name = self._short.get(canonical(bare)) or fullest(spelled, self.text)
        key = self.resolve(name)
        if key is None:
            key = name
            role = claim.role or self._role(name) or titled.title
            self._claims[key] = ActorClaim(name, claim.kind, role, claim.affiliation)
        for form in (claim.name, bare, name):
            self._call(canonical(form), key)
        return key

    def _call(self, form: str, name: str) -> None:
        """Take in that the article calls an actor so."""
        if (known := self._names.get(form)) == name:
            return
        if known is not None:
            self._called[known].remove(form)
        self._names[form] = name
        self._called.setdefault(name, []).append(form)
        self._told.clear()
        self._resolved.clear()

    def parted(self, name: str) -> tuple[str, ...]:
        """Return a joint name ("Mexico, Canada and the United States") as those whom it names: states, or persons of
        whom the article has the full names; any other name stays whole."""
        if "," not in name and "and" not in name:
            return (name,)
        parts = [re.sub(r"^the\s+", "", part) for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", name)]
        if len(parts) > 1 and all(is_country(part) or self._is_person(part) for part in parts):
            return tuple(parts)
        return (name,)

    def _is_person(self, name: str) -> bool:
        full = fullest(name, self.text)
        return len(full.split()) > 1 and kind_of(full, self.text) is ActorKind.PERSON

    def known(self) -> tuple[str, ...]:
        """Return the names that actors go by, in the order in which they were taken in."""
        return tuple(self._claims)

    def called(self, name: str) -> tuple[str, ...]:
        """Return every form by which the article is known to call an actor, the name first."""
        if name not in self._told:
            short = (abbreviation for abbreviation, long in self._abbreviations.items() if long == name)
            self._told[name] = _distinct(name, *short, *self._called.get(name, ()))
        return self._told[name]

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms by which a text may call an actor: the name, and a person's surname."""
        if (known := self._forms.get(name)) is not None:
            return known
        parts = name.split()
        person = 2 <= len(parts) <= 4 and kind_of(name, self.text) is ActorKind.PERSON and parts[-1][:1].isupper()
        self._forms[name] = (name, parts[-1]) if person else (name,)
        return self._forms[name]

    def resolve(self, name: str) -> str | None:
        """Return the name of the actor that is meant, or None if it is none of those known."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> str | None:
        if (found := self._names.get(canonical(name))) is not None:
            return found
        bare = split_title(name).name
        if (found := self._names.get(canonical(bare))) is not None:
            return found
        key = canonical(self._short.get(canonical(bare), bare))
        if key in self._names:
            return self._names[key]
        # A surname, or a full name where only the surname was known, when just one actor bears it.
        if bare[:1].isupper() and not is_country(bare):
            bearers = {n for n in self._claims if _same_person(bare, n)}
            if len(bearers) == 1:
                return bearers.pop()
        return self._by_role(name) or self._by_handle(name)

    def _by_role(self, name: str) -> str | None:
        """Return the one person whose title says what "the US Ambassador" says."""
        wanted = titled_by(name)
        if not wanted:
            return None
        bearers = [n for n, claim in self._claims.items() if claim.role and wanted <= set(words(claim.role))]
        return bearers[0] if len(bearers) == 1 else None

    def _by_handle(self, name: str) -> str | None:
        """Return the person whose surname ends a handle ("@DrSJaishankar"), or whose name follows it."""
        if f"@{name.lstrip('@')}" not in self.text or not re.fullmatch(r"@?[A-Za-z]\w+", name):
            return None
        for n in self._claims:
            if re.search(re.escape(f"@{name.lstrip('@')} ") + re.escape(n), self.text):
                return n
        bearers = [n for n in self._claims if " " in n and len(n.split()[-1]) > 4 and fold(name).endswith(last_word(n))]
        return bearers[0] if len(bearers) == 1 else None

    def _role(self, name: str) -> str | None:
        """Return the title that the text gives before or after a name."""
        if name not in self._roles:
            spans = find_name(name, self.text)
            titles = [title_before(self.text, span.start) for span in spans]
            titles += [title_after(self.text, span.end) for span in spans]
            self._roles[name] = max(filter(None, titles), key=len, default=None)
        return self._roles[name]

    def actors(self, order: Iterable[str]) -> tuple[Actor, ...]:
        """Return the actors of these names, in order of first appearance in the text, with all their mentions."""
        drafted = []
        for name in dict.fromkeys(order):
            claim = self._claims[name]
            mentions = self._mentions(name)
            role = claim.role or self._role(name)
            kind = claim.kind or kind_of(name, self.text, titled=role is not None)
            if kind is not ActorKind.PERSON and claim.role is None:
                role = None
            drafted.append((mentions[0].start if mentions else 0, name, kind, role, claim.affiliation, mentions))
        drafted.sort(key=lambda d: d[0])
        return tuple(
            Actor(id=f"a{i}", name=name, kind=kind, role=role, affiliation=affiliation, mentions=mentions)
            for i, (_, name, kind, role, affiliation, mentions) in enumerate(drafted, start=1)
        )

    def named_in(self, statement: str) -> list[str]:
        """Return the actors whose names stand in a statement, in order."""
        found, folded = [], fold(statement)
        for name in self.known():
            # Most are not there, which the last word of a name tells: all its forms end with it.
            if last_word(name) not in folded:
                continue
            spans = [s for form in self.forms(name) for s in find_name(form, statement)]
            if spans:
                found.append((min(s.start for s in spans), name))
        return [name for _, name in sorted(found)]

    def _mentions(self, name: str) -> tuple[Span, ...]:
        forms = _distinct(name, *self._called.get(name, ()), *self.forms(name))
        spans = sorted(
            {(s.start, s.end): s for form in forms for s in find_name(form, self.text)}.values(),
            key=lambda s: (s.start, -s.end),
        )
        kept: list[Span] = []
        for span in spans:
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return tuple(kept)


def _distinct(*forms: str) -> tuple[str, ...]:
    """Return the forms without those that differ from an earlier one by capitals only, as all are looked up folded."""
    distinct: dict[str, str] = {}
    for form in forms:
        distinct.setdefault(fold(form), form)
    return tuple(distinct.values())


def _renamed(claim: ActorClaim, name: str) -> ActorClaim:
    return claim if claim.name == name else replace(claim, name=name)


def _is_more_than_pronoun(name: str) -> bool:
    return len(content_words(name)) > 0


def _same_person(short: str, full: str) -> bool:
    """Tell whether one name is the other's surname: "Kerry" and "John Kerry", not "North Korea" and "Korea"."""
    if last_word(short) != last_word(full):
        return False
    a, b = fold(short).split(), fold(full).split()
    if is_country(full) or is_country(short):
        return False
    a, b = sorted((a, b), key=len)
    return len(a) < len(b) <= 4 and b[-len(a) :] == a and len(a[-1]) > 2
