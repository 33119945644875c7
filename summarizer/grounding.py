"""Grounding: from what a model claims to what the article's text holds.

Everything compares *folded* text: case, diacritics, compatibility forms and typographic quotes are levelled, one
character for one, so that an offset in folded text is the same offset in the article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.schema import Span, Support

REMEMBERED = 1_024
"""Texts and names that each function remembers: more than an article has, few enough that an archive takes no more."""

_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}

# Capitalised words that are no names: they open a sentence or are calendar terms, which `timing` checks.
_NO_NAMES = frozenset(
    (
        "the a an this that these those it its he she they we i you his her their our in on at by for from to "
        "of and or but as if when while after before since with without under over about no not new more most "
        "many some all any will would may might can could should has have had is are was were be been said "
        "says mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday january february march "
        "april may june july august september october november december jan feb mar apr jun jul aug sep sept "
        "oct nov dec"
    ).split()
)

# Words that carry no claim of their own when words of a statement are looked up in its evidence.
_FUNCTION_WORDS = _NO_NAMES | frozenset(
    (
        "there here also who whom which what where than then so such other another between among during "
        "through into out up down per via against toward towards around within amid upon each both either "
        "neither own same very just only including do does did done being having were am"
    ).split()
)

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
# The full stop first: a pattern that begins with what it looks back at is tried at every character.
_SPACED_INITIALS = re.compile(r"\. (?<=\b\w\. )(?=\w\b)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"@?[^\W\d_][\w'.-]*(?:[ ](?:(?:of|the|de|la|al|bin|van|von|and)[ ])?[^\W\d_][\w'.-]*)*")
# Scripts that write without spaces have no words to look up; runs of their characters are compared instead.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Level case, diacritics, compatibility forms and quotes; the result has as many characters as the text."""
    levelled = text
    if not text.isascii():
        for fancy, plain in _TYPOGRAPHY:
            levelled = levelled.replace(fancy, plain)
    return levelled.lower() if levelled.isascii() else "".join(_fold_character(c) for c in levelled)


@lru_cache(maxsize=8192)
def _fold_character(c: str) -> str:
    if c.isascii():
        return c.lower()
    decomposed = unicodedata.normalize("NFKD", c)
    return (decomposed[:1].casefold() or c)[:1]


