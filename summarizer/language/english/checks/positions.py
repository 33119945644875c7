"""As what do actors stand in a text: as the subject of a verb, as who speaks, as whose friend acts, behind which words?

Unlike `english.subjects`, which returns the words before a verb that an event is extracted with, this finds known actors,
also in passives, lists and quotations. A subject is only found where nothing but auxiliaries, adverbs and verbs that govern an infinitive
stand between it and the verb ("Reyes has agreed to sign"), so that it is rarely wrong; often none is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, fold_in_place
from summarizer.language.english.checks.reading import is_past, read, root, roots_of
from summarizer.language.english.lexicon import listed
from summarizer.language.names import is_title
from summarizer.language.opposites import lemma

GOVERNING = 5
"""How many words may stand between a subject and an infinitive: "is said to have agreed to" """
PARENTHESIS = 14
"""How many words a parenthesis between a subject and its verb may have."""
BY = 6
"""How many words of titles may stand between "by" and who acts."""
OWNED = 4
"""How many words behind a genitive may be what it belongs to: "Karst's former chief adviser"."""

_TOKEN = re.compile(r"\w[\w.-]*\w|\w|['’]s?(?=\W|$)|['’](?:ll|ve|re|d|m|t)\b|[^\w\s]")
_AUXILIARY = listed("auxiliaries", "be", "contracted_be", "contracted_will", "verb_adverbs", "group_adverbs")
_BE = listed("be", "contracted_be")
_PRONOUNS = listed("subject_pronouns")
_PREPOSITIONS = listed("prepositions")
_AFTER_COMMA = listed("clause_openers", "conjunctions", "prepositions", "subject_pronouns") - {"as", "with"} | {"ahead"}
"""Words that begin something else behind a name and a comma."""
_LINKS = frozenset("and or & ,".split())
_BREAKS = listed("clause_openers", "conjunctions", "prepositions", "determiners") | set(
    'and or , ; : . ? ! ( ) " “ ” — – -'.split()
)
_VOICES = listed("voices")
"""What speaks for whom it belongs to."""


class Mention(NamedTuple):
    """Where a text names an actor."""

    start: int
    end: int
    name: str


class Subject(NamedTuple):
    """Who stands as the subject of a verb: actors, or a pronoun at an offset; `is_open` if others may stand beside."""

    names: tuple[str, ...] = ()
    pronoun: str | None = None
    start: int = 0
    is_open: bool = False


class Tokens(NamedTuple):
    """The words and marks of a text, folded, with their roots and offsets; in columns, as a text has many of them."""

    texts: tuple[str, ...]
    roots: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=REMEMBERED)
def tokens_of(text: str) -> Tokens:
    """Return the words and marks of a text."""
    folded = fold_in_place(text)
    places = [match.span() for match in _TOKEN.finditer(folded)]
    texts = tuple([folded[start:end] for start, end in places])
    starts, ends = zip(*places, strict=True) if places else ((), ())
    return Tokens(texts, tuple(map(root, texts)), starts, ends)


def has_pronoun(text: str) -> bool:
    """Return whether a text has a pronoun that may be a subject."""
    return not _WITH_VERB.isdisjoint(read(text).texts)


RELATIVES = listed("relatives") | {f"{word}s" for word in listed("relatives")} | {"wives"}
"""Words for persons who are told by somebody else."""
_WITH_VERB = frozenset(f"{word}{end}" for word in _PRONOUNS for end in ("", "'s", "'ll", "'ve", "'re", "'d", "'m"))
"""Pronouns as words of a text, joined to an auxiliary or not."""


class Positions:
    """Who acts in one text that names these actors; what stands around a verb is read once."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        self._text_read = text
        self._tokens = tokens_of(text)
        self._count = len(self._tokens.texts)
        self._subjects: dict[str, tuple[Subject, ...]] = {}
        self._speakers: tuple[Subject, ...] | None = None
        self._owning: frozenset[str] | None = None
        self._placed: Mapping[tuple[str, ...], frozenset[str]] | None = None
        self._mentions = self._by_token(mentions)

    def subjects(self, verb: str) -> tuple[Subject, ...]:
        """Return the subject of each occurrence of a verb, given by its root.

        One that is not clear is an open subject without a name.
        """
        if (found := self._subjects.get(verb)) is None:
            places = [at for at, one in enumerate(self._tokens.roots) if one == verb and at not in self._mentions]
            found = tuple(self._subject(at) or Subject(is_open=True) for at in places)
            self._subjects[verb] = found
        return found

    def speakers(self) -> tuple[Subject, ...]:
        """Return the subjects of the verbs of speech."""
        if self._speakers is None:
            speech, texts = roots_of("speech", "speech_acts"), self._tokens.texts
            # "note" has the root of "not".
            places = [at for at, one in enumerate(self._tokens.roots) if one in speech and texts[at] != "not"]
            found = [self._subject(at) for at in places if at not in self._mentions]
            self._speakers = tuple(subject for subject in found if subject is not None)
        return self._speakers

    def owning(self) -> frozenset[str]:
        """Return who is only named to tell whose relative, friend or servant acts: "Karst" of "a cousin of Karst"."""
        if self._owning is None:
            mentions = frozenset(self._mentions.values())
            others = {m.name for m in mentions if not self._owns(m)}
            self._owning = frozenset(m.name for m in mentions) - others
        return self._owning

    def placed(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """Return who stands behind the same words, given by their roots: a verb ("accused"), or a word and a preposition
        ("grain to"). No entry has a name behind which a noun goes on ("Orlen ministers")."""
        if self._placed is None:
            found: dict[tuple[str, ...], set[str]] = {}
            open_keys = set()
            for mention in frozenset(self._mentions.values()):
                if (key := self._words_before(mention)) is not None:
                    names = self._joined_after(mention)
                    found.setdefault(key, set()).update(names or (mention.name,))
                    if names is None:
                        open_keys.add(key)
            self._placed = {key: frozenset(names) for key, names in found.items() if key not in open_keys}
        return self._placed

    def _owns(self, mention: Mention) -> bool:
        after = self._after(mention)
        if self._text(after) in ("'s", "'"):
            return any(self._is_relative(at) for at in range(after + 1, after + OWNED))
        of = self._before(mention)
        return self._text(of) in ("of", "for", "to") and self._is_relative(of - 1)

    def _is_relative(self, at: int) -> bool:
        """Return whether a word tells a person by somebody else: "cousin", "supporters"; not "Secretary of State"."""
        is_opening = self._text(at - 1) in ("", ".", "“", '"')
        return self._text(at) in RELATIVES and (is_opening or not self._is_capital(at))

    def _before(self, mention: Mention) -> int:
        """Return the place of the word before a name and its titles."""
        at = bisect_right(self._tokens.ends, mention.start) - 1
        while at not in self._mentions and self._text(at).isalpha() and self._is_title(at):
            if self._text(at) == "of":
                break
            at -= 1
        return at

    def _words_before(self, mention: Mention) -> tuple[str, ...] | None:
        at = self._before(mention)
        text = self._text(at)
        if not text.isalpha() or at in self._mentions:
            return None
        if text in _PREPOSITIONS:
            word = self._text(at - 1)
            is_word = word.isalpha() and word not in _BREAKS and at - 1 not in self._mentions
            return (self._tokens.roots[at - 1], text) if is_word else None
        if text in _BREAKS or text in _AUXILIARY or text in _LINKS:
            return None
        return (self._tokens.roots[at],)

    def _joined_after(self, mention: Mention) -> set[str] | None:
        """Return the name and those joined to it, or None if it may be only a part of who is meant."""
        names = {mention.name}
        at = self._after(mention)
        while self._text(at) in _LINKS:
            ahead = at
            while self._text(ahead) in _LINKS:
                ahead += 1
            while ahead not in self._mentions and ahead < self._count and self._is_title(ahead):
                ahead += 1
            other = self._mentions.get(ahead)
            # "grain to Norra, Veltia said" is no list; "with Norra, the king and Veltia" is one.
            is_last = self._text(at + 1) in _AFTER_COMMA or (other is not None and not self._goes_on(other))
            if is_last and self._text(at) == "," and self._text(at + 1) not in _LINKS:
                return names
            if other is None:
                return None
            names.add(other.name)
            at = self._after(other)
        after = self._text(at)
        return names if not after or after in _BREAKS or after in _AUXILIARY or is_past(after) else None

    def _goes_on(self, mention: Mention) -> bool:
        return self._text(self._after(mention)) in _LINKS

    def is_placed(self, name: str) -> bool:
        """Return whether an actor stands behind a verb, or a word and a preposition; see `placed`."""
        return any(m.name == name and self._words_before(m) is not None for m in frozenset(self._mentions.values()))

    def _by_token(self, mentions: Iterable[Mention]) -> dict[int, Mention]:
        """Return by word the longest mention that it is a part of."""
        found: dict[int, Mention] = {}
        starts, ends = self._tokens.starts, self._tokens.ends
        for mention in mentions:
            for at in range(bisect_right(ends, mention.start), bisect_left(starts, mention.end)):
                if at not in found or mention.end - mention.start > found[at].end - found[at].start:
                    found[at] = mention
        return found

    def _text(self, at: int) -> str:
        return self._tokens.texts[at] if 0 <= at < self._count else ""

    def _is_capital(self, at: int) -> bool:
        return self._text_read[self._tokens.starts[at]].isupper()

    def _subject(self, verb: int) -> Subject | None:
        """Return the subject of the verb at a place, or None if it is not clear."""
        texts, at, governed, passive = self._tokens.texts, verb - 1, 0, False
        while at >= 0 and at not in self._mentions and governed <= GOVERNING:
            text = texts[at]
            if text == "to" or (text in ("on", "about") and self._is_gerund(verb)):
                governed = max(governed, 1)
            elif text in _AUXILIARY or (text.endswith("ly") and len(text) > 4):
                passive = passive or (not governed and text in _BE)
            elif governed and text not in _BREAKS and text not in _PRONOUNS and not self._is_capital(at):
                governed += 1
            else:
                break
            at -= 1
        if passive and not self._is_gerund(verb):
            return self._agent(verb)
        if governed > 1 and not self._is_verb(at + 1):
            return None
        found = self._named(at)
        return found if found is not None else self._speaker(verb)

    def _is_gerund(self, verb: int) -> bool:
        return self._text(verb).endswith("ing")

    def _is_verb(self, at: int) -> bool:
        """Return whether the first of the governing words may be a verb: "plans to", "agreed to", "is going to"."""
        while self._text(at).endswith("ly"):
            at += 1
        text = self._text(at)
        return text in _AUXILIARY or text.endswith(("ed", "s")) or lemma(text) != text or root(text) == text

    def _named(self, at: int) -> Subject | None:
        """Return the subject that ends at a place: an actor or a pronoun, with those that it is joined to."""
        if self._text(at) == "," and (opening := self._opening(at)) is not None:
            at = opening
        if self._text(at) in _VOICES and self._text(at - 1) in ("'s", "'"):
            at -= 2  # "Karst's statement said"
        if self._text(at) == "who":
            at -= 2 if self._text(at - 1) == "," else 1
        if (mention := self._mentions.get(at)) is not None:
            # "Karst Ltd" is not named by "Karst".
            if mention.end < self._tokens.ends[at]:
                return None
            first = bisect_right(self._tokens.ends, mention.start)
            of = first - 2 if self._text(first - 1) == "the" else first - 1
            if self._text(of) == "of" and of - 1 in self._mentions:
                return self._named(of - 1)  # "Ana Reyes of Orlen", "President Ana Reyes of the Republic"
            names, is_open = self._joined(mention)
            return Subject(names, None, mention.start, is_open)
        if self._text(at) in _PRONOUNS:
            start = self._tokens.starts[at]
            # "Karst and he"; behind anything else, "and" begins a clause.
            is_open = self._text(at - 1) in ("and", "or") and at - 2 in self._mentions
            return Subject((), self._text(at), start, is_open)
        return None

    def _opening(self, closing: int) -> int | None:
        """Return the place before the comma that opens the parenthesis closed by another one."""
        places = range(closing - 2, max(-1, closing - PARENTHESIS), -1)
        at = next((at for at in places if self._text(at) in (",", ".", ";", '"', "“", "”")), None)
        return at - 1 if at is not None and self._text(at) == "," else None

    def _joined(self, mention: Mention) -> tuple[tuple[str, ...], bool]:
        """Return the names that end with this one in a list, and whether somebody else may stand in it."""
        names = [mention.name]
        at = bisect_right(self._tokens.ends, mention.start)
        while True:
            at -= 1
            while at >= 0 and at not in self._mentions and self._is_title(at):
                at -= 1
            if self._text(at) not in _LINKS:
                return tuple(names), False
            linked = self._text(at)
            while self._text(at) in _LINKS:
                at -= 1
            before = self._mentions.get(at)
            if before is None:
                return tuple(names), linked != ","
            names.append(before.name)
            at = bisect_right(self._tokens.ends, before.start)

    def _is_title(self, at: int) -> bool:
        text = self._tokens.texts[at]
        return is_title(text) or text in ("the", "of", "state") or (at > 0 and self._is_capital(at))

    def _agent(self, verb: int) -> Subject | None:
        """Return who stands behind "by" after a passive verb."""
        for by in range(verb + 1, min(verb + 9, self._count)):
            if self._text(by) in (".", ";", ",", "that"):
                return None
            if self._text(by) == "by":
                return self._next(by + 1)
        return None

    def _speaker(self, verb: int) -> Subject | None:
        """Return who stands behind a verb of speech after a quotation: "…," said Reyes."""
        if self._text(verb - 1) in (",", '"', "“", "”", "'") and self._tokens.roots[verb] in roots_of("speech"):
            return self._next(verb + 1)
        return None

    def _next(self, start: int) -> Subject | None:
        """Return the actor whose name begins at a place, after titles at most, with those that follow in a list."""
        for at in range(start, start + BY):
            if (mention := self._mentions.get(at)) is not None:
                if self._text(self._after(mention)) in ("'s", "'"):
                    return None
                after = self._after(mention)
                return Subject((mention.name,), None, mention.start, self._text(after) in ("and", "or", "&"))
            if at >= self._count or not (self._is_title(at) or self._text(at) in _PRONOUNS):
                return None
        return None

    def _after(self, mention: Mention) -> int:
        return bisect_left(self._tokens.starts, mention.end)
