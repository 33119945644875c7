"""Doers: who does what a sentence tells, also where its subject is no name at its beginning.

`participants` reads the plain case, and goes first. Here are the others: a subject after an introduction or before an
aside, people by description, and pronouns whose meaning is certain. In all other cases the answer is nobody.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from summarizer.article.text import fold
from summarizer.claims import ActorClaim
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import PLURAL_PEOPLE
from summarizer.language.english.participants import both, named, participants
from summarizer.language.english.predicates import Predicate, masked, predicate_at
from summarizer.language.kinds import kind_of
from summarizer.language.rules import Actors
from summarizer.schema import ActorKind

_ASIDE = re.compile(
    r",\s(?:who|whose|which|where|when|including|along|together|an?|the|\d+|[a-z]+(?:ed|ing|en))\b"
    r"[^,;:]{0,120},(?!\s(?:and|or)\b)"
)
"""What stands between commas after a subject: a relative clause, a participle, an age, an apposition."""

_INTRODUCED = re.compile(r",\s(?=[A-Z]|(?:the|an?|he|she|they|we|it|his|her|their|some|many|several)\s)")
LONGEST_INTRODUCTION = 170
"""Characters before the comma of an introduction: "Starting February 19, the United States …"."""

_PEOPLE = re.compile(rf"(?:(?:[A-Za-z]|\d[\d,]*)[\w.’'-]*\s){{1,5}}?[\w-]*{PLURAL_PEOPLE.pattern}")
_COMPLEMENT = re.compile(r"\s(?:of|in|from|with|at|on|over|under|near|to|for|who|whose|against)\s.*")
_COUNT = re.compile(r"^(?:some|many|all|several|most)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_OWNED = re.compile(r"(?:its|his|her|their|our)\b", re.IGNORECASE)

_ANOTHER = re.compile(r"\b(?:him|them|her(?! [a-z]))\b")
_KINDS = {
    "he": (ActorKind.PERSON,), "she": (ActorKind.PERSON,), "it": (ActorKind.ORGANIZATION, ActorKind.COUNTRY)
}  # fmt: skip
_SEVERAL = re.compile(r"they|the two|(?:the|both) (?:two )?(?:leaders|presidents|ministers)")

Participants = tuple[tuple[str, ...], tuple[str, ...]]
"""Agents and others of an event."""


class Doers:
    """Reads the sentences of an article in order, and remembers whom the last one is about."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._about: tuple[str, ...] = ()
        self._earlier = deque[Reading]()  # the nearest first

    def read(self, reading: Reading) -> Participants:
        """Return the agents and others of the next sentence of the article."""
        main, told = self._predicates(reading)
        subject = self._meant(main.subject, self._about) if main else ()
        doers = subject if told is main or told is None else self._meant(told.subject, subject)
        self._about = () if self._names_another(reading, subject) else subject
        self._earlier.appendleft(reading)
        plain = participants(reading, self._actors)
        if any(plain) or told is None:
            return plain
        return ((), doers) if told.is_passive else (doers, ())

    def _predicates(self, reading: Reading) -> tuple[Predicate | None, Predicate | None]:
        """Return the main predicate, and that of what is told."""
        if reading.parsed.main:
            return reading.parsed.main, reading.parsed.told
        text = _ASIDE.sub(lambda aside: " " * len(aside.group()), masked(reading.text))
        starts = [0, *(m.end() for m in _INTRODUCED.finditer(text) if m.start() < LONGEST_INTRODUCTION)]
        found = next((predicate for start in starts if (predicate := predicate_at(text, start))), None)
        return found, found

    def _meant(self, subject: str, about: tuple[str, ...]) -> tuple[str, ...]:
        """Return whom a subject names, describes, or means as a pronoun; `about` are those spoken of just before."""
        folded = fold(subject)
        if folded in _KINDS:
            is_one = len(about) == 1 and kind_of(about[0], self._actors.text) in _KINDS[folded]
            return about if is_one else ()
        if _SEVERAL.fullmatch(folded):
            return about if len(about) > 1 else both(subject, self._earlier, self._actors)
        return named(_COUNT.sub("", subject), self._actors) or self._described(subject)

    def _described(self, subject: str) -> tuple[str, ...]:
        """Return people by description: "opponents of the government", "humanitarian agencies"."""
        bare = _ARTICLE.sub("", _COUNT.sub("", _COMPLEMENT.sub("", subject)))
        if _OWNED.match(bare) or not _PEOPLE.fullmatch(bare):
            return ()
        name = self._actors.add(ActorClaim(bare, ActorKind.GROUP))
        return (name,) if name else ()

    def _names_another(self, reading: Reading, subject: Sequence[str]) -> bool:
        """Return whether a sentence is about a person beside its subject, whom a pronoun after it may mean."""
        if _ANOTHER.search(reading.text):
            return True
        known = self._actors.named_in(reading.text)
        return any(kind_of(name, self._actors.text) is ActorKind.PERSON for name in known if name not in subject)
