"""Promisors: who undertakes what a verb says. One is given only where the article tells whom its subject means.

The subject of what a sentence tells is known already (`doers`). Here are the subjects of other verbs: those of clauses
("Reyes said Norway will pay"), pronouns behind whoever tells it ("Reyes said he will"), "we", and offices that only one
person of the article has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.claims import ActorClaim
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import FUNCTION_WORDS, SPEECH, cues, either, listed
from summarizer.language.english.participants import apposed, both, can_mean, likely_kind, named, source_of
from summarizer.language.english.predicates import has_verb
from summarizer.language.english.pronouns import SOMEBODY
from summarizer.language.english.subjects import REACH, is_pronoun, subject_of
from summarizer.language.names import is_title
from summarizer.language.rules import Actors
from summarizer.schema import ActorKind

_TOLD_BY = re.compile(
    rf"\b(?!states)(?P<verb>{SPEECH}|responded|replied|assured)\b(?P<what>(?: (?!{either('clause_openers')})[\w.’'-]+){{0,6}}?)(?: that)? $"
)
"""Before a pronoun that means whoever tells it: "Reyes said on Monday that he will …"."""
_PARTICIPLE = re.compile(r"[a-z]+ing\b")
_GOING_ON = re.compile(r"[^;:]*,? (?:and|but)(?: also| then| \w+ly)? $")
_SPEAKERS = re.compile(
    r"(?:the|both|all) (?:two )?(?:sides|parties|participants|leaders|presidents|ministers|countries|nations|governments)"
)
"""Those whose joint statement a text is."""
_JOINED = re.compile(r"(?:,(?! [JS]r\.)|\sand)\s")
_WITH_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|I)(?:,| and) (?:the |his |her |their )?$")
_QUOTES = re.compile(r"[“”\"]")
_SUBORDINATE = re.compile(
    rf"(?!.*(?:{cues('promising')}|\b(?:re)?assur|\btold\b|\bsa(?:y|id)\b)[^.;]*\bthat\W+$).*\b{either('clause_openers')}\W+$",
    re.IGNORECASE | re.DOTALL,
)
"""Before "we", what makes a clause of it that undertakes nothing: not "I promise you that we …"."""
_FOR_OTHERS = re.compile(r"\b(?:spokes\w+|lawyers?|solicitors?|attorneys?|barristers?|counsel|statement)\b")
_SPEECHES = re.compile(rf"\b{SPEECH}\b")
_SAID_LAST = re.compile(rf"\b{SPEECH}\W*$")
_CLAUSE = re.compile(rf"\b(?:{either('clause_openers')})")
_UNABLE = re.compile(
    rf"\b(?:hundreds|thousands|millions?|billions?)\b|\b{either('periods', 'texts')}$|^today[’']s\b", re.IGNORECASE
)
"""Crowds, times and texts undertake nothing: "160 million people will go online", "the school year will begin"."""

_SURNAMED = r"[A-Z][\w.’'-]*\w(?: [A-Z][\w.’'-]*\w)*"
_OTHER_OFFICE = listed("other_office")
_NO_OTHER = ("the", "a", "as", "for", "his", "her")
"""Before an office that is not named as somebody else's: "as president"."""
LONGEST_WORD = 40
"""Characters before an office that are looked at for the word before it."""


