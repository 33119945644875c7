"""Whether a text names an actor: by a form that tells it from another one in the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from summarizer.article.text import REMEMBERED, as_seen, fold
from summarizer.language.names import canonical, is_country, is_no_given_name, is_title
from summarizer.language.words import FUNCTION_WORDS, telling_words, word_set, words


def holds_name(name: str, text: str) -> bool:
    """Return whether a text names an actor, by all words of its name or by the last one alone; whole words only.

    The last word does not name it where another given name stands before it: "Ada Drask" is not Pavel Drask.
    """
    if name.isupper() and fold(name) in FUNCTION_WORDS:
        return name in re.findall(r"\w+", text)  # "IS", "WHO"
    return is_held(telling_words(name), (text,), strictly=True)


def holds_any(names: tuple[str, ...], text: str) -> bool:
    """Return whether a text names an actor by one of these names; see `holds_name`."""
    # No name stands there without the end of its last word.
    return not _ends(names).isdisjoint(_pieces(text)) and any(holds_name(name, text) for name in names)


@lru_cache(maxsize=REMEMBERED)
def _ends(names: tuple[str, ...]) -> frozenset[str]:
    """Return the last part of the last word of each name, with its plural and its singular, as in `_has`."""
    ends = {parts[-1] for name in names if (parts := _parts(telling_words(name)))}
    long = [end for end in ends if len(end) > 3]
    return frozenset((*ends, *(f"{end}s" for end in long), *(end[:-1] for end in long if end[-1] == "s")))


def is_held(wanted: tuple[str, ...], texts: Sequence[str], *, strictly: bool = False) -> bool:
    """Return whether the texts, read together, have these words of a name; see `holds_name`.

    Unless `strictly`, a country stands there by its adjective, too, and a long name by its initials.
    """
    if not wanted:
        return False
    present = word_set(texts[0]) if len(texts) == 1 else frozenset().union(*map(word_set, texts))
    if present.issuperset(wanted):
        return True
    pieces = _pieces(texts[0]) if len(texts) == 1 else frozenset().union(*map(_pieces, texts))
    last = wanted[-1]
    # A surname or a head noun can replace the full name; a single shared adjective cannot.
    if len(wanted) <= 4 and last in pieces and len(last) > 2 and not last.isdigit():
        return len(wanted) == 1 or any(_is_alone(last, wanted, text) for text in texts)
    # "the US-UK team": both stand there, joined to something else. "the Estonian team" is of Estonia.
    if strictly and len(wanted) == 1:
        return wanted[0] in pieces
    if all(_has(word, pieces) or (not strictly and _has_adjective(word, pieces)) for word in _parts(wanted)):
        return True
    return not strictly and _is_short(wanted, texts)


def stands_together(wanted: tuple[str, ...], text: str) -> bool:
    """Return whether the words of a name stand near each other in a text: "Afghan team", not "Afghans … their team"."""
    tokens = [frozenset(word.split("-")) | {word} for word, _ in _capitalised(text)]
    width = len(_parts(wanted)) + 2
    for at in range(len(tokens)):
        pieces = frozenset().union(*tokens[at : at + width])
        if all(_has(word, pieces) or _has_adjective(word, pieces) for word in _parts(wanted)):
            return True
    return _is_short(wanted, (text,))


@lru_cache(maxsize=REMEMBERED)
def _pieces(text: str) -> frozenset[str]:
    """Return the words of a text, and the parts of those with a hyphen."""
    present = word_set(text)
    joined = [word.split("-") for word in present if "-" in word]
    return present.union(*joined) if joined else present


def _has(word: str, pieces: Set[str]) -> bool:
    """Return whether a word is there, or its plural, or its singular."""
    if word in pieces:
        return True
    return len(word) > 3 and (f"{word}s" in pieces or (word[-1] == "s" and word[:-1] in pieces))


def _has_adjective(word: str, pieces: frozenset[str]) -> bool:
    """Return whether the adjective of a word is there, or the word of which it is the adjective."""
    # A word and its adjective have their first three letters in common.
    alike = _by_start(pieces).get(word[:3], ())
    return any(_is_adjective(word, piece) or _is_adjective(piece, word) for piece in alike)


@lru_cache(maxsize=REMEMBERED)
def _by_start(pieces: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return words by their first three letters."""
    found: dict[str, tuple[str, ...]] = {}
    for piece in pieces:
        found[piece[:3]] = (*found.get(piece[:3], ()), piece)
    return found


