"""Pronouns: whom the pronoun means that is the subject of a sentence, begins it ("his work") or attributes it.

It is whom the sentence before is about, if that names nobody else. If it does, the subject goes on where both sentences
say something ("Karst said … He added …"), or the second has "also". In all other cases it is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article.text import find_name, fold
from summarizer.language.english.events import LEAST_OWN_WORDS, Reading, is_caption
from summarizer.language.english.lexicon import OWNERS, PLURAL_PEOPLE, SAYING, SPEECH, either
from summarizer.language.english.participants import likely_kind
from summarizer.language.english.predicates import Predicate, has_verb
from summarizer.language.kinds import kind_of
from summarizer.language.names import is_office
from summarizer.language.rules import Actors
from summarizer.language.words import names
from summarizer.schema import ActorKind

_KINDS = {"he": (ActorKind.PERSON,), "she": (ActorKind.PERSON,), "it": (ActorKind.ORGANIZATION, ActorKind.COUNTRY)}
_OWNER = re.compile(rf"(?P<pronoun>{'|'.join(OWNERS)})\s", re.IGNORECASE)
_OPENER = r"(?:(?:and|but|then|still|yet|so),?\s)?(?:(?:in|on|last|this|earlier|later)\s(?:[\w-]+\s){1,2})?"
# "But in March he also said"; "he and Mayor Hale" are two.
_SUBJECT = re.compile(rf"{_OPENER}(?P<pronoun>he|she|it|they|we)\s(?:\w+\s)?", re.IGNORECASE)
_OPENING = re.compile(rf"\W*{_OPENER}(?P<pronoun>he|she|it|they|we|{'|'.join(OWNERS)})\b", re.IGNORECASE)
_TRAILING = re.compile(rf",\s(?P<pronoun>he|she|it|they)\s(?:also\s)?{SAYING}\b")
_SPEAKS = re.compile(rf"\b{SPEECH}$")
_ALSO = re.compile(r"(?:\s\w+)?\salso\b")
_OTHER = re.compile(r"\b(?:him|them|her(?! [a-z]))\b")
_THE_OFFICE = re.compile(r"\b(?:the|an?|his|her|its|their)\s((?:[A-Z][\w-]*\s)*[A-Z][\w-]*)(?!\s[A-Z])")
"""Behind the first word, an office without a name: "Karst decided that the Norwegian Ambassador will return"."""
SOMEBODY = re.compile(rf"\b(?:an?|the|his|her|its|their|one|another)\s(?:[\w-]+\s){{0,2}}?{either('persons')}")
_PLURAL = re.compile(rf"\b[a-z]+{PLURAL_PEOPLE.pattern.removesuffix('$')}\b")
_HE, _SHE = (re.compile(rf"\b(?:{either(words, end='')}|{own})\b", re.IGNORECASE)
             for words, own in (("he_words", "his|him|himself"), ("she_words", "her|hers|herself")))  # fmt: skip
SEVERAL = re.compile(r"the two|(?:the|both) (?:two )?(?:leaders|presidents|ministers)")
_JOINED = re.compile(r"[a-z]{4}[.!?][”\"]?\s+[A-Z]")
"""Where a sentence ends within what was taken for one."""
_DETERMINER = re.compile(r"(?:the|an?)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Pronoun:
    """The pronoun that is the subject of a sentence, or says whose the subject is; `end` is the offset behind it.

    Or it only `attributes` the sentence: "The bridge will open, he said".
    """

    word: str
    end: int
    attributes: bool = False

    @property
    def owns(self) -> bool:
        """Whether it only says whose the subject is."""
        return self.word in OWNERS


def pronoun_of(reading: Reading, main: Predicate | None) -> Pronoun | None:
    """Return the pronoun that is the subject of a sentence, or begins it; None after a clause that may say who it is."""
    if main is None:
        found = _OPENING.match(reading.bare)
    else:
        found = (
            _OWNER.match(reading.bare, main.start)
            or _SUBJECT.fullmatch(reading.bare, main.start, main.verb)
            or _OPENING.match(reading.bare)  # "He, however, resigned", "They both later resigned"
        )
    if found and not has_verb(reading.bare[: found.start("pronoun")]):
        return Pronoun(fold(found["pronoun"]), found.end("pronoun"))
    trailing = _TRAILING.search(reading.bare)
    return Pronoun(trailing["pronoun"], trailing.end("pronoun"), attributes=True) if trailing else None


def speaks(main: Predicate | None) -> bool:
    """Return whether the predicate of a sentence says something; one without is taken for a quotation."""
    return main is None or _SPEAKS.search(main.group) is not None


@dataclass(frozen=True)
class About:
    """Whom a sentence is about: the names of actors, none for offices ("the President"), and the article's words."""

    names: tuple[str, ...] = ()
    words: str = ""
    are_several: bool = False
    speaks: bool = False
    names_another: bool = False
    names_people: bool = False
    never: frozenset[str] = frozenset()
    """Pronouns of another gender."""