@lru_cache(maxsize=REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, possessives cut; single characters for scripts without spaces."""
    folded = fold(text)
    # "U. S." is "U.S."
    found = _WORD.findall(_SPACED_INITIALS.sub(".", folded) if ". " in folded else folded)
    if "'s" in folded:
        found = [word.removesuffix("'s") for word in found]
    if not text.isascii() and _UNSPACED.search(text):
        found = [piece for word in found for piece in (word if _UNSPACED.search(word) else (word,))]
    # Without a loop of Python's own: whole articles come by here.
    return tuple(map(_NUMBER_WORDS.get, found, found))


def is_english(text: str) -> bool:
    """Tell whether a text is English by its share of English function words."""
    found = words(text[:2_000])
    return bool(found) and sum(word in _FUNCTION_WORDS for word in found) / len(found) > 0.2


@lru_cache(maxsize=REMEMBERED)
def content_words(text: str) -> tuple[str, ...]:
    """Return the folded words that carry a statement, with plain endings cut so that "met" aside, forms agree."""
    return tuple(map(stem, [word for word in words(text) if word not in _FUNCTION_WORDS]))


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """Cut the most common English endings; enough to let "announces", "announced" and "announce" agree."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=REMEMBERED)
def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a text, thousands separators removed, written-out ones up to twelve as digits."""
    folded = fold(text)
    digits = [re.sub(r"(?<=\d),(?=\d{3})", "", match.group()).rstrip(".,") for match in _NUMBER.finditer(folded)]
    return (*digits, *(_NUMBER_WORDS[word] for word in _WORD.findall(folded) if word in _NUMBER_WORDS))


_ABBREVIATED = re.compile(
    r"(?:\w\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Ft|Mt|Corp|Inc|Ltd|Co)\."
)


@lru_cache(maxsize=REMEMBERED)
def names(text: str) -> tuple[str, ...]:
    """Return the capitalised names of a text, longest runs of capitalised words; the sentence's first word only
    when it is part of a longer run or is no common word."""
    found = []
    for match in re.finditer(r"(?<!\w)\w[\w'’.-]*", text):
        word = match.group()
        if word[:1].isupper() and fold(word).rstrip(".").removesuffix("'s") not in _NO_NAMES:
            found.append(match)
    runs: list[list[re.Match[str]]] = []
    for match in found:
        between = text[runs[-1][-1].end() : match.start()] if runs else ""
        # A full stop ends a name, unless it is an initial's or an abbreviation's ("J. Biden", "Gen. Odo").
        last = runs[-1][-1].group() if runs else ""
        stopped = last.endswith(".") and not _ABBREVIATED.fullmatch(last)
        if not stopped and between in (" ", " of ", " of the ", " and the ", "-", ". "):
            runs[-1].append(match)
        else:
            runs.append([match])
    kept = []
    for run in runs:
        name = re.sub(r"['’]s?$", "", text[run[0].start() : run[-1].end()]).rstrip(".")
        # A lone capitalised word that opens the text may be any word ("Talks failed").
        if len(run) > 1 or run[0].start() > 0 or name.isupper():
            kept.append(name)
    return tuple(kept)


@lru_cache(maxsize=REMEMBERED)
def _word_set(text: str) -> frozenset[str]:
    return frozenset(words(text))


@lru_cache(maxsize=REMEMBERED)
def _telling(name: str) -> tuple[str, ...]:
    return tuple(word for word in words(name) if word not in _FUNCTION_WORDS) or words(name)


def holds_name(name: str, text: str) -> bool:
    """Tell whether a text names this actor: by the whole name, its last word or its first, whole words only."""
    return _is_held(_telling(name), _word_set(text))


def _is_held(wanted: Sequence[str], present: frozenset[str]) -> bool:
    if not wanted:
        return False
    if present.issuperset(wanted):
        return True
    # A surname or a head noun stands for the full name; a single shared adjective does not.
    return len(wanted) <= 4 and wanted[-1] in present and len(wanted[-1]) > 2 and not wanted[-1].isdigit()


def support(names_claimed: Iterable[str | Sequence[str]], statement: str, *quotes: str) -> Support:
    """Measure how far a claim stands in one quote, or in several that are read together.

    The parts looked up are the names that the claim refers to (each a name, or all forms of one), the names and the
    numbers in its statement, and its negation. `score` is the share found (1 if there is nothing to look up);
    `missing` lists the rest.
    """
    return _support(tuple((n,) if isinstance(n, str) else tuple(n) for n in names_claimed), statement, quotes)


# Remembered, as most claims cite one sentence, and are held against it before and after they are merged.
@lru_cache(maxsize=REMEMBERED)
def _support(forms: tuple[tuple[str, ...], ...], statement: str, quotes: tuple[str, ...]) -> Support:
    claimed = _claimed(forms, statement)
    present = _word_set(quotes[0]) if len(quotes) == 1 else frozenset().union(*map(_word_set, quotes))
    missing = [one[0] for one in claimed.names if not any(_is_held(_telling(form), present) for form in one)]
    missing += [number for number in claimed.numbers if not any(number in numbers(quote) for quote in quotes)]
    if claimed.is_negated and not any(negated(quote) or _REFRAINING.search(fold(quote)) for quote in quotes):
        missing.append(NEGATION)
    looked_up = len(claimed.names) + len(claimed.numbers) + claimed.is_negated
    return Support(score=round(1 - len(missing) / looked_up, 3) if looked_up else 1.0, missing=tuple(missing))


@dataclass(frozen=True)
class _Claimed:
    """What of a claim is looked up in its evidence: names, each in all its forms, numbers, and a negation."""

    names: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    is_negated: bool


@lru_cache(maxsize=REMEMBERED)
def _claimed(forms: tuple[tuple[str, ...], ...], statement: str) -> _Claimed:
    # What is left of the statement once those are out: "Doctors Without Borders" is no negation and no two names.
    rest, folded = statement, fold(statement)
    told = {form for one in forms for form in one if all(piece in folded for piece in fold(form).split()[:1])}
    for form in sorted(told, key=len, reverse=True):
        for span in reversed(find_name(form, rest)):
            # "Marcos" is no part of "Araneta-Marcos" that may go alone.
            if "-" in (rest[span.start - 1 : span.start], rest[span.end : span.end + 1]):
                continue
            rest = f"{rest[: span.start]}; {rest[span.end :]}"
    looked_up = dict.fromkeys([*forms, *((name,) for name in names(rest))])
    # "The two leaders" counts nothing: it points at those who were named.
    counted = dict.fromkeys(numbers(_POINTED_AT.sub("the", rest)))
    return _Claimed(tuple(looked_up), tuple(counted), negated(rest))


_POINTED_AT = re.compile(r"\b[Tt]he (?:two|three|four)\b")

NEGATION = "negation"
"""What `Support.missing` calls a statement's negation that its evidence lacks."""

_REFRAINING = re.compile(
    r"\b(?:refrain\w*|avoid\w*|abstain\w*|against|prohibit\w*|forbid\w*|forbade|ban(?:s|ned)?|stop\w*|halt\w*|ceas\w+|end\w*)\b"
)
"""Words by which an evidence says what a statement says with "not": a vow to refrain, a decree against."""

_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|\w+n't|refus\w+|fail\w+|den(?:y|ies|ied)|reject\w*|cancel\w*|"
    r"ne|pas|jamais|nunca|kein\w*|nicht)\b|不|没|未|لا|لم|لن|नहीं"
)


