"""Noun phrases: how a sentence mentions a noun: "an official", "talks", "Karst’s visit", "the official", "no official".

They are read backwards from the noun to its determiner; there is no parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import Enum, auto

from summarizer.article.text import fold
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import (
    AUXILIARIES,
    DAY,
    FUNCTION_WORDS,
    NUMBER_WORDS,
    OWNERS,
    PRONOUNS,
    either,
    listed,
)
from summarizer.language.words import content_words, names, numbers, stem
from summarizer.schema import Span

LONGEST = 25
"""Words of a noun phrase that can be quoted, at most."""

_WORD = re.compile(r"(?<![\w’'-])[A-Za-z]{3,}\b(?![’'-])")
_VERB = re.compile(rf"(?:{AUXILIARIES}|{either('pasts', end='')}|[a-z]+(?:ed|ing))")
BEHIND_HEAD = re.compile(
    # What follows the last word of a noun phrase: "an official said", "an official of Orlen", not "an official ferry".
    rf"[^\w\s’'-]|\s*$|\s+(?:\W|[A-Z]|(?:{either('presents', 'prepositions', 'clause_openers', end='')}|"
    rf"{'|'.join(sorted(FUNCTION_WORDS))}|{_VERB.pattern}|[a-z]+ly)\b)"
)
_COMPLEMENT = re.compile(rf"\s+(?:{either('prepositions')}|that\b|who\b|which\b|(?=[a-z]+(?:ed|en) (?:by|in|at|on)\b))")
_REACH = 60
"""Characters before a noun in which its determiner is looked for, and after it, its complement."""
_BREAK = re.compile(r"[^\w\s’'.-]|(?<![A-Z])\.\s")
_OWNER = re.compile(r"['’]s?$")
_OWNER_NAME = re.compile(r"(?:\b[Tt]he )?(?:[A-Z][\w.’'-]* )+$")
"""What stands before the last word of an owner's name: "the Orlen" of "the Orlen Yard’s dockers"."""
_OF_DAY = re.compile(rf"{DAY}['’]", re.IGNORECASE)
_DEFINITE = listed("demonstratives") | {"the", "such", "same"}
_ARTICLES = frozenset(("a", "an", "the"))
_UNCERTAIN = listed("uncertain_determiners") | OWNERS.keys()
_DETERMINERS = _DEFINITE | _UNCERTAIN | {"a", "an", "one", "some", "several", *NUMBER_WORDS}
_PHRASE_END = re.compile(r"[,;:()—–]|[.!?](?=\s*$)|\s(?:that|which|who)\b")
_COMPLETE = re.compile(r",\s(?:which|who|but|while|as|after|when|[a-z]+ing)\b")
"""Behind a phrase that has ended. After other commas it may go on: "killed two dockers, a guard and a child"."""
_UNTOLD = re.compile(
    rf"\b(?:{'|'.join(sorted(PRONOUNS - {'that', 'who', 'there', 'both', 'all'} | OWNERS.keys()))})\b|"
    rf"\b(?:and|or|but) {_VERB.pattern}\b",
    re.IGNORECASE,
)
"""What a phrase that is quoted must not have: a pronoun, or the verb of the next clause."""


class How(Enum):
    """How a noun is mentioned."""

    COUNTED = auto()
    """As one, or several, of a kind: "an official", "two men"."""
    UNCOUNTED = auto()
    """Without a determiner: "talks", "legislation"."""
    SPECIFIC = auto()
    """In a way that says which: "Karst’s visit", "the Orlen yard", "the talks with Norway"."""
    KNOWN = auto()
    """As what is known already: "the official"."""
    UNCLEAR = auto()
    """As what may be another than before: "his visit", "the second visit", "no official"."""