def _never(subject: str, sentence: str) -> frozenset[str]:
    """Return the pronouns that cannot mean the subject of a sentence: "he" is not the spokeswoman, nor who lost her car."""
    is_he, is_she = (bool(cue.search(subject) or cue.search(sentence)) for cue in (_HE, _SHE))
    return frozenset() if is_he is is_she else frozenset(("she",) if is_he else ("he",))


class Pronouns:
    """Says whom pronouns mean; it is told of the sentences of an article in order."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self.about = About()
        """Whom the last sentence is about."""
        self._caption = ""
        """The line below a photo that stands just before."""

    def meant(self, pronoun: Pronoun, reading: Reading, main: Predicate | None) -> About | None:
        """Return whom a pronoun of the next sentence means, or None if that is not certain."""
        about, word = self.about, OWNERS.get(pronoun.word, pronoun.word)
        says = pronoun.attributes or (main is not None and speaks(main))
        goes_on = _ALSO.match(reading.bare, pronoun.end) or (about.speaks and says)
        if (
            not about.words[:1].isalpha()
            or self._names(about, reading)
            or (word == "it" and not goes_on)
            or (about.names_another and not (about.speaks and says))
            or word in about.never
            or reading.bare[pronoun.end :].startswith((" and ", " or "))  # "he and his wife"
        ):
            return None
        if word == "they":
            return about if about.are_several and not about.names_people else None
        kind = likely_kind(about.names[0], self._actors.text) if about.names else ActorKind.PERSON
        is_named = bool(about.names) or not pronoun.owns  # not "the President's"
        return about if is_named and not about.are_several and kind in _KINDS.get(word, ()) else None

    def remember(self, reading: Reading, main: Predicate | None, names: tuple[str, ...], words: str = "") -> None:
        """Take in whom a sentence is about; `words` are those for whom its pronoun means."""
        if len(reading.bare.split()) < LEAST_OWN_WORDS or is_caption(reading):
            self._caption = reading.text if is_caption(reading) else self._caption
            return  # nobody is the subject of what is only quoted, or of the line below a photo
        caption, self._caption = self._caption, ""
        # The caption may go on about whom it names, and the text behind it about somebody else.
        of_photo = any(find_name(form, caption) for name in names for form in self._forms(name))
        if _JOINED.search(reading.bare) or of_photo:
            self.about = About()
            return
        subject = re.sub(r"^The\b", "the", main.subject if main else reading.bare)
        offices = [_DETERMINER.sub("", part) for part in subject.split(" and ")] if main and not names else []
        are_leaders = not names and SEVERAL.fullmatch(fold(subject)) is not None
        if not words and (any(map(is_office, names)) or are_leaders or (offices and all(map(is_office, offices)))):
            words = subject
        several = are_leaders or len(names) > 1 or len(offices) > 1
        words = words or self._words(names, subject)
        behind = reading.bare[main.verb if main else 1 :]
        self.about = About(
            names,
            words,
            several,
            speaks(main),
            self._names_another(reading, main, names),
            _PLURAL.search(behind) is not None,
            _never(subject, reading.bare),
        )

    def _names(self, about: About, reading: Reading) -> bool:
        """Return whether a sentence names whom the last one is about: then its pronoun means somebody else."""
        forms = "|".join(re.escape(form) for name in about.names for form in self._forms(name))
        return bool(forms) and re.search(rf"(?<![\w-])(?:{forms})(?![\w-])", reading.bare) is not None

    def _forms(self, name: str) -> tuple[str, ...]:
        return (*self._actors.called(name), *self._actors.forms(name))

    def _names_another(self, reading: Reading, main: Predicate | None, subject: Sequence[str]) -> bool:
        """Return whether a sentence is about a person beside its subject, whom a pronoun after it may mean."""
        behind = reading.bare[main.verb if main else 1 :]
        if _OTHER.search(reading.text) or SOMEBODY.search(behind) or any(map(is_office, _THE_OFFICE.findall(behind))):
            return True
        # Who did it to the subject is not told.
        if main is not None and main.is_passive:
            return True
        text = self._actors.text
        unknown = (name for name in names(f"- {behind}") if " " in name and self._actors.resolve(name) not in subject)
        known = (name for name in self._actors.named_in(reading.text) if name not in subject)
        return any(kind_of(name, text) is ActorKind.PERSON for name in (*known, *unknown))

    def _words(self, names: Sequence[str], subject: str) -> str:
        """Return the forms by which a subject has the names of actors: "Reyes and the Orlen board"."""
        found = []
        for name in names:
            spans = (span for form in self._forms(name) for span in find_name(form, subject))
            span = next(spans, None)
            form = subject[span.start : span.end] if span else name
            found.append(f"the {form}" if f"the {form}" in subject else form)
        return " and ".join(found)