def _is_short(wanted: Sequence[str], texts: Sequence[str]) -> bool:
    """Return whether the texts have the full name of which these letters are the initials: "UNECA"."""
    letters = wanted[0].replace(".", "")
    if len(wanted) > 1 or not 3 <= len(letters) <= 6:
        return False
    return any(letters in _initials(text) for text in texts)


@lru_cache(maxsize=REMEMBERED)
def _initials(text: str) -> str:
    """Return the first letters of the words of a text that start with a capital."""
    return "".join(word[:1] for word in _capital_words(text))


_LEGAL_FORM = re.compile(r",? (?:Corp|Inc|Ltd|LLC|Co|plc|AG|GmbH|S\.?A|Company|Corporation)\.?$")


def names_briefly(name: str, text: str) -> bool:
    """Return whether a text has the initials of a name, "GM" for General Motors, or the name without its legal form."""
    bare, letters = _short(name)
    if bare != name:
        return holds_name(bare, text)
    return len(letters) > 1 and letters in text and letters in re.findall(r"\w+", text)


@lru_cache(maxsize=REMEMBERED)
def _short(name: str) -> tuple[str, str]:
    """Return a name without its legal form, and its initials."""
    if given := re.search(r"\(([A-Z]{2,})\)", name):
        return name, given[1]  # "leaders of the Gulf Cooperation Council (GCC)"
    letters = "".join(word[0] for word in name.split() if word[:1].isupper()) if name[:1].isupper() else ""
    return _LEGAL_FORM.sub("", name), letters


_OFFICIAL = frozenset(
    "government authorities officials official forces troops military army police leaders leader state administration "
    "side delegation parliament navy regime".split()
)


def names_country(country: str, text: str, others: Sequence[str] = ()) -> bool:
    """Return whether a text names a country by an abbreviation ("the U.S.") or who acts for it ("Afghan officials").

    Officials who are actors themselves, with one of the `others` as their folded name, act for themselves.
    """
    key = canonical(country)
    return key in _as_countries(text) or any(
        _is_adjective(key, word) and not any(f"{word} {official}" in other for other in others)
        for word, official in _before_officials(text)
    )


@lru_cache(maxsize=REMEMBERED)
def _as_countries(text: str) -> frozenset[str]:
    """Return the capitalised words of a text, and the parts of those with a hyphen, as a country is called by them."""
    return frozenset(canonical(piece) for word in capitals(text) for piece in (word, *word.split("-")))


@lru_cache(maxsize=REMEMBERED)
def _before_officials(text: str) -> tuple[tuple[str, str], ...]:
    """Return the capitalised words of a text with the one after them that acts for a country: "Afghan", "officials"."""
    if _OFFICIAL.isdisjoint(word_set(text)):
        return ()
    return tuple(
        (word, after) for (word, capital), (after, _) in pairwise(_capitalised(text)) if capital and after in _OFFICIAL
    )


def own_parts(name: str, others: Iterable[str]) -> frozenset[str]:
    """Return the parts of a person's name that none of the others shares: "Najib", "Abadi"."""
    shared = {piece for other in others for piece in _parts(words(other))}
    own = (piece for piece in _parts(words(name)) if len(piece) > 3 and piece not in shared)
    return frozenset(piece for piece in own if not is_title(piece))


@lru_cache(maxsize=REMEMBERED)
def capitals(text: str) -> frozenset[str]:
    """Return the words of a text that start with a capital, folded and without possessive endings."""
    return frozenset(_capital_words(text))