def negated(text: str) -> bool:
    """Tell whether a text holds a word of negation."""
    return bool(_NEGATION.search(fold(text)))


def overlap(statement: str, quotes: Sequence[str], besides: Sequence[str] = ()) -> float:
    """Return the share of the statement's content words, but for those of the names `besides`, that stand in the
    quotes: 0 to 1; 1 if there are not two of them, as a single one may have a synonym there."""
    named = {word for name in besides for word in content_words(name)}
    wanted = [word for word in content_words(statement) if word not in named]
    if len(wanted) < 2:
        return 1.0
    present = {word for quote in quotes for word in content_words(quote)}
    return sum(word in present for word in wanted) / len(wanted)


@lru_cache(maxsize=REMEMBERED)
def last_word(name: str) -> str:
    """Return the last word of a name, folded."""
    return fold(name).split()[-1]


@lru_cache(maxsize=REMEMBERED)
def find_name(name: str, text: str) -> tuple[Span, ...]:
    """Return where a text holds a name, as whole words, whatever its case, diacritics, quotes or spacing."""
    pieces, folded = fold(name).split(), fold(text)
    if not pieces:
        return ()
    # The longest piece is the rarest: a plain search for it, then a few comparisons, is far faster than a pattern made
    # for each name.
    rarest = max(pieces, key=len)
    at, number = folded.find(rarest), pieces.index(rarest)
    before, after = pieces[:number], pieces[number + 1 :]
    left, right = _has_edge(pieces[0][0]), _has_edge(pieces[-1][-1])
    found, free = [], 0
    while at >= 0:
        start, end = at, at + len(rarest)
        if before:
            start = _start_of(before, folded, start)
        if after:
            end = _end_of(after, folded, end)
        if start < free or (left and start and is_word(folded[start - 1])):
            end = -1
        if right and 0 <= end < len(folded) and is_word(folded[end]):
            end = -1
        if end >= 0:
            found.append(Span(quote=text[start:end], start=start, end=end))
            free = end
        at = folded.find(rarest, end if end >= 0 else at + 1)
    return tuple(found)


def _start_of(pieces: Sequence[str], folded: str, at: int) -> int:
    """Return where these pieces begin that stand before `at`, white space after each; -1 if they do not."""
    for piece in reversed(pieces):
        end = at
        while at and folded[at - 1].isspace():
            at -= 1
        if at == end or not folded.endswith(piece, 0, at):
            return -1
        at -= len(piece)
    return at


def _end_of(pieces: Sequence[str], folded: str, at: int) -> int:
    """Return where these pieces end that stand after `at`, white space before each; -1 if they do not."""
    for piece in pieces:
        start = at
        while at < len(folded) and folded[at].isspace():
            at += 1
        if at == start or not folded.startswith(piece, at):
            return -1
        at += len(piece)
    return at


def is_word(character: str) -> bool:
    """Tell whether a character may be part of a word."""
    return character.isalnum() or character == "_"


def _has_edge(character: str) -> bool:
    """Tell whether a name that begins or ends so must not go on in a longer word."""
    return character.isalnum() and not _UNSPACED.match(character)