@dataclass(frozen=True)
class Promisors:
    """Says who undertakes what the verbs of one sentence say.

    `doing` is who does what the sentence tells, `earlier` are the readings before it, the nearest first, and `speakers`
    those who say "we" in the article's own voice.
    """

    reading: Reading
    doing: Doing
    earlier: Sequence[Reading]
    speakers: tuple[str, ...]
    actors: Actors

    def of(self, at: int) -> tuple[str, ...]:
        """Return who undertakes what the verb says that begins at an offset; nobody if that is not certain."""
        by = self._subject(at)
        return () if any(map(_UNABLE.search, by)) else by

    @cached_property
    def speaker(self) -> tuple[str, ...]:
        """Who says what the sentence quotes, unless it is somebody who speaks for others."""
        reading, main = self.reading, self.reading.parsed.main
        is_one = len(_SPEECHES.findall(reading.bare)) == 1  # not "Karst said Moe told him: “I will …”"
        if not (is_one and _QUOTES.search(reading.text)) or _FOR_OTHERS.search(reading.bare):
            return ()
        says = main and (reading.parsed.saying or _SAID_LAST.search(reading.bare))
        by_main = self._named(main.subject) or self.doing.by_pronoun or self.doing.agents if main and says else ()
        return source_of(reading, self.actors) or by_main

    def _subject(self, at: int) -> tuple[str, ...]:
        text, main, told = self.reading.text, self.reading.parsed.main, self.reading.parsed.told
        # "Neither Reyes nor Karst will …"
        if any(one and one.verb <= at <= one.end and one.is_by_nobody for one in (main, told)):
            return ()
        # "…, pledging to stay": the participle's subject is that of the sentence.
        if main and _PARTICIPLE.match(text, at):
            return self._of_main() if main.verb <= at else ()
        subject = subject_of(text, at)
        # "Karst said that he and Mayor Moe will …": without him it would be half of the truth.
        if subject and _WITH_PRONOUN.search(text, 0, text.rfind(subject, 0, at)):
            return ()
        if subject and (by := self._by_office(subject)) is not None:
            return by
        is_told = told and told.verb <= at <= told.end and (told is main or not is_pronoun(told.subject))
        if told and (is_told or (subject is None and self._goes_on(at))):
            if self.doing.agents:
                return self.doing.agents if not self._is_half(told.subject) else self._joint(told.subject)
            subject = subject or (told.subject if told is main else None)
        if subject is None:
            return ()
        if is_pronoun(subject):
            return self._meant(fold(subject), text.rfind(subject, 0, at), at)
        by = self._named(subject)
        return apposed(self.reading, main, self.actors) if not by and main and main.subject == subject else by

    def _of_main(self) -> tuple[str, ...]:
        """Return who does what the main verb of the sentence says."""
        main = self.reading.parsed.main
        if main is None:
            return ()
        by = self._named(main.subject) or apposed(self.reading, main, self.actors)
        return by or self.doing.by_pronoun or self._named(self.doing.meant)

    def _is_half(self, subject: str) -> bool:
        """Return whether what the sentence tells is known to be done by only one of those whom its subject joins."""
        agents = self.doing.agents
        return len(agents) == 1 and _JOINED.search(subject) is not None and not _JOINED.search(agents[0])

    def _joint(self, subject: str) -> tuple[str, ...]:
        """Return those whom a subject joins, if it names each."""
        found = [named(part, self.actors) for part in _JOINED.split(subject)]
        return tuple(dict.fromkeys(name for names in found for name in names)) if all(found) else ()

    def _named(self, subject: str) -> tuple[str, ...]:
        """Return whom a subject names or describes, "the two leaders", or the bearer of an office."""
        if (by := self._by_office(subject)) is not None:
            return by
        return named(subject, self.actors) or both(subject, self.earlier, self.actors)

    def _by_office(self, subject: str) -> tuple[str, ...] | None:
        """Return whom an office without a name means, or "the leaders" of a joint statement; None for other subjects."""
        if self.speakers and _SPEAKERS.fullmatch(fold(subject)):
            return self.speakers
        office = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", subject)
        if not all(map(is_title, office.split())):
            return None
        return self._bearer(office) if subject.startswith(("The ", "the ")) else ()

    def _meant(self, pronoun: str, start: int, at: int) -> tuple[str, ...]:
        """Return whom a pronoun means that is the subject of a verb."""
        text, main = self.reading.text, self.reading.parsed.main
        if not self.reading.bare[at : at + 1].strip():
            return (
                self.speaker
                if pronoun in ("we", "i") and not _SUBORDINATE.match(text, max(0, start - REACH), start)
                else ()
            )
        if pronoun == "we":
            return self.speakers
        # "He has agreed to …": whom the sentence before is about.
        if main and main.verb <= at <= main.end and fold(main.subject) == pronoun:
            return self._of_main()
        if teller := self._teller(start):
            return teller if self._can_mean(pronoun, teller) else ()
        # "Karst flew to Orlen, where he will …": nobody else is told of.
        if pronoun not in ("he", "she") or main is None or main.is_passive or main.end >= start:
            return ()
        by, beside = self._of_main(), f"{text[: main.start]} {text[main.end : start]}"
        people = (n for n in self.actors.named_in(beside) if likely_kind(n, self.actors.text) is ActorKind.PERSON)
        is_alone = not SOMEBODY.search(beside) and not any(people)
        return by if is_alone and can_mean(pronoun, by, self.actors.text) else ()

    def _can_mean(self, pronoun: str, names: tuple[str, ...]) -> bool:
        """Return whether a pronoun can mean those who tell it; of themselves, bodies may say "they"."""
        if can_mean(pronoun, names, self.actors.text):
            return True
        kinds = [likely_kind(name, self.actors.text) for name in names]
        return pronoun == "they" and kinds in ([ActorKind.ORGANIZATION], [ActorKind.COUNTRY])

    def _goes_on(self, at: int) -> bool:
        """Return whether a verb has the subject of what is told before it: "Karst wept and will leave"."""
        told = self.reading.parsed.told
        between = self.reading.bare[told.end : at] if told and not told.is_passive else ""
        is_clause = _CLAUSE.search(between) or (has_verb(between) and self.actors.named_in(between))
        return bool(_GOING_ON.fullmatch(between)) and not is_clause

    def _teller(self, at: int) -> tuple[str, ...]:
        """Return who tells what begins at an offset with a pronoun, which then means him: "Reyes said he will"."""
        text, main = self.reading.bare, self.reading.parsed.main
        told = _TOLD_BY.search(text, max(0, at - REACH), at)
        if told is None or self.actors.named_in(told["what"]):
            return ()
        if main and main.verb <= told.start() <= main.end:
            return self._of_main()
        return self._subject(told.start())

    def _bearer(self, office: str) -> tuple[str, ...]:
        """Return whom an office means ("the President"), if the article has only one person with that title."""
        bearers = {self.actors.add(ActorClaim(name)) for name in _bearing(office, self.actors.text)}
        (bearer, *others) = bearers or {None}
        is_known = bearer and not others and likely_kind(bearer, self.actors.text) is ActorKind.PERSON
        return (bearer,) if bearer and is_known else ()


@lru_cache(maxsize=REMEMBERED)  # the whole text is searched, and many sentences are about "the President"
def _bearing(office: str, text: str) -> frozenset[str]:
    """Return the names before which a text has an office; none if it has it of somebody else beside."""
    bearers = set[str]()
    for found in re.finditer(rf"\b(?i:{re.escape(office)})\b(?P<of> of\b)?(?: (?P<name>{_SURNAMED}))?", text):
        before = next(iter(text[max(0, found.start() - LONGEST_WORD) : found.start()].split()[-1:]), "")
        # "Vice President Moe"; a text that writes "the President" has one of its own, and "the French President".
        is_foreign = office[0].isupper() and before[:1].isupper() and fold(before) not in FUNCTION_WORDS
        if fold(before) in _OTHER_OFFICE or is_foreign:
            continue
        if found["name"]:
            bearers.add(found["name"])
        elif found["of"] or fold(before) not in _NO_OTHER:
            return frozenset()  # "the president of the bank", "the French president"
    return frozenset(bearers)