@lru_cache(maxsize=REMEMBERED)
def _capital_words(text: str) -> tuple[str, ...]:
    return tuple(_bare(word) for word in _TOKEN.findall(as_seen(text)) if word[:1].isupper())


_TOKEN = re.compile(r"\w[\w'’.-]*|[^\w\s]")


def _bare(word: str) -> str:
    """Return a word folded and without possessive ending."""
    low = word.lower() if word.isascii() else fold(word)
    return low.removesuffix("'s").rstrip(".'")


@lru_cache(maxsize=REMEMBERED)
def _parts(wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(piece for word in wanted for piece in word.split("-") if piece)


@lru_cache(maxsize=REMEMBERED * 4)
def _is_adjective(country: str, word: str) -> bool:
    """Return whether a word is the adjective of a country's name, or of its people: "Estonian", "Israelis"."""
    if country == f"{word}istan":
        return True
    stem = country.rstrip("aeoy") if len(country) > 4 else country
    if len(stem) < 4 or not word.startswith(stem) or len(word) > len(stem) + 5 or is_country(word):
        return False
    if len(stem) > 4 and re.fullmatch(r"(?:e|i)?ans?", word[len(stem) :]):
        return True
    return is_country(country) and re.search(r"(?:n|i|ese|ish|ns|is|ic)$", word) is not None


@lru_cache(maxsize=REMEMBERED)
def _capitalised(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the words of a text, folded and without possessive endings, and whether each starts with a capital."""
    return tuple((_bare(word), word[:1].isupper()) for word in _TOKEN.findall(as_seen(text)))


def _is_alone(last: str, wanted: Sequence[str], text: str) -> bool:
    """Return whether a text has the last word of a name somewhere without another given name before it."""
    tokens = _capitalised(text)
    places = [at for at, (word, _) in enumerate(tokens) if word == last]
    # A word joined by a hyphen is not found among these; it is compared by its letters only.
    return not places or any(not _has_other_given_name(at, wanted, tokens) for at in places)


def _has_other_given_name(at: int, wanted: Sequence[str], tokens: Sequence[tuple[str, bool]]) -> bool:
    if not at or not tokens[at][1]:
        return False
    word, is_capital = tokens[at - 1]
    if not is_capital or word in wanted or word in FUNCTION_WORDS or is_title(word) or len(word) < 2:
        return False
    # "Israeli Prime Minister", "US Senator": who comes from somewhere has no given name by it.
    return not (is_country(word) or _is_opening(at - 1, tokens) or re.search(r"(?:ian|ese|ish|eli|qi|ani)$", word))


def _is_opening(at: int, tokens: Sequence[tuple[str, bool]]) -> bool:
    """Return whether the word at a place opens a sentence with a word that need not be a name, such as "Although"."""
    word = tokens[at][0]
    return (at == 0 or tokens[at - 1][0] in (".", "", '"')) and (
        word.endswith(("ly", "ing", "ed")) or is_no_given_name(word)
    )


def opening_name(statement: str) -> str | None:
    """Return the country that a statement opens with: a single capitalised word there may be any other word."""
    match = re.match(r"[\W_]*(\w[\w.'’-]*)", as_seen(statement))
    word = re.sub(r"['’]s?$", "", match.group(1)).rstrip(".") if match else ""
    return word if word[:1].isupper() and is_country(word) else None


_CALENDAR = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
        "september october november december"
    ).split()
)


def calendar_words(statement: str) -> Iterator[str]:
    """Yield the months and weekdays of a text: with a capital, since "march" is no month."""
    for match in re.finditer(r"(?<!\w)[A-Z][a-z]+", as_seen(statement)):
        if fold(match.group()) in _CALENDAR:
            yield match.group()


def has_calendar_word(word: str, quotes: Sequence[str]) -> bool:
    """Return whether the quotes have a month or weekday, written out or shortened ("Feb.")."""
    folded = fold(word)
    return any(
        w == folded or (len(w) >= 3 and len(w) < 5 and folded.startswith(w)) for quote in quotes for w in words(quote)
    )
