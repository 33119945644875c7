"""Doers: who does what a sentence tells, also where its subject is no name at its beginning.

`participants` reads the plain case, and goes first. Here are the others: a subject after an introduction or before an
aside, people by description, and pronouns whose meaning is certain. In all other cases the answer is nobody.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from summarizer.article.text import fold
from summarizer.claims import ActorClaim
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import PLURAL_PEOPLE, PRONOUNS, either
from summarizer.language.english.mentions import names_nobody
from summarizer.language.english.participants import (
    EARLIER,
    apposed,
    both,
    can_mean,
    is_attributed,
    likely_kind,
    named,
    participants,
    source_of,
)
from summarizer.language.english.predicates import Predicate, predicate_at
from summarizer.language.english.pronouns import SEVERAL, About, Pronoun, Pronouns, pronoun_of
from summarizer.language.names import is_nominal, is_title
from summarizer.language.rules import Actors
from summarizer.schema import ActorKind

_ASIDE = re.compile(
    r"(?:,\s(?:(?:who|whose|which|where|when|including|along|together|an?|the|\d+|born|[a-z]+(?:ed|ing|en))\b|"
    r"[a-z]+(?:-[a-z]+)?\s(?:of|at|for)\b)[^,;:]{0,120})+,(?!\s(?:and|or)\b)|(?<=\w)(?<![’']s)\s\([^()]{1,60}\)"
)
"""What stands after a subject, between commas: a relative clause, a participle, an age, an apposition, an office
("president of the union"); or in parentheses."""

_INTRODUCED = re.compile(r",\s(?=[A-Z]|(?:the|an?|he|she|they|we|it|his|her|their|some|many|several)\s)")
_NO_INTRODUCTION = re.compile(
    rf"(?!{either('opening_prepositions')}|(?i:{either('clause_openers')})|[A-Z][a-z]+(?:ing|ed)\b|To\s)"
    r"(?:.*\s(?:in|at|near|from)\s[A-Z][\w’'-]*|(?:[A-Z][\w.’'-]*\s)+[A-Z][\w.’'-]*,.*),$",
    re.DOTALL,
)
"""Before the comma, the subject itself: "The dockers of a yard in Bergen, Norway", "Ana Reyes, Governor, Norway"."""

LONGEST_INTRODUCTION = 170
"""Characters before the comma of an introduction: "Starting February 19, the United States …"."""

_PEOPLE = re.compile(rf"(?:(?:[A-Za-z]|\d[\d,]*)[\w.’'-]*\s){{1,5}}?[\w-]*{PLURAL_PEOPLE.pattern}")
_COMPLEMENT = re.compile(r"\s(?:of|in|from|with|at|on|over|under|near|to|for|who|whose|against)\s.*")
_COUNT = re.compile(r"^(?:some|many|all|several|most)\s+", re.IGNORECASE)
_MANY = re.compile(r"(?:tens|hundreds|dozens|scores) of (?:thousands of )?(?=\w)(?!thousands)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_TITLED = re.compile(r"\b([a-z]+) ((?:[A-Z][\w.’'-]*\s?){2,4})$")
_CALLED = re.compile(
    r"(?:[A-Z][\w.’'-]*\s){0,3}(?:[a-z][a-z-]*\s){0,2}?(?P<what>[A-Za-z]+(?:-[a-z]+)?)"
    r"\s(?P<name>(?:[A-Z][\w.’'&-]*\s?){1,4})$"
)
"""What somebody is, before the name alone: "Norwegian shipbuilder Orlen", "union co-leader Karst"."""
_FIRM = re.compile(
    rf"(?:{either('bodies', 'bodies_by_name', end='')}|firm|giant|conglomerate|"
    r"(?!former|after|under)[a-z]*(?:[adiklmnrtu]er|ctor))$",
    re.IGNORECASE,
)
"""What a firm is, also by its trade: "shipbuilder", "carrier"."""
_INTRODUCED_BODY = re.compile(rf"[Aa]n? ((?:[\w’'-]+ ){{0,3}}?{either('bodies', end='')})(?: (?:in|of|from) [A-Z].*)?$")
"""A body that is first told of: "A Norwegian court". With "the" it may be one that was named before."""
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their)\s", re.IGNORECASE)
_OWNED = re.compile(r"(?:its|his|her|their|our)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Doing:
    """Who does what a sentence tells, and to whom.

    `pronoun` is the one that is or begins its subject, if any, and `meant` are the article's words for whom it means;
    empty if that is not certain.
    """

    agents: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    pronoun: Pronoun | None = None
    meant: str = ""

    @property
    def is_untold(self) -> bool:
        """Whether there is a pronoun, and it is not certain whom it means."""
        return self.pronoun is not None and not self.meant

    @property
    def by_pronoun(self) -> tuple[str, ...]:
        """The agents if the subject is a pronoun that means them; else nobody."""
        is_subject = self.pronoun is not None and not self.pronoun.owns and not self.pronoun.attributes
        return self.agents if is_subject and self.meant else ()


class Doers:
    """Reads the sentences of an article in order, and remembers whom the last one is about."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._pronouns = Pronouns(actors)
        self._earlier = deque[Reading](maxlen=EARLIER)  # the nearest first

    def read(self, reading: Reading) -> Doing:
        """Return who does what the next sentence of the article tells."""
        main, told = self._predicates(reading)
        pronoun = pronoun_of(reading, main)
        meant = self._pronouns.meant(pronoun, reading, main) if pronoun else None
        about = meant if meant and pronoun and not pronoun.owns else About()
        attributes = pronoun is not None and pronoun.attributes
        own = main and (self._named(main.subject) or apposed(reading, main, self._actors))
        subject = about.names if about.words and not attributes else own or ()
        doers = subject if told is main or told is None else self._told(told.subject, subject)
        if attributes:
            self._pronouns.remember(reading, None, about.names, about.words)
        elif main is None or is_attributed(reading):
            self._pronouns.remember(reading, None, source_of(reading, self._actors))
        else:
            self._pronouns.remember(reading, main, subject, about.words)
        self._earlier.appendleft(reading)
        plain = participants(reading, self._actors)
        agents, others = plain if any(plain) or told is None else ((), doers) if told.is_passive else (doers, ())
        return Doing(agents, others, pronoun, meant.words if meant else "")

    def _predicates(self, reading: Reading) -> tuple[Predicate | None, Predicate | None]:
        """Return the main predicate, and that of what is told."""
        if reading.parsed.main:
            return reading.parsed.main, reading.parsed.told
        text = _ASIDE.sub(lambda aside: " " * len(aside.group()), reading.bare)
        ends = (found.start() + 1 for found in _INTRODUCED.finditer(text) if found.start() < LONGEST_INTRODUCTION)
        starts = [0, *(end + 1 for end in ends if not _NO_INTRODUCTION.match(text[:end]))]
        found = next((predicate for start in starts if (predicate := predicate_at(text, start))), None)
        return found, found

    def _told(self, subject: str, teller: tuple[str, ...]) -> tuple[str, ...]:
        """Return whom the subject of what is told names, or means as a pronoun: whoever tells it."""
        folded = fold(subject)
        if folded in ("he", "she", "it", "they"):
            return teller if can_mean(folded, teller, self._actors.text) else ()
        return teller if len(teller) > 1 and SEVERAL.fullmatch(folded) else self._named(subject)

    def _named(self, subject: str) -> tuple[str, ...]:
        """Return whom a subject names, or describes."""
        if fold(subject) in PRONOUNS:
            return ()
        if SEVERAL.fullmatch(fold(subject)):
            names = self._pronouns.about.names
            are_persons = len(names) > 1 and all(
                likely_kind(name, self._actors.text) is ActorKind.PERSON for name in names
            )
            return names if are_persons else both(subject, self._earlier, self._actors)
        bare = _COUNT.sub("", subject)
        return named(bare, self._actors) or self._titled(subject) or self._called(subject) or self._described(subject)

    def _called(self, subject: str) -> tuple[str, ...]:
        """Return whom a subject names behind what he, she or it is, or describes as a body that is first told of."""
        called = _CALLED.match(subject)
        if called and not called["name"].strip().isupper() and not _DETERMINED.match(subject):
            what = called["what"]
            if is_title(what) or is_nominal(what) or _FIRM.match(what):
                name = self._actors.add(ActorClaim(called["name"].strip()))
                return (name,) if name else ()
        body = _INTRODUCED_BODY.match(subject)
        name = self._actors.add(ActorClaim(body[1], ActorKind.ORGANIZATION)) if body else None
        return (name,) if name else ()

    def _titled(self, subject: str) -> tuple[str, ...]:
        """Return the person whose name ends a subject, after what he is: "journalist and author Ana Reyes"."""
        titled = _TITLED.search(subject)
        if titled is None or _DETERMINED.match(subject) or not (is_title(titled[1]) or is_nominal(titled[1])):
            return ()
        if titled[2].isupper():
            return ()  # "state TV"
        name = self._actors.add(ActorClaim(titled[2], ActorKind.PERSON))
        return (name,) if name else ()

    def _described(self, subject: str) -> tuple[str, ...]:
        """Return people by description: "opponents of the government", "humanitarian agencies"."""
        bare = _ARTICLE.sub("", _COUNT.sub("", subject))
        many = _MANY.match(bare)
        counted, rest = (bare[: many.end()], bare[many.end() :]) if many else ("", bare)
        bare = counted + _COMPLEMENT.sub("", rest)
        head = re.split(r"\s(?:between|over|about|against)\s", bare)[0]
        if (
            _OWNED.match(bare)
            or not _PEOPLE.fullmatch(bare)
            or not _PEOPLE.fullmatch(head)
            or names_nobody(bare, self._actors.text)
        ):
            return ()
        name = self._actors.add(ActorClaim(bare, ActorKind.GROUP))
        return (name,) if name else ()
