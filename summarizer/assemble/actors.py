"""Unify actors: one actor for one person or body, in whichever window and by whichever name it appears."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from summarizer.article.text import Found, find_name, fold, last_word
from summarizer.assemble.traces import is_described, is_translated_name
from summarizer.claims import ActorClaim
from summarizer.language.abbreviations import parenthesised
from summarizer.language.kinds import is_club, kind_of, told_kind, whole_firm
from summarizer.language.names import (
    PREPOSITION,
    Titled,
    called_in,
    canonical,
    cut_title,
    fullest,
    is_country,
    is_nominal,
    is_part_of,
    is_title,
    split_title,
    titled_by,
)
from summarizer.language.naming import brief_name, is_surname_of, without_owner
from summarizer.language.registry import wording_of
from summarizer.language.roles import fullest_title, holder, is_spouse, title_after, title_before, without_honorific
from summarizer.language.rules import Wording
from summarizer.language.words import FUNCTION_WORDS, joined_names, without_opener, words
from summarizer.schema import Actor, ActorKind, Span

ENGLISH = wording_of("en")
_NO_SURNAME = (ActorKind.ORGANIZATION, ActorKind.COUNTRY, ActorKind.OTHER)
_INITIALS = re.compile(r"(?:^|\s)(?:[A-Z]\.)+[A-Z]$")
_FULL_STOP = re.compile(r"(?<=[a-z]{4})\.\s+")


@dataclass
class ActorRegistry:
    """The actors of one article, each under one name. `resolve` returns the actor that a name refers to."""

    text: str
    wording: Wording = ENGLISH
    headline: str = ""
    """The article's headline: names that only it has are known, but are no mentions."""
    is_translated: bool = False
    """Whether the names may be in another language than the text, so that they cannot be looked up in it."""
    unsaid_roles: dict[str, str] = field(default_factory=dict)
    """Roles that a model gives to actors, but no sentence that names them; by name."""
    # What is known, filled by `add`; the abbreviations are read from the text.
    _claim_by_name: dict[str, ActorClaim] = field(default_factory=dict)
    _name_by_form: dict[str, str] = field(default_factory=dict)
    _kind_by_given: dict[str, ActorKind] = field(default_factory=dict)
    _forms_by_name: dict[str, list[str]] = field(default_factory=dict)
    _abbreviations: dict[str, str] = field(default_factory=dict)
    _expansions: dict[str, str] = field(default_factory=dict)
    # Results of the methods of these names, as the same names are looked up for every claim. Those of `called`,
    # `resolve` and `named_in` depend on which actors are known, so they are cleared when an actor is added or changed.
    _called_cache: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _resolve_cache: dict[str, str | None] = field(default_factory=dict)
    _forms_cache: dict[tuple[str, ActorKind | None], tuple[str, ...]] = field(default_factory=dict)
    _role_cache: dict[str, str | None] = field(default_factory=dict)
    _named_cache: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._abbreviations = parenthesised(self.text)
        self._expansions = {canonical(short): long for short, long in self._abbreviations.items()}

    def add(self, claim: ActorClaim) -> str | None:
        """Add an actor and return its name in the registry.

        Return None if the claim's name is not that of an actor, or if the article does not contain it. A claim about
        a known actor only fills in the kind, role and affiliation that are missing.
        """
        self._named_cache.clear()
        if claim.kind is None:
            # The event of a model that lists the actors names one of them: it is judged as it was there.
            if (given := self._kind_by_given.get(claim.name)) is not None:
                claim = replace(claim, kind=given)
        elif claim.name not in self._kind_by_given:
            self._kind_by_given[claim.name] = claim.kind
            self._resolve_cache.pop(claim.name, None)
        is_given = claim.kind is not None
        if not is_given:
            # "But Kerry said …": the word that opens the sentence is not part of the name.
            claim = _renamed(claim, without_opener(claim.name))
        known = self.resolve(claim.name)
        if known is not None:
            old = self._claim_by_name[known]
            details = (old.kind or claim.kind, old.role or claim.role, old.affiliation or claim.affiliation)
            if details != (old.kind, old.role, old.affiliation):
                self._claim_by_name[known] = ActorClaim(old.name, *details)
                self._resolve_cache.clear()
            return known
        # With a kind, the model has judged that this is an actor; a bare name is judged by its form.
        return self._add_given(claim) if is_given else self._add_bare(claim)

    def _add_given(self, claim: ActorClaim) -> str | None:
        """Add an actor that the model lists. Its name is kept if the article has it, or describes somebody by it."""
        may_be_titled = claim.kind is ActorKind.PERSON and self.wording.reads_names
        if not _is_more_than_pronoun(claim.name):
            return None
        # "Pope Francis, Angela Merkel and Mario Draghi": who has a name is not borne by the next.
        has_title = not may_be_titled or split_title(claim.name).title is not None
        if not has_title and (bearer := holder(claim.name.strip(), self.text)) is not None:
            claim = replace(claim, name=bearer, role=claim.role or claim.name.strip())
            if (known := self.resolve(bearer)) is not None:
                return known
        titled = self._titled(claim.name)
        if titled.title is not None and claim.role and fold(titled.title) not in fold(claim.role):
            titled = Titled(claim.name.strip())  # "Ayatollah Karst", supreme leader: nobody would learn the title
        bare = titled.name if self.wording.find(titled.name, self.text) else called_in(claim.name, self.text)
        if not (spans := self.wording.find(bare, self.text)) and not self._is_described(bare, claim.kind):
            return None
        spelled = self._as_given(bare, spans)
        is_surname = may_be_titled and " " not in spelled and not spelled.endswith(".")
        return self._keep(claim, bare, fullest(spelled, self.text) if is_surname else spelled, titled.title)

    def _add_bare(self, claim: ActorClaim) -> str | None:
        """Add an actor who has no more than a name, as a rule finds him; what belongs to it is read from the text."""
        if not is_nominal(claim.name):
            return None
        if (bearer := holder(claim.name.strip(), self.text)) is not None:
            claim = replace(claim, name=bearer, role=claim.role or claim.name.strip())
            if (known := self.resolve(bearer)) is not None:
                return known
        # A full stop inside a name is the end of a sentence: the name stands behind it.
        claim = _renamed(claim, without_owner(_FULL_STOP.split(claim.name.strip())[-1], self.text))
        titled = self._titled(claim.name)
        bare = titled.name if find_name(titled.name, self.text) else claim.name.strip()
        spans = find_name(bare, self.text)
        if not spans:
            return None
        spelled = self._spelled(claim.name.strip(), spans)
        # "Turkey" is not short for "Modern Turkey".
        full = spelled if spelled.endswith(".") else whole_firm(fullest(spelled, self.text), self.text)
        whole = spelled if is_spouse(full, spelled, self.text) else full
        return self._keep(claim, bare, whole, titled.title)

    def _keep(self, claim: ActorClaim, bare: str, whole: str, title: str | None) -> str:
        """Record an actor by its whole name, or under that of the known actor that it is; return the name."""
        name = self._expansions.get(canonical(bare)) or whole
        if claim.kind is not None:
            self._kind_by_given.setdefault(name, claim.kind)
            self._resolve_cache.pop(name, None)
        key = self.resolve(name)
        if key is None:
            key = name
            reads_role = claim.kind is None or (claim.kind is ActorKind.PERSON and self.wording.reads_names)
            role = claim.role or ((self._role(name) or without_honorific(title or "") or None) if reads_role else None)
            self._claim_by_name[key] = ActorClaim(name, claim.kind, role, claim.affiliation)
        is_body = claim.kind is ActorKind.ORGANIZATION and self.wording.reads_names
        brief = brief_name(name, self.text) if is_body else None
        for form in (claim.name, bare, name, brief or name):
            self._add_form(canonical(form), key)
        return key

    def _titled(self, name: str) -> Titled:
        """Return a name without the title before it; only a person's has one.

        With a kind, the model has judged where the name begins and ends.
        """
        kind = self._kind_by_given.get(name)
        if kind is None:
            return split_title(name)
        may_be_titled = kind is ActorKind.PERSON and self.wording.reads_names
        return cut_title(name, self.text) if may_be_titled else Titled(name.strip())

    def _as_given(self, name: str, spans: Sequence[Found]) -> str:
        """Return the name as the model writes it, with the quotes and hyphens of the article.

        Capitals of a headline or a lede, and endings, are not taken over.
        """
        same = [span.quote for span in spans if fold(span.quote) == fold(name)]
        if any(quote.casefold() == name.casefold() for quote in same):
            return name
        return same[0] if same else name

    def _spelled(self, name: str, spans: Sequence[Found]) -> str:
        """Return the article's spelling of a name, not that of a dateline or of a lede in capitals ("MOSCOW")."""
        quotes = [span.quote for span in spans]
        spelled = next((quote for quote in quotes if not quote.isupper()), quotes[0])
        if spelled.isupper() and " " in spelled and name.istitle():
            return name  # "Ida Moe", as the model reads "IDA MOE"
        if _INITIALS.search(spelled) and f"{spelled}." in self.text:
            spelled += "."  # "U.S", whose last full stop was taken for the sentence's
        return spelled

    def _is_described(self, name: str, kind: ActorKind | None) -> bool:
        """Return whether the article, or its headline, describes an actor by a name that the text does not have."""
        text = f"{self.headline}\n{self.text}"
        if self.is_translated and is_translated_name(name, kind, text):
            return True
        return is_described(name, kind, text, self.wording)

    def _add_form(self, form: str, name: str) -> None:
        """Record a canonical form by which the article calls an actor."""
        if (known := self._name_by_form.get(form)) == name:
            return
        if known is not None:
            self._forms_by_name[known].remove(form)
        self._name_by_form[form] = name
        self._forms_by_name.setdefault(name, []).append(form)
        self._called_cache.clear()
        self._resolve_cache.clear()

    def parted(self, name: str) -> tuple[str, ...]:
        """Split a joint name ("Mexico, Canada and the United States") into the names that it joins.

        Only names of countries, and of persons whose full names are in the article, are split. Any other name is
        returned whole.
        """
        kind = self._kind_by_given.get(name)
        is_one = kind is ActorKind.ORGANIZATION  # "Marks and Spencer"
        if is_one or ("," not in name and "and" not in name) or (kind is not None and PREPOSITION.search(name)):
            return (name,)
        parts = joined_names(name)
        if len(parts) > 1 and all(is_country(part) or self._is_person(part) for part in parts):
            return tuple(parts)
        return (name,)

    def _is_person(self, name: str) -> bool:
        full = fullest(name, self.text)
        return len(full.split()) > 1 and kind_of(full, self.text) is ActorKind.PERSON

    def known(self) -> tuple[str, ...]:
        """Return the names of all actors, in the order in which they were added."""
        return tuple(self._claim_by_name)

    def claim(self, name: str) -> ActorClaim:
        """Return what is claimed of a known actor; KeyError for a name that is not the registry's."""
        return self._claim_by_name[name]

    def called(self, name: str) -> tuple[str, ...]:
        """Return all forms by which the article is known to call an actor, its name first."""
        if name not in self._called_cache:
            short = (abbreviation for abbreviation, long in self._abbreviations.items() if long == name)
            self._called_cache[name] = _distinct(name, *short, *self._forms_by_name.get(name, ()))
        return self._called_cache[name]

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms by which any text may call an actor: the name and, of a person, the surname."""
        claim = self._claim_by_name.get(name)
        key = (name, claim.kind if claim else None)  # another claim may tell the kind later
        if (found := self._forms_cache.get(key)) is None:
            found = self._forms_cache[key] = (name, name.split()[-1]) if self._has_surname(*key) else (name,)
        return found

    def _has_surname(self, name: str, given: ActorKind | None) -> bool:
        parts = name.split()
        if given is not None and (given in _NO_SURNAME or PREPOSITION.search(name) or any(map(is_title, parts))):
            return False
        if not 2 <= len(parts) <= 4 or not parts[-1][:1].isupper():
            return False
        if given is ActorKind.PERSON and self.wording.reads_names:
            return True
        return kind_of(name, self.text) is ActorKind.PERSON or (given is None and is_club(name, self.text))

    def resolve(self, name: str) -> str | None:
        """Return the registry's name of the actor that a name refers to, or None if no known actor matches."""
        if name not in self._resolve_cache:
            self._resolve_cache[name] = self._resolve(name)
        return self._resolve_cache[name]

    def _resolve(self, name: str) -> str | None:
        if (known := self._name_by_form.get(canonical(name))) is not None:
            return known
        kind = self._kind_by_given.get(name)
        bare = self._titled(name).name
        if (known := self._name_by_form.get(canonical(bare))) is not None:
            return known
        key = canonical(self._expansions.get(canonical(bare), bare))
        if key in self._name_by_form:
            return self._name_by_form[key]
        # A surname, or the full name of an actor known by the surname only, if it fits exactly one actor.
        if bare[:1].isupper() and not is_country(bare):
            last = last_word(bare)
            alike = [n for n in self._claim_by_name if last_word(n) == last and is_surname_of(bare, n)]
            matches = {n for n in alike if self._may_be_same(kind, bare, n)}
            if len(matches) == 1:
                return matches.pop()
        return self._by_role(name) or self._by_handle(name) if _may_be_person(kind) else None

    def _may_be_same(self, kind: ActorKind | None, called: str, name: str) -> bool:
        """Return whether an actor of this kind may be a known one: Ford the company is not Gerald Ford, and Odo Karst
        not "the wife of Odo Karst"."""
        if is_spouse(called, name, self.text) or is_spouse(name, called, self.text):
            return False
        known = self._claim_by_name[name].kind
        if kind is None and known is None:
            return True
        # "The Assembly" is not a "General Assembly" that the model lists beside it: only persons have surnames.
        if None not in (kind, known) and {kind, known} != {ActorKind.PERSON}:
            return False
        return not (is_part_of(name) or is_part_of(called))

    def _by_role(self, name: str) -> str | None:
        """Return the only actor whose role has the words of a title such as "the US Ambassador", or None."""
        wanted = titled_by(name)
        if not wanted:
            return None
        matches = [n for n, claim in self._claim_by_name.items() if claim.role and wanted <= set(words(claim.role))]
        return matches[0] if len(matches) == 1 else None

    def _by_handle(self, name: str) -> str | None:
        """Return the actor whose name follows a handle in the text, or whose surname ends it ("@DrSJaishankar")."""
        if f"@{name.lstrip('@')}" not in self.text or not re.fullmatch(r"@?[A-Za-z]\w+", name):
            return None
        for n in self._claim_by_name:
            if re.search(re.escape(f"@{name.lstrip('@')} ") + re.escape(n), self.text):
                return n
        matches = [
            n for n in self._claim_by_name if " " in n and len(n.split()[-1]) > 4 and fold(name).endswith(last_word(n))
        ]
        return matches[0] if len(matches) == 1 else None

    def _role(self, name: str) -> str | None:
        """Return the longest title that the text has before or after a name, or None."""
        if name not in self._role_cache:
            # "A senior official" is told by its name alone.
            spans = find_name(name, self.text) if not name.rpartition(" ")[2].islower() else []
            titles = [title_before(self.text, span.start) for span in spans]
            titles += [title_after(self.text, span.end) for span in spans]
            self._role_cache[name] = fullest_title(titles)
        return self._role_cache[name]

    def actors(self, order: Iterable[str]) -> tuple[Actor, ...]:
        """Return the actors of these names, each once, with all their mentions, in order of the first mention.

        Every name must be one that the registry returned; KeyError otherwise.
        """
        rows = []
        for name in dict.fromkeys(order):
            claim = self._claim_by_name[name]
            mentions = self._mentions(name)
            role = claim.role or (self._role(name) if self.wording.reads_names or claim.kind is None else None)
            kind = claim.kind or told_kind(name, self.text, titled=role is not None)
            if kind is not ActorKind.PERSON and (claim.kind is None or claim.role is None):
                role = None
            rows.append((mentions[0].start if mentions else 0, name, kind, role, claim.affiliation, mentions))
        rows.sort(key=lambda row: row[0])
        return tuple(
            Actor(id=f"a{i}", name=name, kind=kind, role=role, affiliation=affiliation, mentions=mentions)
            for i, (_, name, kind, role, affiliation, mentions) in enumerate(rows, start=1)
        )

    def named_in(self, statement: str) -> tuple[str, ...]:
        """Return the known actors that a statement names, in the order in which it names them."""
        if (found := self._named_cache.get(statement)) is None:
            found = self._named_cache[statement] = self._named_in(statement)
        return found

    def _named_in(self, statement: str) -> tuple[str, ...]:
        positions, folded, known = [], fold(statement), self.known()
        if self.wording.reads_names:
            # All forms of a name end with its last word, so without that word there is no need to search.
            known = tuple([name for name in known if last_word(name) in folded])
        for name in known:
            spans = [s for form in self.forms(name) for s in self.wording.find(form, statement)]
            if spans:
                positions.append((min(s.start for s in spans), name))
        return tuple(name for _, name in sorted(positions))

    def _mentions(self, name: str) -> tuple[Span, ...]:
        """Return where the text mentions an actor; of mentions that overlap, only the first and longest."""
        forms = _distinct(name, *self._forms_by_name.get(name, ()), *self.forms(name))
        found = {place for form in forms for place in self.wording.find(form, self.text)}
        mentions: list[Span] = []
        for quote, start, end in sorted(found, key=lambda place: (place.start, -place.end)):
            if not mentions or start >= mentions[-1].end:
                mentions.append(Span(quote=quote, start=start, end=end))
        return tuple(mentions)


def _distinct(*forms: str) -> tuple[str, ...]:
    """Return the forms that differ when folded, the first of each: they are all looked up in folded text."""
    distinct: dict[str, str] = {}
    for form in forms:
        distinct.setdefault(fold(form), form)
    return tuple(distinct.values())


def _renamed(claim: ActorClaim, name: str) -> ActorClaim:
    return claim if claim.name == name else replace(claim, name=name)


def _may_be_person(kind: ActorKind | None) -> bool:
    return kind in (None, ActorKind.PERSON)


def _is_more_than_pronoun(name: str) -> bool:
    return not FUNCTION_WORDS.issuperset(words(name)) or (len(name) > 1 and name.isupper())  # "IS", the Islamic State