@dataclass(frozen=True)
class Mention:
    """A mention of a noun in a sentence; `start` and `end` are those of the phrase up to the noun, in the statement.

    `about` are words that say which it is; `is_named` if a name stands beside the noun, or it is a part of one, `is_definite`
    if "the" or "this" does, `is_owned` if somebody's name does ("Karst’s").
    """

    reading: Reading
    start: int
    end: int
    how: How
    about: tuple[str, ...] = ()
    is_named: bool = False
    is_definite: bool = False
    is_owned: bool = False

    def says(self, about: Iterable[str]) -> bool:
        """Return whether the sentence has all words that another one says of the noun."""
        own = set(content_words(self.reading.text))
        return all(stem(fold(word)) in own for word in about)

    @property
    def phrase(self) -> Span | None:
        """The noun with its complement, if the two tell by themselves which it is: "a call for talks with Norway"."""
        bare, main = self.reading.bare, self.reading.parsed.main
        if self.is_owned:
            owner = _OWNER_NAME.search(bare, 0, self.start)
            return self.reading.span(owner.start() if owner else self.start, self.end)
        complement = _COMPLEMENT.match(bare, self.end)
        if complement is None:
            return None
        end = _PHRASE_END.search(bare, complement.end())  # "on a base of Norway that was shut" may be of either
        stop, is_whole = end.start() if end else len(bare), True
        if main and main.start <= self.start and self.end <= main.verb:
            stop = main.verb  # it is the subject, or a part of it
        elif bare[stop : stop + 1] == ",":
            is_whole = _COMPLETE.match(bare, stop) is not None
        words = bare[self.start : stop].rstrip()
        tells = (names(f"- {words}") or numbers(words)) and not _UNTOLD.search(words)
        is_short = len(words.split()) <= LONGEST
        return self.reading.span(self.start, self.start + len(words)) if is_whole and tells and is_short else None


def mentions_of(nouns: Set[str], reading: Reading) -> Iterator[tuple[str, Mention]]:
    """Yield the nouns that a sentence mentions, each with its mention."""
    for word in _WORD.finditer(reading.text):
        noun = fold(word.group())
        if noun in nouns and BEHIND_HEAD.match(reading.text, word.end()):
            yield noun, _mention(reading, word)


def _mention(reading: Reading, noun: re.Match[str]) -> Mention:
    """Return how a sentence mentions the noun at a place."""
    text = reading.text
    start, determiner, about = _before(text, noun.start())
    is_part_of_name = noun.group()[0].isupper() and noun.start() > 0
    is_named = text[noun.end() :].lstrip(" ,")[:1].isupper() or (is_part_of_name and bool(about))
    complement = _COMPLEMENT.match(text, noun.end())
    is_owned = False
    if fold(determiner) in _UNCERTAIN or (is_part_of_name and not is_named):
        how = How.UNCLEAR
    elif _OWNER.search(determiner):
        is_owned = determiner[0].isupper() and not _OF_DAY.match(determiner)
        how = How.SPECIFIC if determiner[0].isupper() else How.UNCLEAR
        about.append(_OWNER.sub("", determiner))
    elif fold(determiner) in _DEFINITE or is_part_of_name:
        says_which = complement or any(word[0].isupper() for word in about)
        how = How.SPECIFIC if says_which else How.UNCLEAR if about else How.KNOWN
        if complement:
            about += content_words(text[complement.end() :][:_REACH].partition(",")[0])[:2]
    else:
        how = How.COUNTED if determiner else How.UNCOUNTED
    # Somebody who is quoted introduces nothing: his words are his own.
    if how is not How.KNOWN and not reading.bare[noun.start() : noun.end()].strip():
        how = How.UNCLEAR
    return Mention(reading, start, noun.end(), how, tuple(about), is_named, fold(determiner) in _DEFINITE, is_owned)


def _before(text: str, noun: int) -> tuple[int, str, list[str]]:
    """Return where the phrase of a noun starts, its determiner, empty if it has none, and the words between the two."""
    phrase = _BREAK.split(text[max(0, noun - _REACH) : noun])[-1]
    start, about = noun, list[str]()
    found = [*re.finditer(r"\S+", phrase)]
    for at, word in reversed([*enumerate(found)]):
        folded = fold(word.group())
        is_determiner = folded in _DETERMINERS or folded[0].isdigit() or _OWNER.search(folded) is not None
        # "A coordinated attack"
        is_adjective = at > 0 and folded.endswith("ed") and fold(found[at - 1].group()) in _ARTICLES
        if not (is_determiner or is_adjective) and (folded in FUNCTION_WORDS or _VERB.fullmatch(folded)):
            break
        start = noun - len(phrase) + word.start()
        if is_determiner:
            return start, word.group(), about
        about.append(word.group())
    return start, "", about
